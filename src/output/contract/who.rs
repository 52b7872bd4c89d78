//! The answer of `who`.

use serde::Serialize;

use super::quotes::{HIT_COLUMNS, HitRecord, hit_row};
use crate::query::{Discrepancy, Edit, Match, SpeakerCount, WhoAnswer};

/// The answer of `who`.
#[derive(Serialize)]
pub(in crate::output) struct WhoRecord<'a> {
    phrase: &'a str,
    verdict: &'static str,
    /// Left out when the question names no speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    check: Option<&'static str>,
    speakers: Vec<SpeakerCountRecord<'a>>,
    matches: Vec<MatchRecord<'a>>,
    /// The nearest quotes, when nobody said it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nearest: Vec<MatchRecord<'a>>,
}

impl<'a> From<&'a WhoAnswer> for WhoRecord<'a> {
    fn from(answer: &'a WhoAnswer) -> Self {
        Self {
            phrase: &answer.phrase,
            verdict: answer.verdict.name(),
            check: answer.check.map(|check| check.name()),
            speakers: answer.speakers.iter().map(SpeakerCountRecord::from).collect(),
            matches: answer.matches.iter().map(MatchRecord::from).collect(),
            nearest: answer.nearest.iter().map(MatchRecord::from).collect(),
        }
    }
}

#[derive(Serialize)]
struct SpeakerCountRecord<'a> {
    name: &'a str,
    id: Option<&'a str>,
    quotes: usize,
    confidence: f32,
}

impl<'a> From<&'a SpeakerCount> for SpeakerCountRecord<'a> {
    fn from(count: &'a SpeakerCount) -> Self {
        Self { name: &count.name, id: count.id.as_deref(), quotes: count.quotes, confidence: count.confidence }
    }
}

/// One match.
#[derive(Serialize)]
pub(in crate::output) struct MatchRecord<'a> {
    #[serde(flatten)]
    hit: HitRecord<'a>,
    verdict: &'static str,
    similarity: f32,
    /// Words of the phrase that differ in the quote.
    missing: Vec<&'a str>,
    /// Words of the quote that differ from the phrase.
    added: Vec<&'a str>,
    /// Numbers and negations that differ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    cautions: Vec<DiscrepancyRecord<'a>>,
}

impl<'a> From<&'a Match> for MatchRecord<'a> {
    fn from(found: &'a Match) -> Self {
        let differing = || found.alignment.iter().filter(|word| word.edit != Edit::Same);
        let filled = |word: &&str| !word.is_empty();
        Self {
            hit: (&found.hit).into(),
            verdict: found.verdict.name(),
            similarity: found.similarity,
            missing: differing().map(|word| word.asked.as_str()).filter(filled).collect(),
            added: differing().map(|word| word.said.as_str()).filter(filled).collect(),
            cautions: found.discrepancies.iter().map(DiscrepancyRecord::from).collect(),
        }
    }
}

#[derive(Serialize)]
struct DiscrepancyRecord<'a> {
    kind: &'static str,
    asked: &'a str,
    said: &'a str,
}

impl<'a> From<&'a Discrepancy> for DiscrepancyRecord<'a> {
    fn from(discrepancy: &'a Discrepancy) -> Self {
        Self { kind: discrepancy.kind.name(), asked: &discrepancy.asked, said: &discrepancy.said }
    }
}

/// The CSV columns of `who`: the verdict, the similarity, and those of `search`.
pub(in crate::output) fn match_columns() -> [&'static str; 20] {
    let mut columns = ["verdict"; 20];
    columns[1] = "similarity";
    columns[2..].copy_from_slice(&HIT_COLUMNS);
    columns
}

/// A CSV row of `who`.
pub(in crate::output) fn match_row(found: &Match) -> [String; 20] {
    let first = [found.verdict.name().to_owned(), found.similarity.to_string()];
    let mut cells = first.into_iter().chain(hit_row(&found.hit));
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}
