//! Nexis exports.
//!
//! In the classic format, each document starts with `1 of 500 DOCUMENTS`, followed by newspaper, date, headline, fields
//! in capitals, text and more fields. In the Nexis Uni format, each document ends with `End of Document` and starts
//! with headline, newspaper and date; a cover page and a table of contents may come before the first document.

use std::sync::LazyLock;

use regex::Regex;

use super::exported_article::{ExportedArticle, is_copyright, non_empty};
use super::lines::{join_lines, paragraphs};
use super::nexis_fields::{self, FieldRole};
use super::sections::{Section, sections};
use crate::read::byline::names_in_byline;
use crate::read::date::{find_date, is_date_line};

/// The line above each document in the classic format.
static HEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^\d[\d.,]* (?:of|von|de) \d[\d.,]* (?:DOCUMENTS?|DOKUMENTEN?)$|^(?:Dokument|DOKUMENT) \d+ von \d+$")
        .ok()
});

/// The line below each document in the Nexis Uni format.
const END: &str = "End of Document";

/// Lines between date and headline that are neither.
const EDITIONS: [&str; 4] = ["edition", "correction appended", "ausgabe", "édition"];

/// Placeholders for links and images in texts.
const LINK_PLACEHOLDERS: [&str; 3] = ["Link to Image", "Link to the original story.", "Link to Original Source"];

/// Whether the line starts a document in the classic format.
pub(super) fn is_document_start(line: &str) -> bool {
    HEAD.as_ref().is_some_and(|head| head.is_match(line))
}

/// Whether the line ends a document in the Nexis Uni format.
pub(super) fn is_document_end(line: &str) -> bool {
    line == END
}

/// The documents in the classic format.
pub(super) fn articles(lines: &[&str]) -> Vec<ExportedArticle> {
    let documents = lines.split(|line| is_document_start(line)).skip(1);
    documents.map(|document| parse_document(sections(document, nexis_fields::classic_field), classic_head)).collect()
}

/// The documents in the Nexis Uni format.
pub(super) fn uni_articles(lines: &[&str]) -> Vec<ExportedArticle> {
    let mut documents: Vec<&[&str]> = lines.split(|line| is_document_end(line)).collect();
    // Text after the last end marker is not a document.
    documents.pop();
    documents
        .into_iter()
        .map(|document| parse_document(sections(document, nexis_fields::uni_field), uni_head))
        .collect()
}

type Sections<'a> = Vec<Section<'a, FieldRole>>;

fn parse_document(sections: Sections<'_>, head: fn(&[&str]) -> ExportedArticle) -> ExportedArticle {
    let is_text = |section: &Section<'_, FieldRole>| matches!(section, Section::Text(_));
    let above = sections.iter().take_while(|section| is_text(section)).count();
    let (above, below) = sections.split_at(above);
    let mut article = head(&above.iter().flat_map(text_lines).filter(|line| !is_copyright(line)).collect::<Vec<_>>());
    let begins = below.iter().position(|section| matches!(section, Section::Field(FieldRole::Body, _)));
    let mut text = Vec::new();
    for (at, section) in below.iter().enumerate() {
        match section {
            Section::Field(FieldRole::Byline, value) => article.authors = authors(&join_lines(value)),
            Section::Field(FieldRole::Tail, _) if begins.is_none_or(|begins| at > begins) => break,
            Section::Field(FieldRole::Body, value) => text.push(value.clone()),
            Section::Text(lines) if begins.is_none_or(|begins| at > begins) => text.push(lines.clone()),
            _ => {}
        }
    }
    while text.last().is_some_and(|block| block.first().is_none_or(|line| is_copyright(line))) {
        text.pop();
    }
    let blocks: Vec<Vec<&str>> = text
        .into_iter()
        .filter(|block| !LINK_PLACEHOLDERS.contains(&block.first().copied().unwrap_or_default()))
        .collect();
    article.text = paragraphs(&blocks.join(&""));
    article
}

fn text_lines<'a>(section: &Section<'a, FieldRole>) -> Vec<&'a str> {
    match section {
        Section::Text(lines) => [&lines[..], &[""]].concat(),
        Section::Field(..) => Vec::new(),
    }
}

/// Reads newspaper, date and headline.
fn classic_head(lines: &[&str]) -> ExportedArticle {
    let blocks: Vec<String> = blocks(lines);
    let dated = blocks.iter().position(|block| is_date_line(block));
    let (above, below) = blocks.split_at(dated.unwrap_or(1.min(blocks.len())));
    let headline = below.iter().skip(usize::from(dated.is_some())).find(|block| !is_edition(block));
    ExportedArticle {
        title: headline.and_then(non_empty),
        date: dated.and_then(|at| find_date(&blocks[at])),
        publisher: above.last().and_then(non_empty),
        ..ExportedArticle::default()
    }
}

/// Groups of lines between blank lines, joined; a date forms a group of its own.
fn blocks(lines: &[&str]) -> Vec<String> {
    let mut blocks: Vec<Vec<&str>> = vec![Vec::new()];
    for &line in lines {
        if line.is_empty() || is_date_line(line) {
            blocks.push(Vec::new());
        }
        if let Some(block) = blocks.last_mut().filter(|_| !line.is_empty()) {
            block.push(line);
        }
        if is_date_line(line) {
            blocks.push(Vec::new());
        }
    }
    blocks.iter().filter(|block| !block.is_empty()).map(|block| join_lines(block)).collect()
}

