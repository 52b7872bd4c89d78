//! The topics of an article, ready to be asked for each of its quotations.

use std::ops::Range;

use super::choose::{Place, choose, of_article};
use super::mentions::{Mentions, find_concepts, headline};
use super::names::Names;
use super::phrases::find_phrases;
use super::subject::{Shares, Telling, subjects};
use super::words::Forms;
use crate::article::Article;
use crate::lexicon::SUBJECTS;
use crate::quote::Speaker;
use crate::span::Span;
use crate::text::Document;

/// Tokens before and behind a quotation that count as its context, within its paragraph.
const AROUND: usize = 80;
/// Tokens of a quotation that are looked at: a speech told word for word is about what it begins with.
const LONGEST: usize = 400;

/// What an article is about, and where it says so.
pub struct Topics {
    mentions: Mentions,
    of_article: Vec<usize>,
    telling: Telling,
    title: Shares,
    whole: Shares,
}

impl Topics {
    /// Reads an article once. `sources` are the tokens that name speakers: they are no topics.
    pub fn new(article: &Article, document: &Document, sources: &[Range<usize>]) -> Self {
        let forms = Forms::new(document);
        let words = forms.words(document);
        let title = Document::new(article.title.as_deref().unwrap_or_default());
        let title_forms = Forms::new(&title);
        let title_words = title_forms.words(&title);
        let names = Names::new(document, &words, &title_words, &title);
        let mut mentions = Mentions::new(words.len());
        find_concepts(document, &words, &names.in_name, &mut mentions);
        names.note(document, &words, &marked(words.len(), sources), article.publisher.as_deref(), &mut mentions);
        find_phrases(document, &words, &names.in_name, &mut mentions);
        let telling = Telling::new(document, &words);

        mentions.finish(&headline(&title_words));
        let title = Telling::new(&title, &title_words).of_headline();
        let whole = telling.of_article();
        let subjects = subjects([&title, &whole, &whole, &whole]);
        Self { of_article: of_article(&mentions, bits(&subjects)), mentions, telling, title, whole }
    }

    /// What the quotation in `content` is about: its broad subjects first, then its topics, best first.
    pub fn of(&self, document: &Document, content: &[Span], speaker: &Speaker) -> Vec<String> {
        let mut left = LONGEST;
        let mut pieces: Vec<Range<usize>> = Vec::new();
        for piece in content.iter().map(|&span| document.tokens_in(span)) {
            let end = piece.end.min(piece.start + left);
            left -= end - piece.start;
            pieces.push(piece.start..end);
        }
        let around = around(document, &pieces);
        let (near, own) = (self.telling.of_part(std::slice::from_ref(&around)), self.telling.of_part(&pieces));
        let subjects = subjects([&self.title, &self.whole, &near, &own]);
        let place = Place { sentences: sentences(document, &pieces, &around), content: pieces, context: around };
        let topics = choose(&self.mentions, &self.of_article, &place, speaker, bits(&subjects));
        subjects.iter().map(|&subject| SUBJECTS[subject]).chain(topics).map(str::to_owned).collect()
    }
}

/// The sentences of `pieces`, as far as they lie in the context.
fn sentences(document: &Document, pieces: &[Range<usize>], context: &Range<usize>) -> Range<usize> {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return 0..0 };
    let sentence = |token| document.sentences.get(document.sentence_of(token)).cloned().unwrap_or(0..0);
    let (start, end) = (sentence(first.start).start, sentence(last.end.max(1) - 1).end);
    start.max(context.start)..end.min(context.end)
}

/// A bit for each subject.
fn bits(subjects: &[usize]) -> u32 {
    subjects.iter().fold(0, |bits, subject| bits | 1 << subject)
}

/// For each of `tokens`, whether it stands in one of `ranges`.
fn marked(tokens: usize, ranges: &[Range<usize>]) -> Vec<bool> {
    let mut marked = vec![false; tokens];
    for range in ranges {
        marked[range.start.min(tokens)..range.end.min(tokens)].fill(true);
    }
    marked
}

/// What stands around `pieces`, in the paragraphs of the first and the last.
fn around(document: &Document, pieces: &[Range<usize>]) -> Range<usize> {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return 0..0 };
    let paragraph = |token| document.paragraphs.get(document.paragraph_of(token)).cloned().unwrap_or(0..0);
    let (start, end) = (paragraph(first.start).start, paragraph(last.end.max(1) - 1).end);
    start.max(first.start.saturating_sub(AROUND))..end.min(last.end + AROUND).max(first.start)
}
