//! The gender of a speaker, as the articles tell it.
//!
//! Pronouns ("she said"), titles ("Mr. Lee") and nouns ("the spokeswoman") of all articles are counted. They decide
//! when they agree; a few that do not (an article mixes two people up) are outvoted. Without any, a given name decides
//! if hardly anybody of the other gender has it.

use crate::index::words;
use crate::lexicon::{
    GIVEN_NAMES, Gender, NAMED_BODY_NOUNS, NOUNS_FOR_MEN, NOUNS_FOR_WOMEN, ORGANISATION_NOUNS, ORGANISATION_WORDS,
    TITLES,
};
use crate::quote::{Speaker, SpeakerKind};

/// What a gender was told by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum GenderBasis {
    /// "she", "he".
    Pronoun,
    /// "Mrs.", "Sir".
    Title,
    /// "the spokeswoman", "her father".
    Noun,
    /// A given name.
    GivenName,
}

impl GenderBasis {
    /// The word used in every format.
    pub fn name(self) -> &'static str {
        match self {
            GenderBasis::Pronoun => "pronoun",
            GenderBasis::Title => "title",
            GenderBasis::Noun => "noun",
            GenderBasis::GivenName => "given_name",
        }
    }
}

/// Evidence is outvoted by so many times as much.
const OUTVOTED: usize = 4;
/// The least share of one gender among those who have a given name.
const MIN_SHARE: f32 = 0.97;

/// What the articles tell.
#[derive(Clone, Debug, Default)]
pub(super) struct GenderEvidence {
    /// Pronouns, titles and nouns for women.
    women: [usize; 3],
    /// The same for men.
    men: [usize; 3],
}

impl GenderEvidence {
    /// Adds what one quotation tells of its speaker.
    pub(super) fn add(&mut self, speaker: &Speaker) {
        let mention = speaker.mention.as_deref().into_iter();
        for (at, gender) in mention.clone().filter_map(by_pronoun).map(|gender| (0, gender)) {
            self.count(at, gender);
        }
        if !matches!(speaker.kind, SpeakerKind::Person | SpeakerKind::Unknown) {
            return;
        }
        let names = mention.chain(speaker.name.as_deref()).chain(speaker.aliases.iter().map(String::as_str));
        if let Some(gender) = names.clone().find_map(by_title) {
            self.count(1, gender);
        }
        let described = names.chain(speaker.role.as_deref());
        if let Some(gender) = described.into_iter().find_map(by_noun) {
            self.count(2, gender);
        }
    }

    fn count(&mut self, at: usize, gender: Gender) {
        match gender {
            Gender::Female => self.women[at] += 1,
            Gender::Male => self.men[at] += 1,
        }
    }

    /// `women` or `men`, and what it was told by; `None` when it is not told.
    pub(super) fn decide(&self, name: Option<&str>) -> Option<(&'static str, GenderBasis)> {
        let (women, men): (usize, usize) = (self.women.iter().sum(), self.men.iter().sum());
        let basis = |counts: &[usize; 3]| {
            let first = counts.iter().position(|count| *count > 0).unwrap_or(0);
            [GenderBasis::Pronoun, GenderBasis::Title, GenderBasis::Noun][first]
        };
        let by_noun_alone = self.women[..2].iter().chain(&self.men[..2]).sum::<usize>() == 0;
        let given = name.and_then(by_given_name);
        match (women, men) {
            // A noun may belong to somebody else in the sentence; it does not outvote a name.
            _ if by_noun_alone && women > 0 && given == Some("men") => None,
            _ if by_noun_alone && men > 0 && given == Some("women") => None,
            (0, 0) => by_given_name(name?).map(|group| (group, GenderBasis::GivenName)),
            _ if women > OUTVOTED * men => Some(("women", basis(&self.women))),
            _ if men > OUTVOTED * women => Some(("men", basis(&self.men))),
            _ => None,
        }
    }
}

fn by_pronoun(mention: &str) -> Option<Gender> {
    match mention.trim().to_lowercase().as_str() {
        "she" | "her" | "herself" => Some(Gender::Female),
        "he" | "him" | "himself" => Some(Gender::Male),
        _ => None,
    }
}

/// By a title before a name.
fn by_title(name: &str) -> Option<Gender> {
    let mut all = words(name).map(|word| word.folded);
    let first = all.next()?;
    all.next().and(TITLES.gender(&first))
}

