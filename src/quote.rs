//! The record of one attribution: somebody said one thing at one place. It is the interface between extraction and
//! index.
//!
//! Extraction produces [`Quote`]s and the index stores them; neither knows the other. The record is a flat,
//! self-contained, plain value: `output/contract` decides how it is printed, `index/stored.rs` how it is stored. Stored
//! records carry [`RECORD_VERSION`], which increases when the meaning of a field changes.

use crate::article::ArticleRef;
use crate::span::Span;

/// Version of the stored record. An index with another version must be rebuilt.
pub const RECORD_VERSION: u32 = 4;

/// The kind of quotation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// All of it is in quotation marks.
    Direct,
    /// A clause of the reporter with quoted words in it.
    Mixed,
    /// No quotation marks: the reporter's words for what was said.
    #[default]
    Indirect,
}

impl Kind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [Kind; 3] = [Kind::Direct, Kind::Mixed, Kind::Indirect];

    /// The name in every format.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Direct => "direct",
            Kind::Mixed => "mixed",
            Kind::Indirect => "indirect",
        }
    }
}

/// Statement or attitude.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttributionType {
    /// Somebody put it into words: said, wrote, according to.
    #[default]
    Statement,
    /// The reporter describes what somebody thinks: believes, wants, hopes.
    Attitude,
}

impl AttributionType {
    /// All of them, in the order in which they are shown.
    pub const ALL: [AttributionType; 2] = [AttributionType::Statement, AttributionType::Attitude];

    /// The name in every format.
    pub fn name(self) -> &'static str {
        match self {
            AttributionType::Statement => "statement",
            AttributionType::Attitude => "attitude",
        }
    }
}

/// Whether the speaker said it, according to the article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// The speaker said it.
    #[default]
    Affirmed,
    /// The speaker spoke to deny, reject or retract it: "denied that the port would close".
    Denied,
    /// The speaker did not say it: never said it, denies having said it, is misquoted.
    NotSaid,
    /// It is only imagined: "if she had said", "imagine him saying".
    Hypothetical,
    /// The article repeats a claim only to refute it.
    Disputed,
}

impl Polarity {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Polarity; 5] =
        [Polarity::Affirmed, Polarity::Denied, Polarity::NotSaid, Polarity::Hypothetical, Polarity::Disputed];

    /// The name in every format.
    pub fn name(self) -> &'static str {
        match self {
            Polarity::Affirmed => "affirmed",
            Polarity::Denied => "denied",
            Polarity::NotSaid => "not_said",
            Polarity::Hypothetical => "hypothetical",
            Polarity::Disputed => "disputed",
        }
    }
}

/// The kind of speaker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerKind {
    /// One human being, named or not.
    Person,
    /// An organisation with a name: a ministry, a company, a country that speaks.
    Organisation,
    /// Several people without names: "officials", "two people briefed on the matter".
    Group,
    /// A text that is quoted: "the report", "a poll".
    Document,
    /// No speaker was found.
    #[default]
    Unknown,
}

impl SpeakerKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [SpeakerKind; 5] = [
        SpeakerKind::Person,
        SpeakerKind::Organisation,
        SpeakerKind::Group,
        SpeakerKind::Document,
        SpeakerKind::Unknown,
    ];

    /// The name in every format.
    pub fn name(self) -> &'static str {
        match self {
            SpeakerKind::Person => "person",
            SpeakerKind::Organisation => "organisation",
            SpeakerKind::Group => "group",
            SpeakerKind::Document => "document",
            SpeakerKind::Unknown => "unknown",
        }
    }
}

/// Who said it, according to the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Speaker {
    /// The fullest name in the article; for a nameless speaker the words of the mention ("officials"); `None` if nobody
    /// was found.
    pub name: Option<String>,
    /// The same in all articles; only for speakers with a proper name.
    pub id: Option<String>,
    /// Person, organisation, group, document or unknown.
    pub kind: SpeakerKind,
    /// The role in the article: "of Johns Hopkins University".
    pub role: Option<String>,
    /// The words next to the cue: "she", "Mr. Smith".
    pub mention: Option<String>,
    /// Other names the article uses for the same speaker.
    pub aliases: Vec<String>,
}

/// The pattern that links the content with its source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum AttributionPattern {
    /// A cue next to the content, with its source.
    #[default]
    Cue,
    /// A source next to the content, without a cue.
    Source,
    /// A name and a colon before it.
    Colon,
    /// A dash and a name after it.
    Signature,
    /// A turn of a transcript: `NAME: words`.
    Transcript,
    /// A quotation without a reporting clause.
    Uncued,
    /// The reporter's own words: a passage of the article itself.
    Reporter,
    /// Quotation marks in an article in another language: speakers are not looked for there.
    OtherLanguage,
}

