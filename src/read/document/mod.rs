//! Documents made to be written and printed: DOCX, ODT, RTF, PDF, and books (EPUB).
//!
//! `kind` detects the format from the first bytes and `articles` calls the reader for it. Each reader only produces
//! text with blank lines between paragraphs, which is then treated like any other text: as one article, or as the
//! articles of an archive export.
//!
//! A file that expands too much, nests too deep or makes a parser panic is an error and affects no other file. Deleted
//! text, comments, footnotes and repeated page headers are left out. Images are not read; a scanned page is reported.

mod articles;
mod docx;
mod epub;
mod format;
mod odt;
mod office_xml;
mod package;
mod pdf;
mod rtf;
mod rtf_tokens;

pub(super) use articles::articles;
pub(super) use format::detect_format;
