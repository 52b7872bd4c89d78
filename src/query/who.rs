//! Who said this? For any phrase, whoever is quoted or reported with it, and what that amounts to.
//!
//! First the phrase itself is looked for, in quotes and in the articles' own words. Unless somebody is quoted with it,
//! quotes that share its words come next: the engine ranks them, then each is laid beside the phrase word by word, so
//! that no verdict rests on a score.

use std::cmp::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::query::BooleanQuery;
use tantivy::schema::Field;

use super::answer::{Hit, Match, SpeakerCount, Verdict, WhoAnswer};
use super::compile::{self, Compiled, narrowed};
use super::error::QueryError;
use super::gather::{Entry, Group, entries, entry, groups, page};
use super::judge::{Asked, CLOSE, Judgement, VERY_CLOSE};
use super::near;
use super::passage::passage;
use super::record;
use super::request::{Filters, Sort};
use crate::index::{Index, speaker_key};
use crate::quote::{Quote, Report};

/// Quotations with the very words that are looked at.
const MOST_EXACT: usize = 500;
/// Articles with the very words that are looked at.
const MOST_PASSAGES: usize = 50;
/// How near a quotation must come, by what somebody is reported to have said, to be the answer instead.
const CLOSE_BY_REPORTED: f32 = 0.85;
/// Comparisons of two words for all quotes together, so that a pasted page is no denial of service.
const WORK: usize = 8_000_000;

