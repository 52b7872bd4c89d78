//! PDF files with text, read in reading order.
//!
//! The steps: `open` parses the file within limits; `content` interprets each page and gives glyphs with positions,
//! decoded by `font`; `line` joins glyphs to lines; `running_heads` removes what repeats on every page; `reading_order`
//! sorts lines into columns; `paragraphs` joins lines to paragraphs.
//!
//! Words broken at line ends are joined and columns are read one after the other. A page without text is reported. Text
//! in images, rotated text in margins and the borders between articles on a page are not recognised.

mod content;
mod extract;
mod font;
mod line;
mod open;
mod paragraphs;
mod reading_order;
mod running_heads;
mod standard_widths;
mod to_unicode;
mod tokens;

pub(super) use extract::text;
