//! The features of the second layer: what the first layer found, near and far.
//!
//! A chain sees no further than one label; whole spans, their order in the sentence, the paragraph before and the other
//! places of the same word come in here, as in stacked sequential learning (Cohen, Carvalho, IJCAI 2005).

use rustc_hash::FxHashMap;

use super::bucket::bucket;
use super::facts::Facts;
use super::features::Sink;
use super::hash::mix;
use super::label::{LABELS, Label, Role};
use crate::model::Scores;

/// What the first layer found in a document, made ready to be asked.
pub struct FirstView<'a> {
    facts: &'a Facts,
    marginals: &'a [Scores],
    /// The likeliest label of each token.
    labels: Vec<u8>,
    /// Runs of one role, outside ones left out.
    chunks: Vec<Chunk>,
    /// For each token the number of the first chunk that ends after it.
    next_chunk: Vec<u32>,
    /// For each paragraph start: what the paragraph held, see [`summary`].
    summaries: FxHashMap<u32, u64>,
    /// For each word: how often it was seen, and the sum of its role probabilities.
    words: FxHashMap<u64, (f32, [f32; 3])>,
}

/// A run of tokens of one role.
#[derive(Clone, Copy)]
struct Chunk {
    role: u8,
    start: u32,
    end: u32,
}

/// The chunk that is not there.
const NO_CHUNK: Chunk = Chunk { role: 7, start: u32::MAX, end: u32::MAX };

impl<'a> FirstView<'a> {
    /// Prepares the view of `marginals` over the tokens of `facts`.
    pub fn new(facts: &'a Facts, marginals: &'a [Scores]) -> Self {
        let labels: Vec<u8> = marginals.iter().map(likeliest).collect();
        let chunks = chunks(&labels);
        let mut next_chunk = Vec::with_capacity(labels.len());
        let mut next = 0;
        for index in 0..labels.len() {
            while chunks.get(next).is_some_and(|chunk| chunk.end as usize <= index) {
                next += 1;
            }
            next_chunk.push(next as u32);
        }
        let words = word_sums(facts, marginals);
        let summaries = summaries(facts, marginals);
        FirstView { facts, marginals, labels, chunks, next_chunk, summaries, words }
    }

    fn label(&self, index: Option<usize>) -> u64 {
        index.and_then(|at| self.labels.get(at)).map_or(7, |&label| u64::from(label))
    }

    fn role(&self, index: usize, role: Role) -> f32 {
        role_probability(&self.marginals[index], role)
    }

    /// The chunk `offset` chunks after (or before) the one at or after token `index`, within the sentence.
    fn chunk(&self, index: usize, offset: isize) -> Chunk {
        let place = &self.facts.places[index];
        let number = (self.next_chunk[index] as usize).checked_add_signed(offset);
        let chunk = number.and_then(|number| self.chunks.get(number)).copied().unwrap_or(NO_CHUNK);
        let within = chunk.start < place.sentence_end && chunk.end > place.sentence_start;
        if within { chunk } else { NO_CHUNK }
    }
}

/// Writes the second layer's features of token `index` to `out`, which is emptied first.
pub fn second_features(view: &FirstView, index: usize, out: &mut Vec<u64>) {
    out.clear();
    let mut sink = Sink::new(out);
    own(&mut sink, view, index);
    neighbours(&mut sink, view, index);
    order(&mut sink, view, index);
    further(&mut sink, view, index);
}

fn own(sink: &mut Sink, view: &FirstView, index: usize) {
    sink.group(20);
    let word = &view.facts.words[index];
    let state = view.facts.marks[index].state as u64;
    let label = view.label(Some(index));
    let levels = Role::ALL.map(|role| level(view.role(index, role)));
    sink.one(label);
    for (role, level) in levels.into_iter().enumerate() {
        sink.two(role as u64, level);
        sink.three(role as u64, level, state);
        sink.three(role as u64, level, word.forms.shape);
    }
    sink.three(levels[0], levels[1], levels[2]);
    sink.two(label, word.forms.lower);
    sink.two(label, word.forms.stem);
    sink.two(label, u64::from(word.class.coarse));
    for role in Role::ALL {
        sink.two(role as u64, level(view.marginals[index][Label::begin(role).index()]));
    }
}

