//! The language of queries: from what was typed to a tree.
//!
//! ```text
//! query  = group*                        all must hold
//! group  = unit ("OR" unit)*             one must hold; binds closer than standing side by side
//! unit   = ("-" | "NOT")? atom
//! atom   = word | prefix* | "phrase" | "phrase"~N | field:value | field:"value" | ( query )
//! field  = speaker | topic | kind | polarity | publisher | title | date
//! ```
//!
//! Typographic marks are marks; apostrophes within words are not. What has a likely meaning is taken so (`AND`, a lone
//! `OR`, empty marks); what has none is an error that names its place and the cure. Reading takes time in proportion to
//! the query, whose length and depth are limited.

use super::dates::{Days, days};
use super::error::QueryError;
use super::lexer::{Token, TokenKind, tokens, unknown_field};
use crate::index::{fold, words};
use crate::quote::{Kind, Polarity};
use crate::span::Span;

/// Longest query, in bytes.
const LONGEST: usize = 8192;
/// Deepest nesting of parentheses.
const DEEPEST: usize = 24;
/// Widest gap of a phrase.
const WIDEST: u32 = 50;

/// A query as a tree.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ask {
    /// Everything must hold. Without anything it always does.
    All(Vec<Ask>),
    /// One must hold.
    Any(Vec<Ask>),
    /// Must not hold.
    Not(Box<Ask>),
    /// The word in any of its forms, as written.
    Word(String),
    /// A word that begins so, folded.
    Prefix(String),
    /// These folded words in this order, with at most so many others between them.
    Phrase(Vec<String>, u32),
    /// A condition on what is known of the quote.
    Field(Field),
}

/// A condition on what is known of the quote.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Field {
    /// Words of name or alias, or an id.
    Speaker(String),
    /// A topic.
    Topic(String),
    /// Newspaper, agency or site.
    Publisher(String),
    /// Words of the headline.
    Title(String),
    /// One of these kinds.
    Kinds(Vec<Kind>),
    /// Said, denied and so on: one of these.
    Polarities(Vec<Polarity>),
    /// Within these days.
    Days(Days),
}

impl Ask {
    /// The conditions on fields that the whole query depends on, as typed, each with the query without it.
    pub(crate) fn without_fields(&self) -> Vec<(&Field, Ask)> {
        let parts = match self {
            Ask::All(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        let without = |left_out: usize| {
            let rest = parts.iter().enumerate().filter(|(at, _)| *at != left_out);
            Ask::All(rest.map(|(_, part)| part.clone()).collect())
        };
        let fields = parts.iter().enumerate().filter_map(|(at, part)| match part {
            Ask::Field(field) => Some((at, field)),
            _ => None,
        });
        fields.map(|(at, field)| (field, without(at))).collect()
    }
}

impl std::fmt::Display for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let value = |text: &str| if text.contains(' ') { format!("\"{text}\"") } else { text.to_owned() };
        match self {
            Field::Speaker(text) => write!(f, "speaker:{}", value(text)),
            Field::Topic(text) => write!(f, "topic:{}", value(text)),
            Field::Publisher(text) => write!(f, "publisher:{}", value(text)),
            Field::Title(text) => write!(f, "title:{}", value(text)),
            Field::Kinds(kinds) => {
                write!(f, "kind:{}", kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(","))
            }
            Field::Polarities(polarities) => {
                write!(f, "polarity:{}", polarities.iter().map(|one| one.name()).collect::<Vec<_>>().join(","))
            }
            Field::Days(days) => write!(f, "date:{days}"),
        }
    }
}

/// Reads a query.
pub(crate) fn parse(query: &str) -> Result<Ask, QueryError> {
    if query.len() > LONGEST {
        let span = Span::new(border(query, LONGEST), query.len());
        return Err(QueryError::syntax(
            span,
            format!("the query is longer than {LONGEST} bytes"),
            "search for fewer words",
        ));
    }
    let tokens = tokens(query)?;
    let mut parser = Parser { tokens: &tokens, next: 0 };
    let ask = parser.all(0)?;
    match parser.peek() {
        None => Ok(ask),
        Some(token) => Err(QueryError::syntax(token.span, "this `)` closes nothing", "remove it, or add `(` before")),
    }
}

/// The last character border of `text` up to byte `at`.
fn border(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

struct Parser<'q> {
    tokens: &'q [Token<'q>],
    next: usize,
}

