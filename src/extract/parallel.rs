//! Extraction on all cores.

use rayon::prelude::*;

use super::{ArticleQuotes, BATCH_SIZE, Extractor};
use crate::article::Article;

impl Extractor {
    /// The quotes of each article, as [`extract_each`](Self::extract_each) finds them, on all threads of the current pool
    /// of `rayon`.
    pub fn extract_all(&self, articles: &[&Article]) -> Vec<ArticleQuotes> {
        let chunk = articles.len().div_ceil(rayon::current_num_threads()).clamp(1, BATCH_SIZE);
        articles.par_chunks(chunk).flat_map_iter(|chunk| self.extract_each(chunk)).collect()
    }
}
