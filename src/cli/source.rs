//! Where answers come from: the index here, or one on another machine. Commands need not know which.

use super::args::RemoteArgs;
use super::context::Context;
use super::error::CliError;
use crate::index::Index;
use crate::query::{
    Facet, FacetAnswer, Filters, QueryError, Search, SearchAnswer, ShownQuote, SpeakerRow, Suggestion, Timeline,
    TopicRow, TopicSpeakers, WhoAnswer,
};
#[cfg(feature = "remote")]
use crate::remote::{RemoteError, RemoteIndex, RemoteSettings};

/// The variable of the environment with the key for a server. It stands nowhere else: other users of this computer can
/// read command lines.
#[cfg(feature = "remote")]
const KEY: &str = "QUOTEDEX_REMOTE_KEY";

/// An index to ask.
pub(super) enum Source {
    /// On this computer.
    Here(Box<Index>),
    /// In an engine on another one.
    #[cfg(feature = "remote")]
    Elsewhere(Box<RemoteIndex>),
}

/// The answer of whichever index there is.
macro_rules! ask {
    ($source:expr, $query:expr, $index:ident => $answer:expr) => {
        match $source {
            Source::Here($index) => $answer.map_err(|error| in_query($query, error)),
            #[cfg(feature = "remote")]
            Source::Elsewhere($index) => $answer.map_err(|error| of_remote($query, error)),
        }
    };
}

impl Source {
    /// The index that the arguments name.
    pub(super) fn open(context: &Context, args: &RemoteArgs) -> Result<Self, CliError> {
        match &args.remote {
            None => Ok(Self::Here(Box::new(context.index()?))),
            Some(url) => elsewhere(url, args),
        }
    }

    pub(super) fn search(&self, search: &Search) -> Result<SearchAnswer, CliError> {
        ask!(self, &search.query, index => index.search(search))
    }

    /// The hits of a search, and each with its article.
    pub(super) fn search_with_articles(&self, search: &Search) -> Result<(SearchAnswer, Vec<ShownQuote>), CliError> {
        ask!(self, &search.query, index => index.search_with_articles(search))
    }

    pub(super) fn count_by(&self, search: &Search, facet: Facet) -> Result<FacetAnswer, CliError> {
        ask!(self, &search.query, index => index.count_by(search, facet))
    }

    pub(super) fn timeline(&self, search: &Search) -> Result<Timeline, CliError> {
        ask!(self, &search.query, index => index.timeline(search))
    }

    pub(super) fn who(&self, phrase: &str, filters: &Filters, limit: usize) -> Result<WhoAnswer, CliError> {
        ask!(self, phrase, index => index.who(phrase, filters, limit))
    }

    pub(super) fn who_or_nearest(&self, phrase: &str, filters: &Filters, limit: usize) -> Result<WhoAnswer, CliError> {
        ask!(self, phrase, index => index.who_or_nearest(phrase, filters, limit))
    }

    pub(super) fn speakers(
        &self,
        name: Option<&str>,
        limit: usize,
        offset: usize,
    ) -> Result<(Vec<SpeakerRow>, usize, Vec<Suggestion>), CliError> {
        ask!(self, "", index => index.speakers(name, limit, offset))
    }

    pub(super) fn topics(&self, limit: usize, offset: usize) -> Result<(Vec<TopicRow>, usize), CliError> {
        ask!(self, "", index => index.topics(limit, offset))
    }

    pub(super) fn speakers_on(&self, asked: &str, limit: usize, offset: usize) -> Result<TopicSpeakers, CliError> {
        ask!(self, "", index => index.speakers_on(asked, limit, offset))
    }

    /// Tells on standard error what the answers leave out.
    pub(super) fn tell_limits(&self, context: &Context) {
        match self {
            Self::Here(_) => {}
            #[cfg(feature = "remote")]
            Self::Elsewhere(index) => index.notes().iter().for_each(|note| context.note(note)),
        }
        #[cfg(not(feature = "remote"))]
        let _ = context;
    }
}

#[cfg(feature = "remote")]
fn elsewhere(url: &str, args: &RemoteArgs) -> Result<Source, CliError> {
    let settings = RemoteSettings {
        url: url.to_owned(),
        index: args.remote_index.clone(),
        key: std::env::var(KEY).ok().filter(|key| !key.is_empty()),
        most: args.remote_most,
        timeout: std::time::Duration::from_secs(args.remote_timeout),
    };
    let index = RemoteIndex::open(&settings).map_err(CliError::from)?;
    Ok(Source::Elsewhere(Box::new(index)))
}

#[cfg(not(feature = "remote"))]
fn elsewhere(_url: &str, _args: &RemoteArgs) -> Result<Source, CliError> {
    Err(CliError::built_without_remote())
}

fn in_query(query: &str, error: QueryError) -> CliError {
    CliError::in_query(query, &error)
}

#[cfg(feature = "remote")]
fn of_remote(query: &str, error: RemoteError) -> CliError {
    match error {
        RemoteError::Query(error) => in_query(query, error),
        error => error.into(),
    }
}
