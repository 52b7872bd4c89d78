//! Trains the recurrent network: labelled articles and word vectors in, a file of weights out.
//!
//! `cargo run --release --features train --bin train_neural -- ARTICLES.jsonl VECTORS.txt WEIGHTS.bin`
//!
//! ARTICLES holds one labelled article a line (offsets in code points), VECTORS a word and its numbers a line (GloVe's
//! own text form). With `--measure FILE` the spans of other articles are counted after every epoch; with `--hold N`
//! every Nth of ARTICLES is held out and counted instead. `RUSTFLAGS="-C target-cpu=native"` halves the time and does
//! not change the bytes.

use std::error::Error;
use std::fs::{read_to_string, write};
use std::path::PathBuf;
use std::time::Instant;

use clap::Parser;
use quotedex::tag::neural::Network;
use quotedex::train::neural::{GoldArticle, Settings, Vectors, best_labels, export, measure, read_gold, train};

/// Train the recurrent network of the tagger.
#[derive(Parser)]
struct Arguments {
    /// Labelled articles, JSON Lines.
    articles: PathBuf,
    /// Word vectors as text, frequent words first.
    vectors: PathBuf,
    /// Where the weights go.
    weights: PathBuf,
    /// Labelled articles to measure on.
    #[arg(long)]
    measure: Option<PathBuf>,
    /// Hold out every Nth article and measure on those.
    #[arg(long, conflicts_with = "measure")]
    hold: Option<usize>,
    /// Passes over the articles.
    #[arg(long)]
    epochs: Option<usize>,
    /// Where the random numbers begin.
    #[arg(long)]
    seed: Option<u64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let mut articles = read_gold(&read_to_string(&arguments.articles)?)?;
    let measured = match (&arguments.measure, arguments.hold) {
        (Some(path), _) => read_gold(&read_to_string(path)?)?,
        (None, Some(every)) => hold_out(&mut articles, every),
        (None, None) => Vec::new(),
    };
    let vectors = Vectors::read(&read_to_string(&arguments.vectors)?);
    let mut settings = Settings::default();
    settings.epochs = arguments.epochs.unwrap_or(settings.epochs);
    settings.seed = arguments.seed.unwrap_or(settings.seed);
    let start = Instant::now();
    let (model, vocabulary) = train(&articles, &vectors, &settings, |epoch, loss, model, vocabulary| {
        eprintln!("epoch {} of {}, {:.0} s, loss {loss:.4}", epoch + 1, settings.epochs, start.elapsed().as_secs_f32());
        if let Ok(network) = Network::from_bytes(&export(model, vocabulary)) {
            report(&network, &measured);
        }
    });
    write(&arguments.weights, export(&model, &vocabulary))?;
    Ok(())
}

/// Takes every article with a number divisible by `every` out of `articles`.
fn hold_out(articles: &mut Vec<GoldArticle>, every: usize) -> Vec<GoldArticle> {
    let mut number = 0;
    let held = |_: &mut GoldArticle| {
        number += 1;
        number % every.max(1) == 0
    };
    articles.extract_if(.., held).collect()
}

/// Prints how many spans of `articles` the network finds, and how fast it is.
fn report(network: &Network, articles: &[GoldArticle]) {
    if articles.is_empty() {
        return;
    }
    let mut scores = Vec::new();
    let (mut seconds, mut tokens) = (0.0, 0);
    let counts = measure(articles, |document| {
        let start = Instant::now();
        network.score(document, &mut scores);
        seconds += start.elapsed().as_secs_f64();
        tokens += scores.len();
        best_labels(&scores, network.transitions())
    });
    for (role, count) in ["source", "cue", "content"].into_iter().zip(counts) {
        let [precision, recall] = count.precision_recall();
        eprintln!("  {role:8} P {precision:.1}  R {recall:.1}  F1 {:.1}", count.f1());
    }
    eprintln!("  {:.0} tokens a second", tokens as f64 / seconds);
}
