//! Trains the recurrent network of [`crate::tag::neural`].
//!
//! Guarantees the same bytes for the same seed and data, on any number of threads. Callers read the files.

mod adam;
mod augment;
mod crf;
mod edits;
mod export;
mod gold;
mod lstm;
mod matrix;
mod model;
mod name_pool;
mod settings;
mod splitmix;
mod trainer;
mod training_data;
mod vectors;
mod verb_synonyms;
mod weight_layout;

pub use export::export;
pub use gold::from_gold;
pub use name_pool::NamePool;
pub use settings::Settings;
pub use trainer::train;
pub use vectors::Vectors;
