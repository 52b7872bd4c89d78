//! A snapshot of one committed state of an index, for writers: which articles and files it contains.
//!
//! It never changes, and is cheap to clone for threads that work beside the writer.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use tantivy::index::SegmentId;
use tantivy::schema::{Field, Value};
use tantivy::{DocAddress, DocSet, Searcher, SegmentReader, TERMINATED, TantivyDocument, TantivyError, Term};

use super::article_count::articles_in_segment;
use super::bloom::BloomFilter;
use super::data_dir;
use super::dedup::{Fingerprint, StoredArticle, url_key, with_smallest_id};
use super::digests::{article_key, file_key, version_key};
use super::error::IndexError;
use super::files::{self, FileState, FileTable, canonical_path};
use super::open::{open_engine, reader};
use super::schema::{Fields, name};
use super::stored;
use crate::article::{Article, ArticleRef};

/// What an index contains at one moment.
#[derive(Clone)]
pub struct IndexSnapshot {
    searcher: Option<Searcher>,
    growth: Option<Growth>,
    fields: Fields,
    stamp: Arc<str>,
    files: Arc<FileTable>,
}

/// The state when an update began, and a filter of what it has written since.
///
/// Looking every incoming article up in all segments would page in more and more of their term dictionaries. Most
/// lookups are decided by these two alone: the article is not in the index.
#[derive(Clone)]
struct Growth {
    at_start: Searcher,
    written: Arc<BloomFilter>,
}

impl IndexSnapshot {
    /// The current state of the index in `dir`; empty when there is none. Never creates an index.
    ///
    /// # Errors
    /// When it was written by another version, or its files are damaged.
    pub fn open(dir: &Path) -> Result<IndexSnapshot, IndexError> {
        let failed = |error| IndexError::engine(dir, error);
        let Some(data) = data_dir::current(dir)? else { return Ok(Self::empty()) };
        let (engine, _) = open_engine(&data).map_err(failed)?;
        Self::from_searcher(reader(&engine).map_err(failed)?.searcher()).map_err(failed)
    }

    pub(super) fn empty() -> IndexSnapshot {
        let (_, fields) = Fields::build();
        IndexSnapshot { searcher: None, growth: None, fields, stamp: "".into(), files: Arc::default() }
    }

    pub(super) fn from_searcher(searcher: Searcher) -> Result<IndexSnapshot, TantivyError> {
        let mut files = FileTable::default();
        for segment in searcher.segment_readers() {
            files.add(segment)?;
        }
        Ok(IndexSnapshot { searcher: Some(searcher), files: Arc::new(files), ..Self::empty() })
    }

    /// Advances to the state after a commit, given the digests of everything that it wrote. The table of files stays as
    /// it was when the update began.
    pub(super) fn advance(&mut self, searcher: Searcher, written: impl Iterator<Item = u64>) {
        let Some(before) = self.searcher.replace(searcher) else { return };
        let growth = self.growth.get_or_insert_with(|| Growth { at_start: before, written: Arc::default() });
        let filter = Arc::make_mut(&mut growth.written);
        written.for_each(|digest| filter.insert(digest));
    }

    /// The same snapshot, to be compared with articles that are read under `stamp` (see
    /// [`Update::with_stamp`](super::Update::with_stamp)).
    pub fn with_stamp(self, stamp: &str) -> IndexSnapshot {
        IndexSnapshot { stamp: stamp.into(), ..self }
    }

    /// Stands for everything besides the bytes that decides what is read: options and the table of people.
    pub fn stamp(&self) -> &str {
        &self.stamp
    }

    /// How many articles there are.
    pub(super) fn article_count(&self) -> Result<usize, TantivyError> {
        self.segments().iter().map(|segment| articles_in_segment(segment, self.fields.article_doc_key)).sum()
    }

