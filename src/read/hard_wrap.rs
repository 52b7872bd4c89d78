//! Joins the lines of hard-wrapped text, as mail programs, news wires and scanners produce it.
//!
//! A text is hard-wrapped when nearly every line that another follows was too full for the first word of the next, and
//! sentences continue across line ends. Nothing else is changed: lines with room left are kept, as are verse, lists,
//! tables and texts with one sentence per line. Blank and indented lines still separate paragraphs. A hyphen at a line
//! end is only removed when the word is known without it (see `dehyphenate`).

use super::dehyphenate::Dehyphenator;

/// Wrap widths in characters, from newspaper columns to wide mails.
const WIDTHS: std::ops::RangeInclusive<usize> = 30..=100;

/// Common wrap widths, for which less evidence suffices.
const COMMON_WIDTHS: std::ops::RangeInclusive<usize> = 60..=85;

/// The text with its lines joined to paragraphs; `None` when it was not hard-wrapped.
pub(super) fn join_lines(text: &str) -> Option<String> {
    let margin = margin(text);
    let lines: Vec<Line> = text.split_inclusive('\n').map(|line| Line::new(line, margin)).collect();
    let width = wrap_width(&lines)?;
    let dehyphenator = Dehyphenator::of(text);
    let mut joined = String::with_capacity(text.len());
    for (index, line) in lines.iter().enumerate() {
        let above = index.checked_sub(1).map(|above| &lines[above]);
        match above.filter(|above| line.continues(above, width)) {
            Some(above) => {
                joined.truncate(joined.trim_end().len());
                dehyphenator.join(&mut joined, above.words, line.words);
                joined.push_str(&line.raw[line.raw.len() - line.raw.trim_start().len()..]);
            }
            None => joined.push_str(line.raw),
        }
    }
    (joined != text).then_some(joined)
}

/// A line of the text.
struct Line<'t> {
    /// Including its line end.
    raw: &'t str,
    words: &'t str,
    length: usize,
    /// Its indentation beyond that of most lines.
    indent: usize,
}

impl<'t> Line<'t> {
    fn new(raw: &'t str, margin: usize) -> Self {
        let (words, length) = (raw.trim(), raw.trim_end().chars().count());
        Self { raw, words, length, indent: indentation(raw).saturating_sub(margin) }
    }

    /// Whether it may continue the line `above`: neither is empty, and it does not start a list item or a table row.
    fn follows(&self, above: &Line<'_>) -> bool {
        let begins = self.indent > 0 || is_item(self.words) || is_table_row(self.words);
        !self.words.is_empty() && !above.words.is_empty() && !begins && !is_table_row(above.words)
    }

    /// Whether it continues the line `above`.
    fn continues(&self, above: &Line<'_>, width: usize) -> bool {
        let runs_on = || self.starts_lowercase() && !above.ends_sentence();
        self.follows(above) && (self.overflows(above, width) || runs_on())
    }

    /// Whether its first word did not fit on the line above. Lines set in a proportional font are ragged.
    fn overflows(&self, above: &Line<'_>, width: usize) -> bool {
        let word = self.words.split_whitespace().next().unwrap_or_default();
        above.length + 1 + word.chars().count() > width - width / 10
    }

    fn starts_lowercase(&self) -> bool {
        self.words.starts_with(char::is_lowercase)
    }

