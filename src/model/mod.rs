//! Models: CRF weights, hash tables and word classes, SIMD dispatch, and the format of weights files.
//!
//! Every weights file has a kind, a version and a checksum. A file that is foreign, old or damaged is a [`ModelError`]
//! with advice. Training is in `train`.

mod crf_weights;
mod error;
mod hash_table;
mod header;
mod logit;
mod simd;
mod word_classes;

pub use crf_weights::{CrfWeights, FeatureWeights, Scores, Transitions};
pub use error::ModelError;
#[cfg(feature = "train")]
pub use hash_table::key_of;
pub use header::ModelHeader;
pub use logit::{candidate_probabilities, pack_weights, sigmoid, softmax, unpack_weights};
pub use simd::{Kernel, dispatch_simd};
pub use word_classes::{WordClass, WordClasses};
