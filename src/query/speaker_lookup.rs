//! Resolves a typed name to speakers of the index: the one place that decides it, for filters, queries and lists.
//!
//! A name matches
//! - speakers with all its words in the names that an article uses: "the president", "clinton";
//! - the speaker with that id, as any output prints it, under all spellings;
//! - without its titles ("Senator Sanders", "Mr. Sanders"), the speakers with the rest of the name. Of several with one
//!   surname, those whom the title does not fit are excluded: "Mrs. Clinton" and "Secretary Clinton" are not Bill;
//! - as a full name, speakers whose name may be a longer or shorter form of it: "Donald J. Trump", "D. Trump" and
//!   "Donald Trump".

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;
use tantivy::query::{BooleanQuery, Occur};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED, Term};

use super::answer::Suggestion;
use super::collector::collect_docs;
use super::error::QueryError;
use super::full_name::{FullName, is_title};
use super::merged_speakers::merged_speakers;
use super::occupations::words_of_compatible_fields;
use super::people_decisions::PeopleDecisions;
use super::record::texts;
use super::suggest::nearest_names;
use super::terms::{EngineQuery, folded, term, with_words};
use crate::index::{Fields, Index, fold, name as column, words};
use crate::lexicon::{GIVEN_NAMES, Gender, TITLES, is_generation_suffix, is_no_office};
use crate::quote::{Speaker, SpeakerKind};

/// The query for the quotes of the speakers that `asked` refers to.
pub(crate) fn speaker_query(index: &Index, asked: &str) -> Result<EngineQuery, QueryError> {
    Ok(MeantSpeakers::of(index, asked)?.query(index.fields()))
}

/// The speakers that a typed name refers to: conditions of which their quotes satisfy one.
pub(super) struct MeantSpeakers {
    /// All these folded words in the names that an article uses.
    pub words: Vec<String>,
    /// That key, and one of these words in the role.
    pub in_field: Option<(String, Vec<&'static str>)>,
    /// All these words, without titles, but none of these keys.
    pub untitled: Option<(Vec<String>, Vec<String>)>,
    /// One of these keys.
    pub keys: BTreeSet<String>,
}

impl MeantSpeakers {
    pub(super) fn of(index: &Index, asked: &str) -> Result<Self, QueryError> {
        let typed = TypedName::new(asked);
        let named_speakers = typed.named_speakers(index)?;
        let mut keys: BTreeSet<&str> =
            named_speakers.iter().filter(|one| typed.matches(one)).map(|one| one.key.as_str()).collect();
        let id_forms = id_forms(asked);
        keys.extend(id_forms.iter().map(String::as_str));
        let untitled = match typed.has_title() {
            true => Some((folded(&typed.name), typed.excluded_by_title(index, &named_speakers)?)),
            false => None,
        };
        let persons = merged_speakers(index)?;
        let decisions = PeopleDecisions::of(index.corrections());
        keys.extend(decisions.ids_shown_as(&typed.name));
        // A surname means all of a person whom the user has given several.
        let decided: BTreeSet<&str> = decisions.ids().collect();
        let has_words = |key: &str| typed.name.split(' ').all(|word| key.split('-').any(|its| its == word));
        keys.extend(decided.into_iter().filter(|key| !typed.name.is_empty() && has_words(key)));
        let all_keys = |key: &str| match persons.of(key) {
            Some(several) => several.keys.clone(),
            None => vec![key.to_owned()],
        };
        Ok(Self {
            words: folded(asked),
            in_field: id_with_field(asked.trim()),
            untitled,
            keys: keys.into_iter().flat_map(all_keys).collect(),
        })
    }

