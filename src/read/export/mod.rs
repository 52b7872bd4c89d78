//! Many articles in one file, as news archives export them: Nexis, Nexis Uni, Factiva, ProQuest.
//!
//! One way, whatever the format was (text, a page, an office document): the file is already text, one paragraph or line
//! after the other. `kind` tells which archive wrote it, and only on strong evidence: its own mark at each document and
//! several of its own fields. The reader of that archive (`nexis`, `factiva`, `proquest`) makes an `entry` of each document,
//! and `articles` an article of each entry that has words.
//!
//! Promises that an ordinary article is never split, and that fields, cover pages, tables of contents and copyright lines
//! never stand in a text. Leaves out entries without full text, and says of how many that is true.

mod articles;
mod day;
mod entry;
mod factiva;
mod kind;
mod lines;
mod nexis;
mod nexis_fields;
mod pieces;
mod proquest;

pub(super) use articles::{articles, articles_of_page};
