//! The tagger: labels each token as part of a source, a cue or a content, or as outside.
//!
//! The recurrent network of [`neural`] scores the labels of each token, and the linear chain (`crf`) finds the best
//! labelling. Guarantees labels for any document, always the same ones, without errors or panics. Which source said
//! which content is decided in `attribution`.

mod crf;
mod hash;
mod label;
pub mod neural;
mod surface_features;
mod tagger;

pub use crf::{FORBIDDEN, ForwardBackward, PreparedTransitions, legal_transitions, viterbi};
pub use hash::{hash_bytes, mix};
pub use label::{LABELS, Label, Role, labels_of, spans_of, without_edge_punctuation};
pub use surface_features::SurfaceFeatures;
pub use tagger::{Tagged, TaggedSpan, Tagger};
