//! Quotations as other programs cite and annotate them: CSL JSON, RIS, BibTeX, schema.org, Web Annotations, and links to
//! the exact words.
//!
//! A reference manager wants articles: CSL, RIS and BibTeX have one entry an article, with its quotations as a note.
//! JSON-LD and annotations have one entry a quotation. None of them says more than the article does: a date that is a
//! guess is a note, not a date, and words that were denied have no author.

mod annotation;
mod author;
mod bibtex;
mod csl;
mod formats;
mod line;
mod reference;
mod ris;
mod schema_org;
mod text_fragment;

pub use formats::{CitationFormat, citations};

pub use line::citation_line;
pub use text_fragment::link_to_words;

#[cfg(test)]
mod tests;
