//! The state of the index including uncommitted changes: decides what an update does with each incoming article.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use super::data_dir;
use super::dedup::{Fingerprint, StoredArticle};
use super::digests::article_key;
use super::error::IndexError;
use super::files::FileState;
use super::pending::PendingChanges;
use super::removed_articles::RemovedArticles;
use super::snapshot::IndexSnapshot;
use crate::article::Article;

/// What [`Update::put`](super::Update::put) did.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Put {
    /// The article is new.
    Added,
    /// It replaced its earlier version.
    Replaced,
    /// It is the same article as one from another file. Either it replaced that one, or that one stays because it is
    /// longer, later or equal.
    Duplicate {
        /// Whether it replaced the other.
        replaced: bool,
    },
    /// Another article has the same id. Both are kept, this one under a new id.
    IdConflict {
        /// The new id.
        id: String,
    },
    /// The user removed it before, so it was not added.
    Excluded,
    /// It has no words, so it was not added. An existing version stays.
    Empty,
}

/// The snapshot of the last commit together with the changes since.
pub(super) struct UncommittedView {
    pub(super) snapshot: IndexSnapshot,
    pub(super) pending: PendingChanges,
    /// The file that is being read.
    pub(super) open_file: Option<OpenFile>,
    /// Stored articles that came with another id than they are stored under.
    renamed: FxHashSet<u64>,
    /// Articles from streams so far; `None` unless streams were begun.
    streams: Option<FxHashSet<u64>>,
    /// Articles that the user removed.
    pub(super) removed: RemovedArticles,
    /// Whether removed articles are added again.
    pub(super) readmits_removed: bool,
}

/// A file whose articles are being put in.
pub(super) struct OpenFile {
    pub(super) state: FileState,
    /// The articles that it contained before.
    pub(super) before: Vec<u64>,
    /// The articles that it contains now, as far as it was read.
    pub(super) seen: FxHashSet<u64>,
    /// Whether it is stored as partially read.
    pub(super) is_stored: bool,
}

/// What is done with an incoming article.
pub(super) struct Decision {
    /// The id under which it is stored.
    pub(super) id: Box<str>,
    pub(super) put: Put,
    /// Nothing is stored under that id, so there is nothing to delete.
    pub(super) is_new_id: bool,
}

impl Decision {
    fn new(id: impl Into<Box<str>>, put: Put, is_new_id: bool) -> Self {
        Self { id: id.into(), put, is_new_id }
    }

    /// Whether the article is written at all.
    pub(super) fn is_written(&self) -> bool {
        !matches!(self.put, Put::Duplicate { replaced: false } | Put::Excluded | Put::Empty)
    }
}

impl UncommittedView {
    pub(super) fn new(snapshot: IndexSnapshot) -> UncommittedView {
        UncommittedView {
            snapshot,
            pending: PendingChanges::default(),
            open_file: None,
            renamed: FxHashSet::default(),
            streams: None,
            removed: RemovedArticles::default(),
            readmits_removed: false,
        }
    }

    pub(super) fn begin_file(&mut self, state: FileState) {
        let before = self.file(state.key()).map(|(_, articles)| articles).unwrap_or_default();
        self.open_file = Some(OpenFile { state, before, seen: FxHashSet::default(), is_stored: false });
    }

    pub(super) fn begin_streams(&mut self) {
        self.streams.get_or_insert_default();
    }

