//! RIS (<https://en.wikipedia.org/wiki/RIS_(file_format)>), with the type and tags by which Zotero and EndNote know
//! newspaper articles.

use super::author::Author;
use super::reference::{Published, Reference};

/// The references as records. Lines end as the format demands, with CR LF.
pub(super) fn records(references: &[Reference]) -> String {
    references.iter().map(record).collect()
}

fn record(reference: &Reference) -> String {
    let mut record = String::new();
    let mut line = |tag: &str, value: &str| record += &format!("{tag}  - {value}\r\n");
    line("TY", "NEWS");
    line("ID", &reference.key);
    reference.title.iter().for_each(|title| line("TI", title));
    reference.authors.iter().for_each(|author| line("AU", &author_name(author)));
    reference.publisher.iter().for_each(|publisher| line("T2", publisher));
    match reference.published {
        Some(Published::Day(day)) => {
            line("PY", &day.strftime("%Y").to_string());
            line("DA", &day.strftime("%Y/%m/%d/").to_string());
        }
        Some(Published::Month(day)) => {
            line("PY", &day.strftime("%Y").to_string());
            line("DA", &day.strftime("%Y/%m//").to_string());
        }
        None => {}
    }
    reference.url.iter().for_each(|url| line("UR", url));
    reference.accessed.iter().for_each(|day| line("Y2", &day.strftime("%Y/%m/%d/").to_string()));
    reference.notes.iter().for_each(|note| line("N1", note));
    record + "ER  - \r\n\r\n"
}

/// `Family, Given, Suffix`.
fn author_name(author: &Author) -> String {
    match author {
        Author::Person { family, given, suffix: Some(suffix) } => format!("{family}, {given}, {suffix}"),
        _ => author.inverted(),
    }
}
