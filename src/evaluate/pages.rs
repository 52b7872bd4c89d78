//! Web pages with their main text extracted by hand: how much of it is read, and how cleanly.
//!
//! The main figure is that of scrapinghub's article-extraction-benchmark (its `evaluate.py`): four consecutive words
//! are a shingle, shingles are compared as multisets, precision and recall are means over the pages, and F1 is computed
//! from the two means. Case matters, punctuation does not.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::article::Article;

/// Words of a shingle.
const SHINGLE: usize = 4;

/// Maximum length of a quoted span, in characters: in a longer one, a mark is missing.
const MAX_QUOTE_CHARS: usize = 2000;

/// A page with its main text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct PageCase {
    /// Its id in the file.
    pub id: String,
    /// Address the page was saved from.
    #[serde(default)]
    pub url: Option<String>,
    /// The page.
    pub html: String,
    /// The main text.
    pub text: String,
}

/// The figures over all pages.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PageFigures {
    /// Number of pages.
    pub pages: usize,
    /// Pages without an article.
    pub failed: usize,
    /// Mean share of the shingles read that are in the main text.
    pub precision: f64,
    /// Mean share of the main text's shingles that were read.
    pub recall: f64,
    /// Quoted spans in the main text.
    pub quotes: usize,
    /// Quoted spans that were read exactly.
    pub quotes_kept: usize,
    /// Sentences without a blank before the next (`said.The`) that have one in the main text.
    pub glued: usize,
    /// Pages with a publisher.
    pub publisher: usize,
    /// Pages with a date.
    pub date: usize,
}

impl PageFigures {
    /// The harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }

    /// `count` as a share of the pages.
    pub fn share(&self, count: usize) -> f64 {
        share(count, self.pages)
    }

    /// The quotations kept, as a share of all.
    pub fn quotes_share(&self) -> f64 {
        share(self.quotes_kept, self.quotes)
    }

    /// Glued sentences per hundred pages.
    pub fn glued_in_hundred(&self) -> f64 {
        100.0 * self.share(self.glued)
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The figures of what was read of each page; `None` for a page without an article.
pub fn page_score(cases: &[PageCase], read: &[Option<Article>]) -> PageFigures {
    let mut figures = PageFigures { pages: cases.len(), ..PageFigures::default() };
    let (mut precisions, mut recalls) = (Vec::new(), Vec::new());
    for (case, article) in cases.iter().zip(read) {
        let text = article.as_ref().map_or("", Article::text);
        let (precision, recall) = precision_and_recall(&case.text, text);
        precisions.extend(precision);
        recalls.extend(recall);
        let (kept, all) = quotes_kept(&case.text, text);
        figures.quotes += all;
        figures.quotes_kept += kept;
        figures.glued += glued(&case.text, text);
        figures.failed += usize::from(article.is_none());
        figures.publisher += usize::from(article.as_ref().is_some_and(|article| article.publisher.is_some()));
        figures.date += usize::from(article.as_ref().is_some_and(|article| article.date.is_some()));
    }
    (figures.precision, figures.recall) = (mean(&precisions), mean(&recalls));
    figures
}

fn mean(numbers: &[f64]) -> f64 {
    if numbers.is_empty() { 0.0 } else { numbers.iter().sum::<f64>() / numbers.len() as f64 }
}

/// Precision, if anything was read, and recall, if there is anything to read.
fn precision_and_recall(truth: &str, read: &str) -> (Option<f64>, Option<f64>) {
    let (truth, read) = (words(truth), words(read));
    let mut left: FxHashMap<&[&str], usize> = FxHashMap::default();
    shingles(&truth).for_each(|shingle| *left.entry(shingle).or_default() += 1);
    let mut right = 0;
    for shingle in shingles(&read) {
        if let Some(count) = left.get_mut(shingle).filter(|count| **count > 0) {
            *count -= 1;
            right += 1;
        }
    }
    let of = |words: &[&str]| match shingles(words).count() {
        0 => None,
        all => Some(right as f64 / all as f64),
    };
    (of(&read), of(&truth))
}

/// Runs of letters, digits and underscores.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect()
}

/// A text shorter than a shingle is one.
fn shingles<'w, 't>(words: &'w [&'t str]) -> impl Iterator<Item = &'w [&'t str]> {
    let short = (1..SHINGLE).contains(&words.len()).then_some(words);
    short.into_iter().chain(words.windows(SHINGLE))
}

