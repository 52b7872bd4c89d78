//! The conditional logit: a linear model that chooses among candidates.
//!
//! McFadden 1974; mention ranking for coreference uses the same. The score of each candidate is the sum of the weights
//! of its features, and the softmax of the scores gives the probabilities.

/// The probability of each of `candidates`, in order. A feature without a weight counts zero.
pub fn candidate_probabilities(weights: &[f32], candidates: &[Vec<u16>]) -> Vec<f32> {
    let sum = |features: &Vec<u16>| {
        features.iter().map(|&feature| weights.get(usize::from(feature)).copied().unwrap_or(0.0)).sum::<f32>()
    };
    let mut scores: Vec<f32> = candidates.iter().map(sum).collect();
    softmax(&mut scores);
    scores
}

/// Turns scores into probabilities that sum to one.
pub fn softmax(scores: &mut [f32]) {
    let max = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.iter_mut().for_each(|score| *score = (*score - max).exp());
    let total: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= total.max(f32::MIN_POSITIVE));
}

/// The probability for a score in logits.
pub fn sigmoid(logit: f32) -> f32 {
    1.0 / (1.0 + (-logit).exp())
}

/// `weights` as bytes: a scale, then one byte each.
pub fn pack_weights(weights: &[f32]) -> Vec<u8> {
    let scale = weights.iter().fold(0.0f32, |most, weight| most.max(weight.abs())) / 127.0;
    let small = |weight: &f32| (weight / scale.max(f32::MIN_POSITIVE)).round() as i8;
    scale.to_le_bytes().into_iter().chain(weights.iter().map(|weight| small(weight).cast_unsigned())).collect()
}

/// The weights in `table`, which [`pack_weights`] made.
pub fn unpack_weights(table: &[u8]) -> Vec<f32> {
    let scale = table.first_chunk().copied().map_or(0.0, f32::from_le_bytes);
    table.iter().skip(4).map(|&weight| f32::from(weight.cast_signed()) * scale).collect()
}
