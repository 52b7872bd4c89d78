//! Pairs quotation marks.
//!
//! News texts use all kinds of marks: straight, curly, single, guillemets, typewriter (`` and ''), mismatched pairs,
//! marks left open across paragraphs, and closing marks without an opening one. The role of a mark is inferred from its
//! neighbours first and its shape second. An unclosed mark never affects the next paragraph.
//!
//! Apostrophes are not quotation marks: a single mark opens only between a space and a word, and only if a closing mark
//! follows in the same paragraph.
//!
//! Scare quotes, titles and nicknames are paired like quotations; later stages tell them apart.

use crate::span::Span;

/// The style of a pair of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteStyle {
    /// “ ” „ " `` '' 「 」
    Double,
    /// ‘ ’ '
    Single,
    /// « »
    Guillemet,
}

/// A span of one paragraph inside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuotedSpan {
    /// Including the marks.
    pub outer: Span,
    /// Excluding the marks.
    pub inner: Span,
    /// The style of the marks.
    pub style: QuoteStyle,
    /// Whether there is an opening mark; otherwise the span starts with the paragraph.
    pub opened: bool,
    /// Whether there is a closing mark; otherwise the span ends with the paragraph or at the next opening mark.
    pub closed: bool,
    /// Nesting depth; 0 for the outermost.
    pub depth: u8,
}

impl QuotedSpan {
    /// Whether the marks suggest a quotation. Single marks around one or two words only set these apart.
    pub fn is_quotation(&self, text: &str) -> bool {
        self.style != QuoteStyle::Single || self.inner.of(text).split_whitespace().nth(2).is_some()
    }
}

/// The apparent role of a mark, by its neighbours and its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MarkRole {
    Opens,
    Closes,
    Either,
}

#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    style: QuoteStyle,
    role: MarkRole,
    straight: bool,
}

/// Appends the quoted spans of `paragraph` to `quoted`, ordered by start.
pub(super) fn pair_marks(text: &str, paragraph: Span, quoted: &mut Vec<QuotedSpan>) {
    let first = quoted.len();
    let doubles = find_doubles(text, paragraph);
    pair_doubles(&doubles, paragraph, quoted);
    let outer_end = quoted.len();
    pair_singles(text, paragraph, quoted, first..outer_end);
    quoted[first..].sort_by_key(|region| (region.outer.start(), usize::MAX - region.outer.end()));
    set_depths(&mut quoted[first..]);
}

fn find_doubles(text: &str, paragraph: Span) -> Vec<Mark> {
    let mut marks = Vec::new();
    let words = paragraph.of(text);
    let mut skip = 0;
    for (offset, c) in mark_candidates(words) {
        if offset < skip {
            continue;
        }
        let length = match c {
            '“' | '”' | '„' | '‟' | '"' | '«' | '»' | '＂' | '「' | '」' | '『' | '』' => c.len_utf8(),
            '`' | '\'' if words[offset + 1..].starts_with(c) => 2,
            _ => continue,
        };
        skip = offset + length;
        let span = Span::new(paragraph.start() + offset, paragraph.start() + skip);
        let before = words[..offset].chars().next_back().unwrap_or(' ');
        let after = words[skip..].chars().next().unwrap_or(' ');
        if is_bullet(c, offset, after) || (matches!(c, '"' | '\'') && is_measure(&words[..offset])) {
            continue;
        }
        let style = if matches!(c, '«' | '»') { QuoteStyle::Guillemet } else { QuoteStyle::Double };
        marks.push(Mark { span, style, role: role(c, before, after), straight: c == '"' });
    }
    marks
}

/// The characters that may be quotation marks, with their offsets. Skips common letters for speed.
fn mark_candidates(words: &str) -> impl Iterator<Item = (usize, char)> {
    // Bytes from 0xc0 on start a non-ASCII character.
    let may_be = |&(_, byte): &(usize, u8)| matches!(byte, b'"' | b'\'' | b'`' | 0xc0..);
    words.bytes().enumerate().filter(may_be).filter_map(|(offset, _)| Some((offset, words[offset..].chars().next()?)))
}

