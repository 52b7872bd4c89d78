//! How the weights of the network are stored.
//!
//! A header (magic, version, checksum), the measures, the words, then the tables in a fixed order. A table is one
//! `f32` scale for each row, then one signed byte for each weight. All numbers are little-endian.
//!
//! Promises: what is not a whole network of this version is an error, never a panic.

use super::input::{ENDING_ROWS, FEATURE_ROWS, FEATURES};
use crate::model::{ModelError, Seal};
use crate::tag::LABELS;

/// The form of the file; the version changes with every change of the layout or of what the network reads.
const SEAL: Seal = Seal { kind: *b"NEUR", version: 2 };

/// Cells that are worked on together: sums that fit one register of the widest sort. Networks have whole groups of them.
pub(super) const ROWS: usize = 16;

/// The gates of a cell, in the order in which they stand: forget, output, candidate. There is none for the input: what is
/// not kept of a cell makes room for as much of the candidate ("coupled" gates, which Greff and others found to cost
/// nothing: LSTM, a search space odyssey, 2015).
pub const GATES: usize = 3;

/// Most rows of a vocabulary.
const MOST_WORDS: usize = 1 << 20;

/// Most numbers in a row: what whole-number sums have room for (see `layer`).
const WIDEST: usize = 1024;

/// What is wrong with bytes that carry the right checksum and are no network all the same.
const DAMAGED: ModelError = ModelError::Truncated { what: "network" };

/// The measures of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Rows of the vocabulary.
    pub words: usize,
    /// Size of the published vectors.
    pub vector: usize,
    /// How many rows have a learned vector besides.
    pub known_words: usize,
    /// Size of the learned vectors.
    pub known: usize,
    /// Size of the vectors of endings.
    pub ending: usize,
    /// Size of the vectors of features.
    pub feature: usize,
    /// Size of the hidden state of one direction.
    pub hidden: usize,
    /// Layers.
    pub layers: usize,
}

impl Shape {
    /// Size of the input of the first layer.
    pub fn input(&self) -> usize {
        self.vector + self.known + self.ending + self.feature
    }

    /// Size of the input of layer number `layer`.
    pub fn input_of(&self, layer: usize) -> usize {
        if layer == 0 { self.input() } else { 2 * self.hidden }
    }

    fn to_array(self) -> [usize; 8] {
        let Self { words, vector, known_words, known, ending, feature, hidden, layers } = self;
        [words, vector, known_words, known, ending, feature, hidden, layers]
    }

    fn from_array([words, vector, known_words, known, ending, feature, hidden, layers]: [usize; 8]) -> Self {
        Self { words, vector, known_words, known, ending, feature, hidden, layers }
    }

    /// Whether a network can have these measures: not too large, and cells in whole groups.
    fn is_sound(&self) -> bool {
        let parts = [self.vector, self.known, self.ending, self.feature, self.hidden];
        let numbers = self.input() + (FEATURES - 1) * self.feature;
        let sizes = parts.iter().all(|&part| (1..=WIDEST / 2).contains(&part)) && numbers <= WIDEST;
        let whole_steps = self.hidden.is_multiple_of(ROWS);
        let words = self.words <= MOST_WORDS && (1..=self.words).contains(&self.known_words);
        sizes && whole_steps && words && (1..=4).contains(&self.layers)
    }
}

/// A matrix of small whole numbers, each row with its own scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Numbers in a row.
    pub width: usize,
    /// What a row's numbers are multiplied with.
    pub scales: Vec<f32>,
    /// The numbers.
    pub values: Vec<i8>,
}

impl Table {
    /// Rounds `matrix` with rows of `width` values to whole numbers.
    pub fn round(matrix: &[f32], width: usize) -> Self {
        let mut table = Table { width, scales: Vec::new(), values: Vec::with_capacity(matrix.len()) };
        for row in matrix.chunks_exact(width) {
            let most = row.iter().fold(0.0f32, |most, value| most.max(value.abs()));
            let scale = if most > 0.0 { most / 127.0 } else { 1.0 };
            table.scales.push(scale);
            table.values.extend(row.iter().map(|value| (value / scale).round() as i8));
        }
        table
    }

    /// The rows with their scales.
    pub fn rows(&self) -> impl Iterator<Item = (f32, &[i8])> {
        self.scales.iter().copied().zip(self.values.chunks_exact(self.width))
    }
}

/// One direction of one layer, as stored. Rows are the cells' gates, see [`GATES`]: those of one sort after those of another.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredDirection {
    /// Gates by input.
    pub input: Table,
    /// Gates by hidden state.
    pub recurrent: Table,
    /// Gates.
    pub bias: Vec<f32>,
}

