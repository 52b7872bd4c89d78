//! What topics need to know of each word, computed once per spelling.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use crate::lexicon::{
    CONCEPTS, Concept, Lemmatised, List, Lists, PartOfSpeech, PhrasesFrom, SUBJECT_WORDS, SubjectWeight,
    WORD_FREQUENCIES, lemma_key, lemma_of, usual_number,
};
use crate::text::{Document, TokenKind, WordCache, lowercase};

/// The role of a word in a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TopicRole {
    /// None: it separates phrases.
    Break,
    /// It may be in a phrase before its end: an adjective for a field, or a noun that is too general to end one.
    Inside,
    /// It may end a phrase.
    End,
    /// It may be a topic alone.
    Alone,
}

/// The role of a word in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameRole {
    /// None.
    NotName,
    /// Part of a name before a capitalised word: "New".
    BeforeCapital,
    /// Part of a name.
    InName,
}

/// Maximum length of an abbreviation in capitals; longer ones are datelines or speaker labels.
const MAX_ABBREVIATION_LETTERS: usize = 5;

/// Rarity of a word that is not in the frequency table.
const UNKNOWN: u8 = 7;

/// Properties that are read for every word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traits {
    /// Whether it is capitalised.
    pub capital: bool,
    /// Whether it begins in lower case.
    pub small: bool,
    /// Whether it is long enough to be capitalised in a headline.
    pub long: bool,
    /// Its role in a name.
    pub name_role: NameRole,
    /// Its role in a topic; none if it is capitalised.
    pub topic_role: TopicRole,
    /// 0 for a frequent word, [`UNKNOWN`] for one that is not in the frequency table.
    pub rarity: u8,
    /// Whether it has a broad subject, or begins a phrase with one.
    pub has_subject: bool,
    /// Whether a concept begins with it.
    pub begins_concept: bool,
}

impl Traits {
    /// Whether the frequency table has the word.
    pub fn is_known(self) -> bool {
        self.rarity < UNKNOWN
    }
}

/// What is known of one spelling.
pub(super) struct WordInfo {
    /// Properties that are read for every word.
    pub traits: Traits,
    /// The lemma: singular, in lower case.
    pub lemma: Box<str>,
    /// The [`lemma_key`] of the lemma.
    pub key: u64,
    /// The more common of singular and plural and its key as a topic, computed on demand.
    usual: OnceCell<(Box<str>, u64)>,
    /// Its broad subjects.
    pub subject_weights: &'static [SubjectWeight],
    /// The phrases with a subject that begin with it.
    pub phrases: PhrasesFrom<'static, &'static [SubjectWeight]>,
    /// The concepts that begin with it.
    pub concepts: PhrasesFrom<'static, Concept>,
    /// Whether it is an organisation word.
    pub organisation: bool,
    /// Whether it precedes names like a title.
    pub title: bool,
    /// Whether it is usually a noun.
    pub noun: bool,
    /// Whether it is a known place or given name.
    pub place_or_given: bool,
    /// Whether it is too general to be a name alone.
    pub empty: bool,
}

/// A word of the article.
#[derive(Clone, Copy)]
pub(super) struct Word<'a> {
    /// As written.
    pub text: &'a str,
    /// What is known of its spelling.
    pub info: &'a WordInfo,
    /// A copy of the properties that are read for every word.
    pub traits: Traits,
}

impl Lemmatised for Word<'_> {
    fn lemma(&self) -> &str {
        &self.info.lemma
    }

    fn key(&self) -> u64 {
        self.info.key
    }

    fn written(&self) -> &str {
        self.text
    }
}

/// The words of a document, by word number.
pub(super) struct WordInfos(Vec<Rc<WordInfo>>);

impl WordInfos {
    /// Looks up every word.
    pub fn new(document: &Document) -> Self {
        thread_local! {
            /// By the word and its kind: everything else depends on constant tables.
            static KNOWN: RefCell<WordCache<Rc<WordInfo>>> = RefCell::default();
        }
        Self(KNOWN.with_borrow_mut(|memo| {
            let memo = memo.for_tables(());
            let info = |token| {
                let find = || Rc::new(WordInfo::of(document, token));
                memo.get(document.word_key(token), find)
            };
            document.first_occurrences().map(info).collect()
        }))
    }

    /// The words in order.
    pub fn words<'a>(&'a self, document: &Document<'a>) -> Vec<Word<'a>> {
        let word = |token: usize| {
            let info = &*self.0[document.word_id(token)];
            Word { text: document.word(token), info, traits: info.traits }
        };
        (0..document.tokens.len()).map(word).collect()
    }
}

