//! Speakers who are stored under several keys: the spellings of one person's name, found without reading all speakers.
//!
//! First the keys are compared: only names that may be one person's need evidence. Then the quotes of these keys are
//! read, and `speaker_clustering` decides, as it does when all speakers are listed.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::error::QueryError;
use super::full_name::{FullName, consonants, is_title};
use super::people_decisions::PeopleDecisions;
use super::speaker_clustering::cluster_speakers;
use super::speaker_occurrences::IndexedSpeakers;
use crate::index::{Index, MergedSpeaker, MergedSpeakers, fold, name as column};
use crate::lexicon::{NICKNAMES, is_generation_suffix};

/// The speakers of `index` with several keys; computed once per open index.
pub(super) fn merged_speakers(index: &Index) -> Result<&MergedSpeakers, QueryError> {
    index.merged_speakers(|| find_merged(index))
}

impl Index {
    /// Computes which spellings are one person's, and stores it with the index for whoever opens it next. Optional:
    /// where it is not stored, it is computed when it is first needed.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn keep_spellings(&self) -> Result<(), QueryError> {
        self.store_merged_speakers(merged_speakers(self)?);
        Ok(())
    }
}

/// The main keys of the speakers with `keys`.
///
/// In most cases the names show that no two keys are one person's, and nothing is read.
pub(super) fn main_keys(index: &Index, keys: Vec<Option<String>>) -> Result<Vec<Option<String>>, QueryError> {
    let Some(persons) = merged_speakers_among(index, keys.iter().flatten())? else { return Ok(keys) };
    Ok(keys.into_iter().map(|key| key.map(|key| persons.canonical_key(&key).to_owned())).collect())
}

/// The merged speakers, when two of the keys may be one person's; `None` in most cases.
pub(super) fn merged_speakers_among<'i, 'k>(
    index: &'i Index,
    keys: impl Iterator<Item = &'k String>,
) -> Result<Option<&'i MergedSpeakers>, QueryError> {
    (index.corrections().on_people().next().is_some() || may_share_speaker(keys))
        .then(|| merged_speakers(index))
        .transpose()
}

/// Whether two of the keys may be one person's.
fn may_share_speaker<'k>(keys: impl Iterator<Item = &'k String>) -> bool {
    let different: BTreeSet<&str> = keys.map(String::as_str).filter(|key| !key.starts_with('~')).collect();
    if different.len() < 2 {
        return false;
    }
    let mut of_surname: BTreeMap<String, Vec<FullName>> = BTreeMap::new();
    for key in different {
        match name_in_key(key) {
            Some(name) => {
                let others = of_surname.entry(name.surname.clone()).or_default();
                if others.iter().any(|other| other.match_with(&name).is_some()) {
                    return true;
                }
                others.push(name);
            }
            None if is_wikidata_id(key) => return true,
            None => {}
        }
    }
    false
}

fn find_merged(index: &Index) -> Result<MergedSpeakers, QueryError> {
    let decisions = PeopleDecisions::of(index.corrections());
    let keys = comparable_keys(index, &decisions)?;
    if keys.is_empty() {
        return Ok(MergedSpeakers::default());
    }
    let IndexedSpeakers { all, texts } = IndexedSpeakers::of_keys(index, &keys)?;
    let identities = cluster_speakers(all, &texts, &decisions);
    // A key that belongs to two people, distinguished by occupation, merges with neither.
    let mut speakers_of_key: BTreeMap<&str, usize> = BTreeMap::new();
    for key in identities.iter().flat_map(|identity| &identity.keys) {
        *speakers_of_key.entry(key).or_default() += 1;
    }
    let several = identities.iter().filter(|identity| identity.keys.len() > 1 || identity.given_name.is_some());
    let several = several.filter(|identity| identity.keys.iter().all(|key| speakers_of_key[key.as_str()] == 1));
    let several =
        several.map(|identity| MergedSpeaker { name: identity.shown_name(&texts), keys: identity.keys.clone() });
    Ok(MergedSpeakers::new(several.collect()))
}

/// The keys that must be compared to find out who is one person: those whose names allow it, and those that the user
/// decided on. Any other key is a speaker of its own.
pub(super) fn comparable_keys(index: &Index, decisions: &PeopleDecisions) -> Result<BTreeSet<String>, QueryError> {
    let mut keys = mergeable_keys(index)?;
    keys.extend(decisions.ids().map(str::to_owned));
    Ok(keys)
}

