//! Decides on the speakers of an article's attributions, one after the other. Each decision informs the next ones.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::entity::Entity;
use super::super::entity_type::EntityType;
use super::article::ArticleContext;
use super::calibration::{Choice, choice_features};
use super::candidate::{Candidate, CandidateType, Referent};
use super::excluded::addressee;
use super::history::History;
use super::instance::{Instance, SourceClass};
use super::ranker::Ranker;
use super::rows::{Rows, feature_named};
use crate::attribution::passive_participle;
use crate::lexicon::{PERSON_NOUNS, ROLE_FIELDS, TITLES};
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
        restrict_to_source(article, number, &rows, &mut probabilities);
        discount_other_roles(article, number, &rows, &mut probabilities);
        discount_other_gender(article, number, &rows, &mut probabilities);
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

/// The label of a transcript, a signature, or a source that is only a name or two names joined by "and" determines the
/// speaker: sets the probability of all other candidates to zero.
pub(super) fn restrict_to_source(article: &ArticleContext, number: usize, rows: &Rows, probabilities: &mut [f32]) {
    let instance = &article.instances[number];
    if let Some(pair) = pair_in_source(article, instance, &rows.candidates) {
        probabilities.fill(0.0);
        probabilities[pair] = 1.0;
        return;
    }
    if !instance.labelled && !is_name(article, instance) {
        return;
    }
    let may_be = |at: usize| {
        matches!(rows.candidates[at].candidate_type, CandidateType::OwnWords | CandidateType::OwnHead)
            || rows.states[at].in_source.is_some()
    };
    let total: f32 = (0..probabilities.len()).filter(|&at| may_be(at)).map(|at| probabilities[at]).sum();
    if total > 0.0 {
        (0..probabilities.len())
            .for_each(|at| probabilities[at] = if may_be(at) { probabilities[at] / total } else { 0.0 });
    }
}

/// How much less likely a person is whose role is another one than the description.
const OTHER_ROLE_WEIGHT: f32 = 0.3;

/// How much less likely a person is for "he" or "she" whose given name is one of the other gender.
const OTHER_GENDER_WEIGHT: f32 = 0.1;

/// Maximum share of the gender among people of that name, less a half.
const MAX_OTHER_GENDER: f32 = -0.47;

/// "He said": a woman by her given name is less likely than the ranker believes if she spoke just before.
pub(super) fn discount_other_gender(article: &ArticleContext, number: usize, rows: &Rows, probabilities: &mut [f32]) {
    if matches!(article.instances[number].class, SourceClass::He | SourceClass::She) {
        let is_other = |at: usize| rows.value(at, *GENDER) <= MAX_OTHER_GENDER;
        discount(probabilities, OTHER_GENDER_WEIGHT, is_other);
    }
}

/// The feature for the share of the pronoun's gender.
static GENDER: LazyLock<usize> = LazyLock::new(|| feature_named("gender.share"));

/// Multiplies the probabilities of those that `applies` selects by `weight`; the sum stays one.
fn discount(probabilities: &mut [f32], weight: f32, applies: impl Fn(usize) -> bool) {
    (0..probabilities.len()).filter(|&at| applies(at)).for_each(|at| probabilities[at] *= weight);
    let total: f32 = probabilities.iter().sum();
    if total > 0.0 {
        probabilities.iter_mut().for_each(|probability| *probability /= total);
    }
}

/// "The judge said": a person to whom the article gives other roles only is less likely than the ranker believes. Few
/// labelled articles have an office that nobody in them holds, so it has not learned this.
pub(super) fn discount_other_roles(article: &ArticleContext, number: usize, rows: &Rows, probabilities: &mut [f32]) {
    let instance = &article.instances[number];
    let noun = instance.noun.filter(|_| instance.class == SourceClass::Definite);
    if noun.is_none_or(|noun| ROLE_FIELDS.field(article.document.lower(noun)).is_none()) {
        return;
    }
    let [known, same, shared] = *ROLE;
    let has_other_role = |at: usize| {
        let person = |entity: usize| article.entities.all[entity].entity_type == EntityType::Person;
        let is_person = matches!(rows.candidates[at].referent, Referent::Entity(entity) if person(entity));
        let fits = rows.value(at, same) > 0.0 || rows.value(at, shared) > 0.0 || rows.states[at].in_source.is_some();
        is_person && rows.value(at, known) > 0.0 && !fits
    };
    discount(probabilities, OTHER_ROLE_WEIGHT, has_other_role);
}

/// Whether the article gives a candidate a role, that of the source, and words of the description.
static ROLE: LazyLock<[usize; 3]> = LazyLock::new(|| ["role.known", "role.noun", "role.shared"].map(feature_named));

/// The answers of an interview ("A:") are somebody's if its first paragraph names one person alone.
fn restrict_to_named(article: &ArticleContext, number: usize, candidates: &[Candidate], probabilities: &mut [f32]) {
    if !article.instances[number].lettered {
        return;
    }
    let is_person = |entity: &Entity| entity.entity_type == EntityType::Person;
    let entities = article.entities.all.iter().zip(&article.mentions.profiles);
    if entities.filter(|(entity, profile)| is_person(entity) && profile.in_title[0]).count() != 1 {
        return;
    }
    let nobody = candidates.iter().position(|candidate| candidate.referent == Referent::Nobody);
    let total = probabilities.iter().sum::<f32>() - nobody.map_or(0.0, |nobody| probabilities[nobody]);
    if let Some(nobody) = nobody.filter(|_| total > 0.0) {
        probabilities[nobody] = 0.0;
        probabilities.iter_mut().for_each(|probability| *probability /= total);
    }
}

