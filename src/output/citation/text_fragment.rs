//! Links that lead to the exact words of a page: text fragments, `#:~:text=` (<https://wicg.github.io/scroll-to-text-fragment/>).
//!
//! A fragment names the words themselves when they are few, otherwise how they begin and end. A browser marks the first
//! place that fits, so words before them (`prefix-,`) are added where the article has the same words earlier. The first
//! and the last words of a fragment each lie within one paragraph, as browsers require. The page may differ from the
//! text that quotedex reads from it; then the link still leads to the page.

use crate::article::Article;
use crate::output::link::web_address;
use crate::quote::Quote;
use crate::span::Span;

/// Words of at most so many code points are named as a whole.
const MAX_WHOLE: usize = 120;
/// How many words name the beginning or the end of longer ones at least.
const MIN_ENDS: usize = 4;
/// How many words name it at most, where fewer stand at another place, too.
const MAX_ENDS: usize = 12;
/// In a script without blanks, so many code points are a beginning or an end.
const UNSPACED: usize = 16;
/// How many words before the quotation tell it from the same words earlier at most.
const MAX_PREFIX: usize = 8;

/// The address of the article with a fragment for each piece of the quotation; `None` without a web address.
pub(crate) fn link_to_words(article: &Article, quote: &Quote) -> Option<String> {
    let address = web_address(article.url.as_deref()?)?;
    let pages = PageText::new(article.text());
    let directives: Vec<String> =
        adjoined(article.text(), &quote.content).into_iter().filter_map(|content| pages.directive(content)).collect();
    if directives.is_empty() {
        return Some(address);
    }
    // Directives follow the fragment that the address has already.
    let hash = if address.contains('#') { "" } else { "#" };
    Some(format!("{address}{hash}:~:{}", directives.join("&")))
}

/// The pieces of a quotation; those with marks and blanks alone between them are one.
fn adjoined(text: &str, content: &[Span]) -> Vec<Span> {
    let mut pieces: Vec<Span> = Vec::new();
    for &span in content {
        match pieces.last_mut() {
            Some(last)
                if last.end() <= span.start() && !text[last.end()..span.start()].contains(char::is_alphanumeric) =>
            {
                *last = last.cover(span);
            }
            _ => pieces.push(span),
        }
    }
    pieces
}

/// The text of an article, to search for words as a browser does: without regard to case and kind of blank.
struct PageText<'a> {
    text: &'a str,
    folded: String,
}

impl<'a> PageText<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, folded: folded(text) }
    }

    /// `text=prefix-,start,end` for the words in `content`.
    fn directive(&self, content: Span) -> Option<String> {
        let words = trimmed(self.text, content)?;
        let paragraphs: Vec<Span> = paragraphs(self.text, words).collect();
        let (&first, &last) = (paragraphs.first()?, paragraphs.last()?);
        let is_short = paragraphs.len() == 1 && words.of(self.text).chars().count() <= MAX_WHOLE;
        let parts = match is_short {
            true => encoded(words.of(self.text)),
            false => {
                let start = self.shortest(beginnings(self.text, first), |found| self.first_is(found));
                let end = self.shortest(endings(self.text, last), |found| self.first_after(words.start(), found));
                // Both in one short sentence would overlap.
                match start.end() > end.start() {
                    true if paragraphs.len() == 1 => encoded(words.of(self.text)),
                    _ => format!("{},{}", encoded(start.of(self.text)), encoded(end.of(self.text))),
                }
            }
        };
        let begins =
            if is_short { words } else { self.shortest(beginnings(self.text, first), |found| self.first_is(found)) };
        Some(format!("text={}{parts}", self.prefix(words.start(), begins)))
    }

    /// The first of the candidates that `is_unique`, otherwise the last.
    fn shortest(&self, candidates: Vec<Span>, is_unique: impl Fn(Span) -> bool) -> Span {
        let last = candidates.last().copied().unwrap_or_else(|| Span::new(0, 0));
        candidates.into_iter().find(|&candidate| is_unique(candidate)).unwrap_or(last)
    }

    /// Whether the words in `span` stand nowhere before it.
    fn first_is(&self, span: Span) -> bool {
        self.folded.find(&folded(span.of(self.text))) == Some(folded(&self.text[..span.start()]).len())
    }

    /// Whether the words in `span` stand nowhere between byte `from` and it.
    fn first_after(&self, from: usize, span: Span) -> bool {
        let between = folded(&self.text[from..span.end()]);
        between
            .find(&folded(span.of(self.text)))
            .is_some_and(|at| at + folded(span.of(self.text)).len() == between.len())
    }

    /// `prefix-,`: as many words before byte `at` as tell it from earlier places; nothing where none are needed.
    fn prefix(&self, at: usize, begins: Span) -> String {
        if self.first_is(begins) {
            return String::new();
        }
        let line = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let Some(before) = trimmed_blanks(self.text, Span::new(line, at)) else { return String::new() };
        let starts: Vec<usize> = word_starts(self.text, before).rev().take(MAX_PREFIX).collect();
        // Marks alone are no words.
        let has_word = |start: &usize| self.text[*start..before.end()].contains(char::is_alphanumeric);
        let candidates = starts.into_iter().filter(has_word).map(|start| Span::new(start, begins.end()));
        let candidates: Vec<Span> = candidates.collect();
        if candidates.is_empty() {
            return String::new();
        }
        let chosen = self.shortest(candidates, |candidate| self.first_is(candidate));
        format!("{}-,", encoded(Span::new(chosen.start(), before.end()).of(self.text)))
    }
}

