//! Contents as written: pieces extended to their quotation marks, the text without outer marks, and the kind of
//! content.

use std::ops::Range;

use crate::quote::Kind;
use crate::span::Span;
use crate::text::{Document, TokenKind};

/// The piece of content over `tokens`, with the enclosing quotation marks and the punctuation inside them.
pub fn snap(document: &Document, tokens: Range<usize>) -> Span {
    let tokens = without_loose_end(document, tokens);
    let mut span = document.span(tokens.clone());
    if let Some(region) = document.quoted_at(tokens.start).map(|index| document.quoted[index]) {
        let before = document.text.get(region.inner.start()..span.start()).is_some_and(is_edge);
        if before && region.inner.start() <= span.start() {
            span = span.cover(Span::new(region.outer.start(), region.inner.start().max(region.outer.start())));
        }
    }
    if let Some(region) = document.quoted_at(tokens.end - 1).map(|index| document.quoted[index]) {
        let after = document.text.get(span.end()..region.inner.end()).is_some_and(is_edge);
        if after && region.inner.end() >= span.end() {
            span = span.cover(Span::new(region.inner.end(), region.outer.end()));
        }
    }
    span.trim(document.text)
}

/// Outside of quotation marks, an "and" or "but" at the end is not part of the content.
fn without_loose_end(document: &Document, tokens: Range<usize>) -> Range<usize> {
    let last = tokens.end - 1;
    let loose = matches!(document.word(last), "and" | "but" | "or" | "while") && document.quoted_at(last).is_none();
    if loose && tokens.len() > 2 { tokens.start..last } else { tokens }
}

/// Whether the gap has only marks, points and blanks, as between the words of a quotation and its marks.
fn is_edge(gap: &str) -> bool {
    gap.len() <= 8 && !gap.contains(char::is_alphanumeric)
}

/// The words of the pieces, joined by one blank, without marks that enclose a whole piece. Next to indirect pieces the
/// marks stay, since they show which words are the speaker's.
pub fn content_text(document: &Document, pieces: &[Span]) -> String {
    let mut words = String::new();
    let mixed = kind_of(document, pieces) == Kind::Mixed;
    for &piece in pieces {
        if !words.is_empty() {
            words.push(' ');
        }
        let piece = if mixed { piece } else { without_marks(document, piece) };
        words.push_str(piece.of(document.text).trim());
    }
    words
}

fn without_marks(document: &Document, piece: Span) -> Span {
    let region = document.quoted_at(document.token_at(piece.start())).map(|index| document.quoted[index]);
    match region {
        Some(region) if region.outer.covers(piece) && (region.outer == piece || !region.closed) => {
            Span::new(region.inner.start().max(piece.start()), region.inner.end().min(piece.end()))
        }
        _ => piece,
    }
}

/// Direct, mixed or indirect, by the share of the words in quotation marks.
///
/// Single marks around one or two words are usually scare quotes, so they do not count.
pub fn kind_of(document: &Document, pieces: &[Span]) -> Kind {
    let (mut inside, mut outside) = (0, 0);
    for &piece in pieces {
        for token in document.tokens_in(piece) {
            if document.tokens[token].kind == TokenKind::Punctuation {
                continue;
            }
            let quoted =
                document.quoted_at(token).is_some_and(|index| document.quoted[index].is_quotation(document.text));
            *(if quoted { &mut inside } else { &mut outside }) += 1;
        }
    }
    match (inside, outside) {
        (0, _) => Kind::Indirect,
        (_, 0) => Kind::Direct,
        _ => Kind::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, words: &str) -> (Document<'static>, Span) {
        let document = Document::new(Box::leak(text.to_owned().into_boxed_str()));
        let start = text.find(words).unwrap();
        let tokens = document.tokens_in(Span::new(start, start + words.len()));
        let span = snap(&document, tokens);
        (document, span)
    }

    #[test]
    fn marks_stay_beside_pieces_without_any() {
        let text = "The bridge, she said, “is dead.”";
        let document = Document::new(text);
        let pieces = ["The bridge", "“is dead.”"].map(|words| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        });
        assert_eq!(content_text(&document, &pieces), "The bridge “is dead.”");
        assert_eq!(content_text(&document, &pieces[1..]), "is dead.");
    }

    #[test]
    fn pieces_snap_to_their_marks_and_texts_drop_them() {
        let cases = [
            ("“I quit,” Smith said.", "I quit", "“I quit,”", "I quit,", Kind::Direct),
            (
                "He is “in his own category,” a man who talks.",
                "in his own category,” a man who talks",
                "“in his own category,” a man who talks",
                "“in his own category,” a man who talks",
                Kind::Mixed,
            ),
            ("She said that it rains.", "that it rains", "that it rains", "that it rains", Kind::Indirect),
            ("“We go on.\nNext.", "We go on", "“We go on.", "We go on.", Kind::Direct),
            ("He called it ‘odd’ there.", "odd", "‘odd’", "odd", Kind::Indirect),
        ];
        for (text, words, snapped, plain, kind) in cases {
            let (document, span) = piece(text, words);
            assert_eq!(span.of(text), snapped);
            assert_eq!(content_text(&document, &[span]), plain);
            assert_eq!(kind_of(&document, &[span]), kind, "{text}");
        }
    }
}
