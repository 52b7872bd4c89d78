//! The network, ready to score documents.
//!
//! A document is read in pieces of a few sentences, each by itself, as in training; pieces are read side by side.
//! Memory stays bounded however long it is: so many pieces make a window.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::format::{Shape, Stored};
use super::input::{DOUBLE_MARKS, FEATURES, begins_with_headline, read_as_double, read_features};
use super::lanes::{LANES, NOUGHT, Quad, Width, Work, widest};
use super::layer::{Given, Layer, Read, Scratch, add_up};
use super::output::Output;
use super::words::{PARTS, Remembered, Words};
use crate::model::ModelError;
use crate::tag::LABELS;
use crate::text::{Document, word_key};

/// Tokens of a piece, about, at least, where the document has as many. Every piece begins with a sentence: what stands
/// before it does not matter to the figures, for training never showed it either.
const PIECE: usize = 80;

/// Tokens of a piece, usually. Training shows 120; from 90 to 150 the figures are alike.
const USUAL: usize = 90;

/// Tokens of a piece, at most.
const LONGEST: usize = 320;

/// The place of a word that was not looked up yet.
const NOWHERE: u32 = u32::MAX;

/// Tokens of a window, at least, where the document has as many.
const WINDOW: usize = 2048;

/// A trained network. It can be shared between threads.
#[derive(Clone, Debug)]
pub struct Network {
    words: Words,
    layers: Vec<Layer>,
    /// What each row of features gives to the gates of each direction of the first layer.
    features: [Vec<Given>; 2],
    output: Output,
    transitions: [[f32; LABELS]; LABELS],
}

impl Network {
    /// Reads the weights that training has written.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        Stored::from_bytes(bytes).map(|stored| Self::new(&stored))
    }

    fn new(stored: &Stored) -> Self {
        let words = Words::new(stored);
        let Shape { feature, hidden, .. } = stored.shape;
        let [vector, known, ending] = words.widths();
        let (of_words, of_states) = ([vector, known, ending, feature], [2 * hidden]);
        let layer = |(number, both)| Layer::new(both, if number == 0 { &of_words } else { &of_states });
        let layers: Vec<Layer> = stored.layers.iter().enumerate().map(layer).collect();
        // Behind the parts that words give.
        let features = layers[0].table(PARTS, &stored.features);
        Self {
            words,
            layers,
            features,
            output: Output::new(&stored.output, &stored.output_bias),
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
        room.number_words(document);
        let mut rest = pieces.as_slice();
        while let Some(first) = rest.first() {
            let count = rest.partition_point(|piece| piece.end < first.start + WINDOW).max(1);
            let (now, later) = rest.split_at(count);
            rest = later;
            let window = first.start..now[count - 1].end;
            room.read_words(network, document, window.clone());
            room.words.reckon(lanes, &network.words, &network.layers[0], &mut room.scratch);
            room.read_features(&features[window.clone()]);
            room.pieces.clear();
            room.pieces.extend(now.iter().map(|piece| piece.start - window.start..piece.end - window.start));
            room.pieces.sort_by_key(|piece| usize::MAX - piece.len());
            room.run_first(lanes, network);
            for layer in &network.layers[1..] {
                room.run(lanes, layer);
            }
            network.output.scores(lanes, &room.states, out);
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
    words: Remembered,
    /// The number of the word of each token of the document.
    numbers: Vec<u32>,
    /// The place of each different word of the document among those of the window, or [`NOWHERE`].
    places: Vec<u32>,
    /// The different words of the window, by their places among those that are remembered.
    seen: Vec<u32>,
    /// The number of each set of features of the window, and the sets.
    numbers_of_sets: FxHashMap<[u16; FEATURES], u32>,
    sets: Vec<[u16; FEATURES]>,
    /// What each set gives.
    extras: Vec<Given>,
    /// For each token of the window what it reads, see [`Read`].
    rows: Vec<[u32; 2]>,
    pieces: Vec<Range<usize>>,
    /// The hidden states of both directions, a row for each token of the window.
    states: Vec<Quad>,
    next: Vec<Quad>,
    given: Vec<Given>,
    scratch: Scratch,
}

impl Room {
    /// Gives each token the number of its word; behind the words of the document stand the marks as which others are read.
    fn number_words(&mut self, document: &Document) {
        let different = document.distinct_words();
        self.numbers.clear();
        self.numbers.extend((0..document.tokens.len()).map(|token| document.word_id(token) as u32));
        for (token, mark) in read_as_double(document) {
            self.numbers[token] = (different + mark) as u32;
        }
        self.places.clear();
        self.places.resize(different + DOUBLE_MARKS.len(), NOWHERE);
    }

    /// Gathers the different words of the tokens in `window`, as the first of what these read.
    fn read_words(&mut self, network: &Network, document: &Document, window: Range<usize>) {
        self.words.make_room(&network.words, network.layers[0].groups());
        self.seen.clear();
        self.rows.clear();
        for token in window.clone() {
            let number = self.numbers[token] as usize;
            if self.places[number] == NOWHERE {
                let (word, key) = match number.checked_sub(document.distinct_words()) {
                    Some(mark) => (DOUBLE_MARKS[mark], word_key(DOUBLE_MARKS[mark])),
                    None => (document.word(token), document.word_key(token)),
                };
                self.places[number] = self.seen.len() as u32;
                self.seen.push(self.words.place(&network.words, word, key));
            }
            self.rows.push([self.places[number], 0]);
        }
        for token in window {
            self.places[self.numbers[token] as usize] = NOWHERE;
        }
    }

    /// Gathers the different sets of `features`, as the second of what the tokens read.
    fn read_features(&mut self, features: &[[u16; FEATURES]]) {
        self.numbers_of_sets.clear();
        self.sets.clear();
        for (row, set) in self.rows.iter_mut().zip(features) {
            let next = self.sets.len() as u32;
            row[1] = *self.numbers_of_sets.entry(*set).or_insert(next);
            if row[1] == next {
                self.sets.push(*set);
            }
        }
    }

    /// Leaves in the states those of the first layer.
    #[inline(always)]
    fn run_first<W: Width>(&mut self, lanes: W, network: &Network) {
        let layer = &network.layers[0];
        self.states.clear();
        self.states.resize(self.rows.len() * 2 * layer.size() / 4, [NOUGHT; 4]);
        for number in 0..2 {
            self.words.gather(number, layer.groups(), &self.seen, &mut self.given);
            add_up(&network.features[number], layer.groups(), &self.sets, &mut self.extras);
            let read = Read { given: &self.given, extras: &self.extras, rows: &self.rows };
            layer.run(lanes, number, read, &self.pieces, &mut self.states, &mut self.scratch);
        }
        self.rows.iter_mut().zip(0..).for_each(|(row, token)| *row = [token, 0]);
    }

    /// Replaces the states by those of another layer above them.
    #[inline(always)]
    fn run<W: Width>(&mut self, lanes: W, layer: &Layer) {
        self.next.clear();
        self.next.resize(self.states.len(), [NOUGHT; 4]);
        // One direction at a time: what both are given is more than a core's nearest caches hold.
        for number in 0..2 {
            layer.give_states(lanes, number, &self.states, &mut self.scratch, &mut self.given);
            let read = Read { given: &self.given, extras: &[], rows: &self.rows };
            layer.run(lanes, number, read, &self.pieces, &mut self.next, &mut self.scratch);
        }
        std::mem::swap(&mut self.states, &mut self.next);
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
