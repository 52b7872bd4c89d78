//! Watches: what is new to each, and feeds.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;

use super::failure::failure;
use super::layout::{Tab, page};
use super::statement::hit;
use crate::cli::serve::app::App;
use crate::cli::serve::error::PageError;
use crate::cli::serve::guard::require_page_token;
use crate::cli::watch;
use crate::cli::watched_search::{as_typed, search_of, watched};
use crate::index::{Watch, Watches};
use crate::output::FeedEntry;
use crate::query::{Filters, News, Search};

/// What is new to all watches. To look is not to be told: that takes the button.
pub(in crate::cli::serve) async fn watches(State(app): State<Arc<App>>) -> Response {
    let token = app.page_token.clone();
    let found = app.run(|app| {
        let index = app.index()?.0;
        let all = Watches::read(&app.shared.index)?;
        let news =
            |watch: &Watch| Ok(index.news(&search_of(&watch.search), |key| watch.has_told(std::iter::once(key)))?);
        let news: Vec<News> = all.iter().map(news).collect::<Result<_, PageError>>()?;
        Ok(all.into_iter().zip(news).collect::<Vec<_>>())
    });
    match found.await {
        Ok(all) => page(Tab::Watches, "Watches", &body(&all, &token)),
        Err(error) => failure(&error, false),
    }
}

fn body(all: &[(Watch, News)], token: &str) -> Markup {
    html! {
        h1 { "Watches" }
        p.hint { "A watch is a search that quotedex keeps. It shows what has come since you last marked it as read." }
        @if all.is_empty() { div.notice { p { "There are no watches yet." } } }
        @for (watch, news) in all {
            section.watch {
                h2 dir="auto" { (watch.name) }
                p.hint { code { (as_typed(&watch.search)) } " · " a href=(format!("/watches/{}.atom", watch.name)) { "feed" } }
                @match news.hits.len() {
                    0 => { p { "Nothing new." } }
                    1 => { p { "1 new statement." } }
                    count => { p { (count) " new statements." } }
                }
                @for one in news.hits.iter().take(20) { (hit(one)) }
                form.inline method="post" action="/watches" {
                    input type="hidden" name="token" value=(token);
                    input type="hidden" name="name" value=(watch.name);
                    @if !news.hits.is_empty() { button type="submit" name="action" value="read" { "Mark as read" } }
                    button.quiet type="submit" name="action" value="remove" { "Remove this watch" }
                }
            }
        }
        h2 { "A new watch" }
        form.search method="post" action="/watches" {
            input type="hidden" name="token" value=(token);
            div.filters.few {
                div { label for="name" { "Name" } input id="name" name="name" required pattern="[\\w.\\-]+" autocomplete="off"; }
                div { label for="query" { "Words" } input id="query" name="query" dir="auto" autocomplete="off"; }
                div { label for="speaker" { "Speaker" } input id="speaker" name="speaker" dir="auto" autocomplete="off"; }
                div { label for="topic" { "Subject" } input id="topic" name="topic" dir="auto" autocomplete="off"; }
            }
            button type="submit" name="action" value="add" { "Watch" }
        }
    }
}

/// A change of the watches.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::cli::serve) struct WatchForm {
    token: String,
    action: String,
    name: String,
    query: String,
    speaker: String,
    topic: String,
}

/// Adds or removes a watch, or marks it as read.
pub(in crate::cli::serve) async fn change_watch(State(app): State<Arc<App>>, Form(typed): Form<WatchForm>) -> Response {
    if let Err(error) = require_page_token(&app, &typed.token) {
        return failure(&error, false);
    }
    match app.run(move |app| change(app, &typed)).await {
        Ok(()) => Redirect::to("/watches").into_response(),
        Err(error) => failure(&error, false),
    }
}

/// The longest name and search, in bytes.
const MAX_TYPED: usize = 2000;

fn change(app: &App, typed: &WatchForm) -> Result<(), PageError> {
    let index = app.index()?.0;
    let mut watches = Watches::lock(&app.shared.index)?;
    let known = || watches.get(&typed.name).cloned();
    let missing = || PageError::NotFound(format!("there is no watch called {}", typed.name));
    match typed.action.as_str() {
        "read" => {
            let (watch, _) = watch::of_watch(&index, known().ok_or_else(missing)?)?;
            watches.put(watch)?;
        }
        "remove" => drop(watches.remove(&typed.name)?),
        "add" => {
            let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
            let filters = Filters { speaker: some(&typed.speaker), topic: some(&typed.topic), ..Filters::default() };
            let search = Search { query: typed.query.trim().to_owned(), filters, ..Search::default() };
            watch::require_name(typed.name.trim())?;
            if typed.name.len() + typed.query.len() + typed.speaker.len() + typed.topic.len() > MAX_TYPED {
                return Err(PageError::wrong("the name or the search is too long", "write less"));
            }
            if search.query.is_empty() && search.filters == Filters::default() {
                return Err(PageError::wrong("there is nothing to watch for", "give words, a speaker or a subject"));
            }
            if watches.get(typed.name.trim()).is_some() {
                return Err(PageError::wrong(
                    format!("there is a watch called {} already", typed.name),
                    "choose another name, or remove it first",
                ));
            }
            let mut watch = Watch::new(typed.name.trim().to_owned(), watched(&search), Timestamp::now());
            watch.add_told(index.news(&search, |_| true)?.keys);
            watches.put(watch)?;
        }
        _ => return Err(PageError::wrong("nothing was chosen", "use the buttons of the page")),
    }
    Ok(())
}

/// `/watches/NAME.atom`
pub(in crate::cli::serve) async fn watch_feed(State(app): State<Arc<App>>, Path(name): Path<String>) -> Response {
    let feed = app.run(move |app| {
        let name = name.strip_suffix(".atom").unwrap_or(&name);
        let all = Watches::read(&app.shared.index)?;
        let watch = all.iter().find(|watch| watch.name == name);
        let watch = watch.ok_or_else(|| PageError::NotFound(format!("there is no watch called {name}")))?;
        let mut feed = Vec::new();
        let index = app.index()?.0;
        // Not yet told to anybody: they are new since the index was changed.
        let (_, news) = watch::of_watch(&index, watch.clone())?;
        let mut entries = Vec::new();
        for hit in news.hits.iter().rev() {
            entries.extend(index.show(&hit.quote.id)?.map(|shown| FeedEntry { shown, told: app.changed_at() }));
        }
        watch::write_feed(&mut feed, &index, watch, entries)?;
        Ok(feed)
    });
    match feed.await {
        Ok(feed) => ([(CONTENT_TYPE, "application/atom+xml; charset=utf-8")], feed).into_response(),
        Err(error) => failure(&error, false),
    }
}
