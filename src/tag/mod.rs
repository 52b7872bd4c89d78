//! Document to labels.
mod label;
#[allow(missing_docs)]
mod tagger;
pub use label::{LABELS, Label, Role, labels_of, spans_of, without_edge_punctuation};
pub use tagger::TaggedSpan;
