//! Who speaks in the index.
//!
//! Everything is told by columns, over all articles; no record is read. Who is who across articles is decided in
//! `people`; here the sightings of each become a row.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::answer::{SpeakerRow, Suggestion};
use super::error::QueryError;
use super::gather::entries;
use super::known::Known;
use super::people::known;
use super::record::text;
use super::sightings::{Texts, Voices};
use super::whom::whom;
use crate::index::{Index, date, fold, name as column};
use crate::quote::SpeakerKind;

impl Index {
    /// Those who speak, most quotes first: `limit` of them after the first `offset`, how many there are in all, and when
    /// there are none the names nearest to `name`.
    ///
    /// `name` is a name in any form, an alias or an id. Attitudes count beside statements, as in
    /// [`stats`](Index::stats); nobody in particular is left out. Names that are no identity ("officials", a bare
    /// surname) have no id and stand there once for each article.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn speakers(
        &self,
        name: Option<&str>,
        limit: usize,
        offset: usize,
    ) -> Result<(Vec<SpeakerRow>, usize, Vec<Suggestion>), QueryError> {
        self.answered(|| self.speakers_unverified(name, limit, offset))
    }

    fn speakers_unverified(
        &self,
        name: Option<&str>,
        limit: usize,
        offset: usize,
    ) -> Result<(Vec<SpeakerRow>, usize, Vec<Suggestion>), QueryError> {
        let Voices { all, texts } = Voices::of(self)?;
        let mut found = known(all, &texts);
        if let Some(name) = name {
            self.keep(&mut found, name.trim())?;
        }
        let total = found.len();
        found.sort_by_cached_key(rank);
        let rows = found.iter().skip(offset).take(limit).map(|known| row(known, &texts)).collect();
        let suggestions = match name {
            Some(name) if total == 0 => self.called_like(name)?,
            _ => Vec::new(),
        };
        Ok((rows, total, suggestions))
    }

    /// Leaves those who bear `name` in at least one quote; an id that means one of several people leaves that one.
    fn keep(&self, found: &mut Vec<Known>, name: &str) -> Result<(), QueryError> {
        if found.iter().any(|known| known.is_called(name)) {
            found.retain(|known| known.is_called(name));
            return Ok(());
        }
        let keys = self.bearing(name)?;
        found.retain(|known| known.keys.iter().any(|key| keys.contains(key)));
        Ok(())
    }

    /// The keys of all who bear `name` in at least one quote.
    fn bearing(&self, name: &str) -> Result<FxHashSet<String>, QueryError> {
        let mut keys = FxHashSet::default();
        for entry in entries(self, &*whom(self, name)?, false)? {
            let segment = self.searcher().segment_reader(entry.address.segment_ord);
            if let Some(names) = segment.fast_fields().str(column::speaker_key)? {
                let ord = names.term_ords(entry.address.doc_id).next();
                keys.extend(ord.map(|ord| text(&names, ord)).transpose()?);
            }
        }
        Ok(keys)
    }
}

/// Most quotes first, those with an id before those without; then by id or key, then by the first article.
fn rank(known: &Known) -> (Reverse<usize>, bool, String, (Option<i64>, u64)) {
    let id = known.id.clone().unwrap_or_else(|| known.keys[0].clone());
    let first = known.all().map(|sighting| (sighting.day, sighting.article)).min().unwrap_or_default();
    (Reverse(known.quotes()), known.id.is_none(), id, first)
}

fn row(known: &Known, texts: &Texts) -> SpeakerRow {
    let name = known.shown_name(texts);
    let days = || known.all().filter_map(|sighting| sighting.day);
    let articles: BTreeSet<u64> = known.all().map(|sighting| sighting.article).collect();
    SpeakerRow {
        id: known.id.clone(),
        field: known.field,
        kind: kind(known, texts),
        aliases: aliases(known, texts, &name),
        roles: roles(known, texts),
        quotes: known.quotes(),
        articles: articles.len(),
        first_date: days().min().and_then(date),
        last_date: days().max().and_then(date),
        name,
    }
}

fn kind(known: &Known, texts: &Texts) -> SpeakerKind {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    known.all().for_each(|sighting| *kinds.entry(texts.text(sighting.kind)).or_default() += sighting.quotes);
    let most = kinds.into_iter().max_by_key(|&(kind, quotes)| (quotes, Reverse(kind))).map_or("", |(kind, _)| kind);
    SpeakerKind::ALL.into_iter().find(|kind| kind.name() == most).unwrap_or_default()
}

/// All other names, those of most articles first; what differs in case, accents or apostrophes alone counts as one.
fn aliases(known: &Known, texts: &Texts, name: &str) -> Vec<String> {
    let names = known
        .all()
        .flat_map(|sighting| std::iter::once(texts.text(sighting.name)).chain(texts.list(sighting.aliases)))
        .map(|alias| (alias, 1));
    let shown = fold(name);
    frequent(names, fold).into_iter().filter(|alias| fold(alias) != shown).collect()
}

/// All roles, those of most quotes first; "the mayor" and "Mayor" count as one.
fn roles(known: &Known, texts: &Texts) -> Vec<String> {
    let roles = known.all().filter_map(|sighting| Some((texts.text(sighting.role?), sighting.quotes)));
    frequent(roles, |role| {
        let folded = fold(role);
        let bare = ["the ", "a ", "an "].iter().find_map(|article| folded.strip_prefix(article));
        bare.map(str::to_owned).unwrap_or(folded)
    })
}

/// Texts by how often they come, those with the same `key` counted together and written as most do.
fn frequent<'t>(counted: impl Iterator<Item = (&'t str, usize)>, key: impl Fn(&str) -> String) -> Vec<String> {
    let mut of: BTreeMap<&str, usize> = BTreeMap::new();
    counted.for_each(|(text, count)| *of.entry(text).or_default() += count);
    /// How often in all, and each way of writing with how often.
    type Ways<'t> = (usize, Vec<(usize, &'t str)>);
    let mut together: BTreeMap<String, Ways<'t>> = BTreeMap::new();
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
