//! Who speaks under several keys: the spellings that are one person's, found without looking at everybody.
//!
//! Names that no other name could be one with need no evidence. So the keys are looked through for those that may be
//! joined, and only their quotes are read: with `people` deciding, as when everybody is listed.

use std::collections::{BTreeMap, BTreeSet};

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
    if !may_be_fewer(keys.iter().flatten()) {
        return Ok(keys);
    }
    let persons = persons(index)?;
    Ok(keys.into_iter().map(|key| key.map(|key| persons.main(&key).to_owned())).collect())
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
    let mut of_surname: BTreeMap<String, BTreeMap<String, FullName>> = BTreeMap::new();
    let mut alike = BTreeSet::new();
    for segment in index.searcher().segment_readers() {
        let Some(keys) = segment.fast_fields().str(column::speaker_key)? else { continue };
        let mut stream = keys.dictionary().stream()?;
        while stream.advance() {
            let Ok(key) = str::from_utf8(stream.key()) else { continue };
            match name_of(key) {
                Some(name) => {
                    let surname = name.surname.clone();
                    of_surname.entry(surname).or_default().entry(key.to_owned()).or_insert(name);
                }
                None if has_no_name(key) => drop(alike.insert(key.to_owned())),
                None => {}
            }
        }
    }
    for names in of_surname.into_values().filter(|names| names.len() > 1) {
        let beside = |one: &FullName, other: &FullName| names.len() <= MOST_BESIDE || one.begins_like(other);
        let may_be_another = |at: usize, name: &FullName| {
            let others = names.values().enumerate().filter(|&(other, _)| other != at);
            others.map(|(_, other)| other).any(|other| beside(name, other) && name.like(other).is_some())
        };
        let those = names.iter().enumerate().filter(|(at, (_, name))| may_be_another(*at, name));
        alike.extend(those.map(|(_, (key, _))| key.clone()));
    }
    Ok(alike)
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
