//! The clause that holds the words of saying: its verb, the verb's group, its subject, and what governs it.

use std::ops::Range;

use super::super::link::Link;
use super::super::report::tells_of_words;
use super::super::verbs::is_verb_of_saying;
use crate::lexicon::List;
use crate::text::{Document, TokenKind};

/// Most tokens of an aside between commas.
const ASIDE: usize = 12;

/// Most tokens of a subject that no source marks.
const SUBJECT: usize = 10;

/// Most words before a name that belong to it: "the embattled ports minister".
const TITLE: usize = 6;

/// The clause of a link's cue.
pub struct Clause<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) link: &'a Link,
    /// The sentence of the verb.
    pub(super) sentence: Range<usize>,
    /// The verb of saying, or whatever else heads the cue.
    pub(super) verb: usize,
    /// Whether a verb heads the cue, and no noun such as "statement".
    pub(super) has_verb: bool,
    /// What stands before the verb in its group, nearest first: auxiliaries, negations, adverbs, and verbs that lead to it.
    pub(super) group: Vec<usize>,
    /// Who does it, where that stands before the group; empty right before the group otherwise.
    pub(super) subject: Range<usize>,
}

impl<'a> Clause<'a> {
    /// The clause of the cue of `link`; without a cue, what stands around its quotation. None for a cue without words.
    pub(in crate::attribution) fn of(document: &'a Document<'a>, link: &'a Link) -> Option<Self> {
        let verb = match &link.cue {
            Some(cue) => head(document, cue)?,
            None => link.contents.first()?.start,
        };
        let sentence = document.sentences.get(document.sentence_of(verb))?.clone();
        let group = if link.cue.is_some() { group(document, &sentence, verb) } else { Vec::new() };
        let end = group.last().copied().unwrap_or(verb);
        let subject = subject(document, link, &sentence, end, verb);
        let has_verb = link.cue.is_some() && (is_verb(document.lower(verb)) || is_giving(document.lower(verb)));
        Some(Self { document, link, sentence, verb, has_verb, group, subject })
    }

    /// The word of `token` in small letters.
    pub(super) fn lower(&self, token: usize) -> &str {
        self.document.lower(token)
    }

    /// Whether the word of `token` stands on `list`.
    pub(super) fn is_on(&self, list: List, token: usize) -> bool {
        self.document.is_on(list, token)
    }

    /// The token right before `token`, if it stands in the sentence and outside of quotation marks that the verb stands
    /// outside of.
    pub(super) fn before(&self, token: usize) -> Option<usize> {
        let before = token.checked_sub(1).filter(|&before| before >= self.sentence.start)?;
        same_marks(self.document, before, self.verb).then_some(before)
    }

    /// The word that governs the clause: the one before its subject, "that" aside; whether there is a "that".
    pub(super) fn governor(&self) -> Option<(usize, bool)> {
        let before = self.before(self.subject.start)?;
        if self.lower(before) != "that" {
            return Some((before, false));
        }
        Some((self.before(before)?, true))
    }

    /// Whether `token` stands in a content of the link.
    pub(super) fn in_content(&self, token: usize) -> bool {
        self.link.contents.iter().any(|content| content.contains(&token))
    }

    /// The first content behind the verb.
    pub(super) fn content_behind(&self) -> Option<Range<usize>> {
        self.link.contents.iter().find(|content| content.start > self.verb).cloned()
    }

    /// Whether an odd number of negations reaches `verb` through the words of `group`, nearest first, and which one is the
    /// first of the sentence.
    pub(super) fn negation_in(&self, group: &[usize]) -> Option<usize> {
        negation_in(self.document, group, self.verb)
    }

    /// `words`, and the verb of saying if it stands near: for people to read.
    pub(super) fn telling(&self, words: &Range<usize>) -> String {
        if self.link.cue.is_none() {
            return self.document.plain(words.clone()).into_owned();
        }
        let (first, last) = (words.start.min(self.verb), words.end.max(self.verb + 1));
        if words.contains(&self.verb) || last - first <= NEAR {
            return self.document.plain(first..last).into_owned();
        }
        let (words, verb) = (self.document.plain(words.clone()), self.document.word(self.verb));
        if first < self.verb { format!("{words} … {verb}") } else { format!("{verb} … {words}") }
    }
}

