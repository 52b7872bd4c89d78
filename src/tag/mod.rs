//! A document's tokens, labelled: which words are a source, a cue, a content.
//!
//! Two scorers: the small recurrent network of [`neural`], and wherever that is not sure, averaged with it, a linear-chain
//! conditional random field (Lafferty, McCallum, Pereira, ICML 2001) over the features of `features`.
//! Promises: any document gets labels, the same ones every time; nothing here fails or panics.
//! Leaves out which source said which content: that is `attribution`.

mod bucket;
mod chain;
mod facts;
mod features;
mod forms;
mod hash;
mod label;
mod linear;
mod marks;
pub mod neural;
mod places;
mod second;
mod tagger;
mod words;

pub use chain::{NEVER, ReadySteps, Sums, viterbi};
pub use facts::Facts;
pub use features::{EDGES, edge, features};
pub use forms::{Forms, lower_into};
pub use hash::{hash_bytes, mix};
pub use label::{LABELS, Label, Role, labels_of, spans_of, without_edge_punctuation};
pub use linear::{edges, first_scores, marginals};
pub use marks::{MarkFacts, MarkState, mark_facts};
pub use second::{FirstView, second_features};
pub use tagger::{Tagged, TaggedSpan, Tagger};
