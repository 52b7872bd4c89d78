//! Recovers the source of a cue without one, from the tagger's probabilities.
//!
//! The best labelling omits uncertain sources, but the probabilities show where one may be. A quotation has a speaker,
//! so the most likely run of tokens near its cue becomes the source if its probability is high enough, and otherwise
//! the phrase directly before the cue ([`subject_before`]). Indirect speech often has no source ("it is expected
//! that"), so probabilities are not used there. Only a participle after a comma, "by" or "while" has a subject, that of its
//! clause: "Ann Lee spoke in Rome, urging a truce".

use std::ops::Range;

use super::complement::{SPEAKER_NOUNS, subject};
use super::complete_source_name::is_name;
use super::link::Link;
use super::verbs::{is_finite_verb, looks_like_participle};
use crate::lexicon::List;
use crate::tag::{Role, Tagged, without_edge_punctuation};
use crate::text::Document;

/// Minimum mean probability of the run.
const MIN_PROBABILITY: f32 = 0.12;

/// Maximum distance from the cue, in tokens.
const MAX_CUE_DISTANCE: usize = 25;

/// A token below this probability ends a run.
const MIN_TOKEN_PROBABILITY: f32 = 0.08;

/// Score of a subject found by position.
const POSITION_SCORE: f32 = 0.6;

/// Recovers the source of `link`, if it has a cue and no source.
pub fn recover_missing_source(document: &Document, tagged: &Tagged, link: &mut Link) {
    let (Some(cue), None) = (link.cue.clone(), &link.source) else { return };
    let quoted = link.contents.iter().any(|content| content.clone().any(|token| document.quoted_at(token).is_some()));
    if !quoted {
        if let Some(subject) = subject_of_participle(document, cue.start) {
            link.set_source(subject, POSITION_SCORE);
        }
        return;
    }
    let sentence = document.sentences[document.sentence_of(cue.start)].clone();
    let taken = |token: usize| cue.contains(&token) || link.contents.iter().any(|content| content.contains(&token));
    let window =
        cue.start.saturating_sub(MAX_CUE_DISTANCE).max(sentence.start)..(cue.end + MAX_CUE_DISTANCE).min(sentence.end);
    let runs = runs(tagged, window, taken);
    let likeliest = runs
        .into_iter()
        .map(|run| (mean(tagged, &run), run))
        .filter(|(probability, _)| *probability >= MIN_PROBABILITY);
    let best = likeliest.max_by(|(one, a), (other, b)| one.total_cmp(other).then(b.start.cmp(&a.start)));
    if let Some((probability, run)) = best {
        let words = without_edge_punctuation(document, run.clone());
        link.source = Some(if words.is_empty() { run } else { words });
        link.scores.source = probability;
        link.scores.cue_source = link.scores.cue_source.min(0.7);
    } else if let Some(subject) =
        subject_of_participle(document, cue.start).or_else(|| subject_before(document, cue.start))
    {
        link.set_source(subject, POSITION_SCORE);
    }
}

/// The phrase directly before the cue at `cue`, perhaps with a comma between: a name, a noun for persons ("her
/// sister"), or either with a relative clause ("a juror who was excused on Monday").
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

/// Maximum length of a noun phrase, in words.
const MAX_PHRASE_WORDS: usize = 5;

/// The start of the phrase at the end of `tokens`: a run of capitalised words, or the noun phrase of a person noun.
pub(super) fn phrase_before(document: &Document, tokens: Range<usize>) -> Option<usize> {
    let last = tokens.clone().next_back()?;
    let named = tokens.clone().rev().take_while(|&token| is_name(document, token)).last();
    // The first word of a sentence is always capitalised.
    let is_name = named.is_some_and(|first| first < last || !document.is_on(List::FunctionWords, last));
    if is_name {
        return named;
    }
    let is_noun = document.is_on(List::PersonNouns, last) || document.is_on(List::GroupNouns, last);
    let begins = |&token: &usize| {
        matches!(document.lower(token), "a" | "an" | "the" | "one" | "his" | "her" | "their" | "my" | "our" | "another")
    };
    tokens.rev().take(MAX_PHRASE_WORDS).find(begins).filter(|_| is_noun)
}

