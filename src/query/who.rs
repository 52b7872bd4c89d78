//! Who said this? For any phrase, whoever is quoted or reported with it, and what that amounts to.
//!
//! First the phrase itself is looked for, in quotes and in the articles' own words. Then come quotes that share its words:
//! the engine ranks them, each is laid beside the phrase word by word, so that no verdict rests on a score. Where
//! somebody is quoted with the very words, only variants of that quotation are of interest among them.

use std::cell::RefCell;
use std::cmp::Ordering;

use rustc_hash::{FxHashMap, FxHashSet};
use tantivy::query::BooleanQuery;
use tantivy::schema::Field;

use super::answer::{Check, Hit, Match, SpeakerCount, Verdict, WhoAnswer};
use super::caution::{cautions, number_gap};
use super::compile::{self, Compiled, narrowed};
use super::error::QueryError;
use super::gather::{Entry, Groups, Order, entries};
use super::judge::{Asked, CLOSE, Judgement, LOOSE, VERY_CLOSE};
use super::narrowing::Narrowing;
use super::near::{self, Ways};
use super::occurrences::{self, Hits};
use super::passage::passage;
use super::persons::persons_among;
use super::related::{Change, clusters};
use super::request::{Filters, Sort};
use super::unsaid::{contested, in_verdict, is_said, own_words_taken_back, unsaid};
use super::whom::may_be;
use crate::index::{Index, Persons, Records, speaker_key};
use crate::quote::{Quote, Report};

/// Quotations with the very words that are looked at.
const MOST_EXACT: usize = 200;
/// Articles with the very words that are looked at.
const MOST_PASSAGES: usize = 50;
/// Matches that are looked through for those that belong together.
const MOST_RELATED: usize = 60;
/// Fewest words of a phrase of which variants are looked for.
const SHORTEST_VARIANT: usize = 5;
/// How near a quotation must come, by what somebody is reported to have said, to be the answer instead.
const CLOSE_BY_REPORTED: f32 = 0.85;
/// How much nearer somebody else's words must come to be the answer instead of those asked about.
const MARGIN: f32 = 0.1;
/// Quotes that are offered when nobody said it.
const NEAREST: usize = 3;
/// Comparisons of two words for all quotes together, so that a pasted page is no denial of service.
const WORK: usize = 8_000_000;

impl Index {
    /// Who said `phrase`, with at most `limit` matches.
    ///
    /// The verdict and the speakers rest on all matches, shown or not. Marks, case, accents, apostrophes, brackets and
    /// ellipses of the phrase do not decide. With a speaker among the filters the question is whether that one said it:
    /// [`WhoAnswer::check`] tells, and when it was somebody else, the matches are theirs.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn who(&self, phrase: &str, filters: &Filters, limit: usize) -> Result<WhoAnswer, QueryError> {
        self.answered(|| self.who_unverified(phrase, filters, limit))
    }

    fn who_unverified(&self, phrase: &str, filters: &Filters, limit: usize) -> Result<WhoAnswer, QueryError> {
        let asked = Asked::new(phrase, |word| near::rarity(self, word));
        let order = Order::new(self)?;
        let records = RefCell::new(Records::new(self)?);
        let question = Question { index: self, asked: &asked, order: &order, records };
        let narrowing = Narrowing::new(self, filters)?;
        let found = question.found(&narrowing)?;
        let Some(speaker) = &filters.speaker else { return question.answer(found, &narrowing, limit, None) };
        let everybody = Narrowing::new(self, &Filters { speaker: None, ..filters.clone() })?;
        let all = question.found(&everybody)?;
        let check = check(speaker, &found.candidates, &all.candidates);
        let mut answer = match check {
            Check::Yes | Check::Altered | Check::Denied | Check::NotSaid | Check::Disputed => {
                question.answer(found, &narrowing, limit, Some(check))
            }
            Check::SomebodyElse | Check::CannotTell | Check::NotFound => {
                question.answer(all, &everybody, limit, Some(check))
            }
        }?;
        if check != Check::Yes {
            answer.suggestions = self.called_like(speaker)?;
        }
        Ok(answer)
    }

    /// The same; and when nobody said it, with the quotes that come nearest, those of the speaker asked about if there are
    /// any.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn who_or_nearest(&self, phrase: &str, filters: &Filters, limit: usize) -> Result<WhoAnswer, QueryError> {
        self.answered(|| self.who_or_nearest_unverified(phrase, filters, limit))
    }

    fn who_or_nearest_unverified(
        &self,
        phrase: &str,
        filters: &Filters,
        limit: usize,
    ) -> Result<WhoAnswer, QueryError> {
        let mut answer = self.who(phrase, filters, limit)?;
        if answer.verdict == Verdict::None {
            answer.nearest = self.nearest_to(phrase, filters, limit)?;
            if answer.nearest.is_empty() && filters.speaker.is_some() {
                answer.nearest = self.nearest_to(phrase, &Filters { speaker: None, ..filters.clone() }, limit)?;
            }
        }
        Ok(answer)
    }

    fn nearest_to(&self, phrase: &str, filters: &Filters, limit: usize) -> Result<Vec<Match>, QueryError> {
        let asked = Asked::new(phrase, |word| near::rarity(self, word));
        if asked.readings.is_empty() {
            return Ok(Vec::new());
        }
        let (order, narrowing) = (Order::new(self)?, Narrowing::new(self, filters)?);
        let question =
            Question { index: self, asked: &asked, order: &order, records: RefCell::new(Records::new(self)?) };
        let Found { persons, mut candidates } = question.nearest(&narrowing)?;
        candidates.truncate(NEAREST.min(limit));
        question.matches(candidates, &narrowing, persons)
    }
}

