//! A small recurrent network that scores every token for every label.
//!
//! It stands beside the linear tagger and is averaged with it: the linear one knows the words it has seen, this one
//! knows by word vectors which unseen word is like a seen one. Two directions of long short-term memory (Hochreiter
//! and Schmidhuber 1997) read word vectors, endings, shapes and the state of the quotation marks (`input`); a linear
//! layer gives the scores, a table of transitions between labels goes with them (Lample et al. 2016).
//!
//! Promises: the same text and weights give the same scores on every machine (whole-number products, and elementary
//! functions of our own), in whatever lanes the machine has (`lanes`); time is linear in the text and memory bounded;
//! any text at all is accepted.
//! Leaves out: choosing labels (Viterbi belongs to the linear tagger), and training (`train::neural`).

pub mod curve;
pub mod format;
pub mod input;
mod lanes;
mod layer;
mod network;
mod output;
mod shipped;
mod vocabulary;

pub use network::Network;
pub use vocabulary::{Vocabulary, write_key};
