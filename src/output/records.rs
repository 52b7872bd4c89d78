//! The answers as values of `serde`: the same fields as `--format json` prints, for programs that link the library.
//!
//! Each function borrows an answer of the library and gives something to serialise; the fields are documented in
//! `seeds/FORMATS.md`.

use serde::Serialize;

use super::contract::{
    ArticleQuotesRecord, FacetsRecord, PlacedQuoteRecord, SearchRecord, ShownRecord, SpeakersRecord, StatsRecord,
    TimelineRecord, TopicSpeakersRecord, TopicsRecord, WhoRecord,
};
use crate::article::Article;
use crate::query::{
    Facet, FacetAnswer, SearchAnswer, ShownQuote, SpeakerRow, Stats, Timeline, TopicRow, TopicSpeakers, WhoAnswer,
};
use crate::quote::Quote;

/// An article with its quotes, as `extract` prints it; with `explain`, each has its evidence.
pub fn article_quotes<'a>(article: &'a Article, quotes: &'a [Quote], explain: bool) -> impl Serialize + 'a {
    ArticleQuotesRecord::new(article, quotes, explain)
}

/// The quotes of an article, each with its evidence, its context, and the article without its text.
pub fn placed_quotes<'a>(article: &Article, quotes: &'a [Quote]) -> impl Serialize + use<'a> {
    PlacedQuoteRecord::of(article, quotes)
}

/// The answer of [`Index::search`](crate::Index::search).
pub fn search(answer: &SearchAnswer) -> impl Serialize + '_ {
    SearchRecord::from(answer)
}

/// The answer of [`Index::count_by`](crate::Index::count_by).
pub fn facets(answer: &FacetAnswer, facet: Facet) -> impl Serialize + '_ {
    FacetsRecord::new(answer, facet)
}

/// The answer of [`Index::who`](crate::Index::who).
pub fn who(answer: &WhoAnswer) -> impl Serialize + '_ {
    WhoRecord::from(answer)
}

/// The answer of [`Index::timeline`](crate::Index::timeline).
pub fn timeline(answer: &Timeline) -> impl Serialize + '_ {
    TimelineRecord::from(answer)
}

/// The answer of [`Index::speakers`](crate::Index::speakers): some of `total` speakers.
pub fn speakers(rows: &[SpeakerRow], total: usize) -> impl Serialize + '_ {
    SpeakersRecord::new(rows, total)
}

/// The answer of [`Index::topics`](crate::Index::topics): some of `total` topics.
pub fn topics(rows: &[TopicRow], total: usize) -> impl Serialize + '_ {
    TopicsRecord::new(rows, total)
}

/// The answer of [`Index::speakers_on`](crate::Index::speakers_on).
pub fn topic_speakers(answer: &TopicSpeakers) -> impl Serialize + '_ {
    TopicSpeakersRecord::from(answer)
}

/// The answer of [`Index::show`](crate::Index::show).
pub fn shown(answer: &ShownQuote) -> impl Serialize + '_ {
    ShownRecord::from(answer)
}

/// The answer of [`Index::stats`](crate::Index::stats).
pub fn stats(answer: &Stats) -> impl Serialize + '_ {
    StatsRecord::from(answer)
}
