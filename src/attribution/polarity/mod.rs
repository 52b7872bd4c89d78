//! Polarity: what the article says about the words it attributes: affirmed, denied, not said, or hypothetical.
//!
//! Reads the clause of the reporting verb (`clause`): the verb and its group, the subject, and the governor. Each rule
//! (`PolarityRule`) reads one of these and finds one polarity. The first rule that applies decides; without one the
//! words are affirmed. Paragraphs of a fact check that only repeat a claim are found by the layout ([`Claims`]).
//!
//! Guarantees that a negation counts only if it applies to the reporting verb. A negation in another clause, in an
//! aside between commas, in the content or in the sentence before does not count. Whether the words are true is out of
//! scope.

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
pub(super) use rules::polarity_rules;
pub(super) use saying::{is_issuing_verb, is_plainly_saying};
