//! From a web page to quotations in an index, stage by stage: where the time goes, and which stage bounds the whole; then
//! what it costs to ask.
//!
//! `cargo bench --bench stages` wraps the sample articles in pages as newspapers make them (navigation, teasers, scripts,
//! inline markup), writes them to a folder, and takes each stage over all of them on one thread: the shortest of three
//! runs counts. Then it asks the index that came of it, in this process and in processes of their own. A number behind
//! `--` makes so many pages.

mod corpus;
mod timing;

use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use quotedex::query::{Filters, Search};
use quotedex::read::article_from_html;
use quotedex::{Article, Extractor, Index, Quote, Update};
use timing::{Times, best_and_median, milliseconds, timed};

/// Pages, unless another number is given.
const PAGES: usize = 200;

/// Runs of a stage, of which the shortest counts.
const RUNS: usize = 3;

/// Times that something is asked.
const ASKED: usize = 50;

fn main() -> Result<(), Box<dyn Error>> {
    let wanted = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(PAGES);
    let folder = tempfile::tempdir()?;
    let files = write(folder.path(), wanted)?;
    let extractor = Extractor::new()?;

    let bytes: Vec<String> = files.iter().map(std::fs::read_to_string).collect::<Result<_, _>>()?;
    let read: Vec<Article> =
        bytes.iter().enumerate().map(|(at, html)| article_from_html(html, Some(&url(at)))).collect::<Result<_, _>>()?;
    let found: Vec<Vec<Quote>> = read.iter().map(|article| extractor.extract(article)).collect();

    let shortest = |run: &dyn Fn()| best_and_median(RUNS, run).best;
    let index = folder.path().join("index");
    let stages = [
        ("reading bytes", shortest(&|| files.iter().for_each(|file| drop(black_box(std::fs::read_to_string(file)))))),
        (
            "HTML to article",
            shortest(&|| bytes.iter().for_each(|html| drop(black_box(article_from_html(html, Some(&url(0))))))),
        ),
        ("extraction", shortest(&|| read.iter().for_each(|article| drop(black_box(extractor.extract(article)))))),
        ("indexing", indexing(&index, &read, &found)?),
    ];
    print(&bytes, &found, &stages);
    asking(&index)
}

fn print(pages: &[String], found: &[Vec<Quote>], stages: &[(&str, Duration)]) {
    let kilobytes = pages.iter().map(String::len).sum::<usize>() as f64 / 1000.0;
    let quotes: usize = found.iter().map(Vec::len).sum();
    println!("{} pages, {:.0} kB each, {quotes} quotes\n", pages.len(), kilobytes / pages.len() as f64);
    let whole: Duration = stages.iter().map(|(_, time)| *time).sum();
    println!("{:20}{:>12}{:>8}{:>14}{:>12}", "one thread", "ms", "share", "articles/s", "quotes/s");
    for (name, time) in stages.iter().copied().chain([("all", whole)]) {
        let share = 100.0 * time.as_secs_f64() / whole.as_secs_f64();
        let [speed, rate] = [pages.len(), quotes].map(|many| many as f64 / time.as_secs_f64());
        println!("{name:20}{:>12.1}{share:>6.1} %{speed:>14.0}{rate:>12.0}", time.as_secs_f64() * 1000.0);
    }
    let (name, _) = stages.iter().max_by_key(|(_, time)| *time).expect("stages");
    println!("\nbound by {name}");
}

/// A new index each time, to the end of the commit. The last one stays.
fn indexing(folder: &Path, read: &[Article], found: &[Vec<Quote>]) -> Result<Duration, Box<dyn Error>> {
    let mut best = Duration::MAX;
    for _ in 0..RUNS {
        drop(std::fs::remove_dir_all(folder));
        let (done, time) = timed(|| -> Result<(), quotedex::IndexError> {
            let mut update = Update::begin(folder)?;
            for (article, quotes) in read.iter().zip(found) {
                update.put(article, quotes)?;
            }
            update.finish()
        });
        done?;
        best = best.min(time);
    }
    Ok(best)
}

/// What is asked: a phrase, and words.
const PHRASE: &str = "nobody wanted to hear";
const WORDS: &str = "water OR bank";

