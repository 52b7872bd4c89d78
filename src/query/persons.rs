//! Who speaks under several keys: the spellings that are one person's, found without looking at everybody.
//!
//! Names that no other name could be one with need no evidence. So the keys are looked through for those that may be
//! joined, and only their quotes are read: with `people` deciding, as when everybody is listed.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::error::QueryError;
use super::people::known;
use super::sightings::Voices;
use super::variants::{FullName, consonants, is_title};
use crate::index::{Index, Persons, Several, fold, name as column};
use crate::lexicon::NICKNAMES;

/// The persons of `index` who are kept under several keys; decided once, as long as it is open.
pub(super) fn persons(index: &Index) -> Result<&Persons, QueryError> {
    index.persons_by(|| decided(index))
}

impl Index {
    /// Decides which spellings are one person's, and keeps it with the index for whoever opens it next. Nothing else asks
    /// for it: where it is not kept, it is decided when it is first needed.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn keep_spellings(&self) -> Result<(), QueryError> {
        self.keep_persons(persons(self)?);
        Ok(())
    }
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
    // Surnames end with the same word.
    let mut of_last_word: FxHashMap<&str, Vec<Outline<'_>>> = FxHashMap::default();
    let mut alike = BTreeSet::new();
    for key in &keys {
        match Outline::of(key) {
            Some((last, outline)) => of_last_word.entry(last).or_default().push(outline),
            None if has_no_name(key) => drop(alike.insert(key.clone())),
            None => {}
        }
    }
    for outlines in of_last_word.values().filter(|outlines| outlines.len() > 1) {
        pairs(outlines, &mut |one, other| {
            if let (Some(name), Some(other_name)) = (name_of(one.key), name_of(other.key))
                && name.like(&other_name).is_some()
            {
                alike.extend([one.key.to_owned(), other.key.to_owned()]);
            }
        });
    }
    Ok(alike)
}

/// What of a name can be seen quickly: most names are told apart by it, and never taken apart.
struct Outline<'k> {
    key: &'k str,
    given: &'k str,
    /// The given name without vowels and doubled letters.
    sound: Vec<char>,
}

impl<'k> Outline<'k> {
    /// The last word of the name in a key, and its outline; `None` for less than two words.
    fn of(key: &'k str) -> Option<(&'k str, Self)> {
        let last = key.rsplit('-').find(|word| !matches!(*word, "jr" | "sr" | "ii" | "iii" | "iv"))?;
        let words = key.split('-').count();
        let given = key.split('-').take(words - 1).find(|word| !is_title(word)).or_else(|| key.split('-').next())?;
        (words > 1 && !has_no_name(key)).then(|| (last, Self { key, given, sound: consonants(given) }))
    }
}

/// Tells `each` those pairs whose given names may be one: the same or one shortened, alike in sound, or a nickname.
fn pairs<'o, 'k>(outlines: &'o [Outline<'k>], each: &mut impl FnMut(&'o Outline<'k>, &'o Outline<'k>)) {
    let mut of_letter: BTreeMap<Option<char>, Vec<&Outline<'k>>> = BTreeMap::new();
    let mut of_given: FxHashMap<&str, Vec<&Outline<'k>>> = FxHashMap::default();
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