/// Lower case, with every run of blanks as one.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_whitespace() {
            true if folded.ends_with(' ') => {}
            true => folded.push(' '),
            false => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

/// The part of `span` from its first to its last letter or digit: a fragment matches whole words.
fn trimmed(text: &str, span: Span) -> Option<Span> {
    let words = span.of(text);
    let start = words.find(char::is_alphanumeric)?;
    let (end, last) = words.char_indices().rfind(|(_, c)| c.is_alphanumeric() || is_mark(*c))?;
    Some(Span::new(span.start() + start, span.start() + end + last.len_utf8()))
}

/// A combining mark belongs to the letter before it.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}')
}

fn trimmed_blanks(text: &str, span: Span) -> Option<Span> {
    let span = span.trim(text);
    (!span.is_empty()).then_some(span)
}

/// The parts of `span` in the lines of the text.
fn paragraphs(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let mut start = span.start();
    let lines = span.of(text).split('\n').map(move |line| {
        let here = start;
        start += line.len() + 1;
        Span::new(here, here + line.len())
    });
    lines.filter_map(|line| trimmed(text, line))
}

/// Where words begin in `span`.
fn word_starts(text: &str, span: Span) -> impl DoubleEndedIterator<Item = usize> {
    let words = span.of(text);
    let mut starts = vec![span.start()];
    let blanks = words.match_indices(char::is_whitespace).map(|(at, blank)| span.start() + at + blank.len());
    starts.extend(blanks.filter(|&at| text[at..span.end()].starts_with(|c: char| !c.is_whitespace())));
    starts.into_iter()
}

/// The first words of `paragraph`: from few to many.
fn beginnings(text: &str, paragraph: Span) -> Vec<Span> {
    let ends: Vec<usize> = word_starts(text, paragraph).skip(MIN_ENDS).take(MAX_ENDS - MIN_ENDS).collect();
    let spans = ends.into_iter().filter_map(|end| trimmed(text, Span::new(paragraph.start(), end)));
    let spans: Vec<Span> = spans.filter(|span| !is_unspaced(span.of(text))).collect();
    match spans.is_empty() {
        true => vec![unspaced(text, paragraph, true).unwrap_or(paragraph)],
        false => spans,
    }
}

/// The last words of `paragraph`: from few to many.
fn endings(text: &str, paragraph: Span) -> Vec<Span> {
    let starts: Vec<usize> = word_starts(text, paragraph).collect();
    let starts = starts.into_iter().rev().skip(MIN_ENDS - 1).take(MAX_ENDS - MIN_ENDS);
    let spans = starts.filter_map(|start| trimmed(text, Span::new(start, paragraph.end())));
    let spans: Vec<Span> = spans.filter(|span| !is_unspaced(span.of(text))).collect();
    match spans.is_empty() {
        true => vec![unspaced(text, paragraph, false).unwrap_or(paragraph)],
        false => spans,
    }
}

/// Whether words are not separated by blanks: more than this is no word.
fn is_unspaced(text: &str) -> bool {
    text.split_whitespace().any(|word| word.chars().count() > MAX_WHOLE)
}

