//! What the article says was denied, never said, only supposed or refuted: in the record, in a search, and in the answer of
//! `who`, which must not give such words to anybody.

use std::sync::LazyLock;

use quotedex::{Article, Extractor, Polarity, Quote};
use serde_json::{Value, json};

use crate::util::World;

/// Sentence, words in it, speaker, polarity (`-`: not to be affirmed of that speaker), with tabs between.
const PHRASINGS: &str = include_str!("fixtures/polarity/phrasings.tsv");

static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new().expect("the shipped weights load"));

fn rows() -> impl Iterator<Item = [&'static str; 4]> {
    let lines = PHRASINGS.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(|line| <[&str; 4]>::try_from(line.split('\t').collect::<Vec<_>>()).expect("four columns"))
}

/// How many letters of `words`, which stand in `text` once, are content of `quote`.
fn shared(text: &str, words: &str, quote: &Quote) -> usize {
    let start = text.find(words).expect("the words stand in the sentence");
    let inside = |at: usize| quote.content.iter().any(|span| span.start() <= at && at < span.end());
    (start..start + words.len()).filter(|&at| inside(at)).count()
}

/// What is wrong with what is found in a row.
fn fault([text, words, speaker, polarity]: [&str; 4]) -> Option<String> {
    let quotes = EXTRACTOR.extract(&Article::new("a", text));
    let named = |quote: &Quote| quote.speaker_name().eq_ignore_ascii_case(speaker);
    if polarity == "-" {
        let given = quotes.iter().find(|quote| {
            quote.polarity == Polarity::Affirmed && named(quote) && 2 * shared(text, words, quote) >= words.len()
        });
        return given.map(|quote| format!("affirmed: {}", quote.text));
    }
    let Some(quote) = quotes.iter().max_by_key(|quote| shared(text, words, quote)) else {
        return Some("nothing".into());
    };
    let found = (4 * shared(text, words, quote) >= 3 * words.len(), named(quote), quote.polarity.name());
    (found != (true, true, polarity)).then(|| format!("{}, {}: {}", quote.speaker_name(), found.2, quote.text))
}

