//! Full names in their parts, and whether two of them may be one person's: "Hillary Rodham Clinton", "Hillary R.
//! Clinton", "Hillary Clinton".
//!
//! Whether they are one person's takes other evidence (see `spelling_clusters`). Names are folded. A surname begins
//! with its particle ("bin Salman", "von der Leyen") and must be the same.

use crate::lexicon::{GIVEN_NAMES, NAME_PARTICLES, NICKNAMES, TITLES, is_generation_suffix};

/// A full name in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FullName {
    given: String,
    middle: Vec<String>,
    /// With its particles.
    pub surname: String,
    /// Jr., III.
    suffix: Option<String>,
}

/// How two names match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameMatch {
    /// The same words.
    Equal,
    /// One leaves out or abbreviates parts of the other.
    Abbreviated,
    /// Another form of the given name: Bill and William, Mohammed and Mohamed.
    GivenNameVariant,
}

impl FullName {
    /// The parts of a folded name; `None` unless it has a given name and a surname.
    pub(super) fn new(folded: &str) -> Option<Self> {
        let mut words: Vec<&str> = folded.split(' ').collect();
        // "Republican Donald Trump": an article runs a description together with the name.
        let titles = words.iter().take_while(|word| is_title(word)).count();
        words.drain(..titles.min(words.len().saturating_sub(2)));
        let suffix = words.pop_if(|word| is_generation_suffix(word)).map(str::to_owned);
        if words.len() < 2 {
            return None;
        }
        let particle = words.iter().skip(1).position(|word| NAME_PARTICLES.has(word)).map(|at| at + 1);
        let surname = particle.unwrap_or(words.len() - 1).min(words.len() - 1);
        let owned = |word: &&str| (*word).to_owned();
        Some(Self {
            given: words[0].to_owned(),
            middle: words[1..surname].iter().map(owned).collect(),
            surname: words[surname..].join(" "),
            suffix,
        })
    }

    /// Whether the names differ only by middle initials that one of them has: "Donald J. Trump".
    pub(super) fn differs_by_initials(&self, other: &FullName) -> bool {
        let initials = |middle: &[String]| middle.iter().all(|word| word.trim_end_matches('.').chars().count() == 1);
        let same = self.given == other.given && self.surname == other.surname && self.suffix == other.suffix;
        let one_alone = self.middle.is_empty() != other.middle.is_empty();
        same && one_alone && initials(&self.middle) && initials(&other.middle)
    }

    /// How the names may be one person's; `None` when they cannot.
    pub(super) fn match_with(&self, other: &FullName) -> Option<NameMatch> {
        if self.surname != other.surname || self.suffix != other.suffix {
            return None;
        }
        if !self.middle.is_empty() && !other.middle.is_empty() {
            let agree = |(one, other): (&String, &String)| abbreviates(one, other);
            if self.middle.len() != other.middle.len() || !self.middle.iter().zip(&other.middle).all(agree) {
                return None;
            }
        }
        match (&self.given, &other.given) {
            (one, other_given) if one == other_given && self.middle == other.middle => Some(NameMatch::Equal),
            (one, other) if genders_differ(one, other) => None,
            (one, other) if abbreviates(one, other) => Some(NameMatch::Abbreviated),
            (one, other) if NICKNAMES.join(one, other) || same_consonants(one, other) => {
                Some(NameMatch::GivenNameVariant)
            }
            _ => None,
        }
    }
}

/// Words before a name that are no titles of the lexicon. Sorted.
const OTHER_TITLES: [&str; 18] = [
    "acting",
    "conservative",
    "democrat",
    "democratic",
    "ex",
    "former",
    "gop",
    "independent",
    "interim",
    "labour",
    "prime",
    "republican",
    "senor",
    "senora",
    "the",
    "then",
    "us",
    "vice",
];

/// Whether a word before a name is not part of it: titles, forms of courtesy, former offices, parties.
pub(super) fn is_title(folded: &str) -> bool {
    TITLES.has(folded) || OTHER_TITLES.binary_search(&folded).is_ok()
}

/// Whether one is the other, its initial, or a prefix of at least three letters: Tim and Timothy.
fn abbreviates(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let letters = short.chars().count();
    one == other || (letters == 1 || letters >= 3) && long.starts_with(short)
}

/// Whether one is a woman's name and the other a man's: Daniel is no short form of Danielle.
fn genders_differ(one: &str, other: &str) -> bool {
    let female = |name: &str| GIVEN_NAMES.female(name);
    matches!((female(one), female(other)), (Some(one), Some(other)) if (one - other).abs() > 0.8)
}

/// Whether only vowels and doubled letters differ, as in transliterated names: Mohammed, Muhammad.
fn same_consonants(one: &str, other: &str) -> bool {
    let (first, second) = (consonants(one), consonants(other));
    first.len() >= 3 && first == second && one.chars().next() == other.chars().next()
}

/// A name without vowels and doubled letters.
pub(super) fn consonants(name: &str) -> Vec<char> {
    let mut letters: Vec<char> = name.chars().collect();
    letters.dedup();
    letters.retain(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'));
    letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use NameMatch::*;

    #[test]
    fn titles_are_sorted_and_unique() {
        assert!(OTHER_TITLES.is_sorted_by(|one, other| one < other));
    }

    #[test]
    fn names_that_can_be_one_persons() {
        for (one, other, expected) in [
            ("hillary clinton", "hillary rodham clinton", Some(Abbreviated)),
            ("hillary r clinton", "hillary rodham clinton", Some(Abbreviated)),
            ("h clinton", "hillary clinton", Some(Abbreviated)),
            ("bill clinton", "william clinton", Some(GivenNameVariant)),
            ("mohammed bin salman", "mohamed bin salman", Some(GivenNameVariant)),
            ("muhammad ali", "mohamed ali", Some(GivenNameVariant)),
            ("tim kaine", "timothy kaine", Some(Abbreviated)),
            ("lech walesa", "lech walesa", Some(Equal)),
            ("republican donald trump", "donald trump", Some(Equal)),
            ("sen bernie sanders", "bernie sanders", Some(Equal)),
            ("king charles", "prince charles", None),
            ("bill clinton", "hillary clinton", None),
            ("bill clinton", "bill gates", None),
            ("george w bush", "george h w bush", None),
            ("john smith", "john smith jr", None),
            ("daniel lee", "danielle lee", None),
            ("maria lopez", "mario lopez", None),
            ("mohammed salman", "mohammed bin salman", None),
            ("jo smith", "joseph smith", None),
        ] {
            let (first, second) = (FullName::new(one).unwrap(), FullName::new(other).unwrap());
            assert_eq!(first.match_with(&second), expected, "{one} {other}");
            assert_eq!(second.match_with(&first), expected, "{other} {one}");
        }
        assert_eq!(FullName::new("clinton"), None);
        assert_eq!(FullName::new("clinton jr"), None);
        assert_eq!(FullName::new(""), None);
    }
}
