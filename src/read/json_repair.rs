//! Repairs invalid JSON, and splits broken or truncated files into entries.
//!
//! Repaired are `NaN` and `Infinity` (to `null`), trailing commas, line ends inside strings, and unpaired surrogates. A
//! file that is still invalid is split into its entries, so that a broken entry affects only itself. Time is linear in
//! the length and there is no recursion.

use std::borrow::Cow;
use std::ops::Range;

use serde_json::Value;

/// The maximum depth of the list of entries in a broken file.
const MAX_LIST_DEPTH: usize = 4;

/// The maximum nesting depth of a broken file.
const MAX_NESTING: usize = 512;

/// The most lists that are examined.
const MAX_LISTS: usize = 10_000;

/// Parses `json`, repaired if necessary.
pub(super) fn parse(json: &str) -> Result<Value, serde_json::Error> {
    serde_json::from_str(json).or_else(|error| match repair(json) {
        Cow::Borrowed(_) => Err(error),
        Cow::Owned(json) => serde_json::from_str(&json).map_err(|_| error),
    })
}

/// The entries of a broken file, or its top-level values; empty when the file does not look like JSON.
pub(super) fn entries(content: &str) -> Vec<Range<usize>> {
    let start = content.len() - content.trim_start_matches('\u{feff}').trim_start().len();
    let mut opening = content[start..].chars().filter(|c| !c.is_whitespace());
    match (opening.next(), opening.next()) {
        (Some('['), Some('{')) | (Some('{'), Some('"')) => longest(split_into_lists(content, start)),
        _ => Vec::new(),
    }
}

/// The objects in one list.
type Entries = Vec<Range<usize>>;

