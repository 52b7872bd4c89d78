//! What a user can ask, as values: nothing here knows the engine or the command line.

use jiff::civil::Date;

use crate::quote::{Kind, Polarity};

/// Which quotes count at all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filters {
    /// A name in any form, with titles or without, an alias, or an id.
    pub speaker: Option<String>,
    /// A topic.
    pub topic: Option<String>,
    /// Newspaper, agency or site.
    pub publisher: Option<String>,
    /// Words of the headline.
    pub title: Option<String>,
    /// Only these kinds; empty means all.
    pub kinds: Vec<Kind>,
    /// Only these: said, denied and so on; empty means all.
    pub polarities: Vec<Polarity>,
    /// First day that counts.
    pub since: Option<Date>,
    /// Last day that counts, the whole of it.
    pub until: Option<Date>,
    /// Least confidence, 0 to 1.
    pub min_confidence: f32,
    /// Whether attitudes (believes, wants) count beside statements.
    pub attitudes: bool,
}

/// The order of hits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best match first.
    #[default]
    Relevance,
    /// Latest article first; those without a date last.
    Newest,
    /// Earliest article first; those without a date last.
    Oldest,
}

/// One search.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// The query as typed: words, "phrases", -not, OR, prefix*, field:value. Empty means everything.
    pub query: String,
    /// What narrows it besides the query.
    pub filters: Filters,
    /// Order of hits.
    pub sort: Sort,
    /// How many hits to give; 0 gives none but still counts.
    pub limit: usize,
    /// How many to leave out at the beginning.
    pub offset: usize,
}

impl Default for Search {
    fn default() -> Self {
        Self { query: String::new(), filters: Filters::default(), sort: Sort::default(), limit: 20, offset: 0 }
    }
}

/// What quotations are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Who says it.
    Speaker,
    /// What it is about; a quotation may have several topics.
    Topic,
    /// Newspaper, agency or site.
    Publisher,
    /// Direct, mixed or indirect.
    Kind,
    /// Month of publication, in order.
    Month,
}

impl By {
    /// The word used in every format.
    pub fn name(self) -> &'static str {
        match self {
            By::Speaker => "speaker",
            By::Topic => "topic",
            By::Publisher => "publisher",
            By::Kind => "kind",
            By::Month => "month",
        }
    }
}
