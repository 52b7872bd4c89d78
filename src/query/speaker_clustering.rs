//! Speaker clustering across articles: one name of two people, several spellings of one.
//!
//! A single article cannot tell, so it is decided at query time, over all occurrences:
//! - a name without an id ("officials", a bare surname) identifies nobody beyond its article;
//! - occurrences under one id with roles from incompatible occupations (see `occupations`) are two people, unless an
//!   article gives one speaker both. An occurrence without a telling role goes to the person with most quotes;
//! - two spellings (see `spelling_clusters`) are one person when an article uses both, or their roles share a word, or
//!   they differ by a middle initial alone, and no third spelling fits as well. Never by the surname alone.
//!
//! What the user decided on two names counts before all of this. Speakers listed by the user are never split, and two of them are never merged.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::occupations::{components, fields_of_role};
use super::people_decisions::PeopleDecisions;
use super::speaker_identity::SpeakerIdentity;
use super::speaker_occurrences::{IndexedSpeaker, SpeakerOccurrence, StringTable};
use super::spelling_clusters::merge_spellings;

/// Clusters `speakers` into identities; the order is arbitrary but deterministic.
pub(super) fn cluster_speakers(
    speakers: Vec<IndexedSpeaker>,
    texts: &StringTable,
    decisions: &PeopleDecisions,
) -> Vec<SpeakerIdentity> {
    let mut identities = Vec::with_capacity(speakers.len());
    for speaker in speakers {
        if speaker.key.starts_with('~') {
            identities.extend(by_article(speaker));
        } else {
            identities.extend(by_field(speaker, texts));
        }
    }
    decisions.apply(merge_spellings(identities, texts, decisions))
}

/// One identity per article, for a name that identifies nobody beyond its article.
fn by_article(speaker: IndexedSpeaker) -> impl Iterator<Item = SpeakerIdentity> {
    let mut of: BTreeMap<u64, Vec<SpeakerOccurrence>> = BTreeMap::new();
    speaker.occurrences.into_iter().for_each(|occurrence| of.entry(occurrence.article).or_default().push(occurrence));
    of.into_values().map(move |occurrences| SpeakerIdentity::new(&speaker.key, occurrences))
}

/// The people of one name, distinguished by occupation.
fn by_field(speaker: IndexedSpeaker, texts: &StringTable) -> Vec<SpeakerIdentity> {
    let whole = SpeakerIdentity::new(&speaker.key, speaker.occurrences);
    if whole.is_listed() || !whole.is_person(texts) {
        return vec![whole];
    }
    let component_of = component_of_articles(&whole.occurrences, texts);
    let mut quotes: BTreeMap<usize, usize> = BTreeMap::new();
    for occurrence in &whole.occurrences {
        if let Some(component) = component_of[&occurrence.article] {
            *quotes.entry(component).or_default() += occurrence.quotes;
        }
    }
    let Some(largest) = most_frequent(&quotes).filter(|_| quotes.len() > 1) else { return vec![whole] };
    let mut found: BTreeMap<usize, SpeakerIdentity> = BTreeMap::new();
    for occurrence in whole.occurrences {
        let component = component_of[&occurrence.article].unwrap_or(largest);
        found
            .entry(component)
            .or_insert_with(|| SpeakerIdentity::new(&speaker.key, Vec::new()))
            .occurrences
            .push(occurrence);
    }
    for (component, identity) in &mut found {
        identity.field = main_field(&identity.occurrences, texts);
        if let Some(field) = identity.field.filter(|_| *component != largest) {
            identity.id = Some(format!("{}.{field}", speaker.key));
        }
    }
    found.into_values().collect()
}

/// The component of each article: all that an article says of a speaker belongs together.
fn component_of_articles(occurrences: &[SpeakerOccurrence], texts: &StringTable) -> BTreeMap<u64, Option<usize>> {
    let mut of_article: BTreeMap<u64, Vec<&'static str>> = BTreeMap::new();
    for occurrence in occurrences {
        of_article.entry(occurrence.article).or_default().extend(fields_of_occurrence(occurrence, texts));
    }
    let (articles, sets): (Vec<u64>, Vec<_>) = of_article.into_iter().unzip();
    articles.into_iter().zip(components(&sets)).collect()
}

