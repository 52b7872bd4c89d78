//! Articles with their quotes as labelled articles: the form that `eval` and `train` read.

use std::io::{self, Write};

use super::contract::LabelledRecord;
use super::format::jsonl;
use crate::article::Article;
use crate::quote::Quote;

/// Writes one article a line.
pub fn labelled_articles(out: &mut dyn Write, articles: &[(Article, Vec<Quote>)]) -> io::Result<()> {
    jsonl(out, articles.iter().map(|(article, quotes)| LabelledRecord::new(article, quotes)))
}
