//! Chooses the topics of a quotation, from those in the quotation, in its context, and throughout the article.

use std::ops::Range;

use super::mentions::{Mentions, Topic, TopicType};
use crate::lexicon::lemma_key;
use crate::quote::Speaker;
use crate::text::lowercase;

/// Maximum number of topics of a quotation.
const MAX_TOPICS: usize = 6;
/// Up to this number, topics with a lower score are accepted.
const ENOUGH_TOPICS: usize = 3;
/// Minimum score of a topic.
const MIN_SCORE: f32 = 0.55;
/// Minimum score of a topic while there are fewer than [`ENOUGH_TOPICS`].
const MIN_SCORE_NEEDED: f32 = 0.28;
/// Factor for topics in the context instead of the quotation.
const IN_CONTEXT: f32 = 0.35;
/// Factor for topics in the sentence of the quotation.
const IN_SENTENCE: f32 = 0.6;
/// Factor for topics that the quotation mentions more than once.
const REPEATED_IN_QUOTE: f32 = 1.2;
/// Maximum number of topics that are not near the quotation; only one if there are enough others.
const MAX_FAR_TOPICS: usize = 2;
/// Number of the article's topics that are candidates for each of its quotations.
const MAX_ARTICLE_TOPICS: usize = 12;
/// Usual number of candidates of a quotation.
const USUAL_CANDIDATES: usize = 32;

/// The main topics of an article, best first.
pub(super) fn of_article(mentions: &Mentions, subjects: u32) -> Vec<usize> {
    let score = |topic: &Topic| worth(topic, subjects) * salience(topic);
    let mut ranked: Vec<(f32, usize)> = mentions.topics.iter().map(score).zip(0..).collect();
    let order = |one: &(f32, usize), other: &(f32, usize)| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1));
    if ranked.len() > MAX_ARTICLE_TOPICS {
        ranked.select_nth_unstable_by(MAX_ARTICLE_TOPICS, order);
        ranked.truncate(MAX_ARTICLE_TOPICS);
    }
    ranked.sort_unstable_by(order);
    ranked.into_iter().map(|(_, number)| number).collect()
}

/// The value of a topic by its type, given the broad `subjects`: concepts have most, single words least.
fn worth(topic: &Topic, subjects: u32) -> f32 {
    let rare = (topic.rarity - 2.0).max(0.0) / 10.0;
    let once = topic.count == 1 && !topic.in_title;
    let fits = topic.subjects & subjects != 0;
    let topic_type = match topic.topic_type {
        TopicType::Concept => 1.0,
        TopicType::Place => 0.75,
        TopicType::Name if topic.words.len() > 1 => 0.85,
        TopicType::Name => 0.6,
        TopicType::Phrase => 0.6 + rare,
        TopicType::Word if once && !fits => 0.0,
        TopicType::Word if fits => 0.45 + rare / 2.0,
        TopicType::Word => 0.3 + rare,
    };
    // A landlord in a simile does not make a debate in parliament one about the housing market.
    let stray = !fits && !topic.in_title && topic.count < 3;
    topic_type
        * match topic.topic_type {
            TopicType::Concept if stray => 0.4 + 0.15 * topic.count as f32,
            TopicType::Phrase | TopicType::Word if stray => 0.3 + 0.2 * topic.count as f32,
            TopicType::Name if once => 0.7,
            _ => 1.0,
        }
}

/// The salience of a topic in the article, 0 to 1.
fn salience(topic: &Topic) -> f32 {
    let often = (topic.count - 1) as f32 / (topic.count + 3) as f32;
    0.6 * often + if topic.in_title { 0.35 } else { topic.leads() }
}

/// The position of a quotation, in tokens.
pub(super) struct QuotePosition {
    /// Its pieces.
    pub content: Vec<Range<usize>>,
    /// Its sentences.
    pub sentences: Range<usize>,
    /// Its context.
    pub context: Range<usize>,
}

