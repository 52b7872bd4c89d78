//! Resolves attributions to speakers in the form of records.

use std::ops::Range;

use super::entities::Entities;
use super::entity::speaker_id;
use super::entity_roles::entities_with_roles;
use super::entity_type::EntityType;
use super::name::Name;
use super::names::find_names;
use super::nouns::noun_kind;
use super::people::People;
use super::people_match::ListMatcher;
use super::ranking::{ArticleContext, Ranker, Referent, SpeakerDecision, decide};
use super::recogniser::Recogniser;
use super::role_words::role_words_of;
use crate::attribution::Attribution;
use crate::model::{ModelError, WordClasses};
use crate::quote::{AttributionPattern, AttributionType, Kind, Polarity, Speaker, SpeakerCandidate, SpeakerKind};
use crate::text::Document;

/// The models and the user's list for resolving speakers.
#[derive(Clone, Debug)]
pub struct Resolver {
    recogniser: Recogniser,
    ranker: Ranker,
    words: WordClasses,
    people: People,
}

/// A resolved speaker with its evidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resolved {
    /// The speaker.
    pub speaker: Speaker,
    /// The most likely speakers, best first.
    pub candidates: Vec<SpeakerCandidate>,
    /// Whether the user's list decided.
    pub listed: bool,
    /// Probability that content and speaker are both right.
    pub confidence: f32,
}

impl Resolver {
    /// A resolver with the bundled weights.
    ///
    /// # Errors
    ///
    /// If they are damaged or of another version.
    pub fn shipped() -> Result<Self, ModelError> {
        Ok(Self {
            recogniser: Recogniser::shipped()?,
            ranker: Ranker::shipped()?,
            words: WordClasses::shipped()?,
            people: People::default(),
        })
    }

    /// Sets a list that overrides what is inferred.
    pub fn set_people(&mut self, people: People) {
        self.people = people;
    }

    /// One speaker for each of `attributions`, in order.
    pub fn resolve(&self, document: &Document, attributions: &[Attribution]) -> Vec<Resolved> {
        let names = find_names(document, &self.recogniser);
        let (entities, roles) = entities_with_roles(document, &names);
        let role_words = role_words_of(&entities, &roles);
        let article = ArticleContext::new(document, &names, &entities, &role_words, attributions, &self.words);
        let decided = decide(&article, &self.ranker);
        let builder = SpeakerBuilder { document, article: &article, entities: &entities, roles: &roles };
        let both = decided.into_iter().zip(attributions);
        let mut resolved: Vec<Resolved> =
            both.map(|(decided, attribution)| builder.resolved(decided, attribution)).collect();
        apply_people_list(&self.people, &entities, &mut resolved, attributions);
        resolved
    }

    /// Whether the pronoun at `token` refers to each of `given`, the tokens of persons' names. It may refer to others
    /// in the document, so often none of them is the antecedent.
    pub fn resolve_pronoun(
        &self,
        document: &Document,
        attributions: &[Attribution],
        token: usize,
        given: &[Range<usize>],
    ) -> Vec<bool> {
        let mut names = find_names(document, &self.recogniser);
        given.iter().for_each(|tokens| insert_name(&mut names, tokens.clone()));
        let (entities, roles) = entities_with_roles(document, &names);
        let role_words = role_words_of(&entities, &roles);
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
                report: AttributionType::Statement,
                polarity: Polarity::Affirmed,
                ground: None,
                found: AttributionPattern::Cue,
                confidence: 0.9,
            },
        );
        let article = ArticleContext::new(document, &names, &entities, &role_words, &asked, &self.words);
        let decided = decide(&article, &self.ranker);
        let of = |tokens: &Range<usize>| {
            let index = names.partition_point(|name| name.tokens.end <= tokens.start);
            entities.of_name.get(index).copied()
        };
        let given_entities: Vec<Option<usize>> = given.iter().map(of).collect();
        let likely = |(referent, probability): &(Referent, f32)| match referent {
            Referent::Entity(entity) if *probability >= MIN_PRONOUN_PROBABILITY => {
                Some(*entity).filter(|one| given_entities.contains(&Some(*one)))
            }
            _ => None,
        };
        let meant = decided[at].ranked.iter().find_map(likely);
        given_entities.iter().map(|entity| meant.is_some() && *entity == meant).collect()
    }
}

/// Minimum probability of the antecedent.
const MIN_PRONOUN_PROBABILITY: f32 = 0.1;

/// Inserts the name of a person at `tokens`, replacing names that overlap it.
fn insert_name(names: &mut Vec<Name>, tokens: Range<usize>) {
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
        entity_type: EntityType::Person,
        gender,
        headline: false,
    };
    names.splice(from..to, [name]);
}

/// Replaces speakers that are on the user's list.
fn apply_people_list(people: &People, entities: &Entities, resolved: &mut [Resolved], attributions: &[Attribution]) {
    let persons = entities.all.iter().filter(|entity| entity.may_be_person());
    let mut listed = ListMatcher::new(people, persons.map(|entity| entity.name.as_str()));
    for (resolved, attribution) in resolved.iter_mut().zip(attributions) {
        let Some(named) = listed.apply(&mut resolved.speaker) else { continue };
        resolved.listed = true;
        if named {
            resolved.confidence = resolved.confidence.max(0.99 * attribution.confidence);
        }
    }
}

/// Builds speakers from decisions.
struct SpeakerBuilder<'a> {
    document: &'a Document<'a>,
    article: &'a ArticleContext<'a>,
    entities: &'a Entities,
    roles: &'a [Vec<String>],
}

