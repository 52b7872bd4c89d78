//! Pronouns: whom "he" and "she" mean.
//!
//! One pass from left to right ([`walk`]): every name, every unnamed source and every resolved pronoun is a mention
//! ([`mention`]); each pronoun asks whom of the recently mentioned persons it means, or nobody. What speaks for whom is
//! counted in [`evidence`] over the [`scene`], with the part that each plays in its sentence ([`part`]); the weights are
//! learned ([`weights`]).
//! Promises a probability with each answer, in time linear in the length of the article.
//! Leaves out "they" and "it", and whoever is called by a noun alone, unless that is a source.

mod evidence;
mod features;
mod fit;
mod grammar;
mod mention;
mod part;
mod resolve;
mod scene;
mod turns;
mod walk;
mod weights;

pub use part::{Part, Parts, part_features};
pub use weights::{FEATURES, PronounModel, best};

pub(super) use grammar::pronoun_gender;
pub(super) use mention::{Nameless, Person};
pub(super) use resolve::{Meant, resolve_pronouns};
pub(super) use scene::Scene;
pub(super) use walk::{Wanted, walk};
