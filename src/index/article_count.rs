//! How many articles an index contains, whatever version of this program wrote it.

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use tantivy::schema::Field;
use tantivy::{DocSet, SegmentReader, TERMINATED, TantivyError};

use super::open::reader;
use super::schema::name;

/// Articles in the engine's files in `data`; `None` when they cannot be counted.
pub(super) fn articles_in_dir(data: &Path) -> Option<usize> {
    // The engine trusts its files: some kinds of damage make it panic.
    let count = panic::catch_unwind(AssertUnwindSafe(|| -> Option<usize> {
        let engine = tantivy::Index::open_in_dir(data).ok()?;
        let field = engine.schema().get_field(name::article_doc_key).ok()?;
        let searcher = reader(&engine).ok()?.searcher();
        let counts = searcher.segment_readers().iter().map(|segment| articles_in_segment(segment, field));
        counts.sum::<Result<usize, TantivyError>>().ok()
    }));
    count.ok().flatten()
}

/// Documents of the segment that have a term in `field` and are not deleted. No two documents share a term.
pub(super) fn articles_in_segment(segment: &SegmentReader, field: Field) -> Result<usize, TantivyError> {
    let terms = segment.inverted_index(field)?;
    if !segment.has_deletes() {
        return Ok(terms.terms().num_terms());
    }
    let mut count = 0;
    let mut stream = terms.terms().stream()?;
    while stream.advance() {
        let mut postings = terms.read_postings_from_terminfo(stream.value(), Default::default())?;
        while postings.doc() != TERMINATED {
            count += usize::from(!segment.is_deleted(postings.doc()));
            postings.advance();
        }
    }
    Ok(count)
}
