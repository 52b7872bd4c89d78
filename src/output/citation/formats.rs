//! The formats of references and annotations.

use std::io::{self, Write};

use jiff::civil::Date;

use super::{annotation, bibtex, csl, reference, ris, schema_org};
use crate::output::format::json;
use crate::query::ShownQuote;

/// The format of references and annotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CitationFormat {
    /// CSL JSON, as Zotero, pandoc and citeproc read it.
    Csl,
    /// RIS.
    Ris,
    /// BibTeX.
    Bibtex,
    /// schema.org `Quotation` and `Claim`.
    JsonLd,
    /// W3C Web Annotations.
    Annotation,
}

/// Writes the quotations, with the day on which their addresses were `accessed`.
pub fn citations(out: &mut dyn Write, quotes: &[ShownQuote], format: CitationFormat, accessed: Date) -> io::Result<()> {
    let references = || reference::references(quotes, accessed);
    match format {
        CitationFormat::Csl => json(out, &csl::items(&references())),
        CitationFormat::Ris => out.write_all(ris::records(&references()).as_bytes()),
        CitationFormat::Bibtex => out.write_all(bibtex::entries(&references()).as_bytes()),
        CitationFormat::JsonLd => json(out, &schema_org::graph(quotes)),
        CitationFormat::Annotation => json(out, &annotation::annotations(quotes)),
    }
}
