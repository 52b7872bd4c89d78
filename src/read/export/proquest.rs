//! ProQuest exports: documents separated by rules of underscores, each a list of fields including the full text.

use super::exported_article::{ExportedArticle, non_empty};
use super::lines::{join_lines, paragraphs};
use super::sections::{Section, sections};
use crate::read::byline::names_in_byline;
use crate::read::date::find_date;

/// The minimum length of a rule.
const MIN_RULE: usize = 20;

/// The fields that are used, by role.
const USED_FIELDS: [(FieldRole, &[&str]); 6] = [
    (FieldRole::Text, &["Full text", "Full Text"]),
    (FieldRole::Title, &["Title"]),
    (FieldRole::Author, &["Author", "Authors"]),
    (FieldRole::Paper, &["Publication title", "Publication"]),
    (FieldRole::Date, &["Publication date"]),
    (FieldRole::Info, &["Publication info"]),
];

/// All other fields; they only end the field before them.
const OTHER_FIELDS: [&str; 44] = [
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
const END_FIELDS: [&str; 5] =
    ["ProQuest document ID", "Document URL", "Publication title", "Publication date", "Publication year"];

/// The role of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FieldRole {
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
    line.len() >= MIN_RULE && line.bytes().all(|byte| byte == b'_')
}

/// Whether the line starts the full text.
pub(super) fn is_full_text(line: &str) -> bool {
    field(line).is_some_and(|(role, _)| role == FieldRole::Text)
}

/// Whether the line is one that only ProQuest writes.
pub(super) fn is_proquest_line(line: &str) -> bool {
    named(line).is_some_and(|(name, _)| END_FIELDS.contains(&name) || name == "Publication info")
}

/// The documents.
pub(super) fn articles(lines: &[&str]) -> Vec<ExportedArticle> {
    let documents = lines.split(|line| is_rule(line));
    documents.filter(|document| document.iter().any(|line| field(line).is_some())).map(parse_document).collect()
}

fn parse_document(lines: &[&str]) -> ExportedArticle {
    let sections = sections(lines, field);
    let value = |wanted: FieldRole| {
        let values = sections.iter().filter_map(|section| match section {
            Section::Field(role, lines) if *role == wanted => non_empty(join_lines(lines)),
            _ => None,
        });
        values.into_iter().next()
    };
    let first = sections.iter().find_map(|section| match section {
        Section::Text(lines) if !lines[0].starts_with("Document ") => non_empty(join_lines(lines)),
        _ => None,
    });
    let info = value(FieldRole::Info);
    ExportedArticle {
        title: value(FieldRole::Title).or(first),
        date: value(FieldRole::Date).or_else(|| info.clone()).and_then(|line| find_date(&line)),
        publisher: value(FieldRole::Paper).or(info).and_then(|paper| publication_title(&paper)),
        authors: value(FieldRole::Author).map(|authors| names_in_order(&authors)).unwrap_or_default(),
        text: text(&sections),
    }
}

/// The text from `Full text:` up to the next field.
fn text(sections: &[Section<'_, FieldRole>]) -> String {
    let begins = sections.iter().position(|section| matches!(section, Section::Field(FieldRole::Text, _)));
    let Some((first, rest)) = begins.and_then(|at| sections[at..].split_first()) else { return String::new() };
    let ends = rest.iter().position(|section| matches!(section, Section::Field(..)));
    let text = [&[first][..], &rest.iter().take(ends.unwrap_or(rest.len())).collect::<Vec<_>>()].concat();
    let blocks: Vec<&[&str]> =
        text.iter().map(|(Section::Field(_, lines) | Section::Text(lines))| &lines[..]).collect();
    let text = paragraphs(&blocks.join(&""));
    let missing = text.len() < 40 && text.to_lowercase().contains("not available");
    if missing { String::new() } else { text }
}

/// `The Paper, Late Edition; Hill [Hill]. 12 May 2024.` gives The Paper.
fn publication_title(line: &str) -> Option<String> {
    let name = line.split([';', '[']).next().unwrap_or_default();
    non_empty(name.split(", ").next().unwrap_or_default())
}

/// `Lee, Cara; Poe, Dan` gives Cara Lee and Dan Poe.
fn names_in_order(authors: &str) -> Vec<String> {
    let turned = |name: String| match name.split_once(", ") {
        Some((last, first)) if !first.contains(',') => format!("{first} {last}").replace(" .", "."),
        _ => name,
    };
    names_in_byline(authors.trim_end_matches('.')).into_iter().map(turned).collect()
}

fn named(line: &str) -> Option<(&str, &str)> {
    line.split_once(':').map(|(name, value)| (name, value.trim()))
}

fn field(line: &str) -> Option<(FieldRole, &str)> {
    let (name, value) = named(line)?;
    let used = USED_FIELDS.iter().find(|(_, names)| names.contains(&name)).map(|(role, _)| *role);
    let role = used.or_else(|| OTHER_FIELDS.contains(&name).then_some(FieldRole::Other))?;
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
        let entries = articles(&lines(&export));
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
