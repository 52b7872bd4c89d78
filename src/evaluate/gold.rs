//! Labelled articles and predictions in the form of the scorer, with offsets in code points.

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize, Serializer};

use crate::quote::Polarity;

/// A range `[start, end)` of code points.
pub type CharRange = [usize; 2];

/// One attribution, labelled or predicted.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct LabelledAttribution {
    /// What was said; several pieces if it is split.
    pub content: Vec<CharRange>,
    /// Who says it.
    #[serde(default)]
    pub source: Vec<CharRange>,
    /// The words that report the saying.
    #[serde(default)]
    pub cue: Vec<CharRange>,
    /// The full name of the speaker: absent if names were not labelled, null if there is none.
    #[serde(default, deserialize_with = "present")]
    pub speaker: Option<Option<String>>,
    /// The labelled kind of speaker: `person`, `organisation`, `group`, `document`, `unknown`.
    #[serde(default)]
    pub speaker_kind: Option<String>,
    /// Labelled: the text says that it was denied or not said.
    #[serde(default)]
    pub denied: bool,
    /// Predicted: affirmed, denied, not_said, hypothetical, disputed; absent if it was not predicted.
    #[serde(default, deserialize_with = "named_polarity", serialize_with = "polarity_name")]
    pub polarity: Option<Polarity>,
    /// The confidence of a prediction, 0 to 1.
    #[serde(default)]
    pub confidence: Option<f32>,
}

/// Distinguishes an absent field from a null one.
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
    /// Its id.
    pub id: String,
    /// The publisher. Models are tested on publishers that they were not trained on.
    #[serde(default)]
    pub publisher: Option<String>,
    /// Its text.
    pub text: String,
    /// Its attributions.
    pub attributions: Vec<LabelledAttribution>,
    /// Quoted spans that are no quotations.
    #[serde(default)]
    pub not_quotes: Vec<CharRange>,
}

/// The predictions for one article.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct PredictedArticle {
    /// The id of the article.
    pub id: String,
    /// The predicted attributions.
    pub attributions: Vec<LabelledAttribution>,
}
