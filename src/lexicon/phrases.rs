//! Phrases of a table, found in running text: the longest one that begins at a word.

use rustc_hash::FxHashMap;

use super::lemma::{lemma, lemma_key};

/// Phrases with a value each, by their first word.
pub struct Phrases<T>(FxHashMap<String, Vec<Phrase<T>>>);

/// The phrases of a table that begin with the same word, the longest first; often there are none.
#[derive(Clone, Copy)]
pub struct Beginning<'a, T>(&'a [Phrase<T>]);

/// One phrase of a table.
struct Phrase<T> {
    /// Which letters its first word must have.
    first: Case,
    /// Key of its second word, if it has one: it tells for nearly every text that this phrase does not stand there,
    /// without a look at the words themselves.
    second: u64,
    /// Its words behind the first.
    rest: Box<[Pattern]>,
    /// What it stands for.
    value: T,
}

/// One word of a phrase.
struct Pattern {
    lemma: String,
    case: Case,
}

/// Which letters the text must have.
#[derive(Clone, Copy, PartialEq)]
enum Case {
    /// Any.
    Any,
    /// A capital first: "Apple".
    Capital,
    /// The very same: "US".
    Same,
}

/// A word of a text, for comparison with phrases.
pub trait Lemmatised {
    /// Its lemma.
    fn lemma(&self) -> &str;
    /// The [`lemma_key`] of that.
    fn key(&self) -> u64;
    /// As written.
    fn written(&self) -> &str;
}

impl<T: Copy> Phrases<T> {
    /// All `phrases`; of the same words the first wins.
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

    /// The phrases that begin with the word of this lemma.
    pub fn beginning(&self, lemma: &str) -> Beginning<'_, T> {
        Beginning(self.0.get(lemma).map_or(&[], Vec::as_slice))
    }

    /// The value of the phrase that is exactly `text`, in any case.
    pub fn exactly(&self, text: &str) -> Option<T> {
        let lemmas: Vec<String> = text.split_whitespace().map(lemma).collect();
        let (first, rest) = lemmas.split_first()?;
        let same = |phrase: &&Phrase<T>| phrase.rest.iter().map(|word| &word.lemma).eq(rest);
        self.0.get(first)?.iter().find(same).map(|phrase| phrase.value)
    }
}

impl<T: Copy> Beginning<'_, T> {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The longest of them at the beginning of `words`, whose first word is theirs: how many words, and its value.
    pub fn longest<W: Lemmatised>(&self, words: &[W]) -> Option<(usize, T)> {
        let (first, rest) = words.split_first()?;
        let second = rest.first().map_or(0, Lemmatised::key);
        let fits = |phrase: &&Phrase<T>| {
            (phrase.rest.is_empty() || phrase.second == second && phrase.goes_on(rest)) && phrase.first.fits(first)
        };
        self.0.iter().find(fits).map(|found| (1 + found.rest.len(), found.value))
    }

    /// Whether their first word by itself, in any case, is one of them.
    pub fn has_first(&self) -> bool {
        self.0.last().is_some_and(|shortest| shortest.rest.is_empty())
    }
}

impl<T> Phrase<T> {
    /// Whether `words` begin with all its words behind the first.
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
        Phrases::new(table.into_iter()).beginning(words[0].lemma()).longest(&words)
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
        assert!(table.beginning("apple").has_first() && !table.beginning("drug").has_first());
        assert!(table.beginning("pie").is_empty() && !table.beginning("pie").has_first());
    }
}
