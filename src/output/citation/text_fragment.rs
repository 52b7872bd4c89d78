//! Links that lead to the exact words of a page: text fragments, `#:~:text=` (<https://wicg.github.io/scroll-to-text-fragment/>).
//!
//! A fragment names the words themselves when they are few, otherwise how they begin and end. A browser marks the first
//! place that fits, in the headline, too. So words around them (`prefix-,` and `,-suffix`) are added where the same
//! words stand earlier. All parts lie within one paragraph each and are whole words, as browsers require. The page may
//! differ from the text that quotedex reads from it; then the link still leads to the page.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::article::Article;
use crate::output::link::{percent_encoded, web_address};
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
/// How many words around the quotation tell it from the same words earlier at most.
const MAX_AROUND: usize = 16;
/// Where a browser's own directives begin.
const DIRECTIVES: &str = ":~:";

/// The address of the article with a fragment for each piece of the quotation; `None` without a web address.
pub fn link_to_words(article: &Article, quote: &Quote) -> Option<String> {
    let address = web_address(article.url.as_deref()?)?;
    let page = PageText::new(article.title.as_deref().unwrap_or_default(), article.text());
    let directives: Vec<String> =
        adjoined(article.text(), &quote.content).into_iter().filter_map(|content| page.directive(content)).collect();
    if directives.is_empty() {
        return Some(address);
    }
    // Directives of the address itself lead elsewhere; a fragment before them stays.
    let place = address.split(DIRECTIVES).next().unwrap_or(&address).trim_end_matches('#');
    let hash = if place.contains('#') { "" } else { "#" };
    Some(format!("{place}{hash}{DIRECTIVES}{}", directives.join("&")))
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

/// The headline and the text of an article, to search for words as a browser does.
struct PageText {
    text: String,
    /// Byte where the article's text begins.
    body: usize,
    folded: FoldedText,
}

impl PageText {
    fn new(title: &str, article: &str) -> Self {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = if title.is_empty() { article.to_owned() } else { format!("{title}\n{article}") };
        Self { body: text.len() - article.len(), folded: FoldedText::new(&text), text }
    }

    /// `text=prefix-,start,end,-suffix` for the words in `content` of the article.
    fn directive(&self, content: Span) -> Option<String> {
        let content = Span::new(content.start() + self.body, content.end() + self.body);
        let words = whole_words(&self.text, content)?;
        let paragraphs: Vec<Span> = paragraphs(&self.text, words).collect();
        let (&first, &last) = (paragraphs.first()?, paragraphs.last()?);
        let is_short = paragraphs.len() == 1 && words.of(&self.text).chars().count() <= MAX_WHOLE;
        let start = if is_short { words } else { self.shortest(beginnings(&self.text, first), words.start()) };
        let end = if is_short { words } else { self.last_words(last, words.start()) };
        // Both in one short sentence would overlap.
        let overlap = !is_short && paragraphs.len() == 1 && start.end() > end.start();
        if is_short || overlap {
            return Some(self.around(words, ""));
        }
        Some(self.around(start, &format!(",{}", self.encoded(end))))
    }

    /// The directive for `start`, with what tells it from the same words earlier; `end` is its end, if it has one.
    fn around(&self, start: Span, end: &str) -> String {
        let words = self.encoded(start);
        let is_first = |from: usize, to: usize| self.folded.is_first(Span::new(from, to));
        if is_first(start.start(), start.end()) {
            return format!("text={words}{end}");
        }
        let (before, behind) = (self.before(start), if end.is_empty() { self.behind(start) } else { Vec::new() });
        if let Some(prefix) = before.iter().find(|prefix| is_first(prefix.start(), start.end())) {
            return format!("text={}-,{words}{end}", self.encoded(*prefix));
        }
        if let Some(suffix) = behind.iter().find(|suffix| is_first(start.start(), suffix.end())) {
            return format!("text={words},-{}", self.encoded(*suffix));
        }
        if let Some(prefix) = before.last() {
            let suffix = behind.iter().find(|suffix| is_first(prefix.start(), suffix.end()));
            let suffix = suffix.map_or(String::new(), |suffix| format!(",-{}", self.encoded(*suffix)));
            return format!("text={}-,{words}{end}{suffix}", self.encoded(*prefix));
        }
        // The end of the paragraph above, and the words with the mark before them: a prefix may end a paragraph if what
        // it stands before begins the next one.
        let line = self.text[..start.start()].rfind('\n').map_or(0, |at| at + 1);
        let whole = Span::new(line, start.end()).trim(&self.text);
        let above = self.before(Span::new(self.text[..line].trim_end().len(), line));
        match above.iter().find(|prefix| is_first(prefix.start(), start.end())) {
            Some(prefix) => format!("text={}-,{}{end}", self.encoded(*prefix), self.encoded(whole)),
            None => format!("text={words}{end}"),
        }
    }

    /// The first of the candidates that does not stand before byte `from`, too; otherwise the last.
    fn shortest(&self, candidates: Vec<Span>, from: usize) -> Span {
        let last = candidates.last().copied().unwrap_or_else(|| Span::new(from, from));
        candidates.into_iter().find(|&candidate| self.folded.is_first(candidate)).unwrap_or(last)
    }

    /// Words at the end of `paragraph` that do not stand between byte `from` and them, too.
    fn last_words(&self, paragraph: Span, from: usize) -> Span {
        let candidates = endings(&self.text, paragraph);
        let last = candidates.last().copied().unwrap_or(paragraph);
        candidates.into_iter().find(|&candidate| self.folded.is_first_after(from, candidate)).unwrap_or(last)
    }

    /// The words before `span` in its paragraph, from few to many.
    fn before(&self, span: Span) -> Vec<Span> {
        let line = self.text[..span.start()].rfind('\n').map_or(0, |end| end + 1);
        let before = Span::new(line, span.start()).trim(&self.text);
        let starts: Vec<usize> = word_starts(&self.text, before).rev().take(MAX_AROUND).collect();
        // Marks alone are no words.
        let has_word = |start: &usize| self.text[*start..before.end()].contains(char::is_alphanumeric);
        starts.into_iter().filter(has_word).map(|start| Span::new(start, before.end())).collect()
    }

    /// The words behind `span` in its paragraph, from few to many.
    fn behind(&self, span: Span) -> Vec<Span> {
        let rest = &self.text[span.end()..];
        let line = span.end() + rest.find('\n').unwrap_or(rest.len());
        let behind = Span::new(span.end(), line);
        let ends = word_starts(&self.text, behind).skip(1).chain([line]).take(MAX_AROUND);
        let ends = ends.filter_map(|end| whole_words(&self.text, Span::new(span.end(), end)));
        ends.map(|words| Span::new(span.end(), words.end()).trim(&self.text)).collect()
    }

    fn encoded(&self, span: Span) -> String {
        encoded(span.of(&self.text))
    }
}

/// A text as browsers compare it: without regard to case, accents, the form of quotation marks and kinds of blanks.
struct FoldedText {
    folded: String,
    /// For each byte of the text, where it begins in `folded`.
    places: Vec<usize>,
}

impl FoldedText {
    fn new(text: &str) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut places = Vec::with_capacity(text.len() + 1);
        for c in text.chars() {
            places.extend(std::iter::repeat_n(folded.len(), c.len_utf8()));
            fold_into(&mut folded, c);
        }
        places.push(folded.len());
        Self { folded, places }
    }

    fn part(&self, span: Span) -> &str {
        &self.folded[self.places[span.start()]..self.places[span.end()]]
    }

    /// Whether the words in `span` stand nowhere before it.
    fn is_first(&self, span: Span) -> bool {
        self.is_first_after(0, span)
    }

    /// Whether the words in `span` stand nowhere between byte `from` and it.
    fn is_first_after(&self, from: usize, span: Span) -> bool {
        let (from, at) = (self.places[from], self.places[span.start()]);
        self.folded[from..].find(self.part(span)).is_none_or(|found| from + found >= at)
    }
}

