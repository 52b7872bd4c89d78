//! How many articles an index holds, whatever version of this program wrote it.

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use tantivy::schema::Field;
use tantivy::{DocSet, SegmentReader, TERMINATED, TantivyError};

use super::open::reader;
use super::schema::name;

/// Articles in the engine's files in `data`; none when that cannot be told.
pub(super) fn articles_in(data: &Path) -> Option<usize> {
    // The engine trusts its files: some that are damaged make it panic.
    let count = panic::catch_unwind(AssertUnwindSafe(|| -> Option<usize> {
        let engine = tantivy::Index::open_in_dir(data).ok()?;
        let field = engine.schema().get_field(name::whole).ok()?;
        let searcher = reader(&engine).ok()?.searcher();
        let counts = searcher.segment_readers().iter().map(|segment| articles(segment, field));
        counts.sum::<Result<usize, TantivyError>>().ok()
    }));
    count.ok().flatten()
}

/// Documents of the segment that are not deleted and have a term of that field; each has another.
pub(super) fn articles(segment: &SegmentReader, field: Field) -> Result<usize, TantivyError> {
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
