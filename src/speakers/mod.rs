//! Sources to speakers: the person or body that a reader would name.
//!
//! Reads the whole article once for its names ([`names`]), joins them to entities ([`entities`]), follows pronouns
//! ([`pronouns`]), and then resolves the source of each attribution ([`resolve`]). What the user lists ([`People`])
//! decides over all of it ([`listed`]).
//! Promises one speaker for every attribution, never a name the article does not hold, in time linear in its length.
//! Leaves out knowledge of the world: who the mayor of a town is stays unknown unless the article says so.

mod bearers;
mod bodies;
mod bodies_in_context;
mod cast;
mod descriptions;
mod entities;
mod entity;
mod forms;
mod gender;
mod kin;
mod listed;
mod name;
mod name_evidence;
mod name_extents;
mod name_words;
mod names;
mod namesakes;
mod nouns;
mod offices;
mod people;
mod pronouns;
mod ranks;
mod recogniser;
mod resolve;
mod roles;
mod salience;
mod sequel;
mod stretches;
mod told_apart;
mod who;

#[cfg(feature = "train")]
pub use bearers::entity_names;
pub use cast::{Cast, Question};
pub use entity::speaker_id;
#[cfg(feature = "train")]
pub(crate) use name::fold;
pub use name_evidence::NameEvidence;
pub use people::{Clash, People, Person};
pub use pronouns::{FEATURES, Part, Parts, PronounModel, best, part_features};
pub use recogniser::{Recogniser, Sort};
pub use resolve::Resolver;
pub use stretches::all_stretches;
pub use who::Resolved;
