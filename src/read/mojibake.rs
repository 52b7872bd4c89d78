//! Repairs mojibake: UTF-8 that was decoded as Windows-1252 or Latin-1, such as `â€œI quitâ€\u{9d}` for `“I quit”`.
//!
//! Correct text is never changed. A sequence of characters is a candidate only if its bytes form one UTF-8 character.
//! It is repaired only on clear evidence: combinations that no language uses (`â€`, a control character, `Ã` before a
//! currency sign), a capital letter inside a word before a symbol (`corrupciÃ³n`), or candidates in a line that is
//! otherwise ASCII, in a text with clear evidence elsewhere. So `IRMÃ”`, `KŘÍŽ` and `CAFÉ®` are kept, although they
//! would decode as UTF-8 too. Text that was misread twice is repaired twice. Other mixtures of encodings are not
//! repaired (`decode` avoids making them).

/// The characters of bytes 0x80 to 0x9F in Windows-1252; its five undefined bytes are control characters.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The most rounds of repair.
const MAX_ROUNDS: usize = 3;

/// The repaired text; `None` if there is nothing to repair.
pub(super) fn repaired(text: &str) -> Option<String> {
    let mut result = repaired_once(text)?;
    for _ in 1..MAX_ROUNDS {
        let Some(again) = repaired_once(&result) else { break };
        result = again;
    }
    Some(result)
}

fn repaired_once(text: &str) -> Option<String> {
    if text.is_ascii() || !Segments::of(text).any(|segment| segment.is_certain()) {
        return None;
    }
    let mut repaired_text = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let is_otherwise_ascii =
            !Segments::of(line).any(|segment| matches!(segment, Segment::Plain(text) if !text.is_ascii()));
        for segment in Segments::of(line) {
            match segment {
                Segment::Candidate { decoded, certain, .. } if is_otherwise_ascii || certain => {
                    repaired_text.push_str(&decoded)
                }
                Segment::Plain(text) | Segment::Candidate { text, .. } => repaired_text.push_str(text),
            }
        }
    }
    Some(repaired_text)
}

/// A segment of a text.
enum Segment<'t> {
    /// Nothing in it looks misread.
    Plain(&'t str),
    /// Adjacent candidates and their decoded text.
    Candidate { text: &'t str, decoded: String, certain: bool },
}

impl Segment<'_> {
    fn is_certain(&self) -> bool {
        matches!(self, Segment::Candidate { certain: true, .. })
    }
}

/// Iterates over segments lazily, since storing them for a long text of candidates would need too much memory.
struct Segments<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Segments<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    fn candidate(&mut self) -> Option<Segment<'t>> {
        let (begin, mut decoded, mut certain) = (self.at, String::new(), false);
        while let Some(sequence) = Sequence::at(&self.text[self.at..]) {
            let behind = self.at + sequence.length;
            let (before, after) = (self.text[..self.at].chars().next_back(), self.text[behind..].chars().next());
            certain |= sequence.is_certain(before, after);
            decoded.extend(Some(sequence.decoded).filter(|&decoded| decoded != '\u{feff}'));
            self.at = behind;
        }
        (self.at > begin).then(|| Segment::Candidate { text: &self.text[begin..self.at], decoded, certain })
    }
}

impl<'t> Iterator for Segments<'t> {
    type Item = Segment<'t>;

    fn next(&mut self) -> Option<Segment<'t>> {
        if let Some(candidate) = self.candidate() {
            return Some(candidate);
        }
        let rest = &self.text[self.at..];
        let starts = rest.char_indices().filter(|&(_, c)| is_leading_byte(c));
        let length = starts.map(|(at, _)| at).find(|&at| Sequence::at(&rest[at..]).is_some()).unwrap_or(rest.len());
        self.at += length;
        (length > 0).then(|| Segment::Plain(&rest[..length]))
    }
}

/// Whether the byte that is decoded as `c` may start a UTF-8 character.
fn is_leading_byte(c: char) -> bool {
    ('\u{c2}'..='\u{f4}').contains(&c)
}

/// Two to four characters whose bytes form one UTF-8 character.
struct Sequence {
    first: char,
    second: char,
    /// Whether one of them is a control character.
    control: bool,
    decoded: char,
    /// In bytes of the text.
    length: usize,
}

