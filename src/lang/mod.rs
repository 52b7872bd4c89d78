//! The door to everything that depends on a language: word lists, rules, sentence ends, weights, the stemmer.
//!
//! A [`Language`] provides the stages between an article and its records: documents, attributions, speakers, topics.
//! [`Languages`] chooses one for each article, by the user's choice ([`LanguageChoice`](crate::LanguageChoice)) or by the
//! language that `detect` finds. An article in a language without a module goes to [`MarksOnly`], which finds quotations
//! by their marks and no speakers.
//!
//! A new language is one file that implements [`Language`], and one line in `languages.rs`; `test_language.rs` shows it.
//! The only module so far is [`English`]. Its stages live in `tag`, `attribution`, `speakers` and `topics`; extraction
//! reaches them through `english.rs` only. An index has one stemmer ([`index_stemmer`]): for now it folds the words of all
//! languages by the rules of English.

mod detect;
mod english;
mod language;
mod languages;
mod marks_only;
mod stemmer;

pub use crate::attribution::{Attribution, content_text, repeats};
pub use crate::model::ModelError;
pub use crate::speakers::{People, Resolved};
pub use crate::text::Document;
pub use english::{English, rules};
pub use language::{Language, TopicNames};
pub use languages::{Languages, index_stemmer};
pub use marks_only::MarksOnly;
pub use stemmer::Stemmer;

#[cfg(test)]
mod test_language;
