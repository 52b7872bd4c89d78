//! The file format of the network.
//!
//! A header (magic, version, checksum), the sizes, the words, then the matrices in a fixed order. A matrix is one `f32`
//! scale for each row, then one signed byte for each weight. All numbers are little-endian.
//!
//! Guarantees an error, never a panic, for anything but a complete network of this version.

use super::token_features::{ENDING_ROWS, FEATURE_ROWS, FEATURES};
use crate::model::{ModelError, ModelHeader};
use crate::tag::LABELS;

/// The header of the file. The version changes with the layout and with the features that the network reads.
const HEADER: ModelHeader = ModelHeader { kind: *b"NEUR", version: 2 };

/// Cells that are computed together: their sums fill one AVX-512 register. Networks have whole groups of them.
pub(super) const CELLS: usize = 16;

/// The gates of a cell, in storage order: forget, output, candidate. The input gate is coupled: it is one minus the
/// forget gate, which costs no accuracy (Greff and others, LSTM: a search space odyssey, 2015).
pub const GATES: usize = 3;

/// Maximum number of rows of a vocabulary.
const MAX_WORDS: usize = 1 << 20;

/// Maximum number of columns, so that integer sums cannot overflow (see `lstm`).
const MAX_ROW_NUMBERS: usize = 1024;

/// The error for bytes with the right checksum that are not a network.
const DAMAGED: ModelError = ModelError::Truncated { what: "network" };

/// The sizes of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Rows of the vocabulary.
    pub words: usize,
    /// Size of the pretrained vectors.
    pub vector: usize,
    /// Number of rows that also have a learned vector.
    pub learned_words: usize,
    /// Size of the learned vectors.
    pub learned: usize,
    /// Size of the ending vectors.
    pub ending: usize,
    /// Size of the feature vectors.
    pub feature: usize,
    /// Size of the hidden state of one direction.
    pub hidden: usize,
    /// Number of layers.
    pub layers: usize,
}

impl Shape {
    /// Size of the input of the first layer.
    pub fn input(&self) -> usize {
        self.vector + self.learned + self.ending + self.feature
    }

    /// Size of the input of layer number `layer`.
    pub fn input_of(&self, layer: usize) -> usize {
        if layer == 0 { self.input() } else { 2 * self.hidden }
    }

    fn to_array(self) -> [usize; 8] {
        let Self { words, vector, learned_words, learned, ending, feature, hidden, layers } = self;
        [words, vector, learned_words, learned, ending, feature, hidden, layers]
    }

    fn from_array([words, vector, learned_words, learned, ending, feature, hidden, layers]: [usize; 8]) -> Self {
        Self { words, vector, learned_words, learned, ending, feature, hidden, layers }
    }

    /// Whether a network can have these sizes.
    fn is_valid(&self) -> bool {
        let parts = [self.vector, self.learned, self.ending, self.feature, self.hidden];
        let numbers = self.input() + (FEATURES - 1) * self.feature;
        let sizes = parts.iter().all(|&part| (1..=MAX_ROW_NUMBERS / 2).contains(&part)) && numbers <= MAX_ROW_NUMBERS;
        let whole_steps = self.hidden.is_multiple_of(CELLS);
        let words = self.words <= MAX_WORDS && (1..=self.words).contains(&self.learned_words);
        sizes && whole_steps && words && (1..=4).contains(&self.layers)
    }
}

/// A matrix of 8-bit weights with one scale per row.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantisedMatrix {
    /// Number of columns.
    pub width: usize,
    /// The scale of each row.
    pub scales: Vec<f32>,
    /// The weights.
    pub values: Vec<i8>,
}

impl QuantisedMatrix {
    /// Quantises `matrix` with rows of `width` values.
    pub fn round(matrix: &[f32], width: usize) -> Self {
        let mut table = QuantisedMatrix { width, scales: Vec::new(), values: Vec::with_capacity(matrix.len()) };
        for row in matrix.chunks_exact(width) {
            let most = row.iter().fold(0.0f32, |most, value| most.max(value.abs()));
            let scale = if most > 0.0 { most / 127.0 } else { 1.0 };
            table.scales.push(scale);
            table.values.extend(row.iter().map(|value| (value / scale).round() as i8));
        }
        table
    }
}

/// One direction of one layer, as stored. Rows are gates of cells, see [`GATES`], grouped by gate.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredDirection {
    /// Gates by inputs.
    pub input: QuantisedMatrix,
    /// Gates by hidden states.
    pub recurrent: QuantisedMatrix,
    /// Biases of the gates.
    pub bias: Vec<f32>,
}

/// A network, as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredNetwork {
    /// Its sizes.
    pub shape: Shape,
    /// Its words, from row 1 on.
    pub words: Vec<String>,
    /// Pretrained word vectors.
    pub vectors: QuantisedMatrix,
    /// Learned word vectors.
    pub learned: QuantisedMatrix,
    /// Ending vectors.
    pub endings: QuantisedMatrix,
    /// Feature vectors.
    pub features: QuantisedMatrix,
    /// Both directions of each layer.
    pub layers: Vec<[StoredDirection; 2]>,
    /// Labels by hidden states.
    pub output: QuantisedMatrix,
    /// Biases of the labels.
    pub output_bias: Vec<f32>,
    /// Transition scores, by previous and next label.
    pub transitions: Vec<f32>,
}

impl StoredNetwork {
    /// The bytes of a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        self.shape.to_array().iter().for_each(|&size| body.extend((size as u32).to_le_bytes()));
        let words = self.words.join("\n");
        body.extend((words.len() as u32).to_le_bytes());
        body.extend(words.as_bytes());
        for table in [&self.vectors, &self.learned, &self.endings, &self.features] {
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
        HEADER.encode(&body)
    }

    /// Reads the bytes of a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader(HEADER.decode(bytes)?);
        let stored = reader.network()?;
        if reader.0.is_empty() { Ok(stored) } else { Err(DAMAGED) }
    }
}

fn write_numbers(body: &mut Vec<u8>, numbers: &[f32]) {
    numbers.iter().for_each(|number| body.extend(number.to_le_bytes()));
}

fn write_table(body: &mut Vec<u8>, table: &QuantisedMatrix) {
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

    fn table(&mut self, rows: usize, width: usize) -> Result<QuantisedMatrix, ModelError> {
        let scales = self.numbers(rows)?;
        let values = self.take(rows * width)?.iter().map(|&byte| byte.cast_signed()).collect();
        Ok(QuantisedMatrix { width, scales, values })
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

    fn network(&mut self) -> Result<StoredNetwork, ModelError> {
        let mut sizes = [0; 8];
        for size in &mut sizes {
            *size = self.number()? as usize;
        }
        let shape = Shape::from_array(sizes);
        if !shape.is_valid() {
            return Err(DAMAGED);
        }
        Ok(StoredNetwork {
            words: self.words(&shape)?,
            vectors: self.table(shape.words, shape.vector)?,
            learned: self.table(shape.learned_words, shape.learned)?,
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
