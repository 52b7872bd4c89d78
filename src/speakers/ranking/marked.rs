//! Articles for tests, with marked attributions: `{Bob Ray} said [it rains].`
//!
//! Brackets enclose the contents, braces the sources, both in the order of the attributions; `{}` is no source. The word
//! after a source is its cue, `<asked>` the cue of the last `{}`, and a source before a colon is the label of a
//! transcript. The names are those of [`CAST`].

use super::super::entity_roles::entities_with_roles;
use super::super::entity_type::EntityType;
use super::super::name::{Name, is_title, title_key};
use super::super::role_words::role_words_of;
use super::article::ArticleContext;
use super::candidate::{Candidate, CandidateType};
use super::history::History;
use super::rows::{Rows, candidate_names, shared_names};
use crate::attribution::Attribution;
use crate::lexicon::TITLES;
use crate::model::WordClasses;
use crate::quote::{AttributionPattern, AttributionType, Kind, Polarity};
use crate::span::Span;
use crate::text::{Document, TokenKind};

/// The names in these articles.
pub(in crate::speakers) const CAST: [(&str, EntityType); 10] = [
    ("Acme Bank", EntityType::Organisation),
    ("Ann Lee", EntityType::Person),
    ("Bank of Norland", EntityType::Organisation),
    ("Bob Ray", EntityType::Person),
    ("Lee", EntityType::Person),
    ("Leeds", EntityType::Place),
    ("Orion Institute", EntityType::Organisation),
    ("Ray", EntityType::Person),
    ("Velbo", EntityType::Organisation),
    ("Zarnic", EntityType::Unclear),
];

/// A source of each class, with the end of the names of its features.
pub(super) const SOURCES: [(&str, &str); 14] = [
    ("", "none"),
    ("He", "he"),
    ("She", "she"),
    ("They", "they"),
    ("It", "it"),
    ("I", "first"),
    ("We", "we"),
    ("Who", "relative"),
    ("Others", "other"),
    ("Ann Lee", "name"),
    ("The mayor", "definite"),
    ("A mayor", "indefinite"),
    ("His aunt", "possessive"),
    ("Officials", "bare"),
];

/// An article whose attribution has a candidate of each type, and these candidates with the end of the names of their
/// features.
pub(super) const EVERY_TYPE: &str =
    "Ann Lee and Bob Ray left Acme Bank in Leeds. Zarnic saw a nurse. {The mayor of the coast} said [it rains].";
pub(super) const TYPES: [(&str, &str); CandidateType::COUNT] = [
    ("Ann Lee", "person"),
    ("Acme Bank", "organisation"),
    ("Leeds", "place"),
    ("Zarnic", "unclear"),
    ("Ann Lee and Bob Ray", "pair"),
    ("The mayor of the coast", "own_words"),
    ("The mayor", "own_head"),
    ("a nurse", "antecedent"),
    ("", "nobody"),
];

/// A text, and where its contents and sources are.
pub(in crate::speakers) struct Marked {
    pub text: String,
    contents: Vec<Span>,
    sources: Vec<Span>,
    /// The cues that are marked, one for each source.
    cues: Vec<Option<Span>>,
}

impl Marked {
    pub fn new(marked: &str) -> Self {
        let (mut text, mut contents, mut sources) = (String::new(), Vec::new(), Vec::new());
        let (mut cues, mut open, mut begun) = (Vec::new(), Vec::new(), 0);
        for c in marked.chars() {
            match c {
                '[' => {
                    open.push(contents.len());
                    contents.push(Span::new(text.len(), text.len()));
                }
                ']' => {
                    let content: usize = open.pop().expect("an open bracket");
                    contents[content] = Span::new(contents[content].start(), text.len());
                }
                '{' => begun = text.len(),
                '}' => {
                    sources.push(Span::new(begun, text.len()));
                    cues.push(None);
                }
                '<' => begun = text.len(),
                '>' => *cues.last_mut().expect("a source before its cue") = Some(Span::new(begun, text.len())),
                c => text.push(c),
            }
        }
        assert_eq!(contents.len(), sources.len(), "a content for each source: {marked}");
        Self { text, contents, sources, cues }
    }

    pub fn attributions(&self, document: &Document) -> Vec<Attribution> {
        self.contents
            .iter()
            .zip(self.sources.iter().zip(&self.cues))
            .map(|(&content, (&source, &cue))| attribution(document, content, source, cue))
            .collect()
    }
}

fn attribution(document: &Document, content: Span, source: Span, cue: Option<Span>) -> Attribution {
    let words = document.tokens_in(content);
    let source = Some(document.tokens_in(source)).filter(|source| !source.is_empty());
    let labelled = source.as_ref().is_some_and(|source| document.word(source.end) == ":");
    let is_cue = |&token: &usize| document.tokens[token].kind == TokenKind::Word && !words.contains(&token);
    let behind = source.as_ref().map(|source| source.end).filter(is_cue);
    let cue = cue.map(|cue| document.tokens_in(cue).start).or(behind);
    Attribution {
        content: vec![content],
        cue: cue.map(|cue| cue..cue + 1),
        source,
        kind: if document.quoted_at(words.start).is_some() { Kind::Direct } else { Kind::Indirect },
        report: AttributionType::Statement,
        polarity: Polarity::Affirmed,
        ground: None,
        found: if labelled { AttributionPattern::Transcript } else { AttributionPattern::Cue },
        confidence: 0.9,
    }
}

