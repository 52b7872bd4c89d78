//! One attribution with its candidates, as the features see it.

use super::super::article::ArticleContext;
use super::super::candidate::{Candidate, CandidateType};
use super::super::history::History;
use super::super::instance::Instance;
use super::facts::InstanceFacts;
use super::shared;
use super::sink::FeatureSink;
use super::state::State;

/// Everything that the features of one attribution's candidates read.
pub(in super::super) struct InstanceView<'a> {
    pub article: &'a ArticleContext<'a>,
    pub instance: &'a Instance,
    /// The index of the attribution.
    pub number: usize,
    pub history: &'a History,
    pub candidates: &'a [Candidate],
    pub states: &'a [State],
    pub(super) facts: InstanceFacts,
}

impl<'a> InstanceView<'a> {
    pub fn new(
        article: &'a ArticleContext,
        number: usize,
        history: &'a History,
        candidates: &'a [Candidate],
        states: &'a [State],
    ) -> Self {
        let instance = &article.instances[number];
        let facts = shared::facts(article, number, candidates, states);
        InstanceView { article, instance, number, history, candidates, states, facts }
    }

    /// Writes the features of candidate `at`.
    pub fn write_features(&self, at: usize, out: &mut impl FeatureSink) {
        let candidate = &self.candidates[at];
        for (candidate_type, name) in TYPES.into_iter().enumerate() {
            out.flag(name, candidate.candidate_type as usize == candidate_type);
        }
        self.source(at, out);
        self.gender(at, out);
        self.position(at, out);
        self.speech(at, out);
        self.description(at, out);
        self.adjacent(at, out);
    }
}

const TYPES: [&str; CandidateType::COUNT] = [
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

#[cfg(test)]
mod tests {
    use super::super::super::marked::{self, EVERY_TYPE, candidate_named, last_rows, with_marked};
    use super::super::super::rows::candidate_names;

    #[test]
    fn each_type_of_candidate_has_its_flag() {
        with_marked(EVERY_TYPE, |article| {
            let (rows, _) = last_rows(article);
            let width = candidate_names().len();
            for (name, end) in marked::TYPES {
                let at = candidate_named(article, &rows.candidates, name);
                let row = candidate_names().iter().zip(&rows.rows[at * width..]);
                let set = row.filter(|(feature, value)| feature.starts_with("sort.") && **value == 1.0);
                assert_eq!(set.map(|(feature, _)| *feature).collect::<Vec<_>>(), [format!("sort.{end}")]);
            }
        });
    }
}
