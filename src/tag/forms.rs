//! What one word looks like: its forms as numbers, without regard to its neighbours.

use super::hash::{hash_bytes, mix};

/// The forms of one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forms {
    /// The word in small letters, digits masked, one kind of apostrophe.
    pub lower: u64,
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
            shape: shape(word),
            suffixes: [suffix(2), suffix(3), suffix(4)],
            capital: word.starts_with(char::is_uppercase),
        }
    }
}

/// Writes `word` in small letters into `buffer`, with digits masked and typographic apostrophes made plain.
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
