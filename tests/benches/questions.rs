//! What the benches ask a large index.

use quotedex::{Kind, Quote};

use crate::corpus::{Labelled, Random, words};

/// Questions of each command.
pub const EACH: usize = 100;

/// What is typed: a command and its arguments.
pub type Question = Vec<String>;

/// [`EACH`] of each command, the same in every run; frequent words among them.
pub fn questions(articles: &[Labelled]) -> Vec<Question> {
    questions_of(articles, EACH, 3)
}

/// So many of each command; another `seed` makes other ones.
pub fn questions_of(articles: &[Labelled], each: usize, seed: u64) -> Vec<Question> {
    let mut random = Random(seed);
    let quotes: Vec<&Quote> = articles
        .iter()
        .flat_map(|(_, quotes)| quotes)
        .filter(|quote| quote.kind != Kind::Indirect && words(&quote.text).len() > 8)
        .collect();
    let bodies: Vec<&str> = articles.iter().map(|(article, _)| article.text()).collect();
    let nobody: Vec<&str> = include_str!("nobody.txt").lines().filter(|line| !line.starts_with('#')).collect();
    let mut found = Vec::new();
    for at in 0..each {
        let phrase = match at % 5 {
            0 | 1 => run(&mut random, &quotes, 4 + at % 5, false),
            2 => run(&mut random, &quotes, 6 + at % 6, true),
            3 => some_words(&mut random, &bodies, 8),
            _ => (*random.one(&nobody)).to_owned(),
        };
        found.push(vec!["who".to_owned(), phrase]);
    }
    for at in 0..each {
        let one = |random: &mut Random| some_words(random, &bodies, 1);
        let query = match at % 10 {
            0 => ["the", "we will not", "said", "people", "\"of the\"", "a*", "trump", "is OR are", "-the", "not"]
                [at / 10 % 10]
                .to_owned(),
            1 => one(&mut random),
            2 | 3 => format!("{} {}", one(&mut random), one(&mut random)),
            4 => format!("\"{}\"", run(&mut random, &quotes, 3, false)),
            5 => format!("{} kind:direct date:2016-01..2016-12", one(&mut random)),
            6 => format!("speaker:clinton {}", one(&mut random)),
            7 => format!("{} OR {}", one(&mut random), one(&mut random)),
            8 => format!("\"{}\"~3 -trump", run(&mut random, &quotes, 2, false)),
            _ => format!("speaker:clintno {}", one(&mut random)),
        };
        found.push(vec!["search".to_owned(), "--".to_owned(), query]);
    }
    found
}

/// Words that stand together in a quote; one may be left out.
fn run(random: &mut Random, quotes: &[&Quote], count: usize, worn: bool) -> String {
    let text = &random.one(quotes).text;
    let all = words(text);
    let first = random.below(all.len().saturating_sub(count).max(1));
    let mut some: Vec<&str> =
        all[first..(first + count).min(all.len())].iter().map(|word| &text[word.clone()]).collect();
    if worn {
        some.remove(some.len() / 2);
    }
    some.join(" ")
}

fn some_words(random: &mut Random, texts: &[&str], count: usize) -> String {
    let text = random.one(texts);
    let all = words(text);
    let first = random.below(all.len() - count);
    text[all[first].start..all[first + count - 1].end].replace(['"', '“', '”', '\n', ':', '(', ')'], " ")
}
