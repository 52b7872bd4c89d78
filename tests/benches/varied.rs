//! As many articles as one likes, made of a few: the same again with other names and words.
#![allow(dead_code, reason = "each bench takes what it needs")]

use jiff::ToSpan;
use quotedex::internals::quote_id;
use quotedex::{Article, Quote, Span};

use crate::corpus::{Labelled, Random, words};

/// Words by their length in bytes, to take one another's places.
pub struct Vocabulary(Vec<Vec<String>>);

impl Vocabulary {
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut by_length = vec![Vec::new(); 64];
        for text in texts {
            for word in words(text) {
                let word = &text[word];
                if word.len() < 64 && word.chars().all(char::is_lowercase) {
                    by_length[word.len()].push(word.to_owned());
                }
            }
        }
        Self(by_length)
    }

    /// A word of the same length, as likely as it is frequent.
    fn like(&self, word: &str, random: &mut Random) -> String {
        match self.0.get(word.len()) {
            Some(words) if !words.is_empty() => random.one(words).clone(),
            _ => word.to_owned(),
        }
    }
}

/// What is another from one round to the next. Every place stays: what takes a word's place is as long.
pub enum Vary {
    /// Two names in three.
    Names,
    /// And one word in eight.
    NamesAndWords(Vocabulary),
}

impl Vary {
    /// The article in another round.
    pub fn article(&self, article: &Article, round: usize, random: &mut Random) -> Article {
        let mut text = article.text().to_owned();
        for word in words(article.text()) {
            let old = &article.text()[word.clone()];
            let other = match (old.chars().next(), self) {
                (Some(first), _) if first.is_ascii_uppercase() && old.is_ascii() && old.len() > 3 => name(old, round),
                (Some(first), Vary::NamesAndWords(vocabulary)) if first.is_lowercase() && random.below(8) == 0 => {
                    vocabulary.like(old, random)
                }
                _ => continue,
            };
            text.replace_range(word, &other);
        }
        let mut other = Article::new(format!("{}-{round}", article.id), text);
        other.title = article.title.as_deref().map(|title| format!("{title} ({round})"));
        other.publisher.clone_from(&article.publisher);
        other.date = article.date.and_then(|date| date.checked_add(((round % 400) as i32).days()).ok());
        other
    }

    /// The article in another round, with its quotes.
    pub fn quoted(&self, article: &Article, quotes: &[Quote], round: usize, random: &mut Random) -> Labelled {
        let other = self.article(article, round, random);
        let quotes = quotes.iter().map(|quote| moved(quote, &other)).collect();
        (other, quotes)
    }
}

/// Another name of that length, the same for the same name in one round. One name in three stays: some are everywhere.
fn name(old: &str, round: usize) -> String {
    let seed = old.bytes().fold(round as u64, |seed, byte| seed.wrapping_mul(31).wrapping_add(u64::from(byte)));
    let mut random = Random(seed);
    if random.below(3) == 0 {
        return old.to_owned();
    }
    let letters = |at: usize| if at.is_multiple_of(2) { "bdfgklmnprst" } else { "aeiou" };
    let spelled = old.bytes().enumerate().map(|(at, byte)| {
        let letter = *random.one(letters(at).as_bytes());
        let letter = if byte.is_ascii_alphabetic() { letter } else { byte };
        char::from(if byte.is_ascii_uppercase() { letter.to_ascii_uppercase() } else { letter })
    });
    spelled.collect()
}

/// The quote in the varied article.
fn moved(quote: &Quote, article: &Article) -> Quote {
    let cut = |spans: &[Span]| spans.iter().map(|span| span.of(article.text())).collect::<Vec<_>>().join(" ");
    let mut moved = quote.clone();
    moved.id = quote_id(&article.id, &quote.content, &quote.cue);
    moved.text = cut(&quote.content);
    moved.article = article.reference();
    let context = [&quote.content, &quote.source, &quote.cue].into_iter().flatten().copied().reduce(Span::cover);
    moved.context = context.map_or_else(String::new, |span| span.of(article.text()).to_owned());
    let source = cut(&quote.source);
    if !source.is_empty() {
        moved.speaker.id = moved.speaker.id.map(|_| source.to_lowercase().replace(' ', "-"));
        moved.speaker.mention = Some(source.clone());
        moved.speaker.role = Some("a senior adviser to the campaign".to_owned());
        moved.speaker.name = Some(source);
    }
    moved.evidence.cue = Some("said".to_owned());
    let candidate = |name: Option<String>, probability| quotedex::SpeakerCandidate { name, probability };
    moved.evidence.candidates = vec![candidate(moved.speaker.name.clone(), 0.97), candidate(None, 0.02)];
    moved
}
