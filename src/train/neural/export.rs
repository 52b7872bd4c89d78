//! Converts trained weights to the file format.

use std::ops::Range;

use super::matrix::transposed;
use super::model::Model;
use super::weight_layout::DirectionLayout;
use crate::tag::neural::Vocabulary;
use crate::tag::neural::format::{GATES, QuantisedMatrix, StoredDirection, StoredNetwork};

/// The bytes of the weights file.
pub fn export(model: &Model, vocabulary: &Vocabulary) -> Vec<u8> {
    let (shape, layout) = (model.shape, &model.layout);
    let table = |range: &Range<usize>, width: usize| QuantisedMatrix::round(&model.weights[range.clone()], width);
    let numbers = |range: &Range<usize>| model.weights[range.clone()].to_vec();
    StoredNetwork {
        shape,
        words: vocabulary.words().map(str::to_owned).collect(),
        vectors: QuantisedMatrix::round(&model.vectors, shape.vector),
        learned: table(&layout.learned, shape.learned),
        endings: table(&layout.endings, shape.ending),
        features: table(&layout.features, shape.feature),
        layers: layout.layers.iter().map(|both| both.each_ref().map(|place| direction(model, place))).collect(),
        output: table(&layout.output, 2 * shape.hidden),
        output_bias: numbers(&layout.output_bias),
        transitions: numbers(&layout.transitions),
    }
    .to_bytes()
}

/// One row per gate, so that each gate has its own scale.
fn direction(model: &Model, place: &DirectionLayout) -> StoredDirection {
    let gates = GATES * model.shape.hidden;
    let table = |range: &Range<usize>| {
        let turned = transposed(&model.weights[range.clone()], gates);
        QuantisedMatrix::round(&turned, turned.len() / gates)
    };
    StoredDirection {
        input: table(&place.input),
        recurrent: table(&place.recurrent),
        bias: model.weights[place.bias.clone()].to_vec(),
    }
}
