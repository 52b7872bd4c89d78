//! Files, folders, streams: which articles they give.

use crate::util::{ARTICLE, World};

#[test]
fn ids_and_texts_of_json_lines_come_through() {
    let lines = concat!(
        "{\"id\": \"a/1 ü\", \"text\": \"“I quit,” Ann Smith said.\\r\\n\", \"title\": \"T\", \"date\": \"2024-05-12T10:00:00Z\"}\n",
        "\r\n",
        "{\"id\": 7, \"text\": \"\", \"publisher\": \"P\"}",
    );
    let world = World::new();
    for ran in
        [world.pipe(lines, ["extract", "-", "--format", "jsonl"]), world.pipe(lines, ["extract", "--format", "jsonl"])]
    {
        let found = ran.done().jsonl();
        assert_eq!(found.len(), 2);
        assert_eq!(
            (&found[0]["id"], &found[0]["date"], &found[0]["title"]),
            (&"a/1 ü".into(), &"2024-05-12".into(), &"T".into())
        );
        assert_eq!((&found[1]["id"], &found[1]["publisher"]), (&"7".into(), &"P".into()));
        assert_eq!(found[1]["attributions"], serde_json::json!([]));
    }
}

#[test]
fn a_json_file_holds_one_article_or_many() {
    let world = World::new()
        .file("one.json", "{\n  \"id\": \"one\",\n  \"text\": \"x\"\n}\n")
        .file("many.json", "[{\"id\": \"a\", \"text\": \"x\"}, {\"id\": \"b\"}, {\"id\": \"c\", \"text\": \"x\"}]")
        .file("lines.json", "{\"id\": \"d\", \"text\": \"x\"}\n{\"id\": \"e\", \"text\": \"x\"}\n");
    let ran = world.run(["extract", "one.json", "many.json", "lines.json", "--format", "jsonl"]);
    let ran = ran.fails("many.json, record 2: no article");
    let ids: Vec<_> = ran.jsonl().into_iter().map(|line| line["id"].clone()).collect();
    assert_eq!(ids, ["one", "a", "c", "d", "e"]);
}

#[test]
fn positions_count_code_points_with_every_line_end_and_encoding() {
    let text = "Café\r\n\r\n“It’s over,” said Zoë.\r\n";
    let latin: Vec<u8> = text.chars().map(windows_1252).collect();
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let world = World::new().file("utf8.txt", text).file("latin.txt", latin).file("utf16.txt", utf16);
    for name in ["utf8.txt", "latin.txt", "utf16.txt"] {
        let found = world.run(["extract", name, "--format", "jsonl"]).done().jsonl();
        let content = &found[0]["attributions"][0]["content"][0];
        let [start, end] = [0, 1].map(|side| content[side].as_u64().unwrap() as usize);
        let words: String = text.chars().skip(start).take(end - start).collect();
        assert!(words.contains("It’s over"), "{name}: {words:?}");
    }
}

fn windows_1252(c: char) -> u8 {
    match c {
        '“' => 0x93,
        '”' => 0x94,
        '’' => 0x92,
        c => u8::try_from(u32::from(c)).unwrap(),
    }
}

#[test]
fn front_matter_tells_about_the_article() {
    let front = "---\ntitle: \"A: B\"\ndate: 12 May 2024\npublisher: The Paper\nauthors: [Ann, Bo]\n---\n";
    let world = World::new().file("a.txt", format!("{front}{ARTICLE}"));
    let found = world.run(["extract", "a.txt", "--format", "jsonl"]).done().jsonl();
    assert_eq!((&found[0]["title"], &found[0]["date"]), (&"A: B".into(), &"2024-05-12".into()));
    assert_eq!((&found[0]["publisher"], &found[0]["path"]), (&"The Paper".into(), &"a.txt".into()));
}

