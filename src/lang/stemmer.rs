//! Stemmers that a language can choose for the index.

/// A Snowball stemmer. The index knows which one of its engine's it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stemmer {
    /// "tariffs" and "tariff", "traded" and "trade".
    English,
}
