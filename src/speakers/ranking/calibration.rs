//! Calibration: features that say how far to trust a decision.
//!
//! The ranker's probability is about the choice among its candidates. Whether content and speaker are both right
//! depends on more: on the spans, on the class of the source, and on the earlier decision it relies on. A second small
//! network learns this from decisions on articles that the ranker has not seen (stacking; Platt 1999 with more inputs).

use std::sync::LazyLock;

use super::article::ArticleContext;
use super::candidate::{CandidateType, Referent};
use super::features::{FeatureNames, FeatureSink};
use super::history::History;
use super::instance::SourceClass;
use super::rows::{ROLE_FEATURES, Rows};
use crate::quote::Kind;

/// The decision on one attribution.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    /// The index of the chosen candidate.
    pub best: usize,
    /// Its probability, with that of other candidates of the same name.
    pub probability: f32,
    /// The probability of the next other name.
    pub second: f32,
}

/// Writes the features of `choice`.
pub(super) fn choice_features(
    article: &ArticleContext,
    number: usize,
    rows: &Rows,
    history: &History,
    choice: Choice,
    out: &mut impl FeatureSink,
) {
    let instance = &article.instances[number];
    let (candidate, state) = (&rows.candidates[choice.best], &rows.states[choice.best]);
    let logit = |probability: f32| {
        let probability = probability.clamp(0.002, 0.998);
        (probability / (1.0 - probability)).ln()
    };
    let leans = history.last_of(candidate.key).map(|decision| decision.probability);
    let floats = instance.source.is_none();
    out.put("choice.logit", logit(choice.probability));
    out.put("choice.loss", -choice.probability.clamp(0.002, 1.0).ln());
    out.put("choice.margin", (choice.probability.max(0.002) / choice.second.max(0.002)).ln());
    out.put("choice.spans", logit(instance.confidence));
    out.put("choice.spans_probability", instance.confidence);
    out.put("choice.both", choice.probability * instance.confidence);
    for (class, name) in CLASSES.into_iter().enumerate() {
        out.flag(name, instance.class as usize == class);
    }
    for (candidate_type, name) in TYPES.into_iter().enumerate() {
        out.flag(name, candidate.candidate_type as usize == candidate_type);
    }
    out.flag("choice.direct", instance.kind == Kind::Direct);
    out.flag("choice.mixed", instance.kind == Kind::Mixed);
    out.flag("choice.no_cue", instance.cue.is_none());
    out.flag("choice.named", state.in_source.is_some());
    out.count("choice.before", state.before, 10);
    out.count("choice.content", instance.content.len(), 40);
    out.count("choice.short", instance.content.len(), 6);
    out.count("choice.source", instance.source.as_ref().map_or(0, |source| source.len()), 12);
    out.put("choice.leans", if state.in_source.is_some() { 1.0 } else { leans.unwrap_or(0.6) });
    out.put("choice.leans_floating", if floats { leans.unwrap_or(0.0) } else { 0.0 });
    out.put("choice.candidates", rows.candidates.len() as f32);
    out.flag("choice.nested", article.content_at(instance.at).is_some_and(|outer| outer != number));
    out.flag("choice.quoted_pronoun", instance.kind != Kind::Indirect && instance.class.is_pronoun());
    let [known, noun, _] = *ROLE_FEATURES;
    let definite = instance.class == SourceClass::Definite && matches!(candidate.referent, Referent::Entity(_));
    let has_noun = rows.value(choice.best, noun) > 0.0;
    out.flag("choice.role_fits", definite && has_noun);
    out.flag("choice.role_differs", definite && !has_noun && rows.value(choice.best, known) > 0.0);
    out.flag("choice.first_paragraph", instance.paragraph == 0);
    let words = article.instances.len();
    out.put("choice.density", words as f32 / article.document.paragraphs.len().max(1) as f32);
}

/// The names of these features, in order.
pub(super) fn names() -> &'static [&'static str] {
    &NAMES
}

static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    super::sample::with_article(|article| {
        let history = History::default();
        let rows = Rows::new(article, 0, &history);
        let choice = Choice { best: 0, probability: 0.5, second: 0.5 };
        let mut names = FeatureNames::default();
        choice_features(article, 0, &rows, &history, choice, &mut names);
        names.0
    })
});

const CLASSES: [&str; SourceClass::COUNT] = [
    "choice.class_none",
    "choice.class_he",
    "choice.class_she",
    "choice.class_they",
    "choice.class_it",
    "choice.class_first",
    "choice.class_we",
    "choice.class_relative",
    "choice.class_other",
    "choice.class_name",
    "choice.class_definite",
    "choice.class_indefinite",
    "choice.class_possessive",
    "choice.class_bare",
];