/// What was found for a phrase.
#[derive(Default)]
struct Found<'i> {
    /// Those with several spellings, when any may be among those who answer.
    persons: Option<&'i Persons>,
    /// Whatever says something of the kind, best first.
    candidates: Vec<Candidate>,
}

/// A phrase asked of an index.
struct Question<'q> {
    index: &'q Index,
    asked: &'q Asked<'q>,
    order: &'q Order<'q>,
    records: RefCell<Records<'q>>,
}

/// A quote that says something of the kind.
struct Candidate {
    quote: Quote,
    entry: Entry,
    /// How many quotes were found to be the same.
    count: usize,
    judgement: Judgement,
    /// The main key of who said it, once it is known.
    key: Option<String>,
    /// Quotes with a part of the words.
    shorter: Vec<Quote>,
    variants: Vec<(Quote, Vec<Change>)>,
}

impl<'q> Question<'q> {
    /// Whatever `narrowing` lets through that says something of the kind.
    fn found(&self, narrowing: &Narrowing) -> Result<Found<'q>, QueryError> {
        if self.asked.readings.is_empty() {
            return Ok(Found::default());
        }
        let mut found = self.exact(narrowing)?;
        let verbatim = found.iter().any(|found| found.judgement.verdict == Verdict::Verbatim);
        if !verbatim || self.asked.line.words.len() >= SHORTEST_VARIANT {
            let own_words = if found.is_empty() { self.own_words(narrowing)? } else { Vec::new() };
            found.extend(own_words);
            let bar = if found.is_empty() { CLOSE } else { VERY_CLOSE };
            let known: FxHashSet<u64> = found.iter().map(|found| found.entry.same).collect();
            let ways = if verbatim { Ways::Neighbours } else { Ways::All };
            found.extend(self.near(narrowing, bar, ways, &known)?);
        }
        own_words_taken_back(&mut found, |found| (&found.quote, found.count, found.judgement.similarity));
        let verdict = verdict(&found);
        found.sort_by(|one, other| self.compare(one, other, verdict));
        let (mut found, persons) = self.together(found)?;
        if verbatim {
            found.retain(|found| found.judgement.verdict != Verdict::Close);
        }
        Ok(Found { persons, candidates: found })
    }

    /// Quotes with the very words.
    fn exact(&self, narrowing: &Narrowing) -> Result<Vec<Candidate>, QueryError> {
        let fields = self.index.fields();
        let query = narrowed(standing(self.asked, fields.text), narrowing.of_quotes());
        let groups = Groups::new(entries(self.index, &*query, false)?, self.order);
        let mut records = self.records.borrow_mut();
        let mut found = Vec::new();
        for group in groups.ranked(self.order, Sort::Oldest, MOST_EXACT) {
            let (first, count) = (groups.first(&group), groups.of(&group).len());
            let quote = records.quote(first.address)?;
            let judgement = self.asked.judge(&quote, CLOSE);
            found.extend(judgement.map(|judgement| Candidate::new(quote, first, count, judgement)));
        }
        Ok(found)
    }

    /// Quotes with some of the words, whichever the engine ranks first.
    fn near(
        &self,
        narrowing: &Narrowing,
        bar: f32,
        ways: Ways,
        known: &FxHashSet<u64>,
    ) -> Result<Vec<Candidate>, QueryError> {
        let mut found: FxHashMap<u64, Candidate> = FxHashMap::default();
        let mut records = self.records.borrow_mut();
        let mut work = 0;
        for likely in near::candidates(self.index, self.asked, narrowing, bar, ways)? {
            let entry = self.order.entry(likely.address, likely.score);
            if known.contains(&entry.same) {
                continue;
            }
            let quote = records.quote(likely.address)?;
            work += self.asked.line.words.len() * (quote.text.len() / 4);
            if work > WORK && !found.is_empty() {
                break;
            }
            if !narrowing.attitudes() && quote.report == Report::Attitude {
                continue;
            }
            let Some(judgement) = self.asked.judge(&quote, bar) else { continue };
            let candidate = Candidate::new(quote, entry, 1, judgement);
            found.entry(entry.same).and_modify(|other| other.count += 1).or_insert(candidate);
        }
        Ok(found.into_values().collect())
    }

    /// Quotes that come nearest when nobody said anything of the kind, nearest first.
    fn nearest(&self, narrowing: &Narrowing) -> Result<Found<'q>, QueryError> {
        let mut found: FxHashMap<u64, Candidate> = FxHashMap::default();
        let mut records = self.records.borrow_mut();
        for likely in near::candidates(self.index, self.asked, narrowing, LOOSE, Ways::Loosely)? {
            let quote = records.quote(likely.address)?;
            if !narrowing.attitudes() && quote.report == Report::Attitude {
                continue;
            }
            let Some(judgement) = self.asked.judge_loosely(&quote) else { continue };
            let entry = self.order.entry(likely.address, likely.score);
            found.entry(entry.same).or_insert_with(|| Candidate::new(quote, entry, 1, judgement));
        }
        // Of those that have the same words the one with the nearest number.
        let rank = |candidate: &Candidate| {
            let Judgement { rarity, alignment, .. } = &candidate.judgement;
            [-candidate.judgement.likeness(), number_gap(alignment), -rarity]
        };
        let mut nearest: Vec<_> = found.into_values().map(|candidate| (rank(&candidate), candidate)).collect();
        nearest.sort_by(|(rank, one), (other_rank, other)| {
            let by_words = rank.iter().zip(other_rank).map(|(one, other)| one.total_cmp(other));
            by_words.fold(Ordering::Equal, Ordering::then).then_with(|| self.order.earliest(&one.entry, &other.entry))
        });
        let (candidates, persons) = self.together(nearest.into_iter().map(|(_, candidate)| candidate).collect())?;
        Ok(Found { persons, candidates })
    }

    /// Articles whose own words these are. They have no speaker, topic, kind or polarity to be filtered by.
    fn own_words(&self, narrowing: &Narrowing) -> Result<Vec<Candidate>, QueryError> {
        if !narrowing.of_articles_alone {
            return Ok(Vec::new());
        }
        let fields = self.index.fields();
        let query = narrowed(standing(self.asked, fields.body), narrowing.of_articles());
        let mut articles = entries(self.index, &*query, false)?;
        articles.sort_unstable_by(|one, other| self.order.earliest(one, other));
        let mut records = self.records.borrow_mut();
        let mut found = Vec::new();
        for entry in articles.into_iter().take(MOST_PASSAGES) {
            let article = records.article_of(entry.address)?;
            let Some(quote) = passage(&article, self.asked) else { continue };
            if let Some(judgement) = self.asked.judge(&quote, CLOSE) {
                let judgement = Judgement { verdict: Verdict::Reporter, ..judgement };
                found.push(Candidate::new(quote, entry, 1, judgement));
            }
        }
        Ok(found)
    }

    /// Those of the answer's verdict first, best first; among equals the earliest.
    fn compare(&self, one: &Candidate, other: &Candidate, verdict: Verdict) -> Ordering {
        let (first, second) = (&one.judgement, &other.judgement);
        let of_answer = |judgement: &Judgement| judgement.verdict != verdict;
        of_answer(first)
            .cmp(&of_answer(second))
            .then_with(|| first.verdict.cmp(&second.verdict))
            .then_with(|| second.similarity.total_cmp(&first.similarity))
            .then_with(|| second.rarity.total_cmp(&first.rarity))
            .then_with(|| self.order.earliest(&one.entry, &other.entry))
    }

    /// The candidates with those of one speaker put together that are one quotation.
    fn together(&self, mut candidates: Vec<Candidate>) -> Result<(Vec<Candidate>, Option<&'q Persons>), QueryError> {
        let mut keys: Vec<Option<String>> = candidates.iter().map(|found| speaker_key(&found.quote.speaker)).collect();
        let persons = persons_among(self.index, keys.iter().flatten())?;
        for (key, persons) in keys.iter_mut().flatten().zip(persons.into_iter().cycle()) {
            *key = persons.main(key).to_owned();
        }
        candidates.iter_mut().zip(&keys).for_each(|(found, key)| found.key.clone_from(key));
        let quotes: Vec<Option<&Quote>> =
            candidates.iter().map(|found| Some(&found.quote)).take(MOST_RELATED).collect();
        let clusters = clusters(&quotes, &keys);
        let mut left: Vec<Option<Candidate>> = candidates.into_iter().map(Some).collect();
        let mut found = Vec::with_capacity(left.len());
        for cluster in clusters {
            let Some(mut main) = left[cluster.main].take() else { continue };
            for part in cluster.shorter.into_iter().filter_map(|at| left[at].take()) {
                main.count += part.count;
                main.shorter.push(part.quote);
            }
            let changed =
                cluster.variants.into_iter().filter_map(|(at, changes)| Some((left[at].take()?.quote, changes)));
            main.variants.extend(changed);
            found.push(main);
        }
        found.extend(left.into_iter().skip(MOST_RELATED).flatten());
        Ok((found, persons))
    }

    fn answer(
        &self,
        found: Found<'_>,
        narrowing: &Narrowing,
        limit: usize,
        check: Option<Check>,
    ) -> Result<WhoAnswer, QueryError> {
        let Found { persons, mut candidates } = found;
        let verdict = verdict(&candidates);
        let of_answer = candidates.iter().filter(|found| in_verdict(found.judgement.verdict, verdict));
        let speakers = counted(of_answer, persons);
        candidates.truncate(limit);
        let matches = self.matches(candidates, narrowing, persons)?;
        let phrase = self.asked.line.text.to_owned();
        Ok(WhoAnswer { phrase, verdict, check, speakers, matches, nearest: Vec::new(), suggestions: Vec::new() })
    }

    fn matches(
        &self,
        candidates: Vec<Candidate>,
        narrowing: &Narrowing,
        persons: Option<&Persons>,
    ) -> Result<Vec<Match>, QueryError> {
        let mut hits = Hits::new(self.index, narrowing, self.order, persons)?;
        candidates.into_iter().map(|found| as_match(&mut hits, found)).collect()
    }
}

