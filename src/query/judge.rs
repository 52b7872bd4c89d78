//! What a phrase amounts to, laid beside one quote.
//!
//! * verbatim: its words stand one after another inside quotation marks; square brackets on either side may be passed
//!   over, and where the phrase has `…`, words may be left out;
//! * close: nearly so. Similarity is `same / (asked + added)`: words in place, by words asked for and words that the
//!   quote has between them. It must reach the bar, and the words that agree must be so rare together that they would
//!   hardly stand there by chance. A phrase that holds a whole quotation and more, as when "he said" was pasted with
//!   it, is close however long it is;
//! * reported: either of these, but not inside quotation marks.

use rustc_hash::FxHashSet;

use super::align::{Step, aligned, standing, with_ends};
use super::answer::{Alignment, Edit, Verdict};
use super::caution::is_number;
use super::line::{Line, is_function_word};
use super::marked::marked;
use crate::index::fold;
use crate::quote::{Kind, Quote};
use crate::span::Span;

/// Similarity from which words are close, when the phrase itself is nowhere to be found.
pub(crate) const CLOSE: f32 = 0.6;
/// Similarity from which they are close although somebody else's words agree wholly.
pub(crate) const VERY_CLOSE: f32 = 0.8;
/// How rare the words that agree must be together, in units of a word that stands in one quote alone. Chosen on phrases
/// cut from news quotations with one word in five dropped or replaced, against sentences of other texts
/// (`tests/benches/who.rs`): nearly all words in place, and more than three of them,
const RARE: f32 = 0.75;
/// three of them with something between,
const RARE_IN_THREE: f32 = 0.7;
/// three of them side by side, with a word before or behind that was never said,
const RARE_BESIDE_ANOTHER: f32 = 0.95;
/// and no more than two words in three in place, [`MEANING`] of which must carry a meaning of their own.
const RARE_IN_HALF: f32 = 2.2;
/// See [`RARE_IN_HALF`].
const MEANING: usize = 3;
/// Similarity from which nearly all words are in place.
const NEARLY_ALL: f32 = 0.7;
/// Likeness from which a quotation is worth being offered when nobody said the phrase.
pub(crate) const LOOSE: f32 = 0.4;
/// Words of a phrase up to which one that means something is enough for that.
const SHORT: usize = 3;
/// Words from which a quotation that stands whole within a longer phrase counts.
const WHOLE: usize = 5;
/// Words of a quote that are looked at.
const LONGEST_SAID: usize = 3000;
/// Words of a phrase that are looked at.
const LONGEST_ASKED: usize = 300;

/// A phrase, prepared to be laid beside quotes.
pub(crate) struct Asked<'a> {
    /// Its words.
    pub line: Line<'a>,
    /// Ways of reading it: every word, or without those in brackets; in the pieces that `…` makes.
    pub readings: Vec<Vec<Vec<usize>>>,
    /// How rare each word is: 0 when every quote has it, about 1 when one alone has.
    rarity: Vec<f32>,
}

/// What the phrase amounts to beside one quote.
pub(crate) struct Judgement {
    pub verdict: Verdict,
    pub similarity: f32,
    /// How rare the words in place are together.
    pub rarity: f32,
    pub alignment: Vec<Alignment>,
    pub matched: Vec<Span>,
}

impl Judgement {
    /// Similarity as if every number that stands for another were in place: whoever misremembers a number means that
    /// quotation.
    pub(crate) fn likeness(&self) -> f32 {
        let misremembered =
            |pair: &&Alignment| pair.edit == Edit::Changed && is_number(&pair.asked) && is_number(&pair.said);
        let added = count(&self.alignment, Edit::Added);
        let in_place = count(&self.alignment, Edit::Same) + self.alignment.iter().filter(misremembered).count();
        in_place as f32 / self.alignment.len().max(added + 1) as f32
    }
}

impl<'a> Asked<'a> {
    /// Prepares `phrase`, whose words are as rare as `rarity` says.
    pub(crate) fn new(phrase: &'a str, rarity: impl Fn(&str) -> f32) -> Self {
        let line = Line::new(phrase, &[], LONGEST_ASKED);
        let rarity = line.words.iter().map(|word| rarity(&word.folded)).collect();
        let mut readings = vec![pieces(&line, line.all()), pieces(&line, line.unbracketed())];
        readings.retain(|pieces| !pieces.is_empty());
        readings.dedup();
        Asked { line, readings, rarity }
    }

