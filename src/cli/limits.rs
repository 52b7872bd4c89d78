//! How many quotes one article may have.

use crate::article::Article;
use crate::quote::Quote;
use crate::read::{Problem, ReadError};

/// Ten times as many as a hearing of a day has.
const MOST_QUOTES: usize = 10_000;

/// Refuses an article with too many of them.
pub(super) fn affordable(article: &Article, quotes: &[Quote]) -> Result<(), ReadError> {
    if quotes.len() <= MOST_QUOTES {
        return Ok(());
    }
    let name = article.path.clone().unwrap_or_else(|| article.id.clone());
    let problem = Problem::TooMuch { what: "quotes", count: quotes.len(), most: MOST_QUOTES };
    Err(ReadError { name, line: None, problem })
}
