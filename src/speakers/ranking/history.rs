//! Who spoke so far: what was decided of the attributions before.

use rustc_hash::FxHashMap;

use super::candidate::{Candidate, Who};

/// One that was decided.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    /// The number of the attribution.
    pub instance: usize,
    pub who: Who,
    pub key: u64,
    /// How likely it is that one.
    pub probability: f32,
}

/// What somebody said so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turns {
    /// How many attributions.
    pub times: usize,
    /// The place of the last one among the decisions.
    last: usize,
    /// The turn in which it was: turns change where somebody else speaks.
    turn: usize,
}

/// The decisions so far, in the order of the attributions.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    pub decisions: Vec<Decision>,
    /// Those of which somebody came.
    known: Vec<usize>,
    /// What each one said, by the key.
    spoke: FxHashMap<u64, Turns>,
    /// The number of the turn, and whose it is.
    turn: usize,
    speaks: u64,
}

/// How many speakers of before are candidates again.
const RECENT: usize = 8;

impl History {
    pub fn add(&mut self, instance: usize, candidate: &Candidate, probability: f32) {
        if candidate.who != Who::Nobody {
            self.turn += usize::from(candidate.key != self.speaks);
            self.speaks = candidate.key;
            let (last, turn) = (self.decisions.len(), self.turn);
            let turns = self.spoke.entry(candidate.key).or_insert(Turns { times: 0, last, turn });
            *turns = Turns { times: turns.times + 1, last, turn };
            self.known.push(last);
        }
        self.decisions.push(Decision { instance, who: candidate.who.clone(), key: candidate.key, probability });
    }

    /// What the one of this `key` said so far.
    pub fn turns(&self, key: u64) -> Option<Turns> {
        self.spoke.get(&key).copied()
    }

    /// The last decision for the one of this `key`.
    pub fn last_of(&self, key: u64) -> Option<&Decision> {
        self.decisions.get(self.turns(key)?.last)
    }

    /// How many turns of others came since.
    pub fn turns_since(&self, turns: Turns) -> usize {
        self.turn - turns.turn
    }

    /// The last decision of which somebody came.
    pub fn last(&self) -> Option<&Decision> {
        self.known().next()
    }

    /// The decisions of which somebody came, the last one first.
    pub fn known(&self) -> impl Iterator<Item = &Decision> {
        self.known.iter().rev().map(|&at| &self.decisions[at])
    }

    /// The entities that spoke last, the last one first; some may come twice.
    pub fn recent_entities(&self) -> impl Iterator<Item = usize> + '_ {
        self.decisions.iter().rev().take(2 * RECENT).filter_map(|decision| match decision.who {
            Who::Entity(entity) => Some(entity),
            _ => None,
        })
    }

    /// The decision on attribution `instance`.
    pub fn of(&self, instance: usize) -> Option<&Decision> {
        let at = self.decisions.binary_search_by_key(&instance, |decision| decision.instance).ok()?;
        self.decisions.get(at)
    }
}
