//! Two speakers side by side.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::failure::failure;
use super::layout::{Tab, page};
use super::speaker::statements;
use crate::cli::serve::address::address;
use crate::cli::serve::app::App;
use crate::query::{Comparison, Filters, Search};

/// Statements of each.
const STATEMENTS: usize = 40;

/// Who is compared, and on what.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::cli::serve) struct CompareAddress {
    one: String,
    other: String,
    topic: String,
    q: String,
}

impl CompareAddress {
    /// The address of the same comparison with another name on one side.
    fn with_name(&self, side: usize, name: &str) -> String {
        let (one, other) = if side == 0 { (name, self.other.trim()) } else { (self.one.trim(), name) };
        let pairs = [("one", one), ("other", other), ("topic", self.topic.trim()), ("q", self.q.trim())];
        let pairs: Vec<(&str, &str)> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        address("/compare", &pairs)
    }
}

/// The form; with two names, both of them.
pub(in crate::cli::serve) async fn compare(
    State(app): State<Arc<App>>,
    Query(asked): Query<CompareAddress>,
) -> Response {
    if asked.one.trim().is_empty() || asked.other.trim().is_empty() {
        return page(Tab::Compare, "Compare", &html! { (form(&asked)) });
    }
    let found = app.run(move |app| {
        let topic = Some(asked.topic.trim().to_owned()).filter(|topic| !topic.is_empty());
        let filters = Filters { topic, ..Filters::default() };
        let search = Search { query: asked.q.trim().to_owned(), filters, limit: STATEMENTS, ..Search::default() };
        let comparison = app.index()?.0.compare([asked.one.trim(), asked.other.trim()], &search)?;
        Ok((asked, comparison))
    });
    match found.await {
        Ok((asked, comparison)) => page(Tab::Compare, "Compare", &html! { (form(&asked)) (both(&asked, &comparison)) }),
        Err(error) => failure(&error, false),
    }
}

fn form(asked: &CompareAddress) -> Markup {
    let field = |name: &str, label: &str, value: &str, required: bool| {
        html! { div { label for=(name) { (label) } input id=(name) name=(name) value=(value) required[required] dir="auto"; } }
    };
    html! {
        h1 { "Compare" }
        form.search method="get" action="/compare" {
            div.filters.few {
                (field("one", "One speaker", &asked.one, true))
                (field("other", "The other", &asked.other, true))
                (field("topic", "On this subject", &asked.topic, false))
                (field("q", "With these words", &asked.q, false))
            }
            button type="submit" { "Compare" }
        }
        @if asked.one.trim().is_empty() && asked.other.trim().is_empty() {
            p.hint { "What two people said, side by side and by day: two names, or parts of names, as in the list of speakers." }
        }
    }
}

fn both(asked: &CompareAddress, comparison: &Comparison) -> Markup {
    html! {
        div.two {
            @for (side_number, side) in comparison.sides.iter().enumerate() {
                section {
                    h2 dir="auto" { (side.name.as_deref().unwrap_or(&side.asked)) }
                    p.count { (side.timeline.total) @if side.timeline.total == 1 { " statement" } @else { " statements" } }
                    @for one in &side.timeline.suggestions {
                        p { "Did you mean " a href=(asked.with_name(side_number, &one.instead)) { (one.instead) } "?" }
                    }
                    (statements(&side.timeline))
                }
            }
        }
    }
}
