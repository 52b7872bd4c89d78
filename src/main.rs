//! Stands in for the command line: trains, prints tags, measures speed.

#[cfg(feature = "train")]
mod lab {
    use std::{fs, io::Write, path::Path, sync::Arc, time::Instant};

    use quotedex::evaluate::{Attributed, GoldArticle, Predicted, score};
    use quotedex::{model::Model, span::CodePoints, tag::*, text::Document, train::*};

    fn env(name: &str, default: f32) -> f32 {
        std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
    }

    fn predict(tagger: &Tagger, article: &GoldArticle) -> Predicted {
        let document = Document::new(&article.text);
        let points = CodePoints::new(&article.text);
        let attributed = |span: &TaggedSpan| {
            let stretch = vec![points.range(document.span(span.tokens.clone()))];
            let mut one = Attributed::default();
            match span.role {
                Role::Source => one.source = stretch,
                Role::Cue => one.cue = stretch,
                Role::Content => one.content = stretch,
            }
            one
        };
        Predicted { id: article.id.clone(), attributions: tagger.tag(&document).iter().map(attributed).collect() }
    }

    /// `spans WEIGHTS GOLD [PREDICTED]`: span figures, and the spans in the form that the reference scorer reads.
    pub fn spans(weights: &str, gold: &str, out: Option<&String>) {
        let gold = read_articles(Path::new(gold)).unwrap();
        let mut model = Model::from_bytes(&fs::read(weights).unwrap()).unwrap();
        if let Ok(boosts) = std::env::var("BOOST") {
            let boosts: Vec<f32> = boosts.split(',').map(|value| value.parse().unwrap()).collect();
            model.boost = [boosts[0], boosts[1], boosts[2]];
        }
        let tagger = Tagger::new(Arc::new(model));
        let predicted: Vec<Predicted> = gold.iter().map(|article| predict(&tagger, article)).collect();
        for (name, tally) in score(&gold, &predicted).rows().filter(|(name, _)| name.starts_with("span")) {
            println!("{name:20} {:6.3} {:6.3} {:7.4}", tally.precision(), tally.recall(), tally.f1());
        }
        let Some(out) = out else { return };
        let mut file = fs::File::create(out).unwrap();
        for article in &predicted {
            let list: Vec<_> = article
                .attributions
                .iter()
                .map(|one| serde_json::json!({"content": one.content, "source": one.source, "cue": one.cue}))
                .collect();
            writeln!(file, "{}", serde_json::json!({"id": article.id, "attributions": list})).unwrap();
        }
    }

    /// `reliability WEIGHTS GOLD`: how often spans of a probability are exactly right.
    pub fn reliability(weights: &str, gold: &str) {
        let tagger = Tagger::new(Arc::new(Model::from_bytes(&fs::read(weights).unwrap()).unwrap()));
        let mut table = [[(0u32, 0u32); 10]; 3];
        for article in read_articles(Path::new(gold)).unwrap() {
            let document = Document::new(&article.text);
            let truth = spans_of(&gold_labels(&article, &document));
            for span in tagger.tag(&document) {
                let cell = &mut table[span.role as usize][((span.probability * 10.0) as usize).min(9)];
                cell.0 += u32::from(truth.contains(&(span.role, span.tokens)));
                cell.1 += 1;
            }
        }
        for (role, row) in Role::ALL.iter().zip(table) {
            let cells: Vec<String> =
                row.iter().map(|(right, all)| format!("{:.2} ({all})", f64::from(*right) / f64::from(*all))).collect();
            println!("{role:?}: {}", cells.join(" "));
        }
    }

    /// `show WEIGHTS FILE`: the text with its spans in brackets.
    pub fn show(weights: &str, file: &str) {
        let tagger = Tagger::new(Arc::new(Model::from_bytes(&fs::read(weights).unwrap()).unwrap()));
        let text = fs::read_to_string(file).unwrap();
        let document = Document::new(&text);
        let mut at = 0;
        for span in tagger.tag(&document) {
            let place = document.span(span.tokens);
            print!("{}[{:?} {:.2}| {}]", &text[at..place.start()], span.role, span.probability, place.of(&text));
            at = place.end();
        }
        println!("{}", &text[at..]);
    }

    /// `bench WEIGHTS GOLD`: words a second on one core, load time.
    pub fn bench(weights: &str, gold: &str) {
        let gold = read_articles(Path::new(gold)).unwrap();
        let bytes = fs::read(weights).unwrap();
        let now = Instant::now();
        let tagger = Tagger::new(Arc::new(Model::from_bytes(&bytes).unwrap()));
        println!("load {:?}", now.elapsed());
        let words: usize = gold.iter().map(|article| article.text.split_whitespace().count()).sum();
        for _ in 0..3 {
            let now = Instant::now();
            let documents: Vec<Document> = gold.iter().map(|article| Document::new(&article.text)).collect();
            let read = now.elapsed();
            let spans: usize = documents.iter().map(|document| tagger.tag(document).len()).sum();
            let all = now.elapsed();
            println!(
                "{words} words, {spans} spans, text {read:?}, all {all:?}: {:.0} words/s",
                words as f64 / all.as_secs_f64()
            );
        }
    }

    /// `fit CORPUS WORDS OUT`: trains with settings from the environment.
    pub fn fit(corpus: &str, words: &str, out: &str) {
        let now = Instant::now();
        let (mut first, mut second) = SHIPPED;
        first.least = env("LEAST", first.least as f32) as u32;
        first.epochs = env("EPOCHS", first.epochs as f32) as usize;
        first.step = env("STEP", first.step);
        first.prune = env("PRUNE", first.prune);
        first.runs = env("RUNS", first.runs as f32) as usize;
        second.least = env("LEAST2", second.least as f32) as u32;
        second.epochs = env("EPOCHS2", second.epochs as f32) as usize;
        second.step = env("STEP2", second.step);
        second.prune = env("PRUNE2", second.prune);
        second.runs = env("RUNS2", second.runs as f32) as usize;
        let articles = read_articles(&Path::new(corpus).join("polnear-train.jsonl.gz")).unwrap();
        let classes = read_words(Path::new(words)).unwrap();
        let model = learn(&Corpus::new(&articles, &classes), first, (env("SECOND", 1.0) > 0.0).then_some(second));
        let bytes = model.to_bytes();
        fs::write(out, &bytes).unwrap();
        println!("{} bytes, {:?}", bytes.len(), now.elapsed());
    }
}

#[cfg(feature = "train")]
fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let words: Vec<&str> = arguments.iter().skip(1).map(String::as_str).collect();
    match words.as_slice() {
        ["train", corpus, words, out] => {
            quotedex::train::run(corpus.as_ref(), words.as_ref(), out.as_ref()).unwrap();
        }
        ["fit", corpus, words, out] => lab::fit(corpus, words, out),
        ["spans", weights, gold, ..] => lab::spans(weights, gold, arguments.get(4)),
        ["reliability", weights, gold] => lab::reliability(weights, gold),
        ["show", weights, file] => lab::show(weights, file),
        ["bench", weights, gold] => lab::bench(weights, gold),
        _ => eprintln!("train CORPUS WORDS OUT | spans WEIGHTS GOLD [OUT] | show WEIGHTS FILE | bench WEIGHTS GOLD"),
    }
}

#[cfg(not(feature = "train"))]
fn main() {}
