//! The polarity of a link: by the layout, by the first rule that speaks, or affirmed.

use super::super::link::Link;
use super::super::rules::Rules;
use super::claims::Claims;
use super::clause::Clause;
use super::rule::PolarityRule;
use super::rules::polarity_rules;
use crate::quote::Polarity;
use crate::text::Document;

/// The polarity of `link`, and the words that tell it when it is not affirmed.
pub fn decide(rules: &Rules, document: &Document, claims: &Claims, link: &Link) -> (Polarity, Option<String>) {
    let applied = |rule: &&PolarityRule| rules.has(rule.id) && (link.cue.is_some() || rule.without_cue);
    let told = Clause::of(document, link).and_then(|clause| {
        let told = polarity_rules().filter(applied).find_map(|rule| (rule.tell)(&clause))?;
        let words = clause.telling(&told.words);
        Some((told.polarity, words))
    });
    match told {
        Some((Polarity::Affirmed, _)) | None if claims.hold(link) => (Polarity::Disputed, None),
        Some((Polarity::Affirmed, _)) | None => (Polarity::Affirmed, None),
        Some((polarity, words)) => (polarity, Some(words)),
    }
}
