//! The network, ready to score documents.
//!
//! A document is read in pieces of a few sentences, each by itself, as in training; pieces are read side by side.
//! Memory stays bounded however long it is: so many pieces make a window.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::format::{Shape, Stored};
use super::input::{DOUBLE_MARKS, FEATURES, begins_with_headline, ending, read_as_double, read_features};
use super::lanes::{LANES, Width, Work, widest};
use super::layer::{Inputs, Layer, STATE_ONE, Scratch, whole_table};
use super::output::Output;
use super::vocabulary::Vocabulary;
use crate::model::ModelError;
use crate::tag::LABELS;
use crate::text::{Document, Memo, Owner};

/// Tokens of a piece, about, at least, where the document has as many. Every piece begins with a sentence: what stands
/// before it does not matter to the figures, for training never showed it either.
const PIECE: usize = 80;

/// Tokens of a piece, usually. Training shows 120; from 90 to 150 the figures are alike.
const USUAL: usize = 90;

/// Tokens of a piece, at most.
const LONGEST: usize = 320;

/// The place of a word that was not met yet.
const NOWHERE: u32 = u32::MAX;

/// Tokens of a window, at least, where the document has as many.
const WINDOW: usize = 2048;

/// A trained network. It can be shared between threads.
#[derive(Clone, Debug)]
pub struct Network {
    shape: Shape,
    vocabulary: Vocabulary,
    vectors: Vec<i16>,
    known: Vec<i16>,
    endings: Vec<i16>,
    layers: Vec<Layer>,
    output: Output,
    transitions: [[f32; LABELS]; LABELS],
}

impl Network {
    /// Reads the weights that training has written.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        Stored::from_bytes(bytes).map(|stored| Self::new(&stored))
    }

    fn new(stored: &Stored) -> Self {
        let mut layers = Vec::new();
        widest(Prepare(stored, &mut layers));
        Self {
            shape: stored.shape,
            vocabulary: Vocabulary::new(stored.words.iter().map(String::as_str)),
            vectors: whole_table(&stored.vectors),
            known: whole_table(&stored.known),
            endings: whole_table(&stored.endings),
            layers,
            output: Output::new(&stored.output, STATE_ONE, &stored.output_bias),
            transitions: std::array::from_fn(|from| std::array::from_fn(|to| stored.transitions[from * LABELS + to])),
        }
    }

    /// The score of a label (second index) behind another (first index), on the scale of [`Network::score`].
    pub fn transitions(&self) -> &[[f32; LABELS]; LABELS] {
        &self.transitions
    }

    /// Writes one row of label scores for each token of `document` into `out`, in place of what it held.
    ///
    /// The scores are those of a chain: together with [`Network::transitions`] their sums are logarithms of weights
    /// of label sequences.
    pub fn score(&self, document: &Document, out: &mut Vec<[f32; LABELS]>) {
        thread_local! {
            /// Kept from document to document: a new one each time costs as much as some of the layers.
            static ROOM: RefCell<Room> = RefCell::default();
        }
        out.clear();
        out.reserve(document.tokens.len());
        ROOM.with_borrow_mut(|room| widest(Score { network: self, document, room, out }));
    }

    /// The rows of the different words of `document` and of their endings; for each token, in `room`, the number of its
    /// word among them.
    fn rows(&self, document: &Document, room: &mut Room) -> Vec<(u32, u16)> {
        let Room { known, key, numbers, .. } = room;
        let known = known.of(self.vocabulary.owner);
        let row = |token| {
            let word = document.word(token);
            known.get(word, document.hash(token), || (self.vocabulary.row(word, key), ending(word)))
        };
        let mut rows: Vec<(u32, u16)> = document.first_tokens().map(row).collect();
        numbers.clear();
        numbers.extend((0..document.tokens.len()).map(|token| document.word_number(token) as u32));
        let first = rows.len();
        rows.extend(DOUBLE_MARKS.map(|mark| (self.vocabulary.row(mark, key), ending(mark))));
        for (token, mark) in read_as_double(document) {
            numbers[token] = (first + mark) as u32;
        }
        rows
    }

    /// Leaves in the inputs the vectors of each different word of `window`, and gathers the different sets of features.
    #[inline(always)]
    fn embed(&self, window: Range<usize>, features: &[[u16; FEATURES]], words: &[(u32, u16)], room: &mut Room) {
        let Shape { vector, known, ending, known_words, .. } = self.shape;
        let Room { numbers, seen, sets, places, inputs: read, .. } = room;
        read.x.clear();
        seen.clear();
        places.clear();
        places.resize(words.len(), NOWHERE);
        sets.clear();
        read.rows.clear();
        read.features.clear();
        for index in window {
            let number = numbers[index] as usize;
            if places[number] == NOWHERE {
                let (word, end) = words[number];
                let next = seen.len() as u32;
                places[number] = *seen.entry((word, end)).or_insert(next);
                if places[number] == next {
                    let word = word as usize;
                    read.x.extend_from_slice(&self.vectors[word * vector..][..vector]);
                    let word = if word < known_words { word } else { 0 };
                    read.x.extend_from_slice(&self.known[word * known..][..known]);
                    read.x.extend_from_slice(&self.endings[usize::from(end) * ending..][..ending]);
                }
            }
            let next = read.features.len() as u32;
            let set = *sets.entry(features[index]).or_insert(next);
            if set == next {
                read.features.push(features[index]);
            }
            read.rows.push([places[number], set]);
        }
    }
}

