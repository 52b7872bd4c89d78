//! Which of an article's topics a quotation is about: what stands in it, around it, and what the article comes back to.

use std::ops::Range;

use super::mentions::{Mentions, Sort, Topic};
use crate::lexicon::lemma_key;
use crate::quote::Speaker;
use crate::text::lowercase;

/// Most topics of a quotation.
const MOST: usize = 6;
/// As many are given even when they fit less well.
const ENOUGH: usize = 3;
/// Least score of a topic.
const LEAST: f32 = 0.55;
/// Least score of a topic while there are not enough.
const LEAST_NEEDED: f32 = 0.28;
/// How much less a topic counts that stands around the quotation and not in it.
const IN_CONTEXT: f32 = 0.35;
/// The same for the sentence of the quotation.
const IN_SENTENCE: f32 = 0.6;
/// How much a topic counts that the quotation has more than once.
const TWICE_WITHIN: f32 = 1.2;
/// Most topics that stand nowhere near the quotation; while there are enough others, one.
const MOST_FAR: usize = 2;
/// How many topics of the article come into question for each of its quotations.
const OF_ARTICLE: usize = 12;
/// As many come into question for most quotations.
const LIKELY: usize = 32;

/// The topics that an article comes back to, best first.
pub(super) fn of_article(mentions: &Mentions, subjects: u32) -> Vec<usize> {
    let score = |topic: &Topic| worth(topic, subjects) * salience(topic);
    let mut ranked: Vec<(f32, usize)> = mentions.topics.iter().map(score).zip(0..).collect();
    let order = |one: &(f32, usize), other: &(f32, usize)| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1));
    if ranked.len() > OF_ARTICLE {
        ranked.select_nth_unstable_by(OF_ARTICLE, order);
        ranked.truncate(OF_ARTICLE);
    }
    ranked.sort_unstable_by(order);
    ranked.into_iter().map(|(_, number)| number).collect()
}

/// What a topic of this sort is worth beside the broad `subjects`: tried and shared ones most, single words least.
fn worth(topic: &Topic, subjects: u32) -> f32 {
    let rare = (topic.rarity - 2.0).max(0.0) / 10.0;
    let once = topic.count == 1 && !topic.in_title;
    let fits = topic.subjects & subjects != 0;
    let sort = match topic.sort {
        Sort::Concept => 1.0,
        Sort::Place => 0.75,
        Sort::Name if topic.words.len() > 1 => 0.85,
        Sort::Name => 0.6,
        Sort::Phrase => 0.6 + rare,
        Sort::Word if once && !fits => 0.0,
        Sort::Word if fits => 0.45 + rare / 2.0,
        Sort::Word => 0.3 + rare,
    };
    // A landlord in a simile makes no housing market of a debate in parliament.
    let stray = !fits && !topic.in_title && topic.count < 3;
    sort * match topic.sort {
        Sort::Concept if stray => 0.4 + 0.15 * topic.count as f32,
        Sort::Phrase | Sort::Word if stray => 0.3 + 0.2 * topic.count as f32,
        Sort::Name if once => 0.7,
        _ => 1.0,
    }
}

/// How much the article is about it, 0 to 1.
fn salience(topic: &Topic) -> f32 {
    let often = (topic.count - 1) as f32 / (topic.count + 3) as f32;
    0.6 * often + if topic.in_title { 0.35 } else { topic.leads() }
}

/// Where a quotation stands, in tokens.
pub(super) struct Place {
    /// Its pieces.
    pub content: Vec<Range<usize>>,
    /// Its sentences.
    pub sentences: Range<usize>,
    /// What stands around it.
    pub context: Range<usize>,
}

/// The topics of the quotation by `speaker` at `place`, whose broad subjects are known; best first.
pub(super) fn choose<'a>(
    mentions: &'a Mentions,
    of_article: &[usize],
    place: &Place,
    speaker: &Speaker,
    subjects: u32,
) -> Vec<&'a str> {
    let score = |(number, near): (usize, f32)| {
        let topic = &mentions.topics[number];
        let about = salience(topic) * if near == 0.0 { 1.0 } else { 0.8 };
        (worth(topic, subjects) * (near + about), number, near == 0.0)
    };
    let mut ranked: Vec<(f32, usize, bool)> = Vec::with_capacity(LIKELY);
    ranked.extend(nearness(mentions, of_article, place).map(score).filter(|scored| scored.0 >= LEAST_NEEDED));
    ranked.sort_unstable_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    let spoken = Spoken::new(speaker);
    let mut chosen: Vec<&Topic> = Vec::new();
    let mut far_ones = 0;
    for (score, number, far) in ranked {
        let least = if chosen.len() < ENOUGH { LEAST_NEEDED } else { LEAST };
        let topic = &mentions.topics[number];
        if chosen.len() == MOST || score < least {
            break;
        }
        let wanted = !far || far_ones == 0 || far_ones < MOST_FAR && chosen.len() < ENOUGH;
        if wanted && !spoken.is(topic) && !chosen.iter().any(|other| overlap(topic, other)) {
            chosen.push(topic);
            far_ones += usize::from(far);
        }
    }
    chosen.into_iter().map(|topic| topic.shown.as_str()).collect()
}

/// The topics that come into question, and how near each stands: 0 elsewhere in the article, 1 in the quotation.
fn nearness(mentions: &Mentions, of_article: &[usize], place: &Place) -> impl Iterator<Item = (usize, f32)> {
    let mut near: Vec<Option<f32>> = vec![None; mentions.topics.len()];
    of_article.iter().for_each(|&number| near[number] = Some(0.0));
    mentions.within(&place.context).for_each(|number| near[number] = Some(IN_CONTEXT));
    mentions.within(&place.sentences).for_each(|number| near[number] = Some(IN_SENTENCE));
    for number in place.content.iter().flat_map(|range| mentions.within(range)) {
        let here = near[number].get_or_insert(0.0);
        *here = if *here >= 1.0 { TWICE_WITHIN } else { 1.0 };
    }
    near.into_iter().enumerate().filter_map(|(number, near)| Some((number, near?)))
}

/// Whether one says no more than the other.
fn overlap(one: &Topic, other: &Topic) -> bool {
    let within = |one: &Topic, other: &Topic| one.words.iter().all(|word| other.words.contains(word));
    let plain = |topic: &Topic| matches!(topic.sort, Sort::Phrase | Sort::Word);
    plain(one) && within(one, other) || plain(other) && within(other, one)
}

/// Who speaks, for comparison with topics.
struct Spoken<'a> {
    name: Option<&'a str>,
    /// Keys of the words of each name, mention and role of the speaker, in small letters; [`END`] behind each.
    words: Vec<u64>,
}

/// No key of a word.
const END: u64 = 0;

impl<'a> Spoken<'a> {
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

    /// Whether the topic is the speaker, or belongs to the speaker's role.
    fn is(&self, topic: &Topic) -> bool {
        if topic.sort != Sort::Name {
            return self.name == Some(&*topic.shown);
        }
        self.words.split(|&word| word == END).any(|spoken| {
            topic.words.iter().all(|word| spoken.contains(word))
                || topic.words.last().is_some_and(|last| spoken.last() == Some(last))
        })
    }
}
