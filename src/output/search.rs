//! The answer of `search`.

use std::io::{self, Write};

use serde::Serialize;

use super::clean::clean_line;
use super::csv_table::{cell, table};
use super::format::{Format, json, jsonl};
use super::look::{Look, Shape, Tone};
use super::page::{INDENT, Page};
use super::quotation;
use super::record::HitRecord;
use super::words::{self, clipped};
use crate::query::{Hit, SearchAnswer};

/// `search --format json`.
#[derive(Serialize)]
struct SearchRecord<'a> {
    total: usize,
    hits: Vec<HitRecord<'a>>,
}

/// Writes the hits.
pub fn search(out: &mut dyn Write, answer: &SearchAnswer, format: Format, look: Look) -> io::Result<()> {
    let records = answer.hits.iter().map(HitRecord::from);
    match format {
        Format::Text => text(&mut Page::new(out, look), &answer.hits),
        Format::Json => json(out, &SearchRecord { total: answer.total, hits: records.collect() }),
        Format::Jsonl => jsonl(out, records),
        Format::Csv => table(out, COLUMNS, answer.hits.iter().map(cells)),
    }
}

fn text(page: &mut Page<'_>, hits: &[Hit]) -> io::Result<()> {
    for (number, hit) in hits.iter().enumerate() {
        if page.look.shape == Shape::Compact {
            compact(page, hit)?;
            continue;
        }
        if number > 0 {
            page.blank()?;
        }
        page.rich(&quotation::excerpt(&hit.quote, &hit.matched, page.look))?;
        source(page, hit)?;
        page.inner(Tone::Dim, &hit.quote.id)?;
    }
    Ok(())
}

/// A hit on two lines: the words, then who said them and where.
pub(super) fn compact(page: &mut Page<'_>, hit: &Hit) -> io::Result<()> {
    page.wrapped("", &quotation::excerpt(&hit.quote, &hit.matched, page.look), Tone::Plain)?;
    let quote = &hit.quote;
    let copies = if hit.articles > 1 { format!(" · {}", in_articles(hit)) } else { String::new() };
    let polarity = words::polarity(quote.polarity).map_or(String::new(), |told| format!("{told} · "));
    let (sure, article) = (hit.confidence * 100.0, words::article(&quote.article));
    let about = format!("{polarity}{sure:.0} % · {} · {article}{copies}", quote.id);
    let name = clean_line(quote.speaker_name());
    let line = clipped(&format!("{name} · {}", clean_line(&about)), page.look.width.saturating_sub(INDENT.len()));
    let (name, rest) = line.split_at(if line.starts_with(&name) { name.len() } else { 0 });
    let (name, rest) = (Tone::Strong.paint(page.look, name), Tone::Dim.paint(page.look, rest));
    page.raw(&format!("{INDENT}{name}{rest}"))
}

/// Who said it, and where it stands.
pub(super) fn source(page: &mut Page<'_>, hit: &Hit) -> io::Result<()> {
    let quote = &hit.quote;
    page.named(quote.speaker_name(), &words::about_with(quote, hit.confidence))?;
    page.inner(Tone::Dim, &format!("{}, paragraph {}", words::article(&quote.article), quote.paragraph))?;
    page.address(INDENT, &quote.article)?;
    related(page, hit)
}

/// Occurrences that are told one by one; of more the number is enough.
const MOST_TOLD: usize = 5;

/// `in 20 articles, one text`: how much evidence there is.
fn in_articles(hit: &Hit) -> String {
    let compared = 1 + hit.also_in.len();
    let texts = match hit.texts {
        1 => "one text".to_owned(),
        texts => format!("{texts} texts"),
    };
    let articles = words::count(hit.articles, "article");
    match (hit.texts >= hit.articles, compared >= hit.articles) {
        (true, _) => format!("in {articles}"),
        (_, true) => format!("in {articles}, {texts}"),
        _ => format!("in {articles}; the first {compared} are {texts}"),
    }
}

