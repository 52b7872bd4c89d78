//! The articles and quotes of an export, article by article.
//!
//! The order is that of days, then of articles, then of places in the article; it depends on the contents of the index,
//! never on its layout on disk. Undated articles come last. It is the order in which the occurrences of a statement are
//! told apart, so the first one met is the earliest, which a search shows.
//!
//! No record is kept: what is held in memory is 24 bytes an article, 4 bytes for each quote that a search found (none for
//! a whole index), and the statements that occur more than once.

use rustc_hash::FxHashMap;
use tantivy::query::EnableScoring;
use tantivy::{DocAddress, DocId};

use super::article_join::matching_docs;
use super::error::QueryError;
use super::grammar::parse;
use super::merged_speakers::merged_speakers;
use super::request::Search;
use super::search::compiled_query;
use super::speaker_directory::SpeakerDirectory;
use crate::article::Article;
use crate::index::{Columns, Index, IndexError, RecordReader};
use crate::quote::Quote;

/// So many keys are sorted at once to find those that occur twice.
const KEYS_AT_ONCE: usize = 4 << 20;

/// Day of the articles without a date: after all others.
const UNDATED: i32 = i32::MAX;

/// What an export contains.
pub struct Selection<'i> {
    index: &'i Index,
    columns: &'i [Columns],
    /// In the order of days and articles.
    runs: Vec<ArticleRun>,
    /// The quotes found in each segment, in order; `None` when all are selected.
    found: Option<Vec<Vec<DocId>>>,
    articles: usize,
    quotes: usize,
}

/// Documents of one article that lie together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ArticleRun {
    day: i32,
    article: u64,
    segment: u32,
    first: DocId,
    last: DocId,
}

/// A selected quote.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SelectedQuote {
    /// The record, with the name and id that its speaker has over all articles.
    pub quote: Quote,
    /// The quote that stands for the statement: the earliest of those selected.
    pub statement: String,
    /// 1 for the earliest of the statement, 2 for the next, and so on.
    pub number: usize,
}

impl Index {
    /// The articles and quotes that `search` finds, whatever its order and page; without a search, all of them.
    ///
    /// # Errors
    /// When the query cannot be parsed (the error says where), or the index cannot be read.
    pub fn select(&self, search: Option<&Search>) -> Result<Selection<'_>, QueryError> {
        self.verified(|| Selection::new(self, search))
    }
}

impl<'i> Selection<'i> {
    fn new(index: &'i Index, search: Option<&Search>) -> Result<Self, QueryError> {
        let found = search.map(|search| found_docs(index, search)).transpose()?;
        let mut selection = Self { index, columns: index.columns()?, runs: Vec::new(), found, articles: 0, quotes: 0 };
        for segment in 0..index.searcher().segment_readers().len() {
            selection.add_segment(segment);
        }
        selection.runs.sort_unstable();
        selection.runs.shrink_to_fit();
        selection.articles = selection.runs.chunk_by(ArticleRun::is_same_article).count();
        Ok(selection)
    }

    /// How many articles there are.
    pub fn articles(&self) -> usize {
        self.articles
    }

    /// How many quotes there are.
    pub fn quotes(&self) -> usize {
        self.quotes
    }

    fn add_segment(&mut self, segment: usize) {
        let columns = &self.columns[segment];
        let reader = &self.index.searcher().segment_readers()[segment];
        let docs: Box<dyn Iterator<Item = DocId>> = match &self.found {
            Some(found) => Box::new(found[segment].iter().copied()),
            None => reader.doc_ids_alive(),
        };
        let mut open: Option<ArticleRun> = None;
        for doc in docs {
            // Files have no article.
            let Some(article) = columns.article.first(doc) else { continue };
            self.quotes += usize::from(columns.id.first(doc).is_some());
            match &mut open {
                Some(run) if run.article == article => run.last = doc,
                _ => {
                    let day = columns.day.first(doc).and_then(|day| i32::try_from(day).ok()).unwrap_or(UNDATED);
                    let run = ArticleRun { day, article, segment: segment as u32, first: doc, last: doc };
                    self.runs.extend(open.replace(run));
                }
            }
        }
        self.runs.extend(open);
    }

    /// The selected quotes of a run, in the order of the segment.
    fn quotes_of(&self, run: ArticleRun) -> impl Iterator<Item = DocId> {
        let segment = run.segment as usize;
        let (columns, reader) = (&self.columns[segment], &self.index.searcher().segment_readers()[segment]);
        let is_found = move |doc: &DocId| match &self.found {
            Some(found) => found[segment].binary_search(doc).is_ok(),
            None => !reader.is_deleted(*doc),
        };
        let is_quote =
            move |doc: &DocId| columns.article.first(*doc) == Some(run.article) && columns.id.first(*doc).is_some();
        (run.first..=run.last).filter(is_quote).filter(is_found)
    }

