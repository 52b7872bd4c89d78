//! The features of a token: the one extractor that training and tagging share, so that they cannot drift apart.
//!
//! A feature is a template's number mixed with the numbers of what it looks at. Nothing is a string here, and nothing
//! is looked up: the facts are all there (see [`Facts`]). The order of features means nothing. The templates are the
//! thirty of once 137 that moved the scores most; beside the network and the second layer the others added nothing
//! (seeds/model/CARD.md).

use once_cell::sync::Lazy;

use super::bucket::bucket;
use super::facts::Facts;
use super::forms::Forms;
use super::hash::mix;
use super::marks::{MarkFacts, MarkState};
use super::places::{NOWHERE, PlaceFacts};
use super::words::WordFacts;

/// Spreads the numbers of templates and the last mixing step over all bits.
const SPREAD: u64 = 0xff51_afd7_ed55_8ccd;

/// Collects the features of one token.
pub(super) struct Sink<'a> {
    out: &'a mut Vec<u64>,
    template: u64,
}

impl<'a> Sink<'a> {
    /// Collects in `out`.
    pub(super) fn new(out: &'a mut Vec<u64>) -> Self {
        Sink { out, template: 0 }
    }

    /// Adds the next template with one value.
    pub(super) fn one(&mut self, value: u64) {
        self.template += 1;
        self.out.push(mix(self.template.wrapping_mul(SPREAD), value).wrapping_mul(SPREAD));
    }

    /// Adds the next template with two values.
    pub(super) fn two(&mut self, first: u64, second: u64) {
        self.one(mix(mix(first, SPREAD), second));
    }

    /// Adds the next template with three values.
    pub(super) fn three(&mut self, first: u64, second: u64, third: u64) {
        self.one(mix(mix(mix(first, !SPREAD), second), third));
    }

    /// Begins the templates of a group; groups never share numbers.
    pub(super) fn group(&mut self, number: u64) {
        self.template = number << 16;
    }
}

/// Adds one group of templates.
type Group = fn(&mut Sink, &Near);

/// The groups of templates, in order.
const GROUPS: [(&str, Group); 6] =
    [("words", words), ("shapes", shapes), ("classes", classes), ("habits", habits), ("marks", marks), ("cues", cues)];

/// Writes the features of token `index` to `out`, which is emptied first.
pub fn features(facts: &Facts, index: usize, out: &mut Vec<u64>) {
    out.clear();
    let near = Near::new(facts, index);
    let mut sink = Sink::new(out);
    for (_, group) in GROUPS {
        group(&mut sink, &near);
    }
}

/// The features of token `index` by the name of their group.
pub(super) fn feature_groups(facts: &Facts, index: usize) -> Vec<(&'static str, Vec<u64>)> {
    let near = Near::new(facts, index);
    let part = |(name, group): (&'static str, Group)| {
        let mut out = Vec::new();
        group(&mut Sink::new(&mut out), &near);
        (name, out)
    };
    GROUPS.into_iter().map(part).collect()
}

/// The token and its neighbours in the paragraph; beyond its edges stand empty words.
struct Near<'f> {
    before: &'f WordFacts,
    word: &'f WordFacts,
    after: &'f WordFacts,
    marks: [MarkFacts; 3],
    place: &'f PlaceFacts,
    index: usize,
}

/// The number of the word beyond the edges of a paragraph.
const EDGE: u64 = 0xed9e;

/// That word.
static BEYOND: Lazy<WordFacts> =
    Lazy::new(|| WordFacts { forms: Forms { lower: EDGE, shape: EDGE, ..Forms::default() }, ..WordFacts::default() });

impl<'f> Near<'f> {
    fn new(facts: &'f Facts, index: usize) -> Self {
        let place = &facts.places[index];
        let paragraph = place.paragraph_start as usize..place.paragraph_end as usize;
        let at = |offset: isize| index.checked_add_signed(offset).filter(|at| paragraph.contains(at));
        let word = |offset| at(offset).map_or(&*BEYOND, |at| facts.word(at));
        let marks = [-1, 0, 1].map(|offset| at(offset).map_or(MarkFacts::default(), |at| facts.marks[at]));
        Near { before: word(-1), word: facts.word(index), after: word(1), marks, place, index }
    }

