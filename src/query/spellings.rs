//! Several spellings of one name, joined where something besides the name says that they are one person's.
//!
//! Two names can be one person's when `variants` says so, and no article keeps them apart. They are when an article uses
//! both, or a word of their roles is the same; or when there is nothing but a middle initial more or less. Time is linear in speakers: of each surname only so many are compared.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::fields::{fields_of, near};
use super::known::Known;
use super::line::is_function_word;
use super::sightings::Texts;
use super::variants::{FullName, Likeness};
use crate::index::{fold, words};

/// Names of one surname that are compared with each other, those with most quotes first.
const MOST_OF_A_SURNAME: usize = 64;

/// A full name of somebody, with all that may tell whether it is also another's.
struct Spelling {
    /// Where it stands among the known.
    at: usize,
    key: String,
    name: FullName,
    /// The names shown, folded, and the other names its articles use.
    names: BTreeSet<String>,
    aliases: BTreeSet<String>,
    roles: BTreeSet<String>,
    fields: BTreeSet<&'static str>,
    articles: BTreeSet<u64>,
    quotes: usize,
    listed: bool,
}

impl Spelling {
    /// `None` for who is no person with a full name.
    fn new(at: usize, known: &Known, texts: &Texts) -> Option<Self> {
        if known.id.is_none() || !known.is_person(texts) {
            return None;
        }
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        let (mut aliases, mut roles, mut fields) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for sighting in &known.sightings {
            *names.entry(fold(texts.text(sighting.name))).or_default() += sighting.quotes;
            aliases.extend(texts.list(sighting.aliases).map(fold));
            if let Some(role) = sighting.role.map(|role| texts.text(role)) {
                roles.extend(words(role).map(|word| word.folded).filter(|word| tells(word)));
                fields.extend(fields_of(role));
            }
        }
        let main = names.iter().max_by_key(|&(name, quotes)| (quotes, Reverse(name)))?.0;
        Some(Self {
            at,
            key: known.keys[0].clone(),
            name: FullName::new(main)?,
            names: names.into_keys().collect(),
            aliases,
            roles,
            fields,
            articles: known.sightings.iter().map(|sighting| sighting.article).collect(),
            quotes: known.quotes(),
            listed: known.is_listed(),
        })
    }

    /// How the two can be one person's, if nothing speaks against it.
    fn like(&self, other: &Spelling) -> Option<Likeness> {
        let likeness = self.name.like(&other.name)?;
        // An article that has both keeps them apart, but for forms of a name that it has no way to join.
        let together = !self.articles.is_disjoint(&other.articles) && likeness != Likeness::OtherForm;
        let apart = self.key == other.key || self.listed && other.listed || together;
        (!apart && self.may_share_field(other)).then_some(likeness)
    }

    fn may_share_field(&self, other: &Spelling) -> bool {
        let shares = |field: &str| other.fields.iter().any(|other| near(field, other));
        self.fields.is_empty() || other.fields.is_empty() || self.fields.iter().any(|field| shares(field))
    }

    /// Whether something besides the name says that the two are one; of a middle initial more or less the name says enough.
    fn is_one_with(&self, other: &Spelling, likeness: Likeness) -> bool {
        likeness == Likeness::Same
            || self.name.differs_by_initials(&other.name)
            || !self.names.is_disjoint(&other.aliases)
            || !self.aliases.is_disjoint(&other.names)
            || !self.articles.is_disjoint(&other.articles)
            || !self.roles.is_disjoint(&other.roles)
    }
}

/// Whether a word of a role says anything about who it is.
fn tells(folded: &str) -> bool {
    let general = ["former", "member", "man", "woman", "old", "year", "one", "new", "first", "who", "person", "people"];
    folded.len() > 2 && !is_function_word(folded) && !general.contains(&folded)
}

/// Joins those of `known` that are one person under several spellings of the name.
pub(super) fn join_spellings(mut known: Vec<Known>, texts: &Texts) -> Vec<Known> {
    let mut of_surname: BTreeMap<String, Vec<Spelling>> = BTreeMap::new();
    for (at, one) in known.iter().enumerate() {
        if let Some(spelling) = Spelling::new(at, one, texts) {
            of_surname.entry(spelling.name.surname.clone()).or_default().push(spelling);
        }
    }
    let mut into: BTreeMap<usize, usize> = BTreeMap::new();
    for mut spellings in of_surname.into_values().filter(|spellings| spellings.len() > 1) {
        spellings.sort_by(|one, other| {
            (other.listed, other.quotes).cmp(&(one.listed, one.quotes)).then_with(|| one.at.cmp(&other.at))
        });
        spellings.truncate(MOST_OF_A_SURNAME);
        for (main, others) in clusters(&spellings) {
            into.extend(others.into_iter().map(|other| (spellings[other].at, spellings[main].at)));
        }
    }
    for (from, to) in into {
        let Known { keys, sightings, joined, .. } = std::mem::replace(&mut known[from], Known::new("", Vec::new()));
        known[to].keys.extend(keys);
        known[to].joined.extend(sightings.into_iter().chain(joined));
    }
    known.retain(|known| !known.sightings.is_empty());
    known
}

/// The spellings that are one, each time the first and the others. Who could be either of two that cannot be one stays
/// alone: "George Bush", beside George W. and George H. W.
fn clusters(spellings: &[Spelling]) -> Vec<(usize, Vec<usize>)> {
    let all = 0..spellings.len();
    let like: Vec<Vec<Option<Likeness>>> =
        all.clone().map(|one| all.clone().map(|other| spellings[one].like(&spellings[other])).collect()).collect();
    let linked = |one: usize, other: usize| {
        like[one][other].is_some_and(|likeness| spellings[one].is_one_with(&spellings[other], likeness))
    };
    let links: Vec<Vec<usize>> =
        all.clone().map(|one| all.clone().filter(|&other| other != one && linked(one, other)).collect()).collect();
    let torn = |one: usize| {
        links[one].iter().any(|&this| links[one].iter().any(|&that| this != that && like[this][that].is_none()))
    };
    let torn: Vec<bool> = all.clone().map(torn).collect();
    let mut done = torn.clone();
    let mut found = Vec::new();
    for main in all {
        if done[main] {
            continue;
        }
        done[main] = true;
        let mut cluster = vec![main];
        let mut next = 0;
        while let Some(&one) = cluster.get(next) {
            next += 1;
            for &other in &links[one] {
                // Along a chain of spellings the ends must still go together.
                let fits = cluster.iter().all(|&member| like[member][other].is_some());
                if !done[other] && fits {
                    done[other] = true;
                    cluster.push(other);
                }
            }
        }
        if cluster.len() > 1 {
            found.push((main, cluster.split_off(1)));
        }
    }
    found
}
