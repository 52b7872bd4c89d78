//! The changes of an update since its last commit, which the engine does not show yet.

use rustc_hash::{FxHashMap, FxHashSet};

use super::dedup::{Fingerprint, StoredArticle, with_smallest_id};
use super::files::FileState;

/// Changes on top of the snapshot of the last commit.
#[derive(Default)]
pub(super) struct PendingChanges {
    articles: FxHashMap<u64, StoredArticle>,
    deleted: FxHashSet<u64>,
    by_url: FxHashMap<u64, Vec<u64>>,
    by_text: FxHashMap<u64, Vec<u64>>,
    /// Files that were written, with their articles sorted, or removed (`None`).
    files: FxHashMap<u64, Option<(FileState, Vec<u64>)>>,
    /// From an article to the written files that contain it, except large ones.
    containing: FxHashMap<u64, Vec<u64>>,
    /// Written files with more than [`LARGE_FILE`] articles.
    large_files: Vec<u64>,
}

/// A file with more articles is searched itself: an entry for each article would take more memory than the list.
const LARGE_FILE: usize = 1000;

impl PendingChanges {
    /// Whether the article was written or deleted since the last commit, so that the snapshot is out of date.
    pub(super) fn touches(&self, article: u64) -> bool {
        self.articles.contains_key(&article) || self.deleted.contains(&article)
    }

    pub(super) fn put(&mut self, article: StoredArticle) {
        let key = article.fingerprint.key();
        let StoredArticle { fingerprint, .. } = &article;
        for (map, by) in [(&mut self.by_url, fingerprint.url), (&mut self.by_text, fingerprint.text)] {
            let keys = by.map(|by| map.entry(by).or_default());
            keys.filter(|keys| !keys.contains(&key)).into_iter().for_each(|keys| keys.push(key));
        }
        self.deleted.remove(&key);
        self.articles.insert(key, article);
    }

    pub(super) fn delete(&mut self, article: u64) {
        self.articles.remove(&article);
        self.deleted.insert(article);
    }

    pub(super) fn article(&self, key: u64) -> Option<&StoredArticle> {
        self.articles.get(&key)
    }

    /// The article with the same URL.
    pub(super) fn with_url(&self, fingerprint: &Fingerprint) -> Option<StoredArticle> {
        let articles = self.listed(&self.by_url, fingerprint.url);
        with_smallest_id(articles.filter(|article| article.fingerprint.url == fingerprint.url).cloned())
    }

    /// The article with the same words.
    pub(super) fn with_text(&self, fingerprint: &Fingerprint) -> Option<StoredArticle> {
        let is_same = |stored: &Fingerprint| stored.text == fingerprint.text && !stored.is_other_article(fingerprint);
        let articles = self.listed(&self.by_text, fingerprint.text);
        with_smallest_id(articles.filter(|article| is_same(&article.fingerprint)).cloned())
    }

    /// The articles listed under `by`. An entry may be out of date: the article may have been replaced by another
    /// version.
    fn listed<'p>(
        &'p self,
        map: &'p FxHashMap<u64, Vec<u64>>,
        by: Option<u64>,
    ) -> impl Iterator<Item = &'p StoredArticle> {
        let keys = by.and_then(|by| map.get(&by)).into_iter().flatten();
        keys.filter_map(|key| self.articles.get(key))
    }

    /// Records a written file. Its articles must be sorted.
    pub(super) fn write_file(&mut self, file: FileState, articles: Vec<u64>) {
        let key = file.key();
        let add_to = |files: &mut Vec<u64>| {
            if !files.contains(&key) {
                files.push(key);
            }
        };
        if articles.len() > LARGE_FILE {
            add_to(&mut self.large_files);
        } else {
            articles.iter().for_each(|&article| add_to(self.containing.entry(article).or_default()));
        }
        self.files.insert(key, Some((file, articles)));
    }

    pub(super) fn remove_file(&mut self, file: u64) {
        self.files.insert(file, None);
    }

    /// `None`: not changed since the commit; `Some(None)`: removed; `Some(Some(_))`: the new state.
    pub(super) fn file(&self, key: u64) -> Option<Option<&(FileState, Vec<u64>)>> {
        self.files.get(&key).map(Option::as_ref)
    }

    /// The digests of everything that was written: articles, their URLs and words, files.
    pub(super) fn digests(&self) -> impl Iterator<Item = u64> {
        let of_article = |(&key, StoredArticle { fingerprint, .. }): (&u64, &StoredArticle)| {
            [Some(key), fingerprint.url, fingerprint.text].into_iter().flatten()
        };
        self.articles.iter().flat_map(of_article).chain(self.files.keys().copied())
    }

    /// The files that are to be read again.
    pub(super) fn stale_files(&self) -> impl Iterator<Item = u64> {
        let files = self.files.iter();
        files.filter(|(_, file)| file.as_ref().is_some_and(|(file, _)| file.hash.is_none())).map(|(key, _)| *key)
    }

    /// The written files that contain the article.
    pub(super) fn files_with(&self, article: u64) -> impl Iterator<Item = u64> {
        let keys = self.containing.get(&article).into_iter().flatten().chain(&self.large_files).copied();
        // An entry may be out of date: the file may have been written again with other articles.
        let contains = move |(_, articles): &(FileState, Vec<u64>)| articles.binary_search(&article).is_ok();
        keys.filter(move |&key| self.file(key).flatten().is_some_and(contains))
    }
}
