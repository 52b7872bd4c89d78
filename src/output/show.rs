//! The answer of `show`: a quote, marked in its article.

use std::io::{self, Write};

use serde::Serialize;

use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::look::{Look, Tone};
use super::page::Page;
use super::passage::{self, Piece};
use super::record::{AttributionRecord, PlaceRecord};
use super::rich::Rich;
use super::search;
use super::words;
use crate::query::{Hit, ShownQuote};
use crate::span::{CodePoints, Span};

/// `show --format json`.
#[derive(Serialize)]
struct ShowRecord<'a> {
    #[serde(flatten)]
    quote: AttributionRecord<'a>,
    context: &'a str,
    article: ShownArticle<'a>,
}

#[derive(Serialize)]
struct ShownArticle<'a> {
    #[serde(flatten)]
    place: PlaceRecord<'a>,
    text: &'a str,
}

/// Writes the quote in its article.
pub fn show(out: &mut dyn Write, shown: &ShownQuote, format: Format, look: Look) -> io::Result<()> {
    let points = CodePoints::new(shown.article.text());
    let record = || ShowRecord {
        quote: AttributionRecord::new(&shown.quote, &points, true),
        context: &shown.quote.context,
        article: ShownArticle { place: (&shown.quote).into(), text: shown.article.text() },
    };
    match format {
        Format::Text => text(&mut Page::new(out, look), shown),
        Format::Json => json(out, &record()),
        Format::Jsonl => jsonl(out, [record()]),
        Format::Csv => {
            let hit = Hit::alone(shown.quote.clone(), 0.0, Vec::new());
            table(out, search::COLUMNS, [search::cells(&hit)])
        }
    }
}

fn text(page: &mut Page<'_>, shown: &ShownQuote) -> io::Result<()> {
    let (quote, article) = (&shown.quote, &shown.article);
    page.line(Tone::Strong, &words::article(&quote.article))?;
    if !article.authors.is_empty() {
        page.line(Tone::Dim, &format!("by {}", article.authors.join(", ")))?;
    }
    page.address("", &quote.article)?;
    let spans: Vec<Span> = [&quote.content, &quote.source, &quote.cue].into_iter().flatten().copied().collect();
    for piece in passage::around(article.text(), &spans) {
        page.blank()?;
        paragraph(page, article.text(), &quote.content, &piece)?;
    }
    page.blank()?;
    page.named(quote.speaker_name(), &words::about(quote))?;
    if !quote.topics.is_empty() {
        page.inner(Tone::Plain, &format!("about {}", quote.topics.join(", ")))?;
    }
    page.inner(Tone::Dim, &format!("paragraph {} · {}", quote.paragraph, quote.id))?;
    page.inner(Tone::Dim, &words::found_by(&quote.evidence))?;
    page.inner(Tone::Dim, &words::chosen_from(&quote.evidence))
}

/// A piece of the article; what the quote is made of is marked, by colour or by brackets, and by the margin.
fn paragraph(page: &mut Page<'_>, text: &str, content: &[Span], piece: &Piece) -> io::Result<()> {
    let shown = piece.shown;
    let within = |span: &Span| {
        let (start, end) = (span.start().max(shown.start()), span.end().min(shown.end()));
        (start < end).then(|| Span::new(start - shown.start(), end - shown.start()))
    };
    let marks: Vec<Span> = content.iter().filter_map(within).collect();
    let (margin, tone) = if marks.is_empty() { ("   ", Tone::Dim) } else { (">> ", Tone::Plain) };
    let dots = |cut| if cut { "…" } else { "" };
    let words = Rich::visible(shown.of(text), &marks, page.look);
    page.wrapped(margin, &words.between(dots(piece.cut_before), dots(piece.cut_behind)), tone)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{PLAIN, article, quote, written};
    use super::*;

    #[test]
    fn the_quote_is_marked_in_its_article() {
        let shown = ShownQuote { quote: quote(), article: article() };
        insta::assert_snapshot!(written(|out| show(out, &shown, Format::Text, PLAIN)), @r#"
        Mayor Leaves · 2024-05-12 · The Paper
        news/mayor.txt

           It rained.

        >> “[[Zoë’s city will be fine,]]” Ann Smith said.

           She left.

          Ann Smith, the mayor · direct, “said” · confidence 97 %
          about cities
          paragraph 3 · 00000000000000aa
          found by: “said” next to the words
          candidates: Ann Smith 98 %, nobody named 2 %
        "#);
    }
}
