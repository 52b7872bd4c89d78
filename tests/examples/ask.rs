//! Reads articles, puts their quotations into an index, and asks it.
//!
//! `cargo run --release --example ask` reads `seeds/articles`; `cargo run --release --example ask -- FOLDER` another folder.

use std::error::Error;
use std::path::PathBuf;

use quotedex::read::{Input, Options, articles};
use quotedex::{Extractor, Filters, Index, Search, Update};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "seeds/articles".to_owned());
    let index = tempfile::tempdir()?;

    let extractor = Extractor::new()?;
    let mut update = Update::begin(index.path())?;
    for article in articles(vec![Input::Path(PathBuf::from(folder))], Options::default()) {
        let article = article?;
        update.put(&article, &extractor.extract(&article))?;
    }
    update.finish()?;

    let index = Index::open(index.path())?;
    let search = Search { query: "water OR museum".to_owned(), limit: 3, ..Search::default() };
    for hit in index.search(&search)?.hits {
        println!("{}: {}", hit.quote.speaker_name(), hit.quote.text);
    }

    let answer = index.who("Nobody in this valley will lose a well", &Filters::default(), 1)?;
    for found in answer.matches {
        let quote = found.hit.quote;
        let title = quote.article.title.as_deref().unwrap_or("no title");
        println!("{} ({:?}), in: {title}", quote.speaker_name(), answer.verdict);
    }
    Ok(())
}