impl<'q> Parser<'q> {
    fn peek(&self) -> Option<&'q Token<'q>> {
        self.tokens.get(self.next)
    }

    fn peek_kind(&self) -> Option<&'q TokenKind<'q>> {
        self.peek().map(|token| &token.kind)
    }

    fn all(&mut self, depth: usize) -> Result<Ask, QueryError> {
        let mut parts = Vec::new();
        while self.peek_kind().is_some_and(|kind| *kind != TokenKind::Close) {
            parts.extend(self.group(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Ask::All(parts) })
    }

    fn group(&mut self, depth: usize) -> Result<Option<Ask>, QueryError> {
        let mut parts: Vec<Ask> = self.unit(depth)?.into_iter().collect();
        while self.peek_kind() == Some(&TokenKind::Or) && self.unit_follows() {
            self.next += 1;
            parts.extend(self.unit(depth)?);
        }
        Ok(if parts.len() > 1 { Some(Ask::Any(parts)) } else { parts.pop() })
    }

    /// Whether something stands behind the `OR` that comes next.
    fn unit_follows(&self) -> bool {
        let after = self.tokens.get(self.next + 1).map(|token| &token.kind);
        after.is_some_and(|kind| !matches!(kind, TokenKind::Close | TokenKind::Or))
    }

    fn unit(&mut self, depth: usize) -> Result<Option<Ask>, QueryError> {
        let mut negated = false;
        while self.peek_kind() == Some(&TokenKind::Not) {
            self.next += 1;
            negated = !negated;
        }
        let atom = self.atom(depth)?;
        Ok(if negated { atom.map(|ask| Ask::Not(Box::new(ask))) } else { atom })
    }

    fn atom(&mut self, depth: usize) -> Result<Option<Ask>, QueryError> {
        let Some(token) = self.peek() else { return Ok(None) };
        if token.kind == TokenKind::Close {
            return Ok(None);
        }
        self.next += 1;
        match &token.kind {
            TokenKind::Open => self.nested(token.span, depth).map(Some),
            TokenKind::Text(text) => Ok(plain(text)),
            TokenKind::Or => Ok(plain("or")),
            TokenKind::Phrase(text, slop) => Ok(phrase(text, (*slop).min(WIDEST))),
            TokenKind::Field { name, value, value_span } => field(name, value, token.span, *value_span).map(Some),
            TokenKind::Not | TokenKind::Close => Ok(None),
        }
    }

    fn nested(&mut self, open: Span, depth: usize) -> Result<Ask, QueryError> {
        if depth >= DEEPEST {
            return Err(QueryError::syntax(open, "too many nested parentheses", "simplify the query"));
        }
        let inside = self.all(depth + 1)?;
        if self.peek().is_none() {
            return Err(QueryError::syntax(open, "this `(` is never closed", "add `)`, or remove it"));
        }
        self.next += 1;
        Ok(inside)
    }
}

/// Words outside marks. Several in one piece, as in `so-called`, belong side by side.
fn plain(text: &str) -> Option<Ask> {
    if let Some(begin) = text.strip_suffix('*') {
        return prefix(begin);
    }
    let mut found = words(text);
    let first = found.next()?;
    if found.next().is_some() { phrase(text, 0) } else { Some(Ask::Word(text[first.range].to_owned())) }
}

fn prefix(text: &str) -> Option<Ask> {
    let mut folded: Vec<String> = words(text).map(|word| word.folded).collect();
    let last = Ask::Prefix(folded.pop()?);
    if folded.is_empty() { Some(last) } else { Some(Ask::All(vec![Ask::Phrase(folded, 0), last])) }
}

fn phrase(text: &str, slop: u32) -> Option<Ask> {
    let folded: Vec<String> = words(text).map(|word| word.folded).collect();
    (!folded.is_empty()).then_some(Ask::Phrase(folded, slop))
}

fn field(name: &str, value: &str, span: Span, value_span: Span) -> Result<Ask, QueryError> {
    let text = value.to_owned();
    let field = match name.to_ascii_lowercase().as_str() {
        "kind" => Field::Kinds(kinds(value, value_span)?),
        "polarity" => Field::Polarities(polarities(value, value_span)?),
        "date" => Field::Days(days(value, value_span)?),
        _ if fold(value).is_empty() => {
            return Err(QueryError::syntax(
                span,
                format!("`{name}:` has no value"),
                format!("write `{name}:word` or `{name}:\"words\"`"),
            ));
        }
        "speaker" => Field::Speaker(text),
        "topic" => Field::Topic(text),
        "publisher" => Field::Publisher(text),
        "title" => Field::Title(text),
        _ => return Err(unknown_field(name, span)),
    };
    Ok(Ask::Field(field))
}

fn kinds(value: &str, span: Span) -> Result<Vec<Kind>, QueryError> {
    let kind = |name: &str| Kind::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name.trim()));
    let found: Option<Vec<Kind>> = value.split(',').map(kind).collect();
    found.ok_or_else(|| {
        QueryError::syntax(span, format!("unknown kind `{value}`"), "kinds are direct, mixed and indirect")
    })
}

