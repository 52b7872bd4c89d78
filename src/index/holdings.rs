//! One committed state of an index, as a writer needs to see it: which articles and files are in, and where from.
//!
//! Cheap to share with those who work beside the writer; it never changes.

use std::path::Path;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, DocSet, Searcher, SegmentReader, TERMINATED, TantivyDocument, TantivyError, Term};

use super::error::IndexError;
use super::files::{self, FileState, Files, true_path};
use super::identity::{Gist, Held, least, url_key};
use super::keys::{article_key, current_key, file_key};
use super::open::{open_engine, reader};
use super::place;
use super::schema::{Fields, name};
use super::sieve::Sieve;
use super::size;
use super::stored;
use crate::article::{Article, ArticleRef};

/// What is in an index, at one moment.
#[derive(Clone)]
pub struct Holdings {
    searcher: Option<Searcher>,
    since: Option<Since>,
    fields: Fields,
    stamp: Arc<str>,
    files: Arc<Files>,
}

/// What an update found when it began, and what it has written since. To look up in all segments each article that comes
/// would bring their terms into memory, more and more of them; most are known not to be there by this alone.
#[derive(Clone)]
struct Since {
    before: Searcher,
    written: Arc<Sieve>,
}

impl Holdings {
    /// What the index in `dir` holds; nothing when there is none. Never creates one.
    ///
    /// # Errors
    /// When it was written by another version, or its files are damaged.
    pub fn look(dir: &Path) -> Result<Holdings, IndexError> {
        let failed = |error| IndexError::engine(dir, error);
        let Some(data) = place::current(dir)? else { return Ok(Self::none()) };
        let (engine, _) = open_engine(&data).map_err(failed)?;
        Self::of(reader(&engine).map_err(failed)?.searcher()).map_err(failed)
    }

    pub(super) fn none() -> Holdings {
        let (_, fields) = Fields::build();
        Holdings { searcher: None, since: None, fields, stamp: "".into(), files: Arc::default() }
    }

    /// Goes on to a later `searcher`, before which articles and files with these numbers were written; but the table of
    /// files goes on telling what was known at the beginning.
    pub(super) fn renew(&mut self, searcher: Searcher, numbers: impl Iterator<Item = u64>) {
        let Some(before) = self.searcher.replace(searcher) else { return };
        let since = self.since.get_or_insert_with(|| Since { before, written: Arc::default() });
        let written = Arc::make_mut(&mut since.written);
        numbers.for_each(|number| written.insert(number));
    }

    pub(super) fn of(searcher: Searcher) -> Result<Holdings, TantivyError> {
        let mut files = Files::default();
        for segment in searcher.segment_readers() {
            files.add(segment)?;
        }
        Ok(Holdings { searcher: Some(searcher), files: Arc::new(files), ..Self::none() })
    }

    /// The same, to be compared with what is read with `stamp` (see [`Update::read_with`](super::Update::read_with)).
    pub fn read_with(self, stamp: &str) -> Holdings {
        Holdings { stamp: stamp.into(), ..self }
    }

    /// What articles and files are read with.
    pub fn stamp(&self) -> &str {
        &self.stamp
    }

    /// How many articles there are.
    pub(super) fn count(&self) -> Result<usize, TantivyError> {
        self.segments().iter().map(|segment| size::articles(segment, self.fields.whole)).sum()
    }

    /// The segments with deleted documents.
    pub(super) fn with_deleted(&self) -> Vec<SegmentId> {
        let segments = self.segments().iter().filter(|segment| segment.has_deletes());
        segments.map(SegmentReader::segment_id).collect()
    }

    /// The files that were read.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Whether this article is in with this content, read with the same.
    pub fn is_current(&self, article_id: &str, content_hash: &str) -> bool {
        let key = current_key(article_id, content_hash, &self.stamp);
        self.any(article_key(article_id), Term::from_field_u64(self.fields.current, key))
    }

    /// Whether some version of the article is in, under its id or another.
    pub fn holds(&self, article: &Article) -> bool {
        let gist = Gist::of(article);
        self.knows(gist.key()) || self.with_url(&gist, |_| true).or_else(|| self.with_text(&gist, |_| true)).is_some()
    }

