//! What belongs to the user stays: their files, their articles, their table of people and their settings.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::util::{ARTICLE, World};

/// An article of its own: its words say which.
fn article(word: &str) -> String {
    format!("Mayor Leaves Office\n\n“The {word} will be fine without me,” Ann Smith said on Monday.\n")
}

fn articles(world: &World) -> u64 {
    world.run(["stats", "--format", "json"]).done().json()["articles"].as_u64().unwrap()
}

fn finds(world: &World, word: &str) -> bool {
    world.run(["search", word]).code == Some(0)
}

/// The folder with the engine's files.
fn data(world: &World) -> PathBuf {
    let pointer: Value = serde_json::from_slice(&fs::read(world.path("index/quotedex.json")).unwrap()).unwrap();
    world.path("index").join(pointer["data"].as_str().unwrap())
}

#[test]
fn a_folder_that_holds_anything_else_is_no_place_for_an_index() {
    let world = World::new().file("a.txt", ARTICLE).file("proj/data-1/survey.csv", "mine");
    for command in ["index", "rebuild"] {
        world.run([command, "a.txt", "--index", "proj"]).fails("it contains `data-1`").tells("empty or new folder");
    }
    assert_eq!(fs::read_to_string(world.path("proj/data-1/survey.csv")).unwrap(), "mine");
    assert_eq!(fs::read_dir(world.path("proj")).unwrap().count(), 1);
}

#[test]
fn what_is_put_beside_the_data_or_into_it_stays() {
    let world = World::indexed();
    let planted = ["index/data-9/survey.csv", "index/data-1/notes.txt", "index/notes.txt", "index/.env"];
    let world = planted.iter().fold(world, |world, name| world.file(name, "mine"));
    fs::create_dir(world.path("index/data-5")).unwrap();
    for args in [&["index", "news"][..], &["rebuild", "news"], &["index", "news"], &["rebuild", "news"]] {
        world.run(args.iter().copied()).done();
        world.run(["check"]).done();
    }
    for name in planted {
        assert_eq!(fs::read_to_string(world.path(name)).unwrap(), "mine", "{name}");
    }
    assert!(world.path("index/data-5").exists() && !world.path("index/data-1/meta.json").exists());
    assert!(finds(&world, "city"));
}

#[test]
fn a_lost_pointer_is_found_again() {
    let world = World::indexed();
    for damage in [None, Some(""), Some("{\"record\":"), Some("no JSON at all")] {
        let pointer = world.path("index/quotedex.json");
        match damage {
            None => fs::remove_file(&pointer).unwrap(),
            Some(text) => fs::write(&pointer, text).unwrap(),
        }
        assert!(finds(&world, "city"));
        match damage {
            // As a writer leaves it that was killed before it wrote it.
            None => drop(world.run(["check"]).done()),
            Some(_) => drop(world.run(["check"]).nothing().prints("quotedex.json` is damaged")),
        }
        world.run(["index", "news"]).done().tells("restored from the data").prints("1 unchanged");
        world.run(["check"]).done();
        assert_eq!(articles(&world), 1);
    }
}

#[test]
fn data_of_two_indexes_is_not_guessed_at() {
    let world = World::indexed().file("other.txt", article("town"));
    world.run(["index", "other.txt", "--index", "second"]).done();
    world.run(["rebuild", "other.txt", "--index", "second"]).done();
    fs::rename(world.path("second/data-2"), world.path("index/data-2")).unwrap();
    assert!(finds(&world, "city") && !finds(&world, "town"));
    fs::remove_file(world.path("index/quotedex.json")).unwrap();
    for args in [&["search", "city"][..], &["index", "news"]] {
        world
            .run(args.iter().copied())
            .fails("`data-1` and `data-2` belong to different indexes")
            .tells("but the right one");
    }
    fs::rename(world.path("index/data-2"), world.path("elsewhere")).unwrap();
    world.run(["index", "news"]).done();
    assert!(finds(&world, "city"));
}

#[test]
fn an_index_is_not_replaced_by_next_to_nothing() {
    let world = World::new().file("empty/note.xyz", "").file("broken.jsonl", "not json\n");
    let world = (0..5).fold(world, |world, n| world.file(&format!("news/{n}.txt"), article(&format!("city{n}"))));
    world.run(["index", "news"]).done();
    for (paths, told) in [
        (&["empty"][..], "would hold no articles"),
        (&["broken.jsonl"], "would hold no articles"),
        (&["news/0.txt", "news/1.txt"], "would hold 2 articles instead of 5"),
    ] {
        let ran = world.run(["rebuild"].into_iter().chain(paths.iter().copied())).code(2);
        ran.tells(told).tells("was not changed").tells("--force").prints_nothing();
        assert_eq!(articles(&world), 5);
    }
    world.run(["rebuild", "news/0.txt", "news/1.txt", "--force"]).done();
    assert_eq!(articles(&world), 2);
    world.run(["rebuild", "news/0.txt"]).done();
    world.run(["check"]).done();
}

