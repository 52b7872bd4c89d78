//! Trains the ranker of `speakers`.
//!
//! Each article is used twice, with its labelled attributions and with those the tagger finds, so that the ranker
//! learns when to distrust a source. In the first round the history has the labelled speakers; in the second, the
//! decisions of first-round models that have not seen the publisher, so that probabilities are calibrated. Finally the
//! calibration network is trained on decisions about unseen articles.

mod articles;
mod fit;
mod learn;

pub use learn::{FoldModels, find_speakers, learn_speakers};
