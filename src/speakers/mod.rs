//! Attributions to speakers: the person or body that a reader would name.
//!
//! Reads the whole article once for its names ([`names`]) and joins them to entities ([`entities`]) with their roles
//! ([`roles`]). Then a learned ranking ([`ranking`]) chooses for each attribution, in order, among all who may be its
//! speaker. What the user lists ([`People`]) decides over all of it ([`listed`]).
//! Promises one speaker for every attribution, never a name the article does not hold, in time linear in its length.
//! Leaves out knowledge of the world: who the mayor of a town is stays unknown unless the article says so.

mod affiliation;
mod bearers;
mod bodies_in_context;
mod entities;
mod entity;
mod facts;
mod forms;
mod gender;
mod listed;
mod name;
mod name_evidence;
mod name_extents;
mod name_words;
mod names;
mod nouns;
mod offices;
mod people;
mod ranking;
mod ranks;
mod recogniser;
mod resolve;
mod role_before;
mod roles;
mod salience;
mod stretches;

#[cfg(feature = "train")]
pub use bearers::entity_names;
pub use entity::speaker_id;
#[cfg(feature = "train")]
pub(crate) use name::fold;
pub use name_evidence::NameEvidence;
pub use people::{Clash, People, Person};
pub use ranking::Ranker;
#[cfg(feature = "train")]
pub use ranking::{
    Answer, Bounds, Network, Outcome, Question, Scorer, SpeakerTask, row_names, row_widths, sigmoid, softmax,
};
pub use recogniser::{Recogniser, Sort};
pub use resolve::{Resolved, Resolver};
pub use stretches::all_stretches;
