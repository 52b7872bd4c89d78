//! The features of the second layer: what the first layer found, near and far.
//!
//! A chain sees no further than one label; whole spans, their order in the sentence, the paragraph before and the other
//! places of the same word come in here, as in stacked sequential learning (Cohen, Carvalho, IJCAI 2005).

use super::bucket::bucket;
use super::facts::Facts;
use super::features::Sink;
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
    /// What each paragraph holds, see [`summaries`].
    summaries: Vec<u64>,
    /// By the number of the word.
    words: Vec<Elsewhere>,
}

/// A word over all its places: how many, and the sums of the probabilities of its roles.
#[derive(Clone, Copy, Default)]
struct Elsewhere {
    count: f32,
    sums: [f32; 3],
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
    let row = &view.marginals[index];
    let levels = Role::ALL.map(|role| level(role_probability(row, role)));
    let begins = |role| level(row[Label::begin(role).index()]);
    sink.two(levels[0], view.facts.word(index).forms.shape);
    sink.three(levels[0], levels[1], levels[2]);
    sink.one(begins(Role::Source));
    sink.one(begins(Role::Content));
}

fn neighbours(sink: &mut Sink, view: &FirstView, index: usize) {
    let state = view.facts.marks[index].state as u64;
    let near = [-2, -1, 0, 1, 2].map(|offset: isize| view.label(index.checked_add_signed(offset)));
    sink.group(21);
    sink.one(near.iter().fold(0, |labels, label| labels << 3 | label));
    let before = index.checked_sub(1);
    let after = Some(index + 1).filter(|&after| after < view.labels.len());
    for (side, (at, roles)) in
        [(before, [Role::Source, Role::Cue]), (after, [Role::Source, Role::Content])].into_iter().enumerate()
    {
        let Some(at) = at else { continue };
        sink.group(22 + side as u64);
        for role in roles {
            sink.one(level(view.role(at, role)));
        }
        let (label, word) = (near[1 + 2 * side], view.facts.word(at).forms.lower);
        sink.three(label, word, state);
        sink.three(label, word, near[2]);
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
    let first =
        |chunk: Chunk| if chunk.role == NO_CHUNK.role { 0 } else { facts.word(chunk.start as usize).forms.lower };
    sink.three(roles([earlier, before]), current, roles([next, further]));
    sink.three(roles([before, next]), current, state);
    sink.three(roles([before, next]), u64::from(gap_before.min(4)), u64::from(gap_next.min(4)));
    sink.three(roles([before, next]), current, facts.word(index).forms.shape);
    sink.three(roles([before, next]), current, u64::from(facts.places[index].tail));
    sink.three(u64::from(before.role), current, first(before));
    sink.three(u64::from(next.role), current, first(next));
}

/// The paragraph before, this paragraph, and the other places of the same word.
fn further(sink: &mut Sink, view: &FirstView, index: usize) {
    sink.group(25);
    let place = &view.facts.places[index];
    let word = view.facts.word(index);
    let state = view.facts.marks[index].state as u64;
    let label = view.label(Some(index));
    let this = view.summaries[place.paragraph as usize];
    let before = place.paragraph.checked_sub(1).map_or(1 << 20, |before| view.summaries[before as usize]);
    let label_before = view.label((place.paragraph_start as usize).checked_sub(1));
    sink.three(this, label, state);
    sink.three(before, label, state);
    sink.three(before, u64::from(place.kind), u64::from(place.kind_before) << 3 | state);
    sink.two(label_before, u64::from(place.kind) << 3 | label);
    let Elsewhere { count, sums } = view.words[word.number as usize];
    if count > 1.5 {
        let others = |role: Role| level((sums[role as usize] - view.role(index, role)) / (count - 1.0));
        let looks = u64::from(word.forms.capital) << 3 | state;
        let [source, cue, content] = Role::ALL.map(others);
        sink.two(source, looks);
        sink.two(cue, label);
        sink.two(cue, looks);
        sink.two(content, looks);
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

/// The role probabilities of each word over all its places; punctuation has none.
fn word_sums(facts: &Facts, marginals: &[Scores]) -> Vec<Elsewhere> {
    let mut words = vec![Elsewhere::default(); facts.words.different];
    let all = marginals.iter().enumerate().map(|(index, row)| (facts.word(index), row));
    for (word, row) in all.filter(|(word, _)| !word.punctuation) {
        let word = &mut words[word.number as usize];
        word.count += 1.0;
        for role in Role::ALL {
            word.sums[role as usize] += role_probability(row, role);
        }
    }
    words
}

/// For each paragraph how much of a cue, a source and a content it holds, coarsely.
fn summaries(facts: &Facts, marginals: &[Scores]) -> Vec<u64> {
    let mut summaries = Vec::new();
    let mut rest = 0;
    while let Some(place) = facts.places.get(rest) {
        let rows = &marginals[rest..place.paragraph_end as usize];
        let top = |role| rows.iter().map(|row| role_probability(row, role)).fold(0.0, f32::max);
        let content: f32 = rows.iter().map(|row| role_probability(row, Role::Content)).sum();
        let share = (content / rows.len() as f32 * 3.99) as u64;
        summaries.push((level(top(Role::Source)) / 3) << 8 | (level(top(Role::Cue)) / 3) << 4 | share);
        rest = place.paragraph_end as usize;
    }
    summaries
}
