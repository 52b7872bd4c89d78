//! Builds attributions from the tagger's spans: which source and which content belong to which cue.
//!
//! The steps of [`attribute()`]: the layout decides where it is unambiguous ([`layout`]); learned weights ([`ranker`])
//! over features of pairs ([`pair_features`]) link the spans ([`link`](mod@link)); cues without a content get theirs by
//! position ([`directives`], [`according`]); names in quotation marks are dropped ([`non_quotations`]); hearsay is
//! resolved ([`hearsay`]), missing sources are recovered ([`recover_source`]) and incomplete ones extended
//! ([`complete_source_name`]); rules correct the links ([`rules`](mod@rules)); contents without a cue are kept if they are
//! quotations ([`uncued`]); contents are extended to their quotation marks ([`content`]). Each attribution finally gets
//! its type ([`attribution_type`]) and its polarity ([`polarity`]). The attributions are in order of their content; each
//! has at least one piece, and all spans are inside the text. The module `speakers` resolves who the source is.

mod according;
mod adjacent;
mod apposed_sources;
mod attribute;
mod attributed;
mod attribution_type;
mod beside_content;
mod claims_of;
mod colon_clauses;
mod complement;
mod complete_source_name;
mod confidence;
mod content;
mod denied_clauses;
mod directives;
#[cfg(test)]
mod examples;
mod framed_sources;
mod hearsay;
mod inner_clauses;
mod introduced;
mod labels;
mod layout;
mod link;
mod links_by_sentence;
mod manner;
mod missed_quotations;
mod negated_saying;
mod nested;
mod non_quotations;
mod occupied;
pub mod pair_features;
mod passive;
mod polarity;
mod quotation_extents;
mod quotation_marks;
mod ranker;
mod record;
mod recover_source;
mod relayed;
mod reported_speakers;
mod rule;
mod rules;
mod run_on;
mod sources;
mod split_quotations;
mod subjects;
mod truncated_sources;
mod uncued;
mod verb_frame;
mod verbs;
mod word_features;

pub use attribute::{attribute, attribute_with_rules};
pub use content::content_text;
#[cfg(feature = "train")]
pub use content::kind_of;
#[cfg(feature = "train")]
pub use link::choice_options;
pub(crate) use passive::passive_participle;
pub use polarity::repeats;
pub use ranker::Weights;
pub use record::Attribution;
pub use rules::{Rules, rule_sentences};
pub(crate) use verbs::{is_past, looks_like_participle};
