//! What is known of each word of an article: looked up once for each way of writing it.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use crate::lexicon::{
    BACKGROUND, Beginning, CONCEPTS, Concept, Lemmatised, List, Lists, Part, SUBJECT_WORDS, Tells, lemma_key, lemma_of,
    usual_number,
};
use crate::text::{Document, TokenKind, WordCache, lowercase};

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

/// Rarity of a word that the background does not know.
const UNKNOWN: u8 = 7;

/// What is asked of every word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traits {
    /// Whether it begins with a capital.
    pub capital: bool,
    /// Whether it begins with a small letter.
    pub small: bool,
    /// Whether it is long enough to have a capital in a headline.
    pub long: bool,
    /// What it can do in a name.
    pub naming: Naming,
    /// What it can do in a topic; nothing when it has a capital.
    pub usable: Use,
    /// 0 for a frequent word, [`UNKNOWN`] for one that the background does not know.
    pub rarity: u8,
    /// Whether it tells of the broad subject, or a phrase that does begins with it.
    pub telling: bool,
    /// Whether a concept begins with it.
    pub begins_concept: bool,
}

impl Traits {
    /// Whether the background knows the word.
    pub fn is_known(self) -> bool {
        self.rarity < UNKNOWN
    }
}

/// A way of writing a word.
pub(super) struct Form {
    /// What is asked of every word.
    pub traits: Traits,
    /// Singular, in small letters.
    pub lemma: Box<str>,
    /// The [`lemma_key`] of that.
    pub key: u64,
    /// The number in which people mostly read it and the key of that as a topic, once somebody asked.
    usual: OnceCell<(Box<str>, u64)>,
    /// What it tells of the broad subject.
    pub tells: &'static [Tells],
    /// The phrases that begin with it and tell of a subject.
    pub phrases: Beginning<'static, &'static [Tells]>,
    /// The concepts that begin with it.
    pub concepts: Beginning<'static, Concept>,
    /// Whether it tells of a body.
    pub organisation: bool,
    /// Whether it stands before names as a title does.
    pub title: bool,
    /// Whether it mostly is a noun.
    pub noun: bool,
    /// Whether it is a known place or given name.
    pub place_or_given: bool,
    /// Whether it says too little to be a name by itself.
    pub empty: bool,
}

/// A word of the article.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    /// As written.
    pub text: &'a str,
    /// What is known of it.
    pub form: &'a Form,
    /// What is asked of every word, here to be at hand.
    pub traits: Traits,
}

impl Lemmatised for Word<'_> {
    fn lemma(&self) -> &str {
        &self.form.lemma
    }

    fn key(&self) -> u64 {
        self.form.key
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
            static KNOWN: RefCell<WordCache<Rc<Form>>> = RefCell::default();
        }
        Self(KNOWN.with_borrow_mut(|memo| {
            let memo = memo.for_tables(());
            let form = |token| {
                let find = || Rc::new(Form::of(document, token));
                memo.get(document.word_key(token), find)
            };
            document.first_occurrences().map(form).collect()
        }))
    }

    /// The words in order.
    pub fn words<'a>(&'a self, document: &Document<'a>) -> Vec<Word<'a>> {
        let word = |token: usize| {
            let form = &*self.0[document.word_id(token)];
            Word { text: document.word(token), form, traits: form.traits }
        };
        (0..document.tokens.len()).map(word).collect()
    }
}

impl Form {
    fn of(document: &Document, token: usize) -> Self {
        let (text, kind) = (document.word(token), document.tokens[token].kind);
        let (lower, lists) = (document.lower(token), document.lists(token));
        let lemma = lemma_of(lower);
        let is_lemma = lemma == lower;
        let lists_of_lemma = if is_lemma { lists } else { Lists::of(&lemma) };
        let as_written = BACKGROUND.get(lower);
        let known = as_written.or_else(|| BACKGROUND.get(&lemma).filter(|_| !is_lemma));
        let part = known.map(|known| known.part).unwrap_or_else(|| guessed(lower));
        let word = kind == TokenKind::Word;
        let capital = text.starts_with(char::is_uppercase);
        // What is no word tells nothing and begins nothing.
        let asked = if word { &*lemma } else { "" };
        let (tells, phrases) = (SUBJECT_WORDS.word(asked), SUBJECT_WORDS.beginning(asked));
        let concepts = CONCEPTS.beginning(asked);
        let has_any = |lists: Lists, any: &[List]| any.iter().any(|&list| lists.has(list));
        let traits = Traits {
            capital,
            small: text.starts_with(char::is_lowercase),
            long: word && text.len() > 3,
            naming: if capital && word { naming(text) } else { Naming::None },
            usable: if word && !capital { usable(lower, lists, lists_of_lemma, part) } else { Use::Break },
            rarity: known.map_or(UNKNOWN, |known| known.rarity),
            telling: !tells.is_empty() || !phrases.is_empty(),
            begins_concept: !concepts.is_empty(),
        };
        Self {
            traits,
            key: lemma_key(&lemma),
            lemma: lemma.into(),
            usual: OnceCell::new(),
            tells,
            phrases,
            concepts,
            organisation: lists_of_lemma.has(List::OrganisationWords),
            title: is_title(lower, lists),
            noun: as_written.is_some_and(|known| known.part == Part::Noun),
            place_or_given: has_any(lists, &[List::Places, List::GivenNames]),
            empty: has_any(lists, &[List::PersonNouns, List::GroupNouns])
                || has_any(lists_of_lemma, &[List::TopicNever, List::TopicNotAlone]),
        }
    }

    /// The word in the number in which people mostly read it, and its key as a topic.
    pub fn usual(&self) -> (&str, u64) {
        let find = || {
            let usual = usual_number(&self.lemma);
            let key = topic_key(&usual);
            (usual.into(), key)
        };
        let (usual, key) = self.usual.get_or_init(find);
        (usual, *key)
    }
}

/// By what a topic is known, however it is written.
pub(super) fn topic_key(shown: &str) -> u64 {
    lemma_key(&lowercase(shown))
}

/// Whether a word stands before names as a title does: "Mr.", "President", "former".
fn is_title(lower: &str, lists: Lists) -> bool {
    let plain = lower.trim_end_matches('.');
    let lists = if plain == lower { lists } else { Lists::of(plain) };
    lists.has(List::Titles) || lists.has(List::PersonNouns) || matches!(plain, "vice" | "former" | "prime")
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
