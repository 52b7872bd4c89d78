//! The features of a token: the one extractor that training and tagging share, so that they cannot drift apart.
//!
//! A feature is a template's number mixed with the numbers of what it looks at. Nothing is a string here, and nothing
//! is looked up: the facts are all there (see [`Facts`]). The order of features means nothing.

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
type Group = fn(&mut Sink, &Facts, &Near);

/// The groups of templates, in order.
const GROUPS: [(&str, Group); 10] = [
    ("bias", |sink, _, _| sink.one(0)),
    ("words", |sink, _, near| words(sink, near)),
    ("shapes", |sink, _, near| shapes(sink, near)),
    ("classes", |sink, _, near| classes(sink, near)),
    ("habits", |sink, _, near| habits(sink, near)),
    ("marks", |sink, _, near| marks(sink, near)),
    ("stretches", stretches),
    ("places", |sink, _, near| places(sink, near)),
    ("segments", |sink, _, near| segments(sink, near)),
    ("cues", cues),
];

/// Writes the features of token `index` to `out`, which is emptied first.
pub fn features(facts: &Facts, index: usize, out: &mut Vec<u64>) {
    out.clear();
    let near = Near::new(facts, index);
    let mut sink = Sink::new(out);
    for (_, group) in GROUPS {
        group(&mut sink, facts, &near);
    }
}

/// The features of token `index` by the name of their group.
pub(super) fn feature_groups(facts: &Facts, index: usize) -> Vec<(&'static str, Vec<u64>)> {
    let near = Near::new(facts, index);
    let part = |(name, group): (&'static str, Group)| {
        let mut out = Vec::new();
        group(&mut Sink::new(&mut out), facts, &near);
        (name, out)
    };
    GROUPS.into_iter().map(part).collect()
}

/// The token and its neighbours in the paragraph; beyond its edges stand empty words.
struct Near<'f> {
    words: [&'f WordFacts; 7],
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
        let mut words = [&*BEYOND; 7];
        for (slot, word) in words.iter_mut().enumerate() {
            if let Some(at) = at(slot as isize - 3) {
                *word = &facts.words[at];
            }
        }
        let marks = [-1, 0, 1].map(|offset| at(offset).map_or(MarkFacts::default(), |at| facts.marks[at]));
        Near { words, marks, place, index }
    }

    /// The word `offset` tokens away, up to three.
    fn word(&self, offset: isize) -> &WordFacts {
        self.words[(offset + 3) as usize]
    }

    fn state(&self) -> u64 {
        self.marks[1].state as u64
    }
}

fn words(sink: &mut Sink, near: &Near) {
    sink.group(1);
    let lower = |offset| near.word(offset).forms.lower;
    let stem = |offset| near.word(offset).forms.stem;
    for offset in -3..=3 {
        sink.one(lower(offset));
    }
    sink.two(lower(-1), lower(0));
    sink.two(lower(0), lower(1));
    sink.two(lower(-2), lower(-1));
    sink.two(lower(1), lower(2));
    sink.two(lower(-1), lower(1));
    sink.three(lower(-1), lower(0), lower(1));
    for offset in -1..=1 {
        sink.one(stem(offset));
    }
    sink.two(lower(0), near.state());
    sink.two(lower(-1), near.state());
    sink.two(lower(1), near.state());
}

fn shapes(sink: &mut Sink, near: &Near) {
    sink.group(2);
    let shape = |offset: isize| near.word(offset).forms.shape;
    for suffix in near.word(0).forms.suffixes {
        sink.one(suffix);
    }
    sink.one(near.word(-1).forms.suffixes[1]);
    sink.one(near.word(1).forms.suffixes[1]);
    sink.two(near.word(0).forms.suffixes[1], near.state());
    for offset in -2..=2 {
        sink.one(shape(offset));
    }
    sink.two(shape(-1), shape(0));
    sink.two(shape(0), shape(1));
    sink.three(shape(-1), shape(0), shape(1));
    sink.three(shape(0), near.state(), near.word(1).forms.lower);
    sink.three(shape(0), near.state(), near.word(-1).forms.lower);
}

fn dictionary(word: &WordFacts) -> u64 {
    let class = word.class;
    u64::from(class.verb) << 16 | u64::from(class.noun) << 8 | u64::from(class.senses)
}

