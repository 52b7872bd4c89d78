//! The features by which the recogniser finds names. Training and inference share this extractor.
//!
//! A feature is the number of its template mixed with the values it looks at: the word and its neighbours, their
//! shapes, endings and word lists, the position in sentence and span, and how the article writes the word elsewhere.
//! Any change here requires retraining.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::name::{is_given_name, is_title};
use crate::lexicon::List;
use crate::tag::{SurfaceFeatures, hash_bytes, mix};
use crate::text::Document;

/// Features of a word in or next to a span.
#[derive(Clone, Copy, Debug, Default)]
struct WordFeatures {
    surface: SurfaceFeatures,
    prefix: u64,
    /// One bit for each word list that contains it.
    lists: u16,
    /// How the word is used elsewhere in the article, see [`usage`].
    uses: u8,
}

/// How the article writes a word, over all spans and their contexts.
mod usage {
    /// In lower case.
    pub const SMALL: u8 = 1;
    /// Right after a given name.
    pub const AFTER_GIVEN: u8 = 2;
    /// Right after a title.
    pub const AFTER_TITLE: u8 = 4;
    /// Capitalised inside a sentence.
    pub const CAPITAL_INSIDE: u8 = 8;
    /// Right after "the".
    pub const AFTER_THE: u8 = 16;
}

/// Features of the words of all spans.
pub struct NameFeatures {
    /// Each distinct word once. The first entry is for no word.
    words: Vec<WordFeatures>,
    /// The index in `words` for each token in or next to a span; 0 for all others.
    word_of_token: Vec<u32>,
}

/// How many tokens next to a span are read.
const CONTEXT: usize = 2;

impl NameFeatures {
    /// Reads the `spans` of `document` and their contexts.
    pub fn new(document: &Document, spans: &[Range<usize>]) -> Self {
        let mut all = Self { words: vec![WordFeatures::default()], word_of_token: vec![0; document.tokens.len()] };
        let mut places = vec![0; document.distinct_words()];
        let mut buffer = String::new();
        for token in spans.iter().flat_map(|span| with_context(document, span)) {
            let place = &mut places[document.word_id(token)];
            if *place == 0 {
                *place = all.words.len() as u32;
                all.words.push(word(document, token, &mut buffer));
            }
            all.word_of_token[token] = *place;
        }
        all.record_usage(document, spans);
        all
    }

    /// Records how the article writes each word, capitalised or not.
    fn record_usage(&mut self, document: &Document, spans: &[Range<usize>]) {
        let mut usage_bits = vec![0; self.words.len()];
        for token in spans.iter().flat_map(|span| with_context(document, span)) {
            usage_bits[self.word_of_token[token] as usize] |= self.usage_at(document, token);
        }
        // "Bank" and "bank" count as one word here.
        let mut uses: FxHashMap<u64, u8> = FxHashMap::default();
        for (word, usage_bits) in self.words.iter().zip(usage_bits).skip(1) {
            *uses.entry(word.surface.lower).or_default() |= usage_bits;
        }
        for word in self.words.iter_mut().skip(1) {
            word.uses = uses.get(&word.surface.lower).copied().unwrap_or(0);
        }
    }

    /// How `token` uses its word, see [`usage`].
    fn usage_at(&self, document: &Document, token: usize) -> u8 {
        let sentence = &document.sentences[document.sentence_of(token)];
        let before = token.checked_sub(1).filter(|before| sentence.contains(before));
        let lists = self.at(before).lists;
        let flags = [
            (!self.at(Some(token)).surface.capital, usage::SMALL),
            (lists & GIVEN != 0, usage::AFTER_GIVEN),
            (lists & TITLE != 0, usage::AFTER_TITLE),
            (before.is_some() && document.is_capitalised(token), usage::CAPITAL_INSIDE),
            (before.is_some_and(|before| document.word(before).eq_ignore_ascii_case("the")), usage::AFTER_THE),
        ];
        flags.iter().fold(0, |bits, &(holds, bit)| if holds { bits | bit } else { bits })
    }

    /// Writes the features of `token` in `span` to `out`, which is cleared first.
    pub fn features(&self, document: &Document, span: &Range<usize>, token: usize, out: &mut Vec<u64>) {
        out.clear();
        features(document, self, span, token, out);
    }

    fn at(&self, token: Option<usize>) -> &WordFeatures {
        &self.words[token.map_or(0, |token| self.word_of_token[token] as usize)]
    }
}

/// The tokens of a span and its context.
fn with_context(document: &Document, span: &Range<usize>) -> Range<usize> {
    span.start.saturating_sub(CONTEXT)..(span.end + CONTEXT).min(document.tokens.len())
}

fn word(document: &Document, token: usize, buffer: &mut String) -> WordFeatures {
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
    let surface = SurfaceFeatures::of(document.word(token), buffer);
    WordFeatures { surface, prefix: hash_bytes(prefix.as_bytes()), lists: bits, uses: 0 }
}

