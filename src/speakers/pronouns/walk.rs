//! The pass over the article: mentions are noted, pronouns ask.

use rustc_hash::FxHashMap;

use super::evidence::{Asked, Candidate, nobody, of_candidate};
use super::features::Evidence;
use super::fit::fit;
use super::grammar::can_be;
use super::mention::{Case, Form, Mention, Person, Standing};
use super::scene::Scene;
use crate::lexicon::Gender;
use crate::text::Document;

/// How far back, in sentences the reporter tells, somebody may be meant.
const REACH: usize = 9;

/// How many recently mentioned persons are weighed: keeps the pass linear.
const MOST_CANDIDATES: usize = 16;

/// How many persons that are named only behind the pronoun are weighed.
const MOST_AHEAD: usize = 3;

/// Below this probability of the gender nobody is a candidate.
const LEAST_GENDER: f32 = 0.03;

/// A pronoun and whom it may mean.
pub(in crate::speakers) struct Query {
    /// The pronoun.
    pub token: usize,
    /// The gender it tells.
    pub gender: Gender,
    /// Who may be meant, the one mentioned last first; in the end those only named behind it.
    pub persons: Vec<Person>,
    /// What speaks for each of them, and at the end for nobody.
    pub evidence: Vec<Evidence>,
    /// How well the gender of each fits that of the pronoun: 1 when nothing tells.
    pub fits: Vec<f32>,
    /// Where each was last mentioned (or will be first): sentences the reporter tells between, and whether as subject.
    pub places: Vec<Place>,
}

/// Where a candidate was last mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::speakers) struct Place {
    /// Sentences back; `None` for somebody named only behind the pronoun.
    pub back: Option<usize>,
    /// Whether as a subject.
    pub subject: bool,
    /// Whether as the source of an attribution.
    pub source: bool,
}

/// Which pronouns are asked about.
#[derive(Clone, Copy)]
pub(in crate::speakers) enum Wanted<'a> {
    /// All.
    All,
    /// Those at the tokens that are marked, and the others on which those depend.
    Some(&'a [bool]),
}

impl Wanted<'_> {
    /// Where the last token ends that is wanted.
    fn end(self, document: &Document) -> usize {
        match self {
            Wanted::All => document.tokens.len(),
            Wanted::Some(marked) => marked.iter().rposition(|&marked| marked).map_or(0, |last| last + 1),
        }
    }

    fn has(self, token: usize) -> bool {
        match self {
            Wanted::All => true,
            Wanted::Some(marked) => marked[token],
        }
    }
}

