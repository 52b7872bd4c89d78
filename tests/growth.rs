//! How an index grows: what is skipped, what leaves, what is the same article, and what is said of it.

use std::fs::{self, File};
use std::time::{Duration, SystemTime};

use serde_json::{Value, json};

use crate::util::{ARTICLE, Ran, World};

/// An article of its own: its words say which.
fn article(word: &str) -> String {
    format!("Mayor Leaves Office\n\n“The {word} will be fine without me,” Ann Smith said on Monday.\n")
}

/// Makes the file look as if it had been written long ago.
fn age(world: &World, name: &str, seconds: u64) {
    let time = SystemTime::now() - Duration::from_secs(seconds);
    File::options().write(true).open(world.path(name)).unwrap().set_modified(time).unwrap();
}

/// The report of `quotedex index`, with what it counted.
#[track_caller]
fn report(world: &World, args: &[&str]) -> Value {
    let ran = world.run(["index", "--format", "json"].into_iter().chain(args.iter().copied())).done();
    ran.json()
}

#[track_caller]
fn counts<const N: usize>(report: &Value, expected: [(&str, u64); N]) {
    for (name, number) in expected {
        assert_eq!(report[name], number, "{name} of {report}");
    }
}

fn articles(world: &World) -> u64 {
    world.run(["stats", "--format", "json"]).json()["articles"].as_u64().unwrap()
}

fn finds(world: &World, word: &str) -> bool {
    world.run(["search", word]).code == Some(0)
}

#[test]
fn an_unchanged_file_is_not_opened() {
    let world = World::new().file("news/a.txt", article("city")).file("news/b.txt", article("town"));
    for name in ["news/a.txt", "news/b.txt"] {
        age(&world, name, 100);
    }
    counts(&report(&world, &["news"]), [("read", 2), ("skipped", 0), ("new", 2)]);
    counts(&report(&world, &["news"]), [("read", 0), ("skipped", 2), ("unchanged", 2), ("new", 0)]);
    // Of the same size and time, it cannot be told from what it was without being opened.
    let world = world.file("news/a.txt", article("vale"));
    let time = fs::metadata(world.path("news/b.txt")).unwrap().modified().unwrap();
    age(&world, "news/a.txt", 100);
    let (a, b) = (world.path("news/a.txt"), world.path("news/b.txt"));
    fs::write(&b, article("dale")).unwrap();
    File::options().write(true).open(&b).unwrap().set_modified(time).unwrap();
    let second = report(&world, &["news"]);
    counts(&second, [("read", 1), ("skipped", 1), ("changed", 1), ("unchanged", 1)]);
    assert!(finds(&world, "vale") && !finds(&world, "dale") && finds(&world, "town"), "{}", a.display());
    world.run(["index", "news"]).done().prints("0 files read, 2 files skipped as unchanged");
}

#[test]
fn a_file_that_was_touched_is_the_same_and_its_new_time_is_remembered() {
    let world = World::new().file("news/a.txt", article("city"));
    age(&world, "news/a.txt", 100);
    report(&world, &["news"]);
    age(&world, "news/a.txt", 50);
    counts(&report(&world, &["news"]), [("read", 0), ("skipped", 1)]);
    // Only if the time is remembered now can other bytes of the same size go unseen.
    let time = fs::metadata(world.path("news/a.txt")).unwrap().modified().unwrap();
    fs::write(world.path("news/a.txt"), article("vale")).unwrap();
    File::options().write(true).open(world.path("news/a.txt")).unwrap().set_modified(time).unwrap();
    counts(&report(&world, &["news"]), [("read", 0), ("skipped", 1)]);
}

#[test]
fn a_file_that_was_written_just_now_is_not_trusted_by_its_time() {
    let world = World::new().file("news/a.txt", article("city"));
    report(&world, &["news"]);
    let time = fs::metadata(world.path("news/a.txt")).unwrap().modified().unwrap();
    fs::write(world.path("news/a.txt"), article("vale")).unwrap();
    File::options().write(true).open(world.path("news/a.txt")).unwrap().set_modified(time).unwrap();
    counts(&report(&world, &["news"]), [("read", 1), ("changed", 1)]);
    assert!(finds(&world, "vale"));
}