    fn ends_sentence(&self) -> bool {
        let words = self.words.trim_end_matches(['”', '"', '’', '\'', ')', '»']);
        words.ends_with(['.', '!', '?', ':', ';'])
    }
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The indentation of most lines.
fn margin(text: &str) -> usize {
    let mut margins: Vec<usize> = text.lines().filter(|line| !line.trim().is_empty()).map(indentation).collect();
    let middle = margins.len() / 2;
    if margins.is_empty() { 0 } else { *margins.select_nth_unstable(middle).1 }
}

/// `- one`, `* one`, `• one`, `1. one`, `a) one`, `> one`
fn is_item(words: &str) -> bool {
    let Some((sign, _)) = words.split_once(' ') else { return false };
    let number = sign.trim_end_matches(['.', ')']);
    let is_number = number.len() < sign.len() && number.len() <= 3 && number.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_name = number.len() > 1 && number.bytes().any(|b| b.is_ascii_alphabetic());
    matches!(sign, "-" | "*" | "•" | "·" | "–" | ">" | "#" | "o" | "+") || is_number && !is_name && !number.is_empty()
}

/// Whether the line looks like table cells.
fn is_table_row(words: &str) -> bool {
    words.contains('\t') || words.contains(" | ") || words.matches("   ").count() > 1
}

/// The wrap width of the text; `None` if it was not hard-wrapped.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    let pairs: Vec<_> =
        lines.windows(2).map(|pair| (&pair[0], &pair[1])).filter(|(above, below)| below.follows(above)).collect();
    let mut lengths: Vec<usize> = pairs.iter().map(|(above, _)| above.length).collect();
    lengths.sort_unstable();
    // A URL that could not be broken may be longer than the width.
    let longest = *lengths.get((lengths.len() * 49 / 50).min(lengths.len().saturating_sub(1)))?;
    let width = longest.max(longest_last_line(&pairs, longest));
    let count =
        |is: &dyn Fn(&Line<'_>, &Line<'_>) -> bool| pairs.iter().filter(|(above, below)| is(above, below)).count();
    let full = count(&|above, below| below.overflows(above, width));
    let ragged = count(&|above, below| !below.overflows(above, width) && !above.ends_sentence());
    let small = count(&|above, below| below.overflows(above, width) && below.starts_lowercase());
    let running = count(&|above, below| below.overflows(above, width) && !above.ends_sentence());
    // A headline may stand directly above the text.
    let allowed = (pairs.len() / 10).max(usize::from(pairs.len() > 3));
    let fewest = if COMMON_WIDTHS.contains(&width) { 2 } else { 6 };
    let is_wrapped = full >= fewest && ragged <= allowed && running * 3 >= full * 2 && small * 2 >= full;
    (WIDTHS.contains(&width) && is_wrapped).then_some(width)
}

/// The length of the longest last line of a paragraph, which may be the widest line.
fn longest_last_line(pairs: &[(&Line<'_>, &Line<'_>)], longest: usize) -> usize {
    pairs.iter().map(|(_, below)| below.length).filter(|length| *length <= longest + 8).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_become_paragraphs() {
        let text = "Ferry late\n\n“The ferry has been late on each of the last nine days, and nobody at\nthe company will say why,” said Oda Lind, who sells\
                    \nbread on the quay and has counted every one of them since the twelfth of\nMay.\n\nThe company said nothing.\n   “Nine days is a long time to sell bread to nobody,” Lind said, and no\none who heard her disagreed.\n";
        for text in [text.to_owned(), text.replace('\n', "\r\n")] {
            let joined = join_lines(&text).unwrap();
            let end = if text.contains('\r') { "\r\n" } else { "\n" };
            let paragraphs: Vec<&str> = joined.split(end).collect();
            assert_eq!(paragraphs.len(), 7, "{joined}");
            assert!(paragraphs[2].contains("nobody at the company") && paragraphs[2].contains("Lind, who sells bread"));
            assert!(
                paragraphs[5].trim_start().starts_with("“Nine days")
                    && paragraphs[5].ends_with("no one who heard her disagreed.")
            );
        }
    }

    #[test]
    fn what_was_not_wrapped_stays() {
        for text in [
            "",
            "One line.\n",
            "Shall I compare thee to a summer’s day?\nThou art more lovely and more temperate:\nRough winds do shake the darling buds of May,\n\
             And summer’s lease hath all too short a date;\nSometime too hot the eye of heaven shines,\nAnd often is his gold complexion dimmed;\n",
            "the fog comes\non little cat feet.\nit sits looking\nover harbor and city\non silent haunches\nand then moves on.\n",
            "The council met on Monday night to talk of the ferry again.\nThe mayor was there with all her staff.\n\
             The company sent nobody at all, which many held against it.\nThe ferry was late again that very night.\n",
            "- one thing that is to be done before the end of the month of May\n- another thing that is to be done before the end of it\n- a third\n",
            "Paris\t12\tsunny and warm for most of the day, with a little wind\nLima\t14\tsunny and warm for most of the day, with some wind\n",
            "A paragraph as long as paragraphs are in files that put each on a line of its own, whatever its length may turn out to be.\nanother",
        ] {
            assert_eq!(join_lines(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic_and_no_letter_is_lost(text in "([a-f]{1,9}[ -]?|\n|é|\r\n|\\. ){0,200}") {
            let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            if let Some(joined) = join_lines(&text) {
                assert_eq!(letters(&joined), letters(&text));
            }
        }
    }
}
