//! Parsed text with chains of mentions: the files `polnear-train.conll.gz` (CoreNLP's guesses) and
//! `gum-train.conllu.gz` (made by hand; Zeldes, LREC 2017).

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::span::{CodePoints, Span};
use crate::speakers::Part;

/// A text with its parse.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// Its name.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Its words one by one.
    pub words: Vec<ParsedWord>,
    /// The mentions of all chains.
    pub mentions: Vec<ChainMention>,
}

/// One word of a parse.
#[derive(Clone, Debug)]
pub struct ParsedWord {
    /// Where it stands, in bytes.
    pub span: Span,
    /// The word it hangs on; `None` for the root of its sentence.
    pub head: Option<usize>,
    /// How it hangs there.
    pub relation: String,
    /// Its part of speech, as the Penn Treebank has it.
    pub tag: String,
}

/// A mention of somebody or something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainMention {
    /// All mentions of one thing share a number.
    pub chain: u32,
    /// Its words.
    pub words: Range<usize>,
    /// Its chief word, where the file tells.
    pub head: Option<usize>,
}

impl Parsed {
    /// The words that share a byte with `span`.
    fn words_in(&self, span: Span) -> Range<usize> {
        let start = self.words.partition_point(|word| word.span.end() <= span.start());
        start..self.words.partition_point(|word| word.span.start() < span.end()).max(start)
    }

    /// The chain of the smallest mention whose chief word (or last word) lies in `span`.
    pub fn chain_at(&self, span: Span) -> Option<u32> {
        let words = self.words_in(span);
        let last = words.end.checked_sub(1).filter(|_| !words.is_empty())?;
        let fits = |mention: &&ChainMention| match mention.head {
            Some(head) => words.contains(&head),
            None => mention.words.contains(&last) && mention.words.contains(&words.start),
        };
        self.mentions.iter().filter(fits).min_by_key(|mention| mention.words.len()).map(|mention| mention.chain)
    }

    /// The part that the mention at `span` plays.
    pub fn part_at(&self, span: Span) -> Option<Part> {
        let words = self.words_in(span);
        let outside = |&index: &usize| self.words[index].head.is_none_or(|head| !words.contains(&head));
        let mut word = words.clone().find(outside)?;
        // Apposition and coordination hand the part down from their first member.
        for _ in 0..4 {
            match (self.words[word].relation.as_str(), self.words[word].head) {
                ("conj" | "appos", Some(head)) if !self.is_verb(head) => word = head,
                _ => break,
            }
        }
        Some(self.part(word))
    }

    fn part(&self, word: usize) -> Part {
        let Some(head) = self.words[word].head else { return Part::Other };
        match self.words[word].relation.as_str() {
            "nsubj" | "nsubjpass" | "nsubj:pass" if self.is_main(head) => Part::Subject,
            "nsubj" | "nsubjpass" | "nsubj:pass" | "nsubj:outer" => Part::Subordinate,
            "dobj" | "obj" | "iobj" => Part::Object,
            "nmod:poss" => Part::Possessive,
            "nmod" | "obl" | "obl:agent" | "nmod:agent" if self.is_verb(head) => Part::Oblique,
            "nmod" | "obl" => Part::OfNoun,
            _ => Part::Other,
        }
    }

    /// Whether the clause of `verb` is the main one, or stands beside it.
    fn is_main(&self, verb: usize) -> bool {
        match (self.words[verb].relation.as_str(), self.words[verb].head) {
            (_, None) => true,
            ("conj" | "parataxis", Some(head)) => self.words[head].head.is_none(),
            _ => false,
        }
    }

    fn is_verb(&self, word: usize) -> bool {
        self.words[word].tag.starts_with(['V', 'J'])
    }
}

/// The parses of a file in CoreNLP's columns, over the texts of the articles by id.
pub fn from_columns(file: &str, texts: &FxHashMap<&str, &str>) -> Vec<Parsed> {
    let blocks = file.split("# doc ").skip(1);
    blocks
        .filter_map(|block| {
            let (id, lines) = block.split_once('\n')?;
            Some(columns(id.trim(), texts.get(id.trim())?, lines))
        })
        .collect()
}

