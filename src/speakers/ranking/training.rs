//! Access to the ranking instances of an article for training.

use super::super::entities::Entities;
use super::super::entity_roles::entities_with_roles;
use super::super::name::Name;
use super::super::names::find_names;
use super::super::recogniser::Recogniser;
use super::super::role_words::role_words_of;
use super::adjustments::adjust;
use super::article::ArticleContext;
use super::calibration::{Choice, choice_features};
use super::decide::choose;
use super::history::History;
use super::rows::{Rows, candidate_names, shared_names};
use crate::attribution::Attribution;
use crate::model::WordClasses;
use crate::text::Document;

/// An attribution with its candidates and their features.
pub struct RankingInstance<'a> {
    /// The index of the attribution.
    pub number: usize,
    /// The name of each candidate; `None` for nobody, who comes last.
    pub names: Vec<Option<String>>,
    /// Features that all candidates share.
    pub shared: &'a [f32],
    /// Their rows, one after the other.
    pub rows: &'a [f32],
}

/// The answer to a [`RankingInstance`].
pub enum RankingOutput {
    /// The candidate with this index, with certainty.
    Candidate(usize),
    /// The most likely candidate by these probabilities.
    Probabilities(Vec<f32>),
}

/// The decision on one attribution, for training calibration.
pub struct RankingOutcome {
    /// The name of the speaker.
    pub name: Option<String>,
    /// The calibration features.
    pub trust: Vec<f32>,
}

/// An article with its names and attributions.
pub struct SpeakerTask<'a> {
    document: &'a Document<'a>,
    attributions: &'a [Attribution],
    names: Vec<Name>,
    entities: Entities,
    role_words: Vec<Vec<String>>,
}

impl<'a> SpeakerTask<'a> {
    /// Finds the names of `document`.
    pub fn new(document: &'a Document<'a>, attributions: &'a [Attribution], recogniser: &Recogniser) -> Self {
        let names = find_names(document, recogniser);
        let (entities, roles) = entities_with_roles(document, &names);
        let role_words = role_words_of(&entities, &roles);
        Self { document, attributions, names, entities, role_words }
    }

    /// Calls `answer` for every attribution in order. Its answers are features of later instances.
    pub fn run(
        &self,
        words: &WordClasses,
        answer: &mut dyn FnMut(RankingInstance) -> RankingOutput,
    ) -> Vec<RankingOutcome> {
        let article =
            ArticleContext::new(self.document, &self.names, &self.entities, &self.role_words, self.attributions, words);
        let mut history = History::default();
        let mut outcomes = Vec::with_capacity(self.attributions.len());
        for number in 0..self.attributions.len() {
            let rows = Rows::new(&article, number, &history);
            let names = rows.candidates.iter().map(|candidate| article.name_of(&candidate.referent)).collect();
            let answer = answer(RankingInstance { number, names, shared: &rows.shared, rows: &rows.rows });
            let choice = match answer {
                RankingOutput::Candidate(best) => Choice { best, probability: 1.0, second: 0.0 },
                RankingOutput::Probabilities(mut all) => {
                    adjust(&article, number, &rows, &mut all);
                    choose(&article, &rows.candidates, &all)
                }
            };
            let mut trust = Vec::new();
            choice_features(&article, number, &rows, &history, choice, &mut trust);
            let name = article.name_of(&rows.candidates[choice.best].referent);
            outcomes.push(RankingOutcome { name, trust });
            history.add(number, &rows.candidates[choice.best], choice.probability);
        }
        outcomes
    }
}

/// Number of features that all candidates share, and number of features of each candidate.
pub fn row_widths() -> (usize, usize) {
    (shared_names().len(), candidate_names().len())
}

#[cfg(test)]
mod tests {
    use super::super::calibration;
    use super::super::marked::Marked;
    use super::*;

    /// The outcomes of an article, and the rows of each attribution, if the first one is decided for `first`.
    fn run(first: RankingOutput) -> (Vec<RankingOutcome>, Vec<Vec<f32>>) {
        let marked = Marked::new("Bob Ray met Ann Lee. {Ann Lee} said [it rains]. {She} said [it pours].");
        let document = Document::new(&marked.text);
        let attributions = marked.attributions(&document);
        let task = SpeakerTask::new(&document, &attributions, &Recogniser::shipped().unwrap());
        let (mut first, mut rows) = (Some(first), Vec::new());
        let outcomes = task.run(&WordClasses::default(), &mut |instance| {
            let (shared, own) = row_widths();
            assert_eq!(instance.names.last(), Some(&None));
            assert_eq!((instance.shared.len(), instance.rows.len()), (shared, own * instance.names.len()));
            rows.push(instance.rows.to_vec());
            first.take().unwrap_or(RankingOutput::Candidate(instance.names.len() - 1))
        });
        (outcomes, rows)
    }

    #[test]
    fn an_answer_is_the_outcome_and_a_feature_of_later_instances() {
        let ((one, after_one), (other, after_other)) =
            (run(RankingOutput::Candidate(0)), run(RankingOutput::Candidate(1)));
        assert_ne!(one[0].name, other[0].name);
        assert_eq!(after_one[0], after_other[0]);
        assert_ne!(after_one[1], after_other[1]);
        assert_eq!(one.len(), 2);
        assert_eq!(one[1].name, None);
        assert!(one.iter().all(|outcome| outcome.trust.len() == calibration::names().len()));
    }

    #[test]
    fn probabilities_are_restricted_as_in_a_decision() {
        let (_, rows) = run(RankingOutput::Candidate(0));
        let candidates = rows[0].len() / row_widths().1;
        // All equal: the source is a name, so only it remains.
        let (outcomes, _) = run(RankingOutput::Probabilities(vec![1.0 / candidates as f32; candidates]));
        assert_eq!(outcomes[0].name.as_deref(), Some("Ann Lee"));
    }
}
