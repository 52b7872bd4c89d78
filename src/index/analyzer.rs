//! How the engine cuts text into terms: the folded words, and their stems.
//!
//! Promises that the terms of [`EXACT`] are exactly the words of `fold`, one by one; a change here or there raises
//! [`ANALYZER_VERSION`], and an index made before asks to be rebuilt instead of missing silently.

use tantivy::tokenizer::{Language, Stemmer, TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

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
    manager.register(EXACT, TextAnalyzer::from(Folding { bare: false }));
    manager.register(STEM, stemmer());
}

/// The analyzer behind [`STEM`].
fn stemmer() -> TextAnalyzer {
    TextAnalyzer::builder(Folding { bare: true }).filter(Stemmer::new(Language::English)).build()
}

/// The stems of the words of `text`, one a word.
pub(crate) fn stems(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    stemmer().token_stream(text).process(&mut |token| found.push(token.text.clone()));
    found
}

#[derive(Clone)]
struct Folding {
    bare: bool,
}

impl Tokenizer for Folding {
    type TokenStream<'a> = FoldedWords<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> FoldedWords<'a> {
        FoldedWords { words: words(text), bare: self.bare, token: Token::default() }
    }
}

struct FoldedWords<'a> {
    words: Words<'a>,
    bare: bool,
    token: Token,
}

impl TokenStream for FoldedWords<'_> {
    fn advance(&mut self) -> bool {
        let Some(mut word) = self.words.next() else { return false };
        if self.bare {
            word.folded.truncate(word.bare);
        }
        self.token.text = word.folded;
        self.token.offset_from = word.range.start;
        self.token.offset_to = word.range.end;
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
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

    proptest::proptest! {
        #[test]
        fn terms_are_the_folded_words(text in "\\PC{0,80}") {
            let folded: Vec<_> = words(&text).enumerate().map(|(at, word)| (word.folded, word.range, at)).collect();
            proptest::prop_assert_eq!(terms(EXACT, &text), folded.clone());
            proptest::prop_assert_eq!(terms(STEM, &text).len(), folded.len());
        }
    }
}
