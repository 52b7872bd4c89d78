//! The features of a candidate: one list for training and inference.
//!
//! They are the usual ones of mention ranking (Denis and Baldridge, 2008), with those that quotations add: who spoke
//! last, in whose content a source is, and the context of quotations without a cue. Distances are capped; a missing
//! distance is the cap plus ten. Any change here requires retraining.

mod adjacent;
mod cue_names;
mod description;
mod facts;
mod gender;
mod position;
mod shared;
mod sink;
mod source;
mod speech;
mod state;
mod view;

pub(super) use shared::instance_features;
pub(super) use sink::{FeatureNames, FeatureSink, RowWriter};
pub(super) use state::State;
pub(super) use view::InstanceView;
