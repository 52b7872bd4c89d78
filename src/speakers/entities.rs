//! Clusters names into entities: "Hillary Clinton", "Mrs. Clinton" and "Clinton" are one, Bill is another.
//!
//! Full names come first, the longest before those they contain. Then each short name, in the order of the text, is
//! matched with a full one by surname, given name, nickname or initials. If several match, the title decides ("Mrs."),
//! then salience: reporters use a bare surname for the person who was the subject last.

use std::borrow::Cow;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::entity::{Entity, is_distinctive_title, titles};
use super::entity_type::EntityType;
use super::gender::{given_gender, role_gender};
use super::initials::person_by_initials;
use super::name::{Name, fold_token, is_given_name};
use super::name_forms::{
    folded_words, is_of_beginnings, is_suffix, is_typo_of, lookup_keys, name_text, nickname, same_person, surname,
};
use super::name_words::is_acronym;
use super::nouns::{asks_for_older, is_kin};
use super::salience::Salience;
use crate::lexicon::{Gender, List, NICKNAMES, ORGANISATION_NOUNS, TITLES};
use crate::text::Document;

/// Words that say that two people share a surname.
const RELATED: [&str; 7] = ["brothers", "couple", "married", "parents", "siblings", "sisters", "twins"];

/// The entities of a document, and the entity of each name.
pub(super) struct Entities {
    /// Entities with full names first, then the others.
    pub all: Vec<Entity>,
    /// The index of the entity of each name.
    pub of_name: Vec<usize>,
    /// Entities by each folded word that may refer to them alone.
    by_word: FxHashMap<String, Vec<usize>>,
}

/// Maximum number of entities compared for one word. It keeps a text of ten thousand Smiths linear.
const MAX_CANDIDATES: usize = 32;

/// Minimum length of a given name that is cut short, in code points.
const MIN_SHORT_GIVEN: usize = 4;

impl Entities {
    /// Clusters `names`.
    pub fn new(document: &Document, names: &[Name]) -> Self {
        let words: Vec<Vec<String>> = names.iter().map(|name| folded_words(document, name)).collect();
        let mut entities = Self {
            all: Vec::with_capacity(names.len() / 2),
            of_name: vec![usize::MAX; names.len()],
            by_word: FxHashMap::with_capacity_and_hasher(names.len(), FxBuildHasher),
        };
        // Longest first, so that the full name exists before its short forms.
        let mut full: Vec<usize> = (0..names.len()).filter(|&index| words[index].len() > 1).collect();
        full.sort_by_key(|&index| std::cmp::Reverse(words[index].len()));
        for index in full {
            let kin = is_introduced_as_kin(document, &names[index]);
            let found = entities.find_full(&words[index], &names[index], kin);
            entities.assign(document, &names[index], index, &words[index], found);
        }
        entities.all.iter_mut().for_each(|entity| entity.mentions.sort_unstable());
        entities.assign_short_names(document, names, &words);
        entities.finish(document, names)
    }

    /// Assigns the names of one word, in the order of the text.
    fn assign_short_names(&mut self, document: &Document, names: &[Name], words: &[Vec<String>]) {
        let mut last = Salience::new(self.all.len());
        // Headlines come last: they are written from the text below.
        let in_text = (0..names.len()).filter(|&index| !names[index].headline);
        for index in in_text.chain((0..names.len()).filter(|&index| names[index].headline)) {
            let name = &names[index];
            if words[index].len() == 1 {
                let found = self
                    .find_by_brackets(document, &words[index], names, index)
                    .or_else(|| self.find_by_epithet(document, &words[index], names, index))
                    .or_else(|| person_by_initials(document, name, &self.all))
                    .or_else(|| self.find_by_short_name(document, &words[index], name, index, &last))
                    .or_else(|| self.find_by_beginnings(&name_text(document, name), name))
                    .or_else(|| self.find_by_given_name(&words[index], name, index));
                self.assign(document, name, index, &words[index], found);
                if found.is_none() {
                    self.share_surname(document, names, index);
                }
            }
            last.record(self.of_name[index], document, names, index);
        }
    }

