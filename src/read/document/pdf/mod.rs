//! PDF with text: what stands on its pages, in the order in which a reader reads it.
//!
//! One way: the file is opened within limits (`open`), each page's `content` gives signs with their places (its letters by
//! `font`), signs become lines (`line`), lines stand in columns and bands (`order`), what repeats on every page goes
//! (`furniture`), and lines become paragraphs (`flow`).
//!
//! Promises that words broken at a line's end are whole, that columns are read one after the other, and that a page
//! without letters is told. Leaves out text in pictures, text that runs up a margin, and where one article of a page
//! ends and the next begins.

mod content;
mod flow;
mod font;
mod furniture;
mod letters;
mod line;
mod open;
mod order;
mod read;
mod tokens;
mod widths;

pub(super) use read::text;
