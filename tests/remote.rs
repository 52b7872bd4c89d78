//! `export --to`, and answers from another engine: the same as those of the index here.

use crate::util::World;

#[cfg(feature = "remote")]
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Many articles by many hands, and some that copy, contradict and misspell one another. Tests only ask it.
#[cfg(feature = "remote")]
fn world() -> &'static World {
    static WORLD: std::sync::OnceLock<World> = std::sync::OnceLock::new();
    WORLD.get_or_init(many_articles)
}

#[cfg(feature = "remote")]
fn many_articles() -> World {
    let world = World::new();
    let fixtures = ["tests/fixtures/speakers/articles.jsonl", "seeds/articles"];
    let mut args = vec!["index".to_owned(), "more.jsonl".to_owned()];
    args.extend(fixtures.map(|path| format!("{ROOT}/{path}")));
    let world = world.file("more.jsonl", MORE);
    world.run(args.iter().map(String::as_str)).done();
    world
}

/// One wire story in three papers, one of them changed; the same words by two people; two spellings of one name; two
/// people of one name; a denial; a passage in the reporter's own words; a day before every engine's first.
#[cfg(feature = "remote")]
const MORE: &str = r#"{"id": "wire-1", "publisher": "The Paper", "date": "2025-02-01", "title": "Tariffs hit ports", "text": "“Thirty thousand jobs hang on this harbour, and we will not close it,” port minister Hillary R. Clayton said on Monday. She was tired of waiting for the council, and the council was tired of her."}
{"id": "wire-2", "publisher": "Daily Post", "date": "2025-02-02", "title": "Ports and tariffs", "text": "“Thirty thousand jobs hang on this harbour, and we will not close it,” port minister Hillary R. Clayton said on Monday. She was tired of waiting for the council, and the council was tired of her."}
{"id": "wire-3", "publisher": "dailypost.com", "date": "2025-02-03", "text": "The harbour stays. “Thirty thousand jobs hang on this harbour, and we will not close it,” port minister Hillary Clayton said at a fair in Leeds, where the crowd clapped for a long time and the band played on."}
{"id": "rival", "publisher": "The Courier", "date": "2025-02-04", "text": "“Thirty thousand jobs hang on this harbour, and we will not close it,” said union leader Bob Ray on Tuesday."}
{"id": "number", "date": "2025-03-01", "text": "“Forty thousand jobs hang on this harbour,” port minister Hillary Clayton said on Saturday. “We will never close it.”"}
{"id": "denial", "date": "2025-04-01", "text": "Bob Ray denied that the harbour would close. Bob Ray never said that “the minister lied to the workers of the port”."}
{"id": "smith-1", "date": "2025-04-02", "text": "“We will build four hundred homes by the river,” John Smith, the mayor of Leeds, said on Friday."}
{"id": "smith-2", "date": "2025-04-03", "text": "“I scored because the keeper slipped on the wet grass,” John Smith, a striker, said after the match."}
{"id": "old", "date": "1605-11-05", "text": "“The cellar is full of powder and nobody has looked,” Guy Fawkes said."}
"#;

#[test]
fn an_export_is_the_same_each_time_and_gets_a_new_id_with_new_content() {
    let world = World::indexed();
    let export = |world: &World, more: &[&str]| {
        let args = ["export", "--to", "quickwit"].iter().chain(more).copied();
        world.run(args).done().stdout
    };
    let (documents, id) = (export(&world, &[]), export(&world, &["--print", "id"]));
    assert_eq!(documents, export(&world, &[]));
    assert!(id.starts_with("quotedex-") && id.trim_end().len() == "quotedex-".len() + 12, "{id}");
    assert!(export(&world, &["--print", "config"]).contains(&format!("index_id: {id}")));
    assert!(export(&world, &["--print", "config", "--id", "mine"]).contains("index_id: mine\n"));
    let bulk = world.run(["export", "--to", "elasticsearch"]).done().stdout;
    let plain: Vec<&str> = bulk.lines().skip(1).step_by(2).collect();
    assert_eq!(plain, documents.lines().collect::<Vec<_>>());
    let kinds: Vec<String> = documents.lines().map(|line| field(line, "doc")).collect();
    for (kind, count) in [("quote", 1), ("article", 1), ("name", 1), ("speaker", 1), ("topic", 0), ("index", 1)] {
        assert!(kinds.iter().filter(|one| *one == kind).count() >= count, "{kind}: {kinds:?}");
    }
    assert_eq!(kinds.last().map(String::as_str), Some("index"), "the description comes last");
    let world = world.file("news/b.txt", "“Nobody asked me,” Bob Ray said.\n");
    world.run(["index", "news"]).done();
    assert_ne!(id, export(&world, &["--print", "id"]));
    world.run(["export", "--to", "quickwit", "city"]).fails("gets the whole index");
}

