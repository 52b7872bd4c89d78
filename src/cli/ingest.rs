//! From inputs to extracted articles: one thread reads, all cores extract, and the results come in the order of
//! reading, so that an index is the same every time.

use std::sync::Arc;

use rayon::prelude::*;

use super::interrupt::Interrupt;
use super::known_files::{FileEvent, KnownFiles};
use super::lazy_extractor::LazyExtractor;
use super::pipeline::{self, OrderedResults, Sender};
use crate::article::Article;
use crate::extract::ArticleQuotes;
use crate::index::{FileState, IndexSnapshot};
use crate::model::ModelError;
use crate::read::{Input, Options, RawRecord, RawRecords, ReadError, articles, check_quote_count, exceeds_batch};

/// What the reading thread sends.
enum ReadItem {
    BeginFile(FileState),
    EndFile,
    TouchedFile(FileState),
    /// An article or document, not yet parsed.
    Raw(RawRecord),
    Failed(ReadError),
}

/// What comes out of the pipeline.
pub(super) enum Ingested {
    /// What follows comes from this file.
    BeginFile(FileState),
    /// The file is read.
    EndFile,
    /// A file has a new time and the same bytes.
    TouchedFile(FileState),
    /// Articles, extracted.
    Articles(Vec<Result<Extracted, ReadError>>),
    /// So many articles of one file that the receiver is to extract them, batch by batch.
    ManyArticles(Vec<Result<Article, ReadError>>),
    /// The weights cannot be loaded.
    NoModel(ModelError),
    /// An interrupt came first.
    Cancelled,
}

/// An article with its quotes.
pub(super) struct Extracted {
    pub(super) article: Article,
    /// `None` when the index has the article with this content already.
    pub(super) quotes: Option<ArticleQuotes>,
}

impl Extracted {
    fn too_many_quotes(&self) -> Option<ReadError> {
        check_quote_count(&self.article, self.quotes.as_ref()?.quotes.len()).err()
    }
}

/// Reads all inputs and extracts the quotes of new articles. Without an `extractor`, these get no quotes.
pub(super) fn read_and_extract(
    inputs: Vec<Input>,
    options: Options,
    known_files: &Arc<KnownFiles>,
    extractor: Option<Arc<LazyExtractor>>,
    interrupt: &Interrupt,
) -> OrderedResults<Ingested> {
    let records = articles(inputs, Options { seen_files: Some(Arc::clone(known_files) as _), ..options }).raw_records();
    let (reader_files, worker_files) = (Arc::clone(known_files), Arc::clone(known_files));
    let worker_interrupt = interrupt.clone();
    pipeline::run(
        move |sender| read(records, &reader_files, sender),
        move |items| parse_and_extract(items, worker_files.snapshot(), extractor.as_deref(), &worker_interrupt),
        interrupt.clone(),
    )
}

/// Sends the records of all inputs, and where each file begins and ends.
fn read(mut records: RawRecords, known_files: &KnownFiles, sender: &Sender<ReadItem, Ingested>) {
    let mut in_file = false;
    let mut wanted = true;
    while wanted {
        let record = records.next();
        for event in known_files.take_events() {
            match event {
                FileEvent::Touched(file) => wanted &= sender.send(ReadItem::TouchedFile(file), 0),
                FileEvent::Opened(file) => {
                    wanted &= !std::mem::replace(&mut in_file, true) || sender.send(ReadItem::EndFile, 0);
                    wanted &= sender.send(ReadItem::BeginFile(file), 0);
                }
            }
        }
        if in_file && (record.is_none() || records.file().is_none()) {
            in_file = false;
            wanted &= sender.send(ReadItem::EndFile, 0);
        }
        wanted &= match record {
            None => return,
            Some(Ok(raw)) => {
                let size = raw.size();
                sender.send(ReadItem::Raw(raw), size)
            }
            Some(Err(error)) => sender.send(ReadItem::Failed(error), 0),
        };
    }
}

/// The work of one core: parses some records, looks the articles up and extracts the new ones together.
fn parse_and_extract(
    items: Vec<ReadItem>,
    snapshot: &IndexSnapshot,
    extractor: Option<&LazyExtractor>,
    interrupt: &Interrupt,
) -> Vec<Ingested> {
    let mut results: Vec<Ingested> = items.into_iter().map(|item| parse(item, snapshot, interrupt)).collect();
    let Some(extractor) = extractor else { return results };
    let articles = results.iter_mut().filter_map(|result| match result {
        Ingested::Articles(articles) => Some(articles),
        _ => None,
    });
    if let Err(error) = extract(articles.flatten().collect(), extractor) {
        let unfinished = results.iter_mut().filter(|result| matches!(result, Ingested::Articles(_)));
        unfinished.for_each(|result| *result = Ingested::NoModel(error.clone()));
    }
    results
}

/// The articles of a record, new ones with an empty list of quotes.
fn parse(item: ReadItem, snapshot: &IndexSnapshot, interrupt: &Interrupt) -> Ingested {
    let raw = match item {
        ReadItem::BeginFile(file) => return Ingested::BeginFile(file),
        ReadItem::EndFile => return Ingested::EndFile,
        ReadItem::TouchedFile(file) => return Ingested::TouchedFile(file),
        ReadItem::Failed(error) => return Ingested::Articles(vec![Err(error)]),
        ReadItem::Raw(_) if interrupt.is_requested() => return Ingested::Cancelled,
        ReadItem::Raw(raw) => raw,
    };
    let articles = raw.into_articles();
    match exceeds_batch(&articles) {
        true => Ingested::ManyArticles(articles),
        false => Ingested::Articles(look_up(articles, snapshot)),
    }
}

/// Looks articles up in the index: new ones get an empty list of quotes, current ones none.
pub(super) fn look_up(
    articles: Vec<Result<Article, ReadError>>,
    snapshot: &IndexSnapshot,
) -> Vec<Result<Extracted, ReadError>> {
    let look_up = |article: Article| {
        let is_current = snapshot.is_current(&article.id, &article.content_hash());
        Extracted { quotes: (!is_current).then(ArticleQuotes::default), article }
    };
    articles.into_par_iter().map(|article| article.map(look_up)).collect()
}

/// Fills in the quotes of new articles. One with too many of them becomes an error.
pub(super) fn extract(
    mut articles: Vec<&mut Result<Extracted, ReadError>>,
    extractor: &LazyExtractor,
) -> Result<(), ModelError> {
    let (new, slots): (Vec<&Article>, Vec<&mut ArticleQuotes>) = articles
        .iter_mut()
        .filter_map(|article| (**article).as_mut().ok())
        .filter_map(|Extracted { article, quotes }| Some((&*article, quotes.as_mut()?)))
        .unzip();
    if !new.is_empty() {
        slots.into_iter().zip(extractor.extract(&new)?).for_each(|(slot, quotes)| *slot = quotes);
    }
    for article in articles {
        if let Some(error) = article.as_ref().ok().and_then(Extracted::too_many_quotes) {
            *article = Err(error);
        }
    }
    Ok(())
}