    fn state(&self) -> u64 {
        self.marks[1].state as u64
    }
}

fn words(sink: &mut Sink, near: &Near) {
    sink.group(1);
    let (before, word) = (&near.before.forms, &near.word.forms);
    sink.one(before.lower);
    sink.one(word.lower);
    sink.one(before.stem);
    sink.one(word.stem);
    sink.two(word.lower, near.state());
    sink.two(before.lower, near.state());
}

fn shapes(sink: &mut Sink, near: &Near) {
    sink.group(2);
    let (before, word) = (&near.before.forms, &near.word.forms);
    for suffix in word.suffixes {
        sink.one(suffix);
    }
    sink.one(before.suffixes[1]);
    sink.two(word.suffixes[1], near.state());
    sink.three(word.shape, near.state(), before.lower);
}

fn dictionary(word: &WordFacts) -> u64 {
    let class = word.class;
    u64::from(class.verb) << 16 | u64::from(class.noun) << 8 | u64::from(class.senses)
}

fn classes(sink: &mut Sink, near: &Near) {
    sink.group(3);
    let word = near.word;
    sink.one(u64::from(word.class.fine));
    sink.one(dictionary(near.before));
    sink.one(dictionary(word));
    sink.two(u64::from(word.class.coarse), word.forms.suffixes[0]);
    sink.two(dictionary(word), word.forms.suffixes[0]);
}

fn habits(sink: &mut Sink, near: &Near) {
    sink.group(4);
    let level = |level: u8, word: &WordFacts| u64::from(level) << 2 | u64::from(word.habit.known);
    let cue = |word: &WordFacts| level(word.habit.cue, word);
    let source = |word: &WordFacts| level(word.habit.source, word);
    let Near { before, word, after, .. } = near;
    sink.one(source(before));
    sink.one(cue(word));
    sink.one(source(word));
    sink.three(cue(before), cue(word), cue(after));
    sink.three(source(before), cue(word), near.state());
    sink.three(cue(word), source(after), near.state());
}

fn marks(sink: &mut Sink, near: &Near) {
    sink.group(5);
    let (place, shape) = (near.place, near.word.forms.shape);
    let around = near.marks.iter().fold(0, |states, mark| states << 2 | mark.state as u64);
    sink.three(near.state(), u64::from(near.marks[1].before.min(4)), shape);
    sink.three(around, shape, u64::from(place.kind));
    sink.two(u64::from(place.paragraph.min(2)), near.state());
    sink.three(
        u64::from(place.segment_cue),
        u64::from(place.segment_before.min(6)),
        u64::from(place.segment_after.min(6)),
    );
}

fn cues(sink: &mut Sink, near: &Near) {
    sink.group(6);
    let (place, shape) = (near.place, near.word.forms.shape);
    let left = distance(near.index, place.cue_left);
    let right = distance(near.index, place.cue_right);
    sink.three(left.min(5), shape, u64::from(place.between_left));
    sink.three(right, u64::from(place.between_right), near.state());
    sink.three(right.min(5), shape, u64::from(place.between_right));
}

/// How far the cue at token `cue` is from token `index`, in steps; 15 for none.
fn distance(index: usize, cue: u32) -> u64 {
    if cue == NOWHERE { 15 } else { u64::from(bucket(index.abs_diff(cue as usize))) }
}

/// How many kinds of places the step from one token to the next can lead to.
pub const EDGES: usize = 16;

/// The kind of place that token `index` is, as to stepping into it: mark state, and whether it begins a segment, a
/// sentence or a paragraph. Each kind has transition weights of its own.
pub fn edge(facts: &Facts, index: usize) -> usize {
    let place = &facts.places[index];
    let begins = match index as u32 {
        at if at == place.paragraph_start => 3,
        at if at == place.sentence_start => 2,
        _ if place.segment_before == 0 => 1,
        _ => 0,
    };
    let state = match facts.marks[index].state {
        MarkState::Outside => 0,
        MarkState::Inside => 1,
        MarkState::Opening => 2,
        MarkState::Closing => 3,
    };
    begins * 4 + state
}
