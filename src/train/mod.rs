//! From labelled articles to weights (cargo feature `train`).

mod corpus;
mod crf;
mod cues;
mod error;
mod examples;
mod habits;
mod linker;
mod links;
mod names;
pub mod neural;
mod rng;
mod run;
mod words;

pub use corpus::{gold_labels, read_articles};
pub use crf::Settings;
pub use cues::cue_words;
pub use error::TrainError;
pub use links::{Found, links};
pub use names::{learn_names, read_marked};
pub use run::{Corpus, Places, SHIPPED, Step, learn, run};
pub use words::read_words;