#[test]
fn a_file_with_a_fault_is_tried_again_each_time() {
    let good = json!({ "id": "x", "text": ARTICLE });
    let world = World::new().file("news/a.jsonl", format!("{good}\nnot json\n"));
    age(&world, "news/a.jsonl", 100);
    for new in [1, 0] {
        let ran = world.run(["index", "news", "--format", "json"]).fails("a.jsonl:2: invalid JSON");
        counts(&ran.json(), [("read", 1), ("failed", 1), ("new", new)]);
    }
}

#[test]
fn other_people_make_files_unknown() {
    let world = World::new().file("news/a.txt", article("city")).file("people.csv", "name\nAnn Smith\n");
    age(&world, "news/a.txt", 100);
    report(&world, &["news"]);
    counts(&report(&world, &["news", "--people", "people.csv"]), [("read", 1), ("changed", 1)]);
    counts(&report(&world, &["news", "--people", "people.csv"]), [("read", 0), ("skipped", 1)]);
    // The table is remembered until it is to be forgotten.
    counts(&report(&world, &["news"]), [("read", 0), ("skipped", 1)]);
    counts(&report(&world, &["news", "--no-people"]), [("read", 1), ("changed", 1)]);
}

#[test]
fn files_of_one_name_in_two_folders_are_two_articles() {
    let world = World::new().file("one/a.txt", article("city")).file("two/a.txt", article("town"));
    report(&world, &["one"]);
    counts(&report(&world, &["two"]), [("new", 1), ("changed", 0)]);
    assert!(finds(&world, "city") && finds(&world, "town"));
    // And they keep their ids, however they are named.
    let world = world.file("two/a.txt", article("vale"));
    counts(&report(&world, &["one", "two"]), [("changed", 1), ("new", 0)]);
    let world = world.file("one/a.txt", article("dale"));
    counts(&report(&world, &["."]), [("changed", 1), ("new", 0)]);
    assert!(finds(&world, "dale") && finds(&world, "vale") && !finds(&world, "city") && !finds(&world, "town"));
}

#[test]
fn a_folder_that_has_moved_is_no_other_folder() {
    let world = World::new().file("old/a.txt", article("city"));
    report(&world, &["old"]);
    fs::rename(world.path("old"), world.path("new")).unwrap();
    report(&world, &["new"]);
    assert_eq!(articles(&world), 1);
    world.run(["search", "city"]).done().prints("new/a.txt");
}

#[test]
fn prune_drops_what_is_gone_and_only_below_what_is_named() {
    let world = World::new()
        .file("news/a.txt", article("city"))
        .file("news/sub/b.txt", article("town"))
        .file("other/c.txt", article("vale"));
    report(&world, &["news", "other"]);
    for name in ["news/sub/b.txt", "other/c.txt"] {
        fs::remove_file(world.path(name)).unwrap();
    }
    fs::remove_dir(world.path("news/sub")).unwrap();
    counts(&report(&world, &["news"]), [("pruned", 0)]);
    counts(&report(&world, &["news", "--prune", "--dry-run"]), [("pruned", 1), ("unchanged", 1)]);
    assert!(finds(&world, "town"), "a dry run does nothing");
    counts(&report(&world, &["news", "--prune"]), [("pruned", 1), ("unchanged", 1)]);
    assert!(finds(&world, "city") && !finds(&world, "town") && finds(&world, "vale"));
    world.run(["index", "other/c.txt", "--prune"]).done().prints("Removed 1 article whose file no longer exists.");
    assert!(!finds(&world, "vale"));
    world.run(["index", "other/c.txt", "--prune"]).fails("no such file");
    world.run(["check"]).done();
}

#[test]
fn a_folder_that_is_not_there_is_not_pruned() {
    let world = World::new().file("drive/a.txt", article("city")).file("news/b.txt", article("town"));
    report(&world, &["drive", "news"]);
    fs::remove_dir_all(world.path("drive")).unwrap();
    fs::remove_file(world.path("news/b.txt")).unwrap();
    let ran = world.run(["index", "drive", "news", "--prune"]).code(2);
    ran.tells("nothing was removed").tells("does not exist").tells("name the folder above it");
    assert!(finds(&world, "city") && finds(&world, "town"));
    world.run(["index", "drive", "news", "--prune", "--strict"]).fails("nothing was removed");
    world.run(["index", ".", "--prune"]).code(2).tells("2 of the 2 files read from").tells("disk is mounted");
    assert_eq!(articles(&world), 2);
    let ran = world.run(["index", ".", "--prune", "--force"]).done();
    ran.prints("Removed 2 articles whose files no longer exist.");
    assert_eq!(articles(&world), 0);
}

