//! Names to entities: "Hillary Clinton", "Mrs. Clinton" and "Clinton" are one, Bill is another.
//!
//! Full names come first, the longest before those they hold; then each short name, in the order of the text, finds the
//! full one it shortens: by surname, given name, nickname or initials. Where several fit, the title decides ("Mrs."),
//! then who was the subject and how lately, for that is whom a reporter means by the bare surname.

use std::borrow::Cow;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::entity::{Entity, is_telling, titles};
use super::forms::{folded_words, is_misspelt, is_suffix, keys, nickname, same_person, surname, written};
use super::gender::{given_gender, role_gender};
use super::name::{Bearer, Name, fold_token, is_given_name};
use super::name_words::is_acronym;
use super::nouns::{asks_for_older, is_kin};
use super::salience::Salience;
use crate::lexicon::{Gender, List, ORGANISATION_NOUNS, TITLES};
use crate::text::Document;

/// Words that say that two people share a surname.
const RELATED: [&str; 7] = ["brothers", "couple", "married", "parents", "siblings", "sisters", "twins"];

/// The entities of a document, and which one each name belongs to.
pub(super) struct Entities {
    /// Those with full names first, then the others.
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
        let mut entities = Self {
            all: Vec::with_capacity(names.len() / 2),
            of_name: vec![usize::MAX; names.len()],
            by_word: FxHashMap::with_capacity_and_hasher(names.len(), FxBuildHasher),
        };
        // Longest first, so that what a name shortens is there before it.
        let mut full: Vec<usize> = (0..names.len()).filter(|&index| words[index].len() > 1).collect();
        full.sort_by_key(|&index| std::cmp::Reverse(words[index].len()));
        for index in full {
            let kin = is_brought_in_as_kin(document, &names[index]);
            let found = entities.same_full(&words[index], &names[index], kin);
            entities.place(document, &names[index], index, &words[index], found);
        }
        entities.all.iter_mut().for_each(|entity| entity.mentions.sort_unstable());
        entities.short_names(document, names, &words);
        entities.finish(document, names)
    }

    /// Places the names of one word, in the order of the text.
    fn short_names(&mut self, document: &Document, names: &[Name], words: &[Vec<String>]) {
        let mut last = Salience::new(self.all.len());
        // Headlines last: they are written from the text below.
        let told = (0..names.len()).filter(|&index| !names[index].headline);
        for index in told.chain((0..names.len()).filter(|&index| names[index].headline)) {
            let name = &names[index];
            if words[index].len() == 1 {
                let found = self
                    .by_brackets(document, &words[index], names, index)
                    .or_else(|| self.by_epithet(document, &words[index], names, index))
                    .or_else(|| self.by_short(document, &words[index], name, index, &last));
                self.place(document, name, index, &words[index], found);
                if found.is_none() {
                    self.share_surname(document, names, index);
                }
            }
            last.note(self.of_name[index], document, names, index);
        }
    }

    /// "Joost and Maarten de Wit": the new entity of name `index` gets the surname of the one it is joined with.
    fn share_surname(&mut self, document: &Document, names: &[Name], index: usize) {
        let (name, Some(next)) = (&names[index], names.get(index + 1)) else { return };
        let joined = name.tokens.end + 1 == next.tokens.start && document.word(name.tokens.end) == "and";
        let related = (next.tokens.end..next.tokens.end + 4).any(|token| RELATED.contains(&document.word(token)));
        let given = related || is_given_name(document, name.tokens.start);
        let full = next.bearer == Bearer::Person && next.tokens.len() > 1;
        if !(joined && given && full && name.titles.is_empty() && name.bearer != Bearer::Place) {
            return;
        }
        let surname = next.tokens.start + 1..next.tokens.end;
        let entity = &mut self.all[self.of_name[index]];
        entity.name = format!("{} {}", entity.name, document.span(surname.clone()).of(document.text));
        entity.words.extend(surname.map(|token| fold_token(document, token).into_owned()));
        entity.bearer = Bearer::Person;
    }

    fn place(&mut self, document: &Document, name: &Name, index: usize, words: &[String], found: Option<usize>) {
        let entity = found.unwrap_or_else(|| self.add(document, name, words));
        self.of_name[index] = entity;
        self.all[entity].mentions.push(index);
        self.all[entity].learn(document, name);
        let one = &self.all[entity];
        // "the U.S." was found before "the United States": the same words, written out.
        let fuller =
            one.bearer != Bearer::Person && words == one.words && written(document, name).len() > one.name.len();
        if fuller {
            self.all[entity].name = written(document, name).into_owned();
        }
    }

    fn add(&mut self, document: &Document, name: &Name, words: &[String]) -> usize {
        let entity = Entity {
            name: written(document, name).into_owned(),
            words: words.to_vec(),
            bearer: name.bearer,
            female: given_gender(words, name.bearer),
            aliases: Vec::new(),
            titles: Vec::new(),
            mentions: Vec::new(),
        };
        let number = self.all.len();
        let nickname = nickname(document, name).map(|nickname| fold_token(document, nickname));
        for key in keys(words, name.bearer).into_iter().chain(nickname) {
            match self.by_word.get_mut(&*key) {
                Some(bearers) => bearers.push(number),
                None => drop(self.by_word.insert(key.into_owned(), vec![number])),
            }
        }
        self.all.push(entity);
        number
    }

    fn bearers(&self, word: &str) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let all = self.by_word.get(word).map_or(&[][..], Vec::as_slice);
        all[all.len().saturating_sub(MOST_BEARERS)..].iter().copied()
    }

    /// The entity with this full name, or one that can be the same: a name that holds it, or the same surname and given
    /// names that agree.
    fn same_full(&self, words: &[String], name: &Name, kin: bool) -> Option<usize> {
        let last = surname(words)?;
        let alike = |&candidate: &usize| self.all[candidate].words == words;
        let fits = |&candidate: &usize| {
            let entity = &self.all[candidate];
            // "Black Elk" is Linda Black Elk.
            let surname = entity.bearer == Bearer::Person
                && name.bearer != Bearer::Place
                && words.len() == 2
                && entity.words.len() == 3
                && entity.words.ends_with(words)
                && !ORGANISATION_NOUNS.has(last);
            let persons = surname || name.bearer == Bearer::Person && entity.bearer == Bearer::Person;
            let bodies = name.bearer == entity.bearer && entity.bearer == Bearer::Organisation;
            let shortens = bodies && is_shorter_body(&entity.words, words);
            let within = entity.words.windows(words.len()).any(|part| part == words);
            let relative = entity.words.last().is_some_and(|last| is_suffix(last)) && words.last() == Some(last);
            // "His son, Will Ashcombe" is not William.
            let namesake = kin && entity.words.first() != words.first();
            persons && !namesake && (within && !relative || same_person(&entity.words, words)) || shortens
        };
        let found = self.bearers(last).find(alike).or_else(|| self.bearers(last).find(fits));
        found.or_else(|| self.nicknamed(words)).or_else(|| self.misspelt(words, name))
    }

    /// "Bobby Scott" is Robert “Bobby” Scott: a nickname the article itself gives.
    fn nicknamed(&self, words: &[String]) -> Option<usize> {
        let (nickname, last) = (words.first()?, surname(words)?);
        let same = |&candidate: &usize| {
            let entity = &self.all[candidate];
            surname(&entity.words) == Some(last) && !entity.words.contains(nickname)
        };
        self.bearers(nickname).find(same)
    }

    /// The person of the same given name whose surname differs in one letter.
    fn misspelt(&self, words: &[String], name: &Name) -> Option<usize> {
        let (given, last) = (words.first()?, surname(words)?);
        let near = |&candidate: &usize| {
            let entity = &self.all[candidate];
            entity.bearer == Bearer::Person
                && entity.words.first() == Some(given)
                && surname(&entity.words).is_some_and(|other| is_misspelt(last, other))
        };
        (name.bearer == Bearer::Person).then(|| self.bearers(given).find(near)).flatten()
    }

    /// A short name in brackets right behind a body's full one: "the National Liberation Army (ELN)".
    fn by_brackets(&mut self, document: &Document, words: &[String], names: &[Name], index: usize) -> Option<usize> {
        let previous = index.checked_sub(1)?;
        let start = names[index].tokens.start;
        let bracketed = names[previous].tokens.end + 1 == start && document.word(start - 1) == "(";
        let entity = *self.of_name.get(previous)?;
        let body = self.all.get(entity).is_some_and(|entity| entity.bearer == Bearer::Organisation);
        if !bracketed || !body {
            return None;
        }
        self.by_word.entry(words.first()?.clone()).or_default().push(entity);
        Some(entity)
    }

    /// "Ann Lee, the forward known to everyone as Lulu": the person named last in the sentence.
    fn by_epithet(&mut self, document: &Document, words: &[String], names: &[Name], index: usize) -> Option<usize> {
        let start = names[index].tokens.start;
        let sentence = document.sentences.get(document.sentence_of(start))?.start;
        let called = (start.saturating_sub(5).max(sentence)..start)
            .any(|token| matches!(document.word(token), "known" | "nicknamed" | "dubbed" | "called"));
        let near = (index.saturating_sub(4)..index).rev().filter(|&name| names[name].tokens.start >= sentence);
        let mut entities = near.map(|name| self.of_name[name]);
        let entity = entities.find(|&entity| self.all.get(entity).is_some_and(|one| one.bearer == Bearer::Person))?;
        let behind = matches!(document.word(start - 1), "as" | "nicknamed" | "dubbed");
        if !called || !behind {
            return None;
        }
        self.by_word.entry(words.first()?.clone()).or_default().push(entity);
        Some(entity)
    }

    /// The entity that the short name `words` stands for.
    fn by_short(
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
        let before = name.titles.start.min(name.tokens.start).checked_sub(1).map_or("", |token| document.word(token));
        let by_years = asks_for_older(before).map(|older| if older { "sr" } else { "jr" });
        let weigh = |candidate: usize| {
            let entity = &self.all[candidate];
            let person = entity.may_be_person();
            let fits = name.gender.is_none_or(|gender| entity.may_be(gender))
                && (person || !titled && self.may_stand_for_body(document, name, word, entity, index))
                && !(person && entity.words.len() > 1 && name.bearer == Bearer::Place && TITLES.has(word));
            let shares = titles.iter().any(|title| entity.titles.contains(title));
            let surname = f32::from(u8::from(surname(&entity.words) == Some(word)));
            let sure = f32::from(u8::from(entity.bearer == Bearer::Person || !titled));
            let telling = titles.iter().any(|title| is_telling(title));
            let title = if shares {
                3.0
            } else if telling && entity.titles.iter().any(|title| is_telling(title)) {
                -1.5
            } else {
                0.0
            };
            // "President Obama" is not Michelle Obama, of whom only further down is spoken.
            let stranger = telling && !shares && person && last.is_new(candidate);
            let years =
                by_years.map_or(0.0, |suffix| match entity.words.last().map(|last| last.trim_end_matches('.')) {
                    Some(last) if last == suffix => 4.0,
                    Some(last) if is_suffix(last) => -4.0,
                    _ => 0.0,
                });
            let sort = if person || name.bearer != Bearer::Person { 0.0 } else { -2.0 };
            let weight = 2.0 * surname + sure + title + sort + years + last.weigh(candidate, &entity.mentions, index);
            (fits && !stranger).then_some(weight)
        };
        let weighed = self.bearers(word).filter_map(|candidate| Some((weigh(candidate)?, candidate)));
        // Of two that weigh the same the earlier one.
        weighed.min_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))).map(|(_, found)| found)
    }

    /// Whether one word may stand for a body: its initials or an alias; "the Commission" for one; the first word of a
    /// name that stood before in full. "Google" is not "Google Password Manager", nor is "Obama" the Obama administration.
    fn may_stand_for_body(&self, document: &Document, name: &Name, word: &str, entity: &Entity, index: usize) -> bool {
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
        let ambiguous = name.bearer == Bearer::Person || is_acronym(document.word(token));
        first && stood && !known && !lower && (!ambiguous || self.is_companys(document, token, word, entity))
    }

    /// "Massy" for Massy Stores, "LBG" for LBG Media: a company has the word to itself, and nobody of that name is about.
    fn is_companys(&self, document: &Document, token: usize, word: &str, entity: &Entity) -> bool {
        let company = entity.words.last().is_some_and(|last| {
            COMPANIES.binary_search(&last.as_str()).is_ok() || COMPANY.contains(&last.trim_end_matches('.'))
        });
        let rival = |other: usize| {
            let other = &self.all[other];
            other.may_be_person() || other.bearer == Bearer::Organisation && other.words != entity.words
        };
        company && !is_given_name(document, token) && !self.bearers(word).any(rival)
    }

    /// What was taken for a body by its name alone is a person where `told` says so of its mentions.
    pub fn are_people(&mut self, told: impl Fn(&[usize]) -> bool) {
        let full = |entity: &&mut Entity| {
            matches!(entity.bearer, Bearer::Organisation | Bearer::Place) && (2..=3).contains(&entity.words.len())
        };
        for entity in self.all.iter_mut().filter(full) {
            let common = entity.words.iter().any(|word| ORGANISATION_NOUNS.has(word));
            if !common && told(&entity.mentions) {
                entity.bearer = Bearer::Person;
            }
        }
    }

    /// Learns from `roles`, those of each entity, whose words tell a gender: "his aunt", "a businessman".
    pub fn learn_genders(&mut self, roles: &[Vec<String>]) {
        for (entity, roles) in self.all.iter_mut().zip(roles) {
            let unsure = entity.female.is_none_or(|female| (0.1..0.9).contains(&female));
            let told = || roles.iter().filter(|role| role.len() < 60).find_map(|role| role_gender(role));
            if let Some(gender) = unsure.then(told).flatten() {
                entity.female = Some(if gender == Gender::Female { 0.97 } else { 0.03 });
            }
        }
    }

    fn finish(mut self, document: &Document, names: &[Name]) -> Self {
        for entity in &mut self.all {
            entity.mentions.sort_unstable();
            entity.settle(names);
            if let Some(styled) = styled(document, names, entity) {
                entity.name = styled;
            }
            let written = entity.mentions.iter().map(|&mention| written(document, &names[mention]));
            let mut aliases: Vec<_> = written.filter(|alias| *alias != entity.name).collect();
            aliases.sort();
            aliases.dedup();
            entity.aliases = aliases.into_iter().map(Cow::into_owned).collect();
        }
        self
    }
}