/// A network, as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Its measures.
    pub shape: Shape,
    /// Its words, from row 1 on.
    pub words: Vec<String>,
    /// Published vectors of words.
    pub vectors: Table,
    /// Learned vectors of words.
    pub known: Table,
    /// Vectors of endings.
    pub endings: Table,
    /// Vectors of features.
    pub features: Table,
    /// Both directions of each layer.
    pub layers: Vec<[StoredDirection; 2]>,
    /// Labels by hidden states.
    pub output: Table,
    /// Labels.
    pub output_bias: Vec<f32>,
    /// Label after label.
    pub transitions: Vec<f32>,
}

impl Stored {
    /// The bytes of a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        self.shape.to_array().iter().for_each(|&size| body.extend((size as u32).to_le_bytes()));
        let words = self.words.join("\n");
        body.extend((words.len() as u32).to_le_bytes());
        body.extend(words.as_bytes());
        for table in [&self.vectors, &self.known, &self.endings, &self.features] {
            write_table(&mut body, table);
        }
        for direction in self.layers.iter().flatten() {
            write_table(&mut body, &direction.input);
            write_table(&mut body, &direction.recurrent);
            write_numbers(&mut body, &direction.bias);
        }
        write_table(&mut body, &self.output);
        write_numbers(&mut body, &self.output_bias);
        write_numbers(&mut body, &self.transitions);
        SEAL.close(&body)
    }

    /// Reads the bytes of a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader(SEAL.open(bytes)?);
        let stored = reader.network()?;
        if reader.0.is_empty() { Ok(stored) } else { Err(DAMAGED) }
    }
}

fn write_numbers(body: &mut Vec<u8>, numbers: &[f32]) {
    numbers.iter().for_each(|number| body.extend(number.to_le_bytes()));
}

fn write_table(body: &mut Vec<u8>, table: &Table) {
    write_numbers(body, &table.scales);
    body.extend(table.values.iter().map(|&value| value.cast_unsigned()));
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], ModelError> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(DAMAGED)?;
        self.0 = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<u32, ModelError> {
        let bytes = self.take(4)?.first_chunk().ok_or(DAMAGED)?;
        Ok(u32::from_le_bytes(*bytes))
    }

    fn numbers(&mut self, count: usize) -> Result<Vec<f32>, ModelError> {
        let bytes = self.take(count * 4)?;
        let numbers: Vec<f32> = bytes.as_chunks::<4>().0.iter().map(|&chunk| f32::from_le_bytes(chunk)).collect();
        if numbers.iter().all(|number| number.is_finite()) { Ok(numbers) } else { Err(DAMAGED) }
    }

    fn table(&mut self, rows: usize, width: usize) -> Result<Table, ModelError> {
        let scales = self.numbers(rows)?;
        let values = self.take(rows * width)?.iter().map(|&byte| byte.cast_signed()).collect();
        Ok(Table { width, scales, values })
    }

    fn direction(&mut self, shape: &Shape, layer: usize) -> Result<StoredDirection, ModelError> {
        let gates = GATES * shape.hidden;
        Ok(StoredDirection {
            input: self.table(gates, shape.input_of(layer))?,
            recurrent: self.table(gates, shape.hidden)?,
            bias: self.numbers(gates)?,
        })
    }

    fn words(&mut self, shape: &Shape) -> Result<Vec<String>, ModelError> {
        let length = self.number()? as usize;
        let text = std::str::from_utf8(self.take(length)?).map_err(|_| DAMAGED)?;
        let words: Vec<String> =
            if shape.words == 1 { Vec::new() } else { text.split('\n').map(str::to_owned).collect() };
        if words.len() + 1 == shape.words { Ok(words) } else { Err(DAMAGED) }
    }

    fn network(&mut self) -> Result<Stored, ModelError> {
        let mut sizes = [0; 8];
        for size in &mut sizes {
            *size = self.number()? as usize;
        }
        let shape = Shape::from_array(sizes);
        if !shape.is_sound() {
            return Err(DAMAGED);
        }
        Ok(Stored {
            words: self.words(&shape)?,
            vectors: self.table(shape.words, shape.vector)?,
            known: self.table(shape.known_words, shape.known)?,
            endings: self.table(ENDING_ROWS, shape.ending)?,
            features: self.table(FEATURE_ROWS, shape.feature)?,
            layers: (0..shape.layers)
                .map(|layer| Ok([self.direction(&shape, layer)?, self.direction(&shape, layer)?]))
                .collect::<Result<_, ModelError>>()?,
            output: self.table(LABELS, 2 * shape.hidden)?,
            output_bias: self.numbers(LABELS)?,
            transitions: self.numbers(LABELS * LABELS)?,
            shape,
        })
    }
}