/// The topics of the quotation by `speaker` at `position` with these broad subjects, best first.
pub(super) fn choose<'a>(
    mentions: &'a Mentions,
    of_article: &[usize],
    position: &QuotePosition,
    speaker: &Speaker,
    subjects: u32,
) -> Vec<&'a str> {
    let score = |(number, near): (usize, f32)| {
        let topic = &mentions.topics[number];
        let about = salience(topic) * if near == 0.0 { 1.0 } else { 0.8 };
        (worth(topic, subjects) * (near + about), number, near == 0.0)
    };
    let mut ranked: Vec<(f32, usize, bool)> = Vec::with_capacity(USUAL_CANDIDATES);
    ranked.extend(nearness(mentions, of_article, position).map(score).filter(|scored| scored.0 >= MIN_SCORE_NEEDED));
    ranked.sort_unstable_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    let spoken = SpeakerWords::new(speaker);
    let mut chosen: Vec<&Topic> = Vec::new();
    let mut far_ones = 0;
    for (score, number, far) in ranked {
        let least = if chosen.len() < ENOUGH_TOPICS { MIN_SCORE_NEEDED } else { MIN_SCORE };
        let topic = &mentions.topics[number];
        if chosen.len() == MAX_TOPICS || score < least {
            break;
        }
        let wanted = !far || far_ones == 0 || far_ones < MAX_FAR_TOPICS && chosen.len() < ENOUGH_TOPICS;
        if wanted && !spoken.is(topic) && !chosen.iter().any(|other| overlap(topic, other)) {
            chosen.push(topic);
            far_ones += usize::from(far);
        }
    }
    chosen.into_iter().map(|topic| topic.shown.as_str()).collect()
}

/// The candidate topics and their nearness: 0 elsewhere in the article, 1 in the quotation.
fn nearness(mentions: &Mentions, of_article: &[usize], position: &QuotePosition) -> impl Iterator<Item = (usize, f32)> {
    let mut near: Vec<Option<f32>> = vec![None; mentions.topics.len()];
    of_article.iter().for_each(|&number| near[number] = Some(0.0));
    mentions.within(&position.context).for_each(|number| near[number] = Some(IN_CONTEXT));
    mentions.within(&position.sentences).for_each(|number| near[number] = Some(IN_SENTENCE));
    for number in position.content.iter().flat_map(|range| mentions.within(range)) {
        let here = near[number].get_or_insert(0.0);
        *here = if *here >= 1.0 { REPEATED_IN_QUOTE } else { 1.0 };
    }
    near.into_iter().enumerate().filter_map(|(number, near)| Some((number, near?)))
}

/// Whether one topic contains the other.
fn overlap(one: &Topic, other: &Topic) -> bool {
    let within = |one: &Topic, other: &Topic| one.words.iter().all(|word| other.words.contains(word));
    let plain = |topic: &Topic| matches!(topic.topic_type, TopicType::Phrase | TopicType::Word);
    plain(one) && within(one, other) || plain(other) && within(other, one)
}

/// The words of a speaker, for comparison with topics.
struct SpeakerWords<'a> {
    name: Option<&'a str>,
    /// Keys of the words of each name, mention and role of the speaker, in lower case; [`END`] after each.
    words: Vec<u64>,
}

/// A separator that is no key.
const END: u64 = 0;

impl<'a> SpeakerWords<'a> {
    fn new(speaker: &'a Speaker) -> Self {
        let names = speaker.name.iter().chain(&speaker.aliases).chain(&speaker.mention).chain(&speaker.role);
        let mut words = Vec::new();
        for name in names {
            let plain = |word: &str| lemma_key(word.trim_matches(|c: char| !c.is_alphanumeric()));
            words.extend(lowercase(name).split_whitespace().map(plain));
            words.push(END);
        }
        Self { name: speaker.name.as_deref(), words }
    }

    /// Whether the topic is the speaker or part of the speaker's role.
    fn is(&self, topic: &Topic) -> bool {
        if topic.topic_type != TopicType::Name {
            return self.name == Some(&*topic.shown);
        }
        self.words.split(|&word| word == END).any(|spoken| {
            topic.words.iter().all(|word| spoken.contains(word))
                || topic.words.last().is_some_and(|last| spoken.last() == Some(last))
        })
    }
}
