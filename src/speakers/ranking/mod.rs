//! Who said it: the candidates for each attribution, what speaks for each, and a learned choice among them.
//!
//! An article is read once for what the places of its names tell ([`mentions`], [`article`]). Then its attributions are
//! taken in order ([`decide()`]): for each the [`candidates`] with a row of numbers each ([`evidence`], [`rows`]), scored by
//! a small network ([`ranker`]) that was learned from labelled news; a second one tells how far to trust the choice
//! ([`calibration`]). What was decided before is evidence for what comes ([`history`]).
//! Promises one decision for every attribution, in time linear in their number: each looks at so many candidates at most.
//! Leaves out how the speaker is shown: that is `resolve`.

mod article;
mod calibration;
mod candidate;
mod candidates;
mod decide;
mod evidence;
mod excluded;
mod history;
mod instance;
#[cfg(feature = "train")]
mod lessons;
mod mentions;
mod network;
mod ranker;
mod rows;
mod sample;
mod wide;

#[cfg(feature = "train")]
pub use lessons::{Answer, Outcome, Question, SpeakerTask, row_names, row_widths};
pub use ranker::Ranker;
#[cfg(feature = "train")]
pub use {
    network::{Bounds, Network},
    ranker::{Scorer, sigmoid, softmax},
};

pub(super) use article::ArticleContext;
pub(super) use candidate::Who;
pub(super) use decide::{Decided, decide};
