//! Features that all candidates of an attribution share: what its source is, and where it is.

use super::super::super::name::fold_token;
use super::super::article::ArticleContext;
use super::super::candidate::{Candidate, CandidateType};
use super::super::instance::{Instance, SourceClass};
use super::super::mentions::{pronoun_gender, stem};
use super::cue_names::CueNames;
use super::facts::{InstanceFacts, Named};
use super::sink::FeatureSink;
use super::state::State;
use crate::lexicon::{Gender, List};
use crate::quote::{Kind, SpeakerKind};
use crate::text::TokenKind;

/// Maximum number of tokens of a content that are read.
const MAX_CONTENT: usize = 120;

/// The facts about attribution `number`.
pub(super) fn facts(
    article: &ArticleContext,
    number: usize,
    candidates: &[Candidate],
    states: &[State],
) -> InstanceFacts {
    let document = article.document;
    let instance = &article.instances[number];
    let plain =
        |&token: &usize| document.tokens[token].kind == TokenKind::Word && !document.is_on(List::FunctionWords, token);
    let described = !instance.class.is_pronoun();
    let description: Vec<String> =
        instance.own.clone().filter(plain).take(12).map(|token| fold_token(document, token).into_owned()).collect();
    let description = if described { description } else { Vec::new() };
    let fits = |(state, candidate): &(&State, &Candidate)| {
        let gender = instance.gender.is_none_or(|gender| state.share(gender).is_none_or(|share| share >= 0.1));
        matches!(candidate.candidate_type, CandidateType::Person | CandidateType::Unclear)
            && state.token.is_some()
            && gender
    };
    let mut pronouns = [0; 3];
    for token in instance.content.clone().take(MAX_CONTENT) {
        let lower = document.lower(token);
        match pronoun_gender(lower) {
            Some(Gender::Female) => pronouns[0] += 1,
            Some(Gender::Male) => pronouns[1] += 1,
            None if matches!(lower, "i" | "we" | "my" | "our" | "me" | "us") => pronouns[2] += 1,
            None => {}
        }
    }
    let left_open = number.checked_sub(1).is_some_and(|before| {
        let end = article.instances[before].content.end.saturating_sub(1);
        document.quoted_at(end).is_some_and(|region| !document.quoted[region].closed)
    });
    InstanceFacts {
        enclosing: article.content_at(instance.at).filter(|&outer| outer != number),
        stems: description.iter().map(|word| stem(word)).collect(),
        description,
        noun_sentences: noun_sentences(article, instance),
        addressees: addressees(article, instance),
        named: named(article, instance),
        fitting: states.iter().zip(candidates).filter(fits).count(),
        pronouns,
        left_open,
        cue_names: CueNames::new(article, instance),
    }
}

/// Maximum number of names in a content that are read.
const MAX_NAMED: usize = 40;

fn named(article: &ArticleContext, instance: &Instance) -> Vec<Named> {
    let (all, content) = (&article.mentions.all, &instance.content);
    let first = article.name_from(content.start);
    let inside = (first..all.len().min(first + MAX_NAMED)).take_while(|&name| all[name].start < content.end);
    let named = |name: usize| Named {
        entity: article.entities.of_name[name],
        quoted: all[name].quoted,
        begins: all[name].start <= content.start + 2,
    };
    inside.filter(|name| !instance.names.contains(name)).map(named).collect()
}

/// How far before the source its noun is searched, in tokens, and in how many sentences it is noted.
const NOUN_REACH: usize = 700;
const MAX_SENTENCES: usize = 4;

/// The sentences before the source that contain its noun, the last one first.
fn noun_sentences(article: &ArticleContext, instance: &Instance) -> Vec<usize> {
    let document = article.document;
    let Some(noun) = instance.noun.filter(|_| instance.source.is_some() && !instance.class.is_pronoun()) else {
        return Vec::new();
    };
    if instance.class == SourceClass::Name {
        return Vec::new();
    }
    let lower = document.lower(noun);
    let mut sentences = Vec::new();
    for token in (instance.at.saturating_sub(NOUN_REACH)..instance.at).rev() {
        if document.lower(token) == lower && sentences.last() != Some(&document.sentence_of(token)) {
            sentences.push(document.sentence_of(token));
            if sentences.len() == MAX_SENTENCES {
                break;
            }
        }
    }
    sentences
}

