//! Whom a name means that somebody has typed: the one place that decides it, for filters, fields of a query and lists.
//!
//! A name means
//! - whoever has all its words in the names of an article: "the president", "clinton";
//! - whoever has that id, whatever output printed it, and that one's other spellings;
//! - with titles and courtesy aside ("Senator Sanders", "Mr. Sanders"), whoever bears the rest. Of several who share a
//!   surname those are left out whom the title does not fit: "Mrs. Clinton" is not Bill, "Secretary Clinton" neither;
//! - as a full name, whoever can bear it in another length: "Donald J. Trump", "D. Trump" and "Donald Trump".

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;
use tantivy::query::{BooleanQuery, Occur};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED, Term};

use super::answer::Suggestion;
use super::error::QueryError;
use super::fields::words_near;
use super::gather::entries;
use super::persons::persons;
use super::record::text;
use super::suggest::nearest;
use super::terms::{Compiled, every, term};
use super::variants::{FullName, is_title};
use crate::index::{Fields, Index, fold, name as column, words};
use crate::lexicon::{GIVEN_NAMES, Gender, TITLES};
use crate::quote::{Speaker, SpeakerKind};

/// Quotes of those whom `asked` means.
pub(crate) fn whom(index: &Index, asked: &str) -> Result<Compiled, QueryError> {
    let fields = index.fields();
    let called = Called::new(asked);
    let mut ways = vec![every(fields.speaker, asked)];
    ways.extend(of_field(fields, asked.trim()));
    let bearers = called.bearers(index)?;
    let mut keys: BTreeSet<&str> =
        bearers.iter().filter(|one| called.may_mean(one)).map(|one| one.key.as_str()).collect();
    let ids = ids(asked);
    keys.extend(ids.iter().map(String::as_str));
    if called.has_title() {
        ways.push(without(every(fields.speaker, &called.name), called.misfits(index, &bearers)?, index));
    }
    let persons = persons(index)?;
    for key in keys {
        match persons.of(key) {
            Some(several) => ways.extend(several.keys.iter().map(|key| term(fields.speaker_key, key))),
            None => ways.push(term(fields.speaker_key, key)),
        }
    }
    Ok(Box::new(BooleanQuery::union(ways)))
}

impl Index {
    /// When nobody is called `asked`, the names that may be meant.
    pub(crate) fn called_like(&self, asked: &str) -> Result<Vec<Suggestion>, QueryError> {
        if !entries(self, &*whom(self, asked)?, false)?.is_empty() {
            return Ok(Vec::new());
        }
        let persons = persons(self)?;
        let mut found: Vec<Suggestion> = Vec::new();
        for near in nearest(self, self.fields().speaker_name, &plain_name(asked))? {
            let several = persons.of(&fold(&near.instead).replace(' ', "-"));
            let instead = several.map_or(near.instead, |several| several.name.clone());
            if found.iter().all(|known| known.instead != instead) {
                found.push(Suggestion { asked: asked.to_owned(), instead });
            }
        }
        Ok(found)
    }
}

/// `john-smith.sport`: of all who have the id, those whose role tells the field (see `people`).
fn of_field(fields: &Fields, text: &str) -> Option<Compiled> {
    let (id, field) = text.rsplit_once('.')?;
    let roles: Vec<Compiled> = words_near(field).into_iter().map(|word| term(fields.role, word)).collect();
    if roles.is_empty() {
        return None;
    }
    let parts = vec![term(fields.speaker_key, id), Box::new(BooleanQuery::union(roles))];
    Some(Box::new(BooleanQuery::intersection(parts)))
}

/// `asked` without titles and courtesy.
fn plain_name(asked: &str) -> String {
    Called::new(asked).name
}

