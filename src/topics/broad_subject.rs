//! The broad subjects of a quotation, from the words of the headline, the article, the context and the quotation
//! itself.
//!
//! Each of these zones is converted to shares of the seventeen subjects, so that a long article does not outweigh a
//! short quotation. A constant prior keeps the shares low if only a few words have a subject. A subject is assigned if
//! its weighted share is clearly ahead.

use std::ops::Range;

use super::word_info::Word;
use crate::lexicon::{SUBJECTS, SubjectWeight};
use crate::text::Document;

/// The values of the word weights 1, 2 and 3.
const WEIGHTS: [f32; 4] = [0.0, 1.0, 2.5, 5.0];
/// Prior for headline, quotation and context. The smaller it is, the fewer words are needed.
const PRIOR: f32 = 4.0;
/// Prior for the article as a whole.
const ARTICLE_PRIOR: f32 = 8.0;
/// Weights of the zones: headline, article, context, quotation.
const ZONE_WEIGHTS: [f32; 4] = [0.8, 2.0, 0.6, 0.7];
/// Minimum weighted share of an assigned subject.
const MIN_SHARE: f32 = 0.45;
/// Minimum ratio of a second subject to the first.
const MIN_SECOND_RATIO: f32 = 0.7;

/// Shares of the subjects.
pub(super) type Shares = [f32; SUBJECTS.len()];

/// A word or phrase with subjects.
#[derive(Clone, Copy)]
struct SubjectHit {
    token: usize,
    /// Occurrences with the same number count as one word.
    term: u32,
    subject_weights: &'static [SubjectWeight],
}

/// All words with subjects in a text.
pub(super) struct SubjectHits(Vec<SubjectHit>);

impl SubjectHits {
    /// Reads the words of `document`, sentence by sentence. The words of a phrase do not count separately.
    pub fn new(document: &Document, words: &[Word]) -> Self {
        let mut found = Vec::new();
        for sentence in &document.sentences {
            let mut token = sentence.start;
            while token < sentence.end {
                let (length, subject_weights) = at(&words[token..sentence.end]);
                if !subject_weights.is_empty() {
                    found.push(SubjectHit { token, term: document.word_id(token) as u32, subject_weights });
                }
                token += length;
            }
        }
        Self(found)
    }

    /// The shares of the subjects of these hits.
    fn shares(mut here: Vec<SubjectHit>, prior: f32) -> Shares {
        here.sort_unstable_by_key(|hit| hit.term);
        let mut shares = [0.0; SUBJECTS.len()];
        for same in here.chunk_by(|one, other| one.term == other.term) {
            let times = same.len() as f32;
            for entry in same[0].subject_weights {
                // One occurrence counts 1, two count 1.5, very many nearly 3.
                let counts = 3.0 * times / (times + 2.0);
                shares[usize::from(entry.subject)] += WEIGHTS[usize::from(entry.weight)] * counts;
            }
        }
        let all = prior + shares.iter().sum::<f32>();
        shares.map(|share| share / all)
    }

    fn within(&self, range: &Range<usize>) -> &[SubjectHit] {
        let first = self.0.partition_point(|hit| hit.token < range.start);
        let end = self.0.partition_point(|hit| hit.token < range.end);
        &self.0[first..end.max(first)]
    }

    /// The shares in a headline.
    pub fn of_headline(&self) -> Shares {
        Self::shares(self.0.clone(), PRIOR)
    }

    /// The shares in a whole article.
    pub fn of_article(&self) -> Shares {
        Self::shares(self.0.clone(), ARTICLE_PRIOR)
    }

    /// The shares in a part of an article.
    pub fn of_part(&self, ranges: &[Range<usize>]) -> Shares {
        Self::shares(ranges.iter().flat_map(|range| self.within(range)).copied().collect(), PRIOR)
    }
}

/// The number of words of the phrase at the beginning of `words`, and its subjects.
fn at(words: &[Word]) -> (usize, &'static [SubjectWeight]) {
    let word = words[0];
    if !word.traits.has_subject {
        return (1, &[]);
    }
    word.info.phrases.longest(words).unwrap_or((1, word.info.subject_weights))
}

/// One or two subjects, or none, as indices in [`SUBJECTS`], from the shares in headline, article, context and
/// quotation.
pub(super) fn subjects(zones: [&Shares; 4]) -> Vec<usize> {
    let weighed =
        |subject: usize| zones.iter().zip(ZONE_WEIGHTS).map(|(shares, weight)| shares[subject] * weight).sum::<f32>();
    // The earlier subject wins a tie.
    let heavier = |one: &(f32, usize), other: &(f32, usize)| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1));
    let all: [(f32, usize); SUBJECTS.len()] = std::array::from_fn(|subject| (weighed(subject), subject));
    let Some(first) = all.into_iter().max_by(heavier).filter(|first| first.0 >= MIN_SHARE) else { return Vec::new() };
    let second = all.into_iter().filter(|other| other.1 != first.1).max_by(heavier);
    let second = second.filter(|second| second.0 >= MIN_SHARE && second.0 >= first.0 * MIN_SECOND_RATIO);
    std::iter::once(first).chain(second).map(|(_, subject)| subject).collect()
}
