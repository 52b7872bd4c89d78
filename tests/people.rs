//! The user's own people: what the table decides, what is wrong with it, and when articles are read anew.

use crate::util::World;

const NEWS: &str = "“The city will be fine without me,” Mayor Ann Smith said on Monday. “I am off,” Smith said.\n";
const PEOPLE: &str = "name,aliases,role,wikidata,id\nAnnabel Smith,Ann Smith;A. Smith,\"mayor, Leeds\",Q7,\n";

fn speakers(world: &World, more: &[&str]) -> Vec<(String, String, String)> {
    let args = ["extract", "news.txt", "--format", "jsonl"].iter().chain(more).copied();
    let lines = world.run(args).done().jsonl();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    let found = lines[0]["attributions"].as_array().expect("attributions").iter();
    found.map(|quote| (text(&quote["speaker"]), text(&quote["speaker_id"]), text(&quote["role"]))).collect()
}

#[test]
fn the_table_decides_over_guesses() {
    let world = World::new().file("news.txt", NEWS).file("people.csv", PEOPLE);
    let listed = ("Annabel Smith".to_owned(), "Q7".to_owned(), "mayor, Leeds".to_owned());
    assert_eq!(speakers(&world, &["--people", "people.csv"]), [listed.clone(), listed]);
    assert!(
        speakers(&world, &[]).iter().all(|(name, id, _)| (name.as_str(), id.as_str()) == ("Ann Smith", "ann-smith"))
    );
    let by_environment = world.command().env("QUOTEDEX_PEOPLE", "people.csv").args(["extract", "news.txt"]).output();
    assert!(String::from_utf8(by_environment.unwrap().stdout).unwrap().contains("Annabel Smith, mayor, Leeds"));
    let empty = world.command().env("QUOTEDEX_PEOPLE", "").args(["extract", "news.txt"]).output().unwrap();
    assert_eq!(empty.status.code(), Some(0));
    world
        .run(["extract", "news.txt", "--people", "people.csv", "--explain"])
        .done()
        .prints("decided by the people file");
}

#[test]
fn an_edit_of_the_table_reads_articles_anew() {
    let world = World::new().file("news.txt", NEWS).file("people.csv", PEOPLE);
    let index = ["index", "news.txt", "--people", "people.csv"];
    world.run(index).done().prints("1 new");
    world.run(index).done().prints("1 unchanged");
    world.run(["search", "--speaker", "Q7", "city"]).done().prints("Annabel Smith");
    world.run(["search", "--speaker", "ann smith", "city"]).done();
    let world = world.file("people.csv", PEOPLE.replace("Q7", "Q8"));
    world.run(index).done().prints("1 changed");
    let rows = world.run(["speakers", "Q8", "--format", "json"]).done().json();
    assert_eq!((&rows["total"], &rows["speakers"][0]["name"]), (&1.into(), &"Annabel Smith".into()));
    world.run(["search", "--speaker", "Q7"]).nothing();
    // Blanks and empty lines say nothing new.
    let world = world.file("people.csv", PEOPLE.replace("Q7", " Q8 ") + "\n\n");
    world.run(index).done().prints("1 unchanged");
}

#[test]
fn the_index_remembers_the_table_until_another_is_given() {
    let world = World::new().file("news.txt", NEWS).file("people.csv", PEOPLE);
    world.run(["index", "news.txt", "--people", "people.csv"]).done().prints("1 new");
    world.run(["stats"]).done().prints("1 in people.csv");
    std::fs::remove_file(world.path("people.csv")).unwrap();
    world.run(["index", "news.txt"]).done().prints("1 unchanged");
    world.run(["rebuild", "news.txt"]).done();
    world.run(["check"]).done();
    let stats = world.run(["stats", "--format", "json"]).done().json();
    assert_eq!(stats["people"], serde_json::json!({ "file": "people.csv", "people": 1 }));
    for name in ["Q7", "Annabel Smith", "Mayor A. Smith", "ann smith"] {
        world.run(["search", "--speaker", name, "city"]).done().prints("Annabel Smith");
    }
    let other = "name,id\nAnn Smith,ann-of-leeds\n";
    let world = world.file("other.csv", other);
    world.run(["index", "news.txt", "--people", "other.csv"]).done().prints("1 changed");
    world.run(["index", "news.txt"]).done().prints("1 unchanged");
    world.run(["search", "--speaker", "ann-of-leeds", "city"]).done();
    world.run(["index", "news.txt", "--no-people"]).done().prints("1 changed");
    world.run(["search", "--speaker", "ann-of-leeds"]).nothing();
}

