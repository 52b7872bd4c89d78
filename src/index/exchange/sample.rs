//! A sample: an index in memory over the documents that a question needs, with the statistics of the whole.
//!
//! The documents are those of an index on disk, in the same order and made by the same code, so queries find, rank and
//! judge the same. An article whose text is not needed is a stub without it.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use tantivy::directory::RamDirectory;
use tantivy::tokenizer::TokenizerManager;
use tantivy::{TantivyDocument, TantivyError};

use super::super::analyzer::register_analyzers;
use super::super::corrections::Corrections;
use super::super::dedup::Fingerprint;
use super::super::document::{ArticleFields, add_speaker, article_document, quote_document, speaker_key};
use super::super::merged_speakers::MergedSpeakers;
use super::super::open::Index;
use super::super::schema::Fields;
use super::super::statistics::Statistics;
use super::document::{DocumentKind, NameForm, QuoteRecord, unwritable};
use super::record::{article_from_json, quote_from_json};
use crate::article::{Article, ArticleRef};
use crate::index::stored_json::decode_reference;
use crate::quote::Quote;

/// Bytes that the engine may use while it builds a sample.
const MEMORY: usize = 256 << 20;

/// A quote with the reference to its article.
#[derive(Clone, Debug)]
pub(crate) struct SampledQuote {
    pub quote: Quote,
    article: ArticleRef,
}

impl SampledQuote {
    /// The quote in a record; `None` when it is no record of this version.
    pub(crate) fn from_record(record: &str) -> Option<Self> {
        let QuoteRecord { quote, article } = serde_json::from_str(record).ok()?;
        let quote = quote_from_json(&quote)?;
        let article = match article {
            Some(reference) => decode_reference(&reference)?,
            None => quote.article.clone(),
        };
        Some(Self { quote, article })
    }
}

/// What a question needs of an index.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sample {
    /// By their numbers in the export.
    pub quotes: BTreeMap<u64, SampledQuote>,
    /// Articles with their texts, by id.
    articles: BTreeMap<String, Article>,
    names: BTreeMap<u64, NameForm>,
    topics: BTreeMap<u64, String>,
}

impl Sample {
    /// Adds the name in a record; `None` when there is none.
    pub(crate) fn add_name(&mut self, seq: u64, record: &str) -> Option<()> {
        self.names.insert(seq, serde_json::from_str(record).ok()?);
        Some(())
    }

    /// Adds the article in a record; `None` when there is none.
    pub(crate) fn add_article(&mut self, record: &str) -> Option<()> {
        let article = article_from_json(record)?;
        self.articles.insert(article.id.clone(), article);
        Some(())
    }

    /// Adds a topic of the index.
    pub(crate) fn add_topic(&mut self, seq: u64, topic: String) {
        self.topics.insert(seq, topic);
    }

    /// Whether the article is there with its text.
    pub(crate) fn has_text(&self, article: &str) -> bool {
        self.articles.contains_key(article)
    }

    /// The keys of all speakers by name.
    pub(crate) fn speaker_keys(&self) -> impl Iterator<Item = String> {
        self.names.values().filter_map(|form| speaker_key(&form.speaker()))
    }

    /// Builds the index.
    ///
    /// # Errors
    /// When the engine fails.
    pub(crate) fn index(
        &self,
        statistics: Statistics,
        merged: MergedSpeakers,
        corrections: Corrections,
    ) -> Result<Index, TantivyError> {
        let (schema, fields) = Fields::build();
        let tokenizers = TokenizerManager::default();
        register_analyzers(&tokenizers);
        let builder = tantivy::Index::builder().schema(schema).tokenizers(tokenizers);
        let mut writer = builder.single_segment_index_writer(RamDirectory::create(), MEMORY)?;
        for document in self.documents(&fields) {
            writer.add_document(document?)?;
        }
        Index::in_memory(writer.finalize()?, statistics, merged, corrections)
    }

    /// The documents: quotes in the order of the export, then what they refer to.
    fn documents<'s>(&'s self, fields: &'s Fields) -> impl Iterator<Item = Result<TantivyDocument, TantivyError>> + 's {
        let mut articles: FxHashMap<&str, (Article, Vec<Quote>)> = FxHashMap::default();
        for article in self.articles.values() {
            articles.insert(&article.id, (article.clone(), Vec::new()));
        }
        let mut quotes = Vec::with_capacity(self.quotes.len());
        for SampledQuote { quote, article } in self.quotes.values() {
            let (known, of_article) = articles.entry(&article.id).or_insert_with(|| (stub(article), Vec::new()));
            // Topics are all that the document of an article takes from its quotes.
            of_article.push(Quote { topics: quote.topics.clone(), ..Quote::default() });
            quotes.push(quote_document(fields, &ArticleFields::of(known), quote).map_err(unwritable));
        }
        let mut of_articles: Vec<_> = articles.into_values().collect();
        of_articles.sort_unstable_by(|one, other| one.0.id.cmp(&other.0.id));
        let articles = of_articles.into_iter().map(move |(article, quotes)| {
            let common = ArticleFields::of(&article);
            article_document(fields, &common, &quotes, &Fingerprint::of(&article), None, "").map_err(unwritable)
        });
        let names = self.names.values().map(|form| Ok(name_document(fields, form)));
        let topics = self.topics.values().map(|topic| Ok(topic_document(fields, topic)));
        quotes.into_iter().chain(articles).chain(names).chain(topics)
    }
}

/// The article of a reference, without its text.
fn stub(reference: &ArticleRef) -> Article {
    let mut article = Article::new(reference.id.as_str(), "");
    article.title.clone_from(&reference.title);
    article.date = reference.date;
    article.date_source = reference.date_source;
    article.publisher.clone_from(&reference.publisher);
    article.url.clone_from(&reference.url);
    article.path.clone_from(&reference.path);
    article
}

/// A name, as one document that is neither quote nor article: only the look-up of names finds it.
fn name_document(fields: &Fields, form: &NameForm) -> TantivyDocument {
    let (speaker, mut document) = (form.speaker(), TantivyDocument::default());
    document.add_text(fields.doc, DocumentKind::Name.name());
    document.add_u64(fields.quotation_key, 0);
    let key = speaker_key(&speaker);
    add_speaker(fields, &mut document, &speaker, key);
    if form.listed {
        document.add_u64(fields.listed, 1);
    }
    document
}

/// A topic, in the fields that an article has for the topics of its quotes.
fn topic_document(fields: &Fields, topic: &str) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(fields.doc, DocumentKind::Topic.name());
    document.add_u64(fields.quotation_key, 0);
    document.add_text(fields.topic, topic);
    document.add_text(fields.about, topic);
    document
}