#[test]
fn most_of_a_folder_or_of_a_file_is_not_pruned() {
    let line = |n: usize| format!("{}\n", json!({ "id": format!("row{n}"), "text": article(&format!("town{n}")) }));
    let world = World::new().file("rows/all.jsonl", (0..5).map(line).collect::<String>());
    let world = (0..5).fold(world, |world, n| world.file(&format!("news/{n}.txt"), article(&format!("city{n}"))));
    world.run(["index", "news", "rows"]).done();
    // A disk that is not mounted is an empty folder.
    for n in 0..3 {
        fs::remove_file(world.path(&format!("news/{n}.txt"))).unwrap();
    }
    let ran = world.run(["index", "news", "--prune"]).code(2);
    ran.tells("3 of the 5 files read from").tells("--force").prints("2 unchanged");
    assert_eq!(articles(&world), 10);
    // A file that was cut short.
    let world = world.file("rows/all.jsonl", line(0) + &line(1));
    world.run(["index", "rows"]).done().prints("3 articles no longer in their file, but still in the index");
    let world = world.file("rows/all.jsonl", line(1) + &line(0));
    world.run(["index", "rows", "--prune"]).done().prints("3 articles no longer in their file");
    let world = world.file("rows/all.jsonl", "");
    world.run(["index", "rows", "--prune"]);
    assert_eq!(articles(&world), 10);
    let world = world.file("rows/all.jsonl", line(0));
    world.run(["index", "news", "rows", "--prune", "--force"]).done().prints("Removed 7 articles");
    assert_eq!(articles(&world), 3);
    world.run(["check"]).done();
}

#[test]
fn an_emptied_file_takes_nothing_with_it() {
    let world = World::indexed().file("news/mayor.txt", "");
    world.run(["index", "news"]).prints("1 article no longer in its file, but still in the index");
    assert!(finds(&world, "city"));
    world.run(["index", "news", "--prune"]);
    assert!(finds(&world, "city"));
    let world = world.file("news/mayor.txt", article("town"));
    world.run(["index", "news"]).done().prints("1 changed");
    assert!(finds(&world, "town") && !finds(&world, "city"));
    let world = world.file("news/mayor.txt", "\n \n");
    world.run(["index", "news", "--prune", "--force"]).prints("Removed 1 article");
    assert_eq!(articles(&world), 0);
}

#[test]
fn one_id_for_several_articles_is_told_and_all_are_kept() {
    let row = |id: &str, publisher: &str, word: &str| {
        let text = format!("{} {}", article(word), (0..20).map(|n| format!("{word}{n} ")).collect::<String>());
        format!("{}\n", json!({ "id": id, "publisher": publisher, "text": text }))
    };
    let world = World::new()
        .file(
            "in/a.jsonl",
            row("1", "The Paper", "city") + &row("1", "The Paper", "town") + &row("2", "The Paper", "dale"),
        )
        .file("in/b.jsonl", row("1", "The Post", "vale") + &row("2", "The Post", "hill"));
    let ran = world.run(["index", "in", "-v"]).done().prints("5 new").prints("3 articles with an id that another");
    ran.tells("another article has this id; this one is kept as 1~");
    for word in ["city", "town", "dale", "vale", "hill"] {
        assert!(finds(&world, word), "{word}");
    }
    // Each file's next version is its own article's.
    let world = world.file("in/b.jsonl", row("1", "The Post", "moor") + &row("2", "The Post", "hill"));
    world.run(["index", "in"]).done();
    assert!(finds(&world, "moor") && !finds(&world, "vale") && finds(&world, "city"));
    assert_eq!(articles(&world), 5);
    // The same article in another version, from another file: most of its words say so.
    let long = |extra: &str| {
        let text = (0..60).map(|n| format!("Sentence number {n} of it. ")).collect::<String>();
        format!("{}\n", json!({ "id": "9", "text": article("port") + &text + extra }))
    };
    world.pipe(long(""), ["index", "-"]).done().prints("1 new");
    world.pipe(long("And one more."), ["index", "-"]).done().prints("1 changed");
    world.run(["check"]).done();
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    use std::os::unix::fs::symlink;

    let world = World::new().file("news/a.txt", ARTICLE).file("victim", "mine");
    fs::create_dir(world.path("index")).unwrap();
    for name in [".quotedex-writer", ".quotedex.json.new", "README.link"] {
        symlink("../victim", world.path("index").join(name)).unwrap();
    }
    world.run(["index", "news"]).done();
    world.run(["rebuild", "news"]).done();
    for name in [".tmp-people", ".tantivy-writer.lock", "spellings.json"] {
        let _ = fs::remove_file(data(&world).join(name));
        symlink("../../victim", data(&world).join(name)).unwrap();
        world.run(["index", "news"]).fails("is a symbolic link").tells("remove the link");
        assert!(fs::symlink_metadata(data(&world).join(name)).unwrap().is_symlink());
        fs::remove_file(data(&world).join(name)).unwrap();
    }
    let lock = world.path("index/.quotedex-lock");
    fs::remove_file(&lock).unwrap();
    symlink("../made", &lock).unwrap();
    world.run(["index", "news"]).fails("is a symbolic link");
    assert!(!world.path("made").exists());
    assert_eq!(fs::read_to_string(world.path("victim")).unwrap(), "mine");
}

