//! Articles in other languages than English: quotations in marks, without speakers, and told.

use serde_json::json;

use crate::util::{ARTICLE, World};

const GERMAN: &str = "Hafenbrücke wird gesperrt\n\n\
    Der Stadtrat hat am Montag beschlossen, die alte Hafenbrücke zu sperren, über die seit 1962 die Lastwagen von den \
    Docks fahren. Die Ingenieure erklärten, der Stahl sei vom Salz zerfressen, und niemand könne sagen, wie lange er noch \
    halte.\n\n\
    „Wir haben wirklich alles geprüft“, sagte Oda Lind, die den Rat leitet. Der „Kurier“ hatte zuerst berichtet. Die \
    Händler am östlichen Ufer fürchten, dass ihnen die Kunden wegbleiben, wenn im Juni der Umweg beginnt.\n";

fn world() -> World {
    World::new().file("news/mayor.txt", ARTICLE).file("news/bruecke.txt", GERMAN)
}

#[test]
fn quotations_in_another_language_are_found_by_their_marks() {
    let world = world();
    // The report is wrapped at 80 columns.
    let told = "1 article in another language (1 German): quotations in marks only, without\nspeakers.";
    world.run(["index", "news"]).done().prints("2 new").prints(told);
    let hits = world.run(["search", "wirklich geprüft", "--format", "jsonl"]).done().jsonl();
    let hit = &hits[0];
    assert_eq!((hits.len(), &hit["text"]), (1, &json!("Wir haben wirklich alles geprüft")));
    assert_eq!((&hit["kind"], &hit["speaker"], &hit["topics"]), (&json!("direct"), &json!(null), &json!([])));
    assert!(hit["confidence"].as_f64().is_some_and(|confidence| confidence < 0.2), "{hit}");
    let cannot_tell = "Cannot tell: these words are quoted, but quotedex finds speakers in English\narticles only.";
    world.run(["who", "wirklich alles geprüft"]).code(0).prints(cannot_tell);
    world.run(["who", "--speaker", "Oda Lind", "wirklich alles geprüft"]).code(1).prints(cannot_tell);
    // Neither what is said without marks, nor a title in them.
    world.run(["search", "zerfressen"]).nothing();
    world.run(["search", "Kurier"]).nothing();
    world.run(["search", "speaker:smith"]).done().prints("The city will be fine");
    let again = world.run(["index", "news", "--format", "json"]).done().json();
    assert_eq!((&again["unchanged"], &again["other_languages"]), (&json!(2), &json!({})));
    let rebuilt = world.run(["rebuild", "news", "--format", "json"]).done().json();
    assert_eq!(rebuilt["other_languages"], json!({ "de": 1 }));
}

#[test]
fn the_user_decides_which_language_it_is() {
    let world = world();
    let settings = || world.run(["stats", "--format", "json"]).done().json()["settings"].clone();
    world.run(["index", "news"]).done();
    assert!(settings().is_null());
    let english = world.run(["index", "news", "--lang", "en"]).done();
    english.prints("2 changed").prints("The index holds 2 articles");
    assert_eq!(settings()["lang"], "en");
    world.run(["stats"]).done().prints("--lang en");
    world.run(["index", "news"]).done().prints("2 unchanged");
    let german = world.run(["rebuild", "news", "--lang", "de", "--format", "json"]).done().json();
    assert_eq!(german["other_languages"], json!({ "de": 2 }));
    world.run(["index", "news", "--lang", "auto"]).done();
    assert!(settings().is_null());
    world.run(["index", "news", "--lang", "xx"]).code(2).tells("`xx` is not a known language");
    world.run(["check"]).done();
}

#[test]
fn extract_tells_of_other_languages_beside_its_results() {
    let world = world();
    let ran = world.run(["extract", "news", "--format", "jsonl"]).done();
    let told = "1 article in another language (1 German): quotations in marks only, without speakers.";
    let ran = ran.tells(told);
    let quotes = |at: usize| ran.jsonl()[at]["attributions"].clone();
    assert_eq!(quotes(0).as_array().map(Vec::len), Some(1));
    assert_eq!((&quotes(0)[0]["speaker"], &quotes(1)[0]["speaker"]), (&json!(null), &json!("Ann Smith")));
    let english = world.run(["extract", "news", "--lang", "en"]).done();
    assert!(!english.stderr.contains("another language"), "{english:?}");
}