    /// "Joost and Maarten de Wit": gives the new entity of name `index` the surname of the name after "and".
    fn share_surname(&mut self, document: &Document, names: &[Name], index: usize) {
        let (name, Some(next)) = (&names[index], names.get(index + 1)) else { return };
        let joined = name.tokens.end + 1 == next.tokens.start && document.word(name.tokens.end) == "and";
        let related = (next.tokens.end..next.tokens.end + 4).any(|token| RELATED.contains(&document.word(token)));
        let given = related || is_given_name(document, name.tokens.start);
        let full = next.entity_type == EntityType::Person && next.tokens.len() > 1;
        if !(joined && given && full && name.titles.is_empty() && name.entity_type != EntityType::Place) {
            return;
        }
        let surname = next.tokens.start + 1..next.tokens.end;
        let entity = &mut self.all[self.of_name[index]];
        entity.name = format!("{} {}", entity.name, document.span(surname.clone()).of(document.text));
        entity.words.extend(surname.map(|token| fold_token(document, token).into_owned()));
        entity.entity_type = EntityType::Person;
    }

    fn assign(&mut self, document: &Document, name: &Name, index: usize, words: &[String], found: Option<usize>) {
        let entity = found.unwrap_or_else(|| self.add(document, name, words));
        self.of_name[index] = entity;
        self.all[entity].mentions.push(index);
        self.all[entity].update_from(document, name);
        let one = &self.all[entity];
        // "the U.S." may come before "the United States": the same words, written out.
        let fuller = one.entity_type != EntityType::Person
            && words == one.words
            && name_text(document, name).len() > one.name.len();
        if fuller {
            self.all[entity].name = name_text(document, name).into_owned();
        }
    }

    fn add(&mut self, document: &Document, name: &Name, words: &[String]) -> usize {
        let entity = Entity {
            name: name_text(document, name).into_owned(),
            words: words.to_vec(),
            entity_type: name.entity_type,
            female: given_gender(words, name.entity_type),
            aliases: Vec::new(),
            titles: Vec::new(),
            mentions: Vec::new(),
        };
        let number = self.all.len();
        let nickname = nickname(document, name).map(|nickname| fold_token(document, nickname));
        for key in lookup_keys(words, name.entity_type).into_iter().chain(nickname) {
            match self.by_word.get_mut(&*key) {
                Some(entities) => entities.push(number),
                None => drop(self.by_word.insert(key.into_owned(), vec![number])),
            }
        }
        self.all.push(entity);
        number
    }

