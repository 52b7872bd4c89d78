//! Decides on the speakers of an article's attributions, one after the other. Each decision informs the next ones.

use std::ops::Range;

use super::adjustments::{adjust, restrict_to_named};
use super::article::ArticleContext;
use super::calibration::{Choice, choice_features};
use super::candidate::{Candidate, CandidateType, Referent};
use super::excluded::addressee;
use super::history::History;
use super::instance::SourceClass;
use super::ranker::Ranker;
use super::rows::Rows;
use crate::attribution::passive_participle;
use crate::quote::Kind;

/// The decision on one attribution.
#[derive(Clone, Debug)]
pub(in crate::speakers) struct SpeakerDecision {
    pub referent: Referent,
    /// Probability that content and speaker are both right.
    pub confidence: f32,
    /// The most likely candidates with their probabilities, best first.
    pub ranked: Vec<(Referent, f32)>,
}

/// Maximum number of ranked candidates in a record.
const MAX_RANKED: usize = 4;

/// Minimum probability of a ranked candidate in a record.
const MIN_RANKED_PROBABILITY: f32 = 0.01;

/// Decides on every attribution of `article`, in order.
pub(in crate::speakers) fn decide(article: &ArticleContext, ranker: &Ranker) -> Vec<SpeakerDecision> {
    let mut history = History::default();
    let mut row = Vec::new();
    let decide = |number: usize| {
        let rows = Rows::new(article, number, &history);
        let mut probabilities = ranker.choice.probabilities(&rows.shared, &rows.rows, rows.candidates.len());
        adjust(article, number, &rows, &mut probabilities);
        restrict_to_named(article, number, &rows.candidates, &mut probabilities);
        let settled = first_person(article, number, &rows.candidates)
            .or_else(|| nobody_named(article, number, &rows.candidates))
            .or_else(|| answering(article, number, &rows.candidates));
        if let Some(settled) = settled {
            settle(settled, &mut probabilities);
        }
        let choice = choose(article, &rows.candidates, &probabilities);
        row.clear();
        choice_features(article, number, &rows, &history, choice, &mut row);
        let confidence = ranker.trust.probability(&row);
        history.add(number, &rows.candidates[choice.best], choice.probability);
        SpeakerDecision {
            referent: rows.candidates[choice.best].referent.clone(),
            confidence,
            ranked: ranked(&rows.candidates, &probabilities),
        }
    };
    (0..article.instances.len()).map(decide).collect()
}

/// Probability that "I" is the author in the byline.
const BYLINE_PROBABILITY: f32 = 0.95;

/// "I told him" outside of quotations: the author in the byline, if there is one, with the probability.
fn first_person(article: &ArticleContext, number: usize, candidates: &[Candidate]) -> Option<(usize, f32)> {
    let instance = &article.instances[number];
    let is_outside = article.content_at(instance.at).is_none() && article.document.quoted_at(instance.at).is_none();
    let byline_author = article.byline_author.filter(|_| instance.class == SourceClass::First && is_outside)?;
    let author = candidates.iter().position(|candidate| candidate.referent == Referent::Entity(byline_author))?;
    Some((author, BYLINE_PROBABILITY))
}

/// Probability that the article does not say who asked.
const UNNAMED_PROBABILITY: f32 = 0.9;

/// "“Is it late?” Ann Lee was asked", "is said to be": the article does not say by whom. Nobody, with the probability.
fn nobody_named(article: &ArticleContext, number: usize, candidates: &[Candidate]) -> Option<(usize, f32)> {
    let instance = &article.instances[number];
    let cue = instance.cue.as_ref().filter(|_| instance.source.is_none())?;
    let participle = passive_participle(article.document, cue)?;
    let unnamed = matches!(article.document.lower(participle), "asked" | "said");
    let nobody = candidates.iter().position(|candidate| candidate.referent == Referent::Nobody).filter(|_| unnamed)?;
    Some((nobody, UNNAMED_PROBABILITY))
}

/// Probability that a quotation is the answer of whoever was asked in the sentence before it.
const ANSWERING_PROBABILITY: f32 = 0.8;

/// "Ann Lee asked Bob Ray if it was late. “Not yet.”": the person asked, with the probability.
fn answering(article: &ArticleContext, number: usize, candidates: &[Candidate]) -> Option<(usize, f32)> {
    let instance = &article.instances[number];
    let question = &article.instances[number.checked_sub(1)?];
    let document = article.document;
    let alone = instance.source.is_none() && instance.cue.is_none() && instance.kind == Kind::Direct;
    let asks = question.cue.as_ref().is_some_and(|cue| matches!(document.lower(cue.end - 1), "asked" | "asks"));
    let next = document.sentence_of(instance.content.start) == document.sentence_of(question.content.end - 1) + 1;
    let together = document.paragraph_of(instance.content.start) == question.paragraph;
    let asked = addressee(article, question).filter(|_| alone && asks && next && together)?;
    let asked = candidates.iter().position(|candidate| candidate.referent == Referent::Entity(asked))?;
    Some((asked, ANSWERING_PROBABILITY))
}

