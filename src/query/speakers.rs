//! The speakers of the index.
//!
//! Everything comes from columns, over all articles; no record is read. `speaker_clustering` decides who is the same
//! speaker; here each identity becomes a row.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::answer::{SpeakerRow, Suggestion};
use super::collector::collect_docs;
use super::error::QueryError;
use super::people_decisions::PeopleDecisions;
use super::record::text;
use super::speaker_clustering::cluster_speakers;
use super::speaker_identity::SpeakerIdentity;
use super::speaker_lookup::speaker_query;
use super::speaker_occurrences::{IndexedSpeakers, StringTable};
use crate::index::{Index, date, fold, name as column};
use crate::quote::SpeakerKind;

impl Index {
    /// The speakers, most quotes first: `limit` of them after the first `offset`, the number of all, and when there are
    /// none the names nearest to `name`.
    ///
    /// `name` is a name in any form, an alias or an id. Attitudes count beside statements, as in
    /// [`stats`](Index::stats). Quotes without a speaker are left out. Names that identify nobody ("officials", a bare
    /// surname) have no id and are listed once per article.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn speakers(
        &self,
        name: Option<&str>,
        limit: usize,
        offset: usize,
    ) -> Result<(Vec<SpeakerRow>, usize, Vec<Suggestion>), QueryError> {
        self.verified(|| self.speakers_unverified(name, limit, offset))
    }

    fn speakers_unverified(
        &self,
        name: Option<&str>,
        limit: usize,
        offset: usize,
    ) -> Result<(Vec<SpeakerRow>, usize, Vec<Suggestion>), QueryError> {
        let (mut found, texts) = all_identities(self)?;
        if let Some(name) = name {
            self.retain_named(&mut found, name.trim())?;
        }
        let total = found.len();
        found.sort_by_cached_key(rank);
        let rows = found.iter().skip(offset).take(limit).map(|identity| row(identity, &texts)).collect();
        let suggestions = match name {
            Some(name) if total == 0 => self.suggest_speakers(name)?,
            _ => Vec::new(),
        };
        Ok((rows, total, suggestions))
    }

    /// Keeps the speakers with `name` in at least one quote. An id that means one of several people keeps only that
    /// one.
    fn retain_named(&self, found: &mut Vec<SpeakerIdentity>, name: &str) -> Result<(), QueryError> {
        if found.iter().any(|identity| identity.is_meant_by(name)) {
            found.retain(|identity| identity.is_meant_by(name));
            return Ok(());
        }
        let keys = self.keys_named(name)?;
        found.retain(|identity| identity.keys.iter().any(|key| keys.contains(key)));
        Ok(())
    }

    /// The keys of all speakers with `name` in at least one quote.
    pub(crate) fn keys_named(&self, name: &str) -> Result<FxHashSet<String>, QueryError> {
        let mut keys = FxHashSet::default();
        for entry in collect_docs(self, &*speaker_query(self, name)?)? {
            let segment = self.searcher().segment_reader(entry.address.segment_ord);
            if let Some(names) = segment.fast_fields().str(column::speaker_key)? {
                let ord = names.term_ords(entry.address.doc_id).next();
                keys.extend(ord.map(|ord| text(&names, ord)).transpose()?);
            }
        }
        Ok(keys)
    }
}

/// A row of the list of all speakers, with what decides whether a typed name means it.
pub(super) struct ListedSpeaker {
    pub row: SpeakerRow,
    pub keys: Vec<String>,
    /// The id with the occupation behind it, of one of several people of one name.
    pub id_in_field: Option<String>,
}

impl Index {
    /// All speakers in the order of the list.
    pub(super) fn listed_speakers(&self) -> Result<Vec<ListedSpeaker>, QueryError> {
        let (mut found, texts) = all_identities(self)?;
        found.sort_by_cached_key(rank);
        let listed = found.into_iter().map(|identity| ListedSpeaker {
            row: row(&identity, &texts),
            id_in_field: identity.field.map(|field| format!("{}.{field}", identity.keys[0])),
            keys: identity.keys,
        });
        Ok(listed.collect())
    }
}

