//! The parser: from the text of a query to an expression.
//!
//! ```text
//! query  = group*                        all must match
//! group  = unit ("OR" unit)*             one must match; binds closer than adjacency
//! unit   = ("-" | "NOT")? atom
//! atom   = word | prefix* | "phrase" | "phrase"~N | field:value | field:"value" | ( query )
//! field  = speaker | topic | kind | polarity | publisher | title | date
//! ```
//!
//! Typographic quotation marks are quotation marks; apostrophes within words are not. Input with a likely meaning is
//! accepted (`AND`, a lone `OR`, empty quotation marks). Other input is an error with its place and a hint. Parsing is
//! linear in the length of the query; length and nesting are limited.

use super::dates::{DateRange, days};
use super::error::QueryError;
use super::lexer::{Token, TokenKind, tokens, unknown_field};
use crate::index::{fold, words};
use crate::quote::{Kind, Polarity};
use crate::span::Span;

/// The longest query, in bytes.
const MAX_QUERY_LENGTH: usize = 8192;
/// The deepest nesting of parentheses.
const DEEPEST: usize = 24;
/// The widest slop of a phrase.
const MAX_SLOP: u32 = 50;

/// A query expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum QueryExpr {
    /// All must match. An empty list matches everything.
    All(Vec<QueryExpr>),
    /// One must match.
    Any(Vec<QueryExpr>),
    /// Must not match.
    Not(Box<QueryExpr>),
    /// The word in any of its forms, as written.
    Word(String),
    /// Words with this prefix, folded.
    Prefix(String),
    /// These folded words in this order, with at most so many other words between them.
    Phrase(Vec<String>, u32),
    /// A condition on a field.
    Field(Field),
}

/// A condition on a field.
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
    /// One of these polarities: affirmed, denied and so on.
    Polarities(Vec<Polarity>),
    /// Within this date range.
    Days(DateRange),
}

impl QueryExpr {
    /// The field conditions that the whole query depends on, each with the query without it.
    pub(crate) fn without_fields(&self) -> Vec<(&Field, QueryExpr)> {
        let parts = match self {
            QueryExpr::All(parts) => parts.as_slice(),
            other => std::slice::from_ref(other),
        };
        let without = |left_out: usize| {
            let rest = parts.iter().enumerate().filter(|(at, _)| *at != left_out);
            QueryExpr::All(rest.map(|(_, part)| part.clone()).collect())
        };
        let fields = parts.iter().enumerate().filter_map(|(at, part)| match part {
            QueryExpr::Field(field) => Some((at, field)),
            _ => None,
        });
        fields.map(|(at, field)| (field, without(at))).collect()
    }

