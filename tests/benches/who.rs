//! How often `who` answers rightly, on phrases cut from the quotations of labelled articles.
//!
//! `QUOTEDEX_BENCH_CORPUS=train.jsonl:dev.jsonl cargo bench --bench who` names the labelled articles (unpacked, as `quotedex
//! eval` takes them; several files as in `PATH`). Their quotes are made from the labels, not extracted, and put into a
//! new index. Then a thousand phrases of each sort are asked, the same in every run; `--misses` behind `--` prints those
//! that were answered wrongly. `QUOTEDEX_BENCH_NOBODY` may name a file of further sentences, one a line, that nobody said.

mod corpus;
mod timing;

use std::error::Error;
use std::time::Instant;

use corpus::{Labelled, Random, labelled, words};
use quotedex::query::{DiscrepancyKind, Filters, Match, Verdict, WhoAnswer};
use quotedex::{Index, Kind, Update};
use timing::{Times, milliseconds, timed};

/// Phrases of each sort.
const PHRASES: usize = 1000;
/// Words of a phrase: as many as are half remembered.
const SHORT: [usize; 2] = [4, 8];
/// Words of a longer one.
const LONG: [usize; 2] = [9, 15];
/// Sentences that nobody said.
const NOBODY: &str = include_str!("nobody.txt");

/// A phrase and the words it was cut from.
struct Phrase {
    asked: String,
    /// The words before they were changed; nothing when nobody said them.
    said: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Some(articles) = labelled()? else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    let begun = Instant::now();
    write(folder.path(), &articles)?;
    let index = Index::open(folder.path())?;
    let stats = index.stats()?;
    println!("{} articles, {} quotes, indexed in {:.1} s", stats.articles, stats.quotes, begun.elapsed().as_secs_f32());
    println!("{:44}{:>7}  {:>9}{:>9}", "", "right", "median", "worst");
    let bench = Bench { index: &index, misses: std::env::args().any(|argument| argument == "--misses") };
    let marked = said(&articles, |kind| kind != Kind::Indirect);
    let reported = said(&articles, |kind| kind == Kind::Indirect);
    let every: Vec<&str> = marked.iter().flat_map(|text| words(text).into_iter().map(|word| &text[word])).collect();
    bench.found("(a) 4 to 8 words", &draw(&marked, SHORT, same), true);
    bench.found("    in indirect speech", &draw(&reported, SHORT, same), true);
    bench.found("(b) case, marks, apostrophes changed", &draw(&marked, SHORT, disguised), true);
    let worn = |random: &mut Random, text: &str| worn(random, text, &every);
    bench.found("(c) one word in five dropped or replaced", &draw(&marked, SHORT, worn), false);
    bench.found("    9 to 15 words", &draw(&marked, LONG, worn), false);
    bench.found("    in indirect speech", &draw(&reported, SHORT, worn), false);
    let numbered: Vec<String> = marked.iter().chain(&reported).filter(|text| has_number(text)).cloned().collect();
    bench.misremembered("    9 to 15 words, one number changed", &draw_numbered(&numbered));
    bench.not_said("(d) in reporters' text alone", &reporters(&articles));
    let nobody = NOBODY.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let nobody: Vec<Phrase> = nobody.map(|line| Phrase { asked: line.to_owned(), said: String::new() }).collect();
    bench.not_said(&format!("(e) {} sentences that nobody said", nobody.len()), &nobody);
    if let Some(path) = std::env::var_os("QUOTEDEX_BENCH_NOBODY") {
        let more = std::fs::read_to_string(path)?;
        let more: Vec<Phrase> =
            more.lines().map(|line| Phrase { asked: line.to_owned(), said: String::new() }).collect();
        bench.not_said(&format!("    {} sentences of another file", more.len()), &more);
    }
    Ok(())
}

fn write(folder: &std::path::Path, articles: &[Labelled]) -> Result<(), Box<dyn Error>> {
    let mut update = Update::begin(folder)?;
    for (article, quotes) in articles {
        update.put(article, quotes)?;
    }
    Ok(update.finish()?)
}

struct Bench<'i> {
    index: &'i Index,
    misses: bool,
}