#[test]
fn what_is_not_said_is_told_from_what_is() {
    let faults: Vec<String> = rows().filter_map(|row| Some(format!("{}\n  {}", row[0], fault(row)?))).collect();
    assert!(rows().count() >= 60);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A speaker whom a row does not affirm the words of is never said to have said them, and whom it does always is.
#[test]
fn who_never_says_yes_to_what_is_not_said() {
    let lines = rows().enumerate().map(|(at, row)| json!({ "id": at, "text": row[0] }).to_string());
    let lines: Vec<String> = lines.collect();
    for (at, [text, words, speaker, polarity]) in rows().enumerate().filter(|(at, _)| at % 7 == 0) {
        let world = World::new().file("a.jsonl", &lines[at]);
        world.run(["index", "a.jsonl"]).done();
        let ran = world.run(["who", "--speaker", speaker, words, "--format", "json"]);
        let yes = ran.json()["check"] == "yes";
        assert_eq!((yes, ran.code), if polarity == "affirmed" { (true, Some(0)) } else { (false, Some(1)) }, "{text}");
    }
}

fn articles() -> World {
    let world = World::new()
        .file("a.txt", "Ports minister Hugo Falk denied that the harbour would close by Christmas.\n")
        .file("b.txt", "Contrary to a viral post, Hugo Falk did not say: “The tide will wait for us this year.”\n")
        .file("c.txt", "“The gulls have taken over the town hall,” Hugo Falk said.\n")
        .file("d.txt", "Hugo Falk never said “the gulls have taken over the town hall”.\n")
        .file(
            "e.txt",
            "The claim: Hugo Falk said “the lighthouse is made of cheese and bread”.\n\nVerdict: False. He did not.\n",
        )
        .file("f.txt", "If Hugo Falk had said “the sea is full of lemonade and tea”, nobody would have laughed.\n");
    world.run(["index", "."]).done();
    world
}

#[track_caller]
fn assert_who(world: &World, words: &str, check: &str, verdict: &str, headline: &str) {
    let ran = world.run(["who", words, "--speaker", "Hugo Falk", "--format", "json"]);
    let answer: Value = ran.json();
    assert_eq!((answer["check"].as_str(), answer["verdict"].as_str()), (Some(check), Some(verdict)), "{words}");
    assert_eq!(ran.code, Some(1), "{words}");
    let told = world.run(["who", words, "--speaker", "Hugo Falk"]).nothing().stdout.replace('\n', " ");
    assert!(told.starts_with(headline), "{told}");
}

#[test]
fn answers_tell_denied_not_said_supposed_and_disputed_apart() {
    let world = articles();
    assert_who(
        &world,
        "the harbour would close by Christmas",
        "denied",
        "denied",
        "No. Reported, not quoted: Hugo Falk denied that the harbour would close by Christmas.",
    );
    let not_said = "No. An article says that Hugo Falk did not say this.";
    assert_who(&world, "the tide will wait for us this year", "not_said", "not_said", not_said);
    world.run(["who", "the tide will wait for us this year"]).done().prints("“did not say”");
    let supposed = "No. An article only supposes Hugo Falk to say this.";
    assert_who(&world, "the sea is full of lemonade and tea", "not_said", "hypothetical", supposed);
    let both = "Disputed: one article gives Hugo Falk these words, another says that it was not so.";
    assert_who(&world, "the gulls have taken over the town hall", "disputed", "disputed", both);
    let refuted = "Disputed: an article repeats this as a claim about Hugo Falk, to refute it.";
    assert_who(&world, "the lighthouse is made of cheese and bread", "disputed", "disputed", refuted);
    let both = world.run(["who", "the gulls have taken over the town hall"]).done();
    both.prints("direct, “said”").prints("did not say this, says the article").prints("“never said”");
}

#[test]
fn a_search_finds_all_and_can_be_narrowed() {
    let world = articles();
    let all = world.run(["search", "gulls", "--format", "jsonl"]).done().jsonl();
    let of = |hits: &[Value]| hits.iter().map(|hit| hit["polarity"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!({ of(&all) }.len(), 2, "what is said and what is not said are two");
    // Each tells of the other: somebody is given the words in one article, and said not to have said them in another.
    let told = |hit: &Value| hit["disagreement"][0]["polarity"].as_str().map(str::to_owned);
    let mut told: Vec<_> = all.iter().filter_map(told).collect();
    told.sort();
    assert_eq!(told, ["affirmed", "not_said"]);
    for query in [["search", "--polarity", "not_said", "gulls"], ["search", "-q", "gulls", "polarity:not-said"]] {
        let hits = world.run(query.into_iter().chain(["--format", "jsonl"])).done().jsonl();
        assert_eq!((of(&hits), hits[0]["cue"].as_str()), (vec!["not_said".to_owned()], Some("never said")));
    }
    world.run(["search", "harbour"]).done().prints("denied this · indirect, “denied”");
    world.run(["search", "harbour", "--format", "csv"]).done().prints(",polarity,cue").prints(",denied,denied");
    world.run(["search", "harbour", "--polarity", "affirmed"]).nothing().tells("--polarity");
    let id = all[0]["id"].as_str().unwrap();
    assert!(world.run(["show", id, "--format", "json"]).json()["polarity"].is_string());
}

#[test]
fn a_claim_that_a_page_reviews_is_disputed() {
    let review = r#"{"@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed":
        "Hugo Falk said “the moon will be painted green on Friday”",
        "reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "alternateName": "False"}}"#;
    let page = |rating: &str| {
        let review = review.replace("False", rating);
        format!(
            "<title>Green moon</title><script type=\"application/ld+json\">{review}</script>\
             <p>In a post seen by thousands, Hugo Falk said: “The moon will be painted green on Friday.”</p>"
        )
    };
    let polarity = |rating: &str| {
        let lines =
            World::new().file("a.html", page(rating)).run(["extract", "--format", "jsonl", "a.html"]).done().jsonl();
        lines[0]["attributions"][0]["polarity"].clone()
    };
    assert_eq!((polarity("False"), polarity("True")), ("disputed".into(), "affirmed".into()));
}
