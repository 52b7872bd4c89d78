//! Latin letters that Unicode does not decompose, in their plain form: the one table for names and for words of the
//! index.

/// The plain form of `c` (lower case), a Latin letter with a stroke, a ligature or a letter of its own; `None` for all
/// others, those with accents too.
pub(crate) fn plain_form(c: char) -> Option<&'static str> {
    Some(match c {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'ŋ' => "n",
        'þ' => "th",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        _ => return None,
    })
}
