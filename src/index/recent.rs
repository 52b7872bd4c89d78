//! What an update has changed since its last commit: the engine does not show it yet.

use rustc_hash::{FxHashMap, FxHashSet};

use super::files::FileState;
use super::identity::{Gist, Held, least};

/// Changes on top of the holdings that were committed last.
#[derive(Default)]
pub(super) struct Recent {
    articles: FxHashMap<u64, Held>,
    gone: FxHashSet<u64>,
    urls: FxHashMap<u64, Vec<u64>>,
    texts: FxHashMap<u64, Vec<u64>>,
    /// Files that were written, or taken out; their articles are in order.
    files: FxHashMap<u64, Option<(FileState, Vec<u64>)>>,
    /// Which of those files hold an article, those aside that hold many.
    holders: FxHashMap<u64, Vec<u64>>,
    /// Those that hold many.
    large: Vec<u64>,
}

/// Articles of a file from which on it is asked itself: an entry for each of them would take more memory than they do.
const MANY: usize = 1000;

impl Recent {
    /// Whether what the last commit says of the article is out of date.
    pub(super) fn touches(&self, article: u64) -> bool {
        self.articles.contains_key(&article) || self.gone.contains(&article)
    }

    pub(super) fn put(&mut self, held: Held) {
        let key = held.gist.key();
        let Held { gist, .. } = &held;
        for (map, by) in [(&mut self.urls, gist.url), (&mut self.texts, gist.text)] {
            let keys = by.map(|by| map.entry(by).or_default());
            keys.filter(|keys| !keys.contains(&key)).into_iter().for_each(|keys| keys.push(key));
        }
        self.gone.remove(&key);
        self.articles.insert(key, held);
    }

    pub(super) fn remove(&mut self, article: u64) {
        self.articles.remove(&article);
        self.gone.insert(article);
    }

    pub(super) fn article(&self, key: u64) -> Option<&Held> {
        self.articles.get(&key)
    }

    /// The article by its address on the web.
    pub(super) fn with_url(&self, gist: &Gist) -> Option<Held> {
        let held = self.held(&self.urls, gist.url);
        least(held.filter(|held| held.gist.url == gist.url).cloned())
    }

    /// The article by its words.
    pub(super) fn with_text(&self, gist: &Gist) -> Option<Held> {
        let held = self.held(&self.texts, gist.text);
        least(held.filter(|held| held.gist.text == gist.text && !held.gist.contradicts(gist)).cloned())
    }

    fn held<'r>(&'r self, map: &'r FxHashMap<u64, Vec<u64>>, by: Option<u64>) -> impl Iterator<Item = &'r Held> {
        let keys = by.and_then(|by| map.get(&by)).into_iter().flatten();
        // An entry may tell of a version that was replaced since; whoever asks looks again.
        keys.filter_map(|key| self.articles.get(key))
    }

    /// Notes a file whose articles are in order.
    pub(super) fn write_file(&mut self, file: FileState, articles: Vec<u64>) {
        let key = file.key();
        let list = |holders: &mut Vec<u64>| {
            if !holders.contains(&key) {
                holders.push(key);
            }
        };
        if articles.len() > MANY {
            list(&mut self.large);
        } else {
            articles.iter().for_each(|&article| list(self.holders.entry(article).or_default()));
        }
        self.files.insert(key, Some((file, articles)));
    }

    pub(super) fn remove_file(&mut self, file: u64) {
        self.files.insert(file, None);
    }

    /// The file as it is now: unknown here, or taken out, or so.
    pub(super) fn file(&self, key: u64) -> Option<Option<&(FileState, Vec<u64>)>> {
        self.files.get(&key).map(Option::as_ref)
    }

    /// The numbers of all that was written: articles, their addresses and words, files.
    pub(super) fn numbers(&self) -> impl Iterator<Item = u64> {
        let of = |(&key, Held { gist, .. }): (&u64, &Held)| [Some(key), gist.url, gist.text].into_iter().flatten();
        self.articles.iter().flat_map(of).chain(self.files.keys().copied())
    }

    /// The files that are to be read again.
    pub(super) fn distrusted(&self) -> impl Iterator<Item = u64> {
        let files = self.files.iter();
        files.filter(|(_, file)| file.as_ref().is_some_and(|(file, _)| file.hash.is_none())).map(|(key, _)| *key)
    }

    /// The keys of the files written since that hold the article.
    pub(super) fn holders(&self, article: u64) -> impl Iterator<Item = u64> {
        let keys = self.holders.get(&article).into_iter().flatten().chain(&self.large).copied();
        // An entry may tell of a file as it was before it was written again.
        let holds = move |(_, articles): &(FileState, Vec<u64>)| articles.binary_search(&article).is_ok();
        keys.filter(move |&key| self.file(key).flatten().is_some_and(holds))
    }
}
