//! What the user corrected: who said it, that it was denied or is no quotation, and which names are one person.
//!
//! The user's table is a plain file (`corrections.csv`, see `cli/corrections_file.rs`). It is applied when articles are
//! read, and the index remembers which rows it has applied: when the table has changed, only the articles that its
//! changed rows are about are read again, from the text that the index stores. Decisions on people are applied to
//! answers.
//!
//! A row finds its quotation by the article (its id or its address) and the words. So it survives a rebuild, another
//! version of the program that finds a little more or less of the sentence, and an article that was edited elsewhere.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::error::IndexError;
use super::fold::fold;
use super::{atomic_file, data_dir};
use crate::article::Article;
use crate::quote::{MachineAnswer, Polarity, Quote, Speaker, SpeakerKind};

/// Words are the same quotation when they share at least so much.
const MIN_OVERLAP: f32 = 0.7;

/// What a row says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CorrectionAction {
    /// Somebody else said it.
    #[default]
    Speaker,
    /// The article does not tell who said it.
    Unknown,
    /// The speaker said it.
    Said,
    /// The speaker denied it.
    Denied,
    /// The article says that the speaker did not say it.
    NotSaid,
    /// The words are no quotation.
    NotAQuotation,
    /// What the program found is right.
    Right,
    /// Two names are one person's.
    Merge,
    /// Two names are two people's.
    Split,
    /// A speaker is shown under another name.
    Rename,
}

impl CorrectionAction {
    /// All of them.
    pub const ALL: [CorrectionAction; 10] = [
        CorrectionAction::Speaker,
        CorrectionAction::Unknown,
        CorrectionAction::Said,
        CorrectionAction::Denied,
        CorrectionAction::NotSaid,
        CorrectionAction::NotAQuotation,
        CorrectionAction::Right,
        CorrectionAction::Merge,
        CorrectionAction::Split,
        CorrectionAction::Rename,
    ];

    /// The word used in every format.
    pub fn name(self) -> &'static str {
        match self {
            CorrectionAction::Speaker => "speaker",
            CorrectionAction::Unknown => "unknown",
            CorrectionAction::Said => "said",
            CorrectionAction::Denied => "denied",
            CorrectionAction::NotSaid => "not_said",
            CorrectionAction::NotAQuotation => "not_a_quotation",
            CorrectionAction::Right => "right",
            CorrectionAction::Merge => "merge",
            CorrectionAction::Split => "split",
            CorrectionAction::Rename => "rename",
        }
    }

    /// Whether it is about names, not about a quotation.
    pub fn is_on_people(self) -> bool {
        matches!(self, CorrectionAction::Merge | CorrectionAction::Split | CorrectionAction::Rename)
    }
}

/// One row of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(default)]
pub struct Correction {
    /// What is corrected.
    pub action: CorrectionAction,
    /// The words of the quotation; empty for people.
    pub words: String,
    /// The right speaker; for people, the one whose name stays.
    pub speaker: Option<String>,
    /// The stable id of `speaker`.
    pub speaker_id: Option<String>,
    /// Person, organisation, group or document.
    pub kind: Option<String>,
    /// For people: the other name, or its id; for a new name, that name.
    pub other: Option<String>,
    /// The stable id of `other`.
    pub other_id: Option<String>,
    /// Why, in the user's words.
    pub note: Option<String>,
    /// When.
    pub day: Option<Date>,
    /// Id of the article.
    pub article: Option<String>,
    /// Address of the article.
    pub url: Option<String>,
    /// Id of the quote when it was corrected.
    pub quote: Option<String>,
    /// The speaker that the program gave.
    pub machine: Option<String>,
}

/// The rows of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrections {
    /// In the order of the table: of two about one quotation, the later counts.
    pub rows: Vec<Correction>,
}

/// What the index remembers of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedCorrections {
    /// The path of the table, as it was named.
    pub path: String,
    /// The rows that were applied.
    pub corrections: Corrections,
}

