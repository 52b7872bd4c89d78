//! What each command does, as far as it does not depend on how good the extraction is.

use crate::util::{ARTICLE, World};

#[test]
fn index_takes_in_what_is_new_or_changed() {
    let world = World::new().file("news/a.txt", ARTICLE).file("news/b.txt", ARTICLE.replace("city", "town"));
    world.run(["index", "news"]).done().prints("2 articles read: 2 new");
    world.run(["index", "news"]).done().prints("2 articles read: 2 unchanged");
    let world = world.file("news/b.txt", ARTICLE.replace("city", "village"));
    world.run(["index", "news"]).done().prints("1 changed, 1 unchanged");
    world.run(["search", "village"]).done();
    world.run(["search", "town"]).nothing();
    assert_eq!(world.run(["stats", "--format", "json"]).json()["articles"], 2);
}

#[test]
fn index_passes_over_its_own_folder() {
    let world = World::new().file("a.txt", ARTICLE);
    for _ in 0..2 {
        world.run(["index", "."]).done();
    }
    assert_eq!(world.run(["stats", "--format", "json"]).json()["articles"], 1);
}

#[test]
fn rebuild_starts_afresh() {
    let world = World::indexed().file("other/b.txt", ARTICLE.replace("city", "town"));
    world.run(["rebuild", "other"]).done().prints("1 new");
    world.run(["search", "town"]).done();
    world.run(["search", "city"]).nothing();
}

#[test]
fn the_index_may_be_elsewhere() {
    let world = World::new().file("a.txt", ARTICLE);
    world.run(["index", "a.txt", "--index", "there/deep"]).done();
    world.run(["search", "--index", "there/deep", "city"]).done();
    let ran = world.command().env("QUOTEDEX_INDEX", "there/deep").args(["search", "city"]).output().unwrap();
    assert_eq!(ran.status.code(), Some(0));
    assert!(!world.path("index").exists());
}

#[test]
fn show_marks_the_quote_in_its_article() {
    let world = World::indexed();
    let found = world.run(["search", "city", "--format", "jsonl"]).jsonl();
    let ran = world.run(["show", found[0]["id"].as_str().unwrap()]).done();
    assert!(ran.stdout.lines().any(|line| line.starts_with(">> ") && line.contains("[[")), "{ran:?}");
    ran.prints("Mayor Leaves Office").prints("news/mayor.txt");
}

#[test]
fn long_answers_come_in_parts() {
    let lines: Vec<String> = (0..30)
        .map(|n| serde_json::json!({ "id": n, "text": format!("“Number {n} is fine,” Ann Smith said.") }).to_string())
        .collect();
    let world = World::new().file("many.jsonl", lines.join("\n"));
    world.run(["index", "many.jsonl"]).done().prints("30 new");
    let ran = world.run(["search", "fine", "--format", "jsonl"]).done().tells("Showing 1-20 of 30 quotes");
    assert_eq!(ran.jsonl().len(), 20);
    let rest = world.run(["search", "fine", "--format", "jsonl", "--offset", "20"]).done();
    assert_eq!(rest.jsonl().len(), 10);
    let quiet = world.run(["search", "fine", "-q", "--limit", "0"]).done().prints_nothing();
    assert_eq!(quiet.stderr, "");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let lines: Vec<String> = (0..600).map(|n| serde_json::json!({ "id": n, "text": ARTICLE }).to_string()).collect();
    let world = World::new().file("many.jsonl", lines.join("\n"));
    let run = || world.run(["extract", "many.jsonl", "--format", "jsonl"]).done();
    let first = run();
    assert_eq!(first.stdout, run().stdout);
    let ids: Vec<String> = first.jsonl().iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, (0..600).map(|n: u32| n.to_string()).collect::<Vec<_>>());
}

