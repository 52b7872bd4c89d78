//! Dehyphenation of hard-wrapped lines: `infor-` / `mation` is one word, `twenty-` / `one` keeps its hyphen.
//!
//! The file itself decides when the word occurs elsewhere in it, with or without a hyphen. Otherwise the hyphen is
//! removed only if the second half can only be the end of a word, or if the file often divides words and neither half
//! occurs as a word.

use rustc_hash::FxHashSet;

/// This many line ends with a hyphen mean that the file divides words.
const MIN_DIVIDED: usize = 3;

/// Word endings that are not words themselves.
const ENDINGS: [&str; 20] = [
    "ally", "ances", "bility", "cial", "cially", "cian", "encies", "ency", "ically", "ities", "ity", "mation", "ments",
    "ness", "sion", "sions", "tial", "tion", "tional", "tions",
];

/// Prefixes that keep their hyphen.
const HYPHENATED_PREFIXES: [&str; 40] = [
    "all", "anti", "by", "co", "counter", "cross", "deputy", "eighty", "ex", "fifty", "forty", "full", "half", "high",
    "in", "inter", "long", "low", "mid", "mini", "multi", "mother", "ninety", "non", "off", "on", "part", "post",
    "pre", "pro", "re", "self", "seventy", "short", "sixty", "then", "thirty", "twenty", "vice", "well",
];

/// Words after a suspended hyphen: "first- and second-hand".
const SUSPENDED: [&str; 4] = ["and", "nor", "or", "to"];

/// The evidence of a file about its hyphens.
pub(super) struct Dehyphenator {
    words: FxHashSet<String>,
    divides_words: bool,
}

impl Dehyphenator {
    pub(super) fn of(text: &str) -> Self {
        let divided =
            text.lines().filter(|line| line.trim_end().ends_with('-') && word_before_hyphen(line).is_some()).count();
        let words = if divided > 0 { words(text) } else { FxHashSet::default() };
        Self { words, divides_words: divided >= MIN_DIVIDED }
    }

    /// Removes or completes the line end `above` of `to`, so that the line `below` can be appended.
    pub(super) fn join(&self, to: &mut String, above: &str, below: &str) {
        if above.ends_with(['\u{ad}', '¬']) {
            to.pop();
        } else if above.ends_with(['-', '\u{2010}']) && word_before_hyphen(above).is_some() {
            match self.decide(above, below) {
                Hyphen::Suspended => to.push(' '),
                Hyphen::Keep => {}
                Hyphen::Remove => drop(to.pop()),
            }
        } else if !ends_in_tight_dash(above) {
            to.push(' ');
        }
    }

    fn decide(&self, above: &str, below: &str) -> Hyphen {
        let (left, right) = (word_before_hyphen(above).unwrap_or_default().to_lowercase(), first_word(below));
        if SUSPENDED.contains(&right) {
            return Hyphen::Suspended;
        }
        if !right.starts_with(char::is_lowercase) || left.ends_with(|c: char| c.is_ascii_digit()) {
            return Hyphen::Keep;
        }
        let (whole, hyphenated) = (self.has(&format!("{left}{right}")), self.has(&format!("{left}-{right}")));
        let unknown = || !self.has(&left) && !self.has(right);
        let is_removed = match (whole, hyphenated) {
            (_, true) => false,
            (true, false) => true,
            _ if HYPHENATED_PREFIXES.contains(&left.as_str()) || left.contains('-') => false,
            _ => ENDINGS.contains(&right) || self.divides_words && unknown(),
        };
        if is_removed { Hyphen::Remove } else { Hyphen::Keep }
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains(word)
    }
}

enum Hyphen {
    Keep,
    Remove,
    /// Kept, with a space after it.
    Suspended,
}

/// The word or part of a word before a hyphen at the end of the line.
fn word_before_hyphen(line: &str) -> Option<&str> {
    let line = line.trim_end().strip_suffix(['-', '\u{2010}'])?;
    let start = line
        .rfind(|c: char| !c.is_alphanumeric() && c != '-')
        .map_or(0, |at| at + line[at..].chars().next().map_or(1, char::len_utf8));
    Some(&line[start..]).filter(|word| word.ends_with(char::is_alphanumeric))
}

fn first_word(line: &str) -> &str {
    let line = line.trim_start();
    &line[..line.find(|c: char| !c.is_alphanumeric()).unwrap_or(line.len())]
}

/// Whether the line ends in a dash without a space before it, which is then also joined without a space.
fn ends_in_tight_dash(line: &str) -> bool {
    ["—", "--"].iter().any(|dash| line.strip_suffix(dash).is_some_and(|line| line.ends_with(char::is_alphanumeric)))
}

/// All words of the text in lower case, with hyphens; halves of words at line ends are left out.
fn words(text: &str) -> FxHashSet<String> {
    let mut all = FxHashSet::default();
    let mut divided = false;
    for line in text.lines() {
        let mut words = line.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
        if divided {
            words.next();
        }
        divided = line.trim_end().ends_with('-');
        all.extend(words.filter(|word| !word.ends_with('-')).map(|word| word.trim_matches('-').to_lowercase()));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_decides_about_its_hyphens() {
        for (rest, above, below, joined) in [
            ("The information.", "the infor-", "mation was", "the information was"),
            ("", "the infor-", "mation was", "the information was"),
            ("A well-known man.", "a well-", "known man", "a well-known man"),
            ("", "twenty-", "one men", "twenty-one men"),
            ("", "Anglo-", "Saxon", "Anglo-Saxon"),
            ("", "first-", "and second-hand", "first- and second-hand"),
            ("a-\nb c-\nd e-\nf", "the gov-", "ernor said", "the governor said"),
            ("", "the gov-", "ernor said", "the gov-ernor said"),
            ("a-\nb c-\nd e-\nf book and store", "the book-", "store", "the book-store"),
            ("", "the gov\u{ad}", "ernor", "the governor"),
            ("", "in 2019-", "20 he", "in 2019-20 he"),
            ("", "he said -", "and left", "he said - and left"),
            ("", "he left—", "and came", "he left—and came"),
            ("", "two", "words", "two words"),
        ] {
            let text = format!("{rest}\n{above}\n{below}\n");
            let mut to = above.to_owned();
            Dehyphenator::of(&text).join(&mut to, above, below);
            assert_eq!(to + below, joined);
        }
    }
}
