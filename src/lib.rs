//! quotedex reads news articles, finds who said what, and answers questions about it from a full-text index.
//!
//! ```text
//!  bytes ─ read ─▶ Article ─ text ─▶ Document ─ tag ─▶ spans ─ attribution ─▶ Attribution
//!                                                                                │ speakers, topics
//!  answer ◀─ output ─ Hit ◀─ query ─ index (Tantivy) ◀───────────── Quote ◀──────┘
//! ```
//!
//! Two wings with one hinge. The left wing extracts: bytes become [`Quote`] records, by functions that cannot fail once
//! an article is read. The right wing answers: records become hits. The hinge is the [`Quote`]; the wings do not know
//! each other, except for the door to everything that depends on a language, [`lang`]. The whole flow of extraction
//! stands in one short function in `extract.rs`.
//!
//! # Where is X decided?
//!
//! | question | place |
//! |---|---|
//! | how files become articles | [`read`] |
//! | which format a file has | `read/source.rs`, `read/sniff.rs` |
//! | which part of a web page is its article | `read/html` |
//! | which day a date means | `read/date` |
//! | tokens, sentences, paragraphs, paired quotation marks | [`text`] |
//! | which words are a source, a cue, a content | [`tag`], with the weights in [`model`] |
//! | which source and which content belong to which cue | [`attribution`] |
//! | transcripts, signed quotations, quoting headlines | `attribution/layout.rs` |
//! | quotations without a reporting clause | `attribution/uncued.rs`; their speakers: `speakers/ranking` |
//! | which rules correct the learned links | `attribution/rules.rs` |
//! | names in quotation marks that are no quotations | `attribution/non_quotations.rs` |
//! | sources that the tagger missed or cut short | `attribution/recover_source.rs`, `attribution/complete_source_name.rs` |
//! | contents of "never said", "denied that" | `attribution/negated_saying.rs`, `attribution/denied_clauses.rs` |
//! | direct, mixed or indirect | `attribution/content.rs` |
//! | statement or attitude | `attribution/attribution_type.rs` |
//! | affirmed, denied, not said, hypothetical or disputed | `attribution/polarity` |
//! | the confidence of a quote | `speakers/ranking/calibration.rs`; of its spans alone: `attribution/confidence.rs` |
//! | where a name begins and ends | `speakers/names.rs`, `speakers/name_spans.rs` |
//! | whether a name is a person, an organisation or a place | `speakers/recogniser.rs`, `speakers/org_context.rs` |
//! | which names are one entity | `speakers/entities.rs` |
//! | who said it: "she", "the minister", "Smith", nobody named | `speakers/ranking`: candidates, features, learned weights |
//! | which speakers are on the user's own list of people | `speakers/people_match.rs` |
//! | what a quotation is about | [`topics`], with the tables in [`lexicon`] |
//! | the order of all these | `extract.rs`; for English: `lang/english.rs` |
//! | which language an article is in, and what happens to languages other than English | [`lang`] |
//! | what a record holds, and its version | [`Quote`], `RECORD_VERSION` in `quote.rs` |
//! | which fields the index has, how words are folded | `index/schema.rs`, `index/fold.rs` |
//! | which files are skipped as unchanged, which articles are the same | `index/files.rs`, `index/dedup.rs` |
//! | what an update does with each incoming article | `index/uncommitted.rs`, `index/update.rs` |
//! | which segments are merged, and how much at once | `index/merge_policy.rs` |
//! | how articles get from files into the index | `cli/index.rs`, `cli/ingest.rs`, `cli/pipeline.rs` |
//! | one speaker or two, across articles | `query/speaker_clustering.rs`, `query/occupations.rs`, `query/spelling_clusters.rs` |
//! | which speakers a typed name means; who has several spellings | `query/speaker_lookup.rs`, `query/merged_speakers.rs` |
//! | what a query may say | `query/grammar.rs` |
//! | which topics a typed topic means | `query/topic_expansion.rs` |
//! | verbatim, close, reported, a reporter's own words, or nobody's | `query/phrase_match.rs` |
//! | the verdict on words that were denied or never said | `query/polarity.rs` |
//! | which differing numbers and negations give a warning | `query/discrepancies.rs` |
//! | which quotes are compared with a phrase | `query/candidates.rs`, `query/upper_bound.rs` |
//! | which quotations are one, how agreement counts | `query/quotation_clusters.rs`, `query/hit_builder.rs` |
//! | which articles are copies of one text | `query/independent_sources.rs` |
//! | whether a quotation of a draft is right | `query/verify.rs`; where it stands: `cli/draft_places.rs` |
//! | where a statement differs from an earlier one | `query/statement_changes.rs`, `query/timeline.rs` |
//! | what is new to a watch, and what it has told | `query/news.rs`, `index/watches.rs` |
//! | which quote a correction is about, and what it does | `index/corrections.rs`; the table: `cli/corrections_table.rs` |
//! | which names the user took for one or for two | `query/people_decisions.rs` |
//! | whose words are counted, and what tells a gender | `query/audit.rs`, `query/gender.rs` |
//! | how quotations are cited, and linked to on their page | `output/citation` |
//! | what an assistant may ask | `cli/mcp` |
//! | what the pages show, and who may ask for them | `cli/serve/pages`; `cli/serve/guard.rs` |
//! | which words before and behind a phrase turn its meaning | `query/beyond_words.rs` |
//! | what a search shows first | `index/document.rs` (`display_rank`), `query/doc_order.rs` |
//! | how records are stored; what needs a new version | `index/stored.rs`, `index/stored_json.rs`, `index/stored_format.rs` |
//! | which table of people and which options an index stores | `index/people_table.rs`, `index/settings.rs` |
//! | which data folder is current, is ours, is deleted | `index/data_dir.rs`, `index/marker.rs`, `index/cleanup.rs` |
//! | which articles the user removed; which files are missing | `index/removed_articles.rs`, `index/missing_files.rs` |
//! | whether an index is damaged, and may still answer | `index/integrity.rs`, `index/checksum_task.rs` |
//! | limits for a single article | `read/limits.rs` |
//! | how much of a quotation is shown, and where it is split | `output/quotation.rs` |
//! | what an answer looks like on a terminal | [`output`] |
//! | how an index goes to another engine, in which fields | `index/exchange`, `query/exchange.rs` |
//! | what is asked of an engine on another machine, and judged here | `remote`, `query/remote_plan.rs`, `query/engine_json.rs` |
//! | which fields programs get, under which names | `output/contract`; as values of `serde`: `output/records.rs` |
//! | what Python gets | `python/src/lib.rs`, a crate of its own |
//! | what an export contains, and in which order | `query/selection.rs`; its speakers: `query/selected_speakers.rs` |
//! | which tables there are, with which columns | `tables/schema.rs`; how they are filled: `tables/rows.rs` |
//! | how tables are written, and put in place | `output/tables`; `cli/export_files.rs` |
//! | arguments; exit codes and hints | `cli/args`, `cli/help.rs`; `cli/error.rs` |
//! | how accuracy is measured | [`evaluate`] |
//! | how the weights are learned | `train` (cargo feature) |
//!
//! # Terms
//!
//! | term | meaning |
//! |---|---|
//! | source, cue, content | who says it, the words that say that it is said ("told", "according to"), and what is said |
//! | attribution | one content with its cue and source, in one article |
//! | direct, mixed, indirect | the content is quoted as a whole, in part, or reported without quotation marks |
//! | quote | an attribution as a record, with its speaker: [`Quote`] |
//! | statement | the same words by the same speaker, in however many articles; what a search counts |
//! | occurrence | a statement in one article; a variant has other words, or fewer |
//! | independent source | all articles that are copies of one text count as one |
//! | polarity | said, denied, not said, only supposed, or repeated to be refuted |
//! | stamp | a digest of everything besides the article that decides its quotes: options, people, language |
//! | snapshot | what an index contained at its last commit, as a writer sees it |
//!
//! # Using the library
//!
//! ```
//! use quotedex::{Article, Extractor};
//!
//! let article = Article::new("a", "“The tide waits for nobody,” harbour master Ann Smith said on Monday.");
//! for quote in Extractor::new()?.extract(&article) {
//!     println!("{}: {}", quote.speaker_name(), quote.text);
//! }
//! # Ok::<(), quotedex::ModelError>(())
//! ```
//!
//! Nothing outside of [`cli`] prints, exits or reads the environment.
#![cfg_attr(not(feature = "cli"), allow(dead_code, unused_imports, reason = "used by parts that are left out"))]

