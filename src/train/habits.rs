//! Learns the habits of words: how often each is part of a cue or a source outside of quotation marks.
//!
//! A word's own articles must not judge it while training, or the tagger would learn to trust the habits more than
//! they deserve on new articles. So the articles are dealt into folds, and the habits a fold is trained with come from
//! the other folds.

use rustc_hash::FxHashMap;

use crate::model::{Habit, Habits, Words, key_of};
use crate::tag::{Forms, Label, MarkState, Role, mark_facts};
use crate::text::Document;

/// How often something was seen, and as what.
#[derive(Clone, Copy, Default)]
struct Seen {
    all: u32,
    cue: u32,
    source: u32,
    small: u32,
    capital: u32,
}

impl Seen {
    fn add(&mut self, other: Seen) {
        self.all += other.all;
        self.cue += other.cue;
        self.source += other.source;
        self.small += other.small;
        self.capital += other.capital;
    }
}

/// What was seen in one article or more.
#[derive(Clone, Default)]
pub struct Counts {
    words: FxHashMap<u64, Seen>,
    stems: FxHashMap<u64, Seen>,
    clusters: FxHashMap<u64, Seen>,
}

impl Counts {
    /// Counts the tokens of one labelled article.
    pub fn of(document: &Document, labels: &[Label], words: &Words) -> Counts {
        let mut counts = Counts::default();
        let marks = mark_facts(document);
        let mut buffer = String::new();
        for (index, label) in labels.iter().enumerate() {
            let forms = Forms::of(document.word(index), &mut buffer);
            let outside = marks[index].state == MarkState::Outside;
            let seen = Seen {
                all: u32::from(outside),
                cue: u32::from(outside && label.role() == Some(Role::Cue)),
                source: u32::from(outside && label.role() == Some(Role::Source)),
                small: u32::from(!forms.capital),
                capital: u32::from(forms.capital),
            };
            let class = words.get(forms.lower);
            counts.words.entry(Habits::word_key(forms.lower)).or_default().add(seen);
            counts.stems.entry(Habits::stem_key(forms.stem)).or_default().add(seen);
            if class.fine > 0 && !forms.capital {
                counts.clusters.entry(Habits::cluster_key(class)).or_default().add(seen);
            }
        }
        counts
    }

    /// Adds what was seen elsewhere.
    pub fn add(&mut self, other: &Counts) {
        for (mine, theirs) in
            [(&mut self.words, &other.words), (&mut self.stems, &other.stems), (&mut self.clusters, &other.clusters)]
        {
            for (&key, &seen) in theirs {
                mine.entry(key).or_default().add(seen);
            }
        }
    }

    /// The habits that these counts show, in order of their keys.
    pub fn entries(&self) -> Vec<(u32, Habit)> {
        let mut entries = Vec::new();
        for (known, least, seen) in [(3, 4, &self.words), (2, 4, &self.stems), (1, 12, &self.clusters)] {
            for (&key, &seen) in seen {
                let trusted = seen.all >= least;
                if trusted || known == 3 && is_common(seen) {
                    entries.push((key_of(key), habit(seen, if trusted { known } else { 0 })));
                }
            }
        }
        entries.sort_by_key(|&(key, habit)| (key, habit.cue, habit.source, habit.known, habit.common));
        entries.dedup_by_key(|entry| entry.0);
        entries
    }
}

fn is_common(seen: Seen) -> bool {
    seen.small * 5 > seen.capital
}

fn habit(seen: Seen, known: u8) -> Habit {
    let level = |part: u32| level(part as f32 / (seen.all as f32 + 1.0));
    let (cue, source) = if known > 0 { (level(seen.cue), level(seen.source)) } else { (0, 0) };
    Habit { cue, source, known, common: is_common(seen) }
}

fn level(rate: f32) -> u8 {
    [0.01, 0.04, 0.12, 0.3, 0.6].iter().filter(|&&least| rate >= least).count() as u8
}
