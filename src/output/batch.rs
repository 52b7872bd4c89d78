//! The answers to many questions at once: one table.

use std::io::{self, Write};

use super::columns::columns;
use super::contract::{
    QueryHitsRecord, WhoRecord, batch_search_columns, batch_search_rows, batch_who_columns, batch_who_row,
};
use super::csv_table::table;
use super::format::{Format, json, jsonl};
use super::phrasing::{self, grouped};
use super::style::TextStyle;
use super::text_writer::TextWriter;
use crate::query::{Certainty, Hit, SearchAnswer, WhoAnswer};
use crate::quote::Kind;

/// Writes a row for each phrase: the verdict and the best match.
pub fn who_batch(out: &mut dyn Write, answers: &[WhoAnswer], format: Format, style: TextStyle) -> io::Result<()> {
    match format {
        Format::Text => {
            let heads = ["Phrase", "Verdict", "Speaker", "Where"];
            let rows: Vec<[String; 4]> = answers.iter().map(who_line).collect();
            columns(&mut TextWriter::new(out, style), heads, [34, 13, 26, usize::MAX], &rows)
        }
        Format::Json => json(out, &answers.iter().map(WhoRecord::from).collect::<Vec<_>>()),
        Format::Jsonl => jsonl(out, answers.iter().map(WhoRecord::from)),
        Format::Csv => table(out, batch_who_columns(), answers.iter().map(batch_who_row)),
    }
}

fn who_line(answer: &WhoAnswer) -> [String; 4] {
    let best = answer.matches.first();
    let verdict = answer.check.map_or(answer.verdict.name(), |check| check.name()).replace('_', " ");
    let speaker = best.map_or(String::new(), |found| speaker(&found.hit));
    [answer.phrase.clone(), verdict, speaker, best.map_or(String::new(), |found| place(&found.hit))]
}

/// Writes a row for each query: how many statements, and the best of them.
pub fn search_batch(
    out: &mut dyn Write,
    answers: &[(String, SearchAnswer)],
    format: Format,
    style: TextStyle,
) -> io::Result<()> {
    match format {
        Format::Text => {
            let heads = ["Query", "Hits", "Speaker", "First hit"];
            let rows: Vec<[String; 4]> = answers.iter().map(search_line).collect();
            columns(&mut TextWriter::new(out, style), heads, [28, 7, 20, usize::MAX], &rows)
        }
        Format::Json => json(out, &answers.iter().map(QueryHitsRecord::from).collect::<Vec<_>>()),
        Format::Jsonl => jsonl(out, answers.iter().map(QueryHitsRecord::from)),
        Format::Csv => table(out, batch_search_columns(), answers.iter().flat_map(batch_search_rows)),
    }
}

fn search_line((query, answer): &(String, SearchAnswer)) -> [String; 4] {
    let first = answer.hits.first();
    let speaker = first.map_or("", |hit| hit.quote.speaker_name());
    let words = first.map_or(String::new(), |hit| {
        let quote = &hit.quote;
        let polarity = phrasing::polarity_note(quote.polarity).map_or(String::new(), |note| format!("({note}) "));
        if quote.kind == Kind::Direct { format!("{polarity}“{}”", quote.text) } else { polarity + &quote.text }
    });
    [query.clone(), grouped(answer.total), speaker.to_owned(), words]
}

/// The speaker, with the confidence unless it is sure: `Ann Lee (62 %)`.
fn speaker(hit: &Hit) -> String {
    let name = hit.quote.speaker_name();
    match Certainty::of(hit.confidence) {
        Certainty::Sure => name.to_owned(),
        _ => format!("{name} ({:.0} %)", hit.confidence * 100.0),
    }
}

fn place(hit: &Hit) -> String {
    format!("{}, paragraph {}", phrasing::article(&hit.quote.article), hit.quote.paragraph)
}
