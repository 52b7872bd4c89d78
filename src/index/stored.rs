//! The stored records: how an article and a quote are encoded as bytes.
//!
//! An article is stored once, with its text. A quote is stored as positions in its article: its words and its context
//! are cut from the article's text, and its id is computed from its positions. Only what differs from that is written
//! out.
//!
//! The bytes mean nothing without the article. Decoding does not trust them: it returns `None` instead of a wrong
//! record. A change of the encoding raises [`RECORD_VERSION`](crate::quote::RECORD_VERSION); a test in `stored_format`
//! fails when this is forgotten.

use memchr::memmem;

use super::codec::{ByteReader, ByteWriter};
use super::stored_json;
use crate::article::{Article, ArticleRef};
use crate::quote::{
    AttributionPattern, AttributionType, Evidence, Kind, MachineAnswer, Polarity, Quote, Speaker, SpeakerCandidate,
    SpeakerKind, quote_id,
};
use crate::span::Span;

/// Flags: what is written out because it cannot be derived from the article.
const OWN_TEXT: u64 = 1;
const OWN_ID: u64 = 2;
const OWN_CONTEXT: u64 = 4;
const OWN_REFERENCE: u64 = 8;

// Stored records contain positions in these lists: their order is part of the format.
const KINDS: [Kind; 3] = [Kind::Direct, Kind::Mixed, Kind::Indirect];
const REPORTS: [AttributionType; 2] = [AttributionType::Statement, AttributionType::Attitude];
const POLARITIES: [Polarity; 5] =
    [Polarity::Affirmed, Polarity::Denied, Polarity::NotSaid, Polarity::Hypothetical, Polarity::Disputed];
const SPEAKERS: [SpeakerKind; 5] =
    [SpeakerKind::Person, SpeakerKind::Organisation, SpeakerKind::Group, SpeakerKind::Document, SpeakerKind::Unknown];
const FOUND: [AttributionPattern; 8] = [
    AttributionPattern::Cue,
    AttributionPattern::Source,
    AttributionPattern::Colon,
    AttributionPattern::Signature,
    AttributionPattern::Transcript,
    AttributionPattern::Uncued,
    AttributionPattern::Reporter,
    AttributionPattern::OtherLanguage,
];

/// Encodes all of the article but its text.
pub(crate) fn encode_article(article: &Article) -> serde_json::Result<Vec<u8>> {
    stored_json::encode_article(article)
}

/// Decodes an article, given its text.
pub(crate) fn decode_article(bytes: &[u8], text: &str) -> Option<Article> {
    stored_json::decode_article(bytes, text)
}

/// Encodes a quote of `article`. `reference` is `article.reference()`.
pub(crate) fn encode_quote(article: &Article, reference: &ArticleRef, quote: &Quote) -> serde_json::Result<Vec<u8>> {
    let start = quote.start();
    let context = locate_context(article, quote);
    let flag = |flag: u64, differs: bool| if differs { flag } else { 0 };
    let flags = flag(OWN_TEXT, join_spans(article, &quote.content) != quote.text)
        | flag(OWN_ID, quote_id(&article.id, &quote.content, &quote.cue) != quote.id)
        | flag(OWN_CONTEXT, context.is_none())
        | flag(OWN_REFERENCE, *reference != quote.article);
    let mut bytes = ByteWriter::default();
    let polarity = position(&POLARITIES, &quote.polarity);
    for number in [flags, position(&KINDS, &quote.kind), position(&REPORTS, &quote.report), polarity] {
        bytes.varint(number);
    }
    bytes.0.extend(quote.confidence.to_le_bytes());
    bytes.varint(u64::from(quote.paragraph));
    bytes.varint(start as u64);
    for spans in [&quote.content, &quote.source, &quote.cue] {
        bytes.spans(spans, start);
    }
    match context {
        // The context begins before the quote, within reach.
        Some(span) => bytes.spans(&[span], start.saturating_sub(CONTEXT_REACH)),
        None => bytes.text(&quote.context),
    }
    write_speaker(&mut bytes, &quote.speaker);
    bytes.texts(&quote.topics);
    write_evidence(&mut bytes, &quote.evidence);
    if flags & OWN_TEXT != 0 {
        bytes.text(&quote.text);
    }
    if flags & OWN_ID != 0 {
        bytes.text(&quote.id);
    }
    if flags & OWN_REFERENCE != 0 {
        bytes.text(&stored_json::encode_reference(&quote.article)?);
    }
    Ok(bytes.0)
}

