//! Evaluation of attributions: predictions against labelled articles.
//!
//! Spans are compared by letters and digits only, so punctuation and blanks at the edges do not matter.
//!
//! Views: `who` (for each quoted span, who said it; [`speaker_view`]), `quoted` (attributions with quotation marks,
//! compared on the quoted part), `indirect` (those without), `all`, `statement` (quoted, or with a reporting cue;
//! predictions that match other attributions are ignored), and `span` (every contiguous source, cue or content
//! separately, exact matches only, as in CofeNet, COLING 2022). Figures, with attributions aligned one to one by best
//! overlap: `exact` (the same content), `overlap` (intersection over union of at least a half), `relation` (overlap,
//! and the same head phrase of the source), `named` (overlap, and the same speaker), `loose` (the same last word of the
//! name). If articles label denials (`"denied": true`), `polarity.unsaid` has precision and recall of predictions as
//! denied or not said, among predictions with the content and source of a labelled attribution.
//!
//! Guarantees the same numbers as the project's reference scorer, which a test verifies.

mod figures;
mod gap;
mod gold;
mod letters;
mod mask;
mod names;
mod pages;
mod predictions;
mod records;
mod score;
mod speaker_view;

pub use figures::{Figures, Tally};
pub use gap::{GapFigures, gap_cases, gap_score};
#[cfg(feature = "train")]
pub use gold::LabelledAttribution;
pub use gold::{GoldArticle, PredictedArticle};
#[cfg(feature = "train")]
pub(crate) use names::same_speaker;
pub use pages::{PageCase, PageFigures, page_score};
pub use records::{RecordError, records};
pub use score::score;
#[cfg(feature = "train")]
pub use score::statements;
