//! The iterator over all articles: inputs in order, files in order, records in order.

use std::vec;

use super::error::ReadError;
use super::input::{Input, Options};
use super::pieces::Pieces;
use super::unread::Unread;
use crate::article::Article;

/// An iterator over articles; see [`articles`](super::articles()).
pub struct Articles {
    pieces: Pieces,
    /// The articles of the last raw record that have not been returned yet.
    ready: vec::IntoIter<Result<Article, ReadError>>,
}

impl Articles {
    pub(super) fn new(inputs: Vec<Input>, options: Options) -> Self {
        Self { pieces: Pieces::new(inputs, options), ready: Vec::new().into_iter() }
    }

    /// The same input as raw records, so that the caller can parse them on several cores.
    ///
    /// ```
    /// use quotedex::read::{Input, Options, articles};
    ///
    /// let lines = &br#"{"id": "a", "text": "..."}"#[..];
    /// for piece in articles(vec![Input::stream("<example>", lines)], Options::default()).unread() {
    ///     for article in piece?.articles() {
    ///         assert_eq!(article?.id, "a");
    ///     }
    /// }
    /// # Ok::<(), quotedex::read::ReadError>(())
    /// ```
    pub fn unread(self) -> Pieces {
        self.pieces
    }
}

impl Iterator for Articles {
    type Item = Result<Article, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(article) = self.ready.next() {
                return Some(article);
            }
            match self.pieces.next()?.map(Unread::articles) {
                Ok(articles) => self.ready = articles.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
