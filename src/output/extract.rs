//! The answer of `extract`: article by article, as they come.

use std::io::{self, Write};

use super::csv_table::{cell, row};
use super::format::{Format, json_value, jsonl};
use super::look::{Look, Tone};
use super::page::Page;
use super::quotation;
use super::record::ExtractRecord;
use super::words;
use crate::article::Article;
use crate::quote::Quote;

/// The columns of the table.
const COLUMNS: [&str; 18] = [
    "article_id",
    "id",
    "kind",
    "report",
    "speaker",
    "speaker_id",
    "speaker_kind",
    "role",
    "text",
    "topics",
    "confidence",
    "paragraph",
    "title",
    "date",
    "date_source",
    "publisher",
    "path",
    "polarity",
];

/// Writes articles with their quotes, one after the other.
pub struct Extraction<'a> {
    out: &'a mut dyn Write,
    format: Format,
    look: Look,
    explain: bool,
    begun: bool,
}

impl<'a> Extraction<'a> {
    /// Nothing is written before the first article.
    pub fn new(out: &'a mut dyn Write, format: Format, look: Look, explain: bool) -> Self {
        Self { out, format, look, explain, begun: false }
    }

    /// Writes one article. In the text format, one without quotes is passed over.
    pub fn article(&mut self, article: &Article, quotes: &[Quote]) -> io::Result<()> {
        match self.format {
            Format::Text if quotes.is_empty() => Ok(()),
            Format::Text => self.text(article, quotes),
            Format::Jsonl => jsonl(self.out, [ExtractRecord::new(article, quotes, self.explain)]),
            Format::Json => self.json(article, quotes),
            Format::Csv => self.csv(article, quotes),
        }
    }

    /// Sends what is written on its way.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Writes what belongs behind the last article.
    pub fn finish(mut self) -> io::Result<()> {
        match self.format {
            Format::Json if self.begun => writeln!(self.out, "\n]"),
            Format::Json => writeln!(self.out, "[]"),
            Format::Csv => self.names(),
            _ => Ok(()),
        }
    }

    fn text(&mut self, article: &Article, quotes: &[Quote]) -> io::Result<()> {
        let separate = std::mem::replace(&mut self.begun, true);
        let mut page = Page::new(self.out, self.look);
        let reference = article.reference();
        if separate {
            page.blank()?;
        }
        page.line(Tone::Strong, &words::article(&reference))?;
        page.address("", &reference)?;
        for quote in quotes {
            page.blank()?;
            page.rich(&quotation::whole(quote, &[]))?;
            page.named(quote.speaker_name(), &words::about(quote))?;
            if self.explain {
                page.inner(Tone::Dim, &words::found_by(&quote.evidence))?;
                page.inner(Tone::Dim, &words::chosen_from(&quote.evidence))?;
            }
        }
        Ok(())
    }

    fn json(&mut self, article: &Article, quotes: &[Quote]) -> io::Result<()> {
        let before = if std::mem::replace(&mut self.begun, true) { ",\n" } else { "[\n" };
        let record = json_value(&ExtractRecord::new(article, quotes, self.explain))?;
        write!(self.out, "{before}{record}")
    }

    /// The line of names, once.
    fn names(&mut self) -> io::Result<()> {
        let begun = std::mem::replace(&mut self.begun, true);
        if begun { Ok(()) } else { row(self.out, COLUMNS.map(str::to_owned)) }
    }

    fn csv(&mut self, article: &Article, quotes: &[Quote]) -> io::Result<()> {
        self.names()?;
        quotes.iter().try_for_each(|quote| row(self.out, cells(article, quote)))
    }
}

fn cells(article: &Article, quote: &Quote) -> [String; 18] {
    let speaker = &quote.speaker;
    [
        article.id.clone(),
        quote.id.clone(),
        quote.kind.name().to_owned(),
        quote.report.name().to_owned(),
        cell(&speaker.name),
        cell(&speaker.id),
        speaker.kind.name().to_owned(),
        cell(&speaker.role),
        quote.text.clone(),
        quote.topics.join("; "),
        quote.confidence.to_string(),
        quote.paragraph.to_string(),
        cell(&article.title),
        cell(&article.date.map(|date| article.date_source.format(date))),
        cell(&article.date.map(|_| article.date_source.name())),
        cell(&article.publisher),
        cell(&article.path),
        quote.polarity.name().to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::sample::{PLAIN, article, quote, written};
    use super::*;

    #[test]
    fn positions_are_code_points() {
        let line = written(|out| {
            let mut extraction = Extraction::new(out, Format::Jsonl, PLAIN, false);
            extraction.article(&article(), &[quote()])?;
            extraction.finish()
        });
        insta::assert_snapshot!(line, @r#"{"id":"mayor","title":"Mayor Leaves","date":"2024-05-12","date_source":"stated","publisher":"The Paper","path":"news/mayor.txt","attributions":[{"id":"00000000000000aa","kind":"direct","report":"statement","polarity":"affirmed","text":"Zoë’s city will be fine,","content":[[27,51]],"source":[[53,62]],"cue":[[63,67]],"speaker":"Ann Smith","speaker_id":"ann-smith","speaker_kind":"person","role":"the mayor","topics":["cities"],"confidence":0.97}]}"#);
    }

    #[test]
    fn an_array_is_whole_even_without_articles() {
        let array = |articles: usize| {
            let json = written(|out| {
                let mut extraction = Extraction::new(out, Format::Json, PLAIN, false);
                (0..articles).try_for_each(|_| extraction.article(&article(), &[]))?;
                extraction.finish()
            });
            serde_json::from_str::<Vec<serde_json::Value>>(&json).unwrap().len()
        };
        assert_eq!([0, 1, 2].map(array), [0, 1, 2]);
    }
}
