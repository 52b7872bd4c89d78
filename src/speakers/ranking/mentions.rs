//! Mentions of entities and their properties, computed once per article.

use super::super::entities::Entities;
use super::super::name::{Name, fold_token};
use super::super::ranks::lowers_rank;
use crate::attribution::Attribution;
use crate::lexicon::{Gender, List};
use crate::model::WordClasses;
use crate::tag::hash_bytes;
use crate::text::{Document, TokenKind};

/// A mention of a name.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// The first token, titles included.
    pub start: usize,
    /// The token after the last one.
    pub end: usize,
    pub sentence: usize,
    pub paragraph: usize,
    /// Whether it is in quotation marks.
    pub quoted: bool,
    /// Whether it is in the source of an attribution.
    pub in_source: bool,
    /// Whether a verb follows, perhaps after an apposition.
    pub subject: bool,
    /// Whether the sentence begins with it.
    pub opens: bool,
    /// Whether it is the first name of its sentence.
    pub first: bool,
    /// Whether it is the last name of its sentence.
    pub last: bool,
    /// "Smith’s"
    pub possessive: bool,
    /// Whether it is the fullest form of the name.
    pub full: bool,
    /// Whether it is in a headline.
    pub headline: bool,
    /// The pronouns outside of quotation marks that refer to it, before another person is named.
    pub pronouns: Vec<usize>,
}

/// Totals over all mentions of an entity.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Number of "she" and "he" after its names, before another person is named.
    pub pronouns: [f32; 2],
    /// Mentions outside of quotation marks.
    pub narrated: usize,
    /// Mentions as a subject.
    pub subjects: usize,
    /// Mentions in sources.
    pub sources: usize,
    /// The first age next to a name.
    pub age: Option<u32>,
    /// Paragraph and sentence of the first mention in full, if any.
    pub introduced: Option<(usize, usize)>,
    /// Whether it is mentioned in the first paragraph, in a headline, in the first two paragraphs.
    pub in_title: [bool; 3],
}

/// All mentions by the index of the name, and all profiles by the index of the entity.
pub(super) struct Mentions {
    pub all: Vec<Mention>,
    pub profiles: Vec<Profile>,
}

/// Maximum distance of a pronoun after the name it refers to, in tokens.
const PRONOUN_REACH: usize = 30;

impl Mentions {
    pub fn new(
        document: &Document,
        names: &[Name],
        entities: &Entities,
        attributions: &[Attribution],
        words: &WordClasses,
    ) -> Self {
        let mut all: Vec<Mention> =
            (0..names.len()).map(|index| mention(document, names, entities, index, words)).collect();
        for index in 1..all.len() {
            let same = all[index - 1].sentence == all[index].sentence;
            all[index].first = !same;
            all[index - 1].last = !same;
        }
        for source in attributions.iter().filter_map(|attribution| attribution.source.clone()) {
            let first = all.partition_point(|mention| mention.end <= source.start);
            all[first..].iter_mut().take_while(|mention| mention.start < source.end).for_each(|mention| {
                mention.in_source = true;
            });
        }
        let profiles = entities.all.iter().map(|entity| profile(document, &entity.mentions, &all)).collect();
        let mut mentions = Self { all, profiles };
        mentions.count_pronouns(document, names, entities);
        mentions
    }

    /// Assigns each "he" and "she" to the person named last before it.
    fn count_pronouns(&mut self, document: &Document, names: &[Name], entities: &Entities) {
        let mut next = 0;
        let mut last: Option<usize> = None;
        for token in 0..document.tokens.len() {
            while next < names.len() && names[next].tokens.start <= token {
                if entities.all[entities.of_name[next]].may_be_person() {
                    last = Some(next);
                }
                next += 1;
            }
            let Some(gender) = pronoun_gender(document.lower(token)) else { continue };
            let Some(name) = last else { continue };
            let from = self.all[name].pronouns.last().copied().unwrap_or(self.all[name].end);
            let near = token - from.min(token) <= PRONOUN_REACH;
            let same_side = document.quoted_at(token).is_some() == self.all[name].quoted;
            if near && same_side {
                self.profiles[entities.of_name[name]].pronouns[usize::from(gender == Gender::Male)] += 1.0;
                if !self.all[name].quoted {
                    self.all[name].pronouns.push(token);
                }
            }
        }
    }
}

