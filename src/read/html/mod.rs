//! Extracts the article from a web page.
//!
//! The steps, each run once: `parser` builds the tree; `raw_metadata` and `json_ld` collect the metadata, which
//! `metadata` combines; `boilerplate` removes elements identified by markup; `main_text` finds the main text, as
//! `blocks`; `select` removes blocks that are not part of the article, by their wording among others
//! (`boilerplate_text`).
//!
//! Quotation marks of the main text are preserved exactly, and paragraphs are separated by blank lines. Time is linear
//! in the length of the page, whatever its markup. Character encodings are handled by `decode`.

mod authors;
mod blocks;
mod box_names;
mod choose;
mod claim_review;
mod consent;
mod facts;
mod fill;
mod json_ld;
mod junk;
mod ld_object;
mod lean;
mod left_out;
mod main_text;
mod meta;
mod names;
mod page;
mod quotation;
mod references;
mod scroll;
mod sight;
mod sniff;
mod state;
mod tags;
mod tree;
mod wording;
mod words;

pub(super) use page::article;
#[cfg(test)]
mod tests;

pub use page::page;
pub(super) use sniff::is_html;