    /// The segments with deleted documents.
    pub(super) fn segments_with_deletions(&self) -> Vec<SegmentId> {
        let segments = self.segments().iter().filter(|segment| segment.has_deletes());
        segments.map(SegmentReader::segment_id).collect()
    }

    /// The files that were read.
    pub fn files(&self) -> &FileTable {
        &self.files
    }

    /// Whether the index contains this article with this content, read under the same stamp.
    pub fn is_current(&self, article_id: &str, content_hash: &str) -> bool {
        let key = version_key(article_id, content_hash, &self.stamp);
        self.exists(article_key(article_id), Term::from_field_u64(self.fields.version_key, key))
    }

    /// Whether the index contains some version of the article, under its id or another.
    pub fn contains(&self, article: &Article) -> bool {
        let fingerprint = Fingerprint::of(article);
        let any = |_: &StoredArticle| true;
        self.has_article(fingerprint.key())
            || self.with_url(&fingerprint, any).or_else(|| self.with_text(&fingerprint, any)).is_some()
    }

    /// The id that the file at `path` gives its articles instead of `proposed`: the one that it gave before, or, when
    /// another file gives `proposed`, a unique one. `None` when `proposed` stays.
    pub fn id_for(&self, proposed: &str, path: &Path) -> Option<String> {
        if self.files.gave_id(path, proposed) {
            return None;
        }
        let key = file_key(path);
        if self.files.contains(path) {
            return self.file(key).map(|(file, _)| file.id);
        }
        let other = self.files.file_with_id(proposed).filter(|&other| other != key)?;
        let exists = self.file(other).is_some_and(|(file, _)| file.canonical_path.exists());
        exists.then(|| format!("{proposed}~{:08x}", key >> 32))
    }

    /// Marks these files as stale.
    pub(super) fn mark_stale(&mut self, files: impl Iterator<Item = u64>) {
        // The table is copied only if it is shared, and only once.
        let mut files = files.peekable();
        if files.peek().is_some() {
            let table = Arc::make_mut(&mut self.files);
            files.for_each(|file| table.mark_stale(file));
        }
    }

    /// The same snapshot with all files stale, so that all are read again.
    pub fn with_all_files_stale(mut self) -> IndexSnapshot {
        Arc::make_mut(&mut self.files).mark_all_stale();
        self
    }

    /// Whether the index contains some version of the article with this key, readable or not.
    pub(super) fn has_article(&self, key: u64) -> bool {
        self.exists(key, Term::from_field_u64(self.fields.article_doc_key, key))
    }

    /// The article with this key.
    pub(super) fn article(&self, key: u64) -> Option<StoredArticle> {
        self.addresses_of(self.fields.article_doc_key, key).into_iter().find_map(|address| self.article_at(address))
    }

    /// The article with the same URL. Of several that are `wanted`, the one with the smallest id, so that the order of
    /// segments does not matter.
    pub(super) fn with_url(
        &self,
        fingerprint: &Fingerprint,
        wanted: impl Fn(&StoredArticle) -> bool,
    ) -> Option<StoredArticle> {
        with_smallest_id(self.articles_with(self.fields.url_key, fingerprint.url).into_iter().filter(wanted))
    }

    /// The article with the same words, likewise.
    pub(super) fn with_text(
        &self,
        fingerprint: &Fingerprint,
        wanted: impl Fn(&StoredArticle) -> bool,
    ) -> Option<StoredArticle> {
        let copies = self.articles_with(self.fields.text_key, fingerprint.text).into_iter();
        let same = copies.filter(|stored| !stored.fingerprint.is_other_article(fingerprint));
        with_smallest_id(same.filter(wanted))
    }

    fn articles_with(&self, field: Field, key: Option<u64>) -> Vec<StoredArticle> {
        let addresses = key.map(|key| self.addresses_of(field, key)).unwrap_or_default();
        addresses.into_iter().filter_map(|address| self.article_at(address)).collect()
    }