    /// What is to be done with an article from the current file or stream.
    pub(super) fn decide(&self, new: &Fingerprint) -> Decision {
        if !self.readmits_removed && self.removed.contains(new, self.current_file()) {
            return Decision::new(new.id.clone(), Put::Excluded, false);
        }
        if new.text.is_none() {
            return Decision::new(new.id.clone(), Put::Empty, false);
        }
        let is_new_id = !self.has_article(new.key());
        let same_id = if is_new_id { None } else { self.article(new.key()) };
        let is_same = |stored: &StoredArticle| self.is_same_despite_changes(stored, new);
        let Some(stored) = self.version_of(new).or_else(|| same_id.clone().filter(is_same)) else {
            return match same_id {
                None => Decision::new(new.id.clone(), Put::Added, is_new_id),
                // The id never identified an article.
                Some(_) if self.is_positional(new) => self.under_new_id(new, |_| Put::Added),
                Some(_) => self.under_new_id(new, |id| Put::IdConflict { id }),
            };
        };
        // The same words twice in one file are a duplicate, not another version.
        let is_repetition = self.is_seen(stored.fingerprint.key()) && stored.fingerprint.supersedes(new);
        let put = if self.is_earlier_version(&stored, new) && !is_repetition {
            Put::Replaced
        } else {
            match stored.fingerprint.supersedes(new) && self.source_exists(&stored) {
                true => Put::Duplicate { replaced: false },
                false if stored.fingerprint.id == new.id => Put::Replaced,
                false => Put::Duplicate { replaced: true },
            }
        };
        Decision::new(stored.fingerprint.id, put, false)
    }

    /// Whether the id only tells a position. The article stored under it came with another id and was recognised, like
    /// a line that moved up in its file; or it is a line of a stream, and a line of standard input is another article
    /// each time.
    fn is_positional(&self, new: &Fingerprint) -> bool {
        self.renamed.contains(&new.key()) || (self.open_file.is_none() && is_line_of_a_stream(&new.id))
    }

    /// Whether the article stored under the id of `new` is the same, although neither URL nor all words agree.
    fn is_same_despite_changes(&self, stored: &StoredArticle, new: &Fingerprint) -> bool {
        let file = self.current_file();
        let from_same_source = stored.source_file == file && (file.is_some() || self.streams.is_none());
        let is_first_of_id = from_same_source && !self.is_seen(stored.fingerprint.key());
        (is_first_of_id || stored.fingerprint.is_version_of(new)) && !self.is_positional(new)
    }

    /// A new id for an article whose own is taken: made from its file, so that later versions get it again, or from its
    /// content.
    fn under_new_id(&self, new: &Fingerprint, put: impl Fn(String) -> Put) -> Decision {
        if let Some(file) = self.current_file().filter(|_| !self.is_positional(new)) {
            let id = format!("{}~{:08x}", new.id, file >> 32);
            let key = article_key(&id);
            match self.article(key) {
                None => return Decision::new(id.clone(), put(id), !self.has_article(key)),
                Some(stored) if stored.source_file == Some(file) && !self.is_seen(key) => {
                    return Decision::new(id, Put::Replaced, false);
                }
                Some(_) => {}
            }
        }
        let id = format!("{}~{:08x}", new.id, new.digest() >> 32);
        Decision::new(id.clone(), put(id), false)
    }

    /// Whether the stored article came from the same source as `new` and is its previous version there.
    fn is_earlier_version(&self, stored: &StoredArticle, new: &Fingerprint) -> bool {
        let same_id = stored.fingerprint.id == new.id;
        let is_unseen = stored.source_file.is_some() && !self.is_seen(stored.fingerprint.key());
        stored.source_file == self.current_file() && (same_id || is_unseen)
    }

    /// Whether the current file, or the streams, brought the article already.
    fn is_seen(&self, article: u64) -> bool {
        let seen = self.open_file.as_ref().map(|open| &open.seen).or(self.streams.as_ref());
        seen.is_some_and(|seen| seen.contains(&article))
    }

    /// Records that the article was put in as decided.
    pub(super) fn put(&mut self, mut new: Fingerprint, decision: &Decision) {
        // The file does not list it, so an existing version is released at the end of the file.
        if matches!(decision.put, Put::Excluded | Put::Empty) {
            return;
        }
        let is_renamed = new.id != decision.id;
        new.id.clone_from(&decision.id);
        let key = new.key();
        if is_renamed {
            self.renamed.insert(key);
        }
        if decision.is_written() {
            let source_file = self.current_file();
            self.pending.put(StoredArticle { fingerprint: new, source_file });
        }
        self.mark_seen(key);
    }

