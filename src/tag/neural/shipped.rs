//! The bundled weights of the network.

use std::sync::Arc;

use once_cell::sync::OnceCell;

use super::network::Network;
use crate::model::ModelError;

/// The weights file. `seeds/model/CARD.md` says where it comes from.
static BYTES: &[u8] = include_bytes!("../../../seeds/model/network.bin");

static NETWORK: OnceCell<Arc<Network>> = OnceCell::new();

impl Network {
    /// The bundled network, decoded at the first call.
    ///
    /// # Errors
    /// Only if the program was built with a broken file.
    pub fn shipped() -> Result<Arc<Network>, ModelError> {
        NETWORK.get_or_try_init(|| Network::from_bytes(BYTES).map(Arc::new)).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tag::Label;
    use crate::tag::Role;
    use crate::text::Document;

    #[test]
    fn the_weights_in_the_program_are_whole() {
        assert!(Network::shipped().is_ok());
        assert!(BYTES.len() < 5 << 20);
    }

    #[test]
    fn a_plain_quotation_is_recognised() {
        let document = Document::new("“The bridge will close on Monday,” said Maria Keller, the mayor.");
        let mut scores = Vec::new();
        Network::shipped().unwrap().score(&document, &mut scores);
        let role = |word: &str| {
            let row = scores[document.token_at(document.text.find(word).unwrap())];
            let best = (0..row.len()).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap();
            Label::from_index(best).role()
        };
        assert_eq!(role("bridge"), Some(Role::Content));
        assert_eq!(role("said"), Some(Role::Cue));
        assert_eq!(role("Keller"), Some(Role::Source));
    }
}
