//! Words with their broad subjects: `topics/*.txt`, one file for each of the seventeen subjects.
//!
//! The subjects are the top level of the IPTC Media Topics, which the news industry uses to classify stories.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::phrases::{Phrases, PhrasesFrom};

macro_rules! subjects {
    ($($name:literal = $file:literal;)*) => {
        /// The seventeen subjects, as shown. Elsewhere a subject is an index in this list.
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

/// Phrases without a subject.
const NONE: &str = include_str!("../../seeds/lexicon/topics/none.txt");

/// Minimum length of a stem before `*`, in bytes.
const MIN_STEM_BYTES: usize = 3;

/// All lists.
pub static SUBJECT_WORDS: LazyLock<SubjectWords> = LazyLock::new(SubjectWords::parse);

/// A subject of a word, with its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubjectWeight {
    /// Index in [`SUBJECTS`].
    pub subject: u8,
    /// 1 to 3.
    pub weight: u8,
}

/// The subjects of words and phrases.
pub struct SubjectWords {
    /// Words and phrases by their lemmas.
    whole: FxHashMap<String, Vec<SubjectWeight>>,
    /// Stems by their first bytes, longer ones first. Most words have no such stem.
    stems: FxHashMap<&'static [u8], Vec<(&'static str, Vec<SubjectWeight>)>>,
    /// Phrases of two or more words.
    phrases: Phrases<&'static [SubjectWeight]>,
}

impl SubjectWords {
    fn parse() -> Self {
        let (mut whole, mut stems) =
            (FxHashMap::<String, Vec<SubjectWeight>>::default(), BTreeMap::<_, Vec<SubjectWeight>>::new());
        for (subject, table) in (0..).zip(TABLES) {
            for (term, weight) in super::entries(table).filter_map(parse) {
                let weights = SubjectWeight { subject, weight };
                match term.strip_suffix('*') {
                    Some(stem) => stems.entry(stem).or_default().push(weights),
                    None => whole.entry(super::lemmas(term)).or_default().push(weights),
                }
            }
        }
        let terms = TABLES.iter().flat_map(|table| super::entries(table)).filter_map(parse).map(|(term, _)| term);
        let phrases = terms.chain(super::entries(NONE)).filter(|term| term.contains(' '));
        // The table lives as long as the program, so the weights may be leaked.
        let weights = |term: &str| {
            whole.get(&super::lemmas(term)).cloned().unwrap_or_default().leak() as &'static [SubjectWeight]
        };
        let phrases = Phrases::new(phrases.map(|term| (term, weights(term))));
        Self { phrases, whole, stems: by_beginning(stems) }
    }

    /// The subjects of the word with this lemma alone.
    pub fn word(&self, lemma: &str) -> &[SubjectWeight] {
        let stem = || {
            let stems = self.stems.get(lemma.as_bytes().get(..MIN_STEM_BYTES)?)?;
            stems.iter().find(|(stem, _)| lemma.starts_with(stem)).map(|(_, weights)| weights)
        };
        self.whole.get(lemma).or_else(stem).map_or(&[], Vec::as_slice)
    }

    /// The phrases whose first word has this lemma, with their subjects, which may be empty.
    pub fn starting_with(&self, lemma: &str) -> PhrasesFrom<'_, &'static [SubjectWeight]> {
        self.phrases.starting_with(lemma)
    }
}

/// Stems by their first bytes. If one stem begins with another, the longer one comes first.
fn by_beginning<V>(stems: BTreeMap<&'static str, V>) -> FxHashMap<&'static [u8], Vec<(&'static str, V)>> {
    let mut beginning = FxHashMap::<_, Vec<_>>::default();
    for (stem, value) in stems.into_iter().rev() {
        beginning.entry(&stem.as_bytes()[..MIN_STEM_BYTES]).or_default().push((stem, value));
    }
    beginning
}

fn parse(line: &'static str) -> Option<(&'static str, u8)> {
    let (term, weight) = line.split_once('\t')?;
    Some((term, weight.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Maximum length of a stem before `*`, in bytes.
    const MAX_STEM_BYTES: usize = 12;

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
                assert!((MIN_STEM_BYTES..=MAX_STEM_BYTES).contains(&stem.len()) && !stem.contains(' '), "{line}");
            }
        }
    }

    #[test]
    fn words_and_stems_have_subjects() {
        let subject =
            |word: &str| SUBJECT_WORDS.word(word).first().map(|weights| SUBJECTS[usize::from(weights.subject)]);
        assert_eq!(subject("inflation"), Some("economy, business and finance"));
        assert_eq!(subject("prosecutor"), Some("crime, law and justice"));
        assert_eq!(subject("the"), None);
        assert_eq!(subject("ä"), None);
    }

    #[test]
    fn of_two_stems_the_longer_one_goes_first() {
        let stems = by_beginning(BTreeMap::from([("econ", 1), ("economi", 2), ("ecology", 3)]));
        assert_eq!(stems[&b"eco"[..]], [("economi", 2), ("econ", 1), ("ecology", 3)]);
    }
}