/// The names right after the cue that are no part of the source: "told Ann Lee".
fn addressees(article: &ArticleContext, instance: &Instance) -> std::ops::Range<usize> {
    let Some(cue) = &instance.cue else { return 0..0 };
    let from = article.name_from(cue.end.saturating_sub(1));
    let follows_cue = article.mentions.all.get(from).is_some_and(|mention| {
        mention.start >= cue.end && mention.start <= cue.end + 2 && mention.end <= instance.content.start.max(cue.end)
    });
    let outside = !instance.names.contains(&from);
    if follows_cue && outside { from..from + 1 } else { 0..0 }
}

const CLASSES: [&str; SourceClass::COUNT] = [
    "class.none",
    "class.he",
    "class.she",
    "class.they",
    "class.it",
    "class.first",
    "class.we",
    "class.relative",
    "class.other",
    "class.name",
    "class.definite",
    "class.indefinite",
    "class.possessive",
    "class.bare",
];

/// Writes the features that all candidates of attribution `number` share.
pub(in super::super) fn instance_features(article: &ArticleContext, number: usize, out: &mut impl FeatureSink) {
    let document = article.document;
    let instance = &article.instances[number];
    for (class, name) in CLASSES.into_iter().enumerate() {
        out.flag(name, instance.class as usize == class);
    }
    let cue = instance.cue.clone().unwrap_or(0..0);
    let word = if cue.is_empty() { "" } else { document.lower(cue.start) };
    let paragraph = &document.paragraphs[document.paragraph_of(instance.content.start)];
    let source = instance.source.clone().unwrap_or(0..0);
    let previous = number.checked_sub(1).map(|before| &article.instances[before]);
    let gap = previous.map(|before| instance.content.start.saturating_sub(before.content.end));
    let kind = if instance.source.is_some() { instance.noun_kind } else { SpeakerKind::Unknown };
    let owner = source.clone().any(|token| matches!(document.word(token), "’s" | "'s"));
    let quoted = document.quoted_at(instance.content.start).is_some();
    out.flag("about.direct", instance.kind == Kind::Direct);
    out.flag("about.mixed", instance.kind == Kind::Mixed);
    out.flag("about.quoted", quoted);
    out.put("about.confidence", instance.confidence);
    out.flag("about.according", word == "according");
    out.flag("about.no_cue", cue.is_empty());
    out.flag("about.colon", word == ":" || document.word(instance.content.start.saturating_sub(1)) == ":");
    out.flag("about.opens_paragraph", instance.content.start <= paragraph.start + 1);
    out.flag(
        "about.whole_paragraph",
        instance.content.start <= paragraph.start + 1 && instance.content.end + 1 >= paragraph.end,
    );
    out.put("about.position", instance.at as f32 / document.tokens.len().max(1) as f32);
    out.count("about.number", number, 20);
    out.flag("about.nested", article.content_at(instance.at).is_some_and(|outer| outer != number));
    out.distance("about.gap", gap, 200);
    let sentences = previous.map(|before| instance.sentence.saturating_sub(sentence_of_end(article, before)));
    let paragraphs = previous.map(|before| {
        document
            .paragraph_of(instance.content.start)
            .saturating_sub(document.paragraph_of(before.content.end.saturating_sub(1)))
    });
    out.distance("about.gap_sentences", sentences, 10);
    out.distance("about.gap_paragraphs", paragraphs, 6);
    out.flag("about.person_noun", kind == SpeakerKind::Person);
    out.flag("about.group_noun", kind == SpeakerKind::Group);
    out.flag("about.body_noun", kind == SpeakerKind::Organisation);
    out.flag("about.document_noun", kind == SpeakerKind::Document);
    out.count("about.source_length", source.len(), 15);
    out.count("about.source_names", instance.names.len(), 4);
    out.flag("about.source_owner", owner);
    out.flag("about.source_first", !source.is_empty() && source.start < instance.content.start);
    out.flag("about.asked", word.starts_with("ask"));
    out.flag("about.reads", matches!(word, "read" | "reads" | "reading"));
    let to_cue = cue.start.saturating_sub(source.end);
    out.count("about.source_to_cue", if source.is_empty() || cue.is_empty() { 0 } else { to_cue }, 10);
    out.flag("about.told", matches!(word, "told" | "tells" | "telling" | "tell"));
    out.flag("about.gendered", instance.gender.is_some());
    out.flag("about.first_paragraph", instance.paragraph == 0);
    out.flag("about.source_quoted", !source.is_empty() && document.quoted_at(source.start).is_some());
}

