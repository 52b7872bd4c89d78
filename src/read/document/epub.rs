//! EPUB: books and magazines, with one article per chapter.

use rustc_hash::FxHashMap;

use super::package::Package;
use crate::article::Article;
use crate::read::date::parse_date;
use crate::read::error::{Problem, ReadError};
use crate::read::names::names;
use crate::read::origin::Origin;
use crate::read::xml::{self, Element};
use crate::read::{fragment, text};

/// The name used in errors.
const NAME: &str = "book";

/// More chapters than any book has.
const MOST: usize = 10_000;

/// The chapters, in order.
pub(super) fn articles(origin: &Origin, package: &mut Package<'_>) -> Result<Vec<Result<Article, ReadError>>, Problem> {
    if package.has("META-INF/encryption.xml") && package.list("META-INF/encryption.xml")?.contains("EncryptedKey") {
        return Err(Problem::Encrypted(NAME));
    }
    let parse = |xml: &str| xml::parse(NAME, xml).map_err(|_| Problem::Broken(NAME));
    let container = parse(&package.list("META-INF/container.xml")?)?;
    let path = container
        .find("rootfile")
        .and_then(|file| file.attribute("full-path"))
        .ok_or(Problem::Broken(NAME))?
        .to_owned();
    let book = parse(&package.list(&path)?)?;
    let mut articles = Vec::new();
    for (number, href) in (1..).zip(spine(&book)) {
        let page = package.text(&place(&path, &href));
        let article = page.map(|page| chapter(origin, &book, number, &page));
        match article {
            Ok(None) => {}
            Ok(Some(article)) => articles.push(Ok(article)),
            Err(problem) => {
                let ends = matches!(problem, Problem::TooLong { .. });
                articles.push(Err(ReadError::in_record(&origin.name, number, problem)));
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
    for file in chapters.filter_map(|item| item.attribute("href")).take(MOST) {
        if !files.iter().any(|known| known == file) {
            files.push(file.to_owned());
        }
    }
    files
}

/// Resolves `href`, relative to the file `from`.
fn place(from: &str, href: &str) -> String {
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
    unescaped(&parts.join("/"))
}

/// Decodes percent-encoding.
fn unescaped(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let code = behind.get(..2).filter(|_| first == b'%').and_then(|code| str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => (bytes.push(byte), rest = &behind[2..]).1,
            None => (bytes.push(first), rest = behind).1,
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn chapter(origin: &Origin, book: &Element, number: u64, page: &str) -> Option<Article> {
    let words = fragment::text(page);
    if words.is_empty() {
        return None;
    }
    let line = |name: &str| book.find(name).and_then(Element::line);
    let mut article = text::article(&Origin { id: origin.id_of(number), ..origin.clone() }, words);
    article.title = article.title.or_else(|| line("title"));
    article.date = line("date").and_then(|date| parse_date(&date));
    article.publisher = line("publisher");
    article.authors = book.all("creator").into_iter().filter_map(Element::line).flat_map(|by| names(&by)).collect();
    Some(article)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_where_the_list_stands() {
        assert_eq!(place("OEBPS/content.opf", "text/one%20two.xhtml#x"), "OEBPS/text/one two.xhtml");
        assert_eq!(place("a/b/content.opf", "../c.xhtml"), "a/c.xhtml");
        assert_eq!(place("content.opf", "../../c%zz.xhtml"), "c%zz.xhtml");
    }
}
