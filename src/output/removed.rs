//! The answer of `remove`.

use std::io::{self, Write};

use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::look::{Look, Tone};
use super::page::Page;
use super::words::count;
use crate::article::ArticleRef;

/// Writes which articles were taken out of the index, or would be.
pub fn removed(
    out: &mut dyn Write,
    articles: &[ArticleRef],
    dry_run: bool,
    format: Format,
    look: Look,
) -> io::Result<()> {
    match format {
        Format::Text => text(&mut Page::new(out, look), articles, dry_run),
        Format::Json => json(out, &articles),
        Format::Jsonl => jsonl(out, articles),
        Format::Csv => {
            let cell = |text: &Option<String>| text.clone().unwrap_or_default();
            let row = |article: &ArticleRef| {
                let day = article.date.map(|day| day.to_string()).unwrap_or_default();
                [article.id.clone(), cell(&article.title), day, cell(&article.publisher), place(article)]
            };
            table(out, ["id", "title", "date", "publisher", "place"], articles.iter().map(row))
        }
    }
}

fn text(page: &mut Page<'_>, articles: &[ArticleRef], dry_run: bool) -> io::Result<()> {
    if articles.is_empty() {
        return Ok(());
    }
    for article in articles {
        let day = article.date.map(|day| day.to_string());
        let known = [article.title.clone(), day, article.publisher.clone()];
        let known: Vec<String> = known.into_iter().flatten().collect();
        if !known.is_empty() {
            page.inner(Tone::Plain, &known.join(" · "))?;
        }
        page.inner(Tone::Dim, &place(article))?;
    }
    let counted = count(articles.len(), "article");
    let them = if articles.len() == 1 { "it" } else { "them" };
    page.line(
        Tone::Plain,
        &match dry_run {
            true => format!("Dry run, nothing was changed: {counted} would be removed."),
            false => {
                format!("{counted} removed. index and rebuild leave {them} out; with --again they take {them} in.")
            }
        },
    )
}

/// Where the article came from, as it can be found again.
fn place(article: &ArticleRef) -> String {
    article.path.clone().or_else(|| article.url.clone()).unwrap_or_else(|| article.id.clone())
}