fn sentence_of_end(article: &ArticleContext, instance: &Instance) -> usize {
    article.document.sentence_of(instance.content.end.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::super::super::marked::{SOURCES, assert_features, with_marked};
    use super::*;

    #[test]
    fn each_class_of_source_has_its_flag() {
        for (source, class) in SOURCES {
            let row = with_marked(&format!("{{{source}}} said [it rains]."), |article| {
                let mut row: Vec<f32> = Vec::new();
                instance_features(article, 0, &mut row);
                row
            });
            let set: Vec<&str> =
                CLASSES.into_iter().zip(row).filter(|(_, value)| *value == 1.0).map(|(name, _)| name).collect();
            assert_eq!(set, [format!("class.{class}")]);
        }
    }

    #[test]
    fn the_place_and_the_marks_of_a_content_are_features() {
        let quoted = "[“It rains,”] {she} said.";
        assert_features(quoted, "", &[("about.direct", 1.0), ("about.quoted", 1.0), ("about.source_first", 0.0)]);
        assert_features(quoted, "", &[("about.opens_paragraph", 1.0), ("about.whole_paragraph", 0.0)]);
        assert_features(quoted, "", &[("about.no_cue", 0.0), ("about.gendered", 1.0), ("about.confidence", 0.9)]);
        let alone = "Wind blew.\n\n{}[“It rains.”]";
        assert_features(
            alone,
            "",
            &[("about.whole_paragraph", 1.0), ("about.no_cue", 1.0), ("about.first_paragraph", 0.0)],
        );
        let nested = "{Ann Lee} said [{he} said [it rains]].";
        assert_features(nested, "", &[("about.nested", 1.0), ("about.opens_paragraph", 0.0), ("about.quoted", 0.0)]);
        assert_features("{Ann Lee}: [It rains.]", "", &[("about.colon", 1.0), ("about.first_paragraph", 1.0)]);
    }

    #[test]
    fn the_cue_the_source_and_the_attribution_before_are_features() {
        let first = "{Bob Ray} told us [it rains].";
        assert_features(first, "", &[("about.told", 1.0), ("about.gap", 210.0), ("about.gap_sentences", 20.0)]);
        assert_features(first, "", &[("about.number", 0.0), ("about.nested", 0.0), ("about.colon", 0.0)]);
        let second = "{Bob Ray} told us [it rains].\n\n{The mayor of Leeds} said [it pours].";
        assert_features(second, "", &[("about.told", 0.0), ("about.number", 1.0), ("about.gap", 6.0)]);
        assert_features(second, "", &[("about.gap_sentences", 1.0), ("about.gap_paragraphs", 1.0)]);
        assert_features(second, "", &[("about.source_length", 4.0), ("about.source_names", 1.0)]);
        let nouns = ["about.person_noun", "about.group_noun", "about.body_noun", "about.document_noun"];
        for (source, noun) in ["The mayor", "The nurses", "The ministry", "Ann Lee’s report"].into_iter().zip(nouns) {
            let text = format!("{{{source}}} asked [if it rains].");
            assert_features(&text, "", &nouns.map(|one| (one, if one == noun { 1.0 } else { 0.0 })));
            let owner = if source.contains('’') { 1.0 } else { 0.0 };
            assert_features(&text, "", &[("about.asked", 1.0), ("about.source_owner", owner)]);
        }
    }
}
