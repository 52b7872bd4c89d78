//! Which documents share their quotation with another. Most do not: large results are grouped without sorting those.

use tantivy::{DocAddress, DocId};

/// A bit for each document of an open index.
pub(crate) struct RepeatedDocs(Vec<Vec<u64>>);

impl RepeatedDocs {
    /// None of the documents of segments with so many of them.
    pub(crate) fn none(segments: impl Iterator<Item = DocId>) -> Self {
        Self(segments.map(|docs| vec![0; docs.div_ceil(u64::BITS) as usize]).collect())
    }

    /// Adds the document at `address`.
    pub(crate) fn add(&mut self, address: DocAddress) {
        self.0[address.segment_ord as usize][(address.doc_id / u64::BITS) as usize] |=
            1 << (address.doc_id % u64::BITS);
    }

    /// Whether it is one of them.
    pub(crate) fn has(&self, address: DocAddress) -> bool {
        self.0[address.segment_ord as usize][(address.doc_id / u64::BITS) as usize] >> (address.doc_id % u64::BITS) & 1
            == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_document_has_a_bit() {
        let mut repeated = RepeatedDocs::none([1, 130].into_iter());
        let all = [(0, 0), (1, 0), (1, 63), (1, 64), (1, 129)].map(|(segment, doc)| DocAddress::new(segment, doc));
        assert!(all.iter().all(|doc| !repeated.has(*doc)));
        for doc in all {
            repeated.add(doc);
            assert_eq!(all.iter().rfind(|doc| repeated.has(**doc)), Some(&doc));
        }
    }
}
