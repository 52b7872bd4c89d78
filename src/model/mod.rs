//! The weights: what a trained tagger knows, and the file it is kept in.

mod error;
mod file;
mod habits;

mod layer;
mod shipped;
mod table;
mod whole;
mod words;

pub use error::ModelError;
pub use habits::{Habit, Habits};
pub use layer::{Layer, Row, Scores, Steps};
pub use table::{Table, key_of};
pub use whole::Model;
pub use words::{WordClass, Words};