#[test]
fn help_completions_and_manual() {
    let world = World::new();
    world.run(["--version"]).done().prints("quotedex ");
    world.run(["-h"]).done().prints("completions");
    world.run(["--help"]).done().prints("Examples:");
    world.run(["help"]).code(2);
    for command in ["index", "rebuild", "search", "who", "speakers", "topics", "show", "extract", "stats", "check"] {
        world.run([command, "--help"]).done().prints("--index");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        world.run(["completions", shell]).done().prints("quotedex");
    }
    world.run(["man"]).done().prints(".TH quotedex");
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_the_index_in_order() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    use std::time::Duration;

    let world = World::indexed();
    for (command, left) in [("index", "run the same command to continue"), ("rebuild", "The index was not changed")] {
        let mut running = world.command();
        let piped = running.args([command, "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(b"{\"text\": \"one article\"}\n").unwrap();
        // Long enough for the program to wait for its second article.
        std::thread::sleep(Duration::from_millis(1500));
        assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
        std::thread::sleep(Duration::from_millis(200));
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(130), "{told}");
        assert!(told.contains(left), "{told}");
        world.run(["search", "city"]).done();
    }
}

#[test]
fn an_index_of_only_what_is_certain() {
    let world = World::new().file("news/mayor.txt", ARTICLE);
    world.run(["rebuild", "news", "--min-confidence", "1"]).done();
    assert_eq!(world.run(["search"]).code, Some(1));
    world.run(["rebuild", "news", "--min-confidence", "0.1"]).done();
    assert_eq!(world.run(["search"]).code, Some(0));
}

#[test]
fn did_this_one_say_it() {
    let world = World::indexed();
    let ask = |phrase, name| world.run(["who", phrase, "--speaker", name, "--format", "json"]);
    assert_eq!(ask("the city will be fine", "smith").done().json()["check"], "yes");
    let altered = ask("the city will not be fine without me", "smith").nothing().json();
    assert_eq!((&altered["check"], &altered["verdict"]), (&"altered".into(), &"close".into()));
    let caution = serde_json::json!({ "kind": "negation", "asked": "will not", "said": "will" });
    assert_eq!(altered["matches"][0]["cautions"], serde_json::json!([caution]));
    assert_eq!(ask("the city will be fine", "jones").nothing().json()["check"], "somebody_else");
    assert_eq!(ask("purple elephants", "smith").nothing().json()["check"], "not_found");
    world.run(["who", "the city will be fine", "--speaker", "smith"]).done().prints("Yes. Ann Smith said this");
    world.run(["who", "the city will not be fine without me"]).done().prints("said “will”, not “will not”");
}

#[test]
fn one_quotation_in_two_articles() {
    let shorter = "Short\n\n“The city will be fine,” Ann Smith said on Tuesday.\n";
    let world = World::new().file("news/a.txt", ARTICLE).file("news/b.txt", shorter);
    world.run(["index", "news"]).done();
    let found = world.run(["search", "city", "--format", "json"]).done().json();
    assert_eq!((&found["total"], &found["hits"][0]["also_in"][0]["path"]), (&1.into(), &"news/b.txt".into()));
    world.run(["search", "city"]).done().prints("also in").prints("shorter: “The city will be fine");
}

#[test]
fn counts_of_what_is_found() {
    let world = World::indexed();
    world.run(["search", "city", "--count-by", "speaker"]).done().prints("1  Ann Smith");
    let counted = world.run(["search", "--count-by", "kind", "--format", "json"]).done().json();
    assert_eq!((&counted["by"], &counted["total"]), (&"kind".into(), &1.into()));
    assert_eq!(counted["counts"], serde_json::json!([{ "value": "direct", "quotes": 1 }]));
    world.run(["search", "elephants", "--count-by", "month"]).nothing().prints_nothing().tells("Nothing found.");
}

#[test]
fn flags_say_the_same_as_fields() {
    let article =
        "---\ntitle: Mayor Leaves Office\ndate: 2024-05-12\n---\n“The city will be fine without me,” Ann Smith said.\n";
    let world = World::new().file("a.txt", article);
    world.run(["index", "a.txt"]).done();
    for args in [["--title", "mayor"], ["--date", "2024-01..2024-06"], ["--date", "2024-05"], ["--date", "2024.."]] {
        world.run(["search"].into_iter().chain(args)).done();
    }
    world.run(["search", "--title", "council"]).nothing().tells("Without --title council: 1 match.");
    world.run(["search", "--date", "..2023"]).nothing().tells("Without --until 2023-12-31");
    world.run(["search", "--date", "soon"]).code(2).tells("2024-05-12");
    world.run(["search", "title:mayor", "date:2024-01..2024-06"]).done();
    world.run(["search", "city", "spaker:ann"]).fails("unknown field `spaker`").tells("       ^^^^^^^^^^");
}

#[test]
fn links_only_when_asked_for() {
    let world = World::indexed();
    let plain = world.run(["search", "city"]).done();
    assert!(!plain.stdout.contains('\u{1b}'), "{plain:?}");
    let linked = world.run(["search", "city", "--hyperlinks"]).done();
    assert!(
        linked.stdout.contains("\u{1b}]8;;file:///") && linked.stdout.contains("news/mayor.txt\u{1b}\\"),
        "{linked:?}"
    );
    world.run(["search", "city", "--no-pager"]).done();
}
