//! Who is quoted, and how much: quotations and words by gender, occupation, kind of speaker, publisher or month.
//!
//! Every quotation in every article counts: this is about what fills the paper. The gender of a speaker is what the
//! articles tell, by pronouns, titles and nouns; only where they tell nothing, by a given name that hardly anybody of
//! the other gender has. Otherwise it is unknown.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::collector::collect_docs;
use super::error::QueryError;
use super::gender::GenderEvidence;
use super::grammar::parse;
use super::merged_speakers::merged_speakers;
use super::occupations::fields_of_role;
use super::request::Search;
use super::search::compiled_query;
use crate::article::publisher_key;
use crate::index::{Index, RecordReader, speaker_key, words};
use crate::quote::{Quote, SpeakerKind};

pub use super::gender::GenderBasis;

/// What an audit counts by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditBy {
    /// Women, men, unknown, and what is no person.
    Gender,
    /// The field of the speaker's occupation.
    Role,
    /// Person, organisation, group, document.
    Kind,
    /// Newspaper, agency or site.
    Publisher,
    /// Month of publication.
    Month,
}

impl AuditBy {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Gender, Self::Role, Self::Kind, Self::Publisher, Self::Month];

    /// The word used in every format.
    pub fn name(self) -> &'static str {
        match self {
            AuditBy::Gender => "gender",
            AuditBy::Role => "role",
            AuditBy::Kind => "kind",
            AuditBy::Publisher => "publisher",
            AuditBy::Month => "month",
        }
    }
}

/// Who is quoted.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Audit {
    /// What was counted by.
    pub by: AuditBy,
    /// Everything together.
    pub total: AuditCount,
    /// The groups: the unknown ones first, then those with most quotations; months in their order.
    pub groups: Vec<AuditGroup>,
}

/// How much was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuditCount {
    /// Number of quotations.
    pub quotes: usize,
    /// Number of their words.
    pub words: usize,
    /// Number of speakers; those without a name count once per article.
    pub speakers: usize,
}

/// One group.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AuditGroup {
    /// Its name; `None` for what is unknown.
    pub value: Option<String>,
    /// How much it said.
    pub count: AuditCount,
    /// Its speakers, those with most quotations first.
    pub speakers: Vec<AuditSpeaker>,
}

/// One speaker of a group.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct AuditSpeaker {
    /// The name, or the words of the article; `None` when nobody is named.
    pub name: Option<String>,
    /// Stable id, for speakers with a proper name.
    pub id: Option<String>,
    /// Number of quotations in the group.
    pub quotes: usize,
    /// Number of their words.
    pub words: usize,
    /// What the gender was told by; only in an audit by gender.
    pub basis: Option<GenderBasis>,
}

/// What is known of a speaker over all articles.
#[derive(Default)]
struct Profile {
    names: BTreeMap<String, usize>,
    id: Option<String>,
    kind: SpeakerKind,
    gender: GenderEvidence,
    fields: BTreeMap<&'static str, usize>,
    /// Quotations and words in each group; for gender, role and kind in one group alone, which has no name yet.
    groups: BTreeMap<Option<String>, (usize, usize)>,
}

impl Index {
    /// Counts whose words match `search`; its order and page do not matter.
    ///
    /// Reads every record that matches: a million take about as long as indexing a thousand articles.
    ///
    /// # Errors
    /// When the query cannot be parsed (the error says where), or the index cannot be read.
    pub fn audit(&self, search: &Search, by: AuditBy) -> Result<Audit, QueryError> {
        self.verified(|| self.audit_unverified(search, by))
    }

    fn audit_unverified(&self, search: &Search, by: AuditBy) -> Result<Audit, QueryError> {
        let query = compiled_query(self, &parse(&search.query)?, &search.filters)?;
        let mut found: Vec<_> = collect_docs(self, &*query)?.into_iter().map(|doc| doc.address).collect();
        // Records that lie together are read together.
        found.sort_unstable();
        let persons = merged_speakers(self)?;
        let mut records = RecordReader::new(self)?;
        let mut profiles: FxHashMap<String, Profile> = FxHashMap::default();
        let mut spellings: BTreeMap<String, String> = BTreeMap::new();
        for address in found {
            let quote = records.quote(address)?;
            let key = match speaker_key(&quote.speaker) {
                Some(key) if key.starts_with('~') => format!("{key}\n{}", quote.article.id),
                Some(key) => persons.canonical_key(&key).to_owned(),
                // Nobody is named: one speaker an article.
                None => format!("\n{}", quote.article.id),
            };
            let group = group_of_article(&quote, by, &mut spellings);
            profiles.entry(key).or_default().add(&quote, group);
        }
        let name = |profile: &Profile| {
            let several = profile.id.as_ref().and_then(|id| persons.of(id));
            several.map_or_else(|| profile.name(), |several| Some(several.name.clone()))
        };
        let mut groups: BTreeMap<Option<String>, Vec<AuditSpeaker>> = BTreeMap::new();
        for profile in profiles.values() {
            for (group, (quotes, words)) in &profile.groups {
                let (value, basis) = profile.value(by, group, &spellings);
                let speaker =
                    AuditSpeaker { name: name(profile), id: profile.id.clone(), quotes: *quotes, words: *words, basis };
                groups.entry(value).or_default().push(speaker);
            }
        }
        let mut total = AuditCount { speakers: profiles.len(), ..AuditCount::default() };
        let mut groups: Vec<AuditGroup> = groups.into_iter().map(|(value, speakers)| group(value, speakers)).collect();
        for AuditGroup { count, .. } in &groups {
            total.quotes += count.quotes;
            total.words += count.words;
        }
        if by != AuditBy::Month {
            groups.sort_by_key(|group| (group.value.is_some(), std::cmp::Reverse(group.count.quotes)));
        }
        Ok(Audit { by, total, groups })
    }
}

