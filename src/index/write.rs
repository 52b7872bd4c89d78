//! The one writer: articles and their quotes go in together, with what is known of the files they come from.
//!
//! Promises that whoever reads sees whole commits only, and that a writer that ends early, by whatever cause, leaves the
//! last commit. What is already in is read from the index itself.
//!
//! What counts when: an index that is made for the first time counts from its first commit on, and each later commit is
//! one step from good to good; so `index` may commit now and then, and a long run that is killed loses little. A rebuild
//! takes the place of another index, which half of it would not: it counts from [`Update::finish`] on, in one swap.

use std::path::PathBuf;

use tantivy::{IndexReader, IndexWriter, TantivyDocument, TantivyError, Term};

use super::clear;
use super::document::{self, Common};
use super::error::IndexError;
use super::files::{self, FileState};
use super::holdings::Holdings;
use super::identity::Gist;
use super::keys;
use super::lock::Lock;
use super::open::open_engine;
use super::people_table::{self, PeopleTable};
use super::place::{self, Counted};
use super::recent::Recent;
use super::schema::Fields;
use super::settings::{self, Settings};
use super::size;
use super::view::{OpenFile, Put, View};
use crate::article::Article;
use crate::quote::{Quote, quote_id};

/// A change to an index that is not seen before it is committed.
pub struct Update {
    // The order matters: the engine's threads end before the lock is given back.
    pub(super) writer: Option<IndexWriter>,
    /// None at the end.
    pub(super) reader: Option<IndexReader>,
    /// What was committed last, and what was changed since.
    pub(super) view: View,
    pub(super) changed: bool,
    pub(super) fields: Fields,
    pub(super) dir: PathBuf,
    pub(super) data: PathBuf,
    /// The id of the index.
    pub(super) id: String,
    /// The data folder is new: nobody sees it until it is pointed to.
    pub(super) fresh: bool,
    /// It counts as a whole, at its end.
    pub(super) at_end: bool,
    /// What counts until then.
    pub(super) in_place_of: Option<Counted>,
    /// It may lose most of its articles.
    pub(super) force: bool,
    /// `quotedex.json` was lost.
    pub(super) was_lost: bool,
    /// Articles that were taken out have come in again since the last commit.
    pub(super) forgot: bool,
    /// Nothing may be left of what is deleted.
    pub(super) purge: bool,
    pub(super) _lock: Lock,
}

/// What becomes of articles that their files no longer hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Prune {
    /// They stay.
    Never,
    /// They leave, unless they are most of their file.
    Guarded,
    /// They leave.
    Always,
}

/// What became of articles that a file no longer holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// They have left the index.
    pub removed: usize,
    /// They are still in it.
    pub stay: usize,
}

impl Update {
    /// Lets an index that holds next to nothing take the place of one that holds more.
    pub fn force(mut self, force: bool) -> Update {
        self.force = force;
        self
    }

    /// Lets articles come in again that were [taken out](Self::remove). Files are read again to find them.
    pub fn again(mut self, again: bool) -> Update {
        self.view.again = again;
        if again && self.view.removed.len() > 0 {
            self.view.holdings = self.view.holdings.clone().distrusted();
        }
        self
    }

    /// Whether `quotedex.json` was lost and has been made again from the data.
    pub fn was_lost(&self) -> bool {
        self.was_lost
    }

    /// Names what else decided the quotes that are put in, by a digest: an article or file that was put in under another
    /// stamp, or none, is not current.
    pub fn read_with(mut self, stamp: &str) -> Update {
        self.view.holdings = self.view.holdings.clone().read_with(stamp);
        self
    }

