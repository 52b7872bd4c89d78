//! Learning who said it: the weights of `speakers`' ranker.
//!
//! Each article is read twice, as it is labelled and as the tagger finds it, so that the ranker learns when to distrust a
//! source. In a first round what was decided before is what is labelled; the second learns from what the first decides in
//! articles of publishers that it has not seen, so that its probabilities are honest. Last the network is fitted that tells
//! how far to trust a decision, on decisions about unseen articles.

mod articles;
mod fit;
mod learn;

pub use learn::{Finders, Learned, find_speakers, learn_speakers};
