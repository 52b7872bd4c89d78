//! Compares predictions with labelled articles. `mod.rs` describes the protocol.

use std::collections::{BTreeMap, BTreeSet};

use super::figures::Figures;
use super::gold::{CharRange, GoldArticle, LabelledAttribution, PredictedArticle};
use super::letters::{Letters, letters, overlap, shared};
use super::mask::quoted_mask;
use super::names::{head_length, is_saying, same_speaker};
use super::speaker_view::add_speaker_view;
use crate::quote::Polarity;

/// The figures of `predicted` against `gold`. Articles are matched by id; an article without predictions counts as
/// empty.
pub fn score(gold: &[GoldArticle], predicted: &[PredictedArticle]) -> Figures {
    let mut found: BTreeMap<&str, Vec<&LabelledAttribution>> = BTreeMap::new();
    for article in predicted {
        found.entry(&article.id).or_default().extend(&article.attributions);
    }
    let mut figures = Figures::default();
    let polarity = gold.iter().flat_map(|article| &article.attributions).any(|attribution| attribution.denied);
    for article in gold {
        let predicted = found.get(article.id.as_str()).map_or(&[][..], Vec::as_slice);
        let comparison = Comparison::new(article, predicted);
        comparison.add_to(&mut figures);
        if polarity {
            comparison.add_polarity(&mut figures);
        }
    }
    figures
}

/// Whether each attribution of `article` is a statement: it has quotation marks or a reporting cue.
pub fn statements(article: &GoldArticle) -> Vec<bool> {
    let comparison = Comparison::new(article, &[]);
    comparison.gold.iter().map(|item| comparison.is_statement(item)).collect()
}

/// An attribution and the letters it is compared on.
type Item<'a> = (&'a LabelledAttribution, Letters);

/// Selects one part of an attribution.
type CharRanges = fn(&LabelledAttribution) -> &[CharRange];

/// One article and its predictions.
struct Comparison<'a> {
    article: &'a GoldArticle,
    text: Vec<char>,
    mask: Vec<bool>,
    gold: Vec<Item<'a>>,
    predicted: Vec<Item<'a>>,
}

