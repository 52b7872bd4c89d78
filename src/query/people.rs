//! Who is who across articles: one name of two people, several spellings of one.
//!
//! An article alone cannot know, so it is decided when one asks, over all sightings:
//! - a name without an id ("officials", a bare surname) is nobody beyond its article;
//! - sightings under one id whose roles fall into fields that hardly go together (`fields`) are two people, unless an
//!   article gives one speaker both; a sighting without a telling role goes with the part that is quoted most;
//! - names that can be one person's (`variants`) are one when an article uses both, or the roles share a word, and
//!   nobody else fits as well. Never on a surname alone.
//!
//! Whom the user lists is never taken apart, and two of them are never joined.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::fields::{fields_of, near, parts};
use super::line::is_function_word;
use super::sightings::{Sighting, Texts, Voice};
use super::variants::{FullName, Likeness};
use crate::index::{fold, words};
use crate::quote::SpeakerKind;

/// Names of one surname that are compared with each other, those with most quotes first.
const MOST_OF_A_SURNAME: usize = 64;

/// One person or body, as far as the index can tell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Known {
    /// Stable id; a part that is not the largest of its name has its field behind a point.
    pub id: Option<String>,
    /// The field that tells it from others of the same name.
    pub field: Option<&'static str>,
    /// What the index keeps it under; several when spellings were joined, the one that gives the name first.
    pub keys: Vec<String>,
    /// The sightings under the first key.
    pub sightings: Vec<Sighting>,
    /// Those under the others.
    pub joined: Vec<Sighting>,
}

impl Known {
    fn new(key: &str, sightings: Vec<Sighting>) -> Self {
        let id = (!key.starts_with('~')).then(|| key.to_owned());
        Self { id, field: None, keys: vec![key.to_owned()], sightings, joined: Vec::new() }
    }

    /// All sightings.
    pub(super) fn all(&self) -> impl Iterator<Item = &Sighting> {
        self.sightings.iter().chain(&self.joined)
    }

    /// Number of quotes.
    pub(super) fn quotes(&self) -> usize {
        self.all().map(|sighting| sighting.quotes).sum()
    }

    /// Whether `id` means this one of several with the same name.
    pub(super) fn is_called(&self, id: &str) -> bool {
        let with_field = |field: &str| id.strip_suffix(field)?.strip_suffix('.').map(|base| base == self.keys[0]);
        self.field.and_then(with_field) == Some(true)
    }

    fn is_listed(&self) -> bool {
        self.sightings.iter().any(|sighting| sighting.listed)
    }
}

/// Everybody in `voices`, in no telling order but always the same.
pub(super) fn known(voices: Vec<Voice>, texts: &Texts) -> Vec<Known> {
    let mut known = Vec::with_capacity(voices.len());
    for voice in voices {
        if voice.key.starts_with('~') {
            known.extend(by_article(voice));
        } else {
            known.extend(by_field(voice, texts));
        }
    }
    join_spellings(known, texts)
}

/// A name that is no identity, once for each article.
fn by_article(voice: Voice) -> impl Iterator<Item = Known> {
    let mut of: BTreeMap<u64, Vec<Sighting>> = BTreeMap::new();
    voice.sightings.into_iter().for_each(|sighting| of.entry(sighting.article).or_default().push(sighting));
    of.into_values().map(move |sightings| Known::new(&voice.key, sightings))
}

/// The people of one name, told apart by what they do.
fn by_field(voice: Voice, texts: &Texts) -> Vec<Known> {
    let whole = |voice: Voice| vec![Known::new(&voice.key, voice.sightings)];
    let listed = voice.sightings.iter().any(|sighting| sighting.listed);
    if listed || !is_person(&voice.sightings, texts) {
        return whole(voice);
    }
    // All that one article says of a speaker belongs together.
    let mut of_article: BTreeMap<u64, Vec<&'static str>> = BTreeMap::new();
    for sighting in &voice.sightings {
        let fields = sighting.role.map(|role| fields_of(texts.text(role))).unwrap_or_default();
        of_article.entry(sighting.article).or_default().extend(fields);
    }
    let articles: Vec<u64> = of_article.keys().copied().collect();
    let sets: Vec<Vec<&'static str>> = of_article.into_values().collect();
    let part_of = parts(&sets);
    let part_at = |sighting: &Sighting| articles.binary_search(&sighting.article).ok().and_then(|at| part_of[at]);
    let mut quotes: BTreeMap<usize, usize> = BTreeMap::new();
    for sighting in &voice.sightings {
        if let Some(part) = part_at(sighting) {
            *quotes.entry(part).or_default() += sighting.quotes;
        }
    }
    if quotes.len() < 2 {
        return whole(voice);
    }
    let largest = quotes.iter().max_by(|one, other| (one.1, other.0).cmp(&(other.1, one.0))).map(|(&part, _)| part);
    let mut found: BTreeMap<usize, Known> = BTreeMap::new();
    for sighting in voice.sightings {
        let Some(part) = part_at(&sighting).or(largest) else { continue };
        found.entry(part).or_insert_with(|| Known::new(&voice.key, Vec::new())).sightings.push(sighting);
    }
    for (part, known) in &mut found {
        known.field = main_field(&known.sightings, texts);
        if let Some(field) = known.field.filter(|_| Some(*part) != largest) {
            known.id = Some(format!("{}.{field}", voice.key));
        }
    }
    found.into_values().collect()
}

