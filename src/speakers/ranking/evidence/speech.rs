//! Who spoke before, who is spoken about, and what stands around a quotation without words of saying.

use super::super::candidate::Who;
use super::super::instance::SourceClass;
use super::sink::Sink;
use super::view::View;
use crate::lexicon::Gender;
use crate::quote::Kind;

impl View<'_> {
    pub(super) fn speech(&self, at: usize, out: &mut impl Sink) {
        self.spoke(at, out);
        self.floating(at, out);
        self.spoken_about(at, out);
    }

    fn spoke(&self, at: usize, out: &mut impl Sink) {
        let key = self.candidates[at].key;
        let somebody = self.candidates[at].who != Who::Nobody;
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
        let mine = || self.history.known().filter(|decision| somebody && decision.key == key);
        let spoke = mine().next().map(|decision| place(decision.instance));
        let times = mine().count();
        let others = self
            .history
            .known()
            .take_while(|decision| decision.key != key)
            .map(|decision| decision.key)
            .fold((0, 0), |(count, previous), key| (count + usize::from(key != previous), key));
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
        out.distance("spoke.rank", spoke.map(|_| others.0), 8);
        out.flag("spoke.enclosing", is(enclosing));
        out.flag("spoke.enclosing_first", is(enclosing) && first);
        out.flag("spoke.left_open", is(last) && self.facts.left_open);
        let same_sentence = spoke.is_some_and(|(sentence, _)| sentence == instance.sentence);
        out.flag("spoke.same_sentence", same_sentence);
    }

    fn floating(&self, at: usize, out: &mut impl Sink) {
        let (document, instance, state) = (self.article.document, self.instance, &self.states[at]);
        let floats = instance.source.is_none();
        let all = &self.article.mentions.all;
        let last = state.last.map(|last| &all[last]);
        let subject = state.subject.map(|subject| &all[subject]);
        let here = document.sentence_of(instance.content.start);
        let in_sentence = |back: usize| last.is_some_and(|last| last.sentence + back == here);
        let is_subject = |back: usize| subject.is_some_and(|one| one.sentence + back == here);
        let next = state.next.map(|next| &all[next]);
        let end = instance.content.end;
        let colon =
            (instance.content.start.saturating_sub(3)..instance.content.start).any(|token| document.word(token) == ":");
        let decision = self.history.last();
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

    fn spoken_about(&self, at: usize, out: &mut impl Sink) {
        let instance = self.instance;
        let entity = match self.candidates[at].who {
            Who::Entity(entity) => Some(entity),
            _ => None,
        };
        let (all, content) = (&self.article.mentions.all, &instance.content);
        let first = self.article.name_from(content.start);
        let mut named = [false; 3];
        if let Some(entity) = entity {
            let names = first..self.article.names.len().min(first + 40);
            for name in names.take_while(|&name| all[name].start < content.end) {
                if self.article.entities.of_name[name] == entity && !instance.names.contains(&name) {
                    named[0] = true;
                    named[1] |= all[name].quoted;
                    named[2] |= all[name].start <= content.start + 2;
                }
            }
        }
        let female = self.states[at].female;
        let [she, he, me] = self.facts.pronouns;
        let spoken_of = female.is_some_and(|female| {
            let count = if female >= 0.5 { she } else { he };
            count > 0
        });
        let _ = Gender::Female;
        out.flag("content.named", named[0]);
        out.flag("content.named_in_marks", named[1]);
        out.flag("content.named_first", named[2]);
        out.flag("content.he_or_she", spoken_of);
        out.flag("content.first_person", me > 0 && entity.is_some());
    }
}
