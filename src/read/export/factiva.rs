//! Factiva exports, with field codes (`HD`, `WC`, `PD`) or without.

use std::sync::LazyLock;

use regex::Regex;

use super::exported_article::{ExportedArticle, is_copyright, non_empty};
use super::lines::{join_lines, paragraphs};
use crate::read::byline::names_in_byline;
use crate::read::date::find_date;

/// The codes, in the order in which they occur in a document.
const CODES: [&str; 31] = [
    "SE", "CLM", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "VOL", "ED", "PG", "LA", "CY", "LP", "TD", "ART",
    "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "DLN", "PUB", "CX", "AN", "RN",
];

/// The index of the headline code. The codes before it may also start a document.
const HEADLINE: usize = 2;

/// The index of the lead paragraph code; the code of the remaining text follows.
const TEXT: usize = 15;

/// The codes that identify an export.
const IDENTIFYING_CODES: [&str; 7] = ["HD", "WC", "PD", "SN", "LP", "TD", "AN"];

/// The last line of each document: source, day and accession number in one word.
static ACCESSION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:Document|Dokument|Documento) [A-Za-z0-9]{4,10}(?:19|20)\d{6}[A-Za-z0-9]{5,12}$").ok()
});

/// The length of the article, between headline and date.
static LENGTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^\d[\d.,\u{a0} ]* (?:words?|mots|Wörter|palabras|parole|woorden|palavras|ord)$").ok()
});

/// Language names in several languages; they stand alone on a line.
const LANGUAGES: [&str; 24] = [
    "English",
    "Anglais",
    "Englisch",
    "Inglés",
    "Inglese",
    "French",
    "Français",
    "Französisch",
    "Francés",
    "German",
    "Deutsch",
    "Allemand",
    "Alemán",
    "Spanish",
    "Español",
    "Espagnol",
    "Spanisch",
    "Italian",
    "Italiano",
    "Dutch",
    "Nederlands",
    "Portuguese",
    "Português",
    "Swedish",
];

/// How many lines above the length are examined: section, headline, byline.
const MAX_LINES_ABOVE: usize = 3;

/// The longest byline, in words.
const MAX_BYLINE_WORDS: usize = 6;

/// Whether the line ends a document without codes.
pub(super) fn is_document_end(line: &str) -> bool {
    ACCESSION.as_ref().is_some_and(|accession| accession.is_match(line))
}

/// Whether the line states the length of an article.
pub(super) fn is_length(line: &str) -> bool {
    LENGTH.as_ref().is_some_and(|length| length.is_match(line))
}

/// How many of the identifying codes start a line.
pub(super) fn count_identifying_codes(lines: &[&str]) -> usize {
    IDENTIFYING_CODES
        .iter()
        .filter(|identifying| {
            lines.iter().any(|line| code(line, true).is_some_and(|(at, _)| CODES[at] == **identifying))
        })
        .count()
}

/// The index of the code at the start of the line, and the rest of the line. Text lines may start with capitals too, so
/// a single space after the code suffices only above the text.
fn code(line: &str, above_text: bool) -> Option<(usize, &str)> {
    let end = line.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(line.len());
    let at = CODES.iter().position(|code| *code == &line[..end])?;
    let rest = &line[end..];
    let is_separated =
        rest.is_empty() || rest.starts_with(['\t', '\u{a0}']) || rest.starts_with("  ") || rest.starts_with(" \t");
    (is_separated || above_text && rest.starts_with(' ') && IDENTIFYING_CODES.contains(&CODES[at]))
        .then(|| (at, rest.trim()))
}

/// The documents of an export with codes.
pub(super) fn articles_with_codes(lines: &[&str]) -> Vec<ExportedArticle> {
    let mut documents: Vec<Vec<(usize, Vec<&str>)>> = Vec::new();
    for line in lines {
        let last = documents.last().and_then(|fields| fields.last()).map_or(0, |(at, _)| *at);
        // After the start of the text, codes only occur in ascending order.
        let in_text = (TEXT..=TEXT + 1).contains(&last);
        let found = code(line, !in_text).filter(|(at, _)| last < TEXT || *at > last || *at <= HEADLINE);
        if found.is_some_and(|(at, _)| at <= HEADLINE) && (documents.is_empty() || last > HEADLINE) {
            documents.push(Vec::new());
        }
        let Some(fields) = documents.last_mut() else { continue };
        match found {
            Some((at, value)) => fields.push((at, vec![value])),
            None => fields.iter_mut().next_back().into_iter().for_each(|(_, value)| value.push(line)),
        }
    }
    documents.iter().map(|fields| article_from_codes(fields)).collect()
}

fn article_from_codes(fields: &[(usize, Vec<&str>)]) -> ExportedArticle {
    let value = |code: &str| fields.iter().find(|(at, _)| CODES[*at] == code).map(|(_, lines)| &lines[..]);
    let line = |code: &str| {
        let words: Vec<&str> = value(code)?.iter().copied().filter(|line| !line.is_empty()).collect();
        non_empty(join_lines(&words))
    };
    let text = ["LP", "TD"].map(|code| value(code).map(paragraphs).unwrap_or_default());
    ExportedArticle {
        title: line("HD"),
        date: line("PD").and_then(|day| find_date(&day)),
        publisher: line("SN"),
        authors: line("BY").map(|by| names_in_byline(&by)).unwrap_or_default(),
        text: text.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n"),
    }
}

