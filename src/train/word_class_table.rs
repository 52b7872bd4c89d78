//! Reads the table of word classes: per line a word, fine cluster, coarse cluster, verb class, noun class and senses.

use std::path::Path;

use super::error::TrainError;
use crate::model::{WordClass, key_of};
use crate::tag::hash_bytes;

/// Reads the table at `path`; malformed lines are skipped.
pub fn read_words(path: &Path) -> Result<Vec<(u32, WordClass)>, TrainError> {
    let text = std::fs::read_to_string(path).map_err(|source| TrainError::Read { path: path.to_owned(), source })?;
    let mut entries: Vec<(u32, WordClass)> = text.lines().filter_map(entry).collect();
    entries.sort_by_key(|&(key, _)| key);
    entries.dedup_by_key(|entry| entry.0);
    Ok(entries)
}

fn entry(line: &str) -> Option<(u32, WordClass)> {
    let mut fields = line.split('\t');
    let word = fields.next()?;
    let mut number = || fields.next()?.parse::<u16>().ok();
    let (fine, coarse, verb, noun, senses) = (number()?, number()?, number()?, number()?, number()?);
    let class = WordClass {
        fine: fine + 1,
        coarse: coarse as u8 + 1,
        verb: verb as u8,
        noun: noun as u8,
        senses: senses as u8,
    };
    Some((key_of(hash_bytes(word.as_bytes())), class))
}
