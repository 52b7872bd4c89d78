//! Counts of right, predicted and labelled items, and the figures computed from them.

/// The views, which select what is counted.
const VIEWS: [&str; 7] = ["who", "quoted", "indirect", "statement", "all", "span", "polarity"];
/// The figures of a view, in the order of the table.
const NAMES: [&str; 15] = [
    "found",
    "exact",
    "overlap",
    "relation",
    "named",
    "loose",
    "sure",
    "name",
    "pronoun",
    "description",
    "none",
    "source",
    "cue",
    "content",
    "unsaid",
];

/// Counts behind one figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Predicted and right.
    pub right: usize,
    /// Predicted.
    pub predicted: usize,
    /// Labelled.
    pub gold: usize,
    /// Labelled and found, where that is counted apart from [`Self::right`].
    pub recalled: Option<usize>,
}

impl Tally {
    /// How much of what was predicted is right.
    pub fn precision(self) -> f64 {
        share(self.right, self.predicted)
    }

    /// How much of what is labelled was predicted.
    pub fn recall(self) -> f64 {
        share(self.hits(), self.gold)
    }

    /// How many of those labelled were found.
    pub fn hits(self) -> usize {
        self.recalled.unwrap_or(self.right)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// All figures of an evaluation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    rows: Vec<((&'static str, &'static str), Tally)>,
    /// Quoted spans that are no quotations: how many were taken for one, and their total.
    pub false_quotes: Option<(usize, usize)>,
}

impl Figures {
    /// The tally of `figure` in `view`, added if it is missing.
    pub(super) fn tally(&mut self, view: &'static str, figure: &'static str) -> &mut Tally {
        let at = self.rows.iter().position(|(key, _)| *key == (view, figure)).unwrap_or_else(|| {
            self.rows.push(((view, figure), Tally::default()));
            self.rows.len() - 1
        });
        &mut self.rows[at].1
    }

    /// The tally called `name`, such as `quoted.relation`.
    pub fn get(&self, name: &str) -> Option<Tally> {
        self.rows().find(|(row, _)| row == name).map(|(_, tally)| tally)
    }

    /// All rows with their names, in the order of the table.
    pub fn rows(&self) -> impl Iterator<Item = (String, Tally)> + '_ {
        let keys = VIEWS.iter().flat_map(|view| NAMES.iter().map(move |name| (*view, *name)));
        keys.filter_map(|key| {
            let row = self.rows.iter().find(|(other, _)| *other == key)?;
            Some((format!("{}.{}", key.0, key.1), row.1))
        })
    }
}