fn neighbours(sink: &mut Sink, view: &FirstView, index: usize) {
    sink.group(21);
    let state = view.facts.marks[index].state as u64;
    let at = |offset: isize| index.checked_add_signed(offset);
    let label = |offset: isize| view.label(at(offset));
    for offset in [-3, -2, -1, 1, 2, 3] {
        sink.one(label(offset));
        sink.two(label(offset), label(0));
    }
    sink.three(label(-1), label(0), label(1));
    sink.three(label(-2), label(-1), label(0));
    sink.three(label(0), label(1), label(2));
    sink.three(label(-2) << 4 | label(-1), label(0), label(1) << 4 | label(2));
    for offset in [-1, 1] {
        let Some(near) = at(offset).filter(|&near| near < view.labels.len()) else {
            sink.group(if offset < 0 { 22 } else { 23 });
            continue;
        };
        sink.group(if offset < 0 { 22 } else { 23 });
        for role in Role::ALL {
            sink.two(role as u64, level(view.role(near, role)));
            sink.two(role as u64, level(view.marginals[near][Label::begin(role).index()]));
        }
        sink.three(label(offset), view.facts.words[near].forms.lower, state);
        sink.three(label(offset), view.facts.words[near].forms.lower, label(0));
    }
}

/// The order of spans in the sentence around the token.
fn order(sink: &mut Sink, view: &FirstView, index: usize) {
    sink.group(24);
    let facts = view.facts;
    let state = facts.marks[index].state as u64;
    let here = view.chunk(index, 0);
    let inside = here.start as usize <= index;
    let (before, next) = (view.chunk(index, -1), view.chunk(index, isize::from(inside)));
    let further = view.chunk(index, 1 + isize::from(inside));
    let earlier = view.chunk(index, -2);
    let current = if inside { u64::from(here.role) } else { 6 };
    let roles = |chunks: [Chunk; 2]| u64::from(chunks[0].role) << 3 | u64::from(chunks[1].role);
    let gap_before = if before.role == 7 { 15 } else { bucket((index + 1).saturating_sub(before.end as usize)) };
    let gap_next = if next.role == 7 { 15 } else { bucket((next.start as usize).saturating_sub(index)) };
    let (gap_before, gap_next) = (u64::from(gap_before), u64::from(gap_next));
    sink.three(roles([earlier, before]), current, roles([next, further]));
    sink.three(roles([before, next]), current, state);
    sink.three(u64::from(before.role), current, gap_before);
    sink.three(u64::from(next.role), current, gap_next);
    sink.three(roles([before, next]), gap_before.min(4), gap_next.min(4));
    sink.three(roles([before, next]), current, facts.words[index].forms.shape);
    sink.three(roles([before, next]), current, u64::from(facts.places[index].tail));
    sink.three(u64::from(before.role), current, facts.words[index].forms.lower);
    sink.three(u64::from(next.role), current, facts.words[index].forms.lower);
    let first = |chunk: Chunk| facts.words.get(chunk.start as usize).map_or(0, |word| word.forms.lower);
    let class = |chunk: Chunk| facts.words.get(chunk.start as usize).map_or(0, |word| u64::from(word.class.coarse));
    sink.three(u64::from(before.role), current, first(before));
    sink.three(u64::from(next.role), current, first(next));
    sink.three(mix(u64::from(before.role), class(before)), current, gap_before.min(6));
    sink.three(mix(u64::from(next.role), class(next)), current, gap_next.min(6));
    if inside {
        let from_start = u64::from(bucket(index - here.start as usize));
        let to_end = u64::from(bucket(here.end as usize - 1 - index));
        sink.three(current, from_start, to_end);
        sink.three(current, from_start.min(3), roles([before, next]));
        sink.three(current, to_end.min(3), roles([before, next]));
        sink.three(current, to_end, facts.words[index].forms.lower);
    }
}

