//! What is known beforehand of whom a pronoun means, beside the learned weights.
//!
//! The weights are learned from few labelled pronouns, most of them with rivals of one gender close by. What they cannot
//! have seen there is said here, as factors of the probability.

use std::cmp::Ordering;

use super::evidence::{Asked, Candidate, View, gender_level, sided};
use super::mention::{Mention, Person};
use super::scene::Scene;
use crate::speakers::name::Bearer;

/// From how many sentences back on somebody is far.
const FAR: usize = 3;

/// How much likelier than by the weights alone candidate `number` of `all` is.
pub(super) fn fit(scene: &Scene, asked: &Asked, all: &[Candidate], number: usize) -> f32 {
    let candidate = &all[number];
    let owns = View { scene, asked, all, number, candidate }.owns();
    // "Her lawyer, Ann Lee, ... she said": who was mentioned only as the owner steps back.
    let by_owner = if owns { 0.4 } else { 1.0 };
    by_history(asked, candidate)
        * by_gender(scene, asked, candidate)
        * by_distance(asked, all, number)
        * by_teller(asked, candidate)
        * by_owner
}

/// Who was "she" before is "she" again.
fn by_history(asked: &Asked, candidate: &Candidate) -> f32 {
    let Some(standing) = candidate.standing else { return 1.0 };
    let [same, other] = sided(standing.pronouns, asked.gender);
    match same.cmp(&other) {
        Ordering::Less => 0.4,
        Ordering::Equal => 1.0,
        Ordering::Greater => 1.2,
    }
}

/// A name that tells its gender goes before one that does not.
fn by_gender(scene: &Scene, asked: &Asked, candidate: &Candidate) -> f32 {
    let unclear = match candidate.who {
        Person::Entity(entity) => scene.entities.all[entity].bearer != Bearer::Person,
        Person::Nameless(_) => false,
    };
    match gender_level(scene, asked, candidate) {
        0 => 0.1,
        1 => 0.25,
        2 => 0.6,
        3 if unclear => 0.5,
        3 | 4 => 1.0,
        5 => 1.5,
        _ => 2.0,
    }
}

/// Readers seldom reach back over several sentences for somebody while another one stands between, and take the only one
/// of this sentence and the last.
fn by_distance(asked: &Asked, all: &[Candidate], number: usize) -> f32 {
    let back = |candidate: &Candidate| asked.mention.told.saturating_sub(candidate.mention.told);
    let alone = || all[number].standing.is_some() && all[1..].iter().all(|other| back(other) > 1);
    match (back(&all[number]), number) {
        (FAR.., 1..) => 0.4,
        (0..=1, 0) if alone() => 2.0,
        _ => 1.0,
    }
}

/// Whom only others speak of is not whom the reporter calls again, and few name themselves in what they say.
fn by_teller(asked: &Asked, candidate: &Candidate) -> f32 {
    let (pronoun, mention) = (&asked.mention, candidate.mention);
    let told = |mention: &Mention| mention.quoted.is_none();
    let unheard = !candidate.standing.is_some_and(|standing| standing.before.as_ref().is_some_and(told));
    let in_their_words = pronoun.source && pronoun.sentence.abs_diff(mention.sentence) <= 1;
    if told(pronoun) && !told(mention) && (unheard || in_their_words) { 0.3 } else { 1.0 }
}