/// Asks `choose` for the pronouns of the article that are `wanted`, in order. What it answers (the index of a person) counts
/// as a mention for the next ones. With `blind`, gender tells nothing: everybody near is a candidate.
pub(in crate::speakers) fn walk(
    scene: &Scene,
    blind: bool,
    wanted: Wanted,
    choose: &mut dyn FnMut(&Query) -> Option<usize>,
) {
    let may_be_person = |index: usize| scene.entities.all[scene.entities.of_name[index]].may_be_person();
    let end = wanted.end(scene.document);
    let near = scene.names_until(end);
    let by_name = (0..near).map(|index| may_be_person(index).then(|| scene.name(index))).collect();
    let mut walk =
        Walk { scene, blind, by_name, standings: Vec::new(), entities: FxHashMap::default(), recent: Vec::new() };
    let mut names = scene.names.iter().enumerate().peekable();
    let mut nameless = scene.nameless.iter().peekable();
    let mut answers: FxHashMap<usize, Person> = FxHashMap::default();
    let mut last_speaker: Option<usize> = None;
    let mut last_pronoun: [Option<usize>; 2] = [None; 2];
    for token in 0..end {
        while let Some(person) = nameless.next_if(|person| person.source.start <= token) {
            let mention = scene.mention(person.source.clone(), Form::Noun);
            let who = person.entity.map_or_else(|| Person::Nameless(person.source.clone()), Person::Entity);
            let at = walk.note(who, mention, person.gender, false);
            last_speaker = Some(at);
        }
        while names.peek().is_some_and(|(_, name)| name.tokens.start < token) {
            names.next();
        }
        if let Some((index, _)) = names.next_if(|(_, name)| name.tokens.start == token) {
            let entity = scene.entities.of_name[index];
            if let Some(mention) = walk.by_name[index].clone() {
                let source = mention.source;
                let at = walk.note(Person::Entity(entity), mention, scene.noun_gender(index), false);
                last_speaker = if source { Some(at) } else { last_speaker };
            }
            continue;
        }
        if !scene.grammar.can_be(can_be::PRONOUN, token) {
            continue;
        }
        let Some(gender) = scene.grammar.facts(scene.document, token).pronoun else { continue };
        // Whom a pronoun in marks means counts for no other one.
        if !wanted.has(token) && scene.document.quoted_at(token).is_some() {
            continue;
        }
        let mention = scene.mention(token..token + 1, Form::Pronoun);
        let next_name = names.peek().map_or(scene.names.len(), |(index, _)| *index);
        let speaker = scene.content_at(token).and_then(|said| speaker(scene, said, &answers));
        let asked = Asked {
            case: Case::of(scene.document.word(token), mention.part, mention.source),
            gender,
            blind,
            inside: scene.content_at(token).map(|said| (scene.speech[said].direct, speaker)),
            last_speaker: last_speaker.map(|at| walk.standings[at].who.clone()),
            last_pronoun: last_pronoun[usize::from(!blind && gender == Gender::Male)]
                .map(|at| walk.standings[at].who.clone()),
            mention,
        };
        let query = walk.query(&asked, next_name);
        let Some(chosen) = choose(&query).filter(|&chosen| chosen < query.persons.len()) else { continue };
        let who = query.persons[chosen].clone();
        answers.insert(token, who.clone());
        if asked.mention.quoted.is_none() {
            let source = asked.mention.source;
            let at = walk.note(who, asked.mention, Some(gender), true);
            last_pronoun[usize::from(!blind && gender == Gender::Male)] = Some(at);
            last_speaker = if source { Some(at) } else { last_speaker };
        }
    }
}

/// Who says attribution `said`: the person named in its source, or meant by the pronoun there.
fn speaker(scene: &Scene, said: usize, answers: &FxHashMap<usize, Person>) -> Option<Person> {
    let source = scene.speech[said].source.clone()?;
    let next = scene.names.partition_point(|name| name.tokens.end <= source.start);
    let named = (next..scene.names.len()).take_while(|&index| scene.names[index].tokens.start < source.end);
    let person =
        |index: usize| Some(scene.entities.of_name[index]).filter(|&entity| scene.entities.all[entity].may_be_person());
    named.filter_map(person).map(Person::Entity).next().or_else(|| answers.get(&source.start).cloned())
}

struct Walk<'a, 'b> {
    scene: &'b Scene<'a>,
    blind: bool,
    /// The mention by each name that may be a person's, as far as it is looked.
    by_name: Vec<Option<Mention>>,
    standings: Vec<Standing>,
    /// The standing of each entity.
    entities: FxHashMap<usize, usize>,
    /// Standings by their last mention, the latest at the end.
    recent: Vec<usize>,
}

impl Walk<'_, '_> {
    /// Takes note of a mention; returns the standing.
    fn note(&mut self, who: Person, mut mention: Mention, gender: Option<Gender>, pronoun: bool) -> usize {
        let latest = self.recent.last().map(|&at| self.standings[at].last.sentence);
        mention.first = latest != Some(mention.sentence);
        let known = match &who {
            Person::Entity(entity) => self.entities.get(entity).copied(),
            Person::Nameless(_) => self.recent.iter().copied().find(|&at| self.standings[at].who == who),
        };
        let at = known.unwrap_or_else(|| {
            self.standings.push(Standing {
                who: who.clone(),
                order: self.standings.len(),
                mentions: 0,
                subjects: 0,
                pronouns: [0; 2],
                told_gender: [0; 2],
                last: mention.clone(),
                before: None,
                introduced: mention.paragraph,
                named: mention.stand(),
                spoke: None,
            });
            self.standings.len() - 1
        });
        if let Person::Entity(entity) = who {
            self.entities.insert(entity, at);
        }
        let standing = &mut self.standings[at];
        if !pronoun {
            standing.named = mention.stand();
        }
        if mention.source {
            standing.spoke = Some(mention.stand());
        }
        if standing.mentions > 0 {
            standing.before = Some(std::mem::replace(&mut standing.last, mention));
        }
        standing.mentions += 1;
        standing.subjects += usize::from(standing.last.part.is_subject());
        if let Some(gender) = gender {
            let counts = if pronoun { &mut standing.pronouns } else { &mut standing.told_gender };
            counts[usize::from(gender == Gender::Male)] += 1;
        }
        self.recent.retain(|&other| other != at);
        self.recent.push(at);
        if self.recent.len() > MOST_CANDIDATES {
            self.recent.remove(0);
        }
        at
    }

