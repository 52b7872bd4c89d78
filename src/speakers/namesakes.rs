//! Which of several: "the younger Ashcombe", "the older man", "Whitfield, the Democrat".
//!
//! Ages decide where the article gives them, else who is whose son or aunt; a party is known by its letter behind a
//! name ("D-Va."). Where nothing tells, nothing is said.

use std::ops::Range;

use super::name::Bearer;
use super::nouns::asks_for_older;
use super::told_apart::ToldApart;
use super::who::{Resolved, Who};

/// Words for the younger of two, in roles. Sorted.
const JUNIOR: [&str; 11] = [
    "apprentice",
    "daughter",
    "granddaughter",
    "grandson",
    "intern",
    "jr",
    "nephew",
    "niece",
    "pupil",
    "son",
    "student",
];

/// Words for the older of two, in roles. Sorted.
const SENIOR: [&str; 11] =
    ["aunt", "dad", "father", "grandfather", "grandmother", "mentor", "mother", "mum", "sr", "teacher", "uncle"];

/// How far back, in sentences, the two may have been named.
const REACH: usize = 8;

/// How many persons named last are compared.
const MOST: usize = 4;

impl Who<'_> {
    /// The one of several bearers of a surname whom the words around it tell.
    pub(super) fn by_namesake(&self, source: &Range<usize>) -> Option<Resolved> {
        let index = self.name_from(source.start);
        let name = self.names.get(index).filter(|name| name.tokens.end <= source.end && name.tokens.len() == 1)?;
        let bearers: Vec<usize> = self.entities.namesakes(self.entities.of_name[index]).take(MOST).collect();
        if bearers.len() < 2 {
            return None;
        }
        let before = name.titles.start.min(name.tokens.start).checked_sub(1)?;
        let number = match asks_for_older(self.document.word(before)) {
            Some(older) => self.by_years(&bearers, older),
            None => self.by_party(&bearers, name.tokens.end, source.end),
        }?;
        let why = format!("the one of that surname who is “{}”", self.plain(source.clone()));
        Some(self.entity(number, why, 0.85))
    }

    /// "the older man": of the two persons named last, the one who is older.
    pub(super) fn by_age(&self, head: &Range<usize>) -> Option<Resolved> {
        let older = asks_for_older(self.document.word(head.start + 1)).filter(|_| head.len() == 3)?;
        let (before, sentence) = (self.name_from(head.start), self.document.sentence_of(head.start));
        let near = |number: &usize| {
            let entity = &self.entities.all[*number];
            let last = entity.mentions[..entity.mentions.partition_point(|&mention| mention < before)].last();
            let near = |&last: &usize| sentence - self.document.sentence_of(self.names[last].tokens.start) <= REACH;
            entity.bearer == Bearer::Person && last.is_some_and(near)
        };
        let two: Vec<usize> = self.recently_named(before).into_iter().filter(near).take(2).collect();
        let number = self.by_years(&two, older)?;
        Some(self.entity(number, format!("“{}”: of the two named last", self.plain(head.clone())), 0.75))
    }

    /// The one who is `older`, or younger, than all the others, where that is known.
    fn by_years(&self, persons: &[usize], older: bool) -> Option<usize> {
        let ages: Option<Vec<i32>> = persons.iter().map(|&number| self.told_apart().ages[number]).collect();
        let years = ages.unwrap_or_else(|| persons.iter().map(|&number| self.generation(number)).collect());
        let side = |years: i32| if older { years } else { -years };
        let best = years.iter().map(|&years| side(years)).max()?;
        let mut leading = persons.iter().zip(&years).filter(|(_, years)| side(**years) == best);
        let (&number, _) = leading.next()?;
        leading.next().is_none().then_some(number)
    }

    /// 1 for a father, -1 for a son, 0 where nothing tells.
    fn generation(&self, number: usize) -> i32 {
        let entity = &self.entities.all[number];
        let has = |list: &[&str]| {
            let words = self.facts[number].iter().chain(&entity.words);
            words.map(|word| word.trim_end_matches('.')).any(|word| list.binary_search(&word).is_ok())
        };
        i32::from(has(&SENIOR)) - i32::from(has(&JUNIOR))
    }

    /// The one whose party stands behind the name in `start..end`: ", the Democrat".
    fn by_party(&self, persons: &[usize], start: usize, end: usize) -> Option<usize> {
        let the = self.document.word(start) == "," && self.document.word(start + 1) == "the" && start + 2 < end;
        let letter = match self.document.word(start + 2) {
            "Democrat" => "D",
            "Republican" => "R",
            _ => return None,
        };
        let of_party = |number: &&usize| self.told_apart().parties[**number].contains(&letter);
        let mut found = persons.iter().filter(of_party);
        let number = found.next().filter(|_| the)?;
        found.next().is_none().then_some(*number)
    }

    fn told_apart(&self) -> &ToldApart {
        self.told_apart.get_or_init(|| ToldApart::new(self.document, self.names, self.entities))
    }
}
