//! Who said this? For any phrase: who is quoted or reported with it, and the verdict.
//!
//! First the phrase is searched for verbatim, in quotes and in the articles' own words. Then candidates that share its
//! words are retrieved and aligned with the phrase word by word, so that no verdict rests on a search score. When
//! somebody is quoted verbatim, the second step only adds variants of that quotation.

use std::cell::RefCell;
use std::cmp::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::query::BooleanQuery;
use tantivy::schema::Field;

use super::answer::{Discrepancy, Hit, Match, SpeakerCheck, SpeakerCount, Verdict, WhoAnswer};
use super::candidates::{self, Retrieval};
use super::collector::{MatchedDoc, collect_docs};
use super::compile::{self, EngineQuery, filtered};
use super::discrepancies::{discrepancies, number_distance};
use super::doc_order::DocOrder;
use super::enclosing::{drop_enclosing, encloses};
use super::error::QueryError;
use super::filter_clauses::FilterClauses;
use super::hit_builder::{HitBuilder, QuotationMatch};
use super::merged_speakers::merged_speakers_among;
use super::passage::passage;
use super::phrase_match::{MIN_CLOSE, MIN_LOOSE, MIN_VERY_CLOSE, PhraseMatch, PhraseQuery};
use super::polarity::{apply_polarity, contradicts, drop_retracted, is_said, supports};
use super::quotation_clusters::{Change, clusters};
use super::quotation_groups::QuotationGroups;
use super::request::{Filters, Sort};
use super::speaker_lookup::may_refer_to;
use crate::index::{Index, MergedSpeakers, RecordReader, speaker_key};
use crate::quote::{AttributionType, Quote};

/// The most verbatim quotations that are read.
const MAX_VERBATIM: usize = 200;
/// The most articles that are read for a passage in the reporter's own words.
const MAX_PASSAGES: usize = 50;
/// The most matches that are compared with one another to cluster them.
const MAX_CLUSTERED: usize = 60;
/// The fewest words of a phrase of which variants are searched for.
const MIN_VARIANT_WORDS: usize = 5;
/// A close quotation is the answer only if its similarity is at least this share of that of the best paraphrase.
const CLOSE_BY_REPORTED: f32 = 0.85;
/// Another speaker is the answer only if that match is more similar by at least this.
const MARGIN: f32 = 0.1;
/// The most quotes that are offered when nobody said it.
const MAX_NEAREST: usize = 3;
/// The most comparisons of two words per question, so that a pasted page cannot block the program.
const MAX_COMPARISONS: usize = 8_000_000;