/// Gives one candidate its probability, whatever the ranker says, and the others the rest in proportion.
fn settle((settled, probability): (usize, f32), probabilities: &mut [f32]) {
    let others = probabilities.iter().sum::<f32>() - probabilities[settled];
    let share = if others > 0.0 { (1.0 - probability) / others } else { 0.0 };
    probabilities.iter_mut().for_each(|other| *other *= share);
    probabilities[settled] = probability;
}

/// The most likely candidate. The probabilities of candidates with the same name are added.
pub(super) fn choose(article: &ArticleContext, candidates: &[Candidate], probabilities: &[f32]) -> Choice {
    let best = (0..candidates.len()).rev().max_by(|&one, &other| probabilities[one].total_cmp(&probabilities[other]));
    let best = prefer_whole_source(article, candidates, probabilities, best.unwrap_or(0));
    let name = plain_name(article, &candidates[best].referent);
    let (mut probability, mut second) = (0.0, 0.0f32);
    for (at, candidate) in candidates.iter().enumerate() {
        let likely = probabilities[at] >= MIN_RANKED_PROBABILITY;
        if at == best || likely && plain_name(article, &candidate.referent) == name {
            probability += probabilities[at];
        } else {
            second = second.max(probabilities[at]);
        }
    }
    Choice { best, probability, second }
}

/// Chooses the whole source instead of its head if an "of" follows the head ("the mayor of Lisbon"), or else if the
/// whole is not much less likely.
fn prefer_whole_source(
    article: &ArticleContext,
    candidates: &[Candidate],
    probabilities: &[f32],
    best: usize,
) -> usize {
    let Referent::Description(head) = &candidates[best].referent else { return best };
    let belongs = article.document.word(head.end) == "of";
    let whole = candidates.iter().position(|candidate| candidate.candidate_type == CandidateType::OwnWords);
    let fits = |whole: &usize| {
        candidates[best].candidate_type == CandidateType::OwnHead
            && (belongs || probabilities[*whole] * 5.0 >= probabilities[best])
    };
    whole.filter(fits).unwrap_or(best)
}

/// A name in lower case without its article.
fn plain_name(article: &ArticleContext, referent: &Referent) -> Option<String> {
    let name = article.name_of(referent)?.to_lowercase();
    let bare = ["the ", "a ", "an "].iter().find_map(|article| name.strip_prefix(article));
    Some(bare.unwrap_or(&name).to_owned())
}

fn ranked(candidates: &[Candidate], probabilities: &[f32]) -> Vec<(Referent, f32)> {
    let mut order: Vec<usize> =
        (0..candidates.len()).filter(|&at| probabilities[at] >= MIN_RANKED_PROBABILITY).collect();
    order.sort_by(|&one, &other| probabilities[other].total_cmp(&probabilities[one]).then(one.cmp(&other)));
    order.into_iter().take(MAX_RANKED).map(|at| (candidates[at].referent.clone(), probabilities[at])).collect()
}

impl ArticleContext<'_> {
    /// The name of the speaker; `None` for nobody.
    pub(in crate::speakers) fn name_of(&self, referent: &Referent) -> Option<String> {
        match referent {
            Referent::Entity(entity) => Some(self.entities.all[*entity].name.clone()),
            Referent::Pair(pair) => {
                let names = self.pairs[*pair].entities.map(|entity| self.entities.all[entity].name.as_str());
                Some(names.join(" and "))
            }
            Referent::Description(tokens) => self.words_of(tokens),
            Referent::Nobody => None,
        }
    }

    fn words_of(&self, tokens: &Range<usize>) -> Option<String> {
        let words = self.document.normalized_text(tokens.clone()).into_owned();
        (!words.is_empty()).then_some(words)
    }
}

#[cfg(test)]
mod tests {
    use super::super::marked::{EVERY_TYPE, candidate_named, last_rows, with_marked};
    use super::*;

    /// The probabilities of the last attribution's candidates: those of these names, and 0 for all others.
    fn probabilities(article: &ArticleContext, rows: &Rows, of: &[(&str, f32)]) -> Vec<f32> {
        let mut all = vec![0.0; rows.candidates.len()];
        of.iter().for_each(|(name, value)| all[candidate_named(article, &rows.candidates, name)] = *value);
        all
    }

    #[test]
    fn candidates_with_the_chosen_name_support_it() {
        with_marked("{The Acme Bank} said [it rains].", |article| {
            let (rows, _) = last_rows(article);
            let choice = |own: f32| {
                let all = probabilities(article, &rows, &[("Acme Bank", 0.5), ("The Acme Bank", own), ("", 0.25)]);
                choose(article, &rows.candidates, &all)
            };
            let supported = choice(0.25);
            assert_eq!(supported.best, candidate_named(article, &rows.candidates, "Acme Bank"));
            assert_eq!((supported.probability, supported.second), (0.75, 0.25));
            assert_eq!(choice(0.005).probability, 0.5, "a hardly possible candidate supports nothing");
        });
    }

