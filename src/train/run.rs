//! The training run: articles, word classes, names, cue words, network, linker, speakers.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::corpus::{Corpus, read_articles, read_corpora, read_text};
use super::cues::cue_words;
use super::error::TrainError;
use super::fold_taggers::{self, Recipe, tag_unseen};
use super::folds::FOLDS;
use super::link_examples::learn_from_articles;
use super::name_figures::NameFigures;
use super::names::{NameCorpus, learn_from_silver, learn_with_speakers, read_silver_names};
use super::neural::{Settings, Vectors};
use super::scheme::Scheme;
use super::speakers::{FoldModels, find_speakers, learn_speakers};
use super::word_class_table::read_words;
use crate::attribution::Weights;
use crate::evaluate::GoldArticle;
use crate::model::WordClasses;
use crate::speakers::Recogniser;
use crate::tag::Tagger;

/// The paths of a training run.
#[derive(Clone, Copy, Debug)]
pub struct TrainingPaths<'a> {
    /// The folder of the corpora, with `news-train.jsonl.gz` or `polnear-train.jsonl.gz` or both.
    pub corpus: &'a Path,
    /// The table of word classes.
    pub words: &'a Path,
    /// Word vectors as text, frequent words first (GloVe 6B, 50 numbers per word). Without them, network and linker are
    /// not trained.
    pub vectors: Option<&'a Path>,
    /// The folder for models trained without one fold, so that later stages train on articles the earlier ones have not
    /// seen. Without it, such networks are discarded, and the speaker ranker trains on what the bundled weights find.
    pub folds: Option<&'a Path>,
    /// The file for the speakers found in articles of publishers that were not trained on, for the scorer.
    pub unseen: Option<&'a Path>,
    /// The output folder for weights.
    pub out: &'a Path,
}

