//! The flat documents: which fields they have, and how a quote, an article or a name fills them.
//!
//! [`FIELDS`] is the one table of the fields: documents, mappings and queries take the names from it.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize, Serializer};

use super::super::digests::article_key;
use super::super::document::{day, display_rank, quotation_key, speaker_key, thousandths, words_key};
use super::super::fold::fold;
use super::super::stems;
use super::record::{article_to_json, quote_to_json, reference_to_json};
use crate::article::{Article, publisher_key};
use crate::quote::{Quote, Speaker, SpeakerKind};

/// Version of the documents. Raised when a field is added, removed or filled in another way.
pub(crate) const EXCHANGE_VERSION: u32 = 1;

/// How a field is indexed by an engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldType {
    /// One term, as it is.
    Keyword,
    /// Several of them.
    Keywords,
    /// Folded words with blanks between them, with positions.
    Words,
    /// Several texts of folded words.
    ManyWords,
    /// A whole number.
    Number,
    /// A number from 0 to 1.
    Fraction,
    /// A day in RFC 3339, at midnight UTC.
    Date,
    /// True or false.
    Flag,
    /// Text that is only kept.
    Kept,
}

macro_rules! fields {
    ($($(#[doc = $doc:literal])* $name:ident: $kind:ident;)*) => {
        /// The names of the fields.
        pub(crate) mod field {
            $($(#[doc = $doc])* #[allow(dead_code)] #[allow(non_upper_case_globals)] pub(crate) const $name: &str = stringify!($name);)*
        }

        /// Every field, in the order of the documents.
        pub(crate) const FIELDS: &[(&str, FieldType)] = &[$((stringify!($name), FieldType::$kind),)*];
    };
}

fields! {
    /// Version of the document; the mark by which an index is known to be one of quotedex.
    quotedex_schema: Number;
    /// quote, article, name, speaker, topic or index.
    doc: Keyword;
    /// Number of the document in its export: the order of the index it comes from.
    seq: Number;
    /// Id of a quote.
    id: Keyword;
    /// Id of an article.
    article_id: Keyword;
    /// Digest of it, in 16 hexadecimal digits.
    article_key: Keyword;
    /// The words of a quote.
    quote: Words;
    /// Their stems.
    quote_stem: Words;
    /// Words of the speaker's name and aliases.
    speaker: Words;
    /// The speaker's name as shown.
    speaker_name: Keyword;
    /// Other names as shown.
    speaker_alias: Keywords;
    /// The speaker's id; none for a name that identifies nobody beyond its article.
    speaker_id: Keyword;
    /// What identifies the speaker in the index: the id, or `~`, kind and folded name. A speaker row has all of its
    /// keys.
    speaker_key: Keywords;
    /// The id with the occupation behind it, of one of several people with one name.
    speaker_field: Keyword;
    /// Person, organisation, group, document.
    speaker_kind: Keyword;
    /// Words of the role.
    role: Words;
    /// The topics.
    topic: Keywords;
    /// Their words.
    topic_words: ManyWords;
    /// Direct, mixed, indirect.
    kind: Keyword;
    /// Statement, attitude.
    report: Keyword;
    /// Affirmed, denied, not_said, hypothetical, disputed.
    polarity: Keyword;
    /// Probability that words and speaker are right.
    confidence: Fraction;
    /// Words of the publisher, and its key.
    publisher: Words;
    /// The publisher as shown.
    publisher_name: Keyword;
    /// Words of the headline.
    title: Words;
    /// Day of publication; 1970-01-01 when it is not known.
    date: Date;
    /// Whether it is known.
    date_known: Flag;
    /// The day again, in days since 1970-01-01; none when it is not known.
    day: Number;
    /// Digest of the words, whoever says them, in 12 hexadecimal digits.
    words_key: Keyword;
    /// How many quotes have these words.
    copies: Number;
    /// Digest of speaker, polarity, words and kind: the same for occurrences of one statement, whatever the spelling.
    quotation_key: Keyword;
    /// Rank among hits when nothing else decides; lower is shown first.
    display_rank: Number;
    /// The words of an article.
    body: Words;
    /// The whole record, as JSON text.
    record: Kept;
}

/// What a document is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DocumentKind {
    /// A quote.
    #[default]
    Quote,
    /// An article, with its text.
    Article,
    /// A speaker as quotes name one: what a typed name is compared with.
    Name,
    /// A row of the list of speakers.
    Speaker,
    /// A row of the list of topics.
    Topic,
    /// What is known of the whole.
    Index,
}

impl DocumentKind {
    /// The value of the field `doc`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Article => "article",
            Self::Name => "name",
            Self::Speaker => "speaker",
            Self::Topic => "topic",
            Self::Index => "index",
        }
    }
}

impl Serialize for DocumentKind {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

/// One document. Fields that it does not have are left out.
#[derive(Clone, Debug, Default, Serialize)]
#[allow(missing_docs, reason = "the table above tells what the fields are")]
pub(crate) struct ExchangeDocument {
    pub quotedex_schema: u32,
    pub doc: DocumentKind,
    pub seq: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote_stem: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker_name: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub speaker_alias: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker_id: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub speaker_key: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker_field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker_kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topic: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topic_words: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub polarity: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    pub date: String,
    pub date_known: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copies: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quotation_key: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_rank: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    pub record: String,
}

/// The record of a quote: the quote, and the reference to its article where that is another one.
#[derive(Serialize, Deserialize)]
pub(super) struct QuoteRecord {
    pub quote: String,
    pub article: Option<String>,
}

/// A speaker as quotes name one. Every quote has one of these.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct NameForm {
    pub name: String,
    pub id: Option<String>,
    kind: String,
    pub role: Option<String>,
    pub aliases: Vec<String>,
    /// Whether the user's own list of people decided on the speaker.
    pub listed: bool,
}

impl NameForm {
    /// The form in which `quote` names its speaker; `None` for an unknown one.
    pub(crate) fn of(quote: &Quote) -> Option<Self> {
        let Speaker { name, id, kind, role, aliases, .. } = &quote.speaker;
        Some(Self {
            name: name.clone()?,
            id: id.clone(),
            kind: kind.name().to_owned(),
            role: role.clone(),
            aliases: aliases.clone(),
            listed: quote.evidence.listed,
        })
    }

    /// The speaker with that name.
    pub(crate) fn speaker(&self) -> Speaker {
        Speaker {
            name: Some(self.name.clone()),
            id: self.id.clone(),
            kind: SpeakerKind::ALL.into_iter().find(|kind| kind.name() == self.kind).unwrap_or_default(),
            role: self.role.clone(),
            aliases: self.aliases.clone(),
            mention: None,
        }
    }
}

impl ExchangeDocument {
    /// A document of that kind without fields.
    pub(crate) fn new(doc: DocumentKind, record: String) -> Self {
        Self { quotedex_schema: EXCHANGE_VERSION, doc, record, date: rfc3339(None), ..Self::default() }
    }

    /// A quote of `article`, one of `copies` with its words. `merged` gives a quotation key the main key of its
    /// speaker.
    pub(super) fn of_quote(
        article: &Article,
        quote: &Quote,
        copies: u64,
        merged: impl Fn(u64) -> u64,
    ) -> serde_json::Result<Self> {
        let reference = article.reference();
        let other = (reference != quote.article).then(|| reference_to_json(&reference)).transpose()?;
        let record = serde_json::to_string(&QuoteRecord { quote: quote_to_json(quote)?, article: other })?;
        let (folded, key) = (fold(&quote.text), speaker_key(&quote.speaker));
        let mut document = Self {
            id: Some(quote.id.clone()),
            quote_stem: Some(joined(stems(&quote.text))),
            topic: quote.topics.clone(),
            topic_words: quote.topics.iter().map(|topic| fold(topic)).collect(),
            kind: Some(quote.kind.name()),
            report: Some(quote.report.name()),
            polarity: Some(quote.polarity.name()),
            confidence: Some(thousandths(quote.confidence) as f64 / 1000.0),
            words_key: Some(words_key_text(words_key(&quote.text))),
            copies: Some(copies),
            quotation_key: Some(format!("{:016x}", merged(quotation_key(quote, key.as_deref(), &folded)))),
            display_rank: Some(display_rank(quote, &folded)),
            quote: Some(folded),
            ..Self::new(DocumentKind::Quote, record)
        };
        document.add_speaker(&quote.speaker);
        document.add_article(article);
        Ok(document)
    }

    /// An article.
    pub(super) fn of_article(article: &Article) -> serde_json::Result<Self> {
        let record = article_to_json(article)?;
        let mut document = Self { body: Some(fold(article.text())), ..Self::new(DocumentKind::Article, record) };
        document.add_article(article);
        Ok(document)
    }

    /// A name.
    pub(super) fn of_name(form: &NameForm) -> serde_json::Result<Self> {
        let mut document = Self::new(DocumentKind::Name, serde_json::to_string(form)?);
        document.add_speaker(&form.speaker());
        Ok(document)
    }

    fn add_speaker(&mut self, speaker: &Speaker) {
        self.speaker_key.extend(speaker_key(speaker));
        self.role = speaker.role.as_deref().map(fold);
        let Some(name) = &speaker.name else { return };
        let all = std::iter::once(name).chain(&speaker.aliases);
        self.speaker = Some(joined(all.map(|name| fold(name))));
        self.speaker_name = Some(name.clone());
        self.speaker_alias.clone_from(&speaker.aliases);
        self.speaker_id.clone_from(&speaker.id);
        self.speaker_kind = Some(speaker.kind.name());
    }

    fn add_article(&mut self, article: &Article) {
        self.article_id = Some(article.id.clone());
        self.article_key = Some(article_key_text(&article.id));
        self.title = article.title.as_deref().map(fold);
        self.publisher = article.publisher.as_deref().map(publisher_words);
        self.publisher_name.clone_from(&article.publisher);
        self.date = rfc3339(article.date);
        self.date_known = article.date.is_some();
        self.day = article.date.map(day);
    }
}

/// The words by which a publisher is found: those of its name and its key.
pub(crate) fn publisher_words(publisher: &str) -> String {
    joined([fold(publisher), fold(&publisher_key(publisher))])
}

/// A digest of words as the documents have it.
pub(crate) fn words_key_text(key: u64) -> String {
    format!("{key:012x}")
}

/// The digest of an article's id as the documents have it.
pub(crate) fn article_key_text(id: &str) -> String {
    format!("{:016x}", article_key(id))
}

/// Texts with blanks between them, each only once where it is one word.
fn joined(parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// Midnight of a day. Engines that count nanoseconds know no day before 1678 or after 2261: the nearest they know.
fn rfc3339(date: Option<jiff::civil::Date>) -> String {
    let (first, last) = (jiff::civil::date(1678, 1, 1), jiff::civil::date(2261, 12, 31));
    let date = date.unwrap_or(jiff::civil::date(1970, 1, 1)).clamp(first, last);
    format!("{date}T00:00:00Z")
}

/// The error for a record that cannot be written: only a map whose keys are no texts cannot be.
pub(super) fn unwritable(error: serde_json::Error) -> tantivy::TantivyError {
    tantivy::TantivyError::InternalError(error.to_string())
}

/// Remembers names by digests, so that each form is told once.
#[derive(Default)]
pub(super) struct SeenNames(FxHashSet<u64>);

impl SeenNames {
    /// Whether the form is met for the first time.
    pub(super) fn is_new(&mut self, form: &NameForm) -> serde_json::Result<bool> {
        Ok(self.0.insert(super::super::digest64(&[&serde_json::to_string(form)?])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_in_the_table() {
        let mut quote = Quote { topics: vec!["trade".into()], ..Quote::default() };
        quote.speaker.name = Some("Ann Lee".into());
        let mut document = ExchangeDocument::of_quote(&Article::new("a", "b"), &quote, 1, |key| key).unwrap();
        document.body = Some("b".into());
        let known: Vec<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
        for name in serde_json::to_value(&document).unwrap().as_object().unwrap().keys() {
            assert!(known.contains(&name.as_str()), "{name}");
        }
    }

    #[test]
    fn the_table_of_the_formats_names_every_field() {
        let formats = include_str!("../../../seeds/FORMATS.md").split("## In other search engines").nth(1).unwrap();
        for (name, _) in FIELDS {
            assert!(formats.contains(&format!("`{name}`")), "{name}");
        }
    }

    #[test]
    fn a_day_that_no_engine_knows_is_the_nearest_one() {
        assert_eq!(rfc3339(Some(jiff::civil::date(1605, 11, 5))), "1678-01-01T00:00:00Z");
        assert_eq!(rfc3339(Some(jiff::civil::date(2024, 5, 12))), "2024-05-12T00:00:00Z");
        assert_eq!(rfc3339(None), "1970-01-01T00:00:00Z");
    }
}
