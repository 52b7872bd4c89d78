//! Input that means no good, or that is merely odd.

use crate::util::{ARTICLE, World};

#[test]
fn control_characters_never_reach_the_terminal() {
    let evil = "Title \u{1b}]0;owned\u{7}\n\n“The city \u{1b}[31mwill\u{9b} be\u{202e} fine,” Ann Smith said.\n";
    let world = World::new().file("evil.txt", evil);
    world.run(["index", "evil.txt"]).done();
    let found = world.run(["search", "--format", "jsonl", "--min-confidence", "0"]).jsonl();
    let id = found[0]["id"].as_str().unwrap();
    for args in [
        &["extract", "evil.txt", "--explain"][..],
        &["search", "city"],
        &["show", id],
        &["who", "be fine"],
        &["speakers"],
    ] {
        let ran = world.run(args.iter().copied());
        let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!ran.stdout.contains(steers) && !ran.stderr.contains(steers), "{ran:?}");
    }
    for format in ["json", "jsonl", "csv"] {
        let ran = world.run(["extract", "evil.txt", "--format", format]).done();
        assert!(!ran.stdout.contains(|c: char| c.is_control() && c != '\n'), "{ran:?}");
    }
    let words = world.run(["extract", "evil.txt", "--format", "jsonl"]).jsonl()[0]["attributions"][0]["text"].clone();
    assert!(words.as_str().unwrap().contains("\u{1b}[31mwill\u{9b} be\u{202e}"), "JSON is lossless: {words}");
}

#[test]
fn colour_is_for_people_only() {
    let world = World::indexed();
    world.run(["search", "city", "--color", "always"]).done().prints("\u{1b}[");
    for format in ["json", "jsonl", "csv"] {
        let ran = world.run(["search", "city", "--color", "always", "--format", format]).done();
        assert!(!ran.stdout.contains('\u{1b}'), "{ran:?}");
    }
    assert!(!world.run(["search", "city"]).stdout.contains('\u{1b}'));
}

#[test]
fn binary_files_are_named_and_passed_over() {
    let world = World::new().file("a.txt", b"\x00\x01\x02").file("b.pdf", "%PDF-1.7").file("c.txt", ARTICLE);
    let ran = world.run(["extract", "a.txt", "b.pdf", "c.txt"]).fails("a.txt: a");
    ran.tells("b.pdf: the PDF is damaged").prints("The city will be fine");
}