#[test]
fn an_article_that_costs_too_much_is_named_and_the_others_are_read() {
    let world = World::new()
        .file("in/a.txt", ARTICLE)
        .file("in/quotes.txt", "“Aa bb,” she said. ".repeat(40_000))
        .file("in/long.txt", "It was a long day. ".repeat(100_000))
        .file("in/said.txt", "Ann Smith said that it rained. ".repeat(15_000));
    for command in ["index", "extract"] {
        let ran = world.run([command, "in"]).code(2);
        ran.tells("quotes.txt: too large: 80000 quotation marks")
            .tells("long.txt: too large")
            .tells("said.txt: too large: 15000 quotes, the limit is 10000")
            .tells("split it");
    }
    assert_eq!(articles(&world), 1);
}

#[test]
fn a_damaged_file_is_no_answer() {
    let world = World::new();
    let world = (0..9).fold(world, |world, n| world.file(&format!("news/{n}.txt"), article(&format!("city{n}"))));
    world.run(["index", "news"]).done();
    let files: Vec<PathBuf> = fs::read_dir(data(&world)).unwrap().map(|entry| entry.unwrap().path()).collect();
    let ends = ["fast", "term", "idx", "pos", "store", "fieldnorm"];
    let mut tried = 0;
    for path in files.iter().filter(|path| ends.iter().any(|end| path.extension().is_some_and(|found| found == *end))) {
        let whole = fs::read(path).unwrap();
        let mut flipped = whole.clone();
        flipped[whole.len() / 3] ^= 4;
        fs::write(path, &flipped).unwrap();
        for args in [&["search", "city3"][..], &["who", "city3 will be fine"], &["stats"], &["speakers"], &["topics"]] {
            let ran = world.run(args.iter().copied()).code(2);
            ran.tells("damaged").tells("quotedex rebuild").prints_nothing();
        }
        fs::write(path, &whole).unwrap();
        tried += 1;
    }
    assert!(tried >= ends.len(), "{tried}");
    assert!(finds(&world, "city3"));
}

#[test]
fn how_articles_are_read_is_remembered() {
    let rows = format!("{}\n", json!({ "story": article("city") }));
    let world = World::new().file("in/a.jsonl", rows).file("in/.hidden.txt", article("town"));
    let read_with = || world.run(["stats", "--format", "json"]).done().json()["settings"].clone();
    world.run(["index", "in", "--map", "text=story", "--min-confidence", "0.05", "--hidden"]).done().prints("2 new");
    world.run(["stats"]).done().prints("--min-confidence 0.05 --map text=story --hidden");
    world.run(["index", "in"]).done().prints("2 unchanged");
    world.run(["rebuild", "in"]).done().prints("2 new");
    let kept = read_with();
    assert_eq!(
        (&kept["map"], &kept["hidden"], &kept["file_dates"]),
        (&json!(["text=story"]), &json!(true), &json!(false))
    );
    world.run(["index", "in", "--min-confidence", "0", "--hidden=false"]).done().prints("1 unchanged");
    assert_eq!(read_with()["map"], json!(["text=story"]));
    world.run(["index", "in", "--map="]).code(2).tells("no article");
    assert!(finds(&world, "city") && read_with().is_null());
    world.run(["check"]).done();
}