impl<'a> Comparison<'a> {
    fn new(article: &'a GoldArticle, predicted: &[&'a LabelledAttribution]) -> Self {
        let text: Vec<char> = article.text.chars().collect();
        let item = |attribution: &'a LabelledAttribution| (attribution, letters(&text, &attribution.content));
        let gold = article.attributions.iter().map(item).collect();
        let predicted = predicted.iter().map(|attribution| item(attribution)).collect();
        let mask = quoted_mask(&text);
        Comparison { article, text, mask, gold, predicted }
    }

    fn add_to(&self, figures: &mut Figures) {
        if self.is_named() {
            add_speaker_view(figures, &self.text, &self.in_marks(&self.gold), &self.in_marks(&self.predicted));
        }
        self.add_view(figures, "all", &self.gold, &self.predicted);
        let quoted = self.quoted(&self.predicted);
        self.add_view(figures, "quoted", &self.quoted(&self.gold), &quoted);
        self.add_view(figures, "indirect", &self.indirect(&self.gold), &self.indirect(&self.predicted));
        let (gold, predicted) = self.statements();
        self.add_view(figures, "statement", &gold, &predicted);
        self.add_spans(figures);
        self.add_false_quotes(figures, &quoted);
    }

    /// For predictions with the right content and source: whether those called denied or not said are labelled so.
    fn add_polarity(&self, figures: &mut Figures) {
        let tally = figures.tally("polarity", "unsaid");
        tally.gold += self.gold.iter().filter(|(labelled, _)| labelled.denied).count();
        for (gold_at, predicted_at, _) in matches(&self.gold, &self.predicted) {
            let (labelled, found) = (self.gold[gold_at].0, self.predicted[predicted_at].0);
            let unsaid = matches!(found.polarity, Some(Polarity::Denied | Polarity::NotSaid));
            if unsaid && self.same_source(labelled, found) {
                tally.predicted += 1;
                tally.right += usize::from(labelled.denied);
            }
        }
    }

    /// The letters of `content` in quotation marks.
    fn marked(&self, content: &Letters) -> Letters {
        content.iter().copied().filter(|&at| self.mask[at]).collect()
    }

    /// The same attributions, reduced to their quoted letters.
    fn in_marks(&self, items: &[Item<'a>]) -> Vec<Item<'a>> {
        items.iter().map(|(attribution, content)| (*attribution, self.marked(content))).collect()
    }

    /// Whether speakers are labelled.
    fn is_named(&self) -> bool {
        self.article.attributions.iter().any(|attribution| attribution.speaker.is_some())
    }

    fn is_quoted(&self, content: &Letters) -> bool {
        content.iter().filter(|&&at| self.mask[at]).nth(1).is_some()
    }

    fn quoted(&self, items: &[Item<'a>]) -> Vec<Item<'a>> {
        let kept = items.iter().filter(|(_, content)| self.is_quoted(content));
        kept.map(|(attribution, content)| (*attribution, self.marked(content))).collect()
    }

    fn indirect(&self, items: &[Item<'a>]) -> Vec<Item<'a>> {
        items.iter().filter(|(_, content)| !self.is_quoted(content)).cloned().collect()
    }

    fn is_statement(&self, (attribution, content): &Item) -> bool {
        let cue: Vec<String> = attribution.cue.iter().map(|&char_range| self.words(char_range)).collect();
        self.is_quoted(content) || is_saying(&cue.join(" "))
    }

    /// The gold attributions that are statements, and the predictions that match no other attribution.
    fn statements(&self) -> (Vec<Item<'a>>, Vec<Item<'a>>) {
        let (kept, rest): (Vec<Item>, Vec<Item>) = {
            let (kept, rest): (Vec<&Item>, Vec<&Item>) = self.gold.iter().partition(|item| self.is_statement(item));
            (kept.into_iter().cloned().collect(), rest.into_iter().cloned().collect())
        };
        let ordered: Vec<Item> = kept.iter().chain(&rest).cloned().collect();
        let elsewhere: BTreeSet<usize> = matches(&ordered, &self.predicted)
            .into_iter()
            .filter(|&(gold, _, _)| gold >= kept.len())
            .map(|(_, predicted, _)| predicted)
            .collect();
        let predicted =
            self.predicted.iter().enumerate().filter(|(at, _)| !elsewhere.contains(at)).map(|(_, item)| item.clone());
        (kept, predicted.collect())
    }

    fn words(&self, [start, end]: CharRange) -> String {
        let end = end.min(self.text.len());
        self.text.get(start.min(end)..end).unwrap_or_default().iter().collect()
    }

    fn add_view(&self, figures: &mut Figures, view: &'static str, gold: &[Item], predicted: &[Item]) {
        let named = self.is_named();
        let names = if named { &["named", "loose"][..] } else { &[] };
        for figure in ["exact", "overlap", "relation"].iter().chain(names) {
            let tally = figures.tally(view, figure);
            tally.gold += gold.len();
            tally.predicted += predicted.len();
        }
        for (gold_at, predicted_at, share) in matches(gold, predicted) {
            let (labelled, found) = (gold[gold_at].0, predicted[predicted_at].0);
            figures.tally(view, "overlap").right += 1;
            figures.tally(view, "exact").right += usize::from(share == 1.0);
            figures.tally(view, "relation").right += usize::from(self.same_source(labelled, found));
            if named {
                let (exact, loose) = same_speaker(labelled, found.speaker.as_ref().and_then(Option::as_deref));
                figures.tally(view, "named").right += usize::from(exact);
                figures.tally(view, "loose").right += usize::from(loose);
            }
        }
    }

    fn same_source(&self, gold: &LabelledAttribution, predicted: &LabelledAttribution) -> bool {
        let (labelled, found) = (letters(&self.text, &gold.source), letters(&self.text, &predicted.source));
        if labelled.is_empty() || found.is_empty() {
            return labelled.is_empty() && found.is_empty();
        }
        let (first, second) = (self.head(&gold.source), self.head(&predicted.source));
        shared(&first, &second) * 2 >= first.len().min(second.len()) && found.len() <= 3 * labelled.len() + 15
    }

    /// The head phrase of a source.
    fn head(&self, source: &[CharRange]) -> Letters {
        let Some(&[start, end]) = source.iter().min() else { return Letters::new() };
        let short = head_length(&self.words([start, end]))
            .map_or_else(Letters::new, |length| letters(&self.text, &[[start, start + length]]));
        if short.is_empty() { letters(&self.text, &[[start, end]]) } else { short }
    }

    fn add_spans(&self, figures: &mut Figures) {
        let roles: [CharRanges; 3] = [|a| &a.source, |a| &a.cue, |a| &a.content];
        for (role, ranges) in ["source", "cue", "content"].into_iter().zip(roles) {
            let gold = self.fragments(&self.gold, ranges);
            let predicted = self.fragments(&self.predicted, ranges);
            let tally = figures.tally("span", role);
            tally.gold += gold.values().sum::<usize>();
            tally.predicted += predicted.values().sum::<usize>();
            tally.right +=
                gold.iter().map(|(span, &count)| count.min(predicted.get(span).copied().unwrap_or(0))).sum::<usize>();
        }
    }

    fn fragments(&self, items: &[Item], ranges: CharRanges) -> BTreeMap<Letters, usize> {
        let mut counts = BTreeMap::new();
        for char_range in items.iter().flat_map(|(attribution, _)| ranges(attribution)) {
            *counts.entry(letters(&self.text, &[*char_range])).or_default() += 1;
        }
        counts
    }

    fn add_false_quotes(&self, figures: &mut Figures, quoted: &[Item]) {
        let taken: Letters = quoted.iter().flat_map(|(_, content)| content.iter().copied()).collect();
        for &char_range in &self.article.not_quotes {
            let span = letters(&self.text, &[char_range]);
            let (wrong, all) = figures.false_quotes.get_or_insert((0, 0));
            *all += 1;
            *wrong += usize::from(!span.is_empty() && 2 * shared(&span, &taken) >= span.len());
        }
    }
}

/// Pairs of gold and predicted items that overlap by at least half, each item once, best overlap first. The later one
/// wins a tie.
fn matches(gold: &[Item], predicted: &[Item]) -> Vec<(usize, usize, f64)> {
    let mut scored = Vec::new();
    for (gold_at, (_, labelled)) in gold.iter().enumerate() {
        for (predicted_at, (_, found)) in predicted.iter().enumerate() {
            let share = overlap(labelled, found);
            if share >= 0.5 {
                scored.push((share, gold_at, predicted_at));
            }
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let (mut gold_taken, mut predicted_taken) = (BTreeSet::new(), BTreeSet::new());
    scored.retain(|&(_, gold_at, predicted_at)| {
        let free = !gold_taken.contains(&gold_at) && !predicted_taken.contains(&predicted_at);
        if free {
            gold_taken.insert(gold_at);
            predicted_taken.insert(predicted_at);
        }
        free
    });
    scored.into_iter().map(|(share, gold_at, predicted_at)| (gold_at, predicted_at, share)).collect()
}
