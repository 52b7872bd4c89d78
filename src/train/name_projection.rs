//! Projects labelled speaker names onto tokens: the names that a first recogniser finds, corrected by the speakers'
//! full names.
//!
//! Every occurrence of a speaker's full name is a name of exactly these words. Words that the recogniser would add to
//! it become unknown: they may be a title, an office or another name. A surname or given name alone refers to the
//! speaker if its neighbours are not capitalised.

use std::collections::BTreeMap;
use std::ops::Range;

use super::crf::ANY;
use super::name_figures::named_speakers;
use crate::evaluate::GoldArticle;
use crate::lexicon::List;
use crate::speakers::{EntityType, fold};
use crate::text::Document;

/// A recognised name: its type and its tokens.
pub type TypedSpan = (EntityType, Range<usize>);

/// The label of each token of `document`, the text of `article`, in which a recogniser `found` these names.
pub fn projected(article: &GoldArticle, document: &Document, found: &[TypedSpan]) -> Vec<u8> {
    let mut labels = Labels {
        document,
        words: (0..document.tokens.len()).map(|token| fold(document.word(token))).collect(),
        labels: vec![0; document.tokens.len()],
        sure: vec![false; document.tokens.len()],
        found,
    };
    found.iter().for_each(|(entity_type, span)| labels.write(*entity_type, span.clone()));
    let speakers = speakers(article);
    // Longest first: "Ann Lee Ray" contains "Ann Lee".
    let mut full: Vec<&(EntityType, Vec<String>)> = speakers.iter().filter(|(_, words)| words.len() > 1).collect();
    full.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
    full.iter().for_each(|(entity_type, words)| labels.full(*entity_type, words));
    let single =
        speakers.iter().filter(|(_, words)| words.len() == 1).map(|(entity_type, words)| (*entity_type, &words[0]));
    let parts = parts_of_one(&speakers);
    single.chain(parts).for_each(|(entity_type, word)| labels.alone(entity_type, word));
    labels.labels
}

/// The folded words of the labelled speakers' names, without names in lower case.
fn speakers(article: &GoldArticle) -> Vec<(EntityType, Vec<String>)> {
    let words = |speaker: &&crate::evaluate::LabelledAttribution| {
        let name = speaker.speaker.as_ref()?.as_deref()?;
        let is_person = speaker.speaker_kind.as_deref() == Some("person");
        let entity_type = if is_person { EntityType::Person } else { EntityType::Organisation };
        let document = Document::new(name);
        let named = document.word(0).starts_with(char::is_uppercase);
        let words = (0..document.tokens.len()).map(|token| fold(document.word(token))).collect();
        named.then_some((entity_type, words))
    };
    named_speakers(article).iter().filter_map(words).collect()
}

/// The surnames and given names that only one of the speakers has.
fn parts_of_one(speakers: &[(EntityType, Vec<String>)]) -> Vec<(EntityType, &String)> {
    let mut bearers: BTreeMap<&String, usize> = BTreeMap::new();
    let people =
        || speakers.iter().filter(|(entity_type, words)| *entity_type == EntityType::Person && words.len() > 1);
    for word in people().flat_map(|(_, words)| words) {
        *bearers.entry(word).or_default() += 1;
    }
    let ends = people().flat_map(|(_, words)| words.last().into_iter().chain(words.first()));
    ends.filter(|end| end.len() > 2 && bearers[*end] == 1).map(|end| (EntityType::Person, end)).collect()
}

struct Labels<'a> {
    document: &'a Document<'a>,
    /// The folded words of all tokens.
    words: Vec<String>,
    labels: Vec<u8>,
    /// Whether a speaker's name has labelled the token.
    sure: Vec<bool>,
    found: &'a [TypedSpan],
}

impl Labels<'_> {
    fn write(&mut self, entity_type: EntityType, span: Range<usize>) {
        for token in span.clone() {
            self.labels[token] = entity_type.label(token == span.start) as u8;
        }
    }

    /// Labels all occurrences of a name of several words.
    fn full(&mut self, entity_type: EntityType, words: &[String]) {
        for start in 0..(self.words.len() + 1).saturating_sub(words.len()) {
            let span = start..start + words.len();
            if self.words[span.clone()] == *words && !self.sure[span.clone()].contains(&true) {
                self.settle(entity_type, span);
            }
        }
    }

    /// Labels the occurrences of a name of one word whose neighbours are not capitalised, or that the recogniser found
    /// alone.
    fn alone(&mut self, entity_type: EntityType, word: &String) {
        for token in 0..self.words.len() {
            if self.words[token] != *word || self.sure[token] || !self.document.is_capitalised(token) {
                continue;
            }
            let lists = self.document.lists(token);
            let begins = self.document.sentences[self.document.sentence_of(token)].start == token;
            let doubtful = begins && (lists.has(List::FunctionWords) || lists.has(List::Calendar));
            let place = entity_type == EntityType::Organisation && lists.has(List::Places);
            let (spans, alone) = (token..token + 1, !self.is_beside_capital(token));
            let as_found = self.found.iter().any(|(_, span)| *span == spans);
            if (alone || as_found) && !doubtful && !place {
                self.settle(entity_type, spans);
            }
        }
    }

    fn is_beside_capital(&self, token: usize) -> bool {
        let capital = |token: Option<usize>| {
            token.is_some_and(|token| token < self.words.len() && self.document.is_capitalised(token))
        };
        capital(token.checked_sub(1)) || capital(Some(token + 1))
    }

    /// Labels `span` as a name. Other tokens of names that overlap it become unknown.
    fn settle(&mut self, entity_type: EntityType, span: Range<usize>) {
        let crossing = self.found.iter().filter(|(_, found)| found.start < span.end && span.start < found.end);
        for token in crossing.flat_map(|(_, found)| found.clone()) {
            if !self.sure[token] {
                self.labels[token] = ANY;
            }
        }
        self.write(entity_type, span.clone());
        self.sure[span].fill(true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::LabelledAttribution;

    #[test]
    fn speaker_names_override_recognised_names() {
        let text = "Then Acting Harbour Master Ann Lee spoke of Mere Hohepa. Hohepa left. Lee Street is shut. Bank of Ayr paid.";
        let document = Document::new(text);
        let speaker = |name: &str, kind: &str| LabelledAttribution {
            speaker: Some(Some(name.to_owned())),
            speaker_kind: Some(kind.to_owned()),
            ..LabelledAttribution::default()
        };
        let article = GoldArticle {
            attributions: vec![
                speaker("Ann Lee", "person"),
                speaker("Mere Hohepa", "person"),
                speaker("Bank of Ayr", "organisation"),
            ],
            ..GoldArticle::default()
        };
        let labels = projected(&article, &document, &[(EntityType::Organisation, 1..6), (EntityType::Place, 14..16)]);
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