    /// The file with this key, and its articles.
    pub(super) fn file(&self, key: u64) -> Option<(FileState, Vec<u64>)> {
        let address = self.addresses_of(self.fields.file_key, key).into_iter().next()?;
        self.file_at(address)
    }

    /// The keys of the files that contain the article. Their lists of articles are not read: they may be long, and this
    /// is called for one article after another.
    pub(super) fn files_with(&self, article: u64) -> impl Iterator<Item = u64> {
        let listing = addresses(self.segments(), &Term::from_field_u64(self.fields.file_article_keys, article));
        let listing = listing.into_iter().filter_map(|address| self.column(address, name::file_key));
        listing.chain(self.source_file_of(article).filter(|&key| self.is_partially_read(key)))
    }

    /// The file that the article was read from.
    fn source_file_of(&self, article: u64) -> Option<u64> {
        let address = self.addresses_of(self.fields.article_doc_key, article).into_iter().next()?;
        self.column(address, name::source_file)
    }

    /// Whether the file may contain articles that are not on its list; see [`Self::file_at`].
    fn is_partially_read(&self, key: u64) -> bool {
        let address = self.addresses_of(self.fields.file_key, key).into_iter().next();
        address.is_some_and(|address| self.column(address, name::file_hash) == Some(0))
    }

    fn column(&self, address: DocAddress, name: &str) -> Option<u64> {
        self.segments()[address.segment_ord as usize].fast_fields().u64(name).ok()?.first(address.doc_id)
    }

    /// All files with their articles, sorted by path.
    pub(super) fn all_files(&self) -> Result<Vec<(FileState, Vec<u64>)>, TantivyError> {
        let mut all = Vec::new();
        for (ordinal, segment) in (0..).zip(self.segments()) {
            let keys = segment.fast_fields().u64(name::file_key)?;
            let files = segment.doc_ids_alive().filter(|&doc| keys.first(doc).is_some());
            all.extend(files.filter_map(|doc| self.file_at(DocAddress::new(ordinal, doc))));
        }
        all.sort_by(|one, other| one.0.canonical_path.cmp(&other.0.canonical_path));
        Ok(all)
    }

    pub(super) fn article_term(&self, key: u64) -> Term {
        Term::from_field_u64(self.fields.article_key, key)
    }

    fn exists(&self, digest: u64, term: Term) -> bool {
        self.may_contain(digest, &term) && !addresses(self.segments(), &term).is_empty()
    }

    /// The documents with this number in this field.
    fn addresses_of(&self, field: Field, number: u64) -> Vec<DocAddress> {
        let term = Term::from_field_u64(field, number);
        if self.may_contain(number, &term) { addresses(self.segments(), &term) } else { Vec::new() }
    }

    /// False when the term was not in the index when the update began and `digest` was not written since.
    fn may_contain(&self, digest: u64, term: &Term) -> bool {
        self.growth.as_ref().is_none_or(|Growth { at_start, written }| {
            written.may_contain(digest) || !addresses(at_start.segment_readers(), term).is_empty()
        })
    }

    fn segments(&self) -> &[SegmentReader] {
        self.searcher.as_ref().map_or(&[], Searcher::segment_readers)
    }

    fn article_at(&self, address: DocAddress) -> Option<StoredArticle> {
        let fingerprint = Fingerprint::of(&self.decode_article_at(address)?);
        Some(StoredArticle { fingerprint, source_file: self.column(address, name::source_file) })
    }

    fn decode_article_at(&self, address: DocAddress) -> Option<Article> {
        let document: TantivyDocument = self.searcher.as_ref()?.doc(address).ok()?;
        let (record, text) = (document.get_first(self.fields.record)?, document.get_first(self.fields.article_text)?);
        stored::decode_article(record.as_bytes()?, text.as_str()?)
    }

