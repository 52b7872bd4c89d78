//! Was it said at all? What the article itself says of the words it gives somebody: affirmed, denied, not said, supposed.
//!
//! Looks at the clause that holds the words of saying (`clause`): the verb and what stands before it in its group, the
//! subject, and what governs both. Each rule ([`PolarityRule`]) reads one of these and tells one polarity; the first that
//! speaks decides, and where none does the words are affirmed. Paragraphs of a fact check that only repeat a claim are told by
//! the layout ([`Claims`]).
//!
//! Promises that a negation counts only where it reaches the verb of saying: one in another clause, in an aside between
//! commas, in the content or in the sentence before does not. Leaves out whether what was said is true.

mod claims;
mod clause;
mod decide;
mod denial;
mod falsehood;
mod group;
mod negation;
mod rule;
mod rules;
mod saying;
mod subject;
mod supposition;

pub(super) use claims::Claims;
pub use claims::repeats;
pub(super) use decide::decide;
pub(super) use denial::denies;
pub(super) use group::group;
pub use rule::PolarityRule;
pub(super) use rules::polarity_rules;
pub(super) use saying::{is_giving, is_plainly_saying};
