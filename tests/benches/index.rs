//! The whole of `quotedex index`, and how far it is from what no index can do without.
//!
//! `QUOTEDEX_BENCH_CORPUS=train.jsonl:dev.jsonl cargo bench --bench index` writes 2,000 articles as JSON Lines, made of
//! those that are named (or of the sample articles) with two names in three changed each time, and has the program index
//! them. Numbers behind `--` make so many articles, one after the other: `cargo bench --bench index -- 5000 50000`.
//! `QUOTEDEX_BENCH_DIR` names the folder for file and index, five times the size of the text; both are gone at the end.
//! `QUOTEDEX_BENCH_TURNS` says how often the program and Tantivy alone take turns, three times if it does not: a machine that
//! others use as well is not the same from one minute to the next. The best time of each counts.
//!
//! Beside it stand the floors over the same file: reading its bytes; articles of it; the words and the stems of their
//! text by the analyzers of the index; and Tantivy alone, which indexes and stores each text once, by the same analyzers
//! with the same buffer, threads and commits.

mod corpus;
mod timing;
mod varied;

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use corpus::Random;
use quotedex::internals::{EXACT, STEM, register_analyzers};
use quotedex::read::{Input, Options, ReadError};
use quotedex::{Article, Index};
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TokenizerManager;
use tantivy::{TantivyDocument, TantivyError};
use timing::{Ran, Size, run, timed};
use varied::Vary;

/// Articles, unless other numbers are given.
const ARTICLES: usize = 2000;
/// Turns, unless another number is given.
const TURNS: NonZeroUsize = NonZeroUsize::new(3).unwrap();
/// As `quotedex index` has them: bytes of the engine’s buffer, and articles between two commits at most.
const BUFFER: usize = 36 << 20;
const COMMIT: usize = 1536;

fn main() -> Result<(), Box<dyn Error>> {
    let few = corpus::articles()?;
    let mut many: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    if many.is_empty() {
        many.push(ARTICLES);
    }
    let folder = match std::env::var_os("QUOTEDEX_BENCH_DIR") {
        Some(parent) => tempfile::tempdir_in(parent)?,
        None => tempfile::tempdir()?,
    };
    many.into_iter().try_for_each(|many| bench(&folder.path().join(many.to_string()), &few, many))
}

fn bench(folder: &Path, few: &[Article], many: usize) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir(folder)?;
    let file = folder.join("articles.jsonl");
    let size = write(&file, few, many)?;
    println!("\n{} articles, {} words, {:.1} MB of text\n", size.articles, size.words, size.bytes as f64 / 1e6);
    println!("{:32}{:>10}{:>12}{:>12}{:>8}{:>12}", "", "seconds", "articles/s", "words/s", "MB/s", "index takes");
    let index = folder.join("index");
    let turns = (0..turns()?).map(|_| turn(folder, &file, &index)).collect::<Result<Vec<_>, _>>()?;
    let best = |time: fn(&Turn) -> Duration| turns.iter().map(time).min().unwrap_or_default();
    let [whole, alone] = [best(|turn| turn.index.time), best(|turn| turn.alone)];
    let line = |name: &str, time| line(name, size, time, whole);
    line("quotedex index", whole);
    line("reading the bytes", timed_well(|| bytes(&file))?);
    line("reading articles", timed_well(|| Ok(articles(&file).try_for_each(|article| article.map(drop))?))?);
    line("words alone", analyzing(&file, EXACT)?);
    line("stems alone", analyzing(&file, STEM)?);
    line("Tantivy alone", alone);
    let most = |memory: fn(&Ran) -> f64| turns.iter().map(|turn| memory(&turn.index)).fold(0.0, f64::max);
    let stats = Index::open(&index)?.stats()?;
    println!("\nturns    index takes {} x Tantivy alone", turns.iter().map(Turn::times).collect::<Vec<_>>().join(", "));
    println!("memory   {:.0} MB at most, {:.0} MB without pages of files", most(|ran| ran.peak), most(|ran| ran.own));
    println!("index    {:.1} MB, {} articles, {} quotes", stats.bytes as f64 / 1e6, stats.articles, stats.quotes);
    Ok(std::fs::remove_dir_all(folder)?)
}

fn turns() -> Result<usize, Box<dyn Error>> {
    let told = std::env::var_os("QUOTEDEX_BENCH_TURNS").map(|turns| turns.to_string_lossy().parse::<NonZeroUsize>());
    Ok(told.transpose()?.unwrap_or(TURNS).get())
}

/// The program, and right behind it Tantivy alone.
struct Turn {
    index: Ran,
    alone: Duration,
}

