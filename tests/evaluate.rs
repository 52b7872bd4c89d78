//! Holds `eval` to the reference scorer: `expected.txt` and `expected.json` are what that prints for the two files
//! beside them.

use serde_json::Value;

use crate::util::World;

const GOLD: &str = include_str!("fixtures/evaluate/gold.jsonl");
const PREDICTED: &str = include_str!("fixtures/evaluate/predicted.jsonl");

const GAP: &str = include_str!("fixtures/evaluate/gap.tsv");

fn world() -> World {
    World::new().file("gold.jsonl", GOLD).file("found.jsonl", PREDICTED)
}

#[test]
fn the_figures_are_those_of_the_reference_scorer() {
    let eval = ["eval", "gold.jsonl", "--predicted", "found.jsonl", "--format"];
    let ran = |format| world().run(eval.into_iter().chain([format])).done();
    assert_eq!(ran("text").stdout, include_str!("fixtures/evaluate/expected.txt"));
    let expected: Value = serde_json::from_str(include_str!("fixtures/evaluate/expected.json")).expect("JSON");
    assert_eq!(ran("json").json(), expected);
    assert_eq!(ran("jsonl").jsonl(), [expected]);
    let csv = ran("csv").prints("figure,P,R,F1,tp,pred,gold\nwho.found,0.867,0.929,0.897,13,15,14\n");
    csv.prints("who.sure,0.667,,,4,6,\n").prints("who.pronoun,,0.500,,2,,4\n");
}

/// Extraction within `eval` and extraction before it are the same.
#[test]
fn what_was_found_before_scores_as_what_is_found_now() {
    let found = world().run(["extract", "--attitudes", "--format", "jsonl", "gold.jsonl"]).done().stdout;
    let before = world().file("found.jsonl", found).run(["eval", "gold.jsonl", "--predicted", "found.jsonl"]).done();
    assert_eq!(world().run(["eval", "gold.jsonl"]).done().stdout, before.stdout);
}

#[test]
fn a_wrong_line_is_named_with_its_cure() {
    let line = r#"{"id": "a", "text": "“No,” she said.", "attributions": []}"#;
    let broken = World::new().file("gold.jsonl", format!("{line}\n\n{{\"id\": \"b\"}}\n"));
    broken.run(["eval", "gold.jsonl"]).fails("gold.jsonl: line 3").prints_nothing();
    let packed = World::new().file("gold.jsonl.gz", b"\x1f\x8b\x08\x00\xff");
    packed.run(["eval", "gold.jsonl.gz"]).fails("gold.jsonl.gz: line 1").tells("packed with gzip");
    packed.run(["eval", "none.jsonl"]).fails("none.jsonl: cannot be opened");
    World::new().file("gold.jsonl", "\n").run(["eval", "gold.jsonl"]).nothing().tells("no articles");
}

/// Of the four names that are meant three are found.
#[test]
fn pronouns_are_judged_as_gap_judges_them() {
    let world = World::new().file("gap.tsv", GAP);
    let text = world.run(["eval", "--gap", "gap.tsv"]).done();
    text.prints("overall               0.600  0.750  0.667   3/5/4").prints("bias").prints("5 pronouns");
    let json = world.run(["eval", "--gap", "gap.tsv", "--format", "json"]).done().json();
    assert_eq!(
        (&json["feminine"]["F1"], &json["masculine"]["gold"], &json["bias"]),
        (&0.4.into(), &2.into(), &0.4.into())
    );
    world
        .run(["eval", "--gap", "gap.tsv", "--format", "csv"])
        .done()
        .prints("figure,P,R,F1,tp,pred,gold\noverall,0.600");
}

#[test]
fn a_wrong_gap_file_is_named_with_its_cure() {
    let broken = World::new().file("gap.tsv", "ID\tText\nx\tHe left.\n").file("gap.tsv.gz", b"\x1f\x8b\x08\x00\xff");
    broken.run(["eval", "--gap", "gap.tsv"]).fails("gap.tsv: line 2").tells("Pronoun-offset");
    broken.run(["eval", "--gap", "gap.tsv.gz"]).fails("gap.tsv.gz: not text").tells("packed with gzip");
    broken.run(["eval", "--gap", "none.tsv"]).fails("none.tsv: cannot be opened");
    broken.run(["eval"]).code(2).tells("GOLD.jsonl");
}

/// Of the eight shingles of the first page all are read, of the second nothing; the sentences are not glued.
#[test]
fn pages_are_judged_by_runs_of_four_words() {
    let text = "The bridge is open again. “It will hold,” the mayor said.";
    let html =
        format!("<meta property='og:site_name' content='The Paper'><p>{}</p>", text.replace("hold", "<i>hold</i>"));
    let page = |html: &str| {
        serde_json::json!({"id": "a", "url": "https://a.org/2024/05/12/x", "html": html, "text": text}).to_string()
    };
    let pages = format!("{}\n{}\n", page(&html), page(""));
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, pages.as_bytes()).expect("memory");
    let world = World::new().file("pages.jsonl", pages).file("pages.jsonl.gz", packed.finish().expect("memory"));
    let plain = world.run(["eval", "--pages", "pages.jsonl"]).done();
    let plain = plain
        .prints("precision                 1.000\nrecall                    0.500\nF1                        0.667\n");
    assert_eq!(world.run(["eval", "--pages", "pages.jsonl.gz"]).done().stdout, plain.stdout);
    let json = world.run(["eval", "--pages", "pages.jsonl.gz", "--format", "json"]).done().json();
    let count = |name: &str| json[name].as_u64();
    assert_eq!(
        (count("pages"), count("failed"), count("publisher"), count("date")),
        (Some(2), Some(1), Some(1), Some(1))
    );
    assert_eq!((count("quotes"), count("quotes_kept"), count("glued")), (Some(2), Some(1), Some(0)));
    world
        .run(["eval", "--pages", "pages.jsonl", "--format", "csv"])
        .done()
        .prints("figure,value,count,of\npages,2,,\n");
}

#[test]
fn a_wrong_file_of_pages_is_named_with_its_cure() {
    let world = World::new().file("pages.jsonl", "{\"id\": \"a\"}\n").file("none.jsonl.gz", b"\x1f\x8b\x08\x00\xff");
    world.run(["eval", "--pages", "pages.jsonl"]).fails("pages.jsonl: line 1").tells("\"html\"");
    world.run(["eval", "--pages", "none.jsonl.gz"]).fails("none.jsonl.gz: line 1");
    world.run(["eval", "--pages", "absent.jsonl"]).fails("absent.jsonl: cannot be opened").tells("spelling");
    world.run(["eval", "--pages", "pages.jsonl", "--gap", "x"]).code(2);
}
