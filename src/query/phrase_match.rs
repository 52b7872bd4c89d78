//! Matches a phrase against one quote.
//!
//! * Verbatim: the words of the phrase stand one after another inside quotation marks. Words in square brackets may be
//!   skipped on either side, and `…` in the phrase stands for words left out.
//! * Close: nearly verbatim. Similarity is `same / (asked + added)`: the words in place, divided by the words of the
//!   phrase and the words that the quote has between them. It must reach a threshold, and the words in place must be
//!   so rare together that they hardly match by chance. A phrase that contains a whole quotation and more, as when "he
//!   said" was pasted with it, is close however long it is.
//! * Reported: either of these, outside quotation marks: a paraphrase by the reporter.

use rustc_hash::FxHashSet;

use super::align::{Step, align, aligned_words, extend_to_ends, find_pieces};
use super::answer::{AlignedWord, Discrepancy, Edit, Verdict};
use super::beyond_words::beyond_words;
use super::discrepancies::is_number;
use super::quoted_ranges::quoted_ranges;
use super::tokenized_text::{TokenizedText, is_function_word};
use crate::index::fold;
use crate::quote::{Kind, Quote};
use crate::span::Span;

/// The least similarity of a close match when nobody is quoted verbatim.
pub(crate) const MIN_CLOSE: f32 = 0.6;
/// The least similarity of a close match when somebody is quoted verbatim.
pub(crate) const MIN_VERY_CLOSE: f32 = 0.8;
/// The least sum of the IDF of the words in place, for each number of words in place. An IDF of 1 is that of a word in
/// a single quote. Chosen on phrases cut from news quotations with one word in five dropped or replaced, against
/// sentences of other texts (`tests/benches/who.rs`). This one: nearly all words in place, more than three of them.
const MIN_IDF_SUM: f32 = 0.75;
/// Three words in place, with other words between them.
const MIN_IDF_SUM_OF_THREE: f32 = 0.7;
/// Three words in place, and the first or last word of the phrase is missing.
const MIN_IDF_SUM_OF_THREE_WITH_MISSING_END: f32 = 0.95;
/// At most two words in three in place; at least [`MIN_CONTENT_WORDS_OF_HALF`] of them must be content words.
const MIN_IDF_SUM_OF_HALF: f32 = 2.2;
/// See [`MIN_IDF_SUM_OF_HALF`].
const MIN_CONTENT_WORDS_OF_HALF: usize = 3;
/// The least similarity at which nearly all words count as in place.
const NEARLY_ALL: f32 = 0.7;
/// The least similarity, numbers ignored, at which a quote is offered when nobody said the phrase.
pub(crate) const MIN_LOOSE: f32 = 0.4;
/// The longest phrase of which one content word in place is enough for that.
const SHORT_PHRASE: usize = 3;
/// The fewest words of a quotation that counts as contained whole in a longer phrase.
pub(crate) const MIN_CONTAINED_WORDS: usize = 5;
/// The most words of a quote that are compared.
const MAX_QUOTE_WORDS: usize = 3000;
/// The most words of a phrase that are compared. A longer phrase is never verbatim.
const MAX_PHRASE_WORDS: usize = 3000;

/// A phrase, prepared to be matched against quotes.
pub(crate) struct PhraseQuery<'a> {
    /// The words of the phrase.
    pub text: TokenizedText<'a>,
    /// Ways to read it, as indexes of words: with all words, or without those in brackets; split where `…` stands.
    pub readings: Vec<Vec<Vec<usize>>>,
    /// IDF of each word: 0 when every quote has it, about 1 when a single quote has it.
    idf: Vec<f32>,
    /// Whether it has more words than are compared.
    is_cut: bool,
}

/// How a phrase matches one quote.
pub(crate) struct PhraseMatch {
    pub verdict: Verdict,
    pub similarity: f32,
    /// The sum of the IDF of the words in place.
    pub idf_sum: f32,
    pub alignment: Vec<AlignedWord>,
    pub matched: Vec<Span>,
    /// Differences that the words alone do not show: signs of numbers, and what governs the words.
    pub beyond_words: Vec<Discrepancy>,
}

impl PhraseMatch {
    /// Similarity as if every number that stands for another one were in place: people misremember numbers.
    pub(crate) fn similarity_ignoring_numbers(&self) -> f32 {
        let misremembered =
            |pair: &&AlignedWord| pair.edit == Edit::Changed && is_number(&pair.asked) && is_number(&pair.said);
        let added = count_edits(&self.alignment, Edit::Added);
        let in_place = count_edits(&self.alignment, Edit::Same) + self.alignment.iter().filter(misremembered).count();
        in_place as f32 / self.alignment.len().max(added + 1) as f32
    }
}

