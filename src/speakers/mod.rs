//! Resolves attributions to speakers: the person or organisation that a reader would name.
//!
//! Finds the names of the article ([`names`]) and clusters them into entities ([`entities`]) with roles ([`roles`]).
//! For each attribution, in order, a learned ranker ([`ranking`]) then chooses among the candidate speakers. The user's
//! own list ([`People`]) overrides the result ([`people_match`]). Guarantees one speaker for every attribution, only
//! names that the article contains, and time linear in its length. World knowledge is out of scope: the mayor of a town
//! stays unknown unless the article names the mayor.

mod affiliation;
mod capitalised_spans;
mod entities;
mod entity;
mod entity_roles;
mod entity_type;
mod gender;
mod initials;
mod name;
mod name_features;
mod name_forms;
mod name_spans;
mod name_words;
mod names;
mod nouns;
mod office_names;
mod org_context;
mod people;
mod people_match;
mod possessive_names;
mod ranking;
mod ranks;
mod recogniser;
mod resolve;
mod role_before;
mod role_words;
mod roles;
mod salience;

#[cfg(feature = "train")]
pub use capitalised_spans::capitalised_spans;
pub use entity::speaker_id;
#[cfg(feature = "train")]
pub use entity_roles::entity_names;
#[cfg(feature = "train")]
pub use entity_type::EntityType;
#[cfg(feature = "train")]
pub(crate) use name::fold;
#[cfg(feature = "train")]
pub use name_features::NameFeatures;
pub use people::{Clash, People, Person};
#[cfg(feature = "train")]
pub use ranking::Ranker;
#[cfg(feature = "train")]
pub use ranking::{Bounds, Network, RankingInstance, RankingOutcome, RankingOutput, Scorer, SpeakerTask, row_widths};
#[cfg(feature = "train")]
pub use recogniser::Recogniser;
pub use resolve::{Resolved, Resolver};
