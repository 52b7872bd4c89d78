//! Features about gender and number: whether a candidate can be "he", "she", "it" or "they".

use super::super::super::nouns::noun_gender;
use super::super::candidate::{CandidateType, Referent};
use super::super::instance::SourceClass;
use super::sink::FeatureSink;
use super::view::InstanceView;
use crate::lexicon::Gender;
use crate::quote::SpeakerKind;

impl InstanceView<'_> {
    pub(super) fn gender(&self, at: usize, out: &mut impl FeatureSink) {
        let (candidate, state) = (&self.candidates[at], &self.states[at]);
        let class = self.instance.class;
        let wanted = self.instance.gender;
        let entity = matches!(candidate.referent, Referent::Entity(_));
        let share = wanted.filter(|_| entity).and_then(|gender| state.share(gender));
        let [she, he] = match candidate.referent {
            Referent::Entity(entity) => self.article.mentions.profiles[entity].pronouns,
            _ => [0.0; 2],
        };
        let sided = |gender: Gender| if gender == Gender::Female { (she, he) } else { (he, she) };
        let (same, other) = wanted.map_or((0.0, 0.0), sided);
        let is = |candidate_type| candidate.candidate_type == candidate_type;
        let is_org = is(CandidateType::Organisation) || is(CandidateType::Place);
        let gendered = wanted.is_some();
        let pronoun = matches!(class, SourceClass::He | SourceClass::She);
        let phrase = candidate.phrase.map(|phrase| &self.article.phrases[phrase]);
        let noun = phrase.map_or("", |phrase| self.article.document.lower(phrase.noun));
        let phrase_gender = noun_gender(noun);
        let kind = phrase.map(|phrase| phrase.kind);
        out.put("gender.share", share.map_or(0.0, |share| share - 0.5));
        out.flag("gender.unknown", gendered && entity && share.is_none());
        out.flag("gender.sure", share.is_some_and(|share| share >= 0.97));
        out.flag("gender.impossible", share.is_some_and(|share| share <= 0.1));
        out.put("gender.other_pronouns", (other - same) / (same + other + 1.0));
        out.count("gender.pronouns", (same + other) as usize, 5);
        out.flag("gender.body", pronoun && is_org);
        out.flag("gender.it_person", class == SourceClass::It && is(CandidateType::Person));
        out.flag("gender.it_body", class == SourceClass::It && is_org);
        out.flag("gender.it_document", class == SourceClass::It && kind == Some(SpeakerKind::Document));
        out.flag("gender.it_organisation", class == SourceClass::It && kind == Some(SpeakerKind::Organisation));
        out.flag("gender.they_person", class == SourceClass::They && is(CandidateType::Person));
        out.flag("gender.they_body", class == SourceClass::They && is_org);
        out.flag("gender.they_pair", class == SourceClass::They && is(CandidateType::Pair));
        out.flag("gender.they_group", class == SourceClass::They && kind == Some(SpeakerKind::Group));
        out.flag("gender.phrase_group", pronoun && kind == Some(SpeakerKind::Group));
        out.flag("gender.phrase_document", pronoun && kind == Some(SpeakerKind::Document));
        out.flag("gender.phrase_person", pronoun && kind == Some(SpeakerKind::Person));
        out.flag("gender.phrase_same", wanted.is_some() && phrase_gender == wanted);
        out.flag("gender.phrase_other", wanted.is_some() && phrase_gender.is_some() && phrase_gender != wanted);
        out.flag("gender.we_person", class == SourceClass::We && is(CandidateType::Person));
        out.flag("gender.we_body", class == SourceClass::We && is_org);
    }
}
