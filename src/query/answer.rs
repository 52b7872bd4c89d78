//! The answers, as plain values. `output` decides how they are written.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::article::{Article, ArticleRef};
use crate::index::Settings;
use crate::quote::{Polarity, Quote, SpeakerKind};
use crate::span::Span;

/// A quotation that matches a search.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Hit {
    /// The record; of several occurrences of the same words, the earliest.
    pub quote: Quote,
    /// Search score; comparable within one answer only.
    pub score: f32,
    /// Confidence that words and speaker are right, combined over all independent articles that agree on the speaker.
    pub confidence: f32,
    /// Bytes of `quote.text` that match the query, in order, without overlap.
    pub matched: Vec<Span>,
    /// Other articles that attribute the same words, or a part of them, to the same speaker, earliest first. Not all
    /// when there are very many.
    pub also_in: Vec<Occurrence>,
    /// Number of articles with the quotation, including this one.
    pub articles: usize,
    /// Number of different texts among this article and those of `also_in`. Copies of one text are one independent
    /// source.
    pub distinct_texts: usize,
    /// Quotations of the same speaker with nearly the same words.
    pub variants: Vec<Variant>,
    /// Other speakers to whom the same words are attributed, and speakers who are said not to have said them.
    pub disagreement: Vec<ConflictingAttribution>,
}

impl Hit {
    /// A hit that occurs in one article only.
    pub(crate) fn alone(quote: Quote, score: f32, matched: Vec<Span>) -> Self {
        Self {
            confidence: quote.confidence,
            quote,
            score,
            matched,
            also_in: Vec::new(),
            articles: 1,
            distinct_texts: 1,
            variants: Vec::new(),
            disagreement: Vec::new(),
        }
    }
}

/// A quotation in another article.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Occurrence {
    /// The article.
    pub article: ArticleRef,
    /// Paragraph of the article.
    pub paragraph: u32,
    /// Id of the record there.
    pub quote: String,
    /// The words there, when they are only a part of the quotation.
    pub text: Option<String>,
}

/// A quotation that differs from another in a few words.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Variant {
    /// The record.
    pub quote: Quote,
    /// Pairs: a word of the quotation shown, and the word that this variant has instead. Either may be empty.
    pub changed: Vec<(String, String)>,
}

/// An attribution of the same words to another speaker, or the statement that a speaker did not say them.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ConflictingAttribution {
    /// Name of the speaker.
    pub name: String,
    /// Stable id, for speakers with a proper name.
    pub id: Option<String>,
    /// Whether the speaker is said to have said the words, or not to have.
    pub polarity: Polarity,
    /// Number of quotes.
    pub quotes: usize,
    /// The earliest article with this attribution.
    pub article: ArticleRef,
}

/// What may have been meant by a name or topic that is not in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Suggestion {
    /// What was asked for: "pertro".
    pub asked: String,
    /// The nearest name in the index: "Gustavo Petro".
    pub instead: String,
}

/// The answer to a search.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SearchAnswer {
    /// The hits of the requested page.
    pub hits: Vec<Hit>,
    /// Number of hits on all pages.
    pub total: usize,
    /// Nearest names in the index. Only when nothing was found.
    pub suggestions: Vec<Suggestion>,
    /// Filters without which there would be hits, and how many, as ("--speaker petro", 3). Only when nothing was found.
    pub without: Vec<(String, usize)>,
}

/// The facet counts of a search.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FacetAnswer {
    /// The values of the requested page, with their counts.
    pub counts: Vec<FacetCount>,
    /// Number of values on all pages.
    pub values: usize,
    /// Number of quotations.
    pub total: usize,
    /// As in [`SearchAnswer`].
    pub suggestions: Vec<Suggestion>,
    /// As in [`SearchAnswer`].
    pub without: Vec<(String, usize)>,
}

/// The number of quotations with one value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FacetCount {
    /// The value; `None` for the quotations without one.
    pub value: Option<String>,
    /// Stable id, for speakers with a proper name.
    pub id: Option<String>,
    /// Number of quotations.
    pub quotes: usize,
}

/// The result of looking a phrase up. Better verdicts come first in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Verdict {
    /// The same words stand inside quotation marks, attributed to somebody.
    Verbatim,
    /// Nearly the same words do.
    Close,
    /// Paraphrase: somebody is reported as saying so, in the reporter's words.
    Reported,
    /// Articles contradict one another, or one repeats the words only to refute them.
    Disputed,
    /// Somebody denied or rejected it.
    Denied,
    /// An article says that somebody did not say it.
    NotSaid,
    /// An article only supposes that somebody says it.
    Hypothetical,
    /// The words are the reporter's own.
    Reporter,
    /// Nobody said it.
    None,
}

impl Verdict {
    /// All verdicts, best first.
    pub const ALL: [Verdict; 9] = [
        Verdict::Verbatim,
        Verdict::Close,
        Verdict::Reported,
        Verdict::Disputed,
        Verdict::Denied,
        Verdict::NotSaid,
        Verdict::Hypothetical,
        Verdict::Reporter,
        Verdict::None,
    ];