const GIVEN: u16 = 1;
const TITLE: u16 = 2;

/// Spreads template numbers over all bits.
const SPREAD: u64 = 0xff51_afd7_ed55_8ccd;

fn features(document: &Document, known: &NameFeatures, span: &Range<usize>, token: usize, out: &mut Vec<u64>) {
    let mut template = 0u64;
    let mut emit = |values: &[u64]| {
        template += 1;
        let mixed = values.iter().fold(template.wrapping_mul(SPREAD), |state, &value| mix(state, value));
        out.push(mixed.wrapping_mul(SPREAD));
    };
    let sentence = &document.sentences[document.sentence_of(token)];
    let near = |offset: isize| known.at(token.checked_add_signed(offset).filter(|at| sentence.contains(at)));
    let [before2, before, this, after, after2] = [near(-2), near(-1), near(0), near(1), near(2)];
    let lower = |word: &WordFeatures| word.surface.lower;
    let lists = |word: &WordFeatures| u64::from(word.lists);
    let uses = |word: &WordFeatures| u64::from(word.uses);
    let first = u64::from(sentence.start == token);
    let place = (token - span.start).min(4) as u64;
    let length = span.len().min(6) as u64;
    let left = (span.end - token).min(4) as u64;
    emit(&[]);
    for word in [before2, before, this, after, after2] {
        emit(&[lower(word)]);
        emit(&[lists(word)]);
        emit(&[word.surface.shape]);
    }
    emit(&[lower(before), lower(this)]);
    emit(&[lower(this), lower(after)]);
    emit(&[lower(before), lists(this)]);
    emit(&[lists(this), lower(after)]);
    emit(&[lists(before), lists(this)]);
    emit(&[lists(this), lists(after)]);
    emit(&[lists(before), lists(this), lists(after)]);
    emit(&[lists(before2), lists(before), lists(this)]);
    for suffix in this.surface.suffixes {
        emit(&[suffix]);
    }
    emit(&[this.prefix]);
    emit(&[this.surface.shape, after.surface.shape]);
    emit(&[before.surface.shape, this.surface.shape]);
    emit(&[uses(this)]);
    emit(&[uses(this), first, lists(this)]);
    emit(&[uses(before), uses(this), uses(after)]);
    emit(&[first, place, length]);
    emit(&[place, left]);
    emit(&[lists(this), place, left]);
    emit(&[lists(this), length]);
    let outside = known.at(span.start.checked_sub(1).filter(|at| sentence.contains(at)));
    let behind = known.at(Some(span.end).filter(|at| sentence.contains(at)));
    emit(&[lower(outside), place]);
    emit(&[lower(behind), left]);
    let last = known.at(Some(span.end - 1));
    emit(&[lower(last), left]);
    emit(&[lists(last), lists(this)]);
    emit(&[u64::from(document.quoted_at(token).is_some()), lists(this)]);
    emit(&[first, lists(this), lists(after)]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_the_uses_of_all_its_mentions() {
        let document = Document::new("Then the Bank of Ann Moss met Mr. Moss by the bank.");
        let known = NameFeatures::new(&document, &[2..3, 4..6, 7..9, 11..12]);
        let uses = |token: usize| (document.word(token), known.at(Some(token)).uses);
        let bank = usage::SMALL | usage::CAPITAL_INSIDE | usage::AFTER_THE;
        let moss = usage::AFTER_GIVEN | usage::AFTER_TITLE | usage::CAPITAL_INSIDE;
        assert_eq!([uses(2), uses(11)], [("Bank", bank), ("bank", bank)]);
        assert_eq!([uses(5), uses(8)], [("Moss", moss), ("Moss", moss)]);
        assert_eq!([uses(0), uses(6)], [("Then", 0), ("met", usage::SMALL)]);
    }

    fn features(text: &str, span: Range<usize>, token: usize) -> Vec<u64> {
        let document = Document::new(text);
        let mut out = vec![7];
        NameFeatures::new(&document, std::slice::from_ref(&span)).features(&document, &span, token, &mut out);
        out
    }

    #[test]
    fn the_number_of_a_template_keeps_equal_values_apart() {
        // A word without neighbours: many templates see the same values.
        let alone = features("Moss", 0..1, 0);
        let mut once = alone.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), alone.len());
        assert_eq!(alone.len(), features("We met Ann Moss of Leeds.", 2..4, 3).len());
    }

    #[test]
    fn neighbours_are_in_the_same_sentence() {
        assert_eq!(features("We waited. Moss left.", 3..4, 3), features("It rains. Moss left.", 3..4, 3));
        assert_ne!(features("We met Moss.", 2..3, 2), features("We saw Moss.", 2..3, 2));
        assert_ne!(features("We met Moss.", 2..3, 2), features("We met Moss today.", 2..3, 2));
    }
}
