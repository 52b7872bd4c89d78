//! The topics of an article and of each of its quotations.

use std::ops::Range;

use super::broad_subject::{Shares, SubjectHits, subjects};
use super::choose::{QuotePosition, choose, of_article};
use super::mentions::{Mentions, find_concepts, headline};
use super::names::TopicNames;
use super::phrases::find_phrases;
use super::word_info::WordInfos;
use crate::article::Article;
use crate::lexicon::SUBJECTS;
use crate::quote::Speaker;
use crate::span::Span;
use crate::text::Document;

/// Number of tokens before and after a quotation that are its context, within its paragraph.
const CONTEXT_TOKENS: usize = 80;
/// Maximum number of tokens of a quotation that are read.
const MAX_QUOTE_TOKENS: usize = 400;

/// The topics of an article and their positions.
pub struct Topics {
    mentions: Mentions,
    of_article: Vec<usize>,
    subject_hits: SubjectHits,
    title: Shares,
    whole: Shares,
}

impl Topics {
    /// Reads an article. `sources` are the tokens of speakers, which are no topics.
    pub fn new(article: &Article, document: &Document, sources: &[Range<usize>]) -> Self {
        let infos = WordInfos::new(document);
        let words = infos.words(document);
        let title = Document::new(article.title.as_deref().unwrap_or_default());
        let title_infos = WordInfos::new(&title);
        let title_words = title_infos.words(&title);
        let names = TopicNames::new(document, &words, &title_words, &title);
        let mut mentions = Mentions::new(words.len());
        find_concepts(document, &words, &names.in_name, &mut mentions);
        names.note(document, &words, &marked(words.len(), sources), article.publisher.as_deref(), &mut mentions);
        find_phrases(document, &words, &names.in_name, &mut mentions);
        let subject_hits = SubjectHits::new(document, &words);

        mentions.finish(&headline(&title_words));
        let title = SubjectHits::new(&title, &title_words).of_headline();
        let whole = subject_hits.of_article();
        let subjects = subjects([&title, &whole, &whole, &whole]);
        Self { of_article: of_article(&mentions, bits(&subjects)), mentions, subject_hits, title, whole }
    }

    /// The topics of the quotation in `content`: its broad subjects, then its other topics, best first.
    pub fn of(&self, document: &Document, content: &[Span], speaker: &Speaker) -> Vec<String> {
        let mut left = MAX_QUOTE_TOKENS;
        let mut pieces: Vec<Range<usize>> = Vec::new();
        for piece in content.iter().map(|&span| document.tokens_in(span)) {
            let end = piece.end.min(piece.start + left);
            left -= end - piece.start;
            pieces.push(piece.start..end);
        }
        let around = around(document, &pieces);
        let (near, own) =
            (self.subject_hits.of_part(std::slice::from_ref(&around)), self.subject_hits.of_part(&pieces));
        let subjects = subjects([&self.title, &self.whole, &near, &own]);
        let position =
            QuotePosition { sentences: sentences(document, &pieces, &around), content: pieces, context: around };
        let topics = choose(&self.mentions, &self.of_article, &position, speaker, bits(&subjects));
        subjects.iter().map(|&subject| SUBJECTS[subject]).chain(topics).map(str::to_owned).collect()
    }
}

/// The sentences of `pieces`, limited to the context.
fn sentences(document: &Document, pieces: &[Range<usize>], context: &Range<usize>) -> Range<usize> {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return 0..0 };
    let sentence = |token| document.sentences.get(document.sentence_of(token)).cloned().unwrap_or(0..0);
    let (start, end) = (sentence(first.start).start, sentence(last.end.max(1) - 1).end);
    start.max(context.start)..end.min(context.end)
}

/// Subjects as bits.
fn bits(subjects: &[usize]) -> u32 {
    subjects.iter().fold(0, |bits, subject| bits | 1 << subject)
}

/// For each of `tokens`, whether it is in one of `ranges`.
fn marked(tokens: usize, ranges: &[Range<usize>]) -> Vec<bool> {
    let mut marked = vec![false; tokens];
    for range in ranges {
        marked[range.start.min(tokens)..range.end.min(tokens)].fill(true);
    }
    marked
}

/// The context of `pieces`, within the paragraphs of the first and the last.
fn around(document: &Document, pieces: &[Range<usize>]) -> Range<usize> {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return 0..0 };
    let paragraph = |token| document.paragraphs.get(document.paragraph_of(token)).cloned().unwrap_or(0..0);
    let (start, end) = (paragraph(first.start).start, paragraph(last.end.max(1) - 1).end);
    start.max(first.start.saturating_sub(CONTEXT_TOKENS))..end.min(last.end + CONTEXT_TOKENS).max(first.start)
}