    /// Remembers the user's table of people that articles are read with from now on, or that there is none.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn remember(self, table: Option<&PeopleTable>) -> Result<Update, IndexError> {
        people_table::remember(&self.dir, &self.data, table)?;
        Ok(self)
    }

    /// Remembers how articles are read from now on.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn settle(self, settings: &Settings) -> Result<Update, IndexError> {
        settings::remember(&self.dir, &self.data, settings)?;
        Ok(self)
    }

    /// What is in the index, as of the last commit.
    pub fn holdings(&self) -> Holdings {
        self.view.holdings.clone()
    }

    /// Whether the index already holds this article with this content, read with the same as this update.
    pub fn is_current(&self, article_id: &str, content_hash: &str) -> bool {
        !self.view.recent.touches(keys::article_key(article_id))
            && self.view.holdings.is_current(article_id, content_hash)
    }

    /// What is put in and comes from no file comes from streams: their ids mean nothing beyond them. Without this, an article
    /// that comes from no file takes the place of the one with its id.
    pub fn begin_streams(&mut self) {
        self.view.begin_streams();
    }

    /// All that is put in from here to [`end_file`](Self::end_file) comes from this file.
    pub fn begin_file(&mut self, state: FileState) {
        self.view.begin_file(state);
    }

    /// Notes that the file at hand holds an article that [is current](Self::is_current).
    pub fn keep(&mut self, article_id: &str) {
        self.view.note(keys::article_key(article_id));
    }

    /// Adds an article with its quotes, in place of what was known of it. The same article from another file keeps the id
    /// that it has; another article with the same id is kept beside it, under another.
    ///
    /// # Errors
    /// When the disk or the engine refuses; nothing since the last commit counts then.
    pub fn put(&mut self, article: &Article, quotes: &[Quote]) -> Result<Put, IndexError> {
        let gist = Gist::of(article);
        if self.view.again && gist.text.is_some() {
            self.forgot |= self.view.removed.forget(&gist, self.view.here());
        }
        let decision = self.view.decide(&gist);
        if decision.is_written() && !decision.is_first {
            let key = keys::article_key(&decision.id);
            self.writer()?.delete_term(self.view.holdings.article_term(key));
        }
        if *decision.id != *article.id && decision.is_written() {
            let mut article = article.clone();
            article.id = decision.id.to_string();
            self.write(&article, &gist, &renamed(&article, quotes))?;
        } else if decision.is_written() {
            self.write(article, &gist, quotes)?;
        }
        self.view.put(gist, &decision);
        Ok(decision.put)
    }

    /// The file at hand is read: to its end and without a fault, or not `whole`. Articles that it held before and no longer
    /// holds leave the index only with `prune`.
    ///
    /// # Errors
    /// When the disk or the engine refuses.
    pub fn end_file(&mut self, whole: bool, prune: Prune) -> Result<Left, IndexError> {
        let Some(OpenFile { state, before, seen, .. }) = self.view.open.take() else { return Ok(Left::default()) };
        let mut articles: Vec<u64> = seen.iter().copied().collect();
        let held = before.len();
        let lost: Vec<u64> = before.into_iter().filter(|article| !seen.contains(article)).collect();
        // A file that was emptied or cut short is more often an accident than an edit.
        let is_most = lost.len() * 2 > held;
        let leave = prune == Prune::Always || (prune == Prune::Guarded && !is_most);
        let mut left = Left::default();
        for article in lost {
            if !whole {
                articles.push(article);
                continue;
            }
            match self.release(article, &state, leave)? {
                Release::Kept => {
                    articles.push(article);
                    left.stay += 1;
                }
                Release::Shared => {}
                Release::Removed => left.removed += 1,
            }
        }
        // What stays in spite of its file is to be told again next time, or pruned.
        let state = if whole && left.stay == 0 { state } else { state.distrusted() };
        self.write_file(state, articles)?;
        Ok(left)
    }

    /// A file whose time has changed, but nothing else.
    ///
    /// # Errors
    /// When the disk or the engine refuses.
    pub fn touch_file(&mut self, state: FileState) -> Result<(), IndexError> {
        match self.view.file(state.key()) {
            Some((_, articles)) => self.write_file(state, articles),
            None => Ok(()),
        }
    }

    /// Takes files that are gone out of the index, with the articles that no other file holds. An article that another
    /// file holds as well stays, and that file is read again the next time it is named.
    /// Gives how many articles left.
    ///
    /// # Errors
    /// When the disk or the engine refuses.
    pub fn prune(&mut self, gone: &[PathBuf]) -> Result<usize, IndexError> {
        let mut left = 0;
        for place in gone {
            let key = keys::file_key(place);
            let Some((state, articles)) = self.view.file(key) else { continue };
            self.writer()?.delete_term(Term::from_field_u64(self.fields.file_key, key));
            self.view.recent.remove_file(key);
            self.changed = true;
            for article in articles {
                left += usize::from(self.release(article, &state, true)? == Release::Removed);
            }
        }
        self.view.holdings.distrust(self.view.recent.distrusted());
        Ok(left)
    }

    /// The file no longer holds the article, which may `leave` the index.
    fn release(&mut self, article: u64, file: &FileState, leave: bool) -> Result<Release, IndexError> {
        // One that was taken out may still be listed.
        let Some(held) = self.view.held(article) else { return Ok(Release::Shared) };
        let mut others = self.view.holders(article);
        others.retain(|&other| other != file.key());
        if !others.is_empty() {
            if held.from == Some(file.key()) {
                for other in others {
                    if let Some((state, articles)) = self.view.file(other) {
                        self.write_file(state.distrusted(), articles)?;
                    }
                }
            }
            return Ok(Release::Shared);
        }
        if !leave {
            return Ok(Release::Kept);
        }
        self.delete(article)?;
        Ok(Release::Removed)
    }

    pub(super) fn delete(&mut self, article: u64) -> Result<(), IndexError> {
        self.writer()?.delete_term(self.view.holdings.article_term(article));
        self.view.recent.remove(article);
        self.changed = true;
        Ok(())
    }

    /// Makes all that was put in so far count, in one step. A file that is half read is noted as such.
    ///
    /// # Errors
    /// When it could not be written whole; the last commit counts then.
    pub fn commit(&mut self) -> Result<(), IndexError> {
        if let Some(open) = self.view.open.as_mut().filter(|open| !open.noted) {
            open.noted = true;
            // What was read from it so far says so itself: to list it in every commit would cost more each time.
            let (state, before) = (open.state.clone().distrusted(), open.before.clone());
            self.write_file(state, before)?;
        }
        let first = self.fresh && !self.at_end;
        if !self.changed && !first {
            return self.keep_forgotten();
        }
        self.flush()?;
        self.keep_forgotten()?;
        if first {
            self.put_in_place()?;
        }
        place::share(&self.dir, &self.data);
        Ok(())
    }

    /// Writes down that articles may stay that were taken out once. Not before they are in: ended in between, they would
    /// be neither in the index nor among those that are looked for again.
    fn keep_forgotten(&mut self) -> Result<(), IndexError> {
        match std::mem::take(&mut self.forgot) {
            true => self.view.removed.keep(&self.dir, &self.data),
            false => Ok(()),
        }
    }

    /// Makes all count, and ends.
    ///
    /// # Errors
    /// When it could not be written whole; the last commit counts then.
    pub fn finish(mut self) -> Result<(), IndexError> {
        self.commit()?;
        self.check_size()?;
        if self.purge {
            self.write_anew()?;
        }
        let writer = self.writer.take().ok_or_else(|| self.ended())?;
        // What somebody looks at is not cleared away.
        (self.reader, self.view) = (None, View::new(Holdings::none()));
        // What cannot be removed now is left for the next writer.
        let _ = writer.garbage_collect_files().wait();
        writer.wait_merging_threads().map_err(|error| IndexError::engine(&self.dir, error))?;
        if self.fresh {
            self.put_in_place()?;
        }
        place::share(&self.dir, &self.data);
        Ok(())
    }

    /// Refuses to put an index in the place of one that holds more than twice as many articles.
    fn check_size(&self) -> Result<(), IndexError> {
        let Some(before) = self.in_place_of.as_ref().filter(|_| self.fresh && !self.force) else { return Ok(()) };
        let now = self.view.holdings.count().map_err(|error| IndexError::engine(&self.dir, error))?;
        // One that cannot be counted has some.
        let had = size::articles_in(&before.data);
        match had.unwrap_or(1) > now * 2 {
            true => Err(IndexError::Shrinks { dir: self.dir.clone(), had, now }),
            false => Ok(()),
        }
    }

    /// A commit of the engine.
    fn flush(&mut self) -> Result<(), IndexError> {
        let failed = |error| IndexError::engine(&self.dir, error);
        let writer = self.writer.as_mut().ok_or_else(|| IndexError::ended(&self.dir))?;
        let mut commit = writer.prepare_commit().map_err(failed)?;
        // So that `check` can tell whether the number of the commit was altered.
        let number = commit.opstamp().to_string();
        commit.set_payload(&number);
        commit.commit().map_err(failed)?;
        if let Some(reader) = &self.reader {
            reader.reload().map_err(failed)?;
            self.view.holdings.renew(reader.searcher(), self.view.recent.numbers());
        }
        self.view.recent = Recent::default();
        self.changed = false;
        Ok(())
    }

    /// Points to the new data, once it is known to be what was written.
    fn put_in_place(&mut self) -> Result<(), IndexError> {
        let failed = |error| IndexError::engine(&self.dir, error);
        let (engine, _) = open_engine(&self.data).map_err(failed)?;
        let damaged = engine.validate_checksum().map_err(failed)?;
        if let Some(file) = damaged.iter().min() {
            let detail = format!("`{}` was not written whole", file.display());
            return Err(IndexError::Damaged { dir: self.dir.clone(), detail });
        }
        place::point_to(&self.dir, &self.data, &self.id)?;
        self.fresh = false;
        clear::sweep(&self.dir, Some(&self.data), &self.id);
        Ok(())
    }

    fn write(&mut self, article: &Article, gist: &Gist, quotes: &[Quote]) -> Result<(), IndexError> {
        let (fields, common) = (self.fields, Common::of(article));
        let whole = document::of_article(&fields, &common, quotes, gist, self.view.here(), self.view.holdings.stamp());
        let quotes = quotes.iter().map(|quote| document::of_quote(&fields, &common, quote));
        self.changed = true;
        for document in std::iter::once(whole).chain(quotes) {
            self.add(document.map_err(|error| IndexError::unwritable(&self.dir, &error))?)?;
        }
        Ok(())
    }

    fn add(&mut self, document: TantivyDocument) -> Result<(), IndexError> {
        self.writer()?.add_document(document).map(drop).map_err(|error| self.cause(error))
    }

    fn write_file(&mut self, state: FileState, articles: Vec<u64>) -> Result<(), IndexError> {
        let with = files::stamp_key(self.view.holdings.stamp());
        self.write_file_read_with(state, articles, with)
    }

    pub(super) fn write_file_read_with(
        &mut self,
        state: FileState,
        mut articles: Vec<u64>,
        with: u64,
    ) -> Result<(), IndexError> {
        articles.sort_unstable();
        self.writer()?.delete_term(Term::from_field_u64(self.fields.file_key, state.key()));
        self.add(files::document(&self.fields, &state, &articles, with))?;
        self.view.recent.write_file(state, articles);
        self.changed = true;
        Ok(())
    }

    pub(super) fn writer(&self) -> Result<&IndexWriter, IndexError> {
        self.writer.as_ref().ok_or_else(|| self.ended())
    }

    fn ended(&self) -> IndexError {
        IndexError::ended(&self.dir)
    }

    /// The reason behind a refusal: the engine's own thread knows it, and tells it to whoever waits for its work.
    fn cause(&mut self, error: TantivyError) -> IndexError {
        let reason = self.writer.as_mut().and_then(|writer| writer.prepare_commit().err());
        IndexError::engine(&self.dir, reason.unwrap_or(error))
    }
}

/// The quotes as those of `article`, which has another id now.
fn renamed(article: &Article, quotes: &[Quote]) -> Vec<Quote> {
    let named = quotes.iter().map(|quote| Quote {
        id: quote_id(&article.id, &quote.content, &quote.cue),
        article: article.reference(),
        ..quote.clone()
    });
    named.collect()
}

/// What became of an article that a file no longer holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Release {
    /// It stays: it was in the file once, and nobody asked to prune.
    Kept,
    /// Another file holds it.
    Shared,
    /// It is out.
    Removed,
}

impl Drop for Update {
    fn drop(&mut self) {
        // The engine's threads must be gone before their files are.
        drop(self.writer.take());
        if self.fresh {
            clear::remove(&self.data);
        }
    }
}