/// Whether the source is one name and nothing else, except an article before it.
fn is_name(article: &ArticleContext, instance: &Instance) -> bool {
    let Some(source) = instance.source.as_ref().filter(|_| instance.names.len() == 1) else { return false };
    let mention = &article.mentions.all[instance.names.start];
    mention.start <= source.start + 1 && mention.end >= source.end && instance.class == SourceClass::Name
}

/// The pair of persons, or of organisations, that a source consists of: "Senators Ann Lee and Bob Ray". Only titles and
/// nouns for roles may precede it.
fn pair_in_source(article: &ArticleContext, instance: &Instance, candidates: &[Candidate]) -> Option<usize> {
    let source = instance.source.as_ref().filter(|_| instance.names.len() == 2)?;
    candidates.iter().position(|candidate| {
        let Referent::Pair(pair) = candidate.referent else { return false };
        let pair = &article.pairs[pair];
        let kinds = pair.entities.map(|entity| article.entities.all[entity].entity_type);
        let one_kind = kinds[0] == kinds[1] && matches!(kinds[0], EntityType::Person | EntityType::Organisation);
        let whole = source.start <= pair.tokens.start && source.end <= pair.tokens.end + 1;
        let leads = |token: usize| {
            let lower = article.document.lower(token);
            let one = lower.strip_suffix('s').unwrap_or(lower);
            matches!(lower, "the" | "both") || TITLES.has(one) || PERSON_NOUNS.has(one) || PERSON_NOUNS.has(lower)
        };
        one_kind && whole && (source.start..pair.tokens.start).all(leads)
    })
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
    fn a_source_that_is_only_a_name_determines_the_speaker() {
        let restricted = |source: &str, ann: f32| {
            with_marked(&format!("Ann Lee met Bob Ray. {{{source}}} said [it rains]."), |article| {
                let (rows, _) = last_rows(article);
                let mut all = probabilities(article, &rows, &[("Ann Lee", ann), ("Bob Ray", 0.75)]);
                restrict_to_source(article, 0, &rows, &mut all);
                ["Ann Lee", "Bob Ray"].map(|name| all[candidate_named(article, &rows.candidates, name)])
            })
        };
        assert_eq!(restricted("Ann Lee", 0.25), [1.0, 0.0]);
        assert_eq!(restricted("Ann Lee", 0.0), [0.0, 0.75], "nobody is left");
        assert_eq!(restricted("She", 0.25), [0.25, 0.75]);
        assert_eq!(restricted("Ann Lee’s report", 0.25), [0.25, 0.75]);
    }

    #[test]
    fn two_names_joined_by_and_determine_the_speaker() {
        for (source, expected) in [
            ("Ann Lee and Bob Ray", true),
            ("Acme Bank and Velbo", true),
            ("Senators Ann Lee and Bob Ray", true),
            ("The lawyers Ann Lee and Bob Ray", true),
            ("A friend of Ann Lee and Bob Ray", false),
            ("Ann Lee and Bob Ray’s lawyer", false),
            ("Bob Ray", false),
        ] {
            with_marked(&format!("Ann Lee met Bob Ray. {{{source}}} said [it rains]."), |article| {
                let (rows, _) = last_rows(article);
                let pair = pair_in_source(article, &article.instances[0], &rows.candidates);
                assert_eq!(pair.is_some(), expected, "{source}");
                let mut all = vec![1.0 / rows.candidates.len() as f32; rows.candidates.len()];
                restrict_to_source(article, 0, &rows, &mut all);
                assert!(pair.is_none_or(|pair| all[pair] == 1.0), "{source}");
            });
        }
    }

    #[test]
    fn a_pronoun_is_hardly_somebody_of_the_other_gender() {
        with_marked("Ann Lee met Bob Ray and Zarnic. {He} said [it rains].", |article| {
            let (rows, _) = last_rows(article);
            let mut all = probabilities(article, &rows, &[("Ann Lee", 0.5), ("Bob Ray", 0.25), ("Zarnic", 0.25)]);
            discount_other_gender(article, 0, &rows, &mut all);
            let of = ["Ann Lee", "Bob Ray", "Zarnic"].map(|name| all[candidate_named(article, &rows.candidates, name)]);
            assert!((of[0] / of[1] - 2.0 * OTHER_GENDER_WEIGHT).abs() < 1e-5 && of[1] == of[2]);
        });
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
    fn a_description_is_hardly_somebody_with_another_role() {
        let ratio = |source: &str| {
            with_marked(&format!("Mayor Ann Lee met Bob Ray. {{{source}}} said [it rains]."), |article| {
                let (rows, _) = last_rows(article);
                let mut all = probabilities(article, &rows, &[("Ann Lee", 0.5), ("Bob Ray", 0.5)]);
                discount_other_roles(article, 0, &rows, &mut all);
                assert!((all.iter().sum::<f32>() - 1.0).abs() < 1e-6);
                let of = |name| all[candidate_named(article, &rows.candidates, name)];
                of("Ann Lee") / of("Bob Ray")
            })
        };
        assert!((ratio("The judge") - OTHER_ROLE_WEIGHT).abs() < 1e-6);
        for other in ["The mayor", "A judge", "The mother", "She"] {
            assert!((ratio(other) - 1.0).abs() < 1e-6, "{other}");
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