impl Bench<'_> {
    /// Share of phrases whose first match is a quotation in which the words as they were said stand; when `exact` is
    /// not asked for, the answer must be `close` (or, of what was dropped at an edge, still `verbatim`).
    fn found(&self, name: &str, phrases: &[Phrase], exact: bool) {
        let right = |phrase: &Phrase, answer: &WhoAnswer| {
            let first = answer.matches.first();
            first.is_some_and(|first| holds(first, &phrase.said))
                && (exact || matches!(answer.verdict, Verdict::Close | Verdict::Verbatim | Verdict::Reported))
        };
        self.ask(name, phrases, right);
    }

    /// Share of phrases that were called nobody's.
    fn not_said(&self, name: &str, phrases: &[Phrase]) {
        self.ask(name, phrases, |_, answer| !matches!(answer.verdict, Verdict::Verbatim | Verdict::Close));
    }

    /// Share of phrases with another number for which the quotation is offered, as an answer or as what comes nearest;
    /// and of these, for how many the number is called out.
    fn misremembered(&self, name: &str, phrases: &[Phrase]) {
        let offered =
            |phrase: &Phrase, answer: &WhoAnswer| -> Option<bool> {
                let all = answer.matches.iter().chain(&answer.nearest);
                let mut those = all.filter(|found| holds(found, &phrase.said)).peekable();
                those.peek()?;
                Some(those.any(|found| {
                    found.discrepancies.iter().any(|discrepancy| discrepancy.kind == DiscrepancyKind::Number)
                }))
            };
        let (mut called_out, mut found) = (0, 0);
        for phrase in phrases {
            let answer = self.index.who_or_nearest(&phrase.asked, &Filters::default(), 5).expect("an answer");
            let offered = offered(phrase, &answer);
            found += usize::from(offered.is_some());
            called_out += usize::from(offered == Some(true));
        }
        println!("{name:44}{:>6.1} %", 100.0 * found as f64 / phrases.len().max(1) as f64);
        println!("{:44}{:>6.1} %", "      the number called out", 100.0 * called_out as f64 / found.max(1) as f64);
    }

    fn ask(&self, name: &str, phrases: &[Phrase], right: impl Fn(&Phrase, &WhoAnswer) -> bool) {
        let (mut times, mut count) = (Vec::new(), 0);
        for phrase in phrases {
            let (answer, time) = timed(|| self.index.who(&phrase.asked, &Filters::default(), 5).expect("an answer"));
            times.push(time);
            let is_right = right(phrase, &answer);
            count += usize::from(is_right);
            if self.misses && !is_right {
                let first = answer.matches.first();
                let (similarity, text) = first.map_or((0.0, ""), |first| (first.similarity, &first.hit.quote.text));
                println!(
                    "    asked {}\n    said  {}\n    {:?} {similarity:.2} {text}\n",
                    phrase.asked, phrase.said, answer.verdict
                );
            }
        }
        let share = 100.0 * count as f64 / phrases.len().max(1) as f64;
        let worst = times.iter().copied().max().unwrap_or_default();
        let [median, worst] = [Times::of(times).median, worst].map(|time| milliseconds(time, 2));
        println!("{name:44}{share:>6.1} %  {median:>9}{worst:>9}");
    }
}

/// Whether the words stand in the quotation, whatever the case and the marks.
fn holds(found: &Match, said: &str) -> bool {
    let plain = |text: &str| {
        format!(" {} ", words(text).into_iter().map(|word| bare(&text[word])).collect::<Vec<_>>().join(" "))
    };
    plain(&found.hit.quote.text).contains(&plain(said))
}

fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// The stretches of quotes to cut phrases from: of a mixed one what stands in marks.
fn said(articles: &[Labelled], wanted: impl Fn(Kind) -> bool) -> Vec<String> {
    let quotes = articles.iter().flat_map(|(_, quotes)| quotes).filter(|quote| wanted(quote.kind));
    let stretches = quotes.flat_map(|quote| match quote.kind {
        Kind::Mixed => quote.text.split(['“', '”', '"']).skip(1).step_by(2).map(str::to_owned).collect(),
        _ => vec![quote.text.clone()],
    });
    stretches.filter(|text| words(text).len() > SHORT[0]).collect()
}

/// Phrases of so many words, each made something else of.
fn draw(from: &[String], length: [usize; 2], change: impl Fn(&mut Random, &str) -> String) -> Vec<Phrase> {
    let mut random = Random(7);
    let long_enough: Vec<&String> = from.iter().filter(|text| words(text).len() > length[0]).collect();
    let mut phrases = Vec::new();
    while phrases.len() < PHRASES && !long_enough.is_empty() {
        let text = random.one(&long_enough).as_str();
        let all = words(text);
        let count = (length[0] + random.below(length[1] - length[0] + 1)).min(all.len());
        let first = random.below(all.len() - count + 1);
        let said = text[all[first].start..all[first + count - 1].end].to_owned();
        phrases.push(Phrase { asked: change(&mut random, &said), said });
    }
    phrases
}

