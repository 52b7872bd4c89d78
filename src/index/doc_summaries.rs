//! What large results need of each document: a byte in memory instead of columns.

use tantivy::{DocAddress, DocId};

/// The display rank of each document of an open index, and whether it shares its quotation with another.
///
/// Most do not: they are counted, and ranked, without their quotation's key.
pub(crate) struct DocSummaries(Vec<Vec<u8>>);

/// The bit of documents that share their quotation.
const REPEATED: u8 = 1 << 7;

impl DocSummaries {
    /// For segments with so many documents, which have the rank that `rank_of` gives, none with a repeated quotation.
    pub(crate) fn new(segments: impl Iterator<Item = DocId>, rank_of: impl Fn(DocAddress) -> u8) -> Self {
        let rank = |address| rank_of(address).min(REPEATED - 1);
        let of_segment = |(docs, ord)| (0..docs).map(|doc| rank(DocAddress::new(ord, doc))).collect();
        Self(segments.zip(0..).map(of_segment).collect())
    }

    /// From now on, the document at `address` shares its quotation.
    pub(crate) fn set_repeated(&mut self, address: DocAddress) {
        self.0[address.segment_ord as usize][address.doc_id as usize] |= REPEATED;
    }

    /// Whether the document shares its quotation with another.
    pub(crate) fn is_repeated(&self, address: DocAddress) -> bool {
        self.of(address) & REPEATED != 0
    }

    /// The rank of the document among hits when nothing else decides; lower is shown first.
    pub(crate) fn display_rank(&self, address: DocAddress) -> u8 {
        self.of(address) & !REPEATED
    }

    fn of(&self, address: DocAddress) -> u8 {
        self.0[address.segment_ord as usize][address.doc_id as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_document_has_a_rank_and_a_flag() {
        let rank_of = |address: DocAddress| (address.doc_id + address.segment_ord) as u8;
        let mut summaries = DocSummaries::new([1, 200].into_iter(), rank_of);
        let all = [(0, 0), (1, 0), (1, 126), (1, 199)].map(|(segment, doc)| DocAddress::new(segment, doc));
        let ranks = |summaries: &DocSummaries| all.map(|doc| summaries.display_rank(doc));
        assert_eq!(ranks(&summaries), [0, 1, 127, 127]);
        assert!(all.iter().all(|doc| !summaries.is_repeated(*doc)));
        for doc in all {
            summaries.set_repeated(doc);
            assert_eq!(all.iter().rfind(|doc| summaries.is_repeated(**doc)), Some(&doc));
        }
        assert_eq!(ranks(&summaries), [0, 1, 127, 127]);
    }
}
