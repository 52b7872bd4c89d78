//! Matches the speakers of an article with the user's list.
//!
//! A full name matches by itself, the one shown or any other that the article uses. A single word ("Clinton") matches
//! only if it is listed, and if no other person in the article has it in a full name.

use rustc_hash::{FxHashMap, FxHashSet};

use super::people::{People, normalise_name};
use crate::quote::{Speaker, SpeakerKind};

/// The matcher for one article.
pub(super) struct ListMatcher<'a> {
    people: &'a People,
    /// Listed single words that another person in the article has in a full name.
    ambiguous: FxHashSet<String>,
    /// Results by name and aliases, since a speaker occurs many times.
    decided: FxHashMap<(String, Vec<String>), Option<usize>>,
}

impl<'a> ListMatcher<'a> {
    /// For an article with persons of these `names`.
    pub(super) fn new<'n>(people: &'a People, names: impl Iterator<Item = &'n str>) -> Self {
        let mut ambiguous = FxHashSet::default();
        if !people.is_empty() {
            for name in names.map(normalise_name).filter(|name| name.contains(' ')) {
                ambiguous.extend(name.split(' ').filter(|word| is_ambiguous(people, word, &name)).map(str::to_owned));
            }
        }
        Self { people, ambiguous, decided: FxHashMap::default() }
    }

    /// Replaces `speaker` by the listed person, if it is one. Returns whether the words next to the cue name that
    /// person, so that the name is as certain as the list.
    pub(super) fn apply(&mut self, speaker: &mut Speaker) -> Option<bool> {
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
        self.set_person(speaker, number);
        Some(speaker.mention.as_deref().is_some_and(|mention| self.names_person(mention, number)))
    }

    fn number(&self, name: &str, aliases: &[String]) -> Option<usize> {
        let name = normalise_name(name);
        if let Some(number) = self.people.find(&name).filter(|_| name.contains(' ')) {
            return Some(number);
        }
        let others: Vec<String> = aliases.iter().map(|alias| normalise_name(alias)).collect();
        let (full, bare): (Vec<&String>, Vec<&String>) =
            std::iter::once(&name).chain(&others).partition(|name| name.contains(' '));
        let free = bare.into_iter().filter(|word| !self.ambiguous.contains(*word));
        self.one_of(full.into_iter()).or_else(|| self.one_of(free))
    }

    /// The person listed under these names, if all of them mean the same one.
    fn one_of<'n>(&self, mut names: impl Iterator<Item = &'n String>) -> Option<usize> {
        let first = names.by_ref().find_map(|name| self.people.find(name))?;
        names.filter_map(|name| self.people.find(name)).all(|number| number == first).then_some(first)
    }

    fn set_person(&self, speaker: &mut Speaker, number: usize) {
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

    /// Whether `mention` contains one of the person's listed names, or the last word of one.
    fn names_person(&self, mention: &str, number: usize) -> bool {
        let mention = format!(" {} ", normalise_name(mention));
        self.people.person(number).names().map(|name| normalise_name(name)).any(|name| {
            let surname = name.rsplit(' ').next().unwrap_or(&name);
            mention.contains(&format!(" {surname} "))
        })
    }
}

/// Whether `word` is listed for another person than the one with the full name `full_name`.
fn is_ambiguous(people: &People, word: &str, full_name: &str) -> bool {
    let Some(number) = people.find(word) else { return false };
    let mut listed = people.person(number).names().map(|name| normalise_name(name));
    !listed.any(|name| name == full_name || may_be_one_person(&name, full_name))
}

/// Whether two full names may be one person's: the same surname, and one given name begins with the other.
fn may_be_one_person(one: &str, other: &str) -> bool {
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

    /// Name and role that a speaker ends with, in an article with these `names`.
    fn decided(name: &str, aliases: &[&str], names: &[&str]) -> (String, Option<String>) {
        let people = people();
        let mut speaker = Speaker {
            name: Some(name.into()),
            role: Some("the speaker".into()),
            aliases: aliases.iter().map(|&alias| alias.into()).collect(),
            ..Speaker::default()
        };
        ListMatcher::new(&people, names.iter().copied()).apply(&mut speaker);
        (speaker.name.unwrap(), speaker.role)
    }

    #[test]
    fn single_words_match_only_when_listed_and_unambiguous() {
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
            ListMatcher::new(&people, std::iter::empty()).apply(&mut speaker)
        };
        assert_eq!(certain("Mrs. Clinton"), Some(true));
        assert_eq!(certain("she"), Some(false));
    }
}
