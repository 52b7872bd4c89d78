//! Recall of names: the share of labelled speakers whose exact name is among the entities of the article.

use std::collections::BTreeSet;

use crate::evaluate::{GoldArticle, LabelledAttribution, same_speaker};
use crate::quote::SpeakerKind;
use crate::speakers::{Recogniser, entity_names};
use crate::text::Document;

/// The share of speakers that were found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Number of speakers found by exactly that name.
    pub found: usize,
    /// Number of labelled speakers, each once per article.
    pub all: usize,
}

impl Share {
    /// The share `found` of `all`.
    pub fn of(self) -> f64 {
        self.found as f64 / self.all.max(1) as f64
    }

    fn count(&mut self, found: bool) {
        self.all += 1;
        self.found += usize::from(found);
    }
}

/// The shares of persons and of organisations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameFigures {
    /// Speakers labelled as persons.
    pub persons: Share,
    /// Speakers labelled as organisations.
    pub organisations: Share,
}

impl NameFigures {
    /// Adds the speakers of `article` that `recogniser` finds, and returns those that it misses.
    pub fn add<'a>(&mut self, article: &'a GoldArticle, recogniser: &Recogniser) -> Vec<&'a LabelledAttribution> {
        let found = entity_names(&Document::new(&article.text), recogniser);
        let mut missed = Vec::new();
        for speaker in named_speakers(article) {
            let is_person = is_kind(speaker, SpeakerKind::Person);
            let share = if is_person { &mut self.persons } else { &mut self.organisations };
            let kind = if is_person { SpeakerKind::Person } else { SpeakerKind::Organisation };
            let is_found = found.iter().any(|(name, of)| *of == kind && same_speaker(speaker, Some(name)).0);
            share.count(is_found);
            if !is_found {
                missed.push(speaker);
            }
        }
        missed
    }

    /// The figures of all `articles`.
    pub fn of<'a>(articles: impl Iterator<Item = &'a GoldArticle>, recogniser: &Recogniser) -> Self {
        let mut figures = Self::default();
        articles.for_each(|article| drop(figures.add(article, recogniser)));
        figures
    }

    /// The sum of two figures.
    pub fn plus(mut self, other: NameFigures) -> NameFigures {
        for (mine, theirs) in [(&mut self.persons, other.persons), (&mut self.organisations, other.organisations)] {
            mine.found += theirs.found;
            mine.all += theirs.all;
        }
        self
    }
}

fn is_kind(speaker: &LabelledAttribution, kind: SpeakerKind) -> bool {
    speaker.speaker_kind.as_deref() == Some(kind.name())
}

/// The distinct persons and organisations that are speakers in the article, in order.
pub fn named_speakers(article: &GoldArticle) -> Vec<&LabelledAttribution> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for speaker in &article.attributions {
        let is_named = is_kind(speaker, SpeakerKind::Person) || is_kind(speaker, SpeakerKind::Organisation);
        if let Some(Some(name)) = &speaker.speaker
            && is_named
            && seen.insert((name, &speaker.speaker_kind))
        {
            found.push(speaker);
        }
    }
    found
}
