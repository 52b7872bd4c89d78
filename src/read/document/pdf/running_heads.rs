//! Removes running heads, running feet and page numbers.

use rustc_hash::FxHashMap;

use super::line::TextLine;

/// How many lines at the top and at the bottom of a page are examined.
const MAX_EDGE_LINES: usize = 3;

/// Removes lines that repeat across the pages.
pub(super) fn remove_running_heads(pages: &mut [Vec<TextLine>]) {
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    for page in pages.iter() {
        let mut words: Vec<String> = edges(page).into_iter().map(|at| fold_numbers(&page[at].text)).collect();
        words.sort_unstable();
        words.dedup();
        words.into_iter().for_each(|words| *seen.entry(words).or_default() += 1);
    }
    let often = (pages.len() / 3).max(2);
    for page in pages.iter_mut() {
        let mut edges = edges(page);
        edges.sort_unstable_by(|one, other| other.cmp(one));
        for at in edges {
            let words = fold_numbers(&page[at].text);
            if is_page_number(&words) || seen.get(&words).is_some_and(|&times| times >= often) {
                page.remove(at);
            }
        }
    }
}

/// The indices of the topmost and bottommost lines.
fn edges(page: &[TextLine]) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..page.len()).collect();
    indices.sort_by(|&one, &other| page[other].baseline.total_cmp(&page[one].baseline));
    let lowest = indices.len().saturating_sub(MAX_EDGE_LINES).max(MAX_EDGE_LINES.min(indices.len()));
    indices.iter().take(MAX_EDGE_LINES).chain(&indices[lowest..]).copied().collect()
}

/// The lower-case text with every number replaced by `#`, since page numbers change.
fn fold_numbers(text: &str) -> String {
    let mut words = String::new();
    for c in text.chars() {
        if !c.is_ascii_digit() {
            words.extend(c.to_lowercase());
        } else if !words.ends_with('#') {
            words.push('#');
        }
    }
    words
}

/// `12`, `- 12 -`, `Page 12`, `12 / 40`.
fn is_page_number(words: &str) -> bool {
    let rest = words.trim_matches(|c: char| !c.is_alphanumeric() && c != '#');
    let rest = rest.strip_prefix("page ").or_else(|| rest.strip_prefix("seite ")).unwrap_or(rest);
    matches!(rest, "#" | "#/#" | "# / #" | "# of #")
}