/// How near words stand that are shown with all between them, in tokens.
const NEAR: usize = 5;

/// The last word of saying in the cue, else its last word that says something.
fn head(document: &Document, cue: &Range<usize>) -> Option<usize> {
    let is_saying = |&token: &usize| says(document, token) && is_verb(document.lower(token));
    let is_word = |token: &usize| document.tokens[*token].kind == TokenKind::Word;
    let full = |token: &usize| is_word(token) && !document.is_on(List::FunctionWords, *token);
    let found = cue.clone().rev().find(is_saying).or_else(|| cue.clone().rev().find(full));
    found.or_else(|| cue.clone().find(is_word))
}

/// Whether `lower` has the form of a verb rather than of a noun that tells of words.
fn is_verb(lower: &str) -> bool {
    lower.ends_with("ing") || lower.ends_with("ed") || is_verb_of_saying(lower) || SAYING.binary_search(&lower).is_ok()
}

/// Whether the word of `token` is a verb that tells of words.
fn says(document: &Document, token: usize) -> bool {
    let lower = document.lower(token);
    let plain = is_verb_of_saying(lower) || SAYING.binary_search(&lower).is_ok();
    let other = document.is_on(List::FunctionWords, token) || document.is_on(List::RestraintWords, token);
    plain || tells_of_words(lower) && !other
}

/// "a quote that she never gave": verbs that say something only of words before them.
pub fn is_giving(lower: &str) -> bool {
    matches!(lower, "gave" | "given" | "made" | "posted" | "published" | "shared")
}

/// Whether `lower` is a form of a verb that tells of nothing but words.
pub fn is_plainly_saying(lower: &str) -> bool {
    let other = matches!(
        lower,
        "asked"
            | "asks"
            | "reads"
            | "recalled"
            | "recalls"
            | "remembered"
            | "remembers"
            | "agreed"
            | "continued"
            | "continues"
            | "reported"
            | "answered"
            | "observed"
            | "responded"
            | "objected"
    );
    !other && (is_verb_of_saying(lower) || SAYING.binary_search(&lower).is_ok())
}

/// Forms of verbs of saying that news quotes after too seldom to be counted. Sorted.
const SAYING: [&str; 52] = [
    "acknowledge",
    "admit",
    "admitting",
    "announce",
    "announcing",
    "argue",
    "arguing",
    "call",
    "called",
    "calling",
    "claim",
    "claiming",
    "confirm",
    "confirming",
    "declare",
    "declaring",
    "describe",
    "described",
    "describing",
    "insist",
    "insisting",
    "mention",
    "mentioned",
    "mentioning",
    "posting",
    "promise",
    "promising",
    "say",
    "saying",
    "speak",
    "speaking",
    "spoke",
    "spoken",
    "stating",
    "suggest",
    "suggesting",
    "tell",
    "telling",
    "tweet",
    "tweeting",
    "use",
    "used",
    "using",
    "utter",
    "uttered",
    "uttering",
    "warn",
    "warning",
    "write",
    "writing",
    "written",
    "wrote",
];

/// Whether both tokens stand in the same outermost marks, or both in none.
fn same_marks(document: &Document, one: usize, other: usize) -> bool {
    document.quoted_at(one) == document.quoted_at(other)
}

/// The words before `verb` that belong to its group, nearest first. Asides between commas are passed over.
pub fn group(document: &Document, sentence: &Range<usize>, verb: usize) -> Vec<usize> {
    let mut group = Vec::new();
    let mut at = verb;
    while let Some(before) = at.checked_sub(1).filter(|&before| before >= sentence.start) {
        if !same_marks(document, before, verb) {
            break;
        }
        at = match before {
            _ if belongs(document, before, at) => {
                group.push(before);
                before
            }
            // "did not, however, say": what stands before the aside must be of the group too.
            _ => match aside(document, sentence, before) {
                Some(comma) if comma > sentence.start && leads(document, comma - 1) => comma,
                _ => break,
            },
        };
    }
    group
}

