//! A quotation as one line that can be copied into a text.

use super::author::Author;
use crate::output::sanitize::sanitize_line;
use crate::query::ShownQuote;
use crate::quote::Kind;

/// `Ann Smith: “I quit.” In: Lee, Jo, “Mayor leaves”, The Paper, 2024-05-12, paragraph 3. https://...`
pub fn citation_line(shown: &ShownQuote) -> String {
    let (quote, article) = (&shown.quote, &shown.article);
    let text = sanitize_line(&quote.text);
    let words = if quote.kind == Kind::Direct { format!("“{text}”") } else { text };
    let authors: Vec<String> =
        article.authors.iter().map(|name| Author::new(&sanitize_line(name)).inverted()).collect();
    let title = article.title.as_deref().map(|title| format!("“{}”", sanitize_line(title)));
    let stated = article.date.filter(|_| article.date_source.label().is_none());
    let day = stated.map(|date| article.date_source.format(date));
    let publisher = article.publisher.as_deref().map(sanitize_line);
    let parts = [(!authors.is_empty()).then(|| authors.join("; ")), title, publisher, day];
    let parts: Vec<String> = parts.into_iter().flatten().chain([format!("paragraph {}", quote.paragraph)]).collect();
    let url = article.url.as_deref().map_or(String::new(), |url| format!(" {}", sanitize_line(url)));
    format!("{}: {words} In: {}.{url}", sanitize_line(quote.speaker_name()), parts.join(", "))
}
