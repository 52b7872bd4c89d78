//! Rules as values: what each holds, in one sentence, with examples that are its test.
//!
//! A rule looks at a document and the links found in it so far, and adds, mends or takes out some. Those of [`LAYOUT`]
//! come before the linker and speak from the page alone; those of [`LINKS`] mend what the linker made. Each can be left
//! out by its id (`quotedex eval --without ID`), which tells what it is worth.
//!
//! In examples `[S …]` is a source, `[C …]` a cue, `[W …]` words said; a number behind the letter tells which link.

use super::adjacent::{ADJACENT, TOLD};
use super::attributed::{ATTRIBUTED, NOT_EVEN};
use super::broken_off::BROKEN_OFF;
use super::denied::DENIED;
use super::frames::FRAME;
use super::introduced::INTRODUCED;
use super::layout::{HEADLINE, INTERVIEW, ROLE, SIGNATURE, TRANSCRIPT};
use super::link::Link;
use super::manner::MANNER;
use super::passive::{CITED, PASSIVE, PASSIVE_BY};
use super::pieces::PIECES;
use super::polarity::polarity_rules;
use super::rule::Rule;
use super::run_on::RUN_ON;
use super::sources::{ABSENT, ADVERBS, OTHER_CLAUSE, OTHER_VERB, SLUG};
use super::stretches::{ASIDE, NEW_SENTENCE, OPEN_MARKS};
use super::subjects::{SECOND_SUBJECT, TWO_VERBS};
use super::unsaid::UNSAID;
use super::whole::{TITLE, WHOLE};
use crate::text::Document;

/// Rules that speak from the layout, before anything is linked; the first that speaks of a paragraph has it.
pub(super) static LAYOUT: [&Rule; 6] = [&INTERVIEW, &TRANSCRIPT, &ROLE, &SIGNATURE, &HEADLINE, &INTRODUCED];

/// Rules that mend links, in this order.
pub(super) static LINKS: [&Rule; 26] = [
    &NEW_SENTENCE,
    &WHOLE,
    &TITLE,
    &ADJACENT,
    &PIECES,
    &TOLD,
    &FRAME,
    &RUN_ON,
    &UNSAID,
    &DENIED,
    &ATTRIBUTED,
    &NOT_EVEN,
    &CITED,
    &PASSIVE_BY,
    &PASSIVE,
    &MANNER,
    &TWO_VERBS,
    &SECOND_SUBJECT,
    &BROKEN_OFF,
    &OTHER_CLAUSE,
    &ABSENT,
    &OTHER_VERB,
    &ADVERBS,
    &SLUG,
    &ASIDE,
    &OPEN_MARKS,
];

/// All rules that make and mend links, in the order in which they are applied.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    LAYOUT.iter().chain(&LINKS).copied()
}

/// The ids of all rules, those of polarity included, with what each holds.
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

    /// Whether the rule called `id` is applied.
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
        let mut parts = Vec::new();
        let mut kept: Vec<&Link> = links.iter().filter(|link| !link.contents.is_empty()).collect();
        kept.sort_by_key(|link| link.contents[0].start);
        for (at, link) in kept.iter().enumerate() {
            let number = if at == 0 { String::new() } else { (at + 1).to_string() };
            let words = link.contents.iter().map(|tokens| ('W', tokens));
            let others = [('S', &link.source), ('C', &link.cue)];
            let others = others.iter().filter_map(|(role, span)| Some((*role, span.as_ref()?)));
            parts.extend(
                words.chain(others).map(|(role, tokens)| (document.span(tokens.clone()), format!("{role}{number}"))),
            );
        }
        parts.sort_by_key(|(span, _)| span.start());
        let (mut shown, mut end) = (String::new(), 0);
        for (span, label) in parts {
            shown.push_str(&document.text[end..span.start().max(end)]);
            shown.push_str(&format!("[{label} {}]", span.of(document.text)));
            end = span.end();
        }
        shown + &document.text[end..]
    }

    fn applied(rule: &Rule, example: &str) -> String {
        let (text, marked) = parse(example);
        let document = Document::new(&text);
        let mut links = links(&document, &marked);
        (rule.apply)(&document, &mut links);
        render(&document, &links)
    }

    #[test]
    fn rules_hold_what_their_examples_tell() {
        let mut wrong = Vec::new();
        for rule in rules() {
            let same = rule.fails.iter().map(|example| (*example, *example));
            for (before, behind) in rule.holds.iter().copied().chain(same) {
                let found = applied(rule, before);
                if found != behind {
                    wrong.push(format!("{}\n  found    {found:?}\n  expected {behind:?}", rule.id));
                }
            }
            assert!(!rule.holds.is_empty() && !rule.fails.is_empty(), "{} has no examples", rule.id);
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
