//! Detects document formats from the first bytes.

/// The supported document formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum Kind {
    /// A ZIP package: DOCX, ODT, EPUB.
    Package,
    Pdf,
    Rtf,
    /// Word before 2007, and password-protected documents of later versions.
    OldOffice,
}

/// The first bytes of each format.
const MAGIC: [(&[u8], Kind); 5] = [
    (b"PK\x03\x04", Kind::Package),
    (b"PK\x05\x06", Kind::Package),
    (b"%PDF-", Kind::Pdf),
    (b"{\\rtf", Kind::Rtf),
    (b"\xd0\xcf\x11\xe0", Kind::OldOffice),
];

/// Printers and mail systems may put something before a PDF.
const NEAR: usize = 1024;

/// The format of the document, or `None` when the bytes are not a document.
pub(in crate::read) fn kind(bytes: &[u8]) -> Option<Kind> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let begins = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind);
    begins.or_else(|| {
        let head = &bytes[..bytes.len().min(NEAR)];
        // A text about PDF files contains neither zero bytes nor a line that starts like this.
        let line = head.windows(6).any(|window| window == b"\n%PDF-" || window == b"\r%PDF-" || window == b"\0%PDF-");
        line.then_some(Kind::Pdf)
    })
}
