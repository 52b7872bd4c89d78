//! Labels to attributions: which source and which content belong to which cue.
//!
//! [`attribute()`] lets the layout speak where it is plain ([`layout`]), joins the spans of the tagger by learned weights
//! ([`ranker`]) over the evidence of [`pairs`], gives cues that no content chose theirs by place ([`orders`], [`according`]), parts
//! contents that are no pieces of one quotation ([`pieces`]), decides which contents without a cue are quotations ([`uncued`]), snaps contents to their quotation marks
//! ([`content`]), finds whose words hearsay is ([`hearsay`]), looks again for a source the tagger half believed
//! ([`second_look`]), lets none end inside a name ([`whole_name`]), tells statements from attitudes ([`report`]), and finds
//! what the article says was denied or never said ([`polarity`]).
//! Promises attributions in order of their content, each with at least one piece, all spans inside the text.
//! Leaves out who the source is: that is `speakers`.

mod according;
mod adjacent;
mod attribute;
mod attributed;
mod broken_off;
mod by_sentence;
mod complement;
mod confidence;
mod content;
mod denied;
#[cfg(test)]
mod examples;
mod frames;
mod hearsay;
mod introduced;
mod layout;
mod link;
mod manner;
mod marked;
mod naming;
mod orders;
pub mod pairs;
mod passive;
mod pieces;
mod polarity;
mod ranker;
mod reading;
mod record;
mod report;
mod rule;
mod rules;
mod run_on;
mod second_look;
mod sources;
mod stretches;
mod subjects;
mod taken;
mod uncued;
mod unsaid;
mod verbs;
mod whole;
mod whole_name;
mod words;

pub use attribute::{attribute, attribute_by};
pub use confidence::Signals;
pub use content::{content_text, kind_of};
pub use link::{Link, link, options};
pub use polarity::{PolarityRule, repeats};
pub use ranker::Weights;
pub use record::Attribution;
pub use rule::Rule;
pub use rules::{Rules, rule_sentences, rules};
