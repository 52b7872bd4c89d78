//! How well attributions are found: labelled articles against predictions.

mod gold;

pub use gold::{Attributed, GoldArticle, Predicted, Stretch};
