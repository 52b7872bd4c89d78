//! Finds the phrases of a table in running text: the longest one that starts at a word.

use rustc_hash::FxHashMap;

use super::lemma::{lemma, lemma_key};

/// Phrases with their values, by first word.
pub struct Phrases<T>(FxHashMap<String, Vec<Phrase<T>>>);

/// The phrases of a table with the same first word, the longest first; often empty.
#[derive(Clone, Copy)]
pub struct PhrasesFrom<'a, T>(&'a [Phrase<T>]);

/// One phrase of a table.
struct Phrase<T> {
    /// The required case of its first word.
    first: Case,
    /// Key of its second word, if it has one. It rules out most texts without comparing words.
    second: u64,
    /// The words after the first.
    rest: Box<[Pattern]>,
    /// Its value.
    value: T,
}

/// One word of a phrase.
struct Pattern {
    lemma: String,
    case: Case,
}

/// The required case of a word in the text.
#[derive(Clone, Copy, PartialEq)]
enum Case {
    /// Any.
    Any,
    /// Capitalised: "Apple".
    Capital,
    /// Exactly as in the table: "US".
    Same,
}

/// A word of a text that can be compared with phrases.
pub trait Lemmatised {
    /// Its lemma.
    fn lemma(&self) -> &str;
    /// The [`lemma_key`] of the lemma.
    fn key(&self) -> u64;
    /// As written.
    fn written(&self) -> &str;
}

impl<T: Copy> Phrases<T> {
    /// A table of `phrases`. The first of equal phrases wins.
    pub fn new(phrases: impl Iterator<Item = (&'static str, T)>) -> Self {
        let mut by_first: FxHashMap<String, Vec<Phrase<T>>> = FxHashMap::default();
        for (text, value) in phrases {
            let mut words = text.split_whitespace().map(Pattern::new);
            let Some(Pattern { lemma, case: first }) = words.next() else { continue };
            let rest: Box<[Pattern]> = words.collect();
            let second = rest.first().map_or(0, |word| lemma_key(&word.lemma));
            by_first.entry(lemma).or_default().push(Phrase { first, second, rest, value });
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        Self(by_first)
    }

    /// The phrases whose first word has this lemma.
    pub fn starting_with(&self, lemma: &str) -> PhrasesFrom<'_, T> {
        PhrasesFrom(self.0.get(lemma).map_or(&[], Vec::as_slice))
    }

    /// The value of the phrase that equals `text`, ignoring case.
    pub fn matching(&self, text: &str) -> Option<T> {
        let lemmas: Vec<String> = text.split_whitespace().map(lemma).collect();
        let (first, rest) = lemmas.split_first()?;
        let same = |phrase: &&Phrase<T>| phrase.rest.iter().map(|word| &word.lemma).eq(rest);
        self.0.get(first)?.iter().find(same).map(|phrase| phrase.value)
    }
}

impl<T: Copy> PhrasesFrom<'_, T> {
    /// Whether there are no phrases.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The longest phrase at the beginning of `words`, whose first word must be theirs: its number of words and its
    /// value.
    pub fn longest<W: Lemmatised>(&self, words: &[W]) -> Option<(usize, T)> {
        let (first, rest) = words.split_first()?;
        let second = rest.first().map_or(0, Lemmatised::key);
        let fits = |phrase: &&Phrase<T>| {
            (phrase.rest.is_empty() || phrase.second == second && phrase.goes_on(rest)) && phrase.first.fits(first)
        };
        self.0.iter().find(fits).map(|found| (1 + found.rest.len(), found.value))
    }

    /// Whether the first word alone, ignoring case, is one of the phrases.
    pub fn has_first(&self) -> bool {
        self.0.last().is_some_and(|shortest| shortest.rest.is_empty())
    }
}

impl<T> Phrase<T> {
    /// Whether `words` begin with the words after the first.
    fn goes_on<W: Lemmatised>(&self, words: &[W]) -> bool {
        self.rest.len() <= words.len() && self.rest.iter().zip(words).all(|(pattern, word)| pattern.fits(word))
    }
}

impl Pattern {
    fn new(word: &str) -> Self {
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        let case = match capitals {
            0 => Case::Any,
            1 if word.chars().count() > 1 => Case::Capital,
            _ => Case::Same,
        };
        Self { lemma: lemma(word), case }
    }

    fn fits(&self, word: &impl Lemmatised) -> bool {
        self.lemma == word.lemma() && self.case.fits(word)
    }
}

impl Case {
    fn fits(self, word: &impl Lemmatised) -> bool {
        let written = word.written();
        match self {
            Case::Any => true,
            Case::Capital => written.starts_with(char::is_uppercase),
            Case::Same => written.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Plain(String, &'static str);

    impl Lemmatised for Plain {
        fn lemma(&self) -> &str {
            &self.0
        }
        fn key(&self) -> u64 {
            lemma_key(&self.0)
        }
        fn written(&self) -> &str {
            self.1
        }
    }

    fn found(text: &'static str) -> Option<(usize, u8)> {
        let table = [("drug", 1), ("drug trade", 2), ("US", 3), ("Apple", 4), ("drug trade deals", 5)];
        let words: Vec<Plain> = text.split(' ').map(|word| Plain(lemma(word), word)).collect();
        Phrases::new(table.into_iter()).starting_with(words[0].lemma()).longest(&words)
    }

    #[test]
    fn the_longest_phrase_wins_and_capitals_count_where_they_must() {
        assert_eq!(found("drugs trade fell"), Some((2, 2)));
        assert_eq!(found("drugs traded"), Some((1, 1)));
        assert_eq!(found("Drug trade deal"), Some((3, 5)));
        assert_eq!(found("US troops"), Some((1, 3)));
        assert_eq!(found("us too"), None);
        assert_eq!(found("apple pie"), None);
        assert_eq!(found("Apple pays"), Some((1, 4)));
    }

    #[test]
    fn a_first_word_may_be_a_phrase_by_itself() {
        let table = Phrases::new([("drug trade", 1), ("Apple pie", 2), ("Apple", 3)].into_iter());
        assert!(table.starting_with("apple").has_first() && !table.starting_with("drug").has_first());
        assert!(table.starting_with("pie").is_empty() && !table.starting_with("pie").has_first());
    }
}
