//! From trained weights to the form in which they are stored.

use std::ops::Range;

use super::layout::Place;
use super::matrix::transposed;
use super::model::Model;
use crate::tag::neural::Vocabulary;
use crate::tag::neural::format::{GATES, Stored, StoredDirection, Table};

/// The bytes of the file of weights.
pub fn export(model: &Model, vocabulary: &Vocabulary) -> Vec<u8> {
    let (shape, layout) = (model.shape, &model.layout);
    let table = |range: &Range<usize>, width: usize| Table::round(&model.weights[range.clone()], width);
    let numbers = |range: &Range<usize>| model.weights[range.clone()].to_vec();
    Stored {
        shape,
        words: vocabulary.words().map(str::to_owned).collect(),
        vectors: Table::round(&model.vectors, shape.vector),
        known: table(&layout.known, shape.known),
        endings: table(&layout.endings, shape.ending),
        features: table(&layout.features, shape.feature),
        layers: layout.layers.iter().map(|both| both.each_ref().map(|place| direction(model, place))).collect(),
        output: table(&layout.output, 2 * shape.hidden),
        output_bias: numbers(&layout.output_bias),
        transitions: numbers(&layout.transitions),
    }
    .to_bytes()
}

/// A row a gate: each gate has its own scale.
fn direction(model: &Model, place: &Place) -> StoredDirection {
    let gates = GATES * model.shape.hidden;
    let table = |range: &Range<usize>| {
        let turned = transposed(&model.weights[range.clone()], gates);
        Table::round(&turned, turned.len() / gates)
    };
    StoredDirection {
        input: table(&place.input),
        recurrent: table(&place.recurrent),
        bias: model.weights[place.bias.clone()].to_vec(),
    }
}