impl Index {
    /// Who said `phrase`, with at most `limit` matches.
    ///
    /// The verdict and the speakers rest on all matches, shown or not. Marks, case, accents, apostrophes, brackets and
    /// ellipses of the phrase do not decide.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn who(&self, phrase: &str, filters: &Filters, limit: usize) -> Result<WhoAnswer, QueryError> {
        let asked = Asked::new(phrase, |word| near::rarity(self, word));
        let mut matches = Vec::new();
        if !asked.readings.is_empty() {
            matches = self.matches(&asked, filters)?;
        }
        let verdict = verdict(&matches);
        matches.sort_by(|one, other| one.compare(other, verdict));
        let of_verdict = matches.iter().filter(|found| found.judgement.verdict == verdict);
        let speakers = counted(of_verdict);
        matches.truncate(limit);
        let matches = matches.into_iter().map(|found| self.as_match(found, filters)).collect::<Result<_, _>>()?;
        Ok(WhoAnswer { phrase: phrase.to_owned(), verdict, speakers, matches })
    }

    fn matches(&self, asked: &Asked<'_>, filters: &Filters) -> Result<Vec<Candidate>, QueryError> {
        let mut found = self.exact(asked, filters)?;
        if found.iter().any(|found| found.judgement.verdict == Verdict::Verbatim) {
            return Ok(found);
        }
        let own_words = if found.is_empty() { self.own_words(asked, filters)? } else { Vec::new() };
        found.extend(own_words);
        let bar = if found.is_empty() { CLOSE } else { VERY_CLOSE };
        let known: FxHashSet<u64> = found.iter().map(|found| found.entry.same).collect();
        found.extend(self.near(asked, filters, bar, &known)?);
        Ok(found)
    }

    /// Quotes with the very words.
    fn exact(&self, asked: &Asked<'_>, filters: &Filters) -> Result<Vec<Candidate>, QueryError> {
        let fields = self.fields();
        let query = narrowed(standing(asked, fields.text), compile::filters(fields, filters));
        let groups = page(groups(entries(self, &*query, false)?), Sort::Oldest, 0, MOST_EXACT);
        let judged = groups.iter().map(|group| self.candidate(asked, group));
        Ok(judged.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    /// Quotes with some of the words, whichever the engine ranks first.
    fn near(
        &self,
        asked: &Asked<'_>,
        filters: &Filters,
        bar: f32,
        known: &FxHashSet<u64>,
    ) -> Result<Vec<Candidate>, QueryError> {
        let mut found: FxHashMap<u64, Candidate> = FxHashMap::default();
        let mut work = 0;
        for (score, address) in near::candidates(self, asked, filters)? {
            let quote = record::quote(self, address)?;
            work += asked.line.words.len() * (quote.text.len() / 4);
            if work > WORK && !found.is_empty() {
                break;
            }
            if !filters.attitudes && quote.report == Report::Attitude {
                continue;
            }
            let Some(judgement) = asked.judge(&quote, bar) else { continue };
            let entry = entry(self, address, score)?;
            if !known.contains(&entry.same) {
                found.entry(entry.same).and_modify(|other| other.count += 1).or_insert(Candidate {
                    quote,
                    entry,
                    count: 1,
                    judgement,
                });
            }
        }
        Ok(found.into_values().collect())
    }

    /// Articles whose own words these are. They have no speaker, topic or kind to be filtered by.
    fn own_words(&self, asked: &Asked<'_>, filters: &Filters) -> Result<Vec<Candidate>, QueryError> {
        if filters.speaker.is_some() || filters.topic.is_some() || !filters.kinds.is_empty() {
            return Ok(Vec::new());
        }
        let fields = self.fields();
        let query = narrowed(standing(asked, fields.body), compile::article_filters(fields, filters));
        let mut articles = entries(self, &*query, false)?;
        articles.sort_unstable_by(Entry::earliest);
        let mut found = Vec::new();
        for entry in articles.into_iter().take(MOST_PASSAGES) {
            let article = record::article(self, entry.address)?;
            let Some(quote) = passage(&article, asked) else { continue };
            if let Some(judgement) = asked.judge(&quote, CLOSE) {
                let judgement = Judgement { verdict: Verdict::Reporter, ..judgement };
                found.push(Candidate { quote, entry, count: 1, judgement });
            }
        }
        Ok(found)
    }

    fn candidate(&self, asked: &Asked<'_>, group: &Group) -> Result<Option<Candidate>, QueryError> {
        let quote = record::quote(self, group.first.address)?;
        let judgement = asked.judge(&quote, CLOSE);
        Ok(judgement.map(|judgement| Candidate { quote, entry: group.first, count: group.count, judgement }))
    }

    fn as_match(&self, found: Candidate, filters: &Filters) -> Result<Match, QueryError> {
        let Candidate { mut quote, entry, judgement, .. } = found;
        let mut also_in = Vec::new();
        if judgement.verdict != Verdict::Reporter {
            let occurrences = record::occurrences(self, entry.same, filters)?;
            let first = occurrences.first().copied().unwrap_or(entry);
            // The same words may be written with other marks there: show them as they were judged when they differ.
            let earliest = record::quote(self, first.address)?;
            let first = if earliest.text == quote.text { first } else { entry };
            if first.address != entry.address {
                quote = earliest;
            }
            also_in = record::other_articles(self, &occurrences, &first)?;
        }
        let Judgement { verdict, similarity, alignment, matched, .. } = judgement;
        let hit = Hit { quote, score: entry.score, matched, also_in };
        Ok(Match { hit, verdict, similarity, alignment })
    }
}

/// A quote that says something of the kind.
struct Candidate {
    quote: Quote,
    entry: Entry,
    /// How many articles were found to have it.
    count: usize,
    judgement: Judgement,
}

impl Candidate {
    /// Those of the answer's verdict first, best first; among equals the earliest.
    fn compare(&self, other: &Candidate, verdict: Verdict) -> Ordering {
        let (one, two) = (&self.judgement, &other.judgement);
        let of_answer = |judgement: &Judgement| judgement.verdict != verdict;
        of_answer(one)
            .cmp(&of_answer(two))
            .then_with(|| one.verdict.cmp(&two.verdict))
            .then_with(|| two.similarity.total_cmp(&one.similarity))
            .then_with(|| two.rarity.total_cmp(&one.rarity))
            .then_with(|| self.entry.earliest(&other.entry))
    }
}

/// What all matches together amount to: the best that any of them does. But what is reported in these very words is a
/// better answer than a quotation that has half of them.
fn verdict(matches: &[Candidate]) -> Verdict {
    let nearest = |verdict| {
        let of_verdict = matches.iter().map(|found| &found.judgement).filter(|judgement| judgement.verdict == verdict);
        of_verdict.map(|judgement| judgement.similarity).max_by(f32::total_cmp)
    };
    let best = matches.iter().map(|found| found.judgement.verdict).min().unwrap_or(Verdict::None);
    match (best, nearest(Verdict::Close), nearest(Verdict::Reported)) {
        (Verdict::Close, Some(close), Some(reported)) if close < reported * CLOSE_BY_REPORTED => Verdict::Reported,
        _ => best,
    }
}

/// Who is given the words, by how near they come and how often; those without a name are left out.
fn counted<'c>(found: impl Iterator<Item = &'c Candidate>) -> Vec<SpeakerCount> {
    let mut at: FxHashMap<String, usize> = FxHashMap::default();
    let mut counts: Vec<(f32, SpeakerCount)> = Vec::new();
    for candidate in found {
        let speaker = &candidate.quote.speaker;
        let (Some(key), Some(name)) = (speaker_key(speaker), &speaker.name) else { continue };
        match at.get(&key) {
            Some(&at) => counts[at].1.quotes += candidate.count,
            None => {
                at.insert(key, counts.len());
                let count = SpeakerCount { name: name.clone(), id: speaker.id.clone(), quotes: candidate.count };
                counts.push((candidate.judgement.similarity, count));
            }
        }
    }
    counts.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.quotes.cmp(&one.1.quotes)));
    counts.into_iter().map(|(_, count)| count).collect()
}

/// Documents in whose `column` one of the readings of the phrase stands.
fn standing(asked: &Asked<'_>, column: Field) -> Compiled {
    let reading = |pieces: &Vec<Vec<usize>>| -> Compiled {
        let pieces = asked.folded(pieces);
        Box::new(BooleanQuery::intersection(pieces.iter().map(|words| compile::phrase(column, words, 0)).collect()))
    };
    Box::new(BooleanQuery::union(asked.readings.iter().map(reading).collect()))
}
