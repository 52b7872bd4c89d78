//! Surface features of a word, independent of its neighbours.

use super::hash::{hash_bytes, mix};

/// The surface features of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SurfaceFeatures {
    /// The word in lower case, with digits masked and one kind of apostrophe.
    pub lower: u64,
    /// Its shape: capitals, lower case, digits and others, with long runs shortened.
    pub shape: u64,
    /// The last two, three and four letters.
    pub suffixes: [u64; 3],
    /// Whether the first letter is a capital.
    pub capital: bool,
}

impl SurfaceFeatures {
    /// The features of `word`. `buffer` is reused.
    pub fn of(word: &str, buffer: &mut String) -> SurfaceFeatures {
        lower_into(word, buffer);
        let bytes = buffer.as_bytes();
        let suffix = |length: usize| hash_bytes(&bytes[bytes.len().saturating_sub(length)..]);
        SurfaceFeatures {
            lower: hash_bytes(bytes),
            shape: shape(word),
            suffixes: [suffix(2), suffix(3), suffix(4)],
            capital: word.starts_with(char::is_uppercase),
        }
    }
}

/// Writes `word` in lower case to `buffer`, with digits masked and typographic apostrophes made plain.
fn lower_into(word: &str, buffer: &mut String) {
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

/// The shape of `Petro’s` is Xx'x, that of `46-year` is 0-x: runs of more than two of a kind count as two.
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

    #[test]
    fn any_word_has_forms() {
        let mut buffer = String::new();
        for word in ["", "’", "É", "46-year", "İstanbul", "ss", "🙂"] {
            SurfaceFeatures::of(word, &mut buffer);
        }
        assert_eq!(SurfaceFeatures::of("1984", &mut buffer), SurfaceFeatures::of("2016", &mut buffer));
        assert_eq!(SurfaceFeatures::of("don’t", &mut buffer).lower, SurfaceFeatures::of("Don't", &mut buffer).lower);
    }
}
