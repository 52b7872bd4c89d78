//! Features about the description in the source: roles, ages and the kind of noun.

use super::super::super::nouns::{is_epithet, may_be_org, synonyms};
use super::super::candidate::{CandidateType, Referent};
use super::super::instance::SourceClass;
use super::super::mentions::{age_of, class_of, stem};
use super::sink::FeatureSink;
use super::view::InstanceView;
use crate::quote::SpeakerKind;

/// Maximum number of role words of an entity that are compared.
const MAX_ROLE_WORDS: usize = 24;

impl InstanceView<'_> {
    pub(super) fn description(&self, at: usize, out: &mut impl FeatureSink) {
        self.roles(at, out);
        self.beside(at, out);
        self.noun_fits(at, out);
    }

    /// Whether the words of the source are next to the candidate's names, and the candidate is in the sentences with
    /// its noun.
    fn beside(&self, at: usize, out: &mut impl FeatureSink) {
        let (document, instance) = (self.article.document, self.instance);
        let entity = match self.candidates[at].referent {
            Referent::Entity(entity) if !instance.class.is_pronoun() && instance.class != SourceClass::Name => {
                Some(entity)
            }
            _ => None,
        };
        let words = entity.map_or(&[][..], |entity| &self.article.beside[entity][..]);
        let has = |word: &String| words.binary_search(word).is_ok();
        let stems = &self.facts.stems;
        let shared = stems.iter().filter(|word| has(word)).count();
        let noun = instance.noun.filter(|_| entity.is_some() && instance.source.is_some());
        let noun = noun.map_or(String::new(), |noun| stem(document.lower(noun)));
        let mentions = entity.map_or(&[][..], |entity| &self.article.entities.all[entity].mentions[..]);
        let all = &self.article.mentions.all;
        let in_sentence = |sentence: usize| {
            let first = mentions.partition_point(|&mention| all[mention].sentence < sentence);
            mentions[first..]
                .iter()
                .map(|&mention| &all[mention])
                .take_while(move |mention| mention.sentence == sentence)
        };
        let sentences = &self.facts.noun_sentences;
        let together = sentences.iter().filter(|&&sentence| in_sentence(sentence).next().is_some()).count();
        let last = sentences.first().copied();
        out.count("beside.shared", shared, 5);
        out.put("beside.share", shared as f32 / stems.len().max(1) as f32);
        out.flag("beside.noun", !noun.is_empty() && has(&noun));
        let class = class_of(&noun, self.article.words);
        let classes = entity.map_or(&[][..], |entity| &self.article.beside_classes[entity][..]);
        out.flag("beside.alike", class.fine > 0 && classes.iter().any(|other| other.fine == class.fine));
        out.flag("beside.related", class.coarse > 0 && classes.iter().any(|other| other.coarse == class.coarse));
        out.count("together.count", together, 3);
        out.flag("together.last", last.is_some_and(|sentence| in_sentence(sentence).next().is_some()));
        out.flag("together.last_subject", last.is_some_and(|sentence| in_sentence(sentence).any(|one| one.subject)));
        out.flag("together.only", together > 0 && together == sentences.len());
        out.flag("together.none", entity.is_some() && last.is_some() && together == 0);
    }

    fn roles(&self, at: usize, out: &mut impl FeatureSink) {
        let (document, instance) = (self.article.document, self.instance);
        let described = matches!(
            instance.class,
            SourceClass::Definite | SourceClass::Indefinite | SourceClass::Possessive | SourceClass::Bare
        );
        let entity = match self.candidates[at].referent {
            Referent::Entity(entity) if described => Some(entity),
            _ => None,
        };
        let role_words = entity.map_or(&[][..], |entity| &self.article.role_words[entity][..]);
        let role_words = &role_words[..role_words.len().min(MAX_ROLE_WORDS)];
        let words = entity.map_or(&[][..], |entity| &self.article.entities.all[entity].words[..]);
        let description = &self.facts.description;
        let has = |word: &String| role_words.contains(word) || words.contains(word);
        let shared = description.iter().filter(|word| has(word)).count();
        let noun = instance.noun.filter(|_| described).map_or("", |noun| document.lower(noun));
        let stem = noun.strip_suffix('s').unwrap_or(noun);
        let same = synonyms(noun);
        let is_noun = |fact: &String| fact == noun || fact == stem || same.contains(&fact.as_str());
        let has_noun = !noun.is_empty() && role_words.iter().any(is_noun);
        let age = age_of(noun);
        let known = entity.and_then(|entity| self.article.mentions.profiles[entity].age);
        let class = class_of(noun, self.article.words);
        let classes = entity.map_or(&[][..], |entity| &self.article.role_word_classes[entity][..]);
        let classes = || classes.iter().take(MAX_ROLE_WORDS);
        let fine = class.fine > 0 && classes().any(|other| other.fine == class.fine);
        let coarse = class.coarse > 0 && classes().any(|other| other.coarse == class.coarse);
        out.count("role.shared", shared, 5);
        out.put("role.share", shared as f32 / description.len().max(1) as f32);
        out.flag("role.all", shared > 0 && shared == description.len());
        out.flag("role.noun", has_noun);
        out.flag("role.known", !role_words.is_empty());
        out.flag("role.alike", fine);
        out.flag("role.related", coarse);
        out.flag("role.age", age.is_some() && age == known);
        out.flag("role.other_age", age.is_some() && known.is_some() && age != known);
        out.flag("role.epithet", entity.is_some() && is_epithet(noun));
    }

    fn noun_fits(&self, at: usize, out: &mut impl FeatureSink) {
        let (document, instance) = (self.article.document, self.instance);
        let candidate = &self.candidates[at];
        let described = matches!(
            instance.class,
            SourceClass::Definite | SourceClass::Indefinite | SourceClass::Possessive | SourceClass::Bare
        );
        let noun = instance.noun.filter(|_| described).map_or("", |noun| document.lower(noun));
        let kind = if described { instance.noun_kind } else { SpeakerKind::Unknown };
        let is_person = matches!(candidate.candidate_type, CandidateType::Person | CandidateType::Unclear);
        let is_org = matches!(candidate.candidate_type, CandidateType::Organisation | CandidateType::Place);
        let may_be = match candidate.referent {
            Referent::Entity(entity) if is_org => may_be_org(noun, &self.article.entities.all[entity].words),
            _ => None,
        };
        out.flag("noun.person_person", is_person && kind == SpeakerKind::Person);
        out.flag("noun.person_body", is_org && kind == SpeakerKind::Person);
        out.flag("noun.body_body", is_org && kind == SpeakerKind::Organisation);
        out.flag("noun.body_person", is_person && kind == SpeakerKind::Organisation);
        out.flag("noun.group_body", is_org && kind == SpeakerKind::Group);
        out.flag("noun.group_pair", candidate.candidate_type == CandidateType::Pair && kind == SpeakerKind::Group);
        out.flag("noun.group_person", is_person && kind == SpeakerKind::Group);
        out.flag("noun.document_body", is_org && kind == SpeakerKind::Document);
        out.flag("noun.document_person", is_person && kind == SpeakerKind::Document);
        out.flag("noun.document_possessive", kind == SpeakerKind::Document && self.owns_source(at));
        out.flag("noun.owner", self.owns_source(at));
        out.flag("noun.says_body", may_be == Some(true));
        out.flag("noun.may_be_body", may_be == Some(false));
    }

    /// Whether the candidate is the possessor in the source: "Smith’s statement".
    fn owns_source(&self, at: usize) -> bool {
        self.states[at].in_source.is_some_and(|(_, last)| self.article.mentions.all[last].possessive)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::marked::assert_features;

    #[test]
    fn a_role_that_the_article_gives_fits_the_description() {
        let roles = "Mayor Ann Lee met Bob Ray, a nurse. {The mayor} said [it rains].";
        let fits = [("role.noun", 1.0), ("role.shared", 1.0), ("role.share", 1.0), ("role.all", 1.0)];
        assert_features(roles, "Ann Lee", &fits);
        assert_features(roles, "Ann Lee", &[("role.known", 1.0), ("role.epithet", 1.0)]);
        assert_features(roles, "Bob Ray", &fits.map(|(name, _)| (name, 0.0)));
        assert_features(roles, "Bob Ray", &[("role.known", 1.0)]);
        let pronoun = roles.replace("{The mayor}", "{They}");
        assert_features(&pronoun, "Ann Lee", &[("role.noun", 0.0), ("role.shared", 0.0), ("role.known", 0.0)]);
        let ages = "Ann Lee, 38, waited. Bob Ray, 60, called. {A 60-year-old} said [it rains].";
        assert_features(ages, "Ann Lee", &[("role.age", 0.0), ("role.other_age", 1.0)]);
        assert_features(ages, "Bob Ray", &[("role.age", 1.0), ("role.other_age", 0.0)]);
    }

    #[test]
    fn words_beside_a_name_and_in_its_sentences_count() {
        let text = "Ann Lee, a tall geologist, waited. Bob Ray called. {The geologist} said [it rains].";
        let together = [("together.last", 1.0), ("together.last_subject", 1.0), ("together.only", 1.0)];
        assert_features(text, "Ann Lee", &together);
        assert_features(text, "Ann Lee", &[("beside.noun", 1.0), ("beside.share", 1.0), ("together.count", 1.0)]);
        assert_features(text, "Bob Ray", &together.map(|(name, _)| (name, 0.0)));
        assert_features(text, "Bob Ray", &[("beside.noun", 0.0), ("beside.share", 0.0), ("together.none", 1.0)]);
    }

    #[test]
    fn a_noun_fits_candidates_of_its_kind() {
        let bank = "Acme Bank bought Velbo and the Orion Institute. {The bank} said [it rains].";
        for (name, says, may_be) in [("Acme Bank", 1.0, 0.0), ("Velbo", 0.0, 1.0), ("Orion Institute", 0.0, 0.0)] {
            let expected = [("noun.body_body", 1.0), ("noun.says_body", says), ("noun.may_be_body", may_be)];
            assert_features(bank, name, &expected);
        }
        let report = "Acme Bank hired Ann Lee. {The report} said [it rains].";
        assert_features(report, "Acme Bank", &[("noun.document_body", 1.0), ("noun.document_person", 0.0)]);
        assert_features(report, "Ann Lee", &[("noun.document_body", 0.0), ("noun.document_person", 1.0)]);
        assert_features(report, "Ann Lee", &[("noun.document_possessive", 0.0), ("noun.owner", 0.0)]);
        let owned = "{Ann Lee’s report} said [it rains].";
        assert_features(owned, "Ann Lee", &[("noun.document_possessive", 1.0), ("noun.owner", 1.0)]);
        let group = "Ann Lee and Bob Ray left. {The residents} said [it rains].";
        assert_features(group, "Ann Lee and Bob Ray", &[("noun.group_pair", 1.0), ("noun.group_person", 0.0)]);
        assert_features(group, "Ann Lee", &[("noun.group_pair", 0.0), ("noun.group_person", 1.0)]);
    }
}
