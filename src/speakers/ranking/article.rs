//! The context of one article: everything that the ranker knows before the first decision.

use std::ops::Range;

use super::super::entities::Entities;
use super::super::entity::Entity;
use super::super::name::Name;
use super::instance::{Instance, head, noun};
use super::mentions::{Mentions, class_of, words_beside};
use super::name_form::{NameForm, lower_case_words};
use super::noun_phrases::{NounPhrase, key_of, noun_phrases, without_appositions};
use crate::attribution::Attribution;
use crate::model::{WordClass, WordClasses};
use crate::text::Document;

/// Two names joined by "and": "Smith and Jones".
#[derive(Clone, Debug)]
pub(super) struct Pair {
    /// The indices of both entities.
    pub entities: [usize; 2],
    /// From the first name to the end of the second.
    pub tokens: Range<usize>,
}

/// The context of one article.
pub(in crate::speakers) struct ArticleContext<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) names: &'a [Name],
    pub(super) entities: &'a Entities,
    /// The words of the titles and roles of each entity.
    pub(super) role_words: &'a [Vec<String>],
    /// The classes of these words.
    pub(super) role_word_classes: Vec<Vec<WordClass>>,
    /// The words next to the names of each entity.
    pub(super) beside: Vec<Vec<String>>,
    /// The classes of these words.
    pub(super) beside_classes: Vec<Vec<WordClass>>,
    /// The form of the name of each entity.
    pub(super) forms: Vec<NameForm>,
    pub(super) instances: Vec<Instance>,
    pub(super) mentions: Mentions,
    pub(super) phrases: Vec<NounPhrase>,
    pub(super) pairs: Vec<Pair>,
    pub(super) words: &'a WordClasses,
    /// For each token, 1 + the index of the innermost attribution with the token in its content; 0 outside.
    content_of: Vec<u32>,
    /// The entities with the most mentions, in descending order.
    pub(super) prominent: Vec<usize>,
    /// The author in the byline, who is "I" outside of quotations.
    pub(super) byline_author: Option<usize>,
}

/// Maximum number of prominent entities.
const MAX_PROMINENT: usize = 6;

impl<'a> ArticleContext<'a> {
    pub(in crate::speakers) fn new(
        document: &'a Document<'a>,
        names: &'a [Name],
        entities: &'a Entities,
        role_words: &'a [Vec<String>],
        attributions: &'a [Attribution],
        words: &'a WordClasses,
    ) -> Self {
        let mut prominent: Vec<usize> = (0..entities.all.len()).collect();
        prominent.sort_by_key(|&entity| std::cmp::Reverse(entities.all[entity].mentions.len()));
        prominent.truncate(MAX_PROMINENT);
        let mentions = Mentions::new(document, names, entities, attributions, words);
        let beside = |entity: &Entity| words_beside(document, &entity.mentions, &mentions.all);
        let beside: Vec<Vec<String>> = entities.all.iter().map(beside).collect();
        let lowered = lower_case_words(document);
        let form = |entity: &Entity| NameForm::new(document, names, entity, &lowered, words);
        Self {
            role_word_classes: role_words.iter().map(|role_words| classes_of(role_words, words)).collect(),
            beside_classes: beside.iter().map(|beside| classes_of(beside, words)).collect(),
            forms: entities.all.iter().map(form).collect(),
            beside,
            instances: attributions.iter().map(|attribution| Instance::new(document, names, attribution)).collect(),
            mentions,
            phrases: without_appositions(document, names, entities, noun_phrases(document, names)),
            pairs: pairs(document, names, entities),
            content_of: contents(document, attributions),
            prominent,
            byline_author: byline_author(document, names, entities),
            document,
            names,
            entities,
            role_words,
            words,
        }
    }

    /// The attribution with `token` in its content.
    pub(super) fn content_at(&self, token: usize) -> Option<usize> {
        (*self.content_of.get(token)? as usize).checked_sub(1)
    }

    /// The index of the first name that ends after `token`.
    pub(super) fn name_from(&self, token: usize) -> usize {
        self.names.partition_point(|name| name.tokens.end <= token)
    }

    /// A hash of words without a name.
    pub(super) fn key_of(&self, tokens: &Range<usize>) -> u64 {
        key_of(self.document, tokens)
    }
}

impl ArticleContext<'_> {
    /// The noun that describes the referent of `tokens`.
    pub(in crate::speakers) fn noun_in(&self, tokens: &Range<usize>) -> Option<usize> {
        let from = self.name_from(tokens.start);
        let inside = self.names[from..].iter().take_while(|name| name.tokens.start < tokens.end).count();
        noun(self.document, &head(self.document, &self.names[from..from + inside], tokens))
    }
}