/// All keys of speakers with an id, in order; some may have no quote any more.
pub(super) fn all_keys(index: &Index) -> Result<Vec<String>, QueryError> {
    let mut keys: Vec<String> = Vec::new();
    for segment in index.searcher().segment_readers() {
        let Some(column) = segment.fast_fields().str(column::speaker_key)? else { continue };
        let mut stream = column.dictionary().stream()?;
        while stream.advance() {
            keys.extend(str::from_utf8(stream.key()).ok().filter(|key| !key.starts_with('~')).map(str::to_owned));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    Ok(keys)
}

/// The keys whose names may be one person's name with that of another key, and the keys without a name.
fn mergeable_keys(index: &Index) -> Result<BTreeSet<String>, QueryError> {
    let keys = all_keys(index)?;
    // Spellings of one surname end with the same word.
    let mut of_last_word: FxHashMap<&str, Vec<NameOutline<'_>>> = FxHashMap::default();
    let mut mergeable = BTreeSet::new();
    for key in &keys {
        match NameOutline::of(key) {
            Some((last, outline)) => of_last_word.entry(last).or_default().push(outline),
            None if is_wikidata_id(key) => drop(mergeable.insert(key.clone())),
            None => {}
        }
    }
    for outlines in of_last_word.values().filter(|outlines| outlines.len() > 1) {
        for_each_candidate_pair(outlines, &mut |one, other| {
            if let (Some(name), Some(other_name)) = (name_in_key(one.key), name_in_key(other.key))
                && name.match_with(&other_name).is_some()
            {
                mergeable.extend([one.key.to_owned(), other.key.to_owned()]);
            }
        });
    }
    Ok(mergeable)
}

/// The parts of a name that are compared first: they distinguish most names, and never two spellings of one.
struct NameOutline<'k> {
    key: &'k str,
    given: &'k str,
    /// The given name without vowels and doubled letters.
    sound: Vec<char>,
}

impl<'k> NameOutline<'k> {
    /// The last word of the name in a key, and its outline; `None` for a single word.
    fn of(key: &'k str) -> Option<(&'k str, Self)> {
        let last = key.rsplit('-').find(|word| !is_generation_suffix(word))?;
        let words = key.split('-').count();
        let given = key.split('-').take(words - 1).find(|word| !is_title(word)).or_else(|| key.split('-').next())?;
        (words > 1 && !is_wikidata_id(key)).then(|| (last, Self { key, given, sound: consonants(given) }))
    }
}

/// Calls `each` with the pairs whose given names may be one: equal, abbreviated, alike in consonants, or a nickname.
fn for_each_candidate_pair<'o, 'k>(
    outlines: &'o [NameOutline<'k>],
    each: &mut impl FnMut(&'o NameOutline<'k>, &'o NameOutline<'k>),
) {
    let mut of_letter: BTreeMap<Option<char>, Vec<&NameOutline<'k>>> = BTreeMap::new();
    let mut of_given: FxHashMap<&str, Vec<&NameOutline<'k>>> = FxHashMap::default();
    for outline in outlines {
        of_letter.entry(outline.given.chars().next()).or_default().push(outline);
        of_given.entry(outline.given).or_default().push(outline);
    }
    for those in of_letter.values() {
        for (at, one) in those.iter().enumerate() {
            for other in &those[at + 1..] {
                let shortened = one.given.starts_with(other.given) || other.given.starts_with(one.given);
                if shortened || one.sound == other.sound {
                    each(one, other);
                }
            }
        }
    }
    for one in outlines {
        let short = NICKNAMES.short(one.given).iter().filter_map(|short| of_given.get(short));
        short.flatten().for_each(|other| each(one, other));
    }
}

/// The full name in a key; `None` for a key with `~`, which identifies nobody.
fn name_in_key(key: &str) -> Option<FullName> {
    if key.starts_with('~') || is_wikidata_id(key) {
        return None;
    }
    FullName::new(&fold(&key.replace('-', " ")))
}

/// Whether the key is a Wikidata id, which has no name in it.
fn is_wikidata_id(key: &str) -> bool {
    key.strip_prefix('Q').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}
