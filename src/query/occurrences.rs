//! One quotation in many articles: where else it stands, who else is given it, and what that says of its speaker.
//!
//! # Confidence
//! When several articles give the same words to the same speaker, it is likelier that they are right: if each found it
//! out by itself. Copies of one text are one witness (see `witness`), and so are the articles of one publisher, or
//! without any. The record's confidence `c` becomes `1 - (1 - c1) (1 - c2 / 2) (1 - c3 / 2) ...` over the witnesses: a noisy
//! or, in which whoever comes after the first counts half, since papers learn from one another. It never passes
//! [`MOST_CERTAIN`] that way.

use rustc_hash::FxHashSet;
use tantivy::Term;
use tantivy::query::TermQuery;

use super::answer::{Dissent, Hit, Occurrence, Variant};
use super::compile::{Compiled, narrowed};
use super::error::QueryError;
use super::gather::{Entry, Order, entries};
use super::narrowing::Narrowing;
use super::related::Change;
use super::witness::{Sketch, Witnesses};
use crate::index::{Index, Persons, Records, fold, same_words, speaker_key, speaker_part};
use crate::quote::{Polarity, Quote, Speaker};
use crate::span::Span;

/// What agreement alone can make of a confidence.
const MOST_CERTAIN: f32 = 0.99;
/// Occurrences of one quotation that are read.
const MOST: usize = 50;
/// Occurrences with other speakers that are read.
const MOST_OTHERS: usize = 20;
/// Fewest words about whose speaker articles can disagree: "thank you" is everybody's.
const SHORTEST: usize = 5;

/// A quotation that answers, with what belongs to it.
pub(crate) struct Found {
    pub quote: Quote,
    pub entry: Entry,
    pub matched: Vec<Span>,
    /// The same words or a part of them.
    pub shorter: Vec<Quote>,
    pub variants: Vec<(Quote, Vec<Change>)>,
}

/// Makes hits of what was found; what it has read serves all of them.
pub(crate) struct Hits<'i> {
    index: &'i Index,
    narrowing: &'i Narrowing,
    order: &'i Order<'i>,
    /// Those with several spellings, where any may be among those who answer.
    persons: Option<&'i Persons>,
    pub records: Records<'i>,
}

impl<'i> Hits<'i> {
    pub(crate) fn new(
        index: &'i Index,
        narrowing: &'i Narrowing,
        order: &'i Order<'i>,
        persons: Option<&'i Persons>,
    ) -> Result<Self, QueryError> {
        Ok(Self { index, narrowing, order, persons, records: Records::new(index)? })
    }

    /// The hit for `found`.
    pub(crate) fn hit(&mut self, found: Found) -> Result<Hit, QueryError> {
        let Found { mut quote, mut entry, matched, shorter, variants } = found;
        let (mut occurrences, others) = self.with_the_words_of(&quote, &entry)?;
        if let Some(first) = occurrences.iter().min_by(|one, other| self.order.earliest(one, other)) {
            // The same words may be written with other marks there: what was matched must stay where it is.
            let earliest = self.records.quote(first.address)?;
            if earliest.text == quote.text {
                (quote, entry) = (earliest, first.scored(entry.score));
            }
        }
        for part in &shorter {
            let ours = |same| speaker_part(self.joined(same)) == speaker_part(self.joined(entry.same));
            occurrences.extend(self.occurrences(&part.text, ours)?);
        }
        occurrences.sort_unstable_by(|one, other| self.order.earliest(one, other));
        let mut seen = FxHashSet::from_iter([self.order.article(&entry)]);
        occurrences.retain(|other| seen.insert(self.order.article(other)));
        let articles = occurrences.len() + 1;
        let mut witnesses = Witnesses::default();
        if articles > 1 {
            self.hear(&mut witnesses, &quote, &entry)?;
        }
        let mut also_in = Vec::with_capacity(occurrences.len().min(MOST));
        for place in occurrences.iter().take(MOST) {
            let other = self.records.quote(place.address)?;
            self.hear(&mut witnesses, &other, place)?;
            also_in.push(occurrence(other, &quote));
        }
        let (confidence, texts) = (certainty(quote.confidence, witnesses.confidences()), witnesses.texts().max(1));
        let variants = variants.into_iter().map(|(quote, changed)| Variant { quote, changed }).collect();
        let disagreement = self.dissent(others)?;
        self.name(&mut quote.speaker);
        Ok(Hit { quote, score: entry.score, confidence, matched, also_in, articles, texts, variants, disagreement })
    }

