//! From labelled articles to weights (cargo feature `train`).

mod corpus;
mod crf;
mod error;
mod examples;
mod habits;
mod linker;
pub mod neural;
mod rng;
mod run;
mod words;

pub use corpus::{gold_labels, read_articles};
pub use crf::Settings;
pub use error::TrainError;
pub use run::{Corpus, SHIPPED, learn, run};
pub use words::read_words;
