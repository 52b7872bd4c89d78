//! The user's own list of people, which overrides what is inferred.
//!
//! Names are compared without case, accents, apostrophes and titles. No two people of a list share a name, an alias or
//! an id, so that every match is unambiguous. `people_match` decides which speakers of an article are on the list.

use rustc_hash::FxHashMap;
use thiserror::Error;

use super::entity::speaker_id;
use super::name::fold;
use crate::lexicon::TITLES;

/// A person on the user's list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// The name that is shown.
    pub name: String,
    /// Other names. A bare surname matches only if it is one of them.
    pub aliases: Vec<String>,
    /// Their role; without it, the role that the article gives.
    pub role: Option<String>,
    /// Id in Wikidata: `Q42`.
    pub wikidata: Option<String>,
    /// The user's own id.
    pub id: Option<String>,
}

impl Person {
    /// The id in quotes: the user's own, else Wikidata's, else one made from the name.
    pub fn speaker_id(&self) -> Option<String> {
        self.id.clone().or_else(|| self.wikidata.clone()).or_else(|| speaker_id(&self.name))
    }

    /// Name and aliases.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        std::iter::once(&self.name).chain(&self.aliases)
    }
}

/// People by name and alias.
///
/// ```
/// use quotedex::{Article, Extractor, People, Person};
///
/// let ann = Person { name: "Ann Smith".into(), aliases: vec!["Smith".into()], id: Some("Q7".into()), ..Person::default() };
/// let extractor = Extractor::new()?.with_people(People::new(vec![ann])?);
/// let quotes = extractor.extract(&Article::new("a", "“The tide waits for nobody,” Smith said on Monday."));
/// assert_eq!(quotes[0].speaker.name.as_deref(), Some("Ann Smith"));
/// assert_eq!(quotes[0].speaker.id.as_deref(), Some("Q7"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    all: Vec<Person>,
    by_name: FxHashMap<String, usize>,
}

/// Why a list is invalid. People are given by their index, counted from 0.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Clash {
    /// A name or alias without a letter.
    #[error("`{written}` is no name")]
    NoName {
        /// The person.
        person: usize,
        /// As written.
        written: String,
    },
    /// Two people share a name.
    #[error("two people share the name `{written}`")]
    SharedName {
        /// The first of them.
        first: usize,
        /// The second of them.
        second: usize,
        /// As written for the second.
        written: String,
    },
    /// Two people share an id.
    #[error("two people share the id `{id}`")]
    SharedId {
        /// The first of them.
        first: usize,
        /// The second of them.
        second: usize,
        /// The id.
        id: String,
    },
}

