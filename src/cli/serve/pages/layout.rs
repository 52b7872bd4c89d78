//! What all pages share: head, navigation, foot.

use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};

use crate::cli::serve::address::PAGE;
use crate::cli::serve::assets;
use crate::output::sanitize;

/// What is said where an index is empty.
pub(super) fn no_articles() -> Markup {
    html! {
        div.notice { p { "This index holds no articles yet. " a href="/add" { "Add some" } ", or run " code { "quotedex index" } "." } }
    }
}

/// What is said where the pages of a list are over.
pub(super) fn past_the_end(first: &str) -> Markup {
    html! { div.notice role="status" { p { "That is past the last page. " a href=(first) { "To the first" } } } }
}

/// `1 quotation`, `2 quotations`
pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Links from a page of a list to its neighbours; `at` gives a page's address.
pub(super) fn pager(label: &str, number: usize, total: usize, at: impl Fn(usize) -> String) -> Markup {
    let is_past_the_end = (number - 1).saturating_mul(PAGE) >= total;
    html! {
        nav.pages aria-label=(label) {
            @if number > 1 && !is_past_the_end { a rel="prev" href=(at(number - 1)) { "Previous page" } }
            @if number.saturating_mul(PAGE) < total { a rel="next" href=(at(number.saturating_add(1))) { "Next page" } }
        }
    }
}

/// The page in the navigation that a page belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tab {
    Check,
    Search,
    Speakers,
    Compare,
    Topics,
    Watches,
    Add,
    About,
    None,
}

const TABS: [(Tab, &str, &str); 8] = [
    (Tab::Check, "/", "Check"),
    (Tab::Search, "/search", "Search"),
    (Tab::Speakers, "/speakers", "Speakers"),
    (Tab::Topics, "/topics", "Topics"),
    (Tab::Compare, "/compare", "Compare"),
    (Tab::Watches, "/watches", "Watches"),
    (Tab::Add, "/add", "Add articles"),
    (Tab::About, "/about", "About"),
];

/// A page.
pub(super) fn page(tab: Tab, title: &str, body: &Markup) -> Response {
    let version = assets::version();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                // Without it, browsers send the origin `null` with forms, as if another site had made them.
                title { (title) " – quotedex" }
                link rel="stylesheet" href=(format!("/assets/{version}/style.css"));
                link rel="icon" type="image/svg+xml" href=(format!("/assets/{version}/icon.svg"));
                script src=(format!("/assets/{version}/script.js")) defer {}
            }
            body {
                a.skip href="#main" { "To the content" }
                header.top {
                    a.name href="/" { "quotedex" }
                    nav aria-label="Pages" {
                        ul {
                            @for (its, address, name) in TABS {
                                li { a href=(address) aria-current=[(its == tab).then_some("page")] { (name) } }
                            }
                        }
                    }
                }
                main id="main" tabindex="-1" { (body) }
                footer {
                    p { "quotedex says what articles say, and how sure it is. It does not check whether what was said is true." }
                }
            }
        }
    };
    // Marks that turn the direction of text would turn what stands beside an article's words, too.
    Html(sanitize(&page.into_string()).into_owned()).into_response()
}
