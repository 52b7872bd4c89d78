//! The polarity rules in order: the first that applies decides.

use super::denial::{DENIAL, DENIED_SAYING};
use super::falsehood::{FABRICATED, FAKE, MISQUOTED};
use super::negation::{INVERTED, NEGATED, NOBODY, NOT_WHAT, UNPROVEN};
use super::rule::PolarityRule;
use super::supposition::{MODAL, SUPPOSED};

/// Rules for negated saying come first, then hypothetical saying, then denied contents.
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

/// All rules, in the order in which they are tried.
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

    /// The polarity that `rule` alone finds for the last link in `example`.
    fn found_polarity(rule: &PolarityRule, example: &str) -> Option<Polarity> {
        let (text, marked) = parse(example);
        let document = Document::new(&text);
        let links = links(&document, &marked);
        let clause = Clause::of(&document, links.last()?)?;
        (rule.evaluate)(&clause).map(|found_polarity| found_polarity.polarity)
    }

    #[test]
    fn polarity_rules_do_what_their_examples_show() {
        let mut wrong = Vec::new();
        for rule in polarity_rules() {
            let holds = rule.examples.iter().map(|&(example, polarity)| (example, Some(polarity)));
            for (example, expected) in holds.chain(rule.counterexamples.iter().map(|&example| (example, None))) {
                let found = found_polarity(rule, example);
                if found != expected {
                    wrong.push(format!("{}: {found:?}, not {expected:?}: {example}", rule.id));
                }
            }
            assert!(!rule.examples.is_empty() && !rule.counterexamples.is_empty(), "{} has no examples", rule.id);
            assert!(rule.sentence.ends_with('.') && rule.sentence.starts_with(char::is_uppercase), "{}", rule.id);
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