    /// The word used in every format.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Verbatim => "verbatim",
            Verdict::Close => "close",
            Verdict::Reported => "reported",
            Verdict::Disputed => "disputed",
            Verdict::Denied => "denied",
            Verdict::NotSaid => "not_said",
            Verdict::Hypothetical => "hypothetical",
            Verdict::Reporter => "reporter",
            Verdict::None => "none",
        }
    }
}

/// What one step of an alignment does to the phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Edit {
    /// Both sides have the word.
    Same,
    /// The quote has another word in its place.
    Changed,
    /// Only the phrase has the word.
    Missing,
    /// Only the quote has the word.
    Added,
}

/// One word of the alignment of a phrase with a quote, as written on each side.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AlignedWord {
    /// How the sides differ.
    pub edit: Edit,
    /// The word of the phrase; empty for an added word.
    pub asked: String,
    /// The word of the quote; empty for a missing word.
    pub said: String,
}

/// One quote, or passage of an article, that matches the phrase.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Match {
    /// The quote. With the verdict `reporter`: the passage, as a record without a speaker.
    pub hit: Hit,
    /// The verdict on this match alone.
    pub verdict: Verdict,
    /// Words in place, divided by the words of the phrase and the words that the quote has between them:
    /// `same / (asked + added)`, from 0 to 1. 1 for a verbatim match.
    pub similarity: f32,
    /// The word alignment, over the part of the quote that matches.
    pub alignment: Vec<AlignedWord>,
    /// Differences that reverse the statement.
    pub discrepancies: Vec<Discrepancy>,
}

/// A difference between the phrase and the quote that may change what is said.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Discrepancy {
    /// What differs.
    pub kind: DiscrepancyKind,
    /// The words of the phrase; may be empty.
    pub asked: String,
    /// The words of the quote in their place; may be empty.
    pub said: String,
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DiscrepancyKind {
    /// A number or a quantity.
    Number,
    /// A negation.
    Negation,
    /// A word that reverses the statement ("less" for "more"), or that only looks the same without its apostrophe: "were"
    /// and "we’re".
    Word,
    /// Words before the match, left out, that govern it: a negation, a condition, somebody's claim, a question; or marks
    /// that give the words to somebody else.
    Context,
}

impl DiscrepancyKind {
    /// The word used in every format.
    pub fn name(self) -> &'static str {
        match self {
            DiscrepancyKind::Number => "number",
            DiscrepancyKind::Negation => "negation",
            DiscrepancyKind::Word => "word",
            DiscrepancyKind::Context => "context",
        }
    }
}

/// Whether the speaker asked about said the phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SpeakerCheck {
    /// Yes: verbatim or nearly so, quoted or reported.
    Yes,
    /// Not in these words: nearly so, but a number or a negation differs, or an opposite replaces a word.
    Altered,
    /// No: the speaker denied it.
    Denied,
    /// No: an article says that the speaker did not say it, or only supposes it.
    NotSaid,
    /// Articles contradict one another, or one repeats the words only to refute them.
    Disputed,
    /// Others said it, or something more similar.
    SomebodyElse,
    /// Somebody said it, but the article does not name the speaker, or gives a
    /// name that is more likely wrong than right.
    CannotTell,
    /// The words are attributed to nobody.
    NotFound,
}

impl SpeakerCheck {
    /// The word used in every format.
    pub fn name(self) -> &'static str {
        match self {
            SpeakerCheck::Yes => "yes",
            SpeakerCheck::Altered => "altered",
            SpeakerCheck::Denied => "denied",
            SpeakerCheck::NotSaid => "not_said",
            SpeakerCheck::Disputed => "disputed",
            SpeakerCheck::SomebodyElse => "somebody_else",
            SpeakerCheck::CannotTell => "cannot_tell",
            SpeakerCheck::NotFound => "not_found",
        }
    }
}

/// A speaker with a number of quotes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SpeakerCount {
    /// Name of the speaker.
    pub name: String,
    /// Stable id, for speakers with a proper name.
    pub id: Option<String>,
    /// Number of quotes.
    pub quotes: usize,
    /// Confidence that the speaker is the right one: that of the surest match.
    pub confidence: f32,
}

impl SpeakerCount {
    /// How sure it is that the speaker is the right one.
    pub fn certainty(&self) -> Certainty {
        Certainty::of(self.confidence)
    }
}

/// From this confidence on a speaker is named without reserve.
const SURE: f32 = 0.8;
/// Below this confidence a speaker is more often wrong than right.
const LIKELY: f32 = 0.5;

/// How sure an answer is of its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Certainty {
    /// More likely wrong than right: confidence below 0.5.
    Unsure,
    /// More likely right than wrong.
    Likely,
    /// Confidence 0.8 and more.
    Sure,
}