    /// Whether whatever matches has words in a quote or in the name of its speaker: articles do not match then.
    pub(crate) fn demands_words(&self) -> bool {
        match self {
            QueryExpr::All(parts) => parts.iter().any(QueryExpr::demands_words),
            QueryExpr::Any(parts) => !parts.is_empty() && parts.iter().all(QueryExpr::demands_words),
            QueryExpr::Word(_) | QueryExpr::Prefix(_) | QueryExpr::Phrase(..) => true,
            QueryExpr::Not(_) | QueryExpr::Field(_) => false,
        }
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

/// Parses a query.
pub(crate) fn parse(query: &str) -> Result<QueryExpr, QueryError> {
    if query.len() > MAX_QUERY_LENGTH {
        let span = Span::new(char_boundary_before(query, MAX_QUERY_LENGTH), query.len());
        return Err(QueryError::syntax(
            span,
            format!("the query is longer than {MAX_QUERY_LENGTH} bytes"),
            "search for fewer words",
        ));
    }
    let tokens = tokens(query)?;
    let mut parser = Parser { tokens: &tokens, next: 0 };
    let expr = parser.all(0)?;
    match parser.peek() {
        None => Ok(expr),
        Some(token) => Err(QueryError::syntax(token.span, "this `)` closes nothing", "remove it, or add `(` before")),
    }
}

/// The last character boundary of `text` at or before byte `at`.
fn char_boundary_before(text: &str, at: usize) -> usize {
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

    fn all(&mut self, depth: usize) -> Result<QueryExpr, QueryError> {
        let mut parts = Vec::new();
        while self.peek_kind().is_some_and(|kind| *kind != TokenKind::Close) {
            parts.extend(self.group(depth)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { QueryExpr::All(parts) })
    }

    fn group(&mut self, depth: usize) -> Result<Option<QueryExpr>, QueryError> {
        let mut parts: Vec<QueryExpr> = self.unit(depth)?.into_iter().collect();
        while self.peek_kind() == Some(&TokenKind::Or) && self.unit_follows() {
            self.next += 1;
            parts.extend(self.unit(depth)?);
        }
        Ok(if parts.len() > 1 { Some(QueryExpr::Any(parts)) } else { parts.pop() })
    }

    /// Whether a unit follows the `OR` that comes next.
    fn unit_follows(&self) -> bool {
        let after = self.tokens.get(self.next + 1).map(|token| &token.kind);
        after.is_some_and(|kind| !matches!(kind, TokenKind::Close | TokenKind::Or))
    }

    fn unit(&mut self, depth: usize) -> Result<Option<QueryExpr>, QueryError> {
        let mut negated = false;
        while self.peek_kind() == Some(&TokenKind::Not) {
            self.next += 1;
            negated = !negated;
        }
        let atom = self.atom(depth)?;
        Ok(if negated { atom.map(|expr| QueryExpr::Not(Box::new(expr))) } else { atom })
    }

    fn atom(&mut self, depth: usize) -> Result<Option<QueryExpr>, QueryError> {
        let Some(token) = self.peek() else { return Ok(None) };
        if token.kind == TokenKind::Close {
            return Ok(None);
        }
        self.next += 1;
        match &token.kind {
            TokenKind::Open => self.nested(token.span, depth).map(Some),
            TokenKind::Text(text) => Ok(plain(text)),
            TokenKind::Or => Ok(plain("or")),
            TokenKind::Phrase(text, slop) => Ok(phrase(text, (*slop).min(MAX_SLOP))),
            TokenKind::Field { name, value, value_span } => field(name, value, token.span, *value_span).map(Some),
            TokenKind::Not | TokenKind::Close => Ok(None),
        }
    }

    fn nested(&mut self, open: Span, depth: usize) -> Result<QueryExpr, QueryError> {
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

/// Words outside quotation marks. Several words in one token, as in `so-called`, must be adjacent.
fn plain(text: &str) -> Option<QueryExpr> {
    if let Some(begin) = text.strip_suffix('*') {
        return prefix(begin);
    }
    let mut found = words(text);
    let first = found.next()?;
    if found.next().is_some() { phrase(text, 0) } else { Some(QueryExpr::Word(text[first.range].to_owned())) }
}

fn prefix(text: &str) -> Option<QueryExpr> {
    let mut folded: Vec<String> = words(text).map(|word| word.folded).collect();
    let last = QueryExpr::Prefix(folded.pop()?);
    if folded.is_empty() { Some(last) } else { Some(QueryExpr::All(vec![QueryExpr::Phrase(folded, 0), last])) }
}

fn phrase(text: &str, slop: u32) -> Option<QueryExpr> {
    let folded: Vec<String> = words(text).map(|word| word.folded).collect();
    (!folded.is_empty()).then_some(QueryExpr::Phrase(folded, slop))
}

fn field(name: &str, value: &str, span: Span, value_span: Span) -> Result<QueryExpr, QueryError> {
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
    Ok(QueryExpr::Field(field))
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

    fn word(text: &str) -> QueryExpr {
        QueryExpr::Word(text.into())
    }

    fn phrase(text: &str, slop: u32) -> QueryExpr {
        QueryExpr::Phrase(text.split(' ').map(str::to_owned).collect(), slop)
    }

    #[test]
    fn only_quotes_have_words() {
        for query in ["a", "a*", "\"a b\"", "a -b", "a speaker:b", "a OR b", "(a OR b) publisher:c"] {
            assert!(parse(query).unwrap().demands_words(), "{query}");
        }
        for query in ["", "-a", "publisher:c", "a OR publisher:c", "date:2024 -a"] {
            assert!(!parse(query).unwrap().demands_words(), "{query}");
        }
    }

    #[test]
    fn what_can_be_written() {
        let speaker = QueryExpr::Field(Field::Speaker("Adam Isacson".into()));
        for (query, expr) in [
            ("", QueryExpr::All(vec![])),
            ("weapons", word("weapons")),
            ("don't", word("don't")),
            ("a b", QueryExpr::All(vec![word("a"), word("b")])),
            ("“A step, in” ", phrase("a step in", 0)),
            ("«a b»~3", phrase("a b", 3)),
            ("‘it isn’t so’", phrase("it isnt so", 0)),
            ("so-called", phrase("so called", 0)),
            ("-a", QueryExpr::Not(Box::new(word("a")))),
            ("NOT -a", word("a")),
            ("a b OR c", QueryExpr::All(vec![word("a"), QueryExpr::Any(vec![word("b"), word("c")])])),
            ("OR", word("or")),
            ("(a b) OR c", QueryExpr::Any(vec![QueryExpr::All(vec![word("a"), word("b")]), word("c")])),
            ("Econom*", QueryExpr::Prefix("econom".into())),
            ("speaker:\"Adam Isacson\"", speaker.clone()),
            ("Speaker: “Adam Isacson”", speaker),
            ("12:30", phrase("12 30", 0)),
            ("note: \"\" — 😀", word("note")),
            ("kind:direct,mixed", QueryExpr::Field(Field::Kinds(vec![Kind::Direct, Kind::Mixed]))),
            (
                "polarity:denied,Not-Said",
                QueryExpr::Field(Field::Polarities(vec![Polarity::Denied, Polarity::NotSaid])),
            ),
        ] {
            assert_eq!(parse(query).unwrap(), expr, "{query}");
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
