//! The speakers of an article's attributions, one after the other: each decision informs the next ones.

use std::ops::Range;

use super::article::ArticleContext;
use super::calibration::{Choice, about_choice};
use super::candidates::{Candidate, Who};
use super::history::History;
use super::ranker::Ranker;
use super::rows::Rows;

/// Who was chosen for one attribution.
#[derive(Clone, Debug)]
pub(in crate::speakers) struct Decided {
    pub who: Who,
    /// Probability that content and speaker are both right.
    pub confidence: f32,
    /// The likeliest candidates with their probabilities, the likeliest first.
    pub ranked: Vec<(Who, f32)>,
}

/// How many candidates are told.
const TOLD: usize = 4;

/// The least probability of a candidate that is told.
const LEAST_TOLD: f32 = 0.01;

/// Decides on every attribution of `article`, in order.
pub(in crate::speakers) fn decide(article: &ArticleContext, ranker: &Ranker) -> Vec<Decided> {
    let mut history = History::default();
    let mut row = Vec::new();
    let decide = |number: usize| {
        let rows = Rows::new(article, number, &history);
        let probabilities = ranker.choice.probabilities(&rows.shared, &rows.rows, rows.candidates.len());
        let choice = choose(article, &rows.candidates, &probabilities);
        row.clear();
        about_choice(article, number, &rows, &history, choice, &mut row);
        let confidence = ranker.trust.probability(&row);
        history.add(number, &rows.candidates[choice.best], choice.probability);
        Decided {
            who: rows.candidates[choice.best].who.clone(),
            confidence,
            ranked: ranked(&rows.candidates, &probabilities),
        }
    };
    (0..article.instances.len()).map(decide).collect()
}

/// The likeliest candidate; those of the same name speak for it as well.
pub(super) fn choose(article: &ArticleContext, candidates: &[Candidate], probabilities: &[f32]) -> Choice {
    let best = (0..candidates.len()).rev().max_by(|&one, &other| probabilities[one].total_cmp(&probabilities[other]));
    let best = best.unwrap_or(0);
    let name = plain_name(article, &candidates[best].who);
    let (mut probability, mut second) = (0.0, 0.0f32);
    for (at, candidate) in candidates.iter().enumerate() {
        let likely = probabilities[at] >= LEAST_TOLD;
        if at == best || likely && plain_name(article, &candidate.who) == name {
            probability += probabilities[at];
        } else {
            second = second.max(probabilities[at]);
        }
    }
    Choice { best, probability, second }
}

/// The words of a name in small letters, without an article before them.
fn plain_name(article: &ArticleContext, who: &Who) -> Option<String> {
    let name = article.name_of(who)?.to_lowercase();
    let bare = ["the ", "a ", "an "].iter().find_map(|article| name.strip_prefix(article));
    Some(bare.unwrap_or(&name).to_owned())
}

fn ranked(candidates: &[Candidate], probabilities: &[f32]) -> Vec<(Who, f32)> {
    let mut order: Vec<usize> = (0..candidates.len()).filter(|&at| probabilities[at] >= LEAST_TOLD).collect();
    order.sort_by(|&one, &other| probabilities[other].total_cmp(&probabilities[one]).then(one.cmp(&other)));
    order.into_iter().take(TOLD).map(|at| (candidates[at].who.clone(), probabilities[at])).collect()
}

impl ArticleContext<'_> {
    /// What the speaker is called; `None` for nobody.
    pub(in crate::speakers) fn name_of(&self, who: &Who) -> Option<String> {
        match who {
            Who::Entity(entity) => Some(self.entities.all[*entity].name.clone()),
            Who::Pair(pair) => {
                let names = self.pairs[*pair].entities.map(|entity| self.entities.all[entity].name.as_str());
                Some(names.join(" and "))
            }
            Who::Words(tokens) => self.words_of(tokens),
            Who::Nobody => None,
        }
    }

    fn words_of(&self, tokens: &Range<usize>) -> Option<String> {
        let words = self.document.plain(tokens.clone()).into_owned();
        (!words.is_empty()).then_some(words)
    }
}
