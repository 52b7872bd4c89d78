//! What the benches share: articles, labelled ones as quotes, words, and numbers that are random but fixed.
//!
//! The quotes are made from the labelled spans, without extraction, so that a bench of answers measures answers alone.
#![allow(dead_code, reason = "each bench takes what it needs")]

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::ops::Range;
use std::path::PathBuf;

use quotedex::internals::quote_id;
use quotedex::read::{Input, Options, ReadError};
use quotedex::{Article, Extractor, Kind, Quote, Span, Speaker, SpeakerKind};
use serde_json::Value;

/// The variable that names the labelled articles, several files as in `PATH`.
pub const CORPUS: &str = "QUOTEDEX_BENCH_CORPUS";

/// An article with its quotes.
pub type Labelled = (Article, Vec<Quote>);

/// The files that [`CORPUS`] names; `None`, and it is said, when it names none or they are not there.
fn files() -> Option<Vec<PathBuf>> {
    let Some(paths) = std::env::var_os(CORPUS) else {
        println!("skipped: no corpus ({CORPUS} names none)");
        return None;
    };
    let paths: Vec<PathBuf> = std::env::split_paths(&paths).collect();
    if let Some(missing) = paths.iter().find(|path| !path.is_file()) {
        println!("skipped: no corpus ({} is no file)", missing.display());
        return None;
    }
    Some(paths)
}

/// The articles that [`CORPUS`] names, as they are read; without them those that the project comes with.
pub fn articles() -> Result<Vec<Article>, ReadError> {
    let Some(files) = files() else { return shipped() };
    let inputs = files.into_iter().map(Input::Path).collect();
    quotedex::read::articles(inputs, Options::default()).collect()
}

/// The articles that the project comes with.
pub fn shipped() -> Result<Vec<Article>, ReadError> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seeds/articles");
    quotedex::read::articles(vec![Input::Path(folder)], Options::default()).collect()
}

/// The articles that the project comes with, extracted.
pub fn sample() -> Result<Vec<Labelled>, Box<dyn Error>> {
    let extractor = Extractor::new()?;
    Ok(shipped()?.into_iter().map(|article| (article.clone(), extractor.extract(&article))).collect())
}

/// The labelled articles that [`CORPUS`] names; `None` when it names none or they are not there.
pub fn labelled() -> Result<Option<Vec<Labelled>>, Box<dyn Error>> {
    let Some(paths) = files() else { return Ok(None) };
    let mut articles = Vec::new();
    for path in &paths {
        for line in BufReader::new(File::open(path)?).lines() {
            articles.push(article(&serde_json::from_str(&line?)?));
        }
    }
    Ok(Some(articles))
}

fn article(record: &Value) -> Labelled {
    let text = |name: &str| record[name].as_str().unwrap_or_default().to_owned();
    let mut article = Article::new(text("id"), text("text"));
    article.title = Some(text("title"));
    article.publisher = Some(text("publisher"));
    article.date = text("date").parse().ok();
    let attributions = record["attributions"].as_array().map_or(&[][..], Vec::as_slice);
    let quotes = attributions.iter().filter_map(|attribution| quote(&article, attribution)).collect();
    (article, quotes)
}

fn quote(article: &Article, attribution: &Value) -> Option<Quote> {
    let [content, source, cue] = ["content", "source", "cue"].map(|name| spans(article.text(), &attribution[name]));
    let kind = match attribution["kind"].as_str()? {
        "direct" => Kind::Direct,
        "mixed" => Kind::Mixed,
        _ => Kind::Indirect,
    };
    let outer = |c: char| kind == Kind::Direct && matches!(c, '“' | '”' | '"') || c.is_whitespace();
    let content: Vec<Span> = content.into_iter().map(|span| trimmed(article.text(), span, outer)).collect();
    let words = |spans: &[Span]| spans.iter().map(|span| span.of(article.text())).collect::<Vec<_>>().join(" ");
    let text = words(&content);
    let all = || [&content, &source, &cue].into_iter().flatten().copied();
    let context = all().reduce(Span::cover)?.of(article.text()).to_owned();
    let paragraph = 1 + article.text()[..content.first()?.start()].matches("\n\n").count() as u32;
    let mut quote = Quote::default();
    quote.id = quote_id(&article.id, &content, &cue);
    quote.speaker = speaker(words(&source));
    quote.article = article.reference();
    quote.confidence = 0.9;
    (quote.kind, quote.text, quote.context, quote.paragraph) = (kind, text, context, paragraph);
    (quote.content, quote.source, quote.cue) = (content, source, cue);
    Some(quote)
}

/// The words of the source, with an id when they look like a name.
fn speaker(source: String) -> Speaker {
    let named = !source.is_empty() && source.split(' ').all(|word| word.starts_with(char::is_uppercase));
    let id = source.to_lowercase().replace(' ', "-");
    let mut speaker = Speaker::default();
    speaker.kind = if source.is_empty() { SpeakerKind::Unknown } else { SpeakerKind::Person };
    speaker.id = named.then_some(id);
    speaker.mention = Some(source.clone());
    speaker.name = Some(source).filter(|source| !source.is_empty());
    speaker
}

/// Spans of bytes from pairs of code points.
fn spans(text: &str, pairs: &Value) -> Vec<Span> {
    let points = quotedex_points(text);
    let byte = |value: &Value| points[(value.as_u64().unwrap_or(0) as usize).min(points.len() - 1)];
    pairs.as_array().into_iter().flatten().map(|pair| Span::new(byte(&pair[0]), byte(&pair[1]))).collect()
}

/// The byte at which each code point begins, and the end.
fn quotedex_points(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

fn trimmed(text: &str, span: Span, outer: impl Fn(char) -> bool) -> Span {
    let words = span.of(text);
    let start = span.start() + (words.len() - words.trim_start_matches(&outer).len());
    Span::new(start, start + words.trim_matches(&outer).len())
}

/// The words of `text`: letters and digits, with apostrophes within.
pub fn words(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let goes_on = text[end..].starts_with(char::is_alphanumeric);
        let open = found.last_mut().filter(|word| word.end == at);
        match open {
            Some(word) if c.is_alphanumeric() || matches!(c, '\'' | '’') && goes_on => word.end = end,
            None if c.is_alphanumeric() => found.push(at..end),
            _ => {}
        }
    }
    found
}

/// Numbers that are random but the same in every run (SplitMix64, Steele, Lea and Flood 2014).
pub struct Random(pub u64);

impl Random {
    /// A number below `bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    /// One of them.
    pub fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }
}
