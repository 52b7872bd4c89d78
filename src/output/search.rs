//! The answer of `search`.

use std::io::{self, Write};

use super::contract::{HIT_COLUMNS, HitRecord, SearchRecord, hit_row};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::phrasing::{self, truncated};
use super::quotation;
use super::sanitize::sanitize_line;
use super::style::{Detail, Emphasis, TextStyle};
use super::text_writer::{INDENT, TextWriter};
use crate::query::{Hit, SearchAnswer};

/// Writes the hits.
pub fn search(out: &mut dyn Write, answer: &SearchAnswer, format: Format, style: TextStyle) -> io::Result<()> {
    match format {
        Format::Text => text(&mut TextWriter::new(out, style), &answer.hits),
        Format::Json => json(out, &SearchRecord::from(answer)),
        Format::Jsonl => jsonl(out, answer.hits.iter().map(HitRecord::from)),
        Format::Csv => table(out, HIT_COLUMNS, answer.hits.iter().map(hit_row)),
    }
}

/// Writes hits one below the other.
pub(super) fn text(writer: &mut TextWriter<'_>, hits: &[Hit]) -> io::Result<()> {
    for (number, hit) in hits.iter().enumerate() {
        if writer.style.detail == Detail::Compact {
            compact(writer, hit)?;
            continue;
        }
        if number > 0 {
            writer.blank()?;
        }
        writer.styled(&quotation::excerpt(&hit.quote, &hit.matched, writer.style))?;
        source(writer, hit)?;
        writer.indented(Emphasis::Dim, &hit.quote.id)?;
    }
    Ok(())
}

/// Writes a hit on two lines: the words; who said them and where.
pub(super) fn compact(writer: &mut TextWriter<'_>, hit: &Hit) -> io::Result<()> {
    writer.wrapped("", &quotation::excerpt(&hit.quote, &hit.matched, writer.style), Emphasis::Plain)?;
    let quote = &hit.quote;
    let copies = if hit.articles > 1 { format!(" · {}", in_articles(hit)) } else { String::new() };
    let polarity = phrasing::polarity_note(quote.polarity).map_or(String::new(), |note| format!("{note} · "));
    let (sure, article) = (hit.confidence * 100.0, phrasing::article(&quote.article));
    let about = format!("{polarity}{sure:.0} % · {} · {article}{copies}", quote.id);
    let name = sanitize_line(quote.speaker_name());
    let line =
        truncated(&format!("{name} · {}", sanitize_line(&about)), writer.style.width.saturating_sub(INDENT.len()));
    let (name, rest) = line.split_at(if line.starts_with(&name) { name.len() } else { 0 });
    let (name, rest) = (Emphasis::Strong.paint(writer.style, name), Emphasis::Dim.paint(writer.style, rest));
    writer.raw(&format!("{INDENT}{name}{rest}"))
}

/// Writes who said it, and in which articles.
pub(super) fn source(writer: &mut TextWriter<'_>, hit: &Hit) -> io::Result<()> {
    let quote = &hit.quote;
    writer.named(quote.speaker_name(), &phrasing::attribution_line_with(quote, hit.confidence))?;
    writer.indented(Emphasis::Dim, &format!("{}, paragraph {}", phrasing::article(&quote.article), quote.paragraph))?;
    writer.address(INDENT, &quote.article)?;
    related(writer, hit)
}

/// The most other articles that are listed one by one.
const MAX_LISTED: usize = 5;

/// `in 20 articles, one text`: the number of articles and of independent texts.
fn in_articles(hit: &Hit) -> String {
    let compared = 1 + hit.also_in.len();
    let texts = match hit.distinct_texts {
        1 => "one text".to_owned(),
        texts => format!("{texts} texts"),
    };
    let articles = phrasing::count(hit.articles, "article");
    match (hit.distinct_texts >= hit.articles, compared >= hit.articles) {
        (true, _) => format!("in {articles}"),
        (_, true) => format!("in {articles}, {texts}"),
        _ => format!("in {articles}; the first {compared} are {texts}"),
    }
}

/// Writes the other articles, the variants and the conflicting attributions.
fn related(writer: &mut TextWriter<'_>, hit: &Hit) -> io::Result<()> {
    if hit.distinct_texts < hit.articles {
        writer.indented(Emphasis::Plain, &in_articles(hit))?;
    }
    for other in hit.also_in.iter().take(MAX_LISTED) {
        let shorter = other.text.as_ref().map_or(String::new(), |text| format!(", shorter: “{text}”"));
        writer.indented(Emphasis::Dim, &format!("also in {}{shorter}", phrasing::article(&other.article)))?;
    }
    let listed = 1 + hit.also_in.len().min(MAX_LISTED);
    if hit.articles > listed {
        writer
            .indented(Emphasis::Dim, &format!("and in {}", phrasing::count(hit.articles - listed, "more article")))?;
    }
    for variant in &hit.variants {
        let changed = variant.changed.iter().map(|(here, there)| match (here.is_empty(), there.is_empty()) {
            (true, _) => format!("adds “{there}”"),
            (_, true) => format!("lacks “{here}”"),
            _ => format!("“{there}” for “{here}”"),
        });
        let changed = changed.collect::<Vec<_>>().join(", ");
        writer.indented(
            Emphasis::Plain,
            &format!("differs in “{}”: {changed}", phrasing::article(&variant.quote.article)),
        )?;
    }
    for conflict in &hit.disagreement {
        let line = format!("{} in {}", phrasing::conflict(conflict), phrasing::article(&conflict.article));
        writer.indented(Emphasis::Differs, &line)?;
    }
    Ok(())
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
        let coloured = written(|out| search(out, &answer, Format::Text, TextStyle { colour: true, ..PLAIN }));
        assert!(coloured.starts_with("  “Zoë’s \u{1b}[1m\u{1b}[33mcity\u{1b}[0m will"), "{coloured:?}");
    }

    #[test]
    fn a_hit_is_a_line_of_json() {
        let answer = SearchAnswer { hits: vec![hit()], total: 1, ..SearchAnswer::default() };
        insta::assert_snapshot!(written(|out| search(out, &answer, Format::Jsonl, PLAIN)), @r#"{"id":"00000000000000aa","kind":"direct","report":"statement","polarity":"affirmed","text":"Zoë’s city will be fine,","cue":"said","speaker":"Ann Smith","speaker_id":"ann-smith","role":"the mayor","topics":["cities"],"confidence":0.97,"context":"“Zoë’s city will be fine,” Ann Smith said.","score":1.5,"article":{"id":"mayor","title":"Mayor Leaves","date":"2024-05-12","publisher":"The Paper","url":null,"path":"news/mayor.txt","paragraph":3},"also_in":[{"id":"other","title":"Other","date":null,"publisher":null,"url":null,"path":null,"paragraph":7,"quote":"00000000000000bb"}],"articles":2,"texts":2}"#);
    }
}