impl WordInfo {
    fn of(document: &Document, token: usize) -> Self {
        let (text, kind) = (document.word(token), document.tokens[token].kind);
        let (lower, lists) = (document.lower(token), document.lists(token));
        let lemma = lemma_of(lower);
        let is_lemma = lemma == lower;
        let lists_of_lemma = if is_lemma { lists } else { Lists::of(&lemma) };
        let as_written = WORD_FREQUENCIES.get(lower);
        let known = as_written.or_else(|| WORD_FREQUENCIES.get(&lemma).filter(|_| !is_lemma));
        let part = known.map(|known| known.part).unwrap_or_else(|| guessed(lower));
        let word = kind == TokenKind::Word;
        let capital = text.starts_with(char::is_uppercase);
        // A token that is no word has no subject and begins no phrase.
        let asked = if word { &*lemma } else { "" };
        let (subject_weights, phrases) = (SUBJECT_WORDS.word(asked), SUBJECT_WORDS.starting_with(asked));
        let concepts = CONCEPTS.starting_with(asked);
        let has_any = |lists: Lists, any: &[List]| any.iter().any(|&list| lists.has(list));
        let traits = Traits {
            capital,
            small: text.starts_with(char::is_lowercase),
            long: word && text.len() > 3,
            name_role: if capital && word { name_role(text) } else { NameRole::NotName },
            topic_role: if word && !capital {
                topic_role(lower, lists, lists_of_lemma, part)
            } else {
                TopicRole::Break
            },
            rarity: known.map_or(UNKNOWN, |known| known.rarity),
            has_subject: !subject_weights.is_empty() || !phrases.is_empty(),
            begins_concept: !concepts.is_empty(),
        };
        Self {
            traits,
            key: lemma_key(&lemma),
            lemma: lemma.into(),
            usual: OnceCell::new(),
            subject_weights,
            phrases,
            concepts,
            organisation: lists_of_lemma.has(List::OrganisationWords),
            title: is_title(lower, lists),
            noun: as_written.is_some_and(|known| known.part == PartOfSpeech::Noun),
            place_or_given: has_any(lists, &[List::Places, List::GivenNames]),
            empty: has_any(lists, &[List::PersonNouns, List::GroupNouns])
                || has_any(lists_of_lemma, &[List::TopicNever, List::TopicNotAlone]),
        }
    }

    /// The more common of singular and plural, and its key as a topic.
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

/// Whether nothing but a blank is between the token and the one before.
pub(super) fn follows_blank(document: &Document, token: usize) -> bool {
    document.tokens[token].span.start() - document.tokens[token - 1].span.end() == 1
}

/// The key of a topic, the same for all spellings.
pub(super) fn topic_key(shown: &str) -> u64 {
    lemma_key(&lowercase(shown))
}

/// Whether a word precedes names like a title: "Mr.", "President", "former".
fn is_title(lower: &str, lists: Lists) -> bool {
    let plain = lower.trim_end_matches('.');
    let lists = if plain == lower { lists } else { Lists::of(plain) };
    lists.has(List::Titles) || lists.has(List::PersonNouns) || matches!(plain, "vice" | "former" | "prime")
}

/// A capitalised word that is no function word, day or month can be part of a name.
fn name_role(text: &str) -> NameRole {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let shouted = letters > MAX_ABBREVIATION_LETTERS && text.chars().all(|c| !c.is_lowercase());
    let lower = text.trim_end_matches('.').to_lowercase();
    let party = text.starts_with("D-") || text.starts_with("R-");
    let month = text.ends_with('.') && matches!(&*lower, "jan" | "feb" | "aug" | "sept" | "oct" | "nov" | "dec");
    let lists = Lists::of(&lower);
    if text.chars().nth(1).is_none() || shouted || party || month || lists.has(List::Calendar) {
        NameRole::NotName
    } else if !lists.has(List::FunctionWords) {
        NameRole::InName
    } else if text == "New" {
        NameRole::BeforeCapital
    } else {
        NameRole::NotName
    }
}

/// The likely part of speech of an unknown word.
fn guessed(lower: &str) -> PartOfSpeech {
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    match lower {
        _ if !lower.chars().all(|c| c.is_alphabetic() || c == '-') => PartOfSpeech::Other,
        _ if ends(&["ly", "ed", "ing", "ous", "ful", "less", "able", "ible", "ish", "est"]) => PartOfSpeech::Other,
        _ if ends(&["al", "ic", "ive", "ary"]) => PartOfSpeech::Adjective,
        // "faulty", "greedy"; but "fishery", "policy", "biology", "biopsy".
        _ if lower.ends_with('y') && !ends(&["ry", "cy", "gy", "my", "ny", "hy", "ity", "psy"]) => PartOfSpeech::Other,
        _ => PartOfSpeech::Noun,
    }
}

fn topic_role(lower: &str, lists: Lists, lists_of_lemma: Lists, part: PartOfSpeech) -> TopicRole {
    let letters = lower.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 3 || lists.has(List::FunctionWords) || lists.has(List::Calendar) || lower.starts_with(['\'', '’']) {
        return TopicRole::Break;
    }
    match part {
        _ if lists.has(List::TopicAdjectives) && part != PartOfSpeech::Noun => TopicRole::Inside,
        PartOfSpeech::Noun if lists_of_lemma.has(List::TopicNotAlone) => TopicRole::End,
        PartOfSpeech::Noun if lists_of_lemma.has(List::TopicNever) => TopicRole::Break,
        PartOfSpeech::Noun => TopicRole::Alone,
        _ => TopicRole::Break,
    }
}
