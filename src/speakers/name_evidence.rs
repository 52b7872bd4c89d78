//! What tells a name from another capitalised word: the one extractor that training and use share.
//!
//! A feature is a template's number mixed with what it looks at: the word and its neighbours, its
//! shape and ending, the lists it stands on, where in the sentence and the stretch it stands, and how the same word is
//! written elsewhere in the article. A change here needs new weights.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::name::{is_given_name, is_title};
use crate::lexicon::List;
use crate::tag::{Forms, hash_bytes, mix};
use crate::text::Document;

/// What is known of a word that stands in or beside a stretch.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    forms: Forms,
    prefix: u64,
    /// One bit for each list it stands on.
    lists: u16,
    /// How the word is used elsewhere in the article: one bit for each way.
    uses: u8,
}

/// How a word is written in the article, over all stretches and the words beside them.
mod habit {
    /// With a small letter.
    pub const SMALL: u8 = 1;
    /// Right behind a given name.
    pub const AFTER_GIVEN: u8 = 2;
    /// Right behind a title.
    pub const AFTER_TITLE: u8 = 4;
    /// With a capital letter inside a sentence.
    pub const CAPITAL_INSIDE: u8 = 8;
    /// Right behind "the".
    pub const AFTER_THE: u8 = 16;
}

/// What is known of the words of all stretches.
pub struct NameEvidence {
    /// Each word once, however often the article has it; the first is no word at all.
    words: Vec<Word>,
    /// For each token in or beside a stretch, the place of its word in `words`; 0 for all others.
    of: Vec<u32>,
}

/// How far beside a stretch is looked.
const BESIDE: usize = 2;

impl NameEvidence {
    /// Reads the `stretches` of `document` and the words beside them.
    pub fn new(document: &Document, stretches: &[Range<usize>]) -> Self {
        let mut evidence = Self { words: vec![Word::default()], of: vec![0; document.tokens.len()] };
        let mut places = vec![0; document.distinct_words()];
        let mut buffer = String::new();
        for token in stretches.iter().flat_map(|stretch| with_beside(document, stretch)) {
            let place = &mut places[document.word_id(token)];
            if *place == 0 {
                *place = evidence.words.len() as u32;
                evidence.words.push(word(document, token, &mut buffer));
            }
            evidence.of[token] = *place;
        }
        evidence.learn_uses(document, stretches);
        evidence
    }

    /// Learns of each word how the article writes it, with or without a capital.
    fn learn_uses(&mut self, document: &Document, stretches: &[Range<usize>]) {
        let mut told = vec![0; self.words.len()];
        for token in stretches.iter().flat_map(|stretch| with_beside(document, stretch)) {
            told[self.of[token] as usize] |= self.told(document, token);
        }
        // "Bank" and "bank" are one word here.
        let mut uses: FxHashMap<u64, u8> = FxHashMap::default();
        for (word, told) in self.words.iter().zip(told).skip(1) {
            *uses.entry(word.forms.lower).or_default() |= told;
        }
        for word in self.words.iter_mut().skip(1) {
            word.uses = uses.get(&word.forms.lower).copied().unwrap_or(0);
        }
    }

    /// What the place of `token` tells of its word, see [`habit`].
    fn told(&self, document: &Document, token: usize) -> u8 {
        let sentence = &document.sentences[document.sentence_of(token)];
        let before = token.checked_sub(1).filter(|before| sentence.contains(before));
        let lists = self.at(before).lists;
        let told = [
            (!self.at(Some(token)).forms.capital, habit::SMALL),
            (lists & GIVEN != 0, habit::AFTER_GIVEN),
            (lists & TITLE != 0, habit::AFTER_TITLE),
            (before.is_some() && document.is_capitalised(token), habit::CAPITAL_INSIDE),
            (before.is_some_and(|before| document.word(before).eq_ignore_ascii_case("the")), habit::AFTER_THE),
        ];
        told.iter().fold(0, |bits, &(holds, bit)| if holds { bits | bit } else { bits })
    }

    /// Writes the features of `token`, which stands in `stretch`, to `out`, which is emptied first.
    pub fn features(&self, document: &Document, stretch: &Range<usize>, token: usize, out: &mut Vec<u64>) {
        out.clear();
        features(document, self, stretch, token, out);
    }