    /// Records that the current file or stream contains the article.
    pub(super) fn mark_seen(&mut self, article: u64) {
        let seen = self.open_file.as_mut().map(|open| &mut open.seen).or(self.streams.as_mut());
        if let Some(seen) = seen {
            seen.insert(article);
        }
    }

    /// The key of the file that is being read.
    pub(super) fn current_file(&self) -> Option<u64> {
        self.open_file.as_ref().map(|open| open.state.key())
    }

    /// Whether an article with this key is stored, or was since the last commit.
    fn has_article(&self, article: u64) -> bool {
        self.pending.touches(article) || self.snapshot.has_article(article)
    }

    /// The article with this key.
    pub(super) fn article(&self, article: u64) -> Option<StoredArticle> {
        match self.pending.touches(article) {
            true => self.pending.article(article).cloned(),
            false => self.snapshot.article(article),
        }
    }

    /// The stored article with the same URL, or else the same words.
    fn version_of(&self, new: &Fingerprint) -> Option<StoredArticle> {
        let unchanged = |stored: &StoredArticle| !self.pending.touches(stored.fingerprint.key());
        let by_url = self.pending.with_url(new).or_else(|| self.snapshot.with_url(new, unchanged));
        by_url.or_else(|| self.pending.with_text(new)).or_else(|| self.snapshot.with_text(new, unchanged))
    }

    pub(super) fn file(&self, key: u64) -> Option<(FileState, Vec<u64>)> {
        match self.pending.file(key) {
            Some(file) => file.cloned(),
            None => self.snapshot.file(key),
        }
    }

    /// The keys of the files that contain the article, sorted.
    pub(super) fn files_with(&self, article: u64) -> Vec<u64> {
        let unchanged = self.snapshot.files_with(article).filter(|&key| self.pending.file(key).is_none());
        let mut all: Vec<u64> = unchanged.chain(self.pending.files_with(article)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether the file that the article was read from still exists.
    fn source_exists(&self, stored: &StoredArticle) -> bool {
        let exists = |key| self.file(key).is_some_and(|(file, _)| file.canonical_path.exists());
        stored.source_file.is_none_or(|key| self.current_file() == Some(key) || exists(key))
    }
}

/// Whether this id was given to an article of a stream because it had none of its own.
fn is_line_of_a_stream(id: &str) -> bool {
    id.strip_prefix("line-")
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Tells what an update would do, without an update: for `--dry-run`.
pub struct Preview(UncommittedView);

impl Preview {
    /// Of an update of the index in `dir` with this snapshot. With `readmit_removed`, removed articles would be added
    /// again.
    ///
    /// # Errors
    /// When the list of removed articles cannot be read.
    pub fn new(dir: &Path, snapshot: IndexSnapshot, readmit_removed: bool) -> Result<Preview, IndexError> {
        let load = |data: PathBuf| RemovedArticles::load(dir, &data);
        let removed = data_dir::current_of_any_version(dir).map_or(Ok(RemovedArticles::default()), load)?;
        Ok(Preview(UncommittedView { removed, readmits_removed: readmit_removed, ..UncommittedView::new(snapshot) }))
    }

    /// See [`Update::begin_streams`](super::Update::begin_streams).
    pub fn begin_streams(&mut self) {
        self.0.begin_streams();
    }

    /// See [`Update::begin_file`](super::Update::begin_file).
    pub fn begin_file(&mut self, state: FileState) {
        self.0.begin_file(state);
    }

    /// What [`Update::put`](super::Update::put) would do with the article.
    pub fn put(&mut self, article: &Article) -> Put {
        let fingerprint = Fingerprint::of(article);
        let decision = self.0.decide(&fingerprint);
        self.0.put(fingerprint, &decision);
        decision.put
    }

    /// See [`Update::end_file`](super::Update::end_file): what follows comes from another file or stream.
    pub fn end_file(&mut self) {
        self.0.open_file = None;
    }
}