/// Whether the folded words `short` are those of the body called `full` without what stands before them, or without
/// "Ltd" and the like.
fn is_shorter_body(full: &[String], short: &[String]) -> bool {
    let rest = full.strip_prefix(short).unwrap_or_default();
    let company = !rest.is_empty() && rest.iter().all(|word| COMPANY.contains(&word.trim_end_matches('.')));
    full.ends_with(short) || company
}

/// What companies put behind their names. Sorted.
const COMPANY: [&str; 14] = [
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

/// Words that end the names of companies, whose first word alone is what everybody calls them. Sorted.
const COMPANIES: [&str; 44] = [
    "airlines",
    "airways",
    "analytics",
    "bancorp",
    "bank",
    "brands",
    "breweries",
    "capital",
    "electronics",
    "energy",
    "entertainment",
    "financial",
    "foods",
    "games",
    "hotels",
    "industries",
    "insurance",
    "interactive",
    "laboratories",
    "labs",
    "logistics",
    "media",
    "motors",
    "networks",
    "partners",
    "pharma",
    "pharmaceuticals",
    "pictures",
    "records",
    "resources",
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

/// "His son, Will Ashcombe": whether a noun for kin stands before the name.
fn is_brought_in_as_kin(document: &Document, name: &Name) -> bool {
    let start = name.titles.start.min(name.tokens.start);
    let noun = |token: usize| is_kin(document.lower(token));
    match start.checked_sub(1) {
        Some(comma) if document.word(comma) == "," => comma > 0 && noun(comma - 1),
        Some(before) => noun(before),
        None => false,
    }
}

/// Titles that belong to a given name: nobody speaks of "Francis" where the Pope is meant. Sorted.
const STYLES: [&str; 11] =
    ["brother", "emperor", "empress", "king", "mother", "pope", "prince", "princess", "queen", "sister", "sultan"];

/// "Pope Francis", "Queen Elizabeth II", "Sister Assumpta": a person with nothing but a given name, and the style before
/// it as the article writes it.
fn styled(document: &Document, names: &[Name], entity: &Entity) -> Option<String> {
    let [_, rest @ ..] = entity.words.as_slice() else { return None };
    let numbered = rest.iter().all(|word| word.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x')));
    let is_style = |title: &str| STYLES.binary_search(&title).is_ok();
    if entity.bearer != Bearer::Person || rest.len() > 1 || !numbered {
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
    fn a_title_keeps_husband_and_wife_apart() {
        let found = entities("Hillary Clinton met Bill Clinton. Mrs. Clinton spoke, then Mr. Clinton.");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].1, ["Clinton"]);
        assert_eq!(found[1].1, ["Clinton"]);
    }

    #[test]
    fn a_company_is_called_by_its_first_word() {
        assert!(COMPANIES.is_sorted_by(|a, b| a < b));
        let alone = |text: &str, name: &str| entities(text).iter().any(|(found, _)| found == name);
        assert!(!alone("Zarnic Stores closed on Monday. Zarnic said it was the weather.", "Zarnic"));
        assert!(!alone("KBX Media grew. KBX said it was the weather.", "KBX"));
        assert!(alone("Obama Foundation staff met Barack Obama. Obama said it was the weather.", "Barack Obama"));
    }

    #[test]
    fn initials_stand_for_a_body() {
        let found = entities("It is the National Liberation Army (ELN). The ELN said no.");
        assert_eq!(found, [("National Liberation Army".to_owned(), vec!["ELN".to_owned()])]);
    }
}
