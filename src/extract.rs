//! Article to quotes: the one place that knows the order of the stages.

use crate::article::Article;
use crate::attribution::{Attribution, Rules, Weights, attribute_with_rules, content_text, repeats};
use crate::model::ModelError;
use crate::quote::{Evidence, Polarity, Quote, quote_id};
use crate::span::Span;
use crate::speakers::{People, Resolved, Resolver};
use crate::tag::Tagger;
use crate::text::Document;
use crate::topics::Topics;

/// Finds who said what in an article.
///
/// ```
/// use quotedex::{Article, Extractor};
///
/// let article = Article::new("a", "“The tide waits for nobody,” harbour master Ann Smith said on Monday.");
/// let quotes = Extractor::new()?.extract(&article);
/// assert_eq!(quotes[0].text, "The tide waits for nobody,");
/// assert_eq!(quotes[0].speaker.name.as_deref(), Some("Ann Smith"));
/// # Ok::<(), quotedex::ModelError>(())
/// ```
pub struct Extractor {
    tagger: Tagger,
    weights: Weights,
    rules: Rules,
    speakers: Resolver,
}

impl Extractor {
    /// An extractor with the weights that the library ships.
    ///
    /// # Errors
    ///
    /// When the weights compiled into the library are damaged or of another version.
    pub fn new() -> Result<Self, ModelError> {
        let (tagger, weights, speakers) = (Tagger::shipped()?, Weights::shipped()?, Resolver::shipped()?);
        Ok(Self { tagger, weights, rules: Rules::default(), speakers })
    }

    /// The same, with persons whom the user knows: their list decides over what is guessed of speakers.
    pub fn with_people(self, people: People) -> Self {
        Self { speakers: self.speakers.with_people(people), ..self }
    }

    /// The same without the rules of attribution that have one of these ids, to tell what they are worth.
    pub fn without_rules(self, ids: &[String]) -> Self {
        Self { rules: Rules::without(ids), ..self }
    }

    /// Every attribution of `article`, statements and attitudes, in order of their content.
    ///
    /// Any text is accepted; the time taken is proportional to its length.
    pub fn extract(&self, article: &Article) -> Vec<Quote> {
        self.extract_each(&[article]).pop().unwrap_or_default()
    }

    /// The same for each of several articles, one after the other on this thread, and somewhat faster.
    ///
    /// A few are taken together through each stage, whose weights then stay in the core's caches. What comes of an
    /// article does not depend on the others.
    pub fn extract_each(&self, articles: &[&Article]) -> Vec<Vec<Quote>> {
        batches(articles).flat_map(|batch| self.together(batch)).collect()
    }

    /// All stages, each over all articles.
    fn together(&self, articles: &[&Article]) -> Vec<Vec<Quote>> {
        let documents: Vec<_> = articles.iter().map(|article| Document::new(article.text())).collect();
        let tagged: Vec<_> = documents.iter().map(|document| self.tagger.tag_with_marginals(document)).collect();
        let join = |(document, tagged)| attribute_with_rules(&self.rules, document, tagged, &self.weights);
        let found: Vec<_> = documents.iter().zip(&tagged).map(join).collect();
        let resolve = |(document, found): (_, &Vec<_>)| self.speakers.resolve(document, found);
        let speakers: Vec<_> = documents.iter().zip(&found).map(resolve).collect();
        let texts = articles.iter().zip(&documents);
        let found = found.into_iter().zip(speakers);
        texts
            .zip(found)
            .map(|((article, document), (found, speakers))| quotes(article, document, found, speakers))
            .collect()
    }

    /// Which of `names` the pronoun at `pronoun` means, in `article`.
    ///
    /// The stretches of `names` are taken for names of persons; every other person whom the article names may be meant
    /// as well, so that often none of them is.
    pub fn meant(&self, article: &Article, pronoun: Span, names: &[Span]) -> Vec<bool> {
        let document = Document::new(article.text());
        let attributions =
            attribute_with_rules(&self.rules, &document, &self.tagger.tag_with_marginals(&document), &self.weights);
        let given: Vec<_> = names.iter().map(|&name| document.tokens_in(name)).collect();
        self.speakers.resolve_pronoun(&document, &attributions, document.tokens_in(pronoun).start, &given)
    }
}