    /// The article with that id, with its text.
    pub fn stored_article(&self, id: &str) -> Option<Article> {
        let addresses = self.addresses_of(self.fields.article_doc_key, article_key(id));
        addresses.into_iter().find_map(|address| self.decode_article_at(address))
    }

    /// The ids of the quotes of an article.
    pub fn quotes_of(&self, id: &str) -> BTreeSet<String> {
        let Some(article) = self.stored_article(id) else { return BTreeSet::new() };
        let quotes = self.addresses_of(self.fields.article_key, article_key(id)).into_iter();
        let quotes = quotes.filter_map(|address| {
            let document: TantivyDocument = self.searcher.as_ref()?.doc(address).ok()?;
            stored::decode_quote(document.get_first(self.fields.record)?.as_bytes()?, &article)
        });
        quotes.map(|quote| quote.id).collect()
    }

    /// The articles that a row of corrections calls by this name: an id, an address, or a digest of the words.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn articles_known_as(&self, name: &str) -> Result<Vec<ArticleRef>, IndexError> {
        let Some(text) = name.strip_prefix("words:").and_then(|digits| u64::from_str_radix(digits, 16).ok()) else {
            return self.articles_named(name);
        };
        let documents = self.addresses_of(self.fields.text_key, text);
        let articles = documents.into_iter().filter_map(|address| self.decode_article_at(address));
        Ok(articles.map(|article| article.reference()).collect())
    }

    /// The articles that `name` stands for: an id, a URL, or the path of a file or folder.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn articles_named(&self, name: &str) -> Result<Vec<ArticleRef>, IndexError> {
        let mut keys = vec![article_key(name)];
        if !self.has_article(keys[0]) {
            keys = match with_smallest_id(self.articles_with(self.fields.url_key, url_key(name))) {
                Some(article) => vec![article.fingerprint.key()],
                None => self.articles_under(&canonical_path(Path::new(name)))?,
            };
        }
        let documents = keys.into_iter().flat_map(|key| self.addresses_of(self.fields.article_doc_key, key));
        let articles = documents.collect::<Vec<_>>().into_iter().filter_map(|address| self.decode_article_at(address));
        let mut articles: Vec<ArticleRef> = articles.map(|article| article.reference()).collect();
        articles.sort_by(|one, other| one.id.cmp(&other.id));
        articles.dedup_by(|one, other| one.id == other.id);
        Ok(articles)
    }

    /// The articles from the file at `path`, or from the files below it.
    fn articles_under(&self, path: &Path) -> Result<Vec<u64>, IndexError> {
        let files = self.all_files().map_err(|error| IndexError::engine(path, error))?;
        let under = files.into_iter().filter(|(file, _)| file.canonical_path.starts_with(path));
        Ok(under.flat_map(|(_, articles)| articles).collect())
    }

    /// The file at this address, with its articles sorted. A partially read file lists only the articles that it
    /// contained before; those read from it since are found by the file that they name.
    fn file_at(&self, address: DocAddress) -> Option<(FileState, Vec<u64>)> {
        let document: TantivyDocument = self.searcher.as_ref()?.doc(address).ok()?;
        let (state, mut articles) = files::decode(document.get_first(self.fields.record)?.as_bytes()?)?;
        if state.hash.is_none() {
            let read_since = self.addresses_of(self.fields.source_file, state.key()).into_iter();
            articles.extend(read_since.filter_map(|address| self.column(address, name::article_key)));
            articles.sort_unstable();
            articles.dedup();
        }
        Some((state, articles))
    }
}

/// The documents with this term that are not deleted.
fn addresses(segments: &[SegmentReader], term: &Term) -> Vec<DocAddress> {
    let mut found = Vec::new();
    for (ordinal, segment) in (0..).zip(segments) {
        // Where a segment cannot be read, the article counts as unknown and is written again; `check` reports the
        // damage.
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

impl std::fmt::Debug for IndexSnapshot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("IndexSnapshot").field("files", &self.files.len()).finish_non_exhaustive()
    }
}
