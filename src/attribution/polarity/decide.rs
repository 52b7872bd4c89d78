//! The polarity of a link: by the layout, by the first rule that applies, or affirmed.

use super::super::link::Link;
use super::super::rules::Rules;
use super::claims::Claims;
use super::clause::Clause;
use super::rule::PolarityRule;
use super::rules::polarity_rules;
use crate::quote::Polarity;
use crate::text::Document;

/// The polarity of `link`, and the deciding words if it is not affirmed.
pub fn decide(rules: &Rules, document: &Document, claims: &Claims, link: &Link) -> (Polarity, Option<String>) {
    let applied = |rule: &&PolarityRule| rules.has(rule.id) && (link.cue.is_some() || rule.without_cue);
    let finding = Clause::of(document, link).and_then(|clause| {
        let finding = polarity_rules().filter(applied).find_map(|rule| (rule.evaluate)(&clause))?;
        let words = clause.deciding_words(&finding.words);
        Some((finding.polarity, words))
    });
    match finding {
        Some((Polarity::Affirmed, _)) | None if claims.contains(link) => (Polarity::Disputed, None),
        Some((Polarity::Affirmed, _)) | None => (Polarity::Affirmed, None),
        Some((polarity, words)) => (polarity, Some(words)),
    }
}