impl SpeakerBuilder<'_> {
    fn resolved(&self, decided: SpeakerDecision, attribution: &Attribution) -> Resolved {
        let mention = attribution.source.clone().filter(|source| !source.is_empty());
        let mut speaker = self.speaker(&decided.referent);
        speaker.mention = mention.map(|source| self.document.normalized_text(source).into_owned());
        let candidates =
            decided.ranked.iter().map(|(referent, probability)| self.candidate(referent, *probability)).collect();
        Resolved { speaker, candidates, listed: false, confidence: decided.confidence }
    }

    fn speaker(&self, referent: &Referent) -> Speaker {
        match referent {
            Referent::Entity(number) => {
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
            Referent::Pair(_) => {
                Speaker { name: self.article.name_of(referent), kind: SpeakerKind::Group, ..Speaker::default() }
            }
            Referent::Description(tokens) => self.nameless(tokens),
            Referent::Nobody => Speaker::default(),
        }
    }

    /// A speaker without a name, for whom the article has these words only.
    fn nameless(&self, tokens: &Range<usize>) -> Speaker {
        let name = self.document.normalized_text(tokens.clone()).into_owned();
        let noun = self.article.noun_in(tokens);
        let kind = noun.map_or(SpeakerKind::Unknown, |noun| noun_kind(self.document.lower(noun)));
        // "the Colombian foreign ministry" is a proper name; "the ministry" could be any.
        let bare = name.strip_prefix("the ").or(name.strip_prefix("The "));
        let proper = kind == SpeakerKind::Organisation
            && bare.unwrap_or(&name).split(' ').any(|word| word.starts_with(char::is_uppercase));
        let name = if proper { bare.unwrap_or(&name).to_owned() } else { name };
        let id = proper.then(|| speaker_id(&name)).flatten();
        Speaker { name: (!name.is_empty()).then_some(name), id, kind, ..Speaker::default() }
    }

    fn candidate(&self, referent: &Referent, probability: f32) -> SpeakerCandidate {
        SpeakerCandidate { name: self.article.name_of(referent), probability: (probability * 1000.0).round() / 1000.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::super::people::Person;
    use super::super::ranking::marked::{CAST, Marked, names_in};
    use super::*;

    #[test]
    fn a_description_is_a_proper_name_only_of_an_organisation() {
        for (words, name, kind, id) in [
            (
                "The Norland foreign ministry",
                "Norland foreign ministry",
                SpeakerKind::Organisation,
                Some("norland-foreign-ministry"),
            ),
            ("the ministry", "the ministry", SpeakerKind::Organisation, None),
            ("the tall mayor of Norland", "the tall mayor of Norland", SpeakerKind::Person, None),
            ("Norland officials", "Norland officials", SpeakerKind::Group, None),
            ("a  report", "a report", SpeakerKind::Document, None),
        ] {
            let document = Document::new(words);
            let entities = Entities::new(&document, &[]);
            let classes = WordClasses::default();
            let article = ArticleContext::new(&document, &[], &entities, &[], &[], &classes);
            let builder = SpeakerBuilder { document: &document, article: &article, entities: &entities, roles: &[] };
            let speaker = builder.speaker(&Referent::Description(0..document.tokens.len()));
            assert_eq!((speaker.name.as_deref(), speaker.kind, speaker.id.as_deref()), (Some(name), kind, id));
        }
    }

    #[test]
    fn the_list_decides_and_is_as_sure_as_the_words_that_name_the_person() {
        let marked = Marked::new("{She} said [it rains].");
        let document = Document::new(&marked.text);
        let attributions = marked.attributions(&document);
        let people = People::new(vec![Person { name: "Ann Lee".into(), ..Person::default() }]).unwrap();
        let listed = |name: &str, mention: &str| {
            let speaker = Speaker { name: Some(name.into()), mention: Some(mention.into()), ..Speaker::default() };
            let mut resolved = [Resolved { speaker, confidence: 0.5, ..Resolved::default() }];
            apply_people_list(&people, &Entities::new(&document, &[]), &mut resolved, &attributions);
            (resolved[0].listed, resolved[0].confidence)
        };
        assert_eq!(listed("Ann Lee", "Mrs. Lee"), (true, 0.99 * 0.9));
        assert_eq!(listed("Ann Lee", "she"), (true, 0.5));
        assert_eq!(listed("Bob Ray", "Bob Ray"), (false, 0.5));
    }

    #[test]
    fn a_given_name_replaces_the_names_that_it_overlaps() {
        let document = Document::new("Then Mrs. Ann Lee met Bob Ray there.");
        let mut names = names_in(&document, &CAST);
        let mut inserted = |tokens: Range<usize>| -> Vec<(Range<usize>, Range<usize>)> {
            insert_name(&mut names, tokens);
            names.iter().map(|name| (name.titles.clone(), name.tokens.clone())).collect()
        };
        assert_eq!(inserted(3..3), [(1..2, 2..4), (5..5, 5..7)]);
        assert_eq!(inserted(3..4), [(1..2, 3..4), (5..5, 5..7)], "the title stays");
        assert_eq!(inserted(4..6), [(1..2, 3..4), (4..4, 4..6)]);
        assert_eq!(inserted(7..8), [(1..2, 3..4), (4..4, 4..6), (7..7, 7..8)]);
        assert_eq!(inserted(1..8), [(1..1, 1..8)], "a title inside the name is no title");
    }

    #[test]
    fn a_pronoun_means_the_person_of_its_gender() {
        let resolver = Resolver::shipped().unwrap();
        let document = Document::new("Ann Lee met Bob Ray in Leeds. She waited for him.");
        let meant = |token| resolver.resolve_pronoun(&document, &[], token, &[0..2, 3..5]);
        assert_eq!([document.word(8), document.word(11)], ["She", "him"]);
        assert_eq!(meant(8), [true, false]);
        assert_eq!(meant(11), [false, true]);
    }
}