impl Candidate {
    fn new(quote: Quote, entry: Entry, count: usize, judgement: Judgement) -> Self {
        let judgement = Judgement { verdict: unsaid(judgement.verdict, quote.polarity), ..judgement };
        Self { quote, entry, count, judgement, key: None, shorter: Vec::new(), variants: Vec::new() }
    }
}

/// What all matches together amount to: the best that any of them does. But what is reported in these very words is a
/// better answer than a quotation that has half of them.
fn verdict(matches: &[Candidate]) -> Verdict {
    let nearest = |verdict| {
        let of_verdict = matches.iter().map(|found| &found.judgement).filter(|judgement| judgement.verdict == verdict);
        of_verdict.map(|judgement| judgement.similarity).max_by(f32::total_cmp)
    };
    let each = || matches.iter().map(|found| found.judgement.verdict);
    let best = each().min().unwrap_or(Verdict::None);
    let of_one = |one: &Candidate, other: &Candidate| {
        let (key, other) = (speaker_key(&one.quote.speaker), speaker_key(&other.quote.speaker));
        key.is_some() && key == other
    };
    let contradicts = |one: &Candidate| {
        matches.iter().any(|other| contested(one.judgement.verdict, other.judgement.verdict) && of_one(one, other))
    };
    if matches.iter().filter(|found| found.judgement.verdict == best).any(contradicts) {
        return Verdict::Disputed;
    }
    match (best, nearest(Verdict::Close), nearest(Verdict::Reported)) {
        (Verdict::Close, Some(close), Some(reported)) if close < reported * CLOSE_BY_REPORTED => Verdict::Reported,
        _ => best,
    }
}

