//! 0 found or done, 1 nothing found, 2 an error; and what standard error says then.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::util::{ARTICLE, World};

#[test]
fn found_is_0_and_nothing_found_is_1() {
    let world = World::indexed();
    world.run(["search", "city"]).done();
    world.run(["who", "the city will be fine without me"]).done();
    world.run(["stats"]).done();
    world.run(["check"]).done();
    world.run(["search", "elephants"]).nothing().prints_nothing().tells("Nothing found.");
    world.run(["who", "purple elephants"]).nothing();
    world.run(["show", "nosuchid"]).nothing().prints_nothing();
    world.run(["speakers", "zebedee"]).nothing().prints_nothing();
}

#[test]
fn extract_without_a_statement_is_1() {
    let world = World::new().file("empty.txt", "").file("plain.txt", "Rain.\n");
    world.run(["extract", "empty.txt"]).nothing().prints_nothing();
    world.run(["extract", "plain.txt"]).nothing().prints_nothing().tells("Nothing found");
    world.run(["extract", "-q", "plain.txt"]).nothing().tells("");
}

#[test]
fn a_missing_file_is_2_and_the_others_are_done() {
    let world = World::new().file("a.txt", ARTICLE);
    world.run(["extract", "missing.txt", "a.txt"]).fails("missing.txt: no such file").prints("The city will be fine");
    let ran = world.run(["index", "a.txt", "missing.txt"]).fails("missing.txt: no such file");
    ran.prints("1 new").prints("1 input could not be read");
    world.run(["search", "city"]).done();
}

#[test]
fn no_index_is_2_with_the_cure() {
    let world = World::new();
    for args in [&["search", "x"][..], &["who", "x"], &["speakers"], &["show", "x"], &["stats"]] {
        world.run(args.iter().copied()).fails("index").tells("quotedex index").prints_nothing();
    }
}

#[test]
fn indexing_nothing_leaves_no_index() {
    let world = World::new();
    world.run(["index"]).fails("seeds/articles").tells("PATH");
    world.run(["index", "nowhere"]).fails("nowhere");
    assert!(!world.path("index").exists());
}

#[test]
fn wrong_usage_is_2() {
    let world = World::indexed();
    world.run(["seerch"]).code(2).tells("search");
    world.run(["who"]).code(2).tells("PHRASE");
    world.run(["search", "--since", "soon", "x"]).code(2).tells("2024-05-12");
    world.run(["search", "--min-confidence", "2", "x"]).code(2).tells("0 to 1");
    world.run(["who", "?!"]).fails("no words");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let lines = format!("{}\n", serde_json::json!({ "text": ARTICLE })).repeat(5000);
    let world = World::new().file("many.jsonl", lines);
    let mut command = world.command();
    command.args(["extract", "--format", "jsonl", "many.jsonl"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.ends_with('\n'));
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(0), ""));
}
