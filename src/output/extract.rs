//! The answer of `extract`, written article by article.

use std::io::{self, Write};

use super::contract::{ArticleQuotesRecord, EXTRACT_COLUMNS, extract_row};
use super::csv_table::row;
use super::format::{Format, json_value, jsonl};
use super::phrasing;
use super::quotation;
use super::style::{Emphasis, TextStyle};
use super::text_writer::TextWriter;
use crate::article::Article;
use crate::quote::Quote;

/// Writes articles with their quotes, one after the other.
pub struct Extraction<'a> {
    out: &'a mut dyn Write,
    format: Format,
    style: TextStyle,
    explain: bool,
    begun: bool,
}

impl<'a> Extraction<'a> {
    /// Writes nothing before the first article.
    pub fn new(out: &'a mut dyn Write, format: Format, style: TextStyle, explain: bool) -> Self {
        Self { out, format, style, explain, begun: false }
    }

    /// Writes one article. In the text format an article without quotes is skipped.
    pub fn article(&mut self, article: &Article, quotes: &[Quote]) -> io::Result<()> {
        match self.format {
            Format::Text if quotes.is_empty() => Ok(()),
            Format::Text => self.text(article, quotes),
            Format::Jsonl => jsonl(self.out, [ArticleQuotesRecord::new(article, quotes, self.explain)]),
            Format::Json => self.json(article, quotes),
            Format::Csv => self.csv(article, quotes),
        }
    }

    /// Flushes what is written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Writes what follows the last article.
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
        let mut writer = TextWriter::new(self.out, self.style);
        let reference = article.reference();
        if separate {
            writer.blank()?;
        }
        writer.line(Emphasis::Strong, &phrasing::article(&reference))?;
        writer.address("", &reference)?;
        for quote in quotes {
            writer.blank()?;
            writer.styled(&quotation::whole(quote, &[]))?;
            writer.named(quote.speaker_name(), &phrasing::attribution_line(quote))?;
            if self.explain {
                writer.indented(Emphasis::Dim, &phrasing::found_by(&quote.evidence))?;
                writer.indented(Emphasis::Dim, &phrasing::candidates_line(&quote.evidence))?;
            }
        }
        Ok(())
    }

    fn json(&mut self, article: &Article, quotes: &[Quote]) -> io::Result<()> {
        let before = if std::mem::replace(&mut self.begun, true) { ",\n" } else { "[\n" };
        let record = json_value(&ArticleQuotesRecord::new(article, quotes, self.explain))?;
        write!(self.out, "{before}{record}")
    }

    /// Writes the row of column names, once.
    fn names(&mut self) -> io::Result<()> {
        let begun = std::mem::replace(&mut self.begun, true);
        if begun { Ok(()) } else { row(self.out, EXTRACT_COLUMNS.map(str::to_owned)) }
    }

    fn csv(&mut self, article: &Article, quotes: &[Quote]) -> io::Result<()> {
        self.names()?;
        quotes.iter().try_for_each(|quote| row(self.out, extract_row(article, quote)))
    }
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
