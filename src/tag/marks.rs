//! Where each token stands as to quotation marks.
//!
//! Single marks around three words or more count like double ones; around fewer they are taken for no marks at all,
//! as the apostrophes and scare quotes they mostly are.

use super::bucket::bucket;
use crate::text::{Document, Quoted};

/// As to marks, a token is ...
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum MarkState {
    /// ... outside.
    #[default]
    Outside,
    /// ... inside.
    Inside,
    /// ... the opening mark.
    Opening,
    /// ... the closing mark.
    Closing,
}

/// What is known of a token as to marks. Distances are bucketed, see [`bucket`].
#[derive(Clone, Copy, Debug, Default)]
pub struct MarkFacts {
    /// Inside, outside or a mark.
    pub state: MarkState,
    /// Inside: tokens from the opening mark. Outside: tokens from the last closing mark of the paragraph, 15 if none.
    pub before: u8,
    /// Inside: tokens to the closing mark. Outside: tokens to the next opening mark of the paragraph, 15 if none.
    pub after: u8,
    /// Inside: tokens of the stretch. Outside: of the stretch before, 15 if none.
    pub length: u8,
    /// First and last token of the stretch that the token is inside of, marks included; its own number outside.
    pub stretch: [u32; 2],
    /// Inside: 1 no opening mark, 2 no closing mark, 0 both there.
    pub broken: u8,
}

/// The bucket of a distance to a mark that is not there.
const NONE: u8 = 15;

/// The mark facts of all tokens.
pub fn mark_facts(document: &Document) -> Vec<MarkFacts> {
    let mut facts =
        vec![MarkFacts { before: NONE, after: NONE, length: NONE, ..MarkFacts::default() }; document.tokens.len()];
    let stretches: Vec<_> = outermost(document).map(|region| (region, document.tokens_in(region.outer))).collect();
    for paragraph in &document.paragraphs {
        let first = stretches.partition_point(|(_, tokens)| tokens.start < paragraph.start);
        let last = stretches.partition_point(|(_, tokens)| tokens.start < paragraph.end);
        let mut end_of_last = None;
        for (region, tokens) in &stretches[first..last] {
            let from = end_of_last.map_or(paragraph.start, |(end, _)| end);
            outside(&mut facts, from..tokens.start, end_of_last, Some(tokens.start));
            inside(&mut facts, region, tokens.clone());
            end_of_last = Some((tokens.end, tokens.len()));
        }
        outside(&mut facts, end_of_last.map_or(paragraph.start, |(end, _)| end)..paragraph.end, end_of_last, None);
    }
    facts
}

/// The stretches that count, none inside another.
fn outermost<'d>(document: &'d Document) -> impl Iterator<Item = &'d Quoted> {
    let mut end = 0;
    document.quoted.iter().filter(move |region| {
        let counts = region.outer.start() >= end && region.is_quotation(document.text);
        if counts {
            end = region.outer.end();
        }
        counts
    })
}

fn outside(facts: &mut [MarkFacts], tokens: std::ops::Range<usize>, last: Option<(usize, usize)>, next: Option<usize>) {
    for index in tokens {
        facts[index].stretch = [index as u32; 2];
        facts[index].before = last.map_or(NONE, |(end, _)| bucket(index - end));
        facts[index].length = last.map_or(NONE, |(_, length)| bucket(length));
        facts[index].after = next.map_or(NONE, |start| bucket(start - index));
    }
}

fn inside(facts: &mut [MarkFacts], region: &Quoted, tokens: std::ops::Range<usize>) {
    let broken = u8::from(!region.opened) + 2 * u8::from(!region.closed);
    for index in tokens.clone() {
        let state = match () {
            () if region.opened && index == tokens.start => MarkState::Opening,
            () if region.closed && index + 1 == tokens.end => MarkState::Closing,
            () => MarkState::Inside,
        };
        facts[index] = MarkFacts {
            state,
            before: bucket(index - tokens.start),
            after: bucket(tokens.end - 1 - index),
            length: bucket(tokens.len()),
            broken,
            stretch: [tokens.start as u32, tokens.end as u32 - 1],
        };
    }
}
