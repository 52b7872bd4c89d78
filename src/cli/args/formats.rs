//! The formats of results.

use clap::ValueEnum;

use crate::output::{CitationFormat, Format, ReportFormat};

/// The formats of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FormatArg {
    /// For people
    Text,
    /// One JSON value
    Json,
    /// One JSON value per line
    Jsonl,
    /// A table for spreadsheets; cells that a spreadsheet could run as a formula are prefixed with '
    Csv,
    /// References for Zotero and other managers: CSL JSON
    Csl,
    /// The same as RIS
    Ris,
    /// The same as BibTeX
    Bibtex,
    /// Claims and quotations of schema.org, as JSON-LD
    Jsonld,
    /// W3C Web Annotations, with selectors of the exact words
    Annotation,
    /// SARIF 2.1.0, for editors and code scanning
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
    /// An Atom feed
    Atom,
    /// Tables as Apache Parquet
    Parquet,
    /// Tables as Arrow IPC
    Arrow,
    /// Tables in an SQLite database
    Sqlite,
}

impl FormatArg {
    /// The name, as it is typed.
    pub(in crate::cli) fn name(self) -> String {
        self.to_possible_value().map_or(String::new(), |value| value.get_name().to_owned())
    }

    /// The format, if every command has it.
    pub(in crate::cli) fn basic(self) -> Option<Format> {
        Some(match self {
            FormatArg::Text => Format::Text,
            FormatArg::Json => Format::Json,
            FormatArg::Jsonl => Format::Jsonl,
            FormatArg::Csv => Format::Csv,
            _ => return None,
        })
    }

    /// The format, if it is one of references to quotations.
    pub(in crate::cli) fn citation(self) -> Option<CitationFormat> {
        Some(match self {
            FormatArg::Csl => CitationFormat::Csl,
            FormatArg::Ris => CitationFormat::Ris,
            FormatArg::Bibtex => CitationFormat::Bibtex,
            FormatArg::Jsonld => CitationFormat::JsonLd,
            FormatArg::Annotation => CitationFormat::Annotation,
            _ => return None,
        })
    }

    /// The format, if it is one of reports on drafts.
    pub(in crate::cli) fn report(self) -> Option<ReportFormat> {
        match self {
            FormatArg::Sarif => Some(ReportFormat::Sarif),
            FormatArg::Github => Some(ReportFormat::Github),
            _ => None,
        }
    }
}
