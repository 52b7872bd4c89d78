//! The figures of `eval`.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::evaluate::{Figures, GapFigures, PageFigures, Tally};

/// The row of the table that is not precision and recall.
pub(in crate::output) const FALSE_QUOTES: &str = "false_quotes";

/// An object with one field per figure, named `view.figure`, in the order of the table.
pub(in crate::output) struct FiguresRecord<'a>(pub(in crate::output) &'a Figures);

impl Serialize for FiguresRecord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        for (name, tally) in self.0.rows() {
            object.serialize_entry(&name, &TallyRecord::from(tally))?;
        }
        if let Some((taken, of)) = self.0.false_quotes {
            object.serialize_entry(FALSE_QUOTES, &FalseQuotesRecord { taken, of })?;
        }
        object.end()
    }
}

/// One figure, under the names of the reference scorer.
#[derive(serde::Serialize)]
pub(super) struct TallyRecord {
    #[serde(rename = "P")]
    precision: f64,
    #[serde(rename = "R")]
    recall: f64,
    #[serde(rename = "F1")]
    f1: f64,
    tp: usize,
    pred: usize,
    gold: usize,
    /// Only where it is counted apart from `tp`.
    #[serde(skip_serializing_if = "Option::is_none")]
    hit: Option<usize>,
}

impl From<Tally> for TallyRecord {
    fn from(tally: Tally) -> Self {
        Self {
            precision: tally.precision(),
            recall: tally.recall(),
            f1: tally.f1(),
            tp: tally.right,
            pred: tally.predicted,
            gold: tally.gold,
            hit: tally.recalled,
        }
    }
}

#[derive(serde::Serialize)]
struct FalseQuotesRecord {
    taken: usize,
    of: usize,
}

/// The figures of `eval --gap`.
#[derive(serde::Serialize)]
pub(in crate::output) struct GapRecord {
    pronouns: usize,
    overall: TallyRecord,
    masculine: TallyRecord,
    feminine: TallyRecord,
    bias: Option<f64>,
}

impl From<&GapFigures> for GapRecord {
    fn from(figures: &GapFigures) -> Self {
        Self {
            pronouns: figures.pronouns,
            overall: figures.overall.into(),
            masculine: figures.masculine.into(),
            feminine: figures.feminine.into(),
            bias: figures.bias(),
        }
    }
}

/// The figures of `eval --pages`.
#[derive(serde::Serialize)]
pub(in crate::output) struct PageFiguresRecord {
    pages: usize,
    failed: usize,
    precision: f64,
    recall: f64,
    f1: f64,
    quotes: usize,
    quotes_kept: usize,
    glued: usize,
    publisher: usize,
    date: usize,
}

impl From<&PageFigures> for PageFiguresRecord {
    fn from(figures: &PageFigures) -> Self {
        Self {
            pages: figures.pages,
            failed: figures.failed,
            precision: figures.precision,
            recall: figures.recall,
            f1: figures.f1(),
            quotes: figures.quotes,
            quotes_kept: figures.quotes_kept,
            glued: figures.glued,
            publisher: figures.publisher,
            date: figures.date,
        }
    }
}
