//! Decodes bytes to text.
//!
//! The steps, in order:
//!
//! * A byte order mark decides. Zero bytes at every second position mean UTF-16. Trailing zero bytes and a few stray
//!   ones are removed; many zero bytes or control bytes mean that the file is binary.
//! * A declared encoding is used (from the server of a page, otherwise from the page itself) unless the bytes
//!   contradict it: declared as UTF-8 but invalid, or declared as a single-byte encoding but valid UTF-8.
//! * Without a declaration, valid UTF-8 is UTF-8; text with few invalid bytes is decoded lossily.
//! * ASCII with typographic punctuation of Windows-1252 (the common case in news archives) or of Mac Roman is decoded
//!   as such.
//! * Otherwise the encoding is detected from the letters (chardetng).

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::error::Problem;
use super::{charset, html};

/// How many leading bytes decide whether the file is text.
const HEAD: usize = 8 << 10;

/// Up to one zero byte in this many counts as stray.
const STRAY_RATIO: usize = 50;

/// How many bytes are used to detect a legacy encoding.
const DETECTION_SAMPLE: usize = 256 << 10;

/// Decodes `bytes`.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, Problem> {
    decode_as(bytes, None)
}

/// Decodes `bytes`, which are said to be in the encoding `declared`.
pub(super) fn decode_as(mut bytes: Vec<u8>, declared: Option<&'static Encoding>) -> Result<String, Problem> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        let text = encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned();
        if html::is_html(&text) {
            return Ok(text.replace('\0', ""));
        }
        return without_zeros(text.into_bytes()).map(|text| String::from_utf8_lossy(&text).into_owned());
    }
    if let Some(kind) = known_binary(&bytes) {
        return Err(Problem::Binary(kind));
    }
    if let Some(encoding) = utf16_without_bom(&bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes).0.into_owned());
    }
    if bytes.contains(&0) && is_page(&bytes) {
        bytes.retain(|byte| *byte != 0);
    }
    let bytes = without_zeros(bytes)?;
    if has_many_controls(&bytes) {
        return Err(Problem::Binary("a binary file"));
    }
    if let Some(text) =
        declared.or_else(|| charset::declared(&bytes)).and_then(|encoding| decode_declared(&bytes, encoding))
    {
        return Ok(text);
    }
    String::from_utf8(bytes).or_else(|error| Ok(decode_undeclared(&error.into_bytes())))
}

/// Removes trailing and stray zero bytes. More of them than a copying fault leaves is an error.
fn without_zeros(mut bytes: Vec<u8>) -> Result<Vec<u8>, Problem> {
    let padding = bytes.iter().rev().take_while(|&&byte| byte == 0).count();
    bytes.truncate(bytes.len() - padding);
    if padding > 0 && bytes.is_empty() {
        return Err(Problem::Binary("a binary file"));
    }
    let zeros = memchr::memchr_iter(0, &bytes).count();
    if zeros * STRAY_RATIO > bytes.len() {
        return Err(Problem::Binary("a file with NUL bytes"));
    }
    if zeros > 0 {
        bytes.retain(|&byte| byte != 0);
    }
    Ok(bytes)
}

/// Decodes the bytes if they are plausible in this encoding.
fn decode_declared(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    let is_utf8 = || std::str::from_utf8(bytes).is_ok();
    // Servers often declare one encoding for pages in another. Text in a single-byte encoding is never valid UTF-8 by
    // chance; short text in a double-byte encoding may be.
    if encoding == UTF_8 || encoding.is_single_byte() && is_utf8() || encoding == UTF_16LE || encoding == UTF_16BE {
        return None;
    }
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    (!broken || !is_utf8()).then(|| text.into_owned())
}

fn decode_undeclared(bytes: &[u8]) -> String {
    if is_mostly_utf8(bytes) {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let encoding = match bytes {
        bytes if is_windows_1252_punctuation(bytes) => WINDOWS_1252,
        bytes if is_mac_roman(bytes) => MACINTOSH,
        bytes => detect_encoding(bytes),
    };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn detect_encoding(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // The first bytes beyond ASCII decide; an archive may start with pages of plain English.
    let from = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0).saturating_sub(1024);
    detector.feed(&bytes[from..bytes.len().min(from + DETECTION_SAMPLE)], true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Binary formats that users are likely to name, by their first bytes.
fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 6] = [
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\x1f\x8b", "gzip-compressed data"),
        (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"{\\rtf", "an RTF document"),
    ];
    KNOWN.into_iter().find_map(|(magic, kind)| bytes.starts_with(magic).then_some(kind))
}

/// Latin letters in UTF-16 have a zero in every second byte, always on the same side.
fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD) & !1];
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, most) = (zeros(0), zeros(1), head.len() / 2 * 7 / 10);
    match (head.len() >= 8, even, odd) {
        (true, 0, odd) if odd > most => Some(UTF_16LE),
        (true, even, 0) if even > most => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes start like an HTML page. Browsers ignore zero bytes in HTML.
fn is_page(bytes: &[u8]) -> bool {
    let head: Vec<u8> = bytes[..bytes.len().min(HEAD)].iter().copied().filter(|byte| *byte != 0).collect();
    html::is_html(&String::from_utf8_lossy(&head))
}

fn has_many_controls(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    let controls = head.iter().filter(|byte| byte.is_ascii_control() && !matches!(byte, b'\t'..=b'\r' | 0x1b)).count();
    controls * 20 > head.len()
}

/// Whether valid non-ASCII characters outnumber invalid bytes.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += chunk.invalid().len();
    }
    whole > broken
}

