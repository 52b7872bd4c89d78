//! From attributions to their speakers, as records have them.

use std::ops::Range;

use super::bearers::bearers;
use super::entities::Entities;
use super::entity::speaker_id;
use super::facts::facts_of;
use super::listed::Listed;
use super::name::{Bearer, Name};
use super::names::find_names;
use super::nouns::noun_kind;
use super::people::People;
use super::ranking::{ArticleContext, Decided, Ranker, Who, decide};
use super::recogniser::Recogniser;
use crate::attribution::Attribution;
use crate::model::{ModelError, Words};
use crate::quote::{Candidate, Found, Kind, Polarity, Report, Speaker, SpeakerKind};
use crate::text::Document;

/// What resolving goes by.
#[derive(Clone, Debug)]
pub struct Resolver {
    recogniser: Recogniser,
    ranker: Ranker,
    words: Words,
    people: People,
}

/// A speaker with what speaks for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// Who.
    pub speaker: Speaker,
    /// The likeliest speakers, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// Whether the user's own list of people decided.
    pub listed: bool,
    /// Probability that content and speaker are both right.
    pub confidence: f32,
}

impl Resolver {
    /// With the weights that the library ships.
    ///
    /// # Errors
    ///
    /// When they are damaged or of another version.
    pub fn shipped() -> Result<Self, ModelError> {
        Ok(Self {
            recogniser: Recogniser::shipped()?,
            ranker: Ranker::shipped()?,
            words: Words::shipped()?,
            people: People::default(),
        })
    }

    /// The same, with a list that decides over what the article tells.
    pub fn with_people(self, people: People) -> Self {
        Self { people, ..self }
    }

    /// One speaker for each of `attributions`, in their order.
    pub fn resolve(&self, document: &Document, attributions: &[Attribution]) -> Vec<Resolved> {
        let names = find_names(document, &self.recogniser);
        let (entities, roles) = bearers(document, &names);
        let facts = facts_of(&entities, &roles);
        let article = ArticleContext::new(document, &names, &entities, &facts, attributions, &self.words);
        let decided = decide(&article, &self.ranker);
        let shown = Shown { document, article: &article, entities: &entities, roles: &roles };
        let both = decided.into_iter().zip(attributions);
        let mut resolved: Vec<Resolved> =
            both.map(|(decided, attribution)| shown.resolved(decided, attribution)).collect();
        by_people(&self.people, &entities, &mut resolved, attributions);
        resolved
    }

    /// Which of `given`, tokens of names of persons, the pronoun at `token` means. Others whom the document names may be
    /// meant as well, so that often none of them is.
    pub fn meant(
        &self,
        document: &Document,
        attributions: &[Attribution],
        token: usize,
        given: &[Range<usize>],
    ) -> Vec<bool> {
        let mut names = find_names(document, &self.recogniser);
        given.iter().for_each(|tokens| give(&mut names, tokens.clone()));
        let (entities, roles) = bearers(document, &names);
        let facts = facts_of(&entities, &roles);
        let mut asked = attributions.to_vec();
        let span = document.span(token..token + 1);
        let at = asked.partition_point(|one| one.content.first().is_some_and(|piece| piece.start() < span.start()));
        asked.insert(
            at,
            Attribution {
                content: vec![span],
                source: Some(token..token + 1),
                cue: None,
                kind: Kind::Indirect,
                report: Report::Statement,
                polarity: Polarity::Affirmed,
                ground: None,
                found: Found::Cue,
                confidence: 0.9,
            },
        );
        let article = ArticleContext::new(document, &names, &entities, &facts, &asked, &self.words);
        let decided = decide(&article, &self.ranker);
        let of = |tokens: &Range<usize>| {
            let index = names.partition_point(|name| name.tokens.end <= tokens.start);
            entities.of_name.get(index).copied()
        };
        let given_entities: Vec<Option<usize>> = given.iter().map(of).collect();
        let likely = |(who, probability): &(Who, f32)| match who {
            Who::Entity(entity) if *probability >= LEAST_GIVEN => {
                Some(*entity).filter(|one| given_entities.contains(&Some(*one)))
            }
            _ => None,
        };
        let meant = decided[at].ranked.iter().find_map(likely);
        given_entities.iter().map(|entity| meant.is_some() && *entity == meant).collect()
    }
}

/// How likely a given person must be meant.
const LEAST_GIVEN: f32 = 0.1;

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

/// Those whom the user lists are who the list says.
fn by_people(people: &People, entities: &Entities, resolved: &mut [Resolved], attributions: &[Attribution]) {
    let persons = entities.all.iter().filter(|entity| entity.may_be_person());
    let mut listed = Listed::new(people, persons.map(|entity| entity.name.as_str()));
    for (resolved, attribution) in resolved.iter_mut().zip(attributions) {
        let Some(named) = listed.decide(&mut resolved.speaker) else { continue };
        resolved.listed = true;
        if named {
            resolved.confidence = resolved.confidence.max(0.99 * attribution.confidence);
        }
    }
}

/// What decisions are shown with.
struct Shown<'a> {
    document: &'a Document<'a>,
    article: &'a ArticleContext<'a>,
    entities: &'a Entities,
    roles: &'a [Vec<String>],
}

impl Shown<'_> {
    fn resolved(&self, decided: Decided, attribution: &Attribution) -> Resolved {
        let mention = attribution.source.clone().filter(|source| !source.is_empty());
        let mut speaker = self.speaker(&decided.who);
        speaker.mention = mention.map(|source| self.document.normalized_text(source).into_owned());
        let candidates = decided.ranked.iter().map(|(who, probability)| self.candidate(who, *probability)).collect();
        Resolved { speaker, candidates, listed: false, confidence: decided.confidence }
    }

    fn speaker(&self, who: &Who) -> Speaker {
        match who {
            Who::Entity(number) => {
                let entity = &self.entities.all[*number];
                Speaker {
                    name: Some(entity.name.clone()),
                    id: entity.id(),
                    kind: entity.kind(),
                    role: self.roles[*number].first().cloned(),
                    mention: None,
                    aliases: entity.aliases.clone(),
                }
            }
            Who::Pair(_) => Speaker { name: self.article.name_of(who), kind: SpeakerKind::Group, ..Speaker::default() },
            Who::Words(tokens) => self.nameless(tokens),
            Who::Nobody => Speaker::default(),
        }
    }

    /// Somebody whom the article calls by these words alone.
    fn nameless(&self, tokens: &Range<usize>) -> Speaker {
        let name = self.document.normalized_text(tokens.clone()).into_owned();
        let noun = self.article.noun_in(tokens);
        let kind = noun.map_or(SpeakerKind::Unknown, |noun| noun_kind(self.document.lower(noun)));
        // "the Colombian foreign ministry" is a proper body; "the ministry" could be any.
        let bare = name.strip_prefix("the ").or(name.strip_prefix("The "));
        let proper = kind == SpeakerKind::Organisation
            && bare.unwrap_or(&name).split(' ').any(|word| word.starts_with(char::is_uppercase));
        let name = if proper { bare.unwrap_or(&name).to_owned() } else { name };
        let id = proper.then(|| speaker_id(&name)).flatten();
        Speaker { name: (!name.is_empty()).then_some(name), id, kind, ..Speaker::default() }
    }

    fn candidate(&self, who: &Who, probability: f32) -> Candidate {
        Candidate { name: self.article.name_of(who), probability: (probability * 1000.0).round() / 1000.0 }
    }
}