impl Certainty {
    pub(crate) fn of(confidence: f32) -> Self {
        match confidence {
            sure if sure >= SURE => Certainty::Sure,
            likely if likely >= LIKELY => Certainty::Likely,
            _ => Certainty::Unsure,
        }
    }
}

/// Who said it?
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct WhoAnswer {
    /// The phrase asked for.
    pub phrase: String,
    /// The verdict on all matches together.
    pub verdict: Verdict,
    /// Whether the speaker asked about said it; `None` when the question names no speaker.
    pub check: Option<SpeakerCheck>,
    /// The speakers of the matches with that verdict, best first.
    pub speakers: Vec<SpeakerCount>,
    /// The matches, best first.
    pub matches: Vec<Match>,
    /// The nearest quotes, nearest first. Only when nobody said it, and when they were asked for.
    pub nearest: Vec<Match>,
    /// Nearest names in the index, when it does not know the speaker asked about.
    pub suggestions: Vec<Suggestion>,
}

impl WhoAnswer {
    /// Whether words are quoted, but every name that articles give is more likely wrong than right. The confidence of
    /// reported words is also that of their extent: it says less of the name.
    pub fn is_uncertain_by_whom(&self) -> bool {
        matches!(self.verdict, Verdict::Verbatim | Verdict::Close)
            && !self.speakers.is_empty()
            && self.speakers.iter().all(|speaker| speaker.certainty() == Certainty::Unsure)
    }
}

/// One speaker of the index.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SpeakerRow {
    /// The fullest name.
    pub name: String,
    /// Stable id; `None` for a name that identifies nobody beyond its article.
    pub id: Option<String>,
    /// The occupation that distinguishes the speaker from others of the same name, if there are any.
    pub field: Option<&'static str>,
    /// Person, organisation, group or document.
    pub kind: SpeakerKind,
    /// Other names.
    pub aliases: Vec<String>,
    /// Roles that articles give the speaker, most frequent first.
    pub roles: Vec<String>,
    /// Number of quotes.
    pub quotes: usize,
    /// Number of articles.
    pub articles: usize,
    /// Day of the first quote.
    pub first_date: Option<Date>,
    /// Day of the last quote.
    pub last_date: Option<Date>,
}

/// A quote with its article.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ShownQuote {
    /// The record.
    pub quote: Quote,
    /// The article, with its text.
    pub article: Article,
}

/// What an index holds.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Stats {
    /// Number of articles.
    pub articles: usize,
    /// Number of quotes, attitudes included.
    pub quotes: usize,
    /// Number of speakers with an id.
    pub speakers: usize,
    /// Number of topics.
    pub topics: usize,
    /// Number of quotes of each kind, by its name.
    pub by_kind: BTreeMap<String, usize>,
    /// Earliest day.
    pub first_date: Option<Date>,
    /// Latest day.
    pub last_date: Option<Date>,
    /// Bytes on disk.
    pub bytes: u64,
    /// Number of distinct quotations, however many articles have them: what a search without a query finds. Only in
    /// [`stats_in_full`](crate::index::Index::stats_in_full).
    pub statements: Option<usize>,
    /// Number of speakers without an id ("officials", a bare surname), counted once per article. Only in
    /// [`stats_in_full`](crate::index::Index::stats_in_full).
    pub unnamed: Option<usize>,
    /// The table of people that articles are read with.
    pub people: Option<ListedPeople>,
    /// The settings that articles are read with, when they are not the defaults.
    pub settings: Option<Settings>,
    /// Number of articles that were removed and stay out.
    pub removed: usize,
}

/// The table of people that an index remembers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListedPeople {
    /// Name of the file that it was read from.
    pub file: String,
    /// Number of people in it.
    pub people: usize,
}

/// One topic of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TopicRow {
    /// The topic.
    pub topic: String,
    /// Number of quotes.
    pub quotes: usize,
    /// Number of speakers, including those without a name.
    pub speakers: usize,
    /// Number of articles.
    pub articles: usize,
    /// Day of the first quote.
    pub first_date: Option<Date>,
    /// Day of the last quote.
    pub last_date: Option<Date>,
}

/// Who speaks about a topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TopicSpeakers {
    /// The topics of the index that match.
    pub topics: Vec<String>,
    /// Number of quotes, including those without a speaker.
    pub quotes: usize,
    /// The speakers of the requested page, most quotes first.
    pub speakers: Vec<TopicSpeaker>,
    /// Number of speakers on all pages.
    pub total: usize,
    /// Nearest topics in the index. Only when nothing was found.
    pub suggestions: Vec<Suggestion>,
}

/// One speaker on a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TopicSpeaker {
    /// Name of the speaker.
    pub name: String,
    /// Stable id, for speakers with a proper name.
    pub id: Option<String>,
    /// Number of quotes on the topic.
    pub quotes: usize,
    /// Day of the first quote.
    pub first_date: Option<Date>,
    /// Day of the last quote.
    pub last_date: Option<Date>,
}