impl<'a> PhraseQuery<'a> {
    /// Prepares `phrase`; `idf` gives the IDF of a word.
    pub(crate) fn new(phrase: &'a str, idf: impl Fn(&str) -> f32) -> Self {
        let text = TokenizedText::new(phrase, &[], MAX_PHRASE_WORDS);
        let idf = text.words.iter().map(|word| idf(&word.folded)).collect();
        let mut readings = vec![pieces(&text, text.all()), pieces(&text, text.unbracketed())];
        readings.retain(|pieces| !pieces.is_empty());
        readings.dedup();
        let is_cut = text.words.last().is_some_and(|last| phrase[last.range.end..].contains(char::is_alphanumeric));
        PhraseQuery { text, readings, idf, is_cut }
    }

    /// The IDF of the word at `at`.
    pub(crate) fn idf(&self, at: usize) -> f32 {
        self.idf.get(at).copied().unwrap_or(0.0)
    }

    /// The folded words of each piece of a reading.
    pub(crate) fn folded(&self, reading: &[Vec<usize>]) -> Vec<Vec<String>> {
        let word = |&at: &usize| self.text.words[at].folded.clone();
        reading.iter().map(|piece| piece.iter().map(word).collect()).collect()
    }

    /// How the phrase matches `quote`; `None` when it does not.
    pub(crate) fn match_quote(&self, quote: &Quote, min_similarity: f32) -> Option<PhraseMatch> {
        let said = TokenizedText::new(&quote.text, &quoted_ranges(quote), MAX_QUOTE_WORDS);
        if let Some(found) = self.find_verbatim(&said, |at| said.words[at].quoted) {
            let verdict = if self.is_cut { Verdict::Close } else { Verdict::Verbatim };
            return Some(self.assemble(verdict, &said, steps_along(self, &found)));
        }
        if let Some(found) = self.find_verbatim(&said, |_| true) {
            return Some(self.assemble(Verdict::Reported, &said, steps_along(self, &found)));
        }
        let near = |verdict, numbers: Vec<usize>| self.match_approximately(verdict, &said, &numbers, min_similarity);
        near(Verdict::Close, said.quoted())
            .or_else(|| (quote.kind != Kind::Direct).then(|| near(Verdict::Reported, said.all()))?)
    }

    /// Matches the phrase with a low threshold, for the quotes that are offered when nobody said it.
    pub(crate) fn match_loosely(&self, quote: &Quote) -> Option<PhraseMatch> {
        let said = TokenizedText::new(&quote.text, &[], MAX_QUOTE_WORDS);
        let numbers = said.all();
        let steps = extend_to_ends(align(&self.text, (&said, &numbers)), (&said, &numbers));
        let phrase_match = self.assemble(Verdict::None, &said, steps);
        let enough = if self.text.words.len() > SHORT_PHRASE { 2 } else { 1 };
        let enough_words = self.content_words_in_place(&phrase_match.alignment) >= enough;
        (enough_words && phrase_match.similarity_ignoring_numbers() >= MIN_LOOSE).then_some(phrase_match)
    }

    /// The first reading whose words stand in `said` one after another: pairs of word indexes in the phrase and the
    /// quote.
    fn find_verbatim(&self, said: &TokenizedText<'_>, allowed: impl Fn(usize) -> bool) -> Option<Vec<(usize, usize)>> {
        let numbers = [said.all(), said.unbracketed()];
        let ways = self.readings.iter().flat_map(|reading| numbers.iter().map(move |numbers| (reading, numbers)));
        ways.into_iter().find_map(|(reading, numbers)| {
            let found = find_pieces((&self.text, reading), (said, numbers), &allowed)?;
            Some(reading.iter().flatten().copied().zip(found).collect())
        })
    }

    fn match_approximately(
        &self,
        verdict: Verdict,
        said: &TokenizedText<'_>,
        numbers: &[usize],
        min_similarity: f32,
    ) -> Option<PhraseMatch> {
        if !self.can_reach(min_similarity, said, numbers) && !self.contains_all(said, numbers) {
            return None;
        }
        let steps = align(&self.text, (said, numbers));
        let phrase_match = self.assemble(verdict, said, steps.clone());
        let in_place = count_edits(&phrase_match.alignment, Edit::Same);
        let content_words = self.content_words_in_place(&phrase_match.alignment);
        let whole = self.contains_all(said, numbers) && in_place == numbers.len() && content_words > 1;
        let near = whole || phrase_match.similarity >= min_similarity && self.is_significant(&phrase_match);
        near.then(|| self.assemble(verdict, said, extend_to_ends(steps, (said, numbers))))
    }

    /// Whether the words in place are too rare to match by chance.
    fn is_significant(&self, phrase_match: &PhraseMatch) -> bool {
        let PhraseMatch { similarity, idf_sum, alignment, .. } = phrase_match;
        if *similarity < NEARLY_ALL {
            let content_words = self.content_words_in_place(alignment);
            return *idf_sum >= MIN_IDF_SUM_OF_HALF && content_words >= MIN_CONTENT_WORDS_OF_HALF;
        }
        let missing = |pair: Option<&AlignedWord>| pair.is_some_and(|pair| pair.edit == Edit::Missing);
        let least = match count_edits(alignment, Edit::Same) {
            0..3 => return false,
            3 if missing(alignment.first()) || missing(alignment.last()) => MIN_IDF_SUM_OF_THREE_WITH_MISSING_END,
            3 => MIN_IDF_SUM_OF_THREE,
            _ => MIN_IDF_SUM,
        };
        *idf_sum >= least
    }

