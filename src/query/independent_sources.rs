//! Independent sources: copies of one text count as one piece of evidence, whoever publishes them.
//!
//! Wire copy is printed under other headlines, cut, extended, updated and slightly edited. Near-duplicates are found by
//! shingles: sets of three adjacent words (A. Broder, "On the resemblance and containment of documents", 1997), of the
//! whole article and of the text around the quotation. Two texts are copies when they share half of the shingles of the
//! shorter one; reporters who write independently share few. Words inside quotation marks do not count: two reporters
//! at one speech quote the same words.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::FxHasher;

use super::quoted_ranges::ranges_in_marks;
use crate::article::publisher_key;
use crate::index::words;

/// Words of a shingle.
const SHINGLE_WORDS: usize = 3;
/// The share of the shorter text's shingles that two copies have in common.
const COPY_OVERLAP: f32 = 0.5;
/// Bytes on each side of the quotation that are its context.
const CONTEXT_BYTES: usize = 700;
/// The fewest shingles of a context that are compared: many write "Ann Smith said on Monday".
const MIN_CONTEXT_SHINGLES: usize = 8;
/// Bytes of an article that are read, on each side of the quotation.
const MAX_BYTES: usize = 20_000;

/// The reporter's own words of an article, as sets of shingles.
pub(super) struct Sketch {
    /// Shingles of the article, sorted and unique.
    all: Vec<u64>,
    context: Vec<u64>,
    /// Hash of all words, quoted ones included.
    whole: u64,
}

impl Sketch {
    /// The sketch of an article in which the quotation stands at `place`.
    pub(super) fn of(text: &str, place: Range<usize>) -> Self {
        let start = char_boundary_before(text, place.start.saturating_sub(MAX_BYTES));
        let end = char_boundary_before(text, place.end.saturating_add(MAX_BYTES));
        let near = place.start.saturating_sub(CONTEXT_BYTES)..place.end.saturating_add(CONTEXT_BYTES);
        let quoted = ranges_in_marks(text);
        let mut quoted = quoted.iter().peekable();
        let (mut whole, mut own) = (FxHasher::default(), Vec::new());
        for word in words(&text[start..end]) {
            let at = start + word.range.start;
            word.folded.hash(&mut whole);
            while quoted.next_if(|range| range.end <= at).is_some() {}
            let said = quoted.peek().is_some_and(|range| range.contains(&at)) || place.contains(&at);
            if !said {
                own.push((hash_of(&word.folded), near.contains(&at)));
            }
        }
        let shingles = own.windows(SHINGLE_WORDS.min(own.len().max(1))).map(|window| {
            let hash = window.iter().fold(0u64, |hash, (word, _)| hash.rotate_left(21) ^ word);
            (hash, window.iter().all(|(_, near)| *near))
        });
        let (mut all, mut context) = (Vec::new(), Vec::new());
        for (hash, near) in shingles {
            all.push(hash);
            if near {
                context.push(hash);
            }
        }
        for set in [&mut all, &mut context] {
            set.sort_unstable();
            set.dedup();
        }
        Self { all, context, whole: whole.finish() }
    }

    /// Whether one of the two is a copy of the other.
    fn is_copy_of(&self, other: &Sketch) -> bool {
        let context = self.context.len().min(other.context.len()) >= MIN_CONTEXT_SHINGLES
            && overlaps(&self.context, &other.context);
        self.whole == other.whole || context || overlaps(&self.all, &other.all)
    }
}

/// Whether two sorted sets share half of the smaller one.
fn overlaps(one: &[u64], other: &[u64]) -> bool {
    let (mut at, mut common) = (0, 0);
    for shingle in one {
        while other.get(at).is_some_and(|other| other < shingle) {
            at += 1;
        }
        common += usize::from(other.get(at) == Some(shingle));
    }
    let fewer = one.len().min(other.len());
    fewer > 0 && common as f32 >= COPY_OVERLAP * fewer as f32
}

fn hash_of(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish()
}

