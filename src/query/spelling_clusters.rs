//! Merges spellings of one name when something besides the name says that they are one person's.
//!
//! Two names may be one person's when `full_name` says so and no article has both as different speakers. They are when
//! an article uses both for one speaker, when their roles share a word, or when they differ by a middle initial alone.
//! Time is linear in speakers: of each surname only [`MAX_PER_SURNAME`] are compared.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::full_name::{FullName, NameMatch};
use super::occupations::{compatible, fields_of_role};
use super::people_decisions::PeopleDecisions;
use super::speaker_identity::SpeakerIdentity;
use super::speaker_occurrences::StringTable;
use super::tokenized_text::is_function_word;
use crate::index::{fold, words};

/// The most names of one surname that are compared with each other, those with most quotes first.
const MAX_PER_SURNAME: usize = 64;

/// A full name, with the evidence for whether it is the same person as another.
struct Spelling {
    /// Index of the identity.
    at: usize,
    key: String,
    name: FullName,
    /// The names shown, folded.
    names: BTreeSet<String>,
    /// Other names that its articles use, folded.
    aliases: BTreeSet<String>,
    roles: BTreeSet<String>,
    fields: BTreeSet<&'static str>,
    articles: BTreeSet<u64>,
    quotes: usize,
    listed: bool,
}

impl Spelling {
    /// `None` unless it is a person with a full name.
    fn new(at: usize, identity: &SpeakerIdentity, texts: &StringTable) -> Option<Self> {
        if identity.id.is_none() || !identity.is_person(texts) {
            return None;
        }
        let mut names: BTreeMap<String, usize> = BTreeMap::new();
        let (mut aliases, mut roles, mut fields) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for occurrence in &identity.occurrences {
            *names.entry(fold(texts.text(occurrence.name))).or_default() += occurrence.quotes;
            aliases.extend(texts.list(occurrence.aliases).map(fold));
            if let Some(role) = occurrence.role.map(|role| texts.text(role)) {
                roles.extend(words(role).map(|word| word.folded).filter(|word| is_distinctive(word)));
                fields.extend(fields_of_role(role));
            }
        }
        let main = names.iter().max_by_key(|&(name, quotes)| (quotes, Reverse(name)))?.0;
        Some(Self {
            at,
            key: identity.keys[0].clone(),
            name: FullName::new(main)?,
            names: names.into_keys().collect(),
            aliases,
            roles,
            fields,
            articles: identity.occurrences.iter().map(|occurrence| occurrence.article).collect(),
            quotes: identity.quotes(),
            listed: identity.is_listed(),
        })
    }

    /// How the two names match, unless something shows that they are two people.
    fn may_be_same(&self, other: &Spelling) -> Option<NameMatch> {
        let name_match = self.name.match_with(&other.name)?;
        // An article that has both distinguishes them, except for given-name variants that extraction cannot merge.
        let together = !self.articles.is_disjoint(&other.articles) && name_match != NameMatch::GivenNameVariant;
        let apart = self.key == other.key || self.listed && other.listed || together;
        (!apart && self.may_share_field(other)).then_some(name_match)
    }

    fn may_share_field(&self, other: &Spelling) -> bool {
        let shares = |field: &str| other.fields.iter().any(|other| compatible(field, other));
        self.fields.is_empty() || other.fields.is_empty() || self.fields.iter().any(|field| shares(field))
    }

    /// Whether something besides the name says that the two are one person. A middle initial needs nothing else.
    fn is_same_person(&self, other: &Spelling, name_match: NameMatch) -> bool {
        name_match == NameMatch::Equal
            || self.name.differs_by_initials(&other.name)
            || !self.names.is_disjoint(&other.aliases)
            || !self.aliases.is_disjoint(&other.names)
            || !self.articles.is_disjoint(&other.articles)
            || !self.roles.is_disjoint(&other.roles)
    }
}

/// Whether a word of a role helps to identify a person.
fn is_distinctive(folded: &str) -> bool {
    let general = ["former", "member", "man", "woman", "old", "year", "one", "new", "first", "who", "person", "people"];
    folded.len() > 2 && !is_function_word(folded) && !general.contains(&folded)
}

/// Merges the identities that are one person under several spellings of the name.
pub(super) fn merge_spellings(
    mut identities: Vec<SpeakerIdentity>,
    texts: &StringTable,
    decisions: &PeopleDecisions,
) -> Vec<SpeakerIdentity> {
    let mut of_surname: BTreeMap<String, Vec<Spelling>> = BTreeMap::new();
    for (at, one) in identities.iter().enumerate() {
        if let Some(spelling) = Spelling::new(at, one, texts) {
            of_surname.entry(spelling.name.surname.clone()).or_default().push(spelling);
        }
    }
    let mut into: BTreeMap<usize, usize> = BTreeMap::new();
    for mut spellings in of_surname.into_values().filter(|spellings| spellings.len() > 1) {
        spellings.sort_by(|one, other| {
            (other.listed, other.quotes).cmp(&(one.listed, one.quotes)).then_with(|| one.at.cmp(&other.at))
        });
        spellings.truncate(MAX_PER_SURNAME);
        for (main, others) in spelling_clusters(&spellings, decisions) {
            into.extend(others.into_iter().map(|other| (spellings[other].at, spellings[main].at)));
        }
    }
    for (from, to) in into {
        let SpeakerIdentity { keys, occurrences, merged, .. } =
            std::mem::replace(&mut identities[from], SpeakerIdentity::new("", Vec::new()));
        identities[to].keys.extend(keys);
        identities[to].merged.extend(occurrences.into_iter().chain(merged));
    }
    identities.retain(|identity| !identity.occurrences.is_empty());
    identities
}

/// The clusters of spellings: the first spelling and the others. A spelling that matches two that exclude each other
/// stays alone: "George Bush", beside George W. and George H. W.
fn spelling_clusters(spellings: &[Spelling], decisions: &PeopleDecisions) -> Vec<(usize, Vec<usize>)> {
    let all = 0..spellings.len();
    let may_be_same = |one: &Spelling, other: &Spelling| {
        one.may_be_same(other).filter(|_| decisions.may_be_one(&one.key, &other.key))
    };
    let possible: Vec<Vec<Option<NameMatch>>> = all
        .clone()
        .map(|one| all.clone().map(|other| may_be_same(&spellings[one], &spellings[other])).collect())
        .collect();
    let linked = |one: usize, other: usize| {
        possible[one][other].is_some_and(|name_match| spellings[one].is_same_person(&spellings[other], name_match))
    };
    let links: Vec<Vec<usize>> =
        all.clone().map(|one| all.clone().filter(|&other| other != one && linked(one, other)).collect()).collect();
    let ambiguous = |one: usize| {
        links[one].iter().any(|&this| links[one].iter().any(|&that| this != that && possible[this][that].is_none()))
    };
    let ambiguous: Vec<bool> = all.clone().map(ambiguous).collect();
    let mut done = ambiguous.clone();
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
                // All members of a chain of spellings must match one another.
                let fits = cluster.iter().all(|&member| possible[member][other].is_some());
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