/// By the head of a description: "the spokeswoman", "chairman of the board", not "the women's coach".
fn by_noun(description: &str) -> Option<Gender> {
    const ENDS: [&str; 9] = ["of", "for", "at", "in", "from", "who", "with", "on", "and"];
    let all: Vec<_> = words(description).collect();
    let ends = all.iter().position(|word| ENDS.contains(&word.folded.as_str())).unwrap_or(all.len());
    let head = all[..ends].last()?;
    let written = &description[head.range.clone()];
    // A name is no noun: "King", "Prince".
    if written.starts_with(char::is_uppercase) {
        return None;
    }
    match (NOUNS_FOR_WOMEN.has(&head.folded), NOUNS_FOR_MEN.has(&head.folded)) {
        (true, false) => Some(Gender::Female),
        (false, true) => Some(Gender::Male),
        _ if head.folded.ends_with("woman") => Some(Gender::Female),
        _ if head.folded.ends_with("man") && is_mans_office(&head.folded) => Some(Gender::Male),
        _ => None,
    }
}

/// "spokesman", "chairman": by custom a man, unlike "human" or "German".
fn is_mans_office(word: &str) -> bool {
    const OFFICES: [&str; 12] = [
        "businessman",
        "cameraman",
        "chairman",
        "clergyman",
        "congressman",
        "councilman",
        "fireman",
        "fisherman",
        "policeman",
        "salesman",
        "serviceman",
        "spokesman",
    ];
    OFFICES.binary_search(&word).is_ok()
}

fn by_given_name(name: &str) -> Option<&'static str> {
    let mut all = name.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    let given = all.find(|word| !word.is_empty() && !TITLES.has(word))?;
    let rest: Vec<String> = all.collect();
    // A single word may be a surname, and a body may begin with what is also a given name.
    let is_of_body = |word: &String| {
        let is_title = rest.len() > 1 && TITLES.has(word);
        is_title || ORGANISATION_WORDS.has(word) || ORGANISATION_NOUNS.has(word) || NAMED_BODY_NOUNS.has(word)
    };
    if rest.is_empty() || rest.iter().any(is_of_body) {
        return None;
    }
    let women = match GIVEN_NAMES.female(&given) {
        Some(women) => women,
        // "Jean-Pierre": the parts must agree.
        None if given.contains('-') => {
            let parts: Vec<f32> = given.split('-').filter_map(|part| GIVEN_NAMES.female(part)).collect();
            let (least, most) = (parts.iter().copied().fold(1.0, f32::min), parts.iter().copied().fold(0.0, f32::max));
            if most - least > 1.0 - MIN_SHARE { return None } else { most }
        }
        None => return None,
    };
    match women {
        _ if women >= MIN_SHARE => Some("women"),
        _ if women <= 1.0 - MIN_SHARE => Some("men"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(speakers: &[(&str, &str, &str)]) -> Option<(&'static str, &'static str)> {
        let mut evidence = GenderEvidence::default();
        for (name, mention, role) in speakers {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let (name, mention, role) = (some(name), some(mention), some(role));
            evidence.add(&Speaker { name, mention, role, kind: SpeakerKind::Person, ..Speaker::default() });
        }
        let (group, basis) = evidence.decide(Some(speakers[0].0))?;
        Some((group, basis.name()))
    }

    #[test]
    fn articles_tell_before_names_do() {
        for (speakers, expected) in [
            (&[("Robin Lee", "she", "")][..], Some(("women", "pronoun"))),
            (&[("Robin Lee", "Mr. Lee", "")], Some(("men", "title"))),
            (&[("Robin Lee", "Lee", "spokeswoman for the port")], Some(("women", "noun"))),
            (&[("Robin Lee", "Lee", "chairman of the Women’s Club")], Some(("men", "noun"))),
            (&[("Robin Lee", "Lee", "the women’s coach")], None),
            (&[("Robin Lee", "Lee", "a German human")], None),
            (&[("Mary Lee", "Lee", "")], Some(("women", "given_name"))),
            (&[("Dr. John Lee", "Lee", "")], Some(("men", "given_name"))),
            (&[("Mary Lee", "he", "")], Some(("men", "pronoun"))),
            (&[("Robin Lee", "she", ""), ("Robin Lee", "he", "")], None),
            (&[("Mary", "Mary", "")], None),
            (&[("Jean-Pierre Martin", "Martin", "")], Some(("men", "given_name"))),
            (&[("Ann-Pierre Martin", "Martin", "")], None),
            (&[("Susan King", "King", "")], Some(("women", "given_name"))),
            (&[("Alice Wong", "spokesman", "spokesman")], None),
            (&[("Brooklyn District Attorney", "the district attorney", "")], None),
        ] {
            assert_eq!(decided(speakers), expected, "{speakers:?}");
        }
    }

    #[test]
    fn few_mistakes_are_outvoted() {
        let mut speakers = vec![("Robin Lee", "she", ""); 9];
        speakers.push(("Robin Lee", "he", ""));
        assert_eq!(decided(&speakers), Some(("women", "pronoun")));
    }
}
