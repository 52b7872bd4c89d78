//! English: the learned tagger and linker, the rules, the speakers and the topics, in their order.

use super::language::{Language, TopicNames};
use super::stemmer::Stemmer;
use super::{Attribution, Document, ModelError, People, Resolved};
use crate::article::Article;
use crate::attribution::{Rules, Weights, attribute_with_rules, rule_sentences};
use crate::span::Span;
use crate::speakers::Resolver;
use crate::tag::Tagger;
use crate::topics::Topics;

/// The stemmer for English words.
pub(super) const STEMMER: Stemmer = Stemmer::English;

/// Words that make up a sixth of English news and hardly occur in other languages. Lower case.
pub(super) const FREQUENT_WORDS: [&str; 14] =
    ["the", "and", "of", "that", "with", "by", "from", "this", "his", "said", "has", "have", "they", "which"];

/// The English pipeline.
pub struct English {
    tagger: Tagger,
    weights: Weights,
    rules: Rules,
    speakers: Resolver,
}

impl English {
    /// With the weights that the library ships.
    ///
    /// # Errors
    ///
    /// When they are damaged or of another version.
    pub fn shipped() -> Result<Self, ModelError> {
        let (tagger, weights, speakers) = (Tagger::shipped()?, Weights::shipped()?, Resolver::shipped()?);
        Ok(Self { tagger, weights, rules: Rules::default(), speakers })
    }

    /// For each of `names` whether the pronoun at `pronoun` refers to it; for evaluation on GAP.
    ///
    /// The spans of `names` count as names of persons. Every other person whom the article names is a candidate as well,
    /// so that often none of `names` is the referent.
    pub fn resolve_pronoun(&self, article: &Article, pronoun: Span, names: &[Span]) -> Vec<bool> {
        let document = Document::new(article.text());
        let attributions =
            attribute_with_rules(&self.rules, &document, &self.tagger.tag_with_marginals(&document), &self.weights);
        let names: Vec<_> = names.iter().map(|&name| document.tokens_in(name)).collect();
        self.speakers.resolve_pronoun(&document, &attributions, document.tokens_in(pronoun).start, &names)
    }
}

impl Language for English {
    fn attributions(&self, documents: &[Document]) -> Vec<Vec<Attribution>> {
        let tagged: Vec<_> = documents.iter().map(|document| self.tagger.tag_with_marginals(document)).collect();
        let link = |(document, tagged)| attribute_with_rules(&self.rules, document, tagged, &self.weights);
        documents.iter().zip(&tagged).map(link).collect()
    }

    fn speakers(&self, documents: &[Document], attributions: &[Vec<Attribution>]) -> Vec<Vec<Resolved>> {
        let resolve = |(document, attributions): (_, &Vec<_>)| self.speakers.resolve(document, attributions);
        documents.iter().zip(attributions).map(resolve).collect()
    }

    fn topics(
        &self,
        articles: &[&Article],
        documents: &[Document],
        attributions: &[Vec<Attribution>],
        speakers: &[Vec<Resolved>],
    ) -> Vec<Vec<TopicNames>> {
        let found = attributions.iter().zip(speakers);
        let each = articles.iter().zip(documents).zip(found);
        each.map(|((article, document), (attributions, speakers))| topics(article, document, attributions, speakers))
            .collect()
    }

    fn set_people(&mut self, people: People) {
        self.speakers.set_people(people);
    }

    fn leave_out_rules(&mut self, ids: &[String]) {
        self.rules = Rules::without(ids);
    }
}

/// The topics of the attributions of one article.
fn topics(
    article: &Article,
    document: &Document,
    attributions: &[Attribution],
    speakers: &[Resolved],
) -> Vec<TopicNames> {
    let sources: Vec<_> = attributions.iter().filter_map(|attribution| attribution.source.clone()).collect();
    let topics = Topics::new(article, document, &sources);
    let both = attributions.iter().zip(speakers);
    both.map(|(attribution, resolved)| topics.of(document, &attribution.content, &resolved.speaker)).collect()
}

/// The rules of attribution that can be left out: their ids, and what each one does.
pub fn rules() -> impl Iterator<Item = (&'static str, &'static str)> {
    rule_sentences()
}
