//! Which words of cues tell of a statement: the table that tells statements from attitudes.

use std::collections::{BTreeMap, BTreeSet};

use super::corpus::Corpus;
use super::scheme::Scheme;
use crate::evaluate::{Attributed, GoldArticle, statements};
use crate::span::{CodePoints, Span};

/// A word must stand in so many cues.
const LEAST: usize = 4;

/// Words that stand in every sort of cue. Sorted.
const FUNCTION_WORDS: &str = "a about also an and are as at be been but by could for from had has have he her him his in \
                              into is it its no not of on or out over s that the their them this to up was were who will \
                              with would";

/// The head of the table.
const HEAD: &str = "\
# Words of cues with the share, in per cent, of attributions that are statements: quoted, or with a plain verb of saying, or
# counted by the guide of the news corpus.
# Counted on the training articles (see CARD.md); words seen four times or more.
";

/// The table as a text: word, tab, share of statements in per cent; sorted. The guide of the news corpus counts nothing else;
/// of PolNeAR's attributions those are statements that hold quotation marks or have a plain verb of saying.
pub fn cue_words(corpora: &[Corpus]) -> String {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let articles = corpora.iter().flat_map(|corpus| corpus.articles.iter().map(|article| (corpus.scheme, article)));
    for (scheme, article) in articles {
        for (attribution, is_statement) in article.attributions.iter().zip(statements(article)) {
            for word in words(article, attribution) {
                let (all, said) = counts.entry(word).or_default();
                *all += 1;
                *said += usize::from(is_statement || scheme == Scheme::News);
            }
        }
    }
    let known = counts.iter().filter(|(_, (all, _))| *all >= LEAST);
    let line = |(word, &(all, said)): (&String, &(usize, usize))| {
        let share = (100.0 * said as f64 / all as f64).round_ties_even();
        format!("{word}\t{share}\n")
    };
    HEAD.to_owned() + &known.map(line).collect::<String>()
}

/// The words of a cue, each once: ASCII letters only, small, none of the [`FUNCTION_WORDS`], none with an apostrophe.
fn words(article: &GoldArticle, attribution: &Attributed) -> BTreeSet<String> {
    let points = CodePoints::new(&article.text);
    let slice = |&[start, end]: &[usize; 2]| Span::new(points.byte(start), points.byte(end)).of(&article.text);
    let cue = attribution.cue.iter().map(slice).collect::<Vec<_>>().join(" ").to_lowercase();
    let parts = cue.split(|c: char| !c.is_ascii_lowercase() && !matches!(c, '\'' | '’'));
    let is_plain = |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let tells = |word: &&str| !FUNCTION_WORDS.split(' ').any(|other| other == *word);
    parts.filter(is_plain).filter(tells).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_those_of_quoted_or_plainly_said_attributions() {
        let article = |text: &str, cue: [usize; 2], content: [usize; 2]| GoldArticle {
            text: text.to_owned(),
            attributions: vec![Attributed { content: vec![content], cue: vec![cue], ..Attributed::default() }],
            ..GoldArticle::default()
        };
        let believed = article("She firmly didn’t believe it rained.", [4, 25], [26, 35]);
        let quoted = article("She would believe “it rained”.", [4, 17], [18, 29]);
        let articles = vec![believed.clone(), believed.clone(), believed.clone(), quoted];
        let polnear = Corpus::new(Scheme::Polnear, articles.clone());
        assert_eq!(cue_words(std::slice::from_ref(&polnear)), format!("{HEAD}believe\t25\n"));
        let news = Corpus::new(Scheme::News, articles);
        assert_eq!(cue_words(&[news, polnear]), format!("{HEAD}believe\t62\nfirmly\t50\n"));
    }
}