    /// How rare the word at `at` is.
    pub(crate) fn rarity(&self, at: usize) -> f32 {
        self.rarity.get(at).copied().unwrap_or(0.0)
    }

    /// The folded words of each piece of a reading.
    pub(crate) fn folded(&self, reading: &[Vec<usize>]) -> Vec<Vec<String>> {
        let word = |&at: &usize| self.line.words[at].folded.clone();
        reading.iter().map(|piece| piece.iter().map(word).collect()).collect()
    }

    /// What the phrase amounts to beside `quote`; `None` when that is nothing.
    pub(crate) fn judge(&self, quote: &Quote, bar: f32) -> Option<Judgement> {
        let said = Line::new(&quote.text, &marked(quote), LONGEST_SAID);
        if let Some(found) = self.standing(&said, |at| said.words[at].marked) {
            return Some(self.judgement(Verdict::Verbatim, &said, steps(self, &found)));
        }
        if let Some(found) = self.standing(&said, |_| true) {
            return Some(self.judgement(Verdict::Reported, &said, steps(self, &found)));
        }
        let near = |verdict, numbers: Vec<usize>| self.near(verdict, &said, &numbers, bar);
        near(Verdict::Close, said.marked())
            .or_else(|| (quote.kind != Kind::Direct).then(|| near(Verdict::Reported, said.all()))?)
    }

    /// How near the phrase comes to `quote`, when that amounts to nothing: what is nearest is offered all the same.
    pub(crate) fn judge_loosely(&self, quote: &Quote) -> Option<Judgement> {
        let said = Line::new(&quote.text, &[], LONGEST_SAID);
        let numbers = said.all();
        let steps = with_ends(aligned(&self.line, (&said, &numbers)), (&said, &numbers));
        let judgement = self.judgement(Verdict::None, &said, steps);
        let enough = if self.line.words.len() > SHORT { 2 } else { 1 };
        (self.meaning(&judgement.alignment) >= enough && judgement.likeness() >= LOOSE).then_some(judgement)
    }

    /// The first reading that stands in `said`, by the numbers of the words asked and said.
    fn standing(&self, said: &Line<'_>, allowed: impl Fn(usize) -> bool) -> Option<Vec<(usize, usize)>> {
        let numbers = [said.all(), said.unbracketed()];
        let ways = self.readings.iter().flat_map(|reading| numbers.iter().map(move |numbers| (reading, numbers)));
        ways.into_iter().find_map(|(reading, numbers)| {
            let found = standing((&self.line, reading), (said, numbers), &allowed)?;
            Some(reading.iter().flatten().copied().zip(found).collect())
        })
    }

    fn near(&self, verdict: Verdict, said: &Line<'_>, numbers: &[usize], bar: f32) -> Option<Judgement> {
        if !self.may_reach(bar, said, numbers) && !self.covers(said, numbers) {
            return None;
        }
        let steps = aligned(&self.line, (said, numbers));
        let judgement = self.judgement(verdict, said, steps.clone());
        let in_place = count(&judgement.alignment, Edit::Same);
        let whole = self.covers(said, numbers) && in_place == numbers.len() && self.meaning(&judgement.alignment) > 1;
        let near = whole || judgement.similarity >= bar && self.enough(&judgement);
        near.then(|| self.judgement(verdict, said, with_ends(steps, (said, numbers))))
    }

    /// Whether what agrees could hardly do so by chance.
    fn enough(&self, judgement: &Judgement) -> bool {
        let Judgement { similarity, rarity, alignment, .. } = judgement;
        if *similarity < NEARLY_ALL {
            return *rarity >= RARE_IN_HALF && self.meaning(alignment) >= MEANING;
        }
        let missing = |pair: Option<&Alignment>| pair.is_some_and(|pair| pair.edit == Edit::Missing);
        let least = match count(alignment, Edit::Same) {
            0..3 => return false,
            3 if missing(alignment.first()) || missing(alignment.last()) => RARE_BESIDE_ANOTHER,
            3 => RARE_IN_THREE,
            _ => RARE,
        };
        *rarity >= least
    }

    /// How many of the words in place carry a meaning of their own.
    fn meaning(&self, alignment: &[Alignment]) -> usize {
        let agree = alignment.iter().filter(|pair| pair.edit == Edit::Same);
        agree.filter(|pair| !is_function_word(&fold(&pair.asked))).count()
    }

