//! Stored records, read back.

use std::sync::Arc;

use tantivy::schema::Value;
use tantivy::{DocAddress, DocSet, SegmentReader, TERMINATED, TantivyDocument, TantivyError, Term};

use super::columns::Columns;
use super::files;
use super::open::Index;
use super::stored;
use crate::article::Article;
use crate::quote::Quote;

/// Reads records, and keeps the articles at hand that they stand in.
pub(crate) struct Records<'i> {
    index: &'i Index,
    columns: &'i [Columns],
    /// The articles read last, latest first.
    articles: Vec<(u64, Arc<Article>)>,
}

/// Articles kept at hand: quotes that are shown together often stand together.
const AT_HAND: usize = 16;

impl<'i> Records<'i> {
    pub(crate) fn new(index: &'i Index) -> Result<Self, TantivyError> {
        Ok(Self { index, columns: index.columns()?, articles: Vec::new() })
    }

    /// The quote stored at `address`.
    pub(crate) fn quote(&mut self, address: DocAddress) -> Result<Quote, TantivyError> {
        let article = self.article_of(address)?;
        let document: TantivyDocument = self.index.searcher().doc(address)?;
        let record = document.get_first(self.index.fields().record);
        let quote = record.as_ref().and_then(|record| stored::quote(record.as_bytes()?, &article));
        quote.ok_or_else(|| damaged("a quote cannot be read"))
    }

    /// The article in which the quote at `address` stands, or which itself stands there.
    pub(crate) fn article_of(&mut self, address: DocAddress) -> Result<Arc<Article>, TantivyError> {
        let key = self.columns[address.segment_ord as usize].article.first(address.doc_id).unwrap_or(0);
        if let Some(at) = self.articles.iter().position(|(known, _)| *known == key) {
            self.articles[..=at].rotate_right(1);
            return Ok(Arc::clone(&self.articles[0].1));
        }
        let place =
            self.whole(key, address.segment_ord)?.ok_or_else(|| damaged("the article of a quote is missing"))?;
        let article = self.read(place)?.ok_or_else(|| damaged("an article cannot be read"))?;
        self.articles.truncate(AT_HAND - 1);
        self.articles.insert(0, (key, Arc::new(article)));
        Ok(Arc::clone(&self.articles[0].1))
    }

    /// Whether what is known of the file at `address` can be read.
    pub(super) fn file(&self, address: DocAddress) -> Result<bool, TantivyError> {
        let document: TantivyDocument = self.index.searcher().doc(address)?;
        let record = document.get_first(self.index.fields().record);
        Ok(record.as_ref().and_then(|record| files::read(record.as_bytes()?)).is_some())
    }

    /// Where the article itself is, most likely in the segment `first`.
    fn whole(&self, key: u64, first: u32) -> Result<Option<DocAddress>, TantivyError> {
        let segments = self.index.searcher().segment_readers();
        let others = (0..segments.len() as u32).filter(|segment| *segment != first);
        for ordinal in std::iter::once(first).chain(others) {
            if let Some(doc) = self.whole_in(&segments[ordinal as usize], key)? {
                return Ok(Some(DocAddress::new(ordinal, doc)));
            }
        }
        Ok(None)
    }

    fn whole_in(&self, segment: &SegmentReader, key: u64) -> Result<Option<u32>, TantivyError> {
        let field = self.index.fields().whole;
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

    fn read(&self, place: DocAddress) -> Result<Option<Article>, TantivyError> {
        let document: TantivyDocument = self.index.searcher().doc(place)?;
        let fields = self.index.fields();
        let (record, text) = (document.get_first(fields.record), document.get_first(fields.article_text));
        let parts =
            record.as_ref().and_then(|record| record.as_bytes()).zip(text.as_ref().and_then(|text| text.as_str()));
        Ok(parts.and_then(|(record, text)| stored::article(record, text)))
    }
}

fn damaged(what: &str) -> TantivyError {
    TantivyError::InternalError(format!("a record is damaged: {what}"))
}
