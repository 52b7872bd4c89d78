//! What speaks for a candidate, as numbers: ONE list for training and for use.
//!
//! The evidence is that of mention ranking (Denis and Baldridge, 2008) with what quotations add: who spoke last, in whose
//! words a source stands, what stands around a quotation that names nobody. Distances are capped; where there is nothing
//! to measure they are the cap and ten more. A change of any number here needs new weights.

mod description;
mod gender;
mod instance;
mod place;
mod source;
mod speech;
mod state;

pub(super) use instance::about_instance;
pub(super) use state::State;

use super::article::ArticleContext;
use super::candidates::{Candidate, Sort};
use super::history::History;
use super::instance::Instance;

/// Takes what the evidence says, number by number.
pub(super) trait Sink {
    /// The next number, and what it is called.
    fn put(&mut self, name: &'static str, value: f32);

    /// The same for what holds or not.
    fn flag(&mut self, name: &'static str, holds: bool) {
        self.put(name, f32::from(u8::from(holds)));
    }

    /// The same for a count, no more than `most`.
    fn count(&mut self, name: &'static str, number: usize, most: usize) {
        self.put(name, number.min(most) as f32);
    }

    /// The same for a distance: where there is none, ten more than `most`.
    fn distance(&mut self, name: &'static str, number: Option<usize>, most: usize) {
        self.put(name, number.map_or(most + 10, |number| number.min(most)) as f32);
    }
}

impl Sink for Vec<f32> {
    fn put(&mut self, _: &'static str, value: f32) {
        self.push(value);
    }
}

/// The names of the numbers, in their order.
#[derive(Default)]
pub(super) struct Names(pub Vec<&'static str>);

impl Sink for Names {
    fn put(&mut self, name: &'static str, _: f32) {
        self.0.push(name);
    }
}

/// Everything that the evidence for the candidates of one attribution looks at.
pub(super) struct View<'a> {
    pub article: &'a ArticleContext<'a>,
    pub instance: &'a Instance,
    /// The number of the attribution.
    pub number: usize,
    pub history: &'a History,
    pub candidates: &'a [Candidate],
    pub states: &'a [State],
    pub facts: InstanceFacts,
}

/// What is asked of an instance many times.
#[derive(Clone, Debug, Default)]
pub(super) struct InstanceFacts {
    /// The attribution in whose content this one stands.
    pub enclosing: Option<usize>,
    /// The words of the source that describe somebody, folded.
    pub description: Vec<String>,
    /// The same words without a plural's "s".
    pub stems: Vec<String>,
    /// The sentences before in which the noun of the source stands, the last one first.
    pub noun_sentences: Vec<usize>,
    /// The names that stand right behind the cue, outside of the source: who was told.
    pub addressees: std::ops::Range<usize>,
    /// How many of the persons named before fit the wanted gender.
    pub fitting: usize,
    /// How often the content says she, he, and I or we.
    pub pronouns: [usize; 3],
    /// The quotation before was in marks that were left open.
    pub left_open: bool,
}

impl<'a> View<'a> {
    pub fn new(
        article: &'a ArticleContext,
        number: usize,
        history: &'a History,
        candidates: &'a [Candidate],
        states: &'a [State],
    ) -> Self {
        let instance = &article.instances[number];
        let facts = instance::facts(article, number, candidates, states);
        View { article, instance, number, history, candidates, states, facts }
    }

    /// What speaks for candidate `at`.
    pub fn evidence(&self, at: usize, out: &mut impl Sink) {
        let candidate = &self.candidates[at];
        for sort in 0..Sort::COUNT {
            out.flag(SORTS[sort], candidate.sort as usize == sort);
        }
        self.source(at, out);
        self.gender(at, out);
        self.place(at, out);
        self.speech(at, out);
        self.description(at, out);
    }
}

const SORTS: [&str; Sort::COUNT] = [
    "sort.person",
    "sort.organisation",
    "sort.place",
    "sort.unclear",
    "sort.pair",
    "sort.own_words",
    "sort.own_head",
    "sort.antecedent",
    "sort.nobody",
];
