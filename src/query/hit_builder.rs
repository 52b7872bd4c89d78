//! Builds hits: where else a quotation occurs, who else is credited with it, and how confident the attribution is.
//!
//! # Confidence
//! When several articles attribute the same words to the same speaker, the attribution is more likely to be right, if
//! the articles are independent sources. Copies of one text are one source (see `independent_sources`), and so are the
//! articles of one publisher, and those without a publisher. The confidence becomes
//! `1 - (1 - c1) (1 - c2 / 2) (1 - c3 / 2) ...` over the sources: a noisy-or in which all sources but the first count
//! half, since papers copy from one another. Agreement alone never raises it above [`MAX_COMBINED_CONFIDENCE`].

use rustc_hash::FxHashSet;
use tantivy::Term;
use tantivy::query::TermQuery;

use super::answer::{ConflictingAttribution, Hit, Occurrence, Variant};
use super::collector::{MatchedDoc, collect_docs};
use super::compile::{EngineQuery, filtered};
use super::doc_order::DocOrder;
use super::error::QueryError;
use super::filter_clauses::FilterClauses;
use super::independent_sources::{IndependentSources, Sketch};
use super::quotation_clusters::Change;
use crate::index::{Index, MergedSpeakers, RecordReader, fold, speaker_key, speaker_part, words_key};
use crate::quote::{Polarity, Quote, Speaker};
use crate::span::Span;

/// The highest confidence that agreement alone can give.
const MAX_COMBINED_CONFIDENCE: f32 = 0.99;
/// The most occurrences of one quotation that are read.
const MAX_OCCURRENCES: usize = 50;
/// The most occurrences with other speakers that are read.
const MAX_CONFLICTS: usize = 20;
/// The fewest words of a quotation whose attributions can conflict: many people say "thank you".
const MIN_CONFLICT_WORDS: usize = 5;

/// A matching quotation, with the quotes that were clustered with it.
pub(crate) struct QuotationMatch {
    pub quote: Quote,
    pub doc: MatchedDoc,
    pub matched: Vec<Span>,
    /// Quotes with the same words or a part of them.
    pub shorter: Vec<Quote>,
    pub variants: Vec<(Quote, Vec<Change>)>,
}

/// Builds the hits of one answer. All of them share what was read.
pub(crate) struct HitBuilder<'i> {
    index: &'i Index,
    clauses: &'i FilterClauses,
    order: &'i DocOrder<'i>,
    /// The speakers with several spellings, when any of them may be in the answer.
    persons: Option<&'i MergedSpeakers>,
    pub records: RecordReader<'i>,
}

impl<'i> HitBuilder<'i> {
    pub(crate) fn new(
        index: &'i Index,
        clauses: &'i FilterClauses,
        order: &'i DocOrder<'i>,
        persons: Option<&'i MergedSpeakers>,
    ) -> Result<Self, QueryError> {
        Ok(Self { index, clauses, order, persons, records: RecordReader::new(index)? })
    }

    /// The hit for `found`.
    pub(crate) fn build(&mut self, found: QuotationMatch) -> Result<Hit, QueryError> {
        let QuotationMatch { mut quote, mut doc, matched, shorter, variants } = found;
        let (mut occurrences, others) = self.docs_with_words_of(&quote, &doc)?;
        if let Some(first) = occurrences.iter().min_by(|one, other| self.order.earliest(one, other)) {
            // The same words may have other marks there. `matched` must stay valid, so the text must be identical.
            let earliest = self.records.quote(first.address)?;
            if earliest.text == quote.text {
                (quote, doc) = (earliest, first.with_score(doc.score));
            }
        }
        for part in &shorter {
            let ours = |same| speaker_part(self.merged_key(same)) == speaker_part(self.merged_key(doc.quotation_key));
            occurrences.extend(self.occurrences(&part.text, ours)?);
        }
        occurrences.sort_unstable_by(|one, other| self.order.earliest(one, other));
        let mut seen = FxHashSet::from_iter([self.order.article(&doc)]);
        occurrences.retain(|other| seen.insert(self.order.article(other)));
        let articles = occurrences.len() + 1;
        let mut sources = IndependentSources::default();
        if articles > 1 {
            self.add_source(&mut sources, &quote, &doc)?;
        }
        let mut also_in = Vec::with_capacity(occurrences.len().min(MAX_OCCURRENCES));
        for place in occurrences.iter().take(MAX_OCCURRENCES) {
            let other = self.records.quote(place.address)?;
            self.add_source(&mut sources, &other, place)?;
            also_in.push(occurrence(other, &quote));
        }
        let (confidence, distinct_texts) =
            (combined_confidence(quote.confidence, sources.confidences()), sources.texts().max(1));
        let variants = variants.into_iter().map(|(quote, changed)| Variant { quote, changed }).collect();
        let disagreement = self.conflicting_attributions(others)?;
        self.use_merged_name(&mut quote.speaker);
        Ok(Hit {
            quote,
            score: doc.score,
            confidence,
            matched,
            also_in,
            articles,
            distinct_texts,
            variants,
            disagreement,
        })
    }

