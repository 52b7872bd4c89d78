//! The first page: paste a sentence or a whole draft.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;

use super::failure::{failure, sentence};
use super::layout::{Tab, counted, no_articles, page};
use super::statement::{self, article_name, differences, hit};
use crate::article::Article;
use crate::cli::serve::address::address;
use crate::cli::serve::app::App;
use crate::cli::verify::check_text_with;
use crate::output::{CheckedQuotation, warning, who_headline};
use crate::query::{DraftVerdict, Filters, Match, SpeakerCheck, Verdict, WhoAnswer};

/// A text of at most so many characters, without line breaks, may be one sentence.
const MAX_PHRASE: usize = 400;
/// How many matches are shown.
const MATCHES: usize = 8;

/// A sentence, and who is asked about.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::cli::serve) struct CheckAddress {
    phrase: String,
    speaker: String,
}

/// What was typed: a sentence or a draft.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::cli::serve) struct CheckForm {
    text: String,
    speaker: String,
}

/// The form; with a phrase, the answer.
pub(in crate::cli::serve) async fn check(State(app): State<Arc<App>>, Query(asked): Query<CheckAddress>) -> Response {
    if !asked.phrase.contains(char::is_alphanumeric) {
        let body = html! { (form("", "")) (empty(&app)) };
        return page(Tab::Check, "Check a quotation", &body);
    }
    let answer = app.run(move |app| {
        let speaker = Some(asked.speaker.trim().to_owned()).filter(|name| !name.is_empty());
        let filters = Filters { speaker, ..Filters::default() };
        let answer = app.index()?.0.who_or_nearest(&asked.phrase, &filters, MATCHES)?;
        Ok((asked, answer))
    });
    match answer.await {
        Ok((asked, answer)) => {
            let body = html! { (form(&asked.phrase, &asked.speaker)) (verdict(&answer, &asked.speaker)) };
            page(Tab::Check, &format!("“{}”", asked.phrase.trim()), &body)
        }
        Err(error) => failure(&error, false),
    }
}

/// A sentence gets an address of its own; a draft is checked quotation by quotation.
pub(in crate::cli::serve) async fn check_posted(State(app): State<Arc<App>>, Form(typed): Form<CheckForm>) -> Response {
    let text = typed.text.trim().to_owned();
    let quotation = without_marks(&text);
    if is_sentence(&text) {
        let pairs = [("phrase", quotation), ("speaker", typed.speaker.trim())];
        let pairs: Vec<(&str, &str)> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        return Redirect::to(&address("/", &pairs)).into_response();
    }
    let shown = text.clone();
    let check = |app: &App, text: String| {
        Ok(check_text_with(&app.index()?.0, &*app.extractor()?, &Article::new("draft", text))?)
    };
    let answer = app.run_long(move |app| check(app, text));
    match answer.await {
        Ok(checked) => {
            let body = html! { (form(&shown, "")) (draft(&checked)) };
            page(Tab::Check, "A draft, checked", &body)
        }
        Err(error) => failure(&error, false),
    }
}

/// Whether a text is one sentence to look up and no draft: short, and without quotations inside.
fn is_sentence(text: &str) -> bool {
    let inner = without_marks(text);
    text.chars().count() <= MAX_PHRASE && !text.contains('\n') && !inner.contains(['“', '”', '"', '«', '„'])
}

fn without_marks(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '“' | '”' | '"' | '«' | '»' | '„' | '‘'))
}

fn form(text: &str, speaker: &str) -> Markup {
    html! {
        h1 { "Check a quotation" }
        form.check method="post" action="/check" {
            label for="text" { "A sentence, or a whole draft" }
            textarea id="text" name="text" rows="4" required placeholder="“The more I am attacked, the more support I get”" dir="auto" { (text) }
            div.row {
                label for="speaker" { "Said by (if you know)" }
                input id="speaker" name="speaker" value=(speaker) autocomplete="off" dir="auto";
                button type="submit" { "Check" }
            }
        }
    }
}

/// What to do before anything was asked.
fn empty(app: &App) -> Markup {
    let articles = app.index().ok().and_then(|(index, _)| index.stats().ok()).map_or(0, |stats| stats.articles);
    html! {
        @if articles == 0 {
            (no_articles())
        } @else {
            p.hint {
                "quotedex looks the words up in " (articles) " articles and says whether they are verbatim, close, only reported, "
                "denied, or nobody’s. Of a draft it checks every quotation in quotation marks."
            }
        }
    }
}

