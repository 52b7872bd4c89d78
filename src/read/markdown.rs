//! Converts Markdown to plain text.
//!
//! Paragraphs, headings, list items and table rows are separated by blank lines. Links are replaced by their text,
//! images are dropped with their captions. The number of a numbered item is kept, since "1986. What a year" is not a
//! list item.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::html_fragment;

/// The text of `markdown`.
pub(super) fn text(markdown: &str) -> String {
    let mut writer = Writer::default();
    for event in Parser::new_ext(markdown, Options::ENABLE_STRIKETHROUGH) {
        writer.event(event);
    }
    writer.text.truncate(writer.text.trim_end().len());
    writer.text
}

#[derive(Default)]
struct Writer {
    text: String,
    /// The next number of each open list; `None` for a bullet list.
    lists: Vec<Option<u64>>,
    /// Open images, whose captions are dropped.
    pictures: usize,
    /// The HTML block that is being collected.
    html: String,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Image { .. }) => self.pictures += 1,
            Event::End(TagEnd::Image) => self.pictures = self.pictures.saturating_sub(1),
            Event::Start(Tag::List(first)) => self.lists.push(first),
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
                self.paragraph();
            }
            Event::Start(Tag::Item) => self.item(),
            Event::End(TagEnd::HtmlBlock) => {
                let html = std::mem::take(&mut self.html);
                self.paragraph();
                self.push(&html_fragment::to_text(&html));
                self.paragraph();
            }
            Event::Start(Tag::BlockQuote(_)) => self.paragraph(),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock) | Event::Rule => {
                self.paragraph();
            }
            Event::Text(text) | Event::Code(text) => self.push(&text),
            Event::InlineHtml(tag) => self.inline(&tag),
            Event::Html(html) => self.html.push_str(&html),
            Event::SoftBreak | Event::HardBreak => self.push("\n"),
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.pictures == 0 {
            self.text.push_str(text);
        }
    }

    /// Drops an inline HTML tag, unless it is not an HTML element: then it is text in angle brackets.
    fn inline(&mut self, tag: &str) {
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        match name.as_str() {
            "br" => self.push("\n"),
            // A comment or a declaration.
            "" => {}
            name if html_fragment::is_tag(name) => {}
            _ => self.push(tag),
        }
    }

    fn item(&mut self) {
        self.paragraph();
        if let Some(Some(number)) = self.lists.last_mut() {
            self.text.push_str(&format!("{number}. "));
            *number += 1;
        }
    }

    /// Ends the open paragraph, if any.
    fn paragraph(&mut self) {
        let end = self.text.trim_end_matches('\n').len();
        self.text.truncate(end);
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        for (markdown, expected) in [
            (
                "# Title\n\n“A **ve**ry *old* [friend](http://x.example),” he\nsaid.",
                "Title\n\n“A very old friend,” he\nsaid.",
            ),
            ("> “Quoted,” she said.\n\nAfter", "“Quoted,” she said.\n\nAfter"),
            ("- one\n- two\n  - three\n\nend", "one\n\ntwo\n\nthree\n\nend"),
            ("1986. What a year\n", "1986. What a year"),
            ("1. a\n2. b", "1. a\n\n2. b"),
            ("![Ann *Smith*](x.jpg) R&amp;D &ldquo;x&rdquo; 5 * 3 * 2 snake_case_x", " R&D “x” 5 * 3 * 2 snake_case_x"),
            ("a<br>b <i>c</i> <he said> d<!-- e -->", "a\nb c <he said> d"),
            ("<div>\n<p>One</p>\n<p>Two</p>\n</div>\n\nThree", "One\n\nTwo\n\nThree"),
            ("Head\n---\n***\n~~gone~~ \\*stays\\* [sic]", "Head\n\ngone *stays* [sic]"),
            ("", ""),
        ] {
            assert_eq!(text(markdown), expected, "{markdown}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_markdown_makes_it_panic(markdown in "[-*_>#`~\\[\\]()!<a&;0-9.\\\\ \n]{0,80}") {
            let _ = text(&markdown);
        }
    }
}