fn field(line: &str, name: &str) -> String {
    let document: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
    document[name].as_str().expect("a text").to_owned()
}

#[cfg(not(feature = "remote"))]
#[test]
fn without_the_feature_one_line_says_how_to_get_it() {
    World::new().run(["search", "harbour", "--remote", "http://127.0.0.1:1"]).fails("built without --remote");
}

#[cfg(feature = "remote")]
mod with_engine {
    use std::time::{Duration, Instant};

    use serde_json::{Value, json};

    use super::{MORE, World, world};
    use crate::fake_engine::{FakeEngine, Fault, Flavour};
    use crate::util::Ran;

    /// The index of `world` in an engine.
    fn engine(world: &World, flavour: Flavour) -> FakeEngine {
        let export = |print: &str| world.run(["export", "--to", flavour.name(), "--print", print]).done().stdout;
        FakeEngine::start(flavour, "quotedex", &export("config"), &export("documents"))
    }

    fn asked(world: &World, engine: &FakeEngine, args: &[&str]) -> Ran {
        world.run(args.iter().copied().chain(["--remote", &engine.url]))
    }

    /// Whether the answer is the same here and there: what is printed, what is told, and the exit code.
    #[track_caller]
    fn same(world: &World, engine: &FakeEngine, args: &[&str]) {
        assert_same(&world.run(args.iter().copied()), &asked(world, engine, args), args);
    }

    #[track_caller]
    fn assert_same(here: &Ran, there: &Ran, args: &[&str]) {
        assert_eq!((&here.stdout, &here.stderr, here.code), (&there.stdout, &there.stderr, there.code), "{args:?}");
    }

