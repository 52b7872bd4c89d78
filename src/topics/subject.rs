//! The broad subject: words that tell of it, weighed in the headline, the article, around the quotation and in it.
//!
//! Every zone is turned into shares of the seventeen subjects, so that a long article does not drown a short quotation;
//! a few telling words leave most of the share to nobody. A subject is given when the weighed shares put it clearly
//! ahead.

use std::ops::Range;

use super::words::Word;
use crate::lexicon::{SUBJECTS, Tells};
use crate::text::Document;

/// What one word of weight 1, 2 or 3 counts.
const WEIGHTS: [f32; 4] = [0.0, 1.0, 2.5, 5.0];
/// How much goes to nobody, in the headline, the quotation and around it; the smaller, the sooner a few words tell.
const NOBODY: f32 = 4.0;
/// The same for the article as a whole.
const NOBODY_IN_ARTICLE: f32 = 8.0;
/// What the zones count: headline, article, around the quotation, the quotation itself.
const ZONES: [f32; 4] = [0.8, 2.0, 0.6, 0.7];
/// Least weighed share that gives a subject.
const LEAST: f32 = 0.45;
/// Share of the first that a second subject must reach.
const SECOND: f32 = 0.7;

/// Shares of the subjects.
pub(super) type Shares = [f32; SUBJECTS.len()];

/// A word or phrase that tells of subjects.
#[derive(Clone, Copy)]
struct Evidence {
    token: usize,
    /// What counts as the same word.
    term: u32,
    tells: &'static [Tells],
}

/// All that tells of subjects in a text.
pub(super) struct Telling(Vec<Evidence>);

impl Telling {
    /// Reads the words of `document`, sentence by sentence; the words of a phrase do not count by themselves.
    pub fn new(document: &Document, words: &[Word]) -> Self {
        let mut found = Vec::new();
        for sentence in &document.sentences {
            let mut token = sentence.start;
            while token < sentence.end {
                let (length, tells) = at(&words[token..sentence.end]);
                if !tells.is_empty() {
                    found.push(Evidence { token, term: document.word_id(token) as u32, tells });
                }
                token += length;
            }
        }
        Self(found)
    }

    /// The shares of the subjects in the tokens of `ranges`.
    fn shares(mut here: Vec<Evidence>, nobody: f32) -> Shares {
        here.sort_unstable_by_key(|evidence| evidence.term);
        let mut shares = [0.0; SUBJECTS.len()];
        for same in here.chunk_by(|one, other| one.term == other.term) {
            let times = same.len() as f32;
            for tells in same[0].tells {
                // Once counts 1, twice 1.5, ever so often nearly 3.
                let counts = 3.0 * times / (times + 2.0);
                shares[usize::from(tells.subject)] += WEIGHTS[usize::from(tells.weight)] * counts;
            }
        }
        let all = nobody + shares.iter().sum::<f32>();
        shares.map(|share| share / all)
    }

    fn within(&self, range: &Range<usize>) -> &[Evidence] {
        let first = self.0.partition_point(|evidence| evidence.token < range.start);
        let end = self.0.partition_point(|evidence| evidence.token < range.end);
        &self.0[first..end.max(first)]
    }

    /// The shares in a headline.
    pub fn of_headline(&self) -> Shares {
        Self::shares(self.0.clone(), NOBODY)
    }

    /// The shares in a whole article.
    pub fn of_article(&self) -> Shares {
        Self::shares(self.0.clone(), NOBODY_IN_ARTICLE)
    }

    /// The shares in a part of an article.
    pub fn of_part(&self, ranges: &[Range<usize>]) -> Shares {
        Self::shares(ranges.iter().flat_map(|range| self.within(range)).copied().collect(), NOBODY)
    }
}

/// How many words are read at the beginning of `words`, and what they tell.
fn at(words: &[Word]) -> (usize, &'static [Tells]) {
    let word = words[0];
    if !word.traits.telling {
        return (1, &[]);
    }
    word.form.phrases.longest(words).unwrap_or((1, word.form.tells))
}

/// One or two subjects, or none, as places in [`SUBJECTS`], from the shares in headline, article, context and quotation.
pub(super) fn subjects(zones: [&Shares; 4]) -> Vec<usize> {
    let weighed =
        |subject: usize| zones.iter().zip(ZONES).map(|(shares, weight)| shares[subject] * weight).sum::<f32>();
    // Of two that weigh the same the earlier one goes first.
    let heavier = |one: &(f32, usize), other: &(f32, usize)| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1));
    let all: [(f32, usize); SUBJECTS.len()] = std::array::from_fn(|subject| (weighed(subject), subject));
    let Some(first) = all.into_iter().max_by(heavier).filter(|first| first.0 >= LEAST) else { return Vec::new() };
    let second = all.into_iter().filter(|other| other.1 != first.1).max_by(heavier);
    let second = second.filter(|second| second.0 >= LEAST && second.0 >= first.0 * SECOND);
    std::iter::once(first).chain(second).map(|(_, subject)| subject).collect()
}