impl Index {
    /// Who said `phrase`, with at most `limit` matches.
    ///
    /// The verdict and the speakers rest on all matches, shown or not. Quotation marks, case, accents, apostrophes,
    /// brackets and ellipses of the phrase do not matter. With a speaker among the filters the question is whether that
    /// speaker said it: [`WhoAnswer::check`] answers it. When somebody else said it, the matches are theirs.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn who(&self, phrase: &str, filters: &Filters, limit: usize) -> Result<WhoAnswer, QueryError> {
        self.verified(|| self.who_unverified(phrase, filters, limit, Suggestions::Wanted))
    }

    fn who_unverified(
        &self,
        phrase: &str,
        filters: &Filters,
        limit: usize,
        suggestions: Suggestions,
    ) -> Result<WhoAnswer, QueryError> {
        let query = PhraseQuery::new(phrase, |word| candidates::normalized_idf(self, word));
        let order = DocOrder::new(self)?;
        let records = RefCell::new(RecordReader::new(self)?);
        let search = PhraseSearch { index: self, phrase: &query, order: &order, records };
        let clauses = FilterClauses::new(self, filters)?;
        let found = search.find(&clauses)?;
        let Some(speaker) = &filters.speaker else { return search.answer(found, &clauses, limit, None) };
        let everybody = FilterClauses::new(self, &Filters { speaker: None, ..filters.clone() })?;
        let all = search.find(&everybody)?;
        let check = speaker_check(speaker, &found.candidates, &all.candidates);
        let own_matches =
            !matches!(check, SpeakerCheck::SomebodyElse | SpeakerCheck::CannotTell | SpeakerCheck::NotFound);
        let mut answer = match own_matches {
            true => search.answer(found, &clauses, limit, Some(check)),
            false => search.answer(all, &everybody, limit, Some(check)),
        }?;
        // A name that is more likely wrong than right is neither a yes nor, if it is another, a no.
        let check = match check {
            SpeakerCheck::Yes | SpeakerCheck::SomebodyElse if answer.is_uncertain_by_whom() => SpeakerCheck::CannotTell,
            check => check,
        };
        answer.check = Some(check);
        if check != SpeakerCheck::Yes && suggestions == Suggestions::Wanted {
            answer.suggestions = self.suggest_speakers(speaker)?;
        }
        Ok(answer)
    }

    /// Like [`who`](Self::who). When nobody said it, the answer also has the nearest quotes, if possible those of the
    /// speaker asked about.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn who_or_nearest(&self, phrase: &str, filters: &Filters, limit: usize) -> Result<WhoAnswer, QueryError> {
        self.verified(|| self.who_or_nearest_unverified(phrase, filters, limit, Suggestions::Wanted))
    }

    pub(super) fn who_or_nearest_unverified(
        &self,
        phrase: &str,
        filters: &Filters,
        limit: usize,
        suggestions: Suggestions,
    ) -> Result<WhoAnswer, QueryError> {
        let mut answer = self.who_unverified(phrase, filters, limit, suggestions)?;
        if answer.verdict == Verdict::None {
            answer.nearest = self.nearest_to(phrase, filters, limit)?;
            if answer.nearest.is_empty() && filters.speaker.is_some() {
                answer.nearest = self.nearest_to(phrase, &Filters { speaker: None, ..filters.clone() }, limit)?;
            }
        }
        Ok(answer)
    }

    fn nearest_to(&self, phrase: &str, filters: &Filters, limit: usize) -> Result<Vec<Match>, QueryError> {
        let query = PhraseQuery::new(phrase, |word| candidates::normalized_idf(self, word));
        if query.readings.is_empty() {
            return Ok(Vec::new());
        }
        let (order, clauses) = (DocOrder::new(self)?, FilterClauses::new(self, filters)?);
        let search = PhraseSearch {
            index: self,
            phrase: &query,
            order: &order,
            records: RefCell::new(RecordReader::new(self)?),
        };
        let Candidates { persons, mut candidates } = search.nearest(&clauses)?;
        candidates.truncate(MAX_NEAREST.min(limit));
        search.matches(candidates, &clauses, persons)
    }
}

/// Whether other names are offered for a speaker who did not say it: all names of the index are compared for them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Suggestions {
    Wanted,
    Unwanted,
}

/// The quotes that match a phrase.
#[derive(Default)]
struct Candidates<'i> {
    /// The speakers with several spellings, when any of them may be among the candidates.
    persons: Option<&'i MergedSpeakers>,
    /// The candidates, best first.
    candidates: Vec<Candidate>,
}

/// The search for one phrase in an index.
struct PhraseSearch<'q> {
    index: &'q Index,
    phrase: &'q PhraseQuery<'q>,
    order: &'q DocOrder<'q>,
    records: RefCell<RecordReader<'q>>,
}

/// A quote that matches the phrase.
struct Candidate {
    quote: Quote,
    doc: MatchedDoc,
    /// How many quotes have the same speaker and words.
    count: usize,
    phrase_match: PhraseMatch,
    /// The main key of the speaker, once it is known.
    key: Option<String>,
    /// Quotes with a part of the words.
    shorter: Vec<Quote>,
    variants: Vec<(Quote, Vec<Change>)>,
}

