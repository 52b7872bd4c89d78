//! The weights file.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | magic, `quotedex` |
//! | 4 | version of the format |
//! | 32 | BLAKE3 of everything behind it |
//! | 4 + n | what made the weights, in words |
//! | 4 + 10 n | word classes |
//! | 4 + 6 n | habits |
//! | 12 | boosts of source, cue, content |
//! | ... | first layer, then 1 and the second layer, or 0 |
//!
//! A layer is 4 + 12 n bytes of rows in order of their keys and 4 + 196 n bytes of steps. Numbers are little-endian.
//! Reading copies everything into hash tables; nothing refers to the file afterwards.

use super::error::ModelError;
use super::habits::{Habit, Habits};
use super::layer::{Layer, Row, Steps};
use super::whole::Model;
use super::words::{WordClass, Words};

const MAGIC: &[u8; 8] = b"quotedex";
/// Changes whenever the layout or the meaning of a feature number changes.
const VERSION: u32 = 2;
/// Where the part begins that the checksum covers.
const BODY: usize = 8 + 4 + 32;

impl Model {
    /// The weights in the bytes of a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, ModelError> {
        if !bytes.starts_with(MAGIC) {
            return Err(ModelError::Foreign);
        }
        let mut reader = Reader { rest: &bytes[MAGIC.len()..] };
        let found = reader.u32("header")?;
        if found != VERSION {
            return Err(ModelError::Version { found, known: VERSION });
        }
        let checksum = reader.take(32, "header")?;
        if blake3::hash(reader.rest).as_bytes() != checksum {
            return Err(ModelError::Checksum);
        }
        let model = read_body(&mut reader)?;
        if reader.rest.is_empty() { Ok(model) } else { Err(ModelError::Truncated { what: "end" }) }
    }

    /// The bytes of a file with these weights; the same weights give the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        bytes.extend_from_slice(MAGIC);
        put(&mut bytes, VERSION);
        bytes.extend_from_slice(&[0; 32]);
        put(&mut bytes, self.made.len() as u32);
        bytes.extend_from_slice(self.made.as_bytes());
        write_words(&mut bytes, &self.words);
        write_habits(&mut bytes, &self.habits);
        for boost in self.boost {
            put(&mut bytes, boost.to_bits());
        }
        write_layer(&mut bytes, &self.first);
        put(&mut bytes, u32::from(self.second.is_some()));
        if let Some(second) = &self.second {
            write_layer(&mut bytes, second);
        }
        let checksum = blake3::hash(&bytes[BODY..]);
        bytes[BODY - 32..BODY].copy_from_slice(checksum.as_bytes());
        bytes
    }
}

fn read_body(reader: &mut Reader) -> Result<Model, ModelError> {
    let length = reader.u32("origin")? as usize;
    let made = String::from_utf8_lossy(reader.take(length, "origin")?).into_owned();
    let words = read_words(reader)?;
    let habits = read_habits(reader)?;
    let boost = [reader.f32("boosts")?, reader.f32("boosts")?, reader.f32("boosts")?];
    let first = read_layer(reader)?;
    let second = if reader.u32("second layer")? == 1 { Some(read_layer(reader)?) } else { None };
    Ok(Model { made, words, habits, first, second, boost })
}

fn write_words(bytes: &mut Vec<u8>, words: &Words) {
    let entries = words.entries();
    put(bytes, entries.len() as u32);
    for (key, class) in entries {
        put(bytes, key);
        bytes.extend_from_slice(&class.fine.to_le_bytes());
        bytes.extend_from_slice(&[class.coarse, class.verb, class.noun, class.senses]);
    }
}

fn read_words(reader: &mut Reader) -> Result<Words, ModelError> {
    let entries = reader.entries::<6>("word classes")?;
    let class = |[low, high, coarse, verb, noun, senses]: [u8; 6]| WordClass {
        fine: u16::from_le_bytes([low, high]),
        coarse,
        verb,
        noun,
        senses,
    };
    Ok(Words::new(&entries.into_iter().map(|(key, part)| (key, class(part))).collect::<Vec<_>>()))
}

/// A habit in two bytes: the two levels, then what they were read from and whether the word is common.
fn write_habits(bytes: &mut Vec<u8>, habits: &Habits) {
    let entries = habits.entries();
    put(bytes, entries.len() as u32);
    for (key, habit) in entries {
        put(bytes, key);
        bytes.extend_from_slice(&[habit.cue << 4 | habit.source, habit.known << 1 | u8::from(habit.common)]);
    }
}

