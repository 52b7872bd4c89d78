//! The pronouns of an article, each with whom it means, how sure that is, and why.

use rustc_hash::FxHashMap;

use super::grammar::pronoun_gender;
use super::mention::{Nameless, Person};
use super::scene::Scene;
use super::walk::{Place, Wanted, walk};
use super::weights::{PronounModel, best};
use crate::attribution::Attribution;
use crate::lexicon::Gender;
use crate::model::chances;
use crate::speakers::entities::Entities;
use crate::speakers::name::Name;
use crate::speakers::nouns::{OWNED, is_kin};
use crate::text::Document;

/// Whom a pronoun means, and why.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::speakers) struct Meant {
    /// Who.
    pub who: Person,
    /// How likely that is right.
    pub probability: f32,
    /// In words.
    pub why: String,
}

/// Resolves the pronouns of the document that speakers are known by, by token; those that mean nobody known are left out.
pub(in crate::speakers) fn resolve_pronouns(
    document: &Document,
    names: &[Name],
    entities: &Entities,
    attributions: &[Attribution],
    nameless: &[Nameless],
    model: &PronounModel,
) -> FxHashMap<usize, Meant> {
    let mut meant = FxHashMap::default();
    let wanted = wanted(document, attributions);
    if !wanted.contains(&true) {
        return meant;
    }
    let scene = Scene::new(document, (names, entities), attributions, nameless, (&model.words, &model.parts));
    walk(&scene, false, Wanted::Some(&wanted), &mut |query| {
        let probabilities = fitted(chances(&model.weights, &query.evidence), &query.fits);
        let chosen = likely(&probabilities);
        let who = query.persons.get(chosen)?.clone();
        if wanted[query.token] {
            let why = explain(&query.places, chosen, query.gender);
            meant.insert(query.token, Meant { who, probability: probabilities[chosen], why });
        }
        Some(chosen)
    });
    meant
}

/// For each token whether it is a pronoun by which a speaker is known: one in a source, or the owner of a relation ("her
/// daughter Kavitha", for "her mother said").
fn wanted(document: &Document, attributions: &[Attribution]) -> Vec<bool> {
    let mut wanted = vec![false; document.tokens.len()];
    for token in attributions.iter().filter_map(|found| found.source.clone()).flatten() {
        // Whoever gives attributions of another document gets no answer for what is not there.
        if let Some(wanted) = wanted.get_mut(token) {
            *wanted = pronoun_gender(document.word(token)).is_some();
        }
    }
    let is_owner = |token| matches!(document.word(token), "his" | "her" | "His" | "Her");
    let owners: Vec<bool> = document.first_tokens().map(is_owner).collect();
    for (token, wanted) in wanted.iter_mut().enumerate() {
        let owner = owners[document.word_number(token)];
        *wanted |= owner && (token + 1..=token + OWNED).any(|behind| is_kin(document.lower(behind)));
    }
    wanted
}

/// The probabilities with how well each person fits; the last one, nobody, fits as one of whom nothing tells.
fn fitted(mut probabilities: Vec<f32>, fits: &[f32]) -> Vec<f32> {
    probabilities.iter_mut().zip(fits).for_each(|(probability, fit)| *probability *= fit);
    let sum: f32 = probabilities.iter().sum();
    probabilities.iter_mut().for_each(|probability| *probability /= sum.max(f32::MIN_POSITIVE));
    probabilities
}

/// A person must be this likely to be meant where nobody known is likelier: readers of news are seldom left alone with a
/// pronoun.
const LEAST: f32 = 0.15;

/// The most probable candidate, and only where none of the persons is likely at all the last one, nobody.
fn likely(probabilities: &[f32]) -> usize {
    let nobody = probabilities.len().saturating_sub(1);
    let person = best(&probabilities[..nobody]);
    if probabilities.get(person).is_some_and(|&probability| probability >= LEAST) { person } else { nobody }
}

/// The choice in words that a reader can check.
fn explain(places: &[Place], chosen: usize, gender: Gender) -> String {
    let who = if gender == Gender::Female { "woman" } else { "man" };
    let place = places[chosen];
    let near = match place.back {
        None => "named right behind it".to_owned(),
        Some(0) => "last in the same sentence".to_owned(),
        Some(1) => "last in the sentence before".to_owned(),
        Some(n) => format!("last in the text {n} sentences before"),
    };
    let role = match () {
        () if place.source => ", as the one who spoke",
        () if place.subject => ", as subject",
        () => "",
    };
    let only = if places.len() > 1 { "likeliest" } else { "only" };
    format!("{only} {who} named nearby, {near}{role}")
}
