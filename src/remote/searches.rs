//! Searches, counts and timelines: all that match is fetched, then asked again here.

use std::collections::BTreeSet;

use super::error::RemoteError;
use super::gathering::{Frequencies, Gathered, articles_to_compare};
use super::remote_index::RemoteIndex;
use crate::index::{DocumentKind, Index};
use crate::query::{
    Facet, FacetAnswer, Filters, Hit, QueryError, QueryExpr, Search, SearchAnswer, ShownQuote, Sort, Timeline, any,
    asked_speakers, asked_topics, of_kind, parse, ranked_words, relaxed_searches, search_json,
};

/// A question that is asked of an index in memory.
struct Question<'q, T> {
    ask: &'q dyn Fn(&Index) -> Result<T, QueryError>,
    /// Whether there is nothing in an answer.
    is_empty: fn(&T) -> bool,
    /// The articles whose texts the answer rests on.
    articles: fn(&T) -> BTreeSet<String>,
    /// Forgets what would be found without one of the filters.
    forget: fn(&mut T),
}

impl RemoteIndex {
    /// As [`Index::search`].
    pub(crate) fn search(&self, search: &Search) -> Result<SearchAnswer, RemoteError> {
        let question = Question {
            ask: &|index| index.search(search),
            is_empty: |answer: &SearchAnswer| answer.total == 0,
            articles: |answer| articles_to_compare(&answer.hits),
            forget: |answer| answer.without.clear(),
        };
        self.answer(search, &question)
    }

    /// As [`Index::search_with_articles`].
    pub(crate) fn search_with_articles(&self, search: &Search) -> Result<(SearchAnswer, Vec<ShownQuote>), RemoteError> {
        let question = Question {
            ask: &|index| index.search_with_articles(search),
            is_empty: |(answer, _): &(SearchAnswer, Vec<ShownQuote>)| answer.total == 0,
            articles: |(answer, _)| {
                let of_hits = answer.hits.iter().map(|hit: &Hit| hit.quote.article.id.clone());
                articles_to_compare(&answer.hits).into_iter().chain(of_hits).collect()
            },
            forget: |(answer, _)| answer.without.clear(),
        };
        self.answer(search, &question)
    }

    /// As [`Index::count_by`].
    pub(crate) fn count_by(&self, search: &Search, facet: Facet) -> Result<FacetAnswer, RemoteError> {
        let question = Question {
            ask: &|index| index.count_by(search, facet),
            is_empty: |answer: &FacetAnswer| answer.total == 0,
            articles: |_| BTreeSet::new(),
            forget: |answer| answer.without.clear(),
        };
        self.answer(search, &question)
    }

    /// As [`Index::timeline`].
    pub(crate) fn timeline(&self, search: &Search) -> Result<Timeline, RemoteError> {
        let question = Question {
            ask: &|index| index.timeline(search),
            is_empty: |answer: &Timeline| answer.total == 0,
            articles: |answer| articles_to_compare(answer.entries.iter().map(|entry| &entry.hit)),
            forget: |answer| answer.without.clear(),
        };
        self.answer(search, &question)
    }

    /// The answer of an index in memory over what can be part of it.
    fn answer<T>(&self, search: &Search, question: &Question<'_, T>) -> Result<T, RemoteError> {
        let expr = parse(&search.query)?;
        let mut gathered = Gathered::default();
        let speakers = search.filters.speaker.as_deref().into_iter().chain(asked_speakers(&expr));
        self.add_names(&mut gathered, speakers)?;
        let frequencies = match search.sort {
            Sort::Relevance => self.frequencies(ranked_words(&expr))?,
            Sort::Newest | Sort::Oldest => Frequencies::default(),
        };
        let names = self.index(&gathered, &frequencies)?;
        self.add_quotes(&mut gathered, search_json(&names, &expr, &search.filters)?)?;
        self.add_copies(&mut gathered)?;
        let mut index = self.index(&gathered, &frequencies)?;
        let mut answer = (question.ask)(&index)?;
        if (question.is_empty)(&answer) {
            let counted = self.add_for_explanation(&mut gathered, &names, &expr, &search.filters)?;
            index = self.index(&gathered, &frequencies)?;
            answer = (question.ask)(&index)?;
            if !counted {
                (question.forget)(&mut answer);
            }
        } else if self.add_texts(&mut gathered, (question.articles)(&answer))? {
            index = self.index(&gathered, &frequencies)?;
            answer = (question.ask)(&index)?;
        }
        Ok(answer)
    }

    /// Adds what tells why nothing was found: quotes that would be found without one of the filters, and names near to
    /// those asked for. Returns whether the quotes are all there.
    fn add_for_explanation(
        &self,
        gathered: &mut Gathered,
        names: &Index,
        expr: &QueryExpr,
        filters: &Filters,
    ) -> Result<bool, RemoteError> {
        for topic in asked_topics(expr, filters) {
            self.add_best(gathered, of_kind(DocumentKind::Quote, vec![topic]), 1)?;
            self.add_all_topics(gathered)?;
        }
        if filters.speaker.is_some() || !asked_speakers(expr).is_empty() {
            self.add_all_names(gathered)?;
        }
        let relaxed = relaxed_searches(names, expr, filters)?;
        match if relaxed.is_empty() { Ok(()) } else { self.add_quotes(gathered, any(relaxed)) } {
            Err(RemoteError::TooMany { found, .. }) => {
                self.note(format!("What would be found without a filter is not counted: it is among {found} quotes."));
                Ok(false)
            }
            added => added.map(|()| true),
        }
    }
}