/// Decodes a quote that was encoded with `article`.
pub(crate) fn decode_quote(bytes: &[u8], article: &Article) -> Option<Quote> {
    let mut reader = ByteReader(bytes);
    let flags = reader.varint()?;
    let (kind, report) = (*KINDS.get(reader.length()?)?, *REPORTS.get(reader.length()?)?);
    let polarity = *POLARITIES.get(reader.length()?)?;
    let confidence = f32::from_le_bytes(reader.bytes(4)?.try_into().ok()?);
    let paragraph = u32::try_from(reader.varint()?).ok()?;
    let start = reader.length()?;
    let (content, source, cue) = (reader.spans(start)?, reader.spans(start)?, reader.spans(start)?);
    let context = match flags & OWN_CONTEXT {
        0 => reader.spans(start.saturating_sub(CONTEXT_REACH))?.first()?.of(article.text()).to_owned(),
        _ => reader.text()?.to_owned(),
    };
    let speaker = read_speaker(&mut reader)?;
    let topics = reader.texts()?;
    let evidence = read_evidence(&mut reader)?;
    let text = if flags & OWN_TEXT == 0 { join_spans(article, &content) } else { reader.text()?.to_owned() };
    let id = if flags & OWN_ID == 0 { quote_id(&article.id, &content, &cue) } else { reader.text()?.to_owned() };
    let reference: ArticleRef = match flags & OWN_REFERENCE {
        0 => article.reference(),
        _ => stored_json::decode_reference(reader.text()?)?,
    };
    Some(Quote {
        id,
        kind,
        report,
        polarity,
        text,
        content,
        source,
        cue,
        speaker,
        topics,
        context,
        confidence,
        evidence,
        article: reference,
        paragraph,
    })
}

fn write_evidence(bytes: &mut ByteWriter, evidence: &Evidence) {
    bytes.varint(position(&FOUND, &evidence.found));
    bytes.varint(u64::from(evidence.listed));
    bytes.text(evidence.cue.as_deref().unwrap_or_default());
    bytes.text(evidence.ground.as_deref().unwrap_or_default());
    bytes.varint(evidence.candidates.len() as u64);
    for candidate in &evidence.candidates {
        bytes.text(candidate.name.as_deref().unwrap_or_default());
        bytes.0.extend(candidate.probability.to_le_bytes());
    }
    bytes.varint(u64::from(evidence.by_hand.is_some()));
    if let Some(MachineAnswer { speaker, polarity, confidence }) = &evidence.by_hand {
        bytes.optional_text(speaker.as_ref());
        bytes.varint(position(&POLARITIES, polarity));
        bytes.0.extend(confidence.to_le_bytes());
    }
}

fn read_evidence(reader: &mut ByteReader) -> Option<Evidence> {
    let found = *FOUND.get(reader.length()?)?;
    let listed = reader.varint()? != 0;
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let (cue, ground) = (some(reader.text()?), some(reader.text()?));
    let count = reader.length()?;
    let candidate = |_| {
        let name = some(reader.text()?);
        Some(SpeakerCandidate { name, probability: f32::from_le_bytes(reader.bytes(4)?.try_into().ok()?) })
    };
    let candidates = (0..count).map(candidate).collect::<Option<_>>()?;
    let by_hand = match reader.varint()? {
        0 => None,
        _ => Some(MachineAnswer {
            speaker: reader.optional_text()?,
            polarity: *POLARITIES.get(reader.length()?)?,
            confidence: f32::from_le_bytes(reader.bytes(4)?.try_into().ok()?),
        }),
    };
    Some(Evidence { found, cue, ground, candidates, listed, by_hand })
}

/// The text of the spans, joined by spaces as extraction joins the pieces of a quotation.
fn join_spans(article: &Article, content: &[Span]) -> String {
    content.iter().map(|span| span.of(article.text())).collect::<Vec<_>>().join(" ")
}

/// How many bytes before a quote its context begins at most.
const CONTEXT_REACH: usize = 4096;

