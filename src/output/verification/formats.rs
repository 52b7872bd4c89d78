//! The formats of `verify`.

use std::io::{self, Write};

use super::report::CheckedQuotation;
use super::{github, record, sarif, text};
use crate::output::csv_table::table;
use crate::output::format::{Format, json, jsonl};
use crate::output::style::TextStyle;
use crate::output::text_writer::TextWriter;

/// The format of a report for editors and CI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
}

/// Writes the quotations of drafts, checked.
pub fn verification(
    out: &mut dyn Write,
    quotations: &[CheckedQuotation],
    format: Format,
    style: TextStyle,
) -> io::Result<()> {
    match format {
        Format::Text => text::write(&mut TextWriter::new(out, style), quotations),
        Format::Json => json(out, &record::VerificationRecord::from(quotations)),
        Format::Jsonl => jsonl(out, quotations.iter().map(record::CheckedRecord::from)),
        Format::Csv => table(out, record::VERIFY_COLUMNS, quotations.iter().map(record::verify_row)),
    }
}

/// Writes the quotations that are not verbatim as a report.
pub fn verification_report(
    out: &mut dyn Write,
    quotations: &[CheckedQuotation],
    format: ReportFormat,
) -> io::Result<()> {
    match format {
        ReportFormat::Sarif => json(out, &sarif::log(quotations)),
        ReportFormat::Github => quotations.iter().try_for_each(|checked| github::write(out, checked)),
    }
}
