//! The names of a column with their words, in memory: read once for an open index, when a name that was typed is not
//! found.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use tantivy::{Searcher, TantivyError};

use super::fold::fold;

/// The names that documents have, each once.
#[derive(Default)]
pub(crate) struct NameTable {
    names: Vec<String>,
    /// Each folded word with the indices of the names that have it, by word.
    words: Vec<(String, Vec<u32>)>,
}

impl NameTable {
    /// The names in the text column `column`, without those of removed documents alone.
    pub(super) fn read(searcher: &Searcher, column: &str) -> Result<Self, TantivyError> {
        let mut names: Vec<String> = Vec::new();
        for segment in searcher.segment_readers() {
            let Some(column) = segment.fast_fields().str(column)? else { continue };
            let used: FxHashSet<u64> = segment.doc_ids_alive().flat_map(|doc| column.term_ords(doc)).collect();
            let mut ords: Vec<u64> = used.into_iter().collect();
            ords.sort_unstable();
            let name = |name: &[u8]| names.push(String::from_utf8_lossy(name).into_owned());
            column.dictionary().sorted_ords_to_term_cb(&ords, name)?;
        }
        Ok(Self::new(names))
    }

    fn new(mut names: Vec<String>) -> Self {
        names.sort_unstable();
        names.dedup();
        let mut words: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (name, number) in names.iter().zip(0..) {
            for word in fold(name).split(' ').filter(|word| !word.is_empty()) {
                let with = words.entry(word.to_owned()).or_default();
                if with.last() != Some(&number) {
                    with.push(number);
                }
            }
        }
        Self { names, words: words.into_iter().collect() }
    }

    /// The names with a word that satisfies `is_wanted`, each once, in order.
    pub(crate) fn with_word(&self, is_wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = &str> {
        let wanted = self.words.iter().filter(|(word, _)| is_wanted(word));
        let mut numbers: Vec<u32> = wanted.flat_map(|(_, names)| names).copied().collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().map(|number| self.names[number as usize].as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_their_words() {
        let names = ["Zoë Lee", "Ann Smith-Lee", "Bob Ray", "Lee Lee Lee", "Zoë Lee"];
        let table = NameTable::new(names.map(str::to_owned).to_vec());
        let with = |wanted: &str| table.with_word(|word| word == wanted).collect::<Vec<_>>();
        assert_eq!(with("lee"), ["Ann Smith-Lee", "Lee Lee Lee", "Zoë Lee"]);
        assert_eq!((with("zoe"), with("Zoë").len(), with("").len()), (vec!["Zoë Lee"], 0, 0));
        assert_eq!(table.with_word(|word| word != "lee").count(), 3);
    }
}
