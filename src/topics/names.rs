//! Names that may be topics: runs of capitalised words, with short names mapped to full ones.
//!
//! This is simpler than in `speakers`: a missed name costs a topic, not a speaker.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::mentions::{Mentions, TopicType};
use super::word_info::{NameRole, Word, follows_blank};
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// Maximum length of a name, in words; a longer run is a headline.
const MAX_NAME_WORDS: usize = 6;

/// The names of a document.
pub(super) struct TopicNames {
    runs: Vec<Range<usize>>,
    /// For each token, whether it is in a name of several words.
    pub in_name: Vec<bool>,
}

impl TopicNames {
    /// Finds the names, except in lines that are capitalised throughout.
    ///
    /// A word that is capitalised inside the `title` is a name, even if it only begins sentences in the article.
    pub fn new(document: &Document, words: &[Word], title: &[Word], title_document: &Document) -> Self {
        let mut runs = Vec::new();
        for sentence in document.sentences.iter().filter(|sentence| !is_headline(&words[(*sentence).clone()])) {
            let mut token = sentence.start;
            while token < sentence.end {
                let run = run_at(document, words, token..sentence.end);
                token = run.end.max(token + 1);
                if run.is_empty() {
                    continue;
                }
                let run = without_description(words, without_titles(words, run), sentence.start);
                if !run.is_empty() && run.len() <= MAX_NAME_WORDS {
                    runs.push(run);
                }
            }
        }
        let certain = certain(&runs, document, words);
        let in_title = named_in_title(title_document, title);
        let is_certain = |token: usize| certain[document.word_id(token)] || in_title.contains(&words[token].text);
        runs.retain(|run| run.len() > 1 || is_certain(run.start));
        let mut in_name = vec![false; words.len()];
        runs.iter().filter(|run| run.len() > 1).for_each(|run| in_name[run.clone()].fill(true));
        Self { runs, in_name }
    }

    /// Adds every name outside of `sources`: a speaker is not a topic.
    pub fn note(
        &self,
        document: &Document,
        words: &[Word],
        sources: &[bool],
        publisher: Option<&str>,
        mentions: &mut Mentions,
    ) {
        let full = full_names(&self.runs, document, words);
        for run in self.runs.iter().filter(|run| !sources[run.start]) {
            if mentions.is_in_phrase(run.start) {
                continue;
            }
            let written = written(document, words, run.clone());
            let known = run.len() == 1 && words[run.start].info.concepts.has_first();
            if known || publisher.is_some_and(|publisher| publisher.eq_ignore_ascii_case(&written)) {
                continue;
            }
            let name = full.get(&written).unwrap_or(&written);
            mentions.add(TopicType::Name, name, words, run.clone());
        }
    }
}

fn is_headline(sentence: &[Word]) -> bool {
    let long = sentence.iter().map(|word| word.traits).filter(|traits| traits.long);
    let (count, capitals) =
        long.fold((0, 0), |(count, capitals), traits| (count + 1, capitals + usize::from(traits.capital)));
    count >= 4 && capitals * 4 >= count * 3
}

/// The run of capitalised words at the beginning of `rest`, including name particles.
fn run_at(document: &Document, words: &[Word], rest: Range<usize>) -> Range<usize> {
    let Range { start, end } = rest;
    if !is_name_word(words, start) {
        return start..start;
    }
    let mut last = start;
    let mut token = start + 1;
    while token < end && token - last <= 3 && follows_blank(document, token) {
        let has_org_word = || (start..token).any(|token| words[token].info.organisation);
        match words[token].text {
            _ if is_name_word(words, token) => last = token,
            "of" | "for" | "on" | "the" | "and" if has_org_word() => {}
            _ if document.is_on_as_written(List::NameParticles, token) => {}
            _ => break,
        }
        token += 1;
    }
    start..last + 1
}

/// Whether the word is capitalised and no function word, day or month.
fn is_name_word(words: &[Word], token: usize) -> bool {
    match words[token].traits.name_role {
        NameRole::NotName => false,
        NameRole::BeforeCapital => words.get(token + 1).is_some_and(|next| next.traits.capital),
        NameRole::InName => true,
    }
}

/// "President Gustavo Petro", "Colombian President Gustavo Petro", "Mr. Smith": only the name.
fn without_titles(words: &[Word], run: Range<usize>) -> Range<usize> {
    let mut first = run.start..run.end.min(run.start + 4);
    let start = first.rfind(|&token| words[token].info.title).map_or(run.start, |token| token + 1);
    start..run.end.max(start)
}

