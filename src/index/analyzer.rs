//! The analyzers: how the engine splits text into terms, which are folded words or their stems.
//!
//! An index has one stemmer ([`index_stemmer`]), which folds the words of all languages.
//!
//! The terms of [`EXACT`] are exactly the words of `fold`, one by one. A change here or there raises
//! [`ANALYZER_VERSION`], so that an older index asks to be rebuilt instead of silently missing matches.

use rustc_hash::FxHashMap;
use tantivy::tokenizer::{
    Language, RawTokenizer, Stemmer, TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager,
};

use super::fold::{Words, words};
use crate::lang::{self, index_stemmer};

/// Version of the terms in an index.
pub(crate) const ANALYZER_VERSION: u32 = 1;
/// Name of the analyzer whose terms are folded words.
pub const EXACT: &str = "quotedex_exact";
/// Name of the analyzer whose terms are stems of folded words, without possessives.
pub const STEM: &str = "quotedex_stem";

/// Registers both analyzers with the engine. This is done for every index that is opened here. To open the files of an
/// index with Tantivy itself, call it, too: analyzers are not stored in the files.
pub fn register_analyzers(manager: &TokenizerManager) {
    manager.register(EXACT, TextAnalyzer::from(Folding::default()));
    manager.register(STEM, TextAnalyzer::from(Stemming::default()));
}

/// The stems of the words of `text`, one for each word.
pub(crate) fn stems(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    Stemming::default().token_stream(text).process(&mut |token| found.push(token.text.clone()));
    found
}

/// The analyzer [`EXACT`]. It reuses one token, since most texts of an index are short.
#[derive(Clone, Default)]
struct Folding(Token);

impl Tokenizer for Folding {
    type TokenStream<'a> = FoldedWords<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FoldedWords<'a> {
        FoldedWords::new(text, None, &mut self.0)
    }
}

/// The analyzer [`STEM`].
#[derive(Default)]
struct Stemming(CachedStemmer, Token);

impl Clone for Stemming {
    fn clone(&self) -> Self {
        // Each thread has a cache of its own.
        Stemming::default()
    }
}

impl Tokenizer for Stemming {
    type TokenStream<'a> = FoldedWords<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FoldedWords<'a> {
        FoldedWords::new(text, Some(&mut self.0), &mut self.1)
    }
}

/// A stemmer with a cache: news repeats the same words.
struct CachedStemmer {
    stemmer: TextAnalyzer,
    cache: FxHashMap<Box<str>, Box<str>>,
}

/// Most words in the cache; a full cache is cleared.
const MAX_CACHED: usize = 20_000;

impl Default for CachedStemmer {
    fn default() -> Self {
        let language = match index_stemmer() {
            lang::Stemmer::English => Language::English,
        };
        let stemmer = TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(language)).build();
        Self { stemmer, cache: FxHashMap::default() }
    }
}

impl CachedStemmer {
    /// Replaces the word by its stem.
    fn stem(&mut self, word: &mut String) {
        if let Some(stem) = self.cache.get(word.as_str()) {
            word.clear();
            word.push_str(stem);
            return;
        }
        if self.cache.len() >= MAX_CACHED {
            self.cache.clear();
        }
        let key = word.as_str().into();
        let stem: Box<str> = {
            let mut whole = self.stemmer.token_stream(word);
            whole.next().map(|token| token.text.as_str().into()).unwrap_or_default()
        };
        word.clear();
        word.push_str(&stem);
        self.cache.insert(key, stem);
    }
}

/// A stream of folded words, or of their stems.
struct FoldedWords<'a> {
    words: Words<'a>,
    stemmer: Option<&'a mut CachedStemmer>,
    token: &'a mut Token,
}

impl<'a> FoldedWords<'a> {
    fn new(text: &'a str, stemmer: Option<&'a mut CachedStemmer>, token: &'a mut Token) -> Self {
        token.reset();
        Self { words: words(text), stemmer, token }
    }
}

impl TokenStream for FoldedWords<'_> {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next_into(&mut self.token.text) else { return false };
        if let Some(stemmer) = &mut self.stemmer {
            self.token.text.truncate(word.bare_len);
            stemmer.stem(&mut self.token.text);
        }
        self.token.offset_from = word.range.start;
        self.token.offset_to = word.range.end;
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(name: &str, text: &str) -> Vec<(String, std::ops::Range<usize>, usize)> {
        let manager = TokenizerManager::new();
        register_analyzers(&manager);
        let mut analyzer = manager.get(name).unwrap();
        let mut found = Vec::new();
        analyzer
            .token_stream(text)
            .process(&mut |token| found.push((token.text.clone(), token.offset_from..token.offset_to, token.position)));
        found
    }

    #[test]
    fn inflected_forms_and_possessives_have_one_stem() {
        let stems: Vec<String> =
            terms(STEM, "Colombia’s weapons attacked").into_iter().map(|(stem, ..)| stem).collect();
        assert_eq!(stems, ["colombia", "weapon", "attack"]);
    }

    #[test]
    fn the_cache_is_bounded_and_right() {
        let (mut stemmer, word) = (CachedStemmer::default(), |at: usize| format!("remembering{at}s"));
        for round in 0..2 {
            for at in 0..MAX_CACHED + 9 {
                let mut stem = word(at);
                stemmer.stem(&mut stem);
                assert_eq!(stem, format!("remembering{at}"), "{round}");
                assert!(stemmer.cache.len() <= MAX_CACHED);
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn terms_are_the_folded_words(text in "\\PC{0,80}") {
            let folded: Vec<_> = words(&text).enumerate().map(|(at, word)| (word.folded, word.range, at)).collect();
            proptest::prop_assert_eq!(terms(EXACT, &text), folded.clone());
            proptest::prop_assert_eq!(terms(STEM, &text).len(), folded.len());
        }
    }
}