/// The comma that opens the aside that the comma at `closing` closes.
fn aside(document: &Document, sentence: &Range<usize>, closing: usize) -> Option<usize> {
    let comma = |&token: &usize| document.word(token) == ",";
    let first = closing.saturating_sub(ASIDE).max(sentence.start);
    comma(&closing).then(|| (first..closing).rev().find(comma))?
}

/// Whether `token` can do nothing but lead to a verb.
fn leads(document: &Document, token: usize) -> bool {
    is_auxiliary(document.lower(token)) || document.is_on(List::Negations, token)
}

/// Whether `token`, right before `next`, belongs to the group of a verb behind it.
fn belongs(document: &Document, token: usize, next: usize) -> bool {
    let lower = document.lower(token);
    let group = document.is_on(List::GroupNouns, token) || document.is_on(List::PersonNouns, token);
    let adverb = lower.len() > 4 && lower.ends_with("ly") && document.word(token) == lower && !group;
    let restrained = document.is_on(List::RestraintWords, token);
    let preposition = matches!(lower, "of" | "from" | "than" | "away" | "back" | "as" | "clear" | "out");
    let between = document.is_on(List::BetweenWords, token) && document.word(token).starts_with(char::is_lowercase);
    // "X could not but say".
    let but = lower == "but" && token > 0 && document.is_on(List::Negations, token - 1);
    let joined = matches!(lower, "or" | "nor");
    let follows = document.lower(next);
    let denies = document.is_on(List::DenialVerbs, token) && (follows.ends_with("ing") || follows == "ever");
    // "did not write or say": the negation reaches both.
    let other = matches!(follows, "or" | "nor") && says(document, token);
    // "May" is a month.
    let auxiliary = is_auxiliary(lower) && document.word(token).starts_with(|c: char| !c.is_uppercase());
    auxiliary
        || document.is_on(List::Negations, token)
        || adverb
        || restrained
        || preposition
        || between
        || but
        || joined
        || other
        || denies
        || matches!(lower, "instead" | "rather")
}

/// Whether `lower` is a form of an auxiliary verb.
pub(super) fn is_auxiliary(lower: &str) -> bool {
    matches!(
        lower,
        "do" | "does"
            | "did"
            | "has"
            | "have"
            | "had"
            | "having"
            | "is"
            | "are"
            | "was"
            | "were"
            | "be"
            | "been"
            | "being"
            | "am"
            | "will"
            | "would"
            | "wo"
            | "shall"
            | "should"
            | "ca"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "’ve"
            | "'ve"
            | "’d"
            | "'d"
            | "’ll"
            | "'ll"
            | "ought"
            | "ai"
    )
}

/// The negation that reaches a verb through the words of `group`, nearest first, when their number is odd.
pub(super) fn negation_in(document: &Document, group: &[usize], verb: usize) -> Option<usize> {
    let next = |at: usize| at.checked_sub(1).map_or(verb, |nearer| group[nearer]);
    let negating = (0..group.len()).filter(|&at| negates(document, group[at], next(at), verb));
    let found: Vec<usize> = negating.map(|at| group[at]).collect();
    // "neither said nor wrote": one negation in two words.
    let pairs = found.iter().filter(|&&token| document.lower(token) == "nor").count();
    let neither = found.iter().filter(|&&token| document.lower(token) == "neither").count();
    let count = found.len() - pairs.min(neither);
    if count % 2 == 1 { found.last().copied() } else { None }
}

/// Whether `token`, behind which `next` comes in its group, takes back the verb of saying at `verb`.
fn negates(document: &Document, token: usize, next: usize, verb: usize) -> bool {
    let (lower, next) = (document.lower(token), document.lower(next));
    let gerund = document.lower(verb).ends_with("ing");
    if document.is_on(List::Negations, token) {
        let more = matches!(next, "only" | "just" | "merely" | "simply" | "solely" | "least" | "long" | "surprisingly");
        // "not until" is of another order.
        return !more && !matches!((lower, next), ("no", "sooner" | "doubt" | "less") | ("not", "until"));
    }
    match lower {
        "yet" => next == "to",
        "far" | "instead" => gerund && matches!(next, "from" | "of"),
        "rather" => next == "than",
        "but" => true,
        "short" => next == "of",
        _ if lower.starts_with("stop") => gerund && next != "to" && next != "short",
        _ if lower.starts_with("help") || lower.starts_with("tire") => gerund && next != "to",
        _ => document.is_on(List::RestraintWords, token),
    }
}

