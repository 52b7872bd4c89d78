//! Messages about inputs that were skipped, one line for each sort.

use std::collections::BTreeMap;

use super::index_report::SkipSummary;
use super::phrasing::{count, grouped};
use super::sanitize::sanitize_line;

/// The messages: `3 files skipped: 2 images, 1 DOCX.` The last one says how to list them, unless they are already
/// `listed`.
pub fn skip_messages(all: &[SkipSummary], listed: bool) -> Vec<String> {
    let hint = |place: usize| if listed || place + 1 < all.len() { "." } else { "; -v lists them." };
    all.iter().enumerate().map(|(place, one)| format!("{}{}", sentence(one), hint(place))).collect()
}

fn sentence(SkipSummary { what, count: number, kinds }: &SkipSummary) -> String {
    let verb = |one: &'static str, many: &'static str| if *number == 1 { one } else { many };
    match *what {
        "files" => format!("{} skipped: {}", count(*number, "file"), listed(kinds)),
        "entries" => {
            let (entries, of) = (if *number == 1 { "entry" } else { "entries" }, listed(kinds));
            format!("{} {entries} left out: {of}", grouped(*number))
        }
        "summaries" => format!("{} {}", count(*number, "article"), verb("is only a summary", "are only summaries")),
        "texts" => format!("{} {} no text", count(*number, "article"), verb("holds", "hold")),
        _ => format!("{} not understood", count(*number, "date")),
    }
}

/// `2 images, 1 DOCX`: most frequent first.
fn listed(kinds: &BTreeMap<String, usize>) -> String {
    let mut most: Vec<(&String, &usize)> = kinds.iter().collect();
    most.sort_by(|one, other| other.1.cmp(one.1).then_with(|| one.0.cmp(other.0)));
    let kinds: Vec<String> = most.iter().map(|(kind, number)| one_kind(kind, **number)).collect();
    kinds.join(", ")
}

/// `1 image`, `2 images`; extensions and reasons have no plural.
fn one_kind(kind: &str, number: usize) -> String {
    let is_noun = kind.ends_with(|c: char| c.is_ascii_lowercase()) && !kind.contains("not ") && !kind.ends_with("ed");
    let is_noun = is_noun && !kind.starts_with("without ") && !kind.starts_with("no ") && kind != "other";
    if is_noun { count(number, &sanitize_line(kind)) } else { format!("{} {}", grouped(number), sanitize_line(kind)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_for_each_sort() {
        let kinds =
            |kinds: &[(&str, usize)]| kinds.iter().map(|(kind, number)| ((*kind).to_owned(), *number)).collect();
        let all = [
            SkipSummary { what: "files", count: 4, kinds: kinds(&[("DOCX", 1), ("image", 2), ("binary file", 1)]) },
            SkipSummary { what: "entries", count: 3, kinds: kinds(&[("not published", 2), ("canceled", 1)]) },
            SkipSummary { what: "dates", count: 1, kinds: kinds(&[("not understood", 1)]) },
        ];
        assert_eq!(
            skip_messages(&all, false),
            [
                "4 files skipped: 2 images, 1 DOCX, 1 binary file.",
                "3 entries left out: 2 not published, 1 canceled.",
                "1 date not understood; -v lists them."
            ]
        );
        assert_eq!(skip_messages(&all[..1], true), ["4 files skipped: 2 images, 1 DOCX, 1 binary file."]);
    }
}