impl AppliedCorrections {
    /// What the index in `dir` has applied, whatever version wrote it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of(dir: &Path) -> Result<Option<Self>, IndexError> {
        data_dir::current_of_any_version(dir)
            .map_or(Ok(None), |data| atomic_file::read(dir, &data, data_dir::CORRECTIONS))
    }

    /// Stores it in the data folder `data`.
    pub(super) fn store(&self, dir: &Path, data: &Path) -> Result<(), IndexError> {
        atomic_file::write(dir, data, data_dir::CORRECTIONS, self)
    }

    /// What is stored in the data folder `data`; nothing when it is damaged, which `check` reports.
    pub(super) fn load_or_empty(dir: &Path, data: &Path) -> Self {
        atomic_file::read(dir, data, data_dir::CORRECTIONS).ok().flatten().unwrap_or_default()
    }
}

impl Corrections {
    /// The ids and addresses of the articles that rows are about that only one of the two tables has.
    pub fn articles_that_differ(&self, other: &Corrections) -> BTreeSet<String> {
        let (ours, theirs): (BTreeSet<&Correction>, BTreeSet<&Correction>) =
            (self.rows.iter().collect(), other.rows.iter().collect());
        let differ = ours.symmetric_difference(&theirs).filter(|row| !row.action.is_on_people());
        differ.flat_map(|row| row.article.iter().chain(&row.url)).cloned().collect()
    }

    /// The decisions on people.
    pub fn on_people(&self) -> impl Iterator<Item = &Correction> {
        self.rows.iter().filter(|row| row.action.is_on_people())
    }
}

/// Corrections, to be looked up by article: constant time for one that has none.
#[derive(Clone, Debug, Default)]
pub struct CorrectionLookup {
    rows: Vec<Correction>,
    /// From the id and the address of an article to the positions of its rows.
    positions: FxHashMap<String, Vec<usize>>,
}

impl From<Corrections> for CorrectionLookup {
    fn from(Corrections { rows }: Corrections) -> Self {
        let mut positions: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (position, row) in rows.iter().enumerate().filter(|(_, row)| !row.action.is_on_people()) {
            for name in row.article.iter().chain(&row.url) {
                positions.entry(name.clone()).or_default().push(position);
            }
        }
        Self { rows, positions }
    }
}

impl CorrectionLookup {
    /// The rows about `article`, by their position in the table.
    fn about(&self, article: &Article) -> Vec<(usize, &Correction)> {
        let names = std::iter::once(&article.id).chain(&article.url);
        let positions: BTreeSet<usize> = names.filter_map(|name| self.positions.get(name)).flatten().copied().collect();
        positions.into_iter().map(|position| (position, &self.rows[position])).collect()
    }

    /// The rows about `article`, by their position in the table, with the quotes that they are about.
    pub fn quotes_of<'q>(&self, article: &Article, quotes: &'q [Quote]) -> Vec<(usize, Option<&'q Quote>)> {
        let about = self.about(article).into_iter();
        about.map(|(position, row)| (position, place_of(row, quotes).map(|at| &quotes[at]))).collect()
    }

    /// Applies the rows about `article` to its quotes. Returns the positions of the rows that fit.
    pub fn apply(&self, article: &Article, quotes: &mut Vec<Quote>) -> Vec<usize> {
        let mut fitting = Vec::new();
        let mut dropped = BTreeSet::new();
        for (position, row) in self.about(article) {
            let Some(at) = place_of(row, quotes) else { continue };
            fitting.push(position);
            match row.action {
                CorrectionAction::NotAQuotation => drop(dropped.insert(at)),
                action => {
                    dropped.remove(&at);
                    correct(&mut quotes[at], action, row);
                }
            }
        }
        if !dropped.is_empty() {
            let mut at = 0;
            quotes.retain(|_| {
                at += 1;
                !dropped.contains(&(at - 1))
            });
        }
        fitting
    }
}

