//! Words of saying right behind a quotation are its own, and so is what "told reporters" tells.
//!
//! The linker weighs evidence from afar; that a quotation's sentence goes on with "said Ann Lee" settles whose it is.

use std::collections::BTreeMap;
use std::ops::Range;

use super::link::Link;
use super::marked::{all_marked, any_marked, marks, words};
use super::rule::Rule;
use super::second_look::name_or_pronoun;
use super::taken::Taken;
use super::verbs::is_verb_of_saying;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// Most tokens of a source found so.
const LONGEST: usize = 9;

/// How sure such a reading is.
const CERTAINTY: f32 = 0.8;

/// "“A,” she said. “B,” said Bo Lind."
pub(super) static ADJACENT: Rule = Rule {
    id: "adjacent-words-of-saying",
    sentence: "A quotation whose sentence goes on with a verb of saying and its subject belongs to these, not to others before.",
    apply: |document, links| {
        let mut moved: Vec<Link> = Vec::new();
        for link in links.iter_mut() {
            take_adjacent(document, link, &mut moved);
        }
        links.retain(|link| !link.contents.is_empty());
        let mut by_cue: BTreeMap<usize, usize> = BTreeMap::new();
        by_cue.extend(links.iter().enumerate().filter_map(|(at, link)| Some((link.cue.as_ref()?.end, at))));
        for link in moved {
            let Some(cue) = link.cue.clone() else { continue };
            let other = by_cue.range(cue.start + 1..).next().map(|(_, &at)| at);
            let other = other.filter(|&at| links[at].cue.as_ref().is_some_and(|other| other.start < cue.end));
            let Some(other) = other.and_then(|at| links.get_mut(at)) else {
                by_cue.insert(cue.end, links.len());
                links.push(link);
                continue;
            };
            other.contents.extend(link.contents);
            other.contents.sort_by_key(|content| content.start);
            other.source = other.source.take().or(link.source);
        }
    },
    holds: &[
        (
            "[W “It rains,”] [S she] [C said]. [W “It will not stop,”] replied Bo Lind.",
            "[W “It rains,”] [S she] [C said]. [W2 “It will not stop,”] [C2 replied] [S2 Bo Lind].",
        ),
        ("[W “Does it rain?”] reporter Bo Lind asked Ann.", "[W “Does it rain?”] [S reporter Bo Lind] [C asked] Ann."),
        (
            "[W “It rains,”] [S she] [C said]. [W “It will not,”] [C2 said] [S2 Bo Lind], a guest. [W2 “It is dry.”]",
            "[W “It rains,”] [S she] [C said]. [W2 “It will not,”] [C2 said] [S2 Bo Lind], a guest. [W2 “It is dry.”]",
        ),
    ],
    fails: &[
        "[S She] [C said]: [W “It rains,”] and told Bo Lind to leave.",
        "[W “It rains,”] [S she] [C said]. [W “It will not stop.”] Bo Lind said no more.",
    ],
};

/// Moves those pieces of `link` to `moved` behind which other words of saying stand.
fn take_adjacent(document: &Document, link: &mut Link, moved: &mut Vec<Link>) {
    for at in (0..link.contents.len()).rev() {
        let content = link.contents[at].clone();
        let sentence = document.sentence_of(content.end - 1);
        let told = link.cue.as_ref().is_some_and(|cue| document.sentence_of(cue.start) == sentence);
        if told || !all_marked(document, &content) {
            continue;
        }
        let Some((source, cue)) = words_of_saying(document, &content) else { continue };
        let contents = link.contents.split_off(at);
        moved.push(Link {
            contents: contents[..1].to_vec(),
            cue: Some(cue),
            source: Some(source),
            certainty: [link.certainty[0], CERTAINTY, CERTAINTY, CERTAINTY],
        });
        link.contents.extend_from_slice(&contents[1..]);
    }
}

/// Source and cue right behind the marks that close behind `content`.
fn words_of_saying(document: &Document, content: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let region = marks(document, content.end - 1).filter(|region| region.closed)?;
    let start = document.tokens_in(region.outer).end;
    let sentence = document.sentences.get(document.sentence_of(content.end - 1))?.clone();
    if start < content.end || start > content.end + 3 || start >= sentence.end {
        return None;
    }
    let is_verb = |token: usize| is_verb_of_saying(document.lower(token));
    if is_verb(start) {
        let source = subject(document, start + 1..sentence.end)?;
        return Some((source, start..start + 1));
    }
    let plain = |&token: &usize| document.tokens[token].kind != TokenKind::Punctuation;
    let verb = (start..sentence.end.min(start + LONGEST)).take_while(plain).find(|&token| is_verb(token))?;
    let source = subject(document, start..verb).filter(|source| source.end == verb)?;
    Some((source, verb..verb + 1))
}

