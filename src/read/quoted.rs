//! Quotations that HTML shows by an element and no mark does: the words get the marks that a reader sees in their shape.
//!
//! As newspapers set them: a mark begins each paragraph, the last one ends with one. The name below a quotation stays
//! outside. What has marks of its own keeps those, and so does a box that stands below somebody else's quotation and that
//! nothing introduces: it may be a line of a song, or words of the article once more.

/// The marks of a quotation, and of one within it.
pub(super) fn marks(depth: usize) -> (char, char) {
    if depth.is_multiple_of(2) { ('“', '”') } else { ('‘', '’') }
}

/// Whether a mark is one that begins a quotation.
pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '“' | '"' | '‘' | '«' | '„')
}

/// Whether a paragraph below a quotation says whom it is by.
pub(super) fn is_source(text: &str) -> bool {
    text.starts_with(['—', '–', '―', '~']) || text.starts_with("- ")
}

fn has_marks(text: &str) -> bool {
    text.contains(['“', '”', '„', '«', '»', '"', '「', '『'])
}

/// Puts marks around the paragraphs of a quotation that stands below the paragraph `before`, if it has none.
pub(super) fn mark(before: &str, paragraphs: &mut [&mut String]) {
    let introduced = before.trim_end().ends_with(':') || !has_marks(before);
    let named = paragraphs.iter().any(|text| is_source(text));
    if paragraphs.iter().any(|text| has_marks(text)) || !(introduced || named) {
        return;
    }
    let words = paragraphs.iter().position(|text| is_source(text)).unwrap_or(paragraphs.len());
    let last = words.saturating_sub(1);
    for (at, text) in paragraphs[..words].iter_mut().enumerate() {
        text.insert(0, '“');
        if at == last {
            text.push('”');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn below(before: &str, paragraphs: &[&str]) -> Vec<String> {
        let mut paragraphs: Vec<String> = paragraphs.iter().map(|text| (*text).to_owned()).collect();
        mark(before, &mut paragraphs.iter_mut().collect::<Vec<_>>());
        paragraphs
    }

    #[test]
    fn words_get_marks_and_names_none() {
        let marked = |paragraphs: &[&str]| below("The mayor wrote to all:", paragraphs);
        assert_eq!(marked(&["We open on Monday."]), ["“We open on Monday.”"]);
        assert_eq!(marked(&["We open.", "All may come."]), ["“We open.", "“All may come.”"]);
        assert_eq!(marked(&["We open.", "— Ann Smith"]), ["“We open.”", "— Ann Smith"]);
        for (before, marks) in [("“No,” she said.", false), ("“No,” she said, and wrote:", true), ("It rained.", true)]
        {
            assert_eq!(below(before, &["We open on Monday."])[0].starts_with('“'), marks, "{before}");
        }
        assert_eq!(below("“No,” she said.", &["We open.", "— Ann Smith"])[0], "“We open.”");
        assert_eq!(marked(&["“We open,” she wrote.", "All may come."]), ["“We open,” she wrote.", "All may come."]);
    }
}