/// Whether an article that calls its speaker so may mean the one asked for, and does not say: "she", "an official",
/// "Sanders" for Bernie Sanders.
pub(crate) fn may_be(asked: &str, speaker: &Speaker) -> bool {
    let Some(name) = &speaker.name else { return true };
    if speaker.id.is_some() {
        return false;
    }
    let first = name.split_whitespace().next().unwrap_or_default();
    let described = match speaker.kind {
        SpeakerKind::Group => true,
        SpeakerKind::Person | SpeakerKind::Unknown => {
            first.starts_with(char::is_lowercase)
                || matches!(first, "The" | "A" | "An" | "One" | "Another" | "His" | "Her" | "Its" | "Their")
        }
        SpeakerKind::Organisation | SpeakerKind::Document => false,
    };
    let bare = fold(name);
    described || speaker.kind == SpeakerKind::Person && fold(asked).rsplit(' ').next() == Some(bare.as_str())
}

/// The id as it may have been printed, however it was typed.
fn ids(asked: &str) -> BTreeSet<String> {
    let asked = asked.trim();
    BTreeSet::from([asked.to_owned(), asked.to_lowercase(), asked.to_uppercase()])
}

/// `query` without the quotes of `keys`.
fn without(query: Compiled, keys: Vec<String>, index: &Index) -> Compiled {
    let leave_out = keys.iter().map(|key| (Occur::MustNot, term(index.fields().speaker_key, key)));
    Box::new(BooleanQuery::new(std::iter::once((Occur::Must, query)).chain(leave_out).collect()))
}

/// A name as it was typed, in its parts.
struct Called {
    titles: Vec<String>,
    /// Folded, without titles.
    name: String,
    full: Option<FullName>,
}

/// Somebody whose name has the asked surname.
struct Bearer {
    key: String,
    /// Folded.
    name: String,
}

impl Called {
    fn new(asked: &str) -> Self {
        let words: Vec<String> = words(asked).map(|word| word.folded).collect();
        let titles = words.iter().take_while(|word| is_title(word)).count();
        // "the president" is called by a title alone.
        let titles = if titles == words.len() { 0 } else { titles };
        let name = words[titles..].join(" ");
        Self { titles: words[..titles].to_vec(), full: FullName::new(&name), name }
    }

    fn has_title(&self) -> bool {
        !self.titles.is_empty()
    }

    /// Whoever has the last word of the name in the name shown.
    fn bearers(&self, index: &Index) -> Result<Vec<Bearer>, QueryError> {
        let Some(last) = self.name.rsplit(' ').find(|word| !is_suffix(word)).filter(|last| !last.is_empty()) else {
            return Ok(Vec::new());
        };
        let mut found = BTreeSet::new();
        for segment in index.searcher().segment_readers() {
            let columns = segment.fast_fields();
            let (Some(keys), Some(names)) = (columns.str(column::speaker_key)?, columns.str(column::speaker_name)?)
            else {
                continue;
            };
            let inverted = segment.inverted_index(index.fields().speaker)?;
            let last = Term::from_field_text(index.fields().speaker, last);
            let Some(mut postings) = inverted.read_postings(&last, IndexRecordOption::Basic)? else { continue };
            let mut seen = FxHashSet::default();
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                if let (Some(key), Some(name)) = (keys.term_ords(doc).next(), names.term_ords(doc).next())
                    && !segment.is_deleted(doc)
                {
                    seen.insert((key, name));
                }
                postings.advance();
            }
            for (key, name) in seen {
                found.insert((text(&keys, key)?, fold(&text(&names, name)?)));
            }
        }
        Ok(found.into_iter().map(|(key, name)| Bearer { key, name }).collect())
    }

    /// Whether the one may be meant, in all articles: by an identity, not by words that articles happen to use.
    fn may_mean(&self, bearer: &Bearer) -> bool {
        if bearer.key.starts_with('~') {
            return false;
        }
        match (&self.full, FullName::new(&bearer.name)) {
            (Some(asked), Some(name)) => asked.like(&name).is_some(),
            _ => false,
        }
    }

    /// The keys of those whom a title does not fit.
    fn misfits(&self, index: &Index, bearers: &[Bearer]) -> Result<Vec<String>, QueryError> {
        if self.name.contains(' ') {
            return Ok(Vec::new());
        }
        let gender = self.titles.iter().find_map(|title| TITLES.gender(title));
        let known: Vec<&Bearer> = bearers.iter().filter(|bearer| !bearer.key.starts_with('~')).collect();
        let (fitting, mut misfits): (Vec<&Bearer>, Vec<&Bearer>) =
            known.into_iter().partition(|bearer| gender.is_none_or(|gender| may_be_of(gender, &bearer.name)));
        let offices: Vec<&String> = self.titles.iter().filter(|title| is_office(title)).collect();
        if fitting.len() > 1 && !offices.is_empty() {
            let mut in_office = Vec::with_capacity(fitting.len());
            for bearer in &fitting {
                in_office.push(holds(index, &bearer.key, &offices)?);
            }
            if in_office.contains(&true) {
                misfits.extend(fitting.iter().zip(in_office).filter(|(_, holds)| !holds).map(|(bearer, _)| bearer));
            }
        }
        Ok(misfits.into_iter().map(|bearer| bearer.key.clone()).collect())
    }
}