    /// Takes what the article at `place` says as evidence.
    fn hear(&mut self, witnesses: &mut Witnesses, quote: &Quote, place: &Entry) -> Result<(), QueryError> {
        let article = self.records.article_of(place.address)?;
        let content = quote.content.iter().copied().reduce(Span::cover).map_or(0..0, |content| content.range());
        witnesses.add(Sketch::of(article.text(), content), quote.article.publisher.as_deref(), quote.confidence);
        Ok(())
    }

    /// Somebody with several spellings is called by one name and id.
    fn name(&self, speaker: &mut Speaker) {
        if let Some(several) = speaker.id.as_ref().and_then(|id| self.persons?.of(id)) {
            speaker.name = Some(several.name.clone());
            speaker.id = several.keys.first().cloned();
        }
    }

    /// The number of a quotation, as if every speaker had one key alone.
    fn joined(&self, same: u64) -> u64 {
        self.persons.map_or(same, |persons| persons.same(same))
    }

    /// Other occurrences of the words by the same speaker, and all by others.
    fn with_the_words_of(&self, quote: &Quote, entry: &Entry) -> Result<(Vec<Entry>, Vec<Entry>), QueryError> {
        let all = entries(self.index, &*self.words(&quote.text), false)?;
        // Hardly any quotation stands in two articles.
        if all.len() < 2 {
            return Ok((Vec::new(), Vec::new()));
        }
        let number = self.joined(entry.same);
        let ours = match all.iter().filter(|other| self.joined(other.same) == number).count() {
            0 | 1 => Vec::new(),
            _ => self.occurrences(&quote.text, |same| self.joined(same) == number)?,
        };
        let long = fold(&quote.text).split(' ').count() >= SHORTEST;
        let by_others = |other: &Entry| speaker_part(self.joined(other.same)) != speaker_part(number);
        let others = all.into_iter().filter(|other| long && by_others(other));
        Ok((ours, others.collect()))
    }

    /// What the filters let through of the quotes with these words.
    fn occurrences(&self, text: &str, same: impl Fn(u64) -> bool) -> Result<Vec<Entry>, QueryError> {
        let query = narrowed(self.words(text), self.narrowing.of_quotes());
        let mut found = entries(self.index, &*query, false)?;
        found.retain(|entry| same(entry.same));
        Ok(found)
    }

    fn words(&self, text: &str) -> Compiled {
        let term = Term::from_field_u64(self.index.fields().words, same_words(text));
        Box::new(TermQuery::new(term, Default::default()))
    }

    /// Who else is given the words, or is said not to have said them.
    fn dissent(&mut self, mut others: Vec<Entry>) -> Result<Vec<Dissent>, QueryError> {
        others.sort_unstable_by(|one, other| self.order.earliest(one, other));
        let mut found: Vec<((String, Polarity), Dissent)> = Vec::new();
        for entry in others.into_iter().take(MOST_OTHERS) {
            let mut quote = self.records.quote(entry.address)?;
            self.name(&mut quote.speaker);
            let (Some(key), Some(name)) = (speaker_key(&quote.speaker), quote.speaker.name.clone()) else { continue };
            let (key, polarity) = ((key, quote.polarity), quote.polarity);
            match found.iter_mut().find(|(known, _)| *known == key) {
                Some((_, dissent)) => dissent.quotes += 1,
                None => {
                    let id = quote.speaker.id.clone();
                    found.push((key, Dissent { name, id, polarity, quotes: 1, article: quote.article }));
                }
            }
        }
        Ok(found.into_iter().map(|(_, dissent)| dissent).collect())
    }
}

fn occurrence(other: Quote, main: &Quote) -> Occurrence {
    let shorter = fold(&other.text) != fold(&main.text);
    Occurrence {
        article: other.article,
        paragraph: other.paragraph,
        quote: other.id,
        text: shorter.then_some(other.text),
    }
}

/// How sure one may be of a speaker on whom witnesses agree.
fn certainty(alone: f32, mut each: Vec<f32>) -> f32 {
    each.retain(|confidence| confidence.is_finite());
    each.sort_by(|one, other| other.total_cmp(one));
    let Some((first, others)) = each.split_first() else { return alone };
    if others.is_empty() {
        return *first;
    }
    let doubt = others.iter().fold(1.0 - first, |doubt, other| doubt * (1.0 - other / 2.0));
    (1.0 - doubt).min(MOST_CERTAIN).max(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_makes_surer_but_never_certain() {
        assert_eq!(certainty(0.5, vec![0.5]), 0.5);
        assert_eq!(certainty(0.5, vec![0.5, 0.5]), 0.625);
        assert_eq!(certainty(0.9, vec![0.9; 40]), MOST_CERTAIN);
        assert_eq!(certainty(0.995, vec![0.995, 0.1]), 0.995);
        assert!(certainty(0.4, vec![0.4, 0.8]) > 0.8);
    }
}
