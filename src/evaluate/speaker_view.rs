//! The view `who`: for each quoted span, who said it?
//!
//! This is what a reader asks. How spans are joined into attributions does not matter: a span belongs to the
//! attribution that covers most of it, if that is at least half. Precision is over the predicted spans and recall over
//! the labelled ones, so they have separate counts.

use super::figures::Figures;
use super::gold::LabelledAttribution;
use super::letters::{Letters, shared};
use super::names::{name_words, same_speaker};

/// Minimum confidence of a sure prediction.
const SURE: f32 = 0.8;

/// Maximum number of characters other than letters between two letters of one span.
const GAP: usize = 5;

/// Sources that are pronouns.
const PRONOUNS: [&str; 11] = ["he", "she", "they", "it", "i", "we", "who", "his", "her", "their", "you"];

/// An attribution with its quoted letters.
pub(super) type Marked<'a> = (&'a LabelledAttribution, Letters);

/// Adds the comparison of the quoted spans of `gold` and `predicted`, in both directions.
pub(super) fn add_speaker_view(figures: &mut Figures, text: &[char], gold: &[Marked], predicted: &[Marked]) {
    for (labelled, letters) in gold {
        for run in quoted_spans(text, letters) {
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
        for run in quoted_spans(text, letters) {
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

fn same(labelled: &LabelledAttribution, found: &LabelledAttribution) -> (bool, bool) {
    same_speaker(labelled, found.speaker.as_ref().and_then(Option::as_deref))
}

/// Splits quoted letters into spans, at quotation marks and where more than [`GAP`] other characters are between. A
/// single letter is no span.
fn quoted_spans(text: &[char], letters: &Letters) -> Vec<Letters> {
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

/// The attribution that covers most of `run`; of several the shortest, of equal ones the first. `None` if none covers
/// half.
fn covering<'a>(run: &Letters, others: &[Marked<'a>]) -> Option<&'a LabelledAttribution> {
    let mut best: Option<(usize, usize, &LabelledAttribution)> = None;
    for (attribution, letters) in others {
        let common = shared(run, letters);
        let better = best.is_none_or(|(most, length, _)| common > most || common == most && letters.len() < length);
        if better {
            best = Some((common, letters.len(), attribution));
        }
    }
    best.filter(|(common, ..)| 2 * common >= run.len()).map(|(.., attribution)| attribution)
}

/// The kind of labelled source.
fn source_kind(text: &[char], labelled: &LabelledAttribution) -> &'static str {
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