/// The beginning or end of a long text without blanks, up to a punctuation mark, where any script has a border.
fn unspaced(text: &str, paragraph: Span, is_start: bool) -> Option<Span> {
    let words = paragraph.of(text);
    if words.chars().count() <= 2 * UNSPACED || !is_unspaced(words) {
        return None;
    }
    let is_border = |c: char| !c.is_alphanumeric() && !is_mark(c) && !c.is_whitespace();
    if is_start {
        let (least, _) = words.char_indices().nth(UNSPACED)?;
        let at = least + words[least..].find(is_border)?;
        return trimmed(text, Span::new(paragraph.start(), paragraph.start() + at));
    }
    let (most, _) = words.char_indices().rev().nth(UNSPACED)?;
    let (at, mark) = words[..most].char_indices().rfind(|(_, c)| is_border(*c))?;
    trimmed(text, Span::new(paragraph.start() + at + mark.len_utf8(), paragraph.end()))
}

/// Percent-encodes all but letters, digits and a few marks; `-`, `,` and `&` mean something in a fragment.
fn encoded(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut encoded = String::with_capacity(words.len());
    for byte in words.bytes() {
        let c = char::from(byte);
        match c.is_ascii_alphanumeric() || "._~!*'()".contains(c) {
            true => encoded.push(c),
            false => encoded += &format!("%{byte:02X}"),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(text: &str, words: &[&str]) -> String {
        let mut article = Article::new("a", text);
        article.url = Some("https://a.example/b".into());
        let span = |words: &&str| {
            let start = text.rfind(*words).unwrap();
            Span::new(start, start + words.len())
        };
        let quote = Quote { content: words.iter().map(span).collect(), ..Quote::default() };
        link_to_words(&article, &quote).unwrap().replace("https://a.example/b#:~:", "")
    }

    #[test]
    fn few_words_are_named_whole_and_many_by_their_ends() {
        assert_eq!(link("“I quit,” she said.", &["I quit,"]), "text=I%20quit");
        assert_eq!(
            link("“Dé–jà vu & co, 50%,” she said.", &["Dé–jà vu & co, 50%,"]),
            "text=D%C3%A9%E2%80%93j%C3%A0%20vu%20%26%20co%2C%2050"
        );
        assert_eq!(
            link("“A well-off man,” he said, “is no man.”", &["A well-off man,", "is no man."]),
            "text=A%20well%2Doff%20man&text=is%20no%20man"
        );
        let long = "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty.";
        assert_eq!(link(long, &[long]), "text=One%20two%20three%20four,seventeen%20eighteen%20nineteen%20twenty");
        let both = "“One two three four five.\n\n“Six seven eight nine ten.”";
        assert_eq!(
            link(both, &["One two three four five.\n\n“Six seven eight nine ten."]),
            "text=One%20two%20three%20four,seven%20eight%20nine%20ten"
        );
    }

    #[test]
    fn the_same_words_earlier_are_passed_over() {
        let text = "We must act now. So the paper wrote.\n\nLater she said: “We must act now.”";
        assert_eq!(link(text, &["We must act now."]), "text=said%3A%20%E2%80%9C-,We%20must%20act%20now");
        assert_eq!(link("Now. Now.", &["Now."]), "text=Now.-,Now");
    }

    #[test]
    fn a_script_without_blanks_is_cut_at_its_marks() {
        let sentence = "我们将继续努力推动经济发展改善人民生活";
        let text = format!("{}。", [sentence; 8].join("，"));
        let encoded = encoded(sentence);
        assert_eq!(link(&text, &[&text]), format!("text={encoded},{encoded}"));
    }

    proptest::proptest! {
        #[test]
        fn any_words_give_a_plain_fragment(text: String, start in 0usize..80, length in 1usize..400) {
            let boundary = |at: usize| (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
            let (start, end) = (boundary(start), boundary(start + length));
            let mut article = Article::new("a", text.clone());
            article.url = Some("https://a.example/".into());
            let quote = Quote { content: vec![Span::new(start, end.max(start))], ..Quote::default() };
            let link = link_to_words(&article, &quote).unwrap();
            proptest::prop_assert!(link.is_ascii() && !link.contains(char::is_whitespace));
        }
    }
}