/// Whether the one asked about said it, by that one's own matches and those of everybody.
fn check(asked: &str, own: &[Candidate], all: &[Candidate]) -> Check {
    match verdict(own) {
        Verdict::Disputed => return Check::Disputed,
        Verdict::Denied => return Check::Denied,
        Verdict::NotSaid | Verdict::Hypothetical => return Check::NotSaid,
        _ => {}
    }
    let by_others = |mut those: Vec<&Candidate>| {
        those.retain(|found| !may_be(asked, &found.quote.speaker));
        if those.is_empty() { Check::CannotTell } else { Check::SomebodyElse }
    };
    let Some(best) = own.first().map(|found| &found.judgement).filter(|best| is_said(best.verdict)) else {
        let verdict = verdict(all);
        let those = all.iter().filter(|found| found.judgement.verdict == verdict).collect();
        return if is_said(verdict) { by_others(those) } else { Check::NotFound };
    };
    let nearer = |other: &Judgement| {
        other.verdict < best.verdict && is_said(other.verdict) || other.similarity > best.similarity + MARGIN
    };
    match all.first() {
        Some(other) if nearer(&other.judgement) => by_others(vec![other]),
        _ if cautions(&best.alignment).is_empty() => Check::Yes,
        _ => Check::Altered,
    }
}