/// Where else it stands, how it differs there, and who else is given it.
fn related(page: &mut Page<'_>, hit: &Hit) -> io::Result<()> {
    if hit.texts < hit.articles {
        page.inner(Tone::Plain, &in_articles(hit))?;
    }
    for other in hit.also_in.iter().take(MOST_TOLD) {
        let shorter = other.text.as_ref().map_or(String::new(), |text| format!(", shorter: “{text}”"));
        page.inner(Tone::Dim, &format!("also in {}{shorter}", words::article(&other.article)))?;
    }
    let told = 1 + hit.also_in.len().min(MOST_TOLD);
    if hit.articles > told {
        page.inner(Tone::Dim, &format!("and in {}", words::count(hit.articles - told, "more article")))?;
    }
    for variant in &hit.variants {
        let changed = variant.changed.iter().map(|(here, there)| match (here.is_empty(), there.is_empty()) {
            (true, _) => format!("adds “{there}”"),
            (_, true) => format!("lacks “{here}”"),
            _ => format!("“{there}” for “{here}”"),
        });
        let changed = changed.collect::<Vec<_>>().join(", ");
        page.inner(Tone::Plain, &format!("differs in “{}”: {changed}", words::article(&variant.quote.article)))?;
    }
    for dissent in &hit.disagreement {
        let told = format!("{} in {}", words::dissent(dissent), words::article(&dissent.article));
        page.inner(Tone::Differs, &told)?;
    }
    Ok(())
}

/// The columns of the table.
pub(super) const COLUMNS: [&str; 18] = [
    "id",
    "kind",
    "report",
    "text",
    "speaker",
    "speaker_id",
    "role",
    "topics",
    "confidence",
    "article_id",
    "title",
    "date",
    "publisher",
    "url",
    "path",
    "paragraph",
    "polarity",
    "cue",
];

/// A hit as a row of the table.
pub(super) fn cells(hit: &Hit) -> [String; 18] {
    let (quote, article) = (&hit.quote, &hit.quote.article);
    [
        quote.id.clone(),
        quote.kind.name().to_owned(),
        quote.report.name().to_owned(),
        quote.text.clone(),
        cell(&quote.speaker.name),
        cell(&quote.speaker.id),
        cell(&quote.speaker.role),
        quote.topics.join("; "),
        hit.confidence.to_string(),
        article.id.clone(),
        cell(&article.title),
        cell(&article.date),
        cell(&article.publisher),
        cell(&article.url),
        cell(&article.path),
        quote.paragraph.to_string(),
        quote.polarity.name().to_owned(),
        cell(&quote.telling()),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::sample::{PLAIN, hit, written};
    use super::*;

    #[test]
    fn a_hit_is_a_block() {
        let answer = SearchAnswer { hits: vec![hit()], total: 1, ..SearchAnswer::default() };
        insta::assert_snapshot!(written(|out| search(out, &answer, Format::Text, PLAIN)), @r#"
        “Zoë’s city will be fine,”
        Ann Smith, the mayor · direct, “said” · confidence 97 %
        Mayor Leaves · 2024-05-12 · The Paper, paragraph 3
        news/mayor.txt
        also in Other
        00000000000000aa
        "#);
        let coloured = written(|out| search(out, &answer, Format::Text, Look { colour: true, ..PLAIN }));
        assert!(coloured.starts_with("  “Zoë’s \u{1b}[1m\u{1b}[33mcity\u{1b}[0m will"), "{coloured:?}");
    }

    #[test]
    fn a_hit_is_a_line_of_json() {
        let answer = SearchAnswer { hits: vec![hit()], total: 1, ..SearchAnswer::default() };
        insta::assert_snapshot!(written(|out| search(out, &answer, Format::Jsonl, PLAIN)), @r#"{"id":"00000000000000aa","kind":"direct","report":"statement","polarity":"affirmed","text":"Zoë’s city will be fine,","cue":"said","speaker":"Ann Smith","speaker_id":"ann-smith","role":"the mayor","topics":["cities"],"confidence":0.97,"context":"“Zoë’s city will be fine,” Ann Smith said.","score":1.5,"article":{"id":"mayor","title":"Mayor Leaves","date":"2024-05-12","publisher":"The Paper","url":null,"path":"news/mayor.txt","paragraph":3},"also_in":[{"id":"other","title":"Other","date":null,"publisher":null,"url":null,"path":null,"paragraph":7,"quote":"00000000000000bb"}],"articles":2,"texts":2}"#);
    }
}
