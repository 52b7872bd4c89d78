//! What the user decided on names: two are one person's, two are not, one is shown as another.

use super::speaker_identity::SpeakerIdentity;
use crate::index::{CorrectionAction, Corrections, fold};

/// The decisions, by the ids of the speakers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PeopleDecisions {
    /// Pairs of ids; the name of the first is shown.
    merged: Vec<(String, String)>,
    split: Vec<(String, String)>,
    /// Ids with the names to show.
    renamed: Vec<(String, String)>,
}

impl PeopleDecisions {
    /// The decisions of a table; a later one takes an earlier one on the same names back.
    pub(super) fn of(corrections: &Corrections) -> Self {
        let mut decisions = Self::default();
        for row in corrections.on_people() {
            let (Some(one), Some(other)) = (row.speaker_id.clone(), row.other_id.clone().or(row.other.clone())) else {
                continue;
            };
            let is_same = |pair: &(String, String)| {
                *pair == (one.clone(), other.clone()) || *pair == (other.clone(), one.clone())
            };
            match row.action {
                CorrectionAction::Rename => {
                    decisions.renamed.retain(|(id, _)| *id != one);
                    decisions.renamed.push((one, row.other.clone().unwrap_or(other)));
                }
                CorrectionAction::Merge => {
                    decisions.split.retain(|pair| !is_same(pair));
                    decisions.merged.push((one, other));
                }
                _ => {
                    decisions.merged.retain(|pair| !is_same(pair));
                    // Nor by way of a third name.
                    if decisions.are_merged(&one, &other) {
                        decisions.merged.retain(|(first, second)| *first != other && *second != other);
                    }
                    decisions.split.push((one, other));
                }
            }
        }
        decisions
    }

    /// Whether the merges lead from the one id to the other.
    fn are_merged(&self, one: &str, other: &str) -> bool {
        let mut reached = vec![one];
        let mut next = 0;
        while let Some(&id) = reached.get(next) {
            next += 1;
            for (first, second) in &self.merged {
                let beside = if first == id {
                    second
                } else if second == id {
                    first
                } else {
                    continue;
                };
                if !reached.contains(&beside.as_str()) {
                    reached.push(beside);
                }
            }
        }
        reached.contains(&other)
    }

    /// The name that the user gave to the speaker with this id.
    pub(super) fn given_name(&self, id: &str) -> Option<&str> {
        self.renamed.iter().find(|(known, _)| known == id).map(|(_, name)| name.as_str())
    }

    /// The ids of speakers who are shown under a name with all these words.
    pub(super) fn ids_shown_as<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = &'a str> {
        let has_words = move |name: &str| {
            let name = fold(name);
            !folded.is_empty() && folded.split(' ').all(|word| name.split(' ').any(|its| its == word))
        };
        self.renamed.iter().filter(move |(_, name)| has_words(name)).map(|(id, _)| id.as_str())
    }

    /// The ids that decisions are on.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        let pairs = self.merged.iter().chain(&self.split).flat_map(|(one, other)| [one, other]);
        pairs.chain(self.renamed.iter().map(|(id, _)| id)).map(String::as_str)
    }

    /// Whether the speakers with these keys may be one person, as far as the user says.
    pub(super) fn may_be_one(&self, one: &str, other: &str) -> bool {
        !self.split.iter().any(|(first, second)| (first == one && second == other) || (first == other && second == one))
    }

    /// Merges and renames `identities` as the user says.
    pub(super) fn apply(&self, mut identities: Vec<SpeakerIdentity>) -> Vec<SpeakerIdentity> {
        for (one, other) in &self.merged {
            let place = |id: &str| identities.iter().position(|identity| identity.has_key(id));
            let (Some(to), Some(from)) = (place(one), place(other)) else { continue };
            if to == from {
                continue;
            }
            let SpeakerIdentity { keys, occurrences, merged, .. } = identities.remove(from);
            let to = if from < to { to - 1 } else { to };
            let target = &mut identities[to];
            target.keys.extend(keys);
            target.merged.extend(occurrences.into_iter().chain(merged));
        }
        for (id, name) in &self.renamed {
            // Of one person's names, the first is shown.
            for identity in identities.iter_mut().filter(|identity| identity.keys.first() == Some(id)) {
                identity.given_name = Some(name.clone());
            }
        }
        identities
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Correction;

    fn row(action: CorrectionAction, one: &str, other: &str) -> Correction {
        let id = |name: &str| Some(name.to_lowercase().replace(' ', "-"));
        Correction {
            action,
            speaker: Some(one.into()),
            speaker_id: id(one),
            other: Some(other.into()),
            other_id: if action == CorrectionAction::Rename { None } else { id(other) },
            ..Correction::default()
        }
    }

    fn keys(rows: Vec<Correction>) -> Vec<(Vec<String>, Option<String>)> {
        let decisions = PeopleDecisions::of(&Corrections { rows });
        let identities = ["ann-lee", "bob-ray", "cy-fox"].map(|key| SpeakerIdentity::new(key, Vec::new()));
        let identities = decisions.apply(identities.to_vec());
        identities.into_iter().map(|identity| (identity.keys, identity.given_name)).collect()
    }

    #[test]
    fn the_last_decision_counts() {
        use CorrectionAction::{Merge, Rename, Split};
        let all = |found: &[(Vec<String>, Option<String>)]| {
            found.iter().map(|(keys, _)| keys.join("+")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(all(&keys(vec![row(Merge, "Cy Fox", "Ann Lee")])), "bob-ray cy-fox+ann-lee");
        assert_eq!(
            all(&keys(vec![row(Merge, "Ann Lee", "Bob Ray"), row(Split, "Bob Ray", "Ann Lee")])),
            "ann-lee bob-ray cy-fox"
        );
        assert_eq!(
            all(&keys(vec![row(Merge, "Ann Lee", "Bob Ray"), row(Merge, "Bob Ray", "Cy Fox")])),
            "ann-lee+bob-ray+cy-fox"
        );
        let chain =
            [row(Merge, "Ann Lee", "Bob Ray"), row(Merge, "Ann Lee", "Cy Fox"), row(Split, "Bob Ray", "Cy Fox")];
        assert_eq!(all(&keys(chain.to_vec())), "ann-lee+bob-ray cy-fox");
        let renamed = keys(vec![row(Rename, "Bob Ray", "R."), row(Rename, "Bob Ray", "Robert Ray")]);
        assert_eq!(renamed[1], (vec!["bob-ray".to_owned()], Some("Robert Ray".to_owned())));
        let split = PeopleDecisions::of(&Corrections { rows: vec![row(Split, "Ann Lee", "Bob Ray")] });
        assert!(!split.may_be_one("bob-ray", "ann-lee") && split.may_be_one("bob-ray", "cy-fox"));
    }
}