fn as_match(hits: &mut Hits<'_>, found: Candidate) -> Result<Match, QueryError> {
    let Candidate { quote, entry, judgement, shorter, variants, .. } = found;
    let Judgement { verdict, similarity, alignment, matched, .. } = judgement;
    let hit = match verdict {
        Verdict::Reporter => Hit::alone(quote, entry.score, matched),
        _ => hits.hit(occurrences::Found { quote, entry, matched, shorter, variants })?,
    };
    let cautions = cautions(&alignment);
    Ok(Match { hit, verdict, similarity, alignment, cautions })
}

/// Who is given the words, by how near they come and how often; those without a name are left out.
fn counted<'c>(found: impl Iterator<Item = &'c Candidate>, persons: Option<&Persons>) -> Vec<SpeakerCount> {
    let mut at: FxHashMap<String, usize> = FxHashMap::default();
    let mut counts: Vec<(f32, SpeakerCount)> = Vec::new();
    for candidate in found {
        let speaker = &candidate.quote.speaker;
        let (Some(key), Some(name)) = (candidate.key.clone(), &speaker.name) else { continue };
        match at.get(&key) {
            Some(&at) => counts[at].1.quotes += candidate.count,
            None => {
                at.insert(key, counts.len());
                let several = speaker.id.as_ref().and_then(|id| persons?.of(id));
                let (name, id) = match several {
                    Some(several) => (several.name.clone(), several.keys.first().cloned()),
                    None => (name.clone(), speaker.id.clone()),
                };
                let count = SpeakerCount { name, id, quotes: candidate.count };
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
