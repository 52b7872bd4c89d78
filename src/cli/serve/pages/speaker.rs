//! Speakers: the list, and a page for each.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::failure::failure;
use super::layout::{Tab, counted, no_articles, page, pager, past_the_end};
use super::statement::{article_name, hit};
use crate::cli::serve::address::{address, of_speaker};
use crate::cli::serve::app::App;
use crate::cli::serve::chart;
use crate::cli::serve::error::PageError;
use crate::query::{Facet, FacetCount, Filters, Search, SpeakerRow, StatementChange, Suggestion, Timeline};

/// Speakers on a page of the list.
const PAGE: usize = 50;
/// Statements on the page of a speaker.
const STATEMENTS: usize = 50;

/// A name, and a page of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::cli::serve) struct NameAddress {
    name: String,
    page: usize,
}

/// Who is quoted, and how often.
pub(in crate::cli::serve) async fn speakers(State(app): State<Arc<App>>, Query(asked): Query<NameAddress>) -> Response {
    let found = app.run(move |app| {
        let name = Some(asked.name.trim()).filter(|name| !name.is_empty());
        let offset = asked.page.saturating_sub(1).saturating_mul(PAGE);
        let found = app.index()?.0.speakers(name, PAGE, offset)?;
        Ok((asked, found))
    });
    match found.await {
        Ok((asked, (rows, total, suggestions))) => {
            page(Tab::Speakers, "Speakers", &list(&asked, &rows, total, &suggestions))
        }
        Err(error) => failure(&error, false),
    }
}

fn list(asked: &NameAddress, rows: &[SpeakerRow], total: usize, suggestions: &[Suggestion]) -> Markup {
    let number = asked.page.max(1);
    let at = |page: usize| address("/speakers", &[("name", asked.name.trim()), ("page", &page.to_string())]);
    html! {
        h1 { "Speakers" }
        form.search method="get" action="/speakers" role="search" {
            label for="name" { "A name, or part of one" }
            div.row { input id="name" name="name" type="search" value=(asked.name) dir="auto"; button type="submit" { "Find" } }
        }
        @if total == 0 && asked.name.trim().is_empty() && number == 1 {
            (no_articles())
        } @else if total == 0 {
            div.notice role="status" {
                p { "Nobody is called that." }
                @for one in suggestions { p { "Did you mean " a href=(address("/speakers", &[("name", &one.instead)])) { (one.instead) } "?" } }
            }
        } @else if rows.is_empty() {
            (past_the_end(&at(1)))
        } @else {
            div.scroll tabindex="0" role="region" aria-label="Speakers" {
                table.list {
                    thead { tr { th scope="col" { "Speaker" } th.number scope="col" { "Quotations" } th.number.spare scope="col" { "Articles" } th.number scope="col" { "Last" } } }
                    tbody {
                        @for row in rows {
                            tr {
                                th scope="row" dir="auto" {
                                    @match &row.id { Some(id) => a href=(of_speaker(id)) { (row.name) }, None => (row.name) }
                                    @if !row.roles.is_empty() { " " span.role dir="auto" { (row.roles.iter().take(2).cloned().collect::<Vec<_>>().join("; ")) } }
                                }
                                td.number { (row.quotes) }
                                td.number.spare { (row.articles) }
                                td.number { @if let Some(day) = row.last_date { (day) } }
                            }
                        }
                    }
                }
            }
            (pager("Pages of speakers", number, total, at))
        }
    }
}

/// All about one speaker.
struct Portrait {
    row: SpeakerRow,
    months: Vec<(String, usize)>,
    topics: Vec<FacetCount>,
    beside: Vec<FacetCount>,
    timeline: Timeline,
}

/// The page of a speaker.
pub(in crate::cli::serve) async fn speaker(State(app): State<Arc<App>>, Path(id): Path<String>) -> Response {
    match app.run(move |app| portrait(app, &id)).await {
        Ok(portrait) => page(Tab::Speakers, &portrait.row.name, &body(&portrait)),
        Err(error) => failure(&error, false),
    }
}

