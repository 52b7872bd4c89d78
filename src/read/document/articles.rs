//! Reads the articles of a document.

use super::kind::Kind;
use super::{docx, epub, odt, package, pdf, rtf};
use crate::article::Article;
use crate::read::error::{Problem, ReadError};
use crate::read::guard::guarded;
use crate::read::origin::Origin;
use crate::read::whole;

/// The articles of the document, with an error for each that cannot be read.
pub(in crate::read) fn articles(origin: &Origin, kind: Kind, bytes: &[u8]) -> Vec<Result<Article, ReadError>> {
    let read = match kind {
        Kind::Package => guarded("document", || of_package(origin, bytes)),
        Kind::Pdf => pdf::text(bytes).map(|(title, text)| titled(whole::as_text(origin, text), title)),
        Kind::Rtf => rtf::text(bytes).map(|text| whole::as_text(origin, text)),
        Kind::OldOffice if has_password(bytes) => Err(Problem::Encrypted("office document")),
        Kind::OldOffice => Err(Problem::Binary("an old office document")),
    };
    read.unwrap_or_else(|problem| vec![Err(ReadError::new(&origin.name, problem))])
}

/// Sets the headline if there is exactly one article.
fn titled(mut articles: Vec<Result<Article, ReadError>>, title: Option<String>) -> Vec<Result<Article, ReadError>> {
    if let ([Ok(article)], Some(title)) = (&mut articles[..], title) {
        article.title = Some(title);
    }
    articles
}

fn of_package(origin: &Origin, bytes: &[u8]) -> Result<Vec<Result<Article, ReadError>>, Problem> {
    let mut package = package::Package::open(bytes)?;
    if let Some(name) = docx::part(&package) {
        return Ok(whole::as_text(origin, docx::text(&package.text(&name)?)?));
    }
    if package.has("META-INF/container.xml") {
        return epub::articles(origin, &mut package);
    }
    if package.has("content.xml") {
        return Ok(whole::as_text(origin, odt::text(&mut package)?));
    }
    Err(Problem::Binary("a ZIP archive"))
}

/// Password-protected documents use the old format, with a stream of this name.
fn has_password(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &name).is_some()
}
