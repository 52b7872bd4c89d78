//! Languages without a module: quotations are found by their marks alone, and nothing is known of their speakers.
//!
//! Promises direct quotations in order, each with an unknown speaker, no topics, and a confidence that says that nothing
//! speaks for it but marks. Leaves out names and titles in marks (too few words), indirect speech, and marks that do not
//! pair.

use super::language::{Language, TopicNames};
use super::{Attribution, Document, Resolved};
use crate::article::Article;
use crate::quote::{AttributionPattern, AttributionType, Kind, Polarity, Speaker};
use crate::text::QuotedSpan;

/// The confidence in a quotation for which there is no evidence but its marks, and whose speaker is not looked for.
const CONFIDENCE: f32 = 0.1;

/// Fewest words that make a quotation of words in marks; fewer are a name, a title or a word set off.
const MIN_WORDS: usize = 4;

/// Letters that count as a word where no blanks stand between words.
const LETTERS_PER_WORD: usize = 2;

/// The fallback for languages without a module.
pub struct MarksOnly;

impl Language for MarksOnly {
    fn attributions(&self, documents: &[Document]) -> Vec<Vec<Attribution>> {
        documents.iter().map(quotations).collect()
    }

    fn speakers(&self, _documents: &[Document], attributions: &[Vec<Attribution>]) -> Vec<Vec<Resolved>> {
        let unknown =
            Resolved { speaker: Speaker::default(), candidates: Vec::new(), listed: false, confidence: CONFIDENCE };
        attributions.iter().map(|attributions| vec![unknown.clone(); attributions.len()]).collect()
    }

    fn topics(
        &self,
        _articles: &[&Article],
        _documents: &[Document],
        attributions: &[Vec<Attribution>],
        _speakers: &[Vec<Resolved>],
    ) -> Vec<Vec<TopicNames>> {
        attributions.iter().map(|attributions| vec![TopicNames::new(); attributions.len()]).collect()
    }
}

/// The quotations of a document. A mark that a paragraph leaves open must be opened again by the next one.
fn quotations(document: &Document) -> Vec<Attribution> {
    let mut found = Vec::new();
    let mut pieces: Vec<&QuotedSpan> = Vec::new();
    for quoted in document.quoted.iter().filter(|quoted| quoted.depth == 0 && quoted.opened) {
        if !pieces.last().is_some_and(|last| continues(document, last, quoted)) {
            pieces.clear();
        }
        pieces.push(quoted);
        if quoted.closed {
            if is_quotation(document, &pieces) {
                found.push(attribution(&pieces));
            }
            pieces.clear();
        }
    }
    found
}

/// Whether `next` begins the paragraph behind that of `last`.
fn continues(document: &Document, last: &QuotedSpan, next: &QuotedSpan) -> bool {
    let token = document.token_at(next.outer.start());
    let paragraph = document.paragraph_of(token);
    let before = document.paragraph_of(document.token_at(last.outer.start()));
    document.paragraphs[paragraph].start == token && before + 1 == paragraph
}

/// Whether the pieces are enough words, or a sentence of its own: “No.”
fn is_quotation(document: &Document, pieces: &[&QuotedSpan]) -> bool {
    let words: usize = pieces.iter().map(|piece| words(piece.inner.of(document.text))).sum();
    let is_sentence = |piece: &QuotedSpan| {
        let token = document.token_at(piece.outer.start());
        let begins = document.sentences[document.sentence_of(token)].start == token;
        begins && piece.inner.of(document.text).trim_end().ends_with(['.', '!', '?', '。', '！', '？'])
    };
    words >= MIN_WORDS || words > 0 && pieces.iter().all(|piece| is_sentence(piece))
}

/// The number of words: between blanks, or by their letters in scripts that are written without any.
fn words(text: &str) -> usize {
    let is_word = |word: &&str| word.contains(|c: char| c.is_alphanumeric());
    let letters = text.chars().filter(|&c| needs_no_blanks(c)).count();
    text.split_whitespace().filter(is_word).count().max(letters.div_ceil(LETTERS_PER_WORD))
}

/// Thai, Lao, Burmese, Khmer, Japanese and Chinese letters.
fn needs_no_blanks(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}')
}

fn attribution(pieces: &[&QuotedSpan]) -> Attribution {
    Attribution {
        content: pieces.iter().map(|piece| piece.outer).collect(),
        source: None,
        cue: None,
        kind: Kind::Direct,
        report: AttributionType::Statement,
        polarity: Polarity::Affirmed,
        ground: None,
        found: AttributionPattern::OtherLanguage,
        confidence: CONFIDENCE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let document = Document::new(text);
        let join = |attribution: Attribution| {
            let pieces: Vec<&str> = attribution.content.iter().map(|piece| piece.of(text)).collect();
            pieces.join(" ")
        };
        quotations(&document).into_iter().map(join).collect()
    }

    #[test]
    fn quotations_are_found_by_their_marks() {
        let cases: &[(&str, &[&str])] = &[
            ("„Wir haben alles geprüft“, sagte Lind. Der „Spiegel“ fehlte.", &["„Wir haben alles geprüft“"]),
            ("»Wir haben alles geprüft«, sagte Lind.", &["»Wir haben alles geprüft«"]),
            ("« Nous avons tout étudié », a dit Lind.", &["« Nous avons tout étudié »"]),
            ("”Vi har prövat alla sätt”, sade Lind.", &["”Vi har prövat alla sätt”"]),
            ("„Nie!“ Er ging. Dann ein „Nie!“ mehr.", &["„Nie!“"]),
            ("議長は「開けておく方法をすべて検討しました」と述べた。", &["「開けておく方法をすべて検討しました」"]),
            ("他说：“我们已经研究了所有办法。”", &["“我们已经研究了所有办法。”"]),
            (
                "„Wir gehen jetzt heim.\n„Morgen kommen wir wieder“, sagte sie.",
                &["„Wir gehen jetzt heim. „Morgen kommen wir wieder“"],
            ),
            ("„Wir gehen jetzt heim und bleiben.\nDas war alles, was es gab.", &[]),
            ("Lind sagte, man habe alles geprüft.", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(&found(text), expected, "{text}");
        }
    }
}
