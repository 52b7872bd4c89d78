//! Names that could be topics: runs of capitalised words, the short ones joined to the full one.
//!
//! Lighter than the names that `speakers` resolves: a name that is missed here costs a topic, not a speaker.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::mentions::{Mentions, Sort};
use super::words::{Naming, Word};
use crate::lexicon::{
    BACKGROUND, CONCEPTS, GIVEN_NAMES, GROUP_NOUNS, List, ORGANISATION_WORDS, PERSON_NOUNS, PLACES, Part, TITLES,
    TOPIC_NEVER, TOPIC_NOT_ALONE,
};
use crate::text::{Document, TokenKind};

/// Most words of a name; a longer run is a headline.
const LONGEST: usize = 6;

/// The names of a document.
pub(super) struct Names {
    runs: Vec<Range<usize>>,
    /// For each token, whether it stands in a name of several words.
    pub in_name: Vec<bool>,
}

impl Names {
    /// Finds them; lines that are capitalised throughout give none.
    ///
    /// A word that has a capital within `title` is a name, however an article's sentences begin.
    pub fn new(document: &Document, words: &[Word], title: &[Word], title_document: &Document) -> Self {
        let mut runs = Vec::new();
        for sentence in document.sentences.iter().filter(|sentence| !is_headline(document, words, sentence)) {
            let mut token = sentence.start;
            while token < sentence.end {
                let run = run_at(document, words, token..sentence.end);
                token = run.end.max(token + 1);
                if run.is_empty() {
                    continue;
                }
                let run = without_description(words, without_titles(words, run), sentence.start);
                if !run.is_empty() && run.len() <= LONGEST {
                    runs.push(run);
                }
            }
        }
        let mut certain = certain(&runs, document, words);
        certain.extend(named_in_title(title_document, title));
        runs.retain(|run| run.len() > 1 || certain.contains(words[run.start].text));
        let mut in_name = vec![false; words.len()];
        runs.iter().filter(|run| run.len() > 1).for_each(|run| in_name[run.clone()].fill(true));
        Self { runs, in_name }
    }

    /// Notes every name outside of `sources`: who speaks is not what is spoken about.
    pub fn note(&self, words: &[Word], sources: &[bool], publisher: Option<&str>, mentions: &mut Mentions) {
        let full = full_names(&self.runs, words);
        for run in self.runs.iter().filter(|run| !sources[run.start]) {
            if mentions.is_taken(run.start) {
                continue;
            }
            let written = written(words, run.clone());
            let known = run.len() == 1 && words[run.start].form.begins_concept && CONCEPTS.named(&written).is_some();
            if known || publisher.is_some_and(|publisher| publisher.eq_ignore_ascii_case(&written)) {
                continue;
            }
            let name = full.get(written.as_str()).unwrap_or(&written);
            mentions.add(Sort::Name, name, words, run.clone());
        }
    }
}

fn is_headline(document: &Document, words: &[Word], sentence: &Range<usize>) -> bool {
    let long = |token: &usize| document.tokens[*token].kind == TokenKind::Word && words[*token].text.len() > 3;
    let (count, capitals) = sentence
        .clone()
        .filter(long)
        .fold((0, 0), |(count, capitals), token| (count + 1, capitals + usize::from(words[token].form.capital)));
    count >= 4 && capitals * 4 >= count * 3
}

/// The run of capitalised words that begins with the first of `rest`, small words of names within.
fn run_at(document: &Document, words: &[Word], rest: Range<usize>) -> Range<usize> {
    let Range { start, end } = rest;
    if !is_name_word(words, start) {
        return start..start;
    }
    let mut last = start;
    let mut token = start + 1;
    while token < end && token - last <= 3 && touches(document, token) {
        let telling = || (start..token).any(|token| words[token].form.organisation);
        match words[token].text {
            _ if is_name_word(words, token) => last = token,
            "of" | "for" | "on" | "the" | "and" if telling() => {}
            _ if document.is_on_as_written(List::NameParticles, token) => {}
            _ => break,
        }
        token += 1;
    }
    start..last + 1
}

fn touches(document: &Document, token: usize) -> bool {
    document.tokens[token].span.start() - document.tokens[token - 1].span.end() == 1
}

/// A capitalised word that is no function word, day or month.
fn is_name_word(words: &[Word], token: usize) -> bool {
    match words[token].form.naming {
        Naming::None => false,
        Naming::Before => words.get(token + 1).is_some_and(|next| next.form.capital),
        Naming::Part => true,
    }
}

