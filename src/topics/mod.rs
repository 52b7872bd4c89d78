//! Assigns topics to quotations, from their own words, their context and their article.
//!
//! One or two broad subjects of the news industry's scheme come first, if the words suggest them ([`broad_subject`]).
//! Then follow names, known concepts and phrases ([`names`], [`mentions`], [`phrases`]): those in the quotation itself
//! before the main topics of its article ([`choose`]). Guarantees the same topics for the same article, one spelling
//! per topic in all articles ("tariffs", never "Tariff"), and linear time. Topics without any word in the article are
//! out of scope.

mod broad_subject;
mod choose;
mod mentions;
mod names;
mod phrases;
mod reader;
mod word_info;

pub use reader::Topics;
