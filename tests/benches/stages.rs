//! From a web page to quotations in an index, stage by stage: where the time goes, and which stage bounds the whole.
//!
//! `cargo bench --bench stages` wraps the sample articles in pages as newspapers make them (navigation, teasers, scripts,
//! inline markup), writes them to a folder, and takes each stage over all of them on one thread: the shortest of three
//! runs counts. A number behind `--` makes so many pages.

use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use quotedex::read::{Input, Options, articles, page};
use quotedex::{Article, Extractor, Quote, Update};

/// Pages, unless another number is given.
const PAGES: usize = 200;

/// Runs, of which the shortest counts.
const RUNS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let wanted = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(PAGES);
    let folder = tempfile::tempdir()?;
    let files = write(folder.path(), wanted)?;
    let extractor = Extractor::new()?;

    let bytes: Vec<String> = files.iter().map(std::fs::read_to_string).collect::<Result<_, _>>()?;
    let read: Vec<Article> =
        bytes.iter().enumerate().map(|(at, html)| page(html, Some(&url(at)))).collect::<Result<_, _>>()?;
    let found: Vec<Vec<Quote>> = read.iter().map(|article| extractor.extract(article)).collect();

    let stages = [
        ("reading bytes", shortest(|| files.iter().for_each(|file| drop(black_box(std::fs::read_to_string(file)))))),
        ("HTML to article", shortest(|| bytes.iter().for_each(|html| drop(black_box(page(html, Some(&url(0)))))))),
        ("extraction", shortest(|| read.iter().for_each(|article| drop(black_box(extractor.extract(article)))))),
        ("indexing", indexing(&read, &found)?),
    ];
    print(&bytes, &found, &stages);
    Ok(())
}

fn print(pages: &[String], found: &[Vec<Quote>], stages: &[(&str, Duration)]) {
    let kilobytes = pages.iter().map(String::len).sum::<usize>() as f64 / 1000.0;
    let quotes: usize = found.iter().map(Vec::len).sum();
    println!("{} pages, {:.0} kB each, {quotes} quotes\n", pages.len(), kilobytes / pages.len() as f64);
    let whole: Duration = stages.iter().map(|(_, time)| *time).sum();
    println!("{:20}{:>12}{:>8}{:>14}", "one thread", "ms", "share", "articles/s");
    for (name, time) in stages.iter().copied().chain([("all", whole)]) {
        let share = 100.0 * time.as_secs_f64() / whole.as_secs_f64();
        let speed = pages.len() as f64 / time.as_secs_f64();
        println!("{name:20}{:>12.1}{share:>6.1} %{speed:>14.0}", time.as_secs_f64() * 1000.0);
    }
    let (name, _) = stages.iter().max_by_key(|(_, time)| *time).expect("stages");
    println!("\nbound by {name}");
}

fn shortest(run: impl Fn()) -> Duration {
    let time = |_| {
        let begun = Instant::now();
        run();
        begun.elapsed()
    };
    (0..RUNS).map(time).min().expect("some runs")
}

/// A new index each time, to the end of the commit.
fn indexing(read: &[Article], found: &[Vec<Quote>]) -> Result<Duration, Box<dyn Error>> {
    let mut best = Duration::MAX;
    for _ in 0..RUNS {
        let folder = tempfile::tempdir()?;
        let begun = Instant::now();
        let mut update = Update::begin(&folder.path().join("index"))?;
        for (article, quotes) in read.iter().zip(found) {
            update.put(article, quotes)?;
        }
        update.finish()?;
        best = best.min(begun.elapsed());
    }
    Ok(best)
}

/// Writes the pages, each of another article or the same again under another address.
fn write(folder: &Path, wanted: usize) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let seeds = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seeds/articles");
    let seeds: Vec<Article> = articles(vec![Input::Path(seeds)], Options::default()).collect::<Result<_, _>>()?;
    let files = seeds.iter().cycle().take(wanted).enumerate().map(|(at, article)| {
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