#[test]
fn what_is_removed_stays_out_until_it_is_asked_for_again() {
    let page = |url: &str, word: &str| format!("---\ntitle: Mayor\nurl: {url}\n---\n{}", article(word));
    let world = World::new()
        .file("news/a.txt", article("city"))
        .file("news/b.txt", page("https://example.com/b", "town"))
        .file("news/c.txt", article("vale"))
        .file("news/sub/d.txt", article("dale"))
        .file("copies/a.txt", article("city"));
    world.run(["index", "news", "copies"]).done();
    let quote = world.run(["search", "vale", "--format", "jsonl"]).jsonl()[0]["id"].as_str().unwrap().to_owned();
    world.run(["remove", "nothing"]).nothing().tells("No article in this index is `nothing`");
    world.run(["remove", "news/a.txt", "--dry-run"]).done().prints("1 article would be removed");
    assert_eq!(articles(&world), 4);
    world
        .run(["remove", "news/a.txt"])
        .done()
        .prints("Mayor Leaves Office")
        .prints("news/a.txt")
        .prints("1 article removed");
    world.run(["remove", "http://www.example.com/b/"]).done().prints("1 article removed");
    let removed = world.run(["remove", &quote, "news/sub", "--format", "json"]).done().json();
    assert_eq!(removed.as_array().map(Vec::len), Some(2));
    assert_eq!(articles(&world), 0);
    for word in ["city", "town", "vale", "dale"] {
        let holds = |path: &Path| {
            fs::read(path).unwrap().windows(word.len() + 9).any(|part| part == format!("{word} will be").as_bytes())
        };
        let files = fs::read_dir(data(&world)).unwrap().map(|entry| entry.unwrap().path());
        assert_eq!(files.filter(|path| holds(path)).count(), 0, "nothing of {word} is left");
    }
    world.run(["stats"]).done().prints("removed");
    // Neither unchanged, nor written anew, nor elsewhere, nor in another index of the same articles.
    let world =
        world.file("news/b.txt", page("https://example.com/b", "town of old")).file("more/x.txt", article("vale"));
    world.run(["index", "news", "copies", "more"]).done().prints("2 articles left out: removed before");
    assert_eq!(articles(&world), 0);
    world.run(["rebuild", "news", "copies", "more", "--force"]).done().prints("6 articles left out");
    assert_eq!(articles(&world), 0);
    world.run(["check"]).done();
    world.run(["rebuild", "news", "copies", "more", "--again"]).done().prints("4 new");
    assert_eq!(articles(&world), 4);
    world.run(["index", "news"]).done().prints("4 unchanged");
    world.run(["check"]).done();
}

#[test]
fn an_article_taken_in_again_is_told_from_those_that_stay_out() {
    let world = World::new().file("a.txt", article("city")).file("b.txt", article("town"));
    world.run(["index", "a.txt", "b.txt"]).done();
    world.run(["remove", "a.txt", "b.txt"]).done();
    world.run(["index", "a.txt", "--again"]).done().prints("1 new");
    world.run(["index", "b.txt"]).done();
    assert!(finds(&world, "city") && !finds(&world, "town"));
}

#[test]
fn a_file_whose_article_was_removed_is_neither_read_again_nor_said_to_hold_it() {
    let world = World::new().file("a.txt", article("city"));
    let row = |id: &str, word: &str| json!({"id": id, "text": article(word)}).to_string();
    let world = world.file("two.jsonl", [row("b", "town"), row("c", "vale")].join("\n"));
    world.run(["index", "a.txt", "two.jsonl"]).done();
    world.run(["remove", "a.txt", "b"]).done();
    world.run(["index", "a.txt", "two.jsonl"]).done().prints("1 unchanged").prints("2 files skipped as unchanged");
    assert!(finds(&world, "vale") && !finds(&world, "town"));
}

#[test]
fn a_damaged_list_of_removed_articles_is_told_with_a_way_out() {
    let world = World::new().file("a.txt", article("city")).file("b.txt", article("town"));
    world.run(["index", "a.txt", "b.txt"]).done();
    world.run(["remove", "a.txt"]).done();
    fs::write(data(&world).join("removed.json"), "{}").unwrap();
    let told = "list of removed articles";
    world.run(["check"]).code(1);
    world.run(["index", "a.txt", "b.txt"]).fails(told).tells("rebuild --again");
    world.run(["rebuild", "a.txt", "b.txt"]).fails(told).tells("rebuild --again");
    world.run(["rebuild", "a.txt", "b.txt", "--again"]).done().prints("2 new");
    world.run(["check"]).done();
}

