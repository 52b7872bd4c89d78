//! The message about articles in languages that quotedex does not know.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::phrasing::{count, grouped};
use crate::language::LanguageCode;

/// `12 articles in other languages (8 German, 4 French): quotations in marks only, without speakers.`; nothing when there
/// are none.
pub fn other_languages_message(counts: &BTreeMap<LanguageCode, usize>) -> Option<String> {
    let articles: usize = counts.values().sum();
    let mut languages: Vec<(Reverse<usize>, &str)> =
        counts.iter().map(|(code, count)| (Reverse(*count), code.name())).collect();
    languages.sort_unstable();
    let each: Vec<String> =
        languages.iter().map(|(Reverse(number), name)| format!("{} {name}", grouped(*number))).collect();
    let in_other = if articles == 1 { "in another language" } else { "in other languages" };
    (articles > 0).then(|| {
        let (articles, each) = (count(articles, "article"), each.join(", "));
        format!("{articles} {in_other} ({each}): quotations in marks only, without speakers.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_come_first() {
        let counts = |counts: &[(&str, usize)]| {
            let counts = counts.iter().map(|(code, count)| (code.parse().unwrap(), *count)).collect();
            other_languages_message(&counts)
        };
        assert_eq!(counts(&[]), None);
        assert_eq!(
            counts(&[("de", 1)]).unwrap(),
            "1 article in another language (1 German): quotations in marks only, without speakers."
        );
        assert_eq!(
            counts(&[("fr", 4), ("de", 8), ("es", 4)]).unwrap(),
            "16 articles in other languages (8 German, 4 French, 4 Spanish): quotations in marks only, without speakers."
        );
    }
}
