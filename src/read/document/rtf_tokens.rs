//! Tokenizer for RTF.

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'b> {
    GroupStart,
    GroupEnd,
    /// `\par`, `\u8220`: a control word and its number.
    ControlWord(&'b str, Option<i32>),
    /// `\~`, `\*`: a control symbol.
    ControlSymbol(u8),
    /// A byte of text, written directly or as `\'e9`.
    Byte(u8),
}

/// The longest control word.
const MAX_CONTROL_WORD: usize = 32;

/// Iterates over tokens.
pub(super) struct Tokens<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Tokens<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Skips binary data.
    pub(super) fn skip_bytes(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn control(&mut self) -> Option<Token<'b>> {
        let first = *self.bytes.get(self.at)?;
        if first == b'\'' {
            let code = self.bytes.get(self.at + 1..self.at + 3).and_then(|code| str::from_utf8(code).ok());
            self.skip_bytes(3);
            return Some(Token::Byte(code.and_then(|code| u8::from_str_radix(code, 16).ok()).unwrap_or(b' ')));
        }
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            return Some(Token::ControlSymbol(first));
        }
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take(MAX_CONTROL_WORD).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = str::from_utf8(&rest[..length]).unwrap_or_default();
        let minus = usize::from(rest.get(length) == Some(&b'-'));
        let digits = rest[length + minus..].iter().take(11).take_while(|byte| byte.is_ascii_digit()).count();
        let number = str::from_utf8(&rest[length..length + minus + digits]).ok().and_then(|number| number.parse().ok());
        let end = if digits > 0 { length + minus + digits } else { length };
        self.at += end + usize::from(rest.get(end) == Some(&b' '));
        Some(Token::ControlWord(word, number))
    }
}

impl<'b> Iterator for Tokens<'b> {
    type Item = Token<'b>;

    fn next(&mut self) -> Option<Token<'b>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            return match byte {
                b'{' => Some(Token::GroupStart),
                b'}' => Some(Token::GroupEnd),
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => continue,
                byte => Some(Token::Byte(byte)),
            };
        }
    }
}
