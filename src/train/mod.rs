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

pub use corpus::{Corpus, gold_labels, read_articles, read_corpora, read_text};
pub use cues::cue_words;
pub use error::TrainError;
pub use folds::{FOLDS, folds};
pub use link_examples::{FoundSpans, learn_from_articles};
pub use name_figures::{NameFigures, Share, named_speakers};
pub use names::{NameCorpus, SilverName, learn_from_silver, learn_names, learn_with_speakers, read_silver_names};
pub use run::{Component, Progress, TrainingPaths, run};
pub use scheme::Scheme;
pub use speakers::{FoldModels, TrainedSpeakers, find_speakers, learn_speakers};
pub use word_class_table::read_words;