fn classes(sink: &mut Sink, near: &Near) {
    sink.group(3);
    let fine = |offset| u64::from(near.word(offset).class.fine);
    let coarse = |offset| u64::from(near.word(offset).class.coarse);
    for offset in -1..=1 {
        sink.one(fine(offset));
    }
    for offset in -2..=2 {
        sink.one(coarse(offset));
        sink.one(dictionary(near.word(offset)));
    }
    sink.two(coarse(-1), coarse(0));
    sink.two(coarse(0), coarse(1));
    sink.two(coarse(0), near.word(0).forms.suffixes[0]);
    sink.two(dictionary(near.word(0)), near.word(0).forms.suffixes[0]);
    sink.three(coarse(0), near.word(1).forms.lower, near.word(0).forms.suffixes[0]);
    sink.three(coarse(0), near.word(-1).forms.lower, near.word(0).forms.suffixes[0]);
}

fn habits(sink: &mut Sink, near: &Near) {
    sink.group(4);
    let cue = |offset| u64::from(near.word(offset).habit.cue) << 2 | u64::from(near.word(offset).habit.known);
    let source = |offset| u64::from(near.word(offset).habit.source) << 2 | u64::from(near.word(offset).habit.known);
    for offset in -2..=2 {
        sink.one(cue(offset));
        sink.one(source(offset));
    }
    sink.three(cue(-1), cue(0), cue(1));
    sink.three(source(-1), source(0), source(1));
    sink.three(source(-1), cue(0), near.state());
    sink.three(cue(0), source(1), near.state());
    sink.three(cue(0), near.word(1).forms.lower, near.state());
    sink.three(cue(0), near.word(-1).forms.lower, near.state());
    sink.three(source(0), near.word(1).forms.lower, near.word(-1).forms.lower);
    sink.three(cue(1), near.word(0).forms.shape, near.state());
    sink.three(cue(-1), near.word(0).forms.shape, near.state());
}

fn marks(sink: &mut Sink, near: &Near) {
    sink.group(5);
    let here = near.marks[1];
    let (before, after, length) = (u64::from(here.before), u64::from(here.after), u64::from(here.length));
    let around = near.marks.iter().fold(0, |states, mark| states << 2 | mark.state as u64);
    sink.one(around);
    sink.two(near.state(), before);
    sink.two(near.state(), after);
    sink.three(near.state(), before, after);
    sink.three(near.state(), length, u64::from(here.broken));
    sink.three(near.state(), length, near.word(0).forms.shape);
    sink.three(near.state(), before.min(4), near.word(0).forms.shape);
    sink.three(near.state(), after.min(4), near.word(0).forms.shape);
    sink.three(around, near.word(0).forms.shape, u64::from(near.place.kind));
    sink.three(near.state(), length, u64::from(near.place.sentence_kind));
}

/// The stretch in marks that the token is inside of: what stands before, after and at its ends.
fn stretches(sink: &mut Sink, facts: &Facts, near: &Near) {
    sink.group(9);
    let here = near.marks[1];
    if here.state == MarkState::Outside {
        return;
    }
    let [first, last] = here.stretch.map(|at| at as usize);
    let word = |at: Option<usize>| at.and_then(|at| facts.words.get(at)).copied().unwrap_or_default();
    let (before, after, second) = (word(first.checked_sub(1)), word(Some(last + 1)), word(Some(last + 2)));
    let (inner, end) = (word(Some(first + 1)), word(last.checked_sub(1)));
    let length = u64::from(here.length);
    let cue = |word: &WordFacts| u64::from(word.habit.cue);
    sink.two(before.forms.lower, length);
    sink.two(after.forms.lower, length);
    sink.two(inner.forms.shape, length);
    sink.three(u64::from(inner.forms.capital), end.forms.lower, length);
    sink.three(cue(&before), cue(&after) << 3 | cue(&second), length);
    sink.three(before.forms.lower, u64::from(inner.forms.capital), length.min(4));
    sink.three(after.forms.shape, second.forms.shape, end.forms.lower);
    sink.three(u64::from(before.class.coarse), u64::from(inner.forms.capital), length);
    sink.three(u64::from(near.place.tail), u64::from(inner.forms.capital), length);
}

