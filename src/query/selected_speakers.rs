//! All speakers of a selection with an id, a few at a time, as `speakers` lists them.
//!
//! `speakers` holds every occurrence of every speaker in memory. Here, the speakers whose names may be another's are
//! compared first, all together; any other is nobody else, so they are read in batches. The outcome is the same.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::answer::SpeakerRow;
use super::error::QueryError;
use super::merged_speakers::{all_keys, comparable_keys};
use super::people_decisions::PeopleDecisions;
use super::selection::Selection;
use super::speaker_clustering::cluster_speakers;
use super::speaker_directory::SpeakerDirectory;
use super::speaker_identity::SpeakerIdentity;
use super::speaker_occurrences::{IndexedSpeakers, StringTable};
use super::speakers::row;
use crate::index::{Index, IndexError, name as column};

/// So many speakers are read at once.
const BATCH: usize = 1024;

impl Selection<'_> {
    /// Calls `each` with every speaker of the selected quotes who has an id, in an order that depends on the contents
    /// of the index alone, and remembers who is who.
    ///
    /// # Errors
    /// When `each` fails, or the index cannot be read.
    pub fn for_each_speaker<E>(&self, mut each: impl FnMut(&SpeakerRow) -> Result<(), E>) -> Result<SpeakerDirectory, E>
    where
        E: From<QueryError> + From<IndexError>,
    {
        let (index, _) = self.index();
        index.verified(|| {
            let mut directory = SpeakerDirectory::default();
            let mut take = |identity: &SpeakerIdentity, texts: &StringTable| {
                directory.add(identity, texts);
                each(&row(identity, texts))
            };
            let mut rest = self.speaker_keys()?;
            let decisions = PeopleDecisions::of(index.corrections());
            let comparable = comparable_keys(index, &decisions)?;
            let (mut compared, texts) = identities(index, &comparable, &decisions)?;
            compared.sort_by(|one, other| (&one.id, &one.keys).cmp(&(&other.id, &other.keys)));
            for identity in &compared {
                if identity.keys.iter().any(|key| rest.contains(key)) {
                    take(identity, &texts)?;
                }
            }
            rest.retain(|key| !comparable.contains(key));
            while let Some(batch) = next_batch(&mut rest) {
                let (identities, texts) = identities(index, &batch, &PeopleDecisions::default())?;
                for identity in &identities {
                    take(identity, &texts)?;
                }
            }
            Ok(directory)
        })
    }

    /// The keys of the speakers with an id that selected quotes have.
    fn speaker_keys(&self) -> Result<BTreeSet<String>, QueryError> {
        let (index, all) = self.index();
        if all {
            return Ok(all_keys(index)?.into_iter().collect());
        }
        let segments = index.searcher().segment_readers();
        let columns = segments.iter().map(|segment| segment.fast_fields().str(column::speaker_key));
        let columns = columns.collect::<tantivy::Result<Vec<_>>>()?;
        let mut used: Vec<FxHashSet<u64>> = vec![FxHashSet::default(); columns.len()];
        self.for_each_quote(|address| {
            let segment = address.segment_ord as usize;
            used[segment].extend(columns[segment].iter().flat_map(|column| column.term_ords(address.doc_id)));
        });
        let mut keys = BTreeSet::new();
        for (column, used) in columns.iter().zip(used) {
            let Some(column) = column else { continue };
            let mut used: Vec<u64> = used.into_iter().collect();
            used.sort_unstable();
            column.dictionary().sorted_ords_to_term_cb(&used, |key| {
                keys.extend(str::from_utf8(key).ok().filter(|key| !key.starts_with('~')).map(str::to_owned));
            })?;
        }
        Ok(keys)
    }
}

/// Takes the first keys out of the set; `None` when it is empty.
fn next_batch(keys: &mut BTreeSet<String>) -> Option<BTreeSet<String>> {
    let batch: BTreeSet<String> = std::iter::from_fn(|| keys.pop_first()).take(BATCH).collect();
    (!batch.is_empty()).then_some(batch)
}

/// The speakers with `keys`, compared with each other.
fn identities(
    index: &Index,
    keys: &BTreeSet<String>,
    decisions: &PeopleDecisions,
) -> Result<(Vec<SpeakerIdentity>, StringTable), QueryError> {
    let IndexedSpeakers { all, texts } = IndexedSpeakers::of_keys(index, keys)?;
    Ok((cluster_speakers(all, &texts, decisions), texts))
}
