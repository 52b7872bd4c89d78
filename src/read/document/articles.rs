//! Reads the articles of a document.

use super::format::DocumentFormat;
use super::{docx, epub, odt, package, pdf, rtf};
use crate::article::Article;
use crate::read::context::ReadContext;
use crate::read::dispatch;
use crate::read::error::{Problem, ReadError};
use crate::read::panic_guard::catch_panic;

/// The articles of the document, with an error for each that cannot be read.
pub(in crate::read) fn articles(
    context: &ReadContext,
    format: DocumentFormat,
    bytes: &[u8],
) -> Vec<Result<Article, ReadError>> {
    let read = match format {
        DocumentFormat::Package => catch_panic("document", || package_articles(context, bytes)),
        DocumentFormat::Pdf => {
            pdf::text(bytes).map(|(title, text)| with_title(dispatch::text_articles(context, text), title))
        }
        DocumentFormat::Rtf => rtf::text(bytes).map(|text| dispatch::text_articles(context, text)),
        DocumentFormat::OldOffice if has_password(bytes) => Err(Problem::Encrypted("office document")),
        DocumentFormat::OldOffice => Err(Problem::Binary("an old office document")),
    };
    read.unwrap_or_else(|problem| vec![Err(ReadError::new(&context.name, problem))])
}

/// Sets the headline if there is exactly one article.
fn with_title(mut articles: Vec<Result<Article, ReadError>>, title: Option<String>) -> Vec<Result<Article, ReadError>> {
    if let ([Ok(article)], Some(title)) = (&mut articles[..], title) {
        article.title = Some(title);
    }
    articles
}

fn package_articles(context: &ReadContext, bytes: &[u8]) -> Result<Vec<Result<Article, ReadError>>, Problem> {
    let mut package = package::ZipPackage::open(bytes)?;
    if let Some(name) = docx::main_part(&package) {
        return Ok(dispatch::text_articles(context, docx::text(&package.text(&name)?)?));
    }
    if package.has("META-INF/container.xml") {
        return epub::articles(context, &mut package);
    }
    if package.has("content.xml") {
        return Ok(dispatch::text_articles(context, odt::text(&mut package)?));
    }
    Err(Problem::Binary("a ZIP archive"))
}

/// Password-protected documents use the old format, with a stream of this name.
fn has_password(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &name).is_some()
}