/// The last character boundary at or before byte `at`.
fn char_boundary_before(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The sources of a quotation, grown article by article.
#[derive(Default)]
pub(super) struct IndependentSources {
    texts: Vec<SourceText>,
}

/// One text, in one or more articles.
struct SourceText {
    sketch: Sketch,
    /// The confidence of its first article.
    confidence: f32,
    publishers: Vec<String>,
}

impl IndependentSources {
    /// Adds an article, with the confidence of its attribution.
    pub(super) fn add(&mut self, sketch: Sketch, publisher: Option<&str>, confidence: f32) {
        let publisher = publisher.map(publisher_key).unwrap_or_default();
        let known = self.texts.iter_mut().find(|text| text.sketch.is_copy_of(&sketch));
        match known {
            Some(text) => text.publishers.push(publisher),
            None => self.texts.push(SourceText { sketch, confidence, publishers: vec![publisher] }),
        }
    }

    /// The number of different texts.
    pub(super) fn texts(&self) -> usize {
        self.texts.len()
    }

    /// The confidence of each independent source. Texts of one publisher, or without any, are one source with the
    /// highest of their confidences.
    pub(super) fn confidences(&self) -> Vec<f32> {
        let mut group: Vec<usize> = (0..self.texts.len()).collect();
        for one in 0..self.texts.len() {
            for other in 0..one {
                let (mine, theirs) = (&self.texts[one].publishers, &self.texts[other].publishers);
                let (low, high) = (group[one].min(group[other]), group[one].max(group[other]));
                if low != high && mine.iter().any(|publisher| theirs.contains(publisher)) {
                    group.iter_mut().filter(|group| **group == high).for_each(|group| *group = low);
                }
            }
        }
        let of = |number: usize| {
            let those = self.texts.iter().zip(&group).filter(move |(_, group)| **group == number);
            those.map(|(text, _)| text.confidence).max_by(f32::total_cmp)
        };
        (0..self.texts.len()).filter_map(of).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIRE: &str = "PORTO — The council met until midnight over the cost of the new tram, which has doubled since spring.\n\
        Two members left the room before the vote. Clara Nunes spoke for the treasury and Rita Alves for the drivers.\n\
        “We were never told the price,” she said.\nThe vote was put off to Thursday, when the auditors are due to report.";
    const OWN: &str = "Drivers filled the gallery on Monday night.\nRita Alves, who leads their union, rose after the mayor \
        had sat down. “We were never told the price,” she said, to loud applause.\nThe tram was meant to open next year.";

    fn sketch(text: &str) -> Sketch {
        let words = "We were never told the price,";
        let at = text.find(words).unwrap();
        Sketch::of(text, at..at + words.len())
    }

    #[test]
    fn copies_are_one_text_however_they_are_edited() {
        let cut = WIRE.split_once('\n').unwrap().1;
        let longer =
            format!("Facet our staff\n{WIRE}\nBuses ran as usual, and nobody was hurt. More to follow in the evening.");
        let edited =
            WIRE.replace("midnight", "two in the morning").replace("Thursday", "Friday").replace("left", "quit");
        for copy in [WIRE, cut, &longer, &edited] {
            assert!(sketch(WIRE).is_copy_of(&sketch(copy)) && sketch(copy).is_copy_of(&sketch(WIRE)), "{copy}");
        }
        assert!(!sketch(WIRE).is_copy_of(&sketch(OWN)));
        // An own report goes before, and the paragraphs of the wire copy stand around the words.
        let own =
            "All week the city had waited for news of its trams and of those who drive them every day of the year. ";
        assert!(sketch(&(own.repeat(30) + WIRE)).is_copy_of(&sketch(WIRE)));
    }

    #[test]
    fn evidence_counts_once() {
        let mut sources = IndependentSources::default();
        for publisher in 0..20 {
            sources.add(sketch(WIRE), Some(&publisher.to_string()), 0.29);
        }
        assert_eq!((sources.texts(), sources.confidences()), (1, vec![0.29]));
        sources.add(sketch(OWN), Some("Gazette"), 0.8);
        assert_eq!((sources.texts(), sources.confidences()), (2, vec![0.29, 0.8]));
        // One publisher, two texts.
        sources.add(sketch(&OWN.replace("Drivers filled the gallery on Monday night.", "")), Some("7"), 0.9);
        assert_eq!(sources.texts(), 2);
        let other =
            "“We were never told the price,” Rita Alves wrote to the paper a week later, in a letter of four pages.";
        sources.add(sketch(other), Some("Gazette"), 0.9);
        assert_eq!((sources.texts(), sources.confidences()), (3, vec![0.9]));
    }

    proptest::proptest! {
        #[test]
        fn any_text_and_place_can_be_sketched(text in "\\PC{0,80}", from in 0usize..90, length in 0usize..90) {
            let sketch = Sketch::of(&text, from..from + length);
            proptest::prop_assert!(sketch.is_copy_of(&sketch));
        }
    }
}
