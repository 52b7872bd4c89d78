//! Which segments the engine merges: small ones of like size, as it does by itself, but never much at once.
//!
//! A merge reads its segments through memory maps, whose pages count as memory of the program, and a segment that is
//! merged again and again is written again and again. So a merge takes [`MOST`] bytes at most, and what has become
//! [`LARGE`] is done with: memory stays flat and the work proportional, however large the index grows.

use std::path::PathBuf;

use tantivy::SegmentMeta;
use tantivy::index::{SegmentComponent, SegmentId};
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};

/// Share of deleted documents from which a segment is written anew.
const GHOSTS: f32 = 0.3;
/// Bytes from which on a segment is merged with no other.
const LARGE: u64 = 48 << 20;
/// Most bytes in one merge.
const MOST: u64 = 96 << 20;

/// The engine's own policy for segments that are not large.
#[derive(Debug)]
pub(super) struct Merging {
    small: LogMergePolicy,
    data: PathBuf,
}

impl Merging {
    /// Of the engine's files in `data`.
    pub(super) fn of(data: PathBuf) -> Self {
        let mut small = LogMergePolicy::default();
        small.set_del_docs_ratio_before_merge(GHOSTS);
        Self { small, data }
    }

    fn bytes(&self, segment: &SegmentMeta) -> u64 {
        use SegmentComponent::{FastFields, FieldNorms, Positions, Postings, Store, Terms};
        let parts = [Postings, Positions, FastFields, FieldNorms, Terms, Store];
        let files = parts.into_iter().map(|part| self.data.join(segment.relative_path(part)));
        files.filter_map(|file| file.metadata().ok()).map(|meta| meta.len()).sum()
    }
}

impl MergePolicy for Merging {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let sized = segments.iter().map(|segment| (segment, self.bytes(segment)));
        let (large, small): (Vec<_>, Vec<_>) = sized.partition(|(_, bytes)| *bytes >= LARGE);
        let haunted = large.iter().filter(|(segment, _)| ghosts(segment) > GHOSTS);
        let mut candidates: Vec<_> = haunted.map(|(segment, _)| MergeCandidate(vec![segment.id()])).collect();
        let metas: Vec<SegmentMeta> = small.iter().map(|(segment, _)| (*segment).clone()).collect();
        let bytes = |id: SegmentId| small.iter().find(|(segment, _)| segment.id() == id).map_or(0, |(_, bytes)| *bytes);
        let proposed = self.small.compute_merge_candidates(&metas).into_iter();
        candidates.extend(proposed.map(|MergeCandidate(ids)| MergeCandidate(at_most(ids, bytes))));
        candidates
    }
}

/// As many of them as may be merged at once; the others wait until there are more.
fn at_most(ids: Vec<SegmentId>, bytes: impl Fn(SegmentId) -> u64) -> Vec<SegmentId> {
    let mut sum = 0;
    let fits = |id: &SegmentId| {
        sum += bytes(*id);
        sum <= MOST
    };
    ids.into_iter().take_while(fits).collect()
}

fn ghosts(segment: &SegmentMeta) -> f32 {
    segment.num_deleted_docs() as f32 / segment.max_doc().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merge_is_bounded_and_takes_several_of_what_is_not_large() {
        let id = |at: u32| SegmentId::from_uuid_string(&format!("{at:032}")).unwrap();
        let ids: Vec<SegmentId> = (0..9).map(id).collect();
        assert_eq!(at_most(ids.clone(), |_| 1), ids);
        assert_eq!(at_most(ids.clone(), |_| LARGE), ids[..2]);
        assert_eq!(at_most(ids.clone(), |_| 25 << 20), ids[..3]);
    }
}
