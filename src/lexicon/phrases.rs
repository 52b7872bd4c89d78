//! Phrases of a table, found in running text: the longest one that begins at a word.

use rustc_hash::FxHashMap;

use super::lemma::lemma;

/// Phrases with a value each, by their first word.
pub struct Phrases<T>(FxHashMap<String, Vec<Phrase<T>>>);

/// One phrase of a table.
struct Phrase<T> {
    /// Its words.
    words: Vec<Pattern>,
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
    /// As written.
    fn written(&self) -> &str;
}

impl<T: Copy> Phrases<T> {
    /// All `phrases`; of the same words the first wins.
    pub fn new(phrases: impl Iterator<Item = (&'static str, T)>) -> Self {
        let mut by_first: FxHashMap<String, Vec<Phrase<T>>> = FxHashMap::default();
        for (text, value) in phrases {
            let words: Vec<Pattern> = text.split_whitespace().map(Pattern::new).collect();
            let Some(first) = words.first() else { continue };
            by_first.entry(first.lemma.clone()).or_default().push(Phrase { words, value });
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        Self(by_first)
    }

    /// Whether any phrase begins with the word of this lemma.
    pub fn begins(&self, lemma: &str) -> bool {
        self.0.contains_key(lemma)
    }

    /// The longest phrase at the beginning of `words`: how many words, and its value.
    pub fn longest<W: Lemmatised>(&self, words: &[W]) -> Option<(usize, T)> {
        let phrases = self.0.get(words.first()?.lemma())?;
        let found = phrases.iter().find(|phrase| phrase.fits(words))?;
        Some((found.words.len(), found.value))
    }

    /// The value of the phrase that is exactly `text`, in any case.
    pub fn exactly(&self, text: &str) -> Option<T> {
        let lemmas: Vec<String> = text.split_whitespace().map(lemma).collect();
        let same = |phrase: &&Phrase<T>| phrase.words.iter().map(|word| &word.lemma).eq(&lemmas);
        self.0.get(lemmas.first()?)?.iter().find(same).map(|phrase| phrase.value)
    }
}

impl<T> Phrase<T> {
    fn fits<W: Lemmatised>(&self, words: &[W]) -> bool {
        self.words.len() <= words.len() && self.words.iter().zip(words).all(|(pattern, word)| pattern.fits(word))
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
        let written = word.written();
        self.lemma == word.lemma()
            && match self.case {
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
        fn written(&self) -> &str {
            self.1
        }
    }

    fn found(text: &'static str) -> Option<(usize, u8)> {
        let table = [("drug", 1), ("drug trade", 2), ("US", 3), ("Apple", 4), ("drug trade deals", 5)];
        let words: Vec<Plain> = text.split(' ').map(|word| Plain(lemma(word), word)).collect();
        Phrases::new(table.into_iter()).longest(&words)
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
}
