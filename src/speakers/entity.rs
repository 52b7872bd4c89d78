//! A named entity in one article, and its id across articles.

use super::entity_type::EntityType;
use super::name::{Name, fold, fold_token};
use crate::lexicon::{Gender, is_anybodys_title};
use crate::quote::SpeakerKind;
use crate::text::Document;

/// A named entity in one article.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    /// The fullest name, as written.
    pub name: String,
    /// The words of the name, folded.
    pub words: Vec<String>,
    /// Its type.
    pub entity_type: EntityType,
    /// Probability that it is a woman, if there is evidence.
    pub female: Option<f32>,
    /// Other names the article uses for it.
    pub aliases: Vec<String>,
    /// Its titles, folded, without points.
    pub titles: Vec<String>,
    /// Indices of its names in the document, in order.
    pub mentions: Vec<usize>,
}

impl Entity {
    /// The kind of speaker it is.
    pub fn kind(&self) -> SpeakerKind {
        match self.entity_type {
            EntityType::Person | EntityType::Unclear => SpeakerKind::Person,
            EntityType::Organisation | EntityType::Place => SpeakerKind::Organisation,
        }
    }

    /// Whether it may be called "he" or "she".
    pub fn may_be_person(&self) -> bool {
        self.entity_type.may_be_person()
    }

    /// Whether `gender` is possible: it is unknown, or has a probability of at least 0.1.
    pub fn may_have_gender(&self, gender: Gender) -> bool {
        self.probability(gender).is_none_or(|probability| probability >= 0.1)
    }

    /// Probability of `gender`, if there is evidence.
    pub fn probability(&self, gender: Gender) -> Option<f32> {
        self.female.map(|female| if gender == Gender::Female { female } else { 1.0 - female })
    }

    /// The id that is the same in all articles. A surname alone identifies nobody.
    pub fn id(&self) -> Option<String> {
        let alone = self.words.len() == 1 && self.may_be_person() && !self.name.contains(' ');
        (!alone).then(|| speaker_id(&self.name)).flatten()
    }

    /// Makes it a place if its name is one word and at least half of its mentions are places.
    pub fn retype_as_place(&mut self, names: &[Name]) {
        let places = self.mentions.iter().filter(|&&mention| names[mention].entity_type == EntityType::Place).count();
        if self.words.len() == 1 && self.titles.is_empty() && places * 2 >= self.mentions.len() {
            self.entity_type = EntityType::Place;
        }
    }

    /// Updates type, gender and titles from another mention.
    pub fn update_from(&mut self, document: &Document, name: &Name) {
        if name.entity_type == EntityType::Person && self.entity_type == EntityType::Unclear {
            self.entity_type = EntityType::Person;
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

/// Whether a title tells its holder from others: "President", but not "Mr.".
pub(super) fn is_distinctive_title(title: &str) -> bool {
    !is_anybodys_title(title)
}

/// The id of the speaker called `name`: its folded words, joined by hyphens; `None` if there are none.
pub fn speaker_id(name: &str) -> Option<String> {
    let folded = fold(name.strip_prefix("the ").unwrap_or(name));
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join("-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    // Indexes hold these ids: whoever changes one raises `SCHEMA_VERSION` of the index.
    fn ids_are_stable_and_plain() {
        assert_eq!(speaker_id("Luiz Inácio Lula da Silva").as_deref(), Some("luiz-inacio-lula-da-silva"));
        assert_eq!(speaker_id("the United Nations").as_deref(), Some("united-nations"));
        assert_eq!(speaker_id("Łucja Sørensen-Işık").as_deref(), Some("lucja-sorensen-isik"));
        assert_eq!(speaker_id("“”"), None);
    }
}
