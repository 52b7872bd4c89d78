//! What the network is told of a token besides the word itself: its ending, shape and place, as small numbers.
//!
//! One reader serves training and inference, so that the two cannot drift apart. Every feature is one row out of a
//! block of rows; the vectors of all rows of a token are added up.

use std::ops::Range;

use crate::text::{Document, QuoteStyle, QuotedSpan, TokenKind};

/// How many features a token has.
pub const FEATURES: usize = 7;

/// Those features that all tokens of a sentence have in common.
pub const OF_SENTENCE: Range<usize> = 4..6;

/// How many values each feature may take, in order.
pub const FEATURE_SIZES: [usize; FEATURES] = [24, 57, 21, 49, 36, 20, 4];

/// How many rows all features have together.
pub const FEATURE_ROWS: usize = 24 + 57 + 21 + 49 + 36 + 20 + 4;

/// How many rows the endings of words are spread over.
pub const ENDING_ROWS: usize = 2048;

/// Reads all tokens of `document`: the rows of their features, below [`FEATURE_ROWS`].
///
/// Articles to learn from begin with their headline. Where it is `missing`, the first line is read as the second of those.
pub fn read_features(document: &Document, missing: bool) -> Vec<[u16; FEATURES]> {
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

/// The marks as which single ones around quotations are read.
pub const DOUBLE_MARKS: [&str; 2] = ["“", "”"];

/// The single marks that stand around quotations, each with the number of the double mark as which it is read: American
/// papers, which the network learns from, have hardly any others, and British ones hardly any double ones.
pub fn read_as_double(document: &Document) -> impl Iterator<Item = (usize, usize)> {
    let single = |region: &&QuotedSpan| region.depth == 0 && region.style == QuoteStyle::Single;
    let quotations = document.quoted.iter().filter(single).filter(|region| region.is_quotation(document.text));
    quotations.flat_map(|region| {
        let tokens = document.tokens_in(region.outer);
        let marks = [(region.opened, tokens.start, 0), (region.closed, tokens.end.saturating_sub(1), 1)];
        marks.into_iter().filter(|&(stands, ..)| stands).map(|(_, token, mark)| (token, mark))
    })
}

/// Values of the features as rows of the table that holds all of them.
fn rows(values: [usize; FEATURES]) -> [u16; FEATURES] {
    let mut rows = [0; FEATURES];
    let mut first = 0;
    for ((row, value), size) in rows.iter_mut().zip(values).zip(FEATURE_SIZES) {
        *row = (first + value.min(size - 1)) as u16;
        first += size;
    }
    rows
}

/// A distance in one of seven steps.
fn steps(distance: usize) -> usize {
    match distance {
        0..=2 => distance,
        3..=4 => 3,
        5..=8 => 4,
        9..=16 => 5,
        _ => 6,
    }
}

/// The row of a word's last three letters, below [`ENDING_ROWS`]: they are spread over the rows by FNV-1a.
pub fn ending(word: &str) -> u16 {
    let mut hash: u32 = 0x811c_9dc5;
    for c in word.chars().rev().take(3).flat_map(char::to_lowercase) {
        hash = (hash ^ c as u32).wrapping_mul(0x0100_0193);
    }
    ((hash ^ (hash >> 15)) as usize % ENDING_ROWS) as u16
}

/// What a token looks like, 0 to 11.
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

/// Whether the first line ends as no sentence does.
pub fn begins_with_headline(document: &Document) -> bool {
    let closes = |word: &str| matches!(word, "”" | "’" | "\"" | "'" | "''" | "»" | ")");
    let first = document.paragraphs.first().cloned().unwrap_or_default();
    let last = first.rev().map(|token| document.word(token)).find(|word| !closes(word));
    last.is_some_and(|word| !word.ends_with('.'))
}

/// Which sentence of which paragraph the token stands in; the paragraph counts as number `rank`.
fn place_of_sentence(document: &Document, index: usize, paragraph: usize, rank: usize) -> usize {
    let range = &document.paragraphs[paragraph];
    let sentence = document.sentence_of(index);
    let first = document.sentence_of(range.start);
    let last = document.sentence_of(range.end - 1);
    ((sentence - first).min(3) * 3 + (last - sentence).min(2)) * 3 + rank.min(2)
}

/// Whether blanks stand before and after the token.
fn touching(document: &Document, index: usize) -> usize {
    let span = document.tokens[index].span;
    let before = index > 0 && document.tokens[index - 1].span.end() == span.start();
    let after = document.tokens.get(index + 1).is_some_and(|next| next.span.start() == span.end());
    usize::from(before) * 2 + usize::from(after)
}

/// How the paragraph before ended, and whether this one begins in marks or stands in them as a whole. The first one stands
/// behind others when the headline is `missing`.
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

/// Where a token stands among the quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct MarkPlace {
    place: usize,
    region: usize,
}

