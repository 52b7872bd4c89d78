//! What a quotation is about: from its own words, what stands around it, and its article.
//!
//! First one or two broad subjects by the scheme of the news industry, when the words tell them ([`subject`]); then
//! names, well-known topics and phrases ([`names`], [`mentions`], [`phrases`]), the ones that stand in the quotation
//! itself before those that its article keeps coming back to ([`choose`]).
//! Promises the same topics for the same article, written the same way in every article ("tariffs", never "Tariff"), in
//! time linear in its length.
//! Leaves out what only a reader of the world could tell: a topic that no word of the article points to.

mod choose;
mod mentions;
mod names;
mod phrases;
mod reader;
mod subject;
mod words;

pub use reader::Topics;
