//! New inputs from seeds: bytes changed, pieces doubled, moved, cut and joined, and words put in that formats hang on.
//! The same seed gives the same inputs.

/// The longest input, in bytes: time that grows with the square of the length shows here.
const LONGEST: usize = 128 << 10;

/// Words on which formats turn.
const WORDS: [&str; 72] = [
    "\"",
    "'",
    "“",
    "”",
    "‘",
    "’",
    "«",
    "—",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    "\0",
    "\u{b}",
    "\u{1b}[31m",
    "\u{feff}",
    "\u{202e}",
    "\u{2028}",
    "é",
    "😀",
    ",",
    ";",
    ":",
    "=",
    "|",
    "{",
    "}",
    "[",
    "]",
    "[[[[[[[[",
    "<",
    ">",
    "</",
    "/>",
    "<p>",
    "</p>",
    "<b>",
    "<br>",
    "<div>",
    "<table><td>",
    "<script>",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?xml version=\"1.0\" encoding=\"utf-16\"?>",
    "<!DOCTYPE a [<!ENTITY b \"c\">]>",
    "&amp;",
    "&b;",
    "&#x110000;",
    "&#0;",
    "&",
    "\\u0000",
    "\\ud800",
    "null",
    "-1e999",
    "---\n",
    "+++\n",
    "> ",
    "* ",
    "1. ",
    "![",
    "](",
    "`",
    "WARC/1.0\r\n",
    "Content-Length: 99999999999\r\n",
    "Transfer-Encoding: chunked\r\n",
    " said Ann Smith. ",
    "“No,” he said. ",
    "according to ",
    "text,title\n",
];

pub struct Mutator {
    seeds: Vec<Vec<u8>>,
    state: u64,
}

impl Mutator {
    pub fn new(seeds: Vec<Vec<u8>>, seed: u64) -> Self {
        Self { seeds, state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) }
    }

    /// The next input: a seed, changed a few times.
    pub fn next(&mut self) -> Vec<u8> {
        let seed = self.below(self.seeds.len());
        let mut bytes = self.seeds[seed].clone();
        for _ in 0..=self.below(8) {
            self.change(&mut bytes);
            bytes.truncate(LONGEST);
        }
        bytes
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        let at = self.below(bytes.len() + 1);
        match self.below(9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
            1 if at < bytes.len() => bytes[at] = self.below(256) as u8,
            2 => bytes.truncate(at),
            3 => drop(self.piece(bytes, at)),
            4 => {
                let piece = self.piece(bytes, at);
                let to = self.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            5 => {
                let other = self.below(self.seeds.len());
                let mut other = self.seeds[other].clone();
                let from = self.below(other.len() + 1);
                let piece = self.piece(&mut other, from);
                bytes.splice(at..at, piece);
            }
            6 => {
                // Mostly a few times, now and then as often as there is room for.
                let word = WORDS[self.below(WORDS.len())].as_bytes();
                let most = if self.below(16) == 0 { LONGEST / word.len() } else { 8 };
                let times = 1 + self.below(most);
                bytes.splice(at..at, word.repeat(times));
            }
            7 => {
                let end = (at + 1 + self.below(64)).min(bytes.len());
                let piece = bytes[at.min(end)..end].to_vec();
                let most = if self.below(16) == 0 { LONGEST / piece.len().max(1) } else { 8 };
                let times = 1 + self.below(most);
                bytes.splice(at..at, piece.repeat(times));
            }
            _ => {
                let word = WORDS[self.below(WORDS.len())].as_bytes();
                bytes.splice(at..at, word.iter().copied());
            }
        }
    }

    /// Takes a piece out.
    fn piece(&mut self, bytes: &mut Vec<u8>, at: usize) -> Vec<u8> {
        let at = at.min(bytes.len());
        let end = at + self.below((bytes.len() - at).min(256) + 1);
        bytes.splice(at..end, []).collect()
    }

    /// A number below `end` (splitmix64).
    fn below(&mut self, end: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end.max(1) as u64) as usize
    }
}
