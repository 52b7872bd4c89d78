//! Features about speech: who spoke before, who is mentioned in the content, and the context of a quotation without a
//! cue.

use super::super::candidate::Referent;
use super::super::instance::SourceClass;
use super::sink::FeatureSink;
use super::view::InstanceView;
use crate::quote::Kind;

impl InstanceView<'_> {
    pub(super) fn speech(&self, at: usize, out: &mut impl FeatureSink) {
        self.spoke(at, out);
        self.floating(at, out);
        self.spoken_about(at, out);
    }

    fn spoke(&self, at: usize, out: &mut impl FeatureSink) {
        let key = self.candidates[at].key;
        let somebody = self.candidates[at].referent != Referent::Nobody;
        let instance = self.instance;
        let mut known = self.history.known();
        let (last, before) = (known.next(), known.next());
        let is = |decision: Option<&super::super::history::Decision>| {
            somebody && decision.is_some_and(|decision| decision.key == key)
        };
        let place = |number: usize| {
            let content = &self.article.instances[number].content;
            let end = content.end.saturating_sub(1);
            (self.article.document.sentence_of(end), self.article.document.paragraph_of(end))
        };
        let last_paragraph = last.map(|last| place(last.instance).1);
        let content_paragraph = self.article.document.paragraph_of(instance.content.start);
        let gap = last_paragraph.map(|paragraph| content_paragraph.saturating_sub(paragraph));
        let turns = self.history.turns(key).filter(|_| somebody);
        let spoke = turns.and(self.history.last_of(key)).map(|decision| place(decision.instance));
        let times = turns.map_or(0, |turns| turns.times);
        let others = turns.map(|turns| self.history.turns_since(turns));
        let enclosing = self.facts.enclosing.and_then(|outer| self.history.of(outer));
        let first = matches!(instance.class, SourceClass::First | SourceClass::We);
        out.flag("spoke.last", is(last));
        out.flag("spoke.before_last", is(before));
        out.flag("spoke.last_here", is(last) && gap == Some(0));
        out.flag("spoke.last_next", is(last) && gap == Some(1));
        out.flag("spoke.last_later", is(last) && gap.is_some_and(|gap| gap > 1));
        out.flag("spoke.alternates", is(before) && !is(last));
        out.put("spoke.last_probability", last.filter(|_| is(last)).map_or(0.0, |last| last.probability));
        out.distance("spoke.sentences", spoke.map(|(sentence, _)| instance.sentence.saturating_sub(sentence)), 25);
        out.distance("spoke.paragraphs", spoke.map(|(_, paragraph)| instance.paragraph.saturating_sub(paragraph)), 15);
        out.count("spoke.times", times, 12);
        out.put("spoke.share", times as f32 / self.history.decisions.len().max(1) as f32);
        out.distance("spoke.rank", others, 8);
        out.flag("spoke.enclosing", is(enclosing));
        out.flag("spoke.enclosing_first", is(enclosing) && first);
        out.flag("spoke.left_open", is(last) && self.facts.left_open);
        let same_sentence = spoke.is_some_and(|(sentence, _)| sentence == instance.sentence);
        out.flag("spoke.same_sentence", same_sentence);
    }

    fn floating(&self, at: usize, out: &mut impl FeatureSink) {
        let (document, instance, state) = (self.article.document, self.instance, &self.states[at]);
        let floats = instance.source.is_none();
        let all = &self.article.mentions.all;
        let mention = |name: Option<usize>| name.filter(|_| floats).map(|name| &all[name]);
        let (last, subject, next) = (mention(state.last), mention(state.subject), mention(state.next));
        let here = document.sentence_of(instance.content.start);
        let in_sentence = |back: usize| last.is_some_and(|last| last.sentence + back == here);
        let is_subject = |back: usize| subject.is_some_and(|one| one.sentence + back == here);
        let end = instance.content.end;
        let before = instance.content.start.saturating_sub(3)..instance.content.start;
        let colon = floats && before.into_iter().any(|token| document.word(token) == ":");
        let decision = self.history.last().filter(|_| floats);
        let is_last = decision.is_some_and(|last| last.key == self.candidates[at].key);
        let last_instance = decision.map(|last| &self.article.instances[last.instance]);
        let indirect = last_instance.is_some_and(|last| last.kind == Kind::Indirect);
        let between = last_instance.map_or(0, |last| {
            let from = self.article.name_from(last.end());
            self.article.name_from(instance.content.start).saturating_sub(from)
        });
        out.flag("floating.before", floats && in_sentence(1));
        out.flag("floating.subject_before", floats && is_subject(1));
        out.flag("floating.here", floats && in_sentence(0));
        out.flag("floating.subject_here", floats && is_subject(0));
        out.flag("floating.right_behind", floats && next.is_some_and(|next| next.start <= end + 2));
        let behind = document.sentence_of(end.saturating_sub(1)) + 1;
        out.flag("floating.next_sentence", floats && next.is_some_and(|next| next.sentence == behind));
        out.flag("floating.colon", floats && colon && (in_sentence(0) || in_sentence(1)));
        out.flag("floating.colon_subject", floats && colon && (is_subject(0) || is_subject(1)));
        out.flag("floating.last_indirect", floats && is_last && indirect);
        out.flag("floating.last_nothing_between", floats && is_last && between == 0);
        out.flag("floating.last_colon", floats && is_last && colon);
        let paragraph = document.paragraph_of(instance.content.start);
        let subject_paragraph = subject.is_some_and(|one| one.paragraph + 1 == paragraph);
        out.flag("floating.subject_previous_paragraph", floats && subject_paragraph);
        out.flag("floating.spoke_last", floats && is_last);
    }

    fn spoken_about(&self, at: usize, out: &mut impl FeatureSink) {
        let entity = match self.candidates[at].referent {
            Referent::Entity(entity) => Some(entity),
            _ => None,
        };
        let mut named = [false; 3];
        for one in self.facts.named.iter().filter(|one| Some(one.entity) == entity) {
            named[0] = true;
            named[1] |= one.quoted;
            named[2] |= one.begins;
        }
        let female = self.states[at].female;
        let [she, he, me] = self.facts.pronouns;
        let spoken_of = female.is_some_and(|female| {
            let count = if female >= 0.5 { she } else { he };
            count > 0
        });
        out.flag("content.named", named[0]);
        out.flag("content.named_in_marks", named[1]);
        out.flag("content.named_first", named[2]);
        out.flag("content.he_or_she", spoken_of);
        out.flag("content.first_person", me > 0 && entity.is_some());
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::marked::assert_features;

    #[test]
    fn who_spoke_last_may_go_on() {
        let text = "{Ann Lee} said [it rains]. Bob Ray waited. {They} said [it pours].";
        assert_features(
            text,
            "Ann Lee",
            &[("spoke.last", 1.0), ("spoke.last_here", 1.0), ("spoke.last_probability", 0.9)],
        );
        assert_features(text, "Ann Lee", &[("spoke.times", 1.0), ("spoke.share", 1.0), ("spoke.rank", 0.0)]);
        assert_features(text, "Ann Lee", &[("spoke.sentences", 2.0)]);
        assert_features(text, "Bob Ray", &[("spoke.last", 0.0), ("spoke.times", 0.0), ("spoke.rank", 18.0)]);
        assert_features(text, "", &[("spoke.last", 0.0), ("spoke.times", 0.0)]);
    }

    #[test]
    fn two_speakers_may_alternate() {
        let text = "{Ann Lee} said [it rains]. {Bob Ray} said [it pours].\n\n{}[“It snows.”]";
        assert_features(text, "Ann Lee", &[("spoke.before_last", 1.0), ("spoke.alternates", 1.0), ("spoke.rank", 1.0)]);
        assert_features(text, "Bob Ray", &[("spoke.last", 1.0), ("spoke.last_next", 1.0), ("spoke.alternates", 0.0)]);
        let nested = "Bob Ray waited. {Ann Lee} said [{I} said [it rains]].";
        assert_features(nested, "Ann Lee", &[("spoke.enclosing", 1.0), ("spoke.enclosing_first", 1.0)]);
        assert_features(nested, "Bob Ray", &[("spoke.enclosing", 0.0), ("spoke.enclosing_first", 0.0)]);
    }

    #[test]
    fn a_quotation_without_a_cue_belongs_to_its_neighbours() {
        let text = "Ann Lee waited. {}[“It rains.”] Bob Ray left.";
        let before = [("floating.before", 1.0), ("floating.subject_before", 1.0), ("floating.next_sentence", 0.0)];
        assert_features(text, "Ann Lee", &before);
        assert_features(text, "Ann Lee", &[("floating.here", 0.0), ("floating.colon", 0.0)]);
        assert_features(text, "Bob Ray", &[("floating.next_sentence", 1.0), ("floating.right_behind", 1.0)]);
        assert_features(&text.replace("{}", "{They} said "), "Ann Lee", &before.map(|(name, _)| (name, 0.0)));
        let colon = "Ann Lee waited: {}[“It rains.”]";
        assert_features(colon, "Ann Lee", &[("floating.colon", 1.0), ("floating.colon_subject", 1.0)]);
        let goes_on = "{Ann Lee} said [it rains]. {}[“It pours.”]";
        assert_features(goes_on, "Ann Lee", &[("floating.last_indirect", 1.0), ("floating.spoke_last", 1.0)]);
        assert_features(goes_on, "Ann Lee", &[("floating.last_nothing_between", 1.0)]);
    }

    #[test]
    fn who_is_spoken_about_hardly_speaks() {
        let text = "Ann Lee came. {Bob Ray} said [she left “Acme Bank” and us].";
        assert_features(text, "Ann Lee", &[("content.he_or_she", 1.0), ("content.named", 0.0)]);
        assert_features(text, "Bob Ray", &[("content.he_or_she", 0.0), ("content.first_person", 1.0)]);
        assert_features(
            text,
            "Acme Bank",
            &[("content.named", 1.0), ("content.named_in_marks", 1.0), ("content.named_first", 0.0)],
        );
        assert_features(text, "", &[("content.named", 0.0), ("content.first_person", 0.0)]);
        let first = "{Bob Ray} said [Ann Lee waited].";
        assert_features(first, "Ann Lee", &[("content.named_first", 1.0), ("content.named_in_marks", 0.0)]);
    }
}
