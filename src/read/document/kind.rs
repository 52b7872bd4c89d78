//! What a document is, by its first bytes.

/// The kinds of documents that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::read) enum Kind {
    /// An archive of parts: DOCX, ODT, EPUB.
    Package,
    Pdf,
    Rtf,
    /// What Word wrote before 2007, and whatever has a password today.
    OldOffice,
}

/// Everything that begins so is of that kind.
const MAGIC: [(&[u8], Kind); 5] = [
    (b"PK\x03\x04", Kind::Package),
    (b"PK\x05\x06", Kind::Package),
    (b"%PDF-", Kind::Pdf),
    (b"{\\rtf", Kind::Rtf),
    (b"\xd0\xcf\x11\xe0", Kind::OldOffice),
];

/// Printers and mail systems may put something before a PDF.
const NEAR: usize = 1024;

/// What `bytes` are, if they are a document.
pub(in crate::read) fn kind(bytes: &[u8]) -> Option<Kind> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let begins = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind);
    begins.or_else(|| {
        let head = &bytes[..bytes.len().min(NEAR)];
        // A text that speaks of such files holds no zero bytes and no line that begins so.
        let line = head.windows(6).any(|window| window == b"\n%PDF-" || window == b"\r%PDF-" || window == b"\0%PDF-");
        line.then_some(Kind::Pdf)
    })
}
