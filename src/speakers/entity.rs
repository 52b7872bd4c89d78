//! Somebody or something with a name, as one article tells of it, and its id across articles.

use super::name::{Bearer, Name, fold, fold_token};
use crate::lexicon::Gender;
use crate::quote::SpeakerKind;
use crate::text::Document;

/// Somebody or something with a name, over one article.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    /// The fullest name, as written.
    pub name: String,
    /// Its words, folded.
    pub words: Vec<String>,
    /// What it is.
    pub bearer: Bearer,
    /// Probability that it is a woman, where anything tells.
    pub female: Option<f32>,
    /// Other names the article uses for it.
    pub aliases: Vec<String>,
    /// Titles it bears, folded, without points.
    pub titles: Vec<String>,
    /// Indices of its names in the document, in order.
    pub mentions: Vec<usize>,
}

impl Entity {
    /// The kind of speaker it makes.
    pub fn kind(&self) -> SpeakerKind {
        match self.bearer {
            Bearer::Person | Bearer::Unclear => SpeakerKind::Person,
            Bearer::Organisation | Bearer::Place => SpeakerKind::Organisation,
        }
    }

    /// Whether it may be called "he" or "she".
    pub fn may_be_person(&self) -> bool {
        matches!(self.bearer, Bearer::Person | Bearer::Unclear)
    }

    /// Whether `gender` is possible: nothing known, or at least one in ten of that name.
    pub fn may_be(&self, gender: Gender) -> bool {
        self.probability(gender).is_none_or(|probability| probability >= 0.1)
    }

    /// Probability of `gender`, where anything tells.
    pub fn probability(&self, gender: Gender) -> Option<f32> {
        self.female.map(|female| if gender == Gender::Female { female } else { 1.0 - female })
    }

    /// The id that is stable across articles. A surname alone identifies nobody.
    pub fn id(&self) -> Option<String> {
        let alone = self.words.len() == 1 && self.may_be_person() && !self.name.contains(' ');
        (!alone).then(|| speaker_id(&self.name)).flatten()
    }

    /// One word that is a place as often as a person is a place.
    pub fn settle(&mut self, names: &[Name]) {
        let places = self.mentions.iter().filter(|&&mention| names[mention].bearer == Bearer::Place).count();
        if self.words.len() == 1 && self.titles.is_empty() && places * 2 >= self.mentions.len() {
            self.bearer = Bearer::Place;
        }
    }

    /// What a further name tells about its bearer.
    pub fn learn(&mut self, document: &Document, name: &Name) {
        if name.bearer == Bearer::Person && self.bearer == Bearer::Unclear {
            self.bearer = Bearer::Person;
        }
        if let Some(gender) = name.gender {
            self.female = Some(if gender == Gender::Female { 0.99 } else { 0.01 });
        }
        for title in titles(document, name) {
            if !self.titles.contains(&title) {
                self.titles.push(title);
            }
        }
    }
}

/// The titles before a name, folded, without points.
pub(super) fn titles(document: &Document, name: &Name) -> Vec<String> {
    name.titles.clone().map(|token| fold_token(document, token).trim_end_matches('.').to_owned()).collect()
}

/// Whether a title tells what its bearer is.
pub(super) fn is_telling(title: &str) -> bool {
    !COURTESY.contains(&title)
}

/// Titles that everybody bears.
const COURTESY: [&str; 7] = ["dr", "madame", "miss", "mme", "mr", "mrs", "ms"];

/// The id of the speaker called `name`: its words, folded, joined by hyphens; `None` when there are none.
pub fn speaker_id(name: &str) -> Option<String> {
    let folded = fold(name.strip_prefix("the ").unwrap_or(name));
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_stable_and_plain() {
        assert_eq!(speaker_id("Luiz Inácio Lula da Silva").as_deref(), Some("luiz-inacio-lula-da-silva"));
        assert_eq!(speaker_id("the United Nations").as_deref(), Some("united-nations"));
        assert_eq!(speaker_id("“”"), None);
    }
}