    fn query(&self, asked: &Asked, next_name: usize) -> Query {
        let mut candidates: Vec<Candidate> = Vec::with_capacity(MOST_CANDIDATES + MOST_AHEAD);
        for &at in self.recent.iter().rev() {
            let standing = &self.standings[at];
            // "His lawyer" is not "he".
            let near = asked.mention.told - standing.last.told <= REACH
                && !standing.last.tokens.contains(&asked.mention.tokens.start);
            if near && self.may_be(&standing.who, standing, asked.gender) {
                let next = self.next_mention(&standing.who, next_name, asked.mention.sentence);
                candidates.push(Candidate {
                    who: standing.who.clone(),
                    standing: Some(standing),
                    mention: &standing.last,
                    next,
                });
            }
        }
        self.ahead(asked, next_name, &mut candidates);
        let mut evidence: Vec<Evidence> =
            (0..candidates.len()).map(|number| of_candidate(self.scene, asked, &candidates, number)).collect();
        evidence.push(nobody(self.scene, asked, &candidates));
        let place = |candidate: &Candidate| Place {
            back: candidate.standing.map(|_| asked.mention.told - candidate.mention.told),
            subject: candidate.mention.part.is_subject(),
            source: candidate.mention.source,
        };
        let places = candidates.iter().map(place).collect();
        let fits = (0..candidates.len()).map(|number| fit(self.scene, asked, &candidates, number)).collect();
        let persons = candidates.into_iter().map(|candidate| candidate.who).collect();
        Query { token: asked.mention.tokens.start, gender: asked.gender, persons, evidence, fits, places }
    }

    fn may_be(&self, who: &Person, standing: &Standing, gender: Gender) -> bool {
        if self.blind {
            return true;
        }
        match who {
            Person::Entity(entity) => self.entity_may_be(*entity, gender),
            Person::Nameless(_) => {
                let other = usize::from(gender == Gender::Female);
                standing.told_gender[other] == 0
            }
        }
    }

    fn entity_may_be(&self, entity: usize, gender: Gender) -> bool {
        self.blind || self.scene.entities.all[entity].probability(gender).is_none_or(|share| share >= LEAST_GENDER)
    }

    /// How many sentences ahead the person is named next, up to one.
    fn next_mention(&self, who: &Person, next_name: usize, sentence: usize) -> Option<usize> {
        let Person::Entity(entity) = who else { return None };
        let mentions = &self.scene.entities.all[*entity].mentions;
        let next = mentions.get(mentions.partition_point(|&mention| mention < next_name))?;
        let there = self.scene.document.sentence_of(self.scene.names[*next].tokens.start);
        Some(there - sentence).filter(|&away| away <= 1)
    }

    /// Persons named in this sentence or the next one, but not lately before.
    fn ahead<'c>(&'c self, asked: &Asked, next_name: usize, candidates: &mut Vec<Candidate<'c>>) {
        let scene = self.scene;
        let near =
            |index: &usize| scene.document.sentence_of(scene.names[*index].tokens.start) <= asked.mention.sentence + 1;
        let mut found = 0;
        for index in (next_name..scene.names.len().min(next_name + 12)).take_while(near) {
            let entity = scene.entities.of_name[index];
            let who = Person::Entity(entity);
            let Some(Some(mention)) = self.by_name.get(index) else { continue };
            let fits = self.entity_may_be(entity, asked.gender);
            if fits && found < MOST_AHEAD && candidates.iter().all(|candidate| candidate.who != who) {
                candidates.push(Candidate { who, standing: None, mention, next: None });
                found += 1;
            }
        }
    }
}
