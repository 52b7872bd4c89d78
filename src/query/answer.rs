//! What comes back, as values: `output` decides what they look like.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::article::{Article, ArticleRef};
use crate::index::Settings;
use crate::quote::{Polarity, Quote};
use crate::span::Span;

/// A quote that answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The record; of several occurrences of the same words, the earliest.
    pub quote: Quote,
    /// Engine score; comparable within one answer only.
    pub score: f32,
    /// How sure one may be, with all independent articles that agree on the speaker taken together.
    pub confidence: f32,
    /// Bytes of `quote.text` that match what was asked, in order, without overlap.
    pub matched: Vec<Span>,
    /// Other articles in which the same speaker is given the same words or a part of them, earliest first. Of very many
    /// some are left out.
    pub also_in: Vec<Occurrence>,
    /// In how many articles it stands, this one included.
    pub articles: usize,
    /// How many texts these are, as far as they were compared: this one and those of `also_in`. Copies of one text are
    /// one piece of evidence.
    pub texts: usize,
    /// Nearly the same words, given to the same speaker.
    pub variants: Vec<Variant>,
    /// Others who are given the very same words, and whoever is said not to have said them.
    pub disagreement: Vec<Dissent>,
}

impl Hit {
    /// A record that stands for itself.
    pub(crate) fn alone(quote: Quote, score: f32, matched: Vec<Span>) -> Self {
        Self {
            confidence: quote.confidence,
            quote,
            score,
            matched,
            also_in: Vec::new(),
            articles: 1,
            texts: 1,
            variants: Vec::new(),
            disagreement: Vec::new(),
        }
    }
}

/// A quotation in one more article.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Occurrence {
    /// The article.
    #[serde(flatten)]
    pub article: ArticleRef,
    /// Paragraph of it.
    pub paragraph: u32,
    /// Id of the record there.
    pub quote: String,
    /// The words there, when they are only a part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A quotation that differs from another in a few words.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The record.
    pub quote: Quote,
    /// Each word of the quotation shown, and what stands here instead; either may be empty.
    pub changed: Vec<(String, String)>,
}

/// Somebody else who is given the same words; or who is said not to have said them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dissent {
    /// The name to show.
    pub name: String,
    /// Stable id, for those with a proper name.
    pub id: Option<String>,
    /// Whether that one is said to have said them, or not to have.
    pub polarity: Polarity,
    /// How many quotes.
    pub quotes: usize,
    /// The earliest article that does so.
    pub article: ArticleRef,
}

/// A likely meaning of what found nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What was asked for: "pertro".
    pub asked: String,
    /// What the index has: "Gustavo Petro".
    pub instead: String,
}

/// The answer to a search.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SearchAnswer {
    /// The hits asked for.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
    /// Only when nothing was found: nearest names the index has.
    pub suggestions: Vec<Suggestion>,
    /// Only when nothing was found: filters without which there would be hits, with how many, as
    /// ("--speaker petro", 3).
    pub without: Vec<(String, usize)>,
}

/// What a search finds, counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CountAnswer {
    /// The values asked for, with their counts.
    pub counts: Vec<Count>,
    /// How many values there are in all.
    pub values: usize,
    /// How many quotations there are in all.
    pub total: usize,
    /// As in [`SearchAnswer`].
    pub suggestions: Vec<Suggestion>,
    /// As in [`SearchAnswer`].
    pub without: Vec<(String, usize)>,
}

/// How many quotations have a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The value; none counts those that have none.
    pub value: Option<String>,
    /// Stable id, of speakers with a proper name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// How many.
    pub quotes: usize,
}

/// What became of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The same words stand inside somebody's quotation marks.
    Verbatim,
    /// Nearly the same words do.
    Close,
    /// Somebody is reported as saying so, in the reporter's words.
    Reported,
    /// Articles contradict one another, or one repeats it only to refute it.
    Disputed,
    /// Somebody spoke to deny or reject it.
    Denied,
    /// An article says that somebody did not say it.
    NotSaid,
    /// An article only supposes that somebody says it.
    Hypothetical,
    /// An article says so in its reporter's own words.
    Reporter,
    /// Nobody did.
    None,
}

/// One step of the alignment of what was asked with what was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Edit {
    /// Both have the word.
    Same,
    /// One word stands for another.
    Changed,
    /// Only what was asked has the word.
    Missing,
    /// Only what was said has the word.
    Added,
}

/// One word of an alignment, as written on each side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alignment {
    /// What became of the word.
    pub edit: Edit,
    /// The word as asked; empty for an added one.
    pub asked: String,
    /// The word as said; empty for a missing one.
    pub said: String,
}

/// One quote (or passage of an article) beside the phrase.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// The quote. For the verdict `reporter`, a record without speaker that holds the passage.
    pub hit: Hit,
    /// What this match alone amounts to.
    pub verdict: Verdict,
    /// Words in place, by words asked for and words that the quote has between them: `same / (asked + added)`, 0 to 1.
    /// 1 when the phrase stands there word for word.
    pub similarity: f32,
    /// Word by word, over the part of the quote that matches.
    pub alignment: Vec<Alignment>,
    /// Differences that turn a statement around.
    pub cautions: Vec<Caution>,
}

