//! Learns which cue words mark statements rather than attitudes.

use std::collections::{BTreeMap, BTreeSet};

use super::corpus::Corpus;
use super::scheme::Scheme;
use crate::evaluate::{GoldArticle, LabelledAttribution, statements};
use crate::span::{CodePoints, Span};

/// Minimum number of cues with a word.
const MIN_COUNT: usize = 4;

/// Words that occur in any cue. Sorted.
const FUNCTION_WORDS: &str = "a about also an and are as at be been but by could for from had has have he her him his in \
                              into is it its no not of on or out over s that the their them this to up was were who will \
                              with would";

/// The head of the table.
const HEAD: &str = "\
# Words of cues with the share, in per cent, of attributions that are statements: quoted, or with a plain verb of saying, or
# counted by the guide of the news corpus.
# Counted on the training articles (see CARD.md); words seen four times or more.
";

/// The table as text: word, tab, share of statements in per cent; sorted. All attributions of the news corpus are
/// statements by its guidelines; in PolNeAR those with quotation marks or a plain reporting verb are.
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
    let known = counts.iter().filter(|(_, (all, _))| *all >= MIN_COUNT);
    let line = |(word, &(all, said)): (&String, &(usize, usize))| {
        let share = (100.0 * said as f64 / all as f64).round_ties_even();
        format!("{word}\t{share}\n")
    };
    HEAD.to_owned() + &known.map(line).collect::<String>()
}

/// The distinct words of a cue: lower-case ASCII letters only, without [`FUNCTION_WORDS`] and words with an apostrophe.
fn words(article: &GoldArticle, attribution: &LabelledAttribution) -> BTreeSet<String> {
    let points = CodePoints::new(&article.text);
    let slice = |&[start, end]: &[usize; 2]| Span::new(points.byte(start), points.byte(end)).of(&article.text);
    let cue = attribution.cue.iter().map(slice).collect::<Vec<_>>().join(" ").to_lowercase();
    let parts = cue.split(|c: char| !c.is_ascii_lowercase() && !matches!(c, '\'' | '’'));
    let is_plain = |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_content_word = |word: &&str| !FUNCTION_WORDS.split(' ').any(|other| other == *word);
    parts.filter(is_plain).filter(is_content_word).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_those_of_quoted_or_plainly_said_attributions() {
        let article = |text: &str, cue: [usize; 2], content: [usize; 2]| GoldArticle {
            text: text.to_owned(),
            attributions: vec![LabelledAttribution {
                content: vec![content],
                cue: vec![cue],
                ..LabelledAttribution::default()
            }],
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