/// The documents of an export without codes.
pub(super) fn articles(lines: &[&str]) -> Vec<ExportedArticle> {
    let mut documents: Vec<&[&str]> = lines.split(|line| is_document_end(line)).collect();
    // The search query follows the last document.
    documents.pop();
    documents.into_iter().filter_map(parse_document).collect()
}

fn parse_document(lines: &[&str]) -> Option<ExportedArticle> {
    let length = lines.iter().position(|line| is_length(line))?;
    let above: Vec<&str> =
        lines[..length].iter().rev().copied().filter(|line| !line.is_empty()).take(MAX_LINES_ABOVE).collect();
    let (byline, rest) = match above.split_first() {
        Some((first, rest)) if !rest.is_empty() && is_byline(first, rest) => (Some(*first), rest),
        _ => (None, &above[..]),
    };
    let title = rest.iter().take(2).max_by_key(|line| line.split_whitespace().count());
    let below = &lines[length + 1..];
    let (head, text) = below.split_at(end_of_head(below));
    let mut filled_lines = head.iter().copied().filter(|line| !line.is_empty());
    let date = filled_lines.by_ref().find_map(find_date);
    // The time may stand between the date and the newspaper.
    let publisher = filled_lines.find(|line| !line.starts_with(|c: char| c.is_ascii_digit()));
    Some(ExportedArticle {
        title: title.and_then(non_empty),
        date,
        publisher: publisher.and_then(non_empty),
        authors: byline.map(names_in_byline).unwrap_or_default(),
        text: paragraphs(text),
    })
}

/// Whether a line above the length is a byline and not a headline.
fn is_byline(line: &str, above: &[&str]) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_name =
        |word: &&str| word.starts_with(char::is_uppercase) || matches!(*word, "and" | "&" | "de" | "van" | "von");
    let named = words.len() <= MAX_BYLINE_WORDS && words.iter().all(is_name) && words.len() > 1;
    let longer = above.first().is_some_and(|above| above.split_whitespace().count() > words.len());
    line.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by ")) || (named && longer)
}

/// Where the text starts: after the copyright line, otherwise after the language.
fn end_of_head(lines: &[&str]) -> usize {
    let near = &lines[..lines.len().min(24)];
    let last = near.iter().position(|line| is_copyright(line));
    let last = last.or_else(|| near.iter().position(|line| LANGUAGES.contains(line)));
    last.map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::export::lines::lines;

    #[test]
    fn documents_with_codes() {
        let export = "SE  News\n\nHD  Bridge opens\n\nBY  By Cara Lee\n\nWC  20 words\n\nPD  12 May 2024\n\nSN  The Paper\n\nSC  TPAPER\n\nLA  English\n\n\
            CY  (c) 2024\n\nLP\n\nOne “two” three.\n\nIN short, four.\n\nTD\n\nFive.\n\nNS  gcat : News\n\nAN\n\nDocument TPAPER0020240512ek5c0001x\n\n\
            HD  Storm nears\nWC  2 words\nPD  1 June 2024\nSN  The Herald\nLP  It rained.\nAN  Document HER0000020240601ek5c0001x\n";
        let entries = articles_with_codes(&lines(export));
        assert_eq!(entries.len(), 2);
        let first = &entries[0];
        assert_eq!((first.title.as_deref(), first.publisher.as_deref()), (Some("Bridge opens"), Some("The Paper")));
        assert_eq!(first.date, Some(jiff::civil::date(2024, 5, 12)));
        assert_eq!(
            (first.authors.as_slice(), first.text.as_str()),
            (&["Cara Lee".to_owned()][..], "One “two” three.\n\nIN short, four.\n\nFive.")
        );
        assert_eq!((entries[1].title.as_deref(), entries[1].text.as_str()), (Some("Storm nears"), "It rained."));
        assert_eq!((CODES[HEADLINE], CODES[TEXT]), ("HD", "LP"));
        assert_eq!(count_identifying_codes(&lines(export)), 7);
        assert!(count_identifying_codes(&["IN the town", "RE the letter", "TD Bank"]) <= 1);
    }

    #[test]
    fn documents_without_codes() {
        let export = "Factiva\n\nNews\nBridge opens in the rain\nBy Cara Lee\n20 words\n12 May 2024\n10:30\nThe Paper\nTPAPER\n1\nEnglish\n\
            Copyright 2024, The Paper. All Rights Reserved.\n\nOne “two” three.\n\nFour.\n\nDocument TPAPER0020240512ek5c0001x\n\n\
            Storm nears the long coast\nDan Poe\n1,002 words\n1 June 2024\nThe Herald\nHER\nEnglish\n(c) 2024\n\nIt rained.\n\n\
            Document HER0000020240601ek5c0001x\n\nSearch Summary\nText\nbridge\n";
        let entries = articles(&lines(export));
        assert_eq!(entries.len(), 2);
        let first = &entries[0];
        assert_eq!(
            (first.title.as_deref(), first.publisher.as_deref()),
            (Some("Bridge opens in the rain"), Some("The Paper"))
        );
        assert_eq!(
            (first.authors.as_slice(), first.text.as_str()),
            (&["Cara Lee".to_owned()][..], "One “two” three.\n\nFour.")
        );
        let second = &entries[1];
        assert_eq!((second.title.as_deref(), second.authors.len()), (Some("Storm nears the long coast"), 1));
        assert_eq!((second.date, second.text.as_str()), (Some(jiff::civil::date(2024, 6, 1)), "It rained."));
    }
}
