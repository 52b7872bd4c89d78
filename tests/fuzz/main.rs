//! Throws mutated input at every reader and at the extractor, for as long as it is told to: see `run.sh` and README.md.
//!
//! Nothing here runs under plain `cargo test`. What must hold of every input: no panic; spans that are slices of the
//! text; ids without control characters; and never more than two seconds of work.

mod mutate;

use std::any::Any;
use std::fs;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use mutate::Mutator;
use quotedex::read::{Input, Options, articles};
use quotedex::{Article, Extractor, Quote};

/// The readers, each with a name that it is called by and the seeds it begins with.
const TARGETS: [(&str, &str, &[&str]); 21] = [
    ("text", "f.txt", &["plain.txt", "stated.txt", "wrapped.txt"]),
    ("markdown", "f.md", &["article.md", "stated.txt"]),
    ("json", "f.json", &["record.json", "several.json", "answer.json"]),
    ("json lines", "f.jsonl", &["lines.jsonl", "record.json"]),
    ("csv", "f.csv", &["table.csv", "semicolons.csv"]),
    ("tsv", "f.tsv", &["table.tsv"]),
    ("feed", "f.rss", &["feed.rss", "feed.atom", "old.rss", "json.feed", "export.xml"]),
    ("nitf", "f.nitf", &["story.nitf"]),
    ("newsml", "f.xml", &["item.xml", "story.nitf"]),
    ("html", "f.html", &["page.html"]),
    ("warc", "f.warc", &["archive.warc"]),
    ("arc", "f.arc", &["old.arc"]),
    ("exports", "f.txt", &["nexis.txt", "nexisuni.txt", "factiva.txt", "proquest.txt"]),
    ("docx", "f.docx", &["document.xml"]),
    ("rtf", "f.rtf", &["letter.rtf"]),
    ("pdf", "f.pdf", &["page.pdf"]),
    ("mail", "f.eml", &["news.eml", "saved.mhtml"]),
    ("mailbox", "f.mbox", &["box.mbox"]),
    ("gzip", "f.gz", &["plain.txt", "lines.jsonl", "archive.warc"]),
    ("zstd", "f.zst", &["plain.txt", "lines.jsonl"]),
    (
        "told by content",
        "f",
        &["plain.txt", "table.csv", "feed.atom", "item.xml", "page.html", "record.json", "json.feed"],
    ),
];

/// Longer than this, one input is a finding.
const SLOW: Duration = Duration::from_secs(2);

/// The longest text that is extracted, in bytes: a word costs a quarter of a millisecond without full optimisation, so
/// that more of the shortest words there are would be slow for an honest reason.
const LONGEST_TEXT: usize = 4 << 10;

/// Findings of one target that are kept; more of them say nothing new.
const MOST: usize = 20;

fn main() {
    let number =
        |name: &str, otherwise: u64| std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise);
    let (seconds, seed) = (number("FUZZ_SECONDS", 30), number("FUZZ_SEED", 1));
    let wanted = std::env::var("FUZZ_TARGET").ok();
    let is_wanted = |name: &str| wanted.as_deref().is_none_or(|wanted| wanted == name);
    let names: Vec<&str> =
        TARGETS.iter().map(|(name, ..)| *name).chain(["extract"]).filter(|name| is_wanted(name)).collect();
    let share = Duration::from_secs(seconds) / u32::try_from(names.len().max(1)).expect("few targets");
    let extractor = Extractor::new().expect("the shipped weights");
    // What panics is told in the table, with the input kept.
    std::panic::set_hook(Box::new(|_| {}));
    println!("{seconds} s, seed {seed}\n{:16}{:>12}{:>12}{:>10}", "target", "executions", "slowest", "findings");
    let (mut executions, mut findings) = (0, 0);
    for name in &names {
        let run = match TARGETS.iter().find(|(target, ..)| target == name) {
            // What is within a package is mutated: of the package itself, its checksums would refuse nearly everything.
            Some((_, file, seeds)) if *name == "docx" => {
                Run::new(name, seeds, seed).go(share, |bytes| read(&extractor, file, &package(bytes)))
            }
            Some((_, file, seeds)) => Run::new(name, seeds, seed).go(share, |bytes| read(&extractor, file, bytes)),
            None => Run::new(name, &["plain.txt", "stated.txt"], seed).go(share, |bytes| extract(&extractor, bytes)),
        };
        println!("{name:16}{:>12}{:>10} ms{:>10}", run.executions, run.slowest.as_millis(), run.findings);
        executions += run.executions;
        findings += run.findings;
    }
    println!("{:16}{executions:>12}{:>12}{findings:>10}", format!("all {}", names.len()), "");
    std::process::exit(i32::from(findings > 0));
}

/// One target, and what came of it so far.
struct Run {
    name: String,
    mutator: Mutator,
    executions: u64,
    slowest: Duration,
    findings: usize,
}

