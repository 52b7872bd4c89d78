//! Documents that people write and print: DOCX, ODT, RTF, PDF, and books (EPUB).
//!
//! `kind` tells by the first bytes what a file is, `articles` hands it to its reader. Each reader gives nothing but text,
//! paragraphs apart by a blank line, which is then read like any other text: as one article, or as the many of an export.
//!
//! Promises that a file which unpacks beyond all measure, nests without end or makes a parser fail is an error of its own;
//! that deleted words, comments, footnotes and what repeats on every page stand in no text. Leaves out pictures, and text in
//! pictures: a scanned page is told, not read.

mod articles;
mod docx;
mod epub;
mod kind;
mod markup;
mod odt;
mod package;
mod pdf;
mod rtf;
mod rtf_tokens;

pub(super) use articles::articles;
pub(super) use kind::kind;
