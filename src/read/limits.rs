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
    match costs.into_iter().find(|(_, count, most)| count > most) {
        Some((what, count, most)) => Err(Problem::TooMuch { what, count, most }),
        None => Ok(article),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_much_is_named() {
        let of = |text: String| affordable(Article::new("a", text)).map_err(|problem| problem.to_string());
        assert!(of("word ".repeat(200_000)).is_ok());
        for (text, told) in [
            ("words ".repeat(200_000), "1200000 bytes, the limit is 1048576"),
            ("a ".repeat(400_000), "400000 words, the limit is 300000"),
            ("“a”".repeat(30_000), "60000 quotation marks, the limit is 40000"),
        ] {
            assert_eq!(of(text).unwrap_err(), format!("too much for one article: {told}"));
        }
    }
}
