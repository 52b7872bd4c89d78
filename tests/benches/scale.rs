//! How fast a large index answers, and how large it is.
//!
//! `QUOTEDEX_BENCH_CORPUS=train.jsonl:dev.jsonl cargo bench --bench scale` makes a million quotes of the labelled articles, over
//! and over: each time two names in three are others and one word in eight, so that words are as frequent as in news and
//! hardly any quote is there twice. Without a corpus the sample articles serve instead. Then 200 questions, half of them
//! `who` and half `search`, frequent words among them, are asked of the program, one process each; and once more within
//! one process, three times, of which the shortest counts.
//!
//! Behind `--`: `--within` leaves the processes out, `--worst` names the slowest questions, a number makes so many quotes.
//! `QUOTEDEX_BENCH_INDEX=DIR` keeps the index there, or takes the one that is.

mod corpus;
mod questions;
mod timing;
mod varied;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use corpus::{Labelled, Random, labelled, sample, words};
use questions::{EACH, Question, questions};
use quotedex::query::{Filters, Search};
use quotedex::{Index, Kind, Quote, Update};
use timing::{Times, milliseconds, peak_memory, timed};
use varied::{Vary, Vocabulary};

/// Quotes, unless another number is given.
const QUOTES: usize = 1_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let wanted = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(QUOTES);
    let articles = match labelled()? {
        Some(articles) => articles,
        None => sample()?,
    };
    let kept = std::env::var_os("QUOTEDEX_BENCH_INDEX").map(PathBuf::from);
    let passing = tempfile::tempdir()?;
    let folder = kept.unwrap_or_else(|| passing.path().to_owned());
    if Index::open(&folder).is_err() {
        let begun = Instant::now();
        write(&folder, &articles, wanted)?;
        let memory = peak_memory().ok_or("memory is not known here")?;
        println!("written in {:.0} s, {memory:.0} MB of memory at most", begun.elapsed().as_secs_f32());
    }
    size(&folder, &articles)?;
    let questions = questions(&articles);
    println!("{:44}{:>10}{:>10}", "", "median", "worst");
    if !std::env::args().any(|argument| argument == "--within") {
        one_shot(&folder, &questions);
        verify(&folder, &articles)?;
    }
    within(&folder, &questions)?;
    Ok(())
}

/// Puts varied articles into the index until there are enough quotes.
fn write(folder: &Path, articles: &[Labelled], wanted: usize) -> Result<(), Box<dyn Error>> {
    let vary = Vary::NamesAndWords(Vocabulary::of(articles.iter().map(|(article, _)| article.text())));
    let mut update = Update::begin(folder)?;
    let (mut quotes, mut round) = (0, 0);
    while quotes < wanted {
        for (at, (article, found)) in articles.iter().enumerate() {
            let mut random = Random((round * articles.len() + at) as u64);
            let (article, found) = vary.quoted(article, found, round, &mut random);
            quotes += found.len();
            update.put(&article, &found)?;
            if quotes >= wanted {
                break;
            }
        }
        round += 1;
    }
    Ok(update.finish()?)
}

fn size(folder: &Path, articles: &[Labelled]) -> Result<(), Box<dyn Error>> {
    let index = Index::open(folder)?;
    let stats = index.stats()?;
    let of_corpus: usize = articles.iter().map(|(article, _)| article.text().len()).sum();
    let text = of_corpus as f64 / articles.len() as f64 * stats.articles as f64;
    let a_quote = |bytes: f64| bytes / stats.quotes as f64;
    let bytes = stats.bytes as f64;
    println!(
        "{} articles, {} quotes, {} speakers, {:.0} MB",
        stats.articles,
        stats.quotes,
        stats.speakers,
        bytes / 1e6
    );
    println!(
        "bytes a quote: {:.0} in all, {:.0} of article text, {:.0} beyond",
        a_quote(bytes),
        a_quote(text),
        a_quote(bytes - text)
    );
    for (kind, bytes) in by_extension(folder) {
        println!("  .{kind:10}{:>6.0}", a_quote(bytes as f64));
    }
    Ok(())
}

