//! What is known of each word of an article: looked up once for each way of writing it.

use rustc_hash::FxHashMap;

use crate::lexicon::{
    BACKGROUND, CALENDAR, CONCEPTS, FUNCTION_WORDS, Lemmatised, Part, SUBJECT_WORDS, TOPIC_ADJECTIVES, TOPIC_NEVER,
    TOPIC_NOT_ALONE, Tells, lemma,
};
use crate::text::{Document, TokenKind};

/// What a word can do in a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Nothing: it ends every phrase.
    Break,
    /// Stand before the end: an adjective of a field, or a noun that says too little to end with.
    Inside,
    /// End a phrase.
    End,
    /// Be a topic by itself.
    Alone,
}

/// A way of writing a word.
pub(super) struct Form {
    /// Singular, in small letters.
    pub lemma: String,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// What it can do in a topic when it has no capital.
    pub usable: Use,
    /// 0 for a frequent word, 7 for one that the background does not know.
    pub rarity: u8,
    /// What it tells of the broad subject.
    pub tells: &'static [Tells],
    /// Whether a phrase that tells of a subject begins with it.
    pub begins_phrase: bool,
    /// Whether a concept begins with it.
    pub begins_concept: bool,
}

/// A word of the article.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    /// As written.
    pub text: &'a str,
    /// What is known of it.
    pub form: &'a Form,
    /// Number of the form, for counting.
    pub number: u32,
}

impl Lemmatised for Word<'_> {
    fn lemma(&self) -> &str {
        &self.form.lemma
    }

    fn written(&self) -> &str {
        self.text
    }
}

/// The forms of a document, and which token has which.
pub(super) struct Forms {
    forms: Vec<Form>,
    of: Vec<u32>,
}

impl Forms {
    /// Looks up every word.
    pub fn new(document: &Document) -> Self {
        let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
        let mut forms = Vec::new();
        let of = (0..document.tokens.len()).map(|token| {
            let text = document.word(token);
            *numbers.entry(text).or_insert_with(|| {
                forms.push(Form::of(text, document.tokens[token].kind));
                forms.len() as u32 - 1
            })
        });
        let of = of.collect();
        Self { forms, of }
    }

    /// The words in order.
    pub fn words<'a>(&'a self, document: &Document<'a>) -> Vec<Word<'a>> {
        let word = |(token, &number): (usize, &u32)| Word {
            text: document.word(token),
            form: &self.forms[number as usize],
            number,
        };
        self.of.iter().enumerate().map(word).collect()
    }
}

impl Form {
    fn of(text: &str, kind: TokenKind) -> Self {
        let lemma = lemma(text);
        let lower = text.to_lowercase();
        let known = BACKGROUND.get(&lower).or_else(|| BACKGROUND.get(&lemma));
        let part = known.map(|known| known.part).unwrap_or_else(|| guessed(&lower));
        let tells = SUBJECT_WORDS.word(&lemma);
        let word = kind == TokenKind::Word;
        let usable = if word { usable(&lower, &lemma, part) } else { Use::Break };
        Self {
            capital: text.starts_with(char::is_uppercase),
            usable,
            rarity: known.map_or(7, |known| known.rarity),
            tells: if word { tells } else { &[] },
            begins_phrase: word && SUBJECT_WORDS.begins_phrase(&lemma),
            begins_concept: word && CONCEPTS.begins(&lemma),
            lemma,
        }
    }
}

/// What an unknown word looks like.
fn guessed(lower: &str) -> Part {
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    match lower {
        _ if !lower.chars().all(|c| c.is_alphabetic() || c == '-') => Part::Other,
        _ if ends(&["ly", "ed", "ing", "ous", "ful", "less", "able", "ible", "ish", "est"]) => Part::Other,
        _ if ends(&["al", "ic", "ive", "ary"]) => Part::Adjective,
        // "faulty", "greedy"; but "fishery", "policy", "biology", "biopsy".
        _ if lower.ends_with('y') && !ends(&["ry", "cy", "gy", "my", "ny", "hy", "ity", "psy"]) => Part::Other,
        _ => Part::Noun,
    }
}

fn usable(lower: &str, lemma: &str, part: Part) -> Use {
    let letters = lower.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 3 || FUNCTION_WORDS.has(lower) || CALENDAR.has(lower) || lower.starts_with(['\'', '’']) {
        return Use::Break;
    }
    match part {
        _ if TOPIC_ADJECTIVES.has(lower) && part != Part::Noun => Use::Inside,
        Part::Noun if TOPIC_NOT_ALONE.has(lemma) => Use::End,
        Part::Noun if TOPIC_NEVER.has(lemma) => Use::Break,
        Part::Noun => Use::Alone,
        _ => Use::Break,
    }
}
