//! Errors of training.

use std::path::PathBuf;

use crate::evaluate::RecordError;
use crate::model::ModelError;

/// A failed training run.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// A file cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line of a file is not a labelled article.
    #[error("{}: {source}", path.display())]
    Record {
        /// The file.
        path: PathBuf,
        /// Which line, and why.
        source: RecordError,
    },
    /// The bundled weights, which find the attributions, are damaged.
    #[error("{0}")]
    Model(#[from] ModelError),
    /// The weights cannot be written.
    #[error("cannot write {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}