impl People {
    /// A list of `persons`.
    ///
    /// # Errors
    /// If two of them share a name, an alias or an id, or if a name has no letter.
    pub fn new(persons: Vec<Person>) -> Result<Self, Clash> {
        let mut by_name = FxHashMap::default();
        let mut by_id: FxHashMap<String, usize> = FxHashMap::default();
        for (second, person) in persons.iter().enumerate() {
            for written in person.names() {
                let name = normalise_name(written);
                if !name.contains(char::is_alphabetic) {
                    return Err(Clash::NoName { person: second, written: written.clone() });
                }
                match by_name.insert(name, second) {
                    Some(first) if first != second => {
                        return Err(Clash::SharedName { first, second, written: written.clone() });
                    }
                    _ => {}
                }
            }
            let Some(id) = person.speaker_id() else { continue };
            if let Some(first) = by_id.insert(id.clone(), second) {
                return Err(Clash::SharedId { first, second, id });
            }
        }
        Ok(Self { all: persons, by_name })
    }

    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The number of people.
    /// The person who is called that, by name or alias.
    pub fn called(&self, name: &str) -> Option<&Person> {
        self.by_name.get(&normalise_name(name)).map(|&number| &self.all[number])
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// A digest of the list: an article that was read with an equal list need not be read again. Empty for an empty
    /// list.
    pub fn digest(&self) -> String {
        if self.all.is_empty() {
            return String::new();
        }
        let mut hasher = blake3::Hasher::new();
        let mut field = |text: Option<&str>| {
            let length = text.map_or(u64::MAX, |text| text.len() as u64);
            hasher.update(&length.to_le_bytes()).update(text.unwrap_or_default().as_bytes());
        };
        for person in &self.all {
            person.names().for_each(|name| field(Some(name)));
            for part in [None, person.role.as_deref(), person.wikidata.as_deref(), person.id.as_deref()] {
                field(part);
            }
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }

    /// The index of the person with this name, which must be in the form of [`normalise_name`].
    pub(super) fn find(&self, normalise_name: &str) -> Option<usize> {
        self.by_name.get(normalise_name).copied()
    }

    /// The person with this index.
    pub(super) fn person(&self, number: usize) -> &Person {
        &self.all[number]
    }
}

/// The form in which names are compared: words without case, accents, apostrophes and points, and without leading
/// titles as long as a word remains.
pub(super) fn normalise_name(name: &str) -> String {
    let whole = fold(name);
    let words: Vec<String> = whole.split(|c: char| c.is_whitespace() || is_dash(c)).map(plain_letters).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
    let no_title = |word: &&&str| !(TITLES.has(word) || matches!(**word, "the" | "former" | "vice"));
    let first = words.iter().position(|word| no_title(&word)).unwrap_or(usize::MAX);
    words[first.min(words.len().saturating_sub(1))..].join(" ")
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–')
}

/// The letters and digits of a folded word.
fn plain_letters(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, aliases: &[&str]) -> Person {
        Person { name: name.into(), aliases: aliases.iter().map(|&alias| alias.into()).collect(), ..Person::default() }
    }

    #[test]
    fn spellings_of_one_name() {
        for (one, other) in [
            ("Lech Wałęsa", "LECH WALESA"),
            ("Mary O’Neill", "mary o'neill"),
            ("Sen. Tim Kaine", "Tim Kaine"),
            ("former Vice President Joe Biden", "Joe Biden"),
            ("Jean-Luc Picard", "Jean Luc Picard"),
            ("J.D. Vance", "JD Vance"),
            ("the Pope", "Pope"),
        ] {
            assert_eq!(normalise_name(one), normalise_name(other), "{one} {other}");
        }
        assert_ne!(normalise_name("Ann Smith"), normalise_name("Smith"));
        assert_eq!(normalise_name("—"), "");
        assert_eq!(normalise_name(""), "");
    }

    #[test]
    fn no_two_persons_share_anything() {
        let new = |persons: &[Person]| People::new(persons.to_vec());
        assert!(new(&[person("Ann Smith", &["Smith", "ann smith"]), person("Bob Jones", &[])]).is_ok());
        let shared = new(&[person("Ann Smith", &["Smith"]), person("Bob Jones", &[]), person("Jo", &["Mr. SMITH"])]);
        assert!(matches!(shared, Err(Clash::SharedName { first: 0, second: 2, .. })), "{shared:?}");
        let same = Person { id: Some("jo".into()), ..person("Ann", &[]) };
        assert!(matches!(new(&[person("Jo", &[]), same]), Err(Clash::SharedId { first: 0, second: 1, .. })));
        assert!(matches!(new(&[person("Jo", &["--"])]), Err(Clash::NoName { person: 0, .. })));
    }

    #[test]
    fn ids_and_digests_follow_what_is_listed() {
        let plain = person("Ann Smith", &["Smith"]);
        let known = Person { wikidata: Some("Q7".into()), ..plain.clone() };
        let own = Person { id: Some("ann".into()), ..known.clone() };
        let ids = [&plain, &known, &own].map(|person| person.speaker_id().unwrap());
        assert_eq!(ids, ["ann-smith", "Q7", "ann"]);
        let digest = |person: &Person| People::new(vec![person.clone()]).unwrap().digest();
        let role = Person { role: Some("Q7".into()), ..plain.clone() };
        let digests = [digest(&plain), digest(&known), digest(&own), digest(&role), String::new()];
        let distinct: std::collections::BTreeSet<_> = digests.iter().collect();
        assert_eq!(distinct.len(), 5);
        assert_eq!(People::default().digest(), "");
    }
}
