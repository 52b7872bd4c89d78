//! Gathers the documents that a question needs, and makes an index in memory of them.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::engine::{Fetched, Order, Wanted};
use super::error::RemoteError;
use super::remote_index::RemoteIndex;
use crate::index::{
    Corrections, DocumentKind, Index, MergedSpeakers, Sample, SampledQuote, Statistics, article_key_text, field,
};
use crate::query::{
    Hit, RankedWord, any, deciding_names, engine_field, meant_keys, of_kind, term, terms, topic_row, with_words,
};

/// The most forms of names that are fetched.
const MOST_NAMES: usize = 100_000;
/// Values in one condition.
const TOGETHER: usize = 1000;

/// How often each ranked word stands in quotes.
pub(super) type Frequencies = FxHashMap<RankedWord, u64>;

/// What was fetched for a question.
#[derive(Default)]
pub(super) struct Gathered {
    pub sample: Sample,
    /// How many quotes have these words, and how many of them are here.
    copies: FxHashMap<String, (u64, u64)>,
}

impl RemoteIndex {
    /// The index in memory.
    pub(super) fn index(&self, gathered: &Gathered, frequencies: &Frequencies) -> Result<Index, RemoteError> {
        let statistics = Statistics { frequencies: frequencies.clone(), ..Statistics::of(&self.facts) };
        let merged = MergedSpeakers::new(self.merged.clone());
        let built = gathered.sample.index(statistics, merged, Corrections { rows: self.people.clone() });
        Ok(built.map_err(crate::query::QueryError::from)?)
    }

    /// How often each of the words stands in quotes.
    pub(super) fn frequencies(&self, words: BTreeSet<RankedWord>) -> Result<Frequencies, RemoteError> {
        let queries: Vec<Value> = words
            .iter()
            .map(|(local, word)| of_kind(DocumentKind::Quote, vec![term(engine_field(local), word)]))
            .collect();
        let counts = self.engine.counts(&queries)?;
        Ok(words.into_iter().zip(counts).collect())
    }

