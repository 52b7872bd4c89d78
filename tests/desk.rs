//! The fact-checker's desk: drafts, corrections, watches, timelines, and what other programs get.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::util::{ARTICLE, World};

/// Two articles by one paper with addresses; the speaker changes a number and a negation.
fn harbour() -> World {
    let article = |day: &str, url: &str, text: &str| {
        format!(
            "---\ntitle: Harbour\ndate: {day}\npublisher: The Paper\nurl: https://paper.example/{url}\nauthor: Jo Lee\n---\n\n{text}\n"
        )
    };
    let first = "“The new harbour will cost 40 million crowns,” Ann Smith, the mayor, said on Monday. “We will raise the harbour \
                 fees.”\n\n“It rained all day,” Bob Ray said.";
    let second = "“The new harbour will cost 65 million crowns,” Ann Smith said. “We will not raise the harbour fees.”";
    let world = World::new()
        .file("news/first.txt", article("2024-01-07", "first", first))
        .file("news/second.txt", article("2024-06-07", "second", second));
    world.run(["index", "news"]).done();
    world
}

/// The id of the only quote that a search finds.
fn id(world: &World, query: &str) -> String {
    let found = world.run(["search", query, "--format", "jsonl"]).jsonl();
    assert_eq!(found.len(), 1, "{found:#?}");
    found[0]["id"].as_str().expect("an id").to_owned()
}

fn speaker(world: &World, query: &str) -> Value {
    world.run(["search", query, "--format", "jsonl"]).jsonl()[0]["speaker"].clone()
}

#[test]
fn a_draft_is_checked_quotation_by_quotation() {
    let draft = "# Draft\n\n“It rained all day,” said Bob Ray.\n\n“It rained all night,” said Bob Ray.\n\n“It rained all day,” \
                 said Ann Smith.\n\nNothing else.\n";
    let world = harbour().file("draft.md", draft).file("good.md", "“It rained all day,” said Bob Ray.\n");
    world.run(["verify", "good.md"]).done().prints("1 quotation: 1 verbatim.");
    let checked = world.run(["verify", "draft.md", "--format", "jsonl"]).code(1).jsonl();
    let told: Vec<(Option<u64>, &str)> =
        checked.iter().map(|one| (one["line"].as_u64(), one["verdict"].as_str().unwrap())).collect();
    assert_eq!(told, [(Some(3), "verbatim"), (Some(5), "altered"), (Some(7), "somebody_else")]);
    assert_eq!(checked[1]["differences"], json!([{"draft": "night", "said": "day"}]));
    world.run(["verify", "draft.md", "--format", "github"]).code(1).prints("file=draft.md,line=5,col=2,");
    let sarif = world.run(["verify", "draft.md", "--format", "sarif"]).code(1).json();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 2);
    world.pipe("“It rained all day,” said Bob Ray.", ["verify", "-"]).done();
    world.run(["verify", "missing.md"]).fails("missing.md");
    world.run(["verify", "draft.md", "good.md", "missing.md"]).fails("missing.md").prints("4 quotations");
    // What was said after the draft was written does not count.
    world.run(["verify", "good.md", "--until", "2023"]).code(1).prints("1 not found");
}

