//! The order of training: articles, word classes, names, words of cues, network, linker, speakers.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::corpus::{Corpus, read_articles, read_corpora, read_text};
use super::cues::cue_words;
use super::error::TrainError;
use super::folds::FOLDS;
use super::links::links;
use super::name_figures::NameFigures;
use super::names::{NameCorpus, learn_marked, learn_named, read_marked};
use super::neural::{Settings, Vectors};
use super::scheme::Scheme;
use super::speakers::{Finders, find_speakers, learn_speakers};
use super::unseen::{self, Recipe, found};
use super::words::read_words;
use crate::attribution::Weights;
use crate::evaluate::GoldArticle;
use crate::model::Words;
use crate::speakers::Recogniser;
use crate::tag::Tagger;

/// Where training reads and writes.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    /// The folder of the corpus; it holds `news-train.jsonl.gz` and `polnear-train.jsonl.gz`, or one of both.
    pub corpus: &'a Path,
    /// The table of word classes.
    pub words: &'a Path,
    /// Word vectors as text, frequent words first (GloVe 6B, 50 numbers a word); without them network and linker stay as
    /// they are.
    pub vectors: Option<&'a Path>,
    /// Where what is learned without one fold of the articles is kept, so that what builds on it learns from articles that it
    /// has not seen; without it networks are learned and forgotten, and speakers are learned from what shipped weights find.
    pub folds: Option<&'a Path>,
    /// Where to write which speakers are found in articles of publishers that were not learned from, for the scorer.
    pub unseen: Option<&'a Path>,
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
    /// How many of the labelled speakers are found by name in these articles.
    Names(&'a str, NameFigures),
}

/// A part that can be learned alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `names.bin`
    Names,
    /// `network.bin`
    Network,
    /// `linker.bin`
    Linker,
    /// `speakers.bin`
    Speakers,
}

/// Goes all the way from the corpus to the weights: `words.bin`, `names.bin`, `cue-words.tsv`, when there are word vectors
/// `network.bin` and `linker.bin`, and `speakers.bin` (on what the compiled weights find); or learns `only` one part. The same files give the same bytes. `tell` hears of every step.
///
/// # Errors
/// When a file cannot be read or written, or is not what its name says.
pub fn run(places: Places, only: Option<Part>, tell: &mut dyn FnMut(Step)) -> Result<(), TrainError> {
    tell(Step::Begins("reading the articles"));
    let corpora = read_corpora(places.corpus, &mut |file| tell(Step::Skipped("a corpus", file)))?;
    let words = Words::new(&read_words(places.words)?);
    tell(Step::Read(corpora.iter().map(|corpus| corpus.articles.len()).sum()));
    match only {
        Some(Part::Names) => names(places, &corpora, tell),
        Some(Part::Network | Part::Linker) => spans(places, &corpora, only, tell),
        Some(Part::Speakers) => speakers(places, &corpora, &words, tell),
        None => {
            write(places.out, "words.bin", &words.to_bytes(), tell)?;
            names(places, &corpora, tell)?;
            tell(Step::Begins("counting the words of cues"));
            write(places.out, "cue-words.tsv", cue_words(&corpora).as_bytes(), tell)?;
            spans(places, &corpora, None, tell)?;
            speakers(places, &corpora, &words, tell)
        }
    }
}

/// The corpus that was annotated by `scheme`.
fn corpus_of(corpora: &[Corpus], scheme: Scheme) -> Option<&Corpus> {
    corpora.iter().find(|corpus| corpus.scheme == scheme && !corpus.articles.is_empty())
}

/// The articles to try things on; none where the file is not there.
fn development(places: Places) -> Result<Vec<GoldArticle>, TrainError> {
    let file = places.corpus.join("news-dev.jsonl.gz");
    if file.is_file() { read_articles(&file) } else { Ok(Vec::new()) }
}

/// Learns which capitalised words are names, and tells how well that does on newspapers that it was not learned from.
fn names(places: Places, corpora: &[Corpus], tell: &mut dyn FnMut(Step)) -> Result<(), TrainError> {
    let Some(polnear) = corpus_of(corpora, Scheme::Polnear) else {
        tell(Step::Skipped("names", &places.corpus.join(Scheme::Polnear.file())));
        return Ok(());
    };
    let news = corpus_of(corpora, Scheme::News);
    let marks = read_marked(&places.corpus.join("polnear-train.conll.gz"))?;
    let articles = polnear.articles.iter();
    let marked: Vec<_> = articles.filter_map(|article| Some((article, marks.get(&article.id)?.as_slice()))).collect();
    tell(Step::Begins("learning names"));
    let first = learn_marked(&marked);
    let all = || news.iter().flat_map(|news| news.articles.iter().zip(news.folds.iter().copied()));
    let learn = |named: &[&GoldArticle]| learn_named(&NameCorpus { marked: &marked, named }, &first);
    let recogniser = learn(&all().map(|(article, _)| article).collect::<Vec<_>>());
    write(places.out, "names.bin", &recogniser.to_bytes(), tell)?;
    tell(Step::Begins("trying names on each fold of publishers, learned from the others"));
    let part = |part: usize| {
        let others: Vec<&GoldArticle> = all().filter(|(_, fold)| *fold != part).map(|(article, _)| article).collect();
        let recogniser = learn(&others);
        if let Some(path) = fold_file(places, "names", part) {
            write_file(&path, &recogniser.to_bytes())?;
        }
        let held_out = all().filter(|(_, fold)| *fold == part).map(|(article, _)| article);
        Ok(NameFigures::of(held_out, &recogniser))
    };
    let parts: Vec<NameFigures> = (0..FOLDS).into_par_iter().map(part).collect::<Result<_, TrainError>>()?;
    tell(Step::Names("news-train, out of fold", parts.into_iter().fold(NameFigures::default(), NameFigures::plus)));
    tell(Step::Names("news-dev", NameFigures::of(development(places)?.iter(), &recogniser)));
    Ok(())
}

