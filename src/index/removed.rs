//! Articles that the user took out of the index, and that do not come in again.
//!
//! The list stands with the data and goes into the data that takes its place. It is written before the articles go: should
//! a writer end in between, the next one takes them out. An article is recognised as elsewhere (see `identity`): by its
//! address, by its words, or by its id in the file that it was read from.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::IndexError;
use super::identity::{Gist, Held};
use super::{place, sealed};

/// The articles that were taken out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Removed {
    articles: Vec<Entry>,
}

/// One of them: enough to know it again, and nothing of what it said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    id: String,
    url: Option<u64>,
    text: Option<u64>,
    file: Option<u64>,
}

impl Entry {
    fn is(&self, gist: &Gist, file: Option<u64>) -> bool {
        let same = |one: Option<u64>, other: Option<u64>| one.is_some() && one == other;
        let named = *self.id == *gist.id && same(self.file, file);
        // With other words at another address it is another article, whatever its name.
        named || same(self.url, gist.url) || (same(self.text, gist.text) && (self.url.is_none() || gist.url.is_none()))
    }
}

impl Removed {
    /// Those of the data in `data`.
    ///
    /// # Errors
    /// [`IndexError::Forgotten`] when the list is damaged.
    pub(super) fn of(dir: &Path, data: &Path) -> Result<Self, IndexError> {
        match sealed::read(dir, data, place::REMOVED) {
            Err(IndexError::Damaged { .. }) => Err(IndexError::Forgotten { dir: dir.to_owned() }),
            list => Ok(list?.unwrap_or_default()),
        }
    }

    /// Those of the data in `data`, as far as they can be told.
    pub(super) fn known(dir: &Path, data: &Path) -> Result<Self, IndexError> {
        match Self::of(dir, data) {
            Err(IndexError::Forgotten { .. }) => Ok(Self::default()),
            list => list,
        }
    }

    /// Writes them into `data`.
    pub(super) fn keep(&self, dir: &Path, data: &Path) -> Result<(), IndexError> {
        sealed::write(dir, data, place::REMOVED, self)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.articles.len()
    }

    /// Whether an article that `file` holds was taken out.
    pub(super) fn holds(&self, gist: &Gist, file: Option<u64>) -> bool {
        self.articles.iter().any(|entry| entry.is(gist, file))
    }

    /// Their ids.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.articles.iter().map(|entry| entry.id.as_str())
    }

    /// The article is taken out.
    pub(super) fn add(&mut self, held: &Held) {
        let Held { gist, from } = held;
        if !self.holds(gist, *from) {
            self.articles.push(Entry { id: gist.id.to_string(), url: gist.url, text: gist.text, file: *from });
        }
    }

    /// The article may come in again; false when it was never taken out.
    pub(super) fn forget(&mut self, gist: &Gist, file: Option<u64>) -> bool {
        let before = self.articles.len();
        self.articles.retain(|entry| !entry.is(gist, file));
        self.articles.len() < before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;

    fn gist(id: &str, text: &str, url: &str) -> Gist {
        let mut article = Article::new(id, text);
        article.url = Some(url.to_owned()).filter(|url| !url.is_empty());
        Gist::of(&article)
    }

    #[test]
    fn what_was_taken_out_is_known_again() {
        let mut removed = Removed::default();
        removed.add(&Held { gist: gist("a", "some words", "example.com/a"), from: Some(7) });
        for (known, id, text, url, file) in [
            (true, "a", "other words", "", Some(7)),
            (false, "a", "other words", "", Some(8)),
            (false, "a", "other words", "", None),
            (true, "b", "some words", "", Some(8)),
            (true, "b", "other words", "www.example.com/a/", None),
            (false, "b", "some words", "example.com/b", None),
        ] {
            assert_eq!(removed.holds(&gist(id, text, url), file), known, "{id} {text} {url} {file:?}");
        }
        assert!(!removed.forget(&gist("b", "new words", ""), None));
        assert!(removed.forget(&gist("b", "some words", ""), None));
        assert_eq!(removed.len(), 0);
    }
}
