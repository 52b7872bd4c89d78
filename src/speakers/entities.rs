//! Names to entities: "Hillary Clinton", "Mrs. Clinton" and "Clinton" are one, Bill is another.
//!
//! Full names come first, wherever they stand; then each short name finds the full one it shortens: by surname, given
//! name or initials, the one named last before it. A title that contradicts the gender of a name keeps them apart.

use rustc_hash::FxHashMap;

use super::names::{Bearer, Name, fold};
use crate::lexicon::{GIVEN_NAMES, Gender};
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
        let alone = self.words.len() == 1 && self.may_be_person();
        (!alone).then(|| speaker_id(&self.name)).flatten()
    }
}

/// The id of the speaker called `name`: its words, folded, joined by hyphens; `None` when there are none.
pub fn speaker_id(name: &str) -> Option<String> {
    let folded = fold(name.strip_prefix("the ").unwrap_or(name));
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join("-"))
}

/// The entities of a document, and which one each name belongs to.
pub(super) struct Entities {
    /// In order of their first full name.
    pub all: Vec<Entity>,
    /// For each name, the index of its entity.
    pub of_name: Vec<usize>,
    /// Entities by each folded word that may stand for them alone.
    by_word: FxHashMap<String, Vec<usize>>,
}

/// How many bearers of one word are looked at: keeps a text of ten thousand Smiths linear.
const MOST_BEARERS: usize = 32;

impl Entities {
    /// Joins `names`.
    pub fn new(document: &Document, names: &[Name]) -> Self {
        let words: Vec<Vec<String>> = names.iter().map(|name| folded_words(document, name)).collect();
        let mut entities =
            Self { all: Vec::new(), of_name: vec![usize::MAX; names.len()], by_word: FxHashMap::default() };
        for pass in [Pass::Full, Pass::Short] {
            for (index, words) in words.iter().enumerate() {
                if (words.len() > 1) == (pass == Pass::Full) {
                    entities.place(document, index, names, words, pass);
                }
            }
        }
        entities.finish(document, names)
    }

    fn place(&mut self, document: &Document, index: usize, names: &[Name], words: &[String], pass: Pass) {
        let name = &names[index];
        let found = match pass {
            Pass::Full => self.same_full(words, name),
            Pass::Short => {
                self.by_brackets(document, words, names, index).or_else(|| self.by_short(words, name, index))
            }
        };
        let entity = found.unwrap_or_else(|| self.add(document, name, words));
        self.of_name[index] = entity;
        self.all[entity].mentions.push(index);
        self.all[entity].learn(name);
        let longer = words.len() > self.all[entity].words.len() && words.len() <= 6;
        // "the U.S." was found before "the United States": the same words, written out.
        let fuller = words == self.all[entity].words
            && written(document, name).len() > self.all[entity].name.len()
            && self.all[entity].bearer != Bearer::Person;
        if longer || fuller {
            self.all[entity].words = words.to_vec();
            self.all[entity].name = written(document, name);
        }
    }

    fn add(&mut self, document: &Document, name: &Name, words: &[String]) -> usize {
        let entity = Entity {
            name: written(document, name),
            words: words.to_vec(),
            bearer: name.bearer,
            female: given_gender(words, name.bearer),
            aliases: Vec::new(),
            mentions: Vec::new(),
        };
        let number = self.all.len();
        for key in keys(words, name.bearer) {
            self.by_word.entry(key).or_default().push(number);
        }
        self.all.push(entity);
        number
    }

