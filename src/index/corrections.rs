//! What the user corrected: who said it, that it was denied or is no quotation, and which names are one person.
//!
//! The user's table is a plain file (`corrections.csv`, see `cli/corrections_file.rs`). It is applied when articles are
//! read, and the index remembers which rows it has applied: when the table has changed, only the articles that its
//! changed rows are about are read again, from the text that the index stores. Decisions on people are applied to
//! answers.
//!
//! A row finds its quotation by the article (its id or its address) and the words. So it survives a rebuild, another
//! version of the program that finds a little more or less of the sentence, and an article that was edited elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::dedup::{Fingerprint, url_key};
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
    /// A digest of the words of the article: finds it under another id.
    pub text: Option<String>,
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
    /// Articles that were being read again when this was written: ids, addresses and digests of words, as in rows.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub unfinished: BTreeSet<String>,
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
    /// The articles whose rows are others, or in another order, in the other table: ids, addresses and digests of words.
    pub fn articles_that_differ(&self, other: &Corrections) -> BTreeSet<String> {
        let (ours, theirs) = (self.by_article(), other.by_article());
        let differs = |name: &&&str| ours.get(**name) != theirs.get(**name);
        ours.keys().chain(theirs.keys()).filter(differs).map(|name| (*name).to_owned()).collect()
    }

    /// The rows about each article, in order.
    fn by_article(&self) -> BTreeMap<&str, Vec<&Correction>> {
        let mut all: BTreeMap<&str, Vec<&Correction>> = BTreeMap::new();
        for row in self.rows.iter().filter(|row| !row.action.is_on_people()) {
            for name in row.article.iter().chain(&row.url).chain(&row.text) {
                all.entry(name).or_default().push(row);
            }
        }
        all
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
    /// The positions of the rows about an article.
    by_id: FxHashMap<String, Vec<usize>>,
    by_url: FxHashMap<u64, Vec<usize>>,
    by_text: FxHashMap<String, Vec<usize>>,
}

/// What became of the rows about an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AppliedRows {
    /// The position of each row in the table, with the place of its quote among those given; `None` where none fits.
    pub places: Vec<(usize, Option<usize>)>,
    /// The places of quotes that are no quotations.
    pub dropped: BTreeSet<usize>,
}

impl From<Corrections> for CorrectionLookup {
    fn from(Corrections { rows }: Corrections) -> Self {
        let mut lookup = Self::default();
        for (position, row) in rows.iter().enumerate().filter(|(_, row)| !row.action.is_on_people()) {
            row.article.iter().for_each(|id| lookup.by_id.entry(id.clone()).or_default().push(position));
            let url = row.url.as_deref().and_then(url_key);
            url.iter().for_each(|url| lookup.by_url.entry(*url).or_default().push(position));
            row.text.iter().for_each(|text| lookup.by_text.entry(text.clone()).or_default().push(position));
        }
        Self { rows, ..lookup }
    }
}

impl CorrectionLookup {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty() && self.by_url.is_empty() && self.by_text.is_empty()
    }

    /// The rows about an article, by their position in the table.
    fn about(&self, id: &str, article: &Fingerprint) -> BTreeSet<usize> {
        let text = article.text.and_then(|text| self.by_text.get(&text_name(text)));
        let rows = [self.by_id.get(id), article.url.and_then(|url| self.by_url.get(&url)), text];
        rows.into_iter().flatten().flatten().copied().collect()
    }

    /// Corrects the quotes of an article that is stored under `article.id`.
    pub fn apply(&self, article: &Article, quotes: &mut Vec<Quote>) -> AppliedRows {
        if self.is_empty() {
            AppliedRows::default()
        } else {
            self.apply_to(&article.id, &Fingerprint::of(article), quotes)
        }
    }

    /// The same for an article that is going to be stored under another id.
    pub(super) fn apply_to(&self, id: &str, article: &Fingerprint, quotes: &mut Vec<Quote>) -> AppliedRows {
        let mut applied = AppliedRows::default();
        let positions = self.about(id, article);
        if positions.is_empty() {
            return applied;
        }
        let found = quotes.clone();
        for position in positions {
            let row = &self.rows[position];
            let place = place_of(row, &found);
            applied.places.push((position, place));
            let Some(at) = place else { continue };
            if row.action == CorrectionAction::NotAQuotation {
                applied.dropped.insert(at);
            } else {
                applied.dropped.remove(&at);
                correct(&mut quotes[at], &found[at], row);
            }
        }
        let mut at = 0;
        quotes.retain(|_| {
            at += 1;
            !applied.dropped.contains(&(at - 1))
        });
        applied
    }

    /// The position of the last row that is about `quote`, by its words.
    pub fn last_about(&self, article: &Article, quote: &Quote) -> Option<usize> {
        let about = self.about(&article.id, &Fingerprint::of(article)).into_iter().rev();
        let quote = std::slice::from_ref(quote);
        about.into_iter().find(|&position| place_of(&self.rows[position], quote).is_some())
    }
}

/// The digest of an article's words, as rows have it; `None` for an article without words.
pub fn article_words(article: &Article) -> Option<String> {
    Fingerprint::of(article).text.map(text_name)
}

fn text_name(text: u64) -> String {
    format!("words:{text:016x}")
}

