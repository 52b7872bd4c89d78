//! How near a quote can come to a phrase, by where the words of the phrase stand in it: told by the index alone.
//!
//! Of `n` words asked for, `m` stand within `w` words of the quote. However they are laid beside one another, at most `m`
//! are in place, and what the quote has more than `n` is added; so the similarity is at most `m / max(n, w)`. The order
//! of the words is not looked at: it can only make it less.

use rustc_hash::FxHashMap;
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Score, SegmentReader, Term};

use super::error::QueryError;
use super::judge::{Asked, CLOSE};
use crate::index::Index;

/// Quotes that are worth reading.
const MOST: usize = 40;
/// Words from which a quotation counts that stands whole within a longer phrase.
const WHOLE: usize = 5;

/// A quote that may come near to the phrase.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Likely {
    pub score: Score,
    pub address: DocAddress,
    /// The most that similarity can be; at least the bar for one that may stand whole within the phrase.
    pub nearness: f32,
    rarity: f32,
}

/// Those of `found` that can come as near as `bar`, or stand whole within the phrase; likeliest first.
pub(crate) fn likely(
    index: &Index,
    asked: &Asked<'_>,
    mut found: Vec<(Score, DocAddress)>,
    bar: f32,
) -> Result<Vec<Likely>, QueryError> {
    found.sort_unstable_by_key(|(_, address)| *address);
    let words = Words::new(asked);
    let mut likely = Vec::new();
    for of_segment in found.chunk_by(|one, other| one.1.segment_ord == other.1.segment_ord) {
        let segment = index.searcher().segment_reader(of_segment[0].1.segment_ord);
        let places = words.places(index, segment, of_segment)?;
        let lengths = segment.get_fieldnorms_reader(index.fields().text)?;
        for ((score, address), places) in of_segment.iter().zip(places) {
            let whole = words.whole(&places, lengths.fieldnorm(address.doc_id) as usize);
            let (nearness, rarity) = words.nearest(&places, bar);
            if nearness >= bar || whole {
                let nearness = nearness.max(if whole { CLOSE.max(bar) } else { 0.0 });
                likely.push(Likely { score: *score, address: *address, nearness, rarity });
            }
        }
    }
    likely.sort_by(|one, other| {
        let by_words = other.nearness.total_cmp(&one.nearness).then_with(|| other.rarity.total_cmp(&one.rarity));
        by_words.then_with(|| other.score.total_cmp(&one.score)).then_with(|| one.address.cmp(&other.address))
    });
    likely.truncate(MOST);
    Ok(likely)
}

/// The different words of a phrase.
struct Words<'a> {
    each: Vec<Word<'a>>,
    /// Words of the phrase, the same ones counted again.
    count: usize,
}

struct Word<'a> {
    folded: &'a str,
    /// How often the phrase has it.
    times: usize,
    rarity: f32,
}

/// Where words stand in a quote: the place, and the number of the word.
type Places = Vec<(u32, usize)>;

impl<'a> Words<'a> {
    fn new(asked: &'a Asked<'_>) -> Self {
        let mut at: FxHashMap<&str, usize> = FxHashMap::default();
        let mut each: Vec<Word<'a>> = Vec::new();
        for (number, word) in asked.line.words.iter().enumerate() {
            let place = *at.entry(&word.folded).or_insert(each.len());
            match each.get_mut(place) {
                Some(known) => known.times += 1,
                None => each.push(Word { folded: &word.folded, times: 1, rarity: asked.rarity(number) }),
            }
        }
        Self { each, count: asked.line.words.len() }
    }

    /// Where the words stand in each of the documents, which are in order.
    fn places(
        &self,
        index: &Index,
        segment: &SegmentReader,
        documents: &[(Score, DocAddress)],
    ) -> Result<Vec<Places>, QueryError> {
        let field = index.fields().text;
        let inverted = segment.inverted_index(field)?;
        let mut places: Vec<Places> = vec![Vec::new(); documents.len()];
        let mut positions = Vec::new();
        for (number, word) in self.each.iter().enumerate() {
            let term = Term::from_field_text(field, word.folded);
            let with_positions = IndexRecordOption::WithFreqsAndPositions;
            let Some(mut postings) = inverted.read_postings(&term, with_positions)? else { continue };
            for ((_, address), places) in documents.iter().zip(&mut places) {
                if postings.doc() < address.doc_id {
                    postings.seek(address.doc_id);
                }
                if postings.doc() == address.doc_id {
                    postings.positions(&mut positions);
                    places.extend(positions.iter().map(|&place| (place, number)));
                }
            }
        }
        places.iter_mut().for_each(|places| places.sort_unstable());
        Ok(places)
    }

    /// Whether all words of a quote of this length may be words of the phrase, which has more.
    fn whole(&self, places: &Places, length: usize) -> bool {
        length >= WHOLE && length < self.count && places.len() >= length
    }

    /// The most that similarity can be, and how rare the words are that make it so.
    fn nearest(&self, places: &Places, bar: f32) -> (f32, f32) {
        // A wider window cannot reach the bar, even with all words in it.
        let widest = (self.count as f32 / bar) as u32;
        let mut best = (0.0, 0.0);
        for (at, &(first, _)) in places.iter().enumerate() {
            let mut left: Vec<usize> = self.each.iter().map(|word| word.times).collect();
            let (mut same, mut rarity) = (0, 0.0);
            for &(place, number) in places[at..].iter().take_while(|(place, _)| place - first < widest) {
                if left[number] == 0 {
                    continue;
                }
                left[number] -= 1;
                same += 1;
                rarity += self.each[number].rarity;
                let width = (place - first + 1) as usize;
                let nearness = same as f32 / self.count.max(width) as f32;
                if (nearness, rarity) > best {
                    best = (nearness, rarity);
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
        let asked = Asked::new("we will not go", |_| 0.5);
        let words = Words::new(&asked);
        for (places, expected) in [
            (vec![(0, 0), (1, 1), (2, 2), (3, 3)], (1.0, 2.0)),
            (vec![(0, 0), (1, 1), (9, 0), (10, 2), (11, 3)], (0.75, 1.5)),
            (vec![(0, 0), (2, 1), (3, 2), (5, 3)], (0.75, 1.5)),
            (vec![(0, 0), (1, 0), (2, 0)], (0.25, 0.5)),
            (vec![], (0.0, 0.0)),
        ] {
            assert_eq!(words.nearest(&places, 0.6), expected);
        }
        assert!(!words.whole(&vec![(0, 0), (1, 1)], 2));
    }
}
