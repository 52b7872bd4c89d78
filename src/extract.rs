//! Article to quotes: the one place that knows the order of the stages, in any language.

mod batch;
#[cfg(feature = "parallel")]
mod parallel;
mod record;

pub(crate) use batch::{BATCH_SIZE, batch_length};

use self::batch::batches;
use self::record::records;
use crate::article::Article;
use crate::lang::{Language, Languages, MarksOnly, ModelError, People};
use crate::language::{LanguageChoice, LanguageCode};
use crate::quote::{AttributionType, Quote};

/// Finds who said what in an article.
///
/// ```
/// use quotedex::{Article, Extractor};
///
/// let article = Article::new("a", "“The tide waits for nobody,” harbour master Ann Smith said on Monday.");
/// let quotes = Extractor::new()?.extract(&article);
/// assert_eq!(quotes[0].text, "The tide waits for nobody,");
/// assert_eq!(quotes[0].speaker.name.as_deref(), Some("Ann Smith"));
/// # Ok::<(), quotedex::ModelError>(())
/// ```
pub struct Extractor {
    languages: Languages,
}

/// What was found in an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ArticleQuotes {
    /// Every attribution, statements and attitudes, in order of their content.
    pub quotes: Vec<Quote>,
    /// The language of the article, if it has no module: only quotations in marks were found then, without speakers.
    pub other_language: Option<LanguageCode>,
}

impl ArticleQuotes {
    /// The quotes with at least this confidence; attitudes (believes, wants) only if they are asked for.
    pub fn filtered(self, min_confidence: f32, attitudes: bool) -> Vec<Quote> {
        let mut quotes = self.quotes;
        quotes.retain(|quote| {
            (attitudes || quote.report == AttributionType::Statement) && quote.confidence >= min_confidence
        });
        quotes
    }
}

impl Extractor {
    /// An extractor with the weights that the library ships. It detects the language of each article.
    ///
    /// # Errors
    ///
    /// When the weights compiled into the library are damaged or of another version.
    pub fn new() -> Result<Self, ModelError> {
        Ok(Self::with_languages(Languages::shipped()?))
    }

    /// An extractor for these languages.
    pub(crate) fn with_languages(languages: Languages) -> Self {
        Self { languages }
    }

    /// The same, with persons whom the user knows: their list overrides what is guessed of speakers.
    pub fn with_people(mut self, people: People) -> Self {
        self.languages.set_people(&people);
        self
    }

    /// The same, with the user's choice of the language of all articles.
    pub fn with_language(mut self, choice: LanguageChoice) -> Self {
        self.languages.choose(choice);
        self
    }

    /// The same without the rules of attribution that have one of these ids, to measure what they are worth.
    pub fn without_rules(mut self, ids: &[String]) -> Self {
        self.languages.leave_out_rules(ids);
        self
    }

    /// Every attribution of `article`, statements and attitudes, in order of their content.
    ///
    /// Any text is accepted; the time taken is proportional to its length.
    pub fn extract(&self, article: &Article) -> Vec<Quote> {
        self.extract_each(&[article]).pop().map(|found| found.quotes).unwrap_or_default()
    }

    /// The same for each of several articles, one after the other on this thread, and somewhat faster.
    ///
    /// Each stage takes a few articles together, so that its weights stay in the core's caches. What is found in an article
    /// does not depend on the others.
    pub fn extract_each(&self, articles: &[&Article]) -> Vec<ArticleQuotes> {
        let languages: Vec<_> = articles.iter().map(|article| self.languages.language_of(article)).collect();
        let extract = |(code, batch)| {
            let module = self.languages.module(code);
            let other_language = module.is_none().then_some(code);
            let quotes = extract_batch(module.unwrap_or(&MarksOnly), batch);
            quotes.into_iter().map(move |quotes| ArticleQuotes { quotes, other_language })
        };
        batches(articles, &languages).flat_map(extract).collect()
    }
}

/// The whole flow: a few articles of one language go through the stages together, and become records.
fn extract_batch(language: &dyn Language, articles: &[&Article]) -> Vec<Vec<Quote>> {
    let documents = language.documents(articles);
    let attributions = language.attributions(&documents);
    let speakers = language.speakers(&documents, &attributions);
    let topics = language.topics(articles, &documents, &attributions, &speakers);
    records(articles, &documents, attributions, speakers, topics)
}
