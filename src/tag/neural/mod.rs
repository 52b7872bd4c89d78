//! A small recurrent network that scores the labels of every token.
//!
//! A bidirectional LSTM (Hochreiter and Schmidhuber 1997) reads word vectors, endings, shapes and the state of the
//! quotation marks (`token_features`). A linear layer gives the scores, and a matrix has the transition scores between
//! labels (Lample et al. 2016). Pretrained vectors make unseen words similar to seen ones. The cells are small: input
//! and forget gate are coupled (`format`), and the activation functions are polynomials (`activation`).
//!
//! Guarantees the same scores for the same text and weights on every machine and at every SIMD level (integer products
//! and our own activation functions, `simd_matmul`), linear time and bounded memory, for any text. Choosing labels is
//! done in `tag::viterbi`, training in `train::neural`.

pub mod activation;
pub mod format;
mod gate_input_cache;
mod lstm;
mod network;
mod output;
mod shipped;
mod simd_matmul;
pub mod token_features;
mod vocabulary;

pub use network::Network;
#[cfg(feature = "train")]
pub use vocabulary::{Vocabulary, write_key};