/// Makes the layers ready.
struct Prepare<'a>(&'a Stored, &'a mut Vec<Layer>);

impl Work for Prepare<'_> {
    #[inline(always)]
    fn run<W: Width>(self, lanes: W) {
        let Prepare(stored, layers) = self;
        for (number, both) in stored.layers.iter().enumerate() {
            layers.push(match number {
                0 => Layer::with_features(both, &stored.features, lanes),
                _ => Layer::new(both, STATE_ONE),
            });
        }
    }
}

/// Scores a document.
struct Score<'a, 'd> {
    network: &'a Network,
    document: &'a Document<'d>,
    room: &'a mut Room,
    out: &'a mut Vec<[f32; LABELS]>,
}

impl Work for Score<'_, '_> {
    #[inline(always)]
    fn run<W: Width>(self, lanes: W) {
        let Score { network, document, room, out } = self;
        let features = read_features(document, !begins_with_headline(document));
        let pieces = pieces(document);
        let words = network.rows(document, room);
        let mut rest = pieces.as_slice();
        while let Some(first) = rest.first() {
            let count = rest.partition_point(|piece| piece.end < first.start + WINDOW).max(1);
            let (now, later) = rest.split_at(count);
            rest = later;
            let window = first.start..now[count - 1].end;
            network.embed(window.clone(), &features, &words, room);
            room.pieces.clear();
            room.pieces.extend(now.iter().map(|piece| piece.start - window.start..piece.end - window.start));
            room.pieces.sort_by_key(|piece| usize::MAX - piece.len());
            for layer in &network.layers {
                room.run(lanes, layer);
            }
            out.extend(room.inputs.x.chunks_exact(2 * network.shape.hidden).map(|row| network.output.scores(row)));
        }
    }
}

/// Cuts a document into pieces that are read by themselves: whole sentences where they are not too long.
///
/// As many as are read side by side, or a multiple of that, all of about the same length: so nobody waits for the last.
fn pieces(document: &Document) -> Vec<Range<usize>> {
    let all = document.tokens.len();
    let rounds = (all + LANES * USUAL / 2) / (LANES * USUAL);
    let count = (LANES * rounds.max(1)).min(all / PIECE).max(1);
    let mut pieces: Vec<Range<usize>> = Vec::with_capacity(count + all / LONGEST);
    let mut start = 0;
    for (number, sentence) in document.sentences.iter().enumerate() {
        while sentence.end - start > LONGEST {
            pieces.push(start..start + LONGEST);
            start += LONGEST;
        }
        // What is left in equal parts, unless one overlong sentence has taken many of them.
        let part = (all - start) / count.saturating_sub(pieces.len()).max(1);
        let due = start + part.min(2 * USUAL);
        let next = document.sentences.get(number + 1).map_or(usize::MAX, |next| next.end);
        if sentence.end == all || due.abs_diff(sentence.end) <= due.abs_diff(next) {
            pieces.push(start..sentence.end);
            start = sentence.end;
        }
    }
    pieces
}

/// Room for one window.
#[derive(Default)]
struct Room {
    key: String,
    /// The rows of words and of their endings.
    known: Memo<(u32, u16), Owner>,
    /// The number of the word of each token.
    numbers: Vec<u32>,
    /// The row in the inputs of each different word of the document, or [`NOWHERE`].
    places: Vec<u32>,
    /// The row in the inputs of each word with its ending.
    seen: FxHashMap<(u32, u16), u32>,
    /// The number of each set of features.
    sets: FxHashMap<[u16; FEATURES], u32>,
    inputs: Inputs,
    pieces: Vec<Range<usize>>,
    next: Vec<i16>,
    scratch: Scratch,
}

