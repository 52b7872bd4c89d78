//! The network, ready to score documents.
//!
//! A document is cut into chunks of a few sentences, which are independent, as in training, and are computed in
//! parallel. A limited number of chunks forms a window, so memory stays bounded.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::format::{Shape, StoredNetwork};
use super::gate_input_cache::{GateInputCache, WORD_PARTS, WordEmbeddings};
use super::lstm::{GateInput, LayerInput, LstmLayer, Scratch, sum_features};
use super::output::OutputLayer;
use super::simd_matmul::{Kernel, Quad, SEQUENCES, SimdLevel, ZERO_POINT, dispatch};
use super::token_features::{DOUBLE_MARKS, FEATURES, begins_with_headline, single_marks_as_double, token_features};
use crate::model::ModelError;
use crate::tag::LABELS;
use crate::text::{Document, word_key};

/// Minimum length of a chunk in tokens, approximately, if the document is that long. A chunk begins with a sentence.
/// The missing context does not matter: training has none either.
const MIN_CHUNK: usize = 80;

/// Usual length of a chunk in tokens. Training uses 120; accuracy is the same from 90 to 150.
const TARGET_CHUNK: usize = 90;

/// Maximum length of a chunk in tokens.
const MAX_CHUNK: usize = 320;

/// The index of a word that was not seen yet.
const NOT_SEEN: u32 = u32::MAX;

/// Minimum length of a window in tokens, if the document is that long.
const MIN_WINDOW: usize = 2048;

/// A trained network. It can be shared between threads.
#[derive(Clone, Debug)]
pub struct Network {
    words: WordEmbeddings,
    layers: Vec<LstmLayer>,
    /// The gate inputs from each feature row, for each direction of the first layer.
    features: [Vec<GateInput>; 2],
    output: OutputLayer,
    transitions: [[f32; LABELS]; LABELS],
}

impl Network {
    /// Reads weights from the bytes of a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        StoredNetwork::from_bytes(bytes).map(|stored| Self::new(&stored))
    }

    fn new(stored: &StoredNetwork) -> Self {
        let words = WordEmbeddings::new(stored);
        let Shape { feature, hidden, .. } = stored.shape;
        let [vector, learned, ending] = words.widths();
        let (of_words, of_states) = ([vector, learned, ending, feature], [2 * hidden]);
        let layer = |(number, both)| LstmLayer::new(both, if number == 0 { &of_words } else { &of_states });
        let layers: Vec<LstmLayer> = stored.layers.iter().enumerate().map(layer).collect();
        // The features follow the parts that come from words.
        let features = layers[0].gate_inputs_of_table(WORD_PARTS, &stored.features);
        Self {
            words,
            layers,
            features,
            output: OutputLayer::new(&stored.output, &stored.output_bias),
            transitions: std::array::from_fn(|from| std::array::from_fn(|to| stored.transitions[from * LABELS + to])),
        }
    }

    /// The transition scores by previous and next label, on the scale of [`Network::score`].
    pub fn transitions(&self) -> &[[f32; LABELS]; LABELS] {
        &self.transitions
    }

    /// Replaces `out` by one row of label scores for each token of `document`.
    ///
    /// Together with [`Network::transitions`], their sums are the logarithms of the weights of label sequences.
    pub fn score(&self, document: &Document, out: &mut Vec<[f32; LABELS]>) {
        thread_local! {
            /// Reused between documents: allocating it costs as much as some of the layers.
            static WORKSPACE: RefCell<Workspace> = RefCell::default();
        }
        out.clear();
        out.reserve(document.tokens.len());
        WORKSPACE.with_borrow_mut(|workspace| dispatch(Score { network: self, document, workspace, out }));
    }
}

/// Scores a document.
struct Score<'a, 'd> {
    network: &'a Network,
    document: &'a Document<'d>,
    workspace: &'a mut Workspace,
    out: &'a mut Vec<[f32; LABELS]>,
}