impl Sequence {
    fn at(rest: &str) -> Option<Self> {
        let mut characters = rest.chars();
        let first = characters.next().filter(|&first| is_leading_byte(first))?;
        let count = match first {
            ..'\u{e0}' => 2,
            ..'\u{f0}' => 3,
            _ => 4,
        };
        let (mut bytes, mut control, mut length) = ([first as u32 as u8, 0, 0, 0], false, first.len_utf8());
        for (number, byte) in bytes[1..count].iter_mut().enumerate() {
            let Some((next, value)) = characters.next().and_then(|next| Some((next, byte_of(next)?))) else {
                return Self::truncated_closing_mark(rest).filter(|_| number == 1);
            };
            (*byte, control) = (value, control || next.is_control());
            length += next.len_utf8();
        }
        let decoded = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
        Some(Self { first, second: rest.chars().nth(1)?, control, decoded, length })
    }

    /// The closing quotation mark, whose last byte is undefined in Windows-1252 and therefore often lost.
    fn truncated_closing_mark(rest: &str) -> Option<Self> {
        let behind = rest.strip_prefix("â€")?;
        let lost = if behind.starts_with('\u{fffd}') { 3 } else { 0 };
        Some(Self { first: 'â', second: '€', control: false, decoded: '”', length: "â€".len() + lost })
    }

    /// Whether nobody can have written this sequence on purpose.
    fn is_certain(&self, before: Option<char>, after: Option<char>) -> bool {
        if self.control {
            return true;
        }
        match self.first {
            'â' => self.second == '€' || matches!(self.decoded, '€' | '™' | '\u{2190}'..='\u{21ff}'),
            'ï' => matches!(self.decoded, '\u{feff}' | '\u{fffd}'),
            'ð' => self.second == 'Ÿ',
            '\u{c2}'..='\u{de}' if self.first != '×' => self.is_certain_pair(before, after),
            _ => false,
        }
    }

    /// The same for a capital letter and the character after it, which may also be the end of a word.
    fn is_certain_pair(&self, before: Option<char>, after: Option<char>) -> bool {
        let within = before.is_some_and(char::is_lowercase);
        let begins = !before.is_some_and(char::is_uppercase);
        // No language uses these two before a symbol inside a word, and few have words that end in them.
        let is_unusual = matches!(self.first, 'Ã' | 'Â');
        match self.second {
            'Š' | 'š' | 'Œ' | 'œ' | 'Ž' | 'ž' | 'Ÿ' => is_unusual,
            // Quotation marks, dashes, dots, spaces.
            '‘' | '’' | '“' | '”' | '‚' | '„' | '‹' | '›' | '«' | '»' | '…' | '–' | '—' | '•' | '·' | '¡' | '¿'
            | '\u{a0}' => within,
            // Symbols that follow a word directly.
            '®' | '™' | '©' | '°' | '²' | '³' | '¹' | 'ª' | 'º' | '§' | '¶' | '†' | '‡' | '\u{ad}' => {
                within || is_unusual && (begins || after.is_some_and(char::is_lowercase))
            }
            _ => is_unusual || within || after.is_some_and(char::is_lowercase),
        }
    }
}

