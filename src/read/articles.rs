//! The iterator over all articles: inputs in order, files in order, records in order.

use std::vec;

use super::error::ReadError;
use super::input::{Input, Options};
use super::raw_record::RawRecord;
use super::raw_records::RawRecords;
use crate::article::Article;

/// An iterator over articles; see [`articles`](super::articles()).
pub struct Articles {
    records: RawRecords,
    /// The articles of the last raw record that have not been returned yet.
    ready: vec::IntoIter<Result<Article, ReadError>>,
}

impl Articles {
    pub(super) fn new(inputs: Vec<Input>, options: Options) -> Self {
        Self { records: RawRecords::new(inputs, options), ready: Vec::new().into_iter() }
    }

    /// The same input as raw records, so that the caller can parse them on several cores.
    ///
    /// ```
    /// use quotedex::read::{Input, Options, articles};
    ///
    /// let lines = &br#"{"id": "a", "text": "..."}"#[..];
    /// for record in articles(vec![Input::stream("<example>", lines)], Options::default()).raw_records() {
    ///     for article in record?.into_articles() {
    ///         assert_eq!(article?.id, "a");
    ///     }
    /// }
    /// # Ok::<(), quotedex::read::ReadError>(())
    /// ```
    pub fn raw_records(self) -> RawRecords {
        self.records
    }
}

impl Iterator for Articles {
    type Item = Result<Article, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(article) = self.ready.next() {
                return Some(article);
            }
            match self.records.next()?.map(RawRecord::into_articles) {
                Ok(articles) => self.ready = articles.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
