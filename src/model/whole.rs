//! The whole model: everything the tagger knows.

use super::habits::Habits;
use super::layer::Layer;
use super::words::Words;

/// Everything the tagger knows.
#[derive(Clone, Debug)]
pub struct Model {
    /// What made the weights, in words.
    pub made: String,
    /// Classes of words.
    pub words: Words,
    /// Habits of words.
    pub habits: Habits,
    /// The layer that reads the document.
    pub first: Layer,
    /// The layer that reads what the first one found as well.
    pub second: Option<Layer>,
    /// Added to the scores of beginning a source, a cue, a content before the best labelling is sought.
    pub boost: [f32; 3],
}
