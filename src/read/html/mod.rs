//! A page as saved from the web becomes an article.
//!
//! One way, each step once: the page is made `lean`, parsed, its `facts` and JSON-LD give the metadata (`meta`), `junk`
//! that the markup names is taken out, the `main_text` found and written as `blocks`, and blocks whose `wording` shows that
//! they are no part of the article are left out.
//!
//! Promises that every quotation of the main text stands in the article mark for mark, paragraphs apart by a blank
//! line; that neither depth nor malice of the markup costs more than time linear in its length. Leaves out which
//! characters the bytes mean (`decode`).

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