fn places(sink: &mut Sink, near: &Near) {
    sink.group(6);
    let place = near.place;
    let from_start = u64::from(bucket(near.index - place.sentence_start as usize));
    let to_end = u64::from(bucket(place.sentence_end as usize - 1 - near.index));
    let from_paragraph = u64::from(bucket(near.index - place.paragraph_start as usize));
    let kinds = u64::from(place.kind) << 3 | u64::from(place.kind_before);
    sink.two(from_start, near.state());
    sink.two(to_end, near.state());
    sink.two(from_paragraph, near.state());
    sink.two(u64::from(place.paragraph), near.state());
    sink.two(kinds, near.state());
    sink.three(kinds, near.state(), from_paragraph.min(3));
    sink.two(u64::from(place.sentence_kind), near.state());
    sink.three(from_start.min(3), to_end.min(3), near.word(0).forms.shape);
    sink.three(u64::from(place.sentence_kind), from_start.min(6), near.state());
    sink.three(u64::from(place.sentence_kind), to_end.min(6), near.state());
}

fn segments(sink: &mut Sink, near: &Near) {
    sink.group(7);
    let place = near.place;
    let [previous, this, next] = place.segment_cues.map(u64::from);
    let levels = previous << 6 | this << 3 | next;
    let before = u64::from(place.segment_before);
    let after = u64::from(place.segment_after);
    sink.two(levels, near.state());
    sink.three(levels, before.min(5), near.state());
    sink.three(levels, after.min(5), near.state());
    sink.three(this, before.min(6), after.min(6));
    sink.three(levels, near.word(0).forms.shape, near.state());
    sink.three(this, near.word(0).forms.lower, near.state());
}

fn cues(sink: &mut Sink, facts: &Facts, near: &Near) {
    sink.group(8);
    let place = near.place;
    let left = Cue::new(facts, place.cue_left, near.index, place.between_left);
    let right = Cue::new(facts, place.cue_right, near.index, place.between_right);
    for cue in [&left, &right] {
        sink.two(cue.word, cue.distance);
        sink.two(cue.word, cue.between);
        sink.three(cue.cluster, cue.distance, cue.between);
        sink.three(cue.distance, cue.between, near.state());
        sink.three(cue.distance.min(5), near.word(0).forms.shape, cue.between);
        sink.three(cue.next, cue.distance.min(8), cue.between);
        sink.three(cue.distance.min(8), near.word(0).forms.lower, near.state());
        sink.three(cue.word, cue.previous, cue.distance.min(4));
    }
    let far = |cue: &Cue| cue.distance.min(6) << 4 | cue.between;
    sink.three(far(&left), far(&right), near.state());
    sink.three(left.between, right.between, near.state());
    sink.three(left.between, right.between, u64::from(place.sentence_kind));
    sink.three(left.word, right.word, near.state());
    let [strong_left, strong_right] =
        [0, 1].map(|side| Cue::new(facts, place.strong[side], near.index, place.between_strong[side]));
    for cue in [&strong_left, &strong_right] {
        sink.three(cue.distance, cue.between, near.state());
        sink.three(cue.between, near.state(), u64::from(place.tail));
    }
    sink.three(far(&strong_left), far(&strong_right), near.state());
    let from_start = u64::from(bucket(near.index - place.sentence_start as usize));
    sink.three(u64::from(place.tail), from_start.min(4), near.state());
    sink.three(u64::from(place.tail), strong_right.distance, strong_right.between);
    sink.three(u64::from(place.tail), near.word(0).forms.shape, from_start.min(2));
}

/// A likely cue in the same sentence.
struct Cue {
    word: u64,
    cluster: u64,
    distance: u64,
    between: u64,
    /// The word after it and the word before it.
    next: u64,
    previous: u64,
}

impl Cue {
    fn new(facts: &Facts, at: u32, index: usize, between: u8) -> Cue {
        let at = at as usize;
        let Some(word) = facts.words.get(at).filter(|_| at != NOWHERE as usize) else {
            let between = u64::from(between);
            return Cue { word: EDGE, cluster: EDGE, distance: 15, between, next: EDGE, previous: EDGE };
        };
        let lower = |at: Option<usize>| at.and_then(|at| facts.words.get(at)).map_or(EDGE, |word| word.forms.lower);
        Cue {
            word: word.forms.lower,
            cluster: u64::from(word.class.coarse),
            distance: u64::from(bucket(at.abs_diff(index))),
            between: u64::from(between),
            next: lower(Some(at + 1)),
            previous: lower(at.checked_sub(1)),
        }
    }
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
