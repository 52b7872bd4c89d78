//! Spellings that one person's name may have: "Hillary Rodham Clinton", "Hillary R. Clinton", "Hillary Clinton".
//!
//! Tells only whether two names can be one person's; whether they are takes other evidence (see `spellings`). Names come
//! folded. A surname begins with its particle ("bin Salman", "von der Leyen") and must be the same.

use crate::lexicon::{GIVEN_NAMES, NAME_PARTICLES, NICKNAMES, TITLES};

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

/// How two names go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// The same words.
    Same,
    /// The one leaves out or shortens what the other has.
    Shorter,
    /// Another form of the given name: Bill and William, Mohammed and Mohamed.
    OtherForm,
}

impl FullName {
    /// The parts of a folded name; `None` for less than a given name and a surname.
    pub(super) fn new(folded: &str) -> Option<Self> {
        let mut words: Vec<&str> = folded.split(' ').collect();
        // "Republican Donald Trump" is a name that an article runs together with what it says of him.
        let titles = words.iter().take_while(|word| is_title(word)).count();
        words.drain(..titles.min(words.len().saturating_sub(2)));
        let suffix = words.pop_if(|word| matches!(*word, "jr" | "sr" | "ii" | "iii" | "iv")).map(str::to_owned);
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

    /// Whether the two are the same but for middle initials that only one of them has: "Donald J. Trump".
    pub(super) fn differs_by_initials(&self, other: &FullName) -> bool {
        let initials = |middle: &[String]| middle.iter().all(|word| word.trim_end_matches('.').chars().count() == 1);
        let same = self.given == other.given && self.surname == other.surname && self.suffix == other.suffix;
        let one_alone = self.middle.is_empty() != other.middle.is_empty();
        same && one_alone && initials(&self.middle) && initials(&other.middle)
    }

    /// How the two can be one person's; `None` when they cannot.
    pub(super) fn like(&self, other: &FullName) -> Option<Likeness> {
        if self.surname != other.surname || self.suffix != other.suffix {
            return None;
        }
        if !self.middle.is_empty() && !other.middle.is_empty() {
            let agree = |(one, other): (&String, &String)| shortens(one, other);
            if self.middle.len() != other.middle.len() || !self.middle.iter().zip(&other.middle).all(agree) {
                return None;
            }
        }
        match (&self.given, &other.given) {
            (one, other_given) if one == other_given && self.middle == other.middle => Some(Likeness::Same),
            (one, other) if contradict(one, other) => None,
            (one, other) if shortens(one, other) => Some(Likeness::Shorter),
            (one, other) if NICKNAMES.join(one, other) || sound_alike(one, other) => Some(Likeness::OtherForm),
            _ => None,
        }
    }
}

/// What may stand before a name and is no part of it: titles, courtesy, offices that are over, parties.
pub(super) fn is_title(folded: &str) -> bool {
    const OTHERS: [&str; 18] = [
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
    TITLES.has(folded) || OTHERS.binary_search(&folded).is_ok()
}

/// The same, or an initial and what it stands for, or a beginning of three letters and more: Tim and Timothy.
fn shortens(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let letters = short.chars().count();
    one == other || (letters == 1 || letters >= 3) && long.starts_with(short)
}

/// A woman's name and a man's: Daniel is no short form of Danielle.
fn contradict(one: &str, other: &str) -> bool {
    let female = |name: &str| GIVEN_NAMES.female(name);
    matches!((female(one), female(other)), (Some(one), Some(other)) if (one - other).abs() > 0.8)
}

/// Names of other alphabets come with various vowels and doubled letters: Mohammed, Muhammad.
fn sound_alike(one: &str, other: &str) -> bool {
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
    use Likeness::*;

    #[test]
    fn names_that_can_be_one_persons() {
        for (one, other, likeness) in [
            ("hillary clinton", "hillary rodham clinton", Some(Shorter)),
            ("hillary r clinton", "hillary rodham clinton", Some(Shorter)),
            ("h clinton", "hillary clinton", Some(Shorter)),
            ("bill clinton", "william clinton", Some(OtherForm)),
            ("mohammed bin salman", "mohamed bin salman", Some(OtherForm)),
            ("muhammad ali", "mohamed ali", Some(OtherForm)),
            ("tim kaine", "timothy kaine", Some(Shorter)),
            ("lech walesa", "lech walesa", Some(Same)),
            ("republican donald trump", "donald trump", Some(Same)),
            ("sen bernie sanders", "bernie sanders", Some(Same)),
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
            assert_eq!(first.like(&second), likeness, "{one} {other}");
            assert_eq!(second.like(&first), likeness, "{other} {one}");
        }
        assert_eq!(FullName::new("clinton"), None);
        assert_eq!(FullName::new("clinton jr"), None);
        assert_eq!(FullName::new(""), None);
    }
}
