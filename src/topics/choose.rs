//! Which of an article's topics a quotation is about: what stands in it, around it, and what the article comes back to.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::mentions::{Mentions, Sort, Topic};
use crate::quote::Speaker;

/// Most topics of a quotation.
const MOST: usize = 6;
/// As many are given even when they fit less well.
const ENOUGH: usize = 3;
/// Least score of a topic.
const LEAST: f32 = 0.55;
/// Least score of a topic while there are not enough.
const LEAST_NEEDED: f32 = 0.32;
/// How many topics of the article come into question for each of its quotations.
const OF_ARTICLE: usize = 12;

/// The topics that an article comes back to, best first.
pub(super) fn of_article(mentions: &Mentions) -> Vec<usize> {
    let mut ranked: Vec<usize> = (0..mentions.topics.len()).collect();
    let score = |number: usize| worth(&mentions.topics[number]) * salience(&mentions.topics[number]);
    ranked.sort_by(|&one, &other| score(other).total_cmp(&score(one)).then(one.cmp(&other)));
    ranked.truncate(OF_ARTICLE);
    ranked
}

/// What a topic of this sort is worth: tried and shared ones most, single words least.
fn worth(topic: &Topic) -> f32 {
    let rare = (topic.rarity - 2.0).max(0.0) / 10.0;
    let once = if topic.count == 1 && !topic.in_title { 0.6 } else { 1.0 };
    match topic.sort {
        Sort::Concept => 1.0,
        Sort::Place => 0.75,
        Sort::Name if topic.words.len() > 1 => 0.85,
        Sort::Name => 0.6,
        Sort::Phrase => (0.6 + rare) * once,
        Sort::Word => (0.25 + rare) * once,
    }
}

/// How much the article is about it, 0 to 1.
fn salience(topic: &Topic) -> f32 {
    let often = (topic.count - 1) as f32 / (topic.count + 3) as f32;
    0.6 * often + if topic.in_title { 0.3 } else { 0.0 } + if topic.in_lead() { 0.1 } else { 0.0 }
}

/// The topics of a quotation by `speaker` that stands in `content`, with `context` around it; best first.
pub(super) fn choose<'a>(
    mentions: &'a Mentions,
    of_article: &[usize],
    content: &[Range<usize>],
    context: &Range<usize>,
    speaker: &Speaker,
) -> Vec<&'a str> {
    let mut near: FxHashMap<usize, f32> = of_article.iter().map(|&number| (number, 0.0)).collect();
    for number in mentions.within(context) {
        near.insert(number, 0.4);
    }
    for number in content.iter().flat_map(|range| mentions.within(range)) {
        let here = near.entry(number).or_default();
        *here = if *here >= 1.0 { 1.2 } else { 1.0 };
    }
    let score = |(number, near): (usize, f32)| {
        let topic = &mentions.topics[number];
        let about = salience(topic) * if near == 0.0 { 1.0 } else { 0.8 };
        (worth(topic) * (near + about), number)
    };
    let mut ranked: Vec<(f32, usize)> = near.into_iter().map(score).collect();
    ranked.retain(|&(_, number)| !is_of(&mentions.topics[number], speaker));
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(one.1.cmp(&other.1)));
    let mut chosen: Vec<&Topic> = Vec::new();
    for (score, number) in ranked {
        let least = if chosen.len() < ENOUGH { LEAST_NEEDED } else { LEAST };
        let topic = &mentions.topics[number];
        if chosen.len() == MOST || score < least {
            break;
        }
        if !chosen.iter().any(|other| overlap(topic, other)) {
            chosen.push(topic);
        }
    }
    chosen.into_iter().map(|topic| topic.shown.as_str()).collect()
}

/// Whether one says no more than the other.
fn overlap(one: &Topic, other: &Topic) -> bool {
    let within = |one: &Topic, other: &Topic| one.words.iter().all(|word| other.words.contains(word));
    let plain = |topic: &Topic| matches!(topic.sort, Sort::Phrase | Sort::Word);
    plain(one) && within(one, other) || plain(other) && within(other, one)
}

/// Whether the topic is the speaker, or belongs to the speaker's role.
fn is_of(topic: &Topic, speaker: &Speaker) -> bool {
    if topic.sort != Sort::Name {
        return false;
    }
    let names = speaker.name.iter().chain(&speaker.aliases).chain(&speaker.mention).chain(&speaker.role);
    names.map(|name| name.to_lowercase()).any(|name| {
        let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
        topic.words.iter().all(|word| words.contains(&word.as_str()))
            || topic.words.last().is_some_and(|last| words.last() == Some(&last.as_str()))
    })
}
