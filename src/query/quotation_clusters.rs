//! Clusters of quotations of one speaker: repeated, shortened, or with a word changed.
//!
//! A shorter quotation that is contained whole in another is another occurrence of it. A quotation with a changed word
//! is a variant: it is shown beside the other and not counted as the same. All others stay apart, and so do the words
//! of different speakers.

use super::align::align;
use super::tokenized_text::{TokenizedText, Word};
use crate::quote::Quote;

/// The fewest words of a shorter occurrence: fewer words occur in many quotations.
const MIN_WORDS: usize = 4;
/// The fewest words of a variant.
const MIN_VARIANT_WORDS: usize = 5;
/// The share of words that a variant has in common with the other quotation.
const MIN_OVERLAP: f32 = 0.8;
/// The most words of a quote that are compared.
const MAX_WORDS: usize = 400;

/// One cluster, as indexes into the list of quotes.
#[derive(Debug, PartialEq)]
pub(crate) struct Cluster {
    /// The quotation to show: the fullest.
    pub representative: usize,
    /// Quotations with the same words, or a part of them.
    pub shorter: Vec<usize>,
    /// Quotations with nearly the same words.
    pub variants: Vec<(usize, Vec<Change>)>,
}

/// A word of the quotation, and the word that the variant has in its place. Either may be empty.
pub(crate) type Change = (String, String);

/// Clusters the quotes of speakers with these keys, in the order of their first members. A quote without a key stays
/// alone.
pub(crate) fn clusters(quotes: &[Option<&Quote>], keys: &[Option<String>]) -> Vec<Cluster> {
    // A denied statement is no variant of the same statement affirmed.
    let agree = |one: usize, other: usize| match (quotes[one], quotes[other]) {
        (Some(one), Some(other)) => one.polarity == other.polarity,
        _ => false,
    };
    let texts: Vec<Option<TokenizedText<'_>>> =
        quotes.iter().map(|quote| quote.map(|quote| TokenizedText::new(&quote.text, &[], MAX_WORDS))).collect();
    let mut found: Vec<Cluster> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let same =
            |representative: usize| keys[at].is_some() && keys[at] == keys[representative] && agree(at, representative);
        let of_speaker = found.iter_mut().filter(|cluster| same(cluster.representative));
        let related = of_speaker.filter_map(|cluster| {
            let relation = relation(texts[cluster.representative].as_ref()?, text.as_ref()?)?;
            Some((cluster, relation))
        });
        match { related }.next() {
            Some((cluster, Relation::Contains)) => cluster.shorter.push(at),
            Some((cluster, Relation::IsContained)) => {
                cluster.shorter.push(cluster.representative);
                cluster.representative = at;
            }
            Some((cluster, Relation::Variant(changes))) => cluster.variants.push((at, changes)),
            None => found.push(Cluster { representative: at, shorter: Vec::new(), variants: Vec::new() }),
        }
    }
    found
}

enum Relation {
    /// The other is contained in the one, or is the same.
    Contains,
    /// The one is contained in the other.
    IsContained,
    Variant(Vec<Change>),
}

fn relation(one: &TokenizedText<'_>, other: &TokenizedText<'_>) -> Option<Relation> {
    if contains(one, other) {
        return Some(Relation::Contains);
    }
    if contains(other, one) {
        return Some(Relation::IsContained);
    }
    variant_changes(one, other).map(Relation::Variant)
}

/// Whether the words of `part` are adjacent in `whole`.
fn contains(whole: &TokenizedText<'_>, part: &TokenizedText<'_>) -> bool {
    let fits = |window: &[Word]| window.iter().zip(&part.words).all(|(one, two)| one.folded == two.folded);
    let same = whole.words.len() == part.words.len();
    (same || part.words.len() >= MIN_WORDS) && !part.words.is_empty() && whole.words.windows(part.words.len()).any(fits)
}

/// The words in which two quotations differ, when they are few.
fn variant_changes(one: &TokenizedText<'_>, other: &TokenizedText<'_>) -> Option<Vec<Change>> {
    let (short, long) = if one.words.len() <= other.words.len() { (one, other) } else { (other, one) };
    if short.words.len() < MIN_VARIANT_WORDS || words_in_common(short, long) < MIN_OVERLAP * short.words.len() as f32 {
        return None;
    }
    let steps = align(short, (long, &long.all()));
    let (mut same, mut changes) = (0, Vec::new());
    for step in &steps {
        let word =
            |text: &TokenizedText<'_>, at: Option<usize>| at.map_or("", |at| text.words[at].folded.as_str()).to_owned();
        if word(short, step.asked) == word(long, step.said) {
            same += 1;
            continue;
        }
        let written = |text: &TokenizedText<'_>, at: Option<usize>| at.map_or("", |at| text.written(at)).to_owned();
        let (short, long) = (written(short, step.asked), written(long, step.said));
        changes.push(if one.words.len() <= other.words.len() { (short, long) } else { (long, short) });
    }
    (same as f32 >= MIN_OVERLAP * steps.len() as f32).then_some(changes)
}

/// How many words of the short text the long text has anywhere: a cheap test that rejects most pairs.
fn words_in_common(short: &TokenizedText<'_>, long: &TokenizedText<'_>) -> f32 {
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
        let alone = |representative| Cluster { representative, shorter: vec![], variants: vec![] };
        let changed = vec![("closed".to_owned(), "shut".to_owned())];
        let first = Cluster { representative: 1, shorter: vec![0], variants: vec![(3, changed)] };
        assert_eq!(clusters(&quotes, &keys), [first, alone(2), alone(4), alone(5), alone(6)]);
    }
}
