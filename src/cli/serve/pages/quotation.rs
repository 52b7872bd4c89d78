//! One quotation in its article, with the evidence; and its correction.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use clap::Parser;
use maud::{Markup, html};
use serde::Deserialize;

use super::failure::{failure, sentence};
use super::layout::{Tab, page};
use super::statement::{article_name, hit, percent, web, who, words};
use crate::cli::args::{Cli, Command};
use crate::cli::correct;
use crate::cli::serve::address::address;
use crate::cli::serve::app::App;
use crate::cli::serve::error::PageError;
use crate::cli::serve::guard::require_page_token;
use crate::output::{citation_line, found_by, link_to_words, pieces_around};
use crate::query::{Hit, ShownQuote};
use crate::span::Span;

/// The quotation with that id, or the beginning of one.
pub(in crate::cli::serve) async fn quotation(State(app): State<Arc<App>>, Path(id): Path<String>) -> Response {
    let token = app.page_token.clone();
    let found = app.run(move |app| {
        let index = app.index()?.0;
        let shown = index.show(&id)?;
        let shown = shown.ok_or_else(|| PageError::NotFound(format!("no quotation has the id {id}")))?;
        let hit = index.hit(&shown.quote.id)?;
        Ok((shown, hit))
    });
    match found.await {
        Ok((shown, hit)) => {
            let title = format!("{}: “{}”", shown.quote.speaker_name(), shown.quote.text);
            let title: String = title.chars().take(80).collect();
            page(Tab::None, &title, &body(&shown, hit.as_ref(), &token))
        }
        Err(error) => failure(&error, false),
    }
}

fn body(shown: &ShownQuote, hit_of: Option<&Hit>, token: &str) -> Markup {
    let (quote, article) = (&shown.quote, &shown.article);
    let link = link_to_words(article, quote);
    html! {
        h1.small { "Quotation" }
        div.lead { (words(quote, &[], false)) }
        p.who { (who(quote)) }
        p.where {
            (article_name(&quote.article)) ", paragraph " (quote.paragraph)
            @if !article.authors.is_empty() { " · by " bdi { (article.authors.join(", ")) } }
        }
        @if let (Some(link), true) = (&link, web(&quote.article).is_some()) {
            p { a href=(link) rel="noreferrer noopener" { "Open the page at these words" } }
        }
        @if let Some(path) = &article.path { p.hint { code { (path) } } }

        h2 { "In its article" }
        (in_article(shown))

        h2 { "Why this speaker" }
        p { (sentence(&found_by(&quote.evidence))) }
        (candidates(shown))

        @if let Some(found) = hit_of { (elsewhere(found)) }

        h2 { "Cite it" }
        p.cite dir="auto" { (citation_line(shown)) }
        p.hint { "Id " code { (quote.id) } }

        (correction(shown, token))
    }
}

/// The paragraphs around the quotation, with its words marked.
fn in_article(shown: &ShownQuote) -> Markup {
    let (quote, text) = (&shown.quote, shown.article.text());
    let spans: Vec<Span> = [&quote.content, &quote.source, &quote.cue].into_iter().flatten().copied().collect();
    html! {
        div.article dir="auto" {
            @for piece in pieces_around(text, &spans) {
                p {
                    @if piece.cut_before { "… " }
                    (marked(text, piece.shown, &quote.content))
                    @if piece.cut_behind { " …" }
                }
            }
        }
    }
}

fn marked(text: &str, shown: Span, content: &[Span]) -> Markup {
    let mut pieces: Vec<(bool, &str)> = Vec::new();
    let mut at = shown.start();
    for span in content {
        let (from, to) = (span.start().clamp(at, shown.end()), span.end().clamp(at, shown.end()));
        if from < to {
            pieces.extend([(false, &text[at..from]), (true, &text[from..to])]);
            at = to;
        }
    }
    pieces.push((false, &text[at..shown.end()]));
    html! { @for (is_said, piece) in pieces { @if is_said { mark { (piece) } } @else { (piece) } } }
}

fn candidates(shown: &ShownQuote) -> Markup {
    let evidence = &shown.quote.evidence;
    html! {
        @if let Some(machine) = &evidence.by_hand {
            p.warning {
                "Decided by hand. quotedex had found " (machine.speaker.as_deref().unwrap_or("nobody"))
                ", " (machine.polarity.name().replace('_', " ")) ", with a confidence of " (percent(machine.confidence)) "."
            }
        }
        @if !evidence.candidates.is_empty() {
            table.list {
                thead { tr { th scope="col" { "Candidate" } th.number scope="col" { "Probability" } } }
                tbody {
                    @for one in &evidence.candidates {
                        tr { th scope="row" dir="auto" { (one.name.as_deref().unwrap_or("nobody named")) } td.number { (percent(one.probability)) } }
                    }
                }
            }
        }
        @if evidence.listed { p.hint { "Your table of people decided." } }
        p.hint { "Confidence that words and speaker are both right: " (percent(shown.quote.confidence)) }
    }
}

