//! The questions of an article one by one, for those who learn from them.

use super::super::bearers::bearers;
use super::super::entities::Entities;
use super::super::facts::facts_of;
use super::super::name::Name;
use super::super::names::find_names;
use super::super::recogniser::Recogniser;
use super::article::ArticleContext;
use super::calibration::{Choice, about_choice};
use super::decide::{choose, heed_source};
use super::history::History;
use super::rows::{Rows, candidate_names, shared_names};
use crate::attribution::Attribution;
use crate::model::Words;
use crate::text::Document;

/// Who may have spoken an attribution, and what speaks for each.
pub struct Question<'a> {
    /// The number of the attribution.
    pub number: usize,
    /// What each candidate is called; `None` for nobody, who comes last.
    pub names: Vec<Option<String>>,
    /// What all candidates have in common.
    pub shared: &'a [f32],
    /// Their rows, one after the other.
    pub rows: &'a [f32],
}

/// What is answered to a [`Question`].
pub enum Answer {
    /// The candidate of that place, certainly.
    Candidate(usize),
    /// The likeliest of these probabilities.
    Probabilities(Vec<f32>),
}

/// What was decided of one attribution, for those who learn how far to trust decisions.
pub struct Outcome {
    /// What the speaker is called.
    pub name: Option<String>,
    /// The numbers that tell how far to trust it.
    pub trust: Vec<f32>,
    /// How likely the ranker held it.
    pub probability: f32,
}

/// An article with its names and its attributions.
pub struct SpeakerTask<'a> {
    document: &'a Document<'a>,
    attributions: &'a [Attribution],
    names: Vec<Name>,
    entities: Entities,
    facts: Vec<Vec<String>>,
}

impl<'a> SpeakerTask<'a> {
    /// Reads the names of `document`.
    pub fn new(document: &'a Document<'a>, attributions: &'a [Attribution], recogniser: &Recogniser) -> Self {
        let names = find_names(document, recogniser);
        let (entities, roles) = bearers(document, &names);
        let facts = facts_of(&entities, &roles);
        Self { document, attributions, names, entities, facts }
    }

    /// Asks `answer` about every attribution in order; what it answers counts for the next ones.
    pub fn ask(&self, words: &Words, answer: &mut dyn FnMut(Question) -> Answer) -> Vec<Outcome> {
        let article =
            ArticleContext::new(self.document, &self.names, &self.entities, &self.facts, self.attributions, words);
        let mut history = History::default();
        let mut outcomes = Vec::with_capacity(self.attributions.len());
        for number in 0..self.attributions.len() {
            let rows = Rows::new(&article, number, &history);
            let names = rows.candidates.iter().map(|candidate| article.name_of(&candidate.who)).collect();
            let answer = answer(Question { number, names, shared: &rows.shared, rows: &rows.rows });
            let choice = match answer {
                Answer::Candidate(best) => Choice { best, probability: 1.0, second: 0.0 },
                Answer::Probabilities(mut all) => {
                    heed_source(&article, number, &rows, &mut all);
                    choose(&article, &rows.candidates, &all)
                }
            };
            let mut trust = Vec::new();
            about_choice(&article, number, &rows, &history, choice, &mut trust);
            let name = article.name_of(&rows.candidates[choice.best].who);
            outcomes.push(Outcome { name, trust, probability: choice.probability });
            history.add(number, &rows.candidates[choice.best], choice.probability);
        }
        outcomes
    }

    /// Whether an entity of the article has exactly this name.
    pub fn has_entity(&self, is_it: impl Fn(&str) -> bool) -> bool {
        self.entities.all.iter().any(|entity| is_it(&entity.name))
    }
}

/// How many numbers all candidates of an attribution have in common, and how many each has of its own.
pub fn row_widths() -> (usize, usize) {
    (shared_names().len(), candidate_names().len())
}

/// What the numbers of a row are called: those in common, then a candidate's own.
pub fn row_names() -> Vec<&'static str> {
    shared_names().iter().chain(candidate_names()).copied().collect()
}
