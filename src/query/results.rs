//! The results of a search: every quotation once, the first ones in order, with their shorter forms and variants.
//!
//! Only the first [`MAX_CLUSTERED`] quotations in the requested order are compared with one another, whichever page is
//! shown. So an answer stays quick and its pages agree with one another.

use rustc_hash::{FxHashMap, FxHashSet};

use super::collector::MatchedDoc;
use super::error::QueryError;
use super::merged_speakers::main_keys;
use super::quotation_clusters::{Change, clusters};
use super::quotation_groups::{QuotationGroup, QuotationGroups};
use crate::index::{Index, RecordReader, speaker_key, speaker_part};
use crate::quote::Quote;

/// How many of the first quotations are compared with one another.
pub(crate) const MAX_CLUSTERED: usize = 40;

/// One quotation of the results.
pub(crate) struct RankedQuotation {
    /// Its earliest occurrence.
    pub main: MatchedDoc,
    /// Quotations with a part of its words.
    pub shorter: Vec<MatchedDoc>,
    /// Quotations with nearly the same words.
    pub variants: Vec<(MatchedDoc, Vec<Change>)>,
}

/// All results of a search.
pub(crate) struct SearchResults {
    groups: QuotationGroups,
    /// From the key of a quotation to that of the quotation that it is a part or variant of.
    part_of: FxHashMap<u64, u64>,
    /// The first quotations, in order.
    pub ranked: Vec<RankedQuotation>,
}

impl SearchResults {
    /// Clusters `ranked`, the first of the `groups` in order.
    pub(crate) fn new(index: &Index, groups: QuotationGroups, ranked: &[QuotationGroup]) -> Result<Self, QueryError> {
        let (first, others) = ranked.split_at(ranked.len().min(MAX_CLUSTERED));
        let first: Vec<MatchedDoc> = first.iter().map(|group| groups.first(group)).collect();
        let quotes = quotes_to_compare(index, &first)?;
        let alone = |group: &QuotationGroup| RankedQuotation {
            main: groups.first(group),
            shorter: Vec::new(),
            variants: Vec::new(),
        };
        let others: Vec<RankedQuotation> = others.iter().map(alone).collect();
        let mut results =
            SearchResults { groups, part_of: FxHashMap::default(), ranked: Vec::with_capacity(ranked.len()) };
        let keys = quotes.iter().map(|quote| speaker_key(&quote.as_ref()?.speaker)).collect();
        let keys = main_keys(index, keys)?;
        for cluster in clusters(&quotes.iter().map(Option::as_ref).collect::<Vec<_>>(), &keys) {
            let doc = |at: usize| first[at];
            let main = doc(cluster.representative);
            let quotation = RankedQuotation {
                main,
                shorter: cluster.shorter.into_iter().map(doc).collect(),
                variants: cluster.variants.into_iter().map(|(at, changes)| (doc(at), changes)).collect(),
            };
            let parts = quotation.shorter.iter().chain(quotation.variants.iter().map(|(doc, _)| doc));
            results.part_of.extend(parts.map(|part| (part.quotation_key, main.quotation_key)));
            results.ranked.push(quotation);
        }
        results.ranked.extend(others);
        Ok(results)
    }

    /// The number of quotations.
    pub(crate) fn total(&self) -> usize {
        self.groups.total() - self.part_of.len()
    }

    /// Every quotation that is kept: its earliest occurrence, and all of them.
    pub(crate) fn quotations(&self) -> impl Iterator<Item = (MatchedDoc, Vec<&[MatchedDoc]>)> {
        let mut parts: FxHashMap<u64, Vec<&[MatchedDoc]>> = FxHashMap::default();
        for group in &self.groups.all {
            if let Some(main) = self.part_of.get(&self.groups.first(group).quotation_key) {
                parts.entry(*main).or_default().push(self.groups.occurrences(group));
            }
        }
        let firsts = self.groups.all.iter().map(|group| (self.groups.first(group), group));
        let whole = firsts.filter(|(first, _)| !self.part_of.contains_key(&first.quotation_key));
        whole.map(move |(first, group)| {
            let mut all = parts.remove(&first.quotation_key).unwrap_or_default();
            all.push(self.groups.occurrences(group));
            (first, all)
        })
    }
}

/// Reads the quotes of speakers with more than one of them; the others have nothing to be compared with.
fn quotes_to_compare(index: &Index, docs: &[MatchedDoc]) -> Result<Vec<Option<Quote>>, QueryError> {
    let (mut once, mut often) = (FxHashSet::default(), FxHashSet::default());
    for doc in docs {
        let speaker = speaker_part(doc.quotation_key);
        if !once.insert(speaker) {
            often.insert(speaker);
        }
    }
    let mut records = RecordReader::new(index)?;
    let read = |doc: &MatchedDoc| {
        let wanted = often.contains(&speaker_part(doc.quotation_key));
        wanted.then(|| Ok(records.quote(doc.address)?)).transpose()
    };
    docs.iter().map(read).collect()
}