impl Kernel for Score<'_, '_> {
    #[inline(always)]
    fn run<W: SimdLevel>(self, simd: W) {
        let Score { network, document, workspace, out } = self;
        let features = token_features(document, !begins_with_headline(document));
        let chunks = chunks(document);
        workspace.number_words(document);
        let mut rest = chunks.as_slice();
        while let Some(first) = rest.first() {
            let count = rest.partition_point(|chunk| chunk.end < first.start + MIN_WINDOW).max(1);
            let (now, later) = rest.split_at(count);
            rest = later;
            let window = first.start..now[count - 1].end;
            workspace.read_words(network, document, window.clone());
            workspace.words.compute_new(simd, &network.words, &network.layers[0], &mut workspace.scratch);
            workspace.token_features(&features[window.clone()]);
            workspace.chunks.clear();
            workspace.chunks.extend(now.iter().map(|chunk| chunk.start - window.start..chunk.end - window.start));
            workspace.chunks.sort_by_key(|chunk| usize::MAX - chunk.len());
            workspace.run_first(simd, network);
            for layer in &network.layers[1..] {
                workspace.run(simd, layer);
            }
            network.output.scores(simd, &workspace.states, out);
        }
    }
}

/// Cuts a document into independent chunks: whole sentences if they are not too long.
///
/// Their number is a multiple of [`SEQUENCES`] and their lengths are similar, so that no sequence runs alone at the
/// end.
fn chunks(document: &Document) -> Vec<Range<usize>> {
    let all = document.tokens.len();
    let rounds = (all + SEQUENCES * TARGET_CHUNK / 2) / (SEQUENCES * TARGET_CHUNK);
    let count = (SEQUENCES * rounds.max(1)).min(all / MIN_CHUNK).max(1);
    let mut chunks: Vec<Range<usize>> = Vec::with_capacity(count + all / MAX_CHUNK);
    let mut start = 0;
    for (number, sentence) in document.sentences.iter().enumerate() {
        while sentence.end - start > MAX_CHUNK {
            chunks.push(start..start + MAX_CHUNK);
            start += MAX_CHUNK;
        }
        // The remainder in equal parts, unless an overlong sentence has taken many of them.
        let part = (all - start) / count.saturating_sub(chunks.len()).max(1);
        let due = start + part.min(2 * TARGET_CHUNK);
        let next = document.sentences.get(number + 1).map_or(usize::MAX, |next| next.end);
        if sentence.end == all || due.abs_diff(sentence.end) <= due.abs_diff(next) {
            chunks.push(start..sentence.end);
            start = sentence.end;
        }
    }
    chunks
}

/// Buffers for one window.
#[derive(Default)]
struct Workspace {
    words: GateInputCache,
    /// The word number of each token of the document.
    numbers: Vec<u32>,
    /// The index of each distinct word of the document in `seen`, or [`NOT_SEEN`].
    places: Vec<u32>,
    /// The distinct words of the window, by their slots in the cache.
    seen: Vec<u32>,
    /// The index of each feature set of the window, and the sets.
    set_numbers: FxHashMap<[u16; FEATURES], u32>,
    feature_sets: Vec<[u16; FEATURES]>,
    /// The gate inputs of each feature set.
    feature_inputs: Vec<GateInput>,
    /// The row indices of each token of the window, see [`LayerInput`].
    rows: Vec<[u32; 2]>,
    chunks: Vec<Range<usize>>,
    /// The hidden states of both directions, one row for each token of the window.
    states: Vec<Quad>,
    next: Vec<Quad>,
    gate_inputs: Vec<GateInput>,
    scratch: Scratch,
}

impl Workspace {
    /// Sets the word number of each token. The numbers after those of the document's words are the double marks that
    /// replace single ones.
    fn number_words(&mut self, document: &Document) {
        let different = document.distinct_words();
        self.numbers.clear();
        self.numbers.extend((0..document.tokens.len()).map(|token| document.word_id(token) as u32));
        for (token, mark) in single_marks_as_double(document) {
            self.numbers[token] = (different + mark) as u32;
        }
        self.places.clear();
        self.places.resize(different + DOUBLE_MARKS.len(), NOT_SEEN);
    }

    /// Collects the distinct words of `window`, and sets the first row index of each token.
    fn read_words(&mut self, network: &Network, document: &Document, window: Range<usize>) {
        self.words.evict_if_full(&network.words, network.layers[0].groups());
        self.seen.clear();
        self.rows.clear();
        for token in window.clone() {
            let number = self.numbers[token] as usize;
            if self.places[number] == NOT_SEEN {
                let (word, key) = match number.checked_sub(document.distinct_words()) {
                    Some(mark) => (DOUBLE_MARKS[mark], word_key(DOUBLE_MARKS[mark])),
                    None => (document.word(token), document.word_key(token)),
                };
                self.places[number] = self.seen.len() as u32;
                self.seen.push(self.words.slot(&network.words, word, key));
            }
            self.rows.push([self.places[number], 0]);
        }
        for token in window {
            self.places[self.numbers[token] as usize] = NOT_SEEN;
        }
    }

