//! Training: from labelled articles to weights (cargo feature `train`).

mod corpus;
mod crf;
mod cues;
mod error;
pub mod fold_taggers;
mod folds;
mod link_examples;
mod linker;
mod name_figures;
mod name_projection;
mod names;
pub mod neural;
mod run;
mod scheme;
mod speakers;
mod word_class_table;
mod xorshift;

pub use error::TrainError;
pub use name_figures::Share;
pub use run::{Component, Progress, TrainingPaths, run};
pub use scheme::Scheme;
