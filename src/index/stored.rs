//! Records as bytes: what the engine stores of an article and of a quote.
//!
//! An article is stored once, with its text. A quote is stored as what the article does not tell already: its words and
//! its context are cut from the article again by where they stand, its id is made from its place, and only what cannot
//! be had so is written out. The bytes mean nothing without the article, and reading never trusts them: whatever does
//! not fit gives nothing instead of a wrong record.

use memchr::memmem;

use super::bytes::{Reader, Writer};
use super::stored_json;
use crate::article::{Article, ArticleRef};
use crate::quote::{Candidate, Evidence, Found, Kind, Polarity, Quote, Report, Speaker, SpeakerKind, quote_id};
use crate::span::Span;

/// Flags: what is written out because the article does not give it back.
const TEXT: u64 = 1;
const ID: u64 = 2;
const CONTEXT: u64 = 4;
const REFERENCE: u64 = 8;

// Stored records number the values by their places in these lists: their order is part of the format.
const KINDS: [Kind; 3] = [Kind::Direct, Kind::Mixed, Kind::Indirect];
const REPORTS: [Report; 2] = [Report::Statement, Report::Attitude];
const POLARITIES: [Polarity; 5] =
    [Polarity::Affirmed, Polarity::Denied, Polarity::NotSaid, Polarity::Hypothetical, Polarity::Disputed];
const SPEAKERS: [SpeakerKind; 5] =
    [SpeakerKind::Person, SpeakerKind::Organisation, SpeakerKind::Group, SpeakerKind::Document, SpeakerKind::Unknown];
const FOUND: [Found; 7] =
    [Found::Cue, Found::Source, Found::Colon, Found::Signature, Found::Transcript, Found::Uncued, Found::Reporter];

/// What is known of the article but its text, as bytes.
pub(crate) fn of_article(article: &Article) -> serde_json::Result<Vec<u8>> {
    stored_json::of_article(article)
}

/// The article of which that is known.
pub(crate) fn article(bytes: &[u8], text: &str) -> Option<Article> {
    stored_json::article(bytes, text)
}

/// The quote as bytes, to be read with the same article, which others point to by `reference`.
pub(crate) fn of_quote(article: &Article, reference: &ArticleRef, quote: &Quote) -> serde_json::Result<Vec<u8>> {
    let start = quote.start();
    let context = context(article, quote);
    let flag = |flag: u64, differs: bool| if differs { flag } else { 0 };
    let flags = flag(TEXT, cut(article, &quote.content) != quote.text)
        | flag(ID, quote_id(&article.id, &quote.content, &quote.cue) != quote.id)
        | flag(CONTEXT, context.is_none())
        | flag(REFERENCE, *reference != quote.article);
    let mut bytes = Writer::default();
    let polarity = place(&POLARITIES, &quote.polarity);
    for number in [flags, place(&KINDS, &quote.kind), place(&REPORTS, &quote.report), polarity] {
        bytes.number(number);
    }
    bytes.0.extend(quote.confidence.to_le_bytes());
    bytes.number(u64::from(quote.paragraph));
    bytes.number(start as u64);
    for spans in [&quote.content, &quote.source, &quote.cue] {
        bytes.spans(spans, start);
    }
    match context {
        // It may begin before the quote, but hardly ever further than so.
        Some(span) => bytes.spans(&[span], start.saturating_sub(REACH)),
        None => bytes.text(&quote.context),
    }
    write_speaker(&mut bytes, &quote.speaker);
    bytes.texts(&quote.topics);
    write_evidence(&mut bytes, &quote.evidence);
    if flags & TEXT != 0 {
        bytes.text(&quote.text);
    }
    if flags & ID != 0 {
        bytes.text(&quote.id);
    }
    if flags & REFERENCE != 0 {
        bytes.text(&stored_json::of_reference(&quote.article)?);
    }
    Ok(bytes.0)
}