#[test]
fn records_that_a_file_no_longer_holds() {
    let line = |id: &str, word: &str| format!("{}\n", json!({ "id": id, "text": article(word) }));
    let nameless = |word: &str| format!("{}\n", json!({ "text": article(word) }));
    let world = World::new()
        .file("in/named.jsonl", line("one", "city") + &line("two", "town"))
        .file("in/rows.jsonl", nameless("vale") + &nameless("dale") + &nameless("hill"));
    counts(&report(&world, &["in"]), [("new", 5)]);
    let world =
        world.file("in/named.jsonl", line("two", "town")).file("in/rows.jsonl", nameless("dale") + &nameless("hill"));
    let second = report(&world, &["in"]);
    // All stay until they are pruned.
    counts(&second, [("pruned", 0), ("kept", 2), ("new", 0)]);
    for word in ["city", "town", "vale", "dale", "hill"] {
        assert!(finds(&world, word), "{word}");
    }
    assert_eq!(articles(&world), 5);
    let world = world
        .file("in/named.jsonl", line("two", "town") + "\n")
        .file("in/rows.jsonl", nameless("hill") + &nameless("coast") + &nameless("dale"));
    counts(&report(&world, &["in", "--prune"]), [("pruned", 2), ("new", 1)]);
    for (word, found) in
        [("city", false), ("vale", false), ("town", true), ("dale", true), ("hill", true), ("coast", true)]
    {
        assert_eq!(finds(&world, word), found, "{word}");
    }
    assert_eq!(articles(&world), 4);
    world.run(["check"]).done();
}

#[test]
fn a_dry_run_writes_nothing() {
    let world = World::new().file("news/a.txt", article("city")).file("news/b.txt", article("city"));
    let first = report(&world, &["news", "--dry-run"]);
    counts(&first, [("new", 1), ("same", 1), ("quotes", 0)]);
    assert_eq!(first["dry_run"], true);
    assert!(!world.path("index").exists());
    report(&world, &["news"]);
    let world = world.file("news/a.txt", article("town")).file("news/c.txt", article("vale"));
    let before = tree(&world);
    counts(&report(&world, &["news", "--dry-run"]), [("new", 1), ("unchanged", 1), ("skipped", 1)]);
    let told = world
        .run(["index", "news", "--dry-run"])
        .done()
        .prints("Dry run, nothing was changed: 3 articles would be read");
    assert_eq!(told.stderr, "");
    assert_eq!(tree(&world), before);
    let world = world.file("news/d.txt", b"\0");
    world.run(["index", "news/d.txt", "--dry-run"]).fails("d.txt: a binary file, not text");
}

/// Everything below `index`, with its bytes.
fn tree(world: &World) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![world.path("index")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            match entry.path().is_dir() {
                true => folders.push(entry.path()),
                false => found.push((entry.path().display().to_string(), fs::read(entry.path()).unwrap())),
            }
        }
    }
    found.sort();
    found
}

#[test]
fn strict_puts_in_all_or_nothing() {
    let world = World::new().file("news/a.txt", article("city"));
    report(&world, &["news"]);
    let world = world.file("news/b.txt", article("town")).file("news/c.jsonl", "not json\n");
    let ran = world.run(["index", "news", "--strict", "--commit-every", "1"]).code(2).prints_nothing();
    ran.tells("c.jsonl:1: invalid JSON").tells("the index was not changed").tells("without --strict");
    assert!(!finds(&world, "town"));
    world.run(["index", "nowhere.txt", "news/b.txt", "--strict"]).fails("nowhere.txt");
    world.run(["rebuild", "news", "--strict"]).code(2);
    assert!(finds(&world, "city") && !finds(&world, "town"));
    world.run(["index", "news"]).code(2).prints("1 input could not be read");
    assert!(finds(&world, "town"));
}

fn page(url: &str, publisher: &str, words: &str) -> String {
    format!("---\ntitle: Mayor\nurl: {url}\npublisher: {publisher}\n---\n{}", article(words))
}