impl AttributionPattern {
    /// All of them, in the order in which they are shown.
    pub const ALL: [AttributionPattern; 8] = [
        AttributionPattern::Cue,
        AttributionPattern::Source,
        AttributionPattern::Colon,
        AttributionPattern::Signature,
        AttributionPattern::Transcript,
        AttributionPattern::Uncued,
        AttributionPattern::Reporter,
        AttributionPattern::OtherLanguage,
    ];

    /// The name in every format.
    pub fn name(self) -> &'static str {
        match self {
            AttributionPattern::Cue => "cue",
            AttributionPattern::Source => "source",
            AttributionPattern::Colon => "colon",
            AttributionPattern::Signature => "signature",
            AttributionPattern::Transcript => "transcript",
            AttributionPattern::Uncued => "uncued",
            AttributionPattern::Reporter => "reporter",
            AttributionPattern::OtherLanguage => "other_language",
        }
    }
}

/// A candidate speaker.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeakerCandidate {
    /// The name, or the words of the article; `None` for nobody whom it names.
    pub name: Option<String>,
    /// Its probability, from 0 to 1.
    pub probability: f32,
}

/// The reasons for the record, as data; `output` makes sentences of them.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Evidence {
    /// The pattern that links content, cue and source.
    pub found: AttributionPattern,
    /// The words of the cue, as the article has them.
    pub cue: Option<String>,
    /// The words that decide the polarity, with those of the cue, if it is not affirmed: "never said".
    pub ground: Option<String>,
    /// The most likely speakers, best first.
    pub candidates: Vec<SpeakerCandidate>,
    /// Whether the user's own list of people decided on the speaker.
    pub listed: bool,
    /// What the program found, where the user corrected or confirmed it.
    pub by_hand: Option<MachineAnswer>,
}

/// What the program found before the user corrected it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MachineAnswer {
    /// The name of the speaker; `None` if nobody was found.
    pub speaker: Option<String>,
    /// Whether the speaker said it.
    pub polarity: Polarity,
    /// Probability that content and speaker are both right.
    pub confidence: f32,
}

/// One attribution: somebody said one thing at one place.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Quote {
    /// Stable: the same for the same article and position.
    pub id: String,
    /// Direct, mixed or indirect.
    pub kind: Kind,
    /// Statement or attitude.
    pub report: AttributionType,
    /// Whether the speaker said it.
    pub polarity: Polarity,
    /// The content as written; pieces of a split quotation are joined by one blank, outer marks are left out.
    pub text: String,
    /// The spans of the content, in order; several if "he said" splits it or it extends over paragraphs.
    pub content: Vec<Span>,
    /// The words that name the speaker.
    pub source: Vec<Span>,
    /// The words that announce it: "said", "according to".
    pub cue: Vec<Span>,
    /// The resolved speaker.
    pub speaker: Speaker,
    /// What it is about.
    pub topics: Vec<String>,
    /// The sentence or sentences around content, source and cue.
    pub context: String,
    /// Probability, 0 to 1, that content and speaker are both right.
    pub confidence: f32,
    /// The reasons for this record.
    pub evidence: Evidence,
    /// The article.
    pub article: ArticleRef,
    /// Paragraph of the article in which the content begins, counted from 1.
    pub paragraph: u32,
}

impl Quote {
    /// The first byte of the article that belongs to content, source or cue.
    pub fn start(&self) -> usize {
        [&self.content, &self.source, &self.cue].into_iter().flatten().map(|span| span.start()).min().unwrap_or(0)
    }

    /// The words that report the speech, as the article has them: "said", "never said"; `None` for a colon or a dash.
    pub fn cue_words(&self) -> Option<&str> {
        let words = self.evidence.ground.as_deref().or(self.evidence.cue.as_deref());
        words.filter(|words| words.contains(char::is_alphanumeric))
    }

    /// The name of the speaker for people to read.
    pub fn speaker_name(&self) -> &str {
        self.speaker.name.as_deref().unwrap_or("unknown")
    }
}

/// The id of the attribution with this `content` and `cue` in the article `article_id`.
///
/// Sixteen hexadecimal digits of a BLAKE3 digest: among ten million quotes the probability of a collision is 3 in a
/// million.
pub fn quote_id(article_id: &str, content: &[Span], cue: &[Span]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&(article_id.len() as u64).to_le_bytes()).update(article_id.as_bytes());
    for spans in [content, cue] {
        hasher.update(&(spans.len() as u64).to_le_bytes());
        for span in spans {
            hasher.update(&(span.start() as u64).to_le_bytes()).update(&(span.end() as u64).to_le_bytes());
        }
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_depends_on_article_and_place_alone() {
        let place = [Span::new(3, 9)];
        assert_eq!(quote_id("a", &place, &[]), quote_id("a", &place, &[]));
        assert_ne!(quote_id("a", &place, &[]), quote_id("b", &place, &[]));
        assert_ne!(quote_id("a", &place, &[]), quote_id("a", &[], &place));
    }
}