impl<'q> PhraseSearch<'q> {
    /// All quotes that pass the filters and match the phrase.
    fn find(&self, clauses: &FilterClauses) -> Result<Candidates<'q>, QueryError> {
        if self.phrase.readings.is_empty() {
            return Ok(Candidates::default());
        }
        let mut found = self.verbatim(clauses)?;
        let verbatim = found.iter().any(|found| found.phrase_match.verdict == Verdict::Verbatim);
        if !verbatim || self.phrase.text.words.len() >= MIN_VARIANT_WORDS {
            let own_words = if found.is_empty() { self.reporter_passages(clauses)? } else { Vec::new() };
            found.extend(own_words);
            let min_similarity = if found.is_empty() { MIN_CLOSE } else { MIN_VERY_CLOSE };
            let known: FxHashSet<u64> = found.iter().map(|found| found.doc.quotation_key).collect();
            let retrieval = if verbatim { Retrieval::BigramsOnly } else { Retrieval::WordsAndBigrams };
            found.extend(self.approximate(clauses, min_similarity, retrieval, &known)?);
        }
        drop_retracted(&mut found, |found| (&found.quote, found.count, found.phrase_match.similarity));
        drop_enclosing(&mut found, |found| {
            (&found.quote, found.count, found.phrase_match.verdict == Verdict::Verbatim)
        });
        let verdict = verdict(&found);
        found.sort_by(|one, other| self.compare(one, other, verdict));
        let (mut found, persons) = self.clustered(found)?;
        if verbatim {
            found.retain(|found| found.phrase_match.verdict != Verdict::Close);
        }
        Ok(Candidates { persons, candidates: found })
    }

    /// Quotes that contain the phrase verbatim.
    fn verbatim(&self, clauses: &FilterClauses) -> Result<Vec<Candidate>, QueryError> {
        let fields = self.index.fields();
        let query = filtered(containing(self.phrase, fields.text), clauses.for_quotes());
        let groups = QuotationGroups::new(collect_docs(self.index, &*query)?, self.order);
        let mut records = self.records.borrow_mut();
        let mut found = Vec::new();
        for group in groups.ranked(self.order, Sort::Oldest, MAX_VERBATIM) {
            let (first, count) = (groups.first(&group), groups.occurrences(&group).len());
            let quote = records.quote(first.address)?;
            let phrase_match = self.phrase.match_quote(&quote, MIN_CLOSE);
            found.extend(phrase_match.map(|phrase_match| Candidate::new(quote, first, count, phrase_match)));
        }
        Ok(found)
    }

    /// Quotes that match approximately, among the retrieved candidates that are not `known`.
    fn approximate(
        &self,
        clauses: &FilterClauses,
        min_similarity: f32,
        retrieval: Retrieval,
        known: &FxHashSet<u64>,
    ) -> Result<Vec<Candidate>, QueryError> {
        let mut found: FxHashMap<u64, Candidate> = FxHashMap::default();
        let mut records = self.records.borrow_mut();
        let mut comparisons = 0;
        for bounded in candidates::candidates(self.index, self.phrase, clauses, min_similarity, retrieval)? {
            let doc = self.order.doc(bounded.address, bounded.score);
            if known.contains(&doc.quotation_key) {
                continue;
            }
            let quote = records.quote(bounded.address)?;
            comparisons += self.phrase.text.words.len() * (quote.text.len() / 4);
            if comparisons > MAX_COMPARISONS && !found.is_empty() {
                break;
            }
            if !clauses.attitudes() && quote.report == AttributionType::Attitude {
                continue;
            }
            let Some(phrase_match) = self.phrase.match_quote(&quote, min_similarity) else { continue };
            let candidate = Candidate::new(quote, doc, 1, phrase_match);
            found.entry(doc.quotation_key).and_modify(|other| other.count += 1).or_insert(candidate);
        }
        Ok(found.into_values().collect())
    }

    /// The nearest quotes when nobody said it, nearest first.
    fn nearest(&self, clauses: &FilterClauses) -> Result<Candidates<'q>, QueryError> {
        let mut found: FxHashMap<u64, Candidate> = FxHashMap::default();
        let mut records = self.records.borrow_mut();
        for bounded in candidates::candidates(self.index, self.phrase, clauses, MIN_LOOSE, Retrieval::WithOtherNumbers)?
        {
            let quote = records.quote(bounded.address)?;
            if !clauses.attitudes() && quote.report == AttributionType::Attitude {
                continue;
            }
            let Some(phrase_match) = self.phrase.match_loosely(&quote) else { continue };
            let doc = self.order.doc(bounded.address, bounded.score);
            found.entry(doc.quotation_key).or_insert_with(|| Candidate::new(quote, doc, 1, phrase_match));
        }
        // Among equally similar quotes the one with the nearest number comes first.
        let rank = |candidate: &Candidate| {
            let PhraseMatch { idf_sum, alignment, .. } = &candidate.phrase_match;
            [-candidate.phrase_match.similarity_ignoring_numbers(), number_distance(alignment), -idf_sum]
        };
        let mut nearest: Vec<_> = found.into_values().map(|candidate| (rank(&candidate), candidate)).collect();
        nearest.sort_by(|(rank, one), (other_rank, other)| {
            let by_words = rank.iter().zip(other_rank).map(|(one, other)| one.total_cmp(other));
            by_words.fold(Ordering::Equal, Ordering::then).then_with(|| self.order.earliest(&one.doc, &other.doc))
        });
        let (candidates, persons) = self.clustered(nearest.into_iter().map(|(_, candidate)| candidate).collect())?;
        Ok(Candidates { persons, candidates })
    }

    /// Passages of articles in the reporter's own words. They have no speaker, topic, kind or polarity to filter by.
    fn reporter_passages(&self, clauses: &FilterClauses) -> Result<Vec<Candidate>, QueryError> {
        if !clauses.select_articles {
            return Ok(Vec::new());
        }
        let fields = self.index.fields();
        let query = filtered(containing(self.phrase, fields.body), clauses.for_articles());
        let mut articles = collect_docs(self.index, &*query)?;
        articles.sort_unstable_by(|one, other| self.order.earliest(one, other));
        let mut records = self.records.borrow_mut();
        let mut found = Vec::new();
        for doc in articles.into_iter().take(MAX_PASSAGES) {
            let article = records.article_of(doc.address)?;
            let Some(quote) = passage(&article, self.phrase) else { continue };
            if let Some(phrase_match) = self.phrase.match_quote(&quote, MIN_CLOSE) {
                let phrase_match = PhraseMatch { verdict: Verdict::Reporter, ..phrase_match };
                found.push(Candidate::new(quote, doc, 1, phrase_match));
            }
        }
        Ok(found)
    }

    /// The order of candidates: those with the verdict of the answer first, then the best, then the earliest.
    fn compare(&self, one: &Candidate, other: &Candidate, verdict: Verdict) -> Ordering {
        let (first, second) = (&one.phrase_match, &other.phrase_match);
        let of_answer = |phrase_match: &PhraseMatch| phrase_match.verdict != verdict;
        of_answer(first)
            .cmp(&of_answer(second))
            .then_with(|| first.verdict.cmp(&second.verdict))
            .then_with(|| second.similarity.total_cmp(&first.similarity))
            .then_with(|| second.idf_sum.total_cmp(&first.idf_sum))
            .then_with(|| self.order.earliest(&one.doc, &other.doc))
    }

    /// Clusters the candidates: those of one speaker that are the same quotation become one.
    fn clustered(
        &self,
        mut candidates: Vec<Candidate>,
    ) -> Result<(Vec<Candidate>, Option<&'q MergedSpeakers>), QueryError> {
        let mut keys: Vec<Option<String>> = candidates.iter().map(|found| speaker_key(&found.quote.speaker)).collect();
        let persons = merged_speakers_among(self.index, keys.iter().flatten())?;
        for (key, persons) in keys.iter_mut().flatten().zip(persons.into_iter().cycle()) {
            *key = persons.canonical_key(key).to_owned();
        }
        candidates.iter_mut().zip(&keys).for_each(|(found, key)| found.key.clone_from(key));
        let quotes: Vec<Option<&Quote>> =
            candidates.iter().map(|found| Some(&found.quote)).take(MAX_CLUSTERED).collect();
        let clusters = clusters(&quotes, &keys);
        let mut left: Vec<Option<Candidate>> = candidates.into_iter().map(Some).collect();
        let mut found = Vec::with_capacity(left.len());
        for cluster in clusters {
            let Some(mut main) = left[cluster.representative].take() else { continue };
            for part in cluster.shorter.into_iter().filter_map(|at| left[at].take()) {
                main.count += part.count;
                main.shorter.push(part.quote);
            }
            let changed =
                cluster.variants.into_iter().filter_map(|(at, changes)| Some((left[at].take()?.quote, changes)));
            main.variants.extend(changed);
            found.push(main);
        }
        found.extend(left.into_iter().skip(MAX_CLUSTERED).flatten());
        Ok((found, persons))
    }

    /// The answer that the candidates give.
    fn answer(
        &self,
        found: Candidates<'_>,
        clauses: &FilterClauses,
        limit: usize,
        check: Option<SpeakerCheck>,
    ) -> Result<WhoAnswer, QueryError> {
        let Candidates { persons, mut candidates } = found;
        let verdict = verdict(&candidates);
        let of_answer = candidates.iter().filter(|found| supports(found.phrase_match.verdict, verdict));
        let mut speakers = count_speakers(of_answer, persons);
        candidates.truncate(limit);
        let keys: Vec<Option<String>> = candidates.iter().map(|found| found.key.clone()).collect();
        let matches = self.matches(candidates, clauses, persons)?;
        for (key, speaker) in &mut speakers {
            let own = matches.iter().zip(&keys).filter(|(_, its)| its.as_ref() == Some(key));
            let of_answer = own.filter(|(found, _)| supports(found.verdict, verdict));
            let confidences = of_answer.map(|(found, _)| found.hit.confidence);
            speaker.confidence = confidences.fold(speaker.confidence, f32::max);
        }
        let speakers = speakers.into_iter().map(|(_, speaker)| speaker).collect();
        let phrase = self.phrase.text.raw.to_owned();
        Ok(WhoAnswer { phrase, verdict, check, speakers, matches, nearest: Vec::new(), suggestions: Vec::new() })
    }

    fn matches(
        &self,
        candidates: Vec<Candidate>,
        clauses: &FilterClauses,
        persons: Option<&MergedSpeakers>,
    ) -> Result<Vec<Match>, QueryError> {
        let mut hits = HitBuilder::new(self.index, clauses, self.order, persons)?;
        candidates.into_iter().map(|found| as_match(&mut hits, found)).collect()
    }
}