    /// The id that the file at `place` gives its articles, when not `proposed`: the one it gave before, or one that no
    /// other file has.
    pub fn id_for(&self, proposed: &str, place: &Path) -> Option<String> {
        if self.files.gave(place, proposed) {
            return None;
        }
        let key = file_key(place);
        if self.files.knows(place) {
            return self.file(key).map(|(file, _)| file.id);
        }
        let other = self.files.holder(proposed).filter(|&holder| holder != key)?;
        let exists = self.file(other).is_some_and(|(file, _)| file.place.exists());
        exists.then(|| format!("{proposed}~{:08x}", key >> 32))
    }

    /// These files are to be read again.
    pub(super) fn distrust(&mut self, files: impl Iterator<Item = u64>) {
        // Copied only when somebody else looks at it, and only once.
        let mut files = files.peekable();
        if files.peek().is_some() {
            let table = Arc::make_mut(&mut self.files);
            files.for_each(|file| table.distrust(file));
        }
    }

    /// The same, with all files to be read again.
    pub fn distrusted(mut self) -> Holdings {
        Arc::make_mut(&mut self.files).distrust_all();
        self
    }

    /// Whether some version of the article with that key is in, readable or not.
    pub(super) fn knows(&self, key: u64) -> bool {
        self.any(key, Term::from_field_u64(self.fields.whole, key))
    }

    /// The article with that key.
    pub(super) fn article(&self, key: u64) -> Option<Held> {
        self.numbered(self.fields.whole, key).into_iter().find_map(|place| self.held(place))
    }

    /// The article by its address on the web. Of several that `wanted` leaves the one with the least id, so that the order
    /// of segments does not matter.
    pub(super) fn with_url(&self, gist: &Gist, wanted: impl Fn(&Held) -> bool) -> Option<Held> {
        least(self.all_held(self.fields.url_key, gist.url).into_iter().filter(wanted))
    }

    /// The article by its words, likewise.
    pub(super) fn with_text(&self, gist: &Gist, wanted: impl Fn(&Held) -> bool) -> Option<Held> {
        let copies = self.all_held(self.fields.text_key, gist.text).into_iter();
        least(copies.filter(|held| !held.gist.contradicts(gist)).filter(wanted))
    }

    fn all_held(&self, field: Field, key: Option<u64>) -> Vec<Held> {
        let places = key.map(|key| self.numbered(field, key)).unwrap_or_default();
        places.into_iter().filter_map(|place| self.held(place)).collect()
    }

    /// The file with that key, and its articles.
    pub(super) fn file(&self, key: u64) -> Option<(FileState, Vec<u64>)> {
        let place = self.numbered(self.fields.file_key, key).into_iter().next()?;
        self.file_at(place)
    }

    /// The keys of the files that hold the article with that key. Their lists are not read: they may be long, and who
    /// asks does so for one article after the other.
    pub(super) fn holders(&self, article: u64) -> impl Iterator<Item = u64> {
        let listing = addresses(self.segments(), &Term::from_field_u64(self.fields.holds, article));
        let listing = listing.into_iter().filter_map(|place| self.column(place, name::file_key));
        listing.chain(self.source_of(article).filter(|&key| self.is_half_read(key)))
    }

    /// The file that the article was read from.
    fn source_of(&self, article: u64) -> Option<u64> {
        let place = self.numbered(self.fields.whole, article).into_iter().next()?;
        self.column(place, name::from)
    }

    /// Whether what was read from the file need not be on its list; see [`Self::file`].
    fn is_half_read(&self, key: u64) -> bool {
        let place = self.numbered(self.fields.file_key, key).into_iter().next();
        place.is_some_and(|place| self.column(place, name::file_hash) == Some(0))
    }

    fn column(&self, place: DocAddress, name: &str) -> Option<u64> {
        self.segments()[place.segment_ord as usize].fast_fields().u64(name).ok()?.first(place.doc_id)
    }

    /// All files with their articles, in the order of their paths.
    pub(super) fn all_files(&self) -> Result<Vec<(FileState, Vec<u64>)>, TantivyError> {
        let mut all = Vec::new();
        for (ordinal, segment) in (0..).zip(self.segments()) {
            let keys = segment.fast_fields().u64(name::file_key)?;
            let files = segment.doc_ids_alive().filter(|&doc| keys.first(doc).is_some());
            all.extend(files.filter_map(|doc| self.file_at(DocAddress::new(ordinal, doc))));
        }
        all.sort_by(|one, other| one.0.place.cmp(&other.0.place));
        Ok(all)
    }