/// Everybody whom the index quotes, with the texts that they refer to.
pub(super) fn all_identities(index: &Index) -> Result<(Vec<SpeakerIdentity>, StringTable), QueryError> {
    let IndexedSpeakers { all, texts } = IndexedSpeakers::of(index)?;
    let identities = cluster_speakers(all, &texts, &PeopleDecisions::of(index.corrections()));
    Ok((identities, texts))
}

/// The order of rows: most quotes first, those with an id before those without, then by id or key, then by article.
fn rank(identity: &SpeakerIdentity) -> (Reverse<usize>, bool, String, (Option<i64>, u64)) {
    let id = identity.id.clone().unwrap_or_else(|| identity.keys[0].clone());
    let first = identity.all().map(|occurrence| (occurrence.day, occurrence.article)).min().unwrap_or_default();
    (Reverse(identity.quotes()), identity.id.is_none(), id, first)
}

/// The identity as a row.
pub(super) fn row(identity: &SpeakerIdentity, texts: &StringTable) -> SpeakerRow {
    let name = identity.shown_name(texts);
    let days = || identity.all().filter_map(|occurrence| occurrence.day);
    let articles: BTreeSet<u64> = identity.all().map(|occurrence| occurrence.article).collect();
    SpeakerRow {
        id: identity.id.clone(),
        field: identity.field,
        kind: kind(identity, texts),
        aliases: aliases(identity, texts, &name),
        roles: roles(identity, texts),
        quotes: identity.quotes(),
        articles: articles.len(),
        first_date: days().min().and_then(date),
        last_date: days().max().and_then(date),
        name,
    }
}

fn kind(identity: &SpeakerIdentity, texts: &StringTable) -> SpeakerKind {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    identity.all().for_each(|occurrence| *kinds.entry(texts.text(occurrence.kind)).or_default() += occurrence.quotes);
    let most = kinds.into_iter().max_by_key(|&(kind, quotes)| (quotes, Reverse(kind))).map_or("", |(kind, _)| kind);
    SpeakerKind::ALL.into_iter().find(|kind| kind.name() == most).unwrap_or_default()
}

/// All other names, most articles first. Names that differ only in case, accents or apostrophes count as one.
fn aliases(identity: &SpeakerIdentity, texts: &StringTable, name: &str) -> Vec<String> {
    let names = identity
        .all()
        .flat_map(|occurrence| std::iter::once(texts.text(occurrence.name)).chain(texts.list(occurrence.aliases)))
        .map(|alias| (alias, 1));
    let shown = fold(name);
    most_frequent_forms(names, fold).into_iter().filter(|alias| fold(alias) != shown).collect()
}

/// All roles, most quotes first. "the mayor" and "Mayor" count as one.
fn roles(identity: &SpeakerIdentity, texts: &StringTable) -> Vec<String> {
    let roles = identity.all().filter_map(|occurrence| Some((texts.text(occurrence.role?), occurrence.quotes)));
    most_frequent_forms(roles, |role| {
        let folded = fold(role);
        let bare = ["the ", "a ", "an "].iter().find_map(|article| folded.strip_prefix(article));
        bare.map(str::to_owned).unwrap_or(folded)
    })
}

/// Strings by frequency. Those with the same `key` are counted together, in their most frequent spelling.
fn most_frequent_forms<'t>(
    counted: impl Iterator<Item = (&'t str, usize)>,
    key: impl Fn(&str) -> String,
) -> Vec<String> {
    let mut of: BTreeMap<&str, usize> = BTreeMap::new();
    counted.for_each(|(text, count)| *of.entry(text).or_default() += count);
    /// The total count, and each spelling with its count.
    type Spellings<'t> = (usize, Vec<(usize, &'t str)>);
    let mut together: BTreeMap<String, Spellings<'t>> = BTreeMap::new();
    for (text, count) in of {
        let (total, texts) = together.entry(key(text)).or_default();
        *total += count;
        texts.push((count, text));
    }
    together.remove("");
    let loud = |text: &str| !text.contains(char::is_lowercase);
    let mut ranked: Vec<(usize, &str)> = together
        .into_values()
        .filter_map(|(total, texts)| {
            let best = texts.into_iter().max_by_key(|&(count, text)| (!loud(text), count, Reverse(text)))?;
            Some((total, best.1))
        })
        .collect();
    ranked.sort_by_key(|&(total, text)| (Reverse(total), text));
    ranked.into_iter().map(|(_, text)| text.to_owned()).collect()
}
