//! How many quotes one article may have.

use crate::article::Article;
use crate::quote::Quote;
use crate::read::{Problem, ReadError};

/// Ten times as many as the transcript of a day-long hearing has.
const MAX_QUOTES: usize = 10_000;

/// Refuses an article with too many quotes.
pub(super) fn check_quote_count(article: &Article, quotes: &[Quote]) -> Result<(), ReadError> {
    if quotes.len() <= MAX_QUOTES {
        return Ok(());
    }
    let name = article.path.clone().unwrap_or_else(|| article.id.clone());
    let problem = Problem::TooMuch { what: "quotes", count: quotes.len(), most: MAX_QUOTES };
    Err(ReadError { name, line: None, problem })
}