/// "President Gustavo Petro", "Colombian President Gustavo Petro", "Mr. Smith": the name alone.
fn without_titles(words: &[Word], run: Range<usize>) -> Range<usize> {
    let is_title = |token: usize| {
        let lower = words[token].text.trim_end_matches('.').to_lowercase();
        TITLES.has(&lower) || PERSON_NOUNS.has(&lower) || matches!(lower.as_str(), "vice" | "former" | "prime")
    };
    let mut first = run.start..run.end.min(run.start + 4);
    let start = first.rfind(|&token| is_title(token)).map_or(run.start, |token| token + 1);
    start..run.end.max(start)
}

/// "Spinner Dilhara Gunasena spoke": what a sentence begins with may be no part of the name.
fn without_description(words: &[Word], run: Range<usize>, opening: usize) -> Range<usize> {
    if run.start != opening || run.len() < 2 {
        return run;
    }
    let word = words[run.start];
    let lower = word.text.to_lowercase();
    let hyphened = word.text.split_once('-').is_some_and(|(_, rest)| rest.starts_with(char::is_lowercase));
    let noun = BACKGROUND.get(&lower).is_some_and(|known| known.part == Part::Noun);
    let part_of_name = PLACES.has(&lower) || GIVEN_NAMES.has(&lower);
    let body = words[run.clone()].iter().any(|word| word.form.organisation);
    let describes = hyphened || run.len() > 2 && noun && !part_of_name && !body;
    if describes { run.start + 1..run.end } else { run }
}

/// The single words of runs that are names: they stand with a capital within a sentence, or are no common words.
fn certain<'a>(runs: &[Range<usize>], document: &Document, words: &[Word<'a>]) -> FxHashSet<&'a str> {
    let mut names = FxHashSet::default();
    for run in runs {
        let word = words[run.start];
        if run.len() > 1 {
            names.insert(word.text);
            continue;
        }
        let first = document.sentences[document.sentence_of(run.start)].start;
        let opens = run.start == first
            || document.tokens[run.start - 1].kind == TokenKind::Punctuation && run.start < first + 3
            || document.word(run.start - 1) == "“";
        let lower = word.text.to_lowercase();
        let common = BACKGROUND.get(&lower).is_some() || BACKGROUND.get(&word.form.lemma).is_some();
        let known = PLACES.has(&lower) || GIVEN_NAMES.has(&lower);
        let lemma = &word.form.lemma;
        let listed = TOPIC_NEVER.has(lemma) || TOPIC_NOT_ALONE.has(lemma);
        let empty = listed || PERSON_NOUNS.has(&lower) || GROUP_NOUNS.has(&lower);
        if !empty && (!opens || !common || known) {
            names.insert(word.text);
        }
    }
    names
}

/// Words with a capital within a headline that has small letters too.
fn named_in_title<'a>(title: &Document, words: &[Word<'a>]) -> Vec<&'a str> {
    let plain = title.sentences.iter().filter(|sentence| !is_headline(title, words, sentence));
    let inner = plain.flat_map(|sentence| sentence.start + 1..sentence.end);
    inner.filter(|&token| is_name_word(words, token)).map(|token| words[token].text).collect()
}

/// The name without initials in its middle, which only some articles have: "Donald J. Trump".
fn written(words: &[Word], run: Range<usize>) -> String {
    let initial = |text: &str| text.chars().count() == 2 && text.ends_with('.');
    let inner = run.start + 1..run.end - 1;
    let kept = run.filter(|token| !(inner.contains(token) && initial(words[*token].text)));
    let words: Vec<&str> = kept.map(|token| words[token].text).collect();
    words.join(" ")
}

/// For each short name its full one: the most frequent that ends with it, the first of those.
fn full_names(runs: &[Range<usize>], words: &[Word]) -> FxHashMap<String, String> {
    let mut counts: FxHashMap<String, (usize, usize)> = FxHashMap::default();
    for run in runs.iter().filter(|run| run.len() > 1) {
        counts.entry(written(words, run.clone())).or_insert((0, run.start)).0 += 1;
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_unstable_by_key(|(_, (count, first))| (std::cmp::Reverse(*count), *first));
    let mut full = FxHashMap::default();
    for (name, _) in ranked {
        let parts: Vec<&str> = name.split(' ').collect();
        if let Some(last) = parts.last().filter(|last| last.chars().count() > 2) {
            full.entry((*last).to_owned()).or_insert_with(|| name.clone());
        }
        let telling = parts.iter().any(|part| ORGANISATION_WORDS.has(&part.to_lowercase()));
        if telling && parts.len() > 2 {
            let capitals = parts.iter().filter(|part| part.starts_with(char::is_uppercase));
            let initials: String = capitals.filter_map(|part| part.chars().next()).collect();
            full.entry(initials).or_insert_with(|| name.clone());
        }
    }
    full
}
