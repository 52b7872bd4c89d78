//! What can be asked, as plain values that know neither the engine nor the command line.

use jiff::civil::Date;

use crate::quote::{Kind, Polarity};

/// Filters: which quotes are searched at all.
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
    /// Only these polarities (affirmed, denied and so on); empty means all.
    pub polarities: Vec<Polarity>,
    /// First day.
    pub since: Option<Date>,
    /// Last day, included.
    pub until: Option<Date>,
    /// Minimum confidence, 0 to 1.
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
    /// Filters in addition to the query.
    pub filters: Filters,
    /// Order of hits.
    pub sort: Sort,
    /// Number of hits to return; 0 returns none but still counts.
    pub limit: usize,
    /// Number of hits to skip.
    pub offset: usize,
}

impl Default for Search {
    fn default() -> Self {
        Self { query: String::new(), filters: Filters::default(), sort: Sort::default(), limit: 20, offset: 0 }
    }
}

/// What quotations are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Facet {
    /// The speaker.
    Speaker,
    /// The topic; a quotation may have several.
    Topic,
    /// Newspaper, agency or site.
    Publisher,
    /// Direct, mixed or indirect.
    Kind,
    /// Affirmed, denied, not said, hypothetical or disputed.
    Polarity,
    /// Month of publication, in calendar order.
    Month,
}

impl Facet {
    /// The word used in every format.
    pub fn name(self) -> &'static str {
        match self {
            Facet::Speaker => "speaker",
            Facet::Topic => "topic",
            Facet::Publisher => "publisher",
            Facet::Kind => "kind",
            Facet::Polarity => "polarity",
            Facet::Month => "month",
        }
    }
}
