//! Speed and memory of extraction, with the weights loaded once.
//!
//! `cargo bench --bench extract` takes the sample articles, over and over. `QUOTEDEX_BENCH_CORPUS=articles.jsonl` names
//! others. Each line is the best and the median of five runs after one that does not count.

use std::error::Error;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use quotedex::attribution::{Attribution, Weights, attribute};
use quotedex::read::{Input, Options, articles};
use quotedex::speakers::Resolver;
use quotedex::tag::Tagger;
use quotedex::text::Document;
use quotedex::topics::Topics;
use quotedex::{Article, Extractor, Speaker};
use rayon::prelude::*;

/// Runs that count.
const RUNS: usize = 5;

/// How long one run over the sample articles should take: five runs and one before them take two seconds.
const SAMPLE: Duration = Duration::from_millis(330);

fn main() -> Result<(), Box<dyn Error>> {
    let begun = Instant::now();
    let extractor = Extractor::new()?;
    let loaded = begun.elapsed();
    println!("model    loaded in {:.0} ms", loaded.as_secs_f64() * 1000.0);
    let corpus = std::env::var_os("QUOTEDEX_BENCH_CORPUS").map(PathBuf::from);
    match corpus {
        Some(path) if !path.is_file() => println!("skipped: no corpus ({} is no file)", path.display()),
        Some(path) => bench(&extractor, &path.display().to_string(), &read(path)?)?,
        None => {
            println!("skipped: no corpus (QUOTEDEX_BENCH_CORPUS names none); the sample articles instead");
            let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seeds/articles");
            bench(&extractor, "seeds/articles, repeated", &repeated(&extractor, &read(folder)?))?;
        }
    }
    println!("memory   {} at most", peak_memory().unwrap_or_else(|| "not known here".to_owned()));
    Ok(())
}

fn read(path: PathBuf) -> Result<Vec<Article>, quotedex::read::ReadError> {
    articles(vec![Input::Path(path)], Options::default()).collect()
}

/// The sample articles as often as one run needs.
fn repeated(extractor: &Extractor, few: &[Article]) -> Vec<Article> {
    let once = best_and_median(|| few.iter().for_each(|article| drop(black_box(extractor.extract(article))))).0;
    let times = (SAMPLE.as_secs_f64() / once.as_secs_f64()).ceil().max(1.0) as usize;
    few.iter().cycle().take(few.len() * times).cloned().collect()
}

fn bench(extractor: &Extractor, name: &str, articles: &[Article]) -> Result<(), Box<dyn Error>> {
    let size = Size::of(articles);
    println!("articles {name}: {} articles, {} words, {:.1} MB\n", size.articles, size.words, size.megabytes);
    println!("{:24}{:>12}{:>12}{:>8}{:>10}{:>10}", "", "words/s", "articles/s", "MB/s", "best", "median");
    let whole = best_and_median(|| articles.iter().for_each(|article| drop(black_box(extractor.extract(article)))));
    size.print("one thread", whole);
    let threads = rayon::current_num_threads();
    let all = best_and_median(|| articles.par_iter().for_each(|article| drop(black_box(extractor.extract(article)))));
    size.print(&format!("{threads} threads"), all);
    println!("\nstages, one thread");
    stages(articles, size)
}

/// Each stage by itself, fed with what the stage before it gave.
fn stages(articles: &[Article], size: Size) -> Result<(), Box<dyn Error>> {
    let (tagger, weights, resolver) = (Tagger::shipped()?, Weights::shipped()?, Resolver::shipped()?);
    let documents: Vec<Document> = articles.iter().map(|article| Document::new(article.text())).collect();
    let tagged: Vec<_> = documents.iter().map(|document| (document, tagger.read(document))).collect();
    let join = |(document, tagged)| attribute(document, tagged, &weights);
    let attributed: Vec<_> = tagged.iter().map(|(document, tagged)| (document, join((document, tagged)))).collect();
    let text = || articles.iter().for_each(|article| drop(black_box(Document::new(article.text()))));
    let tag = || documents.iter().for_each(|document| drop(black_box(tagger.read(document))));
    let attribution = || tagged.iter().for_each(|(document, tagged)| drop(black_box(join((document, tagged)))));
    let speakers =
        || attributed.iter().for_each(|(document, found)| drop(black_box(resolver.resolve(document, found))));
    let topics = || {
        let all = articles.iter().zip(&attributed);
        all.for_each(|(article, (document, found))| about(article, document, found));
    };
    size.print("  text", best_and_median(text));
    size.print("  tag", best_and_median(tag));
    size.print("  attribution", best_and_median(attribution));
    size.print("  speakers", best_and_median(speakers));
    size.print("  topics", best_and_median(topics));
    println!();
    Ok(())
}

/// The topics of every attribution of an article.
fn about(article: &Article, document: &Document, found: &[Attribution]) {
    let topics = Topics::new(article, document, &[]);
    let of = |found: &Attribution| topics.of(document, &found.content, &Speaker::default());
    found.iter().for_each(|found| drop(black_box(of(found))));
}

/// The shortest and the middle one of the runs.
fn best_and_median(run: impl Fn()) -> (Duration, Duration) {
    run();
    let time = |_| {
        let begun = Instant::now();
        run();
        begun.elapsed()
    };
    let mut times: Vec<Duration> = (0..RUNS).map(time).collect();
    times.sort_unstable();
    (times[0], times[RUNS / 2])
}

/// How much there is to read.
#[derive(Clone, Copy)]
struct Size {
    articles: usize,
    words: usize,
    megabytes: f64,
}

impl Size {
    fn of(articles: &[Article]) -> Size {
        let words = articles.iter().map(|article| article.text().split_whitespace().count()).sum();
        let bytes: usize = articles.iter().map(|article| article.text().len()).sum();
        Size { articles: articles.len(), words, megabytes: bytes as f64 / 1e6 }
    }

    fn print(self, name: &str, (best, median): (Duration, Duration)) {
        let seconds = best.as_secs_f64();
        let (words, articles) = (self.words as f64 / seconds, self.articles as f64 / seconds);
        let megabytes = self.megabytes / seconds;
        let [best, median] = [best, median].map(|time| format!("{:.1} ms", time.as_secs_f64() * 1000.0));
        println!("{name:24}{words:>12.0}{articles:>12.0}{megabytes:>8.2}{best:>10}{median:>10}");
    }
}

/// The most memory held at any time, as Linux counts it.
fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = kilobytes.split_whitespace().next()?.parse().ok()?;
    Some(format!("{:.0} MB", kilobytes / 1000.0))
}