#[test]
fn mistakes_are_named_by_line_and_leave_the_index_alone() {
    for (table, told) in [
        ("", "people.csv: lists no people"),
        ("name,nickname\nAnn,A\n", "people.csv:1: unknown column `nickname`"),
        ("name,role\nAnn,mayor\n,striker\n", "people.csv:3: a person without a name"),
        (
            "name,aliases\nAnn Lee,Lee\nBob Lee,Mr. Lee\n",
            "people.csv:3: `Mr. Lee` is also a name of the person in line 2",
        ),
        ("name,wikidata\nAnn Lee,q7\n", "people.csv:2: `q7` is not a Wikidata id"),
    ] {
        let world = World::new().file("news.txt", NEWS).file("people.csv", table);
        for command in ["index", "rebuild", "extract"] {
            world.run([command, "news.txt", "--people", "people.csv"]).fails(told).prints_nothing();
        }
        assert!(!world.path("index").exists(), "{told}");
    }
    let world = World::new().file("news.txt", NEWS).file("people.csv", b"name\nJos\xe9\n");
    world.run(["extract", "news.txt", "--people", "people.csv"]).fails("people.csv:2: not UTF-8");
    world.run(["extract", "news.txt", "--people", "nobody.csv"]).fails("nobody.csv: no such file");
    world.run(["extract", "news.txt", "--people", "."]).fails(".: cannot be read");
}

#[test]
fn the_sample_is_a_table() {
    let sample = include_str!("../seeds/people.csv");
    let world = World::new().file("news.txt", "“No deal,” Donald J. Trump said.\n").file("people.csv", sample);
    assert_eq!(speakers(&world, &["--people", "people.csv"])[0].1, "Q22686");
}

#[test]
fn speakers_in_every_format() {
    let lines: Vec<String> = [
        ("2024-05-12", "“We will build it,” John Smith, mayor of Leeds, said on Monday."),
        ("2024-06-01", "“We will build more,” John Smith, the mayor of Leeds, said on Monday."),
        ("2024-06-02", "“I should have scored,” John Smith, a striker, said on Sunday."),
    ]
    .iter()
    .map(|(date, text)| serde_json::json!({ "id": date, "date": date, "text": text }).to_string())
    .collect();
    let world = World::new().file("news.jsonl", lines.join("\n"));
    world.run(["index", "news.jsonl"]).done();
    let ran = world.run(["speakers"]).done().prints("John Smith · mayor of Leeds").prints("John Smith · striker");
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 80), "{ran:?}");
    let whole = world.run(["speakers", "--format", "json"]).done().json();
    let first = &whole["speakers"][0];
    let mut names: Vec<&str> = first.as_object().unwrap().keys().map(String::as_str).collect();
    names.sort_unstable();
    let fields = "aliases articles field first_date id kind last_date name quotes roles";
    assert_eq!(names, fields.split(' ').collect::<Vec<_>>());
    assert_eq!(
        (&first["id"], &first["articles"], &first["first_date"]),
        (&"john-smith".into(), &2.into(), &"2024-05-12".into())
    );
    let lines = world.run(["speakers", "--format", "jsonl"]).done().jsonl();
    assert_eq!(lines[1]["id"], "john-smith.sport");
    world.run(["speakers", "--format", "csv"]).done().prints("name,id,field,kind,aliases,roles,quotes,articles");
    world.run(["search", "--speaker", "john-smith.sport"]).done().prints("scored");
    world.run(["search", "--speaker", "john-smith.sport", "build"]).nothing();
}
