//! Features about the source words and a candidate: whether its name is in the source, in which form and position.

use super::super::super::nouns::is_kin;
use super::super::candidate::{CandidateType, Referent};
use super::super::instance::SourceClass;
use super::super::mentions::is_preposition;
use super::sink::FeatureSink;
use super::view::InstanceView;
use crate::lexicon::List;
use crate::quote::SpeakerKind;

impl InstanceView<'_> {
    pub(super) fn source(&self, at: usize, out: &mut impl FeatureSink) {
        self.name_in_source(at, out);
        self.own_words(at, out);
        self.antecedent(at, out);
    }

    /// The candidate's name in the source.
    fn name_in_source(&self, at: usize, out: &mut impl FeatureSink) {
        let (document, instance) = (self.article.document, self.instance);
        let inside = self.states[at].in_source;
        let last = inside.map(|(_, last)| &self.article.mentions.all[last]);
        let name = inside.map(|(_, last)| &self.article.names[last]);
        let source = instance.source.clone().unwrap_or(0..0);
        let comma = source.clone().filter(|_| inside.is_some()).find(|&token| document.word(token) == ",");
        let comma = comma.unwrap_or(source.end);
        let before = last.and_then(|mention| mention.start.checked_sub(1)).filter(|token| source.contains(token));
        let behind_preposition = before.is_some_and(|token| is_preposition(document.lower(token)));
        let words = match &self.candidates[at].referent {
            Referent::Entity(entity) => self.article.entities.all[*entity].words.as_slice(),
            _ => &[],
        };
        let noun = instance.noun.filter(|_| instance.source.is_some()).map_or("", |noun| document.lower(noun));
        let in_words = |word: &String| source.clone().any(|token| document.lower(token) == word);
        let shared =
            if words.is_empty() || source.is_empty() { 0 } else { words.iter().filter(|w| in_words(w)).count() };
        let acronym = noun.len() >= 2
            && noun.len() == words.len()
            && instance.noun.is_some_and(|noun| !document.word(noun).contains(char::is_lowercase))
            && words.iter().zip(noun.chars()).all(|(word, letter)| word.starts_with(letter));
        out.flag("source.named", inside.is_some());
        out.flag("source.last_name", inside.is_some_and(|(_, last)| last + 1 == instance.names.end));
        out.flag("source.first_name", inside.is_some_and(|(first, _)| first == instance.names.start));
        out.flag("source.only_name", inside.is_some() && instance.names.len() == 1);
        out.flag("source.ends_head", last.is_some_and(|mention| mention.end == instance.head.end));
        out.flag("source.ends", last.is_some_and(|mention| mention.end == source.end));
        out.flag("source.in_head", last.is_some_and(|mention| mention.end <= instance.head.end));
        out.flag("source.before_comma", last.is_some_and(|mention| mention.end <= comma));
        out.flag("source.behind_comma", last.is_some_and(|mention| mention.start > comma));
        let is_small = |token: usize| {
            let lower = document.lower(token);
            document.word(token) == lower && lower != "," && !is_preposition(lower)
        };
        let apposed = |start: usize| start > comma && start - comma <= 5 && (comma + 1..start).all(is_small);
        out.flag("source.apposed", last.is_some_and(|mention| apposed(mention.start)));
        out.flag("source.possessive", last.is_some_and(|mention| mention.possessive && mention.end < source.end));
        out.flag("source.behind_preposition", behind_preposition);
        out.flag("source.begins", last.is_some_and(|mention| mention.start == source.start));
        out.flag(
            "source.whole",
            last.is_some_and(|mention| mention.start <= source.start + 1 && mention.end >= source.end),
        );
        out.flag("source.full", last.is_some_and(|mention| mention.full && words.len() > 1));
        out.count("source.name_length", name.map_or(0, |name| name.tokens.len()), 5);
        out.put("source.share", shared as f32 / words.len().max(1) as f32);
        out.flag("source.last_word_is_noun", words.last().is_some_and(|word| word == noun));
        out.flag("source.first_word_is_noun", words.first().is_some_and(|word| word == noun));
        out.flag("source.noun_in_name", !noun.is_empty() && words.len() > 1 && words.iter().any(|word| word == noun));
        out.flag("source.acronym", acronym);
        out.flag(
            "source.noun_behind",
            last.is_some_and(|mention| instance.noun.is_some_and(|noun| noun >= mention.end)),
        );
    }

    /// The source's own words as the candidate.
    fn own_words(&self, at: usize, out: &mut impl FeatureSink) {
        let (document, instance) = (self.article.document, self.instance);
        let own = matches!(self.candidates[at].candidate_type, CandidateType::OwnWords | CandidateType::OwnHead);
        let range = match &self.candidates[at].referent {
            Referent::Description(tokens) if own => tokens.clone(),
            _ => 0..0,
        };
        let names = &self.article.names[if own { instance.names.clone() } else { 0..0 }];
        let named = own && names.iter().any(|name| name.tokens.start < range.end);
        let ends = own && names.iter().any(|name| name.tokens.end == range.end);
        let noun = instance.noun.filter(|_| own).map_or("", |noun| document.lower(noun));
        let is = |kind| own && instance.noun_kind == kind;
        let capital = own && range.clone().skip(1).any(|token| document.is_capitalised(token));
        let official = own
            && matches!(
                noun,
                "spokesman"
                    | "spokeswoman"
                    | "spokesperson"
                    | "spokespeople"
                    | "official"
                    | "officials"
                    | "source"
                    | "sources"
                    | "representative"
                    | "insider"
                    | "representatives"
            );
        let is_role_noun =
            own && self.states.iter().zip(self.candidates).any(|(_, candidate)| self.has_role_noun(candidate, noun));
        out.flag("own.named", named);
        out.flag("own.ends_in_name", ends);
        out.flag("own.definite", own && instance.class == SourceClass::Definite);
        out.flag("own.indefinite", own && instance.class == SourceClass::Indefinite);
        out.flag("own.possessive", own && instance.class == SourceClass::Possessive);
        out.flag("own.bare", own && instance.class == SourceClass::Bare);
        out.flag("own.plural", own && noun.ends_with('s'));
        out.flag("own.capital", capital);
        out.flag("own.official", official);
        out.flag("own.preposition", range.clone().any(|token| is_preposition(document.lower(token))));
        out.count("own.length", range.len(), 10);
        out.flag("own.noun_borne", is_role_noun);
        out.flag("own.person", is(SpeakerKind::Person));
        out.flag("own.group", is(SpeakerKind::Group));
        out.flag("own.organisation", is(SpeakerKind::Organisation));
        out.flag("own.document", is(SpeakerKind::Document));
        out.flag("own.unknown", is(SpeakerKind::Unknown));
        out.flag("own.kin", own && is_kin(noun));
        out.flag("own.first_is_name", own && document.is_on(List::GivenNames, range.start));
    }

    /// Whether the roles of a candidate contain `noun`.
    pub(super) fn has_role_noun(&self, candidate: &super::super::candidate::Candidate, noun: &str) -> bool {
        match &candidate.referent {
            Referent::Entity(entity) => {
                !noun.is_empty() && self.article.role_words[*entity].iter().any(|fact| fact == noun)
            }
            _ => false,
        }
    }

    /// An earlier nameless speaker or noun phrase as the candidate.
    fn antecedent(&self, at: usize, out: &mut impl FeatureSink) {
        let (document, instance) = (self.article.document, self.instance);
        let candidate = &self.candidates[at];
        let is = candidate.candidate_type == CandidateType::Antecedent;
        let phrase = candidate.phrase.map(|phrase| &self.article.phrases[phrase]);
        let kind = phrase.map(|phrase| phrase.kind);
        let tokens = match &candidate.referent {
            Referent::Description(tokens) if is => tokens.clone(),
            _ => 0..0,
        };
        let same_noun = instance
            .noun
            .filter(|_| is && instance.source.is_some())
            .is_some_and(|noun| tokens.clone().any(|token| document.lower(token) == document.lower(noun)));
        out.flag("antecedent.spoke", is && candidate.phrase.is_none());
        out.flag("antecedent.indefinite", phrase.is_some_and(|phrase| phrase.indefinite));
        out.flag("antecedent.person", kind == Some(SpeakerKind::Person));
        out.flag("antecedent.group", kind == Some(SpeakerKind::Group));
        out.flag("antecedent.organisation", kind == Some(SpeakerKind::Organisation));
        out.flag("antecedent.document", kind == Some(SpeakerKind::Document));
        out.flag("antecedent.same_noun", same_noun);
        let opens = |start: usize| document.sentences[document.sentence_of(start)].start == start;
        out.flag("antecedent.opens", is && !tokens.is_empty() && opens(tokens.start));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::marked::assert_features;

    #[test]
    fn a_name_has_a_form_and_a_position_in_the_source() {
        let flags = [
            "source.whole",
            "source.begins",
            "source.ends",
            "source.possessive",
            "source.behind_comma",
            "source.behind_preposition",
            "source.noun_behind",
        ];
        for (source, set) in [
            ("Ann Lee", &["source.whole", "source.begins", "source.ends"][..]),
            ("Ann Lee’s report", &["source.begins", "source.possessive", "source.noun_behind"]),
            ("The mayor, Ann Lee,", &["source.behind_comma"]),
            ("Aides to Ann Lee", &["source.ends", "source.behind_preposition"]),
        ] {
            let text = format!("Bob Ray called. {{{source}}} said [it rains].");
            assert_features(&text, "Ann Lee", &flags.map(|one| (one, if set.contains(&one) { 1.0 } else { 0.0 })));
            assert_features(
                &text,
                "Ann Lee",
                &[("source.named", 1.0), ("source.only_name", 1.0), ("source.share", 1.0)],
            );
            assert_features(&text, "Bob Ray", &flags.map(|one| (one, 0.0)));
            assert_features(
                &text,
                "Bob Ray",
                &[("source.named", 0.0), ("source.share", 0.0), ("source.name_length", 0.0)],
            );
        }
        let apposed = |source: &str| format!("{{{source}}} said [it rains].");
        assert_features(&apposed("The mayor, the friendly Ann Lee,"), "Ann Lee", &[("source.apposed", 1.0)]);
        assert_features(&apposed("Aides, close to Ann Lee,"), "Ann Lee", &[("source.apposed", 0.0)]);
    }

    #[test]
    fn the_noun_may_be_a_word_or_the_initials_of_the_name() {
        let text = |source: &str| format!("Acme Bank met the Orion Institute. {{{source}}} said [it rains].");
        let initials = text("The AB");
        assert_features(&initials, "Acme Bank", &[("source.acronym", 1.0), ("source.noun_in_name", 0.0)]);
        assert_features(&initials, "Orion Institute", &[("source.acronym", 0.0)]);
        let noun = text("The bank");
        assert_features(&noun, "Acme Bank", &[("source.last_word_is_noun", 1.0), ("source.noun_in_name", 1.0)]);
        assert_features(&noun, "Acme Bank", &[("source.acronym", 0.0), ("source.first_word_is_noun", 0.0)]);
        assert_features(&noun, "Orion Institute", &[("source.last_word_is_noun", 0.0), ("source.noun_in_name", 0.0)]);
    }

    #[test]
    fn the_words_of_the_source_may_be_the_speaker() {
        let official = "Mayor Ann Lee left. {A spokesman for Acme Bank} said [it rains].";
        let own = "A spokesman for Acme Bank";
        assert_features(official, own, &[("own.official", 1.0), ("own.indefinite", 1.0), ("own.preposition", 1.0)]);
        assert_features(official, own, &[("own.person", 1.0), ("own.ends_in_name", 1.0), ("own.length", 5.0)]);
        assert_features(official, own, &[("own.kin", 0.0), ("own.noun_borne", 0.0), ("own.definite", 0.0)]);
        assert_features(official, "Ann Lee", &[("own.official", 0.0), ("own.person", 0.0), ("own.length", 0.0)]);
        let mayor = official.replace("{A spokesman for Acme Bank}", "{The mayor}");
        assert_features(&mayor, "The mayor", &[("own.noun_borne", 1.0), ("own.definite", 1.0), ("own.named", 0.0)]);
        let aunt = official.replace("{A spokesman for Acme Bank}", "{His aunt}");
        assert_features(&aunt, "His aunt", &[("own.kin", 1.0), ("own.possessive", 1.0), ("own.official", 0.0)]);
    }

    #[test]
    fn an_antecedent_is_a_phrase_or_has_spoken() {
        let phrase = "A tall nurse called the residents. {The nurse} said [it rains].";
        let flags = ["antecedent.indefinite", "antecedent.person", "antecedent.same_noun", "antecedent.opens"];
        assert_features(phrase, "A tall nurse", &flags.map(|one| (one, 1.0)));
        assert_features(phrase, "the residents", &flags.map(|one| (one, 0.0)));
        assert_features(phrase, "the residents", &[("antecedent.group", 1.0), ("antecedent.spoke", 0.0)]);
        assert_features(phrase, "The nurse", &[("antecedent.same_noun", 0.0), ("antecedent.opens", 0.0)]);
        let spoke = "{A nurse} said [it rains]. {She} said [it pours].";
        assert_features(spoke, "A nurse", &[("antecedent.spoke", 1.0), ("antecedent.opens", 1.0)]);
    }
}
