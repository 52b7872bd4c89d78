//! ProQuest exports: documents separated by rules of underscores, each a list of fields including the full text.

use super::day::day_in;
use super::entry::{Entry, filled};
use super::lines::{joined, paragraphs};
use super::pieces::{Piece, pieces};
use crate::read::names::names;

/// The minimum length of a rule.
const RULE: usize = 20;

/// The fields that are used, by role.
const TOLD: [(Role, &[&str]); 6] = [
    (Role::Text, &["Full text", "Full Text"]),
    (Role::Title, &["Title"]),
    (Role::Author, &["Author", "Authors"]),
    (Role::Paper, &["Publication title", "Publication"]),
    (Role::Date, &["Publication date"]),
    (Role::Info, &["Publication info"]),
];

/// All other fields; they only end the field before them.
const OTHER: [&str; 44] = [
    "Abstract",
    "Business indexing term",
    "CODEN",
    "CREDIT",
    "Classification",
    "Column",
    "Company",
    "Company / organization",
    "Copyright",
    "Country of publication",
    "Credit",
    "Database",
    "Dateline",
    "Document URL",
    "Document feature",
    "Document type",
    "Edition",
    "First page",
    "Highlight",
    "ISBN",
    "ISSN",
    "Identifier / keyword",
    "Identifiers / keywords",
    "Illustration",
    "Issue",
    "Language",
    "Language of publication",
    "Last updated",
    "Links",
    "Location",
    "Number of pages",
    "Pages",
    "People",
    "Place of publication",
    "ProQuest document ID",
    "Product name",
    "Publication subject",
    "Publication year",
    "Publisher",
    "Section",
    "Source",
    "Source type",
    "Subject",
    "Volume",
];

/// Fields that end a text in any case.
const CERTAIN: [&str; 5] =
    ["ProQuest document ID", "Document URL", "Publication title", "Publication date", "Publication year"];

/// The role of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Text,
    Title,
    Author,
    Paper,
    Date,
    Info,
    Other,
}

/// Whether the line is a rule between documents.
pub(super) fn is_rule(line: &str) -> bool {
    line.len() >= RULE && line.bytes().all(|byte| byte == b'_')
}

/// Whether the line starts the full text.
pub(super) fn is_text(line: &str) -> bool {
    field(line).is_some_and(|(role, _)| role == Role::Text)
}

/// Whether the line is one that only ProQuest writes.
pub(super) fn is_certain(line: &str) -> bool {
    named(line).is_some_and(|(name, _)| CERTAIN.contains(&name) || name == "Publication info")
}

/// The documents.
pub(super) fn entries(lines: &[&str]) -> Vec<Entry> {
    let documents = lines.split(|line| is_rule(line));
    documents.filter(|document| document.iter().any(|line| field(line).is_some())).map(entry).collect()
}

fn entry(lines: &[&str]) -> Entry {
    let pieces = pieces(lines, field);
    let value = |wanted: Role| {
        let values = pieces.iter().filter_map(|piece| match piece {
            Piece::Field(role, lines) if *role == wanted => filled(joined(lines)),
            _ => None,
        });
        values.into_iter().next()
    };
    let first = pieces.iter().find_map(|piece| match piece {
        Piece::Words(lines) if !lines[0].starts_with("Document ") => filled(joined(lines)),
        _ => None,
    });
    let info = value(Role::Info);
    Entry {
        title: value(Role::Title).or(first),
        date: value(Role::Date).or_else(|| info.clone()).and_then(|line| day_in(&line)),
        publisher: value(Role::Paper).or(info).and_then(|paper| newspaper(&paper)),
        authors: value(Role::Author).map(|authors| in_order(&authors)).unwrap_or_default(),
        text: text(&pieces),
    }
}

/// The text from `Full text:` up to the next field.
fn text(pieces: &[Piece<'_, Role>]) -> String {
    let begins = pieces.iter().position(|piece| matches!(piece, Piece::Field(Role::Text, _)));
    let Some((first, rest)) = begins.and_then(|at| pieces[at..].split_first()) else { return String::new() };
    let ends = rest.iter().position(|piece| matches!(piece, Piece::Field(..)));
    let text = [&[first][..], &rest.iter().take(ends.unwrap_or(rest.len())).collect::<Vec<_>>()].concat();
    let blocks: Vec<&[&str]> = text.iter().map(|(Piece::Field(_, lines) | Piece::Words(lines))| &lines[..]).collect();
    let text = paragraphs(&blocks.join(&""));
    let missing = text.len() < 40 && text.to_lowercase().contains("not available");
    if missing { String::new() } else { text }
}

/// `The Paper, Late Edition; Hill [Hill]. 12 May 2024.` gives The Paper.
fn newspaper(line: &str) -> Option<String> {
    let name = line.split([';', '[']).next().unwrap_or_default();
    filled(name.split(", ").next().unwrap_or_default())
}

/// `Lee, Cara; Poe, Dan` gives Cara Lee and Dan Poe.
fn in_order(authors: &str) -> Vec<String> {
    let turned = |name: String| match name.split_once(", ") {
        Some((last, first)) if !first.contains(',') => format!("{first} {last}").replace(" .", "."),
        _ => name,
    };
    names(authors.trim_end_matches('.')).into_iter().map(turned).collect()
}

fn named(line: &str) -> Option<(&str, &str)> {
    line.split_once(':').map(|(name, value)| (name, value.trim()))
}

fn field(line: &str) -> Option<(Role, &str)> {
    let (name, value) = named(line)?;
    let told = TOLD.iter().find(|(_, names)| names.contains(&name)).map(|(role, _)| *role);
    let role = told.or_else(|| OTHER.contains(&name).then_some(Role::Other))?;
    Some((role, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::export::lines::lines;

    #[test]
    fn documents_between_rules() {
        let rule = "_".repeat(60);
        let export = format!(
            "{rule}\n\nDocument 1 of 3\n\nBridge opens\n\nAuthor: Lee, Cara; Poe, Dan.\n\nPublication info: The Paper, Late Edition; Hill [Hill]. 12 \
             May 2024: A.1.\n\nFull text: One “two” three.\n\nFour.\n\nCredit: Cara Lee\n\nTitle: Bridge opens\n\nLocation: Hill\n\n{rule}\n\n\
             Storm nears\n\nFull text:\nIt rained.\n\nPublication title: The Herald\n\nPublication date: Jun 1, 2024\n\n{rule}\n\nLost\n\n\
             Full text: Not available.\n\nPublication date: Jun 1, 2024\n\n{rule}\n\nContact us at: http://x.example\n"
        );
        let entries = entries(&lines(&export));
        assert_eq!(entries.len(), 3);
        let first = &entries[0];
        assert_eq!((first.title.as_deref(), first.publisher.as_deref()), (Some("Bridge opens"), Some("The Paper")));
        assert_eq!(
            (first.date, first.authors.join("|")),
            (Some(jiff::civil::date(2024, 5, 12)), "Cara Lee|Dan Poe".to_owned())
        );
        assert_eq!(first.text, "One “two” three.\n\nFour.");
        let second = &entries[1];
        assert_eq!((second.title.as_deref(), second.publisher.as_deref()), (Some("Storm nears"), Some("The Herald")));
        assert_eq!((second.text.as_str(), entries[2].text.as_str()), ("It rained.", ""));
    }
}