/// The quote that the row is about: the one with its id and words, else with its words, else with most of them.
fn place_of(row: &Correction, quotes: &[Quote]) -> Option<usize> {
    let words = fold(&row.words);
    let rank = |quote: &Quote| {
        let folded = fold(&quote.text);
        let has_id = row.quote.as_deref() == Some(&quote.id);
        let overlap = if folded == words { 1.0 } else { overlap(&words, &folded) };
        (overlap >= MIN_OVERLAP).then_some((overlap, has_id))
    };
    let ranked = quotes.iter().enumerate().filter_map(|(at, quote)| Some((rank(quote)?, at)));
    let best = ranked.max_by(|((one, one_id), at), ((other, other_id), other_at)| {
        one.total_cmp(other).then(one_id.cmp(other_id)).then(other_at.cmp(at))
    });
    best.map(|(_, at)| at)
}

/// The share of words that both have: twice the common ones, in order, divided by all (Dice).
fn overlap(one: &str, other: &str) -> f32 {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.split(' ').collect(), other.split(' ').collect());
    // The longest common subsequence, row by row.
    let mut lengths = vec![0usize; other.len() + 1];
    for word in &one {
        let mut diagonal = 0;
        for (at, its) in other.iter().enumerate() {
            let above = lengths[at + 1];
            lengths[at + 1] = if word == its { diagonal + 1 } else { above.max(lengths[at]) };
            diagonal = above;
        }
    }
    2.0 * lengths[other.len()] as f32 / (one.len() + other.len()).max(1) as f32
}

fn correct(quote: &mut Quote, action: CorrectionAction, row: &Correction) {
    let machine = quote.evidence.by_hand.take().unwrap_or_else(|| MachineAnswer {
        speaker: quote.speaker.name.clone(),
        polarity: quote.polarity,
        confidence: quote.confidence,
    });
    quote.evidence.by_hand = Some(machine);
    quote.confidence = 1.0;
    match action {
        CorrectionAction::Speaker => quote.speaker = speaker(row, &quote.speaker),
        CorrectionAction::Unknown => {
            quote.speaker = Speaker { mention: quote.speaker.mention.take(), ..Speaker::default() };
        }
        CorrectionAction::Said => quote.polarity = Polarity::Affirmed,
        CorrectionAction::Denied => quote.polarity = Polarity::Denied,
        CorrectionAction::NotSaid => quote.polarity = Polarity::NotSaid,
        _ => {}
    }
}