/// Whether all non-ASCII bytes are quotation marks, dashes, ellipses and spaces of Windows-1252.
fn is_windows_1252_punctuation(bytes: &[u8]) -> bool {
    let is_mark = |byte: u8| matches!(byte, 0x82 | 0x84 | 0x85 | 0x8b | 0x91..=0x97 | 0x9b | 0xa0 | 0xab | 0xbb);
    bytes.iter().all(|&byte| byte.is_ascii() || is_mark(byte))
}

/// Whether the punctuation is that of Mac Roman: a word follows an opening mark or precedes a closing one. In other
/// encodings these bytes are accented capitals (`Ò` and `Ó`, `Õ` in the middle of `it’s`).
fn is_mac_roman(bytes: &[u8]) -> bool {
    let (mut mac, mut other) = (0, 0);
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphabetic);
    let is_blank = |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii_whitespace() || *byte == b'(');
    for (at, &byte) in bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()) {
        let (before, after) = (at.checked_sub(1).and_then(|at| bytes.get(at)), bytes.get(at + 1));
        match byte {
            0xd2 | 0xd4 if is_blank(before) && is_letter(after) => mac += 1,
            0xd3 if before.is_some_and(|byte| b",.?!".contains(byte) || byte.is_ascii_lowercase())
                && !is_letter(after) =>
            {
                mac += 1
            }
            0xd5 if before.is_some_and(u8::is_ascii_lowercase) && !after.is_some_and(u8::is_ascii_uppercase) => {
                mac += 1
            }
            0x91..=0x97 if is_blank(before) || is_blank(after) => other += 1,
            _ => {}
        }
    }
    mac > 0 && mac > other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_marks_become_curly_marks() {
        let bytes = b"\x93It\x92s over,\x94 she said \x96 twice.".to_vec();
        assert_eq!(decode(bytes).unwrap(), "“It’s over,” she said – twice.");
        let bytes =
            b"Jos\xe9 Garc\xeda, de Bogot\xe1: \x93The people of Colombia decide,\x94 he said in Medell\xedn.".to_vec();
        assert_eq!(
            decode(bytes).unwrap(),
            "José García, de Bogotá: “The people of Colombia decide,” he said in Medellín."
        );
    }

    #[test]
    fn marks_of_old_macintoshes_become_curly_marks() {
        let read = |bytes: &[u8]| decode(bytes.to_vec()).unwrap();
        assert_eq!(read(b"\xd2It\xd5s over,\xd3 she said \xd0 twice."), "“It’s over,” she said – twice.");
        assert_eq!(read(b"\xd2Jos\x8e left,\xd3 he said."), "“José left,” he said.");
        assert_eq!(
            read(b"\xd3scar vivi\xf3 en Le\xf3n, dijo \xc1lvaro. \xbfNo?"),
            "Óscar vivió en León, dijo Álvaro. ¿No?"
        );
    }

    #[test]
    fn utf16_is_read_with_and_without_a_mark() {
        let text = "“Hola,” José said. Then he left the room.";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = [&b"\xff\xfe"[..], &little].concat();
        for bytes in [little, big, marked] {
            assert_eq!(decode(bytes).unwrap(), text);
        }
    }

    #[test]
    fn a_byte_order_mark_goes_and_a_broken_byte_stays_alone() {
        assert_eq!(decode(b"\xef\xbb\xbfHi".to_vec()).unwrap(), "Hi");
        assert_eq!(decode("“Hi” and “ho”".bytes().chain([0xff]).collect()).unwrap(), "“Hi” and “ho”\u{fffd}");
    }

    #[test]
    fn what_is_declared_is_believed_unless_it_is_wrong() {
        let page = |charset: &str, words: &[u8]| {
            decode([b"<meta charset=", charset.as_bytes(), b"><p>", words].concat())
                .unwrap()
                .split_once("<p>")
                .unwrap()
                .1
                .to_owned()
        };
        assert_eq!(page("iso-8859-1", b"\x93Caf\xe9\x94"), "“Café”");
        assert_eq!(page("iso-8859-5", b"\xbc\xd8\xe0"), "Мир");
        assert_eq!(page("iso-8859-1", "“Café”".as_bytes()), "“Café”");
        assert_eq!(page("utf-8", b"\x93It\x92s over,\x94 he said."), "“It’s over,” he said.");
        assert_eq!(page("utf-8", "“Hi” \u{fffd}é".as_bytes()), "“Hi” \u{fffd}é");
        assert_eq!(page("gbk", b"\xc1\xaa\xcd\xa8"), "联通");
        let declared = |name, bytes: &[u8]| decode_as(bytes.to_vec(), charset::by_name(name)).unwrap();
        assert_eq!(declared("windows-1251", b"<meta charset=latin1>\xcc\xe8\xf0"), "<meta charset=latin1>Мир");
        assert_eq!(declared("nonsense", b"<meta charset=windows-1251>\xcc"), "<meta charset=windows-1251>М");
    }

    #[test]
    fn zeros_in_a_page_are_passed_over() {
        for bytes in [&b"<!doctype html>\0\0<p>a\0b"[..], b"\xef\xbb\xbf<!doctype html>\0<p>ab"] {
            assert_eq!(decode(bytes.to_vec()).unwrap(), "<!doctype html><p>ab");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let padded = [b"Text with a \0 stray zero, which some program left behind in it.", &[0; 99][..]].concat();
        assert_eq!(decode(padded).unwrap(), "Text with a  stray zero, which some program left behind in it.");
        for bytes in [&b"%PDF-1.4 text"[..], b"a\0b text", b"\x1f\x8b\x08", &[1, 2, 3, 4, 5, 6]] {
            assert!(matches!(decode(bytes.to_vec()), Err(Problem::Binary(_))));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            let _ = decode(bytes);
        }
    }
}
