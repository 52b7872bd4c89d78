//! A cue that found no source looks again, at what the tagger half believed.
//!
//! The best labelling leaves out a source it is not sure of; the probabilities behind it still tell where one may
//! stand. Somebody spoke a quotation, so beside one the likeliest run of tokens around the cue is taken when it is likely
//! enough, and failing that whoever stands right before the cue ([`subject_before`]). Beside indirect speech nothing is taken on belief: much of it names no source ("it is expected that"). But a
//! participle behind a comma has a subject, that of the clause it hangs on: "Ann Lee spoke in Rome, urging a truce".

use std::ops::Range;

use super::link::Link;
use super::whole_name::is_name;
use crate::lexicon::List;
use crate::tag::{Role, Tagged, without_edge_punctuation};
use crate::text::Document;

/// Least probability, averaged over the run.
const LEAST: f32 = 0.12;

/// How far from the cue, in tokens.
const REACH: usize = 25;

/// A token less likely than this ends a run.
const EDGE: f32 = 0.08;

/// How sure a subject found by its place is.
const BY_PLACE: f32 = 0.6;

/// Gives `link` the source that the tagger half believed in, if it is a quotation with a cue and no source.
pub fn look_again(document: &Document, tagged: &Tagged, link: &mut Link) {
    let (Some(cue), None) = (link.cue.clone(), &link.source) else { return };
    let quoted = link.contents.iter().any(|content| content.clone().any(|token| document.quoted_at(token).is_some()));
    if !quoted {
        if let Some(subject) = subject_of_participle(document, cue.start) {
            link.find_source(subject, BY_PLACE);
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
    } else if let Some(subject) = subject_before(document, cue.start) {
        link.find_source(subject, BY_PLACE);
    }
}

/// Who stands right before the cue at `cue`, perhaps with a comma between: somebody named, a person or a group by a noun
/// ("her sister"), or either with a clause behind it ("a juror who was excused on Monday").
fn subject_before(document: &Document, cue: usize) -> Option<Range<usize>> {
    let sentence = document.sentences[document.sentence_of(cue)].start;
    let in_marks = |&token: &usize| document.quoted_at(token).is_some();
    let start = (sentence..cue).rev().find(in_marks).map_or(sentence, |mark| mark + 1);
    let end = without_comma(document, start..cue);
    let who = (start..end).rev().find(|&token| document.lower(token) == "who");
    let with_clause = who.and_then(|who| phrase_before(document, start..without_comma(document, start..who)));
    let subject = with_clause.or_else(|| phrase_before(document, start..end));
    subject.map(|first| first..end)
}

/// The end of `tokens` without a comma.
fn without_comma(document: &Document, tokens: Range<usize>) -> usize {
    let comma = !tokens.is_empty() && document.word(tokens.end - 1) == ",";
    tokens.end - usize::from(comma)
}

/// Most words of a noun's phrase.
const PHRASE: usize = 5;

/// Where the phrase begins with which `tokens` end: a run of capitals, or a noun for persons with what belongs to it.
fn phrase_before(document: &Document, tokens: Range<usize>) -> Option<usize> {
    let last = tokens.clone().next_back()?;
    let named = tokens.clone().rev().take_while(|&token| is_name(document, token)).last();
    // A word at the beginning of a sentence has a capital anyway.
    let is_name = named.is_some_and(|first| first < last || !document.is_on(List::FunctionWords, last));
    if is_name {
        return named;
    }
    let is_noun = document.is_on(List::PersonNouns, last) || document.is_on(List::GroupNouns, last);
    let begins = |&token: &usize| {
        matches!(document.lower(token), "a" | "an" | "the" | "one" | "his" | "her" | "their" | "my" | "our" | "another")
    };
    tokens.rev().take(PHRASE).find(begins).filter(|_| is_noun)
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
pub(super) fn name_or_pronoun(document: &Document, tokens: Range<usize>, first: bool) -> Option<Range<usize>> {
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
    fn whoever_stands_before_the_cue_may_be_its_subject() {
        let cases = [
            ("“It rains,” a juror who was excused on Monday said.", Some("a juror who was excused on Monday")),
            ("“It rains,” the owner, Ulla Brandt, said.", Some("Ulla Brandt")),
            ("“It rains,” her younger sister said.", Some("her younger sister")),
            ("“It rains,” Brandt, who had a boat, said.", Some("Brandt, who had a boat")),
            ("“It rains,” the sign said.", None),
            ("“It rains,” the sign on Monday said.", None),
            ("“It rains,” it is said.", None),
        ];
        for (text, expected) in cases {
            let document = Document::new(text);
            let cue = document.token_at(text.rfind("said").unwrap());
            let found = subject_before(&document, cue).map(|tokens| document.span(tokens).of(text));
            assert_eq!(found, expected, "{text}");
        }
    }

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
