//! The speakers who have another name or id than an article gives them: under several spellings, renamed by the user, or
//! one of two people of one name.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::speaker_identity::SpeakerIdentity;
use super::speaker_occurrences::StringTable;
use crate::quote::Speaker;

/// Under which name and id quotes are a speaker's, over all articles.
#[derive(Debug, Default)]
pub struct SpeakerDirectory {
    /// By key: spellings, and those whom the user renamed.
    by_key: FxHashMap<String, Arc<ShownSpeaker>>,
    /// By key and article: of two people of one name, the less quoted one.
    by_article: FxHashMap<String, FxHashMap<u64, Arc<ShownSpeaker>>>,
}

#[derive(Debug)]
struct ShownSpeaker {
    name: String,
    id: String,
}

impl SpeakerDirectory {
    /// Remembers a speaker.
    pub(super) fn add(&mut self, identity: &SpeakerIdentity, texts: &StringTable) {
        let Some((id, first)) = identity.id.as_ref().zip(identity.keys.first()) else { return };
        let is_second = id != first;
        if identity.keys.len() == 1 && identity.given_name.is_none() && !is_second {
            return;
        }
        let shown = Arc::new(ShownSpeaker { name: identity.shown_name(texts), id: id.clone() });
        let by_key = if is_second { &identity.keys[1..] } else { &identity.keys[..] };
        for key in by_key {
            self.by_key.entry(key.clone()).or_insert_with(|| Arc::clone(&shown));
        }
        if is_second {
            let articles = identity.occurrences.iter().map(|occurrence| (occurrence.article, Arc::clone(&shown)));
            self.by_article.entry(first.clone()).or_default().extend(articles);
        }
    }

    /// Gives the speaker of a quote in the article with that number the name and id over all articles.
    pub(super) fn apply(&self, speaker: &mut Speaker, article: u64) {
        let Some(key) = speaker.id.as_deref() else { return };
        let in_article = self.by_article.get(key).and_then(|articles| articles.get(&article));
        if let Some(shown) = in_article.or_else(|| self.by_key.get(key)) {
            (speaker.name, speaker.id) = (Some(shown.name.clone()), Some(shown.id.clone()));
        }
    }
}
