//! The distinct words of a document, so that properties of a word are looked up once.

use std::borrow::Cow;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::word_cache::word_key;
use crate::lexicon::Lists;

/// The words of a document by id, in order of first occurrence.
pub(super) struct Vocabulary<'a> {
    /// The word id of each token.
    ids: Vec<u32>,
    /// The first token of each word.
    first_tokens: Vec<u32>,
    words: Vec<WordEntry<'a>>,
}

/// Properties of a word.
struct WordEntry<'a> {
    /// As written.
    word: &'a str,
    /// See [`word_key`].
    key: u64,
    /// In lower case.
    lower: Cow<'a, str>,
    /// The word lists that contain it.
    lists: Lists,
    capital: bool,
}

impl<'a> WordEntry<'a> {
    fn of(word: &'a str, key: u64) -> Self {
        let lower = lowercase(word);
        Self { word, key, lists: Lists::of(&lower), lower, capital: starts_with_capital(word) }
    }
}

impl<'a> Vocabulary<'a> {
    /// Numbers the words, given one for each token.
    pub fn new(words: impl ExactSizeIterator<Item = &'a str>) -> Self {
        // About every other word of an article is new.
        let mut numbers: HashTable<u32> = HashTable::with_capacity(words.len() / 2);
        let mut known: Vec<WordEntry> = Vec::with_capacity(words.len() / 2);
        let mut first_tokens = Vec::with_capacity(words.len() / 2);
        let number = |(token, word)| {
            let key = word_key(word);
            let is_same = |&number: &u32| known[number as usize].word == word;
            match numbers.entry(key, is_same, |&number| known[number as usize].key) {
                Entry::Occupied(number) => *number.get(),
                Entry::Vacant(place) => {
                    let number = known.len() as u32;
                    place.insert(number);
                    known.push(WordEntry::of(word, key));
                    first_tokens.push(token as u32);
                    number
                }
            }
        };
        let ids = words.enumerate().map(number).collect();
        Self { ids, first_tokens, words: known }
    }

    /// The first token of each word, by word id.
    pub fn first_tokens(&self) -> impl Iterator<Item = usize> {
        self.first_tokens.iter().map(|&token| token as usize)
    }

    /// The number of distinct words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The word id of token `index`, which must exist.
    pub fn id(&self, index: usize) -> usize {
        self.ids[index] as usize
    }

    /// The cache key of the word of token `index`; 0 after the last token.
    pub fn key(&self, index: usize) -> u64 {
        self.entry(index).map_or(0, |word| word.key)
    }

    /// The lower-case word of token `index`; empty after the last token.
    pub fn lower(&self, index: usize) -> &str {
        self.entry(index).map_or("", |word| &word.lower)
    }

    /// The word lists that contain the word of token `index`; none after the last token.
    pub fn lists(&self, index: usize) -> Lists {
        self.entry(index).map_or(Lists::default(), |word| word.lists)
    }

    /// Whether the word of token `index` starts with a capital letter, see [`starts_with_capital`].
    pub fn is_capitalised(&self, index: usize) -> bool {
        self.entry(index).is_some_and(|word| word.capital)
    }

    fn entry(&self, index: usize) -> Option<&WordEntry<'a>> {
        self.ids.get(index).map(|&number| &self.words[number as usize])
    }
}

/// `word` in lower case, without allocation for most words.
pub fn lowercase(word: &str) -> Cow<'_, str> {
    let is_small = word.is_ascii() && !word.bytes().any(|byte| byte.is_ascii_uppercase());
    if is_small { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// Whether `word` starts with a capital letter, possibly after an article and a hyphen: "al-Harbi".
fn starts_with_capital(word: &str) -> bool {
    let behind_article = || {
        // Articles have at most three bytes.
        let (at, mark) = word.char_indices().take(4).find(|(_, c)| matches!(c, '-' | '’' | '\''))?;
        let (article, rest) = (&word[..at], &word[at + mark.len_utf8()..]);
        Some(article.len() <= 3 && article.chars().all(char::is_lowercase) && rest.starts_with(char::is_uppercase))
    };
    word.starts_with(char::is_uppercase) || behind_article().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_word_has_one_number_and_every_token_its_small_letters() {
        let words = ["The", "tide", "the", "The", "ΣΟΦΌΣ", "é"];
        let vocabulary = Vocabulary::new(words.iter().copied());
        assert_eq!([0, 1, 2, 3].map(|token| vocabulary.id(token)), [0, 1, 2, 0]);
        assert_eq!(vocabulary.len(), 5);
        assert_eq!(vocabulary.first_tokens().collect::<Vec<_>>(), [0, 1, 2, 4, 5]);
        for (token, word) in words.iter().enumerate() {
            assert_eq!(vocabulary.lower(token), word.to_lowercase());
        }
        assert_eq!(vocabulary.lower(words.len()), "");
    }

    #[test]
    fn an_article_may_stand_before_the_capital() {
        let capital = ["The", "al-Harbi", "d’Alema", "Éric"].map(starts_with_capital);
        let none = ["the", "self-Aware", "-Harbi", "’s", "1st", ""].map(starts_with_capital);
        assert_eq!((capital, none), ([true; 4], [false, false, true, false, false, false]));
    }
}
