//! A small index for tests.

use std::path::Path;

use tempfile::TempDir;

use crate::article::Article;
use crate::index::{Index, Update};
use crate::quote::{AttributionType, Kind, Quote, Speaker, SpeakerKind, quote_id};
use crate::span::Span;

/// An article with publisher and date.
pub(crate) fn article(id: &str, date: &str, text: &str) -> Article {
    let mut article = Article::new(id, text);
    article.title = Some(format!("Headline of {id}"));
    article.date = date.parse().ok();
    article.publisher = Some("The Daily Example".into());
    article
}

/// A quote; the speaker may have an alias after a `:`.
pub(crate) fn quote(article: &Article, kind: Kind, speaker: &str, text: &str) -> Quote {
    let at = article.text().find(text).unwrap_or(0);
    let content = vec![Span::new(at, at + text.len())];
    let (name, alias) = speaker.split_once(':').unwrap_or((speaker, ""));
    let known = Speaker {
        name: Some(name.into()),
        id: Some(name.to_lowercase().replace(' ', "-")),
        kind: SpeakerKind::Person,
        role: Some(format!("the role of {name}")),
        mention: None,
        aliases: if alias.is_empty() { vec![] } else { vec![alias.into()] },
    };
    Quote {
        id: quote_id(&article.id, &content, &[]),
        kind,
        text: text.into(),
        content,
        speaker: if name.is_empty() { Speaker::default() } else { known },
        topics: vec!["drug trade".into()],
        context: text.into(),
        confidence: 0.9,
        article: article.reference(),
        paragraph: 1,
        ..Quote::default()
    }
}

/// Writes articles with their quotes to the index in `dir`.
pub(crate) fn write(dir: &Path, articles: &[(Article, Vec<Quote>)]) {
    let mut update = Update::begin(dir).unwrap();
    for (article, quotes) in articles {
        update.put(article, quotes).unwrap();
    }
    update.finish().unwrap();
}

/// The index that the tests ask.
pub(crate) fn small() -> (TempDir, Index) {
    let dir = TempDir::new().unwrap();
    write(dir.path(), &articles());
    let index = Index::open(dir.path()).unwrap();
    (dir, index)
}

fn articles() -> Vec<(Article, Vec<Quote>)> {
    let petro = "Gustavo Petro:the president";
    let one = article(
        "one",
        "2025-02-03",
        "“The more I am attacked,” he said, “the more support I get.”\nPetro’s voters were tired of waiting. \
         Mr. Petro said he’d fly to Bogotá in 10,000 days, and called the deal “a step in the right direction”.",
    );
    let two = article("two", "2025-01-01", "“Cocaine is a weapon of war,” Petro said. Weapons, he said, kill.");
    let three = article("three", "2025-03-01", "“Cocaine is a weapon of war,” Petro said.");
    let four = article("four", "", "“Cocaine is a weapon of war!” Ann Smith said. She believes in peace.");
    let mut wishes = quote(&four, Kind::Indirect, "Ann Smith", "in peace");
    wishes.report = AttributionType::Attitude;
    let of_one = vec![
        quote(&one, Kind::Direct, petro, "The more I am attacked, the more support I get."),
        quote(
            &one,
            Kind::Mixed,
            petro,
            "he’d fly to Bogotá in 10,000 days, and called the deal “a step in the right direction”",
        ),
    ];
    let of_two = vec![
        quote(&two, Kind::Direct, petro, "Cocaine is a weapon of war,"),
        quote(&two, Kind::Indirect, petro, "Weapons, he said, kill"),
    ];
    let of_three = vec![quote(&three, Kind::Direct, petro, "Cocaine is a weapon of war,")];
    let of_four = vec![quote(&four, Kind::Direct, "Ann Smith", "Cocaine is a weapon of war!"), wishes];
    vec![(one, of_one), (two, of_two), (three, of_three), (four, of_four)]
}
