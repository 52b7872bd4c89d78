//! EPUB: books and magazines, with one article per chapter.

use rustc_hash::FxHashMap;

use super::package::ZipPackage;
use crate::article::Article;
use crate::read::byline::names_in_byline;
use crate::read::context::ReadContext;
use crate::read::date::parse_date;
use crate::read::error::{Problem, ReadError};
use crate::read::xml::{self, Element};
use crate::read::{html_fragment, plain_text};

/// The name used in errors.
const NAME: &str = "book";

/// More chapters than any book has.
const MAX_CHAPTERS: usize = 10_000;

/// The chapters, in order.
pub(super) fn articles(
    context: &ReadContext,
    package: &mut ZipPackage<'_>,
) -> Result<Vec<Result<Article, ReadError>>, Problem> {
    if package.has("META-INF/encryption.xml") && package.manifest("META-INF/encryption.xml")?.contains("EncryptedKey") {
        return Err(Problem::Encrypted(NAME));
    }
    let parse = |xml: &str| xml::parse(NAME, xml).map_err(|_| Problem::Damaged(NAME));
    let container = parse(&package.manifest("META-INF/container.xml")?)?;
    let path = container
        .find("rootfile")
        .and_then(|file| file.attribute("full-path"))
        .ok_or(Problem::Damaged(NAME))?
        .to_owned();
    let book = parse(&package.manifest(&path)?)?;
    let mut articles = Vec::new();
    for (number, href) in (1..).zip(spine(&book)) {
        let page = package.text(&resolve_href(&path, &href));
        let article = page.map(|page| chapter(context, &book, number, &page));
        match article {
            Ok(None) => {}
            Ok(Some(article)) => articles.push(Ok(article)),
            Err(problem) => {
                let ends = matches!(problem, Problem::TooLong { .. });
                articles.push(Err(ReadError::in_record(&context.name, number, problem)));
                if ends {
                    break;
                }
            }
        }
    }
    if articles.is_empty() { Err(Problem::EmptyDocument) } else { Ok(articles) }
}

/// The files of the chapters, in reading order, without the table of contents.
fn spine(book: &Element) -> Vec<String> {
    let items = book.all("item");
    let items: FxHashMap<&str, &Element> =
        items.iter().rev().filter_map(|item| Some((item.attribute("id")?, *item))).collect();
    let refs = book.all("itemref");
    let chapters = refs.iter().filter_map(|chapter| items.get(chapter.attribute("idref")?));
    let chapters =
        chapters.filter(|item| item.attribute("properties").is_none_or(|properties| !properties.contains("nav")));
    let mut files: Vec<String> = Vec::new();
    for file in chapters.filter_map(|item| item.attribute("href")).take(MAX_CHAPTERS) {
        if !files.iter().any(|known| known == file) {
            files.push(file.to_owned());
        }
    }
    files
}

/// Resolves `href`, relative to the file `from`.
fn resolve_href(from: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    percent_decode(&parts.join("/"))
}

/// Decodes percent-encoding.
fn percent_decode(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let code = tail.get(..2).filter(|_| first == b'%').and_then(|code| str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => (bytes.push(byte), rest = &tail[2..]).1,
            None => (bytes.push(first), rest = tail).1,
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn chapter(context: &ReadContext, book: &Element, number: u64, page: &str) -> Option<Article> {
    let text = html_fragment::to_text(page);
    if text.is_empty() {
        return None;
    }
    let line = |name: &str| book.find(name).and_then(Element::line);
    let mut article = plain_text::article(&ReadContext { id: context.record_id(number), ..context.clone() }, text);
    article.title = article.title.or_else(|| line("title"));
    article.date = line("date").and_then(|date| parse_date(&date));
    article.publisher = line("publisher");
    article.authors =
        book.all("creator").into_iter().filter_map(Element::line).flat_map(|by| names_in_byline(&by)).collect();
    Some(article)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_where_the_list_stands() {
        assert_eq!(resolve_href("OEBPS/content.opf", "text/one%20two.xhtml#x"), "OEBPS/text/one two.xhtml");
        assert_eq!(resolve_href("a/b/content.opf", "../c.xhtml"), "a/c.xhtml");
        assert_eq!(resolve_href("content.opf", "../../c%zz.xhtml"), "c%zz.xhtml");
    }
}
