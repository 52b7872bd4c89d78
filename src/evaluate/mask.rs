//! Which code points are in quotation marks, by the scorer's own rule.
//!
//! This is deliberately not the rule of `text::marks`: the measure must be independent of what it measures. Double
//! marks include '' and ``; an unclosed one extends to the end of its paragraph. Single marks count if a pair encloses
//! at least three words.

use std::ops::Range;

/// For every code point of `text`, whether it is in quotation marks.
pub(super) fn quoted_mask(text: &[char]) -> Vec<bool> {
    let mut inside = vec![false; text.len()];
    let mut start = 0;
    for paragraph in text.split(|&c| c == '\n') {
        for range in doubles(paragraph).into_iter().chain(singles(paragraph)) {
            inside[start + range.start..start + range.end].fill(true);
        }
        start += paragraph.len() + 1;
    }
    inside
}

/// Length of the double mark at `at`, if there is one.
fn mark_length(paragraph: &[char], at: usize) -> Option<usize> {
    match paragraph[at] {
        '“' | '”' | '„' | '«' | '»' | '"' => Some(1),
        c @ ('\'' | '`') if paragraph.get(at + 1) == Some(&c) => Some(2),
        _ => None,
    }
}

fn doubles(paragraph: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut opened: Option<(usize, char)> = None;
    let mut at = 0;
    while at < paragraph.len() {
        let Some(length) = mark_length(paragraph, at) else {
            at += 1;
            continue;
        };
        let mark = paragraph[at];
        match opened {
            None if opens(paragraph, at, at + length) => opened = Some((at + length, mark)),
            Some((from, by)) if closes(mark, by) => {
                found.push(from..at);
                opened = None;
            }
            _ => {}
        }
        at += length;
    }
    found.extend(opened.map(|(from, _)| from..paragraph.len()));
    found
}

fn opens(paragraph: &[char], at: usize, end: usize) -> bool {
    let after = paragraph.get(end).copied();
    let starts = after.is_some_and(|c| c.is_alphanumeric() || "[($£€…'‘.“\"".contains(c));
    match paragraph[at] {
        '“' | '„' | '«' | '"' | '`' => true,
        // Straight marks and ” open only at the beginning of a word.
        '\'' | '”' => starts && (at == 0 || paragraph[at - 1].is_whitespace()),
        _ => false,
    }
}

fn closes(mark: char, opened_by: char) -> bool {
    matches!(mark, '”' | '»' | '"' | '\'') || (mark == '“' && opened_by == '„')
}

fn singles(paragraph: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < paragraph.len() {
        match single_at(paragraph, at) {
            Some(range) => {
                at = range.end + 1;
                if words(&paragraph[range.clone()]) >= 3 {
                    found.push(range);
                }
            }
            None => at += 1,
        }
    }
    found
}

/// The range enclosed by the single marks that open at `at`.
fn single_at(paragraph: &[char], at: usize) -> Option<Range<usize>> {
    let is_mark = |c: char| matches!(c, '‘' | '’' | '\'');
    let opens = matches!(paragraph[at], '‘' | '\'') && (at == 0 || !joins(paragraph[at - 1]));
    let next = paragraph.get(at + 1)?;
    if !opens || next.is_whitespace() || *next == '\'' {
        return None;
    }
    let start = at + 1;
    for end in start + 1..paragraph.len() {
        let closes = is_mark(paragraph[end]) && paragraph[end] != '‘';
        let ends_word = !paragraph[end - 1].is_whitespace();
        if closes && ends_word && !paragraph.get(end + 1).copied().is_some_and(joins) {
            return Some(start..end);
        }
        if paragraph[end - 1] == '‘' {
            return None;
        }
    }
    None
}

/// Whether `c` makes an apostrophe of an adjacent single mark.
fn joins(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '\''
}

fn words(part: &[char]) -> usize {
    part.split(|c| c.is_whitespace()).filter(|word| !word.is_empty()).count()
}