fn fields_of_occurrence(occurrence: &SpeakerOccurrence, texts: &StringTable) -> Vec<&'static str> {
    occurrence.role.map(|role| fields_of_role(texts.text(role))).unwrap_or_default()
}

/// The occupation with most quotes.
fn main_field(occurrences: &[SpeakerOccurrence], texts: &StringTable) -> Option<&'static str> {
    let mut quotes: BTreeMap<&'static str, usize> = BTreeMap::new();
    for occurrence in occurrences {
        fields_of_occurrence(occurrence, texts)
            .into_iter()
            .for_each(|field| *quotes.entry(field).or_default() += occurrence.quotes);
    }
    most_frequent(&quotes)
}

/// The key with most quotes; of several the first.
fn most_frequent<T: Ord + Copy>(quotes: &BTreeMap<T, usize>) -> Option<T> {
    quotes.iter().max_by_key(|&(what, quotes)| (quotes, Reverse(what))).map(|(what, _)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Occurrences as `article, name, role, alias`; the id is the name with hyphens, a name with `!` is listed.
    fn grouped(occurrences: &[(u64, &str, &str, &str)]) -> Vec<(String, usize)> {
        let mut texts = StringTable::default();
        let mut speakers: BTreeMap<String, IndexedSpeaker> = BTreeMap::new();
        for &(article, name, role, alias) in occurrences {
            let (listed, name) = (name.ends_with('!'), name.trim_end_matches('!'));
            let key =
                if name.contains(' ') { name.to_lowercase().replace(' ', "-") } else { format!("~person:{name}") };
            let aliases = [alias].iter().filter(|alias| !alias.is_empty()).map(|alias| texts.add(alias)).collect();
            let occurrence = SpeakerOccurrence {
                article,
                day: None,
                name: texts.add(name),
                kind: texts.add("person"),
                role: (!role.is_empty()).then(|| texts.add(role)),
                aliases: texts.add_list(aliases),
                quotes: 1,
                listed,
            };
            let speaker =
                speakers.entry(key.clone()).or_insert_with(|| IndexedSpeaker { key, occurrences: Vec::new() });
            speaker.occurrences.push(occurrence);
        }
        let identities = cluster_speakers(speakers.into_values().collect(), &texts, &PeopleDecisions::default());
        let mut found: Vec<_> =
            identities.iter().map(|identity| (identity.id.clone().unwrap_or_default(), identity.quotes())).collect();
        found.sort();
        found
    }

    #[track_caller]
    fn assert_grouped(occurrences: &[(u64, &str, &str, &str)], expected: &[(&str, usize)]) {
        let expected: Vec<_> = expected.iter().map(|&(id, quotes)| (id.to_owned(), quotes)).collect();
        assert_eq!(grouped(occurrences), expected);
        let backwards: Vec<_> = occurrences.iter().copied().rev().collect();
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
            // An article gives one speaker both; compatible occupations; a former role; no occupation at all.
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
        // An article uses both names.
        assert_grouped(&[(1, short, "", ""), (2, short, "", ""), (3, long, "", short)], &[("hillary-clinton", 3)]);
        // Their roles share a word.
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
        // A middle initial alone makes no other name, unless the occupations are incompatible.
        let initial = |one: &str, other: &str, expected: &[(&str, usize)]| {
            let plain = "Donald Trump";
            assert_grouped(&[(1, plain, one, ""), (2, plain, one, ""), (3, "Donald J. Trump", other, "")], expected);
        };
        initial("", "", &[("donald-trump", 3)]);
        initial("a striker from Hull", "a judge in Hull", &[("donald-j.-trump", 1), ("donald-trump", 2)]);
        // Nothing but the name; a word that is not distinctive; incompatible occupations.
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
        // An article has both, so they are two people.
        assert_grouped(
            &[(1, "J. Smith", role, ""), (1, "Jane Smith", role, "")],
            &[("j.-smith", 1), ("jane-smith", 1)],
        );
        // Both are listed by the user.
        assert_grouped(
            &[(1, "Bill Lee!", role, ""), (2, "William Lee!", role, "")],
            &[("bill-lee", 1), ("william-lee", 1)],
        );
        // The listed one gives the name, however rare.
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
