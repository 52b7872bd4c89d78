//! The speakers so far: the decisions on earlier attributions.

use rustc_hash::FxHashMap;

use super::candidate::{Candidate, Referent};

/// One decision.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    /// The index of the attribution.
    pub instance: usize,
    pub referent: Referent,
    pub key: u64,
    /// Its probability.
    pub probability: f32,
}

/// The attributions of one speaker so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct SpeakerTurns {
    /// The number of attributions.
    pub times: usize,
    /// The index of the last one among the decisions.
    last: usize,
    /// The turn of the last one. A new turn begins when the speaker changes.
    turn: usize,
}

/// The decisions so far, in the order of the attributions.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    pub decisions: Vec<Decision>,
    /// The decisions with a speaker.
    known: Vec<usize>,
    /// The turns of each speaker, by key.
    spoke: FxHashMap<u64, SpeakerTurns>,
    /// The current turn, and the key of its speaker.
    turn: usize,
    speaks: u64,
}

/// How many earlier speakers become candidates again.
const RECENT: usize = 8;

impl History {
    pub fn add(&mut self, instance: usize, candidate: &Candidate, probability: f32) {
        if candidate.referent != Referent::Nobody {
            self.turn += usize::from(candidate.key != self.speaks);
            self.speaks = candidate.key;
            let (last, turn) = (self.decisions.len(), self.turn);
            let turns = self.spoke.entry(candidate.key).or_insert(SpeakerTurns { times: 0, last, turn });
            *turns = SpeakerTurns { times: turns.times + 1, last, turn };
            self.known.push(last);
        }
        self.decisions.push(Decision {
            instance,
            referent: candidate.referent.clone(),
            key: candidate.key,
            probability,
        });
    }

    /// The turns of the speaker with this `key`.
    pub fn turns(&self, key: u64) -> Option<SpeakerTurns> {
        self.spoke.get(&key).copied()
    }

    /// The last decision for the speaker with this `key`.
    pub fn last_of(&self, key: u64) -> Option<&Decision> {
        self.decisions.get(self.turns(key)?.last)
    }

    /// The number of turns since then.
    pub fn turns_since(&self, turns: SpeakerTurns) -> usize {
        self.turn - turns.turn
    }

    /// The last decision with a speaker.
    pub fn last(&self) -> Option<&Decision> {
        self.known().next()
    }

    /// The decisions with a speaker, the last one first.
    pub fn known(&self) -> impl Iterator<Item = &Decision> {
        self.known.iter().rev().map(|&at| &self.decisions[at])
    }

    /// The entities that spoke last, the last one first, perhaps repeated.
    pub fn recent_entities(&self) -> impl Iterator<Item = usize> + '_ {
        self.decisions.iter().rev().take(2 * RECENT).filter_map(|decision| match decision.referent {
            Referent::Entity(entity) => Some(entity),
            _ => None,
        })
    }

    /// The decision on attribution `instance`.
    pub fn of(&self, instance: usize) -> Option<&Decision> {
        let at = self.decisions.binary_search_by_key(&instance, |decision| decision.instance).ok()?;
        self.decisions.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::super::candidate::CandidateType;
    use super::super::candidates::entity_key;
    use super::*;

    #[test]
    fn turns_change_with_the_speaker_and_nobody_takes_none() {
        let mut history = History::default();
        for (instance, speaker) in [Some(3), Some(5), None, Some(3), Some(3)].into_iter().enumerate() {
            let referent = speaker.map_or(Referent::Nobody, Referent::Entity);
            let key = speaker.map_or(0, entity_key);
            let candidate = Candidate { referent, candidate_type: CandidateType::Person, key, phrase: None };
            history.add(2 * instance, &candidate, 0.5);
        }
        let turns = |entity: usize| history.turns(entity_key(entity)).map(|one| (one.times, history.turns_since(one)));
        assert_eq!([turns(3), turns(5), turns(7)], [Some((3, 0)), Some((1, 1)), None]);
        let known: Vec<usize> = history.known().map(|decision| decision.instance).collect();
        assert_eq!(known, [8, 6, 2, 0]);
        assert_eq!(history.recent_entities().collect::<Vec<_>>(), [3, 3, 5, 3]);
        assert_eq!(history.last().map(|decision| decision.instance), Some(8));
        assert_eq!(history.last_of(entity_key(5)).map(|decision| decision.instance), Some(2));
        assert_eq!(history.of(4).map(|decision| &decision.referent), Some(&Referent::Nobody));
        assert!(history.of(3).is_none() && history.last_of(entity_key(7)).is_none());
    }
}