#[test]
fn a_change_is_shown_and_not_judged() {
    let world = harbour();
    let timeline = world.run(["timeline", "--speaker", "Ann Smith"]).done();
    let timeline = timeline.prints("January 2024").prints("June 2024").prints("(nothing for 4 months)");
    timeline.prints("another number than 2024-01-07").prints("then").prints("now");
    let statements = world.run(["timeline", "--speaker", "Ann Smith", "--format", "jsonl"]).jsonl();
    let last = statements.last().unwrap();
    let kinds: Vec<&str> =
        last["changes"].as_array().unwrap().iter().map(|change| change["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["number", "negation"], "{last:#}");
    assert!(statements[0]["changes"].as_array().unwrap().is_empty());
    world.run(["compare", "smith", "ray"]).done().prints("│").prints("Bob Ray");
    world.run(["compare", "smith", "nobody"]).done().tells("Nothing found by nobody.");
    world.run(["compare", "one", "two"]).nothing().prints_nothing();
    world.run(["timeline", "--speaker", "zebedee"]).nothing();
}

#[test]
fn a_correction_lasts() {
    let world = harbour();
    let rain = id(&world, "rained");
    let shown = world.run(["correct", &rain, "--speaker", "Cy Fox", "--note", "heard him"]).done();
    shown.prints("Cy Fox").prints("by hand (quotedex: Bob Ray").tells("Noted in index/corrections.csv");
    assert_eq!(speaker(&world, "rained"), "Cy Fox");
    world.run(["index", "news"]).done();
    world.run(["rebuild", "news"]).done();
    assert_eq!(speaker(&world, "rained"), "Cy Fox");
    // Another version of the article, in which the words have moved and changed a little.
    let text = std::fs::read_to_string(world.path("news/first.txt")).unwrap();
    let text = text.replace("“It rained all day,”", "There was more. “It rained almost all day,”");
    let world = world.file("news/first.txt", text);
    world.run(["index", "news"]).done().prints("1 changed");
    assert_eq!(speaker(&world, "rained"), "Cy Fox");
    world.run(["correct", "--list"]).done().prints("said by Cy Fox, not by Bob Ray");
    // The words are gone: the row stays, and says so.
    let text = std::fs::read_to_string(world.path("news/first.txt")).unwrap();
    let world = world.file("news/first.txt", text.split("There was more").next().unwrap());
    world.run(["index", "news"]).done();
    world.run(["correct", "--list"]).done().prints("fits nothing").tells("1 of them fit nothing");
    world.run(["check"]).done();
}

#[test]
fn every_kind_of_correction_can_be_taken_back() {
    let world = harbour();
    let before = world.run(["search", "--format", "jsonl"]).stdout;
    let rain = id(&world, "rained");
    for (option, polarity) in [("--denied", "denied"), ("--not-said", "not_said")] {
        world.run(["correct", &rain, option]).done();
        assert_eq!(world.run(["show", &rain, "--format", "json"]).json()["polarity"], polarity);
        world.run(["correct", &rain, "--undo"]).done();
    }
    world.run(["correct", &rain, "--unknown"]).done();
    assert_eq!(speaker(&world, "rained"), Value::Null);
    world.run(["correct", &rain, "--undo"]).done();
    world.run(["correct", &rain, "--not-a-quotation"]).done().tells("The quote is not in the index.");
    world.run(["search", "rained"]).nothing();
    world.run(["correct", &rain, "--undo"]).done();
    assert_eq!(world.run(["search", "--format", "jsonl"]).stdout, before);
    world.run(["correct", &rain, "--undo"]).nothing();
    world.run(["correct", "ffffffffffffffff", "--right"]).nothing();
    world.run(["correct", &rain]).code(2);
    world.run(["correct", &rain, "--right", "--denied"]).code(2);
}

#[test]
fn the_table_is_the_users() {
    let world = harbour();
    let table = "mine,action,words,speaker,article\nkeep,speaker,It rained all day,Cy Fox,first\n";
    let world = world.file("shared/table.csv", table);
    world.run(["index", "news", "--corrections", "shared/table.csv"]).done();
    assert_eq!(speaker(&world, "rained"), "Cy Fox");
    // It is remembered, and a row more keeps all that is there.
    let cost = id(&world, "\"65 million\"");
    world.run(["correct", &cost, "--right"]).done().tells("shared/table.csv");
    let now = std::fs::read_to_string(world.path("shared/table.csv")).unwrap();
    assert!(now.starts_with(table) && now.lines().count() == 3, "{now}");
    // A row that was changed by hand counts at the next run.
    let world = world.file("shared/table.csv", table.replace("Cy Fox", "Di Gray"));
    world.run(["index", "news"]).done();
    assert_eq!(speaker(&world, "rained"), "Di Gray");
    // A wrong row changes nothing, and is named.
    let world = world.file("shared/table.csv", table.replace("speaker,It", "sepaker,It"));
    world.run(["index", "news"]).fails("table.csv, line 2: `sepaker` is no action");
    // A table that has gone is no empty table.
    std::fs::remove_file(world.path("shared/table.csv")).unwrap();
    world.run(["index", "news"]).done().tells("shared/table.csv is missing");
    assert_eq!(speaker(&world, "rained"), "Di Gray");
    world.run(["index", "news", "--corrections", "nowhere.csv"]).fails("nowhere.csv");
    let world = world.file("shared/table.csv", "action,words\n");
    world.run(["index", "news"]).done();
    assert_eq!(speaker(&world, "rained"), "Bob Ray");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let header = "action,words,article\n";
    let world = harbour().file("victim.csv", header);
    std::os::unix::fs::symlink(world.path("victim.csv"), world.path("index/corrections.csv")).unwrap();
    std::os::unix::fs::symlink(world.path("victim.csv"), world.path("index/watches.json")).unwrap();
    let rain = id(&world, "rained");
    world.run(["correct", &rain, "--denied"]).fails("symbolic link");
    world.run(["watch", "add", "rain", "rained"]).code(2);
    assert_eq!(std::fs::read_to_string(world.path("victim.csv")).unwrap(), header);
}

#[test]
fn accuracy_is_measured_on_what_was_checked() {
    let world = harbour();
    world.run(["eval", "--from-corrections"]).nothing();
    let (rain, cost) = (id(&world, "rained"), id(&world, "\"65 million\""));
    world.run(["correct", &rain, "--speaker", "Cy Fox"]).done();
    world.run(["correct", &cost, "--right"]).done();
    let figures = world.run(["eval", "--from-corrections", "--format", "json"]).json();
    assert_eq!((&figures["checked"], &figures["right"]), (&json!(2), &json!(1)), "{figures:#}");
    let labelled = world.run(["eval", "--from-corrections", "--labelled"]).done();
    let world = world.file("gold.jsonl", &labelled.stdout);
    let again = world.run(["eval", "gold.jsonl", "--format", "json"]).json();
    assert_eq!(again["who.named"]["gold"], 5, "{again:#}");
}

#[test]
fn two_names_are_one_person_when_the_user_says_so() {
    let world = harbour();
    world.run(["people", "merge", "Ann Smith", "Bob Ray"]).done().prints("also Bob Ray");
    assert_eq!(world.run(["search", "--count-by", "speaker", "--format", "jsonl"]).jsonl().len(), 1);
    world.run(["who", "--speaker", "Bob Ray", "we will raise the harbour fees"]).done();
    world.run(["rebuild", "news"]).done();
    assert_eq!(world.run(["search", "--count-by", "speaker", "--format", "jsonl"]).jsonl().len(), 1);
    world.run(["people", "undo", "Ann Smith", "Bob Ray"]).done();
    world.run(["people", "rename", "ray", "Robert Ray"]).done();
    world.run(["speakers", "ray"]).done().prints("Robert Ray");
    world.run(["people", "list"]).done().prints("Bob Ray is shown as Robert Ray");
    world.run(["people", "merge", "Ann Smith", "zebedee"]).fails("zebedee");
    world.run(["people", "merge", "ann smith", "Ann Smith"]).fails("one speaker already");
}

#[test]
fn spellings_are_two_people_when_the_user_says_so() {
    let article = |name: &str, words: &str| format!("“{words} is fine,” {name}, the mayor, said on Monday.\n");
    let world = World::new()
        .file("news/a.txt", article("Donald Smith", "Rain"))
        .file("news/b.txt", article("Donald J. Smith", "Snow"));
    world.run(["index", "news"]).done();
    let speakers = || world.run(["search", "--count-by", "speaker", "--format", "jsonl"]).jsonl().len();
    assert_eq!(speakers(), 1);
    world.run(["people", "split", "Donald Smith", "Donald J. Smith"]).done();
    assert_eq!(speakers(), 2);
    world.run(["people", "undo", "Donald Smith", "Donald J. Smith"]).done();
    assert_eq!(speakers(), 1);
}

#[test]
fn nothing_is_told_twice() {
    let world = World::indexed();
    world.run(["watch", "add", "city", "city"]).done().tells("1 statement matches already");
    world.run(["watch", "run", "city"]).nothing().prints_nothing().tells("Nothing new.");
    // The same words by the same speaker elsewhere are no news, other words are.
    let world = world
        .file("news/copy.txt", format!("Other\n\n{ARTICLE}"))
        .file("news/new.txt", "Later\n\n“The city will be better than ever,” Ann Smith said on Tuesday.\n");
    world.run(["index", "news"]).done();
    world.run(["watch", "run"]).done().prints("city: 1 new statement").prints("better than ever");
    world.run(["watch", "run"]).nothing();
    world.run(["rebuild", "news"]).done();
    world.run(["watch", "run"]).nothing();
    let feed = world.run(["watch", "run", "city", "--format", "atom"]).nothing();
    feed.prints("<feed").prints("better than ever");
    world.run(["watch", "run", "--format", "atom"]).fails("a feed is of one watch");
    world.run(["watch", "add", "city", "x"]).fails("city already");
    world.run(["watch", "add", "two words", "x"]).fails("two words");
    world.run(["watch", "add", "wrong", "(x"]).fails("(");
    world.run(["watch", "list"]).done().prints("city");
    world.run(["watch", "remove", "city"]).done();
    world.run(["watch", "run", "city"]).fails("no watch called city");
    world.run(["watch", "list"]).nothing();
}

/// What could not be written is not noted as told.
#[test]
fn nothing_is_lost_when_nobody_listens() {
    let world = harbour();
    world.run(["watch", "add", "all", "--from-start"]).done();
    let mut child = world.command().args(["watch", "run"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    child.wait().unwrap();
    world.run(["watch", "run"]).done().prints("all: 3 new statements");
}

#[test]
fn watches_run_as_articles_arrive() {
    let world = World::indexed();
    world.run(["watch", "add", "snow", "snow"]).done();
    let mut child = world
        .command()
        .args(["index", "news", "--watch"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(lines.next().unwrap().contains("article read"));
    std::fs::write(world.path("news/snow.txt"), "Snow\n\n“There will be snow,” Bob Ray said.\n").unwrap();
    let mut told = || lines.find(|line| line.contains("new statement"));
    assert_eq!(told().as_deref(), Some("snow: 1 new statement"));
    std::fs::write(world.path("news/more.txt"), "More\n\n“Even more snow,” Cy Fox said.\n").unwrap();
    assert_eq!(told().as_deref(), Some("snow: 1 new statement"));
    child.kill().unwrap();
    child.wait().unwrap();
    // The second may have been stopped before it was noted; the first was noted long ago.
    assert!(!world.run(["watch", "run"]).stdout.contains("There will be snow"));
}

#[test]
fn who_is_quoted_is_counted() {
    let world = harbour();
    let audit = world.run(["audit", "--format", "json"]).json();
    assert_eq!(
        audit["groups"].as_array().unwrap().iter().map(|group| group["quotes"].as_u64().unwrap()).sum::<u64>(),
        3
    );
    let months = world.run(["audit", "--by", "month", "--format", "json"]).json();
    let values: Vec<&str> =
        months["groups"].as_array().unwrap().iter().map(|group| group["value"].as_str().unwrap()).collect();
    assert_eq!(values, ["2024-01", "2024-06"]);
    world.run(["audit", "--by", "publisher", "--full"]).done().prints("The Paper").prints("Ann Smith 2, Bob Ray 1");
    world.run(["audit", "elephants"]).nothing().tells("Nothing found.");
}

#[test]
fn references_open_elsewhere() {
    let world = harbour();
    let rain = id(&world, "rained");
    let csl = world.run(["search", "rained", "--format", "csl"]).json();
    assert_eq!((&csl[0]["type"], &csl[0]["author"][0]["family"]), (&json!("article-newspaper"), &json!("Lee")));
    world.run(["show", &rain, "--format", "ris"]).done().prints("UR  - https://paper.example/first\r\n");
    world.run(["show", &rain, "--format", "bibtex"]).done().prints("@article{quotedex-first,");
    let annotation = world.run(["show", &rain, "--format", "annotation"]).json();
    assert_eq!(annotation[0]["target"][0]["source"], "https://paper.example/first");
    let claim = world.run(["show", &rain, "--format", "jsonld"]).json();
    assert_eq!(claim["@graph"][0]["author"]["name"], "Bob Ray");
    let link = world.run(["show", &rain, "--format", "json"]).json()["link"].clone();
    assert_eq!(link, "https://paper.example/first#:~:text=It%20rained%20all%20day");
    for args in [&["stats"][..], &["topics"], &["who", "it rained"], &["search", "--count-by", "kind"]] {
        world.run(args.iter().copied().chain(["--format", "csl"])).fails("does not print csl");
    }
}

#[test]
fn many_questions_give_one_table() {
    let world = harbour().file("phrases.txt", "it rained all day\r\n\r\npurple elephants\n").file("empty.txt", "\n\n");
    world.run(["who", "--batch", "phrases.txt"]).done().prints("verbatim").prints("none");
    let answers = world.run(["who", "--batch", "phrases.txt", "--format", "jsonl"]).jsonl();
    assert_eq!(answers.iter().map(|one| one["verdict"].as_str().unwrap()).collect::<Vec<_>>(), ["verbatim", "none"]);
    let table = world.pipe("rained\n\"harbour fees\"\nxyzzy\n", ["search", "--batch", "-", "--format", "csv"]).done();
    assert_eq!(table.stdout.lines().count(), 1 + 1 + 1 + 1, "{}", table.stdout);
    world.pipe("xyzzy\n", ["who", "--batch", "-"]).nothing();
    world.run(["who", "--batch", "empty.txt"]).fails("empty.txt: no phrases");
    world.run(["who", "--batch", "missing.txt"]).fails("missing.txt");
    world.pipe(b"ok\n\xff\n", ["who", "--batch", "-"]).fails("standard input, line 2: not UTF-8");
    world.run(["who", "words", "--batch", "phrases.txt"]).code(2);
}

/// The protocol as an assistant speaks it: one JSON value a line.
#[test]
fn an_assistant_is_answered() {
    let world = harbour();
    let mut child = world.command().arg("mcp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let hello =
        json!({"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}});
    let mut ask = |number: u64, method: &str, params: Value| {
        writeln!(input, "{}", json!({"jsonrpc": "2.0", "id": number, "method": method, "params": params})).unwrap();
        if number == 1 {
            writeln!(input, "{}", json!({"jsonrpc": "2.0", "method": "notifications/initialized"})).unwrap();
        }
        let answer: Value = serde_json::from_str(&lines.next().unwrap()).unwrap();
        assert_eq!(answer["id"], number, "{answer:#}");
        answer["result"].clone()
    };
    assert_eq!(ask(1, "initialize", hello)["serverInfo"]["name"], "quotedex");
    let tools = ask(2, "tools/list", json!({}));
    assert_eq!(tools["tools"].as_array().unwrap().len(), 5, "{tools:#}");
    assert!(tools["tools"].as_array().unwrap().iter().all(|tool| tool["annotations"]["readOnlyHint"] == true));
    let mut call = |number: u64, name: &str, arguments: Value| {
        ask(number, "tools/call", json!({"name": name, "arguments": arguments}))
    };
    let said = call(3, "who_said", json!({"phrase": "it rained all day"}));
    assert_eq!(said["structuredContent"]["verdict"], "verbatim", "{said:#}");
    let id = said["structuredContent"]["matches"][0]["id"].clone();
    assert_eq!(call(4, "show_quote", json!({"id": id}))["structuredContent"]["speaker"], "Bob Ray");
    let found = call(5, "search_quotes", json!({"speaker": "smith", "sort": "newest", "limit": 1}));
    assert_eq!(found["structuredContent"]["hits"].as_array().unwrap().len(), 1, "{found:#}");
    assert_eq!(call(6, "speaker", json!({"name": "ray"}))["structuredContent"]["speakers"][0]["name"], "Bob Ray");
    let checked = call(7, "verify_text", json!({"text": "“It rained all night,” said Bob Ray."}));
    assert_eq!(checked["structuredContent"]["quotations"][0]["verdict"], "altered", "{checked:#}");
    for (number, name, arguments) in [
        (8, "who_said", json!({})),
        (9, "who_said", json!({"phrase": 7})),
        (10, "search_quotes", json!({"query": "(x"})),
        (11, "search_quotes", json!({"query": "x", "since": "soon"})),
        (12, "show_quote", json!({"id": "zzzz"})),
        (13, "speaker", json!({"name": "zebedee"})),
    ] {
        assert_eq!(call(number, name, arguments)["isError"], true, "{name}");
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}