fn polarities(value: &str, span: Span) -> Result<Vec<Polarity>, QueryError> {
    let plain = |name: &str| name.trim().to_ascii_lowercase().replace(['-', ' '], "_");
    let polarity = |name: &str| Polarity::ALL.into_iter().find(|polarity| polarity.name() == plain(name));
    let found: Option<Vec<Polarity>> = value.split(',').map(polarity).collect();
    found.ok_or_else(|| {
        let all = "polarities are affirmed, denied, not_said, hypothetical and disputed";
        QueryError::syntax(span, format!("there is no polarity `{value}`"), all)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Ask {
        Ask::Word(text.into())
    }

    fn phrase(text: &str, slop: u32) -> Ask {
        Ask::Phrase(text.split(' ').map(str::to_owned).collect(), slop)
    }

    #[test]
    fn what_can_be_written() {
        let speaker = Ask::Field(Field::Speaker("Adam Isacson".into()));
        for (query, ask) in [
            ("", Ask::All(vec![])),
            ("weapons", word("weapons")),
            ("don't", word("don't")),
            ("a b", Ask::All(vec![word("a"), word("b")])),
            ("“A step, in” ", phrase("a step in", 0)),
            ("«a b»~3", phrase("a b", 3)),
            ("‘it isn’t so’", phrase("it isnt so", 0)),
            ("so-called", phrase("so called", 0)),
            ("-a", Ask::Not(Box::new(word("a")))),
            ("NOT -a", word("a")),
            ("a b OR c", Ask::All(vec![word("a"), Ask::Any(vec![word("b"), word("c")])])),
            ("OR", word("or")),
            ("(a b) OR c", Ask::Any(vec![Ask::All(vec![word("a"), word("b")]), word("c")])),
            ("Econom*", Ask::Prefix("econom".into())),
            ("speaker:\"Adam Isacson\"", speaker.clone()),
            ("Speaker: “Adam Isacson”", speaker),
            ("12:30", phrase("12 30", 0)),
            ("note: \"\" — 😀", word("note")),
            ("kind:direct,mixed", Ask::Field(Field::Kinds(vec![Kind::Direct, Kind::Mixed]))),
            ("polarity:denied,Not-Said", Ask::Field(Field::Polarities(vec![Polarity::Denied, Polarity::NotSaid]))),
        ] {
            assert_eq!(parse(query).unwrap(), ask, "{query}");
        }
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        for (query, wrong) in [
            ("a \"b c", "\""),
            ("a (b", "("),
            ("a) b", ")"),
            ("who:petro a", "who:petro"),
            ("a speaker:", "speaker:"),
            ("kind:loud", "loud"),
            ("polarity:maybe", "maybe"),
            ("é date:2024-13", "2024-13"),
        ] {
            let error = parse(query).unwrap_err();
            assert_eq!(error.span().unwrap().of(query), wrong, "{query}");
            assert!(error.hint().is_some());
        }
        assert!(parse(&"(".repeat(5000)).is_err());
        assert!(parse(&"é".repeat(9000)).is_err());
    }

    proptest::proptest! {
        #[test]
        fn any_string_is_read_or_refused_with_a_place(query in "[ -~“”‘’«»é*()\"':~-]{0,60}|\\PC{0,60}") {
            if let Err(error) = parse(&query) {
                let span = error.span().unwrap();
                proptest::prop_assert!(span.end() <= query.len() && query.get(span.range()).is_some());
            }
        }
    }
}