/// The name, pronoun, or noun for a person or a body with which `tokens` begin.
fn subject(document: &Document, tokens: Range<usize>) -> Option<Range<usize>> {
    if matches!(document.lower(tokens.start), "he" | "she" | "they" | "we" | "i") {
        return Some(tokens.start..tokens.start + 1);
    }
    let ends = |&token: &usize| {
        document.tokens[token].kind == TokenKind::Punctuation
            || matches!(
                document.lower(token),
                "who" | "in" | "on" | "at" | "after" | "before" | "when" | "as" | "during" | "to" | "with" | "and"
            )
            || document.is_on(List::Calendar, token)
            || is_verb_of_saying(document.lower(token)) && document.word(token).starts_with(char::is_lowercase)
    };
    let end = tokens.clone().find(ends).unwrap_or(tokens.end);
    let source = tokens.start..end;
    let named = source.clone().any(|token| document.is_capitalised(token));
    let noun = source
        .clone()
        .any(|token| [List::PersonNouns, List::GroupNouns].into_iter().any(|list| document.is_on(list, token)));
    (!source.is_empty() && source.len() <= LONGEST && (named || noun)).then_some(source)
}

/// "Bo Lind told reporters the port would close."
pub(super) static TOLD: Rule = Rule {
    id: "told-somebody",
    sentence: "A clause behind “told” and whoever is told is what was said, with or without “that”.",
    apply: |document, links| {
        let parts = links.iter().flat_map(|link| link.contents.iter().chain(&link.cue));
        let taken: Taken = parts.collect();
        let found: Vec<Link> =
            document.sentences.iter().filter_map(|sentence| told(document, &taken, sentence)).collect();
        links.extend(found);
    },
    holds: &[
        ("Bo Lind told reporters the port would close.", "[S Bo Lind] [C told] reporters [W the port would close]."),
        ("Mayor Ann Lee told the council it was over.", "[S Mayor Ann Lee] [C told] the council [W it was over]."),
    ],
    fails: &[
        "Bo Lind was told reporters would come.",
        "Bo Lind told reporters about the port.",
        "Bo Lind told reporters: “The port will close.”",
        "[S Bo Lind] [C told] reporters [W the port would close].",
    ],
};

fn told(document: &Document, taken: &Taken, sentence: &Range<usize>) -> Option<Link> {
    let verb = sentence.clone().find(|&token| matches!(document.lower(token), "told" | "tells"))?;
    let marked = sentence.clone().any(|token| document.quoted_at(token).is_some());
    if marked || !taken.is_free(sentence) {
        return None;
    }
    let source = name_or_pronoun(document, sentence.start..verb, false).filter(|source| source.end == verb)?;
    let start = told_whom(document, verb + 1..sentence.end)?;
    let end = super::layout::words_of(document, start..sentence.end)?.end;
    let content = start..end;
    let finite = words(document, &content).skip(1).take(10).any(|token| AUXILIARIES.contains(&document.lower(token)));
    let clause = finite && !matches!(document.lower(start), "to" | "about" | "of" | "on" | "in" | "at" | "who" | "and");
    let certainty = [CERTAINTY - 0.2, CERTAINTY, CERTAINTY, CERTAINTY];
    let cue = Some(verb..verb + 1);
    (clause && !any_marked(document, &content)).then(|| Link {
        contents: vec![content],
        cue,
        source: Some(source),
        certainty,
    })
}

/// Where the words behind whoever is told begin.
fn told_whom(document: &Document, tokens: Range<usize>) -> Option<usize> {
    let first = tokens.start;
    let noun = |token: usize| {
        document.is_on(List::PersonNouns, token)
            || document.is_on(List::GroupNouns, token)
            || document.is_on(List::OrganisationNouns, token)
            || document.lower(token) == "reporters"
    };
    if matches!(document.lower(first), "him" | "her" | "them" | "me" | "us" | "reporters")
        || noun(first) && !matches!(document.lower(first), "the")
    {
        return Some(first + 1);
    }
    if document.is_capitalised(first) {
        return tokens.clone().find(|&token| !document.is_capitalised(token));
    }
    let determiner = matches!(document.lower(first), "the" | "a" | "an" | "his" | "her" | "their" | "its" | "local");
    (first + 1..tokens.end.min(first + 4)).find(|&token| determiner && noun(token)).map(|token| token + 1)
}

/// Words that make a clause of what stands around them.
const AUXILIARIES: [&str; 20] = [
    "would", "will", "had", "has", "have", "was", "were", "is", "are", "could", "should", "may", "might", "can", "did",
    "do", "does", "’d", "'d", "must",
];