mod article;
#[cfg(feature = "extract")]
mod letters;
mod lexicon;
mod quote;
mod span;

#[cfg(feature = "extract")]
#[cfg_attr(not(feature = "train"), allow(dead_code, reason = "training writes what is read here"))]
mod attribution;
#[cfg(feature = "extract")]
mod extract;
#[cfg(feature = "extract")]
mod lang;
#[cfg(feature = "extract")]
mod language;
#[cfg(feature = "extract")]
#[cfg_attr(not(feature = "train"), allow(dead_code, reason = "training writes what is read here"))]
mod model;
#[cfg(feature = "extract")]
#[cfg_attr(not(feature = "train"), allow(dead_code, reason = "training writes what is read here"))]
mod speakers;
#[cfg(feature = "extract")]
#[cfg_attr(not(feature = "train"), allow(dead_code, reason = "training writes what is read here"))]
mod tag;
#[cfg(feature = "extract")]
mod text;
#[cfg(feature = "extract")]
mod topics;

#[cfg(feature = "read")]
pub mod read;

#[cfg(feature = "index")]
mod index;
#[cfg(feature = "index")]
pub mod query;
#[cfg(feature = "index")]
pub mod tables;

#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(any(feature = "cli", feature = "python"))]
#[cfg_attr(not(feature = "train"), allow(dead_code, reason = "training measures more"))]
mod evaluate;
#[cfg(any(feature = "cli", feature = "python"))]
mod output;
#[cfg(feature = "remote")]
mod remote;
#[cfg(feature = "train")]
mod train;

