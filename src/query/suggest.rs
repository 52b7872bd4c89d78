//! Names that the index has, near to one that it has not.

use std::collections::BTreeSet;

use strsim::{jaro_winkler, normalized_damerau_levenshtein};
use tantivy::collector::Count;
use tantivy::schema::Field;

use super::answer::Suggestion;
use super::compile::term;
use super::error::QueryError;
use crate::index::{Index, fold};

/// Likeness from which a name is worth naming.
const NEAR: f64 = 0.84;
/// How much less like than the likest a further name may be.
const MARGIN: f64 = 0.05;
/// How many at most.
const MOST: usize = 3;

/// Names in `field` that somebody who typed `asked` may have meant, best first.
pub(crate) fn nearest(index: &Index, field: Field, asked: &str) -> Result<Vec<Suggestion>, QueryError> {
    let folded = fold(asked);
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    let mut near: Vec<(f64, String)> = names(index, field)?
        .into_iter()
        .map(|name| (likeness(&folded, &fold(&name)), name))
        .filter(|(likeness, _)| *likeness >= NEAR)
        .collect();
    let length = |name: &str| name.split(' ').count();
    near.sort_by(|one, other| {
        let by_length = || length(&one.1).cmp(&length(&other.1));
        other.0.total_cmp(&one.0).then_with(by_length).then_with(|| one.1.cmp(&other.1))
    });
    let likest = near.first().map_or(0.0, |(likeness, _)| *likeness);
    let mut found = Vec::new();
    for (_, name) in near.into_iter().take_while(|(likeness, _)| *likeness >= likest - MARGIN) {
        // Names of deleted quotes stay in the dictionary for a while.
        if index.searcher().search(&*term(field, &name), &Count)? > 0 {
            found.push(Suggestion { asked: asked.to_owned(), instead: name });
        }
        if found.len() == MOST {
            break;
        }
    }
    Ok(found)
}

/// How alike a name is to what was asked: whole to whole, or each asked word to the nearest word of the name.
fn likeness(asked: &str, name: &str) -> f64 {
    let nearest = |word: &str| name.split(' ').map(|part| alike(word, part)).fold(0.0, f64::max);
    let count = asked.split(' ').count() as f64;
    let by_words = asked.split(' ').map(nearest).sum::<f64>() / count;
    by_words.max(alike(asked, name))
}

/// Jaro-Winkler forgives a wrong ending and swapped letters, but finds "report" in "pertro"; so at least half of the
/// letters must stay where they are.
fn alike(one: &str, other: &str) -> f64 {
    if normalized_damerau_levenshtein(one, other) < 0.5 { 0.0 } else { jaro_winkler(one, other) }
}

fn names(index: &Index, field: Field) -> Result<BTreeSet<String>, QueryError> {
    let mut names = BTreeSet::new();
    for segment in index.searcher().segment_readers() {
        let inverted = segment.inverted_index(field)?;
        let mut terms = inverted.terms().stream()?;
        while terms.advance() {
            names.insert(String::from_utf8_lossy(terms.key()).into_owned());
        }
    }
    Ok(names)
}
