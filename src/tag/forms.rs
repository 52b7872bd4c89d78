//! What one word looks like: its forms as numbers, without regard to its neighbours.

use super::hash::{hash_bytes, mix};

/// The forms of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms {
    /// The word in small letters, digits masked, one kind of apostrophe.
    pub lower: u64,
    /// The same, also where a name is masked.
    pub raw: u64,
    /// Without its ending: `pledge`, `pledged`, `pledging` are one.
    pub stem: u64,
    /// Capitals, small letters, digits and the rest, runs made short.
    pub shape: u64,
    /// The last two, three and four letters.
    pub suffixes: [u64; 3],
    /// Whether the first letter is a capital.
    pub capital: bool,
}

impl Forms {
    /// The forms of `word`. `buffer` is only there to be used again.
    pub fn of(word: &str, buffer: &mut String) -> Forms {
        lower_into(word, buffer);
        let bytes = buffer.as_bytes();
        let suffix = |length: usize| hash_bytes(&bytes[bytes.len().saturating_sub(length)..]);
        Forms {
            lower: hash_bytes(bytes),
            raw: hash_bytes(bytes),
            stem: stem(bytes),
            shape: shape(word),
            suffixes: [suffix(2), suffix(3), suffix(4)],
            capital: word.starts_with(char::is_uppercase),
        }
    }
}

/// Writes `word` in small letters into `buffer`, with digits masked and typographic apostrophes made plain.
pub fn lower_into(word: &str, buffer: &mut String) {
    buffer.clear();
    for c in word.chars() {
        match c {
            '0'..='9' => buffer.push('0'),
            '’' | '‘' => buffer.push('\''),
            _ if c.is_ascii() => buffer.push(c.to_ascii_lowercase()),
            _ => buffer.extend(c.to_lowercase()),
        }
    }
}

/// The number of `word` (in small letters) without its inflection. Crude on purpose: it only has to bring the forms
/// of one verb together, not to find its dictionary form.
pub fn stem(word: &[u8]) -> u64 {
    let mut end = word.len();
    let ends = |end: usize, with: &[u8], least: usize| end >= with.len() + least && word[..end].ends_with(with);
    if ends(end, b"ies", 2) || ends(end, b"ied", 2) {
        return mix(hash_bytes(&word[..end - 3]), u64::from(b'y'));
    }
    if ends(end, b"ing", 3) {
        end -= 3;
    } else if ends(end, b"ed", 3) {
        end -= 2;
    } else if ends(end, b"s", 3) && !ends(end, b"ss", 0) {
        end -= 1;
    }
    if end < word.len() && end > 3 && word[end - 1] == word[end - 2] && !b"sl".contains(&word[end - 1]) {
        end -= 1;
    }
    if ends(end, b"e", 3) {
        end -= 1;
    }
    match word[..end] {
        [ref before @ .., b'y'] => mix(hash_bytes(before), u64::from(b'y')),
        ref whole => mix(hash_bytes(whole), 0),
    }
}

/// `Petro’s` is Xx'x, `46-year` is 0-x: runs of more than two of a kind count as two.
fn shape(word: &str) -> u64 {
    let mut state = 0;
    let mut last = '\0';
    let mut run = 0;
    for c in word.chars() {
        let kind = kind_of(c);
        run = if kind == last { run + 1 } else { 1 };
        last = kind;
        if run <= 2 {
            state = mix(state, u64::from(u32::from(kind)));
        }
    }
    state
}

fn kind_of(c: char) -> char {
    match c {
        _ if c.is_uppercase() => 'X',
        _ if c.is_numeric() => '0',
        _ if c.is_alphabetic() => 'x',
        '’' | '‘' => '\'',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stem_of(word: &str) -> u64 {
        stem(word.as_bytes())
    }

    #[test]
    fn the_forms_of_a_verb_share_a_stem() {
        for family in [
            &["pledge", "pledges", "pledged", "pledging"][..],
            &["say", "says", "saying"],
            &["reply", "replies", "replied", "replying"],
            &["admit", "admits", "admitted", "admitting"],
            &["tell", "tells", "telling"],
        ] {
            let stems: Vec<u64> = family.iter().map(|word| stem_of(word)).collect();
            assert!(stems.iter().all(|&stem| stem == stems[0]), "{family:?}");
        }
        assert_ne!(stem_of("say"), stem_of("sing"));
    }

    #[test]
    fn any_word_has_forms() {
        let mut buffer = String::new();
        for word in ["", "’", "É", "46-year", "İstanbul", "ss", "🙂"] {
            Forms::of(word, &mut buffer);
        }
        assert_eq!(Forms::of("1984", &mut buffer), Forms::of("2016", &mut buffer));
        assert_eq!(Forms::of("don’t", &mut buffer).lower, Forms::of("Don't", &mut buffer).lower);
    }
}
