//! The feature rows that the ranker reads: one for each candidate, and the features they share.

use std::sync::LazyLock;

use super::article::ArticleContext;
use super::candidate::Candidate;
use super::candidates::candidates;
use super::features::{FeatureNames, InstanceView, RowWriter, State, instance_features};
use super::history::History;

/// The candidates of one attribution with their rows.
pub(super) struct Rows {
    pub candidates: Vec<Candidate>,
    pub states: Vec<State>,
    /// Features that all candidates share.
    pub shared: Vec<f32>,
    /// The rows, one after the other.
    pub rows: Vec<f32>,
}

impl Rows {
    /// The rows of attribution `number`, after the decisions in `history`.
    pub fn new(article: &ArticleContext, number: usize, history: &History) -> Self {
        let instance = &article.instances[number];
        let candidates = candidates(article, instance, history);
        let states = State::of_all(article, instance, &candidates);
        let view = InstanceView::new(article, number, history, &candidates, &states);
        let width = candidate_names().len();
        let mut rows = vec![0.0; candidates.len() * width];
        for (at, row) in rows.chunks_exact_mut(width).enumerate() {
            view.write_features(at, &mut RowWriter::new(row));
        }
        let mut shared = Vec::with_capacity(shared_names().len());
        instance_features(article, number, &mut shared);
        Self { candidates, states, shared, rows }
    }

    /// Feature number `feature` of candidate `at`.
    pub fn value(&self, at: usize, feature: usize) -> f32 {
        self.rows[at * candidate_names().len() + feature]
    }
}

/// The number of the candidates' feature with this name.
pub(super) fn feature_named(name: &str) -> usize {
    candidate_names().iter().position(|one| *one == name).expect("a feature of this name")
}

/// The features that tell whether the article gives a candidate a role, the role of the source, and words of its
/// description.
pub(super) static ROLE_FEATURES: LazyLock<[usize; 3]> =
    LazyLock::new(|| ["role.known", "role.noun", "role.shared"].map(feature_named));

/// The names of a candidate's features, in order.
pub(super) fn candidate_names() -> &'static [&'static str] {
    &NAMES.1
}

/// The names of the features that all candidates share, in order.
pub(super) fn shared_names() -> &'static [&'static str] {
    &NAMES.0
}

/// Both lists, read from a small sample article.
static NAMES: LazyLock<(Vec<&'static str>, Vec<&'static str>)> = LazyLock::new(|| {
    super::sample::with_article(|article| {
        let history = History::default();
        let candidates = candidates(article, &article.instances[0], &history);
        let states = State::of_all(article, &article.instances[0], &candidates);
        let view = InstanceView::new(article, 0, &history, &candidates, &states);
        let (mut shared, mut own) = (FeatureNames::default(), FeatureNames::default());
        instance_features(article, 0, &mut shared);
        view.write_features(0, &mut own);
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
