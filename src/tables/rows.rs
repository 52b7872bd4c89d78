//! From records to rows: one cell for each column of the table, in its order.

use super::cell::Cell;
use crate::article::Article;
use crate::query::SpeakerRow;
use crate::quote::Quote;
use crate::span::{CodePoints, Span};

/// Makes the rows of one article and its quotes.
pub struct ArticleRows<'a> {
    article: &'a Article,
    points: CodePoints<'a>,
}

impl<'a> ArticleRows<'a> {
    /// Reads the text of the article once, so that every position in it is found at once.
    pub fn new(article: &'a Article) -> Self {
        Self { article, points: CodePoints::new(article.text()) }
    }

    /// The row of `articles`; `quotes` is the number of its rows in `quotes`.
    pub fn article(&self, quotes: usize, with_text: bool) -> Vec<Cell<'a>> {
        let article = self.article;
        vec![
            Cell::Text(&article.id),
            Cell::maybe_text(&article.title),
            Cell::maybe_day(article.date),
            article.date.map_or(Cell::Null, |_| Cell::Text(article.date_source.name())),
            Cell::maybe_text(&article.publisher),
            Cell::Texts(&article.authors),
            Cell::maybe_text(&article.url),
            Cell::maybe_text(&article.path),
            Cell::count(quotes),
            if with_text { Cell::Text(article.text()) } else { Cell::Null },
        ]
    }

    /// The row of `quotes` for a quote of this article.
    pub fn quote<'q>(&self, quote: &'q Quote) -> Vec<Cell<'q>> {
        let spans = |spans: &[Span]| {
            let number = |position: usize| i32::try_from(position).unwrap_or(i32::MAX);
            Cell::Spans(spans.iter().map(|&span| self.points.range(span).map(number)).collect())
        };
        quote_cells(quote, [spans(&quote.content), spans(&quote.source), spans(&quote.cue)])
    }
}

/// The row of `quotes` for a quote whose article's text is not at hand, as in the hits of a search: it has no spans.
pub fn quote_row_without_text(quote: &Quote) -> Vec<Cell<'_>> {
    quote_cells(quote, [Cell::Null, Cell::Null, Cell::Null])
}

fn quote_cells<'q>(quote: &'q Quote, [content, source, cue]: [Cell<'q>; 3]) -> Vec<Cell<'q>> {
    let (article, speaker, evidence) = (&quote.article, &quote.speaker, &quote.evidence);
    vec![
        Cell::Text(&quote.id),
        Cell::Text(&article.id),
        Cell::maybe_day(article.date),
        Cell::maybe_text(&article.publisher),
        Cell::Integer(i64::from(quote.paragraph)),
        Cell::Text(quote.kind.name()),
        Cell::Text(quote.report.name()),
        Cell::Text(quote.polarity.name()),
        Cell::Text(&quote.text),
        content,
        source,
        cue,
        quote.cue_words().map_or(Cell::Null, Cell::Text),
        Cell::maybe_text(&speaker.name),
        Cell::maybe_text(&speaker.id),
        Cell::Text(speaker.kind.name()),
        Cell::maybe_text(&speaker.role),
        Cell::maybe_text(&speaker.mention),
        Cell::Texts(&speaker.aliases),
        Cell::Texts(&quote.topics),
        Cell::Text(&quote.context),
        Cell::Number(quote.confidence),
        Cell::Text(evidence.found.name()),
        Cell::maybe_text(&evidence.ground),
        Cell::Candidates(&evidence.candidates),
        Cell::Flag(evidence.listed),
        evidence.by_hand.as_ref().map_or(Cell::Null, Cell::Machine),
    ]
}

/// The row of `speakers`; `None` for a speaker without an id, whom no other table can refer to.
pub fn speaker_row(speaker: &SpeakerRow) -> Option<Vec<Cell<'_>>> {
    Some(vec![
        Cell::Text(speaker.id.as_deref()?),
        Cell::Text(&speaker.name),
        speaker.field.map_or(Cell::Null, Cell::Text),
        Cell::Text(speaker.kind.name()),
        Cell::Texts(&speaker.aliases),
        Cell::Texts(&speaker.roles),
        Cell::count(speaker.quotes),
        Cell::count(speaker.articles),
        Cell::maybe_day(speaker.first_date),
        Cell::maybe_day(speaker.last_date),
    ])
}

/// The row of `occurrences` for the quote with that id: the `number`th of its statement, from 1.
pub fn occurrence_row<'a>(statement: &'a str, quote: &'a str, article: &'a str, number: usize) -> Vec<Cell<'a>> {
    vec![Cell::Text(statement), Cell::Text(quote), Cell::Text(article), Cell::count(number)]
}
