//! The upper bound of the similarity between a phrase and a quote, from the index alone.
//!
//! The phrase has `n` words, and `m` of them stand within a window of `w` words of the quote. No alignment puts more
//! than `m` words in place, and every word of the window beyond `n` is an added one. So the similarity is at most `m /
//! max(n, w)`. Word order is ignored: it can only lower the similarity. No record is read.

use rustc_hash::FxHashMap;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Score, SegmentReader, Term};

use super::error::QueryError;
use super::phrase_match::{MIN_CLOSE, MIN_CONTAINED_WORDS, PhraseQuery};
use crate::index::Index;

/// The most candidates whose records are read.
const MAX_CANDIDATES: usize = 40;
/// A quote that may match, with the upper bound of its similarity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BoundedCandidate {
    pub score: Score,
    pub address: DocAddress,
    /// At least the threshold for a quote that the phrase may contain whole.
    pub upper_bound: f32,
    idf_sum: f32,
}

/// Keeps the documents that can reach `min_similarity`, and those that the phrase may contain whole; the most likely
/// first.
pub(crate) fn rank(
    index: &Index,
    phrase: &PhraseQuery<'_>,
    mut found: Vec<(Score, DocAddress)>,
    min_similarity: f32,
) -> Result<Vec<BoundedCandidate>, QueryError> {
    found.sort_unstable_by_key(|(_, address)| *address);
    let terms = PhraseTerms::new(phrase);
    let mut kept = Vec::new();
    for of_segment in found.chunk_by(|one, other| one.1.segment_ord == other.1.segment_ord) {
        let segment = index.searcher().segment_reader(of_segment[0].1.segment_ord);
        let positions = terms.positions(index, segment, of_segment)?;
        let lengths = segment.get_fieldnorms_reader(index.fields().text)?;
        for ((score, address), positions) in of_segment.iter().zip(positions) {
            let contained = terms.may_be_contained(&positions, lengths.fieldnorm(address.doc_id) as usize);
            let (upper_bound, idf_sum) = terms.best_window(&positions, min_similarity);
            if upper_bound >= min_similarity || contained {
                let upper_bound = upper_bound.max(if contained { MIN_CLOSE.max(min_similarity) } else { 0.0 });
                kept.push(BoundedCandidate { score: *score, address: *address, upper_bound, idf_sum });
            }
        }
    }
    kept.sort_by(|one, other| {
        let by_words =
            other.upper_bound.total_cmp(&one.upper_bound).then_with(|| other.idf_sum.total_cmp(&one.idf_sum));
        by_words.then_with(|| other.score.total_cmp(&one.score)).then_with(|| one.address.cmp(&other.address))
    });
    kept.truncate(MAX_CANDIDATES);
    Ok(kept)
}

/// The distinct words of a phrase.
struct PhraseTerms<'a> {
    distinct: Vec<PhraseTerm<'a>>,
    /// Number of words of the phrase, with repetitions.
    count: usize,
}

struct PhraseTerm<'a> {
    folded: &'a str,
    /// How often the phrase has it.
    times: usize,
    idf: f32,
}

/// Where the words of the phrase stand in a quote: position, and index into [`PhraseTerms::distinct`].
type Positions = Vec<(u32, usize)>;

impl<'a> PhraseTerms<'a> {
    fn new(phrase: &'a PhraseQuery<'_>) -> Self {
        let mut index_of: FxHashMap<&str, usize> = FxHashMap::default();
        let mut distinct: Vec<PhraseTerm<'a>> = Vec::new();
        for (number, word) in phrase.text.words.iter().enumerate() {
            let at = *index_of.entry(&word.folded).or_insert(distinct.len());
            match distinct.get_mut(at) {
                Some(known) => known.times += 1,
                None => distinct.push(PhraseTerm { folded: &word.folded, times: 1, idf: phrase.idf(number) }),
            }
        }
        Self { distinct, count: phrase.text.words.len() }
    }

    /// The positions of the words in each of the documents, which are sorted by address.
    fn positions(
        &self,
        index: &Index,
        segment: &SegmentReader,
        documents: &[(Score, DocAddress)],
    ) -> Result<Vec<Positions>, QueryError> {
        let field = index.fields().text;
        let inverted = segment.inverted_index(field)?;
        let mut of_documents: Vec<Positions> = vec![Vec::new(); documents.len()];
        let mut of_term = Vec::new();
        for (number, word) in self.distinct.iter().enumerate() {
            let term = Term::from_field_text(field, word.folded);
            let with_positions = IndexRecordOption::WithFreqsAndPositions;
            let Some(mut postings) = inverted.read_postings(&term, with_positions)? else { continue };
            for ((_, address), positions) in documents.iter().zip(&mut of_documents) {
                if postings.doc() < address.doc_id {
                    postings.seek(address.doc_id);
                }
                if postings.doc() == address.doc_id {
                    postings.positions(&mut of_term);
                    positions.extend(of_term.iter().map(|&position| (position, number)));
                }
            }
        }
        of_documents.iter_mut().for_each(|positions| positions.sort_unstable());
        Ok(of_documents)
    }

    /// Whether a quote of `length` words may consist of words of the phrase alone, and the phrase is longer.
    fn may_be_contained(&self, positions: &Positions, length: usize) -> bool {
        length >= MIN_CONTAINED_WORDS && length < self.count && positions.len() >= length
    }

    /// The upper bound of the similarity, and the sum of the IDF of the words of the best window.
    fn best_window(&self, positions: &Positions, min_similarity: f32) -> (f32, f32) {
        // A wider window cannot reach the threshold, even with all words in it.
        let widest = (self.count as f32 / min_similarity) as u32;
        let mut best = (0.0, 0.0);
        for (at, &(first, _)) in positions.iter().enumerate() {
            let mut left: Vec<usize> = self.distinct.iter().map(|word| word.times).collect();
            let (mut same, mut idf_sum) = (0, 0.0);
            for &(position, number) in positions[at..].iter().take_while(|(position, _)| position - first < widest) {
                if left[number] == 0 {
                    continue;
                }
                left[number] -= 1;
                same += 1;
                idf_sum += self.distinct[number].idf;
                let width = (position - first + 1) as usize;
                let upper_bound = same as f32 / self.count.max(width) as f32;
                if (upper_bound, idf_sum) > best {
                    best = (upper_bound, idf_sum);
                }
            }
        }
        best
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_narrowest_window_with_most_words() {
        let phrase = PhraseQuery::new("we will not go", |_| 0.5);
        let words = PhraseTerms::new(&phrase);
        for (positions, expected) in [
            (vec![(0, 0), (1, 1), (2, 2), (3, 3)], (1.0, 2.0)),
            (vec![(0, 0), (1, 1), (9, 0), (10, 2), (11, 3)], (0.75, 1.5)),
            (vec![(0, 0), (2, 1), (3, 2), (5, 3)], (0.75, 1.5)),
            (vec![(0, 0), (1, 0), (2, 0)], (0.25, 0.5)),
            (vec![], (0.0, 0.0)),
        ] {
            assert_eq!(words.best_window(&positions, 0.6), expected);
        }
        assert!(!words.may_be_contained(&vec![(0, 0), (1, 1)], 2));
    }
}
