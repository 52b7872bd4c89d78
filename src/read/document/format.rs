//! Detects document formats from the first bytes.

/// The supported document formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum DocumentFormat {
    /// A ZIP package: DOCX, ODT, EPUB.
    Package,
    Pdf,
    Rtf,
    /// Word before 2007, and password-protected documents of later versions.
    OldOffice,
}

/// The first bytes of each format.
const MAGIC: [(&[u8], DocumentFormat); 5] = [
    (b"PK\x03\x04", DocumentFormat::Package),
    (b"PK\x05\x06", DocumentFormat::Package),
    (b"%PDF-", DocumentFormat::Pdf),
    (b"{\\rtf", DocumentFormat::Rtf),
    (b"\xd0\xcf\x11\xe0", DocumentFormat::OldOffice),
];

/// Printers and mail systems may put something before a PDF.
const MAX_OFFSET: usize = 1024;

/// The format of the document, or `None` when the bytes are not a document.
pub(in crate::read) fn detect_format(bytes: &[u8]) -> Option<DocumentFormat> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let known = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, format)| *format);
    known.or_else(|| {
        let head = &bytes[..bytes.len().min(MAX_OFFSET)];
        // A text about PDF files contains neither zero bytes nor a line that starts like this.
        let line = head.windows(6).any(|window| window == b"\n%PDF-" || window == b"\r%PDF-" || window == b"\0%PDF-");
        line.then_some(DocumentFormat::Pdf)
    })
}