    /// How many of the words in place are content words.
    fn content_words_in_place(&self, alignment: &[AlignedWord]) -> usize {
        let agree = alignment.iter().filter(|pair| pair.edit == Edit::Same);
        agree.filter(|pair| !is_function_word(&fold(&pair.asked))).count()
    }

    /// Whether enough words of the phrase are in the quote at all: a cheap test that rejects most quotes.
    fn can_reach(&self, min_similarity: f32, said: &TokenizedText<'_>, numbers: &[usize]) -> bool {
        let there: FxHashSet<&str> = numbers.iter().map(|&at| said.words[at].folded.as_str()).collect();
        let shared = self.text.words.iter().filter(|word| there.contains(word.folded.as_str())).count();
        shared > 0 && shared as f32 / self.text.words.len() as f32 >= min_similarity
    }

    /// Whether the phrase has all these words of the quote, and more words.
    fn contains_all(&self, said: &TokenizedText<'_>, numbers: &[usize]) -> bool {
        let asked: FxHashSet<&str> = self.text.words.iter().map(|word| word.folded.as_str()).collect();
        numbers.len() >= MIN_CONTAINED_WORDS
            && numbers.len() < self.text.words.len()
            && numbers.iter().all(|&at| asked.contains(said.words[at].folded.as_str()))
    }

    fn assemble(&self, verdict: Verdict, said: &TokenizedText<'_>, steps: Vec<Step>) -> PhraseMatch {
        let alignment = aligned_words(&self.text, said, &steps);
        let (same, added) = (count_edits(&alignment, Edit::Same), count_edits(&alignment, Edit::Added));
        let similarity = same as f32 / (self.text.words.len() + added).max(1) as f32;
        let in_place = steps.iter().zip(&alignment).filter(|(_, pair)| pair.edit == Edit::Same);
        let matched = spans(said, in_place.filter_map(|(step, _)| step.said));
        let whole = matches!(verdict, Verdict::Verbatim) || same == self.text.words.len() && added == 0;
        let agree = steps.iter().zip(&alignment).filter(|(_, pair)| pair.edit == Edit::Same);
        let idf_sum = agree.filter_map(|(step, _)| self.idf.get(step.asked?)).sum();
        let similarity = if whole { 1.0 } else { similarity };
        let beyond_words = beyond_words(&self.text, said, &steps);
        PhraseMatch { verdict, similarity, idf_sum, alignment, matched, beyond_words }
    }
}

fn count_edits(alignment: &[AlignedWord], edit: Edit) -> usize {
    alignment.iter().filter(|pair| pair.edit == edit).count()
}

/// Splits `numbers` where words were left out. Pieces of one word alone are too short to be searched for: then nothing is
/// split.
fn pieces(text: &TokenizedText<'_>, numbers: Vec<usize>) -> Vec<Vec<usize>> {
    if numbers.is_empty() {
        return Vec::new();
    }
    let mut pieces: Vec<Vec<usize>> = vec![Vec::new()];
    for at in &numbers {
        if text.words[*at].after_gap && pieces.last().is_some_and(|piece| !piece.is_empty()) {
            pieces.push(Vec::new());
        }
        pieces.last_mut().into_iter().for_each(|piece| piece.push(*at));
    }
    if pieces.iter().all(|piece| piece.len() < 2) { vec![numbers] } else { pieces }
}

/// The alignment of words that stand verbatim, with the words left out on either side.
fn steps_along(phrase: &PhraseQuery<'_>, found: &[(usize, usize)]) -> Vec<Step> {
    let (mut next_asked, mut next_said) = (0, found.first().map_or(0, |(_, said)| *said));
    let mut steps = Vec::new();
    for &(in_phrase, in_quote) in found {
        steps.extend((next_asked..in_phrase).map(|at| Step { asked: Some(at), said: None }));
        steps.extend((next_said..in_quote).map(|at| Step { asked: None, said: Some(at) }));
        steps.push(Step { asked: Some(in_phrase), said: Some(in_quote) });
        (next_asked, next_said) = (in_phrase + 1, in_quote + 1);
    }
    steps.extend((next_asked..phrase.text.words.len()).map(|at| Step { asked: Some(at), said: None }));
    steps
}

/// The bytes of words by their numbers; neighbours make one span.
fn spans(said: &TokenizedText<'_>, numbers: impl Iterator<Item = usize>) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut last = None;
    for at in numbers {
        let range = &said.words[at].range;
        let word = Span::new(range.start, range.end);
        match spans.last_mut() {
            Some(span) if last.is_some_and(|last| last + 1 == at) => *span = span.cover(word),
            _ => spans.push(word),
        }
        last = Some(at);
    }
    spans
}
