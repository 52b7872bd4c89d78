//! Sources to speakers: the person or body that a reader would name.
//!
//! Reads the whole article once for its names ([`names`]), joins them to entities ([`entities`]), follows pronouns
//! ([`pronouns`]), and then resolves the source of each attribution ([`resolve`]). What the user lists ([`People`])
//! decides over all of it ([`listed`]).
//! Promises one speaker for every attribution, never a name the article does not hold, in time linear in its length.
//! Leaves out knowledge of the world: who the mayor of a town is stays unknown unless the article says so.

mod descriptions;
mod entities;
mod listed;
mod name_evidence;
mod names;
mod nouns;
mod people;
mod pronouns;
mod recogniser;
mod resolve;
mod roles;
mod sequel;

pub use entities::speaker_id;
pub use name_evidence::NameEvidence;
pub use names::all_stretches;
pub use people::{Clash, People, Person};
pub use recogniser::{Recogniser, Sort};
pub use resolve::{Resolved, Resolver};