fn same(_: &mut Random, text: &str) -> String {
    text.to_owned()
}

/// The same words with other marks and other letters.
fn disguised(random: &mut Random, text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| {
            if c == '’' {
                '\''
            } else if c == '\'' {
                '’'
            } else {
                c
            }
        })
        .collect();
    match random.below(4) {
        0 => format!("“{}!”", text.to_uppercase()),
        1 => format!("\"{}...\"", text.to_lowercase()),
        2 => text.replace([',', '.', ';', '“', '”', '"'], " "),
        _ => format!("‘{}’", text.to_uppercase().replace('’', "'")),
    }
}

/// One word in five (at least one) dropped or replaced by another that was said somewhere.
fn worn(random: &mut Random, text: &str, every: &[&str]) -> String {
    let mut left: Vec<&str> = words(text).into_iter().map(|word| &text[word]).collect();
    let mut changes: Vec<usize> = (0..left.len()).collect();
    let wanted = (left.len() as f64 / 5.0).round().max(1.0) as usize;
    while changes.len() > wanted {
        changes.swap_remove(random.below(changes.len()));
    }
    for at in changes {
        left[at] = if random.below(2) == 0 { "" } else { *random.one(every) };
    }
    left.retain(|word| !word.is_empty());
    left.join(" ")
}

/// The first whole number of two digits or more: `42`, `30,000`; no fraction, no part of a word.
fn number_in(text: &str) -> Option<std::ops::Range<usize>> {
    let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | ':' | '/' | '-' | '’' | '\'');
    let mut start = 0;
    for token in text.split(|c: char| !part(c)) {
        let bare = token.trim_end_matches(['.', ',', ':', '-', '’', '\'']);
        let whole = bare.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
        if whole && bare.starts_with(|c: char| c.is_ascii_digit()) && bare.len() > 1 {
            return Some(start..start + bare.len());
        }
        start += token.len() + text[start + token.len()..].chars().next().map_or(0, char::len_utf8);
    }
    None
}

fn has_number(text: &str) -> bool {
    number_in(text).is_some() && words(text).len() >= LONG[0]
}

/// Phrases of nine words and more around a number, with another number for it.
fn draw_numbered(from: &[String]) -> Vec<Phrase> {
    let mut random = Random(13);
    let mut phrases = Vec::new();
    for _ in 0..PHRASES * 4 {
        if phrases.len() == PHRASES || from.is_empty() {
            break;
        }
        let text = from[random.below(from.len())].as_str();
        let all = words(text);
        let count = (LONG[0] + random.below(LONG[1] - LONG[0] + 1)).min(all.len());
        let first = random.below(all.len() - count + 1);
        let said = text[all[first].start..all[first + count - 1].end].to_owned();
        let Some(number) = number_in(&said) else { continue };
        let digits: String = said[number.clone()].chars().filter(char::is_ascii_digit).collect();
        let Ok(value) = digits.parse::<u64>() else { continue };
        let other = value + 1 + random.below(value.min(1000) as usize + 7) as u64;
        let asked = format!("{}{other}{}", &said[..number.start], &said[number.end..]);
        phrases.push(Phrase { asked, said });
    }
    phrases
}

/// Eight words running from sentences that touch no content, source or cue, and stand in no quote.
fn reporters(articles: &[Labelled]) -> Vec<Phrase> {
    let quoted: String =
        articles.iter().flat_map(|(_, quotes)| quotes).map(|quote| quote.text.clone() + " | ").collect();
    let mut found = Vec::new();
    for (article, quotes) in articles {
        let text = article.text();
        let mut start = 0;
        for sentence in text.split_inclusive(['.', '!', '?', '\n']) {
            let span = quotedex::Span::new(start, start + sentence.len());
            start += sentence.len();
            let all = words(sentence);
            let touched = |quote: &quotedex::Quote| {
                [&quote.content, &quote.source, &quote.cue].into_iter().flatten().any(|other| other.overlaps(span))
            };
            if all.len() >= 8 && !quotes.iter().any(touched) {
                let asked = sentence[all[0].start..all[7].end].to_owned();
                found.extend((!quoted.contains(&asked)).then_some(Phrase { asked, said: String::new() }));
            }
        }
    }
    let mut random = Random(11);
    while found.len() > PHRASES {
        found.swap_remove(random.below(found.len()));
    }
    found
}