    /// Adds the article of `doc` to the sources.
    fn add_source(
        &mut self,
        sources: &mut IndependentSources,
        quote: &Quote,
        doc: &MatchedDoc,
    ) -> Result<(), QueryError> {
        let article = self.records.article_of(doc.address)?;
        let content = quote.content.iter().copied().reduce(Span::cover).map_or(0..0, |content| content.range());
        sources.add(Sketch::of(article.text(), content), quote.article.publisher.as_deref(), quote.confidence);
        Ok(())
    }

    /// Gives a speaker with several spellings the main name and id.
    fn use_merged_name(&self, speaker: &mut Speaker) {
        if let Some(several) = speaker.id.as_ref().and_then(|id| self.persons?.of(id)) {
            speaker.name = Some(several.name.clone());
            speaker.id = several.keys.first().cloned();
        }
    }

    /// The key of a quotation, as if every speaker had a single key.
    fn merged_key(&self, key: u64) -> u64 {
        self.persons.map_or(key, |persons| persons.canonical_quotation_key(key))
    }

    /// Other occurrences of the words by the same speaker, and all occurrences by others.
    fn docs_with_words_of(
        &self,
        quote: &Quote,
        doc: &MatchedDoc,
    ) -> Result<(Vec<MatchedDoc>, Vec<MatchedDoc>), QueryError> {
        let all = collect_docs(self.index, &*self.words_query(&quote.text))?;
        // Few quotations stand in two articles.
        if all.len() < 2 {
            return Ok((Vec::new(), Vec::new()));
        }
        let number = self.merged_key(doc.quotation_key);
        let ours = match all.iter().filter(|other| self.merged_key(other.quotation_key) == number).count() {
            0 | 1 => Vec::new(),
            _ => self.occurrences(&quote.text, |same| self.merged_key(same) == number)?,
        };
        let long = fold(&quote.text).split(' ').count() >= MIN_CONFLICT_WORDS;
        let by_others = |other: &MatchedDoc| speaker_part(self.merged_key(other.quotation_key)) != speaker_part(number);
        let others = all.into_iter().filter(|other| long && by_others(other));
        Ok((ours, others.collect()))
    }

    /// The quotes with these words that pass the filters.
    fn occurrences(&self, text: &str, same: impl Fn(u64) -> bool) -> Result<Vec<MatchedDoc>, QueryError> {
        let query = filtered(self.words_query(text), self.clauses.for_quotes());
        let mut found = collect_docs(self.index, &*query)?;
        found.retain(|doc| same(doc.quotation_key));
        Ok(found)
    }

    fn words_query(&self, text: &str) -> EngineQuery {
        let term = Term::from_field_u64(self.index.fields().words_key, words_key(text));
        Box::new(TermQuery::new(term, Default::default()))
    }

    /// Other speakers to whom the words are attributed, or who are said not to have said them.
    fn conflicting_attributions(
        &mut self,
        mut others: Vec<MatchedDoc>,
    ) -> Result<Vec<ConflictingAttribution>, QueryError> {
        others.sort_unstable_by(|one, other| self.order.earliest(one, other));
        let mut found: Vec<((String, Polarity), ConflictingAttribution)> = Vec::new();
        for doc in others.into_iter().take(MAX_CONFLICTS) {
            let mut quote = self.records.quote(doc.address)?;
            self.use_merged_name(&mut quote.speaker);
            let (Some(key), Some(name)) = (speaker_key(&quote.speaker), quote.speaker.name.clone()) else { continue };
            let (key, polarity) = ((key, quote.polarity), quote.polarity);
            match found.iter_mut().find(|(known, _)| *known == key) {
                Some((_, conflict)) => conflict.quotes += 1,
                None => {
                    let id = quote.speaker.id.clone();
                    found.push((key, ConflictingAttribution { name, id, polarity, quotes: 1, article: quote.article }));
                }
            }
        }
        Ok(found.into_iter().map(|(_, conflict)| conflict).collect())
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

/// The confidence of an attribution on which the sources agree.
fn combined_confidence(alone: f32, mut each: Vec<f32>) -> f32 {
    each.retain(|confidence| confidence.is_finite());
    each.sort_by(|one, other| other.total_cmp(one));
    let Some((first, others)) = each.split_first() else { return alone };
    if others.is_empty() {
        return *first;
    }
    let doubt = others.iter().fold(1.0 - first, |doubt, other| doubt * (1.0 - other / 2.0));
    (1.0 - doubt).min(MAX_COMBINED_CONFIDENCE).max(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_makes_surer_but_never_certain() {
        assert_eq!(combined_confidence(0.5, vec![0.5]), 0.5);
        assert_eq!(combined_confidence(0.5, vec![0.5, 0.5]), 0.625);
        assert_eq!(combined_confidence(0.9, vec![0.9; 40]), MAX_COMBINED_CONFIDENCE);
        assert_eq!(combined_confidence(0.995, vec![0.995, 0.1]), 0.995);
        assert!(combined_confidence(0.4, vec![0.4, 0.8]) > 0.8);
    }
}
