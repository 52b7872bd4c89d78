//! A cue that found no source looks again, at what the tagger half believed.
//!
//! The best labelling leaves out a source it is not sure of; the probabilities behind it still tell where one may
//! stand. Somebody spoke a quotation, so beside one the likeliest run of tokens around the cue is taken when it is likely
//! enough. Beside indirect speech nothing is taken on belief: much of it names no source ("it is expected that"). But a
//! participle behind a comma has a subject, that of the clause it hangs on: "Ann Lee spoke in Rome, urging a truce".

use std::ops::Range;

use super::link::Link;
use crate::tag::{Role, Tagged, without_edge_punctuation};
use crate::text::Document;

/// Least probability, averaged over the run.
const LEAST: f32 = 0.12;

/// How far from the cue, in tokens.
const REACH: usize = 25;

/// A token less likely than this ends a run.
const EDGE: f32 = 0.08;

/// How sure a subject found by its place is.
const PARTICIPLE: f32 = 0.6;

/// Gives `link` the source that the tagger half believed in, if it is a quotation with a cue and no source.
pub fn look_again(document: &Document, tagged: &Tagged, link: &mut Link) {
    let (Some(cue), None) = (link.cue.clone(), &link.source) else { return };
    let quoted = link.contents.iter().any(|content| document.quoted_at(content.start).is_some());
    if !quoted {
        if let Some(subject) = subject_of_participle(document, cue.start) {
            link.source = Some(subject);
            link.certainty[2] = PARTICIPLE;
            link.certainty[3] = link.certainty[3].min(PARTICIPLE);
        }
        return;
    }
    let sentence = document.sentences[document.sentence_of(cue.start)].clone();
    let taken = |token: usize| cue.contains(&token) || link.contents.iter().any(|content| content.contains(&token));
    let window = cue.start.saturating_sub(REACH).max(sentence.start)..(cue.end + REACH).min(sentence.end);
    let runs = runs(tagged, window, taken);
    let likeliest = runs.into_iter().map(|run| (mean(tagged, &run), run)).filter(|(chance, _)| *chance >= LEAST);
    let best = likeliest.max_by(|(one, a), (other, b)| one.total_cmp(other).then(b.start.cmp(&a.start)));
    if let Some((chance, run)) = best {
        let words = without_edge_punctuation(document, run.clone());
        link.source = Some(if words.is_empty() { run } else { words });
        link.certainty[2] = chance;
        link.certainty[3] = link.certainty[3].min(0.7);
    }
}

/// The subject of the participle at `cue`: the first name or pronoun with which a clause before its comma begins.
fn subject_of_participle(document: &Document, cue: usize) -> Option<Range<usize>> {
    let comma = cue.checked_sub(1).filter(|&before| document.word(before) == ",")?;
    let word = document.word(cue);
    let start = document.sentences[document.sentence_of(cue)].start;
    let is_participle = word.len() > 5 && word.ends_with("ing") && start < comma;
    if !is_participle {
        return None;
    }
    let begins = |&token: &usize| token == start || matches!(document.word(token - 1), "," | "and" | "but" | ";");
    (start..comma).filter(begins).find_map(|token| name_or_pronoun(document, token..comma, token == start))
}

/// The name or pronoun at the beginning of `tokens`. At the beginning of a sentence any word has a capital: there a
/// name must be two words, or stand before a verb in the past.
fn name_or_pronoun(document: &Document, tokens: Range<usize>, first: bool) -> Option<Range<usize>> {
    let word = |token: usize| document.word(token);
    if matches!(document.lower(tokens.start), "he" | "she" | "they" | "we" | "i") {
        return Some(tokens.start..tokens.start + 1);
    }
    let capital = |token: &usize| word(*token).starts_with(char::is_uppercase);
    let name = tokens.start..tokens.clone().find(|token| !capital(token)).unwrap_or(tokens.end);
    let verb = name.end < tokens.end && word(name.end).ends_with("ed");
    let is_name = !name.is_empty() && (!first || name.len() > 1 || verb);
    is_name.then_some(name)
}

/// The runs of tokens in `window` that may be a source.
fn runs(tagged: &Tagged, window: Range<usize>, taken: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for token in window {
        if taken(token) || tagged.probability(token, Role::Source) < EDGE {
            continue;
        }
        match runs.last_mut() {
            Some(run) if run.end == token => run.end = token + 1,
            _ => runs.push(token..token + 1),
        }
    }
    runs
}

fn mean(tagged: &Tagged, run: &Range<usize>) -> f32 {
    let sum: f32 = run.clone().map(|token| tagged.probability(token, Role::Source)).sum();
    sum / run.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_participle_has_the_subject_of_its_clause() {
        let cases = [
            (
                "A week later in Hull, Brandt addressed dockers with a megaphone, urging them to strike.",
                "urging",
                Some("Brandt"),
            ),
            ("Brandt visited the yard, promising work.", "promising", Some("Brandt")),
            ("She left early, warning of rain.", "warning", Some("She")),
            ("Rain fell all day, flooding the yard.", "flooding", None),
            ("Brandt left while warning of rain.", "warning", None),
            ("Warning of rain, she left.", "Warning", None),
        ];
        for (text, cue, expected) in cases {
            let document = Document::new(text);
            let cue = document.token_at(text.find(cue).unwrap());
            let found = subject_of_participle(&document, cue).map(|tokens| document.span(tokens).of(text));
            assert_eq!(found, expected, "{text}");
        }
    }
}
