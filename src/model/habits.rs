//! How often a word is part of a cue or a source in labelled articles, coarse enough to hold for words seen a few
//! times only: the lexicon of cues that the tagger's wider features stand on.
//!
//! A word that was seen too seldom is judged by its stem, and a stem by the cluster of the word.

use super::table::Table;
use super::words::WordClass;
use crate::text::Owner;

/// The habit of one word, stem or cluster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habit {
    /// How often it is part of a cue: 0 hardly ever or unknown, up to 5 most of the time.
    pub cue: u8,
    /// How often it is part of a source, on the same scale.
    pub source: u8,
    /// What the levels were read from: 0 nothing, 1 the cluster, 2 the stem, 3 the word.
    pub known: u8,
    /// Whether the word is written small now and then, so that a capital alone makes no name of it.
    pub common: bool,
}

/// Salts that keep the three kinds of keys apart.
const STEM: u64 = 0x5bd1_e995_0000_0002;
const CLUSTER: u64 = 0x5bd1_e995_0000_0003;

/// The habits of words, stems and clusters.
#[derive(Clone, Debug, Default)]
pub struct Habits {
    table: Table<Habit>,
    /// Whose habits these are, for those who keep them.
    pub owner: Owner,
}

impl Habits {
    /// The list of `entries`, keyed by [`Habits::word_key`] and its siblings.
    pub fn new(entries: &[(u32, Habit)]) -> Habits {
        Habits { table: Table::new(entries), owner: Owner::default() }
    }

    /// The number under which a word's habit is stored.
    pub fn word_key(lower: u64) -> u64 {
        lower
    }

    /// The number under which a stem's habit is stored.
    pub fn stem_key(stem: u64) -> u64 {
        (stem ^ STEM).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    /// The number under which a cluster's habit is stored.
    pub fn cluster_key(class: WordClass) -> u64 {
        (u64::from(class.fine) ^ CLUSTER).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    /// The habit of a word: its own, its stem's or its cluster's, in this order.
    pub fn get(&self, lower: u64, stem: u64, class: WordClass) -> Habit {
        let own = self.table.get(Self::word_key(lower)).copied();
        let wider = || {
            let cluster = || self.table.get(Self::cluster_key(class)).filter(|_| class.fine > 0);
            self.table.get(Self::stem_key(stem)).or_else(cluster).copied()
        };
        match own {
            Some(habit) if habit.known > 0 => habit,
            Some(habit) => Habit { common: habit.common, ..wider().unwrap_or_default() },
            None => wider().unwrap_or_default(),
        }
    }

    /// All entries in order of their keys.
    pub fn entries(&self) -> Vec<(u32, Habit)> {
        self.table.entries()
    }
}