/// Whether a mark means inches or seconds, after feet or minutes: `6'2"`, `5' 11''`.
fn is_measure(before: &str) -> bool {
    let rest = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let feet = rest.trim_end_matches(' ').strip_suffix(['\'', '’', '′']);
    rest.len() < before.len() && feet.is_some_and(|feet| feet.ends_with(|c: char| c.is_ascii_digit()))
}

/// `» Read more`: a guillemet used as a bullet at the start of a line.
fn is_bullet(c: char, offset: usize, after: char) -> bool {
    c == '»' && offset == 0 && after.is_whitespace()
}

fn role(c: char, before: char, after: char) -> MarkRole {
    let open_before = before.is_whitespace() || "([{—–-‘'“/".contains(before);
    let word_after = after.is_alphanumeric() || "([$£€…‘'’.“#@¿¡*".contains(after);
    let close_after = after.is_whitespace() || ",.;:?!)]}—–-’'”…".contains(after);
    match c {
        '„' | '`' | '「' | '『' => MarkRole::Opens,
        '」' | '』' => MarkRole::Closes,
        // German: „Ja“. »Ja«.
        '“' | '«' if !open_before && close_after && (!word_after || after == '.') => MarkRole::Closes,
        '«' if word_after || after.is_whitespace() && open_before => MarkRole::Opens,
        '»' if !open_before || close_after => MarkRole::Closes,
        _ if before.is_whitespace() && word_after => MarkRole::Opens,
        _ if !before.is_whitespace() && after.is_whitespace() => MarkRole::Closes,
        '“' | '«' => MarkRole::Opens,
        '”' | '»' => MarkRole::Closes,
        _ if open_before && word_after && !before.is_alphanumeric() => MarkRole::Opens,
        _ if close_after && !before.is_whitespace() => MarkRole::Closes,
        _ => MarkRole::Either,
    }
}

/// Pairs double marks with a stack, which is empty at the start of each paragraph.
fn pair_doubles(marks: &[Mark], paragraph: Span, quoted: &mut Vec<QuotedSpan>) {
    let mut open: Vec<Mark> = Vec::new();
    let mut any = false;
    for (index, &mark) in marks.iter().enumerate() {
        let opens = match mark.role {
            MarkRole::Opens => true,
            MarkRole::Closes => false,
            MarkRole::Either => open.is_empty(),
        };
        if !opens {
            match open.pop() {
                Some(opening) => quoted.push(closed(opening, mark)),
                // Only the first mark of a paragraph may close a quotation without an opening mark.
                None if !any && mark.span.start() > paragraph.start() => quoted.push(unopened(paragraph, mark)),
                None => {}
            }
        } else if let Some(&outer) = open.last() {
            if open.len() < 3 && may_nest(outer, mark, &marks[index + 1..]) {
                open.push(mark);
            } else {
                open.pop();
                quoted.push(QuotedSpan { style: outer.style, ..unclosed(outer.span, mark.span.start(), paragraph) });
                open.push(mark);
            }
        } else {
            open.push(mark);
        }
        any = true;
    }
    // Inner unclosed marks are errors of the writer; the outermost extends to the end of the paragraph.
    if let Some(&outermost) = open.first() {
        quoted.push(QuotedSpan { style: outermost.style, ..unclosed(outermost.span, paragraph.end(), paragraph) });
    }
}

/// Whether `inner` opens a nested quotation inside `outer`: two closing marks follow, or the marks differ.
fn may_nest(outer: Mark, inner: Mark, rest: &[Mark]) -> bool {
    let closes_next = rest.first().is_some_and(|mark| mark.role != MarkRole::Opens);
    let closes_twice = closes_next && rest.get(1).is_some_and(|mark| mark.role != MarkRole::Opens);
    closes_twice || (closes_next && outer.straight != inner.straight) || (closes_next && outer.style != inner.style)
}

fn closed(opening: Mark, closing: Mark) -> QuotedSpan {
    QuotedSpan {
        outer: opening.span.cover(closing.span),
        inner: Span::new(opening.span.end(), closing.span.start()),
        style: opening.style,
        opened: true,
        closed: true,
        depth: 0,
    }
}

fn unopened(paragraph: Span, closing: Mark) -> QuotedSpan {
    QuotedSpan {
        outer: Span::new(paragraph.start(), closing.span.end()),
        inner: Span::new(paragraph.start(), closing.span.start()),
        style: closing.style,
        opened: false,
        closed: true,
        depth: 0,
    }
}