fn is_edition(block: &str) -> bool {
    let folded = block.to_lowercase();
    block.split_whitespace().count() <= 6 && EDITIONS.iter().any(|edition| folded.contains(edition))
}

/// Reads headline, newspaper and date. The last date counts, since a cover page has one too.
fn uni_head(lines: &[&str]) -> ExportedArticle {
    let lines: Vec<&str> = lines.iter().copied().filter(|line| !line.is_empty()).collect();
    let dated = lines.iter().rposition(|line| is_date_line(line));
    let (headline, paper) = match dated {
        Some(at) => (at.checked_sub(2), at.checked_sub(1)),
        None => (Some(0), Some(1)),
    };
    let line = |at: Option<usize>| at.and_then(|at| lines.get(at)).and_then(non_empty);
    ExportedArticle {
        title: line(headline),
        publisher: line(paper),
        date: dated.and_then(|at| find_date(lines[at])),
        ..ExportedArticle::default()
    }
}

/// The names in a byline, without e-mail addresses.
pub(super) fn authors(byline: &str) -> Vec<String> {
    let names = names_in_byline(byline).into_iter();
    names.filter(|name| !name.contains('@')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::export::lines::lines;

    const OLD: &str = "Download Request: All\n\n   1 of 2 DOCUMENTS\n\n   The Paper (London)\n\n   May 12, 2024, Sunday, Late Edition\n\n\
        Correction Appended\n\nBridge opens\nafter years\n\nBYLINE: By Cara Lee and Dan Poe\n\nSECTION: NEWS; Pg. 1\n\nLENGTH: 20 words\n\n\
        DATELINE: HILL\n\n\"The bridge opens on Monday,\" mayor Ann Smith said. She did not say when the\nnext one is to be built, or by whom.\n\n\
        SMITH: It is open.\n\nLOAD-DATE: May 12, 2024\n\nSUBJECT: BRIDGES (90%);\nROADS (60%)\n\nCopyright 2024 The Paper\nAll Rights Reserved\n\n\
        2 of 2 DOCUMENTS\n\nCopyright 2024 The Herald\n\nThe Herald\n\nJune 2024\n\nStorm nears\n\nLENGTH: 2 words\n\nBODY:\n\nIt rained.\n\n\
        Copyright 2024 The Herald\n";

    #[test]
    fn documents_of_the_old_form() {
        let documents = articles(&lines(OLD));
        assert_eq!(documents.len(), 2);
        let first = &documents[0];
        assert_eq!(first.title.as_deref(), Some("Bridge opens after years"));
        assert_eq!(
            (first.publisher.as_deref(), first.date),
            (Some("The Paper (London)"), Some(jiff::civil::date(2024, 5, 12)))
        );
        assert_eq!(first.authors, ["Cara Lee", "Dan Poe"]);
        let text = "\"The bridge opens on Monday,\" mayor Ann Smith said. She did not say when the next one is to be built, or by \
                    whom.\n\nSMITH: It is open.";
        assert_eq!(first.text, text);
        let second = &documents[1];
        assert_eq!((second.title.as_deref(), second.publisher.as_deref()), (Some("Storm nears"), Some("The Herald")));
        assert_eq!((second.date, second.text.as_str()), (None, "It rained."));
    }

    #[test]
    fn documents_of_the_new_form() {
        let new = "User Name: x\nDate and Time: Friday, July 5, 2019\nJob Number: 1\nDocuments (2)\n1. Bridge opens\nClient/Matter: -None-\n\n\n\
            Bridge opens\n\nThe Paper\n\nMay 12, 2024 Sunday\n\nCopyright 2024 The Paper All Rights Reserved\n\nSection: NEWS; Pg. 1\n\
            Length:\u{a0}20 words\nByline: Cara Lee; dan@paper.example\nHighlight: Open.\nBody\n\nOne.\n\nLink to Image\n\nSubject: he said.\n\n\
            Graphic\n\nA bridge.\n\nClassification\n\nLanguage: ENGLISH\n\nLoad-Date: May 12, 2024\n\nEnd of Document\n\n\
            Storm nears\nThe Herald\nJune 1, 2024\nLength: 2 words\nBody\nIt rained.\nLoad-Date: June 1, 2024\nEnd of Document\n";
        let articles = uni_articles(&lines(new));
        assert_eq!(articles.len(), 2);
        let first = &articles[0];
        assert_eq!((first.title.as_deref(), first.publisher.as_deref()), (Some("Bridge opens"), Some("The Paper")));
        assert_eq!(
            (first.date, &first.authors[..]),
            (Some(jiff::civil::date(2024, 5, 12)), &["Cara Lee".to_owned()][..])
        );
        assert_eq!(first.text, "One.");
        let second = &articles[1];
        assert_eq!((second.title.as_deref(), second.text.as_str()), (Some("Storm nears"), "It rained."));
        assert_eq!(second.publisher.as_deref(), Some("The Herald"));
    }
}
