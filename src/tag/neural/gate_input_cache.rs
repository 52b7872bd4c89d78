//! A cache of the gate inputs that words give to the first layer, kept between documents.
//!
//! Most words of an article were in the last few ones, and the gate inputs of a word do not depend on its position. So
//! they are computed once, and again only after an eviction.

use rustc_hash::FxHashMap;

use super::format::StoredNetwork;
use super::lstm::{GateInput, InputBlock, InputTable, LstmLayer, Scratch};
use super::simd_matmul::{SEQUENCES, SimdLevel};
use super::token_features::ending;
use super::vocabulary::Vocabulary;
use crate::text::{TableId, WordCache};

/// Approximate number of words in the cache: nine megabytes with two directions of 64 cells.
const CAPACITY: usize = 12288;

/// Parts of the input that come from a word: its pretrained vector, its learned vector, and that of its ending.
pub(super) const WORD_PARTS: usize = 3;

/// The vocabulary of the network and its vectors.
#[derive(Clone, Debug)]
pub(super) struct WordEmbeddings {
    pub(super) vocabulary: Vocabulary,
    vectors: InputTable,
    learned: InputTable,
    endings: InputTable,
    learned_words: usize,
}

impl WordEmbeddings {
    pub(super) fn new(stored: &StoredNetwork) -> Self {
        Self {
            vocabulary: Vocabulary::new(stored.words.iter().map(String::as_str)),
            vectors: InputTable::new(&stored.vectors),
            learned: InputTable::new(&stored.learned),
            endings: InputTable::new(&stored.endings),
            learned_words: stored.shape.learned_words,
        }
    }

    /// The widths of these parts.
    pub(super) fn widths(&self) -> [usize; WORD_PARTS] {
        [self.vectors.width, self.learned.width, self.endings.width]
    }

    /// The parts of the words with these rows and endings.
    fn parts(&self, words: [WordKey; SEQUENCES]) -> [InputBlock<'_>; WORD_PARTS] {
        let rows = words.map(|(row, _)| row as usize);
        let known = rows.map(|row| if row < self.learned_words { row } else { 0 });
        let endings = words.map(|(_, ending)| usize::from(ending));
        [self.vectors.block(rows), self.learned.block(known), self.endings.block(endings)]
    }
}

/// The key of a word: its row and that of its ending.
type WordKey = (u32, u16);

/// The cached gate inputs.
#[derive(Default)]
pub(super) struct GateInputCache {
    /// The network that the entries belong to.
    network: Option<TableId>,
    /// Changes with every eviction.
    owner: TableId,
    places: WordCache<u32, TableId>,
    by_key: FxHashMap<WordKey, u32>,
    /// Words added since the last [`compute_new`](Self::compute_new).
    new: Vec<WordKey>,
    gate_inputs: [Vec<GateInput>; 2],
    scratch: String,
}

impl GateInputCache {
    /// Evicts all words if the cache is full or belongs to another network than the one with these `words`. Earlier
    /// slots are then invalid.
    pub(super) fn evict_if_full(&mut self, words: &WordEmbeddings, groups: usize) {
        let owner = words.vocabulary.owner;
        let full = self.by_key.len() >= CAPACITY;
        if full || self.network != Some(owner) {
            self.network = Some(owner);
            self.owner = TableId::default();
            self.by_key.clear();
            self.new.clear();
            for gate_inputs in &mut self.gate_inputs {
                gate_inputs.clear();
                // The capacity is reserved exactly, since growing could double it. A few more words are added before
                // the next eviction.
                gate_inputs.reserve_exact((CAPACITY + CAPACITY / 8) * groups);
            }
        }
    }

    /// The slot of `word`, which has this key.
    pub(super) fn slot(&mut self, words: &WordEmbeddings, word: &str, key: u64) -> u32 {
        let Self { places, by_key, new, scratch, .. } = self;
        places.for_tables(self.owner).get(key, || {
            let next = by_key.len() as u32;
            let known = (words.vocabulary.row(word, scratch), ending(word));
            *by_key.entry(known).or_insert_with(|| {
                new.push(known);
                next
            })
        })
    }

    /// Computes the gate inputs of the words added since the last call.
    #[inline(always)]
    pub(super) fn compute_new<W: SimdLevel>(
        &mut self,
        simd: W,
        words: &WordEmbeddings,
        layer: &LstmLayer,
        scratch: &mut Scratch,
    ) {
        let Self { new, gate_inputs, by_key, .. } = self;
        for some in new.chunks(SEQUENCES) {
            let parts = words.parts(std::array::from_fn(|lane| some[lane.min(some.len() - 1)]));
            for (number, gate_inputs) in gate_inputs.iter_mut().enumerate() {
                layer.gate_inputs(simd, number, &parts, scratch, gate_inputs);
            }
        }
        gate_inputs.iter_mut().for_each(|gate_inputs| gate_inputs.truncate(by_key.len() * layer.groups()));
        new.clear();
    }

    /// Copies the gate inputs of the words in slots `places` for direction `number` to `out`. Side by side they fit the
    /// nearer caches, which the whole cache exceeds.
    pub(super) fn gather(&self, number: usize, groups: usize, places: &[u32], out: &mut Vec<GateInput>) {
        out.clear();
        for &place in places {
            out.extend_from_slice(&self.gate_inputs[number][place as usize * groups..][..groups]);
        }
    }
}