/// The subject of the participle at `cue`, after a comma, "by" or "while": the first speaker that begins a clause before
/// it, a main clause if possible.
fn subject_of_participle(document: &Document, cue: usize) -> Option<Range<usize>> {
    let end = cue.checked_sub(1).filter(|&before| matches!(document.lower(before), "," | "by" | "while"))?;
    let word = document.word(cue);
    let start = document.sentences[document.sentence_of(cue)].start;
    if !looks_like_participle(word) || start >= end {
        return None;
    }
    let main = |&token: &usize| token == start || matches!(document.word(token - 1), "," | "and" | "but" | ";");
    let subordinate =
        |&token: &usize| token > start && matches!(document.lower(token - 1), "after" | "when" | "because");
    let speaker = |token: usize| {
        name_or_pronoun(document, token..end, token == start).or_else(|| noun_phrase_before_verb(document, token..end))
    };
    (start..end).filter(main).find_map(speaker).or_else(|| (start..end).filter(subordinate).find_map(speaker))
}

/// The noun phrase of a speaker at the beginning of `tokens`, before the first finite verb: "the central bank" in "the
/// central bank lowered its forecast".
fn noun_phrase_before_verb(document: &Document, tokens: Range<usize>) -> Option<Range<usize>> {
    let near = tokens.start + 1..tokens.end.min(tokens.start + MAX_VERB_DISTANCE);
    let verb = { near }.find(|&token| is_finite_verb(document, token))?;
    let first = document.sentences[document.sentence_of(verb)].start;
    // The first word of a sentence is always capitalised, so alone it must be a noun for speakers.
    let noun = |&list: &List| document.is_on(list, verb - 1);
    let is_speaker = |phrase: &Range<usize>| {
        phrase.start == tokens.start && (phrase.len() > 1 || phrase.start > first || SPEAKER_NOUNS.iter().any(noun))
    };
    subject(document, &tokens, verb).filter(is_speaker)
}

/// Maximum distance of the verb from the beginning of its subject, in tokens.
const MAX_VERB_DISTANCE: usize = 10;

/// The name or pronoun at the beginning of `tokens`. The first word of a sentence is always capitalised, so there a
/// name must have two words or precede a verb in the past.
pub(super) fn name_or_pronoun(document: &Document, tokens: Range<usize>, first: bool) -> Option<Range<usize>> {
    let word = |token: usize| document.word(token);
    if matches!(document.lower(tokens.start), "he" | "she" | "they" | "we" | "i") {
        return Some(tokens.start..tokens.start + 1);
    }
    let capital = |token: &usize| word(*token).starts_with(char::is_uppercase);
    let name = tokens.start..tokens.clone().find(|token| !capital(token)).unwrap_or(tokens.end);
    let verb = name.end < tokens.end && word(name.end).ends_with("ed");
    let function = first && document.is_on(List::FunctionWords, tokens.start);
    let is_name = !name.is_empty() && !function && (!first || name.len() > 1 || verb);
    is_name.then_some(name)
}

/// The runs of tokens in `window` that may be a source.
fn runs(tagged: &Tagged, window: Range<usize>, taken: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for token in window {
        if taken(token) || tagged.probability(token, Role::Source) < MIN_TOKEN_PROBABILITY {
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
    fn the_phrase_before_the_cue_may_be_its_subject() {
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
            ("Brandt visited the yard while warning of rain.", "warning", Some("Brandt")),
            ("The union hit back by saying it rained.", "saying", Some("The union")),
            ("In May the yard was shut.", "shut", None),
            ("On Monday, the mayor of Hull shut the yard, citing rain.", "citing", Some("the mayor of Hull")),
            ("Shares fell after Orion Bank shut the yard, citing rain.", "citing", Some("Orion Bank")),
            ("The yard was shut, citing rain.", "citing", None),
            ("Investors left, citing rain.", "citing", Some("Investors")),
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