/// The rules of attribution that [`Extractor::without_rules`] can leave out: their ids, and what each holds.
pub(crate) fn rules() -> impl Iterator<Item = (&'static str, &'static str)> {
    crate::attribution::rule_sentences()
}

/// Most articles that go through the stages together: enough for nearly all that there is to gain by it.
pub(crate) const TOGETHER: usize = 16;
/// Most bytes of their text: what the stages know of it takes many times that.
const TOGETHER_BYTES: usize = 1 << 18;

/// How many of the first, which are so large, go together; one that is too large goes alone.
pub(crate) fn how_many(sizes: impl Iterator<Item = usize>) -> usize {
    let mut sum = 0;
    let fits = |size: &usize| {
        sum += size;
        sum <= TOGETHER_BYTES
    };
    sizes.take(TOGETHER).take_while(fits).count().max(1)
}

/// The articles, a few at a time; a long one alone.
fn batches<'a, 'b>(mut articles: &'a [&'b Article]) -> impl Iterator<Item = &'a [&'b Article]> {
    std::iter::from_fn(move || {
        let count = how_many(articles.iter().map(|article| article.text().len()));
        let (batch, rest) = articles.split_at_checked(count)?;
        articles = rest;
        Some(batch)
    })
}

/// The records of an article.
fn quotes(article: &Article, document: &Document, found: Vec<Attribution>, speakers: Vec<Resolved>) -> Vec<Quote> {
    let sources: Vec<_> = found.iter().filter_map(|found| found.source.clone()).collect();
    let topics = Topics::new(article, document, &sources);
    let both = found.into_iter().zip(speakers);
    both.map(|(found, speaker)| quote(article, document, &topics, found, speaker)).collect()
}

/// Fills in the record.
fn quote(article: &Article, document: &Document, topics: &Topics, found: Attribution, resolved: Resolved) -> Quote {
    let spans = |tokens: Option<std::ops::Range<usize>>| -> Vec<Span> {
        tokens.map(|tokens| document.span(tokens)).into_iter().collect()
    };
    let (source, cue) = (spans(found.source.clone()), spans(found.cue.clone()));
    let first = document.token_at(found.content.first().map_or(0, |piece| piece.start()));
    let text = content_text(document, &found.content);
    let refuted = article.refuted.iter().any(|claim| repeats(claim, &text));
    let confidence = resolved.confidence.clamp(0.0, 1.0);
    Quote {
        id: quote_id(&article.id, &found.content, &cue),
        kind: found.kind,
        report: found.report,
        polarity: if refuted && found.polarity == Polarity::Affirmed { Polarity::Disputed } else { found.polarity },
        text,
        context: context(document, &found.content, &source, &cue),
        paragraph: document.paragraph_of(first) as u32 + 1,
        topics: topics.of(document, &found.content, &resolved.speaker),
        content: found.content,
        source,
        cue,
        speaker: resolved.speaker,
        confidence: (confidence * 1000.0).round() / 1000.0,
        evidence: Evidence {
            found: found.found,
            cue: found.cue.map(|cue| document.normalized_text(cue).into_owned()),
            ground: found.ground,
            candidates: resolved.candidates,
            listed: resolved.listed,
        },
        article: article.reference(),
    }
}

/// Longest context, in bytes: a quotation over many paragraphs carries only its beginning.
const LONGEST_CONTEXT: usize = 2000;

/// The sentences from the first to the last word of the attribution.
fn context(document: &Document, content: &[Span], source: &[Span], cue: &[Span]) -> String {
    let whole = [content, source, cue].into_iter().flatten().copied().reduce(Span::cover);
    let Some(whole) = whole else { return String::new() };
    let tokens = document.tokens_in(whole);
    let (Some(first), Some(last)) = (
        document.sentences.get(document.sentence_of(tokens.start)),
        document.sentences.get(document.sentence_of(tokens.end.saturating_sub(1))),
    ) else {
        return String::new();
    };
    let span = document.span(first.start..last.end);
    let most = span.end().min(span.start() + LONGEST_CONTEXT);
    let end = (span.start()..=most).rev().find(|&end| document.text.is_char_boundary(end)).unwrap_or(span.start());
    Span::new(span.start(), end).of(document.text).to_owned()
}