/// A disk of its own, so small that it is soon full; only the superuser can have one.
#[cfg(target_os = "linux")]
#[test]
fn what_a_full_disk_leaves_is_cleared_before_a_rebuild() {
    use std::process::Command;

    let world = World::new();
    let world = (0..200).fold(world, |world, n| {
        let words: String = (0..300).map(|m| format!("word{}x{m} ", n * 7919 % 10_007)).collect();
        world.file(&format!("news/{n}.txt"), article(&format!("city{n}")) + &words)
    });
    let disk = world.path("index");
    fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=6m", "tmpfs"]).arg(&disk).output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        let _ = writeln!(std::io::stderr(), "skipped: no file system of its own to fill");
        return;
    }
    let ended = std::panic::catch_unwind(|| {
        world.run(["index", "news/0.txt", "news/1.txt", "--quiet"]).done();
        let full = world.run(["index", "news", "--quiet"]);
        if full.code == Some(0) {
            return;
        }
        full.tells("make room on the disk");
        assert!(finds(&world, "city0"));
        world.run(["rebuild", "news/0.txt", "news/1.txt", "news/2.txt", "--quiet"]).done();
        assert_eq!(articles(&world), 3);
        world.run(["check"]).done();
    });
    let freed = Command::new("umount").arg(&disk).output();
    assert!(freed.is_ok_and(|output| output.status.success()));
    ended.unwrap();
}

#[test]
fn an_article_that_its_agency_cancels_leaves_the_index() {
    let item = |guid: &str, status: &str, word: &str| {
        format!(
            "<newsItem xmlns=\"http://iptc.org/std/nar/2006-10-01/\" guid=\"{guid}\" version=\"1\"><itemMeta>\
             <itemClass qcode=\"ninat:text\"/><pubStatus qcode=\"stat:{status}\"/></itemMeta><contentSet>\
             <inlineData contenttype=\"text/plain\">“The {word} will be rebuilt,” Ann Smith said.</inlineData>\
             </contentSet></newsItem>"
        )
    };
    let ninjs = |status: &str, word: &str| {
        let text = format!("“The {word} will be rebuilt,” Ann Smith said.");
        json!({"uri": "http://agency.example/7", "pubstatus": status, "body_text": text}).to_string()
    };
    let world = World::new()
        .file("in/1.xml", item("urn:newsml:example:1", "usable", "city"))
        .file("in/2.xml", item("urn:newsml:example:2", "usable", "town"))
        .file("in/3.xml", item("3", "usable", "vale"))
        .file("in/4.json", ninjs("usable", "dale"));
    world.run(["index", "in"]).done().prints("4 new");
    let world = world
        .file("in/5.xml", item("urn:newsml:example:1", "canceled", "city"))
        .file("in/6.xml", item("3", "canceled", "vale"))
        .file("in/7.json", ninjs("canceled", "dale"));
    world.run(["index", "in"]).done().prints("2 articles removed: canceled by their publisher.");
    let found = |world: &World| ["city", "town", "vale", "dale"].map(|word| finds(world, word));
    assert_eq!(found(&world), [false, true, true, false], "an id like 3 is not unique in the world");
    world.run(["check"]).done();
    world.run(["index", "in"]).done().prints("7 files skipped as unchanged");
    // Neither when the first version is read again, nor when all is read at once.
    let world = world.file("in/1.xml", item("urn:newsml:example:1", "usable", "city") + "\n");
    world.run(["index", "in"]).done().prints("1 article left out: removed before");
    world.run(["rebuild", "in", "--again"]).done().prints("2 articles removed: canceled");
    assert_eq!(found(&world), [false, true, true, false]);
    world.run(["check"]).done();
}

/// Indexes that two versions before this one have written, of one article each.
#[test]
fn an_index_of_an_earlier_version_is_refused_and_rebuilt() {
    for version in ["schema-10-record-4", "schema-11-record-4"] {
        let world = World::new().file("news/a.txt", ARTICLE);
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/indexes").join(version);
        copy(&kept, &world.path("index"));
        for args in [&["who", "rain"][..], &["search"], &["check"], &["index", "news"], &["correct", "--list"]] {
            world.run(args.iter().copied()).fails("another version of quotedex").tells("`quotedex rebuild PATH...`");
        }
        world.run(["rebuild", "news"]).done();
        world.run(["check"]).done();
        assert!(finds(&world, "city"));
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        match entry.path().is_dir() {
            true => copy(&entry.path(), &to.join(entry.file_name())),
            false => _ = fs::copy(entry.path(), to.join(entry.file_name())).unwrap(),
        }
    }
}
