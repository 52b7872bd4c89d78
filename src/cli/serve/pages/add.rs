//! Drop files with articles here.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use super::layout::{Tab, counted, page};
use crate::cli::serve::app::App;

/// What came of the last files.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(in crate::cli::serve) struct Added {
    new: Option<usize>,
    changed: usize,
    same: usize,
    failed: usize,
    quotes: usize,
}

/// The form, and what came of the last files.
pub(in crate::cli::serve) async fn add(State(app): State<Arc<App>>, Query(added): Query<Added>) -> Response {
    page(Tab::Add, "Add articles", &body(&added, &app.page_token))
}

fn body(added: &Added, token: &str) -> Markup {
    html! {
        h1 { "Add articles" }
        @if let Some(new) = added.new {
            div.notice role="status" {
                @if [new, added.changed, added.same, added.failed].iter().all(|count| *count == 0) {
                    p { "None of these files is of a kind that quotedex reads." }
                } @else {
                    p {
                        (new) " new, " (added.changed) " changed, " (added.same) " known already"
                        @if added.failed > 0 { ", " (added.failed) " that could not be read" } "; "
                        (counted(added.quotes, "quotation")) " found."
                    }
                }
            }
        }
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
