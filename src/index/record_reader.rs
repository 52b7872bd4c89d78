//! Reads stored records back.

use std::sync::Arc;

use tantivy::schema::Value;
use tantivy::{DocAddress, DocSet, SegmentReader, TERMINATED, TantivyDocument, TantivyError, Term};

use super::columns::Columns;
use super::files;
use super::open::Index;
use super::stored;
use crate::article::Article;
use crate::quote::Quote;

/// Reads records, and caches the articles that they belong to.
pub(crate) struct RecordReader<'i> {
    index: &'i Index,
    columns: &'i [Columns],
    /// The articles read most recently, the latest first.
    articles: Vec<(u64, Arc<Article>)>,
}

/// How many articles are cached: quotes that are shown together often come from the same articles.
const CACHED_ARTICLES: usize = 16;

impl<'i> RecordReader<'i> {
    pub(crate) fn new(index: &'i Index) -> Result<Self, TantivyError> {
        Ok(Self { index, columns: index.columns()?, articles: Vec::new() })
    }

    /// The quote stored at `address`.
    pub(crate) fn quote(&mut self, address: DocAddress) -> Result<Quote, TantivyError> {
        let article = self.article_of(address)?;
        let document: TantivyDocument = self.index.searcher().doc(address)?;
        let record = document.get_first(self.index.fields().record);
        let quote = record.as_ref().and_then(|record| stored::decode_quote(record.as_bytes()?, &article));
        quote.ok_or_else(|| damaged("a quote cannot be read"))
    }

    /// The article of the quote at `address`, or the article at `address` itself.
    pub(crate) fn article_of(&mut self, address: DocAddress) -> Result<Arc<Article>, TantivyError> {
        let key = self.columns[address.segment_ord as usize].article.first(address.doc_id).unwrap_or(0);
        if let Some(at) = self.articles.iter().position(|(known, _)| *known == key) {
            self.articles[..=at].rotate_right(1);
            return Ok(Arc::clone(&self.articles[0].1));
        }
        let address = self
            .article_address(key, address.segment_ord)?
            .ok_or_else(|| damaged("the article of a quote is missing"))?;
        let article = self.read_article(address)?.ok_or_else(|| damaged("an article cannot be read"))?;
        self.articles.truncate(CACHED_ARTICLES - 1);
        self.articles.insert(0, (key, Arc::new(article)));
        Ok(Arc::clone(&self.articles[0].1))
    }

    /// Whether the record of the file at `address` can be read.
    pub(super) fn is_file_readable(&self, address: DocAddress) -> Result<bool, TantivyError> {
        let document: TantivyDocument = self.index.searcher().doc(address)?;
        let record = document.get_first(self.index.fields().record);
        Ok(record.as_ref().and_then(|record| files::decode(record.as_bytes()?)).is_some())
    }

    /// The address of an article's own document. The segment `first` is tried first.
    fn article_address(&self, key: u64, first: u32) -> Result<Option<DocAddress>, TantivyError> {
        let segments = self.index.searcher().segment_readers();
        let others = (0..segments.len() as u32).filter(|segment| *segment != first);
        for ordinal in std::iter::once(first).chain(others) {
            if let Some(doc) = self.article_in(&segments[ordinal as usize], key)? {
                return Ok(Some(DocAddress::new(ordinal, doc)));
            }
        }
        Ok(None)
    }

    fn article_in(&self, segment: &SegmentReader, key: u64) -> Result<Option<u32>, TantivyError> {
        let field = self.index.fields().article_doc_key;
        let found =
            segment.inverted_index(field)?.read_postings(&Term::from_field_u64(field, key), Default::default())?;
        let Some(mut postings) = found else { return Ok(None) };
        while postings.doc() != TERMINATED {
            if !segment.is_deleted(postings.doc()) {
                return Ok(Some(postings.doc()));
            }
            postings.advance();
        }
        Ok(None)
    }

    fn read_article(&self, address: DocAddress) -> Result<Option<Article>, TantivyError> {
        let document: TantivyDocument = self.index.searcher().doc(address)?;
        let fields = self.index.fields();
        let (record, text) = (document.get_first(fields.record), document.get_first(fields.article_text));
        let parts =
            record.as_ref().and_then(|record| record.as_bytes()).zip(text.as_ref().and_then(|text| text.as_str()));
        Ok(parts.and_then(|(record, text)| stored::decode_article(record, text)))
    }
}

fn damaged(what: &str) -> TantivyError {
    TantivyError::InternalError(format!("a record is damaged: {what}"))
}
