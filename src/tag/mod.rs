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

#[cfg(feature = "train")]
pub use crf::{FORBIDDEN, ForwardBackward, legal_transitions};
pub use crf::{PreparedTransitions, viterbi};
pub use hash::{hash_bytes, mix};
pub use label::{LABELS, Label, Role, without_edge_punctuation};
#[cfg(feature = "train")]
pub use label::{labels_of, spans_of};
pub use surface_features::SurfaceFeatures;
pub use tagger::{Tagged, TaggedSpan, Tagger};
