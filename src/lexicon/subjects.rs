//! The words that tell of the seventeen broad subjects: `topics/*.txt`, one file a subject.
//!
//! The subjects are the top level of the IPTC Media Topics, by which the news industry files its stories.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::phrases::{Beginning, Phrases};

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
    /// Beginnings of words by their first bytes, longer ones first: most words begin like none.
    stems: FxHashMap<&'static [u8], Vec<(&'static str, Vec<Tells>)>>,
    /// Phrases of two words and more.
    phrases: Phrases<&'static [Tells]>,
}

impl SubjectWords {
    fn parse() -> Self {
        let (mut whole, mut stems) = (FxHashMap::<String, Vec<Tells>>::default(), BTreeMap::<_, Vec<Tells>>::new());
        for (subject, table) in (0..).zip(TABLES) {
            for (term, weight) in super::entries(table).filter_map(parse) {
                let tells = Tells { subject, weight };
                match term.strip_suffix('*') {
                    Some(stem) => stems.entry(stem).or_default().push(tells),
                    None => whole.entry(super::lemmas(term)).or_default().push(tells),
                }
            }
        }
        let terms = TABLES.iter().flat_map(|table| super::entries(table)).filter_map(parse).map(|(term, _)| term);
        let phrases = terms.chain(super::entries(NONE)).filter(|term| term.contains(' '));
        // The table is made once and stays, and so may what its phrases tell.
        let tells =
            |term: &str| whole.get(&super::lemmas(term)).cloned().unwrap_or_default().leak() as &'static [Tells];
        let phrases = Phrases::new(phrases.map(|term| (term, tells(term))));
        Self { phrases, whole, stems: by_beginning(stems) }
    }

    /// What the word of this lemma tells by itself.
    pub fn word(&self, lemma: &str) -> &[Tells] {
        let stem = || {
            let stems = self.stems.get(lemma.as_bytes().get(..SHORTEST_STEM)?)?;
            stems.iter().find(|(stem, _)| lemma.starts_with(stem)).map(|(_, tells)| tells)
        };
        self.whole.get(lemma).or_else(stem).map_or(&[], Vec::as_slice)
    }

    /// The phrases that begin with the word of this lemma, and what they tell; it may be nothing.
    pub fn beginning(&self, lemma: &str) -> Beginning<'_, &'static [Tells]> {
        self.phrases.beginning(lemma)
    }
}

/// Stems by their first bytes; of two of which one begins with the other the longer one goes first.
fn by_beginning<V>(stems: BTreeMap<&'static str, V>) -> FxHashMap<&'static [u8], Vec<(&'static str, V)>> {
    let mut beginning = FxHashMap::<_, Vec<_>>::default();
    for (stem, value) in stems.into_iter().rev() {
        beginning.entry(&stem.as_bytes()[..SHORTEST_STEM]).or_default().push((stem, value));
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

    /// Longest beginning that a `*` may follow, in bytes.
    const LONGEST_STEM: usize = 12;

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

    #[test]
    fn of_two_stems_the_longer_one_goes_first() {
        let stems = by_beginning(BTreeMap::from([("econ", 1), ("economi", 2), ("ecology", 3)]));
        assert_eq!(stems[&b"eco"[..]], [("economi", 2), ("econ", 1), ("ecology", 3)]);
    }
}
