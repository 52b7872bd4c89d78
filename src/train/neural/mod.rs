//! Trains the recurrent network of [`crate::tag::neural`].
//!
//! Promises: one seed, the same data and the same machine give the same bytes. One thread.
//! Leaves out reading files: the callers bring text.

mod adam;
mod crf;
mod export;
mod gold;
mod layout;
mod lstm;
mod matrix;
mod measure;
mod model;
mod random;
mod school;
mod trainer;
mod vectors;

pub use crf::best_labels;
pub use export::export;
pub use gold::{GoldArticle, from_gold};
pub use measure::{Counts, measure};
pub use model::{Dropout, Model};
pub use trainer::{Settings, train};
pub use vectors::Vectors;
