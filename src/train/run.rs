//! The order of training: articles, habits, examples, first layer, second layer, linker, words of cues, pronouns.

use std::path::Path;

use rayon::prelude::*;

use super::corpus::{gold_labels, read_articles};
use super::crf::{Example, Settings, Vocabulary, train};
use super::cues::cue_words;
use super::error::TrainError;
use super::examples::{first_examples, second_examples};
use super::habits::Counts;
use super::links::{Found, links};
use super::names::{learn_names, read_marked};
use super::neural;
use super::pronouns::pronoun_model;
use super::words::read_words;
use crate::evaluate::GoldArticle;
use crate::model::{Habit, Habits, Layer, Model, WordClass, Words};
use crate::tag::{Facts, Label, ReadySteps, edges, first_scores, marginals, spans_of, viterbi};
use crate::text::Document;

/// The settings that the shipped weights are trained with: first layer, second layer.
pub const SHIPPED: (Settings, Settings) = (
    Settings { least: 8, epochs: 5, step: 0.04, prune: 0.02, dropout: true, runs: 2, seed: 1 },
    Settings { least: 3, epochs: 4, step: 0.03, prune: 0.02, dropout: true, runs: 3, seed: 1 },
);

/// Where training reads and writes.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    /// The folder of the corpus; it holds `polnear-train.jsonl.gz`.
    pub corpus: &'a Path,
    /// The table of word classes.
    pub words: &'a Path,
    /// Word vectors as text, frequent words first (GloVe 6B, 50 numbers a word); without them the network stays as it is.
    pub vectors: Option<&'a Path>,
    /// The folder that the weights are written to.
    pub out: &'a Path,
}

/// What is told of a run while it goes on.
#[derive(Clone, Copy, Debug)]
pub enum Step<'a> {
    /// A part of the work begins.
    Begins(&'a str),
    /// The articles are read: how many.
    Read(usize),
    /// A part is left out, since a file is not there.
    Skipped(&'a str, &'a Path),
    /// A file is written, with so many bytes.
    Wrote(&'a Path, usize),
}

/// A part that can be learned alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `names.bin`
    Names,
    /// `pronouns.bin`
    Pronouns,
    /// `network.bin`
    Network,
}

/// Goes all the way from the corpus to the weights: `tagger.bin`, `linker.bin`, `names.bin`, `cue-words.tsv`,
/// `pronouns.bin` (on the names that the compiled weights find), and `network.bin` when there are word vectors; or learns `only` one part. The same files give the same bytes. `tell` hears
/// of every step.
///
/// # Errors
/// When a file cannot be read or written, or is not what its name says.
pub fn run(places: Places, only: Option<Part>, tell: &mut dyn FnMut(Step)) -> Result<(), TrainError> {
    tell(Step::Begins("reading the articles"));
    let articles = read_articles(&places.corpus.join("polnear-train.jsonl.gz"))?;
    let classes = read_words(places.words)?;
    tell(Step::Read(articles.len()));
    match only {
        Some(Part::Names) => return names(places, &articles, tell),
        Some(Part::Pronouns) => return pronouns(places, &articles, &classes, tell),
        Some(Part::Network) => return network(places, &articles, tell),
        None => {}
    }
    tell(Step::Begins("learning the tagger, which takes minutes"));
    let (model, found) = learn(&Corpus::new(&articles, &classes), SHIPPED.0, Some(SHIPPED.1));
    write(places.out, "tagger.bin", &model.to_bytes(), tell)?;
    tell(Step::Begins("learning the linker"));
    write(places.out, "linker.bin", &links(&articles, &found).to_bytes(), tell)?;
    names(places, &articles, tell)?;
    tell(Step::Begins("counting the words of cues"));
    write(places.out, "cue-words.tsv", cue_words(&articles).as_bytes(), tell)?;
    pronouns(places, &articles, &classes, tell)?;
    network(places, &articles, tell)
}

/// Learns which capitalised words are names.
fn names(places: Places, articles: &[GoldArticle], tell: &mut dyn FnMut(Step)) -> Result<(), TrainError> {
    tell(Step::Begins("learning names"));
    let marked = read_marked(&places.corpus.join("polnear-train.conll.gz"))?;
    write(places.out, "names.bin", &learn_names(articles, &marked).to_bytes(), tell)
}

