//! Who spoke so far: what was decided of the attributions before.

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

/// The decisions so far, in the order of the attributions.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    pub decisions: Vec<Decision>,
}

/// How many speakers of before are candidates again.
const RECENT: usize = 8;

impl History {
    pub fn add(&mut self, instance: usize, candidate: &Candidate, probability: f32) {
        self.decisions.push(Decision { instance, who: candidate.who.clone(), key: candidate.key, probability });
    }

    /// The last decision of which somebody came.
    pub fn last(&self) -> Option<&Decision> {
        self.known().next()
    }

    /// The decisions of which somebody came, the last one first.
    pub fn known(&self) -> impl Iterator<Item = &Decision> {
        self.decisions.iter().rev().filter(|decision| decision.who != Who::Nobody)
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
