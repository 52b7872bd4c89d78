//! Which speakers of an article are persons of the user's list.
//!
//! A full name decides by itself, the one shown or any the article uses. A bare word ("Clinton") decides only when it is
//! listed, and nobody in the article bears it within a full name that is not the listed person's.

use rustc_hash::{FxHashMap, FxHashSet};

use super::people::{People, folded};
use crate::quote::{Speaker, SpeakerKind};

/// A list at work on one article.
pub(super) struct Listed<'a> {
    people: &'a People,
    /// Listed bare words that somebody else in the article bears within a full name.
    taken: FxHashSet<String>,
    /// What was decided, by name and aliases: a speaker comes many times.
    decided: FxHashMap<(String, Vec<String>), Option<usize>>,
}

impl<'a> Listed<'a> {
    /// For an article in which persons bear `names`.
    pub(super) fn new<'n>(people: &'a People, names: impl Iterator<Item = &'n str>) -> Self {
        let mut taken = FxHashSet::default();
        if !people.is_empty() {
            for name in names.map(folded).filter(|name| name.contains(' ')) {
                taken.extend(name.split(' ').filter(|word| is_taken(people, word, &name)).map(str::to_owned));
            }
        }
        Self { people, taken, decided: FxHashMap::default() }
    }

    /// Makes `speaker` the listed person it is. Tells whether it is one, and then whether the words beside the cue name
    /// that person, so that the name is as certain as the list.
    pub(super) fn decide(&mut self, speaker: &mut Speaker) -> Option<bool> {
        if self.people.is_empty() {
            return None;
        }
        let name = speaker.name.clone()?;
        let key = (name, speaker.aliases.clone());
        let number = match self.decided.get(&key) {
            Some(&number) => number,
            None => {
                let number = self.number(&key.0, &key.1);
                self.decided.insert(key, number);
                number
            }
        }?;
        self.become_person(speaker, number);
        Some(speaker.mention.as_deref().is_some_and(|mention| self.names_person(mention, number)))
    }

    fn number(&self, name: &str, aliases: &[String]) -> Option<usize> {
        let name = folded(name);
        if let Some(number) = self.people.find(&name).filter(|_| name.contains(' ')) {
            return Some(number);
        }
        let others: Vec<String> = aliases.iter().map(|alias| folded(alias)).collect();
        let (full, bare): (Vec<&String>, Vec<&String>) =
            std::iter::once(&name).chain(&others).partition(|name| name.contains(' '));
        let free = bare.into_iter().filter(|word| !self.taken.contains(*word));
        self.one_of(full.into_iter()).or_else(|| self.one_of(free))
    }

    /// The person listed under these names, when it is one and the same.
    fn one_of<'n>(&self, mut names: impl Iterator<Item = &'n String>) -> Option<usize> {
        let first = names.by_ref().find_map(|name| self.people.find(name))?;
        names.filter_map(|name| self.people.find(name)).all(|number| number == first).then_some(first)
    }

    fn become_person(&self, speaker: &mut Speaker, number: usize) {
        let person = self.people.person(number);
        let before = speaker.name.replace(person.name.clone());
        speaker.id = person.speaker_id();
        speaker.kind = SpeakerKind::Person;
        if person.role.is_some() {
            speaker.role.clone_from(&person.role);
        }
        speaker.aliases.extend(before.into_iter().chain(person.aliases.iter().cloned()));
        speaker.aliases.retain(|alias| *alias != person.name);
        speaker.aliases.sort();
        speaker.aliases.dedup();
    }

    /// Whether one of the listed names of the person, or the end of one, stands in `mention`.
    fn names_person(&self, mention: &str, number: usize) -> bool {
        let mention = format!(" {} ", folded(mention));
        self.people.person(number).names().map(|name| folded(name)).any(|name| {
            let surname = name.rsplit(' ').next().unwrap_or(&name);
            mention.contains(&format!(" {surname} "))
        })
    }
}

/// Whether `word` is listed, and the person with the full name `bearer` is another than the one it is listed for.
fn is_taken(people: &People, word: &str, bearer: &str) -> bool {
    let Some(number) = people.find(word) else { return false };
    let mut listed = people.person(number).names().map(|name| folded(name));
    !listed.any(|name| name == bearer || agree(&name, bearer))
}

/// Two full names that can be one person's: the same surname, and given names of which one begins the other.
fn agree(one: &str, other: &str) -> bool {
    let (Some((one, surname)), Some((other, same))) = (one.rsplit_once(' '), other.rsplit_once(' ')) else {
        return false;
    };
    let given = |names: &str| names.split(' ').next().unwrap_or_default().to_owned();
    let (one, other) = (given(one), given(other));
    surname == same && (one.starts_with(&other) || other.starts_with(&one))
}

#[cfg(test)]
mod tests {
    use super::super::people::Person;
    use super::*;

    fn people() -> People {
        let person = |name: &str, aliases: &[&str], role: Option<&str>| Person {
            name: name.into(),
            aliases: aliases.iter().map(|&alias| alias.into()).collect(),
            role: role.map(str::to_owned),
            ..Person::default()
        };
        let hillary = person("Hillary Clinton", &["Clinton", "Hillary Diane Rodham"], Some("candidate"));
        People::new(vec![hillary, person("Gustavo Petro", &[], None)]).unwrap()
    }

    /// Name and role that a speaker ends with, in an article that names `names`.
    fn decided(name: &str, aliases: &[&str], names: &[&str]) -> (String, Option<String>) {
        let people = people();
        let mut speaker = Speaker {
            name: Some(name.into()),
            role: Some("the speaker".into()),
            aliases: aliases.iter().map(|&alias| alias.into()).collect(),
            ..Speaker::default()
        };
        Listed::new(&people, names.iter().copied()).decide(&mut speaker);
        (speaker.name.unwrap(), speaker.role)
    }

    #[test]
    fn full_names_decide_bare_ones_only_when_listed_and_alone() {
        let hillary = ("Hillary Clinton".to_owned(), Some("candidate".to_owned()));
        for (name, aliases, names) in [
            ("HILLARY CLINTON", &[][..], &[][..]),
            ("Hillary Diane Rodham", &[], &["Bill Clinton"]),
            ("Hillary Rodham Clinton", &["Hillary Clinton"], &["Hillary Rodham Clinton", "Bill Clinton"]),
            ("Clinton", &[], &["Ann Smith"]),
            ("Clinton", &[], &["H. Clinton"]),
        ] {
            assert_eq!(decided(name, aliases, names), hillary, "{name} {names:?}");
        }
        for (name, aliases, names) in [
            ("Clinton", &[][..], &["Bill Clinton"][..]),
            ("Bill Clinton", &["Clinton"], &["Bill Clinton"]),
            ("Petro", &[], &[]),
            ("Clinton Smith", &[], &["Clinton Smith"]),
        ] {
            let (same, role) = decided(name, aliases, names);
            assert_eq!((same.as_str(), role.as_deref()), (name, Some("the speaker")), "{names:?}");
        }
        assert_eq!(decided("gustavo pétro", &[], &[]), ("Gustavo Petro".into(), Some("the speaker".into())));
    }

    #[test]
    fn only_words_that_name_the_person_make_it_certain() {
        let people = people();
        let certain = |mention: &str| {
            let mut speaker = Speaker { mention: Some(mention.into()), ..Speaker::default() };
            speaker.name = Some("Hillary Clinton".into());
            Listed::new(&people, std::iter::empty()).decide(&mut speaker)
        };
        assert_eq!(certain("Mrs. Clinton"), Some(true));
        assert_eq!(certain("she"), Some(false));
    }
}
