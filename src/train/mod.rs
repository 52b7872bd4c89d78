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
mod rng;
mod run;
mod scheme;
mod speakers;
pub mod unseen;
mod words;

pub use corpus::{Corpus, gold_labels, read_articles, read_corpora, read_text};
pub use cues::cue_words;
pub use error::TrainError;
pub use folds::{FOLDS, folds};
pub use links::{Found, links};
pub use name_figures::{NameFigures, Share, named_speakers};
pub use names::{Marked, NameCorpus, learn_marked, learn_named, learn_names, read_marked};
pub use run::{Part, Places, Step, run};
pub use scheme::Scheme;
pub use speakers::{Finders, Learned, find_speakers, learn_speakers};
pub use words::read_words;