fn classes_of(all: &[String], words: &WordClasses) -> Vec<WordClass> {
    all.iter().map(|word| class_of(word, words)).collect()
}

/// For each token, 1 + the index of the attribution with the token in its content. Contents are sorted by their start,
/// so inner ones overwrite outer ones.
fn contents(document: &Document, attributions: &[Attribution]) -> Vec<u32> {
    let mut contents = vec![0; document.tokens.len()];
    for (number, attribution) in attributions.iter().enumerate() {
        for piece in &attribution.content {
            contents[document.tokens_in(*piece)].fill(number as u32 + 1);
        }
    }
    contents
}

/// The byline is one of the first paragraphs and short.
const MAX_BYLINE_PARAGRAPH: usize = 3;
const MAX_BYLINE_TOKENS: usize = 8;

/// The only person named in a line near the top of the article that begins with "By".
fn byline_author(document: &Document, names: &[Name], entities: &Entities) -> Option<usize> {
    let is_byline = |paragraph: &&Range<usize>| {
        document.lower(paragraph.start) == "by" && (2..=MAX_BYLINE_TOKENS).contains(&paragraph.len())
    };
    let byline = document.paragraphs.iter().take(MAX_BYLINE_PARAGRAPH).find(is_byline)?;
    let inside = |name: &Name| byline.contains(&name.tokens.start);
    let named = names.iter().zip(&entities.of_name).filter(|(name, _)| inside(name)).map(|(_, entity)| *entity);
    let mut persons = named.filter(|&entity| entities.all[entity].may_be_person());
    let byline_author = persons.next()?;
    persons.all(|other| other == byline_author).then_some(byline_author)
}

/// The pairs of names joined by "and", in order.
fn pairs(document: &Document, names: &[Name], entities: &Entities) -> Vec<Pair> {
    let joined = |index: usize| {
        let (one, other) = (&names[index], &names[index + 1]);
        let start = other.start();
        let and = one.tokens.end + 1 == start && matches!(document.word(one.tokens.end), "and" | "&");
        let both = [entities.of_name[index], entities.of_name[index + 1]];
        let alike = both.map(|entity| entities.all[entity].may_be_person());
        (and && both[0] != both[1] && alike[0] == alike[1])
            .then(|| Pair { entities: both, tokens: one.start()..other.tokens.end })
    };
    (0..names.len().saturating_sub(1)).filter_map(joined).collect()
}

#[cfg(test)]
mod tests {
    use super::super::marked::with_marked;

    #[test]
    fn two_names_of_one_kind_joined_by_and_are_a_pair() {
        for (text, pairs) in [
            ("Ann Lee and Bob Ray left.", 1),
            ("Acme Bank & Velbo grew.", 1),
            ("Ann Lee and Mr. Ray left.", 1),
            ("Ann Lee and Acme Bank left.", 0),
            ("Ann Lee and Lee left.", 0),
            ("Ann Lee or Bob Ray left.", 0),
            ("Ann Lee, and then Bob Ray, left.", 0),
        ] {
            assert_eq!(with_marked(text, |article| article.pairs.len()), pairs, "{text}");
        }
    }

    #[test]
    fn a_token_is_in_its_innermost_content() {
        with_marked("{Ann Lee} said [{Bob Ray} said [it rains] there].", |article| {
            let found: Vec<_> = (0..10).map(|token| article.content_at(token)).collect();
            let outer = Some(0);
            let inner = Some(1);
            assert_eq!(found, [None, None, None, outer, outer, outer, inner, inner, outer, None]);
        });
    }

    #[test]
    fn the_only_person_in_a_short_line_at_the_top_is_the_author() {
        for (text, is_author) in [
            ("By Ann Lee\n\nIt rained.", true),
            ("Rain\n\nBy Ann Lee on Monday\n\nIt rained.", true),
            ("Rain\n\nWind\n\nSnow\n\nBy Ann Lee\n\nIt rained.", false),
            ("By Ann Lee and Bob Ray\n\nIt rained.", false),
            ("By Acme Bank\n\nIt rained.", false),
            ("By Ann Lee, Acme Bank\n\nIt rained.", true),
            ("By the river Ann Lee saw ten old boats.\n\nIt rained.", false),
            ("Ann Lee\n\nIt rained.", false),
        ] {
            assert_eq!(with_marked(text, |article| article.byline_author.is_some()), is_author, "{text}");
        }
    }
}
