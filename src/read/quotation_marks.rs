//! Adds quotation marks to quotations that HTML marks only by an element.
//!
//! As in newspapers, an opening mark starts each paragraph and a closing mark ends the last one. The source below a
//! quotation stays outside. A quotation with its own marks is left alone, and so is one that follows another quotation
//! without an introduction: it may be a song lyric or a pull quote.

/// The pair of marks at this nesting depth.
pub(super) fn mark_pair(depth: usize) -> (char, char) {
    if depth.is_multiple_of(2) { ('“', '”') } else { ('‘', '’') }
}

/// Whether the character is an opening quotation mark.
pub(super) fn is_opening(c: char) -> bool {
    matches!(c, '“' | '"' | '‘' | '«' | '„')
}

/// Whether the paragraph names the source of the quotation above.
pub(super) fn is_source_line(text: &str) -> bool {
    text.starts_with(['—', '–', '―', '~']) || text.starts_with("- ")
}

fn has_marks(text: &str) -> bool {
    text.contains(['“', '”', '„', '«', '»', '"', '「', '『'])
}

/// Adds marks to the paragraphs of a quotation that follows the paragraph `before`, unless it has marks.
pub(super) fn add_marks(before: &str, paragraphs: &mut [&mut String]) {
    let introduced = before.trim_end().ends_with(':') || !has_marks(before);
    let named = paragraphs.iter().any(|text| is_source_line(text));
    if paragraphs.iter().any(|text| has_marks(text)) || !(introduced || named) {
        return;
    }
    let end = paragraphs.iter().position(|text| is_source_line(text)).unwrap_or(paragraphs.len());
    let last = end.saturating_sub(1);
    for (at, text) in paragraphs[..end].iter_mut().enumerate() {
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
        add_marks(before, &mut paragraphs.iter_mut().collect::<Vec<_>>());
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