    fn candidates_for(&self, word: &str) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let all = self.by_word.get(word).map_or(&[][..], Vec::as_slice);
        all[all.len().saturating_sub(MAX_CANDIDATES)..].iter().copied()
    }

    /// The entity with this full name or a compatible one: a name that contains it, or the same surname with compatible
    /// given names.
    fn find_full(&self, words: &[String], name: &Name, kin: bool) -> Option<usize> {
        let last = surname(words)?;
        let alike = |&candidate: &usize| self.all[candidate].words == words;
        let fits = |&candidate: &usize| {
            let entity = &self.all[candidate];
            // "Black Elk" is Linda Black Elk.
            let surname = entity.entity_type == EntityType::Person
                && name.entity_type != EntityType::Place
                && words.len() == 2
                && entity.words.len() == 3
                && entity.words.ends_with(words)
                && !ORGANISATION_NOUNS.has(last);
            let persons = surname || name.entity_type == EntityType::Person && entity.entity_type == EntityType::Person;
            let are_orgs = name.entity_type == entity.entity_type && entity.entity_type == EntityType::Organisation;
            let shortens = are_orgs && is_shorter_org_name(&entity.words, words);
            let within = entity.words.windows(words.len()).any(|part| part == words);
            let relative = entity.words.last().is_some_and(|last| is_suffix(last)) && words.last() == Some(last);
            // "His son, Will Ashcombe" is not William.
            let namesake = kin && entity.words.first() != words.first();
            persons && !namesake && (within && !relative || same_person(&entity.words, words)) || shortens
        };
        let found = self.candidates_for(last).find(alike).or_else(|| self.candidates_for(last).find(fits));
        found.or_else(|| self.find_by_nickname(words)).or_else(|| self.find_misspelt(words, name))
    }

    /// "Bobby Scott" is Robert “Bobby” Scott: the article itself gives the nickname.
    fn find_by_nickname(&self, words: &[String]) -> Option<usize> {
        let (nickname, last) = (words.first()?, surname(words)?);
        let same = |&candidate: &usize| {
            let entity = &self.all[candidate];
            surname(&entity.words) == Some(last) && !entity.words.contains(nickname)
        };
        self.candidates_for(nickname).find(same)
    }

    /// The person with the same given name and a surname that differs in one letter.
    fn find_misspelt(&self, words: &[String], name: &Name) -> Option<usize> {
        let (given, last) = (words.first()?, surname(words)?);
        let near = |&candidate: &usize| {
            let entity = &self.all[candidate];
            entity.entity_type == EntityType::Person
                && entity.words.first() == Some(given)
                && surname(&entity.words).is_some_and(|other| is_typo_of(last, other))
        };
        (name.entity_type == EntityType::Person).then(|| self.candidates_for(given).find(near)).flatten()
    }

    /// A short name in brackets right after the full name of an organisation: "the National Liberation Army (ELN)".
    fn find_by_brackets(
        &mut self,
        document: &Document,
        words: &[String],
        names: &[Name],
        index: usize,
    ) -> Option<usize> {
        let previous = index.checked_sub(1)?;
        let start = names[index].tokens.start;
        let bracketed = names[previous].tokens.end + 1 == start && document.word(start - 1) == "(";
        let entity = *self.of_name.get(previous)?;
        let is_org = self.all.get(entity).is_some_and(|entity| entity.entity_type == EntityType::Organisation);
        if !bracketed || !is_org {
            return None;
        }
        self.by_word.entry(words.first()?.clone()).or_default().push(entity);
        Some(entity)
    }

    /// "Ann Lee, the forward known to everyone as Lulu": the person named last in the sentence.
    fn find_by_epithet(
        &mut self,
        document: &Document,
        words: &[String],
        names: &[Name],
        index: usize,
    ) -> Option<usize> {
        let start = names[index].tokens.start;
        let sentence = document.sentences.get(document.sentence_of(start))?.start;
        let called = (start.saturating_sub(5).max(sentence)..start)
            .any(|token| matches!(document.word(token), "known" | "nicknamed" | "dubbed" | "called"));
        let near = (index.saturating_sub(4)..index).rev().filter(|&name| names[name].tokens.start >= sentence);
        let mut entities = near.map(|name| self.of_name[name]);
        let entity =
            entities.find(|&entity| self.all.get(entity).is_some_and(|one| one.entity_type == EntityType::Person))?;
        let behind = matches!(document.word(start - 1), "as" | "nicknamed" | "dubbed");
        if !called || !behind {
            return None;
        }
        self.by_word.entry(words.first()?.clone()).or_default().push(entity);
        Some(entity)
    }

    /// "SocGen" is Société Générale.
    fn find_by_beginnings(&self, text: &str, name: &Name) -> Option<usize> {
        let is_it =
            |entity: &Entity| entity.entity_type == EntityType::Organisation && is_of_beginnings(text, &entity.words);
        (name.entity_type != EntityType::Place).then(|| self.all.iter().position(is_it)).flatten()
    }

    /// "Cliff" is Clifford Lee, and "Aisam" Aisamul Qureshi: the only person before with such a given name.
    fn find_by_given_name(&self, words: &[String], name: &Name, index: usize) -> Option<usize> {
        let word = words.first()?;
        let short = |given: &String| word.chars().count() >= MIN_SHORT_GIVEN && given.starts_with(word.as_str());
        let is_called = |entity: &&Entity| {
            let given = entity.words.first().filter(|_| entity.words.len() > 1);
            entity.entity_type == EntityType::Person
                && name.gender.is_none_or(|gender| entity.may_have_gender(gender))
                && entity.mentions.first().is_some_and(|&first| first < index)
                && given.is_some_and(|given| short(given) || NICKNAMES.join(word, given))
        };
        let other = matches!(name.entity_type, EntityType::Place | EntityType::Organisation);
        let mut called = self.all.iter().enumerate().filter(|(_, entity)| is_called(entity)).map(|(at, _)| at);
        let only = called.next().filter(|_| !other && name.titles.is_empty())?;
        called.next().is_none().then_some(only)
    }

    /// The entity that the short name `words` refers to.
    fn find_by_short_name(
        &self,
        document: &Document,
        words: &[String],
        name: &Name,
        index: usize,
        last: &Salience,
    ) -> Option<usize> {
        let word = words.first()?;
        let titles = titles(document, name);
        let titled = !name.titles.is_empty();
        let before = name.start().checked_sub(1).map_or("", |token| document.word(token));
        let by_years = asks_for_older(before).map(|older| if older { "sr" } else { "jr" });
        let score = |candidate: usize| {
            let entity = &self.all[candidate];
            let person = entity.may_be_person();
            let fits = name.gender.is_none_or(|gender| entity.may_have_gender(gender))
                && (person || !titled && self.may_stand_for_org(document, name, word, entity, index))
                && !(person && entity.words.len() > 1 && name.entity_type == EntityType::Place && TITLES.has(word));
            let shares = titles.iter().any(|title| entity.titles.contains(title));
            let surname = f32::from(u8::from(surname(&entity.words) == Some(word)));
            let sure = f32::from(u8::from(entity.entity_type == EntityType::Person || !titled));
            let distinctive = titles.iter().any(|title| is_distinctive_title(title));
            let title = if shares {
                3.0
            } else if distinctive && entity.titles.iter().any(|title| is_distinctive_title(title)) {
                -1.5
            } else {
                0.0
            };
            // "President Obama" is not Michelle Obama, who is named only later.
            let stranger = distinctive && !shares && person && last.is_new(candidate);
            let years =
                by_years.map_or(0.0, |suffix| match entity.words.last().map(|last| last.trim_end_matches('.')) {
                    Some(last) if last == suffix => 4.0,
                    Some(last) if is_suffix(last) => -4.0,
                    _ => 0.0,
                });
            let sort = if person || name.entity_type != EntityType::Person { 0.0 } else { -2.0 };
            let weight = 2.0 * surname + sure + title + sort + years + last.score(candidate, &entity.mentions, index);
            (fits && !stranger).then_some(weight)
        };
        let scored = self.candidates_for(word).filter_map(|candidate| Some((score(candidate)?, candidate)));
        // The earlier entity wins a tie.
        scored.min_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))).map(|(_, found)| found)
    }

    /// Whether one word may refer to an organisation: its initials or an alias, "the Commission", or the first word of
    /// a name that came before in full. "Google" is not "Google Password Manager", and "Obama" is not the Obama
    /// administration.
    fn may_stand_for_org(&self, document: &Document, name: &Name, word: &str, entity: &Entity, index: usize) -> bool {
        if entity.words.len() == 1 || !entity.words.iter().any(|one| one == word) {
            return true;
        }
        let token = name.tokens.start;
        let lists = document.lists(token);
        let last = entity.words.last().is_some_and(|last| last == word);
        if last {
            let article = token > 0 && document.lower(token - 1) == "the";
            return article && (lists.has(List::OrganisationWords) || lists.has(List::OrganisationNouns));
        }
        let stood = entity.mentions.first().is_some_and(|&first| first < index);
        let first = entity.words.first().is_some_and(|first| first == word);
        let known = lists.has(List::Places) || lists.has(List::Organisations);
        let lower = entity.name.rsplit(' ').next().is_some_and(|last| last.starts_with(char::is_lowercase));
        let ambiguous = name.entity_type == EntityType::Person || is_acronym(document.word(token));
        first && stood && !known && !lower && (!ambiguous || self.is_company_short_name(document, token, word, entity))
    }

    /// "Massy" for Massy Stores, "LBG" for LBG Media: the word belongs to a company, and to no person or other
    /// organisation in the article.
    fn is_company_short_name(&self, document: &Document, token: usize, word: &str, entity: &Entity) -> bool {
        let company = entity.words.last().is_some_and(|last| {
            COMPANY_LAST_WORDS.binary_search(&last.as_str()).is_ok()
                || COMPANY_SUFFIXES.contains(&last.trim_end_matches('.'))
        });
        let rival = |other: usize| {
            let other = &self.all[other];
            // "Massy Stores Westmoorings" is a part of it.
            let part = other.words.starts_with(&entity.words);
            other.may_be_person() || other.entity_type == EntityType::Organisation && !part
        };
        company && !is_given_name(document, token) && !self.candidates_for(word).any(rival)
    }

    /// Makes persons of entities that look like organisations or places by name alone, where `is_persons` is true of
    /// their mentions.
    pub fn retype_as_people(&mut self, is_persons: impl Fn(&[usize]) -> bool) {
        let full = |entity: &&mut Entity| {
            matches!(entity.entity_type, EntityType::Organisation | EntityType::Place)
                && (2..=3).contains(&entity.words.len())
        };
        for entity in self.all.iter_mut().filter(full) {
            let common = entity.words.iter().any(|word| ORGANISATION_NOUNS.has(word));
            if !common && is_persons(&entity.mentions) {
                entity.entity_type = EntityType::Person;
            }
        }
    }

    /// Infers genders from the `roles` of each entity: "his aunt", "a businessman".
    pub fn infer_genders_from_roles(&mut self, roles: &[Vec<String>]) {
        for (entity, roles) in self.all.iter_mut().zip(roles) {
            let unsure = entity.female.is_none_or(|female| (0.1..0.9).contains(&female));
            let by_role = || roles.iter().filter(|role| role.len() < 60).find_map(|role| role_gender(role));
            if let Some(gender) = unsure.then(by_role).flatten() {
                entity.female = Some(if gender == Gender::Female { 0.97 } else { 0.03 });
            }
        }
    }

    fn finish(mut self, document: &Document, names: &[Name]) -> Self {
        for entity in &mut self.all {
            entity.mentions.sort_unstable();
            entity.retype_as_place(names);
            if let Some(name_with_title) = name_with_title(document, names, entity) {
                entity.name = name_with_title;
            }
            let name_text = entity.mentions.iter().map(|&mention| name_text(document, &names[mention]));
            let mut aliases: Vec<_> = name_text.filter(|alias| *alias != entity.name).collect();
            aliases.sort();
            aliases.dedup();
            entity.aliases = aliases.into_iter().map(Cow::into_owned).collect();
        }
        self
    }
}

