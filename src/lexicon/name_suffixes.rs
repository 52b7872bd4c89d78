//! Suffixes of surnames that distinguish generations, such as "Jr." and "III": all lists of them.

/// Whether `word` (lower case, without points) is a generation suffix: "jr", "iii".
pub fn is_generation_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// The same, including spelled-out and Portuguese suffixes: "junior", "filho".
pub fn is_family_suffix(word: &str) -> bool {
    is_generation_suffix(word) || matches!(word, "filho" | "neto" | "junior" | "senior")
}

/// Whether `word`, as written, is a generation suffix: "Jr.", "III".
pub fn is_written_suffix(word: &str) -> bool {
    matches!(word, "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III" | "IV")
}
