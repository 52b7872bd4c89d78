//! Features about the mentions of a candidate: recency, syntactic position, frequency, and mentions that follow.

use super::super::candidate::Referent;
use super::super::mentions::{Mention, Profile};
use super::sink::FeatureSink;
use super::view::InstanceView;

impl InstanceView<'_> {
    pub(super) fn position(&self, at: usize, out: &mut impl FeatureSink) {
        self.recency(at, out);
        self.part(at, out);
        self.counts(at, out);
        self.behind(at, out);
    }

    fn mention(&self, name: Option<usize>) -> Option<&Mention> {
        name.map(|name| &self.article.mentions.all[name])
    }

    fn profile(&self, at: usize) -> Option<&Profile> {
        match self.candidates[at].referent {
            Referent::Entity(entity) => Some(&self.article.mentions.profiles[entity]),
            _ => None,
        }
    }

    fn recency(&self, at: usize, out: &mut impl FeatureSink) {
        let (document, instance, state) = (self.article.document, self.instance, &self.states[at]);
        let token = state.token.map(|token| token.saturating_sub(1));
        let sentences = token.map(|token| instance.sentence - document.sentence_of(token));
        let paragraphs = token.map(|token| instance.paragraph - document.paragraph_of(token));
        let narrated = self.mention(state.narrated);
        out.distance("recency.sentences", sentences, 20);
        out.distance("recency.paragraphs", paragraphs, 20);
        out.distance("recency.tokens", state.token.map(|token| instance.at.saturating_sub(token)), 600);
        out.distance("recency.told_sentences", narrated.map(|narrated| instance.sentence - narrated.sentence), 20);
        out.distance("recency.told_paragraphs", narrated.map(|narrated| instance.paragraph - narrated.paragraph), 20);
        out.distance("recency.told_tokens", narrated.map(|narrated| instance.at.saturating_sub(narrated.end)), 600);
        let pronouns = narrated.map_or(&[][..], |narrated| &narrated.pronouns);
        let pronoun = pronouns[..pronouns.partition_point(|&token| token < instance.at)].last().copied();
        let pronoun = pronoun.map(|token| instance.sentence - document.sentence_of(token));
        let narrated_sentences = narrated.map(|narrated| instance.sentence - narrated.sentence);
        out.distance("recency.meant_sentences", pronoun.or(narrated_sentences), 20);
        out.flag("recency.pronoun", pronoun.is_some());
        out.count("recency.rank", state.rank, 15);
        out.count("recency.fitting_rank", state.fitting_rank, 15);
        out.count("recency.fitting", self.facts.fitting, 10);
        out.flag("recency.nearest", state.token.is_some() && state.rank == 0);
        out.flag("recency.nearest_fitting", state.token.is_some() && state.fitting_rank == 0);
        out.flag("recency.same_sentence", sentences == Some(0));
        out.flag("recency.previous_sentence", sentences == Some(1));
        out.flag("recency.same_paragraph", paragraphs == Some(0));
        out.flag("recency.previous_paragraph", paragraphs == Some(1));
        out.flag("recency.never", state.token.is_none());
        out.flag("recency.never_told", state.narrated.is_none());
    }

    fn part(&self, at: usize, out: &mut impl FeatureSink) {
        let (instance, state) = (self.instance, &self.states[at]);
        let last = self.mention(state.last);
        let subject = self.mention(state.subject);
        let is = |holds: fn(&Mention) -> bool| last.is_some_and(holds);
        let opens = |back: usize| {
            last.is_some_and(|last| {
                last.paragraph + back == instance.paragraph && self.opens_paragraph(at, last.paragraph)
            })
        };
        out.flag("part.subject", is(|last| last.subject));
        out.flag("part.opens", is(|last| last.opens));
        out.flag("part.first", is(|last| last.first));
        out.flag("part.last", is(|last| last.last));
        out.flag("part.full", is(|last| last.full));
        out.flag("part.possessive", is(|last| last.possessive));
        out.flag("part.in_source", is(|last| last.in_source));
        out.flag("part.quoted", is(|last| last.quoted));
        out.flag("part.headline", is(|last| last.headline));
        out.count("part.subject_rank", self.states[at].subject_rank, 10);
        out.distance("part.subject_sentences", subject.map(|one| instance.sentence - one.sentence), 12);
        out.flag("part.subject_here", subject.is_some_and(|one| one.paragraph == instance.paragraph));
        out.flag("part.subject_before", subject.is_some_and(|one| one.sentence + 1 == instance.sentence));
        out.flag("part.nearest_subject", subject.is_some() && state.subject_rank == 0);
        out.flag("part.opens_paragraph", opens(0));
        out.flag("part.opens_previous", opens(1));
        out.flag("part.opens_last_but_one", opens(2));
    }

    /// Whether the first name in `paragraph` is a mention of the candidate.
    fn opens_paragraph(&self, at: usize, paragraph: usize) -> bool {
        let Referent::Entity(entity) = self.candidates[at].referent else { return false };
        let first = self.article.name_from(self.article.document.paragraphs[paragraph].start);
        self.article.entities.of_name.get(first) == Some(&entity)
    }

    fn counts(&self, at: usize, out: &mut impl FeatureSink) {
        let state = &self.states[at];
        let profile = self.profile(at);
        let mentions = match self.candidates[at].referent {
            Referent::Entity(entity) => self.article.entities.all[entity].mentions.len(),
            _ => 0,
        };
        let share = |count: usize| count as f32 / mentions.max(1) as f32;
        let introduced = profile.and_then(|profile| profile.introduced);
        let words = match self.candidates[at].referent {
            Referent::Entity(entity) => self.article.entities.all[entity].words.len(),
            _ => 0,
        };
        out.count("count.before", state.before, 20);
        out.count("count.all", mentions, 30);
        out.put("count.share", mentions as f32 / self.article.names.len().max(1) as f32);
        out.count("count.told", profile.map_or(0, |profile| profile.narrated), 20);
        out.flag("count.only_quoted", mentions > 0 && profile.is_some_and(|profile| profile.narrated == 0));
        out.put("count.subjects", profile.map_or(0.0, |profile| share(profile.subjects)));
        out.count("count.sources", profile.map_or(0, |profile| profile.sources), 8);
        out.put("count.source_share", profile.map_or(0.0, |profile| share(profile.sources)));
        let there = |back: usize| introduced.is_some_and(|(paragraph, _)| paragraph + back == self.instance.paragraph);
        out.flag("introduced.here", there(0));
        out.flag("introduced.before", there(1));
        let near = introduced
            .is_some_and(|(_, sentence)| sentence <= self.instance.sentence && self.instance.sentence - sentence <= 1);
        out.flag("introduced.near", near);
        let title = profile.map_or([false; 3], |profile| profile.in_title);
        out.flag("title.first_paragraph", title[0]);
        out.flag("title.headline", title[1]);
        out.flag("title.first_two", title[2]);
        out.count("title.words", words, 5);
    }

    fn behind(&self, at: usize, out: &mut impl FeatureSink) {
        let (document, instance, state) = (self.article.document, self.instance, &self.states[at]);
        let next = self.mention(state.next);
        let end = instance.end().saturating_sub(1);
        let (sentence, paragraph) = (document.sentence_of(end), document.paragraph_of(end));
        let following = self.article.instances.get(self.number + 1);
        let in_next = following.zip(state.next).is_some_and(|(one, next)| one.names.contains(&next));
        out.distance("next.sentences", next.map(|next| next.sentence.saturating_sub(sentence)), 6);
        out.distance("next.paragraphs", next.map(|next| next.paragraph.saturating_sub(paragraph)), 4);
        out.flag("next.subject", next.is_some_and(|next| next.subject));
        out.flag("next.same_sentence", next.is_some_and(|next| next.sentence == sentence));
        out.flag("next.same_paragraph", next.is_some_and(|next| next.paragraph == paragraph));
        out.flag("next.next_paragraph", next.is_some_and(|next| next.paragraph == paragraph + 1));
        out.flag("next.next_source", in_next);
        let same = |one: &&super::super::instance::Instance| one.paragraph == instance.paragraph;
        out.flag("next.next_source_here", in_next && following.filter(same).is_some());
        let addressed = match self.candidates[at].referent {
            Referent::Entity(entity) => {
                self.facts.addressees.clone().any(|name| self.article.entities.of_name[name] == entity)
            }
            _ => false,
        };
        out.flag("next.addressed", addressed);
        out.flag("next.in_source", next.is_some_and(|next| next.in_source));
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::marked::assert_features;

    #[test]
    fn the_nearest_mention_is_not_the_nearest_that_fits() {
        let text = "Ann Lee waited. Bob Ray called. {She} said [it rains].";
        let ann =
            [("recency.sentences", 2.0), ("recency.tokens", 6.0), ("recency.rank", 1.0), ("recency.nearest", 0.0)];
        assert_features(text, "Ann Lee", &ann);
        assert_features(text, "Ann Lee", &[("recency.fitting_rank", 0.0), ("recency.nearest_fitting", 1.0)]);
        let bob =
            [("recency.sentences", 1.0), ("recency.tokens", 2.0), ("recency.rank", 0.0), ("recency.nearest", 1.0)];
        assert_features(text, "Bob Ray", &bob);
        assert_features(text, "Bob Ray", &[("recency.previous_sentence", 1.0), ("recency.same_paragraph", 1.0)]);
        let pronoun = "Ann Lee waited. She called. Bob Ray left. {She} said [it rains].";
        assert_features(pronoun, "Ann Lee", &[("recency.meant_sentences", 2.0), ("recency.told_sentences", 3.0)]);
        assert_features(pronoun, "Ann Lee", &[("recency.pronoun", 1.0)]);
        let later = pronoun.replace("{She} said [it rains].", "{She} said [it rains], and she left.");
        assert_features(&later, "Ann Lee", &[("recency.meant_sentences", 2.0), ("recency.pronoun", 1.0)]);
    }

    #[test]
    fn a_missing_distance_is_the_cap_plus_ten() {
        let text = "{She} said [it rains]. Ann Lee waited for Bob Ray.";
        assert_features(text, "Ann Lee", &[("recency.sentences", 30.0), ("recency.tokens", 610.0)]);
        assert_features(text, "Ann Lee", &[("recency.never", 1.0), ("count.before", 0.0), ("count.all", 1.0)]);
        assert_features(text, "Ann Lee", &[("next.sentences", 1.0), ("next.subject", 1.0), ("next.in_source", 0.0)]);
        assert_features(text, "Bob Ray", &[("next.sentences", 1.0), ("next.subject", 0.0)]);
        assert_features(text, "", &[("recency.never", 1.0), ("next.sentences", 16.0), ("count.all", 0.0)]);
    }

    #[test]
    fn the_last_mention_has_a_part_in_its_sentence() {
        let text = "Ann Lee called the friends of Bob Ray. Acme Bank closed.\n\n{They} said [it rains].";
        for (name, subject, opens, first, last) in [("Ann Lee", 1.0, 1.0, 1.0, 0.0), ("Bob Ray", 0.0, 0.0, 0.0, 1.0)] {
            let expected =
                [("part.subject", subject), ("part.opens", opens), ("part.first", first), ("part.last", last)];
            assert_features(text, name, &expected);
        }
        assert_features(text, "Ann Lee", &[("part.opens_previous", 1.0), ("part.subject_before", 0.0)]);
        assert_features(text, "Acme Bank", &[("part.opens_previous", 0.0), ("part.subject_before", 1.0)]);
        let quoted = "“Ann Lee’s dog barks,” read a sign. {They} said [it rains].";
        assert_features(
            quoted,
            "Ann Lee",
            &[("part.quoted", 1.0), ("part.possessive", 1.0), ("recency.never_told", 1.0)],
        );
        assert_features(quoted, "Ann Lee", &[("count.only_quoted", 1.0), ("count.told", 0.0)]);
    }

    #[test]
    fn mentions_in_titles_and_sources_are_counted() {
        let text = "Ann Lee Wins\n\nBob Ray waited. {Ann Lee} said [it rains]. {They} said [it pours].";
        assert_features(
            text,
            "Ann Lee",
            &[("title.headline", 1.0), ("title.first_paragraph", 1.0), ("count.sources", 1.0)],
        );
        assert_features(text, "Ann Lee", &[("count.all", 2.0), ("count.source_share", 0.5), ("title.words", 2.0)]);
        assert_features(
            text,
            "Bob Ray",
            &[("title.headline", 0.0), ("title.first_paragraph", 0.0), ("count.sources", 0.0)],
        );
        assert_features(text, "Bob Ray", &[("title.first_two", 1.0), ("count.share", 1.0 / 3.0)]);
        let told = "{Bob Ray} answered Ann Lee [it rains].";
        assert_features(told, "Ann Lee", &[("next.addressed", 1.0)]);
        assert_features(told, "Bob Ray", &[("next.addressed", 0.0)]);
    }
}
