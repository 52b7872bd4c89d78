//! A document's tokens, labelled: which words are a source, a cue, a content.

mod label;
pub mod neural;

pub use label::{LABELS, Label, Role, labels_of, spans_of, without_edge_punctuation};
