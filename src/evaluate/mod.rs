//! How well attributions are found: labelled articles against predictions.
//!
//! Only letters and digits count when spans are compared, so marks, punctuation and blanks at an edge never decide.
//!
//! Views: `who` (of each stretch in quotation marks, who said it; [`who`]), `quoted` (attributions that hold quotation marks, on what stands inside them), `indirect` (those without),
//! `all`, `statement` (quoted, or with a cue of saying; predictions that match another kind are left out), and `span`
//! (every contiguous source, cue or content by itself, exact only, as in CofeNet, COLING 2022).
//! Figures, attributions matched one to one, best overlap first: `exact` (the same content), `overlap` (intersection
//! over union of a half or more), `relation` (overlap, and the source has the same head phrase), `named` (overlap, and
//! the same speaker), `loose` (the same last word of the name is enough).
//! Where articles label what is denied (`"denied": true`), `polarity.unsaid` tells how much of what is called denied or not
//! said is labelled so, among predictions with the words and the source of a labelled attribution, and how much of what is
//! labelled so is called so.
//!
//! Promises the same numbers as the project's reference scorer; a test holds it to them.

mod figures;
mod found;
mod gap;
mod gold;
mod letters;
mod mask;
mod names;
mod pages;
mod records;
mod score;
mod who;

pub use figures::{Figures, Tally};
pub use gap::{GapCase, GapError, GapFigures, gap_cases, gap_score};
pub use gold::{Attributed, GoldArticle, Predicted, Stretch};
#[cfg(feature = "train")]
pub(crate) use names::same_speaker;
pub use pages::{PageCase, PageFigures, page_score};
pub use records::{RecordError, records};
pub use score::{score, statements};