#[test]
fn what_is_passed_over_is_told() {
    let world = World::new()
        .file("in/a.txt", ARTICLE)
        .file("in/photo.jpg", "x")
        .file("in/scan.tiff", "x")
        .file("in/program", b"\x7fELF\x00\x00")
        .file("in/notes.xlsx", "x")
        .file("in/empty.txt", "")
        .file("in/days.csv", "text,date\nx,05/06/2024\ny,soon\nz,13/06/2024\n")
        .file("in/gone.json", "{\"body_html\": \"x\", \"pubstatus\": \"canceled\"}");
    let told = "4 files skipped: 2 images, 1 XLSX, 1 binary file.\n1 entry left out: 1 canceled.\n1 article holds no text.\n\
                1 date not understood; -v lists them.\n";
    let ran = world.run(["extract", "in", "--format", "jsonl"]).done();
    assert_eq!(ran.stderr, told);
    let dates: Vec<_> = ran.jsonl().iter().map(|article| article["date"].clone()).collect();
    assert_eq!(dates[1..4], ["2024-06-05".into(), serde_json::Value::Null, "2024-06-13".into()]);
    let ran = world.run(["extract", "in", "-v"]).done().tells("in/photo.jpg: skipped, image");
    ran.tells("in/days.csv: the date of days:2 is not understood: \"soon\"").tells("gone:1 left out, canceled");
    assert_eq!(world.run(["extract", "in", "-q"]).done().stderr, "");
    world.run(["index", "in"]).done().prints(told.lines().next().unwrap());
    let report = world.run(["index", "in", "--format", "json"]).done().json();
    assert_eq!(report["left_out"][0]["kinds"], serde_json::json!({ "XLSX": 1, "image": 2 }));
    let ran = world.run(["extract", "in", "--strict"]).code(2).tells("in/photo.jpg: skipped");
    ran.tells("quotedex: not everything was read (--strict): 4 files skipped").prints("The city will be fine");
    world
        .run(["extract", "in/days.csv", "in/none.txt", "in/a.txt", "--strict"])
        .code(2)
        .tells("first unreadable input");
    let ran = world.run(["rebuild", "in", "--strict"]).code(2).prints_nothing();
    ran.tells("not everything was read (--strict): 4 files skipped").tells("in/photo.jpg: skipped");
}

#[test]
fn articles_of_one_name_stay_apart() {
    let world = World::new().file("x/a.txt", ARTICLE).file("y/a.txt", ARTICLE).file("y/a.md", ARTICLE);
    let ids = |args: &[&str]| {
        let ran = world.run(["extract", "--format", "jsonl"].into_iter().chain(args.iter().copied())).done();
        ran.jsonl().iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&["x/a.txt"]), ["a"]);
    assert_eq!(ids(&["x", "x/a.txt", "./x"]), ["a"]);
    let apart = ids(&["x", "y"]);
    assert_eq!(apart.len(), 3);
    assert_eq!(apart[0], "a");
    assert!(apart[1].starts_with("a~") && apart[2].starts_with("a~") && apart[1] != apart[2], "{apart:?}");
    assert_eq!(apart, ids(&["x", "y"]));
}

#[test]
fn packed_files_are_read_wherever_they_come_from() {
    let lines = "{\"text\": \"“I quit,” Ann Smith said.\"}\n{\"id\": \"b\", \"text\": \"x\"}\n";
    let world = World::new()
        .file("in/a.txt.gz", gzip(ARTICLE))
        .file("in/b.md.zst", zstd(ARTICLE))
        .file("in/lines.jsonl.gz", [gzip(lines), gzip(lines.replace("\"b\"", "\"c\""))].concat())
        .file("in/photo.jpg.gz", gzip("x"))
        // A name may lie: what is packed is told by its first bytes.
        .file("in/plain.txt.gz", ARTICLE)
        .file("odd.bin", zstd(ARTICLE));
    let ids = |ran: crate::util::Ran| ran.jsonl().iter().map(|line| line["id"].clone()).collect::<Vec<_>>();
    let ran = world.run(["extract", "in", "odd.bin", "--format", "jsonl"]).done();
    assert_eq!(ids(ran), ["a", "b", "lines:1", "b", "lines:3", "c", "plain", "odd.bin"]);
    for packed in [gzip(lines), zstd(lines)] {
        assert_eq!(ids(world.pipe(packed, ["extract", "-", "--format", "jsonl"]).done()), ["line-1", "b"]);
    }
    let found = world.run(["extract", "in/a.txt.gz", "--format", "jsonl"]).done().jsonl();
    assert_eq!(found[0]["path"], "in/a.txt.gz");
}

fn gzip(content: impl AsRef<[u8]>) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packer, content.as_ref()).unwrap();
    packer.finish().unwrap()
}

fn zstd(content: impl AsRef<[u8]>) -> Vec<u8> {
    zstd::encode_all(content.as_ref(), 3).unwrap()
}

const SENT: &str = "<html><head><title>Mayor Leaves</title><meta charset=latin1></head><body><article><h1>Mayor Leaves</h1>\
                    <p>\u{201c}The city will be fine without me,\u{201d} Ann Smith said on Monday.</p></article></body></html>";

/// A record of a web archive.
fn fetched(url: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat();
    let head = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-12T10:00:00Z\r\nContent-Type: \
         application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), &block, b"\r\n\r\n"].concat()
}

