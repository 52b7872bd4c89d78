//! The authors in a byline: family and given names where they are a person's, otherwise as they are written.

use crate::lexicon::{NAME_PARTICLES, ORGANISATION_NOUNS, ORGANISATION_WORDS, is_generation_suffix};

/// An author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Author {
    /// A person's name, in parts.
    Person {
        /// "van der Berg"
        family: String,
        /// "Anna M."
        given: String,
        /// "Jr."
        suffix: Option<String>,
    },
    /// The name of an agency, or one that cannot be taken apart safely.
    Literal(String),
}

/// The most words of a person's name.
const MAX_WORDS: usize = 5;

impl Author {
    /// The author with this name, without `By` before it.
    pub(super) fn new(name: &str) -> Self {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = name.strip_prefix("By ").or_else(|| name.strip_prefix("by ")).unwrap_or(&name);
        Self::person(name).unwrap_or_else(|| Author::Literal(name.to_owned()))
    }

    fn person(name: &str) -> Option<Self> {
        if let Some((family, given)) = name.split_once(", ").filter(|(_, given)| !is_suffix(given)) {
            // "Doe, Jane", not "Ann Lee, Bob Ray" or "Ann Lee, Reuters".
            let is_family = !family.contains(' ') || family.split(' ').next().is_some_and(is_particle);
            let is_given = !given.contains(',') && given.contains(|c: char| c.is_lowercase() || c == '.');
            let is_name = is_family && is_given && is_persons(family) && is_persons(given);
            return is_name.then(|| Self::of_parts(family, given, None));
        }
        let mut words: Vec<&str> = name.split(' ').collect();
        let suffix = words.pop_if(|last| is_suffix(last)).map(str::to_owned);
        if !(2..=MAX_WORDS).contains(&words.len()) || !is_persons(name.trim_end_matches(',')) {
            return None;
        }
        let particle = words.iter().skip(1).position(|word| is_particle(word)).map(|at| at + 1);
        // "José Ortega y Gasset": the particle joins two family names.
        let particle = particle.map(|at| if words[at] == "y" && at > 1 { at - 1 } else { at });
        let at = particle.filter(|&at| at + 1 < words.len()).unwrap_or(words.len() - 1);
        Some(Self::of_parts(words[at..].join(" ").trim_end_matches(','), &words[..at].join(" "), suffix))
    }

    fn of_parts(family: &str, given: &str, suffix: Option<String>) -> Self {
        Author::Person { family: family.to_owned(), given: given.to_owned(), suffix }
    }

    /// `Family, Given`, with the suffix between, as BibTeX has it.
    pub(super) fn inverted(&self) -> String {
        match self {
            Author::Literal(name) => name.clone(),
            Author::Person { family, given, suffix: None } => format!("{family}, {given}"),
            Author::Person { family, given, suffix: Some(suffix) } => format!("{family}, {suffix}, {given}"),
        }
    }
}

fn is_suffix(word: &str) -> bool {
    is_generation_suffix(&word.to_lowercase().replace('.', ""))
}

/// A particle inside a family name is written small: "Ursula von der Leyen".
fn is_particle(word: &str) -> bool {
    word.starts_with(char::is_lowercase) && NAME_PARTICLES.has(word)
}

/// Whether all words can be parts of a person's name.
fn is_persons(name: &str) -> bool {
    name.split(' ').all(|word| {
        let plain = word.to_lowercase();
        let begins_well = word.starts_with(char::is_uppercase) || is_particle(word);
        let is_letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\'' | ','));
        let is_acronym = word.len() > 3 && !word.contains(char::is_lowercase);
        begins_well && is_letters && !is_acronym && !ORGANISATION_WORDS.has(&plain) && !ORGANISATION_NOUNS.has(&plain)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persons_name_is_taken_apart_and_an_agencys_is_not() {
        for (name, inverted) in [
            ("Jane Doe", "Doe, Jane"),
            ("By  Jane Q. Doe", "Doe, Jane Q."),
            ("Ursula von der Leyen", "von der Leyen, Ursula"),
            ("Jean-Luc O’Neill", "O’Neill, Jean-Luc"),
            ("Martin Luther King Jr.", "King, Jr., Martin Luther"),
            ("Martin Luther King, Jr.", "King, Jr., Martin Luther"),
            ("José Ortega y Gasset", "Ortega y Gasset, José"),
            ("Doe, Jane", "Doe, Jane"),
            ("van der Berg, Anna M.", "van der Berg, Anna M."),
            ("Élodie Àlvarez", "Àlvarez, Élodie"),
        ] {
            assert_eq!(Author::new(name).inverted(), inverted);
        }
        for name in [
            "Reuters",
            "Press Association",
            "REUTERS STAFF",
            "Guardian staff",
            "王小明",
            "Agence 3",
            "",
            "a, b, c",
            "Ann Lee, Bob Ray",
            "Ann Lee, Reuters",
            "Reuters, AP",
        ] {
            assert_eq!(Author::new(name), Author::Literal(name.to_owned()));
        }
    }
}