/// Limits for words next to names: number of mentions, and number of words before and after each.
const MAX_MENTIONS: usize = 6;
const WORDS_BEFORE: usize = 6;
const WORDS_BEHIND: usize = 12;

/// The words next to the names of an entity that describe it: before the name, and after it in an apposition or after
/// "is" and "was". Folded, without a plural "s", sorted.
pub(super) fn words_beside(document: &Document, mentions: &[usize], all: &[Mention]) -> Vec<String> {
    let mut words = Vec::new();
    let in_text = mentions.iter().map(|&mention| &all[mention]).filter(|mention| !mention.headline);
    for mention in in_text.take(MAX_MENTIONS) {
        let sentence = &document.sentences[mention.sentence];
        let before = (mention.start.saturating_sub(WORDS_BEFORE).max(sentence.start)..mention.start).rev();
        let joins = |&token: &usize| document.tokens[token].kind == TokenKind::Word || document.word(token) == ",";
        let opens = matches!(document.word(mention.end), "," | "(" | "—" | "–" | "is" | "was" | "who" | "of");
        let end = if opens { sentence.end.min(mention.end + 1 + WORDS_BEHIND) } else { mention.end };
        let start = (mention.end + 1).min(end);
        let closes =
            |&token: &usize| !matches!(document.word(token), ")" | ";" | "—" | "–" | "“" | "\"" | "said" | "says");
        let behind = (start..end).take_while(closes);
        for token in before.take_while(joins).chain(behind) {
            let is_word = document.tokens[token].kind == TokenKind::Word || document.lower(token).ends_with("-old");
            // A deputy mayor is not the mayor.
            let below = token > 0 && lowers_rank(document.lower(token - 1)) && document.is_on(List::PersonNouns, token);
            if is_word && !below && !document.is_on(List::FunctionWords, token) {
                words.push(stem(&fold_token(document, token)));
            }
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}

/// A word without a plural "s".
pub(super) fn stem(word: &str) -> String {
    let one = word.strip_suffix('s').filter(|one| one.len() > 2 && !one.ends_with('s'));
    one.unwrap_or(word).to_owned()
}

/// The gender of a pronoun (lower case).
pub(super) fn pronoun_gender(lower: &str) -> Option<Gender> {
    match lower {
        "she" | "her" | "hers" | "herself" => Some(Gender::Female),
        "he" | "him" | "his" | "himself" => Some(Gender::Male),
        _ => None,
    }
}

fn mention(document: &Document, names: &[Name], entities: &Entities, index: usize, words: &WordClasses) -> Mention {
    let name = &names[index];
    let (start, end) = (name.start(), name.tokens.end);
    let sentence = document.sentence_of(name.tokens.start);
    let entity = &entities.all[entities.of_name[index]];
    Mention {
        start,
        end,
        sentence,
        paragraph: document.paragraph_of(name.tokens.start),
        quoted: document.quoted_at(name.tokens.start).is_some(),
        in_source: false,
        subject: is_subject(document, start, end, words),
        opens: start <= document.sentences[sentence].start + 1,
        first: true,
        last: true,
        possessive: matches!(document.word(end), "’s" | "'s" | "’" | "'"),
        full: name.tokens.len() >= entity.words.len(),
        headline: name.headline,
        pronouns: Vec::new(),
    }
}

/// Maximum length of an apposition or clause between a subject and its verb, in tokens.
const MAX_ASIDE_TOKENS: usize = 20;

/// Whether the name is a subject: a verb follows, and no preposition precedes.
fn is_subject(document: &Document, start: usize, end: usize, words: &WordClasses) -> bool {
    let sentence = &document.sentences[document.sentence_of(start)];
    let before =
        start.checked_sub(1).filter(|token| sentence.contains(token)).map_or("", |token| document.lower(token));
    if is_preposition(before) || end >= sentence.end {
        return false;
    }
    let next = match document.word(end) {
        "," | "(" | "—" | "–" => {
            let closes = |&token: &usize| matches!(document.word(token), "," | ")" | "—" | "–");
            (end + 1..sentence.end.min(end + MAX_ASIDE_TOKENS)).find(closes).map_or(sentence.end, |token| token + 1)
        }
        _ => end,
    };
    let skip = |token: usize| {
        let lower = document.lower(token);
        lower.ends_with("ly") || matches!(lower, "also" | "then" | "who" | "now" | "himself" | "herself" | "jr.")
    };
    let verb = if next < sentence.end && skip(next) { next + 1 } else { next };
    verb < sentence.end && is_verb(document, verb, words)
}

/// Whether the word may be a verb.
pub(super) fn is_verb(document: &Document, token: usize, words: &WordClasses) -> bool {
    let lower = document.lower(token);
    if document.tokens[token].kind != TokenKind::Word || document.word(token) != lower {
        return false;
    }
    let auxiliary = matches!(
        lower,
        "is" | "was"
            | "are"
            | "were"
            | "has"
            | "had"
            | "have"
            | "will"
            | "would"
            | "can"
            | "could"
            | "did"
            | "does"
            | "do"
            | "may"
            | "might"
            | "should"
            | "must"
            | "shall"
    );
    // These are function words elsewhere.
    let says = matches!(lower, "said" | "says" | "say");
    auxiliary
        || says
        || document.is_on(List::SayingWords, token)
        || !document.is_on(List::FunctionWords, token) && (lower.ends_with("ed") || class_of(lower, words).verb > 0)
}

/// The class of a word in lower case.
pub(super) fn class_of(lower: &str, words: &WordClasses) -> crate::model::WordClass {
    words.get(hash_bytes(lower.as_bytes()))
}

/// Prepositions before a name that is not the subject.
pub(super) fn is_preposition(lower: &str) -> bool {
    matches!(
        lower,
        "of" | "for"
            | "from"
            | "in"
            | "at"
            | "on"
            | "with"
            | "to"
            | "by"
            | "about"
            | "against"
            | "between"
            | "under"
            | "over"
            | "after"
            | "before"
            | "into"
            | "than"
            | "like"
            | "near"
            | "via"
            | "as"
    )
}

fn profile(document: &Document, mentions: &[usize], all: &[Mention]) -> Profile {
    let of = || mentions.iter().map(|&mention| &all[mention]);
    let count = |holds: fn(&Mention) -> bool| of().filter(|mention| holds(mention)).count();
    let introduced = of().find(|mention| mention.full && !mention.headline);
    Profile {
        pronouns: [0.0; 2],
        narrated: count(|mention| !mention.quoted),
        subjects: count(|mention| mention.subject),
        sources: count(|mention| mention.in_source),
        age: of().take(12).find_map(|mention| age_beside(document, mention)),
        introduced: introduced.map(|mention| (mention.paragraph, mention.sentence)),
        in_title: [
            of().next().is_some_and(|first| first.paragraph == 0),
            of().any(|mention| mention.headline),
            of().next().is_some_and(|first| first.paragraph <= 1),
        ],
    }
}

/// "Ann Lee, 46," and "46-year-old Ann Lee".
fn age_beside(document: &Document, mention: &Mention) -> Option<u32> {
    let after =
        matches!(document.word(mention.end), "," | "(").then(|| document.word(mention.end + 1).parse().ok()).flatten();
    let before = mention.start.checked_sub(1).and_then(|token| age_of(document.lower(token)));
    after.filter(|age| (1..120).contains(age)).or(before)
}

/// The age in "46-year-old".
pub(super) fn age_of(lower: &str) -> Option<u32> {
    lower.strip_suffix("-year-old").or_else(|| lower.strip_suffix("-year-olds"))?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::marked::with_marked;
    use super::*;

    #[test]
    fn a_subject_has_a_verb_and_no_preposition() {
        for (text, subject) in [
            ("Ann Lee waited.", true),
            ("Ann Lee quietly waited.", true),
            ("Ann Lee, a nurse from Leeds, waited.", true),
            ("Then Ann Lee (46) will leave.", true),
            ("It rained, Ann Lee said.", true),
            ("They waited for Ann Lee.", false),
            ("Friends of Ann Lee waited.", false),
            ("Ann Lee, a nurse from Leeds.", false),
            ("Ann Lee Waited.", false),
        ] {
            assert_eq!(with_marked(text, |article| article.mentions.all[0].subject), subject, "{text}");
        }
    }

    #[test]
    fn a_pronoun_counts_for_the_person_named_last_on_its_side_of_the_marks() {
        let text = "Ann Lee came. She waited. Acme Bank closed. Bob Ray said “he left her.” He hid.";
        with_marked(text, |article| {
            let [ann, bob] = [0, 2].map(|name| article.entities.of_name[name]);
            let pronouns = |entity: usize| article.mentions.profiles[entity].pronouns;
            assert_eq!((pronouns(ann), pronouns(bob)), ([1.0, 0.0], [0.0, 1.0]));
            let words = article.mentions.all[0].pronouns.iter().map(|&token| article.document.word(token));
            assert_eq!(words.collect::<Vec<_>>(), ["She"]);
        });
    }

    #[test]
    fn a_profile_sums_up_the_mentions() {
        let text =
            "Ann Lee Wins\n\nAnn Lee joined us. “Lee waited,” read a note on Lee’s door. {Lee} added [it rained].";
        with_marked(text, |article| {
            let profile = &article.mentions.profiles[0];
            assert_eq!((profile.narrated, profile.subjects, profile.sources), (4, 3, 1));
            assert_eq!((profile.introduced, profile.in_title), (Some((1, 1)), [true, true, true]));
            let holds = |check: fn(&Mention) -> bool| article.mentions.all.iter().map(check).collect::<Vec<_>>();
            assert_eq!(holds(|mention| mention.quoted), [false, false, true, false, false]);
            assert_eq!(holds(|mention| mention.possessive), [false, false, false, true, false]);
            assert_eq!(holds(|mention| mention.full), [true, true, false, false, false]);
            assert_eq!(holds(|mention| mention.first), [true, true, true, false, true]);
            assert_eq!(holds(|mention| mention.last), [true, true, false, true, true]);
        });
    }

    #[test]
    fn an_age_is_next_to_the_name() {
        for (text, age) in [
            ("Ann Lee, 46, waited.", Some(46)),
            ("Then Ann Lee (46) waited.", Some(46)),
            ("The 46-year-old Ann Lee waited.", Some(46)),
            ("Ann Lee, 460, waited.", None),
            ("Ann Lee waited 46 days.", None),
        ] {
            assert_eq!(with_marked(text, |article| article.mentions.profiles[0].age), age, "{text}");
        }
    }

    #[test]
    fn the_words_beside_a_name_describe_it() {
        for (text, expected) in [
            ("Ann Lee, a geologist of the northern coasts, waited.", &["coast", "geologist", "northern", "waited"][..]),
            ("The tired boss Ann Lee waited outside.", &["boss", "tired"]),
            ("The deputy mayor Ann Lee waited.", &["deputy"]),
            ("A nurse left. Ann Lee waited outside.", &[]),
        ] {
            assert_eq!(with_marked(text, |article| article.beside[0].clone()), expected, "{text}");
        }
    }
}