fn speaker(row: &Correction, before: &Speaker) -> Speaker {
    // The same person under a better name keeps what the article says of the person.
    if before.id.is_some() && before.id == row.speaker_id {
        return Speaker { name: row.speaker.clone(), ..before.clone() };
    }
    let kind = SpeakerKind::ALL.into_iter().find(|kind| Some(kind.name()) == row.kind.as_deref());
    Speaker {
        name: row.speaker.clone(),
        id: row.speaker_id.clone(),
        kind: kind.unwrap_or(SpeakerKind::Person),
        mention: before.mention.clone(),
        ..Speaker::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quote(id: &str, text: &str) -> Quote {
        let speaker = Speaker { name: Some("Bob Ray".into()), mention: Some("he".into()), ..Speaker::default() };
        Quote { id: id.into(), text: text.into(), speaker, confidence: 0.5, ..Quote::default() }
    }

    fn row(action: CorrectionAction, quote: &str, words: &str) -> Correction {
        Correction {
            action,
            words: words.into(),
            quote: Some(quote.into()),
            article: Some("a".into()),
            speaker: Some("Ann Lee".into()),
            speaker_id: Some("ann-lee".into()),
            ..Correction::default()
        }
    }

    fn applied(rows: Vec<Correction>, quotes: &[Quote]) -> (Vec<Quote>, Vec<usize>) {
        let mut quotes = quotes.to_vec();
        let fitting = CorrectionLookup::from(Corrections { rows }).apply(&Article::new("a", ""), &mut quotes);
        (quotes, fitting)
    }

    #[test]
    fn a_row_finds_its_quotation_again() {
        let quotes = [
            quote("1", "We will close the port in March."),
            quote("2", "It rained."),
            quote("3", "“We will close the port in March”, perhaps"),
            quote("4", "It rained."),
        ];
        let speaker = |row: Correction| {
            let (quotes, fitting) = applied(vec![row], &quotes);
            let corrected = quotes.iter().position(|quote| quote.evidence.by_hand.is_some());
            assert_eq!(corrected.is_some(), !fitting.is_empty());
            corrected
        };
        use CorrectionAction::Speaker;
        assert_eq!(speaker(row(Speaker, "4", "It rained.")), Some(3), "of equal words the id decides");
        assert_eq!(speaker(row(Speaker, "9", "It rained.")), Some(1));
        assert_eq!(speaker(row(Speaker, "1", "it RAINED")), Some(1), "the words decide, not the id");
        assert_eq!(speaker(row(Speaker, "9", "We will close the port in May.")), Some(0));
        assert_eq!(speaker(row(Speaker, "1", "Nothing of the kind")), None);
        assert_eq!(speaker(Correction { article: Some("b".into()), ..row(Speaker, "2", "It rained.") }), None);
    }

    #[test]
    fn what_the_machine_said_is_kept() {
        use CorrectionAction::{Denied, NotAQuotation, NotSaid, Right, Speaker, Unknown};
        let said = |action| applied(vec![row(action, "1", "It rained.")], &[quote("1", "It rained.")]).0;
        let corrected = said(Speaker).remove(0);
        assert_eq!((corrected.speaker_name(), corrected.speaker.id.as_deref()), ("Ann Lee", Some("ann-lee")));
        assert_eq!((corrected.confidence, corrected.speaker.mention.as_deref()), (1.0, Some("he")));
        let machine = corrected.evidence.by_hand.unwrap();
        assert_eq!((machine.speaker.as_deref(), machine.confidence), (Some("Bob Ray"), 0.5));
        assert_eq!(said(Unknown)[0].speaker.name, None);
        assert_eq!((said(Denied)[0].polarity, said(NotSaid)[0].polarity), (Polarity::Denied, Polarity::NotSaid));
        assert_eq!(said(Right)[0].speaker_name(), "Bob Ray");
        assert!(said(NotAQuotation).is_empty());
        // The last word counts, and what the machine said is not forgotten by it.
        let rows = vec![
            row(NotAQuotation, "1", "It rained."),
            row(Denied, "1", "It rained."),
            row(Speaker, "1", "It rained."),
        ];
        let (quotes, fitting) = applied(rows, &[quote("1", "It rained.")]);
        assert_eq!(
            (fitting, quotes[0].speaker_name(), quotes[0].polarity),
            (vec![0, 1, 2], "Ann Lee", Polarity::Denied)
        );
        assert_eq!(quotes[0].evidence.by_hand.as_ref().unwrap().speaker.as_deref(), Some("Bob Ray"));
    }

    #[test]
    fn only_articles_of_changed_rows_are_read_again() {
        let with = |rows: Vec<Correction>| Corrections { rows };
        let (one, two) = (row(CorrectionAction::Speaker, "1", "x"), row(CorrectionAction::Denied, "1", "x"));
        let merge = Correction { action: CorrectionAction::Merge, ..Correction::default() };
        let before = with(vec![one.clone()]);
        assert!(before.articles_that_differ(&with(vec![merge, one.clone()])).is_empty());
        let now = with(vec![one, Correction { article: Some("b".into()), url: Some("u".into()), ..two }]);
        assert_eq!(before.articles_that_differ(&now), BTreeSet::from(["b".to_owned(), "u".to_owned()]));
    }
}