/// The group that the article decides; `None` in audits where the speaker does.
fn group_of_article(quote: &Quote, by: AuditBy, spellings: &mut BTreeMap<String, String>) -> Option<String> {
    match by {
        AuditBy::Gender | AuditBy::Role | AuditBy::Kind => None,
        AuditBy::Month => Some(quote.article.date?.strftime("%Y-%m").to_string()),
        AuditBy::Publisher => {
            let publisher = quote.article.publisher.as_ref()?;
            let key = publisher_key(publisher);
            let shown = spellings.entry(key.clone()).or_insert_with(|| publisher.clone());
            // Of several spellings the one that sorts first is shown, so that the order of reading does not matter.
            if publisher < shown {
                shown.clone_from(publisher);
            }
            Some(key)
        }
    }
}

fn group(value: Option<String>, mut speakers: Vec<AuditSpeaker>) -> AuditGroup {
    speakers.sort_by(|one, other| {
        let key = |speaker: &AuditSpeaker| (std::cmp::Reverse(speaker.quotes), std::cmp::Reverse(speaker.words));
        key(one).cmp(&key(other)).then_with(|| (&one.name, &one.id).cmp(&(&other.name, &other.id)))
    });
    let sum = |of: fn(&AuditSpeaker) -> usize| speakers.iter().map(of).sum();
    let count = AuditCount {
        quotes: sum(|speaker| speaker.quotes),
        words: sum(|speaker| speaker.words),
        speakers: speakers.len(),
    };
    AuditGroup { value, count, speakers }
}

impl Profile {
    fn add(&mut self, quote: &Quote, group: Option<String>) {
        let speaker = &quote.speaker;
        speaker.name.iter().for_each(|name| *self.names.entry(name.clone()).or_default() += 1);
        // The smallest, so that the order of reading does not matter.
        if speaker.id.is_some() && (self.id.is_none() || speaker.id < self.id) {
            self.id.clone_from(&speaker.id);
        }
        self.kind = speaker.kind;
        self.gender.add(speaker);
        for field in speaker.role.iter().flat_map(|role| fields_of_role(role)) {
            *self.fields.entry(field).or_default() += 1;
        }
        let count = self.groups.entry(group).or_default();
        count.0 += 1;
        count.1 += words(&quote.text).count();
    }

    /// The name that most quotations give; of several, the longest.
    fn name(&self) -> Option<String> {
        let best = self.names.iter().max_by_key(|(name, count)| (**count, name.len()));
        best.map(|(name, _)| name.clone())
    }

    /// The group of the speaker, and what its gender was told by.
    fn value(
        &self,
        by: AuditBy,
        group: &Option<String>,
        spellings: &BTreeMap<String, String>,
    ) -> (Option<String>, Option<GenderBasis>) {
        match by {
            AuditBy::Month => (group.clone(), None),
            AuditBy::Publisher => (group.as_ref().and_then(|key| spellings.get(key).cloned()), None),
            AuditBy::Kind if self.kind == SpeakerKind::Unknown => (None, None),
            AuditBy::Kind => (Some(self.kind.name().to_owned()), None),
            AuditBy::Role => {
                let most = self.fields.iter().max_by_key(|(_, count)| **count);
                (most.map(|(field, _)| (*field).to_owned()), None)
            }
            AuditBy::Gender => match self.kind {
                SpeakerKind::Organisation | SpeakerKind::Group | SpeakerKind::Document => {
                    (Some("no person".to_owned()), None)
                }
                SpeakerKind::Person | SpeakerKind::Unknown => match self.gender.decide(self.name().as_deref()) {
                    Some((group, basis)) => (Some(group.to_owned()), Some(basis)),
                    None => (None, None),
                },
            },
        }
    }
}