/// Bytes of the engine's files by what they hold.
fn by_extension(folder: &Path) -> std::collections::BTreeMap<String, u64> {
    let mut found = std::collections::BTreeMap::new();
    let data = std::fs::read_dir(folder).into_iter().flatten().flatten().filter(|entry| entry.path().is_dir());
    for entry in data.flat_map(|data| std::fs::read_dir(data.path()).into_iter().flatten().flatten()) {
        let kind = entry.path().extension().map(|kind| kind.to_string_lossy().into_owned()).unwrap_or_default();
        *found.entry(kind).or_default() += entry.metadata().map_or(0, |meta| meta.len());
    }
    found
}

/// One process a question.
fn one_shot(folder: &Path, questions: &[Question]) {
    let ask = |question: &Question| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quotedex"));
        let quiet = command.arg("--index").arg(folder).args(question).stdout(Stdio::null()).stderr(Stdio::null());
        drop(quiet.status());
    };
    report("one process each", questions, 1, ask);
}

/// A draft with a hundred quotations, checked by the program.
fn verify(folder: &Path, articles: &[Labelled]) -> Result<(), Box<dyn Error>> {
    let mut random = Random(5);
    let quotes: Vec<&Quote> =
        articles.iter().flat_map(|(_, quotes)| quotes).filter(|quote| is_checkable(quote)).collect();
    let paragraphs = (0..EACH).map(|_| {
        let quote = random.one(&quotes);
        format!(
            "“{}” {} said.",
            quote.text.replace(['“', '”', '\n'], " "),
            quote.speaker.name.as_deref().unwrap_or("She")
        )
    });
    let draft = tempfile::Builder::new().suffix(".txt").tempfile()?;
    std::fs::write(draft.path(), paragraphs.collect::<Vec<_>>().join("\n\n"))?;
    let check = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_quotedex"));
        let verify = command.arg("--index").arg(folder).args(["verify", "--quiet"]).arg(draft.path());
        let begun = Instant::now();
        drop(verify.stdout(Stdio::null()).stderr(Stdio::null()).status());
        begun.elapsed()
    };
    let best = (0..3).map(|_| check()).min().unwrap_or_default();
    println!("verify a draft with {EACH} quotations, one process{:>16}", milliseconds(best, 0));
    Ok(())
}

/// Words in marks of a named speaker.
fn is_checkable(quote: &Quote) -> bool {
    quote.kind == Kind::Direct && quote.speaker.name.is_some() && words(&quote.text).len() > 5
}

/// All in this process.
fn within(folder: &Path, questions: &[Question]) -> Result<(), Box<dyn Error>> {
    let index = Index::open(folder)?;
    report("within one process", questions, 3, |question| {
        if question[0] == "who" {
            drop(index.who(&question[1], &Filters::default(), 5));
        } else {
            drop(index.search(&Search { query: question[2].clone(), ..Search::default() }));
        }
    });
    Ok(())
}

/// Each question is asked so many times, and the shortest time counts: other work on the machine is no part of it.
fn report(name: &str, questions: &[Question], times: usize, ask: impl Fn(&Question)) {
    ask(&questions[0]);
    let best = |question: &Question| (0..times).map(|_| timed(|| ask(question)).1).min().unwrap_or_default();
    let mut times: Vec<(Duration, &Question)> = questions.iter().map(|question| (best(question), question)).collect();
    for command in ["who", "search"] {
        let of_command = times.iter().filter(|(_, question)| question[0] == command).map(|(time, _)| *time).collect();
        line(&format!("{name}: {command}"), of_command);
    }
    line(&format!("{name}: all"), times.iter().map(|(time, _)| *time).collect());
    times.sort_unstable_by_key(|(time, _)| std::cmp::Reverse(*time));
    if std::env::args().any(|argument| argument == "--worst") {
        for (time, question) in times.iter().take(12) {
            println!("    {:>12}  {}", milliseconds(*time, 2), question.join(" "));
        }
    }
}

fn line(name: &str, times: Vec<Duration>) {
    let worst = times.iter().copied().max().unwrap_or_default();
    let median = Times::of(times).median;
    println!("{name:44}{:>10}{:>10}", milliseconds(median, 2), milliseconds(worst, 2));
}
