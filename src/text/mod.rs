//! Splits the text of an article into tokens, sentences and paragraphs, and pairs its quotation marks.
//!
//! All spans are inside the text and on character boundaries. Tokens are in order, do not overlap and leave out only
//! white space. Any string is accepted, in linear time. For each distinct word, the lower-case form and the word lists
//! that contain it are looked up once. Whether marks enclose a quotation is decided later.

mod document;
mod paragraphs;
mod quotation_marks;
mod sentences;
mod tokens;
mod vocabulary;
mod word_cache;

pub use document::Document;
pub use quotation_marks::{QuoteStyle, QuotedSpan};
pub use tokens::TokenKind;
pub use vocabulary::lowercase;
pub use word_cache::{TableId, WordCache, word_key};
