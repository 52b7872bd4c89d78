//! One document of an export.

use jiff::civil::Date;

use crate::article::Article;
use crate::read::context::ReadContext;

/// The metadata and text that an archive exports for an article.
#[derive(Debug, Default, PartialEq)]
pub(super) struct ExportedArticle {
    pub(super) title: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) publisher: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) text: String,
}

impl ExportedArticle {
    /// The article with this number in its file.
    pub(super) fn article(self, context: &ReadContext, number: u64) -> Article {
        let mut article = Article::new(context.record_id(number), self.text);
        article.title = self.title;
        article.date = self.date;
        article.publisher = self.publisher;
        article.authors = self.authors;
        article.path = context.path.clone();
        article
    }
}

/// The trimmed text, unless it is empty.
pub(super) fn non_empty(words: impl AsRef<str>) -> Option<String> {
    let words = words.as_ref().trim();
    (!words.is_empty()).then(|| words.to_owned())
}

/// Whether the line is a copyright notice.
pub(super) fn is_copyright(line: &str) -> bool {
    const BEGINNINGS: [&str; 5] = ["copyright ", "©", "(c) ", "(c)2", "all rights reserved"];
    const ENDS: [&str; 4] =
        ["all rights reserved", "tous droits réservés", "alle rechte vorbehalten", "todos los derechos reservados"];
    let line = line.to_lowercase();
    let line = line.trim_end_matches('.');
    BEGINNINGS.iter().any(|begin| line.starts_with(begin))
        || ENDS.iter().any(|end| line.ends_with(end) && line.len() < 120)
}