/// Progress of a training run.
#[derive(Clone, Copy, Debug)]
pub enum Progress<'a> {
    /// A part begins.
    Begins(&'a str),
    /// The articles were read; their number.
    Read(usize),
    /// A part is skipped, since a file is missing.
    Skipped(&'a str, &'a Path),
    /// A file was written; its size in bytes.
    Wrote(&'a Path, usize),
    /// Recall of labelled speaker names in these articles.
    Names(&'a str, NameFigures),
}

/// A component that can be trained alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Component {
    /// `names.bin`
    Names,
    /// `network.bin`
    Network,
    /// `linker.bin`
    Linker,
    /// `speakers.bin`
    Speakers,
}

/// Trains everything: `words.bin`, `names.bin`, `cue-words.tsv`, if there are word vectors `network.bin` and
/// `linker.bin`, and `speakers.bin` (on what the compiled weights find); or only the component `only`. The same files
/// give the same bytes. `report` is called with the progress.
///
/// # Errors
/// If a file cannot be read or written, or is malformed.
pub fn run(paths: TrainingPaths, only: Option<Component>, report: &mut dyn FnMut(Progress)) -> Result<(), TrainError> {
    require_folder(paths.out)?;
    report(Progress::Begins("reading the articles"));
    let corpora = read_corpora(paths.corpus, &mut |file| report(Progress::Skipped("a corpus", file)))?;
    let words = WordClasses::new(&read_words(paths.words)?);
    report(Progress::Read(corpora.iter().map(|corpus| corpus.articles.len()).sum()));
    match only {
        Some(Component::Names) => names(paths, &corpora, report),
        Some(Component::Network | Component::Linker) => spans(paths, &corpora, only, report),
        Some(Component::Speakers) => speakers(paths, &corpora, &words, report),
        None => {
            write(paths.out, "words.bin", &words.to_bytes(), report)?;
            names(paths, &corpora, report)?;
            report(Progress::Begins("counting the words of cues"));
            write(paths.out, "cue-words.tsv", cue_words(&corpora).as_bytes(), report)?;
            spans(paths, &corpora, None, report)?;
            speakers(paths, &corpora, &words, report)
        }
    }
}

/// An error now, and not after an hour of training.
fn require_folder(folder: &Path) -> Result<(), TrainError> {
    let failed = |source| TrainError::Write { path: folder.to_owned(), source };
    let found = std::fs::metadata(folder).map_err(failed)?;
    if found.is_dir() { Ok(()) } else { Err(failed(std::io::ErrorKind::NotADirectory.into())) }
}

/// The corpus annotated by `scheme`.
fn corpus_of(corpora: &[Corpus], scheme: Scheme) -> Option<&Corpus> {
    corpora.iter().find(|corpus| corpus.scheme == scheme && !corpus.articles.is_empty())
}

/// The development articles; none if the file is missing.
fn development(paths: TrainingPaths) -> Result<Vec<GoldArticle>, TrainError> {
    let file = paths.corpus.join("news-dev.jsonl.gz");
    if file.is_file() { read_articles(&file) } else { Ok(Vec::new()) }
}

/// Trains the recogniser of names, and evaluates it on newspapers that it was not trained on.
fn names(paths: TrainingPaths, corpora: &[Corpus], report: &mut dyn FnMut(Progress)) -> Result<(), TrainError> {
    let Some(polnear) = corpus_of(corpora, Scheme::Polnear) else {
        report(Progress::Skipped("names", &paths.corpus.join(Scheme::Polnear.file())));
        return Ok(());
    };
    let news = corpus_of(corpora, Scheme::News);
    let marks = read_silver_names(&paths.corpus.join("polnear-train.conll.gz"))?;
    let articles = polnear.articles.iter();
    let silver: Vec<_> = articles.filter_map(|article| Some((article, marks.get(&article.id)?.as_slice()))).collect();
    report(Progress::Begins("learning names"));
    let first = learn_from_silver(&silver);
    let all = || news.iter().flat_map(|news| news.articles.iter().zip(news.folds.iter().copied()));
    let learn = |named: &[&GoldArticle]| learn_with_speakers(&NameCorpus { silver: &silver, named }, &first);
    let recogniser = learn(&all().map(|(article, _)| article).collect::<Vec<_>>());
    write(paths.out, "names.bin", &recogniser.to_bytes(), report)?;
    report(Progress::Begins("trying names on each fold of publishers, learned from the others"));
    let part = |part: usize| {
        let others: Vec<&GoldArticle> = all().filter(|(_, fold)| *fold != part).map(|(article, _)| article).collect();
        let recogniser = learn(&others);
        if let Some(path) = fold_file(paths, "names", part) {
            write_file(&path, &recogniser.to_bytes())?;
        }
        let held_out = all().filter(|(_, fold)| *fold == part).map(|(article, _)| article);
        Ok(NameFigures::of(held_out, &recogniser))
    };
    let parts: Vec<NameFigures> = (0..FOLDS).into_par_iter().map(part).collect::<Result<_, TrainError>>()?;
    report(Progress::Names(
        "news-train, out of fold",
        parts.into_iter().fold(NameFigures::default(), NameFigures::plus),
    ));
    report(Progress::Names("news-dev", NameFigures::of(development(paths)?.iter(), &recogniser)));
    Ok(())
}

/// The path of a model trained without one fold.
fn fold_file(paths: TrainingPaths, what: &str, fold: usize) -> Option<PathBuf> {
    paths.folds.map(|folder| folder.join(format!("{what}-{fold}.bin")))
}

/// The recogniser trained without the articles of `fold`; the bundled weights if there is no such file.
fn fold_recogniser(paths: TrainingPaths, fold: usize) -> Result<Recogniser, TrainError> {
    let Some(path) = fold_file(paths, "names", fold).filter(|path| path.is_file()) else {
        return Ok(Recogniser::shipped()?);
    };
    let bytes = std::fs::read(&path).map_err(|source| TrainError::Read { path, source })?;
    Ok(Recogniser::from_bytes(&bytes)?)
}

/// Trains the speaker ranker on articles with labelled speakers.
fn speakers(
    paths: TrainingPaths,
    corpora: &[Corpus],
    words: &WordClasses,
    report: &mut dyn FnMut(Progress),
) -> Result<(), TrainError> {
    let Some(news) = corpus_of(corpora, Scheme::News) else {
        report(Progress::Skipped("speakers", &paths.corpus.join(Scheme::News.file())));
        return Ok(());
    };
    report(Progress::Begins("learning speakers"));
    let weights = Weights::shipped()?;
    let finders = FoldModels {
        taggers: match paths.folds.filter(|folder| folder.join("network-0.bin").is_file()) {
            Some(folder) => fold_taggers::taggers(folder)?,
            None => vec![Tagger::shipped()?; FOLDS],
        },
        recognisers: (0..FOLDS).map(|fold| fold_recogniser(paths, fold)).collect::<Result<_, _>>()?,
        weights: &weights,
        words,
    };
    let learned = learn_speakers(&news.articles, &finders);
    write(paths.out, "speakers.bin", &learned.ranker.to_bytes(), report)?;
    let Some(path) = paths.unseen else { return Ok(()) };
    let shipped = FoldModels {
        taggers: vec![Tagger::shipped()?],
        recognisers: vec![Recogniser::shipped()?],
        weights: &weights,
        words,
    };
    let mut found = learned.unseen;
    found.extend(find_speakers(&development(paths)?, &shipped, &learned.ranker));
    let lines: Vec<String> = found.iter().map(|one| serde_json::to_string(one).unwrap_or_default() + "\n").collect();
    write_file(path, lines.concat().as_bytes())
}

/// Trains the network and the linker, or `only` one of them, if there are word vectors.
fn spans(
    paths: TrainingPaths,
    corpora: &[Corpus],
    only: Option<Component>,
    report: &mut dyn FnMut(Progress),
) -> Result<(), TrainError> {
    let Some(vectors) = paths.vectors.map(read_vectors).transpose()? else { return Ok(()) };
    let (given_names, settings) = (given_names(paths.corpus, report)?, Settings::default());
    let recipe = Recipe { vectors: &vectors, given_names: &given_names, settings: &settings };
    if only != Some(Component::Linker) {
        report(Progress::Begins("learning the network, which takes minutes"));
        write(paths.out, "network.bin", &recipe.learn(corpora, None), report)?;
    }
    if only != Some(Component::Network) {
        report(Progress::Begins("learning the linker from what five networks find, which takes many minutes"));
        let found = tag_unseen(&recipe.taggers(corpora, paths.folds)?, corpora);
        let articles: Vec<&GoldArticle> = corpora.iter().flat_map(|corpus| &corpus.articles).collect();
        write(paths.out, "linker.bin", &learn_from_articles(&articles, &found).to_bytes(), report)?;
    }
    Ok(())
}

/// The table of given names; empty if the file is missing.
fn given_names(corpus: &Path, report: &mut dyn FnMut(Progress)) -> Result<String, TrainError> {
    let file = corpus.join("first-names.tsv");
    if file.is_file() {
        return read_text(&file);
    }
    report(Progress::Skipped("names of many origins", &file));
    Ok(String::new())
}

fn read_vectors(path: &Path) -> Result<Vectors, TrainError> {
    let text = std::fs::read_to_string(path).map_err(|source| TrainError::Read { path: path.to_owned(), source })?;
    Ok(Vectors::read(&text))
}

fn write(folder: &Path, name: &str, bytes: &[u8], report: &mut dyn FnMut(Progress)) -> Result<(), TrainError> {
    let path = folder.join(name);
    write_file(&path, bytes)?;
    report(Progress::Wrote(&path, bytes.len()));
    Ok(())
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), TrainError> {
    std::fs::write(path, bytes).map_err(|source| TrainError::Write { path: path.to_owned(), source })
}
