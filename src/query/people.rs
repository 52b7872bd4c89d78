//! Who is who across articles: one name of two people, several spellings of one.
//!
//! An article alone cannot know, so it is decided when one asks, over all sightings:
//! - a name without an id ("officials", a bare surname) is nobody beyond its article;
//! - sightings under one id whose roles fall into fields that hardly go together (`fields`) are two people, unless an
//!   article gives one speaker both; a sighting without a telling role goes with the part that is quoted most;
//! - names that can be one person's (`spellings`) are one when an article uses both, or the roles share a word, or they
//!   differ by a middle initial alone, and nobody else fits as well. Never on a surname alone.
//!
//! Whom the user lists is never taken apart, and two of them are never joined.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::fields::{fields_of, parts};
use super::known::Known;
use super::sightings::{Sighting, Texts, Voice};
use super::spellings::join_spellings;

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
    let whole = Known::new(&voice.key, voice.sightings);
    if whole.is_listed() || !whole.is_person(texts) {
        return vec![whole];
    }
    let part_of = parts_of_articles(&whole.sightings, texts);
    let mut quotes: BTreeMap<usize, usize> = BTreeMap::new();
    for sighting in &whole.sightings {
        if let Some(part) = part_of[&sighting.article] {
            *quotes.entry(part).or_default() += sighting.quotes;
        }
    }
    let Some(largest) = most(&quotes).filter(|_| quotes.len() > 1) else { return vec![whole] };
    let mut found: BTreeMap<usize, Known> = BTreeMap::new();
    for sighting in whole.sightings {
        let part = part_of[&sighting.article].unwrap_or(largest);
        found.entry(part).or_insert_with(|| Known::new(&voice.key, Vec::new())).sightings.push(sighting);
    }
    for (part, known) in &mut found {
        known.field = main_field(&known.sightings, texts);
        if let Some(field) = known.field.filter(|_| *part != largest) {
            known.id = Some(format!("{}.{field}", voice.key));
        }
    }
    found.into_values().collect()
}

/// The part that each article belongs to: all that one says of a speaker belongs together.
fn parts_of_articles(sightings: &[Sighting], texts: &Texts) -> BTreeMap<u64, Option<usize>> {
    let mut of_article: BTreeMap<u64, Vec<&'static str>> = BTreeMap::new();
    for sighting in sightings {
        of_article.entry(sighting.article).or_default().extend(fields_told(sighting, texts));
    }
    let (articles, sets): (Vec<u64>, Vec<_>) = of_article.into_iter().unzip();
    articles.into_iter().zip(parts(&sets)).collect()
}

fn fields_told(sighting: &Sighting, texts: &Texts) -> Vec<&'static str> {
    sighting.role.map(|role| fields_of(texts.text(role))).unwrap_or_default()
}

/// The field with most quotes.
fn main_field(sightings: &[Sighting], texts: &Texts) -> Option<&'static str> {
    let mut quotes: BTreeMap<&'static str, usize> = BTreeMap::new();
    for sighting in sightings {
        fields_told(sighting, texts).into_iter().for_each(|field| *quotes.entry(field).or_default() += sighting.quotes);
    }
    most(&quotes)
}

/// What has most quotes; of several the first.
fn most<T: Ord + Copy>(quotes: &BTreeMap<T, usize>) -> Option<T> {
    quotes.iter().max_by_key(|&(what, quotes)| (quotes, Reverse(what))).map(|(what, _)| *what)
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
        // A middle initial more or less is no other name, unless the fields hardly go together.
        let initial = |one: &str, other: &str, expected: &[(&str, usize)]| {
            let plain = "Donald Trump";
            assert_grouped(&[(1, plain, one, ""), (2, plain, one, ""), (3, "Donald J. Trump", other, "")], expected);
        };
        initial("", "", &[("donald-trump", 3)]);
        initial("a striker from Hull", "a judge in Hull", &[("donald-j.-trump", 1), ("donald-trump", 2)]);
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