/// The field with most quotes; of several the first by name.
fn main_field(sightings: &[Sighting], texts: &Texts) -> Option<&'static str> {
    let mut quotes: BTreeMap<&'static str, usize> = BTreeMap::new();
    for sighting in sightings {
        let fields = sighting.role.map(|role| fields_of(texts.text(role))).unwrap_or_default();
        fields.into_iter().for_each(|field| *quotes.entry(field).or_default() += sighting.quotes);
    }
    quotes.into_iter().max_by(|one, other| (one.1, other.0).cmp(&(other.1, one.0))).map(|(field, _)| field)
}

fn is_person(sightings: &[Sighting], texts: &Texts) -> bool {
    sightings.iter().any(|sighting| texts.text(sighting.kind) == SpeakerKind::Person.name())
}

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
        if known.id.is_none() || !is_person(&known.sightings, texts) {
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
        let main = names.iter().max_by(|one, other| (one.1, other.0).cmp(&(other.1, one.0)))?.0;
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
        let together = !self.articles.is_disjoint(&other.articles);
        // An article that has both keeps them apart, but for forms of a name that it has no way to join.
        let apart = self.key == other.key || self.listed && other.listed || together && likeness != Likeness::OtherForm;
        let telling = !self.fields.is_empty() && !other.fields.is_empty();
        let fits = |one: &&str| other.fields.iter().any(|other| near(one, other));
        (!apart && (!telling || self.fields.iter().any(|field| fits(&field)))).then_some(likeness)
    }

    /// Whether something besides the name says that the two are one.
    fn is_one_with(&self, other: &Spelling, likeness: Likeness) -> bool {
        likeness == Likeness::Same
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

fn join_spellings(mut known: Vec<Known>, texts: &Texts) -> Vec<Known> {
    let mut of_surname: BTreeMap<String, Vec<Spelling>> = BTreeMap::new();
    for (at, one) in known.iter().enumerate() {
        if let Some(spelling) = Spelling::new(at, one, texts) {
            of_surname.entry(spelling.name.surname.clone()).or_default().push(spelling);
        }
    }
    let mut into: FxHashMap<usize, usize> = FxHashMap::default();
    for mut spellings in of_surname.into_values().filter(|spellings| spellings.len() > 1) {
        spellings.sort_by(|one, other| {
            (other.listed, other.quotes).cmp(&(one.listed, one.quotes)).then_with(|| one.at.cmp(&other.at))
        });
        spellings.truncate(MOST_OF_A_SURNAME);
        for (main, others) in clusters(&spellings) {
            into.extend(others.into_iter().map(|other| (spellings[other].at, spellings[main].at)));
        }
    }
    let mut gone: Vec<(usize, usize)> = into.into_iter().collect();
    gone.sort_unstable();
    for &(from, to) in &gone {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Sightings as `article, name, role, alias`; the id is the name with hyphens, a name with `!` is listed.
    fn grouped(sightings: &[(u64, &str, &str, &str)]) -> Vec<(String, usize)> {
        let mut texts = Texts::default();
        let mut voices: BTreeMap<String, Voice> = BTreeMap::new();
        for &(article, name, role, alias) in sightings {
            let (listed, name) = (name.ends_with('!'), name.trim_end_matches('!'));
            let key =
                if name.contains(' ') { name.to_lowercase().replace(' ', "-") } else { format!("~person:{name}") };
            let aliases = [alias].iter().filter(|alias| !alias.is_empty()).map(|alias| texts.add(alias)).collect();
            let sighting = Sighting {
                article,
                day: None,
                name: texts.add(name),
                kind: texts.add("person"),
                role: (!role.is_empty()).then(|| texts.add(role)),
                aliases: texts.add_list(aliases),
                quotes: 1,
                listed,
            };
            let voice = voices.entry(key.clone()).or_insert_with(|| Voice { key, sightings: Vec::new() });
            voice.sightings.push(sighting);
        }
        let known = known(voices.into_values().collect(), &texts);
        let mut found: Vec<_> =
            known.iter().map(|known| (known.id.clone().unwrap_or_default(), known.quotes())).collect();
        found.sort();
        found
    }

    #[track_caller]
    fn assert_grouped(sightings: &[(u64, &str, &str, &str)], expected: &[(&str, usize)]) {
        let expected: Vec<_> = expected.iter().map(|&(id, quotes)| (id.to_owned(), quotes)).collect();
        assert_eq!(grouped(sightings), expected);
        let backwards: Vec<_> = sightings.iter().copied().rev().collect();
        assert_eq!(grouped(&backwards), expected, "in another order");
    }

    #[test]
    fn one_name_in_far_fields_is_two_people() {
        let smith = "John Smith";
        assert_grouped(
            &[
                (1, smith, "mayor of Leeds", ""),
                (2, smith, "a striker", ""),
                (3, smith, "", ""),
                (4, smith, "mayor", ""),
            ],
            &[("john-smith", 3), ("john-smith.sport", 1)],
        );
        for together in [
            // An article that gives one speaker both; fields that go together; what is over; no field at all.
            &[(1, smith, "mayor of Leeds", ""), (2, smith, "a striker", ""), (3, smith, "striker and mayor", "")][..],
            &[(1, smith, "mayor of Leeds", ""), (2, smith, "a lawyer", ""), (3, smith, "", "")],
            &[(1, smith, "mayor of Leeds", ""), (2, smith, "a former striker", ""), (3, smith, "", "")],
            &[(1, smith, "mayor of Leeds", ""), (2, smith, "president of the club", ""), (3, smith, "", "")],
            &[(1, "John Smith!", "mayor of Leeds", ""), (2, "John Smith!", "a striker", ""), (3, smith, "", "")],
        ] {
            assert_grouped(together, &[("john-smith", 3)]);
        }
    }

    #[test]
    fn spellings_are_joined_by_other_evidence_alone() {
        let (long, short, initial) = ("Hillary Rodham Clinton", "Hillary Clinton", "Hillary R. Clinton");
        // An article that uses both names.
        assert_grouped(&[(1, short, "", ""), (2, short, "", ""), (3, long, "", short)], &[("hillary-clinton", 3)]);
        // A word that their roles share.
        assert_grouped(
            &[(1, short, "secretary of state", ""), (2, short, "", ""), (3, initial, "the former secretary", "")],
            &[("hillary-clinton", 3)],
        );
        let bill = [
            (1, "Bill Clinton", "President", ""),
            (2, "Bill Clinton", "", ""),
            (3, "William Clinton", "president", ""),
        ];
        assert_grouped(&bill, &[("bill-clinton", 3)]);
        let salman = "Mohammed bin Salman";
        assert_grouped(
            &[(1, salman, "crown prince", ""), (2, salman, "", ""), (3, "Mohamed bin Salman", "the crown prince", "")],
            &[("mohammed-bin-salman", 3)],
        );
        // Nothing but the name; a word that says nothing; fields that hardly go together.
        for (one, other) in [("", ""), ("a former member", "a member"), ("a striker from Hull", "a judge in Hull")] {
            assert_grouped(
                &[(1, "Bill Clinton", one, ""), (2, "William Clinton", other, "")],
                &[("bill-clinton", 1), ("william-clinton", 1)],
            );
        }
        assert_grouped(
            &[(1, "Bill Clinton", "President", ""), (2, short, "President", ""), (2, "Clinton", "President", "")],
            &[("", 1), ("bill-clinton", 1), ("hillary-clinton", 1)],
        );
    }

    #[test]
    fn who_could_be_either_stays_alone() {
        let role = "President";
        assert_grouped(
            &[(1, "George Bush", role, ""), (2, "George W. Bush", role, ""), (3, "George H. W. Bush", role, "")],
            &[("george-bush", 1), ("george-h.-w.-bush", 1), ("george-w.-bush", 1)],
        );
        // Kept apart by the article that has both.
        assert_grouped(
            &[(1, "J. Smith", role, ""), (1, "Jane Smith", role, "")],
            &[("j.-smith", 1), ("jane-smith", 1)],
        );
        // Two whom the user lists.
        assert_grouped(
            &[(1, "Bill Lee!", role, ""), (2, "William Lee!", role, "")],
            &[("bill-lee", 1), ("william-lee", 1)],
        );
        // One listed gives the name, however seldom.
        let william = (2, "William Lee", role, "");
        assert_grouped(&[(1, "Bill Lee!", role, ""), william, (3, "William Lee", role, "")], &[("bill-lee", 3)]);
    }

    #[test]
    fn a_name_that_is_no_identity_ends_with_its_article() {
        let officials = |article| (article, "officials", "", "");
        assert_grouped(&[officials(1), officials(1), officials(2)], &[("", 1), ("", 2)]);
        assert_grouped(&[(1, "Clinton", "", ""), (2, "Clinton", "", "")], &[("", 1), ("", 1)]);
    }
}