    /// All questions, as JSON unless they say otherwise.
    fn questions() -> impl Iterator<Item = Vec<&'static str>> {
        let of = |command: &'static [&'static str], all: &'static [&'static [&'static str]]| {
            all.iter().map(move |args| {
                let format = if args.contains(&"--format") { &[][..] } else { &["--format", "json"] };
                [command, args, format].concat()
            })
        };
        of(&["search"], SEARCHES).chain(of(&["who"], WHOS)).chain(of(&[], LISTS))
    }

    const SEARCHES: &[&[&str]] = &[
        &["harbour"],
        &["tariffs"],
        &["closing", "jobs"],
        &["clayton"],
        &["--limit", "3", "--offset", "4", "said"],
        &["the"],
        &["\"hang on this harbour\""],
        &["\"hang this harbour\"~2"],
        &["\"thousand on harbour\"~4"],
        &["\"will will\"~3"],
        &["harb* -bob"],
        &["(-harbour -the)"],
        &["river OR keeper"],
        &["harbour -(speaker:ray OR \"forty thousand\")"],
        &["speaker:clayton", "harbour"],
        &["speaker:\"Minister Clayton\""],
        &["--speaker", "Hillary Rodham Clayton"],
        &["--speaker", "hillary-clayton"],
        &["--speaker", "John Smith"],
        &["--speaker", "Mrs. Smith"],
        &["--speaker", "john-smith.sport"],
        &["--speaker", "the mayor"],
        &["--speaker", "Claiton"],
        &["--speaker", "Bob Rey", "harbour"],
        &["topic:economy"],
        &["--topic", "econommy"],
        &["--topic", "economy", "--speaker", "Nobody Atall"],
        &["--publisher", "Daily Post"],
        &["--publisher", "dailypost.com", "thirty"],
        &["title:tariffs"],
        &["--title", "ports tariffs", "harbour"],
        &["date:2025-02"],
        &["--since", "2025-02-02", "--until", "2025-02", "harbour"],
        &["--date", "1605"],
        &["--kind", "direct", "--sort", "oldest"],
        &["--polarity", "denied,not_said"],
        &["kind:indirect", "polarity:denied"],
        &["--min-confidence", "0.9", "--sort", "newest", "--limit", "50"],
        &["--attitudes", "believes"],
        &["zzyzx"],
        &["zzyzx", "--speaker", "Bob Ray", "--since", "2025"],
        &["--count-by", "speaker"],
        &["--count-by", "topic", "the"],
        &["--count-by", "publisher", "--limit", "3"],
        &["--count-by", "polarity", "harbour"],
        &["--count-by", "month", "--speaker", "clayton"],
        &["--format", "csl", "harbour"],
        &["--format", "text", "harbour"],
        &["--format", "csv", "harbour"],
        &["harbour", "("],
    ];

    const WHOS: &[&[&str]] = &[
        &["we will not close it"],
        &["Thirty thousand jobs hang on this harbour, and we will not close it"],
        &["fifty thousand jobs hang on this harbour"],
        &["jobs hang by this harbour and we shall not close"],
        &["the council was tired of her"],
        &["the minister lied to the workers of the port"],
        &["the harbour would close"],
        &["nobody ever said such a thing about purple elephants"],
        &["we will close the harbour", "--speaker", "Bob Ray"],
        &["we will not close it", "--speaker", "Hillary Clayton"],
        &["we will not close it", "--speaker", "Clayton", "--since", "2025-02-02"],
        &["hang on this harbour", "--speaker", "Hilary Claiton"],
        &["of the"],
        &["…"],
        &["keeper slipped", "--topic", "economy"],
        &["homes by the river", "--format", "text", "--full"],
    ];

    const LISTS: &[&[&str]] = &[
        &["speakers"],
        &["speakers", "--limit", "3", "--offset", "2"],
        &["speakers", "--limit", "3", "--offset", "99999"],
        &["speakers", "--limit", "0"],
        &["speakers", "clayton"],
        &["speakers", "Mr. Smith"],
        &["speakers", "john-smith.sport"],
        &["speakers", "the minister"],
        &["speakers", "Claytn"],
        &["speakers", "zzyzx"],
        &["topics"],
        &["topics", "--limit", "2", "--offset", "1"],
        &["topics", "economy"],
        &["topics", "econommy"],
        &["topics", "zzyzx"],
        &["timeline", "harbour"],
        &["timeline", "--speaker", "Hillary Clayton"],
        &["timeline", "--limit", "2", "--offset", "1", "--full", "--format", "text"],
        &["timeline", "zzyzx", "--speaker", "Claytn"],
    ];

    #[test]
    fn answers_from_both_engines_are_those_of_the_index() {
        let world = world();
        let engines = [Flavour::Elasticsearch, Flavour::Quickwit].map(|flavour| engine(world, flavour));
        for (number, args) in questions().enumerate() {
            let here = world.run(args.iter().copied());
            assert_eq!(here.code == Some(2), args.contains(&"(") || args.contains(&"…"), "{args:?}: {}", here.stderr);
            // The engines differ in what they refuse, which shows soon.
            for engine in if number % 3 == 0 { &engines[..] } else { &engines[..1] } {
                assert_same(&here, &asked(world, engine, &args), &args);
            }
        }
    }

    /// Phrases of the index itself, cut and changed, many in one run.
    #[test]
    fn what_people_half_remember_is_found_there_as_here() {
        let world = world();
        let quotes = world.run(["search", "--limit", "500", "--format", "jsonl"]).done().jsonl();
        let mut random = crate::util::Random(7);
        let (mut phrases, mut queries) = (String::new(), String::new());
        for quote in quotes.iter().step_by(2) {
            let text = quote["text"].as_str().expect("a text");
            let words: Vec<&str> = text.split_whitespace().collect();
            let start = random.below(words.len());
            let part: Vec<&str> = words[start..].iter().take(12).copied().filter(|_| random.below(6) > 0).collect();
            if part.iter().any(|word| word.contains(char::is_alphanumeric)) {
                phrases.push_str(&format!("{}\n", part.join(" ")));
                let word = random.one(&part).replace(|c: char| !c.is_alphanumeric(), "");
                if word.len() > 2 {
                    queries.push_str(&format!("{}\n", word.to_lowercase()));
                }
                // Two words of it, near each other, in either order. More than two the engine of the index here judges in an
                // order that depends on what it holds.
                let plain = |word: &&str| !word.is_empty() && word.chars().all(char::is_alphanumeric);
                let mut some: Vec<&str> = part.iter().copied().filter(plain).take(2).collect();
                if random.below(2) == 0 {
                    some.reverse();
                }
                if some.len() > 1 {
                    queries.push_str(&format!("\"{}\"~{}\n", some.join(" "), random.below(5)));
                }
            }
        }
        assert!(phrases.lines().count() > 60, "{}", phrases.lines().count());
        std::fs::write(world.path("phrases.txt"), phrases).expect("a new file");
        std::fs::write(world.path("queries.txt"), queries).expect("a new file");
        let engine = engine(world, Flavour::Elasticsearch);
        same(world, &engine, &["who", "--batch", "phrases.txt", "--format", "jsonl"]);
        same(world, &engine, &["search", "--batch", "queries.txt", "--format", "jsonl"]);
    }

    #[test]
    fn what_the_user_decided_on_names_goes_along() {
        let world = World::new().file("more.jsonl", MORE);
        world.run(["index", "more.jsonl"]).done();
        world.run(["people", "merge", "Bob Ray", "Guy Fawkes"]).done();
        world.run(["people", "rename", "Hillary Clayton", "Dame Hillary"]).done();
        let engine = engine(&world, Flavour::Quickwit);
        for args in [
            &["speakers", "--format", "json"][..],
            &["speakers", "dame", "--format", "json"],
            &["search", "--speaker", "Fawkes", "--format", "json"],
            &["search", "--speaker", "Dame Hillary", "--format", "json"],
            &["who", "hang on this harbour", "--speaker", "Guy Fawkes", "--format", "json"],
        ] {
            same(&world, &engine, args);
        }
    }

    #[test]
    fn limits_are_kept_and_told() {
        let world = world();
        let engine = engine(world, Flavour::Elasticsearch);
        let most = ["--remote-most", "5"];
        asked(world, &engine, &[&["search", "the"][..], &most].concat()).fails("more than the 5 that are fetched");
        let whole = asked(world, &engine, &["who", "we will not close it", "--format", "json"]).done();
        let part = asked(world, &engine, &[&["who", "we will not close it", "--format", "json"][..], &most].concat());
        let part = part.done().tells("best were compared");
        assert_eq!(whole.json()["verdict"], part.json()["verdict"]);
        asked(world, &engine, &[&["who", "the"][..], &most].concat()).done().tells("earliest were compared");
        asked(world, &engine, &[&["search", "zzyzx", "--since", "2020"][..], &most].concat()).nothing();
        let untold = asked(world, &engine, &[&["search", "the", "--title", "zzyzx"][..], &most].concat()).nothing();
        untold.tells("is not counted");
        // Pages follow one another by number.
        engine.requests();
        asked(world, &engine, &["speakers", "--limit", "5000"]).done();
        assert!(
            engine.requests().iter().all(|(path, _, _)| path.starts_with("/quotedex/_search?") || path == "/_msearch")
        );
    }

    #[test]
    fn a_server_that_fails_is_asked_again_and_then_no_more() {
        let world = World::indexed();
        let engine = engine(&world, Flavour::Elasticsearch);
        let busy = || Fault::Answer(429, "retry-after: 0\r\n", b"{}".to_vec());
        let broken = || Fault::Answer(503, "", br#"{"error":{"reason":"no shards"}}"#.to_vec());
        engine.faults([busy(), busy(), broken()]);
        asked(&world, &engine, &["search", "city"]).done().prints("fine without me");
        engine.requests();
        engine.faults([broken(), broken(), broken(), broken()]);
        asked(&world, &engine, &["search", "city"]).fails("failed 4 times: status 503: no shards");
        assert_eq!(engine.requests().len(), 4);
        let began = Instant::now();
        engine.faults([Fault::Silence(Duration::from_secs(5))]);
        asked(&world, &engine, &["search", "city", "--remote-timeout", "1"]).fails("does not answer");
        assert!(began.elapsed() < Duration::from_secs(4));
    }

    #[test]
    fn errors_name_the_server_the_index_and_the_cure() {
        let world = World::indexed();
        let engine = engine(&world, Flavour::Quickwit);
        let ask = |args: &[&str]| world.run(["search", "city"].iter().chain(args).copied());
        ask(&["--remote", "http://127.0.0.1:9"]).fails("127.0.0.1:9 does not answer");
        ask(&["--remote", "nowhere"]).fails("no address of a server");
        ask(&["--remote", &engine.url, "--remote-index", "other"]).fails("there is no index other");
        ask(&["--remote", &engine.url, "--remote-index", "../x"]).fails("no name of an index");
        let one = |fault: Fault, what: &str| {
            engine.faults([fault]);
            asked(&world, &engine, &["search", "city"]).fails(what);
        };
        one(Fault::Answer(401, "", b"{}".to_vec()), "does not let us in");
        one(Fault::Answer(200, "", b"<html>hello</html>".to_vec()), "something else than a search engine");
        one(Fault::Answer(200, "", b"{}".to_vec()), "something else than a search engine");
        one(Fault::Answer(302, "location: http://127.0.0.1:9/\r\n", Vec::new()), "refuses the question: status 302");
        engine.faults([Fault::None, Fault::Answer(200, "", vec![b' '; 65 << 20])]);
        asked(&world, &engine, &["search", "city"]).fails("longer than 64 MB");
        engine.faults([Fault::Close, Fault::Close, Fault::Close]);
        asked(&world, &engine, &["search", "city"]).fails("does not answer");
        one(
            Fault::Change(|mut answer| {
                answer["_shards"]["failed"] = 1.into();
                answer
            }),
            "answers only in part",
        );
    }

    #[test]
    fn an_index_that_is_anothers_old_or_not_whole_is_refused() {
        let world = World::indexed();
        let ask = |engine: &FakeEngine, what: &str| asked(&world, engine, &["who", "fine without me"]).fails(what);
        for flavour in [Flavour::Elasticsearch, Flavour::Quickwit] {
            let config = [
                "{\"mappings\":{\"dynamic\":\"strict\",\"properties\":{\"doc\":{\"type\":\"keyword\"}},\"_source\":{\"excludes\":[]}}}",
                "- {name: log, type: text, tokenizer: raw}",
            ];
            let (config, document) = match flavour {
                Flavour::Elasticsearch => (config[0], "{\"index\":{\"_id\":\"1\"}}\n{\"doc\":\"index\"}\n"),
                Flavour::Quickwit => (config[1], "{\"log\":\"started\"}\n"),
            };
            ask(&FakeEngine::start(flavour, "quotedex", config, document), "not exported by quotedex");
            let old = engine(&world, flavour);
            old.change(|document| drop(document.insert("quotedex_schema".into(), 9.into())));
            ask(&old, "by another version");
            let part = engine(&world, flavour);
            part.retain(|document| document["doc"] != "quote");
            ask(&part, "documents, but");
            let unfinished = engine(&world, flavour);
            unfinished.retain(|document| document["doc"] != "index");
            ask(&unfinished, "not come to its end");
            let damaged = engine(&world, flavour);
            damaged.change(|document| {
                if document["doc"] == "quote" {
                    document.insert("record".into(), "{}".into());
                }
            });
            ask(&damaged, "cannot be read");
        }
    }

    #[test]
    fn the_key_is_sent_and_never_shown() {
        let world = World::indexed();
        let engine = engine(&world, Flavour::Elasticsearch);
        let run = |key: &str, url: &str| {
            let args = ["search", "city", "-v", "--remote", url];
            let output = world.command().env("QUOTEDEX_REMOTE_KEY", key).args(args).output().unwrap();
            let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
            assert!(!text.contains("s3cret"), "{text}");
            (output.status.code(), text)
        };
        assert_eq!(run("s3cret", &engine.url).0, Some(0));
        assert!(engine.requests().iter().all(|(_, key, _)| key.as_deref() == Some("ApiKey s3cret")));
        assert_eq!(run("Basic s3cret=", &engine.url).0, Some(0));
        assert!(engine.requests().iter().all(|(_, key, _)| key.as_deref() == Some("Basic s3cret=")));
        let (code, text) = run("s3cret", "http://search.example:9200");
        assert!(code == Some(2) && text.contains("unencrypted"), "{text}");
        engine.faults([Fault::Answer(401, "", br#"{"error":"no"}"#.to_vec())]);
        assert_eq!(run("s3cret", &engine.url).0, Some(2));
    }

    /// What is run against live servers is run here against both small ones.
    #[cfg(unix)]
    #[test]
    fn the_script_for_live_servers_finds_no_difference() {
        if std::process::Command::new("curl").arg("--version").output().is_err() {
            return eprintln!("no curl, so the script is not tried");
        }
        let world = World::new().file("more.jsonl", MORE);
        for flavour in [Flavour::Elasticsearch, Flavour::Quickwit] {
            let engine = FakeEngine::empty(flavour);
            let script = format!("{}/tests/scale/remote.sh", super::ROOT);
            let mut command = std::process::Command::new("bash");
            command.arg(script).args([&engine.url, env!("CARGO_BIN_EXE_quotedex")]).arg(world.path("more.jsonl"));
            let output = command.env_remove("QUOTEDEX_REMOTE_KEY").output().expect("bash");
            let told =
                [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
            assert!(output.status.success() && told.contains("36 questions, 0 answers differ"), "{flavour:?}: {told}");
            assert_eq!(engine.indexes(), 0, "the script takes its index away");
        }
    }

    /// Whatever a server answers, the program ends with an answer or an error.
    #[test]
    fn strange_answers_never_panic() {
        let world = World::indexed();
        let engine = engine(&world, Flavour::Elasticsearch);
        let changes: [fn(Value) -> Value; 7] = [
            |_| json!({ "hits": { "total": { "value": u64::MAX }, "hits": [] } }),
            |_| json!({ "hits": { "total": { "value": 1 }, "hits": [{ "_source": { "seq": 5, "record": "x" } }] } }),
            |_| json!({ "responses": [] }),
            |_| json!({ "hits": { "total": { "value": -1 }, "hits": 7 } }),
            |answer| spans_moved(answer),
            |answer| facts_changed(answer),
            |answer| json!([answer]),
        ];
        for change in changes {
            for at in 0..9 {
                let before = std::iter::repeat_n(Fault::None, at);
                engine.faults(before.chain([Fault::Change(change)]));
                for args in [&["who", "fine without me"][..], &["search", "city", "--format", "csl"]] {
                    let ran = asked(&world, &engine, args);
                    assert!(ran.code.is_some_and(|code| code <= 2) && !ran.stderr.contains("panicked"), "{ran:#?}");
                }
            }
        }
    }

    /// The places of a quote are those of another text.
    fn spans_moved(answer: Value) -> Value {
        let text =
            answer.to_string().replace("\\\\\\\"content\\\\\\\":[[", "\\\\\\\"content\\\\\\\":[[4000000000,9],[1,");
        serde_json::from_str(&text).unwrap_or(answer)
    }

    /// The statistics cannot be.
    fn facts_changed(answer: Value) -> Value {
        let text = answer.to_string().replace("\\\"documents\\\":", "\\\"documents\\\":0,\\\"before\\\":");
        serde_json::from_str(&text).unwrap_or(answer)
    }
}
