//! Which languages there are, and which one an article is given to.

use super::detect::detect;
use super::english::{self, English};
use super::language::Language;
use super::stemmer::Stemmer;
use super::{ModelError, People};
use crate::article::Article;
use crate::language::{LanguageChoice, LanguageCode};

/// The languages that have a module, and how one is chosen for an article.
pub struct Languages {
    modules: Vec<(LanguageCode, Box<dyn Language>)>,
    choice: LanguageChoice,
}

impl Languages {
    /// All languages, with the weights that the library ships. A new language is one more line here.
    ///
    /// # Errors
    ///
    /// When weights are damaged or of another version.
    pub fn shipped() -> Result<Self, ModelError> {
        Ok(Self::of_modules(vec![(LanguageCode::ENGLISH, Box::new(English::shipped()?))]))
    }

    /// These languages.
    pub(super) fn of_modules(modules: Vec<(LanguageCode, Box<dyn Language>)>) -> Self {
        Self { modules, choice: LanguageChoice::Auto }
    }

    /// Sets who decides which language an article is in.
    pub fn choose(&mut self, choice: LanguageChoice) {
        self.choice = choice;
    }

    /// Sets the persons whom the user knows.
    pub fn set_people(&mut self, people: &People) {
        self.modules.iter_mut().for_each(|(_, module)| module.set_people(people.clone()));
    }

    /// Leaves out the rules of attribution with these ids.
    pub fn leave_out_rules(&mut self, ids: &[String]) {
        self.modules.iter_mut().for_each(|(_, module)| module.leave_out_rules(ids));
    }

    /// The language of `article`.
    pub fn language_of(&self, article: &Article) -> LanguageCode {
        match self.choice {
            LanguageChoice::Auto => detect(article.text()).unwrap_or(LanguageCode::ENGLISH),
            LanguageChoice::Fixed(code) => code,
        }
    }

    /// The module of the language `code`, if it has one.
    pub fn module(&self, code: LanguageCode) -> Option<&dyn Language> {
        let module = self.modules.iter().find(|(known, _)| *known == code);
        module.map(|(_, module)| module.as_ref())
    }
}

/// The stemmer of the index, one for the words of all languages.
pub fn index_stemmer() -> Stemmer {
    english::STEMMER
}