    fn bearers(&self, word: &str) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let all = self.by_word.get(word).map_or(&[][..], Vec::as_slice);
        all[all.len().saturating_sub(MOST_BEARERS)..].iter().copied()
    }

    /// The entity with this full name, or one that can be the same: same surname, given names that agree.
    fn same_full(&self, words: &[String], name: &Name) -> Option<usize> {
        let last = words.last()?;
        let fits = |&candidate: &usize| {
            let entity = &self.all[candidate];
            entity.words == words
                || (name.bearer == Bearer::Person
                    && entity.bearer == Bearer::Person
                    && same_person(&entity.words, words))
        };
        self.bearers(last).rev().find(fits)
    }

    /// A short name in brackets right behind a body's full one: "the National Liberation Army (ELN)".
    fn by_brackets(&mut self, document: &Document, words: &[String], names: &[Name], index: usize) -> Option<usize> {
        let previous = index.checked_sub(1)?;
        let start = names[index].tokens.start;
        let bracketed = names[previous].tokens.end + 1 == start && document.word(start - 1) == "(";
        let entity = self.of_name[previous];
        if !bracketed || self.all.get(entity)?.bearer != Bearer::Organisation {
            return None;
        }
        self.by_word.entry(words.first()?.clone()).or_default().push(entity);
        Some(entity)
    }

    /// The entity that the short name `words` stands for: the one named last before it, else the first one after.
    fn by_short(&self, words: &[String], name: &Name, index: usize) -> Option<usize> {
        let fits = |candidate: &usize| {
            let entity = &self.all[*candidate];
            let person = entity.may_be_person();
            name.gender.is_none_or(|gender| entity.may_be(gender) && person)
                && (person || name.bearer != Bearer::Person)
        };
        let distance = |candidate: &usize| {
            let mentions = &self.all[*candidate].mentions;
            let before = mentions.partition_point(|&mention| mention < index);
            match before.checked_sub(1) {
                Some(last) => (0, index - mentions[last]),
                None => (1, mentions.first().map_or(usize::MAX, |&first| first - index.min(first))),
            }
        };
        self.bearers(words.first()?).filter(fits).min_by_key(distance)
    }

    fn finish(mut self, document: &Document, names: &[Name]) -> Self {
        for entity in &mut self.all {
            entity.mentions.sort_unstable();
            let mut aliases: Vec<String> = entity
                .mentions
                .iter()
                .map(|&mention| written(document, &names[mention]))
                .filter(|alias| *alias != entity.name)
                .collect();
            aliases.sort();
            aliases.dedup();
            entity.aliases = aliases;
        }
        self
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Pass {
    Full,
    Short,
}

impl Entity {
    /// What a further name tells about its bearer.
    fn learn(&mut self, name: &Name) {
        if name.bearer == Bearer::Person && self.bearer == Bearer::Unclear {
            self.bearer = Bearer::Person;
        }
        if let Some(gender) = name.gender {
            self.female = Some(if gender == Gender::Female { 0.99 } else { 0.01 });
        }
    }
}

/// The words of a name, folded; the abbreviations of countries written out, since no initials rule finds "the US".
fn folded_words(document: &Document, name: &Name) -> Vec<String> {
    let words: Vec<String> = name.tokens.clone().map(|token| fold(document.word(token))).collect();
    let whole = match words.join(" ").as_str() {
        "u.s." | "us" | "u.s" | "usa" | "u.s.a." => "united states",
        "u.k." | "uk" | "u.k" => "united kingdom",
        "u.n." | "un" | "u.n" => "united nations",
        "e.u." | "eu" | "e.u" => "european union",
        _ => return words,
    };
    whole.split(' ').map(str::to_owned).collect()
}

/// The name as it stands in the text.
fn written(document: &Document, name: &Name) -> String {
    let words: Vec<&str> = document.span(name.tokens.clone()).of(document.text).split_whitespace().collect();
    words.join(" ")
}

fn given_gender(words: &[String], bearer: Bearer) -> Option<f32> {
    let known = matches!(bearer, Bearer::Person | Bearer::Unclear);
    words
        .iter()
        .take(if words.len() > 1 { words.len() - 1 } else { 1 })
        .find_map(|word| GIVEN_NAMES.female(word))
        .filter(|_| known)
}

/// The words that may stand for the whole name alone.
fn keys(words: &[String], bearer: Bearer) -> Vec<String> {
    let mut keys: Vec<String> = match bearer {
        Bearer::Person | Bearer::Unclear => words.iter().filter(|word| word.len() > 2).cloned().collect(),
        Bearer::Organisation | Bearer::Place => words.first().into_iter().chain(words.last()).cloned().collect(),
    };
    if bearer == Bearer::Organisation && words.len() > 1 {
        keys.push(words.iter().filter(|word| !is_joint(word)).filter_map(|word| word.chars().next()).collect());
    }
    keys.extend(words.last().cloned());
    keys.sort();
    keys.dedup();
    keys
}

fn is_joint(word: &str) -> bool {
    matches!(word, "of" | "the" | "for" | "on" | "and" | "in" | "&" | "de")
}

/// Whether two full names can be one person's: the surnames agree, and so do the given names as far as both give them.
fn same_person(one: &[String], other: &[String]) -> bool {
    let suffix =
        |words: &[String]| words.last().is_some_and(|word| matches!(word.as_str(), "jr" | "sr" | "ii" | "iii"));
    if suffix(one) != suffix(other) {
        return false;
    }
    let (Some(surname), Some(given)) = (one.last(), one.first()) else { return false };
    let (Some(other_surname), Some(other_given)) = (other.last(), other.first()) else { return false };
    surname == other_surname && one.len() > 1 && other.len() > 1 && same_given(given, other_given)
}

/// The same name, or one shortened: `J.` for `John`, `Tim` for `Timothy`.
fn same_given(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim_end_matches('.'), other.trim_end_matches('.'));
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    one == other
        || (!short.is_empty() && (short.chars().count() == 1 || short.chars().count() >= 3) && long.starts_with(short))
}

#[cfg(test)]
mod tests {
    use super::super::names::find_names;
    use super::*;

    fn entities(text: &str) -> Vec<(String, Vec<String>)> {
        let document = Document::new(text);
        let names = find_names(&document);
        Entities::new(&document, &names).all.into_iter().map(|entity| (entity.name, entity.aliases)).collect()
    }

    #[test]
    fn short_names_find_the_full_one() {
        let found =
            entities("Petro spoke. Then President Gustavo Petro met Donald J. Trump. Donald Trump and Petro left.");
        assert_eq!(found[0], ("Gustavo Petro".to_owned(), vec!["Petro".to_owned()]));
        assert_eq!(found[1], ("Donald J. Trump".to_owned(), vec!["Donald Trump".to_owned()]));
    }

    #[test]
    fn a_title_keeps_husband_and_wife_apart() {
        let found = entities("Hillary Clinton met Bill Clinton. Mrs. Clinton spoke, then Mr. Clinton.");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].1, ["Clinton"]);
        assert_eq!(found[1].1, ["Clinton"]);
    }

    #[test]
    fn initials_stand_for_a_body() {
        let found = entities("It is the National Liberation Army (ELN). The ELN said no.");
        assert_eq!(found, [("National Liberation Army".to_owned(), vec!["ELN".to_owned()])]);
    }

    #[test]
    fn ids_are_stable_and_plain() {
        assert_eq!(speaker_id("Luiz Inácio Lula da Silva").as_deref(), Some("luiz-inacio-lula-da-silva"));
        assert_eq!(speaker_id("the United Nations").as_deref(), Some("united-nations"));
        assert_eq!(speaker_id("“”"), None);
    }
}
