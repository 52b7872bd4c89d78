//! The tables of `--format csv`: columns and cells.
//!
//! Lists are joined by `; `, a missing value is an empty cell. New columns are added at the end, so that programs that
//! count columns keep working.

use super::evaluation::FALSE_QUOTES;
use crate::article::{Article, ArticleRef};
use crate::evaluate::{Figures, GapFigures, PageFigures, Tally};
use crate::output::index_report::IndexReport;
use crate::query::{Facet, FacetCount, Hit, Match, SpeakerRow, TopicRow, TopicSpeaker};
use crate::quote::Quote;

/// The columns of `extract`.
pub(in crate::output) const EXTRACT: [&str; 18] = [
    "article_id",
    "id",
    "kind",
    "report",
    "speaker",
    "speaker_id",
    "speaker_kind",
    "role",
    "text",
    "topics",
    "confidence",
    "paragraph",
    "title",
    "date",
    "date_source",
    "publisher",
    "path",
    "polarity",
];

/// A row of `extract`.
pub(in crate::output) fn extracted(article: &Article, quote: &Quote) -> [String; 18] {
    let speaker = &quote.speaker;
    [
        article.id.clone(),
        quote.id.clone(),
        quote.kind.name().to_owned(),
        quote.report.name().to_owned(),
        cell(&speaker.name),
        cell(&speaker.id),
        speaker.kind.name().to_owned(),
        cell(&speaker.role),
        quote.text.clone(),
        quote.topics.join("; "),
        quote.confidence.to_string(),
        quote.paragraph.to_string(),
        cell(&article.title),
        cell(&article.date.map(|date| article.date_source.format(date))),
        cell(&article.date.map(|_| article.date_source.name())),
        cell(&article.publisher),
        cell(&article.path),
        quote.polarity.name().to_owned(),
    ]
}

/// The columns of `search` and `show`.
pub(in crate::output) const HITS: [&str; 18] = [
    "id",
    "kind",
    "report",
    "text",
    "speaker",
    "speaker_id",
    "role",
    "topics",
    "confidence",
    "article_id",
    "title",
    "date",
    "publisher",
    "url",
    "path",
    "paragraph",
    "polarity",
    "cue",
];

/// A row of `search`.
pub(in crate::output) fn hit(hit: &Hit) -> [String; 18] {
    quote(&hit.quote, hit.confidence)
}

/// A row of `show`; of `search` with another confidence.
pub(in crate::output) fn quote(quote: &Quote, confidence: f32) -> [String; 18] {
    let article = &quote.article;
    [
        quote.id.clone(),
        quote.kind.name().to_owned(),
        quote.report.name().to_owned(),
        quote.text.clone(),
        cell(&quote.speaker.name),
        cell(&quote.speaker.id),
        cell(&quote.speaker.role),
        quote.topics.join("; "),
        confidence.to_string(),
        article.id.clone(),
        cell(&article.title),
        cell(&article.date),
        cell(&article.publisher),
        cell(&article.url),
        cell(&article.path),
        quote.paragraph.to_string(),
        quote.polarity.name().to_owned(),
        cell(&quote.cue_words()),
    ]
}

/// The columns of `who`: the verdict, the similarity, and those of `search`.
pub(in crate::output) fn matches() -> [&'static str; 20] {
    let mut columns = ["verdict"; 20];
    columns[1] = "similarity";
    columns[2..].copy_from_slice(&HITS);
    columns
}

