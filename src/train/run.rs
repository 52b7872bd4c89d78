//! The order of training: articles, word classes, names, words of cues, pronouns, network, linker.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::corpus::read_articles;
use super::cues::cue_words;
use super::error::TrainError;
use super::folds::{FOLDS, folds};
use super::links::{Found, links};
use super::name_figures::NameFigures;
use super::names::{NameCorpus, learn_marked, learn_named, read_marked};
use super::speakers::{Finders, find_speakers, learn_speakers, read_labelled};
use super::neural::{self, Vectors};
use super::words::read_words;
use crate::attribution::Weights;
use crate::evaluate::GoldArticle;
use crate::speakers::Recogniser;
use crate::model::{ModelError, Words};
use crate::tag::Tagger;
use crate::tag::neural::Network;
use crate::text::Document;

/// Where training reads and writes.
#[derive(Clone, Copy, Debug)]
pub struct Places<'a> {
    /// The folder of the corpus; it holds `polnear-train.jsonl.gz`.
    pub corpus: &'a Path,
    /// The table of word classes.
    pub words: &'a Path,
    /// Word vectors as text, frequent words first (GloVe 6B, 50 numbers a word); without them network and linker stay as
    /// they are.
    pub vectors: Option<&'a Path>,
    /// The folder that the weights are written to.
    pub out: &'a Path,
    /// The folder for what is learned without one fold of the articles, so that what builds on it can be learned from
    /// articles that it has not seen: written by the one, read by the other.
    pub folds: Option<&'a Path>,
    /// Where to write what was found by weights that have not seen the publisher, for the scorer.
    pub unseen: Option<&'a Path>,
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
    /// How many of the speakers that these articles name are found by exactly that name.
    Names(&'a str, NameFigures),
    /// A file is written, with so many bytes.
    Wrote(&'a Path, usize),
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

/// Goes all the way from the corpus to the weights: `words.bin`, `names.bin`, `cue-words.tsv`, `pronouns.bin` (on the
/// names that the compiled weights find), and when there are word vectors `network.bin` and `linker.bin`; or learns `only`
/// one part. The same files give the same bytes. `tell` hears of every step.
///
/// # Errors
/// When a file cannot be read or written, or is not what its name says.
pub fn run(places: Places, only: Option<Part>, tell: &mut dyn FnMut(Step)) -> Result<(), TrainError> {
    tell(Step::Begins("reading the articles"));
    let articles = read_articles(&places.corpus.join("polnear-train.jsonl.gz"))?;
    let words = Words::new(&read_words(places.words)?);
    tell(Step::Read(articles.len()));
    let is_asked = matches!(only, None | Some(Part::Network | Part::Linker));
    let vectors = places.vectors.filter(|_| is_asked).map(read_vectors).transpose()?;
    match only {
        Some(Part::Speakers) => speakers(places, tell),
        Some(Part::Names) => names(places, &articles, tell),
        Some(Part::Network | Part::Linker) => spans(places, &articles, vectors.as_ref(), only, tell),
        None => {
            write(places.out, "words.bin", &words.to_bytes(), tell)?;
            names(places, &articles, tell)?;
            tell(Step::Begins("counting the words of cues"));
            write(places.out, "cue-words.tsv", cue_words(&articles).as_bytes(), tell)?;
            spans(places, &articles, vectors.as_ref(), None, tell)
        }
    }
}

/// Learns which capitalised words are names, and tells how well that does on newspapers that it was not learned from.
fn names(places: Places, articles: &[GoldArticle], tell: &mut dyn FnMut(Step)) -> Result<(), TrainError> {
    let file = |name: &str| places.corpus.join(name);
    let marks = read_marked(&file("polnear-train.conll.gz"))?;
    let marked: Vec<_> =
        articles.iter().filter_map(|article| Some((article, marks.get(&article.id)?.as_slice()))).collect();
    let read = |name: &str| if file(name).is_file() { read_articles(&file(name)) } else { Ok(Vec::new()) };
    let (news, unseen) = (read("news-train.jsonl.gz")?, read("news-dev.jsonl.gz")?);
    tell(Step::Begins("learning names"));
    let first = learn_marked(&marked);
    let named: Vec<&GoldArticle> = news.iter().collect();
    let recogniser = learn_named(&NameCorpus { marked: &marked, named: &named }, &first);
    write(places.out, "names.bin", &recogniser.to_bytes(), tell)?;
    tell(Step::Begins("trying names on each fold of publishers, learned from the others"));
    let fold = folds(&news);
    let parts: Vec<NameFigures> = (0..FOLDS)
        .into_par_iter()
        .map(|part| {
            let others: Vec<&GoldArticle> =
                news.iter().zip(&fold).filter(|(_, fold)| **fold != part).map(|(article, _)| article).collect();
            let recogniser = learn_named(&NameCorpus { marked: &marked, named: &others }, &first);
            let file = fold_file(places, "names", part).map(|path| (recogniser.to_bytes(), path));
            let written = file.map_or(Ok(()), |(bytes, path)| write_file(&path, &bytes));
            let mut figures = NameFigures::default();
            let held_out = news.iter().zip(&fold).filter(|(_, fold)| **fold == part);
            held_out.for_each(|(article, _)| drop(figures.add(article, &recogniser)));
            written.map(|()| figures)
        })
        .collect::<Result<_, _>>()?;
    tell(Step::Names("news-train, out of fold", parts.into_iter().fold(NameFigures::default(), NameFigures::plus)));
    let mut figures = NameFigures::default();
    unseen.iter().for_each(|article| drop(figures.add(article, &recogniser)));
    tell(Step::Names("news-dev", figures));
    Ok(())
}

/// Where what is learned without one fold is kept.
fn fold_file(places: Places, what: &str, fold: usize) -> Option<PathBuf> {
    places.folds.map(|folder| folder.join(format!("{what}-{fold}.bin")))
}

/// What finds names without having seen articles of `fold`; the shipped weights where there is no such file.
fn fold_recogniser(places: Places, fold: usize) -> Result<Recogniser, TrainError> {
    match fold_file(places, "names", fold).filter(|path| path.is_file()) {
        Some(path) => {
            let bytes = std::fs::read(&path).map_err(|source| TrainError::Read { path, source })?;
            Ok(Recogniser::from_bytes(&bytes)?)
        }
        None => Ok(Recogniser::shipped()?),
    }
}

/// Learns who said it, from the articles that name their speakers.
fn speakers(places: Places, tell: &mut dyn FnMut(Step)) -> Result<(), TrainError> {
    tell(Step::Begins("learning speakers"));
    let articles = read_labelled(places.corpus)?;
    tell(Step::Read(articles.len()));
    let finders = Finders {
        taggers: vec![Tagger::shipped()?; FOLDS],
        recognisers: (0..FOLDS).map(|fold| fold_recogniser(places, fold)).collect::<Result<_, _>>()?,
        weights: &Weights::shipped()?,
        words: &Words::shipped()?,
    };
    let learned = learn_speakers(&articles, &finders);
    write(places.out, "speakers.bin", &learned.ranker.to_bytes(), tell)?;
    if let Some(path) = places.unseen {
        let mut found = learned.unseen;
        let development = places.corpus.join("news-dev.jsonl.gz");
        if development.is_file() {
            let shipped = Finders {
                taggers: vec![Tagger::shipped()?],
                recognisers: vec![Recogniser::shipped()?],
                ..finders
            };
            found.extend(find_speakers(&read_articles(&development)?, &shipped, &learned.ranker));
        }
        let lines: Vec<String> = found.iter().map(|one| serde_json::to_string(one).unwrap_or_default() + "\n").collect();
        write_file(path, lines.concat().as_bytes())?;
    }
    Ok(())
}

/// Trains the recurrent network and learns which spans belong together, or `only` one of both, where there are word vectors.
fn spans(
    places: Places,
    articles: &[GoldArticle],
    vectors: Option<&Vectors>,
    only: Option<Part>,
    tell: &mut dyn FnMut(Step),
) -> Result<(), TrainError> {
    let Some(vectors) = vectors else { return Ok(()) };
    let (lessons, settings) = (neural::from_gold(articles), neural::Settings::default());
    if only != Some(Part::Linker) {
        tell(Step::Begins("learning the network, which takes minutes"));
        write(places.out, "network.bin", &learn(&lessons, vectors, &settings), tell)?;
    }
    if only != Some(Part::Network) {
        tell(Step::Begins("learning the linker from what five networks find, which takes many minutes"));
        let found = found_unseen(&lessons, vectors, &settings)?;
        write(places.out, "linker.bin", &links(articles, &found).to_bytes(), tell)?;
    }
    Ok(())
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

/// Into how many parts the articles are cut so that the linker sees what a network finds in unknown articles.
const PARTS: usize = 5;

/// Learns from `articles` and `vectors` with `settings`: the bytes of `network.bin`.
fn learn(articles: &[neural::GoldArticle], vectors: &Vectors, settings: &neural::Settings) -> Vec<u8> {
    let (model, vocabulary) = neural::train(articles, vectors, settings, |_, _, _, _| ());
    neural::export(&model, &vocabulary)
}

/// The spans that networks find in each of the articles, each by one that has not seen it.
fn found_unseen(
    lessons: &[neural::GoldArticle],
    vectors: &Vectors,
    settings: &neural::Settings,
) -> Result<Vec<Found>, ModelError> {
    let part = |part: usize| {
        let is_other = |number: &usize| number % PARTS != part;
        let others: Vec<_> = (0..lessons.len()).filter(is_other).map(|number| lessons[number].clone()).collect();
        let tagger = Tagger::new(Arc::new(Network::from_bytes(&learn(&others, vectors, settings))?));
        let spans = |article: &neural::GoldArticle| -> Found {
            tagger.tag(&Document::new(&article.text)).into_iter().map(|span| (span.role, span.tokens)).collect()
        };
        Ok((part..lessons.len()).step_by(PARTS).map(|number| spans(&lessons[number])).collect::<Vec<_>>())
    };
    let parts: Vec<Vec<Found>> = (0..PARTS).into_par_iter().map(part).collect::<Result<_, _>>()?;
    Ok((0..lessons.len()).map(|number| parts[number % PARTS][number / PARTS].clone()).collect())
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
                ..Attributed::default()
            };
            GoldArticle { id: number.to_string(), attributions: vec![attribution], text, ..GoldArticle::default() }
        };
        (0..10).map(article).collect()
    }

    #[test]
    fn the_same_articles_give_the_same_bytes() {
        let articles = articles();
        let row = |word: usize| format!("{} {}\n", ["said", "the", "rain"][word], ["0.1", "-0.3"].repeat(25).join(" "));
        let vectors = Vectors::read(&(0..3).map(row).collect::<String>());
        let settings = neural::Settings { hidden: 32, epochs: 12, rate: 0.02, ..neural::Settings::default() };
        let learn = || {
            let lessons = neural::from_gold(&articles);
            let found = found_unseen(&lessons, &vectors, &settings).unwrap();
            let network = super::learn(&lessons, &vectors, &settings);
            (network, links(&articles, &found).to_bytes(), found)
        };
        let (network, links, found) = learn();
        assert_eq!((network, links, found.clone()), learn());
        assert!(found.len() == articles.len() && found.iter().any(|found| !found.is_empty()));
    }
}
