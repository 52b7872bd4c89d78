//! Exports of news archives with many articles in one file: Nexis, Nexis Uni, Factiva, ProQuest.
//!
//! All exports (text, HTML, office documents) are converted to plain text first. `format` detects the archive and
//! requires strong evidence: its document marker and several of its fields. The reader of that archive (`nexis`,
//! `factiva`, `proquest`) makes an `exported_article` of each document, and `articles` turns those with text into
//! articles.
//!
//! An ordinary article is never split. Fields, cover pages, tables of contents and copyright lines are not part of a
//! text. Documents without full text are left out with a warning.

mod articles;
mod exported_article;
mod factiva;
mod format;
mod lines;
mod nexis;
mod nexis_fields;
mod proquest;
mod sections;

pub(super) use articles::{articles, articles_of_page};