/// The byte 0x80 to 0xBF that is decoded as `c`: in Windows-1252, or as a control character in Latin-1.
fn byte_of(c: char) -> Option<u8> {
    match c {
        '\u{80}'..='\u{bf}' => u8::try_from(u32::from(c)).ok(),
        _ => (0x80..).zip(WINDOWS).find_map(|(byte, it)| (it == c).then_some(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A UTF-8 text decoded as Windows-1252.
    fn misread(text: &str) -> String {
        let read =
            |byte: u8| if (0x80..0xa0).contains(&byte) { WINDOWS[usize::from(byte - 0x80)] } else { byte.into() };
        text.bytes().map(read).collect()
    }

    fn misread_as_latin1(text: &str) -> String {
        text.bytes().map(char::from).collect()
    }

    const SENTENCES: [&str; 8] = [
        "“I quit,” Zoë Núñez said — ‘really’.",
        "Le café à l’été… coûte 5 € à Besançon.",
        "A corrupção é um problema em São João.",
        "El señor Muñoz habló de corrupción en España.",
        "Größe, Übermut und Straße in Österreich.",
        "20 °C, ½ of £5, © Reuters™",
        "The Guantánamo case: “naïve”.",
        "Ségolène Royal and François Hollande",
    ];

    #[test]
    fn what_was_misread_once_twice_or_as_latin1_is_put_right() {
        for sentence in SENTENCES {
            for wrong in [misread(sentence), misread_as_latin1(sentence), misread(&misread(sentence))] {
                assert_eq!(repaired(&wrong).as_deref(), Some(sentence), "{wrong}");
            }
        }
        assert_eq!(repaired("â€œI quitâ€\u{9d} \u{ef}\u{bb}\u{bf}").as_deref(), Some("“I quit” "));
    }

    #[test]
    fn a_lost_byte_of_a_closing_mark_is_made_up_for() {
        assert_eq!(repaired("â€œI quit,â€ she said.").as_deref(), Some("“I quit,” she said."));
        assert_eq!(repaired("â€œI quit,â€\u{fffd} she said.").as_deref(), Some("“I quit,” she said."));
        assert_eq!(repaired("â€œI quitâ€").as_deref(), Some("“I quit”"));
    }

    #[test]
    fn one_wrong_word_in_a_right_text_is_put_right_alone() {
        let text = "“The PapÃ¡ of Ciudad JuÃ¡rez,” said IRMÃ” — KŘÍŽ.";
        assert_eq!(repaired(text).as_deref(), Some("“The Papá of Ciudad Juárez,” said IRMÃ” — KŘÍŽ."));
        assert_eq!(repaired("Ã‰tat, Ã\u{a0} la mode: Ã©tÃ©\n").as_deref(), Some("État, à la mode: été\n"));
    }

    #[test]
    fn correct_text_stays() {
        for text in SENTENCES {
            assert_eq!(repaired(text), None, "{text}");
        }
        for text in [
            "IRMÃ”",
            "A MAÇÃ—e a “IRMÔ",
            "CAFÉ®",
            "NESCAFÉ™",
            "KŘÍŽ",
            "Úžasné",
            "É“o fim”",
            "Spaß“",
            "voilà’”",
            "“Ô",
            "CAFÉ»",
            "« café »…",
            "3 Å±0.1",
            "SÃO PAULO",
            "Â",
            "IRMÃ\u{a0}»",
            "MANHÃ\u{ad}ZINHA",
            "ÂME",
            "5 €",
            "â",
        ] {
            assert_eq!(repaired(text), None, "{text}");
        }
    }

    const WORDS: [&str; 24] = [
        "irmã",
        "IRMÃ",
        "MAÇÃ",
        "SÃO",
        "café",
        "CAFÉ",
        "Ângela",
        "ÂME",
        "naïve",
        "Úžasné",
        "KŘÍŽ",
        "Spaß",
        "voilà",
        "À",
        "É",
        "Ñandú",
        "ÅNGSTRÖM",
        "Zoë",
        "5",
        "said",
        "THE",
        "Þór",
        "ÎLE",
        "“",
    ];
    const BETWEEN: [&str; 20] = [
        " ", ",” ", "” ", ".” ", "’ ", "—", "…", " – ", "® ", "™ ", "» ", "« ", "\u{a0}", "\u{a0}: ", "\n", "° ", "² ",
        "•", "’s ", "‘",
    ];

    proptest::proptest! {
        #[test]
        fn text_without_mojibake_comes_through_unchanged(parts: Vec<(usize, usize)>) {
            let text: String = parts.iter().map(|(word, between)| WORDS[word % 24].to_owned() + BETWEEN[between % 20]).collect();
            proptest::prop_assert_eq!(repaired(&text), None);
        }

        #[test]
        fn nothing_makes_it_panic_and_ascii_stays(text: String) {
            let result = repaired(&misread(&text));
            let ascii = |text: &str| text.chars().filter(char::is_ascii).collect::<String>();
            if let Some(result) = result {
                proptest::prop_assert!(ascii(&result).len() >= ascii(&text).len());
            }
        }
    }
}
