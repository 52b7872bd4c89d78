//! Articles in bounded handfuls, so that all cores have work and memory stays flat.

use rayon::prelude::*;

use crate::article::Article;
use crate::extract::{Extractor, TOGETHER};
use crate::quote::Quote;
use crate::read::{RawRecord, RawRecords, ReadError};

/// Most pieces in a handful.
const MANY: usize = 256;

/// Text after which a handful is full, however few articles it holds.
const BYTES: usize = 8 << 20;

/// The quotes of each article, found on all cores.
pub(super) fn quotes_of_each(extractor: &Extractor, articles: &[&Article]) -> Vec<Vec<Quote>> {
    let few = articles.len().div_ceil(rayon::current_num_threads()).clamp(1, TOGETHER);
    articles.par_chunks(few).flat_map_iter(|few| extractor.extract_each(few)).collect()
}

/// The articles of the next pieces and errors, in order; none at the end. They are understood on all cores.
pub(super) fn next_articles(pieces: &mut RawRecords) -> Option<Vec<Result<Article, ReadError>>> {
    let pieces = handful(pieces, RawRecord::size)?;
    let articles = pieces.into_par_iter().flat_map_iter(|piece| match piece {
        Ok(piece) => piece.into_articles(),
        Err(error) => vec![Err(error)],
    });
    Some(articles.collect())
}

/// Text after which a portion is full.
const PORTION: usize = 2 << 20;

/// The articles of a long list, some at a time: what is known of all of them at once would take many times their text.
pub(super) fn portions<E>(articles: Vec<Result<Article, E>>) -> impl Iterator<Item = Vec<Result<Article, E>>> {
    let mut articles = articles.into_iter();
    std::iter::from_fn(move || {
        let (mut portion, mut bytes) = (Vec::new(), 0);
        while portion.len() < MANY && bytes < PORTION {
            let Some(article) = articles.next() else { break };
            bytes += article.as_ref().map_or(0, |article| article.text().len());
            portion.push(article);
        }
        (!portion.is_empty()).then_some(portion)
    })
}

/// Whether the articles are more than one portion.
pub(super) fn are_many<E>(articles: &[Result<Article, E>]) -> bool {
    let bytes = articles.iter().flatten().map(|article| article.text().len()).sum::<usize>();
    articles.len() > MANY || bytes > PORTION
}

fn handful<T, E>(items: impl Iterator<Item = Result<T, E>>, size: impl Fn(&T) -> usize) -> Option<Vec<Result<T, E>>> {
    let (mut chunk, mut bytes) = (Vec::new(), 0);
    for item in items {
        bytes += item.as_ref().map_or(0, &size);
        chunk.push(item);
        if chunk.len() == MANY || bytes >= BYTES {
            break;
        }
    }
    (!chunk.is_empty()).then_some(chunk)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handful_is_bounded_by_number_and_by_size() {
        let sizes = |size: usize, many: usize| {
            let mut items = std::iter::repeat_n(Ok::<usize, ()>(size), many);
            std::iter::from_fn(|| handful(&mut items, |&size| size).map(|chunk| chunk.len())).collect::<Vec<_>>()
        };
        assert_eq!(sizes(1, 300), [256, 44]);
        assert_eq!(sizes(BYTES / 2, 5), [2, 2, 1]);
        assert_eq!(sizes(2 * BYTES, 2), [1, 1]);
    }
}