/// Other articles, variants, other speakers.
fn elsewhere(found: &Hit) -> Markup {
    html! {
        @if !found.also_in.is_empty() {
            h2 { "Also in" }
            ul {
                @for other in &found.also_in {
                    li {
                        a href=(format!("/quote/{}", other.quote)) { (article_name(&other.article)) } ", paragraph " (other.paragraph)
                        @if let Some(text) = &other.text { ": “" bdi { (text) } "”" }
                    }
                }
            }
        }
        @if !found.variants.is_empty() {
            h2 { "In other words" }
            @for variant in &found.variants { (hit(&as_hit(variant, found))) }
        }
        @if !found.disagreement.is_empty() {
            h2 { "Others are credited with it" }
            ul {
                @for one in &found.disagreement {
                    li { bdi { (one.name) } " (" (one.polarity.name().replace('_', " ")) ") in " (article_name(&one.article)) }
                }
            }
        }
    }
}

fn as_hit(variant: &crate::query::Variant, found: &Hit) -> Hit {
    let mut hit = found.clone();
    hit.confidence = variant.quote.confidence;
    hit.quote = variant.quote.clone();
    hit.matched.clear();
    hit.articles = 1;
    hit.disagreement.clear();
    hit
}

fn correction(shown: &ShownQuote, token: &str) -> Markup {
    let choice = |value: &'static str, name: &str, checked: bool| {
        html! { li { label { input type="radio" name="action" value=(value) checked[checked]; " " (name) } } }
    };
    html! {
        details.correct {
            summary { "Correct it" }
            form method="post" action=(format!("/quote/{}/correct", shown.quote.id)) {
                input type="hidden" name="token" value=(token);
                fieldset {
                    legend { "What is right?" }
                    ul.choices {
                        (choice("speaker", "Somebody else said it:", true))
                        li { label for="speaker" { "Name" } input id="speaker" name="speaker" dir="auto" autocomplete="off"; }
                        (choice("unknown", "The article does not tell who said it", false))
                        (choice("said", "The speaker did say it", false))
                        (choice("denied", "The speaker denied it", false))
                        (choice("not-said", "The article says that the speaker did not say it", false))
                        (choice("not-a-quotation", "It is no quotation", false))
                        (choice("right", "What quotedex found is right", false))
                        (choice("undo", "Take back the last correction", false))
                    }
                }
                div { label for="note" { "Why (for whoever reads the table)" } input id="note" name="note" dir="auto" autocomplete="off"; }
                button type="submit" { "Save" }
            }
        }
    }
}

/// A correction that was filled in.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::cli::serve) struct CorrectionForm {
    token: String,
    action: String,
    speaker: String,
    note: String,
}

/// Notes the correction, as `quotedex correct` does.
pub(in crate::cli::serve) async fn correct(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    Form(typed): Form<CorrectionForm>,
) -> Response {
    if let Err(error) = require_page_token(&app, &typed.token) {
        return failure(&error, false);
    }
    let _writing = app.writing.lock().await;
    let place = format!("/quote/{id}");
    match app.run(move |app| note(app, &id, &typed)).await {
        Ok(true) => Redirect::to(&place).into_response(),
        Ok(false) => Redirect::to(&address("/search", &[])).into_response(),
        Err(error) => failure(&error, false),
    }
}

/// The longest name and note, in bytes.
const MAX_TYPED: usize = 2000;

/// Whether the quotation is still there.
fn note(app: &App, id: &str, typed: &CorrectionForm) -> Result<bool, PageError> {
    const ACTIONS: [&str; 8] = ["speaker", "unknown", "said", "denied", "not-said", "not-a-quotation", "right", "undo"];
    if !ACTIONS.contains(&typed.action.as_str()) {
        return Err(PageError::wrong("nothing was chosen", "choose what is right"));
    }
    let speaker = typed.speaker.trim();
    let mut words = vec!["quotedex".to_owned(), "correct".to_owned()];
    match typed.action.as_str() {
        "speaker" if speaker.is_empty() => return Err(PageError::wrong("there is no name", "write who said it")),
        "speaker" if speaker.len() + typed.note.len() > MAX_TYPED => {
            return Err(PageError::wrong("the name or the note is too long", "write less"));
        }
        "speaker" => words.push(format!("--speaker={speaker}")),
        action => words.push(format!("--{action}")),
    }
    let note = typed.note.trim();
    if !note.is_empty() && typed.action != "undo" {
        words.push(format!("--note={note}"));
    }
    words.extend(["--".to_owned(), id.to_owned()]);
    let parsed =
        Cli::try_parse_from(words).map_err(|_| PageError::wrong("the form is not whole", "load the page again"))?;
    let Command::Correct(args) = parsed.command else { return Err(PageError::Failed) };
    let changed = correct::change(&app.context(), &args)?;
    if changed.quote.is_none() {
        return Err(PageError::wrong(changed.told, "go back to the quotation"));
    }
    Ok(app.index()?.0.show(id)?.is_some())
}
