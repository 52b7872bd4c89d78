//! Corrections of the ranker's probabilities where a convention decides, or where labelled articles are too few to learn from.

use std::sync::LazyLock;

use super::super::entity::Entity;
use super::super::entity_type::EntityType;
use super::article::ArticleContext;
use super::candidate::{Candidate, CandidateType, Referent};
use super::instance::{Instance, SourceClass};
use super::rows::{ROLE_FEATURES, Rows, feature_named};
use crate::lexicon::{PERSON_NOUNS, ROLE_FIELDS, TITLES};

/// Corrects the probabilities of the candidates of attribution `number`, in training as well.
pub(super) fn adjust(article: &ArticleContext, number: usize, rows: &Rows, probabilities: &mut [f32]) {
    restrict_to_source(article, number, rows, probabilities);
    discount_other_roles(article, number, rows, probabilities);
    discount_other_gender(article, number, rows, probabilities);
}

/// Multiplies the probabilities of the candidates that `applies` selects by `weight`; the sum stays one. If nothing would
/// be left, all stay as they are.
fn reweigh(probabilities: &mut [f32], weight: f32, applies: impl Fn(usize) -> bool) {
    let weighed = |at: usize| if applies(at) { probabilities[at] * weight } else { probabilities[at] };
    let all: Vec<f32> = (0..probabilities.len()).map(weighed).collect();
    let total: f32 = all.iter().sum();
    if total > 0.0 {
        probabilities.iter_mut().zip(all).for_each(|(probability, weighed)| *probability = weighed / total);
    }
}

/// The label of a transcript, a signature, or a source that is only a name or two names joined by "and" determines the
/// speaker: sets the probability of all other candidates to zero.
fn restrict_to_source(article: &ArticleContext, number: usize, rows: &Rows, probabilities: &mut [f32]) {
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
    reweigh(probabilities, 0.0, |at| !may_be(at));
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

/// The answers of an interview ("A:") are somebody's if its first paragraph names one person alone.
pub(super) fn restrict_to_named(
    article: &ArticleContext,
    number: usize,
    candidates: &[Candidate],
    probabilities: &mut [f32],
) {
    if !article.instances[number].lettered {
        return;
    }
    let is_person = |entity: &Entity| entity.entity_type == EntityType::Person;
    let entities = article.entities.all.iter().zip(&article.mentions.profiles);
    if entities.filter(|(entity, profile)| is_person(entity) && profile.in_title[0]).count() != 1 {
        return;
    }
    reweigh(probabilities, 0.0, |at| candidates[at].referent == Referent::Nobody);
}

/// How much less likely a person is whose role is another one than the description.
const OTHER_ROLE_WEIGHT: f32 = 0.3;

/// How much less likely "he" or "she" is a person with a given name of the other gender.
const OTHER_GENDER_WEIGHT: f32 = 0.1;

/// Maximum share of the pronoun’s gender among people of that given name, less a half.
const MAX_OTHER_GENDER: f32 = -0.47;

/// "She said that it rains. “It pours,” he said": the ranker believes too much in whoever spoke just before.
fn discount_other_gender(article: &ArticleContext, number: usize, rows: &Rows, probabilities: &mut [f32]) {
    if matches!(article.instances[number].class, SourceClass::He | SourceClass::She) {
        let is_other = |at: usize| rows.value(at, *GENDER) <= MAX_OTHER_GENDER;
        reweigh(probabilities, OTHER_GENDER_WEIGHT, is_other);
    }
}

/// The feature for the share of the pronoun's gender.
static GENDER: LazyLock<usize> = LazyLock::new(|| feature_named("gender.share"));

/// "The judge said": a person to whom the article gives other roles only is less likely than the ranker believes. Few
/// labelled articles have an office that nobody in them holds, so it has not learned this.
fn discount_other_roles(article: &ArticleContext, number: usize, rows: &Rows, probabilities: &mut [f32]) {
    let instance = &article.instances[number];
    let noun = instance.noun.filter(|_| instance.class == SourceClass::Definite);
    if noun.is_none_or(|noun| ROLE_FIELDS.field(article.document.lower(noun)).is_none()) {
        return;
    }
    let [known, same, shared] = *ROLE_FEATURES;
    let has_other_role = |at: usize| {
        let person = |entity: usize| article.entities.all[entity].entity_type == EntityType::Person;
        let is_person = matches!(rows.candidates[at].referent, Referent::Entity(entity) if person(entity));
        let fits = rows.value(at, same) > 0.0 || rows.value(at, shared) > 0.0 || rows.states[at].in_source.is_some();
        is_person && rows.value(at, known) > 0.0 && !fits
    };
    reweigh(probabilities, OTHER_ROLE_WEIGHT, has_other_role);
}

#[cfg(test)]
mod tests {
    use super::super::marked::{candidate_named, last_rows, with_marked};
    use super::*;

    /// The probabilities of the last attribution's candidates: those of these names, and 0 for all others.
    fn probabilities(article: &ArticleContext, rows: &Rows, of: &[(&str, f32)]) -> Vec<f32> {
        let mut all = vec![0.0; rows.candidates.len()];
        of.iter().for_each(|(name, value)| all[candidate_named(article, &rows.candidates, name)] = *value);
        all
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
}
