//! Who said this: quotes with all words of a phrase, and the best of those with some, judged here.

use std::collections::BTreeSet;

use super::engine::{Order, Wanted};
use super::error::RemoteError;
use super::gathering::{Gathered, articles_to_compare};
use super::remote_index::RemoteIndex;
use crate::index::{DocumentKind, Index};
use crate::query::{Filters, Match, QueryError, WhoAnswer, of_kind, phrase_words, ranked, who_plan};

/// Of more quotes with some of the words only the best are judged.
const MOST_WITH_WORDS: usize = 2000;
/// Of too many quotes with all words only the earliest are judged.
const MOST_VERBATIM: usize = 5000;
/// The most articles whose own words are looked at.
const MOST_PASSAGES: usize = 200;

impl RemoteIndex {
    /// As [`Index::who`].
    pub(crate) fn who(&self, phrase: &str, filters: &Filters, limit: usize) -> Result<WhoAnswer, RemoteError> {
        self.judged(phrase, filters, &|index| index.who(phrase, filters, limit))
    }

    /// As [`Index::who_or_nearest`].
    pub(crate) fn who_or_nearest(
        &self,
        phrase: &str,
        filters: &Filters,
        limit: usize,
    ) -> Result<WhoAnswer, RemoteError> {
        self.judged(phrase, filters, &|index| index.who_or_nearest(phrase, filters, limit))
    }

    fn judged(
        &self,
        phrase: &str,
        filters: &Filters,
        ask: &dyn Fn(&Index) -> Result<WhoAnswer, QueryError>,
    ) -> Result<WhoAnswer, RemoteError> {
        let mut gathered = Gathered::default();
        self.add_names(&mut gathered, filters.speaker.as_deref())?;
        let frequencies = self.frequencies(phrase_words(phrase))?;
        let names = self.index(&gathered, &frequencies)?;
        if let Some(plan) = who_plan(&names, phrase, filters)? {
            let of_quotes = |query| {
                let demands = std::iter::once(query).chain(plan.demands.iter().cloned());
                of_kind(DocumentKind::Quote, demands.collect())
            };
            self.add_verbatim(&mut gathered, of_quotes(plan.verbatim))?;
            for query in plan.ranked {
                self.add_candidates(&mut gathered, query, &plan.demands)?;
            }
            self.add_passages(&mut gathered, plan.passages)?;
            match self.add_copies(&mut gathered) {
                Err(RemoteError::TooMany { found, .. }) => {
                    self.note(format!("Of {found} quotes with the words of one, not all were counted."));
                }
                added => added?,
            }
        }
        let mut index = self.index(&gathered, &frequencies)?;
        let mut answer = ask(&index)?;
        let unknown = filters.speaker.is_some() && !answer.suggestions_are_settled();
        if unknown {
            self.add_all_names(&mut gathered)?;
        }
        if self.add_texts(&mut gathered, compared(&answer))? || unknown {
            index = self.index(&gathered, &frequencies)?;
            answer = ask(&index)?;
        }
        Ok(answer)
    }

    /// Quotes with all words: all of them, or the earliest, of which an answer takes the first.
    fn add_verbatim(&self, gathered: &mut Gathered, query: serde_json::Value) -> Result<(), RemoteError> {
        match self.add_quotes(gathered, query.clone()) {
            Err(RemoteError::TooMany { found, .. }) => {
                let most = MOST_VERBATIM.min(self.most);
                self.note(format!("Of {found} quotes with all of the words, the {most} earliest were compared."));
                let (found, _) = self.engine.fetch(&Wanted::first(query, Order::Day, most))?;
                self.add_fetched(gathered, found)
            }
            added => added,
        }
    }

    /// Quotes with some of the words: all of them, or the best.
    fn add_candidates(
        &self,
        gathered: &mut Gathered,
        query: serde_json::Value,
        demands: &[serde_json::Value],
    ) -> Result<(), RemoteError> {
        let query = ranked(DocumentKind::Quote, query, demands.to_vec());
        let most = MOST_WITH_WORDS.min(self.most);
        let found = self.add_best(gathered, query, most)?;
        if found > most as u64 {
            self.note(format!("Of {found} quotes with some of the words, the {most} best were compared."));
        }
        Ok(())
    }

    /// The earliest articles that have the words themselves.
    fn add_passages(&self, gathered: &mut Gathered, query: serde_json::Value) -> Result<(), RemoteError> {
        let wanted = Wanted::first(query, Order::Day, MOST_PASSAGES).of_articles();
        let (found, _) = self.engine.fetch(&wanted)?;
        self.add_articles(gathered, found)
    }
}

impl WhoAnswer {
    /// Whether other names would not be offered whatever names there are: the speaker asked about said it.
    fn suggestions_are_settled(&self) -> bool {
        self.check == Some(crate::query::SpeakerCheck::Yes)
    }
}

/// The articles whose texts decide how many sources a match has.
fn compared(answer: &WhoAnswer) -> BTreeSet<String> {
    articles_to_compare(answer.matches.iter().chain(&answer.nearest).map(|found: &Match| &found.hit))
}
