//! A quote and an article as JSON text, for documents in other engines.
//!
//! Positions are bytes of the article's text. This is a format outside of the program: it has types of its own, and a
//! change of it raises [`EXCHANGE_VERSION`](super::document::EXCHANGE_VERSION). What comes back is not trusted: a word
//! that is not known gives `None`.

use serde::{Deserialize, Serialize};

use super::super::stored_json;
use crate::article::{Article, ArticleRef};
use crate::quote::{
    AttributionPattern, AttributionType, Evidence, Kind, MachineAnswer, Polarity, Quote, Speaker, SpeakerCandidate,
    SpeakerKind,
};
use crate::span::Span;

#[derive(Serialize, Deserialize)]
struct QuoteJson {
    id: String,
    kind: String,
    report: String,
    polarity: String,
    text: String,
    content: Vec<(u32, u32)>,
    source: Vec<(u32, u32)>,
    cue: Vec<(u32, u32)>,
    speaker: SpeakerJson,
    topics: Vec<String>,
    context: String,
    confidence: f32,
    paragraph: u32,
    evidence: EvidenceJson,
    article: serde_json::Value,
}

#[derive(Serialize, Deserialize)]
struct SpeakerJson {
    name: Option<String>,
    id: Option<String>,
    kind: String,
    role: Option<String>,
    mention: Option<String>,
    aliases: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct EvidenceJson {
    found: String,
    cue: Option<String>,
    ground: Option<String>,
    candidates: Vec<(Option<String>, f32)>,
    listed: bool,
    by_hand: Option<MachineAnswerJson>,
}

#[derive(Serialize, Deserialize)]
struct MachineAnswerJson {
    speaker: Option<String>,
    polarity: String,
    confidence: f32,
}

#[derive(Serialize, Deserialize)]
struct ArticleJson {
    article: serde_json::Value,
    text: String,
}

/// The quote as JSON text, with its own reference to its article.
pub(crate) fn quote_to_json(quote: &Quote) -> serde_json::Result<String> {
    let spans = |spans: &[Span]| spans.iter().map(|&span| span.into()).collect();
    let (speaker, evidence) = (&quote.speaker, &quote.evidence);
    serde_json::to_string(&QuoteJson {
        id: quote.id.clone(),
        kind: quote.kind.name().to_owned(),
        report: quote.report.name().to_owned(),
        polarity: quote.polarity.name().to_owned(),
        text: quote.text.clone(),
        content: spans(&quote.content),
        source: spans(&quote.source),
        cue: spans(&quote.cue),
        speaker: SpeakerJson {
            name: speaker.name.clone(),
            id: speaker.id.clone(),
            kind: speaker.kind.name().to_owned(),
            role: speaker.role.clone(),
            mention: speaker.mention.clone(),
            aliases: speaker.aliases.clone(),
        },
        topics: quote.topics.clone(),
        context: quote.context.clone(),
        confidence: finite(quote.confidence),
        paragraph: quote.paragraph,
        evidence: EvidenceJson {
            found: evidence.found.name().to_owned(),
            cue: evidence.cue.clone(),
            ground: evidence.ground.clone(),
            candidates: evidence.candidates.iter().map(|one| (one.name.clone(), finite(one.probability))).collect(),
            listed: evidence.listed,
            by_hand: evidence.by_hand.as_ref().map(|answer| MachineAnswerJson {
                speaker: answer.speaker.clone(),
                polarity: answer.polarity.name().to_owned(),
                confidence: finite(answer.confidence),
            }),
        },
        article: serde_json::from_str(&reference_to_json(&quote.article)?)?,
    })
}

/// The quote in JSON text.
pub(crate) fn quote_from_json(text: &str) -> Option<Quote> {
    let json: QuoteJson = serde_json::from_str(text).ok()?;
    let spans = |spans: Vec<(u32, u32)>| spans.into_iter().map(Span::from).collect();
    let evidence = Evidence {
        found: AttributionPattern::ALL.into_iter().find(|pattern| pattern.name() == json.evidence.found)?,
        cue: json.evidence.cue,
        ground: json.evidence.ground,
        candidates: json
            .evidence
            .candidates
            .into_iter()
            .map(|(name, probability)| SpeakerCandidate { name, probability })
            .collect(),
        listed: json.evidence.listed,
        by_hand: match json.evidence.by_hand {
            None => None,
            Some(MachineAnswerJson { speaker, polarity: name, confidence }) => {
                Some(MachineAnswer { speaker, polarity: polarity(&name)?, confidence })
            }
        },
    };
    Some(Quote {
        id: json.id,
        kind: Kind::ALL.into_iter().find(|kind| kind.name() == json.kind)?,
        report: AttributionType::ALL.into_iter().find(|report| report.name() == json.report)?,
        polarity: polarity(&json.polarity)?,
        text: json.text,
        content: spans(json.content),
        source: spans(json.source),
        cue: spans(json.cue),
        speaker: Speaker {
            name: json.speaker.name,
            id: json.speaker.id,
            kind: SpeakerKind::ALL.into_iter().find(|kind| kind.name() == json.speaker.kind)?,
            role: json.speaker.role,
            mention: json.speaker.mention,
            aliases: json.speaker.aliases,
        },
        topics: json.topics,
        context: json.context,
        confidence: json.confidence,
        evidence,
        article: stored_json::decode_reference(&json.article.to_string())?,
        paragraph: json.paragraph,
    })
}

/// A reference to an article as JSON text.
pub(crate) fn reference_to_json(reference: &ArticleRef) -> serde_json::Result<String> {
    stored_json::encode_reference(reference)
}

/// The article as JSON text, with its text.
pub(crate) fn article_to_json(article: &Article) -> serde_json::Result<String> {
    let rest = serde_json::from_slice(&stored_json::encode_article(article)?)?;
    serde_json::to_string(&ArticleJson { article: rest, text: article.text().to_owned() })
}

/// The article in JSON text.
pub(crate) fn article_from_json(text: &str) -> Option<Article> {
    let ArticleJson { article, text } = serde_json::from_str(text).ok()?;
    stored_json::decode_article(article.to_string().as_bytes(), &text)
}

/// JSON has no other numbers.
fn finite(number: f32) -> f32 {
    if number.is_finite() { number } else { 0.0 }
}

fn polarity(name: &str) -> Option<Polarity> {
    Polarity::ALL.into_iter().find(|polarity| polarity.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Quote {
        let mut article = Article::new("a", "“I quit,” Ann Smith said.");
        article.date = Some(jiff::civil::date(2024, 5, 12));
        article.date_source = crate::article::DateSource::Month;
        Quote {
            id: "0123456789abcdef".into(),
            kind: Kind::Direct,
            report: AttributionType::Attitude,
            polarity: Polarity::NotSaid,
            text: "I quit, “so”".into(),
            content: vec![Span::new(3, 9)],
            source: vec![Span::new(13, 22)],
            speaker: Speaker {
                name: Some("Ann Smith".into()),
                aliases: vec!["Ann".into()],
                kind: SpeakerKind::Person,
                ..Speaker::default()
            },
            topics: vec!["work".into()],
            confidence: 0.1,
            evidence: Evidence {
                found: AttributionPattern::OtherLanguage,
                candidates: vec![SpeakerCandidate { name: None, probability: 0.3 }],
                by_hand: Some(MachineAnswer { speaker: None, polarity: Polarity::Denied, confidence: 0.7 }),
                ..Evidence::default()
            },
            article: article.reference(),
            paragraph: 7,
            ..Quote::default()
        }
    }

    #[test]
    fn what_goes_out_comes_back() {
        for quote in [sample(), Quote::default()] {
            assert_eq!(quote_from_json(&quote_to_json(&quote).unwrap()), Some(quote));
        }
        let mut article = Article::new("a", "“I quit,”\n");
        article.authors = vec!["Ann Lee".into()];
        assert_eq!(article_from_json(&article_to_json(&article).unwrap()), Some(article));
    }

    #[test]
    fn what_is_not_known_is_refused() {
        let text = quote_to_json(&sample()).unwrap();
        for (one, other) in [("\"direct\"", "\"sung\""), ("\"other_language\"", "\"\""), ("\"id\"", "\"no\"")] {
            assert_eq!(quote_from_json(&text.replace(one, other)), None);
        }
        assert_eq!(quote_from_json("[]"), None);
        assert_eq!(article_from_json("{\"article\":[],\"text\":\"\"}"), None);
    }
}
