//! Which articles bear witness of their own: copies of one text are one piece of evidence, whatever their publishers.
//!
//! Wire copy is printed under other headlines, cut, added to, updated and edited by a word or two. So articles are held
//! against each other by the reporter's own words, three by three (the shingles of A. Broder, "On the resemblance and
//! containment of documents", 1997), in the whole article and around the quotation. Half of the shorter one's is
//! enough: reporters who write for themselves share a few. What stands in quotation marks does not count, for that
//! is the same when two reporters heard the same speech.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::FxHasher;

use super::marked::within_marks;
use crate::article::publisher_key;
use crate::index::words;

/// Words of a shingle.
const SHINGLE: usize = 3;
/// Share of the shorter text's shingles that two copies have in common.
const COPIED: f32 = 0.5;
/// Bytes on each side of the quotation that are around it.
const AROUND: usize = 700;
/// Fewest shingles around a quotation that tell anything: "Ann Smith said on Monday" is written by many.
const FEWEST_AROUND: usize = 8;
/// Bytes of an article that are looked at, on each side of the quotation.
const MOST: usize = 20_000;

/// The reporter's own words of an article, to be held against another's.
pub(super) struct Sketch {
    /// Shingles, sorted, each once.
    all: Vec<u64>,
    around: Vec<u64>,
    /// All words as one number, quoted ones included.
    whole: u64,
}

impl Sketch {
    /// Of an article with the `text`, in which the quotation stands at `place`.
    pub(super) fn of(text: &str, place: Range<usize>) -> Self {
        let (start, end) =
            (border(text, place.start.saturating_sub(MOST)), border(text, place.end.saturating_add(MOST)));
        let near = place.start.saturating_sub(AROUND)..place.end.saturating_add(AROUND);
        let quoted = within_marks(text);
        let mut quoted = quoted.iter().peekable();
        let (mut whole, mut own) = (FxHasher::default(), Vec::new());
        for word in words(&text[start..end]) {
            let at = start + word.range.start;
            word.folded.hash(&mut whole);
            while quoted.next_if(|range| range.end <= at).is_some() {}
            let said = quoted.peek().is_some_and(|range| range.contains(&at)) || place.contains(&at);
            if !said {
                own.push((hashed(&word.folded), near.contains(&at)));
            }
        }
        let shingles = own.windows(SHINGLE.min(own.len().max(1))).map(|window| {
            let hash = window.iter().fold(0u64, |hash, (word, _)| hash.rotate_left(21) ^ word);
            (hash, window.iter().all(|(_, near)| *near))
        });
        let (mut all, mut around) = (Vec::new(), Vec::new());
        for (hash, near) in shingles {
            all.push(hash);
            if near {
                around.push(hash);
            }
        }
        for set in [&mut all, &mut around] {
            set.sort_unstable();
            set.dedup();
        }
        Self { all, around, whole: whole.finish() }
    }

    /// Whether one is a copy of the other.
    fn is_copy_of(&self, other: &Sketch) -> bool {
        let around = self.around.len().min(other.around.len()) >= FEWEST_AROUND && copied(&self.around, &other.around);
        self.whole == other.whole || around || copied(&self.all, &other.all)
    }
}

/// Whether two sorted sets have half of the smaller one in common.
fn copied(one: &[u64], other: &[u64]) -> bool {
    let (mut at, mut common) = (0, 0);
    for shingle in one {
        while other.get(at).is_some_and(|other| other < shingle) {
            at += 1;
        }
        common += usize::from(other.get(at) == Some(shingle));
    }
    let fewer = one.len().min(other.len());
    fewer > 0 && common as f32 >= COPIED * fewer as f32
}

fn hashed(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    word.hash(&mut hasher);
    hasher.finish()
}

/// The last character border that is not behind byte `at`.
fn border(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The articles that have a quotation, as evidence.
#[derive(Default)]
pub(super) struct Witnesses {
    texts: Vec<Text>,
}

/// One text, in however many articles.
struct Text {
    sketch: Sketch,
    /// The confidence of its first article.
    confidence: f32,
    publishers: Vec<String>,
}

impl Witnesses {
    /// One more article, with the confidence that it gives the quotation.
    pub(super) fn add(&mut self, sketch: Sketch, publisher: Option<&str>, confidence: f32) {
        let publisher = publisher.map(publisher_key).unwrap_or_default();
        let known = self.texts.iter_mut().find(|text| text.sketch.is_copy_of(&sketch));
        match known {
            Some(text) => text.publishers.push(publisher),
            None => self.texts.push(Text { sketch, confidence, publishers: vec![publisher] }),
        }
    }

    /// How many texts there are.
    pub(super) fn texts(&self) -> usize {
        self.texts.len()
    }

    /// The confidence of each witness: texts of one publisher, or without any, are one, with the best of theirs.
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
            format!("By our staff\n{WIRE}\nBuses ran as usual, and nobody was hurt. More to follow in the evening.");
        let edited =
            WIRE.replace("midnight", "two in the morning").replace("Thursday", "Friday").replace("left", "quit");
        for copy in [WIRE, cut, &longer, &edited] {
            assert!(sketch(WIRE).is_copy_of(&sketch(copy)) && sketch(copy).is_copy_of(&sketch(WIRE)), "{copy}");
        }
        assert!(!sketch(WIRE).is_copy_of(&sketch(OWN)));
        // Told by an own report, with the paragraphs of the wire around the words.
        let own =
            "All week the city had waited for news of its trams and of those who drive them every day of the year. ";
        assert!(sketch(&(own.repeat(30) + WIRE)).is_copy_of(&sketch(WIRE)));
    }

    #[test]
    fn evidence_counts_once() {
        let mut witnesses = Witnesses::default();
        for publisher in 0..20 {
            witnesses.add(sketch(WIRE), Some(&publisher.to_string()), 0.29);
        }
        assert_eq!((witnesses.texts(), witnesses.confidences()), (1, vec![0.29]));
        witnesses.add(sketch(OWN), Some("Gazette"), 0.8);
        assert_eq!((witnesses.texts(), witnesses.confidences()), (2, vec![0.29, 0.8]));
        // One paper, two texts.
        witnesses.add(sketch(&OWN.replace("Drivers filled the gallery on Monday night.", "")), Some("7"), 0.9);
        assert_eq!(witnesses.texts(), 2);
        let other =
            "“We were never told the price,” Rita Alves wrote to the paper a week later, in a letter of four pages.";
        witnesses.add(sketch(other), Some("Gazette"), 0.9);
        assert_eq!((witnesses.texts(), witnesses.confidences()), (3, vec![0.9]));
    }

    proptest::proptest! {
        #[test]
        fn any_text_and_place_can_be_sketched(text in "\\PC{0,80}", from in 0usize..90, length in 0usize..90) {
            let sketch = Sketch::of(&text, from..from + length);
            proptest::prop_assert!(sketch.is_copy_of(&sketch));
        }
    }
}
