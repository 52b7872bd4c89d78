//! What one article may cost.
//!
//! What extraction knows of a text takes a hundred times its bytes for as long as it works on it, and the time of some stages
//! grows faster than the text. A hearing that lasts a day stays below these limits, and so does a novel; beyond them stand
//! archives whose articles were not told apart, and files made to hurt. Such an article is refused and named, never cut.

use super::error::Problem;
use crate::article::Article;

/// Bytes of its text.
const MOST_BYTES: usize = 1 << 20;
/// Runs of anything but blanks.
const MOST_WORDS: usize = 300_000;
/// Quotation marks that open or close.
const MOST_MARKS: usize = 40_000;

/// Objects in a JSON document: each takes several hundred bytes before anything is known of it.
const MOST_OBJECTS: usize = 250_000;
/// Values in one, about.
const MOST_VALUES: usize = 4_000_000;
/// Records in one.
const MOST_RECORDS: usize = 100_000;

/// Refuses a JSON document that would take much more memory than its bytes. Signs in texts count as well: a document of
/// that many commas is a long one in any case.
pub(super) fn json(content: &str) -> Result<(), Problem> {
    let count = |sign: u8| memchr::memchr_iter(sign, content.as_bytes()).count();
    if content.len() < MOST_OBJECTS {
        return Ok(());
    }
    let (objects, values) = (count(b'{'), count(b',') + count(b'['));
    within("objects in one JSON document", objects, MOST_OBJECTS)?;
    within("values in one JSON document", values, MOST_VALUES)
}

/// Refuses a list of more records than one document may hold.
pub(super) fn records(count: usize) -> Result<(), Problem> {
    within("records in one JSON document", count, MOST_RECORDS)
}

fn within(what: &'static str, count: usize, most: usize) -> Result<(), Problem> {
    if count > most { Err(Problem::TooMuch { what, count, most }) } else { Ok(()) }
}

/// The article, if it can be worked on.
pub(super) fn affordable(article: Article) -> Result<Article, Problem> {
    let text = article.text();
    // Shorter than this no text can have too much of anything.
    if text.len() <= MOST_MARKS {
        return Ok(article);
    }
    let words = text.split_ascii_whitespace().count();
    let marks = text.chars().filter(|c| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’')).count();
    let costs =
        [("bytes", text.len(), MOST_BYTES), ("words", words, MOST_WORDS), ("quotation marks", marks, MOST_MARKS)];
    costs.into_iter().try_for_each(|(what, count, most)| within(what, count, most))?;
    Ok(article)
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
        let of = |text: String| affordable(Article::new("a", text)).map_err(|problem| problem.to_string());
        assert!(of("word ".repeat(200_000)).is_ok());
        for (text, told) in [
            ("words ".repeat(200_000), "1200000 bytes, the limit is 1048576"),
            ("a ".repeat(400_000), "400000 words, the limit is 300000"),
            ("“a”".repeat(30_000), "60000 quotation marks, the limit is 40000"),
        ] {
            assert_eq!(of(text).unwrap_err(), format!("too much at once: {told}"));
        }
    }
}
