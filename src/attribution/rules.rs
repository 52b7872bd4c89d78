//! Rules as values: each has a description and examples, and the examples are its tests.
//!
//! A rule reads a document and its links so far, and adds, changes or removes some. The [`LAYOUT`] rules run before the
//! linker and read the layout only; the [`LINKS`] rules correct the linker. Each rule can be disabled by its id
//! (`quotedex eval --without ID`) to measure its effect.
//!
//! In examples `[S …]` is a source, `[C …]` a cue, `[W …]` a content. A number after the letter is the number of the
//! link.

use super::adjacent::{ADJACENT, TOLD};
use super::apposed_sources::APPOSED;
use super::attributed::{ATTRIBUTED, NOT_EVEN};
use super::beside_content::{PUT_IT, RELATIVE_CLAUSE};
use super::claims_of::CLAIM_OF;
use super::colon_clauses::COLON_CLAUSE;
use super::denied_clauses::DENIED;
use super::framed_sources::FRAME;
use super::introduced::INTRODUCED;
use super::labels::LABEL;
use super::layout::{HEADLINE, INTERVIEW, ROLE, SIGNATURE, TRANSCRIPT};
use super::link::Link;
use super::manner::MANNER;
use super::missed_quotations::{TITLE, WHOLE};
use super::negated_saying::UNSAID;
use super::nested::{WHO, WITHIN};
use super::passive::{ASKED, CITED, LABELLED_BY, PASSIVE, PASSIVE_BY, QUESTION};
use super::polarity::polarity_rules;
use super::quotation_extents::{ASIDE, NEW_SENTENCE, OPEN_MARKS};
use super::relayed::RELAYED;
use super::reported_speakers::{ONLY_COMMENT, SUPPOSED};
use super::rule::Rule;
use super::run_on::RUN_ON;
use super::sources::{ABSENT, ADVERBS, OTHER_CLAUSE, OTHER_VERB, PARTICIPLE, PRONOUN, RELATIVE, SLUG};
use super::split_quotations::PIECES;
use super::subjects::{SECOND_SUBJECT, TWO_VERBS};
use super::truncated_sources::{BROKEN_OFF, STOPS_SHORT};
use crate::text::Document;

/// Layout rules, which run before the linker. The first rule that applies to a paragraph wins.
pub(super) static LAYOUT: [&Rule; 6] = [&INTERVIEW, &TRANSCRIPT, &ROLE, &SIGNATURE, &HEADLINE, &INTRODUCED];

/// Rules that correct links, in this order.
pub(super) static LINKS: [&Rule; 44] = [
    &NEW_SENTENCE,
    &WHOLE,
    &TITLE,
    &ADJACENT,
    &PIECES,
    &TOLD,
    &COLON_CLAUSE,
    &FRAME,
    &RUN_ON,
    &RELAYED,
    &WITHIN,
    &WHO,
    &RELATIVE_CLAUSE,
    &PUT_IT,
    &UNSAID,
    &DENIED,
    &ATTRIBUTED,
    &NOT_EVEN,
    &CITED,
    &CLAIM_OF,
    &LABELLED_BY,
    &PASSIVE_BY,
    &PASSIVE,
    &ASKED,
    &QUESTION,
    &LABEL,
    &MANNER,
    &SUPPOSED,
    &ONLY_COMMENT,
    &TWO_VERBS,
    &SECOND_SUBJECT,
    &BROKEN_OFF,
    &STOPS_SHORT,
    &APPOSED,
    &OTHER_CLAUSE,
    &PARTICIPLE,
    &ABSENT,
    &OTHER_VERB,
    &PRONOUN,
    &RELATIVE,
    &ADVERBS,
    &SLUG,
    &ASIDE,
    &OPEN_MARKS,
];

/// All rules for links, in the order in which they are applied.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    LAYOUT.iter().chain(&LINKS).copied()
}