#[test]
fn one_article_from_two_files_is_one() {
    let world = World::new()
        .file("news/a.txt", page("https://www.example.com/mayor/?utm_source=feed", "The Paper", "city"))
        .file("news/b.txt", page("http://example.com/mayor#top", "The Paper", "city of the north"));
    let first = report(&world, &["news"]);
    counts(&first, [("new", 1), ("same", 1)]);
    assert_eq!(articles(&world), 1);
    world.run(["search", "north"]).done().prints("news/b.txt");
    world.run(["index", "news"]).done().prints("unchanged");
    // Across runs, too, and the other way round.
    let world = world.file("more/c.txt", page("example.com/mayor", "The Paper", "city of the south"));
    counts(&report(&world, &["more"]), [("same", 1), ("new", 0)]);
    assert!(finds(&world, "south") && !finds(&world, "north"));
    // The one file whose version stands goes: another that holds the article is read again.
    fs::remove_file(world.path("more/c.txt")).unwrap();
    counts(&report(&world, &[".", "--prune"]), [("pruned", 0), ("read", 2)]);
    assert!(finds(&world, "north") && !finds(&world, "south"));
    assert_eq!(articles(&world), 1);
    // A file goes whose version does not stand: nothing happens.
    fs::remove_file(world.path("news/a.txt")).unwrap();
    counts(&report(&world, &[".", "--prune"]), [("pruned", 0), ("read", 0)]);
    assert!(finds(&world, "north"));
    fs::remove_file(world.path("news/b.txt")).unwrap();
    counts(&report(&world, &[".", "--prune", "--force"]), [("pruned", 1)]);
    assert_eq!(articles(&world), 0);
    world.run(["check"]).done();
}

#[test]
fn copies_are_one_and_wire_copy_is_many() {
    let world = World::new()
        .file("news/a.txt", article("city"))
        .file("news/b.txt", article("city").replace('\n', "\r\n"))
        .file("wire/one.txt", page("https://one.com/1", "One", "town"))
        .file("wire/three.txt", format!("---\npublisher: Three\n---\n{}", article("town")))
        .file("wire/two.txt", page("https://two.com/2", "Two", "town"));
    counts(&report(&world, &["."]), [("new", 4), ("same", 1)]);
    assert_eq!(articles(&world), 4);
    let found = world.run(["search", "town", "--format", "json"]).done().json();
    assert_eq!((&found["total"], found["hits"][0]["also_in"].as_array().map(Vec::len)), (&json!(1), Some(2)));
}

#[test]
fn a_file_that_becomes_a_copy_of_another_and_one_that_ceases_to_be() {
    let world = World::new().file("a.txt", article("city")).file("b.txt", article("town"));
    report(&world, &["."]);
    let world = world.file("b.txt", article("city"));
    counts(&report(&world, &["."]), [("same", 1), ("pruned", 0), ("kept", 1)]);
    assert_eq!(articles(&world), 2);
    let world = world.file("b.txt", article("vale"));
    counts(&report(&world, &["."]), [("changed", 1)]);
    assert!(finds(&world, "city") && finds(&world, "vale"));
    assert_eq!(articles(&world), 2);
    // Now the other way round: the file whose copy stands is another article.
    let world = world.file("b.txt", article("city")).file("a.txt", article("hill"));
    report(&world, &["."]);
    report(&world, &["."]);
    assert!(finds(&world, "city") && finds(&world, "hill") && !finds(&world, "vale"));
    assert_eq!(articles(&world), 2);
    world.run(["check"]).done();
}

#[test]
fn what_is_piped_in_later_takes_nobody_s_place() {
    let world = World::new();
    let line = |word: &str| format!("{}\n", json!({ "text": article(word) }));
    for (piped, new) in [("city", "1 new"), ("town", "1 new"), ("town", "1 duplicate"), ("city", "1 unchanged")] {
        world.pipe(line(piped), ["index", "-"]).done().prints(new);
    }
    assert!(finds(&world, "city") && finds(&world, "town"));
    assert_eq!(articles(&world), 2);
}

#[test]
fn nothing_new_needs_no_weights_and_leaves_no_trace() {
    let world = World::indexed();
    age(&world, "news/mayor.txt", 100);
    report(&world, &["news"]);
    let before = tree(&world);
    counts(&report(&world, &["news"]), [("read", 0), ("skipped", 1)]);
    assert_eq!(tree(&world), before);
}

#[test]
fn the_report_in_every_format() {
    let world = World::new().file("news/a.txt", article("city"));
    let names = "new,changed,unchanged,failed,quotes,read,skipped,same,pruned,seconds";
    let ran = world.run(["index", "news", "--format", "csv"]).done().prints(names);
    assert!(ran.stdout.contains("1,0,0,0,1,1,0,0,0,"), "{ran:?}");
    let line = world.run(["index", "news", "--format", "jsonl"]).done().jsonl();
    counts(&line[0], [("unchanged", 1), ("skipped", 1)]);
    assert_eq!(line[0]["index"]["articles"], 1);
}

