//! Glyph widths of the standard fonts, which PDF files need not describe.

/// The first character in the tables: a space.
const FIRST: u32 = 32;

/// The width of characters not in the tables, in thousandths of the font size.
const DEFAULT_WIDTH: f32 = 500.0;

const SANS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

const SANS_BOLD: [u16; 95] = [
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611,
    556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389,
    280, 389, 584,
];

const SERIF: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889,
    722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500,
    444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480,
    200, 480, 541,
];

const SERIF_BOLD: [u16; 95] = [
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944,
    722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556,
    444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394,
    220, 394, 520,
];

const SERIF_ITALIC: [u16; 95] = [
    250, 333, 420, 500, 500, 833, 778, 214, 333, 333, 500, 675, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500,
    500, 500, 500, 333, 333, 675, 675, 675, 500, 920, 611, 611, 667, 722, 611, 611, 722, 722, 333, 444, 667, 556, 833,
    667, 722, 611, 722, 611, 500, 556, 722, 611, 833, 611, 556, 556, 389, 278, 389, 422, 500, 333, 500, 500, 444, 500,
    444, 278, 500, 500, 278, 278, 444, 278, 722, 500, 500, 500, 500, 389, 389, 278, 500, 444, 667, 444, 444, 389, 400,
    275, 400, 541,
];

/// The width of `letter` in the font `name`.
pub(super) fn width(name: &str, letter: char) -> f32 {
    let name = name.to_ascii_lowercase();
    if name.contains("courier") || name.contains("mono") {
        return 600.0;
    }
    let (bold, serif) =
        (name.contains("bold"), ["times", "serif", "roman", "georgia"].iter().any(|it| name.contains(it)));
    let table = match (serif && !name.contains("sans"), bold) {
        (true, true) => &SERIF_BOLD,
        (true, false) if name.contains("italic") || name.contains("oblique") => &SERIF_ITALIC,
        (true, false) => &SERIF,
        (false, true) => &SANS_BOLD,
        (false, false) => &SANS,
    };
    let of = |letter: char| {
        u32::from(letter).checked_sub(FIRST).and_then(|at| table.get(at as usize)).map(|&width| f32::from(width))
    };
    let quote = |letter: char| {
        matches!(letter, '“' | '”' | '„')
            .then(|| of('"'))
            .or_else(|| matches!(letter, '‘' | '’' | '‚').then(|| of('\'')))
    };
    of(letter).or_else(|| quote(letter)?).or_else(|| of(without_accent(letter)?)).unwrap_or(DEFAULT_WIDTH)
}

/// The letter without its accent.
fn without_accent(letter: char) -> Option<char> {
    use unicode_normalization::UnicodeNormalization;
    match letter {
        '–' => Some('n'),
        '—' => Some('M'),
        '\u{a0}' => Some(' '),
        letter => std::iter::once(letter).nfd().next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_the_width_of_their_font() {
        let widths = [("Helvetica", ' '), ("Times-Roman", 'M'), ("Courier", 'i'), ("Helvetica-Bold", 'é'), ("x", '漢')];
        assert_eq!(widths.map(|(name, letter)| width(name, letter)), [278.0, 889.0, 600.0, 556.0, 500.0]);
    }
}