/// Distances to marks in one of four steps inside and five outside.
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

fn read_marks(document: &Document) -> Vec<MarkPlace> {
    let mut places = Vec::with_capacity(document.tokens.len());
    for paragraph in &document.paragraphs {
        let first = places.len();
        let mut left: Option<usize> = None;
        for index in paragraph.clone() {
            if document.quoted_at(index).is_some() {
                left = Some(index);
            }
            places.push(MarkPlace { place: far(left.map(|left| index - left)) * 5, region: 0 });
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
            places[index] = MarkPlace { place: 25 + state * 16 + edges, region: kind_of_region(region, words) };
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
    fn the_blocks_add_up() {
        assert_eq!(FEATURE_SIZES.iter().sum::<usize>(), FEATURE_ROWS);
    }

    #[test]
    fn words_in_marks_differ_from_words_outside() {
        let document = Document::new("“We won again,” said Ann.\nShe left.");
        let features = read_features(&document, false);
        assert_eq!(features.len(), document.tokens.len());
        assert!(features[..9].windows(2).all(|pair| pair[0][OF_SENTENCE] == pair[1][OF_SENTENCE]));
        assert_ne!(features[1][1], features[6][1]);
        assert_eq!(ending("winning"), ending("SAYING"));
        assert_ne!(ending("winning"), ending("won"));
    }

    #[test]
    fn quotations_in_single_marks_are_read_as_those_in_double_ones() {
        let (single, double) = ("‘We won again,’ said Ann, the ‘boss’.", "“We won again,” said Ann, the ‘boss’.");
        let (single, double) = (Document::new(single), Document::new(double));
        assert_eq!(read_features(&single, true), read_features(&double, true));
        assert_eq!(read_as_double(&single).collect::<Vec<_>>(), [(0, 0), (5, 1)]);
        assert_eq!(read_as_double(&double).count(), 0);
    }

    #[test]
    fn a_first_line_that_is_no_headline_is_read_as_what_stands_below_one() {
        let (whole, bare) = ("A headline\nIt rains, Ann said.\nShe left.", "It rains, Ann said.\nShe left.");
        let (whole, bare) = (Document::new(whole), Document::new(bare));
        assert!(begins_with_headline(&whole) && !begins_with_headline(&bare));
        assert!(!begins_with_headline(&Document::new("“It rains.”")));
        let read = read_features(&bare, true);
        assert_eq!(read[..5], read_features(&whole, false)[2..7]);
        assert_ne!(read, read_features(&bare, false));
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_read(text in "[\\PC\n\"“”‘’'«»`. ]{0,200}") {
            let document = Document::new(&text);
            for (index, features) in read_features(&document, false).into_iter().enumerate() {
                assert!(usize::from(ending(document.word(index))) < ENDING_ROWS);
                assert!(features.iter().all(|&row| usize::from(row) < FEATURE_ROWS));
            }
        }
    }
}
