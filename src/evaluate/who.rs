//! The view `who`: of each stretch of words in quotation marks, who said it?
//!
//! That is all a reader asks. How stretches are joined into attributions does not matter: a stretch belongs to the
//! attribution that covers most of it, if that is half of it or more. Precision goes over the stretches of what was
//! predicted, recall over those of what is labelled, so that both have counts of their own.

use super::figures::Figures;
use super::gold::Attributed;
use super::letters::{Letters, shared};
use super::names::{name_words, same_speaker};

/// Confidence from which a prediction counts as sure.
const SURE: f32 = 0.8;

/// Most characters, letters of a run not counted, that may lie between two letters of one stretch.
const GAP: usize = 5;

/// Sources that are pronouns.
const PRONOUNS: [&str; 11] = ["he", "she", "they", "it", "i", "we", "who", "his", "her", "their", "you"];

/// An attribution with the letters of it that stand in marks.
pub(super) type Marked<'a> = (&'a Attributed, Letters);

/// Adds what `predicted` tells of the stretches of `gold`, and the other way round, in an article of the letters `text`.
pub(super) fn add_who(figures: &mut Figures, text: &[char], gold: &[Marked], predicted: &[Marked]) {
    for (labelled, letters) in gold {
        for run in stretches(text, letters) {
            let found = covering(&run, predicted);
            let (named, loose) = found.map_or((false, false), |found| same(labelled, found));
            for (figure, hit) in [("found", found.is_some()), ("named", named), ("loose", loose)] {
                let tally = figures.tally("who", figure);
                tally.gold += 1;
                *tally.recalled.get_or_insert(0) += usize::from(hit);
            }
            let tally = figures.tally("who", source_kind(text, labelled));
            tally.gold += 1;
            *tally.recalled.get_or_insert(0) += usize::from(loose);
        }
    }
    for (found, letters) in predicted {
        for run in stretches(text, letters) {
            let labelled = covering(&run, gold);
            let (named, loose) = labelled.map_or((false, false), |labelled| same(labelled, found));
            for (figure, hit) in [("found", labelled.is_some()), ("named", named), ("loose", loose)] {
                let tally = figures.tally("who", figure);
                tally.recalled.get_or_insert(0);
                tally.predicted += 1;
                tally.right += usize::from(hit);
            }
            if found.confidence.is_some_and(|confidence| confidence >= SURE) {
                let tally = figures.tally("who", "sure");
                tally.predicted += 1;
                tally.right += usize::from(loose);
            }
        }
    }
}

fn same(labelled: &Attributed, found: &Attributed) -> (bool, bool) {
    same_speaker(labelled, found.speaker.as_ref().and_then(Option::as_deref))
}

/// Runs of marked letters: another one begins where a mark, or more than [`GAP`] other characters, lie between. A
/// letter alone is none.
fn stretches(text: &[char], letters: &Letters) -> Vec<Letters> {
    let mut runs: Vec<Letters> = Vec::new();
    let mut last: Option<usize> = None;
    for &at in letters {
        let goes_on = last
            .is_some_and(|last| at - last <= GAP + 1 && !text[last + 1..at].iter().any(|&c| "“”„«»\"\n".contains(c)));
        match runs.last_mut() {
            Some(run) if goes_on => drop(run.insert(at)),
            _ => runs.push(Letters::from([at])),
        }
        last = Some(at);
    }
    runs.retain(|run| run.len() > 1);
    runs
}

/// The attribution that covers most of `run`, of several the shortest, of equal ones the first; none that covers less
/// than half.
fn covering<'a>(run: &Letters, others: &[Marked<'a>]) -> Option<&'a Attributed> {
    let mut best: Option<(usize, usize, &Attributed)> = None;
    for (attribution, letters) in others {
        let common = shared(run, letters);
        let better = best.is_none_or(|(most, length, _)| common > most || common == most && letters.len() < length);
        if better {
            best = Some((common, letters.len(), attribution));
        }
    }
    best.filter(|(common, ..)| 2 * common >= run.len()).map(|(.., attribution)| attribution)
}

/// What the labelled source is.
fn source_kind(text: &[char], labelled: &Attributed) -> &'static str {
    let words = |&[start, end]: &[usize; 2]| -> String {
        let end = end.min(text.len());
        text[start.min(end)..end].iter().collect()
    };
    let source = labelled.source.iter().map(words).collect::<Vec<_>>().join(" ");
    if source.is_empty() {
        return "none";
    }
    if PRONOUNS.contains(&source.to_lowercase().as_str()) {
        return "pronoun";
    }
    let name = labelled.speaker.as_ref().and_then(Option::as_deref).unwrap_or_default();
    let named = name_words(name).last().is_some_and(|last| name_words(&source).contains(last));
    if named { "name" } else { "description" }
}
