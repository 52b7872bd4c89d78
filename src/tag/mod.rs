//! A document's tokens, labelled: which words are a source, a cue, a content.
//!
//! The small recurrent network of [`neural`] scores the labels of each token, and the best labelling is sought over the
//! chain of them (`chain`).
//! Promises: any document gets labels, the same ones every time; nothing here fails or panics.
//! Leaves out which source said which content: that is `attribution`.

mod chain;
mod forms;
mod hash;
mod label;
pub mod neural;
mod tagger;

pub use chain::{NEVER, ReadySteps, Sums, legal_steps, viterbi};
pub use forms::Forms;
pub use hash::{hash_bytes, mix};
pub use label::{LABELS, Label, Role, labels_of, spans_of, without_edge_punctuation};
pub use tagger::{Tagged, TaggedSpan, Tagger};