pub use article::{Article, ArticleRef, DateSource};
#[cfg(feature = "extract")]
pub use extract::{ArticleQuotes, Extractor};
#[cfg(feature = "index")]
pub use index::{Index, IndexError, Put, Update};
#[cfg(feature = "extract")]
pub use language::{LanguageChoice, LanguageCode, UnknownLanguage};
#[cfg(feature = "extract")]
pub use model::ModelError;
#[cfg(feature = "python")]
pub use output::records;
#[cfg(feature = "index")]
pub use query::{Filters, Hit, QueryError, Search, WhoAnswer};
pub use quote::{
    AttributionPattern, AttributionType, Evidence, Kind, MachineAnswer, Polarity, Quote, Speaker, SpeakerCandidate,
    SpeakerKind,
};
pub use span::Span;
#[cfg(feature = "extract")]
pub use speakers::{Clash, People, Person};

/// What the tests and benches of this crate look at besides: no part of its interface, and free to change.
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod internals {
    pub use crate::attribution::{Attribution, Weights, attribute};
    pub use crate::evaluate::{Figures, GoldArticle, PredictedArticle, Tally, records, score};
    pub use crate::index::{EXACT, STEM, register_analyzers};
    pub use crate::quote::quote_id;
    pub use crate::speakers::Resolver;
    pub use crate::tag::Tagger;
    pub use crate::tag::neural::Network;
    pub use crate::text::Document;
    pub use crate::topics::Topics;
}
