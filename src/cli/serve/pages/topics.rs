//! Topics: the list, and who speaks about one.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::failure::failure;
use super::layout::{Tab, counted, no_articles, page, pager, past_the_end};
use crate::cli::serve::address::address;
use crate::cli::serve::app::App;
use crate::query::{TopicRow, TopicSpeakers};

/// Topics on a page, and speakers of a topic.
const PAGE: usize = 100;

/// A topic, and a page of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::cli::serve) struct TopicAddress {
    topic: String,
    page: usize,
}

/// What is spoken about; with a topic, who speaks about it.
pub(in crate::cli::serve) async fn topics(State(app): State<Arc<App>>, Query(asked): Query<TopicAddress>) -> Response {
    let topic = asked.topic.trim().to_owned();
    let number = asked.page.max(1);
    if topic.is_empty() {
        let found = app.run(move |app| Ok(app.index()?.0.topics(PAGE, (number - 1).saturating_mul(PAGE))?));
        return match found.await {
            Ok((rows, total)) => page(Tab::Topics, "Topics", &list(&rows, total, number)),
            Err(error) => failure(&error, false),
        };
    }
    let asked = topic.clone();
    match app.run(move |app| Ok(app.index()?.0.speakers_on(&topic, PAGE, 0)?)).await {
        Ok(answer) => page(Tab::Topics, &asked, &one(&asked, &answer)),
        Err(error) => failure(&error, false),
    }
}

fn form(asked: &str) -> Markup {
    html! {
        form.search method="get" action="/topics" role="search" {
            label for="topic" { "A topic in your own words" }
            div.row { input id="topic" name="topic" type="search" value=(asked) dir="auto"; button type="submit" { "Find" } }
        }
    }
}

fn list(rows: &[TopicRow], total: usize, number: usize) -> Markup {
    let at = |page: usize| address("/topics", &[("page", &page.to_string())]);
    html! {
        h1 { "Topics" }
        (form(""))
        @if total == 0 { (no_articles()) } @else if rows.is_empty() { (past_the_end("/topics")) } @else { (table(rows)) }
        (pager("Pages of topics", number, total, at))
    }
}

fn table(rows: &[TopicRow]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label="Topics" {
            table.list {
                thead { tr { th scope="col" { "Topic" } th.number scope="col" { "Quotations" } th.number.spare scope="col" { "Speakers" } th.number scope="col" { "Last" } } }
                tbody {
                    @for row in rows {
                        tr {
                            th scope="row" { a href=(address("/topics", &[("topic", &row.topic)])) { (row.topic) } }
                            td.number { (row.quotes) }
                            td.number.spare { (row.speakers) }
                            td.number { @if let Some(day) = row.last_date { (day) } }
                        }
                    }
                }
            }
        }
    }
}

fn one(asked: &str, answer: &TopicSpeakers) -> Markup {
    html! {
        h1 { (if answer.topics.is_empty() { asked.to_owned() } else { answer.topics.join("; ") }) }
        (form(asked))
        @if answer.quotes == 0 {
            div.notice role="status" {
                p { "Nobody speaks about that. " a href=(address("/search", &[("q", asked)])) { "Search for the words" } }
                @for one in &answer.suggestions { p { "Did you mean " a href=(address("/topics", &[("topic", &one.instead)])) { (one.instead) } "?" } }
            }
        } @else {
            p { (counted(answer.quotes, "quotation")) ". " a href=(address("/search", &[("topic", asked)])) { "Read them" } }
            div.scroll tabindex="0" role="region" aria-label="Speakers" {
                table.list {
                    thead { tr { th scope="col" { "Speaker" } th.number scope="col" { "Quotations" } th.number scope="col" { "Last" } } }
                    tbody {
                        @for row in &answer.speakers {
                            @let key = row.id.as_deref().unwrap_or(&row.name);
                            tr {
                                th scope="row" dir="auto" { a href=(address("/search", &[("topic", asked), ("speaker", key)])) { (row.name) } }
                                td.number { (row.quotes) }
                                td.number { @if let Some(day) = row.last_date { (day) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
