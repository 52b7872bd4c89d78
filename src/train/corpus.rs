//! Labelled articles from their files.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use flate2::read::GzDecoder;

use super::error::TrainError;
use crate::evaluate::{GoldArticle, records};
use crate::span::{CodePoints, Span};
use crate::tag::{Label, Role, labels_of};
use crate::text::Document;

/// Reads a `.jsonl` or `.jsonl.gz` file of labelled articles.
pub fn read_articles(path: &Path) -> Result<Vec<GoldArticle>, TrainError> {
    records(BufReader::new(open(path)?)).map_err(|source| TrainError::Record { path: path.to_owned(), source })
}

/// The text of a file, unpacked when its name ends in `.gz`.
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
        for (role, stretches) in roles {
            spans.extend(stretches.iter().map(|&[start, end]| (role, Span::new(points.byte(start), points.byte(end)))));
        }
    }
    labels_of(document, &spans)
}
