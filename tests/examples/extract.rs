//! Finds who said what in one article, with the program's own doubts.
//!
//! `cargo run --release --example extract --no-default-features --features extract` compiles the extraction alone.

use quotedex::{Article, Extractor, ModelError};

fn main() -> Result<(), ModelError> {
    let article = Article::new(
        "harbour",
        "“The tide waits for nobody,” harbour master Ann Smith said on Monday. The ferry line denied that it had been \
         warned. “We never got a call,” its director, Hugo Lang, told reporters.",
    );
    for quote in Extractor::new()?.extract(&article) {
        println!(
            "{:.0} %  {} ({:?}, {:?})",
            quote.confidence * 100.0,
            quote.speaker_name(),
            quote.kind,
            quote.polarity
        );
        println!("      {}", quote.text);
        for candidate in quote.evidence.candidates.iter().skip(1).take(2) {
            println!(
                "      or {:?}: {:.2}",
                candidate.name.as_deref().unwrap_or("nobody named"),
                candidate.probability
            );
        }
    }
    Ok(())
}