fn unclosed(opening: Span, end: usize, paragraph: Span) -> QuotedSpan {
    let end = end.min(paragraph.end());
    QuotedSpan {
        outer: Span::new(opening.start(), end),
        inner: Span::new(opening.end(), end),
        style: QuoteStyle::Double,
        opened: true,
        closed: false,
        depth: 0,
    }
}

/// A single mark that may open or close.
#[derive(Clone, Copy)]
struct SingleMark {
    span: Span,
    opens: bool,
    closes: bool,
    /// Whether it may be a plural apostrophe: `the players’ union`.
    doubtful: bool,
}

/// Pairs single marks inside and outside of double marks, but never across their boundaries.
fn pair_singles(text: &str, paragraph: Span, quoted: &mut Vec<QuotedSpan>, doubles: std::ops::Range<usize>) {
    let singles = find_singles(text, paragraph);
    let boundaries: Vec<(Span, Span)> = quoted[doubles].iter().map(|region| (region.outer, region.inner)).collect();
    let mut next = 0;
    while next < singles.len() {
        let opening = singles[next];
        next += 1;
        if !opening.opens {
            continue;
        }
        if let Some(at) = closing(&singles[next..], opening, &boundaries) {
            let close = singles[next + at];
            quoted.push(QuotedSpan {
                outer: opening.span.cover(close.span),
                inner: Span::new(opening.span.end(), close.span.start()),
                style: QuoteStyle::Single,
                opened: true,
                closed: true,
                depth: 0,
            });
            next += at + 1;
        } else if paragraph.of(text)[..opening.span.start() - paragraph.start()].trim().is_empty() {
            // British papers also leave single marks open across paragraphs, and no apostrophe starts a paragraph.
            quoted.push(QuotedSpan { style: QuoteStyle::Single, ..unclosed(opening.span, paragraph.end(), paragraph) });
        }
    }
}

/// The most single marks, such as apostrophes, inside a pair. Keeps the pairing linear.
const MAX_SINGLE_MARKS: usize = 64;

/// The index in `rest` of the mark that closes `opening`: the first that is not a plural apostrophe; otherwise the last
/// possible one before the next opening mark.
fn closing(rest: &[SingleMark], opening: SingleMark, boundaries: &[(Span, Span)]) -> Option<usize> {
    let mut possible = None;
    for (index, mark) in rest.iter().take(MAX_SINGLE_MARKS).enumerate() {
        if mark.closes && same_quotation(opening.span, mark.span, boundaries) {
            possible = Some(index);
            if !mark.doubtful {
                break;
            }
        } else if mark.opens && possible.is_some() {
            break;
        }
    }
    possible
}

/// Whether both marks are inside the same double marks, or both outside of all.
fn same_quotation(opening: Span, closing: Span, boundaries: &[(Span, Span)]) -> bool {
    let from = boundaries.partition_point(|(outer, _)| outer.end() <= opening.start());
    boundaries[from..].iter().take_while(|(outer, _)| outer.start() < closing.end()).all(|(outer, inner)| {
        inner.covers(opening) == inner.covers(closing) && outer.covers(opening) == outer.covers(closing)
    })
}

fn find_singles(text: &str, paragraph: Span) -> Vec<SingleMark> {
    let words = paragraph.of(text);
    let mut singles = Vec::new();
    for (offset, c) in mark_candidates(words).filter(|&(_, c)| matches!(c, '‘' | '’' | '\'' | '‚')) {
        let before = words[..offset].chars().next_back().unwrap_or(' ');
        let after = words[offset + c.len_utf8()..].chars().next().unwrap_or(' ');
        if before == c || after == c {
            continue; // '' is a double mark
        }
        let elided = is_elision(&words[offset + c.len_utf8()..]);
        let opens =
            c != '’' && (before.is_whitespace() || "([—–“\"".contains(before)) && !after.is_whitespace() && !elided;
        let closes = c != '‚' && !before.is_whitespace() && !after.is_alphanumeric();
        let next_word = words[offset + c.len_utf8()..].trim_start_matches(' ').starts_with(char::is_alphanumeric);
        let doubtful = before == 's' && after == ' ' && next_word;
        let start = paragraph.start() + offset;
        singles.push(SingleMark { span: Span::new(start, start + c.len_utf8()), opens, closes, doubtful });
    }
    singles
}

