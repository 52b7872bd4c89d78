//! Articles in batches of bounded size, so that all cores have work and memory stays flat.

use std::vec;

use rayon::prelude::*;

use super::articles::Articles;
use super::error::ReadError;
use super::raw_record::RawRecord;
use super::raw_records::RawRecords;
use crate::article::Article;

/// Most records or articles in a batch.
const MAX_ITEMS: usize = 256;

/// A batch of records is full after so many bytes.
const RECORD_BYTES: usize = 8 << 20;

/// A batch of articles is full after so many bytes of text.
const ARTICLE_BYTES: usize = 2 << 20;

/// One batch: each article, or why it cannot be read.
pub type ArticleBatch = Vec<Result<Article, ReadError>>;

/// An iterator over batches of articles; see [`Articles::batches`].
pub struct ArticleBatches {
    records: RawRecords,
    /// The batches of the last records that have not been returned yet.
    ready: vec::IntoIter<ArticleBatch>,
}

impl Articles {
    /// The same articles, in the same order, a few hundred at a time: no batch has more than a few MiB of text besides its
    /// last article. Records are parsed on all threads of the current pool of `rayon`.
    pub fn batches(self) -> ArticleBatches {
        ArticleBatches { records: self.raw_records(), ready: Vec::new().into_iter() }
    }
}

impl Iterator for ArticleBatches {
    type Item = ArticleBatch;

    fn next(&mut self) -> Option<ArticleBatch> {
        loop {
            if let Some(batch) = self.ready.next() {
                return Some(batch);
            }
            self.ready = batches(next_articles(&mut self.records)?).collect::<Vec<_>>().into_iter();
        }
    }
}

/// The articles and errors of the next batch of records, in order; `None` at the end. Records are parsed on all cores.
fn next_articles(records: &mut RawRecords) -> Option<ArticleBatch> {
    let records = next_batch(records, RawRecord::size)?;
    let articles = records.into_par_iter().flat_map_iter(|record| match record {
        Ok(record) => record.into_articles(),
        Err(error) => vec![Err(error)],
    });
    Some(articles.collect())
}

/// Splits a list of articles into batches: extracting all of a long list at once would take many times the memory of
/// their text.
pub fn batches<E>(articles: Vec<Result<Article, E>>) -> impl Iterator<Item = Vec<Result<Article, E>>> {
    let mut articles = articles.into_iter();
    std::iter::from_fn(move || {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while batch.len() < MAX_ITEMS && bytes < ARTICLE_BYTES {
            let Some(article) = articles.next() else { break };
            bytes += article.as_ref().map_or(0, |article| article.text().len());
            batch.push(article);
        }
        (!batch.is_empty()).then_some(batch)
    })
}

/// Whether the articles are more than one batch.
pub(crate) fn exceeds_batch<E>(articles: &[Result<Article, E>]) -> bool {
    let bytes = articles.iter().flatten().map(|article| article.text().len()).sum::<usize>();
    articles.len() > MAX_ITEMS || bytes > ARTICLE_BYTES
}

fn next_batch<T, E>(
    items: impl Iterator<Item = Result<T, E>>,
    size: impl Fn(&T) -> usize,
) -> Option<Vec<Result<T, E>>> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    for item in items {
        bytes += item.as_ref().map_or(0, &size);
        batch.push(item);
        if batch.len() == MAX_ITEMS || bytes >= RECORD_BYTES {
            break;
        }
    }
    (!batch.is_empty()).then_some(batch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_is_bounded_by_number_and_by_size() {
        let sizes = |size: usize, count: usize| {
            let mut items = std::iter::repeat_n(Ok::<usize, ()>(size), count);
            std::iter::from_fn(|| next_batch(&mut items, |&size| size).map(|batch| batch.len())).collect::<Vec<_>>()
        };
        assert_eq!(sizes(1, 300), [256, 44]);
        assert_eq!(sizes(RECORD_BYTES / 2, 5), [2, 2, 1]);
        assert_eq!(sizes(2 * RECORD_BYTES, 2), [1, 1]);
    }
}
