//! Lines of an export, and how they are joined to paragraphs.

/// The longest line of a hard-wrapped text.
const MAX_WIDTH: usize = 100;

/// The shortest line of a hard-wrapped paragraph, except for its last.
const MIN_WIDTH: usize = 40;

/// The lines without leading and trailing white space, and without page footers.
pub(super) fn lines(content: &str) -> Vec<&str> {
    content.split('\n').map(trimmed).filter(|line| !is_footer(line)).collect()
}

fn trimmed(line: &str) -> &str {
    line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// `Page 3 of 20`, optionally followed by a copyright notice.
fn is_footer(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("Page ") else { return false };
    let words: Vec<&str> = rest.split_whitespace().take(4).collect();
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    matches!(words[..], [page, "of", pages, ..] if is_number(page) && is_number(pages))
        && (words.len() == 3 || rest.contains('©') || rest.contains("(c)"))
}

/// The paragraphs of `lines`, separated by blank lines; hard-wrapped lines are joined.
pub(super) fn paragraphs(lines: &[&str]) -> String {
    let blocks = lines.split(|line| line.is_empty()).filter(|block| !block.is_empty());
    blocks.map(block).collect::<Vec<_>>().join("\n\n")
}

/// Lines without a blank line between them: one hard-wrapped paragraph, several paragraphs, or separate lines.
fn block(lines: &[&str]) -> String {
    let lengths = || lines.iter().map(|line| line.chars().count());
    let before_last = lines.len() - 1;
    if lengths().all(|length| length <= MAX_WIDTH) && lengths().take(before_last).all(|length| length >= MIN_WIDTH) {
        return join_lines(lines);
    }
    lines.join(if lengths().any(|length| length > MAX_WIDTH) { "\n\n" } else { "\n" })
}

/// Joins lines; a word with a hyphen at the end of a line continues in the next.
pub(super) fn join_lines(lines: &[&str]) -> String {
    let mut text = String::new();
    for line in lines {
        let within_word = text.ends_with('-') && !text.ends_with(" -") && line.starts_with(char::is_alphanumeric);
        if !text.is_empty() && !within_word {
            text.push(' ');
        }
        text.push_str(line);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_one_paragraph_and_others_stay() {
        let long = "word ".repeat(14);
        let long = long.trim();
        assert_eq!(paragraphs(&[long, "end.", "", "", "Next."]), format!("{long} end.\n\nNext."));
        assert_eq!(paragraphs(&["A short line", "and another"]), "A short line\nand another");
        let longer = "word ".repeat(40);
        assert_eq!(paragraphs(&[&longer, "Next."]), format!("{longer}\n\nNext."));
        assert_eq!(paragraphs(&[]), "");
    }

    #[test]
    fn the_feet_of_pages_are_no_lines() {
        assert_eq!(
            lines("a\r\n Page 3 of 20\nPage 1 of 2 © 2024 Factiva, Inc.\nPage 1 of 2 was torn."),
            ["a", "Page 1 of 2 was torn."]
        );
    }
}
