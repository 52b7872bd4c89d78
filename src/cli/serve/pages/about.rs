//! What the index holds, and how far to trust it.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use maud::{Markup, html};

use super::failure::failure;
use super::layout::{Tab, page};
use crate::cli::serve::app::App;
use crate::query::Stats;

/// The page.
pub(in crate::cli::serve) async fn about(State(app): State<Arc<App>>) -> Response {
    match app.run(|app| Ok(app.index()?.0.stats_in_full()?)).await {
        Ok(stats) => page(Tab::About, "About", &body(&stats)),
        Err(error) => failure(&error, false),
    }
}

fn body(stats: &Stats) -> Markup {
    let row = |name: &str, value: String| html! { tr { th scope="row" { (name) } td.number { (value) } } };
    html! {
        h1 { "About this index" }
        table.list {
            tbody {
                (row("Articles", stats.articles.to_string()))
                (row("Quotations", stats.quotes.to_string()))
                @for (kind, count) in &stats.by_kind { (row(&format!("– {kind}"), count.to_string())) }
                @if let Some(statements) = stats.statements { (row("Statements, each counted once", statements.to_string())) }
                (row("Speakers with a name", stats.speakers.to_string()))
                (row("Topics", stats.topics.to_string()))
                @if let Some(day) = stats.first_date { (row("First day", day.to_string())) }
                @if let Some(day) = stats.last_date { (row("Last day", day.to_string())) }
            }
        }
        h2 { "How far to trust it" }
        p {
            "Measured on 73 articles of 61 newspapers and sites, none of them trained on: the right speaker is named for 87 in 100 "
            "of the words in quotation marks; two careful readers agree on 95 to 98. Of the speakers that quotedex is 80 % sure of "
            "or more, 98 in 100 are right."
        }
        ul {
            li { "It knows only what an article says: “the mayor” stays unknown unless the article names one." }
            li { "Speakers who are only described are named in little more than half of the cases: look at the confidence." }
            li { "Articles in other languages than English give quotations in quotation marks, without speakers." }
            li { "It does not check whether what was said is true." }
        }
        h2 { "For programs" }
        p { "The same answers as JSON: " a href="/api/v1/openapi.json" { "/api/v1/openapi.json" } " describes them." }
    }
}
