//! Names to entities: "Hillary Clinton", "Mrs. Clinton" and "Clinton" are one, Bill is another.
//!
//! Full names come first, the longest before those they hold; then each short name, in the order of the text, finds the
//! full one it shortens: by surname, given name, nickname or initials. Where several fit, the title decides ("Mrs."),
//! then who was the subject and how lately, for that is whom a reporter means by the bare surname.

use rustc_hash::FxHashMap;

use super::names::{Bearer, Name, fold};
use super::nouns::noun_gender;
use crate::lexicon::{GIVEN_NAME_ENDINGS, GIVEN_NAMES, Gender, NICKNAMES, TITLES};
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
        let alone = self.words.len() == 1 && self.may_be_person();
        (!alone).then(|| speaker_id(&self.name)).flatten()
    }

    /// One word that is a place as often as a person is a place.
    fn settle(&mut self, names: &[Name]) {
        let places = self.mentions.iter().filter(|&&mention| names[mention].bearer == Bearer::Place).count();
        if self.words.len() == 1 && self.titles.is_empty() && places * 2 >= self.mentions.len() {
            self.bearer = Bearer::Place;
        }
    }

    /// What a further name tells about its bearer.
    fn learn(&mut self, document: &Document, name: &Name) {
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
fn titles(document: &Document, name: &Name) -> Vec<String> {
    name.titles.clone().map(|token| fold(document.word(token)).trim_end_matches('.').to_owned()).collect()
}

/// Whether a title tells what its bearer is.
fn is_telling(title: &str) -> bool {
    !COURTESY.contains(&title)
}

/// Words that say that two people share a surname.
const RELATED: [&str; 7] = ["brothers", "couple", "married", "parents", "siblings", "sisters", "twins"];

/// Titles that everybody bears.
const COURTESY: [&str; 7] = ["dr", "madame", "miss", "mme", "mr", "mrs", "ms"];

/// The id of the speaker called `name`: its words, folded, joined by hyphens; `None` when there are none.
pub fn speaker_id(name: &str) -> Option<String> {
    let folded = fold(name.strip_prefix("the ").unwrap_or(name));
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (!words.is_empty()).then(|| words.join("-"))
}

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
        let mut entities =
            Self { all: Vec::new(), of_name: vec![usize::MAX; names.len()], by_word: FxHashMap::default() };
        // Longest first, so that what a name shortens is there before it.
        let mut full: Vec<usize> = (0..names.len()).filter(|&index| words[index].len() > 1).collect();
        full.sort_by_key(|&index| std::cmp::Reverse(words[index].len()));
        for index in full {
            let found = entities.same_full(&words[index], &names[index]);
            entities.place(document, &names[index], index, &words[index], found);
        }
        entities.all.iter_mut().for_each(|entity| entity.mentions.sort_unstable());
        entities.short_names(document, names, &words);
        entities.finish(document, names)
    }

    /// Places the names of one word, in the order of the text.
    fn short_names(&mut self, document: &Document, names: &[Name], words: &[Vec<String>]) {
        let mut last = Salience::new(self.all.len());
        for (index, name) in names.iter().enumerate() {
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
        let given = related || GIVEN_NAMES.has(&fold(document.word(name.tokens.start)));
        let full = next.bearer == Bearer::Person && next.tokens.len() > 1;
        if !(joined && given && full && name.titles.is_empty() && name.bearer != Bearer::Place) {
            return;
        }
        let surname = next.tokens.start + 1..next.tokens.end;
        let entity = &mut self.all[self.of_name[index]];
        entity.name = format!("{} {}", entity.name, document.span(surname.clone()).of(document.text));
        entity.words.extend(surname.map(|token| fold(document.word(token))));
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
            words == one.words && written(document, name).len() > one.name.len() && one.bearer != Bearer::Person;
        if fuller {
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
            titles: Vec::new(),
            mentions: Vec::new(),
        };
        let number = self.all.len();
        let nickname = nickname(document, name).map(|nickname| fold(document.word(nickname)));
        for key in keys(words, name.bearer).into_iter().chain(nickname) {
            self.by_word.entry(key).or_default().push(number);
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
    fn same_full(&self, words: &[String], name: &Name) -> Option<usize> {
        let last = surname(words)?;
        let alike = |&candidate: &usize| self.all[candidate].words == words;
        let fits = |&candidate: &usize| {
            let entity = &self.all[candidate];
            let persons = name.bearer == Bearer::Person && entity.bearer == Bearer::Person;
            let bodies = name.bearer == entity.bearer && entity.bearer == Bearer::Organisation;
            let within = entity.words.windows(words.len()).any(|part| part == words);
            let relative = entity.words.last().is_some_and(|last| is_suffix(last)) && words.last() == Some(last);
            persons && (within && !relative || same_person(&entity.words, words)) || bodies && within
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
        let previous = index.checked_sub(1).filter(|&name| names[name].tokens.start >= sentence)?;
        let entity = *self.of_name.get(previous)?;
        let behind = matches!(document.word(start - 1), "as" | "nicknamed" | "dubbed");
        if !called || !behind || self.all.get(entity)?.bearer != Bearer::Person {
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
        let weigh = |candidate: usize| {
            let entity = &self.all[candidate];
            let person = entity.may_be_person();
            let fits = name.gender.is_none_or(|gender| entity.may_be(gender))
                && (person || !titled)
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
            let sort = if person || name.bearer != Bearer::Person { 0.0 } else { -2.0 };
            let weight = 2.0 * surname + sure + title + sort + last.weigh(candidate, &entity.mentions, index);
            (fits && !stranger).then_some(weight)
        };
        let weighed = self.bearers(word).filter_map(|candidate| Some((weigh(candidate)?, candidate)));
        // Of two that weigh the same the earlier one.
        weighed.min_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1))).map(|(_, found)| found)
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

/// Who was named how lately, and whether as the subject: for bare surnames that two people bear.
struct Salience {
    /// By entity: the sentence of its last name, whether that was the subject, and how many names it had.
    seen: Vec<(usize, bool, u32)>,
    sentence: usize,
}

impl Salience {
    fn new(entities: usize) -> Self {
        Self { seen: vec![(0, false, 0); entities], sentence: 0 }
    }

    fn note(&mut self, entity: usize, document: &Document, names: &[Name], index: usize) {
        if self.seen.len() <= entity {
            self.seen.resize(entity + 1, (0, false, 0));
        }
        self.sentence = document.sentence_of(names[index].tokens.start);
        self.seen[entity] = (self.sentence, is_subject(document, names, index), self.seen[entity].2 + 1);
    }

    /// Whether `candidate` was not named so far.
    fn is_new(&self, candidate: usize) -> bool {
        self.seen.get(candidate).is_none_or(|seen| seen.2 == 0)
    }

    /// How much speaks for `candidate` at name `index`.
    fn weigh(&self, candidate: usize, mentions: &[usize], index: usize) -> f32 {
        let (sentence, subject, count) = self.seen.get(candidate).copied().unwrap_or_default();
        if count == 0 {
            // Named in full only further on.
            let ahead = mentions.first().map_or(0, |&first| first.saturating_sub(index));
            return -2.0 - (ahead as f32).min(50.0) / 50.0;
        }
        let distance = (self.sentence - sentence.min(self.sentence)) as f32;
        (count as f32).ln() * 0.5 + if subject { 0.8 } else { 0.0 } - distance.min(10.0) * 0.15
    }
}

/// Whether the name is likely the subject of its sentence: the first person's in it, and no possessive.
pub(super) fn is_subject(document: &Document, names: &[Name], index: usize) -> bool {
    let name = &names[index];
    let sentence = document.sentence_of(name.tokens.start);
    let mut before = names[..index].iter().rev().take(MOST_BEARERS);
    let first = before
        .find(|name| name.bearer == Bearer::Person || document.sentence_of(name.tokens.start) != sentence)
        .is_none_or(|name| document.sentence_of(name.tokens.start) != sentence);
    first && !matches!(document.word(name.tokens.end), "’s" | "'s" | "’" | "'")
}

/// The gender that the noun of a role tells: the last word before a preposition.
fn role_gender(role: &str) -> Option<Gender> {
    let mut words = role.split(' ').take_while(|word| !matches!(*word, "of" | "in" | "at" | "for" | "who" | "from"));
    noun_gender(&words.by_ref().last()?.to_lowercase())
}

/// The words of a name, folded; the abbreviations of countries written out, since no initials rule finds "the US".
fn folded_words(document: &Document, name: &Name) -> Vec<String> {
    let nickname = nickname(document, name);
    let told = |&token: &usize| !is_mark(document.word(token)) && Some(token) != nickname;
    let words: Vec<String> = name.tokens.clone().filter(told).map(|token| fold(document.word(token))).collect();
    let whole = match words.join(" ").as_str() {
        "u.s." | "us" | "u.s" | "usa" | "u.s.a." => "united states",
        "u.k." | "uk" | "u.k" => "united kingdom",
        "u.n." | "un" | "u.n" => "united nations",
        "e.u." | "eu" | "e.u" => "european union",
        _ => return words,
    };
    whole.split(' ').map(str::to_owned).collect()
}

/// The name as it stands in the text, without a nickname in marks.
pub(super) fn written(document: &Document, name: &Name) -> String {
    let Some(nickname) = nickname(document, name) else {
        let words: Vec<&str> = document.span(name.tokens.clone()).of(document.text).split_whitespace().collect();
        return words.join(" ");
    };
    let kept = name.tokens.clone().filter(|&token| token != nickname && !is_mark(document.word(token)));
    kept.map(|token| document.word(token)).collect::<Vec<_>>().join(" ")
}

/// The token of the nickname in marks or brackets inside a name: "Shorty" in: Luis “Shorty” Lee.
fn nickname(document: &Document, name: &Name) -> Option<usize> {
    let inner = name.tokens.start + 1..name.tokens.end.saturating_sub(2);
    inner
        .filter(|&token| is_mark(document.word(token)) && is_mark(document.word(token + 2)))
        .map(|token| token + 1)
        .find(|&token| !is_mark(document.word(token)))
}

fn is_mark(word: &str) -> bool {
    matches!(word, "“" | "”" | "\"" | "‘" | "’" | "'" | "(" | ")" | ",")
}

/// The word that names the family: the last one that is no "Jr.", but the first of a Chinese or Korean name.
fn surname(words: &[String]) -> Option<&String> {
    if is_family_first(words) {
        return words.first();
    }
    words.iter().rev().find(|word| !is_suffix(word))
}

fn is_suffix(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "jr" | "sr" | "ii" | "iii" | "iv")
}

/// One letter put in, left out or changed in a long word: a slip, and no other name.
fn is_misspelt(one: &str, other: &str) -> bool {
    one.len().min(other.len()) >= 6 && one != other && strsim::damerau_levenshtein(one, other) <= 1
}

/// The probability that the bearer of a full name is a woman, by its given name; by the ending of that where it is not
/// on the list, which tells less.
fn given_gender(words: &[String], bearer: Bearer) -> Option<f32> {
    if !matches!(bearer, Bearer::Person | Bearer::Unclear) || is_family_first(words) {
        return None;
    }
    let given = &words[..if words.len() > 1 { words.len() - 1 } else { 1 }];
    let by_ending = || {
        let first = words.first().filter(|word| words.len() > 1 && word.len() > 3 && bearer == Bearer::Person)?;
        let share = GIVEN_NAME_ENDINGS.female_by_ending(first)?;
        Some(0.5 + (share - 0.5) * 0.7)
    };
    given.iter().find_map(|word| GIVEN_NAMES.female(word)).or_else(by_ending)
}

/// Family names that stand first: Chinese and Vietnamese ones, and Korean ones before a hyphenated given name.
const FAMILY_FIRST: [&str; 38] = [
    "chen", "cho", "choi", "deng", "feng", "gao", "guo", "han", "hu", "huang", "jiang", "jung", "kang", "kim", "lee",
    "li", "lim", "lin", "liu", "luo", "ma", "moon", "nguyen", "park", "peng", "pham", "sun", "tran", "wang", "wen",
    "wu", "xi", "xu", "yang", "yoon", "zhang", "zhao", "zhou",
];

fn is_family_first(words: &[String]) -> bool {
    let [family, rest @ ..] = words else { return false };
    let hyphen = rest.last().is_some_and(|given| given.contains('-'));
    let english = matches!(family.as_str(), "kim" | "lee" | "park" | "moon" | "lim" | "cho" | "han" | "sun");
    let given = rest.last().is_some_and(|last| GIVEN_NAMES.has(last));
    !rest.is_empty() && FAMILY_FIRST.binary_search(&family.as_str()).is_ok() && (hyphen || !english && !given)
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
/// Father and son share both names and differ in "Jr." alone.
fn same_person(one: &[String], other: &[String]) -> bool {
    let suffix = |words: &[String]| words.last().filter(|word| is_suffix(word)).cloned();
    let (Some(last), Some(given)) = (surname(one), one.first()) else { return false };
    let (Some(other_last), Some(other_given)) = (surname(other), other.first()) else { return false };
    let (suffix, other_suffix) = (suffix(one), suffix(other));
    let generations = suffix != other_suffix && (suffix.is_some() && other_suffix.is_some() || given == other_given);
    last == other_last && last != given && other_last != other_given && !generations && same_given(given, other_given)
}

/// The same name, or one shortened: `J.` for `John`, `Tim` for `Timothy`.
fn same_given(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim_end_matches('.'), other.trim_end_matches('.'));
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    one == other
        || NICKNAMES.join(one, other)
        || (!short.is_empty() && (short.chars().count() == 1 || short.chars().count() >= 3) && long.starts_with(short))
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
#[cfg(test)]
mod scratch {
    use super::super::names::find_names;
    use super::super::recogniser::Recogniser;
    use super::*;
    #[test]
    #[ignore]
    fn dump() {
        let text = std::fs::read_to_string(std::env::var("F").unwrap()).unwrap();
        let document = Document::new(&text);
        let names = find_names(&document, &Recogniser::shipped().unwrap());
        let entities = Entities::new(&document, &names);
        for (i, n) in names.iter().enumerate() {
            let at = n.titles.start;
            println!(
                "N <{}> [{}] {:?} -> {} | {}",
                written(&document, n),
                if n.titles.is_empty() { "" } else { document.span(n.titles.clone()).of(&text) },
                n.bearer,
                entities.all[entities.of_name[i]].name,
                document
                    .span(at.saturating_sub(3)..(n.tokens.end + 3).min(document.tokens.len()))
                    .of(&text)
                    .replace('\n', " ")
            );
        }
        for e in &entities.all {
            println!("E {} {:?} {:?} f={:?} n={}", e.name, e.aliases, e.bearer, e.female, e.mentions.len());
        }
    }
}