/// A number or a negation that differs between what was asked and what was said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Caution {
    /// Number or negation.
    pub kind: CautionKind,
    /// The words asked for; empty when there are none.
    pub asked: String,
    /// The words said in their place; empty when there are none.
    pub said: String,
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CautionKind {
    /// How much or how many.
    Number,
    /// Whether at all.
    Negation,
}

/// Did the one who was asked about say it?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// Yes: in these words or nearly so, quoted or reported.
    Yes,
    /// Nearly these words, but a number or a negation differs: not so.
    Altered,
    /// No: that one denied it.
    Denied,
    /// No: an article says that that one did not say it, or only supposes it.
    NotSaid,
    /// Articles contradict one another, or one repeats it only to refute it.
    Disputed,
    /// Others did, or did so more nearly.
    SomebodyElse,
    /// Somebody did whom the article does not name.
    CannotTell,
    /// Nobody is given the words.
    NotFound,
}

/// A speaker with a number of quotes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpeakerCount {
    /// The name to show.
    pub name: String,
    /// Stable id, for those with a proper name.
    pub id: Option<String>,
    /// How many.
    pub quotes: usize,
}

/// Who said it?
#[derive(Clone, Debug, PartialEq)]
pub struct WhoAnswer {
    /// What was asked.
    pub phrase: String,
    /// What all matches together amount to.
    pub verdict: Verdict,
    /// When the question was about one speaker: did that one say it?
    pub check: Option<Check>,
    /// Who, by the matches of that verdict; best first.
    pub speakers: Vec<SpeakerCount>,
    /// The matches, best first.
    pub matches: Vec<Match>,
    /// Only when nobody said it, and it was asked for: the quotes that come nearest, nearest first.
    pub nearest: Vec<Match>,
    /// When nobody is called as the speaker asked about: nearest names the index has.
    pub suggestions: Vec<Suggestion>,
}

/// One speaker of the index.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpeakerRow {
    /// Fullest name.
    pub name: String,
    /// Stable id; none for a name that is no identity: it is nobody beyond its article.
    pub id: Option<String>,
    /// The field that tells this one from others of the same name, when there are such.
    pub field: Option<&'static str>,
    /// person, organisation, group, document.
    pub kind: crate::quote::SpeakerKind,
    /// Other names.
    pub aliases: Vec<String>,
    /// What articles say the speaker is, most frequent first.
    pub roles: Vec<String>,
    /// Number of quotes.
    pub quotes: usize,
    /// Number of articles.
    pub articles: usize,
    /// First day.
    pub first_date: Option<Date>,
    /// Last day.
    pub last_date: Option<Date>,
}

/// A quote with the article it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownQuote {
    /// The record.
    pub quote: Quote,
    /// The article, with its text.
    pub article: Article,
}

/// What an index holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Stats {
    /// Articles.
    pub articles: usize,
    /// Quotes, attitudes included.
    pub quotes: usize,
    /// Speakers with an id.
    pub speakers: usize,
    /// Topics.
    pub topics: usize,
    /// Quotes of each kind, by its name.
    pub by_kind: BTreeMap<String, usize>,
    /// Earliest day.
    pub first_date: Option<Date>,
    /// Latest day.
    pub last_date: Option<Date>,
    /// Bytes on disk.
    pub bytes: u64,
    /// Different statements, each once in however many articles: what a search without a query finds. Only in the full
    /// account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statements: Option<usize>,
    /// Speakers without an id ("officials", a bare surname), once for each article. Only in the full account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unnamed: Option<usize>,
    /// The user's own table of people that articles are read with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<ListedPeople>,
    /// How articles are read, where that is anything special.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<Settings>,
    /// Articles that were taken out and stay out.
    #[serde(skip_serializing_if = "is_zero")]
    pub removed: usize,
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// A table of people that an index remembers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListedPeople {
    /// The file that it was read from, as it was named.
    pub file: String,
    /// How many people it lists.
    pub people: usize,
}

/// One topic of the index.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TopicRow {
    /// The topic as it is shown.
    pub topic: String,
    /// Number of quotes.
    pub quotes: usize,
    /// Number of speakers, those without a name included.
    pub speakers: usize,
    /// Number of articles.
    pub articles: usize,
    /// First day.
    pub first_date: Option<Date>,
    /// Last day.
    pub last_date: Option<Date>,
}

/// Who speaks about a topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TopicSpeakers {
    /// The topics of the index that were meant.
    pub topics: Vec<String>,
    /// Number of quotes, those of nobody in particular included.
    pub quotes: usize,
    /// Some of the speakers, most quotes first.
    pub speakers: Vec<TopicSpeaker>,
    /// How many there are in all.
    pub total: usize,
    /// Only when nothing was found: nearest topics the index has.
    pub suggestions: Vec<Suggestion>,
}

/// One speaker on a topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TopicSpeaker {
    /// The name to show.
    pub name: String,
    /// Stable id, for those with a proper name.
    pub id: Option<String>,
    /// Number of quotes on the topic.
    pub quotes: usize,
    /// First day.
    pub first_date: Option<Date>,
    /// Last day.
    pub last_date: Option<Date>,
}