    /// Calls `each` with every article and its quotes, in order. `speakers` is what
    /// [`for_each_speaker`](Self::for_each_speaker) returned; without it, quotes have the names that articles give.
    ///
    /// # Errors
    /// When `each` fails, or the index cannot be read.
    pub fn for_each_article<E>(
        &self,
        speakers: &SpeakerDirectory,
        mut each: impl FnMut(&Article, &[SelectedQuote]) -> Result<(), E>,
    ) -> Result<(), E>
    where
        E: From<QueryError> + From<IndexError>,
    {
        self.index.verified(|| {
            let mut records = RecordReader::new(self.index).map_err(QueryError::from)?;
            let mut statements = Statements::of(self)?;
            for runs in self.runs.chunk_by(ArticleRun::is_same_article) {
                let any = DocAddress::new(runs[0].segment, runs[0].first);
                let article = records.article_of(any).map_err(QueryError::from)?;
                let mut quotes = self.read_quotes(runs, &mut records, &mut statements)?;
                quotes.iter_mut().for_each(|one| speakers.apply(&mut one.quote.speaker, runs[0].article));
                each(&article, &quotes)?;
            }
            Ok(())
        })
    }

    /// The quotes of an article, in its order.
    fn read_quotes(
        &self,
        runs: &[ArticleRun],
        records: &mut RecordReader<'_>,
        statements: &mut Statements<'_>,
    ) -> Result<Vec<SelectedQuote>, QueryError> {
        let mut places: Vec<([u64; 2], DocAddress)> = Vec::new();
        for run in runs {
            let columns = &self.columns[run.segment as usize];
            let place = |doc| [&columns.quote_offset, &columns.id].map(|column| column.first(doc).unwrap_or(0));
            places.extend(self.quotes_of(*run).map(|doc| (place(doc), DocAddress::new(run.segment, doc))));
        }
        places.sort_unstable();
        let read = |(_, address)| {
            let quote = records.quote(address)?;
            let (statement, number) = statements.next(address, &quote.id);
            Ok(SelectedQuote { quote, statement, number })
        };
        places.into_iter().map(read).collect()
    }

    /// Calls `each` with every selected quote, in the order of articles.
    pub(super) fn for_each_quote(&self, mut each: impl FnMut(DocAddress)) {
        for run in &self.runs {
            self.quotes_of(*run).for_each(|doc| each(DocAddress::new(run.segment, doc)));
        }
    }

    /// The index, and whether all of it is selected.
    pub(super) fn index(&self) -> (&'i Index, bool) {
        (self.index, self.found.is_none())
    }
}

impl ArticleRun {
    fn is_same_article(&self, other: &Self) -> bool {
        self.article == other.article
    }
}

/// The quotes that a search finds, in each segment.
fn found_docs(index: &Index, search: &Search) -> Result<Vec<Vec<DocId>>, QueryError> {
    let query = compiled_query(index, &parse(&search.query)?, &search.filters)?;
    let searcher = index.searcher();
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let of_segment = searcher.segment_readers().iter().map(|segment| matching_docs(&*weight, segment));
    Ok(of_segment.collect::<Result<_, _>>()?)
}

/// Tells which quotes are one statement, as they are met in order.
struct Statements<'s> {
    selection: &'s Selection<'s>,
    canonical: Box<dyn Fn(u64) -> u64 + 's>,
    /// Of the statements with several quotes: the first quote, and how many have been met.
    repeated: FxHashMap<u64, (Box<str>, usize)>,
}

impl<'s> Statements<'s> {
    fn of(selection: &'s Selection<'s>) -> Result<Self, QueryError> {
        let persons = merged_speakers(selection.index)?;
        let canonical = Box::new(|key| persons.canonical_quotation_key(key));
        let mut statements = Self { selection, canonical, repeated: FxHashMap::default() };
        // The keys are gone through part by part, so that never all of them are in memory.
        let parts = selection.quotes.div_ceil(KEYS_AT_ONCE) as u64;
        for part in 0..parts {
            let mut keys = Vec::new();
            selection.for_each_quote(|address| {
                keys.extend(Some(statements.key(address)).filter(|key| key % parts == part));
            });
            keys.sort_unstable();
            for group in keys.chunk_by(u64::eq).filter(|group| group.len() > 1) {
                statements.repeated.insert(group[0], (Box::default(), 0));
            }
        }
        Ok(statements)
    }

    /// The same number for the same words by the same speaker.
    fn key(&self, address: DocAddress) -> u64 {
        let columns = &self.selection.columns[address.segment_ord as usize];
        (self.canonical)(columns.quotation_key.first(address.doc_id).unwrap_or(0))
    }

    /// The id of the statement that the quote at `address` belongs to, and its number there.
    fn next(&mut self, address: DocAddress, quote: &str) -> (String, usize) {
        let key = self.key(address);
        let Some((first, met)) = self.repeated.get_mut(&key) else { return (quote.to_owned(), 1) };
        if *met == 0 {
            *first = quote.into();
        }
        *met += 1;
        (first.to_string(), *met)
    }
}
