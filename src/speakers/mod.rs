//! Sources to speakers: the person or body that a reader would name.
//!
//! Reads the whole article once for its names ([`names`]), joins them to entities ([`entities`]), follows pronouns
//! ([`pronouns`]), and then resolves the source of each attribution ([`resolve`]). What the user lists ([`People`])
//! decides over all of it ([`listed`]).
//! Promises one speaker for every attribution, never a name the article does not hold, in time linear in its length.
//! Leaves out knowledge of the world: who the mayor of a town is stays unknown unless the article says so.

mod entities;
mod listed;
mod names;
mod people;
mod pronouns;
mod resolve;
mod roles;

pub use entities::speaker_id;
pub use people::{Clash, People, Person};
pub use resolve::{Resolved, resolve};