/// What it costs to open the index and to ask it, within this process and in one each.
fn asking(folder: &Path) -> Result<(), Box<dyn Error>> {
    let index = Index::open(folder)?;
    let search = Search { query: WORDS.to_owned(), ..Search::default() };
    println!("\n{:28}{:>12}{:>12}", "asking", "best", "median");
    let line = |name: &str, times: Times| {
        println!("{name:28}{:>12}{:>12}", milliseconds(times.best, 2), milliseconds(times.median, 2));
    };
    line("opening", best_and_median(ASKED, || Index::open(folder)));
    line("who", best_and_median(ASKED, || index.who(PHRASE, &Filters::default(), 5)));
    line("search", best_and_median(ASKED, || index.search(&search)));
    line("a process: --version", best_and_median(ASKED, || quietly(folder, &["--version"])));
    line("a process: who", best_and_median(ASKED, || quietly(folder, &["who", PHRASE])));
    line("a process: search", best_and_median(ASKED, || quietly(folder, &["search", WORDS])));
    Ok(())
}

/// The program in a process of its own, start and end included.
fn quietly(folder: &Path, arguments: &[&str]) -> std::io::Result<std::process::ExitStatus> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quotedex"));
    command.arg("--index").arg(folder).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status()
}

/// Writes the pages, each of another article or the same again under another address.
fn write(folder: &Path, wanted: usize) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let files = corpus::shipped()?;
    let files = files.iter().cycle().take(wanted).enumerate().map(|(at, article)| {
        let file = folder.join(format!("{at}.html"));
        std::fs::write(&file, wrapped(article, at)).map(|()| file)
    });
    Ok(files.collect::<Result<_, _>>()?)
}

fn url(at: usize) -> String {
    format!("https://www.paper.example/2024/05/12/article-{at}")
}

/// An article as a page of a newspaper: its text is a twentieth of what is sent.
fn wrapped(article: &Article, at: usize) -> String {
    let title = article.title.as_deref().unwrap_or("No title");
    let text = article.text().split_once('\n').map_or(article.text(), |(_, text)| text);
    let paragraphs: String = text.split("\n\n").filter(|text| !text.trim().is_empty()).map(paragraph).collect();
    let link = |from: &str, at: usize| {
        format!(
            "<li class=\"{from}__item\"><a class=\"{from}__link\" href=\"/{from}/{at}\" data-track=\"{from}|{at}\"><span>Section {at}</span></a></li>"
        )
    };
    let links: String = (0..120).map(|at| link("menu", at)).collect();
    let teaser = |at: usize| {
        format!(
            "<div class=\"teaser teaser--{at}\"><a href=\"/t/{at}\"><img src=\"/i/{at}.jpg\" srcset=\"/i/{at}.jpg 1x, /i/{at}-2.jpg 2x\" alt=\"\"><h3>What the town said in week {at}</h3></a><p>A line or two, so that one reads on.</p></div>"
        )
    };
    let teasers: String = (0..60).map(teaser).collect();
    let script = format!(
        "<script>window.dataLayer=window.dataLayer||[];{}</script>",
        "dataLayer.push({\"a\":\"<b>\",\"n\":[1,2,3]});".repeat(600)
    );
    let style = format!("<style>{}</style>", ".teaser--1 > a { color: #123456; padding: 0 1px; }\n".repeat(300));
    let ld = serde_json::json!({"@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "datePublished": "2024-05-12T08:00:00Z",
        "author": [{"@type": "Person", "name": "Ann Smith"}], "publisher": {"@type": "Organization", "name": "The Paper"}});
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} | The Paper</title>{style}{script}\
         <meta property=\"og:site_name\" content=\"The Paper\"><link rel=\"canonical\" href=\"{}\"><script type=\"application/ld+json\">{ld}</script></head>\
         <body><header><nav><ul>{links}</ul></nav></header><main><article><h1>{title}</h1><p class=\"byline\">By Ann Smith</p>\
         <figure><img src=\"a.jpg\"><figcaption>A picture. (Photo: Bo Li)</figcaption></figure>{paragraphs}\
         <div class=\"share\"><button>Share</button></div></article><aside class=\"related\">{teasers}</aside></main>\
         <footer><ul>{links}</ul></footer>{script}{script}</body></html>",
        url(at)
    )
}

/// One word in twelve in inline markup.
fn paragraph(text: &str) -> String {
    let word = |(at, word): (usize, &str)| match at % 24 {
        7 => format!("<em>{word}</em>"),
        19 => format!("<a href=\"/about/{at}\" class=\"inline-link\">{word}</a>"),
        _ => word.to_owned(),
    };
    let words: Vec<String> = text.split_whitespace().enumerate().map(word).collect();
    format!("<p class=\"article__paragraph\">{}</p>\n", words.join(" "))
}
