//! Limits for a single article.
//!
//! Extraction needs about a hundred times the bytes of a text while it processes it, and some stages take more than
//! linear time. A day-long hearing and a novel are within the limits; larger inputs are archives that were not split
//! into articles, or malicious files. An article over the limits is refused with an error, never truncated.

use super::error::{Problem, ReadError};
use crate::article::Article;

/// Bytes of text.
const MAX_BYTES: usize = 1 << 20;
/// Words separated by white space.
const MAX_WORDS: usize = 300_000;
/// Quotation marks.
const MAX_MARKS: usize = 40_000;
/// Quotes: ten times as many as the transcript of a day-long hearing has.
const MAX_QUOTES: usize = 10_000;

/// Objects in a JSON document; each needs several hundred bytes of memory.
const MAX_OBJECTS: usize = 250_000;
/// Values in a JSON document, approximately.
const MAX_VALUES: usize = 4_000_000;
/// Records in a JSON document.
const MAX_RECORDS: usize = 100_000;

/// Refuses a JSON document that would need much more memory than its size. Brackets and commas inside strings count
/// too; a document with that many commas is long anyway.
pub(super) fn json(content: &str) -> Result<(), Problem> {
    let count = |sign: u8| memchr::memchr_iter(sign, content.as_bytes()).count();
    if content.len() < MAX_OBJECTS {
        return Ok(());
    }
    let (objects, values) = (count(b'{'), count(b',') + count(b'['));
    check_limit("objects in one JSON document", objects, MAX_OBJECTS)?;
    check_limit("values in one JSON document", values, MAX_VALUES)
}

/// Refuses too many records in one document.
pub(super) fn records(count: usize) -> Result<(), Problem> {
    check_limit("records in one JSON document", count, MAX_RECORDS)
}

fn check_limit(what: &'static str, count: usize, most: usize) -> Result<(), Problem> {
    if count > most { Err(Problem::TooMuch { what, count, most }) } else { Ok(()) }
}

/// The article, if it is within the limits.
pub(super) fn within_limits(article: Article) -> Result<Article, Problem> {
    let text = article.text();
    // A shorter text is within all limits.
    if text.len() <= MAX_MARKS {
        return Ok(article);
    }
    let words = text.split_ascii_whitespace().count();
    let marks = text.chars().filter(|c| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’')).count();
    let costs = [("bytes", text.len(), MAX_BYTES), ("words", words, MAX_WORDS), ("quotation marks", marks, MAX_MARKS)];
    costs.into_iter().try_for_each(|(what, count, most)| check_limit(what, count, most))?;
    Ok(article)
}

/// Refuses an article that is too long, as reading does: for articles that come from elsewhere.
///
/// # Errors
/// When it has too many bytes, words or quotation marks.
pub fn check_article(article: Article) -> Result<Article, ReadError> {
    let name = name(&article);
    within_limits(article).map_err(|problem| ReadError { name, line: None, problem })
}

/// Refuses an article in which so many quotes were found.
///
/// # Errors
/// When they are too many.
pub fn check_quote_count(article: &Article, quotes: usize) -> Result<(), ReadError> {
    check_limit("quotes", quotes, MAX_QUOTES).map_err(|problem| ReadError { name: name(article), line: None, problem })
}

/// What the article is called in errors.
fn name(article: &Article) -> String {
    article.path.clone().unwrap_or_else(|| article.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_of_nothing_but_values_is_refused() {
        assert!(json(&"a, b, c and d. ".repeat(100_000)).is_ok());
        assert!(json(&"{},".repeat(300_000)).is_err() && json(&"0,".repeat(5_000_000)).is_err());
        assert!(records(100_000).is_ok() && records(100_001).is_err());
    }

    #[test]
    fn what_is_too_much_is_named() {
        let of = |text: String| within_limits(Article::new("a", text)).map_err(|problem| problem.to_string());
        assert!(of("word ".repeat(200_000)).is_ok());
        for (text, told) in [
            ("words ".repeat(200_000), "1200000 bytes, the limit is 1048576"),
            ("a ".repeat(400_000), "400000 words, the limit is 300000"),
            ("“a”".repeat(30_000), "60000 quotation marks, the limit is 40000"),
        ] {
            assert_eq!(of(text).unwrap_err(), format!("too large: {told}"));
        }
    }
}
