//! The articles that the user removed: they are not indexed again.
//!
//! The list is stored with the index, and a rebuild copies it. It is written before the articles are deleted: if a
//! writer ends in between, the next one deletes them. A removed article is recognised as any article is (see `dedup`):
//! by its URL, by its words, or by its id in the file that it was read from.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::dedup::{Fingerprint, StoredArticle};
use super::error::IndexError;
use super::{atomic_file, data_dir};

/// The removed articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RemovedArticles {
    articles: Vec<Entry>,
}

/// One removed article: enough to recognise it, and nothing of its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    id: String,
    url: Option<u64>,
    text: Option<u64>,
    file: Option<u64>,
}

impl Entry {
    fn matches(&self, article: &Fingerprint, file: Option<u64>) -> bool {
        let same = |one: Option<u64>, other: Option<u64>| one.is_some() && one == other;
        let same_id = *self.id == *article.id && same(self.file, file);
        // The same words under two different URLs are two articles.
        let same_words = same(self.text, article.text) && (self.url.is_none() || article.url.is_none());
        same_id || same(self.url, article.url) || same_words
    }
}

impl RemovedArticles {
    /// Loads the list in `data`.
    ///
    /// # Errors
    /// [`IndexError::RemovedListDamaged`] when it is damaged.
    pub(super) fn load(dir: &Path, data: &Path) -> Result<Self, IndexError> {
        match atomic_file::read(dir, data, data_dir::REMOVED) {
            Err(IndexError::Damaged { .. }) => Err(IndexError::RemovedListDamaged { dir: dir.to_owned() }),
            list => Ok(list?.unwrap_or_default()),
        }
    }

    /// Loads the list in `data`; an empty one when it is damaged.
    pub(super) fn load_or_empty(dir: &Path, data: &Path) -> Result<Self, IndexError> {
        match Self::load(dir, data) {
            Err(IndexError::RemovedListDamaged { .. }) => Ok(Self::default()),
            list => list,
        }
    }

    /// Stores the list in `data`.
    pub(super) fn store(&self, dir: &Path, data: &Path) -> Result<(), IndexError> {
        atomic_file::write(dir, data, data_dir::REMOVED, self)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether an article from `file` was removed.
    pub(super) fn contains(&self, article: &Fingerprint, file: Option<u64>) -> bool {
        self.articles.iter().any(|entry| entry.matches(article, file))
    }

    /// Their ids.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.articles.iter().map(|entry| entry.id.as_str())
    }

    pub(super) fn add(&mut self, article: &StoredArticle) {
        let StoredArticle { fingerprint, source_file } = article;
        if !self.contains(fingerprint, *source_file) {
            let id = fingerprint.id.to_string();
            self.articles.push(Entry { id, url: fingerprint.url, text: fingerprint.text, file: *source_file });
        }
    }

    /// Takes the article off the list; false when it was not on it.
    pub(super) fn readmit(&mut self, article: &Fingerprint, file: Option<u64>) -> bool {
        let before = self.articles.len();
        self.articles.retain(|entry| !entry.matches(article, file));
        self.articles.len() < before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    fn fingerprint(id: &str, text: &str, url: &str) -> Fingerprint {
        let mut article = Article::new(id, text);
        article.url = Some(url.to_owned()).filter(|url| !url.is_empty());
        Fingerprint::of(&article)
    }

    #[test]
    fn a_removed_article_is_recognised() {
        let mut removed = RemovedArticles::default();
        let article = fingerprint("a", "some words", "example.com/a");
        removed.add(&StoredArticle { fingerprint: article, source_file: Some(7) });
        for (known, id, text, url, file) in [
            (true, "a", "other words", "", Some(7)),
            (false, "a", "other words", "", Some(8)),
            (false, "a", "other words", "", None),
            (true, "b", "some words", "", Some(8)),
            (true, "b", "other words", "www.example.com/a/", None),
            (false, "b", "some words", "example.com/b", None),
        ] {
            assert_eq!(removed.contains(&fingerprint(id, text, url), file), known, "{id} {text} {url} {file:?}");
        }
        assert!(!removed.readmit(&fingerprint("b", "new words", ""), None));
        assert!(removed.readmit(&fingerprint("b", "some words", ""), None));
        assert_eq!(removed.len(), 0);
    }
}
