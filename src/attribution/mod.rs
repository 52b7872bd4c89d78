//! Labels to attributions: which source and which content belong to which cue.

mod attribution;

pub use attribution::{Attribution, Found};
