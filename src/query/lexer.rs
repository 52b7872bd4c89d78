//! The lexer: splits a query into tokens, each with its place.

use super::error::QueryError;
use crate::index::is_apostrophe;
use crate::span::Span;

/// The field names that may stand before a colon.
const FIELDS: [&str; 7] = ["speaker", "topic", "kind", "polarity", "publisher", "title", "date"];

/// A token of a query.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token<'q> {
    pub kind: TokenKind<'q>,
    pub span: Span,
}

/// The kind of a token.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TokenKind<'q> {
    Open,
    Close,
    Or,
    Not,
    /// Text without whitespace.
    Text(&'q str),
    /// The text within quotation marks, and the number after `~`.
    Phrase(&'q str, u32),
    /// `name:value`.
    Field {
        name: &'q str,
        value: &'q str,
        value_span: Span,
    },
}

/// The tokens of `query`, in order.
pub(crate) fn tokens(query: &str) -> Result<Vec<Token<'_>>, QueryError> {
    let mut lexer = Lexer { query, at: 0 };
    let mut found = Vec::new();
    while let Some(token) = lexer.token()? {
        found.push(token);
    }
    Ok(found)
}

/// The error for an unknown field name before a colon.
pub(crate) fn unknown_field(name: &str, span: Span) -> QueryError {
    let hint = format!("fields are {}; put it in quotation marks to search for it as text", FIELDS.join(", "));
    QueryError::syntax(span, format!("unknown field `{name}`"), hint)
}

struct Lexer<'q> {
    query: &'q str,
    at: usize,
}

impl<'q> Lexer<'q> {
    fn rest(&self) -> &'q str {
        &self.query[self.at..]
    }

    fn skip_blanks(&mut self) {
        self.at = self.query.len() - self.rest().trim_start().len();
    }

    fn token(&mut self) -> Result<Option<Token<'q>>, QueryError> {
        self.skip_blanks();
        let start = self.at;
        let Some(first) = self.rest().chars().next() else { return Ok(None) };
        let kind = match first {
            '(' => self.one(TokenKind::Open),
            ')' => self.one(TokenKind::Close),
            '-' if self.negates() => self.one(TokenKind::Not),
            _ if is_mark(first) => self.phrase()?,
            '‘' | '‹' => self.single_phrase().unwrap_or_else(|| self.text()),
            _ => self.text(),
        };
        let kind = self.with_field(kind, start)?;
        Ok(Some(Token { kind, span: Span::new(start, self.at) }))
    }

    fn one(&mut self, kind: TokenKind<'q>) -> TokenKind<'q> {
        self.at += 1;
        kind
    }

    /// Whether the minus that comes next negates something.
    fn negates(&self) -> bool {
        self.rest()[1..].chars().next().is_some_and(|c| !c.is_whitespace() && c != '-' && c != ')')
    }

    fn phrase(&mut self) -> Result<TokenKind<'q>, QueryError> {
        let open = self.mark_span();
        let inside = &self.query[open.end()..];
        let Some(length) = inside.find(is_mark) else {
            return Err(QueryError::syntax(open, "this quotation mark is never closed", "add one, or remove it"));
        };
        self.at = open.end() + length;
        self.at = self.mark_span().end();
        Ok(TokenKind::Phrase(&inside[..length], self.slop()))
    }

    /// The character that comes next.
    fn mark_span(&self) -> Span {
        Span::new(self.at, self.at + self.rest().chars().next().map_or(0, char::len_utf8))
    }

    /// A phrase in single typographic quotation marks, if they are closed.
    fn single_phrase(&mut self) -> Option<TokenKind<'q>> {
        let from = self.mark_span().end();
        let inside = &self.query[from..];
        let closes = |&(at, c): &(usize, char)| matches!(c, '’' | '›') && !within_word(inside, at, c);
        let (length, mark) = inside.char_indices().find(closes)?;
        self.at = from + length + mark.len_utf8();
        Some(TokenKind::Phrase(&inside[..length], self.slop()))
    }

    fn slop(&mut self) -> u32 {
        let Some(number) = self.rest().strip_prefix('~') else { return 0 };
        let digits = number.bytes().take_while(u8::is_ascii_digit).count();
        self.at += 1 + digits;
        if digits == 0 { 0 } else { number[..digits].parse().unwrap_or(u32::MAX) }
    }

    fn text(&mut self) -> TokenKind<'q> {
        let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')') || is_mark(c);
        let rest = self.rest();
        let text = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += text.len();
        match text {
            "OR" => TokenKind::Or,
            "NOT" => TokenKind::Not,
            // Adjacent terms already mean AND.
            "AND" => TokenKind::Text(""),
            _ => TokenKind::Text(text),
        }
    }

    /// Reads the field value when `kind` is a text that begins with a field name.
    fn with_field(&mut self, kind: TokenKind<'q>, start: usize) -> Result<TokenKind<'q>, QueryError> {
        let TokenKind::Text(text) = kind else { return Ok(kind) };
        let Some((name, value)) = text.split_once(':') else { return Ok(kind) };
        let known = FIELDS.iter().any(|field| field.eq_ignore_ascii_case(name));
        if !known {
            let is_name = !name.is_empty() && name.chars().all(char::is_alphabetic);
            let has_value = value.starts_with(char::is_alphanumeric);
            return if is_name && has_value { Err(unknown_field(name, Span::new(start, self.at))) } else { Ok(kind) };
        }
        if !value.is_empty() {
            let value_span = Span::new(self.at - value.len(), self.at);
            return Ok(TokenKind::Field { name, value, value_span });
        }
        self.value(name, start)
    }

    /// The value after the colon, which may be quoted or stand after whitespace.
    fn value(&mut self, name: &'q str, start: usize) -> Result<TokenKind<'q>, QueryError> {
        let colon = Span::new(start, self.at);
        self.skip_blanks();
        let from = self.at;
        let next = match self.rest().chars().next() {
            Some(first) if is_mark(first) => self.phrase()?,
            Some('‘' | '‹') => self.single_phrase().unwrap_or_else(|| self.text()),
            Some(_) => self.text(),
            None => TokenKind::Close,
        };
        match next {
            TokenKind::Phrase(value, _) | TokenKind::Text(value) if !value.trim().is_empty() => {
                let value_span = Span::new(from, self.at);
                Ok(TokenKind::Field { name, value, value_span })
            }
            _ => {
                let hint = format!("write `{name}:word` or `{name}:\"several words\"`");
                Err(QueryError::syntax(colon, format!("`{name}:` has no value"), hint))
            }
        }
    }
}

/// Whether `c` opens or closes a quotation, whatever is adjacent to it.
fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// Whether the mark `c` at byte `at` is an apostrophe between two letters.
fn within_word(text: &str, at: usize, c: char) -> bool {
    let before = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let after = text[at + c.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric);
    is_apostrophe(c) && before && after
}
