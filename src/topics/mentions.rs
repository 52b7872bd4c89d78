//! Mentions of topics in an article: all spellings of a topic share one key.

use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::word_info::{Word, topic_key};
use crate::lexicon::{lemma, lemma_key};
use crate::text::{Document, lowercase};

/// Length of the lead, in tokens.
const LEAD_WORDS: usize = 120;
/// Approximate length of the first sentence, in tokens.
const OPENING_WORDS: usize = 40;

/// The type of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TopicType {
    /// A topic in the table of concepts.
    Concept,
    /// A country.
    Place,
    /// Any other name.
    Name,
    /// A phrase of several words.
    Phrase,
    /// A single word.
    Word,
}

/// A topic of the article.
#[derive(Debug)]
pub(super) struct Topic {
    /// As people read it.
    pub shown: String,
    /// Its type.
    pub topic_type: TopicType,
    /// Keys of its words, as lower-case singulars.
    pub words: Vec<u64>,
    /// Rarity of its words, 0 to 7; used for phrases and words.
    pub rarity: f32,
    /// Number of mentions.
    pub count: usize,
    /// Token of its first mention.
    pub first: usize,
    /// Whether it is in the headline.
    pub in_title: bool,
    /// The subjects of its words, as bits.
    pub subjects: u32,
}

impl Topic {
    fn new(topic_type: TopicType, shown: &str, words: &[Word], first: usize) -> Self {
        let written = words.iter().map(|word| word.info.key);
        let lemmas = match topic_type {
            TopicType::Name => lowercase(shown).split(' ').map(lemma_key).collect(),
            // Words as shown and as first written: "ferry" adds nothing to "ferry safety".
            TopicType::Concept | TopicType::Place => {
                shown.split(' ').map(|word| lemma_key(&lemma(word))).chain(written).collect()
            }
            TopicType::Phrase | TopicType::Word => written.collect(),
        };
        let rarity = words.iter().map(|word| f32::from(word.traits.rarity)).sum::<f32>() / words.len().max(1) as f32;
        let shown = shown.to_owned();
        Self { shown, topic_type, words: lemmas, rarity, count: 0, first, in_title: false, subjects: 0 }
    }

    /// Bonus for a mention near the beginning.
    pub fn leads(&self) -> f32 {
        match self.first {
            first if first < OPENING_WORDS => 0.3,
            first if first < LEAD_WORDS => 0.1,
            _ => 0.0,
        }
    }
}

/// All topics of an article and their mentions.
#[derive(Default)]
pub(super) struct Mentions {
    /// The topics, in order of their first mention within each type.
    pub topics: Vec<Topic>,
    /// Topic indices by key.
    by_key: FxHashMap<u64, usize>,
    /// First token and topic of every mention.
    places: Vec<(usize, usize)>,
    /// For each token, whether it is in a topic of several words.
    taken: Vec<bool>,
}

impl Mentions {
    /// No mentions yet, in a document of `tokens`.
    pub fn new(tokens: usize) -> Self {
        // Capacity for most articles; a very long one repeats its topics.
        let usual = tokens.min(4096);
        let by_key = FxHashMap::with_capacity_and_hasher(usual / 8, FxBuildHasher);
        let (topics, places) = (Vec::with_capacity(usual / 8), Vec::with_capacity(usual / 4));
        Self { topics, by_key, places, taken: vec![false; tokens] }
    }

    /// Adds a mention of the topic `shown` at `tokens`.
    pub fn add(&mut self, topic_type: TopicType, shown: &str, words: &[Word], tokens: Range<usize>) {
        self.add_keyed(topic_type, (shown, topic_key(shown)), words, tokens);
    }

    /// The same with a known key.
    pub fn add_keyed(&mut self, topic_type: TopicType, shown: (&str, u64), words: &[Word], tokens: Range<usize>) {
        let number = self.number(topic_type, shown, &words[tokens.clone()], tokens.start);
        let topic = &mut self.topics[number];
        topic.count += 1;
        topic.subjects |= subjects(&words[tokens.clone()]);
        topic.first = topic.first.min(tokens.start);
        self.places.push((tokens.start, number));
        if tokens.len() > 1 {
            self.taken[tokens].fill(true);
        }
    }

    /// The index of the topic `shown`, which is added if it is new.
    fn number(&mut self, topic_type: TopicType, (shown, key): (&str, u64), words: &[Word], first: usize) -> usize {
        let add = || {
            self.topics.push(Topic::new(topic_type, shown, words, first));
            self.topics.len() - 1
        };
        *self.by_key.entry(key).or_insert_with(add)
    }

    /// Whether `token` is in a topic of several words.
    pub fn is_in_phrase(&self, token: usize) -> bool {
        self.taken[token]
    }

    /// Completes the topics; `headline` has the keys of the lemmas in the headline and of the concepts named in it.
    pub fn finish(&mut self, headline: &[u64]) {
        self.places.sort_unstable();
        for topic in &mut self.topics {
            let has = |word: &u64| headline.contains(word);
            topic.in_title = has(&lemma_key(&topic.shown))
                || match topic.topic_type {
                    TopicType::Concept | TopicType::Place => false,
                    TopicType::Name => topic.words.last().is_some_and(has),
                    TopicType::Phrase | TopicType::Word => topic.words.iter().all(has),
                };
        }
    }

    /// The topics mentioned in `tokens`, once per mention.
    pub fn within(&self, tokens: &Range<usize>) -> impl Iterator<Item = usize> {
        let first = self.places.partition_point(|place| place.0 < tokens.start);
        self.places[first..].iter().take_while(|place| place.0 < tokens.end).map(|place| place.1)
    }
}

/// Finds the topics in the table of concepts. `in_name` marks names of several words, in which a single word is no
/// topic: "Johns Hopkins University" is not about higher education.
pub(super) fn find_concepts(document: &Document, words: &[Word], in_name: &[bool], mentions: &mut Mentions) {
    for sentence in &document.sentences {
        let mut token = sentence.start;
        while token < sentence.end {
            token += concept_at(words, token..sentence.end, in_name, mentions);
        }
    }
}

/// Adds the concept at the beginning of `rest`, if there is one. Returns the number of words read.
fn concept_at(words: &[Word], rest: Range<usize>, in_name: &[bool], mentions: &mut Mentions) -> usize {
    let start = rest.start;
    if !words[start].traits.begins_concept {
        return 1;
    }
    let Some((length, concept)) = words[start].info.concepts.longest(&words[rest]) else { return 1 };
    if length == 1 && in_name[start] {
        return 1;
    }
    let topic_type = if concept.place { TopicType::Place } else { TopicType::Concept };
    mentions.add(topic_type, concept.name, words, start..start + length);
    length
}

/// The subjects of `words`, separately or as a phrase.
fn subjects(words: &[Word]) -> u32 {
    let phrase = words
        .first()
        .and_then(|word| word.info.phrases.longest(words))
        .map_or(&[][..], |(_, subject_weights)| subject_weights);
    let all = words.iter().flat_map(|word| word.info.subject_weights).chain(phrase);
    all.fold(0, |bits, entry| bits | 1 << entry.subject)
}

/// The keys of the lemmas in a headline, and of the concepts named in it.
pub(super) fn headline(words: &[Word]) -> Vec<u64> {
    let lemmas = words.iter().map(|word| word.info.key);
    let named = (0..words.len()).filter_map(|at| words[at].info.concepts.longest(&words[at..]));
    lemmas.chain(named.map(|(_, concept)| lemma_key(concept.name))).collect()
}
