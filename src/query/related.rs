//! Which quotations of one speaker are one: given again, given shorter, or given with a word changed.
//!
//! A shorter one stands whole within the other; it is another occurrence of it. One with a changed word is a variant:
//! shown beside the other, never counted as the same. Everything else stays apart, and so do the words of different
//! speakers.

use super::align::aligned;
use super::line::Line;
use crate::quote::Quote;

/// Fewest words of a shorter occurrence: fewer stand within anything.
const SHORTEST: usize = 4;
/// Fewest words of a variant.
const SHORTEST_VARIANT: usize = 5;
/// Share of the words that a variant has in common with the other.
const ALIKE: f32 = 0.8;
/// Words of a quote that are compared.
const LONGEST: usize = 400;

/// One quotation, and those that belong to it, by their places in the list given.
#[derive(Debug, PartialEq)]
pub(crate) struct Cluster {
    /// The one to show: the fullest.
    pub main: usize,
    /// The same words, or a part of them.
    pub shorter: Vec<usize>,
    /// Nearly the same words.
    pub variants: Vec<(usize, Vec<Change>)>,
}

/// A word of the quotation, and what the variant has in its place; either may be empty.
pub(crate) type Change = (String, String);

/// Puts together what belongs together, in the order of what comes first, of speakers with these keys. `None` belongs to
/// nothing.
pub(crate) fn clusters(quotes: &[Option<&Quote>], keys: &[Option<String>]) -> Vec<Cluster> {
    // What somebody said is no version of what the same one did not say.
    let agree = |one: usize, other: usize| match (quotes[one], quotes[other]) {
        (Some(one), Some(other)) => one.polarity == other.polarity,
        _ => false,
    };
    let lines: Vec<Option<Line<'_>>> =
        quotes.iter().map(|quote| quote.map(|quote| Line::new(&quote.text, &[], LONGEST))).collect();
    let mut found: Vec<Cluster> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let same = |main: usize| keys[at].is_some() && keys[at] == keys[main] && agree(at, main);
        let relatives = found.iter_mut().filter(|cluster| same(cluster.main));
        let related = relatives.filter_map(|cluster| {
            let relation = relation(lines[cluster.main].as_ref()?, line.as_ref()?)?;
            Some((cluster, relation))
        });
        match { related }.next() {
            Some((cluster, Relation::Shorter)) => cluster.shorter.push(at),
            Some((cluster, Relation::Longer)) => {
                cluster.shorter.push(cluster.main);
                cluster.main = at;
            }
            Some((cluster, Relation::Variant(changes))) => cluster.variants.push((at, changes)),
            None => found.push(Cluster { main: at, shorter: Vec::new(), variants: Vec::new() }),
        }
    }
    found
}

enum Relation {
    /// The other stands within the one, or is the same.
    Shorter,
    /// The one stands within the other.
    Longer,
    Variant(Vec<Change>),
}

fn relation(one: &Line<'_>, other: &Line<'_>) -> Option<Relation> {
    if holds(one, other) {
        return Some(Relation::Shorter);
    }
    if holds(other, one) {
        return Some(Relation::Longer);
    }
    variant(one, other).map(Relation::Variant)
}

/// Whether all words of `part` stand side by side in `whole`.
fn holds(whole: &Line<'_>, part: &Line<'_>) -> bool {
    let fits =
        |window: &[super::line::Place]| window.iter().zip(&part.words).all(|(one, two)| one.folded == two.folded);
    let same = whole.words.len() == part.words.len();
    (same || part.words.len() >= SHORTEST) && !part.words.is_empty() && whole.words.windows(part.words.len()).any(fits)
}

/// The words in which two quotations differ, when they are few.
fn variant(one: &Line<'_>, other: &Line<'_>) -> Option<Vec<Change>> {
    let (short, long) = if one.words.len() <= other.words.len() { (one, other) } else { (other, one) };
    if short.words.len() < SHORTEST_VARIANT || shared(short, long) < ALIKE * short.words.len() as f32 {
        return None;
    }
    let steps = aligned(short, (long, &long.all()));
    let (mut same, mut changes) = (0, Vec::new());
    for step in &steps {
        let word = |line: &Line<'_>, at: Option<usize>| at.map_or("", |at| line.words[at].folded.as_str()).to_owned();
        if word(short, step.asked) == word(long, step.said) {
            same += 1;
            continue;
        }
        let written = |line: &Line<'_>, at: Option<usize>| at.map_or("", |at| line.written(at)).to_owned();
        let (short, long) = (written(short, step.asked), written(long, step.said));
        changes.push(if one.words.len() <= other.words.len() { (short, long) } else { (long, short) });
    }
    (same as f32 >= ALIKE * steps.len() as f32).then_some(changes)
}

/// How many words of the short one the long one has at all: cheap, and true of few.
fn shared(short: &Line<'_>, long: &Line<'_>) -> f32 {
    let mut there: Vec<&str> = long.words.iter().map(|word| word.folded.as_str()).collect();
    there.sort_unstable();
    short.words.iter().filter(|word| there.binary_search(&word.folded.as_str()).is_ok()).count() as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::speaker_key;
    use crate::query::fixture::{article, quote};
    use crate::quote::Kind;

    #[test]
    fn repeated_shorter_and_changed() {
        let article = article("a", "2025-01-01", "");
        let said = |speaker: &str, text: &str| quote(&article, Kind::Direct, speaker, text);
        let quotes = [
            said("Ann Smith", "the harbour is closed until spring"),
            said("Ann Smith", "The harbour is closed until spring, and that is final."),
            said("Bob Ray", "The harbour is closed until spring, and that is final."),
            said("Ann Smith", "The harbour is shut until spring, and that is final."),
            said("Ann Smith", "That is final."),
            said("Ann Smith", "We will not sell the boats."),
        ];
        let quotes: Vec<Option<&Quote>> = quotes.iter().map(Some).chain([None]).collect();
        let keys: Vec<Option<String>> =
            quotes.iter().map(|quote| quote.and_then(|quote| speaker_key(&quote.speaker))).collect();
        let alone = |main| Cluster { main, shorter: vec![], variants: vec![] };
        let changed = vec![("closed".to_owned(), "shut".to_owned())];
        let first = Cluster { main: 1, shorter: vec![0], variants: vec![(3, changed)] };
        assert_eq!(clusters(&quotes, &keys), [first, alone(2), alone(4), alone(5), alone(6)]);
    }
}
