//! Ranks the candidate speakers of each attribution.
//!
//! Properties of the names are computed once per article ([`mentions`], [`article`]). The attributions are then decided
//! in order ([`decide()`]): the [`candidates`] of each get a row of features ([`features`], [`rows`]), which a small
//! network learned from labelled news scores ([`ranker`]). A second one estimates how far to trust the choice
//! ([`calibration`]). Earlier decisions are features of later ones ([`history`]). Guarantees one decision for every
//! attribution, in time linear in their number, since the number of candidates is limited. How speakers are presented
//! is decided in `resolve`.

mod adjustments;
mod article;
mod batched_networks;
mod calibration;
mod candidate;
mod candidates;
mod decide;
mod excluded;
mod features;
mod history;
mod instance;
mod mentions;
mod name_form;
mod network;
mod noun_phrases;
mod ranker;
mod rows;
mod sample;
#[cfg(feature = "train")]
mod training;

pub use ranker::Ranker;
#[cfg(feature = "train")]
pub use training::{RankingInstance, RankingOutcome, RankingOutput, SpeakerTask, row_widths};
#[cfg(feature = "train")]
pub use {
    network::{Bounds, Network},
    ranker::Scorer,
};

pub(super) use article::ArticleContext;
pub(super) use candidate::Referent;
pub(super) use decide::{SpeakerDecision, decide};

#[cfg(test)]
pub(super) mod marked;
