//! How well the names of articles are read: of the speakers that labelled articles name, how many stand among the
//! entities found there by exactly that name.

use std::collections::BTreeSet;

use crate::evaluate::{Attributed, GoldArticle, same_speaker};
use crate::quote::SpeakerKind;
use crate::speakers::{Recogniser, entity_names};
use crate::text::Document;

/// Of how many speakers the name was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those found by exactly that name.
    pub found: usize,
    /// All labelled ones, each once an article.
    pub all: usize,
}

impl Share {
    /// `found` of `all`.
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
    /// Adds what `recogniser` finds of the speakers of `article`; those that it misses are returned.
    pub fn add<'a>(&mut self, article: &'a GoldArticle, recogniser: &Recogniser) -> Vec<&'a Attributed> {
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

    /// Those of all `articles`.
    pub fn of<'a>(articles: impl Iterator<Item = &'a GoldArticle>, recogniser: &Recogniser) -> Self {
        let mut figures = Self::default();
        articles.for_each(|article| drop(figures.add(article, recogniser)));
        figures
    }

    /// The sums of two.
    pub fn plus(mut self, other: NameFigures) -> NameFigures {
        for (mine, theirs) in [(&mut self.persons, other.persons), (&mut self.organisations, other.organisations)] {
            mine.found += theirs.found;
            mine.all += theirs.all;
        }
        self
    }
}

fn is_kind(speaker: &Attributed, kind: SpeakerKind) -> bool {
    speaker.speaker_kind.as_deref() == Some(kind.name())
}

/// The different persons and organisations that the article's attributions name, in order.
pub fn named_speakers(article: &GoldArticle) -> Vec<&Attributed> {
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
