//! A statement on a page: the words, who said them, and where.

use maud::{Markup, html};

use crate::article::ArticleRef;
use crate::cli::serve::address::of_speaker;
use crate::output::{marked_words, polarity_note};
use crate::query::{AlignedWord, Edit, Hit};
use crate::quote::Quote;
use crate::span::Span;

/// A hit in a list.
pub(super) fn hit(hit: &Hit) -> Markup {
    let quote = &hit.quote;
    html! {
        article.statement {
            (words(quote, &hit.matched, true))
            p.who { (who(quote)) (details(quote, hit.confidence)) }
            p.where {
                (place(&quote.article, quote.paragraph))
                @if hit.articles > 1 { " · in " (hit.articles) " articles" @if hit.distinct_texts < hit.articles { ", " (hit.distinct_texts) " texts" } }
                " · " a.more href=(format!("/quote/{}", quote.id)) { "show in its article" }
            }
            @for conflict in &hit.disagreement {
                p.warning { bdi { (conflict_line(&conflict.name, conflict.polarity)) } " in " (article_name(&conflict.article)) }
            }
        }
    }
}

fn conflict_line(name: &str, polarity: crate::quote::Polarity) -> String {
    match polarity_note(polarity) {
        None => format!("also attributed to {name}"),
        Some(note) => format!("{name}: {note}"),
    }
}

/// The words, in a serif: split where the article splits them; what matches is marked.
pub(super) fn words(quote: &Quote, matched: &[Span], may_cut: bool) -> Markup {
    html! {
        blockquote dir="auto" class=(quote.kind.name()) {
            p {
                @for (is_match, piece) in marked_words(quote, matched, may_cut) {
                    @if is_match { mark { (piece) } } @else { (piece) }
                }
            }
        }
    }
}

/// The speaker, with a link where there is an id.
pub(super) fn who(quote: &Quote) -> Markup {
    let name = quote.speaker_name();
    html! {
        @match &quote.speaker.id {
            Some(id) => a.speaker dir="auto" href=(of_speaker(id)) { (name) },
            None => span.speaker dir="auto" { (name) },
        }
        @if let Some(role) = &quote.speaker.role { span.role dir="auto" { ", " (role) } }
    }
}

/// Kind, cue, polarity, confidence.
fn details(quote: &Quote, confidence: f32) -> Markup {
    html! {
        span.details {
            @if let Some(note) = polarity_note(quote.polarity) { " · " strong.warning { (note) } }
            " · " (quote.kind.name())
            @if let Some(cue) = quote.cue_words() { ", “" (cue) "”" }
            " · "
            @match &quote.evidence.by_hand {
                Some(machine) => {
                    "by hand (quotedex: " bdi { (machine.speaker.as_deref().unwrap_or("unknown")) } ", " (percent(machine.confidence)) ")"
                }
                None => span.sure { (percent(confidence)) " sure" }
            }
        }
    }
}

/// `97 %`
pub(super) fn percent(share: f32) -> String {
    format!("{:.0} %", share * 100.0)
}

/// Where it stands; the article's own page opens elsewhere.
pub(super) fn place(article: &ArticleRef, paragraph: u32) -> Markup {
    html! {
        @match web(article) {
            Some(url) => a href=(url) rel="noreferrer noopener" { (article_name(article)) },
            None => (article_name(article)),
        }
        ", paragraph " (paragraph)
    }
}

/// The address, if it is one of the web.
pub(super) fn web(article: &ArticleRef) -> Option<&str> {
    article.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}

/// `Title · 2024-05-12 · Publisher`, set apart so that no mark in it turns the text around it.
pub(super) fn article_name(article: &ArticleRef) -> Markup {
    html! { bdi { (crate::output::article_name(article)) } }
}

/// The words of two sides below each other, with what differs marked; `labels` name the sides.
pub(super) fn differences(alignment: &[AlignedWord], labels: [&str; 2]) -> Markup {
    let row = |label: &str, side: fn(&AlignedWord) -> &str, is_first: bool| {
        html! {
            div.line {
                dt { (label) }
                dd dir="auto" {
                    @for word in alignment.iter().filter(|word| !side(word).is_empty()) {
                        @match word.edit {
                            Edit::Same => (side(word)),
                            _ if is_first => del { (side(word)) },
                            _ => ins { (side(word)) },
                        }
                        " "
                    }
                }
            }
        }
    };
    html! {
        dl.differences {
            (row(labels[0], |word| &word.asked, true))
            (row(labels[1], |word| &word.said, false))
        }
    }
}
