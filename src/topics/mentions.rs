//! Topics as an article mentions them: every way of writing joined under one key, with where it stands.

use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::words::{Word, topic_key};
use crate::lexicon::{lemma, lemma_key};
use crate::text::{Document, lowercase};

/// Words of an article in which its topics are usually told.
const LEAD: usize = 120;
/// Words of its first sentence, more or less.
const OPENING: usize = 40;

/// What sort of topic it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    /// A topic of the table of concepts.
    Concept,
    /// A country.
    Place,
    /// Another name.
    Name,
    /// Several words.
    Phrase,
    /// One word.
    Word,
}

/// A topic of the article.
#[derive(Debug)]
pub(super) struct Topic {
    /// As people read it.
    pub shown: String,
    /// What it is.
    pub sort: Sort,
    /// Keys of its words, in the singular and small letters.
    pub words: Vec<u64>,
    /// How rare its words are, 0 to 7; counts for phrases and words.
    pub rarity: f32,
    /// How often it is mentioned.
    pub count: usize,
    /// Token of its first mention.
    pub first: usize,
    /// Whether the headline has it.
    pub in_title: bool,
    /// The subjects its words tell of, a bit each; none when they tell nothing.
    pub subjects: u32,
}

impl Topic {
    fn new(sort: Sort, shown: &str, words: &[Word], first: usize) -> Self {
        let written = words.iter().map(|word| word.form.key);
        let lemmas = match sort {
            Sort::Name => lowercase(shown).split(' ').map(lemma_key).collect(),
            // As shown and as first written: "ferry" says no more than "ferry safety".
            Sort::Concept | Sort::Place => {
                shown.split(' ').map(|word| lemma_key(&lemma(word))).chain(written).collect()
            }
            Sort::Phrase | Sort::Word => written.collect(),
        };
        let rarity = words.iter().map(|word| f32::from(word.traits.rarity)).sum::<f32>() / words.len().max(1) as f32;
        let shown = shown.to_owned();
        Self { shown, sort, words: lemmas, rarity, count: 0, first, in_title: false, subjects: 0 }
    }

    /// What it counts to stand near the beginning.
    pub fn leads(&self) -> f32 {
        match self.first {
            first if first < OPENING => 0.3,
            first if first < LEAD => 0.1,
            _ => 0.0,
        }
    }
}

/// All topics of an article and where they stand.
#[derive(Default)]
pub(super) struct Mentions {
    /// The topics, in order of their first mention within each sort.
    pub topics: Vec<Topic>,
    /// Their numbers by their keys.
    by_key: FxHashMap<u64, usize>,
    /// First token and topic of every mention.
    places: Vec<(usize, usize)>,
    /// For each token, whether a topic of several words stands there.
    taken: Vec<bool>,
}

impl Mentions {
    /// No mentions yet, in a document of `tokens`.
    pub fn new(tokens: usize) -> Self {
        // As many as most articles have; a very long one has them over and over.
        let usual = tokens.min(4096);
        let by_key = FxHashMap::with_capacity_and_hasher(usual / 8, FxBuildHasher);
        let (topics, places) = (Vec::with_capacity(usual / 8), Vec::with_capacity(usual / 4));
        Self { topics, by_key, places, taken: vec![false; tokens] }
    }

    /// Notes that `tokens` mention the topic that is shown so.
    pub fn add(&mut self, sort: Sort, shown: &str, words: &[Word], tokens: Range<usize>) {
        self.add_keyed(sort, (shown, topic_key(shown)), words, tokens);
    }

    /// The same for a topic of which the key is known too.
    pub fn add_keyed(&mut self, sort: Sort, shown: (&str, u64), words: &[Word], tokens: Range<usize>) {
        let number = self.number(sort, shown, &words[tokens.clone()], tokens.start);
        let topic = &mut self.topics[number];
        topic.count += 1;
        topic.subjects |= subjects(&words[tokens.clone()]);
        topic.first = topic.first.min(tokens.start);
        self.places.push((tokens.start, number));
        if tokens.len() > 1 {
            self.taken[tokens].fill(true);
        }
    }

    /// The number of the topic that is shown so, a new one if there is none.
    fn number(&mut self, sort: Sort, (shown, key): (&str, u64), words: &[Word], first: usize) -> usize {
        let add = || {
            self.topics.push(Topic::new(sort, shown, words, first));
            self.topics.len() - 1
        };
        *self.by_key.entry(key).or_insert_with(add)
    }

    /// Whether a topic of several words stands at `token`.
    pub fn is_taken(&self, token: usize) -> bool {
        self.taken[token]
    }

    /// Ends the collecting; `headline` holds the keys of the lemmas of the headline and of the concepts named in it.
    pub fn finish(&mut self, headline: &[u64]) {
        self.places.sort_unstable();
        for topic in &mut self.topics {
            let has = |word: &u64| headline.contains(word);
            topic.in_title = has(&lemma_key(&topic.shown))
                || match topic.sort {
                    Sort::Concept | Sort::Place => false,
                    Sort::Name => topic.words.last().is_some_and(has),
                    Sort::Phrase | Sort::Word => topic.words.iter().all(has),
                };
        }
    }

    /// The topics mentioned in `tokens`, once a mention.
    pub fn within(&self, tokens: &Range<usize>) -> impl Iterator<Item = usize> {
        let first = self.places.partition_point(|place| place.0 < tokens.start);
        self.places[first..].iter().take_while(|place| place.0 < tokens.end).map(|place| place.1)
    }
}

/// Finds the topics of the table of concepts. `names` tells where names of several words stand, in which a single word
/// is no topic of its own: no higher education in "Johns Hopkins University".
pub(super) fn find_concepts(document: &Document, words: &[Word], in_name: &[bool], mentions: &mut Mentions) {
    for sentence in &document.sentences {
        let mut token = sentence.start;
        while token < sentence.end {
            token += concept_at(words, token..sentence.end, in_name, mentions);
        }
    }
}

/// Notes the concept at the beginning of `rest`, if there is one; gives how many words were read.
fn concept_at(words: &[Word], rest: Range<usize>, in_name: &[bool], mentions: &mut Mentions) -> usize {
    let start = rest.start;
    if !words[start].traits.begins_concept {
        return 1;
    }
    let Some((length, concept)) = words[start].form.concepts.longest(&words[rest]) else { return 1 };
    if length == 1 && in_name[start] {
        return 1;
    }
    let sort = if concept.place { Sort::Place } else { Sort::Concept };
    mentions.add(sort, concept.name, words, start..start + length);
    length
}

/// The subjects that `words` tell of, by themselves or as a phrase.
fn subjects(words: &[Word]) -> u32 {
    let phrase = words.first().and_then(|word| word.form.phrases.longest(words)).map_or(&[][..], |(_, tells)| tells);
    let all = words.iter().flat_map(|word| word.form.tells).chain(phrase);
    all.fold(0, |bits, tells| bits | 1 << tells.subject)
}

/// The keys of the lemmas of a headline's words, and of the concepts it names.
pub(super) fn headline(words: &[Word]) -> Vec<u64> {
    let lemmas = words.iter().map(|word| word.form.key);
    let named = (0..words.len()).filter_map(|at| words[at].form.concepts.longest(&words[at..]));
    lemmas.chain(named.map(|(_, concept)| lemma_key(concept.name))).collect()
}