/// Adds `c` as browsers compare it: nothing for an accent.
fn fold_into(folded: &mut String, c: char) {
    match c {
        'a'..='z' | '0'..='9' => folded.push(c),
        '\n' if folded.ends_with('\n') => {}
        '\n' => {
            folded.pop().filter(|last| *last != ' ').into_iter().for_each(|last| folded.push(last));
            folded.push('\n');
        }
        _ if c.is_whitespace() => {
            if !folded.ends_with([' ', '\n']) {
                folded.push(' ');
            }
        }
        '‘' | '’' | '‚' | '‛' => folded.push('\''),
        '“' | '”' | '„' | '‟' => folded.push('"'),
        'ß' | 'ẞ' => folded.push_str("ss"),
        'ς' => folded.push('σ'),
        _ if is_attached(c) => {}
        _ => folded.extend(std::iter::once(c).nfkd().filter(|c| !is_attached(*c)).flat_map(char::to_lowercase)),
    }
}

/// The part of `span` from its first to its last letter or digit, and what makes one word with them: a browser matches
/// whole words, as [UAX 29](https://www.unicode.org/reports/tr29/) cuts them.
fn whole_words(text: &str, span: Span) -> Option<Span> {
    let words = span.of(text);
    let start = span.start() + words.find(char::is_alphanumeric)?;
    let (end, last) = words.char_indices().rfind(|(_, c)| c.is_alphanumeric())?;
    let end = span.start() + end + last.len_utf8();
    Some(Span::new(word_start(text, start), word_end(text, end)))
}

