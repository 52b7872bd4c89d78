//! What the benches share: time, memory, sizes, and how they are printed.
#![allow(dead_code, reason = "each bench takes what it needs")]

use std::process::{Child, Command};
use std::time::{Duration, Instant};

use quotedex::Article;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The shortest and the middle one of several runs.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    pub best: Duration,
    pub median: Duration,
}

/// Takes the time of so many runs, after one that does not count.
pub fn best_and_median<T>(runs: usize, mut run: impl FnMut() -> T) -> Times {
    drop(run());
    let times = (0..runs).map(|_| timed(&mut run).1).collect();
    Times::of(times)
}

impl Times {
    pub fn of(mut times: Vec<Duration>) -> Times {
        times.sort_unstable();
        let at = |place: usize| times.get(place).copied().unwrap_or_default();
        Times { best: at(0), median: at(times.len() / 2) }
    }
}

/// What comes of `run`, and how long it took.
pub fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let begun = Instant::now();
    let done = std::hint::black_box(run());
    (done, begun.elapsed())
}

/// As it is printed.
pub fn milliseconds(time: Duration, digits: usize) -> String {
    format!("{:.digits$} ms", time.as_secs_f64() * 1000.0)
}

/// How much there is to read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Size {
    pub articles: usize,
    pub words: usize,
    /// Of text.
    pub bytes: usize,
}

impl Size {
    pub fn of<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Size {
        let mut size = Size::default();
        articles.into_iter().for_each(|article| size.add(article));
        size
    }

    pub fn add(&mut self, article: &Article) {
        self.articles += 1;
        self.words += article.text().split_whitespace().count();
        self.bytes += article.text().len();
    }

    /// What [`print`](Self::print) prints, named.
    pub fn head(first: &str) {
        println!("{first:24}{:>12}{:>12}{:>8}{:>12}{:>12}", "words/s", "articles/s", "MB/s", "best", "median");
    }

    /// How fast all that was gone through.
    pub fn print(self, name: &str, times: Times) {
        let seconds = times.best.as_secs_f64();
        let [words, articles, bytes] = [self.words, self.articles, self.bytes].map(|many| many as f64 / seconds);
        let [best, median] = [times.best, times.median].map(|time| milliseconds(time, 1));
        println!("{name:24}{words:>12.0}{articles:>12.0}{:>8.2}{best:>12}{median:>12}", bytes / 1e6);
    }
}

/// The most memory that this process held at any time, in megabytes, as Linux counts it.
pub fn peak_memory() -> Option<f64> {
    memory_of("self", "VmHWM:")
}

fn memory_of(process: &str, what: &str) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix(what))?;
    let kilobytes: f64 = kilobytes.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes * 1024.0 / 1e6)
}

/// A program that has ended.
#[derive(Debug, Default)]
pub struct Ran {
    pub time: Duration,
    /// The most memory that it held, in megabytes.
    pub peak: f64,
    /// Of that, what is its own and no page of a file, at most.
    pub own: f64,
    pub is_good: bool,
}

/// Runs a program to its end. Its memory is looked at every few milliseconds: what the system tells at the end counts
/// the program that started it as well.
pub fn run(command: &mut Command) -> std::io::Result<Ran> {
    let begun = Instant::now();
    let mut child: Child = command.spawn()?;
    let id = child.id().to_string();
    let mut ran = Ran::default();
    loop {
        for (most, what) in [(&mut ran.peak, "VmHWM:"), (&mut ran.own, "RssAnon:")] {
            *most = most.max(memory_of(&id, what).unwrap_or(0.0));
        }
        if let Some(status) = child.try_wait()? {
            return Ok(Ran { time: begun.elapsed(), is_good: status.success(), ..ran });
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}
