//! Speed and memory of extraction, with the weights loaded once.
//!
//! `cargo bench --bench extract` takes the sample articles, over and over. `QUOTEDEX_BENCH_CORPUS=articles.jsonl` names
//! others. Each line is the best and the median of five runs after one that does not count.

mod corpus;
mod timing;

use std::error::Error;
use std::hint::black_box;
use std::time::Duration;

use quotedex::internals::{Attribution, Document, Network, Resolver, Tagger, Topics, Weights, attribute};
use quotedex::{Article, Extractor, Speaker};
use rayon::prelude::*;
use timing::{Size, best_and_median, milliseconds, peak_memory, timed};

/// Runs that count.
const RUNS: usize = 5;

/// Articles that one core takes at a time, as `quotedex index` has it.
const FEW: usize = 16;

/// How long one run should take at least: a few articles are taken as often as that needs.
const LEAST: Duration = Duration::from_millis(330);

fn main() -> Result<(), Box<dyn Error>> {
    let (extractor, loaded) = timed(Extractor::new);
    let extractor = extractor?;
    println!("model    loaded in {}", milliseconds(loaded, 0));
    bench(&extractor, &repeated(&extractor, corpus::articles()?))?;
    println!("memory   {:.0} MB at most", peak_memory().ok_or("not known here")?);
    Ok(())
}

/// The articles as often as one run needs.
fn repeated(extractor: &Extractor, few: Vec<Article>) -> Vec<Article> {
    let once = timed(|| few.iter().for_each(|article| drop(black_box(extractor.extract(article))))).1;
    let times = (LEAST.as_secs_f64() / once.as_secs_f64()).ceil().max(1.0) as usize;
    few.iter().cycle().take(few.len() * times).cloned().collect()
}

fn bench(extractor: &Extractor, articles: &[Article]) -> Result<(), Box<dyn Error>> {
    let size = Size::of(articles);
    println!("articles {} articles, {} words, {:.1} MB\n", size.articles, size.words, size.bytes as f64 / 1e6);
    Size::head("");
    let extract = |article: &Article| drop(black_box(extractor.extract(article)));
    size.print("one thread, one by one", best_and_median(RUNS, || articles.iter().for_each(extract)));
    let all: Vec<&Article> = articles.iter().collect();
    let few = |few: &[&Article]| drop(black_box(extractor.extract_each(few)));
    size.print("one thread", best_and_median(RUNS, || all.chunks(FEW).for_each(few)));
    let threads = rayon::current_num_threads();
    size.print(&format!("{threads} threads"), best_and_median(RUNS, || all.par_chunks(FEW).for_each(few)));
    println!("\nstages, one thread");
    stages(articles, size)
}

/// Each stage by itself, fed with what the stage before it gave.
fn stages(articles: &[Article], size: Size) -> Result<(), Box<dyn Error>> {
    let (tagger, weights, resolver) = (Tagger::shipped()?, Weights::shipped()?, Resolver::shipped()?);
    let documents: Vec<Document> = articles.iter().map(|article| Document::new(article.text())).collect();
    let tagged: Vec<_> = documents.iter().map(|document| (document, tagger.tag_with_marginals(document))).collect();
    let join = |(document, tagged)| attribute(document, tagged, &weights);
    let attributed: Vec<_> = tagged.iter().map(|(document, tagged)| (document, join((document, tagged)))).collect();
    let text = || articles.iter().for_each(|article| drop(black_box(Document::new(article.text()))));
    let tag = || documents.iter().for_each(|document| drop(black_box(tagger.tag_with_marginals(document))));
    let (shipped, mut scores) = (Network::shipped()?, Vec::new());
    let mut network = || documents.iter().for_each(|document| shipped.score(document, black_box(&mut scores)));
    let attribution = || tagged.iter().for_each(|(document, tagged)| drop(black_box(join((document, tagged)))));
    let speakers =
        || attributed.iter().for_each(|(document, found)| drop(black_box(resolver.resolve(document, found))));
    let topics = || {
        let all = articles.iter().zip(&attributed);
        all.for_each(|(article, (document, found))| about(article, document, found));
    };
    size.print("  text", best_and_median(RUNS, text));
    size.print("  tag", best_and_median(RUNS, tag));
    size.print("    network", best_and_median(RUNS, &mut network));
    size.print("  attribution", best_and_median(RUNS, attribution));
    size.print("  speakers", best_and_median(RUNS, speakers));
    size.print("  topics", best_and_median(RUNS, topics));
    println!();
    Ok(())
}

/// The topics of every attribution of an article.
fn about(article: &Article, document: &Document, found: &[Attribution]) {
    let topics = Topics::new(article, document, &[]);
    let of = |found: &Attribution| topics.of(document, &found.content, &Speaker::default());
    found.iter().for_each(|found| drop(black_box(of(found))));
}
