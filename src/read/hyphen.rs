//! Dehyphenation of hard-wrapped lines: `infor-` / `mation` is one word, `twenty-` / `one` keeps its hyphen.
//!
//! The file itself decides when the word occurs elsewhere in it, with or without a hyphen. Otherwise the hyphen is
//! removed only if the second half can only be the end of a word, or if the file often divides words and neither half
//! occurs as a word.

use rustc_hash::FxHashSet;

/// This many line ends with a hyphen mean that the file divides words.
const MANY: usize = 3;

/// Word endings that are not words themselves.
const ENDINGS: [&str; 20] = [
    "ally", "ances", "bility", "cial", "cially", "cian", "encies", "ency", "ically", "ities", "ity", "mation", "ments",
    "ness", "sion", "sions", "tial", "tion", "tional", "tions",
];

/// Prefixes that keep their hyphen.
const BEFORE: [&str; 40] = [
    "all", "anti", "by", "co", "counter", "cross", "deputy", "eighty", "ex", "fifty", "forty", "full", "half", "high",
    "in", "inter", "long", "low", "mid", "mini", "multi", "mother", "ninety", "non", "off", "on", "part", "post",
    "pre", "pro", "re", "self", "seventy", "short", "sixty", "then", "thirty", "twenty", "vice", "well",
];

/// Words after a suspended hyphen: "first- and second-hand".
const SUSPENDED: [&str; 4] = ["and", "nor", "or", "to"];

/// The evidence of a file about its hyphens.
pub(super) struct Hyphens {
    words: FxHashSet<String>,
    divides: bool,
}

impl Hyphens {
    pub(super) fn of(text: &str) -> Self {
        let divided = text.lines().filter(|line| line.trim_end().ends_with('-') && before(line).is_some()).count();
        let words = if divided > 0 { words(text) } else { FxHashSet::default() };
        Self { words, divides: divided >= MANY }
    }

    /// Removes or completes the line end `above` of `to`, so that the line `below` can be appended.
    pub(super) fn join(&self, to: &mut String, above: &str, below: &str) {
        if above.ends_with(['\u{ad}', '¬']) {
            to.pop();
        } else if above.ends_with(['-', '\u{2010}']) && before(above).is_some() {
            match self.keeps(above, below) {
                Kept::Suspended => to.push(' '),
                Kept::Yes => {}
                Kept::No => drop(to.pop()),
            }
        } else if !is_glued(above) {
            to.push(' ');
        }
    }

    fn keeps(&self, above: &str, below: &str) -> Kept {
        let (left, right) = (before(above).unwrap_or_default().to_lowercase(), behind(below));
        if SUSPENDED.contains(&right) {
            return Kept::Suspended;
        }
        if !right.starts_with(char::is_lowercase) || left.ends_with(|c: char| c.is_ascii_digit()) {
            return Kept::Yes;
        }
        let (whole, hyphened) = (self.has(&format!("{left}{right}")), self.has(&format!("{left}-{right}")));
        let unknown = || !self.has(&left) && !self.has(right);
        let goes = match (whole, hyphened) {
            (_, true) => false,
            (true, false) => true,
            _ if BEFORE.contains(&left.as_str()) || left.contains('-') => false,
            _ => ENDINGS.contains(&right) || self.divides && unknown(),
        };
        if goes { Kept::No } else { Kept::Yes }
    }

    fn has(&self, word: &str) -> bool {
        self.words.contains(word)
    }
}

enum Kept {
    Yes,
    No,
    /// Kept, with a space after it.
    Suspended,
}

/// The word or part of a word before a hyphen at the end of the line.
fn before(line: &str) -> Option<&str> {
    let line = line.trim_end().strip_suffix(['-', '\u{2010}'])?;
    let start = line
        .rfind(|c: char| !c.is_alphanumeric() && c != '-')
        .map_or(0, |at| at + line[at..].chars().next().map_or(1, char::len_utf8));
    Some(&line[start..]).filter(|word| word.ends_with(char::is_alphanumeric))
}

fn behind(line: &str) -> &str {
    let line = line.trim_start();
    &line[..line.find(|c: char| !c.is_alphanumeric()).unwrap_or(line.len())]
}

/// Whether the line ends in a dash without a space before it, which is then also joined without a space.
fn is_glued(line: &str) -> bool {
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
            Hyphens::of(&text).join(&mut to, above, below);
            assert_eq!(to + below, joined);
        }
    }
}