/// The paragraph before, this paragraph, and the other places of the same word.
fn further(sink: &mut Sink, view: &FirstView, index: usize) {
    sink.group(25);
    let place = &view.facts.places[index];
    let state = view.facts.marks[index].state as u64;
    let label = view.label(Some(index));
    let this = view.summaries.get(&place.paragraph_start).copied().unwrap_or(0);
    let before_end = (place.paragraph_start as usize).checked_sub(1);
    let start_before = before_end.map_or(u32::MAX, |at| view.facts.places[at].paragraph_start);
    let before = view.summaries.get(&start_before).copied().unwrap_or(1 << 20);
    sink.three(this, label, state);
    sink.three(before, label, state);
    sink.three(before, u64::from(place.kind), u64::from(place.kind_before) << 3 | state);
    sink.two(view.label(before_end), u64::from(place.kind) << 3 | label);
    let word = &view.facts.words[index];
    if let Some((count, sums)) = view.words.get(&word.forms.raw).filter(|(count, _)| *count > 1.5) {
        for role in Role::ALL {
            let others = (sums[role as usize] - view.role(index, role)) / (count - 1.0);
            sink.three(role as u64, level(others), label);
            sink.three(role as u64, level(others), u64::from(word.forms.capital) << 3 | state);
        }
    }
}

fn likeliest(row: &Scores) -> u8 {
    (0..LABELS).fold(0, |top, label| if row[label] > row[top] { label } else { top }) as u8
}

fn role_probability(row: &Scores, role: Role) -> f32 {
    row[Label::begin(role).index()] + row[Label::inside(role).index()]
}

/// A probability made coarse.
fn level(probability: f32) -> u64 {
    [0.02, 0.06, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95].iter().filter(|&&least| probability >= least).count() as u64
}

fn chunks(labels: &[u8]) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for (index, &label) in labels.iter().enumerate() {
        let Some(role) = Label::from_index(usize::from(label)).role() else { continue };
        let role = role as u8;
        let begins = Label::from_index(usize::from(label)).is_begin();
        match chunks.last_mut() {
            Some(chunk) if chunk.role == role && chunk.end as usize == index && !begins => chunk.end += 1,
            _ => chunks.push(Chunk { role, start: index as u32, end: index as u32 + 1 }),
        }
    }
    chunks
}

fn word_sums(facts: &Facts, marginals: &[Scores]) -> FxHashMap<u64, (f32, [f32; 3])> {
    let mut words: FxHashMap<u64, (f32, [f32; 3])> = FxHashMap::default();
    for (word, row) in facts.words.iter().zip(marginals).filter(|(word, _)| !word.punctuation) {
        let entry = words.entry(word.forms.raw).or_default();
        entry.0 += 1.0;
        for role in Role::ALL {
            entry.1[role as usize] += role_probability(row, role);
        }
    }
    words
}

/// For each paragraph how much of a cue, a source and a content it holds, coarsely.
fn summaries(facts: &Facts, marginals: &[Scores]) -> FxHashMap<u32, u64> {
    let mut tops: FxHashMap<u32, ([f32; 2], f32, f32)> = FxHashMap::default();
    for (place, row) in facts.places.iter().zip(marginals) {
        let (tops, content, count) = tops.entry(place.paragraph_start).or_default();
        tops[0] = tops[0].max(role_probability(row, Role::Source));
        tops[1] = tops[1].max(role_probability(row, Role::Cue));
        *content += role_probability(row, Role::Content);
        *count += 1.0;
    }
    let summary = |(tops, content, count): ([f32; 2], f32, f32)| {
        (level(tops[0]) / 3) << 8 | (level(tops[1]) / 3) << 4 | (content / count * 3.99) as u64
    };
    tops.into_iter().map(|(start, values)| (start, summary(values))).collect()
}