/// The ids and descriptions of all rules, including those for polarity.
pub fn rule_sentences() -> impl Iterator<Item = (&'static str, &'static str)> {
    let links = rules().map(|rule| (rule.id, rule.sentence));
    links.chain(polarity_rules().map(|rule| (rule.id, rule.sentence)))
}

/// Which rules are applied.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    without: Vec<String>,
}

impl Rules {
    /// All rules but those with one of these ids.
    pub fn without(ids: &[String]) -> Self {
        Self { without: ids.to_vec() }
    }

    /// Whether the rule with this `id` is applied.
    pub(super) fn has(&self, id: &str) -> bool {
        !self.without.iter().any(|other| other == id)
    }

    pub(super) fn apply(&self, rules: &[&Rule], document: &Document, links: &mut Vec<Link>) {
        for rule in rules.iter().filter(|rule| self.has(rule.id)) {
            (rule.apply)(document, links);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::{links, parse};
    use super::*;

    fn render(document: &Document, links: &[Link]) -> String {
        let mut kept: Vec<&Link> = links.iter().filter(|link| !link.contents.is_empty()).collect();
        kept.sort_by_key(|link| link.contents[0].start);
        let mut spans = Vec::new();
        for (at, link) in kept.iter().enumerate() {
            let number = if at == 0 { String::new() } else { (at + 1).to_string() };
            let words = link.contents.iter().map(|tokens| ('W', tokens));
            let others = [('S', &link.source), ('C', &link.cue)];
            let others = others.iter().filter_map(|(role, span)| Some((*role, span.as_ref()?)));
            spans.extend(
                words.chain(others).map(|(role, tokens)| (document.span(tokens.clone()), format!("[{role}{number} "))),
            );
        }
        // Of spans that begin together the longest comes first; those that end at a place close before others begin.
        spans.sort_by_key(|(span, _)| (span.start(), usize::MAX - span.end()));
        let mut shown = String::new();
        for (place, c) in document.text.char_indices().chain([(document.text.len(), ' ')]) {
            shown.extend(spans.iter().filter(|(span, _)| span.end() == place).map(|_| ']'));
            spans.iter().filter(|(span, _)| span.start() == place).for_each(|(_, label)| shown.push_str(label));
            shown.push(c);
        }
        shown.pop();
        shown
    }

    fn applied(rule: &Rule, example: &str) -> String {
        let (text, marked) = parse(example);
        let document = Document::new(&text);
        let mut links = links(&document, &marked);
        (rule.apply)(&document, &mut links);
        render(&document, &links)
    }

    #[test]
    fn rules_do_what_their_examples_show() {
        let mut wrong = Vec::new();
        for rule in rules() {
            let same = rule.counterexamples.iter().map(|example| (*example, *example));
            for (before, behind) in rule.examples.iter().copied().chain(same) {
                let found = applied(rule, before);
                if found != behind {
                    wrong.push(format!("{}\n  found    {found:?}\n  expected {behind:?}", rule.id));
                }
            }
            assert!(!rule.examples.is_empty() && !rule.counterexamples.is_empty(), "{} has no examples", rule.id);
            assert!(rule.sentence.ends_with('.') && rule.sentence.starts_with(char::is_uppercase), "{}", rule.id);
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn ids_are_unique_and_plain() {
        let mut ids: Vec<_> = rule_sentences().map(|(id, _)| id).collect();
        assert!(ids.iter().all(|id| id.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn a_rule_can_be_left_out() {
        let text = "Q: Did you win the cup?\nA: No, we did not.";
        let document = Document::new(text);
        let found = |rules: Rules| {
            let mut links = Vec::new();
            rules.apply(&LAYOUT, &document, &mut links);
            links.iter().filter(|link| !link.contents.is_empty()).count()
        };
        assert_eq!(found(Rules::default()), 1);
        assert_eq!(found(Rules::without(&["interview".to_owned()])), 0);
    }
}
