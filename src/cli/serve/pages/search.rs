//! Search, with facets beside the hits.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use maud::{Markup, html};

use super::failure::failure;
use super::layout::{Tab, no_articles, page, pager, past_the_end};
use super::statement::hit;
use crate::cli::serve::address::{PAGE, SearchAddress};
use crate::cli::serve::app::App;
use crate::cli::serve::error::PageError;
use crate::query::{Facet, FacetCount, Search, SearchAnswer};
use crate::quote::{Kind, Polarity};

/// Values of a facet that are shown.
const VALUES: usize = 8;

/// One facet: its name, the field of the address, and its counts.
struct Counts {
    title: &'static str,
    field: &'static str,
    counts: Vec<FacetCount>,
}

/// Prints the hits.
pub(in crate::cli::serve) async fn search(State(app): State<Arc<App>>, Query(asked): Query<SearchAddress>) -> Response {
    let found = app.run(move |app| {
        let search = asked.search()?;
        let index = app.index()?.0;
        let answer = index.search(&search)?;
        let facets = if answer.total > 0 { facets(app, &search)? } else { Vec::new() };
        Ok((asked, search, answer, facets))
    });
    match found.await {
        Ok((asked, search, answer, facets)) => {
            let title =
                if asked.q.trim().is_empty() { "Search".to_owned() } else { format!("Search: {}", asked.q.trim()) };
            page(Tab::Search, &title, &body(&asked, &search, &answer, &facets))
        }
        Err(error) => failure(&error, false),
    }
}

fn facets(app: &App, search: &Search) -> Result<Vec<Counts>, PageError> {
    let index = app.index()?.0;
    let of = |facet: Facet, limit: usize| -> Result<Vec<FacetCount>, PageError> {
        Ok(index.count_by(&Search { limit, offset: 0, ..search.clone() }, facet)?.counts)
    };
    Ok(vec![
        Counts { title: "Speaker", field: "speaker", counts: of(Facet::Speaker, VALUES)? },
        Counts { title: "Subject", field: "topic", counts: of(Facet::Topic, VALUES)? },
        Counts { title: "Publisher", field: "publisher", counts: of(Facet::Publisher, VALUES)? },
        Counts { title: "Kind", field: "kind", counts: of(Facet::Kind, VALUES)? },
        Counts { title: "Polarity", field: "polarity", counts: of(Facet::Polarity, VALUES)? },
        Counts { title: "Year", field: "since", counts: years(of(Facet::Month, usize::MAX)?) },
    ])
}

/// Counts a month as counts a year, the latest first.
fn years(months: Vec<FacetCount>) -> Vec<FacetCount> {
    let mut years: Vec<FacetCount> = Vec::new();
    for mut month in months {
        month.value = month.value.and_then(|month| month.get(..4).map(str::to_owned));
        match years.last_mut().filter(|last| last.value == month.value) {
            Some(last) => last.quotes += month.quotes,
            None => years.push(month),
        }
    }
    years.retain(|year| year.value.is_some());
    years.reverse();
    years.truncate(VALUES);
    years
}

fn body(asked: &SearchAddress, search: &Search, answer: &SearchAnswer, facets: &[Counts]) -> Markup {
    html! {
        h1 { "Search" }
        (form(asked, answer.total == 0 && asked.pairs().iter().any(|(name, _)| *name != "q")))
        @if answer.total == 0 && asked.pairs().is_empty() {
            (no_articles())
        } @else if answer.total == 0 {
            (nothing(asked, answer))
        } @else {
            p.count role="status" { (answer.total) @if answer.total == 1 { " statement" } @else { " statements" } }
            div.columns {
                div.hits {
                    @if answer.hits.is_empty() { (past_the_end(&asked.with("page", ""))) }
                    @for one in &answer.hits { (hit(one)) }
                    (pages(asked, search, answer.total))
                }
                aside.facets aria-label="Narrow the search" { @for facet in facets { (facet_list(asked, facet)) } }
            }
        }
    }
}

/// `Filters`, and those that are set.
fn summary(asked: &SearchAddress) -> String {
    let set: Vec<String> = asked
        .pairs()
        .into_iter()
        .filter(|(name, _)| *name != "q")
        .map(|(name, value)| format!("{} {}", name.replace('_', " "), value.replace('_', " ")))
        .collect();
    if set.is_empty() { "Filters".to_owned() } else { format!("Filters: {}", set.join(", ")) }
}