impl Candidate {
    fn new(quote: Quote, doc: MatchedDoc, count: usize, phrase_match: PhraseMatch) -> Self {
        let phrase_match =
            PhraseMatch { verdict: apply_polarity(phrase_match.verdict, quote.polarity), ..phrase_match };
        Self { quote, doc, count, phrase_match, key: None, shorter: Vec::new(), variants: Vec::new() }
    }
}

/// The verdict on all matches: the best verdict of any of them. But a paraphrase with exactly these words is a better
/// answer than a quotation with half of them.
fn verdict(matches: &[Candidate]) -> Verdict {
    let nearest = |verdict| {
        let of_verdict =
            matches.iter().map(|found| &found.phrase_match).filter(|phrase_match| phrase_match.verdict == verdict);
        of_verdict.map(|phrase_match| phrase_match.similarity).max_by(f32::total_cmp)
    };
    let each = || matches.iter().map(|found| found.phrase_match.verdict);
    let best = each().min().unwrap_or(Verdict::None);
    let of_one = |one: &Candidate, other: &Candidate| {
        let (key, other) = (speaker_key(&one.quote.speaker), speaker_key(&other.quote.speaker));
        key.is_some() && key == other
    };
    let is_contradicted = |one: &Candidate| {
        matches
            .iter()
            .any(|other| contradicts(one.phrase_match.verdict, other.phrase_match.verdict) && of_one(one, other))
    };
    if matches.iter().filter(|found| found.phrase_match.verdict == best).any(is_contradicted) {
        return Verdict::Disputed;
    }
    match (best, nearest(Verdict::Close), nearest(Verdict::Reported)) {
        (Verdict::Close, Some(close), Some(reported)) if close < reported * CLOSE_BY_REPORTED => Verdict::Reported,
        _ => best,
    }
}