/// The files that pronouns are learned from, besides the articles.
const FOR_PRONOUNS: [&str; 3] = ["polnear-train.conll.gz", "gum-train.conllu.gz", "gap-validation.tsv.gz"];

/// Learns whom pronouns mean; when a file for it is not there, those weights stay as they are.
fn pronouns(
    places: Places,
    articles: &[GoldArticle],
    classes: &[(u32, WordClass)],
    tell: &mut dyn FnMut(Step),
) -> Result<(), TrainError> {
    let files = FOR_PRONOUNS.map(|name| places.corpus.join(name));
    if let Some(missing) = files.iter().find(|file| !file.is_file()) {
        tell(Step::Skipped("pronouns", missing));
        return Ok(());
    }
    tell(Step::Begins("learning pronouns"));
    let model = pronoun_model(articles, &files, &Words::new(classes))?;
    write(places.out, "pronouns.bin", &model.to_bytes(), tell)
}

/// Trains the recurrent network, where there are word vectors for it.
fn network(places: Places, articles: &[GoldArticle], tell: &mut dyn FnMut(Step)) -> Result<(), TrainError> {
    let Some(vectors) = places.vectors else { return Ok(()) };
    tell(Step::Begins("learning the network, which takes many minutes"));
    let read = std::fs::read_to_string(vectors);
    let text = read.map_err(|source| TrainError::Read { path: vectors.to_owned(), source })?;
    let (articles, vectors) = (neural::from_gold(articles), neural::Vectors::read(&text));
    let settings = neural::Settings::default();
    let (model, vocabulary) = neural::train(&articles, &vectors, &settings, |_, _, _, _| ());
    write(places.out, "network.bin", &neural::export(&model, &vocabulary), tell)
}

fn write(folder: &Path, name: &str, bytes: &[u8], tell: &mut dyn FnMut(Step)) -> Result<(), TrainError> {
    let path = folder.join(name);
    std::fs::write(&path, bytes).map_err(|source| TrainError::Write { path: path.clone(), source })?;
    tell(Step::Wrote(&path, bytes.len()));
    Ok(())
}

/// How many folds the articles are dealt into.
const FOLDS: usize = 10;

/// Articles read and labelled, word classes at hand.
pub struct Corpus<'a> {
    documents: Vec<Document<'a>>,
    labels: Vec<Vec<Label>>,
    counts: Vec<Counts>,
    words: Words,
}