/// The field of the query, and the filters: open where they leave nothing.
fn form(asked: &SearchAddress, is_open: bool) -> Markup {
    let option = |value: &'static str, name: &str, chosen: &str| {
        html! { option value=(value) selected[value == chosen] { (name) } }
    };
    html! {
        form.search method="get" action="/search" role="search" {
            label for="q" { "Words, “phrases”, -without, OR, begin*" }
            div.row {
                input id="q" name="q" type="search" value=(asked.q) dir="auto" autocomplete="off";
                button type="submit" { "Search" }
            }
            details open[is_open] {
                summary { (summary(asked)) }
                div.filters {
                    (field("speaker", "Speaker", &asked.speaker))
                    (field("topic", "Subject or topic", &asked.topic))
                    (field("publisher", "Publisher", &asked.publisher))
                    (field("title", "Words of the headline", &asked.title))
                    (field("since", "From (2024, 2024-05, 2024-05-12)", &asked.since))
                    (field("until", "Up to", &asked.until))
                    div {
                        label for="kind" { "Kind" }
                        select id="kind" name="kind" {
                            (option("", "all", &asked.kind))
                            @for kind in Kind::ALL { (option(kind.name(), kind.name(), &asked.kind)) }
                        }
                    }
                    div {
                        label for="polarity" { "Polarity" }
                        select id="polarity" name="polarity" {
                            (option("", "all", &asked.polarity))
                            @for one in Polarity::ALL { (option(one.name(), &one.name().replace('_', " "), &asked.polarity)) }
                        }
                    }
                    div {
                        label for="sort" { "Order" }
                        select id="sort" name="sort" {
                            (option("", "best match first", &asked.sort))
                            (option("newest", "latest first", &asked.sort))
                            (option("oldest", "earliest first", &asked.sort))
                        }
                    }
                }
            }
        }
    }
}

fn field(name: &str, label: &str, value: &str) -> Markup {
    html! {
        div { label for=(name) { (label) } input id=(name) name=(name) value=(value) dir="auto" autocomplete="off"; }
    }
}

fn nothing(asked: &SearchAddress, answer: &SearchAnswer) -> Markup {
    html! {
        div.notice role="status" {
            p { "Nothing found." }
            @if answer.suggestions.is_empty() && answer.without.is_empty() {
                p { "Fewer words find more; " code { "begin*" } " finds all words that begin so." }
            }
            @for one in &answer.suggestions {
                p {
                    "Did you mean "
                    a href=(asked.with(if asked.topic == one.asked { "topic" } else { "speaker" }, &one.instead)) { (one.instead) } "?"
                }
            }
            @for (filter, count) in &answer.without { p { (without(asked, filter)) ": " (count) "." } }
        }
    }
}

/// The search without a filter that is named as on the command line: `--speaker petro`.
fn without(asked: &SearchAddress, filter: &str) -> Markup {
    let (name, value) = filter.trim_start_matches('-').split_once(' ').unwrap_or((filter, ""));
    let name = name.replace('-', "_");
    let field = asked.pairs().into_iter().map(|(field, _)| field).find(|field| *field == name);
    let told = format!("Without {} {}", name.replace('_', " "), value.replace('_', " "));
    html! { @match field { Some(field) => a href=(asked.with(field, "")) { (told) }, None => (told) } }
}

fn facet_list(asked: &SearchAddress, facet: &Counts) -> Markup {
    let chosen = asked.pairs().iter().any(|(name, _)| *name == facet.field);
    html! {
        @if facet.counts.len() > 1 || chosen {
            section {
                h2 { (facet.title) }
                ul {
                    @for count in facet.counts.iter().filter(|count| count.value.is_some()) {
                        @let value = count.value.as_deref().unwrap_or_default();
                        @let key = count.id.as_deref().unwrap_or(value);
                        li {
                            a href=(narrowed(asked, facet.field, key)) dir="auto" { (value.replace('_', " ")) } " " span.number { (count.quotes) }
                        }
                    }
                }
                @if chosen { p { a href=(widened(asked, facet.field)) { "any " (facet.title.to_lowercase()) } } }
            }
        }
    }
}

/// The search with one value more; a year is a first and a last day.
fn narrowed(asked: &SearchAddress, field: &'static str, value: &str) -> String {
    match field {
        "since" => SearchAddress { since: value.to_owned(), until: value.to_owned(), ..asked.clone() }.with("page", ""),
        field => asked.with(field, value),
    }
}

/// The search without a value.
fn widened(asked: &SearchAddress, field: &'static str) -> String {
    match field {
        "since" => SearchAddress { since: String::new(), until: String::new(), ..asked.clone() }.with("page", ""),
        field => asked.with(field, ""),
    }
}

fn pages(asked: &SearchAddress, search: &Search, total: usize) -> Markup {
    let page = search.offset / PAGE + 1;
    let with = |page: usize| {
        let address = asked.with("page", "");
        format!("{address}{}page={page}", if address.contains('?') { "&" } else { "?" })
    };
    pager("Pages of hits", page, total, with)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_as_years() {
        let count = |value: Option<&str>, quotes| FacetCount { value: value.map(str::to_owned), id: None, quotes };
        let months =
            vec![count(Some("2023-11"), 2), count(Some("2024-01"), 1), count(Some("2024-02"), 3), count(None, 9)];
        assert_eq!(years(months), [count(Some("2024"), 4), count(Some("2023"), 2)]);
    }
}