/// Whether an article gives the speaker one of these offices.
fn holds(index: &Index, key: &str, offices: &[&String]) -> Result<bool, QueryError> {
    let fields = index.fields();
    let roles = offices.iter().flat_map(|office| spellings(office)).map(|office| term(fields.role, office));
    let roles: Compiled = Box::new(BooleanQuery::union(roles.collect()));
    let both = BooleanQuery::intersection(vec![term(fields.speaker_key, key), roles]);
    Ok(!entries(index, &both, false)?.is_empty())
}

/// The ways papers write an office.
fn spellings(office: &str) -> Vec<&str> {
    const SHORT: [(&str, &str); 12] = [
        ("capt", "captain"),
        ("col", "colonel"),
        ("gen", "general"),
        ("gov", "governor"),
        ("lt", "lieutenant"),
        ("maj", "major"),
        ("pres", "president"),
        ("prof", "professor"),
        ("rep", "representative"),
        ("sec", "secretary"),
        ("sen", "senator"),
        ("sgt", "sergeant"),
    ];
    let pair = SHORT.iter().find(|(short, long)| office == *short || office == *long);
    pair.map_or_else(|| vec![office], |&(short, long)| vec![short, long])
}

/// Whether the title says what somebody is, and not only who is polite.
fn is_office(title: &str) -> bool {
    let courtesy = ["dr", "hon", "lady", "lord", "madame", "miss", "mme", "mr", "mrs", "ms", "mx", "sir"];
    TITLES.has(title) && !courtesy.contains(&title)
}

fn is_suffix(folded: &str) -> bool {
    matches!(folded, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Whether somebody with that full name may be of that gender; of a surname alone nothing is known.
fn may_be_of(gender: Gender, name: &str) -> bool {
    let given = name.split_once(' ').map(|(given, _)| given);
    let female = given.and_then(|given| GIVEN_NAMES.female(given));
    female.is_none_or(|female| if gender == Gender::Female { female > 0.1 } else { female < 0.9 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speaker_whom_the_article_does_not_name_may_be_anybody() {
        let speaker = |name: &str, id: Option<&str>, kind| Speaker {
            name: (!name.is_empty()).then(|| name.to_owned()),
            id: id.map(str::to_owned),
            kind,
            ..Speaker::default()
        };
        for (name, id, kind, may) in [
            ("", None, SpeakerKind::Unknown, true),
            ("officials", None, SpeakerKind::Group, true),
            ("The aide", None, SpeakerKind::Person, true),
            ("a Trump aide", None, SpeakerKind::Person, true),
            ("Sanders", None, SpeakerKind::Person, true),
            ("Cruz", None, SpeakerKind::Person, false),
            ("Ted Cruz", Some("ted-cruz"), SpeakerKind::Person, false),
            ("the bank", None, SpeakerKind::Organisation, false),
        ] {
            assert_eq!(may_be("Bernie Sanders", &speaker(name, id, kind)), may, "{name}");
        }
    }

    #[test]
    fn titles_are_set_apart_but_never_the_whole_name() {
        for (asked, name) in [
            ("Senator Sanders", "sanders"),
            ("the former Prime Minister Ann Lee", "ann lee"),
            ("the president", "the president"),
            ("Mr.", "mr"),
            ("", ""),
        ] {
            assert_eq!(plain_name(asked), name, "{asked}");
        }
    }
}
