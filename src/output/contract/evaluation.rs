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

/// The CSV columns of `eval` and `eval --gap`.
pub(in crate::output) const FIGURE_COLUMNS: [&str; 7] = ["figure", "P", "R", "F1", "tp", "pred", "gold"];

/// The CSV rows of `eval`.
pub(in crate::output) fn figure_rows(figures: &Figures) -> impl Iterator<Item = [String; 7]> {
    let none = String::new;
    let false_quotes = figures.false_quotes.map(|(taken, of)| {
        [FALSE_QUOTES.to_owned(), none(), none(), none(), taken.to_string(), of.to_string(), none()]
    });
    figures.rows().map(|(name, tally)| tally_cells(&name, tally)).chain(false_quotes)
}

/// The CSV rows of `eval --gap`.
pub(in crate::output) fn gap_rows(figures: &GapFigures) -> impl Iterator<Item = [String; 7]> {
    figures.rows().into_iter().map(|(name, tally)| tally_cells(name, tally))
}

/// One figure. A cell is empty where nothing is labelled, or nothing predicted, that could be counted.
fn tally_cells(name: &str, tally: Tally) -> [String; 7] {
    let [precision, recall, f1] = [tally.precision(), tally.recall(), tally.f1()].map(|share| format!("{share:.3}"));
    let [right, predicted, gold] = [tally.right, tally.predicted, tally.gold].map(|count| count.to_string());
    let none = String::new;
    match (tally.predicted, tally.gold) {
        (_, 0) => [name.to_owned(), precision, none(), none(), right, predicted, none()],
        (0, _) => [name.to_owned(), none(), recall, none(), tally.hits().to_string(), none(), gold],
        _ => [name.to_owned(), precision, recall, f1, right, predicted, gold],
    }
}

/// The CSV columns of `eval --pages`.
pub(in crate::output) const PAGE_COLUMNS: [&str; 4] = ["figure", "value", "count", "of"];

/// The CSV rows of `eval --pages`: name, value, and the counts behind the value where it has some.
pub(in crate::output) fn page_rows(figures: &PageFigures) -> [[String; 4]; 9] {
    let bare = |name: &str, value: f64| [name.to_owned(), format!("{value:.3}"), String::new(), String::new()];
    let share = |name: &str, value: f64, count: usize, of: usize| {
        [name.to_owned(), format!("{value:.3}"), count.to_string(), of.to_string()]
    };
    let of_pages = |name, count| share(name, figures.share(count), count, figures.pages);
    [
        ["pages".to_owned(), figures.pages.to_string(), String::new(), String::new()],
        of_pages("no text found", figures.failed),
        bare("precision", figures.precision),
        bare("recall", figures.recall),
        bare("F1", figures.f1()),
        share("quotations kept", figures.quotes_share(), figures.quotes_kept, figures.quotes),
        share("glued in 100 pages", figures.glued_in_hundred(), figures.glued, figures.pages),
        of_pages("publisher", figures.publisher),
        of_pages("date", figures.date),
    ]
}