impl Room {
    /// Replaces the numbers of the inputs by the hidden states of `layer`, one for each token.
    #[inline(always)]
    fn run<W: Width>(&mut self, lanes: W, layer: &Layer) {
        self.next.clear();
        self.next.resize(self.inputs.rows.len() * 2 * layer.size(), 0);
        layer.run(lanes, &mut self.inputs, &self.pieces, &mut self.next, &mut self.scratch);
        std::mem::swap(&mut self.inputs.x, &mut self.next);
        self.inputs.features.clear();
        self.inputs.rows.iter_mut().zip(0..).for_each(|(row, token)| *row = [token, 0]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::neural::format::{GATES, StoredDirection, Table};
    use crate::tag::neural::input::{ENDING_ROWS, FEATURE_ROWS};

    /// A network of the smallest size with weights that look like noise.
    fn example() -> Stored {
        let mut state = 7u32;
        let mut noise = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 24) as f32 - 0.5
        };
        let shape =
            Shape { words: 3, vector: 8, known_words: 2, known: 8, ending: 8, feature: 8, hidden: 32, layers: 2 };
        let mut numbers = |count: usize| (0..count).map(|_| noise()).collect::<Vec<f32>>();
        let mut table = |rows: usize, width: usize| Table::round(&numbers(rows * width), width);
        let mut direction = |width: usize| StoredDirection {
            input: table(32 * GATES, width),
            recurrent: table(32 * GATES, 32),
            bias: vec![0.1; 32 * GATES],
        };
        let layers = vec![[direction(32), direction(32)], [direction(64), direction(64)]];
        Stored {
            shape,
            words: vec!["said".into(), "ann".into()],
            vectors: table(3, 8),
            known: table(2, 8),
            endings: table(ENDING_ROWS, 8),
            features: table(FEATURE_ROWS, 8),
            layers,
            output: table(LABELS, 64),
            output_bias: vec![0.0; LABELS],
            transitions: vec![0.0; LABELS * LABELS],
        }
    }

    fn scores(network: &Network, text: &str) -> Vec<[f32; LABELS]> {
        let mut out = vec![[9.0; LABELS]];
        network.score(&Document::new(text), &mut out);
        out
    }

    #[test]
    fn weights_survive_the_way_through_bytes() {
        let stored = example();
        assert_eq!(Stored::from_bytes(&stored.to_bytes()).unwrap(), stored);
    }

    #[test]
    fn what_is_no_network_is_an_error() {
        let bytes = example().to_bytes();
        let error = |bytes: &[u8]| Network::from_bytes(bytes).map(|_| ()).unwrap_err();
        assert_eq!(error(b"quotes"), ModelError::Foreign);
        assert_eq!(error(&bytes[..bytes.len() - 1]), ModelError::Checksum);
        assert_eq!(error(&bytes[..10]), ModelError::Foreign);
        let mut changed = bytes.clone();
        changed[8] = 99;
        assert_eq!(error(&changed), ModelError::Version { found: 99, known: 2 });
        let mut changed = bytes;
        *changed.last_mut().unwrap() ^= 1;
        assert_eq!(error(&changed), ModelError::Checksum);
    }

    #[test]
    fn every_token_is_scored_whatever_the_length() {
        let network = Network::new(&example());
        let text = "“Rain,” said Ann Lee.\n".repeat(700);
        let rows = scores(&network, &text);
        assert_eq!(rows.len(), Document::new(&text).tokens.len());
        assert!(rows.iter().flatten().all(|score| score.is_finite()));
        assert!(scores(&network, "").is_empty());
    }

    #[test]
    fn pieces_are_whole_sentences_and_cover_everything() {
        let text = format!("{}\n{}.\n", "The ferry left at noon. ".repeat(60), "so ".repeat(700));
        let document = Document::new(&text);
        let pieces = pieces(&document);
        assert_eq!(pieces.first().map(|piece| piece.start), Some(0));
        assert_eq!(pieces.last().map(|piece| piece.end), Some(document.tokens.len()));
        assert!(pieces.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert!(pieces.iter().all(|piece| (1..=LONGEST).contains(&piece.len())));
        assert!(document.sentences.iter().any(|sentence| sentence.start == pieces[1].start));
        assert!(super::pieces(&Document::new("")).is_empty());
    }

    #[test]
    fn a_piece_is_scored_alike_whatever_stands_beside_it() {
        let network = Network::new(&example());
        let sentence = format!("{}.", "rain and ".repeat(60));
        let alone = scores(&network, &sentence);
        // Lines at the top and at the end of an article have features of their own.
        let many = scores(&network, &[&*sentence; 12].join("\n"));
        let rows: Vec<_> = many.chunks_exact(alone.len()).collect();
        assert!(rows[5..9].iter().all(|row| row == &rows[5]));
    }

    #[test]
    fn both_directions_reach_the_scores() {
        let network = Network::new(&example());
        let rows = scores(&network, "Ann said it .");
        assert_ne!(rows[1], scores(&network, "Bob said it .")[1]);
        assert_ne!(rows[1], scores(&network, "Ann said all .")[1]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_scored(text in "[\\PC\n\"“”‘’'«»`. ]{0,100}") {
            let network = Network::new(&example());
            assert_eq!(scores(&network, &text).len(), Document::new(&text).tokens.len());
        }
    }
}
