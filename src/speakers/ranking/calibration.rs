//! Calibration: features that say how far to trust a decision.
//!
//! The ranker's probability is about the choice among its candidates. Whether content and speaker are both right
//! depends on more: on the spans, on the class of the source, and on the earlier decision it relies on. A second small
//! network learns this from decisions on articles that the ranker has not seen (stacking; Platt 1999 with more inputs).

use std::sync::LazyLock;

use super::article::ArticleContext;
use super::candidate::CandidateType;
use super::features::{FeatureNames, FeatureSink};
use super::history::History;
use super::instance::SourceClass;
use super::rows::Rows;
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
