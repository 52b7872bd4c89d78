//! Answers questions from the index.
//!
//! Every question is a method of [`Index`](crate::index::Index): `search`, `count_by`, `who`, `speakers`, `topics`,
//! `show`, `stats`. The same index and question always give the same answer. A query that cannot be parsed is an error
//! with its place.

mod align;
mod answer;
mod article_join;
mod audit;
mod beyond_words;
mod candidates;
mod collector;
mod compile;
mod dates;
mod discrepancies;
mod doc_order;
mod enclosing;
#[cfg(feature = "remote")]
mod engine_json;
mod error;
mod exchange;
mod facets;
mod filter_clauses;
mod full_name;
mod gender;
mod grammar;
mod highlight;
mod hit_builder;
mod independent_sources;
mod leading;
mod lexer;
mod merged_speakers;
mod news;
mod occupations;
mod passage;
mod people_decisions;
mod phrase_match;
mod polarity;
mod quotation_clusters;
mod quotation_groups;
mod quoted_beside;
mod quoted_ranges;
mod record;
#[cfg(feature = "remote")]
mod remote_plan;
mod request;
mod results;
mod search;
mod selected_speakers;
mod selection;
mod show;
mod speaker_clustering;
mod speaker_directory;
mod speaker_identity;
mod speaker_lookup;
mod speaker_names;
mod speaker_occurrences;
mod speakers;
mod spelling_clusters;
mod statement_changes;
mod stats;
mod suggest;
mod terms;
mod timeline;
mod tokenized_text;
mod topic_expansion;
mod topics;
mod upper_bound;
mod verify;
mod who;

pub use crate::index::Settings;
pub use answer::{
    AlignedWord, Certainty, ConflictingAttribution, Discrepancy, DiscrepancyKind, Edit, FacetAnswer, FacetCount, Hit,
    ListedPeople, Match, Occurrence, SearchAnswer, ShownQuote, SpeakerCheck, SpeakerCount, SpeakerRow, Stats,
    Suggestion, TopicRow, TopicSpeaker, TopicSpeakers, Variant, Verdict, WhoAnswer,
};
pub use audit::{Audit, AuditBy, AuditCount, AuditGroup, AuditSpeaker, GenderBasis};
pub use error::QueryError;
pub use news::News;
pub use request::{Facet, Filters, Search, Sort};
pub use selection::{SelectedQuote, Selection};
pub use speaker_directory::SpeakerDirectory;
pub use speaker_names::{SpeakerName, SpeakerNames};
pub use statement_changes::{ChangeKind, StatementChange};
pub use timeline::{Comparison, ComparisonSide, Timeline, TimelineEntry};

pub use verify::{DraftQuotation, DraftStance, DraftVerdict, VerifiedQuotation};

#[cfg(feature = "remote")]
pub(crate) use engine_json::{
    any, of_kind, ranked, relaxed_searches, search as search_json, term, terms, topic, with_words,
};
#[cfg(feature = "remote")]
pub(crate) use exchange::{speaker_row, topic_row};
#[cfg(feature = "remote")]
pub(crate) use grammar::{QueryExpr, parse};
#[cfg(feature = "remote")]
pub(crate) use remote_plan::{
    RankedWord, asked_speakers, asked_topics, engine_field, phrase_words, ranked_words, who_plan,
};
#[cfg(feature = "remote")]
pub(crate) use speaker_lookup::{deciding_names, meant_keys};

#[cfg(test)]
pub(crate) mod fixture;
#[cfg(test)]
mod tests;
