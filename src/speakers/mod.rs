//! Sources to speakers: the person or body that a reader would name.
//!
//! Reads the whole article once for its names ([`names`]), joins them to entities ([`entities`]), follows pronouns
//! ([`pronouns`]), and then resolves the source of each attribution ([`resolve`]).
//! Promises one speaker for every attribution, never a name the article does not hold, in time linear in its length.
//! Leaves out knowledge of the world: who the mayor of a town is stays unknown unless the article says so.

mod cast;
mod entities;
mod names;
mod pronouns;
mod resolve;
mod roles;

pub use entities::speaker_id;
pub use cast::{Cast, Question};
pub use pronouns::{
    FEATURES, Part, Parts, PronounModel, best, part_features, probabilities,
};
pub use resolve::{Resolved, resolve};