const TYPES: [&str; CandidateType::COUNT] = [
    "choice.person",
    "choice.organisation",
    "choice.place",
    "choice.unclear",
    "choice.pair",
    "choice.own_words",
    "choice.own_head",
    "choice.antecedent",
    "choice.nobody",
];

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashMap;

    use super::super::marked::{self, EVERY_TYPE, SOURCES, candidate_named, last_rows, with_marked};
    use super::*;

    /// The features of choosing this candidate for the last attribution.
    fn features(marked: &str, candidate: &str, probability: f32, second: f32) -> FxHashMap<&'static str, f32> {
        with_marked(marked, |article| {
            let (rows, history) = last_rows(article);
            let best = candidate_named(article, &rows.candidates, candidate);
            let (number, mut row) = (article.instances.len() - 1, Vec::new());
            choice_features(article, number, &rows, &history, Choice { best, probability, second }, &mut row);
            assert_eq!(row.len(), names().len());
            names().iter().copied().zip(row).collect()
        })
    }

    #[test]
    fn the_margin_and_the_spans_say_how_far_to_trust() {
        let text = "{Ann Lee} said [it rains].";
        let (sure, unsure) = (features(text, "Ann Lee", 0.9, 0.05), features(text, "Ann Lee", 0.4, 0.4));
        assert!(sure["choice.margin"] > 1.0 && unsure["choice.margin"].abs() < 1e-5);
        assert!(sure["choice.logit"] > 0.0 && unsure["choice.logit"] < 0.0);
        assert!(sure["choice.loss"] < unsure["choice.loss"]);
        assert!((sure["choice.both"] - 0.81).abs() < 1e-5, "the spans are right with 0.9");
        for (probability, second) in [(0.0, 1.0), (1.0, 0.0)] {
            assert!(features(text, "Ann Lee", probability, second).values().all(|value| value.is_finite()));
        }
    }

    #[test]
    fn a_choice_leans_on_the_earlier_decision_for_the_same_speaker() {
        let leans = |last: &str, candidate: &str| {
            let text = format!("{{Ann Lee}} said [it rains]. Bob Ray waited. {last}");
            let found = features(&text, candidate, 0.5, 0.5);
            [found["choice.leans"], found["choice.leans_floating"]]
        };
        assert_eq!(leans("{They} said [it pours].", "Ann Lee"), [0.9, 0.0]);
        assert_eq!(leans("{They} said [it pours].", "Bob Ray"), [0.6, 0.0]);
        assert_eq!(leans("{Bob Ray} said [it pours].", "Bob Ray"), [1.0, 0.0]);
        assert_eq!(leans("{}[“It pours.”]", "Ann Lee"), [0.9, 0.9]);
    }

    #[test]
    fn a_description_that_is_not_the_role_of_the_speaker_is_less_to_be_trusted() {
        let roles = |source: &str, candidate: &str| {
            let text = format!("Mayor Ann Lee met Bob Ray. {{{source}}} said [it rains].");
            let found = features(&text, candidate, 0.5, 0.5);
            [found["choice.role_fits"], found["choice.role_differs"]]
        };
        assert_eq!(roles("The mayor", "Ann Lee"), [1.0, 0.0]);
        assert_eq!(roles("The governor", "Ann Lee"), [0.0, 1.0]);
        assert_eq!(roles("The governor", "Bob Ray"), [0.0, 0.0], "the article gives him no role");
        assert_eq!(roles("The governor", "The governor"), [0.0, 0.0]);
        assert_eq!(roles("She", "Ann Lee"), [0.0, 0.0]);
    }

    #[test]
    fn each_class_and_each_type_has_its_flag() {
        let set = |found: &FxHashMap<&'static str, f32>, names: &[&'static str]| {
            names.iter().copied().filter(|name| found[name] == 1.0).collect::<Vec<_>>()
        };
        for (source, class) in SOURCES {
            let found = features(&format!("Bob Ray left. {{{source}}} said [it rains]."), "Bob Ray", 0.5, 0.5);
            assert_eq!(set(&found, &CLASSES), [format!("choice.class_{class}")]);
        }
        for (candidate, end) in marked::TYPES {
            assert_eq!(set(&features(EVERY_TYPE, candidate, 0.5, 0.5), &TYPES), [format!("choice.{end}")]);
        }
    }
}
