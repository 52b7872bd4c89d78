//! Languages by their codes: what an article is written in, and what the user says it is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Two letters (ISO 639-1), three letters (ISO 639-3), English name. Sorted.
const LANGUAGES: [(&str, &str, &str); 70] = [
    ("af", "afr", "Afrikaans"),
    ("ak", "aka", "Akan"),
    ("am", "amh", "Amharic"),
    ("ar", "ara", "Arabic"),
    ("az", "aze", "Azerbaijani"),
    ("be", "bel", "Belarusian"),
    ("bg", "bul", "Bulgarian"),
    ("bn", "ben", "Bengali"),
    ("ca", "cat", "Catalan"),
    ("cs", "ces", "Czech"),
    ("cy", "cym", "Welsh"),
    ("da", "dan", "Danish"),
    ("de", "deu", "German"),
    ("el", "ell", "Greek"),
    ("en", "eng", "English"),
    ("eo", "epo", "Esperanto"),
    ("es", "spa", "Spanish"),
    ("et", "est", "Estonian"),
    ("fa", "pes", "Persian"),
    ("fi", "fin", "Finnish"),
    ("fr", "fra", "French"),
    ("gu", "guj", "Gujarati"),
    ("he", "heb", "Hebrew"),
    ("hi", "hin", "Hindi"),
    ("hr", "hrv", "Croatian"),
    ("hu", "hun", "Hungarian"),
    ("hy", "hye", "Armenian"),
    ("id", "ind", "Indonesian"),
    ("it", "ita", "Italian"),
    ("ja", "jpn", "Japanese"),
    ("jv", "jav", "Javanese"),
    ("ka", "kat", "Georgian"),
    ("km", "khm", "Khmer"),
    ("kn", "kan", "Kannada"),
    ("ko", "kor", "Korean"),
    ("la", "lat", "Latin"),
    ("lt", "lit", "Lithuanian"),
    ("lv", "lav", "Latvian"),
    ("mk", "mkd", "Macedonian"),
    ("ml", "mal", "Malayalam"),
    ("mr", "mar", "Marathi"),
    ("my", "mya", "Burmese"),
    ("ne", "nep", "Nepali"),
    ("nl", "nld", "Dutch"),
    ("no", "nob", "Norwegian"),
    ("or", "ori", "Odia"),
    ("pa", "pan", "Punjabi"),
    ("pl", "pol", "Polish"),
    ("pt", "por", "Portuguese"),
    ("ro", "ron", "Romanian"),
    ("ru", "rus", "Russian"),
    ("si", "sin", "Sinhala"),
    ("sk", "slk", "Slovak"),
    ("sl", "slv", "Slovenian"),
    ("sn", "sna", "Shona"),
    ("sr", "srp", "Serbian"),
    ("sv", "swe", "Swedish"),
    ("ta", "tam", "Tamil"),
    ("te", "tel", "Telugu"),
    ("th", "tha", "Thai"),
    ("tk", "tuk", "Turkmen"),
    ("tl", "tgl", "Tagalog"),
    ("tr", "tur", "Turkish"),
    ("uk", "ukr", "Ukrainian"),
    ("ur", "urd", "Urdu"),
    ("uz", "uzb", "Uzbek"),
    ("vi", "vie", "Vietnamese"),
    ("yi", "yid", "Yiddish"),
    ("zh", "cmn", "Chinese"),
    ("zu", "zul", "Zulu"),
];

/// A language, by its two-letter code (ISO 639-1).
///
/// ```
/// use quotedex::LanguageCode;
///
/// let german: LanguageCode = "de".parse()?;
/// assert_eq!((german.as_str(), german.name()), ("de", "German"));
/// # Ok::<(), quotedex::UnknownLanguage>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub struct LanguageCode(&'static str);

impl LanguageCode {
    /// English.
    pub const ENGLISH: LanguageCode = LanguageCode("en");

    /// The two letters.
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// The English name of the language.
    pub fn name(self) -> &'static str {
        LANGUAGES.iter().find(|(code, ..)| *code == self.0).map_or(self.0, |(.., name)| name)
    }

    /// The language with this three-letter code (ISO 639-3).
    pub(crate) fn from_three_letters(code: &str) -> Option<Self> {
        LANGUAGES.iter().find(|(_, three, _)| *three == code).map(|(two, ..)| LanguageCode(two))
    }
}

impl fmt::Display for LanguageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl FromStr for LanguageCode {
    type Err = UnknownLanguage;

    fn from_str(code: &str) -> Result<Self, UnknownLanguage> {
        let known = LANGUAGES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(code));
        known.map(|(code, ..)| LanguageCode(code)).ok_or_else(|| UnknownLanguage { code: code.to_owned() })
    }
}

impl TryFrom<String> for LanguageCode {
    type Error = UnknownLanguage;

    fn try_from(code: String) -> Result<Self, UnknownLanguage> {
        code.parse()
    }
}

impl From<LanguageCode> for &'static str {
    fn from(code: LanguageCode) -> Self {
        code.0
    }
}

/// Not the code of a language that is known here.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{code}` is not a known language; use a two-letter code such as en, de or fr, or auto")]
pub struct UnknownLanguage {
    code: String,
}

/// Who decides which language an article is in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "&'static str")]
pub enum LanguageChoice {
    /// The program detects the language of each article.
    #[default]
    Auto,
    /// The user: all articles are in this language.
    Fixed(LanguageCode),
}

impl LanguageChoice {
    /// Whether nothing was chosen.
    pub fn is_auto(&self) -> bool {
        *self == LanguageChoice::Auto
    }

    /// The code of the language, or `auto`.
    pub fn as_str(self) -> &'static str {
        match self {
            LanguageChoice::Auto => "auto",
            LanguageChoice::Fixed(code) => code.as_str(),
        }
    }
}

impl FromStr for LanguageChoice {
    type Err = UnknownLanguage;

    fn from_str(typed: &str) -> Result<Self, UnknownLanguage> {
        match typed {
            "auto" => Ok(LanguageChoice::Auto),
            code => code.parse().map(LanguageChoice::Fixed),
        }
    }
}

impl TryFrom<String> for LanguageChoice {
    type Error = UnknownLanguage;

    fn try_from(typed: String) -> Result<Self, UnknownLanguage> {
        typed.parse()
    }
}

impl From<LanguageChoice> for &'static str {
    fn from(choice: LanguageChoice) -> Self {
        choice.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_stands_in_the_table_once() {
        assert!(LANGUAGES.is_sorted_by(|one, other| one.0 < other.0));
        for (two, three, name) in LANGUAGES {
            assert_eq!((two.len(), three.len()), (2, 3), "{name}");
            assert_eq!(LanguageCode::from_three_letters(three), Some(LanguageCode(two)));
            assert_eq!(LanguageCode(two).name(), name);
        }
        assert_eq!(LanguageCode::ENGLISH.name(), "English");
    }

    #[test]
    fn a_choice_is_written_as_it_is_typed() {
        for typed in ["auto", "en", "zh"] {
            let choice: LanguageChoice = typed.parse().unwrap();
            let written = serde_json::to_string(&choice).unwrap();
            assert_eq!(written, format!("\"{typed}\""));
            assert_eq!(serde_json::from_str::<LanguageChoice>(&written).unwrap(), choice);
        }
        assert_eq!("DE".parse(), Ok(LanguageChoice::Fixed(LanguageCode("de"))));
        for typed in ["", "xx", "German", "deu"] {
            assert!(typed.parse::<LanguageChoice>().is_err(), "{typed}");
        }
    }
}