/// `'90s`, `'em`, `'n'`, `'til`: an apostrophe for omitted letters.
fn is_elision(after: &str) -> bool {
    let word: String = after.chars().take_while(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(5).collect();
    let decade = word.len() >= 2 && word.as_bytes()[..2].iter().all(u8::is_ascii_digit) && word.len() <= 3;
    decade || matches!(word.as_str(), "em" | "n" | "til" | "cause" | "tis" | "twas" | "bout" | "round")
}

fn set_depths(regions: &mut [QuotedSpan]) {
    let mut ends: Vec<usize> = Vec::new();
    for region in regions {
        while ends.last().is_some_and(|&end| end <= region.outer.start()) {
            ends.pop();
        }
        region.depth = u8::try_from(ends.len()).unwrap_or(u8::MAX);
        ends.push(region.outer.end());
    }
}

#[cfg(test)]
mod tests {
    use crate::text::Document;

    /// The quoted spans of `text`, nested ones after `>`; `…` for a missing mark.
    fn marked(text: &str) -> Vec<String> {
        let show = |region: &crate::text::QuotedSpan| {
            let depth = ">".repeat(region.depth.into());
            let open = if region.opened { "" } else { "…" };
            let close = if region.closed { "" } else { "…" };
            format!("{depth}{open}{}{close}", region.inner.of(text))
        };
        Document::new(text).quoted.iter().map(show).collect()
    }

    #[test]
    fn marks_pair_as_a_reader_pairs_them() {
        let cases: &[(&str, &[&str])] = &[
            ("\"I quit,\" Smith said.", &["I quit,"]),
            ("“I quit,” Smith said.", &["I quit,"]),
            ("“I quit,\" Smith said. \"Now,” he added.", &["I quit,", "Now,"]),
            ("“I quit,“ Smith said.", &["I quit,"]),
            ("‘I quit,’ Smith said.", &["I quit,"]),
            ("the players’ union said ‘no deal’ and Jones’ dog", &["no deal"]),
            ("‘The players’ union won’t do it,’ he said.", &["The players’ union won’t do it,"]),
            ("Bill told me I \"shouldn‘t wear those pants\" but I will.", &["shouldn‘t wear those pants"]),
            (
                "“She said to me: 'They are up there looking after us', which is lovely,” Ann Lee said.",
                &[
                    "She said to me: 'They are up there looking after us', which is lovely,",
                    ">They are up there looking after us",
                ],
            ),
            ("“We’ll fight,” Jones said, “until we win.”", &["We’ll fight,", "until we win."]),
            ("“Open one paragraph.\n“Then another,” he said.", &["Open one paragraph.…", "Then another,"]),
            ("proportions,\" he continued. \"We must act.\"", &["…proportions,", "We must act."]),
            ("« Non », dit-il. „Ja“, sagte sie.", &[" Non ", "Ja"]),
            ("»Nein«, sagte er. »Ja«. »Gut!« Er ging.", &["Nein", "Ja", "Gut!"]),
            ("Er sagte „Nein“. Sie sagte: „Ja.“ Dann „gut“!", &["Nein", "Ja.", "gut"]),
            ("彼は「『はい』と言った」と話した。「いいえ」。", &["『はい』と言った", ">はい", "いいえ"]),
            ("» Read more", &[]),
            ("``Yes,'' he said.", &["Yes,"]),
            ("rock 'n' roll in the '90s", &[]),
            ("He said \"the “big” one\" fell.", &["the “big” one", ">big"]),
            ("Dwayne “The Rock” Johnson—“that man”—left (“good”).", &["The Rock", "that man", "good"]),
            ("\"\"=", &[""]),
            ("She is 6'2\" tall.", &[]),
            ("‘We didn’t go there.\n‘We stayed,’ he said.", &["We didn’t go there.…", "We stayed,"]),
            ("'Tis late.\n'90s bands met.", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(&marked(text), expected, "{text}");
        }
    }
}
