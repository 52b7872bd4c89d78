//! What speaks for a candidate, as numbers: ONE list for training and for use.
//!
//! The evidence is that of mention ranking (Denis and Baldridge, 2008) with what quotations add: who spoke last, in whose
//! words a source stands, what stands around a quotation that names nobody. Distances are capped; where there is nothing
//! to measure they are the cap and ten more. A change of any number here needs new weights.

mod description;
mod facts;
mod gender;
mod place;
mod shared;
mod sink;
mod source;
mod speech;
mod state;
mod view;

pub(super) use shared::about_instance;
pub(super) use sink::{Filling, Names, Sink};
pub(super) use state::State;
pub(super) use view::View;
