//! The machine formats are a contract: the names of their fields, in their order.

use serde_json::Value;

use crate::util::World;

fn names(record: &Value) -> Vec<&str> {
    let mut names: Vec<&str> = record.as_object().expect("an object").keys().map(String::as_str).collect();
    names.sort_unstable();
    names
}

fn sorted(list: &'static str) -> Vec<&'static str> {
    let mut names: Vec<&str> = list.split_whitespace().collect();
    names.sort_unstable();
    names
}

#[test]
fn extract() {
    let world = World::indexed();
    let lines = world.run(["extract", "news", "--format", "jsonl"]).done().jsonl();
    assert_eq!(names(&lines[0]), sorted("id title date date_source publisher path attributions"));
    assert_eq!(lines[0]["path"], "news/mayor.txt");
    let fields =
        "id kind report polarity text content source cue speaker speaker_id speaker_kind role topics confidence";
    assert_eq!(names(&lines[0]["attributions"][0]), sorted(fields));
    let explained = world.run(["extract", "news", "--format", "json", "--explain"]).done().json();
    assert_eq!(names(&explained[0]["attributions"][0]["evidence"]), sorted("found cue candidates listed"));
    let table = world.run(["extract", "news", "--format", "csv"]).done();
    assert!(table.stdout.starts_with("article_id,id,kind,") && table.stdout.lines().count() == 2, "{table:?}");
}

#[test]
fn search() {
    let world = World::indexed();
    let lines = world.run(["search", "city", "--format", "jsonl"]).done().jsonl();
    let fields =
        "id kind report polarity text cue speaker speaker_id role topics confidence context score article also_in";
    assert_eq!(names(&lines[0]), sorted(fields));
    assert_eq!(names(&lines[0]["article"]), sorted("id title date publisher url path paragraph"));
    let whole = world.run(["search", "city", "--format", "json"]).done().json();
    assert_eq!((&whole["total"], &whole["hits"][0]), (&1.into(), &lines[0]));
    world.run(["search", "city", "--format", "csv"]).done().prints("id,kind,report,text,speaker");
}

#[test]
fn who() {
    let world = World::indexed();
    let found = world.run(["who", "city will be fine", "--format", "json"]).done().json();
    assert_eq!(names(&found), sorted("phrase verdict speakers matches"));
    assert_eq!((&found["phrase"], &found["verdict"]), (&"city will be fine".into(), &"verbatim".into()));
    for field in ["id", "text", "article", "similarity", "missing", "added"] {
        assert!(found["matches"][0].get(field).is_some(), "no {field}");
    }
    let nobody = world.run(["who", "purple elephants", "--format", "json"]).nothing().json();
    assert_eq!((&nobody["verdict"], &nobody["matches"]), (&"none".into(), &serde_json::json!([])));
}

#[test]
fn stats_and_check() {
    let world = World::indexed();
    let figures = world.run(["stats", "--format", "json"]).done().json();
    assert_eq!(
        names(&figures),
        sorted("articles quotes statements speakers unnamed topics by_kind first_date last_date bytes")
    );
    assert_eq!((&figures["articles"], &figures["by_kind"]["direct"]), (&1.into(), &1.into()));
    assert_eq!(world.run(["check", "--format", "json"]).done().json(), serde_json::json!([]));
}

#[test]
fn nothing_found_is_still_the_format() {
    let world = World::indexed();
    let nothing = world.run(["search", "elephants", "--format", "json"]).nothing().json();
    assert_eq!(nothing, serde_json::json!({ "total": 0, "hits": [] }));
    world.run(["search", "elephants", "--format", "jsonl"]).nothing().prints_nothing();
}