    fn query(&self, fields: &Fields) -> EngineQuery {
        let mut alternatives = vec![with_words(fields.speaker, &self.words)];
        alternatives.extend(self.in_field.as_ref().map(|(key, roles)| -> EngineQuery {
            let roles = roles.iter().map(|word| term(fields.role, word)).collect();
            let parts = vec![term(fields.speaker_key, key), Box::new(BooleanQuery::union(roles))];
            Box::new(BooleanQuery::intersection(parts))
        }));
        alternatives.extend(
            self.untitled
                .as_ref()
                .map(|(words, without)| excluding_keys(with_words(fields.speaker, words), without, fields)),
        );
        alternatives.extend(self.keys.iter().map(|key| term(fields.speaker_key, key)));
        Box::new(BooleanQuery::union(alternatives))
    }
}

impl Index {
    /// Names that may have been meant, when `asked` refers to nobody.
    pub(crate) fn suggest_speakers(&self, asked: &str) -> Result<Vec<Suggestion>, QueryError> {
        if !collect_docs(self, &*speaker_query(self, asked)?)?.is_empty() {
            return Ok(Vec::new());
        }
        let persons = merged_speakers(self)?;
        let mut found: Vec<Suggestion> = Vec::new();
        for near in nearest_names(self.speaker_names()?, &plain_name(asked)) {
            let several = persons.of(&fold(&near.instead).replace(' ', "-"));
            let instead = several.map_or(near.instead, |several| several.name.clone());
            if found.iter().all(|known| known.instead != instead) {
                found.push(Suggestion { asked: asked.to_owned(), instead });
            }
        }
        Ok(found)
    }
}

/// `john-smith.sport`: of the speakers with the id, those whose role has words of the occupation (see
/// `speaker_clustering`).
fn id_with_field(text: &str) -> Option<(String, Vec<&'static str>)> {
    let (id, field) = text.rsplit_once('.')?;
    let roles = words_of_compatible_fields(field);
    (!roles.is_empty()).then(|| (id.to_owned(), roles))
}

/// Which names of speakers decide whom `asked` refers to: those with all words of one of the lists, and those with one
/// of the keys.
#[cfg(feature = "remote")]
pub(crate) fn deciding_names(asked: &str) -> (Vec<Vec<String>>, Vec<String>) {
    let typed = TypedName::new(asked);
    let last = typed.last_word().map(|last| vec![last.to_owned()]);
    let words = [folded(asked), folded(&typed.name)].into_iter().chain(last).filter(|words| !words.is_empty());
    let keys = id_forms(asked).into_iter().chain(id_with_field(asked.trim()).map(|(id, _)| id));
    (words.collect(), keys.collect())
}

/// The keys of the speakers that `asked` refers to, as far as names in `index` decide it.
#[cfg(feature = "remote")]
pub(crate) fn meant_keys(index: &Index, asked: &str) -> Result<BTreeSet<String>, QueryError> {
    Ok(MeantSpeakers::of(index, asked)?.keys)
}

/// `asked` without titles.
fn plain_name(asked: &str) -> String {
    TypedName::new(asked).name
}

/// Whether an article may refer to `asked` by the name that it gives its speaker, but does not say so: "she", "an
/// official", "Sanders" for Bernie Sanders.
pub(crate) fn may_refer_to(asked: &str, speaker: &Speaker) -> bool {
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

/// The id in the forms in which it may be stored, however it was typed.
fn id_forms(asked: &str) -> BTreeSet<String> {
    let asked = asked.trim();
    BTreeSet::from([asked.to_owned(), asked.to_lowercase(), asked.to_uppercase()])
}

/// `query` without the quotes of `keys`.
fn excluding_keys(query: EngineQuery, keys: &[String], fields: &Fields) -> EngineQuery {
    let leave_out = keys.iter().map(|key| (Occur::MustNot, term(fields.speaker_key, key)));
    Box::new(BooleanQuery::new(std::iter::once((Occur::Must, query)).chain(leave_out).collect()))
}

/// A typed name, in its parts.
struct TypedName {
    titles: Vec<String>,
    /// Folded, without titles.
    name: String,
    full: Option<FullName>,
}

/// A speaker whose name has the typed surname.
struct NamedSpeaker {
    key: String,
    /// Folded.
    name: String,
}

impl TypedName {
    fn new(asked: &str) -> Self {
        let words: Vec<String> = words(asked).map(|word| word.folded).collect();
        let titles = words.iter().take_while(|word| is_title(word)).count();
        // "the president" consists of titles: the whole is the name.
        let titles = if titles == words.len() { 0 } else { titles };
        let name = words[titles..].join(" ");
        Self { titles: words[..titles].to_vec(), full: FullName::new(&name), name }
    }

    /// The last word of the surname.
    fn last_word(&self) -> Option<&str> {
        self.name.rsplit(' ').find(|word| !is_generation_suffix(word)).filter(|last| !last.is_empty())
    }

    fn has_title(&self) -> bool {
        !self.titles.is_empty()
    }

    /// The speakers whose shown name has the last word of the typed name.
    fn named_speakers(&self, index: &Index) -> Result<Vec<NamedSpeaker>, QueryError> {
        let Some(last) = self.last_word() else { return Ok(Vec::new()) };
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
            let keys = texts(&keys, seen.iter().map(|(key, _)| *key))?;
            let names = texts(&names, seen.iter().map(|(_, name)| *name))?;
            let pairs = seen.into_iter().filter_map(|(key, name)| Some((keys.get(&key)?, names.get(&name)?)));
            found.extend(pairs.map(|(key, name)| (key.clone(), fold(name))));
        }
        Ok(found.into_iter().map(|(key, name)| NamedSpeaker { key, name }).collect())
    }

    /// Whether the speaker may be meant in all articles: by an id, not by the words of a single article.
    fn matches(&self, speaker: &NamedSpeaker) -> bool {
        if speaker.key.starts_with('~') {
            return false;
        }
        match (&self.full, FullName::new(&speaker.name)) {
            (Some(asked), Some(name)) => asked.match_with(&name).is_some(),
            _ => false,
        }
    }

    /// The keys of the speakers whom the title does not fit.
    fn excluded_by_title(&self, index: &Index, named_speakers: &[NamedSpeaker]) -> Result<Vec<String>, QueryError> {
        if self.name.contains(' ') {
            return Ok(Vec::new());
        }
        let gender = self.titles.iter().find_map(|title| TITLES.gender(title));
        let known: Vec<&NamedSpeaker> = named_speakers.iter().filter(|speaker| !speaker.key.starts_with('~')).collect();
        let (fitting, mut excluded): (Vec<&NamedSpeaker>, Vec<&NamedSpeaker>) =
            known.into_iter().partition(|speaker| gender.is_none_or(|gender| may_have_gender(gender, &speaker.name)));
        let offices: Vec<&String> = self.titles.iter().filter(|title| is_office(title)).collect();
        if fitting.len() > 1 && !offices.is_empty() {
            let mut in_office = Vec::with_capacity(fitting.len());
            for speaker in &fitting {
                in_office.push(holds_office(index, &speaker.key, &offices)?);
            }
            if in_office.contains(&true) {
                excluded.extend(fitting.iter().zip(in_office).filter(|(_, holds)| !holds).map(|(speaker, _)| speaker));
            }
        }
        Ok(excluded.into_iter().map(|speaker| speaker.key.clone()).collect())
    }
}

/// Whether an article gives the speaker one of these offices.
fn holds_office(index: &Index, key: &str, offices: &[&String]) -> Result<bool, QueryError> {
    let fields = index.fields();
    let roles = offices.iter().flat_map(|office| office_spellings(office)).map(|office| term(fields.role, office));
    let roles: EngineQuery = Box::new(BooleanQuery::union(roles.collect()));
    let both = BooleanQuery::intersection(vec![term(fields.speaker_key, key), roles]);
    Ok(!collect_docs(index, &both)?.is_empty())
}

/// The spellings of an office in the papers.
fn office_spellings(office: &str) -> Vec<&str> {
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

/// Whether the title is an office, not a form of courtesy.
fn is_office(title: &str) -> bool {
    TITLES.has(title) && !is_no_office(title)
}

/// Whether somebody with that full name may have that gender. A surname alone tells nothing.
fn may_have_gender(gender: Gender, name: &str) -> bool {
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
            assert_eq!(may_refer_to("Bernie Sanders", &speaker(name, id, kind)), may, "{name}");
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
