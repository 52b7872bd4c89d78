//! A cue that found no source looks again, at what the tagger half believed.
//!
//! The best labelling leaves out a source it is not sure of; the probabilities behind it still tell where one may
//! stand. Somebody spoke a quotation, so beside one the likeliest run of tokens around the cue is taken when it is likely
//! enough. Beside indirect speech nothing is taken: much of it names no source ("it is expected that").

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

/// Gives `link` the source that the tagger half believed in, if it is a quotation with a cue and no source.
pub fn look_again(document: &Document, tagged: &Tagged, link: &mut Link) {
    let (Some(cue), None) = (link.cue.clone(), &link.source) else { return };
    let quoted = link.contents.iter().any(|content| document.quoted_at(content.start).is_some());
    if !quoted {
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
