//! What words give to the first layer, kept from document to document.
//!
//! Most words of an article stood in the last few ones, and what a word gives does not depend on where it stands. So it is
//! reckoned once, and again when so many others came since that it was forgotten.

use rustc_hash::FxHashMap;

use super::format::Stored;
use super::input::ending;
use super::lanes::{LANES, Width};
use super::layer::{Block, Given, Inputs, Layer, Scratch};
use super::vocabulary::Vocabulary;
use crate::text::{TableId, WordCache};

/// Words that are kept, about: with two directions of 64 cells nine megabytes.
const MOST: usize = 12288;

/// Parts of the input that a word gives: its published vector, its learned one, and that of its ending.
pub(super) const PARTS: usize = 3;

/// The words that the network knows, and their vectors.
#[derive(Clone, Debug)]
pub(super) struct Words {
    pub(super) vocabulary: Vocabulary,
    vectors: Inputs,
    known: Inputs,
    endings: Inputs,
    known_words: usize,
}

impl Words {
    pub(super) fn new(stored: &Stored) -> Self {
        Self {
            vocabulary: Vocabulary::new(stored.words.iter().map(String::as_str)),
            vectors: Inputs::new(&stored.vectors),
            known: Inputs::new(&stored.known),
            endings: Inputs::new(&stored.endings),
            known_words: stored.shape.known_words,
        }
    }

    /// The widths of the parts that a word gives.
    pub(super) fn widths(&self) -> [usize; PARTS] {
        [self.vectors.width, self.known.width, self.endings.width]
    }

    /// The parts that words with these rows and endings give.
    fn parts(&self, words: [Key; LANES]) -> [Block<'_>; PARTS] {
        let rows = words.map(|(row, _)| row as usize);
        let known = rows.map(|row| if row < self.known_words { row } else { 0 });
        let endings = words.map(|(_, ending)| usize::from(ending));
        [self.vectors.block(rows), self.known.block(known), self.endings.block(endings)]
    }
}

/// All that the network is told of a word: its row and that of its ending.
type Key = (u32, u16);

/// What the words that were met give.
#[derive(Default)]
pub(super) struct Remembered {
    /// Whose words these are.
    network: Option<TableId>,
    /// Tells what is remembered now from what was forgotten.
    owner: TableId,
    places: WordCache<u32, TableId>,
    by_key: FxHashMap<Key, u32>,
    /// Words that were met since the last [`reckon`](Self::reckon).
    new: Vec<Key>,
    given: [Vec<Given>; 2],
    scratch: String,
}

impl Remembered {
    /// Makes room for more words, of the network with these `words`: places given before may lose their meaning.
    pub(super) fn make_room(&mut self, words: &Words, groups: usize) {
        let owner = words.vocabulary.owner;
        let full = self.by_key.len() >= MOST;
        if full || self.network != Some(owner) {
            self.network = Some(owner);
            self.owner = TableId::default();
            self.by_key.clear();
            self.new.clear();
            for given in &mut self.given {
                given.clear();
                // Not as it grows: that would make it up to twice as large. A few more words come before room is made again.
                given.reserve_exact((MOST + MOST / 8) * groups);
            }
        }
    }

    /// The place of `word`, which has this key.
    pub(super) fn place(&mut self, words: &Words, word: &str, key: u64) -> u32 {
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

    /// Reckons what the words give that were met since the last time.
    #[inline(always)]
    pub(super) fn reckon<W: Width>(&mut self, lanes: W, words: &Words, layer: &Layer, scratch: &mut Scratch) {
        let Self { new, given, by_key, .. } = self;
        for some in new.chunks(LANES) {
            let parts = words.parts(std::array::from_fn(|lane| some[lane.min(some.len() - 1)]));
            for (number, given) in given.iter_mut().enumerate() {
                layer.give(lanes, number, &parts, scratch, given);
            }
        }
        given.iter_mut().for_each(|given| given.truncate(by_key.len() * layer.groups()));
        new.clear();
    }

    /// Leaves in `out` what the words at `places` give to direction `number`: side by side, for those of all documents are more
    /// than the nearer caches hold.
    pub(super) fn gather(&self, number: usize, groups: usize, places: &[u32], out: &mut Vec<Given>) {
        out.clear();
        for &place in places {
            out.extend_from_slice(&self.given[number][place as usize * groups..][..groups]);
        }
    }
}