/// Whether the folded words `short` are the end of the organisation name `full`, or all of it except "Ltd" and the
/// like. The tribunal of the World Bank is not the World Bank.
fn is_shorter_org_name(full: &[String], short: &[String]) -> bool {
    if let Some([.., preposition, the]) = full.strip_suffix(short)
        && the == "the"
        && matches!(preposition.as_str(), "of" | "for" | "at" | "to")
    {
        return false;
    }
    let rest = full.strip_prefix(short).unwrap_or_default();
    let company = !rest.is_empty() && rest.iter().all(|word| COMPANY_SUFFIXES.contains(&word.trim_end_matches('.')));
    full.ends_with(short) || company
}

/// Legal forms at the end of company names. Sorted.
const COMPANY_SUFFIXES: [&str; 14] = [
    "ag",
    "co",
    "company",
    "corp",
    "corporation",
    "gmbh",
    "group",
    "holdings",
    "inc",
    "limited",
    "llc",
    "ltd",
    "plc",
    "sa",
];

/// Last words of company names. Such companies are commonly called by their first word alone. Sorted.
const COMPANY_LAST_WORDS: [&str; 53] = [
    "aerospace",
    "airlines",
    "airways",
    "analytics",
    "automotive",
    "bancorp",
    "bank",
    "biotech",
    "brands",
    "breweries",
    "capital",
    "electronics",
    "energy",
    "entertainment",
    "financial",
    "foods",
    "games",
    "healthcare",
    "hotels",
    "industries",
    "insurance",
    "interactive",
    "laboratories",
    "labs",
    "logistics",
    "markets",
    "media",
    "mobile",
    "motors",
    "networks",
    "partners",
    "petroleum",
    "pharma",
    "pharmaceuticals",
    "pictures",
    "records",
    "resources",
    "robotics",
    "securities",
    "security",
    "semiconductor",
    "services",
    "software",
    "solutions",
    "stores",
    "studios",
    "supermarkets",
    "systems",
    "technologies",
    "telecom",
    "therapeutics",
    "ventures",
    "wireless",
];

