//! A mention of a name, and how names are compared.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::entity_type::EntityType;
use crate::letters::plain_form;
use crate::lexicon::{GIVEN_NAMES, Gender, List, TITLES};
use crate::text::Document;

/// One mention of a name.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Tokens of the name without titles.
    pub tokens: Range<usize>,
    /// Tokens of the titles before it; empty if there are none.
    pub titles: Range<usize>,
    /// The type of entity it names.
    pub entity_type: EntityType,
    /// The gender of its title.
    pub gender: Option<Gender>,
    /// Whether it is in a headline.
    pub headline: bool,
}

impl Name {
    /// The first token, titles included.
    pub fn start(&self) -> usize {
        self.titles.start.min(self.tokens.start)
    }
}

/// Lower case without accents: the form in which names are compared. This is the one folding of names in extraction.
pub(crate) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase) {
        match plain_form(c) {
            Some(letters) => folded.push_str(letters),
            None => folded.push(if c == '’' { '\'' } else { c }),
        }
    }
    folded
}

/// The folded word of token `index`, see [`fold`].
pub(super) fn fold_token<'a>(document: &'a Document, index: usize) -> Cow<'a, str> {
    let word = document.word(index);
    // An ASCII word has no accents, so its lower case is enough.
    if word.is_ascii() { Cow::Borrowed(document.lower(index)) } else { Cow::Owned(fold(word)) }
}

/// Whether token `index` is a given name, ignoring accents.
pub(super) fn is_given_name(document: &Document, index: usize) -> bool {
    let word = document.word(index);
    if word.is_ascii() { document.is_on(List::GivenNames, index) } else { GIVEN_NAMES.has(&fold(word)) }
}

/// Whether token `index` is a title, with or without its point.
pub(super) fn is_title(document: &Document, index: usize) -> bool {
    let listed = match document.lower(index).strip_suffix('.') {
        Some(rest) => TITLES.has(title_key(rest)),
        None => document.is_on(List::Titles, index),
    };
    listed || is_rank_of_detective(document, index)
}

/// "Det Con Ann Lee", "Det. Ch. Insp. Bo Lind": alone, "Con" is a given name.
fn is_rank_of_detective(document: &Document, index: usize) -> bool {
    let rank = |token: usize| title_key(document.lower(token));
    index > 0 && matches!(rank(index), "con" | "ch") && rank(index - 1) == "det"
}

/// Whether token `index` says what a person is: a person noun or a title.
pub(super) fn is_role_word(document: &Document, index: usize) -> bool {
    document.is_on(List::PersonNouns, index) || is_title(document, index)
}

/// A title without its point: `sen.` -> `sen`.
pub(super) fn title_key(lower: &str) -> &str {
    lower.trim_end_matches('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_forgets_case_and_accents() {
        assert_eq!(fold("Inácio"), "inacio");
        assert_eq!(fold("O’Neill"), "o'neill");
        assert_eq!(fold("Wałęsa"), "walesa");
        assert_eq!(fold("Yılmaz İnce"), "yilmaz ince");
        assert_eq!(fold("Søren Weiß"), "soren weiss");
    }
}
