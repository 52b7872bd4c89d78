//! What is known of each word of an article: looked up once for each way of writing it.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use crate::lexicon::{
    BACKGROUND, CONCEPTS, Lemmatised, List, Lists, Part, SUBJECT_WORDS, Tells, lemma_of, usual_number,
};
use crate::text::{Document, Memo, TokenKind};

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

/// What a word can do in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// Nothing.
    None,
    /// Be part of one when the next word has a capital: "New".
    Before,
    /// Be part of one.
    Part,
}

/// Longest word in capitals that is an abbreviation and not a dateline or the label of a speaker.
const LONGEST_ABBREVIATION: usize = 5;

/// A way of writing a word.
pub(super) struct Form {
    /// Singular, in small letters.
    pub lemma: Rc<str>,
    /// The number in which people mostly read it, once somebody asked.
    usual: OnceCell<String>,
    /// Whether it begins with a capital.
    pub capital: bool,
    /// What it can do in a name.
    pub naming: Naming,
    /// Whether it tells of a body.
    pub organisation: bool,
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

/// The forms of a document, by the number of the word.
pub(super) struct Forms(Vec<Rc<Form>>);

impl Forms {
    /// Looks up every word.
    pub fn new(document: &Document) -> Self {
        thread_local! {
            /// By the word and whether it is one: whatever else is asked stands in tables that never change.
            static KNOWN: RefCell<Memo<Rc<Form>>> = RefCell::default();
        }
        Self(KNOWN.with_borrow_mut(|memo| {
            let memo = memo.of(());
            let form = |token| {
                let find = || Rc::new(Form::of(document, token));
                memo.get(document.word_key(token), find)
            };
            document.first_tokens().map(form).collect()
        }))
    }

    /// The words in order.
    pub fn words<'a>(&'a self, document: &Document<'a>) -> Vec<Word<'a>> {
        let word = |token: usize| {
            let number = document.word_number(token);
            Word { text: document.word(token), form: &self.0[number], number: number as u32 }
        };
        (0..document.tokens.len()).map(word).collect()
    }
}

impl Form {
    fn of(document: &Document, token: usize) -> Self {
        let (text, kind) = (document.word(token), document.tokens[token].kind);
        let (lower, lists) = (document.lower(token), document.lists(token));
        let lemma = lemma_of(lower);
        let lists_of_lemma = if lemma == lower { lists } else { Lists::of(&lemma) };
        let known = BACKGROUND.get(lower).or_else(|| BACKGROUND.get(&lemma));
        let part = known.map(|known| known.part).unwrap_or_else(|| guessed(lower));
        let word = kind == TokenKind::Word;
        let usable = if word { usable(lower, lists, lists_of_lemma, part) } else { Use::Break };
        let capital = text.starts_with(char::is_uppercase);
        Self {
            usual: OnceCell::new(),
            capital,
            naming: if capital && word { naming(text) } else { Naming::None },
            organisation: lists_of_lemma.has(List::OrganisationWords),
            usable,
            rarity: known.map_or(7, |known| known.rarity),
            tells: if word { SUBJECT_WORDS.word(&lemma) } else { &[] },
            begins_phrase: word && SUBJECT_WORDS.begins_phrase(&lemma),
            begins_concept: word && CONCEPTS.begins(&lemma),
            lemma: lemma.into(),
        }
    }
}

impl Form {
    /// The word in the number in which people mostly read it.
    pub fn usual(&self) -> &str {
        self.usual.get_or_init(|| usual_number(&self.lemma))
    }
}

/// A capitalised word that is no function word, day or month can be part of a name.
fn naming(text: &str) -> Naming {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let shouted = letters > LONGEST_ABBREVIATION && text.chars().all(|c| !c.is_lowercase());
    let lower = text.trim_end_matches('.').to_lowercase();
    let party = text.starts_with("D-") || text.starts_with("R-");
    let month = text.ends_with('.') && matches!(&*lower, "jan" | "feb" | "aug" | "sept" | "oct" | "nov" | "dec");
    let lists = Lists::of(&lower);
    if text.chars().nth(1).is_none() || shouted || party || month || lists.has(List::Calendar) {
        Naming::None
    } else if !lists.has(List::FunctionWords) {
        Naming::Part
    } else if text == "New" {
        Naming::Before
    } else {
        Naming::None
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

fn usable(lower: &str, lists: Lists, lists_of_lemma: Lists, part: Part) -> Use {
    let letters = lower.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 3 || lists.has(List::FunctionWords) || lists.has(List::Calendar) || lower.starts_with(['\'', '’']) {
        return Use::Break;
    }
    match part {
        _ if lists.has(List::TopicAdjectives) && part != Part::Noun => Use::Inside,
        Part::Noun if lists_of_lemma.has(List::TopicNotAlone) => Use::End,
        Part::Noun if lists_of_lemma.has(List::TopicNever) => Use::Break,
        Part::Noun => Use::Alone,
        _ => Use::Break,
    }
}
