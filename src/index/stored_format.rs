//! Fails when the bytes that an index holds change and their version does not.
//!
//! An index of an older version must not be read as if it were current. So everything stored for one fixed article,
//! quote and file is digested here, together with the schema and the terms of one fixed text.

use tantivy::Document;

use super::analyzer::{ANALYZER_VERSION, STEM, register_analyzers};
use super::codec::ByteWriter;
use super::dedup::Fingerprint;
use super::document::{ArticleFields, article_document, quote_document};
use super::files::{self, FileState};
use super::fold::fold;
use super::schema::{Fields, SCHEMA_VERSION};
use super::stored::{encode_article, encode_quote};
use crate::article::{Article, DateSource};
use crate::quote::{
    AttributionPattern, AttributionType, Evidence, Kind, MachineAnswer, Polarity, Quote, RECORD_VERSION, Speaker,
    SpeakerCandidate, SpeakerKind, quote_id,
};
use crate::span::Span;

/// The version and the digest of what is stored at that version.
type Expected = (u32, &'static str);

const RECORDS: Expected = (4, "39cabf8fd61050012eb2280f326f407361f2266ad70ec8f4c0d3ece5c870fd7b");
const SCHEMA: Expected = (12, "ab2a1b94c7990616c9ecc659b8bcf0533817295d7050d66c410a47041f25f140");
const TERMS: Expected = (1, "17e0012d94c7aad165df9bdad3f299ce50c5fa5b3107ba7b98882c7111ebe870");

#[test]
fn stored_records_change_only_with_record_version() {
    let (article, quote) = sample();
    let own = Quote { id: "own".into(), text: "other".into(), context: "words".into(), ..quote.clone() };
    let own = Quote { article: Article::new("other", "").reference(), ..own };
    let encode = |quote: &Quote| encode_quote(&article, &article.reference(), quote).unwrap();
    check(
        "RECORD_VERSION",
        RECORD_VERSION,
        RECORDS,
        &[
            encode_article(&article).unwrap(),
            encode(&quote),
            // With everything written out that is usually derived from the article.
            encode(&own),
        ],
    );
}

#[test]
fn stored_fields_change_only_with_schema_version() {
    let (schema, fields) = Fields::build();
    let (article, quote) = sample();
    let (common, fingerprint) = (ArticleFields::of(&article), Fingerprint::of(&article));
    let quotes = std::slice::from_ref(&quote);
    let documents = [
        article_document(&fields, &common, quotes, &fingerprint, Some(7), "stamp").unwrap(),
        quote_document(&fields, &common, &quote).unwrap(),
        files::document(&fields, &file(), &[3, u64::MAX], 5),
    ];
    let mut parts = vec![serde_json::to_vec(&schema).unwrap()];
    parts.extend(documents.iter().map(|document| document.to_json(&schema).into_bytes()));
    check("SCHEMA_VERSION", SCHEMA_VERSION, SCHEMA, &parts);
}

#[test]
fn stored_terms_change_only_with_analyzer_version() {
    let text = "“Colombia’s U.N. envoys aren't re-attacking Łódź,” she said at 10,000 m: co\u{ad}operate!";
    let manager = tantivy::tokenizer::TokenizerManager::new();
    register_analyzers(&manager);
    let mut stems = Vec::new();
    manager.get(STEM).unwrap().token_stream(text).process(&mut |token| stems.push(token.text.clone()));
    check("ANALYZER_VERSION", ANALYZER_VERSION, TERMS, &[fold(text).into_bytes(), stems.join(" ").into_bytes()]);
}

fn check(name: &str, version: u32, expected: Expected, parts: &[Vec<u8>]) {
    let mut bytes = ByteWriter::default();
    parts.iter().for_each(|part| bytes.bytes(part));
    let digest = blake3::hash(&bytes.0).to_hex();
    assert_eq!(
        (version, digest.as_str()),
        expected,
        "what is stored has changed: raise {name}, so that older indexes ask to be rebuilt, then put the new version \
         and digest into this file"
    );
}

/// An article and a quote with every field filled.
fn sample() -> (Article, Quote) {
    let mut article = Article::new("a", "It rained. “I quit,” Mayor Ann Smith never said, “and I mean it.” She left.");
    article.title = Some("A mayor stays".into());
    article.date = Some(jiff::civil::date(2024, 5, 12));
    article.date_source = DateSource::Month;
    article.publisher = Some("The Paper".into());
    article.authors = vec!["Jo Lee".into()];
    article.url = Some("https://example.com/mayor".into());
    article.path = Some("news/mayor.txt".into());
    article.repaired = true;
    article.refuted = vec!["The mayor quit".into()];
    let span = |words: &str| {
        let at = article.text().find(words).unwrap();
        Span::new(at, at + words.len())
    };
    let (content, cue) = (vec![span("I quit,"), span("and I mean it.")], vec![span("said")]);
    let quote = Quote {
        id: quote_id("a", &content, &cue),
        kind: Kind::Mixed,
        report: AttributionType::Attitude,
        polarity: Polarity::NotSaid,
        text: "I quit, and I mean it.".into(),
        source: vec![span("Mayor Ann Smith")],
        speaker: Speaker {
            name: Some("Ann Smith".into()),
            id: Some("ann-smith".into()),
            kind: SpeakerKind::Person,
            role: Some("mayor".into()),
            mention: Some("Mayor Ann Smith".into()),
            aliases: vec!["Smith".into()],
        },
        topics: vec!["work".into(), "politics".into()],
        context: "“I quit,” Mayor Ann Smith never said, “and I mean it.”".into(),
        confidence: 0.75,
        evidence: Evidence {
            found: AttributionPattern::Colon,
            cue: Some("said".into()),
            ground: Some("never said".into()),
            candidates: vec![
                SpeakerCandidate { name: Some("Ann Smith".into()), probability: 0.875 },
                SpeakerCandidate { name: None, probability: 0.125 },
            ],
            listed: true,
            by_hand: Some(MachineAnswer { speaker: Some("Bo".into()), polarity: Polarity::Denied, confidence: 0.25 }),
        },
        article: article.reference(),
        paragraph: 1,
        content,
        cue,
    };
    (article, quote)
}

fn file() -> FileState {
    FileState {
        canonical_path: "/news/mayor.txt".into(),
        id: "mayor".into(),
        size: 77,
        modified: Some(998_000_000_000),
        hash: Some(9),
    }
}