/// The quote that the row is about: the one with most of its words; of several the one with its id, or else with the
/// speaker that the program gave then.
fn place_of(row: &Correction, quotes: &[Quote]) -> Option<usize> {
    let words = fold(&row.words);
    let rank = |quote: &Quote| {
        let folded = fold(&quote.text);
        let overlap = if folded == words { 1.0 } else { overlap(&words, &folded) };
        let is_it = overlap >= MIN_OVERLAP && telling_words(&words) == telling_words(&folded);
        let has_id = row.quote.as_deref() == Some(&quote.id);
        is_it.then_some((overlap, has_id, row.machine.is_some() && row.machine == quote.speaker.name))
    };
    let ranked = quotes.iter().enumerate().filter_map(|(at, quote)| Some((rank(quote)?, at)));
    let best = ranked.max_by(|((one, one_id, one_machine), at), ((other, other_id, other_machine), other_at)| {
        let by_words = one.total_cmp(other).then(one_id.cmp(other_id)).then(one_machine.cmp(other_machine));
        by_words.then(other_at.cmp(at))
    });
    best.map(|(_, at)| at)
}

/// The numbers and negations: with others, it is another statement.
fn telling_words(folded: &str) -> Vec<&str> {
    const NEGATIONS: [&str; 12] =
        ["cannot", "cant", "neither", "never", "no", "nobody", "none", "nor", "not", "nothing", "without", "wont"];
    let is_telling = |word: &&str| {
        NEGATIONS.binary_search(word).is_ok()
            || word.ends_with("nt") && word.len() > 4 && is_verb_negated(word)
            || word.contains(|c: char| c.is_numeric())
    };
    folded.split(' ').filter(is_telling).collect()
}

/// "didnt", "isnt", without the apostrophe that folding drops.
fn is_verb_negated(word: &str) -> bool {
    const VERBS: [&str; 17] = [
        "are", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might", "must", "need", "should",
        "was", "were", "would",
    ];
    word.strip_suffix("nt").is_some_and(|verb| VERBS.binary_search(&verb).is_ok())
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

/// Corrects `quote`; `found` is what the program found by itself.
fn correct(quote: &mut Quote, found: &Quote, row: &Correction) {
    quote.evidence.by_hand = Some(MachineAnswer {
        speaker: found.speaker.name.clone(),
        polarity: found.polarity,
        confidence: found.confidence,
    });
    quote.confidence = 1.0;
    match row.action {
        CorrectionAction::Speaker => quote.speaker = speaker(row, &found.speaker),
        CorrectionAction::Unknown => {
            quote.speaker = Speaker { mention: found.speaker.mention.clone(), ..Speaker::default() };
        }
        CorrectionAction::Said => quote.polarity = Polarity::Affirmed,
        CorrectionAction::Denied => quote.polarity = Polarity::Denied,
        CorrectionAction::NotSaid => quote.polarity = Polarity::NotSaid,
        // What came before it is taken back.
        CorrectionAction::Right => {
            quote.speaker.clone_from(&found.speaker);
            quote.polarity = found.polarity;
        }
        _ => {}
    }
}

fn speaker(row: &Correction, found: &Speaker) -> Speaker {
    // The same person under a better name keeps what the article says of the person.
    if found.id.is_some() && found.id == row.speaker_id {
        return Speaker { name: row.speaker.clone(), ..found.clone() };
    }
    let kind = SpeakerKind::ALL.into_iter().find(|kind| Some(kind.name()) == row.kind.as_deref());
    Speaker {
        name: row.speaker.clone(),
        id: row.speaker_id.clone(),
        kind: kind.unwrap_or(SpeakerKind::Person),
        mention: found.mention.clone(),
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
        let applied = CorrectionLookup::from(Corrections { rows }).apply(&Article::new("a", ""), &mut quotes);
        let fitting = applied.places.into_iter().filter(|(_, place)| place.is_some()).map(|(position, _)| position);
        (quotes, fitting.collect())
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
        assert_eq!(speaker(row(Speaker, "9", "We will not close the port in March.")), None, "a negation is another");
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
        let rows = vec![row(Speaker, "1", "It rained."), row(Right, "1", "It rained.")];
        assert_eq!(applied(rows, &[quote("1", "It rained.")]).0[0].speaker_name(), "Bob Ray");
    }

    #[test]
    fn of_equal_words_the_speaker_of_then_decides() {
        let said = |speaker: &str| Quote {
            speaker: super::Speaker { name: Some(speaker.into()), ..super::Speaker::default() },
            ..quote("", "It is raining,")
        };
        let row =
            Correction { machine: Some("Tom Hart".into()), ..row(CorrectionAction::Speaker, "9", "It is raining,") };
        let (quotes, _) = applied(vec![row], &[said("Mary Dunn"), said("Tom Hart")]);
        assert_eq!((quotes[0].speaker_name(), quotes[1].speaker_name()), ("Mary Dunn", "Ann Lee"));
    }

    #[test]
    fn an_article_is_found_under_another_id_and_address() {
        let mut article = Article::new("n:3", "It rained all day in the old harbour, and nobody came.");
        let text = article_words(&article);
        let found = |row: Correction, article: &Article| {
            let mut quotes = vec![quote("1", "It rained.")];
            CorrectionLookup::from(Corrections { rows: vec![row] }).apply(article, &mut quotes);
            quotes[0].evidence.by_hand.is_some()
        };
        let moved = Correction { article: Some("n:2".into()), ..row(CorrectionAction::Denied, "9", "It rained.") };
        assert!(!found(moved.clone(), &article));
        assert!(found(Correction { text, ..moved.clone() }, &article));
        article.url = Some("https://www.x.example/roads?utm_source=rss".into());
        assert!(found(Correction { url: Some("https://x.example/roads".into()), ..moved }, &article));
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
        let (one, two) = (now.rows[0].clone(), Correction { article: Some("a".into()), ..now.rows[1].clone() });
        let order = |rows: [&Correction; 2]| with(rows.into_iter().cloned().collect());
        let differ = order([&one, &two]).articles_that_differ(&order([&two, &one]));
        assert!(differ.contains("a"), "the order of rows counts");
    }
}
