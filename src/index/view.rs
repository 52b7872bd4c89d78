//! The index as it will be when what was changed since the last commit is committed: what an update decides by.

use std::path::Path;

use rustc_hash::FxHashSet;

use super::error::IndexError;
use super::files::FileState;
use super::holdings::Holdings;
use super::identity::{Gist, Held};
use super::keys::article_key;
use super::place;
use super::recent::Recent;
use super::removed::Removed;
use crate::article::Article;

/// What [`Update::put`](super::Update::put) did.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
    /// Another article has the id that it came with: both are kept, this one under another.
    Clash {
        /// The id that it is kept under.
        id: String,
    },
    /// It was taken out of the index before, and stays out.
    LeftOut,
    /// It has no words. Where a version is known that has some, that one stays.
    Empty,
}

/// The last commit and what was changed since.
pub(super) struct View {
    pub(super) holdings: Holdings,
    pub(super) recent: Recent,
    /// The file at hand.
    pub(super) open: Option<OpenFile>,
    /// Articles that were brought under another id than they are kept under.
    pub(super) adopted: FxHashSet<u64>,
    /// Articles from streams, when their ids mean nothing beyond them.
    streams: Option<FxHashSet<u64>>,
    /// Articles that the user took out.
    pub(super) removed: Removed,
    /// They may come in again.
    pub(super) again: bool,
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
    fn new(id: impl Into<Box<str>>, put: Put, is_first: bool) -> Self {
        Self { id: id.into(), put, is_first }
    }

    /// Whether it is written at all.
    pub(super) fn is_written(&self) -> bool {
        !matches!(self.put, Put::Same { replaced: false } | Put::LeftOut | Put::Empty)
    }
}

impl View {
    pub(super) fn new(holdings: Holdings) -> View {
        View {
            holdings,
            recent: Recent::default(),
            open: None,
            adopted: FxHashSet::default(),
            streams: None,
            removed: Removed::default(),
            again: false,
        }
    }

    pub(super) fn begin_file(&mut self, state: FileState) {
        let before = self.file(state.key()).map(|(_, articles)| articles).unwrap_or_default();
        self.open = Some(OpenFile { state, before, seen: FxHashSet::default(), noted: false });
    }

    pub(super) fn begin_streams(&mut self) {
        self.streams.get_or_insert_default();
    }

    /// What is to be done with an article from the file at hand.
    pub(super) fn decide(&self, gist: &Gist) -> Decision {
        if !self.again && self.removed.holds(gist, self.here()) {
            return Decision::new(gist.id.clone(), Put::LeftOut, false);
        }
        if gist.text.is_none() {
            return Decision::new(gist.id.clone(), Put::Empty, false);
        }
        let is_first = !self.knows(gist.key());
        let own = if is_first { None } else { self.held(gist.key()) };
        let Some(held) = self.twin(gist).or_else(|| own.clone().filter(|own| self.is_one_with(own, gist))) else {
            return match own {
                None => Decision::new(gist.id.clone(), Put::Added, is_first),
                // The id was not its own to begin with.
                Some(_) if self.is_nameless(gist) => self.beside(gist, |_| Put::Added),
                Some(_) => self.beside(gist, |id| Put::Clash { id }),
            };
        };
        // Twice in one file, word for word, it is no other version.
        let again = self.is_seen(held.gist.key()) && held.gist.stays_before(gist);
        let put = if self.is_earlier_version(&held, gist) && !again {
            Put::Replaced
        } else {
            match held.gist.stays_before(gist) && self.source_exists(&held) {
                true => Put::Same { replaced: false },
                false if held.gist.id == gist.id => Put::Replaced,
                false => Put::Same { replaced: true },
            }
        };
        Decision::new(held.gist.id, put, false)
    }

    /// Whether the id was given to the article for its place: what has it now was brought under another and recognised, as a
    /// line that has moved up in its file; or it is a line of another stream, such as standard input at another time.
    fn is_nameless(&self, gist: &Gist) -> bool {
        self.adopted.contains(&gist.key()) || (self.open.is_none() && is_line_of_a_stream(&gist.id))
    }

    /// Whether what is held under the id of an article is that article, though neither address nor all words are the same.
    fn is_one_with(&self, own: &Held, gist: &Gist) -> bool {
        let from_here = own.from == self.here() && (self.here().is_some() || self.streams.is_none());
        let one = (from_here && !self.is_seen(own.gist.key())) || own.gist.is_version_of(gist);
        one && !self.is_nameless(gist)
    }

    /// An id for an article whose own is another's: by its file, so that a later version is known by it, else by what it is.
    fn beside(&self, gist: &Gist, put: impl Fn(String) -> Put) -> Decision {
        if let Some(file) = self.here().filter(|_| !self.is_nameless(gist)) {
            let id = format!("{}~{:08x}", gist.id, file >> 32);
            let key = article_key(&id);
            match self.held(key) {
                None => return Decision::new(id.clone(), put(id), !self.knows(key)),
                Some(held) if held.from == Some(file) && !self.is_seen(key) => {
                    return Decision::new(id, Put::Replaced, false);
                }
                Some(_) => {}
            }
        }
        let id = format!("{}~{:08x}", gist.id, gist.fingerprint() >> 32);
        Decision::new(id.clone(), put(id), false)
    }

    /// Whether what is held is the very article from the very source, as it was before.
    fn is_earlier_version(&self, held: &Held, gist: &Gist) -> bool {
        let from_here = held.from == self.here();
        from_here && (held.gist.id == gist.id || (held.from.is_some() && !self.is_seen(held.gist.key())))
    }

    /// Whether the article was brought by the file or the streams at hand.
    fn is_seen(&self, article: u64) -> bool {
        let seen = self.open.as_ref().map(|open| &open.seen).or(self.streams.as_ref());
        seen.is_some_and(|seen| seen.contains(&article))
    }

    /// Notes that the article was put in as was decided.
    pub(super) fn put(&mut self, mut gist: Gist, decision: &Decision) {
        // The file does not hold it: what becomes of it is decided at the end of the file.
        if matches!(decision.put, Put::LeftOut | Put::Empty) {
            return;
        }
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

    /// The file or stream at hand holds the article.
    pub(super) fn note(&mut self, article: u64) {
        let seen = self.open.as_mut().map(|open| &mut open.seen).or(self.streams.as_mut());
        if let Some(seen) = seen {
            seen.insert(article);
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
    /// Of an update of what the index in `dir` holds; with `again`, articles that were taken out may come in again.
    ///
    /// # Errors
    /// When the list of those that were taken out cannot be read.
    pub fn new(dir: &Path, holdings: Holdings, again: bool) -> Result<Preview, IndexError> {
        let removed = place::named(dir).map_or(Ok(Removed::default()), |data| Removed::of(dir, &data))?;
        Ok(Preview(View { removed, again, ..View::new(holdings) }))
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
        let gist = Gist::of(article);
        let decision = self.0.decide(&gist);
        self.0.put(gist, &decision);
        decision.put
    }

    /// See [`Update::end_file`](super::Update::end_file): ids of what comes next are those of another file or stream.
    pub fn end_file(&mut self) {
        self.0.open = None;
    }
}
