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

#[cfg(test)]
mod tests {
    use super::super::super::marked::assert_features;

    #[test]
    fn he_and_she_fit_persons_of_their_gender() {
        let text = "Ann Lee met Bob Ray and Zarnic. {She} said [it rains].";
        for (name, share, sure, impossible, unknown) in [
            ("Ann Lee", 0.5, 1.0, 0.0, 0.0),
            ("Bob Ray", -0.49, 0.0, 1.0, 0.0),
            ("Zarnic", 0.0, 0.0, 0.0, 1.0),
            ("", 0.0, 0.0, 0.0, 0.0),
        ] {
            let shares = [("gender.share", share), ("gender.sure", sure)];
            assert_features(text, name, &shares);
            assert_features(text, name, &[("gender.impossible", impossible), ("gender.unknown", unknown)]);
        }
        let pronouns = "Bob Ray waited. He called. Then he left. Acme Bank closed. {She} said [it rains].";
        // Two of "he" and one of "she", among three and one more.
        assert_features(pronouns, "Bob Ray", &[("gender.pronouns", 3.0), ("gender.other_pronouns", 0.25)]);
    }

    #[test]
    fn it_they_and_we_fit_others_than_he_and_she() {
        let text = |source: &str| format!("Ann Lee and Bob Ray left Acme Bank. {{{source}}} said [it rains].");
        assert_features(&text("It"), "Ann Lee", &[("gender.it_person", 1.0), ("gender.it_body", 0.0)]);
        assert_features(&text("It"), "Acme Bank", &[("gender.it_person", 0.0), ("gender.it_body", 1.0)]);
        assert_features(&text("We"), "Ann Lee", &[("gender.we_person", 1.0), ("gender.we_body", 0.0)]);
        assert_features(&text("We"), "Acme Bank", &[("gender.we_person", 0.0), ("gender.we_body", 1.0)]);
        for (name, person, body, pair) in
            [("Ann Lee", 1.0, 0.0, 0.0), ("Acme Bank", 0.0, 1.0, 0.0), ("Ann Lee and Bob Ray", 0.0, 0.0, 1.0)]
        {
            let expected = [("gender.they_person", person), ("gender.they_body", body), ("gender.they_pair", pair)];
            assert_features(&text("They"), name, &expected);
        }
    }

    #[test]
    fn a_noun_phrase_has_the_gender_and_number_of_its_noun() {
        let text = "An actress met a spokesman; the residents read a report. {She} said [it rains].";
        for (name, flag) in [
            ("An actress", "gender.phrase_same"),
            ("a spokesman", "gender.phrase_other"),
            ("the residents", "gender.phrase_group"),
            ("a report", "gender.phrase_document"),
        ] {
            let flags = ["gender.phrase_same", "gender.phrase_other", "gender.phrase_group", "gender.phrase_document"];
            assert_features(text, name, &flags.map(|one| (one, if one == flag { 1.0 } else { 0.0 })));
        }
        let group = text.replace("{She}", "{They}");
        assert_features(&group, "the residents", &[("gender.they_group", 1.0)]);
        assert_features(&group, "An actress", &[("gender.they_group", 0.0), ("gender.phrase_same", 0.0)]);
    }
}
