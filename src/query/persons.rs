//! Who speaks under several keys: the spellings that are one person's, found without looking at everybody.
//!
//! Names that no other name could be one with need no evidence. So the keys are looked through for those that may be
//! joined, and only their quotes are read: with `people` deciding, as when everybody is listed.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::error::QueryError;
use super::people::known;
use super::sightings::Voices;
use super::variants::FullName;
use crate::index::{Index, Persons, Several, fold, name as column};

/// Spellings of one surname up to which each is laid beside each other one.
const MOST_BESIDE: usize = 512;

/// The persons of `index` who are kept under several keys; decided once, as long as it is open.
pub(super) fn persons(index: &Index) -> Result<&Persons, QueryError> {
    index.persons_by(|| decided(index))
}

/// The main keys of those with `keys`.
///
/// Nearly always their names tell that no two are one, and nothing more is looked at.
pub(super) fn main_keys(index: &Index, keys: Vec<Option<String>>) -> Result<Vec<Option<String>>, QueryError> {
    let Some(persons) = persons_among(index, keys.iter().flatten())? else { return Ok(keys) };
    Ok(keys.into_iter().map(|key| key.map(|key| persons.main(&key).to_owned())).collect())
}

/// The persons of `index`, when two of the keys may be one's; nearly always none may.
pub(super) fn persons_among<'i, 'k>(
    index: &'i Index,
    keys: impl Iterator<Item = &'k String>,
) -> Result<Option<&'i Persons>, QueryError> {
    may_be_fewer(keys).then(|| persons(index)).transpose()
}

/// Whether two of the keys may be one person's.
fn may_be_fewer<'k>(keys: impl Iterator<Item = &'k String>) -> bool {
    let different: BTreeSet<&str> = keys.map(String::as_str).filter(|key| !key.starts_with('~')).collect();
    if different.len() < 2 {
        return false;
    }
    let mut of_surname: BTreeMap<String, Vec<FullName>> = BTreeMap::new();
    for key in different {
        match name_of(key) {
            Some(name) => {
                let others = of_surname.entry(name.surname.clone()).or_default();
                if others.iter().any(|other| other.like(&name).is_some()) {
                    return true;
                }
                others.push(name);
            }
            None if has_no_name(key) => return true,
            None => {}
        }
    }
    false
}

fn decided(index: &Index) -> Result<Persons, QueryError> {
    let keys = keys_alike(index)?;
    if keys.is_empty() {
        return Ok(Persons::default());
    }
    let Voices { all, texts } = Voices::of_keys(index, &keys)?;
    let known = known(all, &texts);
    // A key that two bear, told apart by their fields, leads to neither.
    let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
    for key in known.iter().flat_map(|known| &known.keys) {
        *bearers.entry(key).or_default() += 1;
    }
    let several = known.iter().filter(|known| known.keys.len() > 1);
    let several = several.filter(|known| known.keys.iter().all(|key| bearers[key.as_str()] == 1));
    let several = several.map(|known| Several { name: known.shown_name(&texts), keys: known.keys.clone() });
    Ok(Persons::new(several.collect()))
}

/// The keys that may be one person's with another, by the names in them; and those with no name in them.
fn keys_alike(index: &Index) -> Result<BTreeSet<String>, QueryError> {
    let mut alike = BTreeSet::new();
    // Surnames end with the same word; most words end one name alone, which need not be taken apart then.
    let mut of_last_word: FxHashMap<String, BTreeSet<String>> = FxHashMap::default();
    for segment in index.searcher().segment_readers() {
        let Some(keys) = segment.fast_fields().str(column::speaker_key)? else { continue };
        let mut stream = keys.dictionary().stream()?;
        while stream.advance() {
            let Ok(key) = str::from_utf8(stream.key()) else { continue };
            if has_no_name(key) {
                alike.insert(key.to_owned());
            } else if let Some(last) = last_word(key) {
                match of_last_word.get_mut(last) {
                    Some(others) => drop(others.insert(key.to_owned())),
                    None => drop(of_last_word.insert(last.to_owned(), BTreeSet::from([key.to_owned()]))),
                }
            }
        }
    }
    for keys in of_last_word.into_values().filter(|keys| keys.len() > 1) {
        let names: Vec<(FullName, &String)> = keys.iter().filter_map(|key| Some((name_of(key)?, key))).collect();
        let few = names.len() <= MOST_BESIDE;
        let may_be_another = |at: usize, name: &FullName| {
            let mut others = names.iter().enumerate().filter(|&(other, _)| other != at).map(|(_, (other, _))| other);
            others.any(|other| (few || name.begins_like(other)) && name.like(other).is_some())
        };
        let those = names.iter().enumerate().filter(|(at, (name, _))| may_be_another(*at, name));
        alike.extend(those.map(|(_, (_, key))| (*key).clone()));
    }
    Ok(alike)
}

/// The last word of the name in a key of at least two; what stands behind a `~` is no identity.
fn last_word(key: &str) -> Option<&str> {
    let mut words = key.rsplit('-');
    let last = words.find(|word| !matches!(*word, "jr" | "sr" | "ii" | "iii" | "iv"))?;
    (!key.starts_with('~') && words.next().is_some()).then_some(last)
}

/// The full name that a key is made of; what stands behind a `~` is no identity.
fn name_of(key: &str) -> Option<FullName> {
    if key.starts_with('~') || has_no_name(key) {
        return None;
    }
    FullName::new(&fold(&key.replace('-', " ")))
}

/// An id of Wikidata: the name stands elsewhere.
fn has_no_name(key: &str) -> bool {
    key.strip_prefix('Q').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}
