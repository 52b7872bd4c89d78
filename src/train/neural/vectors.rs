//! Word vectors in their published text format: a word and its numbers per line, frequent words first.

/// Words with their vectors.
#[derive(Clone, Debug, Default)]
pub struct Vectors {
    /// The words.
    pub words: Vec<String>,
    /// The length of each vector.
    pub width: usize,
    /// The vectors, concatenated.
    pub values: Vec<f32>,
}

impl Vectors {
    /// Reads `text`. Lines with another length than the first are skipped.
    pub fn read(text: &str) -> Self {
        let mut vectors = Vectors::default();
        for line in text.lines() {
            let mut parts = line.split(' ');
            let word = parts.next().unwrap_or("");
            let values: Vec<f32> = parts.filter_map(|part| part.parse().ok()).collect();
            if vectors.words.is_empty() {
                vectors.width = values.len();
            }
            if values.len() == vectors.width && !values.is_empty() {
                vectors.words.push(word.to_owned());
                vectors.values.extend(values);
            }
        }
        vectors
    }

    /// The vector of word number `index`.
    pub fn get(&self, index: usize) -> &[f32] {
        &self.values[index * self.width..(index + 1) * self.width]
    }
}
