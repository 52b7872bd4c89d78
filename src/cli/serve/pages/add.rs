//! Drop files with articles here.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::layout::{Tab, counted, page};
use crate::cli::serve::added::given_name;
use crate::cli::serve::app::App;
use crate::output::IndexReport;

/// Which report is shown.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::cli::serve) struct Added {
    report: String,
}

/// The form, and what came of the last files.
pub(in crate::cli::serve) async fn add(State(app): State<Arc<App>>, Query(added): Query<Added>) -> Response {
    page(Tab::Add, "Add articles", &body(app.report(&added.report).as_ref(), &app.page_token))
}

/// What came of the last files.
fn told(report: &IndexReport) -> Markup {
    let known = report.same + report.unchanged;
    html! {
        div.notice role="status" {
            @if report.new + report.changed + known + report.failed == 0 {
                p { "None of these files is of a kind that quotedex reads." }
            } @else {
                p {
                    (report.new) " new, " (report.changed) " changed, " (known) " known already"
                    @if report.failed > 0 { ", " (report.failed) " that could not be read" } "; "
                    (counted(report.quotes, "quotation")) " found."
                }
            }
            @if !report.unreadable.is_empty() {
                p { "Not read:" }
                ul { @for one in &report.unreadable { li { (given_name(&one.name)) ": " (one.problem) } } }
            }
        }
    }
}

fn body(added: Option<&IndexReport>, token: &str) -> Markup {
    html! {
        h1 { "Add articles" }
        @if let Some(report) = added { (told(report)) }
        form.add method="post" action="/add" enctype="multipart/form-data" {
            input type="hidden" name="token" value=(token);
            label for="files" { "Files: text, web pages, PDF, Word, mail, exports of news archives, JSON, tables, feeds" }
            div.row {
                input id="files" name="files" type="file" multiple required;
                button type="submit" { "Add" }
            }
            p.hint role="status" data-progress="" {}
        }
        p.hint {
            "Up to 200 files and 128 MB at once. They are kept in the folder “added” of the index; name that folder, too, when "
            "you rebuild the index from the command line."
        }
    }
}