    #[test]
    fn the_whole_source_is_preferred_to_its_head() {
        for (source, whole, expected) in [
            ("The mayor of Leeds", 0.01, "The mayor of Leeds"),
            ("The mayor in Leeds", 0.2, "The mayor in Leeds"),
            ("The mayor in Leeds", 0.1, "The mayor"),
        ] {
            with_marked(&format!("{{{source}}} said [it rains]."), |article| {
                let (rows, _) = last_rows(article);
                let all = probabilities(article, &rows, &[("The mayor", 0.75), (source, whole)]);
                let best = &rows.candidates[choose(article, &rows.candidates, &all).best];
                assert_eq!(article.name_of(&best.referent).as_deref(), Some(expected), "{source} {whole}");
            });
        }
    }

    #[test]
    fn who_is_asked_answers() {
        for (text, answers) in [
            ("{Ann Lee} asked Bob Ray [if it rains]. {}[“Not yet.”]", true),
            ("{Ann Lee} asked Bob Ray [if it rains]. {}[“Not yet”] he <said>.", false),
            ("{Ann Lee} told Bob Ray [it rains]. {}[“Not yet.”]", false),
            ("{Ann Lee} asked [if it rains]. {}[“Not yet.”]", false),
            ("{Ann Lee} asked Bob Ray [if it rains].\n{}[“Not yet.”]", false),
            ("{Ann Lee} asked Bob Ray [if it rains]. He left. {}[“Not yet.”]", false),
        ] {
            with_marked(text, |article| {
                let (rows, _) = last_rows(article);
                let found = answering(article, 1, &rows.candidates);
                let name = found.and_then(|(at, _)| article.name_of(&rows.candidates[at].referent));
                assert_eq!(name.as_deref(), answers.then_some("Bob Ray"), "{text}");
            });
        }
    }

    #[test]
    fn the_reporter_is_the_author_of_the_byline() {
        for (text, is_author) in [
            ("By Bob Ray\n\nAnn Lee waited. {I} told her [it rains].", true),
            ("By Bob Ray\n\nAnn Lee waited. “{I} said [it rains],” read the sign.", false),
            ("By Bob Ray\n\nAnn Lee waited. {We} told her [it rains].", false),
            ("Bob Ray\n\nAnn Lee waited. {I} told her [it rains].", false),
        ] {
            with_marked(text, |article| {
                let (rows, _) = last_rows(article);
                let settled = first_person(article, 0, &rows.candidates);
                let author = settled.map(|(author, _)| candidate_named(article, &rows.candidates, "Bob Ray") == author);
                assert_eq!(author, is_author.then_some(true), "{text}");
            });
        }
    }

    #[test]
    fn what_is_settled_leaves_the_rest_to_the_others() {
        let settled = |mut all: [f32; 3]| {
            settle((1, 0.75), &mut all);
            all
        };
        assert_eq!(settled([0.5, 0.25, 0.25]), [0.25 / 1.5, 0.75, 0.125 / 1.5]);
        assert_eq!(settled([0.0, 1.0, 0.0]), [0.0, 0.75, 0.0]);
    }

    #[test]
    fn nobody_is_ranked_first_where_the_article_does_not_say_who_asked() {
        with_marked("Bob Ray waited. {}[“Is it late?”] Ann Lee was <asked>.", |article| {
            let decision = &decide(article, &Ranker::shipped().unwrap())[0];
            assert_eq!(decision.referent, Referent::Nobody);
            assert_eq!(decision.ranked[0], (Referent::Nobody, UNNAMED_PROBABILITY));
        });
    }

    #[test]
    fn the_ranked_candidates_are_few_likely_and_best_first() {
        with_marked(EVERY_TYPE, |article| {
            let (rows, _) = last_rows(article);
            let ranks = |values: &[f32]| {
                let mut all = vec![0.0; rows.candidates.len()];
                all[..values.len()].copy_from_slice(values);
                let place = |referent: &Referent| rows.candidates.iter().position(|one| one.referent == *referent);
                ranked(&rows.candidates, &all).iter().map(|(one, _)| place(one).unwrap()).collect::<Vec<_>>()
            };
            assert_eq!(ranks(&[0.05, 0.3, 0.005, 0.3, 0.2, 0.1]), [1, 3, 4, 5]);
            assert_eq!(ranks(&[0.005, 0.99]), [1]);
        });
    }

    #[test]
    fn every_attribution_gets_one_decision_that_informs_the_next() {
        let text = "Bob Ray waited. {Ann Lee} said [it rains]. {She} said [it pours]. {}[“It snows.”]";
        with_marked(text, |article| {
            let ranker = Ranker::shipped().unwrap();
            let decisions = decide(article, &ranker);
            assert_eq!(decisions.len(), 3);
            assert_eq!(article.name_of(&decisions[0].referent).as_deref(), Some("Ann Lee"));
            for decision in &decisions {
                assert!((0.0..=1.0).contains(&decision.confidence));
                assert!(decision.ranked.iter().any(|(referent, _)| *referent == decision.referent));
            }
            let alone = Rows::new(article, 2, &History::default());
            let probabilities = ranker.choice.probabilities(&alone.shared, &alone.rows, alone.candidates.len());
            assert_ne!(decisions[2].ranked, ranked(&alone.candidates, &probabilities));
        });
    }
}