impl Run {
    fn new(name: &str, seeds: &[&str], seed: u64) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
        let read = |file: &&str| fs::read(folder.join(file)).expect("a seed");
        let packed = |bytes: Vec<u8>| match name {
            "gzip" => gzip(&bytes),
            "zstd" => zstd::encode_all(&bytes[..], 3).expect("packed"),
            _ => bytes,
        };
        let seeds: Vec<Vec<u8>> = seeds.iter().map(read).map(packed).collect();
        let mutator = Mutator::new(seeds, seed);
        Self { name: name.to_owned(), mutator, executions: 0, slowest: Duration::ZERO, findings: 0 }
    }

    fn go(mut self, time: Duration, run: impl Fn(&[u8]) -> Result<(), String>) -> Self {
        let begun = Instant::now();
        while begun.elapsed() < time && self.findings < MOST {
            let input = self.mutator.next();
            // Should the process itself die, the input is still there.
            self.keep("last", &input);
            let start = worked();
            let result = catch_unwind(AssertUnwindSafe(|| run(&input))).unwrap_or_else(|panic| Err(said(&*panic)));
            let taken = worked().saturating_sub(start);
            self.executions += 1;
            self.slowest = self.slowest.max(taken);
            let result = result.and(if taken > SLOW { Err(format!("{} ms", taken.as_millis())) } else { Ok(()) });
            if let Err(what) = result {
                self.findings += 1;
                let path = self.keep(&self.findings.to_string(), &input);
                println!("  {}: {what} ({} bytes: {})", self.name, input.len(), path.display());
            }
        }
        self
    }

    fn keep(&self, what: &str, input: &[u8]) -> PathBuf {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/fuzz");
        let path = folder.join(format!("{}-{what}.bin", self.name.replace(' ', "-")));
        let written = fs::create_dir_all(&folder).and_then(|()| fs::write(&path, input));
        written.expect("a place for inputs");
        path
    }
}

/// How long this thread has worked: others on the machine do not count. Where that is not known, the time of day.
fn worked() -> Duration {
    let nanoseconds = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = nanoseconds.and_then(|stat| stat.split_whitespace().next()?.parse().ok());
    let now = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    nanoseconds.map_or_else(now, Duration::from_nanos)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(bytes).and_then(|()| packer.finish()).expect("packed")
}

/// A document whose main part is `bytes`, as they are.
fn package(bytes: &[u8]) -> Vec<u8> {
    let mut writer = zip::write::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file("word/document.xml", stored).and_then(|()| Ok(writer.write_all(bytes)?)).expect("a part");
    writer.finish().expect("a package").into_inner()
}

fn said(panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<String>().cloned();
    let words = words.or_else(|| panic.downcast_ref::<&str>().map(|&words| words.to_owned()));
    format!("panic: {}", words.unwrap_or_default())
}

/// Reads the input as a file called `name`; now and then also extracts.
fn read(extractor: &Extractor, name: &str, bytes: &[u8]) -> Result<(), String> {
    let mut to_extract = if bytes.len() % 8 == 0 { 2 } else { 0 };
    // A tenth of what is allowed for real: hostile input is short, and what it unpacks to need not be long.
    let options = Options { max_bytes: 6 << 20, ..Options::default() };
    for article in articles(vec![Input::stream(name, std::io::Cursor::new(bytes.to_vec()))], options.clone()) {
        match article {
            Ok(article) => {
                if article.id.is_empty() || article.id.contains(char::is_control) {
                    return Err(format!("id {:?}", article.id));
                }
                if to_extract > 0 && article.text().len() < LONGEST_TEXT {
                    to_extract -= 1;
                    sound(&article, &extractor.extract(&article))?;
                }
            }
            Err(error) => {
                let (what, cure) = (error.to_string(), error.hint());
                if what.is_empty() || cure.is_some_and(|cure| cure.contains('\n')) {
                    return Err(format!("an error that says nothing: {error:?}"));
                }
            }
        }
    }
    options.warnings.take();
    Ok(())
}

fn extract(extractor: &Extractor, bytes: &[u8]) -> Result<(), String> {
    let article = Article::new("f", String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST_TEXT)]));
    sound(&article, &extractor.extract(&article))
}

/// Whether all spans of the quotes are slices of the text, and the words stand there.
fn sound(article: &Article, quotes: &[Quote]) -> Result<(), String> {
    let text = article.text();
    for quote in quotes {
        for span in quote.content.iter().chain(&quote.source).chain(&quote.cue) {
            if text.get(span.range()).is_none_or(str::is_empty) {
                return Err(format!("a span that is no slice: {span:?} of {}", text.len()));
            }
        }
        if quote.id.is_empty() || quote.content.is_empty() || !(0.0..=1.0).contains(&quote.confidence) {
            return Err(format!("no sound quote: {quote:?}"));
        }
    }
    Ok(())
}
