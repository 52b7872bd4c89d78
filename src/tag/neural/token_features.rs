//! The features of a token besides its word: ending, shape, position and quotation marks.
//!
//! Training and inference share this extractor. Every feature value is one row of the feature matrix; the vectors of a
//! token's rows are summed.

use std::ops::Range;

use crate::text::{Document, QuoteStyle, QuotedSpan, TokenKind};

/// The number of features of a token.
pub const FEATURES: usize = 7;

/// The features that all tokens of a sentence share.
pub const SENTENCE_FEATURES: Range<usize> = 4..6;

/// The number of values of each feature, in order.
pub const FEATURE_SIZES: [usize; FEATURES] = [24, 57, 21, 49, 36, 20, 4];

/// The number of rows of all features.
pub const FEATURE_ROWS: usize = 24 + 57 + 21 + 49 + 36 + 20 + 4;

/// The number of rows for word endings.
pub const ENDING_ROWS: usize = 2048;

/// The feature rows of all tokens of `document`, below [`FEATURE_ROWS`].
///
/// Training articles begin with their headline. If it is `missing`, the first line counts as the second.
pub fn token_features(document: &Document, missing: bool) -> Vec<[u16; FEATURES]> {
    let marks = read_marks(document);
    let shapes: Vec<usize> = document.first_occurrences().map(|token| shape(document, token)).collect();
    let mut features = Vec::with_capacity(document.tokens.len());
    for (number, paragraph) in document.paragraphs.iter().enumerate() {
        let behind = after_paragraph(document, number, missing);
        for index in paragraph.clone() {
            let sentence = &document.sentences[document.sentence_of(index)];
            features.push(rows([
                shapes[document.word_id(index)] * 2 + usize::from(index == sentence.start),
                marks[index].place,
                marks[index].region,
                steps(index - sentence.start) * 7 + steps(sentence.end - 1 - index),
                place_of_sentence(document, index, number, number + usize::from(missing)),
                behind,
                touching(document, index),
            ]));
        }
    }
    features
}

/// The double marks that replace single ones.
pub const DOUBLE_MARKS: [&str; 2] = ["“", "”"];

/// The single marks around quotations, each with the index of the double mark that replaces it: the American newspapers
/// used in training have few single marks, and British ones few double marks.
pub fn single_marks_as_double(document: &Document) -> impl Iterator<Item = (usize, usize)> {
    let single = |region: &&QuotedSpan| region.depth == 0 && region.style == QuoteStyle::Single;
    let quotations = document.quoted.iter().filter(single).filter(|region| region.is_quotation(document.text));
    quotations.flat_map(|region| {
        let tokens = document.tokens_in(region.outer);
        let marks = [(region.opened, tokens.start, 0), (region.closed, tokens.end.saturating_sub(1), 1)];
        marks.into_iter().filter(|&(stands, ..)| stands).map(|(_, token, mark)| (token, mark))
    })
}

/// The rows of feature values.
fn rows(values: [usize; FEATURES]) -> [u16; FEATURES] {
    let mut rows = [0; FEATURES];
    let mut first = 0;
    for ((row, value), size) in rows.iter_mut().zip(values).zip(FEATURE_SIZES) {
        *row = (first + value.min(size - 1)) as u16;
        first += size;
    }
    rows
}

/// A distance in one of seven buckets.
fn steps(distance: usize) -> usize {
    match distance {
        0..=2 => distance,
        3..=4 => 3,
        5..=8 => 4,
        9..=16 => 5,
        _ => 6,
    }
}

/// The row of a word's last three letters, hashed by FNV-1a, below [`ENDING_ROWS`].
pub fn ending(word: &str) -> u16 {
    let mut hash: u32 = 0x811c_9dc5;
    for c in word.chars().rev().take(3).flat_map(char::to_lowercase) {
        hash = (hash ^ c as u32).wrapping_mul(0x0100_0193);
    }
    ((hash ^ (hash >> 15)) as usize % ENDING_ROWS) as u16
}

/// The shape of a token, 0 to 11.
fn shape(document: &Document, index: usize) -> usize {
    let word = document.word(index);
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let long = word.chars().nth(1).is_some();
    match document.tokens[index].kind {
        TokenKind::Number if word.chars().any(char::is_alphabetic) => 0,
        TokenKind::Number => 1,
        TokenKind::Punctuation => match word.chars().next() {
            Some('.' | '?' | '!' | '…') => 2,
            Some(',' | ';') => 3,
            Some(':') => 4,
            Some('-' | '–' | '—') => 5,
            Some('"' | '“' | '”' | '\'' | '‘' | '’' | '`' | '«' | '»') => 6,
            _ => 7,
        },
        TokenKind::Word if capitals == 0 => 8,
        TokenKind::Word if capitals == 1 && word.starts_with(char::is_uppercase) && long => 9,
        TokenKind::Word if word.chars().all(|c| !c.is_lowercase()) => 10,
        TokenKind::Word => 11,
    }
}

/// Whether the first line does not end like a sentence.
pub fn begins_with_headline(document: &Document) -> bool {
    let closes = |word: &str| matches!(word, "”" | "’" | "\"" | "'" | "''" | "»" | ")");
    let first = document.paragraphs.first().cloned().unwrap_or_default();
    let last = first.rev().map(|token| document.word(token)).find(|word| !closes(word));
    last.is_some_and(|word| !word.ends_with('.'))
}

/// The position of the token's sentence in its paragraph; the paragraph counts as number `rank`.
fn place_of_sentence(document: &Document, index: usize, paragraph: usize, rank: usize) -> usize {
    let range = &document.paragraphs[paragraph];
    let sentence = document.sentence_of(index);
    let first = document.sentence_of(range.start);
    let last = document.sentence_of(range.end - 1);
    ((sentence - first).min(3) * 3 + (last - sentence).min(2)) * 3 + rank.min(2)
}

