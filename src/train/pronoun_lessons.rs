//! Texts as lessons about pronouns: who may be meant, and who is.
//!
//! What is known comes from labels (a case of GAP, the chains of GUM), and from gender alone: where it rules
//! out somebody near, the rest must be chosen among without knowing it. Those lessons need no labels.

use rustc_hash::FxHashMap;

use super::parsed::Parsed;
use crate::attribution::Attribution;
use crate::evaluate::GapCase;
use crate::model::chances;
use crate::speakers::{Cast, PronounModel, Question, Recogniser, best};
use crate::text::Document;

/// What is known of the pronouns of a text.
pub enum Gold<'a> {
    /// One pronoun and two names.
    Case(&'a GapCase),
    /// Chains of mentions, made by hand.
    Chains(&'a Parsed),
    /// A parse and no more: guessed chains teach worse than gender alone.
    Parse(&'a Parsed),
}

/// How much each kind of lesson counts.
#[derive(Clone, Copy, Debug)]
pub struct Shares {
    /// Labelled cases of GAP.
    pub case: f32,
    /// Chains made by hand.
    pub chains: f32,
    /// What gender alone tells.
    pub blind: f32,
}

/// One choice: the candidates' features, which of them are right, how much it counts.
#[derive(Clone)]
pub struct Choice {
    /// Features by candidate.
    pub evidence: Vec<Vec<u16>>,
    /// Whether each may be right; at least one.
    pub right: Vec<bool>,
    /// How much the choice counts.
    pub weight: f32,
}

/// A text: who appears in it, and what is known of its pronouns.
pub struct Lesson<'a> {
    cast: Cast<'a>,
    gold: FxHashMap<usize, Meaning>,
    share: f32,
    blind: f32,
}

/// What is known of one pronoun.
enum Meaning {
    /// One of these entities; nobody with a name when there is none.
    One(Vec<usize>),
    /// None of these.
    NoneOf(Vec<usize>),
}

impl<'a> Lesson<'a> {
    /// The lesson of `document`, in which `attributions` are known.
    pub fn new(
        document: &'a Document<'a>,
        attributions: &'a [Attribution],
        gold: &Gold,
        shares: &Shares,
        recogniser: &Recogniser,
    ) -> Self {
        let blind = shares.blind;
        match gold {
            Gold::Case(case) => {
                let (pronoun, names) = case.spans();
                let names = names.map(|name| document.tokens_in(name));
                let cast = Cast::new(document, attributions, &names, recogniser);
                let entities = names.map(|tokens| cast.entity_at(&tokens));
                let known = |meant: bool| {
                    let pairs = entities.iter().zip(case.meant).filter(move |(_, is)| *is == meant);
                    pairs.filter_map(|(entity, _)| *entity).collect()
                };
                let neither = case.meant == [false; 2];
                let meaning = if neither { Meaning::NoneOf(known(false)) } else { Meaning::One(known(true)) };
                let gold = [(document.tokens_in(pronoun).start, meaning)].into_iter().collect();
                Self { cast, gold, share: shares.case, blind }
            }
            Gold::Chains(parsed) => {
                let cast = Cast::new(document, attributions, &[], recogniser);
                Self { gold: by_chains(document, &cast, parsed), cast, share: shares.chains, blind }
            }
            Gold::Parse(_) => {
                let cast = Cast::new(document, attributions, &[], recogniser);
                Self { gold: FxHashMap::default(), cast, share: 0.0, blind }
            }
        }
    }

    /// The choices of this text, with earlier pronouns resolved by `model`, or as they are labelled when there is none.
    pub fn choices(&self, model: &PronounModel, first: bool) -> Vec<Choice> {
        let mut choices = Vec::new();
        let mut answers: FxHashMap<usize, Option<usize>> = FxHashMap::default();
        self.cast.ask(model, false, &mut |question| {
            let right = self.right(&question);
            let labelled = right.as_ref().and_then(|right| right.iter().position(|right| *right));
            let answer = match labelled {
                Some(labelled) if first => labelled,
                _ if first => 0,
                _ => best(&chances(&model.weights, &question.evidence)),
            };
            answers.insert(question.token, question.entities.get(answer).copied().flatten());
            if let Some(right) = right {
                choices.push(Choice { evidence: question.evidence, right, weight: self.share });
            }
            Some(answer)
        });
        if self.blind > 0.0 {
            self.cast.ask(model, true, &mut |question| {
                let known = answers.get(&question.token).copied().flatten();
                let answer = known.and_then(|known| question.entities.iter().position(|entity| *entity == Some(known)));
                if let Some(right) = left_by_gender(&question) {
                    let mut evidence = question.evidence;
                    evidence.truncate(right.len());
                    choices.push(Choice { evidence, right, weight: self.blind });
                }
                answer
            });
        }
        choices
    }

    /// Tells `heed`, for each pronoun that is labelled, the probabilities and which candidates are right.
    pub fn judge(&self, model: &PronounModel, heed: &mut dyn FnMut(&[f32], &[bool])) {
        self.cast.ask(model, false, &mut |question| {
            let chances = chances(&model.weights, &question.evidence);
            if let Some(right) = self.right(&question) {
                heed(&chances, &right);
            }
            Some(best(&chances))
        });
    }

    /// Which candidates are right, where that is known.
    fn right(&self, question: &Question) -> Option<Vec<bool>> {
        let nobody = question.evidence.len() - 1;
        let entity = |number: usize| question.entities.get(number).copied().flatten();
        let mut right: Vec<bool> = match self.gold.get(&question.token)? {
            Meaning::One(entities) => {
                (0..=nobody).map(|number| entity(number).is_some_and(|entity| entities.contains(&entity))).collect()
            }
            Meaning::NoneOf(entities) => {
                (0..=nobody).map(|number| entity(number).is_none_or(|entity| !entities.contains(&entity))).collect()
            }
        };
        if right.iter().all(|right| !right) {
            right[nobody] = true;
        }
        Some(right)
    }
}

/// The candidates that gender leaves, when it rules out others that are near.
fn left_by_gender(question: &Question) -> Option<Vec<bool>> {
    let sure = |share: &&Option<f32>| share.is_some_and(|share| share >= 0.95);
    let out = |share: &Option<f32>| share.is_some_and(|share| share <= 0.05);
    let near = &question.genders[..question.genders.len().min(10)];
    let useful = near.iter().any(out) && near.iter().filter(sure).count() > 0;
    useful.then(|| question.genders.iter().map(|share| !out(share)).collect())
}

/// What the chains tell of the pronouns.
fn by_chains(document: &Document, cast: &Cast, parsed: &Parsed) -> FxHashMap<usize, Meaning> {
    let mut named: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (tokens, entity) in cast.persons() {
        if let Some(chain) = parsed.chain_at(document.span(tokens)) {
            let entities = named.entry(chain).or_default();
            if !entities.contains(&entity) {
                entities.push(entity);
            }
        }
    }
    let pronouns = (0..document.tokens.len()).filter(|&token| is_pronoun(document.word(token)));
    let meaning = |token: usize| {
        let chain = parsed.chain_at(document.span(token..token + 1))?;
        Some((token, Meaning::One(named.get(&chain).cloned().unwrap_or_default())))
    };
    pronouns.filter_map(meaning).collect()
}

/// Whether `word` is a pronoun of the third person singular that tells a gender.
pub fn is_pronoun(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "he" | "him" | "his" | "himself") || is_female(word)
}

fn is_female(word: &str) -> bool {
    matches!(word.to_ascii_lowercase().as_str(), "she" | "her" | "hers" | "herself")
}