/// The quote that was made bytes with `article`.
pub(crate) fn quote(bytes: &[u8], article: &Article) -> Option<Quote> {
    let mut reader = Reader(bytes);
    let flags = reader.number()?;
    let (kind, report) = (*KINDS.get(reader.size()?)?, *REPORTS.get(reader.size()?)?);
    let polarity = *POLARITIES.get(reader.size()?)?;
    let confidence = f32::from_le_bytes(reader.bytes(4)?.try_into().ok()?);
    let paragraph = u32::try_from(reader.number()?).ok()?;
    let start = reader.size()?;
    let (content, source, cue) = (reader.spans(start)?, reader.spans(start)?, reader.spans(start)?);
    let context = match flags & CONTEXT {
        0 => reader.spans(start.saturating_sub(REACH))?.first()?.of(article.text()).to_owned(),
        _ => reader.text()?.to_owned(),
    };
    let speaker = read_speaker(&mut reader)?;
    let topics = reader.texts()?;
    let evidence = read_evidence(&mut reader)?;
    let text = if flags & TEXT == 0 { cut(article, &content) } else { reader.text()?.to_owned() };
    let id = if flags & ID == 0 { quote_id(&article.id, &content, &cue) } else { reader.text()?.to_owned() };
    let reference: ArticleRef = match flags & REFERENCE {
        0 => article.reference(),
        _ => stored_json::reference(reader.text()?)?,
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

fn write_evidence(bytes: &mut Writer, evidence: &Evidence) {
    bytes.number(place(&FOUND, &evidence.found));
    bytes.number(u64::from(evidence.listed));
    bytes.text(evidence.cue.as_deref().unwrap_or_default());
    bytes.text(evidence.ground.as_deref().unwrap_or_default());
    bytes.number(evidence.candidates.len() as u64);
    for candidate in &evidence.candidates {
        bytes.text(candidate.name.as_deref().unwrap_or_default());
        bytes.0.extend(candidate.probability.to_le_bytes());
    }
}

fn read_evidence(reader: &mut Reader) -> Option<Evidence> {
    let found = *FOUND.get(reader.size()?)?;
    let listed = reader.number()? != 0;
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let (cue, ground) = (some(reader.text()?), some(reader.text()?));
    let count = reader.size()?;
    let candidate = |_| {
        let name = some(reader.text()?);
        Some(Candidate { name, probability: f32::from_le_bytes(reader.bytes(4)?.try_into().ok()?) })
    };
    let candidates = (0..count).map(candidate).collect::<Option<_>>()?;
    Some(Evidence { found, cue, ground, candidates, listed })
}

/// The pieces of a quotation, joined as extraction joins them.
fn cut(article: &Article, content: &[Span]) -> String {
    content.iter().map(|span| span.of(article.text())).collect::<Vec<_>>().join(" ")
}

/// Bytes before a quote within which its context begins.
const REACH: usize = 4096;

/// Where the context stands around the quote.
fn context(article: &Article, quote: &Quote) -> Option<Span> {
    let text = article.text();
    let from = quote.start().saturating_sub(REACH);
    let border = (from..=text.len()).find(|&at| text.is_char_boundary(at))?;
    let at = border + find(&text.as_bytes()[border..], quote.context.as_bytes())?;
    Some(Span::new(at, at + quote.context.len()))
}

/// Where `needle` stands in `text`: it is a long one that stands close by, so that making ready to look for it takes longer
/// than to look for its first bytes.
fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    const FIRST: usize = 12;
    const OFTEN: usize = 8;
    let first = &needle[..needle.len().min(FIRST)];
    let found = memmem::find_iter(text, first).take(OFTEN).find(|&at| text[at..].starts_with(needle));
    found.or_else(|| memmem::find(text, needle))
}

fn write_speaker(bytes: &mut Writer, speaker: &Speaker) {
    bytes.number(place(&SPEAKERS, &speaker.kind));
    for text in [&speaker.name, &speaker.id, &speaker.role, &speaker.mention] {
        bytes.maybe(text.as_ref());
    }
    bytes.texts(&speaker.aliases);
}

fn read_speaker(reader: &mut Reader<'_>) -> Option<Speaker> {
    let kind = *SPEAKERS.get(reader.size()?)?;
    let [name, id, role, mention] = [reader.maybe()?, reader.maybe()?, reader.maybe()?, reader.maybe()?];
    Some(Speaker { name, id, kind, role, mention, aliases: reader.texts()? })
}

fn place<T: PartialEq>(all: &[T], one: &T) -> u64 {
    all.iter().position(|other| other == one).unwrap_or(0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (Article, Quote) {
        let mut article = Article::new("a", "It rained. “I quit,” Ann Smith said, “and I mean it.” She left.");
        article.publisher = Some("The Paper".into());
        let place = |words: &str| {
            let at = article.text().find(words).unwrap();
            Span::new(at, at + words.len())
        };
        let (content, cue) = (vec![place("I quit,"), place("and I mean it.")], vec![place("said")]);
        let quote = Quote {
            id: quote_id("a", &content, &cue),
            kind: Kind::Direct,
            report: Report::Attitude,
            polarity: Polarity::NotSaid,
            text: "I quit, and I mean it.".into(),
            source: vec![place("Ann Smith")],
            speaker: Speaker { name: Some("Ann Smith".into()), aliases: vec!["Ann".into()], ..Speaker::default() },
            topics: vec!["work".into()],
            context: "“I quit,” Ann Smith said, “and I mean it.”".into(),
            confidence: 0.75,
            evidence: Evidence {
                found: Found::Colon,
                cue: Some("said".into()),
                ground: Some("never said".into()),
                candidates: vec![
                    Candidate { name: Some("Ann".into()), probability: 0.875 },
                    Candidate { name: None, probability: 0.125 },
                ],
                listed: true,
            },
            article: article.reference(),
            paragraph: 1,
            content,
            cue,
        };
        (article, quote)
    }

    #[test]
    fn a_record_comes_back_as_it_was() {
        let (article, plain) = sample();
        assert_eq!(super::article(&of_article(&article).unwrap(), article.text()), Some(article.clone()));
        assert!(of_quote(&article, &article.reference(), &plain).unwrap().len() < 90);
        let strange = Quote { id: "own".into(), text: "other".into(), context: "words".into(), ..plain.clone() };
        let elsewhere = Quote { article: ArticleRef::default(), content: vec![], ..plain.clone() };
        for record in [plain, strange, elsewhere] {
            assert_eq!(quote(&of_quote(&article, &article.reference(), &record).unwrap(), &article), Some(record));
        }
    }

    proptest::proptest! {
        #[test]
        fn damaged_bytes_are_no_panic(damage: Vec<(usize, u8)>, cut in 0usize..200) {
            let (article, record) = sample();
            let mut bytes = of_quote(&article, &article.reference(), &record).unwrap();
            for (at, byte) in damage {
                let at = at % bytes.len();
                bytes[at] = byte;
            }
            bytes.truncate(cut);
            let _ = quote(&bytes, &article);
            let _ = super::article(&bytes, "");
        }
    }
}
