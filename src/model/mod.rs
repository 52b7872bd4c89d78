//! The weights: layers, tables and classes of words, and the form of the files they are kept in.
//!
//! Every file of weights says who it is, of which version, and carries a checksum; one that is foreign, old or damaged
//! is a [`ModelError`] that names the cure. Leaves out how weights are learned: that is `train`.

mod error;
mod layer;
mod logit;
mod registers;
mod sealed;
mod table;
mod words;

pub use error::ModelError;
pub use layer::{Layer, Row, Scores, Steps};
pub use logit::{chances, pack_weights, unpack_weights};
pub use registers::{Work, in_widest_registers};
pub use sealed::Seal;
pub use table::{Table, key_of};
pub use words::{WordClass, Words};
