//! Where each token stands as to quotation marks.
//!
//! Single marks around three words or more count like double ones; around fewer they are taken for no marks at all,
//! as the apostrophes and scare quotes they mostly are.

use std::ops::Range;

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
}

/// The bucket of a distance to a mark that is not there.
const NONE: u8 = 15;

/// The mark facts of all tokens.
pub fn mark_facts(document: &Document) -> Vec<MarkFacts> {
    let mut facts = vec![MarkFacts { before: NONE, ..MarkFacts::default() }; document.tokens.len()];
    let stretches: Vec<_> = outermost(document).map(|region| (region, document.tokens_in(region.outer))).collect();
    for paragraph in &document.paragraphs {
        let first = stretches.partition_point(|(_, tokens)| tokens.start < paragraph.start);
        let last = stretches.partition_point(|(_, tokens)| tokens.start < paragraph.end);
        let mut end_of_last = None;
        for (region, tokens) in &stretches[first..last] {
            outside(&mut facts, end_of_last.unwrap_or(paragraph.start)..tokens.start, end_of_last);
            inside(&mut facts, region, tokens.clone());
            end_of_last = Some(tokens.end);
        }
        outside(&mut facts, end_of_last.unwrap_or(paragraph.start)..paragraph.end, end_of_last);
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

fn outside(facts: &mut [MarkFacts], tokens: Range<usize>, last: Option<usize>) {
    for index in tokens {
        facts[index].before = last.map_or(NONE, |end| bucket(index - end));
    }
}

fn inside(facts: &mut [MarkFacts], region: &Quoted, tokens: Range<usize>) {
    for index in tokens.clone() {
        let state = match () {
            () if region.opened && index == tokens.start => MarkState::Opening,
            () if region.closed && index + 1 == tokens.end => MarkState::Closing,
            () => MarkState::Inside,
        };
        facts[index] = MarkFacts { state, before: bucket(index - tokens.start) };
    }
}
