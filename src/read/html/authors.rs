//! The authors in a byline: without "By", addresses and the name of the newspaper.

use super::json_ld::JsonLd;
use super::raw_metadata::RawMetadata;
use super::text_utils::{letter_key, unescape_html};

/// Most authors of an article.
const MAX_AUTHORS: usize = 20;

const MAX_NAME: usize = 80;

/// Words before a name.
const PREFIXES: [&str; 7] = ["by ", "written by ", "reported by ", "story by ", "posted by ", "from ", "por "];

/// Suffixes that belong to the name before them.
const SUFFIXES: [&str; 8] = ["Jr.", "Jr", "Sr.", "Sr", "II", "III", "M.D.", "Ph.D."];

/// Names that identify no person.
const PLACEHOLDERS: [&str; 12] = [
    "admin",
    "administrator",
    "author",
    "editor",
    "editors",
    "editorial",
    "guest",
    "guestauthor",
    "newsdesk",
    "staff",
    "unknown",
    "webmaster",
];

/// The authors named by JSON-LD, by the `meta` tags `names`, or by marked-up text.
pub(super) fn authors(raw: &RawMetadata, ld: &JsonLd, names: &[&str], publisher: Option<&str>) -> Vec<String> {
    let by_name = names.iter().map(|name| raw.values_of_first(&[name]).into_iter().map(str::to_owned).collect());
    let sources = std::iter::once(ld.authors.clone()).chain(by_name).chain([raw.authors.clone()]);
    sources.map(|source: Vec<String>| clean(&source, publisher)).find(|names| !names.is_empty()).unwrap_or_default()
}

fn clean(names: &[String], publisher: Option<&str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let publisher = publisher.map(letter_key);
    for name in names.iter().take(MAX_AUTHORS).map(|name| unescape_html(name)).flat_map(|line| split_names(&line)) {
        let key = letter_key(&name);
        let is_known = || found.iter().any(|other| letter_key(other) == key);
        if is_name(&name, &key) && Some(&key) != publisher.as_ref() && !is_known() && found.len() < MAX_AUTHORS {
            found.push(name);
        }
    }
    found
}

fn is_name(name: &str, key: &str) -> bool {
    !key.is_empty()
        && name.len() <= MAX_NAME
        && key.chars().any(char::is_alphabetic)
        && !name.contains(['@', '/', '<', '>', '{', '='])
        && !["http", "www."].iter().any(|start| name.starts_with(start))
        && !PLACEHOLDERS.contains(&key)
}

/// The names in a line such as "By Ann Smith, Bo Li and Cy Young".
fn split_names(line: &str) -> Vec<String> {
    let mut line = line.trim();
    for before in PREFIXES {
        let starts = line.get(..before.len()).is_some_and(|start| start.eq_ignore_ascii_case(before));
        if starts || line.eq_ignore_ascii_case(before.trim()) {
            line = line[before.trim().len()..].trim();
        }
    }
    let line = line.replace(" and ", "; ").replace(" & ", "; ").replace(" AND ", "; ").replace('|', ";");
    let whole = |part: &str| part.split_whitespace().count() >= 2;
    let parts = line.split(';').flat_map(|part| {
        // "Ann Smith, Bo Li" are two names, "Smith, Ann" is one, and in "Ann Smith, CNN" only the first is a person.
        let commas = part.split(',').map(str::trim).filter(|part| !part.is_empty());
        match commas.clone().next() {
            _ if commas.clone().all(whole) => commas.map(str::to_owned).collect(),
            Some(first) if whole(first) && !commas.clone().any(|part| SUFFIXES.contains(&part)) => {
                commas.filter(|part| whole(part)).map(str::to_owned).collect()
            }
            _ => vec![part.trim().to_owned()],
        }
    });
    parts.filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Vec<String> {
        clean(&[line.to_owned()], Some("The Paper"))
    }

    #[test]
    fn names_are_told_apart() {
        assert_eq!(of("By Ann Smith, Bo Li and Cy Young"), ["Ann Smith", "Bo Li", "Cy Young"]);
        assert_eq!(of("BY ANN SMITH &amp; Bo Li"), ["ANN SMITH", "Bo Li"]);
        assert_eq!(of("Smith, Ann"), ["Smith, Ann"]);
        assert_eq!(of("Ann Smith, CNN"), ["Ann Smith"]);
        assert_eq!(of("Bo Li, Jr."), ["Bo Li, Jr."]);
        assert_eq!(of("Ann Smith; ann smith"), ["Ann Smith"]);
    }

    #[test]
    fn what_is_no_name_goes() {
        for line in ["https://a.org/ann", "admin", "The Paper", "@ann", "", "ann@a.org", "By "] {
            assert!(of(line).is_empty(), "{line}");
        }
    }
}
