//! The formats of `export`.

use std::path::Path;

use super::args::FormatArg;
use super::error::CliError;
use crate::output::TableFormat;

/// What is written, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ExportFormat {
    /// A file for each table.
    Tables(TableFormat),
    /// One database.
    #[cfg(feature = "export")]
    Sqlite,
}

impl ExportFormat {
    /// What is written to `output` for `--format`, which is one of those that `export` has.
    #[cfg(feature = "export")]
    pub(super) fn of(format: FormatArg, output: &Path) -> Result<Self, CliError> {
        Ok(match format {
            FormatArg::Parquet => Self::Tables(TableFormat::Parquet),
            FormatArg::Arrow if output == Path::new("-") => Self::Tables(TableFormat::ArrowStream),
            FormatArg::Arrow => Self::Tables(TableFormat::Arrow),
            FormatArg::Sqlite => Self::Sqlite,
            FormatArg::Csv => Self::Tables(TableFormat::Csv),
            _ => Self::Tables(TableFormat::Jsonl),
        })
    }

    /// The same without what writes some of the formats.
    #[cfg(not(feature = "export"))]
    pub(super) fn of(format: FormatArg, _output: &Path) -> Result<Self, CliError> {
        match format {
            FormatArg::Csv => Ok(Self::Tables(TableFormat::Csv)),
            FormatArg::Jsonl => Ok(Self::Tables(TableFormat::Jsonl)),
            other => Err(CliError::format_not_built(&other.name())),
        }
    }
}
