//! Trains the recurrent network of [`crate::tag::neural`].
//!
//! Promises: one seed and the same data give the same bytes, on any number of threads.
//! Leaves out reading files: the callers bring text.

mod adam;
mod augment;
mod crf;
mod edits;
mod export;
mod gold;
mod layout;
mod lstm;
mod matrix;
mod model;
mod names;
mod random;
mod school;
mod settings;
mod trainer;
mod vectors;
mod verbs;

pub use export::export;
pub use gold::{GoldArticle, from_gold};
pub use model::{Dropout, Model};
pub use names::NamePool;
pub use settings::Settings;
pub use trainer::train;
pub use vectors::Vectors;