/// Where the word begins that goes on at byte `at`.
fn word_start(text: &str, mut at: usize) -> usize {
    let in_word = |c: &char| is_joiner(*c) || is_attached(*c);
    if !text[..at].chars().next_back().is_some_and(is_joiner) {
        return at;
    }
    while let Some(c) = text[..at].chars().next_back().filter(|c| in_word(c) || c.is_alphanumeric()) {
        at -= c.len_utf8();
    }
    // A blank cannot begin the words of a fragment: the mark before it does.
    let mark = text[..at].chars().next_back().filter(|c| text[at..].starts_with(char::is_whitespace) && *c != '\n');
    at - mark.map_or(0, char::len_utf8)
}

/// Where the word ends that goes on at byte `at`.
fn word_end(text: &str, mut at: usize) -> usize {
    let mut joined = false;
    while let Some(c) = text[at..].chars().next() {
        joined |= is_joiner(c);
        if !(is_joiner(c) || is_attached(c) || joined && c.is_alphanumeric()) {
            break;
        }
        at += c.len_utf8();
    }
    // A blank cannot end them either.
    let mark = text[at..].chars().next().filter(|c| text[..at].ends_with(char::is_whitespace) && *c != '\n');
    at + mark.map_or(0, char::len_utf8)
}

/// Whether the character belongs to the letter before it: an accent, a vowel, a sign that nobody sees.
fn is_attached(c: char) -> bool {
    let is_format = matches!(c, '\u{ad}' | '\u{61c}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    is_format || is_combining_mark(c)
}

/// Whether the character makes one word of what stands before and behind it.
fn is_joiner(c: char) -> bool {
    matches!(c, '_' | '\u{202f}' | '\u{203f}' | '\u{2040}' | '\u{2054}')
}

/// The parts of `span` in the lines of the text.
fn paragraphs(text: &str, span: Span) -> impl Iterator<Item = Span> {
    let mut start = span.start();
    let lines = span.of(text).split('\n').map(move |line| {
        let here = start;
        start += line.len() + 1;
        Span::new(here, here + line.len())
    });
    lines.filter_map(|line| whole_words(text, line))
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
    let spans = ends.into_iter().filter_map(|end| whole_words(text, Span::new(paragraph.start(), end)));
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
    let spans = starts.filter_map(|start| whole_words(text, Span::new(start, paragraph.end())));
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
    let is_border = |c: char| !c.is_alphanumeric() && !is_attached(c) && !c.is_whitespace();
    if is_start {
        let (least, _) = words.char_indices().nth(UNSPACED)?;
        let at = least + words[least..].find(is_border)?;
        return whole_words(text, Span::new(paragraph.start(), paragraph.start() + at));
    }
    let (most, _) = words.char_indices().rev().nth(UNSPACED)?;
    let (at, mark) = words[..most].char_indices().rfind(|(_, c)| is_border(*c))?;
    whole_words(text, Span::new(paragraph.start() + at + mark.len_utf8(), paragraph.end()))
}

/// The words as a part of a directive, in which `-`, `,` and `&` have a meaning.
fn encoded(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    percent_encoded(&words, "!*'()").replace('-', "%2D")
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
        // Where nothing stands before it in its paragraph, what follows tells it apart, otherwise the paragraph above.
        assert_eq!(
            link("Act now, it wrote.\n\n“Act now,” she said.", &["Act now,"]),
            "text=Act%20now,-%2C%E2%80%9D%20she"
        );
        assert_eq!(link("Act now.\n\nShe spoke.\n\n“Act now.”", &["Act now."]), "text=spoke.-,%E2%80%9CAct%20now");
        let mut article = Article::new("a", "“Act now,” she said.");
        article.url = Some("https://a.example/#:~:text=b".into());
        article.title = Some("‘Act now’, says she".into());
        let quote = Quote { content: vec![Span::new(3, 11)], ..Quote::default() };
        let link = link_to_words(&article, &quote).unwrap();
        assert_eq!(link, "https://a.example/#:~:text=Act%20now,-%2C%E2%80%9D%20she");
    }

    #[test]
    fn words_are_compared_as_browsers_do() {
        for (earlier, later) in
            [("It isn't", "It isn’t"), ("resume", "résumé"), ("все", "всё"), ("first", "ﬁrst"), ("STRASSE", "straße")]
        {
            let link = link(&format!("So {earlier} so.\n\nThen {later}."), &[later]);
            assert!(link.starts_with("text=Then-,"), "{link}");
        }
    }

    #[test]
    fn words_are_whole() {
        assert_eq!(link("«\u{202f}Le pont\u{202f}!\u{202f}»", &["Le pont"]), "text=%C2%AB%20Le%20pont%20!");
        assert_eq!(link("“_Really_ so.”", &["Really_ so."]), "text=_Really_%20so");
        assert_eq!(link("“கட்டுவோம்”", &["கட்டுவோம்"]), format!("text={}", encoded("கட்டுவோம்")));
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