impl Turn {
    fn times(&self) -> String {
        format!("{:.1}", self.index.time.as_secs_f64() / self.alone.as_secs_f64())
    }
}

/// Writes a new `index` of the file, in place of one that is there, and lets Tantivy write another that does not stay.
fn turn(folder: &Path, file: &Path, index: &Path) -> Result<Turn, Box<dyn Error>> {
    if index.exists() {
        std::fs::remove_dir_all(index)?;
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_quotedex"));
    command.arg("--index").arg(index).arg("index").arg(file).stdout(Stdio::null()).stderr(Stdio::null());
    let ran = run(&mut command)?;
    if !ran.is_good {
        return Err("the program failed".into());
    }
    let other = folder.join("engine");
    let alone = timed_well(|| engine(&other, file))?;
    std::fs::remove_dir_all(other)?;
    Ok(Turn { index: ran, alone })
}

fn line(name: &str, size: Size, time: Duration, whole: Duration) {
    let seconds = time.as_secs_f64();
    let [articles, words, bytes] = [size.articles, size.words, size.bytes].map(|many| many as f64 / seconds);
    let times = whole.as_secs_f64() / seconds;
    println!("{name:32}{seconds:>10.2}{articles:>12.0}{words:>12.0}{:>8.1}{times:>10.1} x", bytes / 1e6);
}

/// How long it took, if nothing failed.
fn timed_well<T>(run: impl FnOnce() -> Result<T, Box<dyn Error>>) -> Result<Duration, Box<dyn Error>> {
    let (done, time) = timed(run);
    done.map(|_| time)
}

/// Writes the articles, over and over, each time with other names.
fn write(file: &Path, few: &[Article], many: usize) -> Result<Size, Box<dyn Error>> {
    let mut out = BufWriter::new(File::create(file)?);
    let mut size = Size::default();
    for at in 0..many {
        let (round, place) = (at / few.len(), at % few.len());
        let article = Vary::Names.article(&few[place], round, &mut Random(at as u64));
        size.add(&article);
        let record = serde_json::json!({
            "id": article.id, "title": article.title, "publisher": article.publisher,
            "date": article.date.map(|date| date.to_string()), "text": article.text(),
            "url": format!("https://www.paper.example/{round}/article-{place}"),
        });
        serde_json::to_writer(&mut out, &record)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(size)
}

fn bytes(file: &Path) -> Result<usize, Box<dyn Error>> {
    let (mut file, mut buffer, mut sum) = (File::open(file)?, vec![0; 1 << 16], 0);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(sum),
            some => sum += some,
        }
    }
}

fn articles(file: &Path) -> impl Iterator<Item = Result<Article, ReadError>> {
    quotedex::read::articles(vec![Input::Path(PathBuf::from(file))], Options::default())
}

/// How long an analyzer of the index needs for all texts, reading not counted.
fn analyzing(file: &Path, name: &str) -> Result<Duration, Box<dyn Error>> {
    let manager = TokenizerManager::new();
    register_analyzers(&manager);
    let mut analyzer = manager.get(name).ok_or("no such analyzer")?;
    let mut sum = Duration::ZERO;
    for article in articles(file) {
        let article = article?;
        let mut bytes = 0;
        sum += timed(|| analyzer.token_stream(article.text()).process(&mut |token| bytes += token.text.len())).1;
    }
    Ok(sum)
}

/// Tantivy alone: words with their places, stems with their numbers, and the text itself.
fn engine(folder: &Path, file: &Path) -> Result<(), Box<dyn Error>> {
    let mut schema = Schema::builder();
    let text = |analyzer: &str, option| {
        let indexing = TextFieldIndexing::default().set_tokenizer(analyzer).set_index_option(option);
        TextOptions::default().set_indexing_options(indexing)
    };
    let words = schema.add_text_field("words", text(EXACT, IndexRecordOption::WithFreqsAndPositions) | STORED);
    let stems = schema.add_text_field("stems", text(STEM, IndexRecordOption::WithFreqs));
    std::fs::create_dir(folder)?;
    let engine = tantivy::Index::create_in_dir(folder, schema.build())?;
    register_analyzers(engine.tokenizers());
    let mut writer = engine.writer_with_num_threads(1, BUFFER)?;
    for (at, article) in articles(file).enumerate() {
        let article = article?;
        let mut document = TantivyDocument::default();
        document.add_text(words, article.text());
        document.add_text(stems, article.text());
        writer.add_document(document)?;
        if (at + 1) % COMMIT == 0 {
            writer.commit()?;
        }
    }
    writer.commit()?;
    Ok::<_, TantivyError>(writer.wait_merging_threads()?)?;
    Ok(())
}