#[test]
fn a_folder_of_strange_files_is_read_as_far_as_it_goes() {
    let world = World::new()
        .file("in/a.txt", ARTICLE)
        .file("in/sub/a.txt", ARTICLE.replace("city", "town"))
        .file("in/.hidden.txt", "x")
        .file("in/.git/a.txt", "x")
        .file("in/README.md", "x")
        .file("in/photo.jpg", b"\xff\xd8\x00")
        .file("in/program", b"\x7fELF\x00\x00")
        .file("in/letter", ARTICLE)
        .file("in/empty.txt", "")
        .file("in/bad.jsonl", "{\"text\": \"x\"}\nnot json\n\n[1]\n{\"text\": \"y\", \"id\": \"y\"}\n");
    let ran = world.run(["extract", "in", "--format", "jsonl"]).fails("in/bad.jsonl:2: invalid JSON");
    let ids: Vec<String> = ran.jsonl().iter().map(|line| line["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids, ["a", "bad:1", "y", "empty", "letter", "sub/a"]);
    ran.tells("in/bad.jsonl:4: no article");
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_end() {
    let world = World::new().file("in/a.txt", ARTICLE);
    std::os::unix::fs::symlink(world.path("in"), world.path("in/again")).unwrap();
    assert_eq!(world.run(["extract", "in", "--format", "jsonl"]).done().jsonl().len(), 1);
}

#[test]
fn one_endless_line_is_read() {
    let line = "Nothing happened today, and nobody was there to see it happen. ".repeat(1 << 20 >> 6);
    let world = World::new().file("long.txt", line + "“The city will be fine,” Ann Smith said.");
    world.run(["extract", "long.txt"]).done().prints("The city will be fine");
}

#[test]
fn an_article_beyond_all_measure_is_refused() {
    let line = format!("{{\"text\": \"{}\"}}\n", "x".repeat(65 << 20));
    let world = World::new();
    let ran = world
        .pipe(line + "{\"text\": \"“Fine,” Ann Smith said.\", \"id\": \"b\"}\n", ["extract", "-", "--format", "jsonl"]);
    let ran = ran.fails("longer than 64 MiB");
    assert_eq!(ran.jsonl()[0]["id"], "b");
}

#[test]
fn json_in_knots_is_refused() {
    let knot = "[".repeat(100_000);
    let world = World::new().file("knot.json", &knot).file("knot.jsonl", knot + "\n");
    world.run(["extract", "knot.json"]).fails("invalid JSON");
    world.run(["extract", "knot.jsonl"]).fails("invalid JSON");
}

#[test]
fn packed_files_that_are_broken_or_explode_do_not_stop_the_next() {
    let line = |id: usize| format!("{{\"id\": \"{id}\", \"text\": \"“Fine,” Ann Smith said. {}\"}}\n", blake(id));
    let lines: String = (0..2000).map(line).collect();
    let packed = gzip(&lines);
    let world = World::new()
        .file("cut.jsonl.gz", &packed[..packed.len() / 2])
        .file("cut.txt.gz", &packed[..99])
        .file("bomb.jsonl.gz", gzip(vec![b'\n'; 70 << 20]))
        .file("bomb.txt.gz", gzip(vec![b' '; 70 << 20]))
        .file("twice.txt.gz", gzip(gzip(ARTICLE)))
        .file("last.txt", ARTICLE);
    let files = ["cut.jsonl.gz", "cut.txt.gz", "bomb.jsonl.gz", "bomb.txt.gz", "twice.txt.gz", "last.txt"];
    let ran = world.run(["extract", "--format", "jsonl"].into_iter().chain(files));
    let ran = ran.fails("cut.txt.gz: cannot be decompressed: the data is truncated");
    let ran = ran.tells("bomb.jsonl.gz:").tells("bomb.txt.gz: expands to more than 250 times its size");
    let ran = ran.tells("cut.jsonl.gz:").tells("twice.txt.gz: gzip-compressed data, not text");
    let ids: Vec<_> = ran.jsonl().into_iter().map(|line| line["id"].clone()).collect();
    assert!(ids.len() > 500 && ids[0] == "0" && ids[ids.len() - 1] == "last", "{}", ids.len());
}

fn blake(number: usize) -> String {
    blake3::hash(&number.to_le_bytes()).to_hex().to_string()
}

fn gzip(content: impl AsRef<[u8]>) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut packer, content.as_ref()).unwrap();
    packer.finish().unwrap()
}

#[cfg(unix)]
#[test]
fn few_files_are_open_at_a_time() {
    let mut world = World::new();
    for number in 0..150 {
        world = world.file(&format!("in/{}/{number}.txt.gz", number % 7), gzip(ARTICLE));
    }
    let program = env!("CARGO_BIN_EXE_quotedex");
    let command = format!("ulimit -n 32; exec {program} extract in --format jsonl");
    let ran = std::process::Command::new("sh").args(["-c", &command]).current_dir(world.path("")).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(ran.stdout.iter().filter(|&&byte| byte == b'\n').count(), 150);
}

#[test]
fn addresses_that_mean_no_good_stay_text() {
    let body = format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n{ARTICLE}");
    let head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nWARC-Target-URI: ";
    let archive =
        format!("{head}../../etc/\u{1b}[31mevil\u{7}\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n", body.len());
    let world = World::new().file("a.warc", archive);
    let found = world.run(["extract", "a.warc", "--format", "jsonl"]).done().jsonl();
    assert_eq!(found[0]["id"], "../../etc/-[31mevil-", "an id is text that can be typed and printed");
    world.run(["index", "a.warc"]).done();
    for args in [&["extract", "a.warc"][..], &["search", "city"]] {
        let ran = world.run(args.iter().copied()).done();
        assert!(!ran.stdout.contains(|c: char| c.is_control() && c != '\n'), "{ran:?}");
    }
}