fn read_habits(reader: &mut Reader) -> Result<Habits, ModelError> {
    let entries = reader.entries::<2>("habits")?;
    let habit = |[levels, known]: [u8; 2]| Habit {
        cue: levels >> 4,
        source: levels & 15,
        known: known >> 1,
        common: known & 1 == 1,
    };
    Ok(Habits::new(&entries.into_iter().map(|(key, part)| (key, habit(part))).collect::<Vec<_>>()))
}

fn write_layer(bytes: &mut Vec<u8>, layer: &Layer) {
    let rows = layer.entries();
    put(bytes, rows.len() as u32);
    for (key, row) in rows {
        put(bytes, key);
        bytes.extend(row.weights.map(|weight| weight as u8));
        bytes.push(row.scale);
    }
    put(bytes, layer.steps.len() as u32);
    for weight in layer.steps.iter().flatten().flatten() {
        put(bytes, weight.to_bits());
    }
}

fn read_layer(reader: &mut Reader) -> Result<Layer, ModelError> {
    let row = |[a, b, c, d, e, f, g, scale]: [u8; 8]| Row { weights: [a, b, c, d, e, f, g].map(|w| w as i8), scale };
    let rows: Vec<_> = reader.entries::<8>("rows")?.into_iter().map(|(key, part)| (key, row(part))).collect();
    let count = reader.u32("steps")?;
    let mut steps: Vec<Steps> = Vec::new();
    for _ in 0..count {
        let mut table = [[0.0; 7]; 7];
        for weight in table.iter_mut().flatten() {
            *weight = reader.f32("steps")?;
        }
        steps.push(table);
    }
    if steps.is_empty() {
        return Err(ModelError::Truncated { what: "steps" });
    }
    Ok(Layer::new(&rows, steps))
}

fn put(bytes: &mut Vec<u8>, number: u32) {
    bytes.extend_from_slice(&number.to_le_bytes());
}

/// What is still to be read.
struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize, what: &'static str) -> Result<&'a [u8], ModelError> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(ModelError::Truncated { what })?;
        self.rest = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self, what: &'static str) -> Result<[u8; N], ModelError> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(ModelError::Truncated { what })?;
        self.rest = rest;
        Ok(*taken)
    }

    fn u32(&mut self, what: &'static str) -> Result<u32, ModelError> {
        self.array(what).map(u32::from_le_bytes)
    }

    fn f32(&mut self, what: &'static str) -> Result<f32, ModelError> {
        self.u32(what).map(f32::from_bits)
    }

    /// A count, then as many keys with N bytes each.
    fn entries<const N: usize>(&mut self, what: &'static str) -> Result<Vec<(u32, [u8; N])>, ModelError> {
        let count = self.u32(what)? as usize;
        if self.rest.len() / (4 + N) < count {
            return Err(ModelError::Truncated { what });
        }
        (0..count).map(|_| Ok((self.u32(what)?, self.array(what)?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Model {
        let row = Row::from_weights(&[0.5, -1.0, 0.0, 0.0, 0.25, 0.0, 0.1]);
        let layer = Layer::new(&[(7, row), (9, row)], vec![[[0.5; 7]; 7]; 2]);
        let class = WordClass { fine: 513, coarse: 2, verb: 3, noun: 4, senses: 5 };
        let habit = Habit { cue: 5, source: 1, known: 3, common: true };
        Model {
            made: "by a test".to_owned(),
            words: Words::new(&[(11, class)]),
            habits: Habits::new(&[(12, habit)]),
            first: layer.clone(),
            second: Some(layer),
            boost: [0.5, 0.25, 0.0],
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = small().to_bytes();
        let read = Model::from_bytes(&bytes).unwrap();
        assert_eq!(read.to_bytes(), bytes);
        assert_eq!((read.made.as_str(), read.boost), ("by a test", [0.5, 0.25, 0.0]));
        assert_eq!(read.words.get(11 << 32).fine, 513);
    }

    #[test]
    fn a_broken_file_is_told_from_a_foreign_one() {
        let bytes = small().to_bytes();
        assert_eq!(Model::from_bytes(b"PK\x03\x04").unwrap_err(), ModelError::Foreign);
        let mut other = bytes.clone();
        other[8] = 99;
        assert_eq!(Model::from_bytes(&other).unwrap_err(), ModelError::Version { found: 99, known: VERSION });
        let mut damaged = bytes.clone();
        damaged[BODY + 20] ^= 1;
        assert_eq!(Model::from_bytes(&damaged).unwrap_err(), ModelError::Checksum);
        for length in 0..bytes.len() {
            let error = Model::from_bytes(&bytes[..length]).unwrap_err();
            assert!(error.hint().is_some() && !error.to_string().contains('\n'));
        }
    }
}
