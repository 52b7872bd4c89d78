//! Which speakers are called that, before spellings are taken together: for decisions on names.

use super::error::QueryError;
use super::people_decisions::PeopleDecisions;
use super::speaker_identity::SpeakerIdentity;
use super::speaker_occurrences::IndexedSpeakers;
use crate::index::{Index, fold};
use crate::quote::SpeakerKind;

/// A speaker under one id.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SpeakerName {
    /// The id.
    pub id: String,
    /// The name under it.
    pub name: String,
    /// Person, organisation, group or document.
    pub kind: SpeakerKind,
    /// Number of quotes.
    pub quotes: usize,
}

/// The speakers that a typed name may mean, those with most quotes first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SpeakerNames {
    /// With this very id, or else this very name.
    pub exact: Vec<SpeakerName>,
    /// With all its words in one of their names.
    pub others: Vec<SpeakerName>,
}

impl Index {
    /// The speakers with an id that are called `typed`: by the id, by the whole name, or by all its words. Spellings that
    /// are one person's are told apart.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn speakers_called(&self, typed: &str) -> Result<SpeakerNames, QueryError> {
        self.verified(|| self.speakers_called_unverified(typed))
    }

    fn speakers_called_unverified(&self, typed: &str) -> Result<SpeakerNames, QueryError> {
        let IndexedSpeakers { all, texts } = IndexedSpeakers::of(self)?;
        let decisions = PeopleDecisions::of(self.corrections());
        let (typed, folded) = (typed.trim(), fold(typed));
        let (mut by_id, mut by_name, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for speaker in all.into_iter().filter(|speaker| !speaker.key.starts_with('~')) {
            let identity = SpeakerIdentity::new(&speaker.key, speaker.occurrences);
            let kind = identity.occurrences.first().map_or("", |occurrence| texts.text(occurrence.kind));
            let kind = SpeakerKind::ALL.into_iter().find(|known| known.name() == kind).unwrap_or_default();
            let mut names: Vec<String> = identity
                .occurrences
                .iter()
                .flat_map(|occurrence| {
                    std::iter::once(texts.text(occurrence.name)).chain(texts.list(occurrence.aliases))
                })
                .map(fold)
                .collect();
            names.extend(decisions.given_name(&speaker.key).map(fold));
            let name =
                SpeakerName { name: identity.shown_name(&texts), kind, quotes: identity.quotes(), id: speaker.key };
            let has_words = |its: &String| folded.split(' ').all(|word| its.split(' ').any(|its| its == word));
            if name.id.eq_ignore_ascii_case(typed) {
                by_id.push(name);
            } else if fold(&name.name) == folded || decisions.given_name(&name.id).map(fold).as_ref() == Some(&folded) {
                by_name.push(name);
            } else if !folded.is_empty() && names.iter().any(has_words) {
                others.push(name);
            }
        }
        let most_quotes = |names: &mut Vec<SpeakerName>| {
            names.sort_by(|one, other| other.quotes.cmp(&one.quotes).then_with(|| one.id.cmp(&other.id)));
        };
        most_quotes(&mut by_name);
        most_quotes(&mut others);
        Ok(SpeakerNames { exact: if by_id.is_empty() { by_name } else { by_id }, others })
    }
}
