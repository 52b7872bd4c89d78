//! The words that tell of the seventeen broad subjects: `topics/*.txt`, one file a subject.
//!
//! The subjects are the top level of the IPTC Media Topics, by which the news industry files its stories.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::phrases::{Lemmatised, Phrases};

macro_rules! subjects {
    ($($name:literal = $file:literal;)*) => {
        /// The seventeen subjects, as they are shown; elsewhere a subject is a place in this list.
        pub const SUBJECTS: &[&str] = &[$($name),*];

        const TABLES: &[&str] = &[$(include_str!(concat!("../../seeds/lexicon/topics/", $file))),*];
    };
}

subjects! {
    "arts, culture, entertainment and media" = "arts.txt";
    "conflict, war and peace" = "conflict.txt";
    "crime, law and justice" = "crime.txt";
    "disaster, accident and emergency incident" = "disaster.txt";
    "economy, business and finance" = "economy.txt";
    "education" = "education.txt";
    "environment" = "environment.txt";
    "health" = "health.txt";
    "human interest" = "human-interest.txt";
    "labour" = "labour.txt";
    "lifestyle and leisure" = "lifestyle.txt";
    "politics and government" = "politics.txt";
    "religion" = "religion.txt";
    "science and technology" = "science.txt";
    "society" = "society.txt";
    "sport" = "sport.txt";
    "weather" = "weather.txt";
}

/// Phrases whose words tell nothing.
const NONE: &str = include_str!("../../seeds/lexicon/topics/none.txt");

/// Shortest beginning that a `*` may follow, in bytes.
const SHORTEST_STEM: usize = 3;
/// Longest beginning that a `*` may follow, in bytes.
const LONGEST_STEM: usize = 12;

/// All lists.
pub static SUBJECT_WORDS: LazyLock<SubjectWords> = LazyLock::new(SubjectWords::parse);

/// A word tells of this subject, with this weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tells {
    /// Place in [`SUBJECTS`].
    pub subject: u8,
    /// 1 to 3.
    pub weight: u8,
}

/// Which words tell of which subjects.
pub struct SubjectWords {
    /// Words and phrases by their lemmas.
    whole: FxHashMap<String, Vec<Tells>>,
    /// Beginnings of words.
    stems: FxHashMap<&'static str, Vec<Tells>>,
    /// The first bytes of all of them: most words begin like none.
    begin: FxHashSet<&'static [u8]>,
    /// Phrases of two words and more.
    phrases: Phrases<&'static str>,
}

impl SubjectWords {
    fn parse() -> Self {
        let (mut whole, mut stems) = (FxHashMap::<String, Vec<Tells>>::default(), FxHashMap::default());
        for (subject, table) in (0..).zip(TABLES) {
            for (term, weight) in super::entries(table).filter_map(parse) {
                let tells = Tells { subject, weight };
                match term.strip_suffix('*') {
                    Some(stem) => stems.entry(stem).or_insert_with(Vec::new).push(tells),
                    None => whole.entry(super::lemmas(term)).or_default().push(tells),
                }
            }
        }
        let terms = TABLES.iter().flat_map(|table| super::entries(table)).filter_map(parse).map(|(term, _)| term);
        let phrases = terms.chain(super::entries(NONE)).filter(|term| term.contains(' ')).map(|term| (term, term));
        let begin = stems.keys().map(|stem: &&'static str| &stem.as_bytes()[..SHORTEST_STEM]).collect();
        Self { whole, stems, begin, phrases: Phrases::new(phrases) }
    }

    /// What the word of this lemma tells by itself.
    pub fn word(&self, lemma: &str) -> &[Tells] {
        let stem = || {
            self.begin.get(lemma.as_bytes().get(..SHORTEST_STEM)?)?;
            let ends = (SHORTEST_STEM..=LONGEST_STEM.min(lemma.len())).rev();
            ends.filter_map(|end| self.stems.get(lemma.get(..end)?)).next()
        };
        self.whole.get(lemma).or_else(stem).map_or(&[], Vec::as_slice)
    }

    /// Whether any phrase begins with the word of this lemma.
    pub fn begins_phrase(&self, lemma: &str) -> bool {
        self.phrases.begins(lemma)
    }

    /// The phrase at the beginning of `words`, as its number of words and what it tells; it may tell nothing.
    pub fn phrase<W: Lemmatised>(&self, words: &[W]) -> Option<(usize, &[Tells])> {
        let (length, term) = self.phrases.longest(words)?;
        Some((length, self.whole.get(&super::lemmas(term)).map_or(&[], Vec::as_slice)))
    }
}

fn parse(line: &'static str) -> Option<(&'static str, u8)> {
    let (term, weight) = line.split_once('\t')?;
    Some((term, weight.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_unique_and_weighed() {
        for table in TABLES {
            assert!(table.starts_with("# "));
            let lines: Vec<_> = super::super::entries(table).collect();
            assert!(lines.is_sorted_by(|a, b| a.split('\t').next() < b.split('\t').next()), "{}", lines[0]);
            for line in lines {
                let (term, weight) = parse(line).expect(line);
                assert!((1..=3).contains(&weight) && term == term.to_lowercase(), "{line}");
                let stem = term.strip_suffix('*').unwrap_or("stem");
                assert!((SHORTEST_STEM..=LONGEST_STEM).contains(&stem.len()) && !stem.contains(' '), "{line}");
            }
        }
    }

    #[test]
    fn words_and_stems_tell() {
        let subject = |word: &str| SUBJECT_WORDS.word(word).first().map(|tells| SUBJECTS[usize::from(tells.subject)]);
        assert_eq!(subject("inflation"), Some("economy, business and finance"));
        assert_eq!(subject("prosecutor"), Some("crime, law and justice"));
        assert_eq!(subject("the"), None);
        assert_eq!(subject("ä"), None);
    }
}
