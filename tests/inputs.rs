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