/// A row of `who`.
pub(in crate::output) fn found(found: &Match) -> [String; 20] {
    let first = [found.verdict.name().to_owned(), found.similarity.to_string()];
    let mut cells = first.into_iter().chain(hit(&found.hit));
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

/// The columns of `search --count-by`.
pub(in crate::output) fn facets(facet: Facet) -> [&'static str; 3] {
    [facet.name(), "id", "quotes"]
}

/// A row of `search --count-by`.
pub(in crate::output) fn facet(count: &FacetCount) -> [String; 3] {
    [cell(&count.value), cell(&count.id), count.quotes.to_string()]
}

/// The columns of `speakers`.
pub(in crate::output) const SPEAKERS: [&str; 10] =
    ["name", "id", "field", "kind", "aliases", "roles", "quotes", "articles", "first_date", "last_date"];

/// A row of `speakers`.
pub(in crate::output) fn speaker(row: &SpeakerRow) -> [String; 10] {
    [
        row.name.clone(),
        cell(&row.id),
        cell(&row.field),
        row.kind.name().to_owned(),
        row.aliases.join("; "),
        row.roles.join("; "),
        row.quotes.to_string(),
        row.articles.to_string(),
        cell(&row.first_date),
        cell(&row.last_date),
    ]
}

/// The columns of `topics`.
pub(in crate::output) const TOPICS: [&str; 6] = ["topic", "quotes", "speakers", "articles", "first_date", "last_date"];

/// A row of `topics`.
pub(in crate::output) fn topic(row: &TopicRow) -> [String; 6] {
    let [quotes, speakers, articles] = [row.quotes, row.speakers, row.articles].map(|count| count.to_string());
    [row.topic.clone(), quotes, speakers, articles, cell(&row.first_date), cell(&row.last_date)]
}

/// The columns of `topics TOPIC`.
pub(in crate::output) const TOPIC_SPEAKERS: [&str; 5] = ["name", "id", "quotes", "first_date", "last_date"];

/// A row of `topics TOPIC`.
pub(in crate::output) fn topic_speaker(row: &TopicSpeaker) -> [String; 5] {
    [row.name.clone(), cell(&row.id), row.quotes.to_string(), cell(&row.first_date), cell(&row.last_date)]
}

/// The columns of `remove`.
pub(in crate::output) const REMOVED: [&str; 5] = ["id", "title", "date", "publisher", "place"];

/// A row of `remove`; `place` is where the article came from.
pub(in crate::output) fn removed(article: &ArticleRef, place: String) -> [String; 5] {
    [article.id.clone(), cell(&article.title), cell(&article.date), cell(&article.publisher), place]
}

/// The columns of `index` and `rebuild`.
pub(in crate::output) const INDEX_REPORT: [&str; 11] =
    ["new", "changed", "unchanged", "failed", "quotes", "read", "skipped", "same", "pruned", "seconds", "left_out"];

/// The row of `index` and `rebuild`.
pub(in crate::output) fn index_report(report: &IndexReport) -> [String; 11] {
    let IndexReport { read, skipped, new, changed, same, unchanged, pruned, failed, quotes, .. } = report;
    let left_out: usize = report.left_out.iter().map(|one| one.count).sum();
    let [new, changed, unchanged, failed, quotes, read, skipped, same, pruned, left_out] =
        [new, changed, unchanged, failed, quotes, read, skipped, same, pruned, &left_out].map(usize::to_string);
    let seconds = format!("{:.1}", report.seconds);
    [new, changed, unchanged, failed, quotes, read, skipped, same, pruned, seconds, left_out]
}

/// The columns of `stats`.
pub(in crate::output) const STATS: [&str; 2] = ["figure", "value"];

/// The column of `check`.
pub(in crate::output) const FAULTS: [&str; 1] = ["fault"];

/// The columns of `eval` and `eval --gap`.
pub(in crate::output) const TALLIES: [&str; 7] = ["figure", "P", "R", "F1", "tp", "pred", "gold"];

/// The rows of `eval`.
pub(in crate::output) fn figures(figures: &Figures) -> impl Iterator<Item = [String; 7]> {
    let none = String::new;
    let false_quotes = figures.false_quotes.map(|(taken, of)| {
        [FALSE_QUOTES.to_owned(), none(), none(), none(), taken.to_string(), of.to_string(), none()]
    });
    figures.rows().map(|(name, tally)| tally_cells(&name, tally)).chain(false_quotes)
}

/// The rows of `eval --gap`.
pub(in crate::output) fn gap_figures(figures: &GapFigures) -> impl Iterator<Item = [String; 7]> {
    figures.rows().into_iter().map(|(name, tally)| tally_cells(name, tally))
}

/// One figure. A cell is empty where nothing is labelled, or nothing predicted, that could be counted.
fn tally_cells(name: &str, tally: Tally) -> [String; 7] {
    let [precision, recall, f1] = [tally.precision(), tally.recall(), tally.f1()].map(|share| format!("{share:.3}"));
    let [right, predicted, gold] = [tally.right, tally.predicted, tally.gold].map(|count| count.to_string());
    let none = String::new;
    match (tally.predicted, tally.gold) {
        (_, 0) => [name.to_owned(), precision, none(), none(), right, predicted, none()],
        (0, _) => [name.to_owned(), none(), recall, none(), tally.hits().to_string(), none(), gold],
        _ => [name.to_owned(), precision, recall, f1, right, predicted, gold],
    }
}

/// The columns of `eval --pages`.
pub(in crate::output) const PAGE_FIGURES: [&str; 4] = ["figure", "value", "count", "of"];

/// The rows of `eval --pages`: name, value, and the counts behind the value where it has some.
pub(in crate::output) fn page_figures(figures: &PageFigures) -> [[String; 4]; 9] {
    let bare = |name: &str, value: f64| [name.to_owned(), format!("{value:.3}"), String::new(), String::new()];
    let share = |name: &str, value: f64, count: usize, of: usize| {
        [name.to_owned(), format!("{value:.3}"), count.to_string(), of.to_string()]
    };
    let of_pages = |name, count| share(name, figures.share(count), count, figures.pages);
    [
        ["pages".to_owned(), figures.pages.to_string(), String::new(), String::new()],
        of_pages("no text found", figures.failed),
        bare("precision", figures.precision),
        bare("recall", figures.recall),
        bare("F1", figures.f1()),
        share("quotations kept", figures.quotes_share(), figures.quotes_kept, figures.quotes),
        share("glued in 100 pages", figures.glued_in_hundred(), figures.glued, figures.pages),
        of_pages("publisher", figures.publisher),
        of_pages("date", figures.date),
    ]
}

/// The cell of a value that may be missing.
fn cell<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map(T::to_string).unwrap_or_default()
}