/// "His son, Will Ashcombe": whether a kinship noun precedes the name.
fn is_introduced_as_kin(document: &Document, name: &Name) -> bool {
    let start = name.start();
    let noun = |token: usize| is_kin(document.lower(token));
    match start.checked_sub(1) {
        Some(comma) if document.word(comma) == "," => comma > 0 && noun(comma - 1),
        Some(before) => noun(before),
        None => false,
    }
}

/// Titles that are used with a given name alone: the Pope is not just called "Francis". Sorted.
const GIVEN_NAME_TITLES: [&str; 11] =
    ["brother", "emperor", "empress", "king", "mother", "pope", "prince", "princess", "queen", "sister", "sultan"];

/// "Pope Francis", "Queen Elizabeth II", "Sister Assumpta": the title and name of a person who has only a given name,
/// as the article writes it.
fn name_with_title(document: &Document, names: &[Name], entity: &Entity) -> Option<String> {
    let [_, rest @ ..] = entity.words.as_slice() else { return None };
    let numbered = rest.iter().all(|word| word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x')));
    let is_style = |title: &str| GIVEN_NAME_TITLES.binary_search(&title).is_ok();
    if entity.entity_type != EntityType::Person || rest.len() > 1 || !numbered {
        return None;
    }
    entity.mentions.iter().map(|&mention| &names[mention]).find_map(|name| {
        let style = name.titles.clone().find(|&token| is_style(&fold_token(document, token)))?;
        Some(format!("{} {}", document.word(style), entity.name))
    })
}

#[cfg(test)]
mod tests {
    use super::super::names::find_names;
    use super::super::recogniser::Recogniser;
    use super::*;

    fn entities(text: &str) -> Vec<(String, Vec<String>)> {
        let document = Document::new(text);
        let names = find_names(&document, &Recogniser::shipped().unwrap());
        Entities::new(&document, &names).all.into_iter().map(|entity| (entity.name, entity.aliases)).collect()
    }

    #[test]
    fn short_names_find_the_full_one() {
        let found =
            entities("Petro spoke. Then President Gustavo Petro met Donald J. Trump. Donald Trump and Petro left.");
        assert_eq!(found[0], ("Donald J. Trump".to_owned(), vec!["Donald Trump".to_owned()]));
        assert_eq!(found[1], ("Gustavo Petro".to_owned(), vec!["Petro".to_owned()]));
    }

    #[test]
    fn a_title_separates_husband_and_wife() {
        let found = entities("Hillary Clinton met Bill Clinton. Mrs. Clinton spoke, then Mr. Clinton.");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].1, ["Clinton"]);
        assert_eq!(found[1].1, ["Clinton"]);
    }

    #[test]
    fn a_company_is_called_by_its_first_word() {
        assert!(COMPANY_LAST_WORDS.is_sorted_by(|a, b| a < b) && GIVEN_NAME_TITLES.is_sorted_by(|a, b| a < b));
        let alone = |text: &str, name: &str| entities(text).iter().any(|(found, _)| found == name);
        assert!(!alone("Zarnic Stores closed on Monday. Zarnic said it was the weather.", "Zarnic"));
        let branch = "Staff of Zarnic Stores Westmoor waited. Zarnic Stores closed. Zarnic said it was the weather.";
        assert!(!alone(branch, "Zarnic"));
        assert!(!alone("KBX Media grew. KBX said it was the weather.", "KBX"));
        assert!(alone("Obama Foundation staff met Barack Obama. Obama said it was the weather.", "Barack Obama"));
    }

    #[test]
    fn beginnings_match_an_organisation() {
        let found = entities("The Norland Exchange Bank grew. On Monday NorExBank said it was the weather.");
        assert_eq!(found, [("Norland Exchange Bank".to_owned(), vec!["NorExBank".to_owned()])]);
    }

    #[test]
    fn a_given_name_may_be_cut_short() {
        let found = entities("Christopher Lee met Ann Lee. Then Chris said it was the weather.");
        assert_eq!(found[0], ("Christopher Lee".to_owned(), vec!["Chris".to_owned()]));
        let two = entities("Christopher Lee met Christina Ray. Then Chris said it was the weather.");
        assert!(two.iter().any(|(name, _)| name == "Chris"), "{two:?}");
    }

    #[test]
    fn a_body_within_another_is_not_the_other() {
        let shorter = |full: &str, short: &str| {
            let words = |name: &str| name.split(' ').map(str::to_owned).collect::<Vec<_>>();
            is_shorter_org_name(&words(full), &words(short))
        };
        for (full, short) in [
            ("department of homeland security", "homeland security"),
            ("royal norland bank", "norland bank"),
            ("hull data ltd.", "hull data"),
        ] {
            assert!(shorter(full, short), "{short}");
        }
        for (full, short) in
            [("administrative tribunal of the norland bank", "norland bank"), ("friends of the hull club", "hull club")]
        {
            assert!(!shorter(full, short), "{short}");
        }
    }

    #[test]
    fn initials_match_an_organisation() {
        let found = entities("It is the National Liberation Army (ELN). The ELN said no.");
        assert_eq!(found, [("National Liberation Army".to_owned(), vec!["ELN".to_owned()])]);
    }
}