/// The same files give the same answers, whatever the number of threads and commits.
#[test]
fn threads_and_commits_decide_nothing() {
    let lines = |from: usize| {
        let line = |n: usize| json!({ "text": article(&format!("city {} of {}", n % 40, n % 90)) }).to_string() + "\n";
        (from..from + 60).map(line).collect::<String>()
    };
    let world = World::new().file("in/a.jsonl", lines(0)).file("in/b.jsonl", lines(30)).file("in/c.jsonl", lines(60));
    let answers: Vec<String> = [("1", "4096"), ("4", "4096"), ("4", "7"), ("2", "1")]
        .into_iter()
        .map(|(threads, every)| {
            let dir = format!("index-{threads}-{every}");
            let mut command = world.command();
            command.env("RAYON_NUM_THREADS", threads);
            command.args(["index", "in", "--quiet", "--index", &dir, "--commit-every", every, "--format", "csv"]);
            let output = command.output().unwrap();
            assert!(output.status.success(), "{output:?}");
            let all = ["search", "--limit", "1000", "--format", "jsonl", "--index", &dir, "--sort", "oldest"];
            let answer: Ran = world.run(all).done();
            world.run(["check", "--index", &dir]).done();
            answer.stdout
        })
        .collect();
    for answer in &answers[1..] {
        assert_eq!(*answer, answers[0]);
    }
}

#[cfg(unix)]
#[test]
fn watching_takes_in_what_comes_and_drops_what_goes() {
    use std::process::{Command, Stdio};
    use std::time::Instant;

    let world = World::new().file("news/a.txt", article("city"));
    world.run(["index", "-", "--watch"]).fails("standard input cannot be watched");
    let mut command = world.command();
    command.args(["index", ".", "--watch", "--prune"]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    let wait = |what: &str, done: &dyn Fn() -> bool| {
        let began = Instant::now();
        while !done() {
            assert!(began.elapsed() < Duration::from_secs(60), "{what}");
            std::thread::sleep(Duration::from_millis(100));
        }
    };
    wait("the first pass", &|| finds(&world, "city"));
    fs::write(world.path("news/b.txt"), article("town")).unwrap();
    wait("a new file", &|| finds(&world, "town"));
    fs::create_dir(world.path("news/sub")).unwrap();
    fs::write(world.path("news/sub/c.txt"), article("vale")).unwrap();
    wait("a new folder", &|| finds(&world, "vale"));
    fs::write(world.path("news/b.txt"), article("village")).unwrap();
    wait("a changed file", &|| finds(&world, "village") && !finds(&world, "town"));
    fs::remove_file(world.path("news/a.txt")).unwrap();
    wait("a file that goes", &|| !finds(&world, "city"));
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert!(told.contains("Watching for articles") && told.contains("Stopped."), "{told}");
    // Its own index among the articles is no reason for another pass, and no article.
    let reports = String::from_utf8(output.stdout).unwrap();
    assert!((2..12).contains(&reports.matches("The index holds").count()), "{reports}");
    world.run(["check"]).done();
}

/// How long it takes to find out that nothing, or next to nothing, is new: a figure, and too slow for every day.
#[test]
#[ignore = "makes 100,000 files and takes minutes"]
fn ten_changed_of_a_hundred_thousand() {
    let world = World::new();
    let path = |number: usize| world.path(&format!("news/{:03}/{number:06}.txt", number / 1000));
    for number in 0..100_000 {
        fs::create_dir_all(path(number).parent().unwrap()).unwrap();
        fs::write(path(number), format!("Report {number}\n")).unwrap();
    }
    let timed = |what: &str| {
        let report = report(&world, &["news"]);
        let count = |name: &str| report[name].as_u64().unwrap();
        let (read, skipped, seconds) = (count("read"), count("skipped"), report["seconds"].as_f64().unwrap());
        println!("{what}: {read} files read, {skipped} skipped, {seconds:.1} s");
        (read, skipped)
    };
    timed("all new");
    assert_eq!(timed("none changed"), (0, 100_000));
    for number in (0..100_000).step_by(10_000) {
        fs::write(path(number), article(&format!("tide {number}"))).unwrap();
    }
    assert_eq!(timed("ten changed"), (10, 99_990));
}
