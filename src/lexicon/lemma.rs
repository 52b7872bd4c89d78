//! Lemmas of nouns: one lower-case form for singular and plural.
//!
//! Rules with a few exceptions instead of a dictionary. Both sides of every comparison are lemmatised, so a wrong lemma
//! ("physic") still matches itself. What is shown is the more common of singular and plural ([`usual_number`]).

use std::hash::BuildHasher;
use std::sync::LazyLock;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::word_frequencies::WORD_FREQUENCIES;

/// Irregular plurals, and singulars that look like plurals, with their singular. Sorted.
const IRREGULAR: &[(&str, &str)] = &[
    ("aids", "aids"),
    ("analyses", "analysis"),
    ("athletics", "athletics"),
    ("barracks", "barracks"),
    ("bonuses", "bonus"),
    ("buses", "bus"),
    ("calves", "calf"),
    ("campuses", "campus"),
    ("canvas", "canvas"),
    ("chaos", "chaos"),
    ("children", "child"),
    ("christmas", "christmas"),
    ("christmases", "christmas"),
    ("cookies", "cookie"),
    ("crises", "crisis"),
    ("diabetes", "diabetes"),
    ("earnings", "earnings"),
    ("economics", "economics"),
    ("emphases", "emphasis"),
    ("ethics", "ethics"),
    ("feet", "foot"),
    ("gases", "gas"),
    ("gymnastics", "gymnastics"),
    ("halves", "half"),
    ("headquarters", "headquarters"),
    ("hypotheses", "hypothesis"),
    ("knives", "knife"),
    ("leaves", "leaf"),
    ("lens", "lens"),
    ("lenses", "lens"),
    ("lives", "life"),
    ("loaves", "loaf"),
    ("logistics", "logistics"),
    ("mathematics", "mathematics"),
    ("maths", "maths"),
    ("measles", "measles"),
    ("media", "media"),
    ("mice", "mouse"),
    ("movies", "movie"),
    ("news", "news"),
    ("olympics", "olympics"),
    ("paralympics", "paralympics"),
    ("parentheses", "parenthesis"),
    ("physics", "physics"),
    ("politics", "politics"),
    ("rabies", "rabies"),
    ("selves", "self"),
    ("series", "series"),
    ("shelves", "shelf"),
    ("species", "species"),
    ("specimen", "specimen"),
    ("teeth", "tooth"),
    ("theses", "thesis"),
    ("thieves", "thief"),
    ("viruses", "virus"),
    ("wives", "wife"),
    ("wolves", "wolf"),
    ("zombies", "zombie"),
];

/// The same table as a map.
static SINGULARS: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| IRREGULAR.iter().copied().collect());

/// The singular of `word` in lower case, with straight apostrophes.
pub fn lemma(word: &str) -> String {
    lemma_of(&word.to_lowercase())
}

/// The same for a word in lower case.
pub fn lemma_of(lower: &str) -> String {
    match SINGULARS.get(lower) {
        Some(&singular) => singular.to_owned(),
        None if lower.is_ascii() => singular(lower.to_owned()),
        None => singular(lower.replace('’', "'")),
    }
}

/// A hash of a lemma. Among a million lemmas, the probability of a collision is three in a hundred million.
pub fn lemma_key(lemma: &str) -> u64 {
    FxBuildHasher.hash_one(lemma)
}

fn singular(mut word: String) -> String {
    let has = |ending: &str| word.ends_with(ending);
    let letters = word.len();
    if !word.is_ascii() || letters < 4 || word.contains('.') {
        return word;
    }
    if has("men") && letters > 4 {
        word.replace_range(letters - 2..letters - 1, "a");
    } else if has("ies") && letters > 4 {
        word.replace_range(letters - 3.., "y");
    } else if has("sses") || has("shes") || has("ches") || has("xes") || has("zzes") || has("toes") {
        word.truncate(letters - 2);
    } else if has("s") && !(has("ss") || has("us") || has("is") || has("'s")) {
        word.truncate(letters - 1);
    }
    word
}

/// The lemmas of the words of `phrase`, with one blank between them.
pub fn lemmas(phrase: &str) -> String {
    let words: Vec<String> = phrase.split_whitespace().map(lemma).collect();
    words.join(" ")
}

/// The more common of singular and plural of a noun.
pub fn usual_number(singular: &str) -> String {
    let plural = match singular {
        _ if singular.ends_with(['s', 'x']) || singular.ends_with("ch") || singular.ends_with("sh") => {
            [singular, "es"].concat()
        }
        _ if singular.ends_with('y') && !["ay", "ey", "oy"].iter().any(|ending| singular.ends_with(ending)) => {
            [&singular[..singular.len() - 1], "ies"].concat()
        }
        _ => [singular, "s"].concat(),
    };
    if WORD_FREQUENCIES.plural_is_usual(singular, &plural) { plural } else { singular.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_are_sorted() {
        assert!(IRREGULAR.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn singular_and_plural_meet() {
        for (plural, singular) in [
            ("Policies", "policy"),
            ("taxes", "tax"),
            ("churches", "church"),
            ("houses", "house"),
            ("women", "woman"),
            ("viruses", "virus"),
            ("wolves", "wolf"),
            ("tariffs", "tariff"),
            ("gas", "gas"),
            ("campus", "campus"),
            ("crisis", "crisis"),
            ("press", "press"),
            ("U.S.", "u.s."),
            ("árboles", "árboles"),
        ] {
            assert_eq!(lemma(plural), singular);
        }
        assert_eq!(lemmas("Peace  Talks"), "peace talk");
    }

    #[test]
    fn what_is_shown_is_the_usual_number() {
        let shown: Vec<String> = ["relation", "boat", "voter", "party"].map(usual_number).to_vec();
        assert_eq!(shown, ["relations", "boat", "voters", "party"]);
    }
}