/// Whether there are blanks before and after the token.
fn touching(document: &Document, index: usize) -> usize {
    let span = document.tokens[index].span;
    let before = index > 0 && document.tokens[index - 1].span.end() == span.start();
    let after = document.tokens.get(index + 1).is_some_and(|next| next.span.start() == span.end());
    usize::from(before) * 2 + usize::from(after)
}

/// How the previous paragraph ended, and whether this one begins in quotation marks or is entirely in them. If the
/// headline is `missing`, the first paragraph counts as a later one.
fn after_paragraph(document: &Document, number: usize, missing: bool) -> usize {
    let range = &document.paragraphs[number];
    let begins = document.quoted_at(range.start);
    let whole = begins.is_some() && begins == document.quoted_at(range.end - 1);
    let before = match number.checked_sub(1).map(|before| document.paragraphs[before].end - 1) {
        None if missing => 4,
        None => 0,
        Some(last) if document.word(last) == ":" => 1,
        Some(last) => match document.quoted_at(last).map(|region| document.quoted[region]) {
            Some(QuotedSpan { closed: false, .. }) => 2,
            Some(_) => 3,
            None => 4,
        },
    };
    (before * 2 + usize::from(begins.is_some())) * 2 + usize::from(whole)
}

/// The position of a token relative to quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct MarkContext {
    place: usize,
    region: usize,
}

/// Distances to marks in four buckets inside and five outside.
fn near(distance: usize) -> usize {
    match distance {
        0..=1 => distance,
        2..=3 => 2,
        _ => 3,
    }
}

fn far(distance: Option<usize>) -> usize {
    match distance {
        None => 0,
        Some(0..=1) => 1,
        Some(2..=3) => 2,
        Some(4..=8) => 3,
        Some(_) => 4,
    }
}

fn read_marks(document: &Document) -> Vec<MarkContext> {
    let mut places = Vec::with_capacity(document.tokens.len());
    for paragraph in &document.paragraphs {
        let first = places.len();
        let mut left: Option<usize> = None;
        for index in paragraph.clone() {
            if document.quoted_at(index).is_some() {
                left = Some(index);
            }
            places.push(MarkContext { place: far(left.map(|left| index - left)) * 5, region: 0 });
        }
        let mut right: Option<usize> = None;
        for index in paragraph.clone().rev() {
            if document.quoted_at(index).is_some() {
                right = Some(index);
            }
            places[index].place += far(right.map(|right| right - index));
        }
        debug_assert_eq!(first, paragraph.start);
    }
    for region in document.quoted.iter().filter(|region| region.depth == 0) {
        let tokens = document.tokens_in(region.outer);
        let words = document.tokens_in(region.inner).len();
        let state = usize::from(!region.is_quotation(document.text));
        for index in tokens.clone() {
            let edges = near(index - tokens.start) * 4 + near(tokens.end - 1 - index);
            places[index] = MarkContext { place: 25 + state * 16 + edges, region: kind_of_region(region, words) };
        }
    }
    places
}

fn kind_of_region(region: &QuotedSpan, words: usize) -> usize {
    let length = match words {
        0..=1 => 0,
        2 => 1,
        3..=4 => 2,
        5..=9 => 3,
        _ => 4,
    };
    1 + length * 4 + usize::from(region.opened) * 2 + usize::from(region.closed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feature_sizes_sum_to_the_rows() {
        assert_eq!(FEATURE_SIZES.iter().sum::<usize>(), FEATURE_ROWS);
    }

    #[test]
    fn words_in_marks_differ_from_words_outside() {
        let document = Document::new("“We won again,” said Ann.\nShe left.");
        let features = token_features(&document, false);
        assert_eq!(features.len(), document.tokens.len());
        assert!(features[..9].windows(2).all(|pair| pair[0][SENTENCE_FEATURES] == pair[1][SENTENCE_FEATURES]));
        assert_ne!(features[1][1], features[6][1]);
        assert_eq!(ending("winning"), ending("SAYING"));
        assert_ne!(ending("winning"), ending("won"));
    }

    #[test]
    fn quotations_in_single_marks_are_read_as_those_in_double_ones() {
        let (single, double) = ("‘We won again,’ said Ann, the ‘boss’.", "“We won again,” said Ann, the ‘boss’.");
        let (single, double) = (Document::new(single), Document::new(double));
        assert_eq!(token_features(&single, true), token_features(&double, true));
        assert_eq!(single_marks_as_double(&single).collect::<Vec<_>>(), [(0, 0), (5, 1)]);
        assert_eq!(single_marks_as_double(&double).count(), 0);
    }

    #[test]
    fn a_first_line_without_headline_is_read_as_a_second_line() {
        let (whole, bare) = ("A headline\nIt rains, Ann said.\nShe left.", "It rains, Ann said.\nShe left.");
        let (whole, bare) = (Document::new(whole), Document::new(bare));
        assert!(begins_with_headline(&whole) && !begins_with_headline(&bare));
        assert!(!begins_with_headline(&Document::new("“It rains.”")));
        let read = token_features(&bare, true);
        assert_eq!(read[..5], token_features(&whole, false)[2..7]);
        assert_ne!(read, token_features(&bare, false));
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_read(text in "[\\PC\n\"“”‘’'«»`. ]{0,200}") {
            let document = Document::new(&text);
            for (index, features) in token_features(&document, false).into_iter().enumerate() {
                assert!(usize::from(ending(document.word(index))) < ENDING_ROWS);
                assert!(features.iter().all(|&row| usize::from(row) < FEATURE_ROWS));
            }
        }
    }
}
