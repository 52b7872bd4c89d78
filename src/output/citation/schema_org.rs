//! schema.org JSON-LD: words in marks as a [`Quotation`](https://schema.org/Quotation), what is said as a
//! [`Claim`](https://schema.org/Claim). It is the half of a ClaimReview that says who claimed what, where.

use serde::Serialize;

use super::author::Author;
use crate::article::Article;
use crate::output::link::web_address;
use crate::output::phrasing;
use crate::query::ShownQuote;
use crate::quote::{Kind, Polarity, Speaker, SpeakerKind};

#[derive(Serialize)]
pub(super) struct Graph<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: Vec<Claim<'a>>,
}

#[derive(Serialize)]
struct Claim<'a> {
    #[serde(rename = "@type")]
    kind: Vec<&'static str>,
    identifier: &'a str,
    text: &'a str,
    /// Who said it; nobody where the article does not affirm that somebody did.
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Agent<'a>>,
    #[serde(rename = "spokenByCharacter", skip_serializing_if = "Option::is_none")]
    spoken_by: Option<Agent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    keywords: &'a [String],
    appearance: NewsArticle<'a>,
}

#[derive(Clone, Serialize)]
struct Agent<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(rename = "jobTitle", skip_serializing_if = "Option::is_none")]
    job_title: Option<&'a str>,
    #[serde(rename = "sameAs", skip_serializing_if = "Option::is_none")]
    same_as: Option<String>,
}

#[derive(Serialize)]
struct NewsArticle<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    identifier: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named<'a>>,
    /// Only when the article states it.
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Named<'a> {
    /// Left out where it is not known.
    #[serde(rename = "@type", skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    name: &'a str,
}

/// The quotations as a graph.
pub(super) fn graph(quotes: &[ShownQuote]) -> Graph<'_> {
    Graph { context: "https://schema.org", graph: quotes.iter().map(claim).collect() }
}

fn claim(shown: &ShownQuote) -> Claim<'_> {
    let quote = &shown.quote;
    let author = agent(&quote.speaker).filter(|_| quote.polarity == Polarity::Affirmed);
    let is_quotation = quote.kind == Kind::Direct;
    let note = phrasing::polarity_note(quote.polarity);
    let document = (quote.speaker.kind == SpeakerKind::Document).then(|| quote.speaker_name().to_owned());
    Claim {
        kind: if is_quotation { vec!["Quotation", "Claim"] } else { vec!["Claim"] },
        identifier: &quote.id,
        text: &quote.text,
        spoken_by: author.clone().filter(|_| is_quotation),
        author,
        description: note.map(|note| format!("{}: {note}", quote.speaker_name())).or(document),
        keywords: &quote.topics,
        appearance: article(&shown.article),
    }
}

/// The speaker; `None` for somebody without a name.
fn agent(speaker: &Speaker) -> Option<Agent<'_>> {
    let name = speaker.name.as_deref()?;
    let kind = match speaker.kind {
        SpeakerKind::Person => "Person",
        SpeakerKind::Organisation | SpeakerKind::Group => "Organization",
        // schema.org knows no document that says something; the description names it.
        SpeakerKind::Document | SpeakerKind::Unknown => return None,
    };
    let wikidata = speaker.id.as_deref().filter(|id| {
        id.strip_prefix('Q')
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
    });
    let same_as = wikidata.map(|id| format!("http://www.wikidata.org/entity/{id}"));
    let job_title = speaker.role.as_deref().filter(|_| kind == "Person");
    Some(Agent { kind, name, job_title, same_as })
}

fn article(article: &Article) -> NewsArticle<'_> {
    let stated = article.date.filter(|_| article.date_source.label().is_none());
    let named = |kind| move |name| Named { kind, name };
    let kind_of = |name: &str| matches!(Author::new(name), Author::Person { .. }).then_some("Person");
    NewsArticle {
        kind: "NewsArticle",
        identifier: &article.id,
        headline: article.title.as_deref(),
        author: article.authors.iter().map(|name| named(kind_of(name))(name.as_str())).collect(),
        publisher: article.publisher.as_deref().map(named(Some("Organization"))),
        date_published: stated.map(|date| article.date_source.format(date)),
        url: article.url.as_deref().and_then(web_address),
    }
}
