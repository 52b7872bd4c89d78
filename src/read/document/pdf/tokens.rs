//! Tokenizer for content streams and ToUnicode tables.

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token<'b> {
    Number(f32),
    /// `(words)` or `<776f726473>`.
    Text(Vec<u8>),
    /// `/Name`.
    Name(&'b [u8]),
    ArrayStart,
    ArrayEnd,
    /// An operator.
    Operator(&'b [u8]),
}

/// Iterates over tokens.
pub(super) struct Tokens<'b> {
    bytes: &'b [u8],
    at: usize,
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn is_whitespace(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0
}

impl<'b> Tokens<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Skips the data of an inline image up to its end.
    pub(super) fn skip_inline_image(&mut self) {
        let rest = &self.bytes[self.at.min(self.bytes.len())..];
        let ends = |at: &usize| {
            let before = at.checked_sub(1).is_none_or(|before| is_whitespace(rest[before]));
            before && rest.get(at + 2).is_none_or(|&byte| is_whitespace(byte))
        };
        let end = memchr::memmem::find_iter(rest, b"EI").find(ends);
        self.at += end.map_or(rest.len(), |end| end + 2);
    }

    fn word(&mut self) -> &'b [u8] {
        let rest = &self.bytes[self.at..];
        let end = rest.iter().position(|&byte| is_whitespace(byte) || is_delimiter(byte)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// `(words (in words) \) \101)`, after the first parenthesis.
    fn text(&mut self) -> Vec<u8> {
        let (mut text, mut depth) = (Vec::new(), 1);
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' if depth == 1 => break,
                b')' => depth -= 1,
                b'\\' => {
                    text.extend(self.escaped());
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
        text
    }

    fn escaped(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\r' if self.bytes.get(self.at) == Some(&b'\n') => {
                self.at += 1;
                None
            }
            b'\r' | b'\n' => None,
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(&digit @ b'0'..=b'7') = self.bytes.get(self.at) else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                Some((code & 255) as u8)
            }
            byte => Some(byte),
        }
    }

    /// `776f726473>`.
    fn hexadecimal(&mut self) -> Vec<u8> {
        let rest = &self.bytes[self.at..];
        let end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
        self.at += (end + 1).min(rest.len());
        let digits: Vec<u8> =
            rest[..end].iter().filter_map(|&byte| char::from(byte).to_digit(16)).map(|digit| digit as u8).collect();
        digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            if is_whitespace(byte) {
                self.at += 1;
                continue;
            }
            if !is_delimiter(byte) {
                let word = self.word();
                let number = str::from_utf8(word)
                    .ok()
                    .filter(|_| !byte.is_ascii_alphabetic())
                    .and_then(|word| word.parse().ok());
                return Some(
                    number.filter(|number: &f32| number.is_finite()).map_or(Token::Operator(word), Token::Number),
                );
            }
            self.at += 1;
            match byte {
                b'%' => {
                    let rest = &self.bytes[self.at..];
                    self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                }
                b'(' => return Some(Token::Text(self.text())),
                b'<' if self.bytes.get(self.at) == Some(&b'<') => self.at += 1,
                b'<' => return Some(Token::Text(self.hexadecimal())),
                b'/' => return Some(Token::Name(self.word())),
                b'[' => return Some(Token::ArrayStart),
                b']' => return Some(Token::ArrayEnd),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_told_apart() {
        let tokens: Vec<_> = Tokens::new(b"[(a\\(b\\)\\101(c)) -12.5<41 4>]TJ/F1 9 Tf % no\n(x)'").collect();
        let text = |words: &[u8]| Token::Text(words.to_vec());
        let expected = [
            Token::ArrayStart,
            text(b"a(b)A(c)"),
            Token::Number(-12.5),
            text(b"A@"),
            Token::ArrayEnd,
            Token::Operator(b"TJ"),
            Token::Name(b"F1"),
            Token::Number(9.0),
            Token::Operator(b"Tf"),
            text(b"x"),
            Token::Operator(b"'"),
        ];
        assert_eq!(tokens, expected);
    }
}