    /// Adds the names that decide which speakers are meant.
    pub(super) fn add_names<'n>(
        &self,
        gathered: &mut Gathered,
        asked: impl IntoIterator<Item = &'n str>,
    ) -> Result<(), RemoteError> {
        for name in asked {
            let (words, keys) = deciding_names(name);
            let words = words.iter().map(|words| with_words(field::speaker, words));
            self.add_names_found(gathered, any(words.chain([terms(field::speaker_key, &keys)]).collect()))?;
            // What else quotes say of the same speakers: an office that only some name, or another name.
            let mut keys = meant_keys(&self.index(gathered, &Frequencies::default())?, name)?;
            keys.extend(gathered.sample.speaker_keys());
            for keys in keys.into_iter().collect::<Vec<_>>().chunks(TOGETHER) {
                self.add_names_found(gathered, terms(field::speaker_key, keys))?;
            }
        }
        Ok(())
    }

    /// Adds all names, for those that may have been meant; none when there are too many.
    pub(super) fn add_all_names(&self, gathered: &mut Gathered) -> Result<(), RemoteError> {
        match self.add_names_found(gathered, term(field::doc, DocumentKind::Name.name())) {
            Err(RemoteError::TooMany { found, .. }) => {
                self.note(format!("Names near to those asked for are not looked for among {found}."));
                Ok(())
            }
            done => done,
        }
    }

    fn add_names_found(&self, gathered: &mut Gathered, condition: Value) -> Result<(), RemoteError> {
        let query = of_kind(DocumentKind::Name, vec![condition]);
        for Fetched { seq, record, .. } in self.all_of("names", query, MOST_NAMES)? {
            gathered.sample.add_name(seq, &record).ok_or_else(|| self.engine.damaged())?;
        }
        Ok(())
    }

    /// Adds all topics, for those that may have been meant.
    pub(super) fn add_all_topics(&self, gathered: &mut Gathered) -> Result<(), RemoteError> {
        let query = of_kind(DocumentKind::Topic, Vec::new());
        for Fetched { seq, record, .. } in self.all_of("topics", query, MOST_NAMES)? {
            let row = topic_row(&record).ok_or_else(|| self.engine.damaged())?;
            gathered.sample.add_topic(seq, row.topic);
        }
        Ok(())
    }

    /// Adds all quotes that match.
    pub(super) fn add_quotes(&self, gathered: &mut Gathered, query: Value) -> Result<(), RemoteError> {
        let found = self.all_of("quotes", query, self.most)?;
        self.add_fetched(gathered, found)
    }

    /// Adds the best quotes that match, and returns how many match.
    pub(super) fn add_best(&self, gathered: &mut Gathered, query: Value, most: usize) -> Result<u64, RemoteError> {
        let (found, total) = self.engine.fetch(&Wanted::first(query, Order::Rank, most))?;
        self.add_fetched(gathered, found)?;
        Ok(total)
    }

    /// Adds quotes with the same words as those that are here.
    pub(super) fn add_copies(&self, gathered: &mut Gathered) -> Result<(), RemoteError> {
        let elsewhere = gathered.copies.iter().filter(|(_, (all, here))| here < all);
        let mut keys: Vec<String> = elsewhere.map(|(key, _)| key.clone()).collect();
        keys.sort_unstable();
        for keys in keys.chunks(TOGETHER) {
            self.add_quotes(gathered, of_kind(DocumentKind::Quote, vec![terms(field::words_key, keys)]))?;
        }
        Ok(())
    }

    /// Adds these articles with their texts; returns whether any of them is new.
    pub(super) fn add_texts(&self, gathered: &mut Gathered, articles: BTreeSet<String>) -> Result<bool, RemoteError> {
        let new: Vec<String> =
            articles.into_iter().filter(|id| !gathered.sample.has_text(id)).map(|id| article_key_text(&id)).collect();
        for keys in new.chunks(TOGETHER) {
            let query = of_kind(DocumentKind::Article, vec![terms(field::article_key, keys)]);
            let (found, _) = self.engine.fetch(&Wanted::all(query, keys.len()).of_articles())?;
            self.add_articles(gathered, found)?;
        }
        Ok(!new.is_empty())
    }

    /// Adds articles that were fetched.
    pub(super) fn add_articles(&self, gathered: &mut Gathered, found: Vec<Fetched>) -> Result<(), RemoteError> {
        for document in found {
            gathered.sample.add_article(&document.record).ok_or_else(|| self.engine.damaged())?;
        }
        Ok(())
    }

    /// Adds quotes that were fetched.
    pub(super) fn add_fetched(&self, gathered: &mut Gathered, found: Vec<Fetched>) -> Result<(), RemoteError> {
        for Fetched { seq, record, copies, words_key, .. } in found {
            let quote = SampledQuote::from_record(&record).ok_or_else(|| self.engine.damaged())?;
            if gathered.sample.quotes.insert(seq, quote).is_none() {
                let (all, here) = gathered.copies.entry(words_key).or_default();
                (*all, *here) = (copies, *here + 1);
            }
        }
        Ok(())
    }

    /// All documents that match, unless there are too many.
    fn all_of(&self, what: &'static str, query: Value, most: usize) -> Result<Vec<Fetched>, RemoteError> {
        let (found, total) = self.engine.fetch(&Wanted::all(query, most))?;
        if total > most as u64 {
            return Err(RemoteError::TooMany { what, found: total, most: most as u64 });
        }
        Ok(found)
    }
}

/// The articles whose texts decide how many sources a hit has.
pub(super) fn articles_to_compare<'h>(hits: impl IntoIterator<Item = &'h Hit>) -> BTreeSet<String> {
    let several = hits.into_iter().filter(|hit| hit.articles > 1);
    let articles = several.flat_map(|hit| {
        std::iter::once(&hit.quote.article).chain(hit.also_in.iter().map(|occurrence| &occurrence.article))
    });
    articles.map(|article| article.id.clone()).collect()
}
