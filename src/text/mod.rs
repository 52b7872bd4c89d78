//! An article's text, cut into what the later stages read: tokens, sentences, paragraphs, paired quotation marks.
//!
//! Promises: every span lies inside the text and on character borders; tokens are in order, do not overlap and leave
//! out nothing but blanks; any string at all is accepted, in time proportional to its length.
//! Tells of each word its small letters and the lists on which it stands, looked up once for all who ask.
//! Leaves out all meaning: what a word is, and whether marks enclose a quotation, is decided later.

mod document;
mod marks;
mod memo;
mod paragraphs;
mod sentences;
mod tokens;
mod vocabulary;

pub use document::Document;
pub use marks::{MarkStyle, Quoted};
pub use memo::{Memo, Owner, word_key};
pub use tokens::{Token, TokenKind};
pub use vocabulary::in_small_letters;
