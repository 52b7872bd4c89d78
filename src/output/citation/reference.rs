//! The references of an answer: one an article, with its quotations as a note.

use jiff::civil::Date;

use super::author::Author;
use crate::article::{Article, DateSource};
use crate::index::digest64;
use crate::output::link::web_address;
use crate::output::phrasing;
use crate::output::sanitize::sanitize_line;
use crate::query::ShownQuote;
use crate::quote::{Kind, Quote};

/// When an article was published, as precisely as it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Published {
    Day(Date),
    Month(Date),
}

/// An article to be cited.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    /// Names the reference: the article's id, with ASCII letters, digits and hyphens alone.
    pub(super) key: String,
    pub(super) title: Option<String>,
    pub(super) authors: Vec<Author>,
    pub(super) publisher: Option<String>,
    pub(super) published: Option<Published>,
    pub(super) url: Option<String>,
    /// Only with an address.
    pub(super) accessed: Option<Date>,
    /// The quotations, each with its speaker; then what is uncertain.
    pub(super) notes: Vec<String>,
}

/// One reference for each article, in the order of its first quotation.
pub(super) fn references(quotes: &[ShownQuote], accessed: Date) -> Vec<Reference> {
    let mut references: Vec<(&str, Reference)> = Vec::new();
    for ShownQuote { quote, article, .. } in quotes {
        let note = note(quote);
        match references.iter_mut().find(|(id, _)| *id == article.id) {
            Some((_, known)) => known.notes.push(note),
            None => references.push((&article.id, Reference::new(article, note, accessed))),
        }
    }
    let date_note = |quotes: &[ShownQuote], id: &str| {
        let article = quotes.iter().map(|shown| &shown.article).find(|article| article.id == id)?;
        guessed_date(article)
    };
    for (id, reference) in &mut references {
        reference.notes.extend(date_note(quotes, id));
    }
    references.into_iter().map(|(_, reference)| reference).collect()
}

impl Reference {
    fn new(article: &Article, note: String, accessed: Date) -> Self {
        let line = |text: &Option<String>| text.as_deref().map(sanitize_line).filter(|text| !text.is_empty());
        let published = match (article.date, article.date_source) {
            (Some(date), DateSource::Stated) => Some(Published::Day(date)),
            (Some(date), DateSource::Month) => Some(Published::Month(date)),
            _ => None,
        };
        let url = article.url.as_deref().and_then(web_address);
        Self {
            key: key(&article.id),
            title: line(&article.title),
            authors: article.authors.iter().map(|name| Author::new(&sanitize_line(name))).collect(),
            publisher: line(&article.publisher),
            published,
            accessed: url.as_ref().map(|_| accessed),
            url,
            notes: vec![note],
        }
    }
}

/// `“I quit” (Ann Smith, paragraph 3)`
fn note(quote: &Quote) -> String {
    let text = sanitize_line(&quote.text);
    let text = if quote.kind == Kind::Direct { format!("“{text}”") } else { text };
    let polarity = phrasing::polarity_note(quote.polarity).map_or(String::new(), |note| format!("; {note}"));
    let kind = if quote.kind == Kind::Direct { String::new() } else { format!("; {}", quote.kind.name()) };
    format!("{text} ({}{polarity}{kind}; paragraph {})", sanitize_line(quote.speaker_name()), quote.paragraph)
}

/// A date that the article does not state, as a note.
fn guessed_date(article: &Article) -> Option<String> {
    let label = article.date_source.label()?;
    Some(format!("Date not stated; {} ({label})", article.date?))
}

/// The key of an id: what reference managers take without quoting. No two ids have one key, also where capitals do not
/// count: an id that is not such a key itself gets a digest.
fn key(id: &str) -> String {
    let plain: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    let plain = parts.join("-").to_ascii_lowercase();
    if plain == id {
        return format!("quotedex-{plain}");
    }
    let blank = if plain.is_empty() { "" } else { "-" };
    format!("quotedex-{plain}{blank}{:016x}", digest64(&[id]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_ids_have_one_key() {
        assert_eq!(key("rates-hold"), "quotedex-rates-hold");
        let ids = ["rates-hold", "rates hold", "Rates-hold", "rates--hold", "新闻一", "新闻二", ""];
        let keys: std::collections::BTreeSet<String> = ids.map(key).into_iter().collect();
        assert_eq!(keys.len(), ids.len());
        assert!(keys.iter().all(|key| key.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))));
    }
}
