//! What a search finds: every quotation once, the first of them in order, with what belongs to each.
//!
//! Only the first [`RELATED`] quotations in the order asked for are looked through for shorter and changed ones of the same
//! speaker, whichever page is shown, so that an answer stays quick and its pages agree with one another.

use rustc_hash::{FxHashMap, FxHashSet};

use super::error::QueryError;
use super::gather::{Entry, Group, Groups};
use super::persons::main_keys;
use super::related::{Change, clusters};
use crate::index::{Index, Records, speaker_key, speaker_part};
use crate::quote::Quote;

/// How many of the first quotations are looked through.
pub(crate) const RELATED: usize = 40;

/// One quotation that answers.
pub(crate) struct Single {
    /// Its earliest occurrence.
    pub main: Entry,
    /// Quotations with a part of its words.
    pub shorter: Vec<Entry>,
    /// Quotations with nearly the same words.
    pub variants: Vec<(Entry, Vec<Change>)>,
}

/// All that a search finds.
pub(crate) struct Results {
    groups: Groups,
    /// Those that belong to another one, as their numbers are.
    within: FxHashMap<u64, u64>,
    /// The first, in order.
    pub ranked: Vec<Single>,
}

impl Results {
    /// The `groups`, of which `ranked` are the first in order.
    pub(crate) fn new(index: &Index, groups: Groups, ranked: &[Group]) -> Result<Self, QueryError> {
        let (first, others) = ranked.split_at(ranked.len().min(RELATED));
        let first: Vec<Entry> = first.iter().map(|group| groups.first(group)).collect();
        let quotes = comparable(index, &first)?;
        let alone = |group: &Group| Single { main: groups.first(group), shorter: Vec::new(), variants: Vec::new() };
        let others: Vec<Single> = others.iter().map(alone).collect();
        let mut results = Results { groups, within: FxHashMap::default(), ranked: Vec::with_capacity(ranked.len()) };
        let keys = quotes.iter().map(|quote| speaker_key(&quote.as_ref()?.speaker)).collect();
        let keys = main_keys(index, keys)?;
        for cluster in clusters(&quotes.iter().map(Option::as_ref).collect::<Vec<_>>(), &keys) {
            let entry = |at: usize| first[at];
            let main = entry(cluster.main);
            let single = Single {
                main,
                shorter: cluster.shorter.into_iter().map(entry).collect(),
                variants: cluster.variants.into_iter().map(|(at, changes)| (entry(at), changes)).collect(),
            };
            let parts = single.shorter.iter().chain(single.variants.iter().map(|(entry, _)| entry));
            results.within.extend(parts.map(|part| (part.same, main.same)));
            results.ranked.push(single);
        }
        results.ranked.extend(others);
        Ok(results)
    }

    /// How many quotations there are.
    pub(crate) fn total(&self) -> usize {
        self.groups.all.len() - self.within.len()
    }

    /// Every quotation: its earliest occurrence, and all of them.
    pub(crate) fn quotations(&self) -> impl Iterator<Item = (Entry, Vec<&[Entry]>)> {
        let mut parts: FxHashMap<u64, Vec<&[Entry]>> = FxHashMap::default();
        for group in &self.groups.all {
            if let Some(main) = self.within.get(&self.groups.first(group).same) {
                parts.entry(*main).or_default().push(self.groups.of(group));
            }
        }
        let firsts = self.groups.all.iter().map(|group| (self.groups.first(group), group));
        let whole = firsts.filter(|(first, _)| !self.within.contains_key(&first.same));
        whole.map(move |(first, group)| {
            let mut all = parts.remove(&first.same).unwrap_or_default();
            all.push(self.groups.of(group));
            (first, all)
        })
    }
}

/// The quotes of those whose speaker has said more than one of them; the others need not be read.
fn comparable(index: &Index, entries: &[Entry]) -> Result<Vec<Option<Quote>>, QueryError> {
    let (mut once, mut often) = (FxHashSet::default(), FxHashSet::default());
    for entry in entries {
        let speaker = speaker_part(entry.same);
        if !once.insert(speaker) {
            often.insert(speaker);
        }
    }
    let mut records = Records::new(index)?;
    let read = |entry: &Entry| {
        let wanted = often.contains(&speaker_part(entry.same));
        wanted.then(|| Ok(records.quote(entry.address)?)).transpose()
    };
    entries.iter().map(read).collect()
}