/// The names of the document that are in `cast`, with the titles before them.
pub(in crate::speakers) fn names_in(document: &Document, cast: &[(&str, EntityType)]) -> Vec<Name> {
    let is_at =
        |name: &str, token: usize| name.split(' ').enumerate().all(|(at, word)| document.word(token + at) == word);
    let title = document
        .paragraphs
        .first()
        .filter(|first| document.paragraphs.len() > 1 && document.tokens[first.end - 1].kind != TokenKind::Punctuation);
    let (mut names, mut next): (Vec<Name>, usize) = (Vec::new(), 0);
    while next < document.tokens.len() {
        let here = cast.iter().filter(|(name, _)| is_at(name, next)).max_by_key(|(name, _)| name.len());
        let Some((name, entity_type)) = here else {
            next += 1;
            continue;
        };
        let free = names.last().map_or(0, |name| name.tokens.end);
        let is_title = |&token: &usize| document.is_capitalised(token) && is_title(document, token);
        let titles = (free..next).rev().take_while(is_title).count();
        let gender = (next - titles..next).find_map(|token| TITLES.gender(title_key(document.lower(token))));
        let tokens = next..next + name.split(' ').count();
        next = tokens.end;
        names.push(Name {
            titles: tokens.start - titles..tokens.start,
            headline: title.is_some_and(|title| title.contains(&tokens.start)),
            tokens,
            entity_type: *entity_type,
            gender,
        });
    }
    names
}

/// Calls `read` with a marked article.
pub(in crate::speakers) fn with_marked<T>(marked: &str, read: impl FnOnce(&ArticleContext) -> T) -> T {
    let marked = Marked::new(marked);
    let document = Document::new(&marked.text);
    let names = names_in(&document, &CAST);
    let (entities, roles) = entities_with_roles(&document, &names);
    let role_words = role_words_of(&entities, &roles);
    let attributions = marked.attributions(&document);
    let words = WordClasses::default();
    read(&ArticleContext::new(&document, &names, &entities, &role_words, &attributions, &words))
}

/// The index of the entity with this name.
pub(super) fn entity_named(article: &ArticleContext, name: &str) -> usize {
    let found = article.entities.all.iter().position(|entity| entity.name == name);
    found.unwrap_or_else(|| panic!("no entity {name}"))
}

/// The index of the first candidate with this name; nobody has none.
pub(super) fn candidate_named(article: &ArticleContext, candidates: &[Candidate], name: &str) -> usize {
    let found = candidates.iter().position(|one| article.name_of(&one.referent).unwrap_or_default() == name);
    found.unwrap_or_else(|| panic!("no candidate {name}"))
}

/// The rows of the last attribution, and the history before it: every name or description in a source spoke itself.
pub(super) fn last_rows(article: &ArticleContext) -> (Rows, History) {
    let mut history = History::default();
    let last = article.instances.len() - 1;
    for number in 0..last {
        let rows = Rows::new(article, number, &history);
        let named = rows.states.iter().position(|state| state.in_source.is_some());
        let own = rows.candidates.iter().position(|one| one.candidate_type == CandidateType::OwnWords);
        let best = named.or(own).unwrap_or(rows.candidates.len() - 1);
        history.add(number, &rows.candidates[best], 0.9);
    }
    (Rows::new(article, last, &history), history)
}

/// Asserts that the candidate with this name has these features for the last attribution; nobody has no name.
#[track_caller]
pub(super) fn assert_features(marked: &str, candidate: &str, expected: &[(&str, f32)]) {
    let found: Vec<(&str, f32)> = with_marked(marked, |article| {
        let (rows, _) = last_rows(article);
        let width = candidate_names().len();
        let at = candidate_named(article, &rows.candidates, candidate);
        let own = &rows.rows[at * width..(at + 1) * width];
        let names = shared_names().iter().chain(candidate_names());
        let all: Vec<_> = names.copied().zip(rows.shared.iter().chain(own).copied()).collect();
        let find = |name: &str| all.iter().find(|(one, _)| *one == name).copied();
        expected.iter().map(|(name, _)| find(name).unwrap_or_else(|| panic!("no feature {name}"))).collect()
    });
    let differs = |((_, found), (_, expected)): &(&(&str, f32), &(&str, f32))| (found - expected).abs() > 1e-4;
    let wrong: Vec<_> = found.iter().zip(expected).filter(differs).map(|(found, _)| found).collect();
    assert!(wrong.is_empty(), "{candidate} has {wrong:?} in {marked}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_attributions_and_the_cast_becomes_names() {
        let text = "Mrs. Lee waited. {Ann Lee} said [{he} said [it rains]]. {}[“Yes.”]";
        with_marked(text, |article| {
            let words =
                |tokens: &std::ops::Range<usize>| article.document.span(tokens.clone()).of(article.document.text);
            let sources: Vec<_> = article.instances.iter().map(|one| one.source.as_ref().map(words)).collect();
            assert_eq!(sources, [Some("Ann Lee"), Some("he"), None]);
            let contents: Vec<_> = article.instances.iter().map(|one| words(&one.content)).collect();
            assert_eq!(contents, ["he said it rains", "it rains", "“Yes.”"]);
            assert_eq!(article.instances[0].cue.as_ref().map(words), Some("said"));
            let names: Vec<_> = article.names.iter().map(|name| (words(&name.titles), words(&name.tokens))).collect();
            assert_eq!(names, [("Mrs.", "Lee"), ("", "Ann Lee")]);
            assert_eq!(article.entities.of_name, [0, 0]);
        });
    }
}
