//! Extracts the article from a web page.
//!
//! The steps, each run once: `parser` builds the tree; `raw_metadata` and `json_ld` collect the metadata, which
//! `metadata` combines; `boilerplate` removes elements identified by markup; `main_text` finds the main text, as
//! `blocks`; `select` removes blocks that are not part of the article, by their wording among others
//! (`boilerplate_text`).
//!
//! Quotation marks of the main text are preserved exactly, and paragraphs are separated by blank lines. Time is linear
//! in the length of the page, whatever its markup. Character encodings are handled by `decode`.

mod article;
mod authors;
mod block_quotes;
mod blocks;
mod boilerplate;
mod boilerplate_text;
mod char_references;
mod claim_review;
mod class_names;
mod cookie_consent;
mod coverage;
mod elements;
mod infinite_scroll;
mod json_ld;
mod json_ld_object;
mod main_text;
mod metadata;
mod parser;
mod raw_metadata;
mod recover;
mod script_state;
mod select;
mod sniff;
mod tags;
mod text_utils;
mod tree;
mod visibility;

pub(super) use article::article;
#[cfg(test)]
mod tests;

pub use article::article_from_html;
pub(super) use sniff::is_html;
