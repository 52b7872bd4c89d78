//! Answers that one may publish: whom a name means, what counts as evidence, what is offered when nobody said it.

use serde_json::{Value, json};

use crate::util::World;

/// A world with these articles, as `(id, publisher, text)`, indexed.
fn told(articles: &[(&str, &str, &str)]) -> World {
    let line = |(id, publisher, text): &(&str, &str, &str)| {
        json!({ "id": id, "title": format!("Story {id}"), "publisher": publisher, "text": text }).to_string()
    };
    let world = World::new().file("news.jsonl", articles.iter().map(line).collect::<Vec<_>>().join("\n"));
    world.run(["index", "news.jsonl"]).done();
    world
}

fn people() -> World {
    told(&[
        (
            "one",
            "Post",
            "Donald Trump, the president, spoke in Ohio on Monday. “We will build a great big wall along the whole border,” \
             Mr. Trump said. Melania Trump said: “He likes to build things that last a long time.”",
        ),
        (
            "two",
            "Mail",
            "President Donald J. Trump came to Iowa. “We will build a great big wall along the whole border,” Mr. Trump told \
             farmers in a barn near Ames.",
        ),
        (
            "three",
            "Globe",
            "Senator Bernie Sanders of Vermont spoke in Boston. “The banks must be broken up before they break us,” Mr. \
             Sanders said.",
        ),
        (
            "four",
            "Sun",
            "Hillary Clinton, the former secretary of state, spoke on Monday. “I deleted about 30,000 emails that were \
             personal,” Mrs. Clinton said in a hall in Iowa.",
        ),
        (
            "five",
            "Star",
            "Hillary Rodham Clinton, the former secretary of state, was in Ohio. “I deleted about 30,000 emails that were \
             personal,” Mrs. Clinton told a small crowd on Tuesday. Hillary Clinton left early.",
        ),
        (
            "six",
            "Bee",
            "Bill Clinton, the former president, spoke on Monday. “The economy is what matters most to all of us here,” Mr. \
             Clinton said.",
        ),
    ])
}

#[test]
fn a_name_means_the_same_person_in_every_form_and_everywhere() {
    let world = people();
    for (asked, words, nobody) in [
        ("Donald J. Trump", "great big wall", "things that last"),
        ("D. Trump", "great big wall", "things that last"),
        ("president donald trump", "great big wall", "things that last"),
        ("donald-j-trump", "great big wall", "things that last"),
        ("Mr. Trump", "great big wall", "things that last"),
        ("Senator Sanders", "banks must be", "great"),
        ("Mr. Sanders", "banks must be", "great"),
        ("Bernard Sanders", "banks must be", "great"),
        ("Hillary Rodham Clinton", "30,000 emails", "economy"),
        ("Hillary Clinton", "30,000 emails", "economy"),
        ("Mrs. Clinton", "30,000 emails", "economy"),
        ("Secretary Clinton", "30,000 emails", "economy"),
        ("hillary-rodham-clinton", "30,000 emails", "economy"),
        ("President Clinton", "economy is what matters", "emails"),
    ] {
        let answer = world.run(["who", words, "--speaker", asked, "--format", "json"]).done().json();
        assert_eq!(answer["check"], "yes", "{asked}");
        world.run(["search", words, "--speaker", asked]).done();
        world.run(["search", nobody, "--speaker", asked]).nothing();
        world.run(["search", &format!("{words} speaker:\"{asked}\"")]).done();
        let rows = world.run(["speakers", asked, "--format", "json"]).done().json();
        assert!(rows["total"] == 1 || asked == "Mr. Trump", "{asked}: {rows}");
    }
    world.run(["search", "--speaker", "Trumpp"]).nothing().tells("Did you mean Donald J. Trump");
    world.run(["who", "great big wall", "--speaker", "Mr. Sandrs"]).nothing().tells("Did you mean Bernie Sanders?");
    // Two spellings are one person: one hit, one count, one id, and no disagreement.
    let counts = world.run(["search", "emails", "--count-by", "speaker", "--format", "jsonl"]).done().jsonl();
    assert_eq!(counts, [json!({ "value": "Hillary Clinton", "id": "hillary-clinton", "quotes": 1 })]);
    let hits = world.run(["search", "emails", "--format", "jsonl"]).done().jsonl();
    assert_eq!((hits.len(), &hits[0]["articles"], &hits[0]["disagreement"]), (1, &2.into(), &Value::Null));
    world.run(["search", "emails", "--format", "csv"]).done().prints("hillary-clinton");
    world.run(["who", "about 30,000 emails"]).done().prints("Hillary Clinton said this, verbatim.");
}

