//! Trains the recurrent network.
use std::fs::read_to_string;
use std::time::Instant;
use quotedex::train::neural::*;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut settings = Settings::default();
    let mut hold = 0;
    let mut files = vec![];
    let mut every = 1;
    for arg in &args {
        if let Some((name, value)) = arg.strip_prefix("--").and_then(|arg| arg.split_once('=')) {
            let int = || value.parse::<usize>().unwrap();
            let float = || value.parse::<f32>().unwrap();
            match name {
                "epochs" => settings.epochs = int(),
                "batch" => settings.batch = int(),
                "window" => settings.window = int(),
                "rate" => settings.rate = float(),
                "drop-in" => settings.dropout.input = float(),
                "drop-hid" => settings.dropout.hidden = float(),
                "drop-rec" => settings.dropout.recurrent = float(),
                "unknown" => settings.unknown = float(),
                "always" => settings.always_unknown = float(),
                "vocab" => settings.vocabulary = int(),
                "seen" => settings.seen = int(),
                "known" => settings.known = int(),
                "ending" => settings.ending = int(),
                "feature" => settings.feature = int(),
                "hidden" => settings.hidden = int(),
                "layers" => settings.layers = int(),
                "seed" => settings.seed = int() as u64,
                "hold" => hold = int(),
                "every" => every = int(),
                _ => panic!("{name}"),
            }
        } else {
            files.push(arg.clone());
        }
    }
    let mut articles = read_gold(&read_to_string(&files[0]).unwrap()).unwrap();
    let vectors = Vectors::read(&read_to_string(&files[1]).unwrap());
    let mut held = vec![];
    if hold > 0 {
        let mut kept = vec![];
        for (i, a) in articles.into_iter().enumerate() { if i % hold == hold - 1 { held.push(a) } else { kept.push(a) } }
        articles = kept;
    }
    if every > 1 { articles = articles.into_iter().step_by(every).collect(); }
    let start = Instant::now();
    let (model, vocabulary) = train(&articles, &vectors, &settings, |epoch, loss, model, vocabulary| {
        let time = start.elapsed().as_secs_f32();
        let transitions = model.transitions();
        let counts = measure(&held, |document| best_labels(&model.score(&read_tokens(document, vocabulary)), &transitions));
        print!("epoch {epoch} {time:.0}s loss {loss:.4}");
        for c in counts { print!("  {:.1} ({:.0}/{:.0})", c.f1(), c.precision_recall()[0], c.precision_recall()[1]); }
        println!();
    });
    let bytes = export(&model, &vocabulary);
    if let Some(path) = files.get(2) { std::fs::write(path, &bytes).unwrap(); }
    println!("{} bytes", bytes.len());
    println!("{} weights, {:?}", model.weights.len(), model.shape);
}
