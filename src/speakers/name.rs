//! A name at one place of a text, and how names are compared.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::lexicon::Gender;

/// What bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearer {
    /// Certainly or probably a human being.
    Person,
    /// A body.
    Organisation,
    /// A place or a people; as a source it speaks as a body.
    Place,
    /// Capitalised words and no evidence.
    Unclear,
}

/// One name at one place.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Tokens of the name without titles.
    pub tokens: Range<usize>,
    /// Tokens of the titles before it; empty when there are none.
    pub titles: Range<usize>,
    /// What bears it.
    pub bearer: Bearer,
    /// The gender its title tells.
    pub gender: Option<Gender>,
    /// Whether it stands in a headline.
    pub headline: bool,
}

/// Lower case without accents: how names are compared.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfkd()
        .filter(|&c| !is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == '’' { '\'' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_forgets_case_and_accents() {
        assert_eq!(fold("Inácio"), "inacio");
        assert_eq!(fold("O’Neill"), "o'neill");
    }
}