/// Whether the speaker asked about said it, from that speaker's matches and those of everybody.
fn speaker_check(asked: &str, own: &[Candidate], all: &[Candidate]) -> SpeakerCheck {
    match verdict(own) {
        Verdict::Disputed => return SpeakerCheck::Disputed,
        Verdict::Denied => return SpeakerCheck::Denied,
        Verdict::NotSaid | Verdict::Hypothetical => return SpeakerCheck::NotSaid,
        _ => {}
    }
    let by_others = |mut those: Vec<&Candidate>| {
        those.retain(|found| !may_refer_to(asked, &found.quote.speaker));
        if those.is_empty() { SpeakerCheck::CannotTell } else { SpeakerCheck::SomebodyElse }
    };
    let Some(best) = own.first().map(|found| &found.phrase_match).filter(|best| is_said(best.verdict)) else {
        let verdict = verdict(all);
        let those = all.iter().filter(|found| found.phrase_match.verdict == verdict).collect();
        return if is_said(verdict) { by_others(those) } else { SpeakerCheck::NotFound };
    };
    let relayed = own.iter().filter(|found| is_said(found.phrase_match.verdict)).map(|found| relayed_by(found, all));
    if let Some(made) = relayed.collect::<Option<Vec<_>>>() {
        return by_others(made);
    }
    let nearer = |other: &PhraseMatch| {
        other.verdict < best.verdict && is_said(other.verdict) || other.similarity > best.similarity + MARGIN
    };
    match all.first() {
        Some(other) if nearer(&other.phrase_match) => by_others(vec![other]),
        _ if all_discrepancies(best).is_empty() => SpeakerCheck::Yes,
        _ => SpeakerCheck::Altered,
    }
}

