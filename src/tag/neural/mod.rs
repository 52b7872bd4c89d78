//! A small recurrent network that scores every token for every label.
//!
//! Two directions of long short-term memory (Hochreiter and Schmidhuber 1997) read word vectors, endings, shapes and the
//! state of the quotation marks (`input`); a linear layer gives the scores, a table of transitions between labels goes
//! with them (Lample et al. 2016). By its vectors an unseen word is known to be like a seen one. Its cells are lean: one gate
//! lets in what the other forgets (`format`), and their curves are made of products and sums (`curve`).
//!
//! Promises: the same text and weights give the same scores on every machine (whole-number products, and curves
//! of our own), in whatever lanes the machine has (`lanes`); time is linear in the text and memory bounded;
//! any text at all is accepted.
//! Leaves out: choosing labels (`tag::viterbi`), and training (`train::neural`).

pub mod curve;
pub mod format;
pub mod input;
mod lanes;
mod layer;
mod network;
mod output;
mod shipped;
mod vocabulary;
mod words;

pub use network::Network;
pub use vocabulary::{Vocabulary, write_key};
