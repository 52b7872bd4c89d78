//! Who appears in an article, and its pronouns one by one: for evaluation and training.

use std::ops::Range;

use super::bearers::bearers;
use super::descriptions::{described, facts_of};
use super::entities::Entities;
use super::name::{Bearer, Name};
use super::names::find_names;
use super::pronouns::{Nameless, Person, PronounModel, Scene, Wanted, best, walk};
use super::recogniser::Recogniser;
use crate::attribution::Attribution;
use crate::lexicon::Gender;
use crate::model::chances;
use crate::text::Document;

/// A pronoun, the persons it may mean, and what speaks for each.
#[derive(Clone, Debug)]
pub struct Question {
    /// The token of the pronoun.
    pub token: usize,
    /// Whether it is "she".
    pub female: bool,
    /// The entity of each candidate; `None` for a person without a name.
    pub entities: Vec<Option<usize>>,
    /// For each candidate the probability that it has the gender of the pronoun, where anything tells.
    pub genders: Vec<Option<f32>>,
    /// The features of each candidate, and at the end those of nobody.
    pub evidence: Vec<Vec<u16>>,
}

/// The persons of an article and its attributions.
pub struct Cast<'a> {
    document: &'a Document<'a>,
    names: Vec<Name>,
    entities: Entities,
    attributions: &'a [Attribution],
    nameless: Vec<Nameless>,
}

impl<'a> Cast<'a> {
    /// Reads the names of `document`. The tokens of each of `given` are known to be the name of a person, whatever the
    /// rules for names say.
    pub fn new(
        document: &'a Document<'a>,
        attributions: &'a [Attribution],
        given: &[Range<usize>],
        recogniser: &Recogniser,
    ) -> Self {
        let mut names = find_names(document, recogniser);
        for tokens in given {
            give(&mut names, tokens.clone());
        }
        let (entities, roles) = bearers(document, &names);
        let nameless = described(document, &names, (&entities, &roles, &facts_of(&entities, &roles)), attributions);
        Self { document, names, entities, attributions, nameless }
    }

    /// The entity whose name shares a token with `tokens`.
    pub fn entity_at(&self, tokens: &Range<usize>) -> Option<usize> {
        let index = self.names.partition_point(|name| name.tokens.end <= tokens.start);
        self.names.get(index).filter(|name| name.tokens.start < tokens.end).map(|_| self.entities.of_name[index])
    }

    /// The tokens of all names of persons, titles included, with their entities.
    pub fn persons(&self) -> impl Iterator<Item = (Range<usize>, usize)> + '_ {
        let named = self.names.iter().zip(&self.entities.of_name);
        named
            .filter(|(_, entity)| self.entities.all[**entity].may_be_person())
            .map(|(name, &entity)| (name.titles.start.min(name.tokens.start)..name.tokens.end, entity))
    }

    /// Asks `choose` about every pronoun in order; what it answers counts for the next ones. With `blind`, gender tells
    /// nothing.
    pub fn ask(&self, model: &PronounModel, blind: bool, choose: &mut dyn FnMut(Question) -> Option<usize>) {
        let cast = (self.names.as_slice(), &self.entities);
        let scene = Scene::new(self.document, cast, self.attributions, &self.nameless, (&model.words, &model.parts));
        walk(&scene, blind, Wanted::All, &mut |query| {
            let entity = |person: &Person| match person {
                Person::Entity(entity) => Some(*entity),
                Person::Nameless(_) => None,
            };
            let entities: Vec<Option<usize>> = query.persons.iter().map(entity).collect();
            let gender =
                |entity: &Option<usize>| entity.and_then(|entity| self.entities.all[entity].probability(query.gender));
            choose(Question {
                token: query.token,
                female: query.gender == Gender::Female,
                genders: entities.iter().map(gender).collect(),
                entities,
                evidence: query.evidence.clone(),
            })
        });
    }

    /// Which of the entities `given` the pronoun at `token` means: the likelier one, if it is likely at all beside all
    /// others who may be meant.
    pub fn meant_of(&self, model: &PronounModel, token: usize, given: &[usize]) -> Option<usize> {
        let mut meant = None;
        self.ask(model, false, &mut |question| {
            let probabilities = chances(&model.weights, &question.evidence);
            if question.token == token {
                let asked = |entity: &Option<usize>| entity.filter(|entity| given.contains(entity));
                let likely = question.entities.iter().zip(&probabilities);
                let likely = likely.filter_map(|(entity, &probability)| Some((asked(entity)?, probability)));
                meant =
                    likely.filter(|&(_, probability)| probability >= LEAST_GIVEN).max_by(|a, b| a.1.total_cmp(&b.1));
            }
            Some(best(&probabilities))
        });
        meant.map(|(entity, _)| entity)
    }
}

/// How likely a given person must be meant.
const LEAST_GIVEN: f32 = 0.2;

/// Puts the name of a person at `tokens`, in place of whatever overlaps it.
fn give(names: &mut Vec<Name>, tokens: Range<usize>) {
    if tokens.is_empty() {
        return;
    }
    let from = names.partition_point(|name| name.tokens.end <= tokens.start);
    let to = names.partition_point(|name| name.tokens.start < tokens.end).max(from);
    let old = names[from..to].first();
    let titles = old.map(|name| name.titles.clone()).filter(|titles| titles.end <= tokens.start);
    let gender = old.and_then(|name| name.gender);
    let name = Name {
        titles: titles.unwrap_or(tokens.start..tokens.start),
        tokens,
        bearer: Bearer::Person,
        gender,
        headline: false,
    };
    names.splice(from..to, [name]);
}
