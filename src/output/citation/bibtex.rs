//! BibTeX, in UTF-8, with `url` and `urldate` as biblatex knows them.

use super::author::Author;
use super::reference::{Published, Reference};

/// The references as entries.
pub(super) fn entries(references: &[Reference]) -> String {
    references.iter().map(entry).collect::<Vec<_>>().join("\n")
}

fn entry(reference: &Reference) -> String {
    let mut entry = format!("@article{{{},\n", reference.key);
    let mut field = |name: &str, value: &str| entry += &format!("  {name} = {{{value}}},\n");
    // Braces within keep the capitals of a title, and a name in one piece.
    reference.title.iter().for_each(|title| field("title", &format!("{{{}}}", escaped(title))));
    let authors: Vec<String> = reference.authors.iter().map(author).collect();
    if !authors.is_empty() {
        field("author", &authors.join(" and "));
    }
    reference.publisher.iter().for_each(|publisher| field("journal", &escaped(publisher)));
    match reference.published {
        Some(Published::Day(day)) => {
            field("date", &day.to_string());
            field("year", &day.strftime("%Y").to_string());
        }
        Some(Published::Month(day)) => {
            field("date", &day.strftime("%Y-%m").to_string());
            field("year", &day.strftime("%Y").to_string());
        }
        None => {}
    }
    reference.url.iter().for_each(|url| field("url", &address(url)));
    reference.accessed.iter().for_each(|day| field("urldate", &day.to_string()));
    field("note", &escaped(&reference.notes.join("; ")));
    entry + "}\n"
}

fn author(author: &Author) -> String {
    match author {
        Author::Person { .. } => escaped(&author.inverted()),
        Author::Literal(name) => format!("{{{}}}", escaped(name)),
    }
}

/// `text` without characters that TeX would obey.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', c]),
            // BibTeX counts braces, also behind a backslash.
            '{' => escaped += "\\textbraceleft{}",
            '}' => escaped += "\\textbraceright{}",
            '\\' => escaped += "\\textbackslash{}",
            '~' => escaped += "\\textasciitilde{}",
            '^' => escaped += "\\textasciicircum{}",
            _ => escaped.push(c),
        }
    }
    escaped
}

/// An address, in which biblatex needs only braces and backslashes to be encoded.
fn address(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C")
}
