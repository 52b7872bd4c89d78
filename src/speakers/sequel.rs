//! Sources that depend on who spoke elsewhere: "I" inside a quotation, "they" behind two who spoke together, "it" behind
//! a report, "the spokesman" behind "a police spokesman".

use super::nouns::noun_kind;
use super::who::{Resolved, Who};
use crate::attribution::Attribution;
use crate::quote::SpeakerKind;
use crate::text::Document;

/// How many attributions around one are looked at.
const NEARBY: usize = 8;

/// "I" and "we" inside a quotation are its speaker.
pub(super) fn speakers_of_i(document: &Document, attributions: &[Attribution], resolved: &mut [Resolved]) {
    // Contents in order of their beginning; a nested one lies in one that begins before it.
    for inner in 0..attributions.len() {
        let Some(source) = attributions[inner].source.clone() else { continue };
        if !matches!(document.word(source.start), "I" | "we" | "We") || source.len() != 1 {
            continue;
        }
        let span = document.span(source);
        let nearby = inner.saturating_sub(NEARBY)..(inner + NEARBY).min(attributions.len());
        let outer = nearby
            .filter(|&other| other != inner && attributions[other].content.iter().any(|piece| piece.covers(span)))
            .min_by_key(|&other| attributions[other].content.iter().map(|piece| piece.len()).sum::<usize>());
        if let Some(outer) = outer {
            let name = resolved[outer].speaker.name.as_deref().unwrap_or("someone unknown");
            let why = format!("first person inside the words of {name}");
            let outer = Resolved { why, ..resolved[outer].clone() };
            put(&mut resolved[inner], outer);
        }
    }
}

/// Those who follow an earlier speaker, in the order of the text.
pub(super) fn followers(article: &Who, attributions: &[Attribution], resolved: &mut [Resolved]) {
    let document = article.document;
    let start = |index: &usize| attributions[*index].source.as_ref().map(|source| source.start);
    let mut order: Vec<usize> = (0..attributions.len()).filter(|index| start(index).is_some()).collect();
    order.sort_by_key(start);
    for place in 0..order.len() {
        let this = order[place];
        let Some((reach, wanted)) = sought(document, &attributions[this], &resolved[this]) else { continue };
        let Some(token) = start(&this) else { continue };
        let near = |earlier: &&usize| {
            start(earlier)
                .is_some_and(|at| at < token && document.sentence_of(token) - document.sentence_of(at) <= reach)
        };
        let earlier = order[place.saturating_sub(NEARBY)..place].iter().rev().filter(near);
        let found = earlier.copied().find(|&earlier| fits(&resolved[earlier], &wanted));
        let pair =
            matches!(wanted, Wanted::Several | Wanted::Pair).then(|| article.pair_before(token, reach)).flatten();
        let nearer = |pair: &(usize, Resolved)| found.and_then(|found| start(&found)).is_none_or(|at| at <= pair.0);
        if let Some((_, pair)) = pair.filter(nearer) {
            put(&mut resolved[this], pair);
        } else if let Some(found) = found {
            let name = resolved[found].speaker.name.as_deref().unwrap_or_default();
            let mention = resolved[this].speaker.mention.as_deref().unwrap_or_default();
            let why = format!("“{mention}” follows on {name}, who spoke before");
            let certainty = resolved[found].certainty * 0.8;
            let found = Resolved { why, certainty, ..resolved[found].clone() };
            put(&mut resolved[this], found);
        } else if let Some(single) = matches!(wanted, Wanted::Several).then(|| article.single_they(token)).flatten() {
            put(&mut resolved[this], single);
        }
    }
}

/// Whom a source that follows an earlier one may mean.
enum Wanted {
    /// Several who spoke: "they".
    Several,
    /// Two who spoke together: "the pair".
    Pair,
    /// A body or a text: "it".
    Thing,
    /// A nameless one of this noun: "the spokesman".
    Nameless(String),
}

/// What to look for, and how many sentences back.
fn sought(document: &Document, attribution: &Attribution, resolved: &Resolved) -> Option<(usize, Wanted)> {
    let source = attribution.source.clone()?;
    let first = document.lower(source.start);
    let last = document.lower(source.end.saturating_sub(1));
    let pair = matches!(last, "pair" | "duo" | "two" | "both" | "couple" | "trio" | "brothers" | "sisters");
    match first {
        "they" if source.len() == 1 => Some((2, Wanted::Several)),
        "both" if source.len() == 1 => Some((3, Wanted::Several)),
        "the" if pair && source.len() <= 3 => Some((40, Wanted::Pair)),
        "it" if source.len() == 1 => Some((2, Wanted::Thing)),
        "the" if source.len() <= 3 && resolved.speaker.id.is_none() && noun_kind(last) == SpeakerKind::Person => {
            Some((12, Wanted::Nameless(last.to_owned())))
        }
        _ => None,
    }
}

fn fits(earlier: &Resolved, wanted: &Wanted) -> bool {
    let Some(name) = earlier.speaker.name.as_deref() else { return false };
    match wanted {
        Wanted::Several => earlier.speaker.kind == SpeakerKind::Group,
        Wanted::Pair => earlier.speaker.kind == SpeakerKind::Group && name.contains(" and "),
        Wanted::Thing => matches!(earlier.speaker.kind, SpeakerKind::Document | SpeakerKind::Organisation),
        Wanted::Nameless(noun) => {
            let introduced = name
                .split(' ')
                .next()
                .is_some_and(|first| first.eq_ignore_ascii_case("a") || first.eq_ignore_ascii_case("an"));
            earlier.speaker.id.is_none() && introduced && name.to_lowercase().split(' ').any(|word| word == noun)
        }
    }
}

/// Puts `other` in the place of `resolved`, whose words beside the cue stay.
fn put(resolved: &mut Resolved, other: Resolved) {
    let mention = resolved.speaker.mention.take();
    *resolved = other;
    resolved.speaker.mention = mention;
}