/// The verbatim match that `outer` only relays: whoever reports a statement did not make it.
fn relayed_by<'c>(outer: &Candidate, all: &'c [Candidate]) -> Option<&'c Candidate> {
    let verbatim = |found: &&Candidate| found.phrase_match.verdict == Verdict::Verbatim;
    let within = |found: &&Candidate| outer.count == 1 && encloses(&outer.quote, &found.quote);
    all.iter().filter(verbatim).find(within)
}

/// All differences that may change what is said.
fn all_discrepancies(found: &PhraseMatch) -> Vec<Discrepancy> {
    let mut all = discrepancies(&found.alignment);
    if found.verdict != Verdict::Reporter {
        all.extend(found.beyond_words.iter().cloned());
    }
    all
}

fn as_match(hits: &mut HitBuilder<'_>, found: Candidate) -> Result<Match, QueryError> {
    let Candidate { quote, doc, phrase_match, shorter, variants, .. } = found;
    let discrepancies = all_discrepancies(&phrase_match);
    let PhraseMatch { verdict, similarity, alignment, matched, .. } = phrase_match;
    let hit = match verdict {
        Verdict::Reporter => Hit::alone(quote, doc.score, matched),
        _ => hits.build(QuotationMatch { quote, doc, matched, shorter, variants })?,
    };
    Ok(Match { hit, verdict, similarity, alignment, discrepancies })
}

/// The named speakers of the matches with their main keys, the most similar first, then the most frequent.
fn count_speakers<'c>(
    found: impl Iterator<Item = &'c Candidate>,
    persons: Option<&MergedSpeakers>,
) -> Vec<(String, SpeakerCount)> {
    let mut at: FxHashMap<String, usize> = FxHashMap::default();
    let mut counts: Vec<(f32, String, SpeakerCount)> = Vec::new();
    for candidate in found {
        let speaker = &candidate.quote.speaker;
        let (Some(key), Some(name)) = (candidate.key.clone(), &speaker.name) else { continue };
        match at.get(&key) {
            Some(&at) => {
                let count = &mut counts[at].2;
                count.quotes += candidate.count;
                count.confidence = count.confidence.max(candidate.quote.confidence);
            }
            None => {
                at.insert(key.clone(), counts.len());
                let several = speaker.id.as_ref().and_then(|id| persons?.of(id));
                let (name, id) = match several {
                    Some(several) => (several.name.clone(), several.keys.first().cloned()),
                    None => (name.clone(), speaker.id.clone()),
                };
                let confidence = candidate.quote.confidence;
                let count = SpeakerCount { name, id, quotes: candidate.count, confidence };
                counts.push((candidate.phrase_match.similarity, key, count));
            }
        }
    }
    counts.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.2.quotes.cmp(&one.2.quotes)));
    counts.into_iter().map(|(_, key, count)| (key, count)).collect()
}

/// Documents whose `column` contains one of the readings of the phrase.
fn containing(phrase: &PhraseQuery<'_>, column: Field) -> EngineQuery {
    let reading = |pieces: &Vec<Vec<usize>>| -> EngineQuery {
        let pieces = phrase.folded(pieces);
        Box::new(BooleanQuery::intersection(pieces.iter().map(|words| compile::phrase(column, words, 0)).collect()))
    };
    Box::new(BooleanQuery::union(phrase.readings.iter().map(reading).collect()))
}
