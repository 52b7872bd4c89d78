//! The conditional logit: one weight for each feature, and the choice they make among candidates.
//!
//! McFadden 1974; the mention-ranking of coreference uses the same. Each candidate gets the sum of the weights of its
//! evidence; the softmax over them is the probability of each. Whose evidence it is does not matter.

/// The probability of each of `candidates`, in their order; a feature without a weight counts nothing.
pub fn chances(weights: &[f32], candidates: &[Vec<u16>]) -> Vec<f32> {
    let sum = |evidence: &Vec<u16>| {
        evidence.iter().map(|&feature| weights.get(usize::from(feature)).copied().unwrap_or(0.0)).sum::<f32>()
    };
    let mut scores: Vec<f32> = candidates.iter().map(sum).collect();
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.iter_mut().for_each(|score| *score = (*score - most).exp());
    let total: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= total.max(f32::MIN_POSITIVE));
    scores
}

/// `weights` in bytes: a scale, then one small number each, rounded to 255 steps.
pub fn pack_weights(weights: &[f32]) -> Vec<u8> {
    let scale = weights.iter().fold(0.0f32, |most, weight| most.max(weight.abs())) / 127.0;
    let small = |weight: &f32| (weight / scale.max(f32::MIN_POSITIVE)).round() as i8;
    scale.to_le_bytes().into_iter().chain(weights.iter().map(|weight| small(weight).cast_unsigned())).collect()
}

/// The weights that [`pack_weights`] made `table` of.
pub fn unpack_weights(table: &[u8]) -> Vec<f32> {
    let scale = table.first_chunk().copied().map_or(0.0, f32::from_le_bytes);
    table.iter().skip(4).map(|&weight| f32::from(weight.cast_signed()) * scale).collect()
}