fn columns(id: &str, text: &str, lines: &str) -> Parsed {
    let points = CodePoints::new(text);
    let mut parsed = Parsed { id: id.to_owned(), text: text.to_owned(), ..Parsed::default() };
    let mut open: Vec<ChainMention> = Vec::new();
    let mut sentence = 0;
    for line in lines.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [_, start, end, _, _, tag, _, head, relation, chains] = fields[..] else {
            sentence = parsed.words.len();
            continue;
        };
        let number = |field: &str| field.parse::<usize>().unwrap_or(0);
        let index = parsed.words.len();
        parsed.words.push(ParsedWord {
            span: Span::new(points.byte(number(start)), points.byte(number(end))),
            head: number(head).checked_sub(1).map(|head| sentence + head),
            relation: relation.to_owned(),
            tag: tag.to_owned(),
        });
        let marks: Vec<&str> = chains.split('|').filter(|mark| *mark != "_").collect();
        let chain = |mark: &str| mark.trim_matches(['(', '*']).parse::<u32>().unwrap_or(u32::MAX);
        // A mention that is not named again ended with the word before.
        let goes_on =
            |mention: &ChainMention| marks.iter().any(|mark| !mark.starts_with('(') && chain(mark) == mention.chain);
        let (kept, ended): (Vec<_>, Vec<_>) = open.into_iter().partition(goes_on);
        parsed.mentions.extend(ended);
        open = kept;
        for mark in marks {
            if mark.starts_with('(') {
                open.push(ChainMention { chain: chain(mark), words: index..index + 1, head: None });
            }
            if let Some(mention) = open.iter_mut().rev().find(|mention| mention.chain == chain(mark)) {
                mention.words.end = index + 1;
                if mark.ends_with('*') {
                    mention.head = Some(index);
                }
            }
        }
    }
    parsed.mentions.extend(open);
    finished(parsed)
}

/// The parses of a file in CoNLL-U with GUM's `Entity` notes.
pub fn from_gum(file: &str) -> Vec<Parsed> {
    file.split("# newdoc id = ").skip(1).map(gum).collect()
}

fn gum(block: &str) -> Parsed {
    let mut parsed = Parsed { id: block.lines().next().unwrap_or_default().trim().to_owned(), ..Parsed::default() };
    let mut open: Vec<ChainMention> = Vec::new();
    let (mut sentence, mut joined_until) = (0, 0);
    for line in block.lines().skip(1) {
        if line.starts_with("# newpar") && !line.starts_with("# newpar_block") && !parsed.text.is_empty() {
            parsed.text = parsed.text.trim_end().to_owned() + "\n";
        }
        if line.starts_with("# sent_id") {
            sentence = parsed.words.len();
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let [number, form, _, _, tag, _, head, relation, _, notes] = fields[..] else { continue };
        if let Some((_, last)) = number.split_once('-') {
            // "don't" is one word of the text and two of the parse.
            joined_until = last.parse().unwrap_or(0);
            continue;
        }
        let Ok(at) = number.parse::<usize>() else { continue };
        let start = parsed.text.len();
        parsed.text.push_str(form);
        let index = parsed.words.len();
        parsed.words.push(ParsedWord {
            span: Span::new(start, parsed.text.len()),
            head: head.parse::<usize>().ok().and_then(|head| head.checked_sub(1)).map(|head| sentence + head),
            relation: relation.to_owned(),
            tag: tag.to_owned(),
        });
        if at >= joined_until && !notes.contains("SpaceAfter=No") {
            parsed.text.push(' ');
        }
        let entity = notes.split('|').find_map(|note| note.strip_prefix("Entity="));
        bracket(entity.unwrap_or_default(), index, &mut open, &mut parsed.mentions);
        if relation == "root" {
            joined_until = 0;
        }
    }
    finished(parsed)
}

/// `(3-person-new-...(4-place-...)2)`: opens 3, opens and closes 4, closes 2. Only persons are kept.
fn bracket(notes: &str, word: usize, open: &mut Vec<ChainMention>, done: &mut Vec<ChainMention>) {
    let mut rest = notes;
    while !rest.is_empty() {
        let digits = rest.trim_start_matches('(').chars().take_while(char::is_ascii_digit).count();
        if let Some(opened) = rest.strip_prefix('(') {
            let chain = opened[..digits].parse().unwrap_or(u32::MAX);
            open.push(ChainMention { chain, words: word..word + 1, head: None });
            let end = opened.find(['(', ')']).unwrap_or(opened.len());
            rest = &opened[end..];
            if let Some(after) = rest.strip_prefix(')') {
                close(None, word, open, done);
                rest = after;
            }
        } else {
            close(rest[..digits].parse().ok(), word, open, done);
            rest = rest[digits..].strip_prefix(')').unwrap_or("");
        }
    }
}

fn close(chain: Option<u32>, word: usize, open: &mut Vec<ChainMention>, done: &mut Vec<ChainMention>) {
    let at = open.iter().rposition(|mention| chain.is_none_or(|chain| chain == mention.chain));
    if let Some(at) = at {
        let mut mention = open.remove(at);
        mention.words.end = word + 1;
        done.push(mention);
    }
}

/// Heads that lie outside of the text are dropped, so that a damaged file stops nothing.
fn finished(mut parsed: Parsed) -> Parsed {
    let count = parsed.words.len();
    parsed.words.iter_mut().for_each(|word| word.head = word.head.filter(|&head| head < count));
    parsed
}
