//! Reads labelled articles.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use flate2::read::GzDecoder;

use super::error::TrainError;
use super::folds::{FOLDS, folds};
use super::scheme::Scheme;
use crate::evaluate::{GoldArticle, records};
use crate::span::{CodePoints, Span};
use crate::tag::{Label, Role, labels_of};
use crate::text::Document;

/// A corpus of labelled articles.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// The annotation guidelines.
    pub scheme: Scheme,
    /// The articles.
    pub articles: Vec<GoldArticle>,
    /// The fold of each article: by publisher in the news corpus, by number in PolNeAR, which has few publishers.
    pub folds: Vec<usize>,
}

impl Corpus {
    /// The corpus of `articles`.
    pub fn new(scheme: Scheme, articles: Vec<GoldArticle>) -> Self {
        let folds = match scheme {
            Scheme::News => folds(&articles),
            Scheme::Polnear => (0..articles.len()).map(|number| number % FOLDS).collect(),
        };
        Self { scheme, articles, folds }
    }
}

/// Reads both corpora from `folder`. A corpus whose file is missing is empty, and `missing` is called with the path.
pub fn read_corpora(folder: &Path, missing: &mut dyn FnMut(&Path)) -> Result<Vec<Corpus>, TrainError> {
    let mut read = |scheme: Scheme| {
        let path = folder.join(scheme.file());
        let articles = if path.is_file() { read_articles(&path)? } else { Vec::new() };
        if articles.is_empty() {
            missing(&path);
        }
        Ok(Corpus::new(scheme, articles))
    };
    Scheme::ALL.into_iter().map(&mut read).collect()
}

/// Reads a `.jsonl` or `.jsonl.gz` file of labelled articles.
pub fn read_articles(path: &Path) -> Result<Vec<GoldArticle>, TrainError> {
    records(BufReader::new(open(path)?)).map_err(|source| TrainError::Record { path: path.to_owned(), source })
}

/// Opens a text file, decompressed if its name ends in `.gz`.
pub fn read_text(path: &Path) -> Result<String, TrainError> {
    let mut text = String::new();
    let read = open(path)?.read_to_string(&mut text);
    read.map_err(|source| TrainError::Read { path: path.to_owned(), source })?;
    Ok(text)
}

fn open(path: &Path) -> Result<Box<dyn Read>, TrainError> {
    let file = File::open(path).map_err(|source| TrainError::Read { path: path.to_owned(), source })?;
    let zipped = path.extension().is_some_and(|extension| extension == "gz");
    Ok(if zipped { Box::new(GzDecoder::new(file)) } else { Box::new(file) })
}

/// The gold labels of `document`, which is the text of `article`.
pub fn gold_labels(article: &GoldArticle, document: &Document) -> Vec<Label> {
    let points = CodePoints::new(&article.text);
    let mut spans = Vec::new();
    for attribution in &article.attributions {
        let roles =
            [(Role::Source, &attribution.source), (Role::Cue, &attribution.cue), (Role::Content, &attribution.content)];
        for (role, pieces) in roles {
            spans.extend(pieces.iter().map(|&[start, end]| (role, Span::new(points.byte(start), points.byte(end)))));
        }
    }
    labels_of(document, &spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_corpus_is_reported_and_empty() {
        let folder = tempfile::tempdir().unwrap();
        let line = r#"{"id":"a","text":"","attributions":[]}"#;
        std::fs::write(folder.path().join("news-train.jsonl.gz"), gzipped(line)).unwrap();
        let mut missing = Vec::new();
        let corpora = read_corpora(folder.path(), &mut |path| missing.push(path.to_owned())).unwrap();
        assert_eq!(corpora.iter().map(|corpus| corpus.articles.len()).collect::<Vec<_>>(), [1, 0]);
        assert_eq!(missing, [folder.path().join("polnear-train.jsonl.gz")]);
    }

    fn gzipped(text: &str) -> Vec<u8> {
        use std::io::Write;
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }
}
