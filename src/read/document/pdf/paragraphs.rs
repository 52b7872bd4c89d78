//! Joins lines to paragraphs.

use rustc_hash::FxHashSet;

use super::line::TextLine;

/// A gap between paragraphs is wider than the usual line spacing by this factor.
const PARAGRAPH_GAP: f32 = 1.2;

/// Indent of the first line of a paragraph, in multiples of the font size.
const INDENT: f32 = 0.7;

/// Prefixes that are often followed by a hyphen.
const HYPHENATED_PREFIXES: [&str; 18] = [
    "all", "anti", "co", "cross", "ex", "half", "high", "long", "low", "mid", "non", "pro", "self", "semi", "short",
    "ultra", "vice", "well",
];

/// Words that start compounds written without a hyphen.
const SOLID_PREFIXES: [&str; 34] = [
    "any", "back", "be", "can", "down", "every", "for", "fore", "her", "here", "him", "how", "in", "it", "may", "my",
    "news", "no", "on", "our", "out", "over", "some", "there", "to", "under", "up", "what", "when", "where", "who",
    "with", "work", "your",
];

/// A headline is larger than body text by this factor.
const HEADLINE_RATIO: f32 = 1.12;

/// The text of all columns of all pages, in reading order.
pub(super) fn text(columns: &[Vec<TextLine>]) -> String {
    let words = known_words(columns);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut last: Option<&TextLine> = None;
    for column in columns {
        let layout = ColumnLayout::of(column);
        for (at, line) in column.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| &column[at]);
            let starts = match (before, last) {
                (Some(before), _) => layout.starts_paragraph(before, line),
                (None, Some(last)) => !continues(last, line) || layout.is_indented(line),
                (None, None) => true,
            };
            match paragraphs.last_mut().filter(|_| !starts) {
                Some(paragraph) => append_line(paragraph, &line.text, &words),
                None => paragraphs.push(line.text.trim().to_owned()),
            }
            last = Some(line);
        }
    }
    let whole = paragraphs.iter().map(|paragraph| paragraph.trim().replace('\u{ad}', ""));
    whole.filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The geometry of a column.
struct ColumnLayout {
    left: f32,
    right: f32,
    /// The usual line spacing.
    line_spacing: f32,
}

impl ColumnLayout {
    fn of(column: &[TextLine]) -> Self {
        let mut lefts: Vec<f32> = column.iter().map(|line| line.left).collect();
        lefts.sort_by(f32::total_cmp);
        let mut gaps: Vec<f32> =
            column.windows(2).map(|pair| pair[0].baseline - pair[1].baseline).filter(|gap| *gap > 0.1).collect();
        gaps.sort_by(f32::total_cmp);
        // Most lines start at the left edge; hanging punctuation may stick out.
        let left = lefts.get(lefts.len() / 4).copied().unwrap_or(0.0);
        let right = column.iter().map(|line| line.right).fold(f32::NEG_INFINITY, f32::max);
        Self { left, right, line_spacing: gaps.get(gaps.len() / 3).copied().unwrap_or(f32::MAX) }
    }

    /// Whether `line`, below `before`, starts a paragraph.
    fn starts_paragraph(&self, before: &TextLine, line: &TextLine) -> bool {
        let gap = before.baseline - line.baseline;
        if gap.abs() < 0.3 * line.size {
            return false;
        }
        let other_size = before.size > HEADLINE_RATIO * line.size || line.size > HEADLINE_RATIO * before.size;
        let short = before.right < self.right - 0.2 * (self.right - self.left);
        let ended = short && ends_sentence(&before.text);
        let usual = self.line_spacing.max(line.size);
        other_size || gap > PARAGRAPH_GAP * usual || ended || (self.is_indented(line) && !self.is_indented(before))
    }

    fn is_indented(&self, line: &TextLine) -> bool {
        line.left > self.left + INDENT * line.size
    }
}

/// Whether a paragraph continues from the bottom of one column at the top of the next.
fn continues(last: &TextLine, line: &TextLine) -> bool {
    let same_size = (last.size - line.size).abs() < 0.06 * line.size;
    same_size && !ends_sentence(&last.text)
}

fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['”', '"', '’', '\'', ')', '»', ' ']);
    text.ends_with(['.', '!', '?', ':', '…'])
}

/// All words that are complete within a line. They distinguish broken words from hyphenated ones.
fn known_words(columns: &[Vec<TextLine>]) -> FxHashSet<String> {
    let mut known = FxHashSet::default();
    let mut broken = false;
    for line in columns.iter().flatten() {
        let mut words: Vec<&str> = line.text.split_whitespace().skip(usize::from(broken)).collect();
        broken = is_broken(&line.text);
        if broken {
            words.pop();
        }
        known.extend(words.into_iter().map(|word| bare(word).to_lowercase()));
    }
    known
}

fn is_broken(line: &str) -> bool {
    let word = line.strip_suffix(['-', '‐', '\u{ad}']);
    word.is_some_and(|word| word.ends_with(char::is_alphanumeric))
}

/// A capital letter followed by small letters.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().nth(1).is_some_and(char::is_lowercase)
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Appends a line; a word broken across the two lines is joined.
fn append_line(paragraph: &mut String, line: &str, words: &FxHashSet<String>) {
    let line = line.trim();
    let broken = is_broken(paragraph) && line.starts_with(char::is_alphabetic);
    if !broken {
        if !paragraph.is_empty() && (!paragraph.ends_with('—') || paragraph.ends_with(" —")) {
            paragraph.push(' ');
        }
        return paragraph.push_str(line);
    }
    let head = paragraph.trim_end_matches(['-', '‐', '\u{ad}']);
    let first = head.rsplit(char::is_whitespace).next().unwrap_or_default();
    let second = line.split_whitespace().next().unwrap_or_default();
    let (whole, hyphenated) = (format!("{first}{second}"), format!("{first}-{second}"));
    let knows = |word: &str| words.contains(&bare(word).to_lowercase());
    let soft = paragraph.ends_with('\u{ad}');
    let start = bare(first).to_lowercase();
    // Both halves are known words, but not the whole.
    let two = knows(second)
        && (HYPHENATED_PREFIXES.contains(&start.as_str()) || knows(first) && !SOLID_PREFIXES.contains(&start.as_str()));
    let keeps = !soft && !knows(&whole) && (two || knows(&hyphenated) || is_name(second));
    let length = head.len();
    if head.ends_with(char::is_alphabetic) && !keeps {
        paragraph.truncate(length);
    }
    paragraph.push_str(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_words_are_whole_again() {
        let words: FxHashSet<String> = ["well-known", "government", "decade", "old", "fiction", "some", "one"]
            .map(str::to_owned)
            .into_iter()
            .collect();
        for (first, second, expected) in [
            ("the govern-", "ment fell", "the government fell"),
            ("a well-", "known man", "a well-known man"),
            ("a decade-", "old report", "a decade-old report"),
            ("non-", "fiction", "non-fiction"),
            ("some-", "one", "someone"),
            ("the bri\u{ad}", "dge", "the bridge"),
            ("Anglo-", "American", "Anglo-American"),
            ("he left —", "and came", "he left — and came"),
            ("he left—", "and came", "he left—and came"),
            ("ChatG-", "PT", "ChatGPT"),
            ("he left -", "and came", "he left - and came"),
            ("from 1990-", "2000", "from 1990- 2000"),
            ("one", "two", "one two"),
        ] {
            let mut paragraph = first.to_owned();
            append_line(&mut paragraph, second, &words);
            assert_eq!(paragraph, expected);
        }
    }
}