fn portrait(app: &App, id: &str) -> Result<Portrait, PageError> {
    let index = app.index()?.0;
    let (mut rows, ..) = index.speakers(Some(id), 1, 0)?;
    let row = rows
        .pop()
        .filter(|row| row.id.as_deref() == Some(id) || row.name == id)
        .ok_or_else(|| PageError::NotFound(format!("no speaker has the id {id}")))?;
    let filters = Filters { speaker: Some(id.to_owned()), ..Filters::default() };
    let search = |limit| Search { filters: filters.clone(), limit, ..Search::default() };
    let months = index.count_by(&search(usize::MAX), Facet::Month)?.counts;
    let months = months.into_iter().filter_map(|count| Some((count.value?, count.quotes))).collect();
    let topics = index.count_by(&search(12), Facet::Topic)?.counts;
    let beside = index.quoted_beside(id, 12)?;
    Ok(Portrait { row, months, topics, beside, timeline: index.timeline(&search(STATEMENTS))? })
}

fn body(portrait: &Portrait) -> Markup {
    let Portrait { row, months, topics, beside, timeline } = portrait;
    let id = row.id.as_deref().unwrap_or(&row.name);
    html! {
        h1 dir="auto" { (row.name) }
        @if !row.roles.is_empty() { p.roles dir="auto" { (row.roles.iter().take(6).cloned().collect::<Vec<_>>().join("; ")) } }
        @if !row.aliases.is_empty() { p.hint dir="auto" { "Also " (row.aliases.iter().take(12).cloned().collect::<Vec<_>>().join(", ")) } }
        p {
            (counted(row.quotes, "quotation")) " in " (counted(row.articles, "article")) ". "
            a href=(address("/search", &[("speaker", id)])) { "Search in them" } " · "
            a href=(address("/compare", &[("one", id)])) { "Compare with somebody" }
        }
        @if months.len() > 1 { h2 { "Quotations a month" } (chart::months(months)) }
        @if !topics.is_empty() {
            h2 { "Subjects" }
            ul.tags {
                @for topic in topics.iter().filter(|topic| topic.value.is_some()) {
                    @let name = topic.value.as_deref().unwrap_or_default();
                    li { a href=(address("/search", &[("speaker", id), ("topic", name)])) { (name) } " " span.number { (topic.quotes) } }
                }
            }
        }
        @if !beside.is_empty() {
            h2 { "Quoted beside" }
            ul.tags { @for other in beside { li { (neighbour(id, other)) } } }
        }
        h2 { "What was said when" }
        (statements(timeline))
        @if timeline.entries.len() < timeline.total {
            p { "The first " (timeline.entries.len()) " of " (timeline.total) ". " a href=(address("/search", &[("speaker", id), ("sort", "oldest")])) { "All of them" } }
        }
    }
}

/// Somebody who is quoted in the same articles: compared with one click.
fn neighbour(id: &str, other: &FacetCount) -> Markup {
    let name = other.value.as_deref().unwrap_or_default();
    let address = address("/compare", &[("one", id), ("other", other.id.as_deref().unwrap_or(name))]);
    let articles = if other.quotes == 1 { " article" } else { " articles" };
    html! { a dir="auto" href=(address) { (name) } " " span.number { (other.quotes) (articles) } }
}

/// Statements with what has changed since earlier ones.
pub(super) fn statements(timeline: &Timeline) -> Markup {
    html! {
        @if timeline.entries.is_empty() { p.hint { "Nothing." } }
        ol.timeline {
            @for entry in &timeline.entries {
                li {
                    p.day { @match entry.hit.quote.article.date { Some(day) => time datetime=(day) { (day) }, None => "no date" } }
                    (hit(&entry.hit))
                    @for change in &entry.changes { (change_since(change)) }
                }
            }
        }
    }
}

/// Both sentences beside each other: shown, not judged.
fn change_since(change: &StatementChange) -> Markup {
    let earlier = &change.earlier;
    let what = match change.kind.name() {
        "number" => "Another number than before",
        "negation" => "A negation differs from before",
        _ => "Said the one time and denied the other",
    };
    html! {
        div.change {
            p.warning { (what) ": " a href=(format!("/quote/{}", earlier.id)) { (article_name(&earlier.article)) } }
            (super::statement::differences(&change.alignment, ["before", "then"]))
        }
    }
}
