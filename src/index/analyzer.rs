//! How the engine cuts text into terms: the folded words, and their stems.
//!
//! Promises that the terms of [`EXACT`] are exactly the words of `fold`, one by one; a change here or there raises
//! [`ANALYZER_VERSION`], and an index made before asks to be rebuilt instead of missing silently.

use rustc_hash::FxHashMap;
use tantivy::tokenizer::{
    Language, RawTokenizer, Stemmer, TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager,
};

use super::fold::{Words, words};

/// Version of the terms in an index.
pub(crate) const ANALYZER_VERSION: u32 = 1;
/// Name of the analyzer that gives folded words.
pub const EXACT: &str = "quotedex_exact";
/// Name of the analyzer that gives stems of folded words, possessives dropped.
pub const STEM: &str = "quotedex_stem";

/// Makes both analyzers known to the engine; every index is opened through this. Whoever opens the files of an index with
/// Tantivy itself needs them too: they are not among the files.
pub fn register_analyzers(manager: &TokenizerManager) {
    manager.register(EXACT, TextAnalyzer::from(Folding::default()));
    manager.register(STEM, TextAnalyzer::from(Stemming::default()));
}

/// The stems of the words of `text`, one a word.
pub(crate) fn stems(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    Stemming::default().token_stream(text).process(&mut |token| found.push(token.text.clone()));
    found
}

/// The analyzer behind [`EXACT`]. Most texts of an index are short: their words need no memory of their own.
#[derive(Clone, Default)]
struct Folding(Token);

impl Tokenizer for Folding {
    type TokenStream<'a> = FoldedWords<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FoldedWords<'a> {
        FoldedWords::new(text, None, &mut self.0)
    }
}

/// The analyzer behind [`STEM`].
#[derive(Default)]
struct Stemming(Stems, Token);

impl Clone for Stemming {
    fn clone(&self) -> Self {
        // Each thread remembers for itself.
        Stemming::default()
    }
}

impl Tokenizer for Stemming {
    type TokenStream<'a> = FoldedWords<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FoldedWords<'a> {
        FoldedWords::new(text, Some(&mut self.0), &mut self.1)
    }
}

/// Finds stems, and remembers them: news has few words, over and over.
struct Stems {
    stemmer: TextAnalyzer,
    known: FxHashMap<Box<str>, Box<str>>,
}

/// Most words whose stems are remembered; then it begins anew.
const REMEMBERED: usize = 20_000;

impl Default for Stems {
    fn default() -> Self {
        let stemmer = TextAnalyzer::builder(RawTokenizer::default()).filter(Stemmer::new(Language::English)).build();
        Self { stemmer, known: FxHashMap::default() }
    }
}

impl Stems {
    /// Puts the stem in place of the word.
    fn stem(&mut self, word: &mut String) {
        if let Some(stem) = self.known.get(word.as_str()) {
            word.clear();
            word.push_str(stem);
            return;
        }
        if self.known.len() >= REMEMBERED {
            self.known.clear();
        }
        let known = word.as_str().into();
        let stem: Box<str> = {
            let mut whole = self.stemmer.token_stream(word);
            whole.next().map(|token| token.text.as_str().into()).unwrap_or_default()
        };
        word.clear();
        word.push_str(&stem);
        self.known.insert(known, stem);
    }
}

/// Words, or their stems.
struct FoldedWords<'a> {
    words: Words<'a>,
    stems: Option<&'a mut Stems>,
    token: &'a mut Token,
}

impl<'a> FoldedWords<'a> {
    fn new(text: &'a str, stems: Option<&'a mut Stems>, token: &'a mut Token) -> Self {
        token.reset();
        Self { words: words(text), stems, token }
    }
}

impl TokenStream for FoldedWords<'_> {
    fn advance(&mut self) -> bool {
        let Some(place) = self.words.next_into(&mut self.token.text) else { return false };
        if let Some(stems) = &mut self.stems {
            self.token.text.truncate(place.bare);
            stems.stem(&mut self.token.text);
        }
        self.token.offset_from = place.range.start;
        self.token.offset_to = place.range.end;
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
    fn stems_join_forms_and_possessives() {
        let stems: Vec<String> =
            terms(STEM, "Colombia’s weapons attacked").into_iter().map(|(stem, ..)| stem).collect();
        assert_eq!(stems, ["colombia", "weapon", "attack"]);
    }

    #[test]
    fn a_stem_is_remembered_as_it_was_found() {
        let (mut stems, word) = (Stems::default(), |at: usize| format!("remembering{at}s"));
        for round in 0..2 {
            for at in 0..REMEMBERED + 9 {
                let mut stem = word(at);
                stems.stem(&mut stem);
                assert_eq!(stem, format!("remembering{at}"), "{round}");
                assert!(stems.known.len() <= REMEMBERED);
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
