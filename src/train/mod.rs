//! From labelled articles to weights (cargo feature `train`).

mod corpus;
mod crf;
mod cues;
mod error;
mod folds;
mod linker;
mod links;
mod name_figures;
mod name_projection;
mod names;
pub mod neural;
pub mod parsed;
pub mod parts;
mod pronoun_lessons;
pub mod pronouns;
mod rng;
mod run;
mod words;

pub use corpus::{gold_labels, read_articles, read_text};
pub use cues::cue_words;
pub use error::TrainError;
pub use folds::{FOLDS, folds};
pub use links::{Found, links};
pub use name_figures::{NameFigures, Share, named_speakers};
pub use names::{Marked, NameCorpus, learn_marked, learn_named, learn_names, read_marked};
pub use pronoun_lessons::{Gold, Lesson, Shares};
pub use run::{Part, Places, Step, run};
pub use words::read_words;