    fn at(&self, token: Option<usize>) -> &Word {
        &self.words[token.map_or(0, |token| self.of[token] as usize)]
    }
}

/// The tokens of a stretch and those beside it.
fn with_beside(document: &Document, stretch: &Range<usize>) -> Range<usize> {
    stretch.start.saturating_sub(BESIDE)..(stretch.end + BESIDE).min(document.tokens.len())
}

fn word(document: &Document, token: usize, buffer: &mut String) -> Word {
    let lists = [
        is_given_name(document, token),
        is_title(document, token),
        document.is_on(List::Places, token),
        document.is_on(List::OrganisationWords, token),
        document.is_on(List::Organisations, token),
        document.is_on(List::Calendar, token),
        document.is_on(List::PersonNouns, token),
        document.is_on(List::GroupNouns, token),
        document.is_on(List::FunctionWords, token),
        document.is_on(List::NameParticles, token),
        document.is_on(List::DocumentNouns, token),
        document.is_on(List::OrganisationNouns, token),
    ];
    let bits = lists.iter().enumerate().fold(0, |bits, (list, &has)| bits | u16::from(has) << list);
    let lower = document.lower(token);
    let prefix = lower.char_indices().nth(3).map_or(lower, |(end, _)| &lower[..end]);
    let forms = Forms::of(document.word(token), buffer);
    Word { forms, prefix: hash_bytes(prefix.as_bytes()), lists: bits, uses: 0 }
}

const GIVEN: u16 = 1;
const TITLE: u16 = 2;

/// Spreads the numbers of templates over all bits.
const SPREAD: u64 = 0xff51_afd7_ed55_8ccd;

fn features(document: &Document, known: &NameEvidence, stretch: &Range<usize>, token: usize, out: &mut Vec<u64>) {
    let mut template = 0u64;
    let mut tell = |values: &[u64]| {
        template += 1;
        let mixed = values.iter().fold(template.wrapping_mul(SPREAD), |state, &value| mix(state, value));
        out.push(mixed.wrapping_mul(SPREAD));
    };
    let sentence = &document.sentences[document.sentence_of(token)];
    let near = |offset: isize| known.at(token.checked_add_signed(offset).filter(|at| sentence.contains(at)));
    let [before2, before, this, after, after2] = [near(-2), near(-1), near(0), near(1), near(2)];
    let lower = |word: &Word| word.forms.lower;
    let lists = |word: &Word| u64::from(word.lists);
    let uses = |word: &Word| u64::from(word.uses);
    let first = u64::from(sentence.start == token);
    let place = (token - stretch.start).min(4) as u64;
    let length = stretch.len().min(6) as u64;
    let left = (stretch.end - token).min(4) as u64;
    tell(&[]);
    for word in [before2, before, this, after, after2] {
        tell(&[lower(word)]);
        tell(&[lists(word)]);
        tell(&[word.forms.shape]);
    }
    tell(&[lower(before), lower(this)]);
    tell(&[lower(this), lower(after)]);
    tell(&[lower(before), lists(this)]);
    tell(&[lists(this), lower(after)]);
    tell(&[lists(before), lists(this)]);
    tell(&[lists(this), lists(after)]);
    tell(&[lists(before), lists(this), lists(after)]);
    tell(&[lists(before2), lists(before), lists(this)]);
    for suffix in this.forms.suffixes {
        tell(&[suffix]);
    }
    tell(&[this.prefix]);
    tell(&[this.forms.shape, after.forms.shape]);
    tell(&[before.forms.shape, this.forms.shape]);
    tell(&[uses(this)]);
    tell(&[uses(this), first, lists(this)]);
    tell(&[uses(before), uses(this), uses(after)]);
    tell(&[first, place, length]);
    tell(&[place, left]);
    tell(&[lists(this), place, left]);
    tell(&[lists(this), length]);
    let outside = known.at(stretch.start.checked_sub(1).filter(|at| sentence.contains(at)));
    let behind = known.at(Some(stretch.end).filter(|at| sentence.contains(at)));
    tell(&[lower(outside), place]);
    tell(&[lower(behind), left]);
    let last = known.at(Some(stretch.end - 1));
    tell(&[lower(last), left]);
    tell(&[lists(last), lists(this)]);
    tell(&[u64::from(document.quoted_at(token).is_some()), lists(this)]);
    tell(&[first, lists(this), lists(after)]);
}
