//! The record: one attribution, somebody said one thing at one place. The hinge between extraction and index.
//!
//! Extraction ends in a [`Quote`], the index begins with one; neither knows the other. The record is flat and
//! self-contained, and a plain value: how it is printed is decided in `output/contract`, how it is stored in
//! `index/stored.rs`. What is written to disk carries [`RECORD_VERSION`]; a change of meaning of any field raises it.

use crate::article::ArticleRef;
use crate::span::Span;

/// Version of the stored record. An index that holds another version asks to be rebuilt.
pub const RECORD_VERSION: u32 = 3;

/// How the words are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// All of it stands in quotation marks.
    Direct,
    /// The reporter's clause with quoted words in it.
    Mixed,
    /// No marks: the reporter's words for what was said.
    #[default]
    Indirect,
}

impl Kind {
    /// All kinds, in the order they are listed for people.
    pub const ALL: [Kind; 3] = [Kind::Direct, Kind::Mixed, Kind::Indirect];

    /// The word used in every format.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Direct => "direct",
            Kind::Mixed => "mixed",
            Kind::Indirect => "indirect",
        }
    }
}

/// What the reporter reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Report {
    /// Somebody put it into words: said, wrote, according to.
    #[default]
    Statement,
    /// What is in somebody's mind, as the reporter tells it: believes, wants, hopes.
    Attitude,
}

impl Report {
    /// The word used in every format.
    pub fn name(self) -> &'static str {
        match self {
            Report::Statement => "statement",
            Report::Attitude => "attitude",
        }
    }
}

/// Whether the words are somebody's at all, as the article has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// The speaker said it.
    #[default]
    Affirmed,
    /// The speaker spoke to deny, reject or retract it: "denied that the port would close".
    Denied,
    /// The speaker did not say it: never said it, denies having said it, is misquoted.
    NotSaid,
    /// Nobody has said it yet: "if she had said", "imagine him saying".
    Hypothetical,
    /// The article repeats a claim only to refute it.
    Disputed,
}

impl Polarity {
    /// All of them, in the order they are listed for people.
    pub const ALL: [Polarity; 5] =
        [Polarity::Affirmed, Polarity::Denied, Polarity::NotSaid, Polarity::Hypothetical, Polarity::Disputed];

    /// The word used in every format.
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

/// What sort of speaker it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeakerKind {
    /// One human being, named or not.
    Person,
    /// A body with a name: a ministry, a company, a country that speaks.
    Organisation,
    /// Several people without names: "officials", "two people briefed on the matter".
    Group,
    /// A text that speaks: "the report", "a poll".
    Document,
    /// Nobody could be found.
    #[default]
    Unknown,
}

impl SpeakerKind {
    /// All kinds, in the order they are listed for people.
    pub const ALL: [SpeakerKind; 5] = [
        SpeakerKind::Person,
        SpeakerKind::Organisation,
        SpeakerKind::Group,
        SpeakerKind::Document,
        SpeakerKind::Unknown,
    ];

    /// The word used in every format.
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

/// Who said it, as far as the article tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speaker {
    /// The fullest name the article gives; the words of the mention for those without a name ("officials");
    /// `None` when nobody was found.
    pub name: Option<String>,
    /// Stable across articles; only for those with a proper name.
    pub id: Option<String>,
    /// Person, organisation, group, document or unknown.
    pub kind: SpeakerKind,
    /// What the article says the speaker is: "of Johns Hopkins University".
    pub role: Option<String>,
    /// The words beside the cue: "she", "Mr. Smith".
    pub mention: Option<String>,
    /// Other names the article uses for the same speaker.
    pub aliases: Vec<String>,
}

/// What joined the content to its source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Found {
    /// A cue beside the content, with its source.
    #[default]
    Cue,
    /// A source beside the content, and no cue.
    Source,
    /// A name and a colon before it.
    Colon,
    /// A dash and a name behind it.
    Signature,
    /// The turn of a transcript: `NAME: words`.
    Transcript,
    /// A quotation for which the text has no words of saying.
    Uncued,
    /// Nobody's but the reporter's: a passage of the article itself.
    Reporter,
}

impl Found {
    /// The word used in every format.
    pub fn name(self) -> &'static str {
        match self {
            Found::Cue => "cue",
            Found::Source => "source",
            Found::Colon => "colon",
            Found::Signature => "signature",
            Found::Transcript => "transcript",
            Found::Uncued => "uncued",
            Found::Reporter => "reporter",
        }
    }
}

/// Somebody who may be the speaker.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The name, or the words of the article; `None` for nobody whom it names.
    pub name: Option<String>,
    /// How likely it is, from 0 to 1.
    pub probability: f32,
}

/// Why the record says what it says, as data: `output` makes sentences of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// How content, cue and source were found and joined.
    pub found: Found,
    /// The words of the cue, as the article has them.
    pub cue: Option<String>,
    /// The words that decide the polarity, with those of the cue, when it is not affirmed: "never said".
    pub ground: Option<String>,
    /// The likeliest speakers, the likeliest first.
    pub candidates: Vec<Candidate>,
    /// Whether the user's own list of people decided who the speaker is.
    pub listed: bool,
}

/// One attribution: somebody said one thing at one place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quote {
    /// Stable: the same article and place give the same id.
    pub id: String,
    /// Direct, mixed or indirect.
    pub kind: Kind,
    /// Statement or attitude.
    pub report: Report,
    /// Whether the speaker said it, or is said not to have.
    pub polarity: Polarity,
    /// The content as written; pieces of a split quotation joined by one blank, outer marks left out.
    pub text: String,
    /// Where the content stands, in order; several pieces when "he said" splits it or it runs over paragraphs.
    pub content: Vec<Span>,
    /// The words that name the speaker.
    pub source: Vec<Span>,
    /// The words that announce it: "said", "according to".
    pub cue: Vec<Span>,
    /// The resolved person or body.
    pub speaker: Speaker,
    /// What it is about.
    pub topics: Vec<String>,
    /// The sentence or sentences around content, source and cue.
    pub context: String,
    /// Probability, 0 to 1, that content and speaker are both right.
    pub confidence: f32,
    /// Why.
    pub evidence: Evidence,
    /// The article it stands in.
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

/// The id of the attribution whose content stands at `content` in the article `article_id`.
///
/// Sixteen hexadecimal digits of a BLAKE3 digest: with ten million quotes the chance of one collision is 3 in a
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
