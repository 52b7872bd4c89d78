//! Names of many origins, which replace those in the articles.

use rustc_hash::FxHashMap;

use super::edits::Edits;
use super::splitmix::SplitMix;
use crate::evaluate;
use crate::text::{Document, TokenKind};

/// Minimum number of children with a given name in one year.
const COMMON: usize = 40;

/// Given names and surnames.
#[derive(Clone, Debug, Default)]
pub struct NamePool {
    /// Indexed by whether they are women's names.
    given: [Vec<String>; 2],
    surnames: Vec<String>,
    is_womans: FxHashMap<String, bool>,
}

impl NamePool {
    /// The given names `given`, each with whether it is a woman's, and `surnames`.
    pub fn new(given: &[(&str, bool)], surnames: &[&str]) -> Self {
        let mut pool = Self { surnames: surnames.iter().map(|&name| name.to_owned()).collect(), ..Self::default() };
        for &(name, is_womans) in given {
            pool.given[usize::from(is_womans)].push(name.to_owned());
            pool.is_womans.insert(name.to_owned(), is_womans);
        }
        pool
    }

    /// The names in the table `given` (a name, and the numbers of girls and boys with it), and the surnames of the
    /// speakers in `articles`.
    pub fn of<'a>(given: &str, articles: impl IntoIterator<Item = &'a evaluate::GoldArticle>) -> Self {
        let entry = |line: &str| -> Option<(String, bool)> {
            let mut cells = line.split('\t');
            let name = cells.next()?;
            let [girls, boys] = [cells.next()?, cells.next()?].map(|count| count.parse::<usize>().unwrap_or(0));
            (name.len() > 2 && COMMON < girls + boys).then(|| (name.to_owned(), boys < girls))
        };
        let entries: Vec<_> = given.lines().filter(|line| !line.starts_with('#')).filter_map(entry).collect();
        let given: Vec<_> = entries.iter().map(|(name, is_womans)| (name.as_str(), *is_womans)).collect();
        let mut surnames: Vec<&str> =
            articles.into_iter().flat_map(|article| &article.attributions).filter_map(surname).collect();
        surnames.sort_unstable();
        surnames.dedup();
        Self::new(&given, &surnames)
    }
}

/// The last word of the speaker's name, if it is a person with two names or more.
fn surname(attribution: &evaluate::LabelledAttribution) -> Option<&str> {
    let is_person = attribution.speaker_kind.as_deref() == Some("person");
    let name = attribution.speaker.as_ref().filter(|_| is_person)?.as_deref()?;
    let (_, last) = name.rsplit_once(' ')?;
    (last.starts_with(char::is_uppercase) && last.chars().skip(1).all(|c| c.is_lowercase())).then_some(last)
}

/// Renames everybody in `document` with a known given name followed by a surname, consistently.
pub fn rename(document: &Document, names: &NamePool, random: &mut SplitMix, edits: &mut Edits) {
    if names.surnames.is_empty() {
        return;
    }
    let is_surname = |token: usize| {
        let is_word = document.tokens.get(token).is_some_and(|token| token.kind == TokenKind::Word);
        is_word && document.word(token).len() > 2 && is_capitalised(document.word(token))
    };
    let mut new: FxHashMap<&str, &str> = FxHashMap::default();
    for token in 0..document.tokens.len() {
        let given = document.word(token);
        if let Some(&is_womans) = names.is_womans.get(given).filter(|_| is_surname(token + 1)) {
            let others = &names.given[usize::from(is_womans)];
            new.entry(given).or_insert(&others[random.below(others.len())]);
            let surname = stem(document.word(token + 1));
            new.entry(surname).or_insert(&names.surnames[random.below(names.surnames.len())]);
        }
    }
    for token in 0..document.tokens.len() {
        let word = stem(document.word(token));
        if let Some(name) = new.get(word) {
            let start = document.tokens[token].span.start();
            edits.replace(start..start + word.len(), *name);
        }
    }
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase)
}

/// `word` without a possessive ’s.
fn stem(word: &str) -> &str {
    word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::Scheme;
    use crate::train::neural::gold::GoldArticle;

    #[test]
    fn a_person_keeps_the_new_name_throughout() {
        let speaker = r#"{"id":"a","text":"","attributions":[{"content":[],"speaker":"Lech Wałęsa","speaker_kind":"person"},
                          {"content":[],"speaker":"US Army","speaker_kind":"organisation"}]}"#;
        let pool = NamePool::of("# names\nMere\t99\t1\nRare\t2\t1\n", &[serde_json::from_str(speaker).unwrap()]);
        let text = "Mere Lee left. The ferry of Lee’s aunt left Rare Earth.".to_owned();
        let mut edits = Edits::default();
        rename(&Document::new(&text), &pool, &mut SplitMix::new(1), &mut edits);
        let new = edits.apply(&GoldArticle { text: text.clone(), spans: Vec::new(), scheme: Scheme::News });
        assert_eq!(new.text, text.replace("Lee", "Wałęsa"));
    }
}