/// The verdict, large, then the matches.
fn verdict(answer: &WhoAnswer, speaker: &str) -> Markup {
    let is_good = match answer.check {
        Some(check) => check == SpeakerCheck::Yes,
        None => matches!(answer.verdict, Verdict::Verbatim | Verdict::Close | Verdict::Reported),
    };
    let class = if is_good { "verdict good" } else { "verdict bad" };
    html! {
        section aria-live="polite" {
            h2 class=(class) { (who_headline(answer)) }
            @if answer.matches.is_empty() && answer.nearest.is_empty() {
                p.hint { "Try fewer words, or leave the name out. Only the articles of this index are searched." }
            }
            @if !answer.suggestions.is_empty() {
                p {
                    "No speaker in this index is called " (speaker) ". Did you mean "
                    @for (number, one) in answer.suggestions.iter().enumerate() {
                        @if number > 0 { " or " }
                        a href=(address("/", &[("phrase", &answer.phrase), ("speaker", &one.instead)])) { (one.instead) }
                    }
                    "?"
                }
            }
            @for found in &answer.matches { (one_match(found)) }
            @if !answer.nearest.is_empty() {
                h3 { "What comes nearest" }
                @for found in &answer.nearest { (one_match(found)) }
            }
        }
    }
}

fn one_match(found: &Match) -> Markup {
    let is_exact = found.verdict == Verdict::Verbatim && found.similarity >= 1.0;
    html! {
        div.match {
            p.kind { (heading(found.verdict)) }
            @if !is_exact && found.verdict != Verdict::Reporter { (differences(&found.alignment, ["asked", "said"])) }
            @for one in &found.discrepancies { p.warning { (warning(one)) } }
            (hit(&found.hit))
        }
    }
}

fn heading(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Verbatim => "Verbatim",
        Verdict::Close => "Close to it",
        Verdict::Reported => "Reported, not quoted",
        Verdict::Disputed => "Repeated to be refuted",
        Verdict::Denied => "Denied",
        Verdict::NotSaid => "Not said, says the article",
        Verdict::Hypothetical => "Only supposed",
        Verdict::Reporter => "In a reporter’s own words",
        _ => "Not it",
    }
}

/// Every quotation of a draft.
fn draft(checked: &[CheckedQuotation]) -> Markup {
    let count = |verdict: DraftVerdict| checked.iter().filter(|one| one.verified.verdict == verdict).count();
    let verbatim = count(DraftVerdict::Verbatim);
    html! {
        section aria-live="polite" {
            @if checked.is_empty() {
                h2.verdict { "No quotations in quotation marks" }
                p { "To look up a sentence, paste it by itself." }
            } @else {
                h2 class=(if verbatim == checked.len() { "verdict good" } else { "verdict bad" }) {
                    (verbatim) " of " (counted(checked.len(), "quotation")) " " (if verbatim == 1 { "is" } else { "are" }) " verbatim"
                }
            }
            ol.draft { @for one in checked { li { (draft_quotation(one)) } } }
        }
    }
}

fn draft_quotation(checked: &CheckedQuotation) -> Markup {
    let verified = &checked.verified;
    let is_good = matches!(verified.verdict, DraftVerdict::Verbatim | DraftVerdict::Agreed);
    let speaker = verified.quotation.speaker.as_deref().unwrap_or_default();
    let text = verified.quotation.text();
    let more = address(
        "/",
        &if speaker.is_empty() {
            vec![("phrase", text.as_str())]
        } else {
            vec![("phrase", text.as_str()), ("speaker", speaker)]
        },
    );
    html! {
        p class=(if is_good { "kind good" } else { "kind bad" }) { (verified.verdict.name().replace('_', " ")) }
        blockquote.direct dir="auto" { p { (verified.quotation.shown()) } }
        @if !speaker.is_empty() { p.who dir="auto" { "In the draft: " (speaker) } }
        @if let Some(problem) = checked.problem() { p.warning { (sentence(&problem)) } }
        @if let (Some(found), DraftVerdict::Altered) = (&verified.found, verified.verdict) {
            (differences(&found.alignment, ["draft", "said"]))
        }
        p.where {
            @if let Some(found) = &verified.found {
                @if verified.verdict == DraftVerdict::NotFound { "Nearest: " }
                (statement::who(&found.hit.quote)) " · " (article_name(&found.hit.quote.article)) " · "
                a.more href=(format!("/quote/{}", found.hit.quote.id)) { "show in its article" } " · "
            }
            a.more href=(more) { "look it up" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_no_draft() {
        for (text, is) in [
            ("the more I am attacked", true),
            ("“The more I am attacked.”", true),
            ("“I quit,” said Ann Smith.", false),
            ("one\ntwo", false),
        ] {
            assert_eq!(is_sentence(text), is, "{text}");
        }
        assert_eq!(without_marks(" “I quit.” "), "I quit.");
    }
}
