//! The rules of polarity in their order: the first that speaks decides.

use super::denial::{DENIAL, DENIED_SAYING};
use super::falsehood::{FABRICATED, FAKE, MISQUOTED};
use super::negation::{INVERTED, NEGATED, NOBODY, NOT_WHAT, UNPROVEN};
use super::rule::PolarityRule;
use super::supposition::{MODAL, SUPPOSED};

/// What takes the saying itself back comes before what only supposes it, and that before what is denied.
static RULES: [&PolarityRule; 12] = [
    &MISQUOTED,
    &DENIED_SAYING,
    &SUPPOSED,
    &NEGATED,
    &NOBODY,
    &INVERTED,
    &UNPROVEN,
    &NOT_WHAT,
    &FAKE,
    &FABRICATED,
    &MODAL,
    &DENIAL,
];

/// All rules, in the order in which they are asked.
pub fn polarity_rules() -> impl Iterator<Item = &'static PolarityRule> {
    RULES.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::super::super::examples::{links, parse};
    use super::super::clause::Clause;
    use super::*;
    use crate::quote::Polarity;
    use crate::text::Document;

    /// What `rule` alone tells of the last link that `example` marks.
    fn told(rule: &PolarityRule, example: &str) -> Option<Polarity> {
        let (text, marked) = parse(example);
        let document = Document::new(&text);
        let links = links(&document, &marked);
        let clause = Clause::of(&document, links.last()?)?;
        (rule.tell)(&clause).map(|told| told.polarity)
    }

    #[test]
    fn rules_tell_what_their_examples_hold() {
        let mut wrong = Vec::new();
        for rule in polarity_rules() {
            let holds = rule.holds.iter().map(|&(example, polarity)| (example, Some(polarity)));
            for (example, expected) in holds.chain(rule.fails.iter().map(|&example| (example, None))) {
                let found = told(rule, example);
                if found != expected {
                    wrong.push(format!("{}: {found:?}, not {expected:?}: {example}", rule.id));
                }
            }
            assert!(!rule.holds.is_empty() && !rule.fails.is_empty(), "{} has no examples", rule.id);
            assert!(rule.sentence.ends_with('.') && rule.sentence.starts_with(char::is_uppercase), "{}", rule.id);
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
