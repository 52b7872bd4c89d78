//! The index as it will be when what was changed since the last commit is committed: what an update decides by.

use rustc_hash::FxHashSet;

use super::files::FileState;
use super::holdings::{Held, Holdings};
use super::identity::Gist;
use super::recent::Recent;
use crate::article::Article;

/// What [`Update::put`](super::Update::put) did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// The article is new.
    Added,
    /// It took the place of an earlier version.
    Replaced,
    /// It is the same article as one from another file. It took that one's place, or the other stays because it is
    /// fuller, later, or simply the same.
    Same {
        /// Whether it took the other's place.
        replaced: bool,
    },
}

/// The last commit and what was changed since.
pub(super) struct View {
    pub(super) holdings: Holdings,
    pub(super) recent: Recent,
    /// The file at hand.
    pub(super) open: Option<OpenFile>,
    /// Articles that were brought under another id than they are kept under.
    pub(super) adopted: FxHashSet<u64>,
}

/// A file whose articles are being put in.
pub(super) struct OpenFile {
    pub(super) state: FileState,
    /// What it held before.
    pub(super) before: Vec<u64>,
    /// What it holds now, as far as it was read.
    pub(super) seen: FxHashSet<u64>,
    /// It is noted in the index as half read.
    pub(super) noted: bool,
}

/// Under which id an article is kept, and what that means.
pub(super) struct Decision {
    pub(super) id: Box<str>,
    pub(super) put: Put,
    /// Nothing is known under that id: there is nothing to delete.
    pub(super) is_first: bool,
}

impl Decision {
    /// Whether it is written at all.
    pub(super) fn is_written(&self) -> bool {
        self.put != Put::Same { replaced: false }
    }
}

impl View {
    pub(super) fn new(holdings: Holdings) -> View {
        View { holdings, recent: Recent::default(), open: None, adopted: FxHashSet::default() }
    }

    pub(super) fn begin_file(&mut self, state: FileState) {
        let before = self.file(state.key()).map(|(_, articles)| articles).unwrap_or_default();
        self.open = Some(OpenFile { state, before, seen: FxHashSet::default(), noted: false });
    }

    /// What is to be done with an article from the file at hand.
    pub(super) fn decide(&self, gist: &Gist) -> Decision {
        let is_first = !self.knows(gist.key());
        let own = if is_first { None } else { self.held(gist.key()) };
        let twin = self.twin(gist);
        // What has this id now was brought under another and recognised: a line that has moved up in its file. Or it is
        // a line of another stream, such as standard input at another time.
        let another = self.adopted.contains(&gist.key()) || (self.open.is_none() && is_line_of_a_stream(&gist.id));
        if twin.is_none() && own.is_some() && another {
            let id = format!("{}~{:08x}", gist.id, gist.text.unwrap_or(0) >> 32).into();
            return Decision { id, put: Put::Added, is_first: false };
        }
        let Some(held) = twin.or(own) else { return Decision { id: gist.id.clone(), put: Put::Added, is_first } };
        let put = if self.is_earlier_version(&held, gist) {
            Put::Replaced
        } else {
            match held.gist.stays_before(gist) && self.source_exists(&held) {
                true => Put::Same { replaced: false },
                false if held.gist.id == gist.id => Put::Replaced,
                false => Put::Same { replaced: true },
            }
        };
        Decision { id: held.gist.id, put, is_first: false }
    }

    /// Whether what is held is the very article from the very source, as it was before.
    fn is_earlier_version(&self, held: &Held, gist: &Gist) -> bool {
        let from_here = held.from == self.here();
        let read_now = self.open.as_ref().is_some_and(|open| open.seen.contains(&held.gist.key()));
        from_here && (held.gist.id == gist.id || (held.from.is_some() && !read_now))
    }

    /// Notes that the article was put in as was decided.
    pub(super) fn put(&mut self, mut gist: Gist, decision: &Decision) {
        let is_adopted = gist.id != decision.id;
        gist.id.clone_from(&decision.id);
        let key = gist.key();
        if is_adopted {
            self.adopted.insert(key);
        }
        if decision.is_written() {
            let from = self.here();
            self.recent.put(Held { gist, from });
        }
        self.note(key);
    }

    /// The file at hand holds the article.
    pub(super) fn note(&mut self, article: u64) {
        if let Some(open) = &mut self.open {
            open.seen.insert(article);
        }
    }

    /// The file at hand.
    pub(super) fn here(&self) -> Option<u64> {
        self.open.as_ref().map(|open| open.state.key())
    }

    /// Whether anything stands under that key, or stood there since the last commit.
    fn knows(&self, article: u64) -> bool {
        self.recent.touches(article) || self.holdings.knows(article)
    }

    /// The article with that key.
    pub(super) fn held(&self, article: u64) -> Option<Held> {
        match self.recent.touches(article) {
            true => self.recent.article(article).cloned(),
            false => self.holdings.article(article),
        }
    }

    /// The article in another version or copy.
    fn twin(&self, gist: &Gist) -> Option<Held> {
        let still = |held: &Held| !self.recent.touches(held.gist.key());
        let by_url = self.recent.with_url(gist).or_else(|| self.holdings.with_url(gist, still));
        by_url.or_else(|| self.recent.with_text(gist)).or_else(|| self.holdings.with_text(gist, still))
    }

    pub(super) fn file(&self, key: u64) -> Option<(FileState, Vec<u64>)> {
        match self.recent.file(key) {
            Some(now) => now.cloned(),
            None => self.holdings.file(key),
        }
    }

    /// The keys of the files that hold the article, in order.
    pub(super) fn holders(&self, article: u64) -> Vec<u64> {
        let before = self.holdings.holders(article).filter(|&key| self.recent.file(key).is_none());
        let mut all: Vec<u64> = before.chain(self.recent.holders(article)).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether the file that the article was read from is still there.
    fn source_exists(&self, held: &Held) -> bool {
        let there = |key| self.file(key).is_some_and(|(file, _)| file.place.exists());
        held.from.is_none_or(|key| self.here() == Some(key) || there(key))
    }
}

/// Whether an article of a stream was given this id for want of one of its own.
fn is_line_of_a_stream(id: &str) -> bool {
    id.strip_prefix("line-")
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What an update would do, without one: for `--dry-run`.
pub struct Preview(View);

impl Preview {
    /// Of an update of what is held.
    pub fn new(holdings: Holdings) -> Preview {
        Preview(View::new(holdings))
    }

    /// See [`Update::begin_file`](super::Update::begin_file).
    pub fn begin_file(&mut self, state: FileState) {
        self.0.begin_file(state);
    }

    /// What [`Update::put`](super::Update::put) would do with the article.
    pub fn put(&mut self, article: &Article) -> Put {
        let gist = Gist::of(article);
        let decision = self.0.decide(&gist);
        self.0.put(gist, &decision);
        decision.put
    }
}
