//! Which segments the engine merges: small ones of similar size, as its own policy does, but only a bounded amount at
//! once.
//!
//! A merge reads its segments through memory maps, whose pages count as memory of the program, and writes everything it
//! reads once more. So one merge takes at most [`MAX_MERGE_BYTES`], and a segment of [`LARGE_SEGMENT`] bytes is not
//! merged again: memory stays flat and the work proportional to the articles, however large the index grows.

use std::path::PathBuf;

use tantivy::SegmentMeta;
use tantivy::index::{SegmentComponent, SegmentId};
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};

/// A segment with a larger share of deleted documents is rewritten.
const MAX_DELETED: f32 = 0.3;
/// A segment of so many bytes is not merged with others.
const LARGE_SEGMENT: u64 = 48 << 20;
/// Most bytes in one merge.
const MAX_MERGE_BYTES: u64 = 96 << 20;

/// The engine's own policy, restricted to segments that are not large.
#[derive(Debug)]
pub(super) struct BoundedMergePolicy {
    small: LogMergePolicy,
    data: PathBuf,
}

impl BoundedMergePolicy {
    /// The policy for the engine's files in `data`.
    pub(super) fn new(data: PathBuf) -> Self {
        let mut small = LogMergePolicy::default();
        small.set_del_docs_ratio_before_merge(MAX_DELETED);
        Self { small, data }
    }

    fn bytes(&self, segment: &SegmentMeta) -> u64 {
        use SegmentComponent::{FastFields, FieldNorms, Positions, Postings, Store, Terms};
        let parts = [Postings, Positions, FastFields, FieldNorms, Terms, Store];
        let files = parts.into_iter().map(|part| self.data.join(segment.relative_path(part)));
        files.filter_map(|file| file.metadata().ok()).map(|meta| meta.len()).sum()
    }
}

impl MergePolicy for BoundedMergePolicy {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let sized = segments.iter().map(|segment| (segment, self.bytes(segment)));
        let (large, small): (Vec<_>, Vec<_>) = sized.partition(|(_, bytes)| *bytes >= LARGE_SEGMENT);
        let rewritten = large.iter().filter(|(segment, _)| deleted_share(segment) > MAX_DELETED);
        let mut candidates: Vec<_> = rewritten.map(|(segment, _)| MergeCandidate(vec![segment.id()])).collect();
        let metas: Vec<SegmentMeta> = small.iter().map(|(segment, _)| (*segment).clone()).collect();
        let bytes = |id: SegmentId| small.iter().find(|(segment, _)| segment.id() == id).map_or(0, |(_, bytes)| *bytes);
        let proposed = self.small.compute_merge_candidates(&metas).into_iter();
        candidates.extend(proposed.map(|MergeCandidate(ids)| MergeCandidate(bounded(ids, bytes))));
        candidates
    }
}

/// The first segments whose sizes add up to at most [`MAX_MERGE_BYTES`]; the others wait for a later merge.
fn bounded(ids: Vec<SegmentId>, bytes: impl Fn(SegmentId) -> u64) -> Vec<SegmentId> {
    let mut sum = 0;
    let fits = |id: &SegmentId| {
        sum += bytes(*id);
        sum <= MAX_MERGE_BYTES
    };
    ids.into_iter().take_while(fits).collect()
}

fn deleted_share(segment: &SegmentMeta) -> f32 {
    segment.num_deleted_docs() as f32 / segment.max_doc().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merge_is_bounded_in_bytes() {
        let id = |at: u32| SegmentId::from_uuid_string(&format!("{at:032}")).unwrap();
        let ids: Vec<SegmentId> = (0..9).map(id).collect();
        assert_eq!(bounded(ids.clone(), |_| 1), ids);
        assert_eq!(bounded(ids.clone(), |_| LARGE_SEGMENT), ids[..2]);
        assert_eq!(bounded(ids.clone(), |_| 25 << 20), ids[..3]);
    }
}
