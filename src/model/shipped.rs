//! The weights that come with the program.

use std::sync::Arc;

use once_cell::sync::OnceCell;

use super::error::ModelError;
use super::whole::Model;

/// The weights file, part of the program. Its origin is told in `seeds/model/CARD.md`.
static BYTES: &[u8] = include_bytes!("../../seeds/model/tagger.bin");

static MODEL: OnceCell<Arc<Model>> = OnceCell::new();

impl Model {
    /// The weights that come with the program, decoded at the first call.
    ///
    /// # Errors
    /// Only when the program was built around a broken file.
    pub fn shipped() -> Result<Arc<Model>, ModelError> {
        MODEL.get_or_try_init(|| Model::from_bytes(BYTES).map(Arc::new)).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_in_the_program_are_whole() {
        assert!(Model::shipped().is_ok());
        assert!(BYTES.len() < 8 << 20);
    }
}