impl<'a> Corpus<'a> {
    /// Reads `articles`.
    pub fn new(articles: &'a [GoldArticle], classes: &[(u32, WordClass)]) -> Corpus<'a> {
        let words = Words::new(classes);
        let documents: Vec<Document> = articles.iter().map(|article| Document::new(&article.text)).collect();
        let labels: Vec<Vec<Label>> =
            articles.iter().zip(&documents).map(|(article, document)| gold_labels(article, document)).collect();
        let counts =
            documents.iter().zip(&labels).map(|(document, labels)| Counts::of(document, labels, &words)).collect();
        Corpus { documents, labels, counts, words }
    }

    /// The habits seen in all articles but those of `fold` (all articles for none).
    fn habits(&self, without: Option<usize>) -> Vec<(u32, Habit)> {
        let mut all = Counts::default();
        for (number, counts) in self.counts.iter().enumerate() {
            if Some(number % FOLDS) != without {
                all.add(counts);
            }
        }
        all.entries()
    }

    /// The facts of all articles, each with the habits that its own fold did not shape.
    fn facts(&self) -> Vec<Facts> {
        let habits: Vec<Habits> = (0..FOLDS).map(|fold| Habits::new(&self.habits(Some(fold)))).collect();
        let facts = |(number, document)| Facts::of(document, &self.words, &habits[number % FOLDS]);
        self.documents.iter().enumerate().map(facts).collect()
    }
}

/// Into how many parts the articles are cut so that the second layer sees what the first finds in unknown articles.
const PARTS: usize = 5;

/// Learns a model. With a second layer come the spans that the first one finds in each article when it has not seen it.
pub fn learn(corpus: &Corpus, settings: Settings, second: Option<Settings>) -> (Model, Vec<Found>) {
    let facts = corpus.facts();
    let mut vocabulary = Vocabulary::default();
    let mut examples: Vec<Example> = Vec::new();
    let mut article_of: Vec<usize> = Vec::new();
    for (number, (document, labels)) in corpus.documents.iter().zip(&corpus.labels).enumerate() {
        examples.extend(first_examples(document, &facts[number], labels, &mut vocabulary));
        article_of.resize(examples.len(), number);
    }
    let all: Vec<usize> = (0..examples.len()).collect();
    let first = train(&examples, &all, &vocabulary, None, settings);
    let mut model = Model {
        made: format!("{} articles, first layer {settings:?}, second layer {second:?}", corpus.documents.len()),
        words: corpus.words.clone(),
        habits: Habits::new(&corpus.habits(None)),
        first,
        second: None,
        boost: [0.6, 0.4, 0.2],
    };
    let Some(second) = second else { return (model, Vec::new()) };
    let held_out: Vec<Layer> = (0..PARTS)
        .into_par_iter()
        .map(|part| {
            let chosen: Vec<usize> =
                all.iter().copied().filter(|&example| article_of[example] % PARTS != part).collect();
            train(&examples, &chosen, &vocabulary, None, settings)
        })
        .collect();
    drop((examples, vocabulary));
    let (layer, found) = learn_second(corpus, &facts, &held_out, &model.first, second);
    model.second = Some(layer);
    (model, found)
}

/// Learns the second layer from what the layers of `held_out` find in articles they have not seen, and gives that too.
fn learn_second(
    corpus: &Corpus,
    facts: &[Facts],
    held_out: &[Layer],
    first: &Layer,
    settings: Settings,
) -> (Layer, Vec<Found>) {
    let mut vocabulary = Vocabulary::default();
    let (mut examples, mut found) = (Vec::new(), Vec::new());
    for (number, (document, labels)) in corpus.documents.iter().zip(&corpus.labels).enumerate() {
        let (layer, facts) = (&held_out[number % PARTS], &facts[number]);
        let scores = first_scores(layer, facts);
        let steps: Vec<ReadySteps> = layer.steps.iter().map(ReadySteps::new).collect();
        let edges = edges(facts);
        let marginals = marginals(&steps, &scores, &edges);
        let best: Vec<&ReadySteps> = edges.iter().map(|&edge| &steps[edge]).collect();
        found.push(spans_of(&viterbi(&scores, &best)));
        examples.extend(second_examples(document, facts, labels, &scores, &marginals, &mut vocabulary));
    }
    let all: Vec<usize> = (0..examples.len()).collect();
    (train(&examples, &all, &vocabulary, Some(first), settings), found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::Attributed;

    fn articles() -> Vec<GoldArticle> {
        let article = |number: usize| {
            let text = format!("“Rain number {number} is coming,” said Ulla Brandt.\nThe ferry left.");
            let find = |part: &str| {
                let start = text[..text.find(part).unwrap()].chars().count();
                vec![[start, start + part.chars().count()]]
            };
            let attribution = Attributed {
                content: find(&format!("Rain number {number} is coming")),
                source: find("Ulla Brandt"),
                cue: find("said"),
                speaker: None,
            };
            GoldArticle { id: number.to_string(), attributions: vec![attribution], not_quotes: Vec::new(), text }
        };
        (0..10).map(article).collect()
    }

    #[test]
    fn the_same_articles_give_the_same_bytes() {
        let articles = articles();
        let learn = || {
            let (model, found) = learn(&Corpus::new(&articles, &[]), SHIPPED.0, Some(SHIPPED.1));
            (model.to_bytes(), links(&articles, &found).to_bytes(), found)
        };
        let (model, links, found) = learn();
        assert_eq!((model.clone(), links, found.clone()), learn());
        assert!(Model::from_bytes(&model).is_ok() && found.len() == articles.len());
    }
}