#[test]
fn the_pages_of_a_web_archive_are_articles() {
    let windows: Vec<u8> = SENT.chars().map(windows_1252).collect();
    let records = [
        b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 3\r\n\r\na:b\r\n\r\n".to_vec(),
        fetched("https://example.org/a", "Content-Type: text/html", &windows),
        fetched(
            "https://example.org/2024/../b",
            "Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip",
            &gzip(SENT),
        ),
        fetched("https://example.org/photo", "Content-Type: image/png", b"\x89PNG"),
        fetched("https://example.org/empty", "Content-Type: text/html", b"<html></html>"),
        fetched("https://example.org/c", "Content-Type: text/plain", ARTICLE.as_bytes()),
    ];
    let each = |pack: fn(&Vec<u8>) -> Vec<u8>| records.iter().map(pack).collect::<Vec<_>>().concat();
    let world = World::new()
        .file("in/plain.warc", records.concat())
        .file("in/news.warc.gz", each(|record| gzip(record)))
        .file("in/news.warc.zst", each(|record| zstd(record)));
    for name in ["in/plain.warc", "in/news.warc.gz", "in/news.warc.zst"] {
        let found = world.run(["extract", name, "--format", "jsonl"]).done().jsonl();
        let ids: Vec<_> = found.iter().map(|article| article["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["https://example.org/a", "https://example.org/2024/../b", "https://example.org/c"], "{name}");
        for article in found {
            assert_eq!(article["attributions"][0]["text"], "The city will be fine without me,", "{name}");
            assert_eq!(article["date"], "2024-05-12");
        }
    }
    world.run(["extract", "in"]).done().prints("The city will be fine");
}

#[test]
fn misread_utf8_is_put_right_and_told() {
    let lines = "{\"text\": \"\\u00e2\\u20ac\\u0153The city will be fine,\\u00e2\\u20ac\\u009d Ann Smith said.\"}\n";
    let found = World::new().pipe(lines, ["extract", "-", "--format", "jsonl"]).done().jsonl();
    assert_eq!(found[0]["attributions"][0]["text"], "The city will be fine,");
    assert_eq!(found[0]["repaired_text"], "“The city will be fine,” Ann Smith said.");
    let found = World::new().pipe(ARTICLE, ["extract", "-", "--format", "jsonl"]).done().jsonl();
    assert!(found[0].get("repaired_text").is_none());
}

fn ids(ran: &crate::util::Ran) -> Vec<String> {
    ran.jsonl().iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn files_may_be_listed() {
    let list = "in/a.txt\r\n\n  \ngone.txt\nin/sub\nin/a.txt\n";
    let world = World::new()
        .file("in/a.txt", ARTICLE)
        .file("in/sub/a.txt", ARTICLE)
        .file("b\nb.txt", ARTICLE)
        .file("list", list)
        .file("zeros", "b\nb.txt\0in/a.txt\0")
        .file("binary", "in/a.txt\n\0\0");
    let run = |args: &[&str]| world.run(["extract", "--format", "jsonl"].into_iter().chain(args.iter().copied()));
    let ran = run(&["--files-from", "list"]).fails("gone.txt: no such file or folder");
    // Listed, a file keeps its folders; below a listed folder it is called as below a named one.
    assert_eq!(ids(&ran), ["in/a", "a"]);
    assert_eq!(ids(&run(&["b\nb.txt", "--files-from", "zeros", "-0"]).done()), ["b-b", "in/a"]);
    let piped = world.pipe("in/a.txt", ["extract", "--files-from", "-", "--format", "jsonl"]).done();
    assert_eq!(ids(&piped), ["in/a"]);
    run(&["--files-from", "nowhere"]).fails("nowhere: cannot be opened");
    run(&["--files-from", "-", "-"]).fails("standard input cannot be both");
    assert_eq!(ids(&run(&["--files-from", "binary"]).fails("binary:2: not a path: it contains a NUL byte")), ["in/a"]);
    world.run(["index", "--files-from", "list"]).tells("gone.txt");
    world.run(["search", "city"]).done().prints("The city will be fine");
}

#[test]
fn ignore_rules_of_the_folder_hold() {
    let world = World::new()
        .file("in/a.txt", ARTICLE)
        .file("in/drafts/b.txt", ARTICLE)
        .file("in/.ignore", "drafts/\n")
        .file("in/old/c.txt", ARTICLE)
        .file("in/old/keep.txt", ARTICLE)
        .file("in/.quotedexignore", "/old/*\n!keep.txt\n")
        .file("in/.gitignore", "*\n")
        .file("in/.hidden.txt", ARTICLE)
        .file("in/.setting", ARTICLE)
        .file("in/.git/d.txt", ARTICLE)
        .file(".ignore", "in/\n");
    let run = |args: &[&str]| {
        ids(&world.run(["extract", "in", "--format", "jsonl"].into_iter().chain(args.iter().copied())).done())
    };
    assert_eq!(run(&[]), ["a", "old/keep"]);
    assert_eq!(run(&["--hidden"]), [".hidden", "a", "old/keep"]);
    assert_eq!(run(&["--no-ignore"]), ["a", "drafts/b", "old/c", "old/keep"]);
}

#[test]
fn a_guessed_date_is_marked_and_that_of_a_file_must_be_asked_for() {
    let world = World::new().file("2024-05-12-mayor.txt", ARTICLE).file("mayor.txt", ARTICLE.replace("city", "town"));
    let noon = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    let file = std::fs::File::options().write(true).open(world.path("mayor.txt")).unwrap();
    file.set_modified(noon).unwrap();
    let run = |args: &[&str]| {
        world.run(["2024-05-12-mayor.txt", "mayor.txt"].into_iter().fold(
            ["extract"].into_iter().chain(args.iter().copied()).collect::<Vec<_>>(),
            |mut args, file| {
                args.push(file);
                args
            },
        ))
    };
    let dates = |args: &[&str]| {
        let found = run(&[args, &["--format", "jsonl"]].concat()).done().jsonl();
        found.iter().map(|it| format!("{} {}", it["date"], it["date_source"])).collect::<Vec<_>>()
    };
    assert_eq!(dates(&[]), ["\"2024-05-12\" \"name\"", "null null"]);
    assert_eq!(dates(&["--file-dates"]), ["\"2024-05-12\" \"name\"", "\"2001-09-09\" \"file\""]);
    run(&["--file-dates"]).done().prints("2024-05-12 (by its name)").prints("2001-09-09 (file)");
    // Not asked for, it is no date in searches; asked for, it is shown as what it is.
    world.run(["index", "mayor.txt"]).done();
    world.run(["search", "town", "--since", "2000"]).nothing();
    world.run(["index", "mayor.txt", "--file-dates"]).done();
    world.run(["search", "town", "--since", "2000"]).done().prints("2001-09-09 (file)");
    let found = world.run(["search", "town", "--format", "jsonl"]).done().jsonl();
    assert_eq!(found[0]["article"]["date_source"], "file");
    world.run(["show", found[0]["id"].as_str().unwrap()]).done().prints("2001-09-09 (file)");
}

const PAGE: &str = r#"<!DOCTYPE html><html><head><title>Mayor Leaves Office | The Paper</title>
<meta property="og:site_name" content="The Paper"><meta name="author" content="By Bo Li">
<meta property="article:published_time" content="2024-05-12T08:00:00Z"></head>
<body><nav><a href="/">“Home,” said nobody</a></nav><h1>Mayor Leaves Office</h1>
<p>The mayor of the old town by the river leaves her office at the end of the month, after nine years.</p>
<p>“The city will be <em>fine</em> without <a href="/me">me</a>,” Ann <b>Smith</b> said on Monday.</p>
<ul><li>“I never looked back,” she said.</li></ul>
<blockquote>“Nobody will miss her,” Cy Young said.</blockquote>
<figure><img src="a.jpg"><figcaption>“Look here,” said the caption. (Photo: Di Ng)</figcaption></figure>
<p>Also read: <a href="/x">“I stay,” the ferryman said</a></p></body></html>"#;

#[test]
fn a_page_from_the_web_gives_its_quotations_and_no_others() {
    let world = World::new().file("site/2024/mayor.html", PAGE).file("site/nothing.htm", "<html><body></body></html>");
    let ran =
        world.run(["extract", "site", "--format", "jsonl"]).fails("nothing.htm: no article: the page has no text");
    let found = ran.jsonl();
    assert_eq!(found.len(), 1);
    let texts = |found: &serde_json::Value| {
        let all = found["attributions"].as_array().expect("attributions").iter();
        all.map(|found| found["text"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let said = ["The city will be fine without me,", "I never looked back,", "Nobody will miss her,"];
    assert_eq!(texts(&found[0]), said);
    assert_eq!((&found[0]["id"], &found[0]["title"]), (&"2024/mayor".into(), &"Mayor Leaves Office".into()));
    assert_eq!((&found[0]["publisher"], &found[0]["date"]), (&"The Paper".into(), &"2024-05-12".into()));
    let piped = world.pipe(PAGE, ["extract", "-", "--format", "jsonl"]).done().jsonl();
    assert_eq!(texts(&piped[0]), said);
    let part = world.file("part.html", "<div>“I <i>never</i> looked back,” she said.</div>");
    assert_eq!(texts(&part.run(["extract", "part.html", "--format", "jsonl"]).done().jsonl()[0]), said[1..2]);
}
