//! The labels of names in articles whose speakers a person named: what a first recogniser finds, put right where the
//! speakers' full names tell better.
//!
//! Every occurrence of a speaker's full name is a name of exactly those words. Words that the recogniser would add to it are
//! left without a label: they may be a title, an office or a name of their own. A surname or given name alone is the
//! speaker's where the words beside it are in small letters.

use std::collections::BTreeMap;
use std::ops::Range;

use super::crf::ANY;
use super::name_figures::named_speakers;
use crate::evaluate::GoldArticle;
use crate::lexicon::List;
use crate::speakers::{Sort, fold};
use crate::text::Document;

/// A name's place and what bears it.
pub type Found = (Sort, Range<usize>);

/// The label of each token of `document`, the text of `article`, in which a recogniser `found` these names.
pub fn projected(article: &GoldArticle, document: &Document, found: &[Found]) -> Vec<u8> {
    let mut labels = Labels {
        document,
        words: (0..document.tokens.len()).map(|token| fold(document.word(token))).collect(),
        labels: vec![0; document.tokens.len()],
        sure: vec![false; document.tokens.len()],
        found,
    };
    found.iter().for_each(|(sort, span)| labels.write(*sort, span.clone()));
    let speakers = speakers(article);
    // Longest first: "Ann Lee Ray" holds "Ann Lee".
    let mut full: Vec<&(Sort, Vec<String>)> = speakers.iter().filter(|(_, words)| words.len() > 1).collect();
    full.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
    full.iter().for_each(|(sort, words)| labels.full(*sort, words));
    let single = speakers.iter().filter(|(_, words)| words.len() == 1).map(|(sort, words)| (*sort, &words[0]));
    let parts = parts_of_one(&speakers);
    single.chain(parts).for_each(|(sort, word)| labels.alone(sort, word));
    labels.labels
}

/// The labelled speakers' names as folded words, without those that stand in small letters.
fn speakers(article: &GoldArticle) -> Vec<(Sort, Vec<String>)> {
    let words = |speaker: &&crate::evaluate::Attributed| {
        let name = speaker.speaker.as_ref()?.as_deref()?;
        let is_person = speaker.speaker_kind.as_deref() == Some("person");
        let sort = if is_person { Sort::Person } else { Sort::Organisation };
        let document = Document::new(name);
        let named = document.word(0).starts_with(char::is_uppercase);
        let words = (0..document.tokens.len()).map(|token| fold(document.word(token))).collect();
        named.then_some((sort, words))
    };
    named_speakers(article).iter().filter_map(words).collect()
}

/// The surnames and given names that only one of the speakers bears.
fn parts_of_one(speakers: &[(Sort, Vec<String>)]) -> Vec<(Sort, &String)> {
    let mut bearers: BTreeMap<&String, usize> = BTreeMap::new();
    let people = || speakers.iter().filter(|(sort, words)| *sort == Sort::Person && words.len() > 1);
    for word in people().flat_map(|(_, words)| words) {
        *bearers.entry(word).or_default() += 1;
    }
    let ends = people().flat_map(|(_, words)| words.last().into_iter().chain(words.first()));
    ends.filter(|end| end.len() > 2 && bearers[*end] == 1).map(|end| (Sort::Person, end)).collect()
}

struct Labels<'a> {
    document: &'a Document<'a>,
    /// The words of all tokens, folded.
    words: Vec<String>,
    labels: Vec<u8>,
    /// Which tokens a speaker's name has labelled.
    sure: Vec<bool>,
    found: &'a [Found],
}

impl Labels<'_> {
    fn write(&mut self, sort: Sort, span: Range<usize>) {
        for token in span.clone() {
            self.labels[token] = sort.label(token == span.start) as u8;
        }
    }

    /// Labels all occurrences of a name of several words.
    fn full(&mut self, sort: Sort, words: &[String]) {
        for start in 0..(self.words.len() + 1).saturating_sub(words.len()) {
            let span = start..start + words.len();
            if self.words[span.clone()] == *words && !self.sure[span.clone()].contains(&true) {
                self.settle(sort, span);
            }
        }
    }

    /// Labels the places where a name of one word stands without capitals beside it, or was found as it is.
    fn alone(&mut self, sort: Sort, word: &String) {
        for token in 0..self.words.len() {
            if self.words[token] != *word || self.sure[token] || !self.document.is_capitalised(token) {
                continue;
            }
            let lists = self.document.lists(token);
            let begins = self.document.sentences[self.document.sentence_of(token)].start == token;
            let doubtful = begins && (lists.has(List::FunctionWords) || lists.has(List::Calendar));
            let place = sort == Sort::Organisation && lists.has(List::Places);
            let (spans, alone) = (token..token + 1, !self.is_beside_capital(token));
            let as_found = self.found.iter().any(|(_, span)| *span == spans);
            if (alone || as_found) && !doubtful && !place {
                self.settle(sort, spans);
            }
        }
    }

    fn is_beside_capital(&self, token: usize) -> bool {
        let capital = |token: Option<usize>| {
            token.is_some_and(|token| token < self.words.len() && self.document.is_capitalised(token))
        };
        capital(token.checked_sub(1)) || capital(Some(token + 1))
    }

    /// Labels `span` as a name; of found names that reach beyond it nothing else is known.
    fn settle(&mut self, sort: Sort, span: Range<usize>) {
        let crossing = self.found.iter().filter(|(_, found)| found.start < span.end && span.start < found.end);
        for token in crossing.flat_map(|(_, found)| found.clone()) {
            if !self.sure[token] {
                self.labels[token] = ANY;
            }
        }
        self.write(sort, span.clone());
        self.sure[span].fill(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::Attributed;

    #[test]
    fn a_speakers_name_cuts_what_was_found_and_finds_what_was_missed() {
        let text = "Then Acting Harbour Master Ann Lee spoke of Mere Hohepa. Hohepa left. Lee Street is shut. Bank of Ayr paid.";
        let document = Document::new(text);
        let speaker = |name: &str, kind: &str| Attributed {
            speaker: Some(Some(name.to_owned())),
            speaker_kind: Some(kind.to_owned()),
            ..Attributed::default()
        };
        let article = GoldArticle {
            attributions: vec![
                speaker("Ann Lee", "person"),
                speaker("Mere Hohepa", "person"),
                speaker("Bank of Ayr", "organisation"),
            ],
            ..GoldArticle::default()
        };
        let labels = projected(&article, &document, &[(Sort::Organisation, 1..6), (Sort::Place, 14..16)]);
        let label = |word: &str, nth: usize| {
            let at = (0..labels.len()).filter(|&token| document.word(token) == word).nth(nth).unwrap();
            labels[at]
        };
        assert_eq!([label("Acting", 0), label("Master", 0), label("Ann", 0), label("Lee", 0)], [ANY, ANY, 1, 2]);
        assert_eq!([label("Mere", 0), label("Hohepa", 0), label("Hohepa", 1)], [1, 2, 1]);
        assert_eq!([label("Lee", 1), label("Street", 0)], [5, 6], "left as it was found");
        assert_eq!([label("Bank", 0), label("of", 1), label("Ayr", 0), label("paid", 0)], [3, 4, 4, 0]);
    }
}