    pub(super) fn article_term(&self, key: u64) -> Term {
        Term::from_field_u64(self.fields.article_key, key)
    }

    fn any(&self, number: u64, term: Term) -> bool {
        self.may_hold(number, &term) && !addresses(self.segments(), &term).is_empty()
    }

    /// What has that number in that field.
    fn numbered(&self, field: Field, number: u64) -> Vec<DocAddress> {
        let term = Term::from_field_u64(field, number);
        if self.may_hold(number, &term) { addresses(self.segments(), &term) } else { Vec::new() }
    }

    /// False when what has that number and that term was neither there at the beginning nor written since.
    fn may_hold(&self, number: u64, term: &Term) -> bool {
        self.since.as_ref().is_none_or(|Since { before, written }| {
            written.may_hold(number) || !addresses(before.segment_readers(), term).is_empty()
        })
    }

    fn segments(&self) -> &[SegmentReader] {
        self.searcher.as_ref().map_or(&[], Searcher::segment_readers)
    }

    fn held(&self, place: DocAddress) -> Option<Held> {
        Some(Held { gist: Gist::of(&self.stored(place)?), from: self.column(place, name::from) })
    }

    fn stored(&self, place: DocAddress) -> Option<Article> {
        let document: TantivyDocument = self.searcher.as_ref()?.doc(place).ok()?;
        let (record, text) = (document.get_first(self.fields.record)?, document.get_first(self.fields.article_text)?);
        stored::article(record.as_bytes()?, text.as_str()?)
    }

    /// The articles that `what` names: one by its id, one by its address on the web, or all from a file or from the files
    /// below a folder.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn named(&self, what: &str) -> Result<Vec<ArticleRef>, IndexError> {
        let mut keys = vec![article_key(what)];
        if !self.knows(keys[0]) {
            keys = match least(self.all_held(self.fields.url_key, url_key(what))) {
                Some(held) => vec![held.gist.key()],
                None => self.below(&true_path(Path::new(what)))?,
            };
        }
        let stored = keys.into_iter().flat_map(|key| self.numbered(self.fields.whole, key)).collect::<Vec<_>>();
        let mut articles: Vec<ArticleRef> =
            stored.into_iter().filter_map(|place| self.stored(place)).map(|article| article.reference()).collect();
        articles.sort_by(|one, other| one.id.cmp(&other.id));
        articles.dedup_by(|one, other| one.id == other.id);
        Ok(articles)
    }

    /// The articles from the file at `place` or from the files below it.
    fn below(&self, place: &Path) -> Result<Vec<u64>, IndexError> {
        let files = self.all_files().map_err(|error| IndexError::engine(place, error))?;
        Ok(files.into_iter().filter(|(file, _)| file.place.starts_with(place)).flat_map(|(_, held)| held).collect())
    }

    /// The file, with its articles in order. One that was only half read lists what it held before; what was read from it
    /// since says so itself.
    fn file_at(&self, place: DocAddress) -> Option<(FileState, Vec<u64>)> {
        let document: TantivyDocument = self.searcher.as_ref()?.doc(place).ok()?;
        let (state, mut articles) = files::read(document.get_first(self.fields.record)?.as_bytes()?)?;
        if state.hash.is_none() {
            let read = self.numbered(self.fields.from, state.key()).into_iter();
            articles.extend(read.filter_map(|place| self.column(place, name::article_key)));
            articles.sort_unstable();
            articles.dedup();
        }
        Some((state, articles))
    }
}

/// Where the term stands.
fn addresses(segments: &[SegmentReader], term: &Term) -> Vec<DocAddress> {
    let mut found = Vec::new();
    for (ordinal, segment) in (0..).zip(segments) {
        // What cannot be read is not known: the article is written anew, and `check` tells of the damage.
        let index = segment.inverted_index(term.field());
        let postings = index.ok().and_then(|index| index.read_postings(term, Default::default()).ok().flatten());
        let Some(mut postings) = postings else { continue };
        while postings.doc() != TERMINATED {
            if !segment.is_deleted(postings.doc()) {
                found.push(DocAddress::new(ordinal, postings.doc()));
            }
            postings.advance();
        }
    }
    found
}

impl std::fmt::Debug for Holdings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Holdings").field("files", &self.files.len()).finish_non_exhaustive()
    }
}
