//! What a language has to provide: the stages between an article and its records.

use super::{Attribution, Document, People, Resolved};
use crate::article::Article;

/// The topics of one attribution, best first.
pub type TopicNames = Vec<String>;

/// The stages that turn articles of one language into attributions with speakers and topics.
///
/// Every stage takes a few articles together, so that its weights stay in the core's caches, and returns one item for each
/// of them, in their order. The result for an article must not depend on the others.
pub trait Language: Send + Sync {
    /// The articles cut into tokens, sentences and paragraphs, with their quotation marks paired.
    fn documents<'a>(&self, articles: &[&'a Article]) -> Vec<Document<'a>> {
        articles.iter().map(|article| Document::new(article.text())).collect()
    }

    /// The attributions in each document, in order of their content.
    fn attributions(&self, documents: &[Document]) -> Vec<Vec<Attribution>>;

    /// The speaker of each attribution.
    fn speakers(&self, documents: &[Document], attributions: &[Vec<Attribution>]) -> Vec<Vec<Resolved>>;

    /// The topics of each attribution.
    fn topics(
        &self,
        articles: &[&Article],
        documents: &[Document],
        attributions: &[Vec<Attribution>],
        speakers: &[Vec<Resolved>],
    ) -> Vec<Vec<TopicNames>>;

    /// Sets the persons whom the user knows; their list overrides what is guessed of speakers.
    fn set_people(&mut self, _people: People) {}

    /// Leaves out the rules of attribution with these ids, to measure what they are worth.
    fn leave_out_rules(&mut self, _ids: &[String]) {}
}
