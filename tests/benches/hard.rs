//! Hard inputs: time stays proportional to size, however the text is made.
//!
//! `cargo bench --bench hard` extracts each sort of text in two sizes, the second ten times the first, on one thread, and
//! prints what a kilobyte costs in either: the two are alike. With `-- full` it takes one article of 1 and of 10 MB,
//! 10,000 and 100,000 articles of 1 kB, one paragraph of 0.5 and of 5 MB; otherwise a tenth of that. Quotation marks in
//! a row are a thousand and ten thousand always. The shortest of three runs counts, of long ones the only one.

mod corpus;
mod timing;

use std::error::Error;
use std::time::Duration;

use quotedex::{Article, Extractor};
use timing::{peak_memory, timed};

/// Runs of which the shortest counts, as long as they take less than [`LONG`].
const RUNS: usize = 3;
const LONG: Duration = Duration::from_secs(2);

fn main() -> Result<(), Box<dyn Error>> {
    let extractor = Extractor::new()?;
    let part = if std::env::args().any(|argument| argument == "full") { 1 } else { 10 };
    let texts: Vec<String> = corpus::shipped()?.iter().map(|article| article.text().to_owned()).collect();
    let prose = texts.join("\n\n");
    // The model and what is made on first use are no part of it.
    drop(extractor.extract(&Article::new("first", prose.clone())));
    let bench = Bench { extractor };
    println!("{:34}{:>10}{:>10}{:>10}{:>10}{:>8}", "", "kB", "ms/kB", "kB", "ms/kB", "ratio");

    let whole = |bytes: usize| vec![filled(&prose, bytes)];
    bench.line("one article", [1 << 20, 10 << 20].map(|bytes| whole(bytes / part)));
    let small = |many: usize| pieces(&prose, 1024).into_iter().cycle().take(many).collect::<Vec<_>>();
    bench.line("articles of 1 kB", [10_000, 100_000].map(|many| small(many / part)));
    let paragraph = prose.split_whitespace().collect::<Vec<_>>().join(" ");
    bench.line("one paragraph", [1 << 19, 10 << 19].map(|bytes| vec![filled(&paragraph, bytes / part)]));
    let sentence = paragraph.replace(['.', '!', '?', ':', ';', '“', '”', '‘', '’', '"'], ",");
    bench.line("one sentence", [1 << 19, 10 << 19].map(|bytes| vec![filled(&sentence, bytes / part)]));
    for (name, mark) in [("“ in a row", "“"), ("“” in a row", "“”"), ("\" in a row", "\""), ("‘ in a row", "‘")]
    {
        bench.line(name, [1000, 10_000].map(|many| vec![mark.repeat(many)]));
    }
    for (name, words) in
        [("“ before each word", "“word "), ("\" before each word", "\"word "), ("\" around each word", "\"word\" ")]
    {
        bench.line(name, [1000, 10_000].map(|many| vec![words.repeat(many)]));
    }
    println!("\nmemory   {:.0} MB at most", peak_memory().ok_or("not known here")?);
    Ok(())
}

/// The text over and over, so many bytes.
fn filled(text: &str, bytes: usize) -> String {
    let mut filled = format!("{text} ").repeat(bytes / text.len() + 1);
    let end = (0..=bytes).rev().find(|&end| filled.is_char_boundary(end)).unwrap_or(0);
    filled.truncate(end);
    filled
}

/// The text in pieces of so many bytes, about.
fn pieces(text: &str, bytes: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for sentence in text.split_inclusive(". ") {
        if pieces.last().is_some_and(|piece| piece.len() + sentence.len() > bytes) {
            pieces.push(String::new());
        }
        pieces.last_mut().expect("a piece").push_str(sentence);
    }
    pieces
}

struct Bench {
    extractor: Extractor,
}

impl Bench {
    /// What a kilobyte costs in the smaller and in the larger size.
    fn line(&self, name: &str, sizes: [Vec<String>; 2]) {
        let [few, many] = sizes.map(|texts| {
            let kilobytes = texts.iter().map(String::len).sum::<usize>() as f64 / 1000.0;
            (kilobytes, self.shortest(texts).as_secs_f64() * 1000.0 / kilobytes)
        });
        let ratio = many.1 / few.1;
        println!("{name:34}{:>10.0}{:>10.3}{:>10.0}{:>10.3}{ratio:>8.2}", few.0, few.1, many.0, many.1);
    }

    fn shortest(&self, texts: Vec<String>) -> Duration {
        let articles: Vec<Article> = texts.into_iter().map(|text| Article::new("hard", text)).collect();
        let run = || timed(|| articles.iter().for_each(|article| drop(self.extractor.extract(article)))).1;
        let first = run();
        if first > LONG { first } else { (1..RUNS).map(|_| run()).fold(first, Duration::min) }
    }
}
