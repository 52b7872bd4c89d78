//! The answer of `show`: a quote, highlighted in its article.

use std::io::{self, Write};

use super::citation::link_to_words;
use super::contract::{HIT_COLUMNS, ShownRecord, quote_row};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::passage::{self, Piece};
use super::phrasing;
use super::style::{Emphasis, TextStyle};
use super::styled_text::StyledText;
use super::text_writer::TextWriter;
use crate::query::ShownQuote;
use crate::span::Span;

/// Writes the quote in its article.
pub fn show(out: &mut dyn Write, shown: &ShownQuote, format: Format, style: TextStyle) -> io::Result<()> {
    match format {
        Format::Text => text(&mut TextWriter::new(out, style), shown),
        Format::Json => json(out, &ShownRecord::from(shown)),
        Format::Jsonl => jsonl(out, [ShownRecord::from(shown)]),
        Format::Csv => table(out, HIT_COLUMNS, [quote_row(&shown.quote, shown.quote.confidence)]),
    }
}

fn text(writer: &mut TextWriter<'_>, shown: &ShownQuote) -> io::Result<()> {
    let (quote, article) = (&shown.quote, &shown.article);
    writer.line(Emphasis::Strong, &phrasing::article(&quote.article))?;
    if !article.authors.is_empty() {
        writer.line(Emphasis::Dim, &format!("by {}", article.authors.join(", ")))?;
    }
    writer.address("", &quote.article)?;
    let spans: Vec<Span> = [&quote.content, &quote.source, &quote.cue].into_iter().flatten().copied().collect();
    for piece in passage::pieces_around(article.text(), &spans) {
        writer.blank()?;
        paragraph(writer, article.text(), &quote.content, &piece)?;
    }
    writer.blank()?;
    writer.named(quote.speaker_name(), &phrasing::attribution_line(quote))?;
    if !quote.topics.is_empty() {
        writer.indented(Emphasis::Plain, &format!("about {}", quote.topics.join(", ")))?;
    }
    writer.indented(Emphasis::Dim, &format!("paragraph {} · {}", quote.paragraph, quote.id))?;
    writer.indented(Emphasis::Dim, &phrasing::found_by(&quote.evidence))?;
    writer.indented(Emphasis::Dim, &phrasing::candidates_line(&quote.evidence))?;
    // On one line, so that it can be copied.
    link_to_words(article, quote).map_or(Ok(()), |link| writer.unwrapped(Emphasis::Dim, &link))
}

/// Writes a part of the article. The quote is marked by colour or brackets, and by the margin.
fn paragraph(writer: &mut TextWriter<'_>, text: &str, content: &[Span], piece: &Piece) -> io::Result<()> {
    let shown = piece.shown;
    let within = |span: &Span| {
        let (start, end) = (span.start().max(shown.start()), span.end().min(shown.end()));
        (start < end).then(|| Span::new(start - shown.start(), end - shown.start()))
    };
    let marks: Vec<Span> = content.iter().filter_map(within).collect();
    let (margin, emphasis) = if marks.is_empty() { ("   ", Emphasis::Dim) } else { (">> ", Emphasis::Plain) };
    let dots = |cut| if cut { "…" } else { "" };
    let words = StyledText::bracketed(shown.of(text), &marks, writer.style);
    writer.wrapped(margin, &words.between(dots(piece.cut_before), dots(piece.cut_behind)), emphasis)
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
