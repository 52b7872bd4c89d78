//! Articles in bounded handfuls, so that all cores have work and memory stays flat.

use crate::article::Article;
use crate::read::{Articles, ReadError};

/// Most articles in a handful.
const ARTICLES: usize = 256;

/// Text after which a handful is full, however few articles it holds.
const BYTES: usize = 8 << 20;

/// The next articles and errors, in order; none at the end.
pub(super) fn next_chunk(articles: &mut Articles) -> Option<Vec<Result<Article, ReadError>>> {
    let (mut chunk, mut bytes) = (Vec::new(), 0);
    while chunk.len() < ARTICLES && bytes < BYTES {
        let Some(article) = articles.next() else { break };
        bytes += article.as_ref().map_or(0, |article| article.text().len());
        chunk.push(article);
    }
    (!chunk.is_empty()).then_some(chunk)
}