/// The subject of the verb whose group begins at `end`: the source with what belongs to it, else what stands there.
fn subject(document: &Document, link: &Link, sentence: &Range<usize>, end: usize, verb: usize) -> Range<usize> {
    // "Bo Lind denies he ever said": the source may stand in another clause.
    let beside =
        |source: &Range<usize>| source.end == end || matches!(document.word(source.end), "," | "(" | "–" | "—");
    let before = |source: &Range<usize>| source.end <= end && source.start >= sentence.start;
    let source = link.source.clone().filter(|source| before(source) && beside(source));
    let Some(source) = source else {
        // "No one, not even she, said": the subject stands before the aside.
        let aside = end.checked_sub(1).and_then(|comma| aside(document, sentence, comma));
        return unmarked(document, sentence, aside.unwrap_or(end));
    };
    let start = source.clone().find(|&token| !leads_clause(document, token)).unwrap_or(source.start);
    let belongs = |&token: &usize| {
        let lower = document.lower(token);
        let determiner =
            matches!(lower, "the" | "a" | "an" | "his" | "her" | "its" | "their" | "no" | "not" | "even" | "neither");
        let function = document.is_on(List::FunctionWords, token) && !determiner;
        document.tokens[token].kind != TokenKind::Punctuation
            && same_marks(document, token, start)
            && !function
            && !leads_clause(document, token)
            && !is_auxiliary(lower)
            && !document.is_on(List::DenialVerbs, token)
            && !document.is_on(List::RecordNouns, token)
            && (determiner || !says(document, token))
            && (determiner
                || !matches!(document.lower(token + 1), "the" | "a" | "an" | "his" | "her" | "its" | "their"))
    };
    let first = (sentence.start..start).rev().take(TITLE).take_while(belongs).last().unwrap_or(start);
    // "None of the engineers said": the subject is what the preposition hangs on.
    let hangs =
        first > sentence.start && matches!(document.lower(first - 1), "of" | "at" | "in" | "from" | "among" | "on");
    let whole = unmarked(document, sentence, end);
    if hangs && !document.lower(verb).ends_with("ing") && whole.start < first {
        return whole.start..source.end;
    }
    first..source.end.max(first)
}

/// Whether `token` introduces a clause of which what follows is the subject.
fn leads_clause(document: &Document, token: usize) -> bool {
    matches!(
        document.lower(token),
        "that"
            | "if"
            | "whether"
            | "imagine"
            | "imagining"
            | "suppose"
            | "supposing"
            | "picture"
            | "had"
            | "were"
            | "should"
            | "unless"
            | "shows"
            | "show"
            | "showed"
            | "showing"
            | "shown"
            | "has"
            | "have"
            | "having"
            | "claims"
            | "claimed"
            | "claiming"
            | "where"
            | "which"
            | "insists"
            | "insisted"
            | "depicts"
            | "depicted"
            | "depicting"
    )
}

/// The words before `end` up to a mark or to a word that begins a clause.
fn unmarked(document: &Document, sentence: &Range<usize>, end: usize) -> Range<usize> {
    let belongs = |&token: &usize| {
        let begins = matches!(
            document.lower(token),
            "when"
                | "because"
                | "while"
                | "but"
                | "and"
                | "as"
                | "who"
                | "though"
                | "although"
                | "since"
                | "after"
                | "before"
                | "than"
                | "how"
                | "why"
                | "what"
                | "until"
                | "or"
        );
        document.tokens[token].kind != TokenKind::Punctuation
            && document.quoted_at(token).is_none()
            && !begins
            && !leads_clause(document, token)
            && !document.is_on(List::DenialVerbs, token)
    };
    let first = (sentence.start..end).rev().take(SUBJECT).take_while(belongs).last().unwrap_or(end);
    first..end
}