    /// Collects the distinct sets of `features`, and sets the second row index of each token.
    fn token_features(&mut self, features: &[[u16; FEATURES]]) {
        self.set_numbers.clear();
        self.feature_sets.clear();
        for (row, set) in self.rows.iter_mut().zip(features) {
            let next = self.feature_sets.len() as u32;
            row[1] = *self.set_numbers.entry(*set).or_insert(next);
            if row[1] == next {
                self.feature_sets.push(*set);
            }
        }
    }

    /// Runs the first layer.
    #[inline(always)]
    fn run_first<W: SimdLevel>(&mut self, simd: W, network: &Network) {
        let layer = &network.layers[0];
        self.states.clear();
        self.states.resize(self.rows.len() * 2 * layer.size() / 4, [ZERO_POINT; 4]);
        for number in 0..2 {
            self.words.gather(number, layer.groups(), &self.seen, &mut self.gate_inputs);
            sum_features(&network.features[number], layer.groups(), &self.feature_sets, &mut self.feature_inputs);
            let read =
                LayerInput { gate_inputs: &self.gate_inputs, feature_inputs: &self.feature_inputs, rows: &self.rows };
            layer.run(simd, number, read, &self.chunks, &mut self.states, &mut self.scratch);
        }
        self.rows.iter_mut().zip(0..).for_each(|(row, token)| *row = [token, 0]);
    }

    /// Runs another layer on the states.
    #[inline(always)]
    fn run<W: SimdLevel>(&mut self, simd: W, layer: &LstmLayer) {
        self.next.clear();
        self.next.resize(self.states.len(), [ZERO_POINT; 4]);
        // One direction at a time: the gate inputs of both exceed the nearest caches of a core.
        for number in 0..2 {
            layer.gate_inputs_of_states(simd, number, &self.states, &mut self.scratch, &mut self.gate_inputs);
            let read = LayerInput { gate_inputs: &self.gate_inputs, feature_inputs: &[], rows: &self.rows };
            layer.run(simd, number, read, &self.chunks, &mut self.next, &mut self.scratch);
        }
        std::mem::swap(&mut self.states, &mut self.next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::neural::format::{GATES, QuantisedMatrix, StoredDirection};
    use crate::tag::neural::token_features::{ENDING_ROWS, FEATURE_ROWS};

    /// A network of minimum size with random weights.
    fn example() -> StoredNetwork {
        let mut state = 7u32;
        let mut noise = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 24) as f32 - 0.5
        };
        let shape =
            Shape { words: 3, vector: 8, learned_words: 2, learned: 8, ending: 8, feature: 8, hidden: 32, layers: 2 };
        let mut numbers = |count: usize| (0..count).map(|_| noise()).collect::<Vec<f32>>();
        let mut table = |rows: usize, width: usize| QuantisedMatrix::round(&numbers(rows * width), width);
        let mut direction = |width: usize| StoredDirection {
            input: table(32 * GATES, width),
            recurrent: table(32 * GATES, 32),
            bias: vec![0.1; 32 * GATES],
        };
        let layers = vec![[direction(32), direction(32)], [direction(64), direction(64)]];
        StoredNetwork {
            shape,
            words: vec!["said".into(), "ann".into()],
            vectors: table(3, 8),
            learned: table(2, 8),
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
    fn weights_round_trip() {
        let stored = example();
        assert_eq!(StoredNetwork::from_bytes(&stored.to_bytes()).unwrap(), stored);
    }

    #[test]
    fn foreign_bytes_are_an_error() {
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
    fn chunks_are_whole_sentences_and_cover_everything() {
        let text = format!("{}\n{}.\n", "The ferry left at noon. ".repeat(60), "so ".repeat(700));
        let document = Document::new(&text);
        let chunks = chunks(&document);
        assert_eq!(chunks.first().map(|chunk| chunk.start), Some(0));
        assert_eq!(chunks.last().map(|chunk| chunk.end), Some(document.tokens.len()));
        assert!(chunks.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert!(chunks.iter().all(|chunk| (1..=MAX_CHUNK).contains(&chunk.len())));
        assert!(document.sentences.iter().any(|sentence| sentence.start == chunks[1].start));
        assert!(super::chunks(&Document::new("")).is_empty());
    }

    #[test]
    fn a_chunk_is_scored_alike_in_any_document() {
        let network = Network::new(&example());
        let sentence = format!("{}.", "rain and ".repeat(60));
        let alone = scores(&network, &sentence);
        // The first and last lines of an article have features of their own.
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
