//! One attribution with all its candidates, as the evidence sees it.

use super::super::article::ArticleContext;
use super::super::candidate::{Candidate, Sort};
use super::super::history::History;
use super::super::instance::Instance;
use super::facts::InstanceFacts;
use super::shared;
use super::sink::Sink;
use super::state::State;

/// Everything that the evidence for the candidates of one attribution looks at.
pub(in super::super) struct View<'a> {
    pub article: &'a ArticleContext<'a>,
    pub instance: &'a Instance,
    /// The number of the attribution.
    pub number: usize,
    pub history: &'a History,
    pub candidates: &'a [Candidate],
    pub states: &'a [State],
    pub(super) facts: InstanceFacts,
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
        let facts = shared::facts(article, number, candidates, states);
        View { article, instance, number, history, candidates, states, facts }
    }

    /// What speaks for candidate `at`.
    pub fn evidence(&self, at: usize, out: &mut impl Sink) {
        let candidate = &self.candidates[at];
        for (sort, name) in SORTS.into_iter().enumerate() {
            out.flag(name, candidate.sort as usize == sort);
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
