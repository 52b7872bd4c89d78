//! Labelled articles and predictions in the form that the scorer compares: code points of the article's text.

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize, Serializer};

use crate::quote::Polarity;

/// A stretch `[start, end)` in code points.
pub type Stretch = [usize; 2];

/// One attribution, labelled or predicted.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Attributed {
    /// What was said; several pieces where it is split.
    pub content: Vec<Stretch>,
    /// Who says it.
    #[serde(default)]
    pub source: Vec<Stretch>,
    /// The words that tell of the saying.
    #[serde(default)]
    pub cue: Vec<Stretch>,
    /// The full name of the speaker: absent where names were not labelled, null where there is none.
    #[serde(default, deserialize_with = "present")]
    pub speaker: Option<Option<String>>,
    /// What the speaker is, as labelled: `person`, `organisation`, `group`, `document`, `unknown`.
    #[serde(default)]
    pub speaker_kind: Option<String>,
    /// Labelled: the text says that it was denied, or not said.
    #[serde(default)]
    pub denied: bool,
    /// Predicted: affirmed, denied, not_said, hypothetical, disputed; absent where that was not told.
    #[serde(default, deserialize_with = "named_polarity", serialize_with = "polarity_name")]
    pub polarity: Option<Polarity>,
    /// How sure a prediction is, 0 to 1.
    #[serde(default)]
    pub confidence: Option<f32>,
}

/// Tells an absent field from one that is null.
fn present<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<String>>, D::Error> {
    Option::<String>::deserialize(from).map(Some)
}

/// The polarity with the name in the file.
fn named_polarity<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Polarity>, D::Error> {
    const NAMES: [&str; 5] = ["affirmed", "denied", "not_said", "hypothetical", "disputed"];
    let Some(name) = Option::<String>::deserialize(from)? else { return Ok(None) };
    let named = Polarity::ALL.into_iter().find(|polarity| polarity.name() == name);
    named.map(Some).ok_or_else(|| D::Error::unknown_variant(&name, &NAMES))
}

fn polarity_name<S: Serializer>(polarity: &Option<Polarity>, to: S) -> Result<S::Ok, S::Error> {
    polarity.map(Polarity::name).serialize(to)
}

/// One labelled article.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct GoldArticle {
    /// Its name.
    pub id: String,
    /// Where it appeared; what is learned is tried on publishers that it was not learned from.
    #[serde(default)]
    pub publisher: Option<String>,
    /// Its words.
    pub text: String,
    /// Its attributions.
    pub attributions: Vec<Attributed>,
    /// Stretches in marks that are no quotations.
    #[serde(default)]
    pub not_quotes: Vec<Stretch>,
}

/// What was found in one article.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Predicted {
    /// The name of the article.
    pub id: String,
    /// What was found.
    pub attributions: Vec<Attributed>,
}
