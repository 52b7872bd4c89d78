//! Data augmentation: varies articles in every epoch, so that the network does not learn the habits of one newspaper.
//! Changes quotation marks, names, reporting verbs and paragraph breaks.
//!
//! Guarantees that labelled spans stay on the same words or their replacements, and that the same random numbers give
//! the same article.

use super::edits::Edits;
use super::gold::GoldArticle;
use super::name_pool::{NamePool, rename};
use super::splitmix::SplitMix;
use super::verb_synonyms::other_verb;
use crate::tag::Role;
use crate::text::{Document, QuoteStyle, QuotedSpan};

/// Probabilities of the variations.
const OTHER_MARKS: f32 = 0.35;
const OTHER_NAMES: f32 = 0.5;
const ONE_PARAGRAPH: f32 = 0.03;
/// Probability that a reporting verb is replaced.
const OTHER_VERB: f32 = 0.12;

/// Outer and inner quotation marks, and the apostrophe.
type Marks = [&'static str; 5];

const STYLES: [Marks; 6] = [
    ["“", "”", "‘", "’", "’"],
    ["\"", "\"", "'", "'", "'"],
    ["‘", "’", "“", "”", "’"],
    ["'", "'", "\"", "\"", "'"],
    ["“", "”", "‘", "’", "'"],
    ["«", "»", "“", "”", "’"],
];

/// A variation of `article`.
pub fn augment(article: &GoldArticle, names: &NamePool, random: &mut SplitMix) -> GoldArticle {
    let document = Document::new(&article.text);
    let mut edits = Edits::default();
    if random.unit() < OTHER_MARKS {
        change_marks(&document, &STYLES[random.below(STYLES.len())], &mut edits);
    }
    if random.unit() < OTHER_NAMES {
        rename(&document, names, random, &mut edits);
    }
    if random.unit() < ONE_PARAGRAPH {
        join_paragraphs(&document, &mut edits);
    }
    change_verbs(article, random, &mut edits);
    edits.apply(article)
}

/// Replaces quotation marks and apostrophes by those of another style. Words set off by single marks are not changed.
fn change_marks(document: &Document, [open, close, inner_open, inner_close, apostrophe]: &Marks, edits: &mut Edits) {
    let text = document.text;
    for region in document.quoted.iter().filter(|region| region.is_quotation(text)) {
        let [open, close] = if region.depth == 0 { [open, close] } else { [inner_open, inner_close] };
        let QuotedSpan { outer, inner, opened, closed, .. } = *region;
        if opened {
            edits.replace(outer.start()..inner.start(), *open);
        }
        if closed {
            edits.replace(inner.end()..outer.end(), *close);
        }
    }
    let apostrophes = text.char_indices().filter(|(_, c)| matches!(c, '\'' | '’'));
    for (at, c) in apostrophes.filter(|&(at, _)| is_inside_word(text, at)) {
        edits.replace(at..at + c.len_utf8(), *apostrophe);
    }
}

fn is_inside_word(text: &str, at: usize) -> bool {
    let after = text[at..].chars().nth(1);
    text[..at].ends_with(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// Joins all paragraphs, unless quotation marks stay open over a paragraph break: they would be ambiguous in one line.
fn join_paragraphs(document: &Document, edits: &mut Edits) {
    let stays_open = |region: &QuotedSpan| !region.closed && region.style != QuoteStyle::Single;
    if document.quoted.iter().any(stays_open) {
        return;
    }
    for pair in document.paragraphs.windows(2) {
        let end = document.tokens[pair[0].end - 1].span.end();
        edits.replace(end..document.tokens[pair[1].start].span.start(), " ");
    }
}

/// Replaces some cues by another verb of the same kind.
fn change_verbs(article: &GoldArticle, random: &mut SplitMix, edits: &mut Edits) {
    for (_, span) in article.spans.iter().filter(|(role, _)| *role == Role::Cue) {
        if random.unit() < OTHER_VERB
            && let Some(verb) = other_verb(span.of(&article.text), random)
        {
            edits.replace(span.range(), verb);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use crate::train::Scheme;

    fn article(text: &str, spans: &[(Role, &str)]) -> GoldArticle {
        let find = |&(role, words): &(Role, &str)| {
            let start = text.find(words).unwrap();
            (role, Span::new(start, start + words.len()))
        };
        GoldArticle { text: text.to_owned(), spans: spans.iter().map(find).collect(), scheme: Scheme::News }
    }

    #[test]
    fn marks_are_written_in_another_style() {
        let text = "“They call it ‘a very small step’ here,” said Ann’s aunt.\n\nShe left.";
        let varied = |change: &dyn Fn(&Document, &mut Edits)| {
            let mut edits = Edits::default();
            change(&Document::new(text), &mut edits);
            edits.apply(&article(text, &[])).text
        };
        let british = varied(&|document, edits| change_marks(document, &STYLES[3], edits));
        assert_eq!(british, "'They call it \"a very small step\" here,' said Ann's aunt.\n\nShe left.");
        let french = varied(&|document, edits| change_marks(document, &STYLES[5], edits));
        assert_eq!(french, "«They call it “a very small step” here,» said Ann’s aunt.\n\nShe left.");
        assert_eq!(varied(&join_paragraphs), text.replace("\n\n", " "));
    }

    #[test]
    fn spans_stay_on_their_words_whatever_is_changed() {
        let spans = [(Role::Content, "“We won,”"), (Role::Cue, "said"), (Role::Source, "Ann Lee")];
        let article = article("“We won,” said Ann Lee.\n“Rain’s near,” Lee added.", &spans);
        let names = NamePool::new(&[("Ann", true), ("Mere", true)], &["Hohepa", "Wałęsa"]);
        let mut texts = std::collections::BTreeSet::new();
        for seed in 0..60 {
            let new = augment(&article, &names, &mut SplitMix::new(seed));
            let [content, cue, source] = [0, 1, 2].map(|span: usize| new.spans[span].1.of(&new.text));
            assert!(content.contains("We won,"), "{content}");
            assert!(cue == "said" || other_verb(cue, &mut SplitMix::new(1)).is_some(), "{cue}");
            assert_eq!(source.split(' ').count(), 2, "{source}");
            texts.insert(new.text);
        }
        assert!(texts.len() > 15 && texts.iter().any(|text| text.contains("Wałęsa")), "{texts:?}");
    }
}
