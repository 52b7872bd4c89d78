//! An index of links by sentence, for articles of a million words.

use rustc_hash::FxHashMap;

use super::link::Link;
use crate::text::Document;

/// Indices of links, by the sentences of their contents and cues.
pub(super) struct LinksBySentence(FxHashMap<usize, Vec<usize>>);

impl LinksBySentence {
    /// Indexes all `links`.
    pub fn of(document: &Document, links: &[Link]) -> Self {
        let mut found = Self(FxHashMap::default());
        (0..links.len()).for_each(|at| found.add(document, at, &links[at]));
        found
    }

    /// Adds the link with index `at`.
    pub fn add(&mut self, document: &Document, at: usize, link: &Link) {
        for part in link.contents.iter().chain(&link.cue).filter(|part| !part.is_empty()) {
            for sentence in document.sentence_of(part.start)..document.sentence_of(part.end - 1) + 1 {
                let places = self.0.entry(sentence).or_default();
                if places.last() != Some(&at) {
                    places.push(at);
                }
            }
        }
    }

    /// The links with a part in this sentence.
    pub fn within(&self, sentence: usize) -> Vec<usize> {
        self.0.get(&sentence).cloned().unwrap_or_default()
    }
}
