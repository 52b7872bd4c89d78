//! From labelled articles to weights (cargo feature `train`).

mod corpus;
mod crf;
mod cues;
mod error;
mod folds;
mod linker;
mod links;
mod names;
pub mod neural;
pub mod parsed;
pub mod parts;
mod pronoun_lessons;
pub mod pronouns;
mod rng;
mod run;
mod scheme;
pub mod unseen;
mod words;

pub use corpus::{Corpus, gold_labels, read_articles, read_corpora, read_text};
pub use cues::cue_words;
pub use error::TrainError;
pub use folds::{FOLDS, folds};
pub use links::{Found, links};
pub use names::{learn_names, read_marked};
pub use pronoun_lessons::{Gold, Lesson, Shares};
pub use run::{Part, Places, Step, run};
pub use scheme::Scheme;
pub use words::read_words;
