//! The rows of numbers that the ranker reads: one for each candidate, and what all have in common.

use std::sync::LazyLock;

use super::article::ArticleContext;
use super::candidate::Candidate;
use super::candidates::candidates;
use super::evidence::{Filling, Names, State, View, about_instance};
use super::history::History;

/// The candidates of one attribution with their rows.
pub(super) struct Rows {
    pub candidates: Vec<Candidate>,
    pub states: Vec<State>,
    /// What is the same for all.
    pub shared: Vec<f32>,
    /// The rows, one after the other.
    pub rows: Vec<f32>,
}

impl Rows {
    /// Those of attribution `number`, after what was decided before.
    pub fn new(article: &ArticleContext, number: usize, history: &History) -> Self {
        let instance = &article.instances[number];
        let candidates = candidates(article, instance, history);
        let states = State::of_all(article, instance, &candidates);
        let view = View::new(article, number, history, &candidates, &states);
        let width = candidate_names().len();
        let mut rows = vec![0.0; candidates.len() * width];
        for (at, row) in rows.chunks_exact_mut(width).enumerate() {
            view.evidence(at, &mut Filling::new(row));
        }
        let mut shared = Vec::with_capacity(shared_names().len());
        about_instance(article, number, &mut shared);
        Self { candidates, states, shared, rows }
    }
}

/// What the numbers of a candidate's row are called, in their order.
pub(super) fn candidate_names() -> &'static [&'static str] {
    &NAMES.1
}

/// What the numbers are called that all candidates have in common.
pub(super) fn shared_names() -> &'static [&'static str] {
    &NAMES.0
}

/// Both, read off a small article.
static NAMES: LazyLock<(Vec<&'static str>, Vec<&'static str>)> = LazyLock::new(|| {
    super::sample::with_article(|article| {
        let history = History::default();
        let candidates = candidates(article, &article.instances[0], &history);
        let states = State::of_all(article, &article.instances[0], &candidates);
        let view = View::new(article, 0, &history, &candidates, &states);
        let (mut shared, mut own) = (Names::default(), Names::default());
        about_instance(article, 0, &mut shared);
        view.evidence(0, &mut own);
        (shared.0, own.0)
    })
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_a_name_of_its_own() {
        let all: Vec<&str> = shared_names().iter().chain(candidate_names()).copied().collect();
        let mut once = all.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), all.len());
        super::super::sample::with_article(|article| {
            let rows = Rows::new(article, 0, &History::default());
            assert_eq!(rows.rows.len(), rows.candidates.len() * candidate_names().len());
            assert_eq!(rows.shared.len(), shared_names().len());
        });
    }
}