/// The top-level objects, and the objects of each list.
fn split_into_lists(content: &str, start: usize) -> Vec<Entries> {
    let bytes = content.as_bytes();
    // The open brackets, each with the number of the list that collects its objects.
    let mut open: Vec<OpenBracket> = Vec::new();
    let mut lists: Vec<Entries> = vec![Vec::new()];
    let (mut at, mut in_string) = (start, false);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if in_string => at += 1,
            b'"' => in_string = !in_string,
            // JSON strings cannot contain a line end, so a closing quotation mark is missing here.
            b'\n' if in_string && begins_entry(&bytes[at..]) => {
                in_string = false;
                let broken = std::iter::from_fn(|| open.pop_if(|open| open.list.is_none())).last();
                let of = open.last().map_or(Some(0), |above| above.list);
                if let (Some(broken), Some(of)) = (broken, of) {
                    lists[of].push(broken.at..at);
                }
            }
            _ if in_string => {}
            b'[' | b'{' if open.len() > MAX_NESTING => return Vec::new(),
            b'[' => {
                let list = (open.len() < MAX_LIST_DEPTH && lists.len() < MAX_LISTS).then_some(lists.len());
                lists.extend(list.map(|_| Vec::new()));
                open.push(OpenBracket { list, at });
            }
            b'{' => open.push(OpenBracket { list: None, at }),
            b']' | b'}' => {
                let closed = open.pop();
                let of = open.last().map_or(Some(0), |above| above.list);
                if let (Some(closed), Some(of), b'}') = (closed, of, byte) {
                    lists[of].push(closed.at..at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
    // An unclosed object is the last entry of its list.
    let cut = open.windows(2).find_map(|pair| Some((pair[0].list?, pair[1].at)));
    if let Some((of, at)) = cut {
        lists[of].push(at..content.len());
    }
    lists
}

struct OpenBracket {
    list: Option<usize>,
    at: usize,
}

fn begins_entry(bytes: &[u8]) -> bool {
    // Only a few bytes are examined, so that long white space costs no quadratic time.
    let rest = bytes[..bytes.len().min(64)].trim_ascii_start();
    let rest = rest.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    rest.is_some_and(|rest| rest.starts_with(b"\""))
}

fn longest(lists: Vec<Entries>) -> Entries {
    let length = |split: &Entries| split.iter().map(Range::len).sum::<usize>();
    let mut best = Entries::new();
    for split in lists {
        // A single top-level object is the broken file itself.
        if length(&split) > length(&best) {
            best = split;
        }
    }
    best
}

/// The text with all possible repairs.
fn repair(json: &str) -> Cow<'_, str> {
    let mut repairer = Repairer { json, copied: 0, repaired: String::new() };
    repairer.run();
    if repairer.copied == 0 {
        return Cow::Borrowed(json);
    }
    repairer.repaired.push_str(&json[repairer.copied..]);
    Cow::Owned(repairer.repaired)
}

struct Repairer<'j> {
    json: &'j str,
    /// The text up to here has been copied to `repaired`.
    copied: usize,
    repaired: String,
}

/// Literals of other languages and their JSON equivalents.
const LITERALS: [(&str, &str); 8] = [
    ("-Infinity", "null"),
    ("-NaN", "null"),
    ("False", "false"),
    ("Infinity", "null"),
    ("NaN", "null"),
    ("None", "null"),
    ("True", "true"),
    ("undefined", "null"),
];

impl Repairer<'_> {
    fn run(&mut self) {
        let (mut at, mut in_string) = (0, false);
        while let Some(&byte) = self.json.as_bytes().get(at) {
            at += match byte {
                b'"' => {
                    in_string = !in_string;
                    1
                }
                b'\\' if in_string => self.repair_escape(at),
                b'\n' if in_string => self.replace(at, 1, "\\n"),
                0..0x20 if in_string => self.replace(at, 1, &format!("\\u{byte:04x}")),
                b',' if !in_string && self.precedes_closing(at + 1) => self.replace(at, 1, ""),
                b'-' | b'A'..=b'Z' | b'u' if !in_string => self.replace_literal(at),
                _ => 1,
            };
        }
    }

    /// Replaces `length` bytes by `replacement`.
    fn replace(&mut self, at: usize, length: usize, replacement: &str) -> usize {
        self.repaired.push_str(&self.json[self.copied..at]);
        self.repaired.push_str(replacement);
        self.copied = at + length;
        length
    }

    fn precedes_closing(&self, at: usize) -> bool {
        self.json.as_bytes()[at..].trim_ascii_start().first().is_some_and(|byte| matches!(byte, b']' | b'}'))
    }

    fn replace_literal(&mut self, at: usize) -> usize {
        let found = LITERALS.iter().find(|(word, _)| self.json[at..].starts_with(word));
        found.map_or(1, |(word, replacement)| self.replace(at, word.len(), replacement))
    }

    /// Handles an escape sequence: an unpaired surrogate becomes a replacement character, an unknown escape the
    /// character itself.
    fn repair_escape(&mut self, at: usize) -> usize {
        let rest = &self.json.as_bytes()[at + 1..];
        match rest.first() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
            Some(b'u') => match (self.code_unit(at), self.code_unit(at + 6)) {
                (Some(0xd800..0xdc00), Some(0xdc00..0xe000)) => 12,
                (Some(0xd800..0xe000), _) => self.replace(at, 6, "\\ufffd"),
                (Some(_), _) => 6,
                (None, _) => self.replace(at, 2, "\\\\u"),
            },
            Some(_) => self.replace(at, 1, ""),
            None => 1,
        }
    }

    /// The code unit of `\u1234` at this position.
    fn code_unit(&self, at: usize) -> Option<u32> {
        let digits = self.json.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_meant_is_plain() {
        for (written, meant) in [
            (r#"{"a": NaN, "b": [-Infinity, 1,], "c": "NaN, ]"}"#, json!({ "a": null, "b": [null, 1], "c": "NaN, ]" })),
            ("{\"a\": \"one\ntwo\t\"}", json!({ "a": "one\ntwo\t" })),
            (r#"{"a": "\ud83d \ud83d\ude00 \' é"}"#, json!({ "a": "\u{fffd} 😀 ' é" })),
            ("{'a': 1}", Value::Null),
        ] {
            assert_eq!(parse(written).unwrap_or_default(), meant, "{written}");
        }
    }

    fn parts(content: &str) -> Vec<&str> {
        entries(content).into_iter().map(|range| &content[range]).collect()
    }

    #[test]
    fn a_broken_file_is_taken_apart() {
        assert_eq!(parts(r#"[{"a": 1}, {"a": b}, {"a": 3}]"#), [r#"{"a": 1}"#, r#"{"a": b}"#, r#"{"a": 3}"#]);
        assert_eq!(parts(r#"{"n": 2, "l": [{"a": "]}"}, {"a": [{"b": 2}"#), [r#"{"a": "]}"}"#, r#"{"a": [{"b": 2}"#]);
        assert_eq!(parts("{\"a\": 1}\n{\"a\": {\"b\": 2}}\n"), ["{\"a\": 1}", "{\"a\": {\"b\": 2}}"]);
        assert_eq!(parts("[{\"a\": \"x},\n {\"a\": \"y\"}]").last(), Some(&"{\"a\": \"y\"}"));
        assert!(parts("[Updated] The mayor left.").is_empty() && parts(&"[".repeat(100_000)).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn nothing_makes_it_panic(json in "[\\[\\]{}\",:\\\\uNd8a0 \né-]{0,60}") {
            let _ = parse(&json);
            let _ = parts(&json);
            let _ = parts(&format!("[{{{json}"));
        }
    }
}