/// Where what is learned without one fold is kept.
fn fold_file(places: Places, what: &str, fold: usize) -> Option<PathBuf> {
    places.folds.map(|folder| folder.join(format!("{what}-{fold}.bin")))
}

/// What finds names without having seen articles of `fold`; the shipped weights where there is no such file.
fn fold_recogniser(places: Places, fold: usize) -> Result<Recogniser, TrainError> {
    let Some(path) = fold_file(places, "names", fold).filter(|path| path.is_file()) else {
        return Ok(Recogniser::shipped()?);
    };
    let bytes = std::fs::read(&path).map_err(|source| TrainError::Read { path, source })?;
    Ok(Recogniser::from_bytes(&bytes)?)
}

/// Learns who said it, from the articles that name their speakers.
fn speakers(places: Places, corpora: &[Corpus], words: &Words, tell: &mut dyn FnMut(Step)) -> Result<(), TrainError> {
    let Some(news) = corpus_of(corpora, Scheme::News) else {
        tell(Step::Skipped("speakers", &places.corpus.join(Scheme::News.file())));
        return Ok(());
    };
    tell(Step::Begins("learning speakers"));
    let weights = Weights::shipped()?;
    let finders = Finders {
        taggers: match places.folds.filter(|folder| folder.join("network-0.bin").is_file()) {
            Some(folder) => unseen::taggers(folder)?,
            None => vec![Tagger::shipped()?; FOLDS],
        },
        recognisers: (0..FOLDS).map(|fold| fold_recogniser(places, fold)).collect::<Result<_, _>>()?,
        weights: &weights,
        words,
    };
    let learned = learn_speakers(&news.articles, &finders);
    write(places.out, "speakers.bin", &learned.ranker.to_bytes(), tell)?;
    let Some(path) = places.unseen else { return Ok(()) };
    let shipped = Finders {
        taggers: vec![Tagger::shipped()?],
        recognisers: vec![Recogniser::shipped()?],
        weights: &weights,
        words,
    };
    let mut found = learned.unseen;
    found.extend(find_speakers(&development(places)?, &shipped, &learned.ranker));
    let lines: Vec<String> = found.iter().map(|one| serde_json::to_string(one).unwrap_or_default() + "\n").collect();
    write_file(path, lines.concat().as_bytes())
}

/// Trains the recurrent network and learns which spans belong together, or `only` one of
/// both, where there are word vectors.
fn spans(places: Places, corpora: &[Corpus], only: Option<Part>, tell: &mut dyn FnMut(Step)) -> Result<(), TrainError> {
    let Some(vectors) = places.vectors.map(read_vectors).transpose()? else { return Ok(()) };
    let (given_names, settings) = (given_names(places.corpus, tell)?, Settings::default());
    let recipe = Recipe { vectors: &vectors, given_names: &given_names, settings: &settings };
    if only != Some(Part::Linker) {
        tell(Step::Begins("learning the network, which takes minutes"));
        write(places.out, "network.bin", &recipe.learn(corpora, None), tell)?;
    }
    if only != Some(Part::Network) {
        tell(Step::Begins("learning the linker from what five networks find, which takes many minutes"));
        let found = found(&recipe.taggers(corpora, places.folds)?, corpora);
        let articles: Vec<&GoldArticle> = corpora.iter().flat_map(|corpus| &corpus.articles).collect();
        write(places.out, "linker.bin", &links(&articles, &found).to_bytes(), tell)?;
    }
    Ok(())
}

/// The table of given names; none where the file is not there.
fn given_names(corpus: &Path, tell: &mut dyn FnMut(Step)) -> Result<String, TrainError> {
    let file = corpus.join("first-names.tsv");
    if file.is_file() {
        return read_text(&file);
    }
    tell(Step::Skipped("names of many origins", &file));
    Ok(String::new())
}

fn read_vectors(path: &Path) -> Result<Vectors, TrainError> {
    let text = std::fs::read_to_string(path).map_err(|source| TrainError::Read { path: path.to_owned(), source })?;
    Ok(Vectors::read(&text))
}

fn write(folder: &Path, name: &str, bytes: &[u8], tell: &mut dyn FnMut(Step)) -> Result<(), TrainError> {
    let path = folder.join(name);
    write_file(&path, bytes)?;
    tell(Step::Wrote(&path, bytes.len()));
    Ok(())
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), TrainError> {
    std::fs::write(path, bytes).map_err(|source| TrainError::Write { path: path.to_owned(), source })
}