/// The number of quotations in `truth` that are in `read`, and their total. Runs of blanks count as one blank.
fn quotes_kept(truth: &str, read: &str) -> (usize, usize) {
    let read = folded(read);
    let spans: Vec<String> = truth.lines().flat_map(quoted).map(folded).collect();
    (spans.iter().filter(|span| read.contains(*span)).count(), spans.len())
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The spans of a line in double marks, with their marks.
fn quoted(line: &str) -> Vec<&str> {
    let (mut found, mut rest) = (Vec::new(), line);
    while let Some(open) = rest.find(['“', '"']) {
        let mark = if rest[open..].starts_with('"') { '"' } else { '”' };
        let inner = open + rest[open..].chars().next().map_or(1, char::len_utf8);
        let Some(length) = rest[inner..].find(['“', '”', '"']) else { break };
        let end = inner + length;
        if rest[end..].starts_with(mark) {
            let close = end + mark.len_utf8();
            if length > 0 && rest[open..close].chars().count() <= MAX_QUOTE_CHARS {
                found.push(&rest[open..close]);
            }
            rest = &rest[close..];
        } else {
            rest = &rest[inner..];
        }
    }
    found
}

/// The number of glued words in `read` that are not in `truth`.
fn glued(truth: &str, read: &str) -> usize {
    let meant: BTreeSet<&str> = glue(truth).into_iter().collect();
    glue(read).into_iter().filter(|place| !meant.contains(place)).count()
}

/// Words like `said.The`: the end of a sentence inside, perhaps a closing mark, and directly a capital.
fn glue(text: &str) -> Vec<&str> {
    text.split_whitespace().filter(|piece| is_glued(piece)).collect()
}

fn is_glued(piece: &str) -> bool {
    piece.match_indices(['.', '!', '?']).any(|(at, _)| {
        let small = piece[..at].chars().rev().take(2).filter(|c| c.is_lowercase()).count();
        let mut behind = piece[at + 1..].trim_start_matches(['”', '’', '"', '\'', ')', '“', '‘']).chars();
        small == 2
            && behind.next().is_some_and(char::is_uppercase)
            && behind.next().is_some_and(char::is_lowercase)
            && !piece.contains("://")
            && !piece.starts_with("www.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shingles_are_counted_as_the_benchmark_counts_them() {
        assert_eq!(precision_and_recall("a b c d e", "a b c d e"), (Some(1.0), Some(1.0)));
        assert_eq!(precision_and_recall("a b c d e", "x a b c d"), (Some(0.5), Some(0.5)));
        assert_eq!(precision_and_recall("a b c d a b c d", "a b c d"), (Some(1.0), Some(0.2)));
        assert_eq!(precision_and_recall("a b", "a, B"), (Some(0.0), Some(0.0)));
        assert_eq!(precision_and_recall("a b", "A!"), (Some(0.0), Some(0.0)));
        assert_eq!(precision_and_recall("a b", "“a” b"), (Some(1.0), Some(1.0)));
        assert_eq!(precision_and_recall("a b", ""), (None, Some(0.0)));
        assert_eq!(precision_and_recall("", "a b"), (Some(0.0), None));
    }

    #[test]
    fn quotations_are_stretches_between_marks() {
        assert_eq!(quoted("“One,” she said. \"Two,\" he said."), ["“One,”", "\"Two,\""]);
        assert_eq!(quoted("“goes on and “One.” \" and the rest"), ["“One.”"]);
        assert_eq!(quotes_kept("“a  b”\n“c d”", "He: “a\nb”, “c  d"), (1, 2));
    }

    #[test]
    fn sentences_without_a_blank_between_are_glued() {
        assert_eq!(glue("he said.The “end.”But U.S. Yahoo.Com an.a https://a.org/said.The said. The").len(), 3);
        assert_eq!(glued("Yahoo.Com", "Yahoo.Com and said.The"), 1);
    }

    #[test]
    fn pages_count_alike_and_a_failed_one_is_not_forgotten() {
        let case = PageCase { text: "one two three “four five”".into(), ..PageCase::default() };
        let mut article = Article::new("a", "one two three “four five”");
        article.publisher = Some("P".into());
        let figures = page_score(&[case.clone(), case], &[Some(article), None]);
        assert_eq!((figures.precision, figures.recall, figures.failed), (1.0, 0.5, 1));
        assert_eq!((figures.quotes, figures.quotes_kept, figures.publisher, figures.date), (2, 1, 1, 0));
        assert_eq!((figures.f1(), figures.quotes_share()), (1.0 / 1.5, 0.5));
    }
}
