#[cfg(feature = "train")]
fn main() {
    use quotedex::{span::CodePoints, tag::*, text::Document, train::*};
    use std::io::Write;
    use std::{path::Path, sync::Arc, time::Instant};
    let env = |name: &str, default: f32| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default);
    let dir = Path::new("/work/shared/corpus");
    let start = Instant::now();
    let train = read_articles(&dir.join("polnear-train.jsonl.gz")).unwrap();
    let dev = read_articles(&dir.join("polnear-dev.jsonl.gz")).unwrap();
    let classes = read_words(Path::new("/tmp/tg/words.tsv")).unwrap();
    let corpus = Corpus::new(&train, &classes);
    eprintln!("read {:?}", start.elapsed());
    let settings = Settings {
        least: env("LEAST", 4.0) as u32,
        epochs: env("EPOCHS", 5.0) as usize,
        step: env("STEP", 0.05),
        prune: env("PRUNE", 0.02),
        dropout: env("DROPOUT", 1.0) > 0.0,
        runs: env("RUNS", 1.0) as usize,
        seed: env("SEED", 1.0) as u64,
    };
    let second = Settings {
        least: env("LEAST2", 4.0) as u32,
        epochs: env("EPOCHS2", 4.0) as usize,
        step: env("STEP2", 0.03),
        runs: env("RUNS2", 1.0) as usize,
        ..settings
    };
    let mut model = learn(&corpus, settings, (env("SECOND", 1.0) > 0.0).then_some(second));
    eprintln!("trained {:?}", start.elapsed());
    let bytes = model.to_bytes();
    eprintln!(
        "{} bytes; rows {} + {}",
        bytes.len(),
        model.first.entries().len(),
        model.second.as_ref().map_or(0, |l| l.entries().len())
    );
    if let Ok(path) = std::env::var("OUT") {
        std::fs::write(path, bytes).unwrap();
    }
    let boosts = std::env::var("BOOST").unwrap_or("0.4,0.4,0.0".into());
    for (number, boost) in boosts.split(';').enumerate() {
        let b: Vec<f32> = boost.split(',').map(|v| v.parse().unwrap()).collect();
        model.boost = [b[0], b[1], b[2]];
        let tagger = Tagger::new(Arc::new(model.clone()));
        let now = Instant::now();
        let mut out = std::io::BufWriter::new(std::fs::File::create(format!("/tmp/tg/pred{number}.jsonl")).unwrap());
        let mut tokens = 0;
        for article in &dev {
            let document = Document::new(&article.text);
            tokens += document.tokens.len();
            let points = CodePoints::new(&article.text);
            let attributions: Vec<serde_json::Value> = tagger
                .tag(&document)
                .iter()
                .map(|span| {
                    let range = points.range(document.span(span.tokens.clone()));
                    let mut value = serde_json::json!({"content": [], "source": [], "cue": []});
                    let role = ["source", "cue", "content"][span.role as usize];
                    value[role] = serde_json::json!([range]);
                    value
                })
                .collect();
            writeln!(out, "{}", serde_json::json!({"id": article.id, "attributions": attributions})).unwrap();
        }
        eprintln!("tagged {tokens} tokens {:?}", now.elapsed());
    }
}
#[cfg(not(feature = "train"))]
fn main() {}