/// The position of a quote's context in its article.
fn locate_context(article: &Article, quote: &Quote) -> Option<Span> {
    let text = article.text();
    let reach = quote.start().saturating_sub(CONTEXT_REACH);
    let from = (reach..=text.len()).find(|&at| text.is_char_boundary(at))?;
    let at = from + find(&text.as_bytes()[from..], quote.context.as_bytes())?;
    Some(Span::new(at, at + quote.context.len()))
}

/// The position of `needle` in `text`. The needle is long and near the beginning: preparing a search for all of it
/// takes longer than a search for its first bytes, so these are tried first.
fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    const PREFIX: usize = 12;
    const ATTEMPTS: usize = 8;
    let prefix = &needle[..needle.len().min(PREFIX)];
    let found = memmem::find_iter(text, prefix).take(ATTEMPTS).find(|&at| text[at..].starts_with(needle));
    found.or_else(|| memmem::find(text, needle))
}

fn write_speaker(bytes: &mut ByteWriter, speaker: &Speaker) {
    bytes.varint(position(&SPEAKERS, &speaker.kind));
    for text in [&speaker.name, &speaker.id, &speaker.role, &speaker.mention] {
        bytes.optional_text(text.as_ref());
    }
    bytes.texts(&speaker.aliases);
}

fn read_speaker(reader: &mut ByteReader<'_>) -> Option<Speaker> {
    let kind = *SPEAKERS.get(reader.length()?)?;
    let mut optional = || reader.optional_text();
    let (name, id, role, mention) = (optional()?, optional()?, optional()?, optional()?);
    Some(Speaker { name, id, kind, role, mention, aliases: reader.texts()? })
}

fn position<T: PartialEq>(all: &[T], one: &T) -> u64 {
    all.iter().position(|other| other == one).unwrap_or(0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (Article, Quote) {
        let mut article = Article::new("a", "It rained. “I quit,” Ann Smith said, “and I mean it.” She left.");
        article.publisher = Some("The Paper".into());
        let span = |words: &str| {
            let at = article.text().find(words).unwrap();
            Span::new(at, at + words.len())
        };
        let (content, cue) = (vec![span("I quit,"), span("and I mean it.")], vec![span("said")]);
        let quote = Quote {
            id: quote_id("a", &content, &cue),
            kind: Kind::Direct,
            report: AttributionType::Attitude,
            polarity: Polarity::NotSaid,
            text: "I quit, and I mean it.".into(),
            source: vec![span("Ann Smith")],
            speaker: Speaker { name: Some("Ann Smith".into()), aliases: vec!["Ann".into()], ..Speaker::default() },
            topics: vec!["work".into()],
            context: "“I quit,” Ann Smith said, “and I mean it.”".into(),
            confidence: 0.75,
            evidence: Evidence {
                found: AttributionPattern::Colon,
                cue: Some("said".into()),
                ground: Some("never said".into()),
                candidates: vec![
                    SpeakerCandidate { name: Some("Ann".into()), probability: 0.875 },
                    SpeakerCandidate { name: None, probability: 0.125 },
                ],
                listed: true,
                by_hand: Some(MachineAnswer { speaker: None, polarity: Polarity::Denied, confidence: 0.25 }),
            },
            article: article.reference(),
            paragraph: 1,
            content,
            cue,
        };
        (article, quote)
    }

    #[test]
    fn decoding_returns_what_was_encoded() {
        let (article, plain) = sample();
        assert_eq!(decode_article(&encode_article(&article).unwrap(), article.text()), Some(article.clone()));
        assert!(encode_quote(&article, &article.reference(), &plain).unwrap().len() < 100);
        let strange = Quote { id: "own".into(), text: "other".into(), context: "words".into(), ..plain.clone() };
        let elsewhere = Quote { article: ArticleRef::default(), content: vec![], ..plain.clone() };
        for record in [plain, strange, elsewhere] {
            assert_eq!(
                decode_quote(&encode_quote(&article, &article.reference(), &record).unwrap(), &article),
                Some(record)
            );
        }
    }

    proptest::proptest! {
        #[test]
        fn damaged_bytes_never_panic(damage: Vec<(usize, u8)>, cut in 0usize..200) {
            let (article, record) = sample();
            let mut bytes = encode_quote(&article, &article.reference(), &record).unwrap();
            for (at, byte) in damage {
                let at = at % bytes.len();
                bytes[at] = byte;
            }
            bytes.truncate(cut);
            let _ = decode_quote(&bytes, &article);
            let _ = decode_article(&bytes, "");
        }
    }
}
