//! An extractor that is made when the first new article comes: when nothing is new, no weights are loaded.

use once_cell::sync::OnceCell;

use crate::article::Article;
use crate::extract::{ArticleQuotes, BATCH_SIZE, Extractor};
use crate::language::LanguageChoice;
use crate::model::ModelError;
use crate::speakers::People;

/// What is needed to extract quotes.
pub(super) struct LazyExtractor {
    people: People,
    lang: LanguageChoice,
    extractor: OnceCell<Extractor>,
}

impl LazyExtractor {
    /// With these people, for articles in this language.
    pub(super) fn new(people: People, lang: LanguageChoice) -> Self {
        Self { people, lang, extractor: OnceCell::new() }
    }

    /// The quotes of each article. A few articles are extracted on this core, since the others have work of their own.
    pub(super) fn extract(&self, articles: &[&Article]) -> Result<Vec<ArticleQuotes>, ModelError> {
        // Fallible, which the lazy cells of the standard library are not.
        let load = || Ok::<_, ModelError>(Extractor::new()?.with_people(self.people.clone()).with_language(self.lang));
        let extractor = self.extractor.get_or_try_init(load)?;
        Ok(match articles.len() {
            0..=BATCH_SIZE => extractor.extract_each(articles),
            _ => extractor.extract_all(articles),
        })
    }
}