#[test]
fn every_answer_to_did_this_one_say_it_has_its_own_check() {
    let world = told(&[
        ("a", "Post", "“The bridge is closed until the spring,” Ann Smith said. “Nobody can cross it,” Tom Reed said."),
        (
            "b",
            "Mail",
            "“No tickets are sold after the bell has rung,” it said on a sign over the door, and people left.",
        ),
    ]);
    let check = |phrase: &str, speaker: &str, code: i32| {
        let ran = world.run(["who", phrase, "--speaker", speaker, "--format", "json"]).code(code);
        ran.json()["check"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(check("the bridge is closed until the spring", "Ms. Smith", 0), "yes");
    assert_eq!(check("the bridge is not closed until the spring", "Ms. Smith", 1), "altered");
    assert_eq!(check("the bridge is closed until the spring", "Tom Reed", 1), "somebody_else");
    assert_eq!(check("tickets are sold after the bell", "Tom Reed", 1), "cannot_tell");
    assert_eq!(check("purple elephants", "Tom Reed", 1), "not_found");
    world
        .run(["who", "tickets are sold after the bell", "--speaker", "Tom Reed"])
        .nothing()
        .prints("Cannot tell: these words are quoted, but the article does not name the speaker.");
}

#[test]
fn words_cut_before_a_negation_are_no_yes() {
    let world =
        told(&[("a", "Post", "“We cannot spend money that we do not have and have not earned,” Ann Smith said.")]);
    let phrase = "do not have and have";
    let ran = world.run(["who", phrase, "--speaker", "Ann Smith", "--format", "json"]).code(1);
    assert_eq!(ran.json()["check"], "altered");
    world
        .run(["who", phrase, "--speaker", "Ann Smith"])
        .nothing()
        .prints("Not quite. Ann Smith said these words, but in full they read differently.")
        .prints("Careful, in full it reads: “We cannot spend money that we do not have and have\n  not earned”.");
    world.run(["who", phrase]).done().prints("Not quite.");
    world.run(["who", "money that we do not have", "--speaker", "Ann Smith"]).nothing().prints("Not quite.");
}

#[test]
fn copies_of_one_text_are_one_piece_of_evidence() {
    let wire = "PORTO — The council met until midnight over the cost of the tram, which has doubled since spring.\n\
        Clara Nunes spoke for the treasury and Rita Alves for the drivers.\n\
        “We were never told the price of the line,” she said.\nThe vote was put off until the auditors report on Thursday.";
    let edited = wire.replace("midnight", "late at night");
    let ids: Vec<String> = (0..20).map(|number| format!("w{number}")).collect();
    let text = |number: usize| if number.is_multiple_of(2) { wire } else { edited.as_str() };
    let copies: Vec<(&str, &str, &str)> =
        ids.iter().enumerate().map(|(number, id)| (id.as_str(), id.as_str(), text(number))).collect();
    let ask = |world: &World| {
        let answer = world.run(["who", "never told the price of the line", "--format", "json"]).done().json();
        answer["matches"][0].clone()
    };
    let (one, many) = (ask(&told(&copies[..1])), ask(&told(&copies)));
    assert_eq!(one["confidence"], many["confidence"]);
    assert_eq!((&many["articles"], &many["texts"]), (&20.into(), &1.into()));
    told(&copies).run(["who", "never told the price of the line"]).done().prints("in 20 articles, one text");
    let own = "Drivers filled the gallery. Clara Nunes, who keeps the city’s money, rose after the mayor. “We were never told \
        the price of the line,” Clara Nunes said to loud applause, and sat down again.";
    let more: Vec<_> = copies.iter().copied().chain([("own", "Gazette", own)]).collect();
    let surer = ask(&told(&more));
    assert_eq!((&surer["articles"], &surer["texts"]), (&21.into(), &2.into()));
    assert!(surer["confidence"].as_f64() > one["confidence"].as_f64(), "{surer}");
}

#[test]
fn when_nobody_said_it_the_nearest_is_offered_with_what_differs() {
    let world = people();
    let ran = world.run(["who", "33000 emails"]).nothing();
    ran.prints("Nobody said this, as far as this index knows. Nearest:")
        .prints("Careful, a number differs: said “30,000”, not “33000”.")
        .prints("I deleted about 30,000 emails");
    let answer = world.run(["who", "33000 emails", "--format", "json"]).nothing().json();
    assert_eq!((&answer["verdict"], answer["nearest"].as_array().map(Vec::len)), (&"none".into(), Some(1)));
    assert_eq!(answer["nearest"][0]["cautions"][0]["said"], "30,000");
    world.run(["who", "purple elephants"]).nothing().prints("Nobody said this, as far as this index knows.\n");
}

#[test]
fn what_he_said_splits_is_shown_split_and_a_long_quotation_is_cut() {
    let long =
        format!("“{}The needle is here. {}” Ann Smith said.", "We say it again. ".repeat(60), "And so on. ".repeat(60));
    let world = told(&[
        (
            "flat",
            "Post",
            "“The earth is flat,” Tom Reed told a class on Friday. “They are wrong about the moon as well.”",
        ),
        ("long", "Mail", &long),
    ]);
    let split = "“The earth is flat,” … “They are wrong about the moon as well.”";
    for command in [&["search", "flat"][..], &["who", "the earth is flat"], &["search", "flat", "--compact"]] {
        world.run(command.iter().copied()).done().prints(split);
    }
    world.run(["who", "flat they are wrong", "--format", "json"]).done().prints("The earth is flat, They are wrong");
    let cut = world.run(["search", "needle"]).done().prints("“… ").prints("The needle is\n  here.");
    assert!(cut.stdout.lines().count() < 15, "{cut:?}");
    let full = world.run(["search", "needle", "--full"]).done();
    assert!(full.stdout.lines().count() > 20, "{full:?}");
    let compact = world.run(["search", "--compact"]).done();
    assert_eq!(compact.stdout.lines().count(), 4, "{compact:?}");
}

#[test]
fn whole_statements_come_before_fragments_and_counts_meet() {
    let world = told(&[
        ("a", "Post", "“No deal,” Tom Reed said. “The tram will run again on Monday morning,” Ann Smith said."),
        (
            "b",
            "Mail",
            "“The tram will run again on Monday morning,” Ann Smith said. Officials said the tram was late again.",
        ),
    ]);
    let hits = world.run(["search", "--format", "jsonl"]).done().jsonl();
    let words = |hit: &Value| hit["text"].as_str().unwrap_or_default().split(' ').count();
    assert!(words(&hits[0]) > 4 && words(&hits[hits.len() - 1]) < 3, "{hits:#?}");
    let stats = world.run(["stats", "--format", "json"]).done().json();
    let all = world.run(["search", "--format", "json"]).done().json();
    assert_eq!(stats["statements"], all["total"]);
    let speakers = world.run(["speakers", "--format", "json"]).done().json();
    let number = |value: &Value| value.as_u64().expect("a number");
    assert_eq!(number(&stats["speakers"]) + number(&stats["unnamed"]), number(&speakers["total"]));
}

/// However a publisher is written, it is one.
#[test]
fn a_publisher_is_one_however_it_is_spelled() {
    let row = |publisher: &str, n: usize| {
        let said = ["We open in May", "Nobody was hurt", "It rains too much here", "Trains will run again"];
        let said = said.get(n).copied().unwrap_or(if n == 4 { "Our ships are late" } else { "Prices fell once more" });
        let text = format!("“{said},” Ann Smith said on Monday.");
        format!("{}\n", json!({ "id": n.to_string(), "publisher": publisher, "text": text }))
    };
    let names =
        ["Reuters", "REUTERS", "reuters.com", "https://www.reuters.com/world", "The Guardian", "theguardian.com"];
    let world = World::new().file("in.jsonl", (0..).zip(names).map(|(n, name)| row(name, n)).collect::<String>());
    world.run(["index", "in.jsonl"]).done();
    let counted = world.run(["search", "--count-by", "publisher", "--format", "json"]).done().json();
    let counted: Vec<_> =
        counted["counts"].as_array().unwrap().iter().map(|one| (&one["value"], &one["quotes"])).collect();
    assert_eq!(counted, [(&json!("Reuters"), &json!(4)), (&json!("The Guardian"), &json!(2))]);
    for (asked, total) in [("reuters", 4), ("reuters.com", 4), ("Guardian", 2), ("the guardian", 2), ("post", 0)] {
        let found = world.run(["search", "--publisher", asked, "--format", "json"]).json();
        assert_eq!(found["total"], total, "{asked}");
    }
}