    /// Whether enough of the words are there at all: cheap to say, and true of few.
    fn may_reach(&self, bar: f32, said: &Line<'_>, numbers: &[usize]) -> bool {
        let there: FxHashSet<&str> = numbers.iter().map(|&at| said.words[at].folded.as_str()).collect();
        let shared = self.line.words.iter().filter(|word| there.contains(word.folded.as_str())).count();
        shared > 0 && shared as f32 / self.line.words.len() as f32 >= bar
    }

    /// Whether the phrase has all these words of the quote, and more.
    fn covers(&self, said: &Line<'_>, numbers: &[usize]) -> bool {
        let asked: FxHashSet<&str> = self.line.words.iter().map(|word| word.folded.as_str()).collect();
        numbers.len() >= WHOLE
            && numbers.len() < self.line.words.len()
            && numbers.iter().all(|&at| asked.contains(said.words[at].folded.as_str()))
    }

    fn judgement(&self, verdict: Verdict, said: &Line<'_>, steps: Vec<Step>) -> Judgement {
        let alignment: Vec<Alignment> = steps.iter().map(|step| self.pair(said, *step)).collect();
        let (same, added) = (count(&alignment, Edit::Same), count(&alignment, Edit::Added));
        let similarity = same as f32 / (self.line.words.len() + added).max(1) as f32;
        let in_place = steps.iter().zip(&alignment).filter(|(_, pair)| pair.edit == Edit::Same);
        let matched = spans(said, in_place.filter_map(|(step, _)| step.said));
        let whole = matches!(verdict, Verdict::Verbatim) || same == self.line.words.len() && added == 0;
        let agree = steps.iter().zip(&alignment).filter(|(_, pair)| pair.edit == Edit::Same);
        let rarity = agree.filter_map(|(step, _)| self.rarity.get(step.asked?)).sum();
        Judgement { verdict, similarity: if whole { 1.0 } else { similarity }, rarity, alignment, matched }
    }

    fn pair(&self, said: &Line<'_>, step: Step) -> Alignment {
        let same = |asked: usize, in_quote: usize| self.line.words[asked].folded == said.words[in_quote].folded;
        let edit = match (step.asked, step.said) {
            (Some(asked), Some(in_quote)) if same(asked, in_quote) => Edit::Same,
            (Some(_), Some(_)) => Edit::Changed,
            (Some(_), None) => Edit::Missing,
            (None, _) => Edit::Added,
        };
        let written = |line: &Line<'_>, at: Option<usize>| at.map(|at| line.written(at).to_owned()).unwrap_or_default();
        Alignment { edit, asked: written(&self.line, step.asked), said: written(said, step.said) }
    }
}

fn count(alignment: &[Alignment], edit: Edit) -> usize {
    alignment.iter().filter(|pair| pair.edit == edit).count()
}

/// `numbers` cut where words were left out. Pieces of one word alone say too little to be looked for apart.
fn pieces(line: &Line<'_>, numbers: Vec<usize>) -> Vec<Vec<usize>> {
    if numbers.is_empty() {
        return Vec::new();
    }
    let mut pieces: Vec<Vec<usize>> = vec![Vec::new()];
    for at in &numbers {
        if line.words[*at].after_gap && pieces.last().is_some_and(|piece| !piece.is_empty()) {
            pieces.push(Vec::new());
        }
        pieces.last_mut().into_iter().for_each(|piece| piece.push(*at));
    }
    if pieces.iter().any(|piece| piece.len() < 2) { vec![numbers] } else { pieces }
}

/// The steps along words that stand as asked, with what was left out on either side.
fn steps(asked: &Asked<'_>, found: &[(usize, usize)]) -> Vec<Step> {
    let (mut next_asked, mut next_said) = (0, found.first().map_or(0, |(_, said)| *said));
    let mut steps = Vec::new();
    for &(in_phrase, in_quote) in found {
        steps.extend((next_asked..in_phrase).map(|at| Step { asked: Some(at), said: None }));
        steps.extend((next_said..in_quote).map(|at| Step { asked: None, said: Some(at) }));
        steps.push(Step { asked: Some(in_phrase), said: Some(in_quote) });
        (next_asked, next_said) = (in_phrase + 1, in_quote + 1);
    }
    steps.extend((next_asked..asked.line.words.len()).map(|at| Step { asked: Some(at), said: None }));
    steps
}

/// The bytes of words by their numbers; neighbours make one span.
fn spans(said: &Line<'_>, numbers: impl Iterator<Item = usize>) -> Vec<Span> {
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