/// "Spinner Dilhara Gunasena spoke": the first word of a sentence may not belong to the name.
fn without_description(words: &[Word], run: Range<usize>, opening: usize) -> Range<usize> {
    if run.start != opening || run.len() < 2 {
        return run;
    }
    let word = words[run.start];
    let hyphened = word.text.split_once('-').is_some_and(|(_, rest)| rest.starts_with(char::is_lowercase));
    let is_org = || words[run.clone()].iter().any(|word| word.info.organisation);
    let describes = hyphened || run.len() > 2 && word.info.noun && !word.info.place_or_given && !is_org();
    if describes { run.start + 1..run.end } else { run }
}

/// Which single words are names, by word number: they are capitalised inside a sentence, or are no common words.
fn certain(runs: &[Range<usize>], document: &Document, words: &[Word]) -> Vec<bool> {
    let mut names = vec![false; document.distinct_words()];
    for run in runs {
        let number = document.word_id(run.start);
        if run.len() > 1 || names[number] {
            names[number] = true;
            continue;
        }
        let first = document.sentences[document.sentence_of(run.start)].start;
        let opens = run.start == first
            || document.tokens[run.start - 1].kind == TokenKind::Punctuation && run.start < first + 3
            || document.word(run.start - 1) == "“";
        let Word { info, traits, .. } = words[run.start];
        names[number] = !info.empty && (!opens || !traits.is_known() || info.place_or_given);
    }
    names
}

/// Words that are capitalised inside a headline with lower-case words.
fn named_in_title<'a>(title: &Document, words: &[Word<'a>]) -> Vec<&'a str> {
    let plain = title.sentences.iter().filter(|sentence| !is_headline(&words[(*sentence).clone()]));
    let inner = plain.flat_map(|sentence| sentence.start + 1..sentence.end);
    inner.filter(|&token| is_name_word(words, token)).map(|token| words[token].text).collect()
}

/// The tokens of a name without middle initials, which only some articles have: "Donald J. Trump".
fn kept(words: &[Word], run: Range<usize>) -> impl Iterator<Item = usize> + Clone {
    let initial = |text: &str| text.chars().count() == 2 && text.ends_with('.');
    let inner = run.start + 1..run.end - 1;
    run.filter(move |token| !(inner.contains(token) && initial(words[*token].text)))
}

/// These tokens as text, separated by blanks.
fn written<'a>(document: &Document<'a>, words: &[Word<'a>], run: Range<usize>) -> Cow<'a, str> {
    let is_blank = |token: usize| document.text.as_bytes()[document.tokens[token].span.start() - 1] == b' ';
    // The tokens of a run are adjacent.
    let plain = kept(words, run.clone()).count() == run.len() && run.clone().skip(1).all(is_blank);
    if plain {
        return Cow::Borrowed(document.span(run).of(document.text));
    }
    let words: Vec<&str> = kept(words, run).map(|token| words[token].text).collect();
    Cow::Owned(words.join(" "))
}

/// The full name of each short name: the most frequent one that ends with it; the first one wins a tie.
fn full_names<'a>(
    runs: &[Range<usize>],
    document: &Document<'a>,
    words: &[Word<'a>],
) -> FxHashMap<Cow<'a, str>, Cow<'a, str>> {
    let long = runs.iter().filter(|run| run.len() > 1);
    let mut counts: FxHashMap<Cow<str>, (usize, &Range<usize>)> =
        FxHashMap::with_capacity_and_hasher(long.clone().count(), FxBuildHasher);
    for run in long {
        counts.entry(written(document, words, run.clone())).or_insert((0, run)).0 += 1;
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    ranked.sort_unstable_by_key(|(_, (count, run))| (std::cmp::Reverse(*count), run.start));
    let mut full = FxHashMap::with_capacity_and_hasher(ranked.len(), FxBuildHasher);
    for (name, (_, run)) in ranked {
        let last = words[run.end - 1].text;
        if last.chars().count() > 2 {
            full.entry(Cow::Borrowed(last)).or_insert_with(|| name.clone());
        }
        let parts = kept(words, run.clone());
        let has_org_word = || parts.clone().any(|token| document.is_on(List::OrganisationWords, token));
        if parts.clone().count() > 2 && has_org_word() {
            let capitals = parts.map(|token| words[token]).filter(|word| word.traits.capital);
            let initials: String = capitals.filter_map(|word| word.text.chars().next()).collect();
            full.entry(Cow::Owned(initials)).or_insert(name);
        }
    }
    full
}
