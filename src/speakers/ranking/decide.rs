//! The speakers of an article's attributions, one after the other: each decision informs the next ones.

use std::ops::Range;

use super::article::ArticleContext;
use super::calibration::{Choice, about_choice};
use super::candidate::{Candidate, Sort, Who};
use super::history::History;
use super::instance::{Instance, SourceClass};
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
        let mut probabilities = ranker.choice.probabilities(&rows.shared, &rows.rows, rows.candidates.len());
        heed_source(article, number, &rows, &mut probabilities);
        let choice = first_person(article, number, &rows.candidates)
            .unwrap_or_else(|| choose(article, &rows.candidates, &probabilities));
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

/// Whoever is not named by the label of a transcript, by the signature below a quotation, or by a source that is nothing
/// but a name, did not speak it.
pub(super) fn heed_source(article: &ArticleContext, number: usize, rows: &Rows, probabilities: &mut [f32]) {
    let instance = &article.instances[number];
    if !instance.labelled && !is_name(article, instance) {
        return;
    }
    let may_be = |at: usize| {
        matches!(rows.candidates[at].sort, Sort::OwnWords | Sort::OwnHead) || rows.states[at].in_source.is_some()
    };
    let total: f32 = (0..probabilities.len()).filter(|&at| may_be(at)).map(|at| probabilities[at]).sum();
    if total > 0.0 {
        (0..probabilities.len())
            .for_each(|at| probabilities[at] = if may_be(at) { probabilities[at] / total } else { 0.0 });
    }
}

/// Whether the source is one name and no more, an article before it aside.
fn is_name(article: &ArticleContext, instance: &Instance) -> bool {
    let Some(source) = instance.source.as_ref().filter(|_| instance.names.len() == 1) else { return false };
    let mention = &article.mentions.all[instance.names.start];
    mention.start <= source.start + 1 && mention.end >= source.end && instance.class == SourceClass::Name
}

/// How sure it is that "I" is the person of the byline.
const WRITER: f32 = 0.95;

/// "I told him", outside of anybody's words: whoever wrote the article, where a byline tells.
fn first_person(article: &ArticleContext, number: usize, candidates: &[Candidate]) -> Option<Choice> {
    let instance = &article.instances[number];
    let is_outside = article.content_at(instance.at).is_none() && article.document.quoted_at(instance.at).is_none();
    let writer = article.writer.filter(|_| instance.class == SourceClass::First && is_outside)?;
    let best = candidates.iter().position(|candidate| candidate.who == Who::Entity(writer))?;
    Some(Choice { best, probability: WRITER, second: 1.0 - WRITER })
}

/// The likeliest candidate; those of the same name speak for it as well.
pub(super) fn choose(article: &ArticleContext, candidates: &[Candidate], probabilities: &[f32]) -> Choice {
    let best = (0..candidates.len()).rev().max_by(|&one, &other| probabilities[one].total_cmp(&probabilities[other]));
    let best = whole_words(article, candidates, probabilities, best.unwrap_or(0));
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

/// Of the head of a source and the whole of it the whole where an "of" follows the head ("the mayor of Lisbon"), and
/// elsewhere unless it is far less likely.
fn whole_words(article: &ArticleContext, candidates: &[Candidate], probabilities: &[f32], best: usize) -> usize {
    let Who::Words(head) = &candidates[best].who else { return best };
    let belongs = article.document.word(head.end) == "of";
    let whole = candidates.iter().position(|candidate| candidate.sort == Sort::OwnWords);
    let fits = |whole: &usize| {
        candidates[best].sort == Sort::OwnHead && (belongs || probabilities[*whole] * 5.0 >= probabilities[best])
    };
    whole.filter(fits).unwrap_or(best)
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
        let words = self.document.normalized_text(tokens.clone()).into_owned();
        (!words.is_empty()).then_some(words)
    }
}
