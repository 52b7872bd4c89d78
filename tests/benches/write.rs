//! How fast the index takes in articles whose quotes are found already: documents, words, stems, storing, merging.
//!
//! `QUOTEDEX_BENCH_CORPUS=train.jsonl:dev.jsonl cargo bench --bench write` makes 4,000 articles of the labelled ones, with two
//! names in three and one word in eight changed each time; without a corpus, of the sample articles. Then it writes them
//! into a new index, four times, of which the first does not count. A number behind `--` makes so many articles.

mod corpus;
mod timing;
mod varied;

use std::error::Error;
use std::path::Path;

use corpus::{Labelled, Random, labelled, sample};
use quotedex::{Index, Update};
use timing::{Size, Times, peak_memory, timed};
use varied::{Vary, Vocabulary};

/// Articles, unless another number is given.
const ARTICLES: usize = 4000;
/// Runs that count.
const RUNS: usize = 3;

fn main() -> Result<(), Box<dyn Error>> {
    let wanted = std::env::args().find_map(|argument| argument.parse().ok()).unwrap_or(ARTICLES);
    let few = match labelled()? {
        Some(articles) => articles,
        None => sample()?,
    };
    let vary = Vary::NamesAndWords(Vocabulary::of(few.iter().map(|(article, _)| article.text())));
    let varied = |at: usize| {
        let (article, quotes) = &few[at % few.len()];
        vary.quoted(article, quotes, at / few.len(), &mut Random(at as u64))
    };
    let articles: Vec<Labelled> = (0..wanted).map(varied).collect();
    let size = Size::of(articles.iter().map(|(article, _)| article));
    let quotes: usize = articles.iter().map(|(_, quotes)| quotes.len()).sum();
    println!("{} articles, {} words, {quotes} quotes", size.articles, size.words);
    let folder = tempfile::tempdir()?;
    let mut times = Vec::new();
    for run in 0..=RUNS {
        let folder = folder.path().join(run.to_string());
        let (done, time) = timed(|| write(&folder, &articles));
        done?;
        times.push(time);
        if run == RUNS {
            let stats = Index::open(&folder)?.stats()?;
            println!("{} quotes in the index, {:.1} MB\n", stats.quotes, stats.bytes as f64 / 1e6);
        }
        std::fs::remove_dir_all(&folder)?;
    }
    let times = Times::of(times.split_off(1));
    Size::head("");
    size.print("articles and quotes", times);
    println!("{:.0} quotes a second", quotes as f64 / times.best.as_secs_f64());
    println!("memory   {:.0} MB at most, articles and quotes among it", peak_memory().ok_or("not known here")?);
    Ok(())
}

/// Commits as `quotedex index` does.
fn write(folder: &Path, articles: &[Labelled]) -> Result<(), Box<dyn Error>> {
    let mut update = Update::begin(folder)?;
    for some in articles.chunks(2048) {
        for (article, quotes) in some {
            update.put(article, quotes)?;
        }
        update.commit()?;
    }
    Ok(update.finish()?)
}
