//! The answer of `remove`.

use std::io::{self, Write};

use super::contract::{ArticleRecord, REMOVED_COLUMNS, removed_row};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::phrasing::count;
use super::style::{Emphasis, TextStyle};
use super::text_writer::TextWriter;
use crate::article::ArticleRef;

/// Writes which articles were removed from the index, or would be.
pub fn removed(
    out: &mut dyn Write,
    articles: &[ArticleRef],
    dry_run: bool,
    format: Format,
    style: TextStyle,
) -> io::Result<()> {
    match format {
        Format::Text => text(&mut TextWriter::new(out, style), articles, dry_run),
        Format::Json => json(out, &articles.iter().map(ArticleRecord::from).collect::<Vec<_>>()),
        Format::Jsonl => jsonl(out, articles.iter().map(ArticleRecord::from)),
        Format::Csv => table(out, REMOVED_COLUMNS, articles.iter().map(|article| removed_row(article, place(article)))),
    }
}

fn text(writer: &mut TextWriter<'_>, articles: &[ArticleRef], dry_run: bool) -> io::Result<()> {
    if articles.is_empty() {
        return Ok(());
    }
    for article in articles {
        let day = article.date.map(|day| day.to_string());
        let known = [article.title.clone(), day, article.publisher.clone()];
        let known: Vec<String> = known.into_iter().flatten().collect();
        if !known.is_empty() {
            writer.indented(Emphasis::Plain, &known.join(" · "))?;
        }
        writer.indented(Emphasis::Dim, &place(article))?;
    }
    let counted = count(articles.len(), "article");
    let them = if articles.len() == 1 { "it" } else { "them" };
    writer.line(
        Emphasis::Plain,
        &match dry_run {
            true => format!("Dry run, nothing was changed: {counted} would be removed."),
            false => {
                format!("{counted} removed. index and rebuild leave {them} out; with --again they take {them} in.")
            }
        },
    )
}

/// Where the article can be found: its file, address or id.
fn place(article: &ArticleRef) -> String {
    article.path.clone().or_else(|| article.url.clone()).unwrap_or_else(|| article.id.clone())
}
