//! The order of training: articles, word classes, names, words of cues, pronouns, network, linker.

use std::path::Path;

use super::corpus::{Corpus, read_corpora, read_text};
use super::cues::cue_words;
use super::error::TrainError;
use super::links::links;
use super::names::{learn_names, read_marked};
use super::neural::{Settings, Vectors};
use super::pronouns::pronoun_model;
use super::scheme::Scheme;
use super::unseen::{Recipe, found};
use super::words::read_words;
use crate::evaluate::GoldArticle;
use crate::model::Words;

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
    /// Where the networks of the folds are kept; without it they are learned and forgotten.
    pub folds: Option<&'a Path>,
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
    /// `linker.bin`
    Linker,
}

/// Goes all the way from the corpus to the weights: `words.bin`, `names.bin`, `cue-words.tsv`, `pronouns.bin` (on the
/// names that the compiled weights find), and when there are word vectors `network.bin` and `linker.bin`; or learns `only`
/// one part. The same files give the same bytes. `tell` hears of every step.
///
/// # Errors
/// When a file cannot be read or written, or is not what its name says.
pub fn run(places: Places, only: Option<Part>, tell: &mut dyn FnMut(Step)) -> Result<(), TrainError> {
    tell(Step::Begins("reading the articles"));
    let corpora = read_corpora(places.corpus, &mut |file| tell(Step::Skipped("a corpus", file)))?;
    let words = Words::new(&read_words(places.words)?);
    tell(Step::Read(corpora.iter().map(|corpus| corpus.articles.len()).sum()));
    let polnear = corpora.iter().find(|corpus| corpus.scheme == Scheme::Polnear);
    let polnear = polnear.map_or(&[][..], |corpus| &corpus.articles);
    match only {
        Some(Part::Names) => names(places, polnear, tell),
        Some(Part::Pronouns) => pronouns(places, polnear, &words, tell),
        Some(Part::Network | Part::Linker) => spans(places, &corpora, only, tell),
        None => {
            write(places.out, "words.bin", &words.to_bytes(), tell)?;
            names(places, polnear, tell)?;
            tell(Step::Begins("counting the words of cues"));
            write(places.out, "cue-words.tsv", cue_words(&corpora).as_bytes(), tell)?;
            pronouns(places, polnear, &words, tell)?;
            spans(places, &corpora, None, tell)
        }
    }
}

/// Learns which capitalised words are names.
fn names(places: Places, articles: &[GoldArticle], tell: &mut dyn FnMut(Step)) -> Result<(), TrainError> {
    let file = places.corpus.join("polnear-train.conll.gz");
    if articles.is_empty() {
        tell(Step::Skipped("names", &places.corpus.join(Scheme::Polnear.file())));
        return Ok(());
    }
    tell(Step::Begins("learning names"));
    let marked = read_marked(&file)?;
    write(places.out, "names.bin", &learn_names(articles, &marked).to_bytes(), tell)
}

/// The files that pronouns are learned from, besides the articles.
const FOR_PRONOUNS: [&str; 3] = ["polnear-train.conll.gz", "gum-train.conllu.gz", "gap-validation.tsv.gz"];

/// Learns whom pronouns mean; when a file for it is not there, those weights stay as they are.
fn pronouns(
    places: Places,
    articles: &[GoldArticle],
    words: &Words,
    tell: &mut dyn FnMut(Step),
) -> Result<(), TrainError> {
    let files = FOR_PRONOUNS.map(|name| places.corpus.join(name));
    if let Some(missing) = files.iter().find(|file| !file.is_file()) {
        tell(Step::Skipped("pronouns", missing));
        return Ok(());
    }
    tell(Step::Begins("learning pronouns"));
    let model = pronoun_model(articles, &files, words)?;
    write(places.out, "pronouns.bin", &model.to_bytes(), tell)
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
    std::fs::write(&path, bytes).map_err(|source| TrainError::Write { path: path.clone(), source })?;
    tell(Step::Wrote(&path, bytes.len()));
    Ok(())
}
