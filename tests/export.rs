//! `export`: the tables hold what `search`, `speakers` and `stats` print, whole files or none.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::util::World;

const TABLES: [&str; 4] = ["articles", "occurrences", "quotes", "speakers"];

/// The articles that come with the program, and one of them in another paper a day later.
fn world() -> World {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/articles");
    let text = std::fs::read_to_string(root.join("museum-returns-mask.txt")).unwrap();
    let copied = text.replace("Arts Ledger", "Evening Arts").replace("2024-11-02", "2024-11-03");
    let copied: String =
        copied.lines().filter(|line| !line.starts_with("url:")).map(|line| format!("{line}\n")).collect();
    let world = World::new().file("news/copy.txt", copied);
    world.run(["index", "news", &root.to_string_lossy()]).done();
    world
}

fn table(world: &World, args: &[&str]) -> Vec<Value> {
    world.run(["export", "--format", "jsonl", "--table"].into_iter().chain(args.iter().copied())).done().jsonl()
}

fn text<'v>(row: &'v Value, name: &str) -> &'v str {
    row[name].as_str().unwrap_or_default()
}

#[test]
fn quotes_are_those_of_extract_and_statements_those_of_search() {
    let world = world();
    let quotes = table(&world, &["quotes"]);
    let stats = world.run(["stats", "--format", "json"]).done().json();
    assert_eq!(Some(quotes.len() as u64), stats["quotes"].as_u64());
    let by_id: BTreeMap<&str, &Value> = quotes.iter().map(|quote| (text(quote, "id"), quote)).collect();
    // Every field that `show` has is the same here.
    for (id, row) in by_id.iter().step_by(7) {
        let shown = world.run(["show", id, "--format", "jsonl"]).done().json();
        for (name, value) in shown.as_object().unwrap().iter().filter(|(name, _)| !row[name.as_str()].is_null()) {
            assert_eq!(row[name], *value, "{name} of {id}");
        }
        assert_eq!(row["article_id"], shown["article"]["id"]);
    }
    let occurrences = table(&world, &["occurrences", "--min-confidence", "0"]);
    let statements: BTreeSet<&str> = occurrences.iter().map(|row| text(row, "statement_id")).collect();
    assert!(occurrences.len() > statements.len() && occurrences.iter().any(|row| row["number"] == 2));
    // Without attitudes, as a search.
    let found = table(&world, &["occurrences", "speaker:boateng"]);
    let hits = world.run(["search", "speaker:boateng", "--limit", "99", "--format", "jsonl"]).done().jsonl();
    let mut places = BTreeMap::from_iter(hits.iter().map(|hit| (text(hit, "id"), vec![text(hit, "id")])));
    for hit in &hits {
        let others = hit["also_in"].as_array().unwrap().iter().map(|place| text(place, "quote"));
        places.get_mut(text(hit, "id")).unwrap().extend(others);
    }
    let mut exported: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in &found {
        exported.entry(text(row, "statement_id")).or_default().push(text(row, "quote_id"));
        assert_eq!(row["number"], exported[text(row, "statement_id")].len());
    }
    assert_eq!(exported, places);
}

#[test]
fn speakers_are_those_of_speakers_and_quotes_lead_to_them() {
    let world = world();
    let listed = world.run(["speakers", "--limit", "999", "--format", "jsonl"]).done().jsonl();
    let mut listed: Vec<Value> = listed.into_iter().filter(|row| !row["id"].is_null()).collect();
    let mut exported = table(&world, &["speakers"]);
    let by_id = |row: &Value| text(row, "id").to_owned();
    listed.sort_by_key(by_id);
    exported.sort_by_key(by_id);
    assert_eq!(exported, listed);
    let quotes = table(&world, &["quotes"]);
    for speaker in &exported {
        let of_speaker = quotes.iter().filter(|quote| quote["speaker_id"] == speaker["id"]).count();
        assert_eq!(speaker["quotes"], of_speaker, "{speaker}");
    }
    // Of a search, those who are in it.
    let some: BTreeSet<String> = table(&world, &["speakers", "harbour OR rates"]).iter().map(by_id).collect();
    let found = table(&world, &["quotes", "harbour OR rates"]);
    let spoken = found.iter().filter_map(|quote| quote["speaker_id"].as_str().map(str::to_owned)).collect();
    assert_eq!(some, spoken);
    assert!(!some.is_empty() && some.len() < exported.len());
}

#[test]
fn people_of_one_name_and_several_names_of_one_are_told_as_speakers_tells_them() {
    let told = |role: &str, name: &str, words: &str| format!("“{words},” {role} {name} said on Monday.\n");
    let world = World::new()
        .file("news/a.txt", told("mayor", "John Smith", "The budget of the city is balanced"))
        .file("news/b.txt", told("striker", "John Smith", "We won the cup in the last minute"))
        .file("news/c.txt", told("mayor", "John Smith", "The streets are clean again"))
        .file("news/d.txt", told("senator", "Hillary Clinton", "The senate will vote this week"))
        .file("news/e.txt", told("senator", "Hillary Rodham Clinton", "The bill is nearly ready"));
    world.run(["index", "news"]).done();
    let listed = world.run(["speakers", "--format", "jsonl"]).done().jsonl();
    let count = |of: &[Value], name: &str| {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        of.iter().for_each(|row| {
            *counts.entry(text(row, name).to_owned()).or_default() += row["quotes"].as_u64().unwrap_or(1)
        });
        counts
    };
    let listed = count(&listed, "id");
    assert!(listed.len() == 3 && listed.contains_key("john-smith.sport"), "{listed:?}");
    assert_eq!(count(&table(&world, &["quotes"]), "speaker_id"), listed);
    assert_eq!(count(&table(&world, &["speakers"]), "id"), listed);
}

#[test]
fn the_order_and_the_bytes_depend_on_the_contents_alone() {
    let world = world();
    let before = world.run(["export", "--format", "jsonl", "--table", "quotes"]).done().stdout;
    let days: Vec<Value> = table(&world, &["articles"]).iter().map(|row| row["date"].clone()).collect();
    let mut sorted = days.clone();
    sorted.sort_by_key(|day| (day.is_null(), day.as_str().map(str::to_owned)));
    assert_eq!(days, sorted);
    // The same articles, put in in another order.
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/articles");
    world.run(["index", "--index", "other", &root.to_string_lossy()]).done();
    world.run(["index", "--index", "other", "news"]).done();
    let after = world.run(["export", "--index", "other", "--format", "jsonl", "--table", "quotes"]).done().stdout;
    assert_eq!(before.lines().count(), after.lines().count());
    assert!(before == after, "the layout on disk decides the order");
}

#[test]
fn a_folder_has_a_file_for_each_table_and_nothing_is_replaced() {
    let world = World::indexed().file("mine/letter.txt", "mine").file("mine.csv", "mine");
    world.run(["export", "--format", "csv", "--output", "tables"]).done().tells("1 articles, 1 speakers, 1 quotes");
    let files = |folder: &str| {
        let entries = std::fs::read_dir(world.path(folder)).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect::<BTreeSet<_>>()
    };
    assert_eq!(files("tables"), TABLES.map(|table| format!("{table}.csv")).into());
    for (output, table) in [("tables", None), ("mine", None), ("mine.csv", Some("quotes")), ("mine", Some("quotes"))] {
        let table = table.iter().flat_map(|table| ["--table", *table]);
        world.run(["export", "--format", "csv", "--output", output].into_iter().chain(table)).fails("exists already");
    }
    world.run(["export", "--format", "csv", "--output", "no/such/folder"]).fails("cannot be written");
    world.run(["export", "--format", "csv"]).fails("standard output takes one table").tells("--table");
    world.run(["export"]).fails("does not print text").tells("parquet");
    assert_eq!(std::fs::read_to_string(world.path("mine.csv")).unwrap(), "mine");
    // A link is not followed, wherever it leads.
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("elsewhere", world.path("link")).unwrap();
        world.run(["export", "--format", "csv", "--output", "link"]).fails("exists already");
        assert!(!world.path("elsewhere").exists());
    }
    assert!(files(".").iter().all(|name| !name.starts_with(".quotedex-tmp")), "something is left: {:?}", files("."));
}

#[test]
fn nothing_found_writes_nothing() {
    let world = World::indexed();
    let ran = world.run(["export", "elephants", "--format", "csv", "--output", "tables"]).nothing();
    ran.tells("Nothing found").prints_nothing();
    assert!(!world.path("tables").exists());
    world.run(["export", "\"(", "--format", "csv", "--output", "tables"]).code(2);
    assert!(!world.path("tables").exists());
}

#[test]
fn texts_are_there_when_they_are_asked_for() {
    let world = World::indexed();
    assert_eq!(table(&world, &["articles"])[0]["text"], Value::Null);
    let row = &table(&world, &["articles", "--texts"])[0];
    let (quote, article) = (&table(&world, &["quotes"])[0], text(row, "text"));
    let span = &quote["content"][0];
    let (start, end) = (span[0].as_u64().unwrap() as usize, span[1].as_u64().unwrap() as usize);
    // The words with their marks.
    let slice: String = article.chars().skip(start).take(end - start).collect();
    assert_eq!(slice.trim_matches(['“', '”']), text(quote, "text"));
}

#[cfg(not(feature = "export"))]
#[test]
fn other_formats_say_how_to_get_them() {
    let world = World::indexed();
    for format in ["parquet", "arrow", "sqlite"] {
        world.run(["export", "--format", format, "--output", "x"]).fails(format).tells("cargo install");
    }
    assert!(!world.path("x").exists());
}

#[cfg(feature = "export")]
mod with_feature {
    use std::fs::File;

    use arrow_array::cast::AsArray;
    use arrow_array::{RecordBatch, RecordBatchReader};
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
    use rusqlite::Connection;

    use super::*;

    /// The texts of a column.
    fn texts(batches: &[RecordBatch], name: &str) -> Vec<String> {
        let of = |batch: &RecordBatch| {
            let column = batch.column_by_name(name).unwrap().as_string::<i32>().clone();
            column.iter().map(|text| text.unwrap_or_default().to_owned()).collect::<Vec<_>>()
        };
        batches.iter().flat_map(of).collect()
    }

    #[test]
    fn parquet_and_arrow_come_back_as_they_are_in_json() {
        let world = world();
        for format in ["parquet", "arrow"] {
            world.run(["export", "--format", format, "--output", format]).done();
            for name in TABLES {
                let rows = table(&world, &[name]);
                let file = File::open(world.path(&format!("{format}/{name}.{format}"))).unwrap();
                let (schema, batches) = match format {
                    "parquet" => {
                        let builder = ParquetRecordBatchReaderBuilder::try_new(file).unwrap();
                        let metadata = builder.metadata().file_metadata().key_value_metadata().unwrap();
                        let version = metadata.iter().find(|pair| pair.key == "quotedex.schema").unwrap();
                        assert_eq!(version.value.as_deref(), Some("1"));
                        assert!(builder.metadata().row_group(0).column(0).statistics().is_some());
                        let reader = builder.build().unwrap();
                        (reader.schema(), reader.collect::<Result<Vec<_>, _>>().unwrap())
                    }
                    _ => {
                        let reader = arrow_ipc::reader::FileReader::try_new(file, None).unwrap();
                        (reader.schema(), reader.collect::<Result<Vec<_>, _>>().unwrap())
                    }
                };
                assert_eq!(schema.fields(), quotedex::tables::arrow_schema(by_name(name)).fields(), "{format} {name}");
                let text_columns =
                    schema.fields().iter().filter(|field| *field.data_type() == arrow_schema::DataType::Utf8);
                for column in text_columns.map(|field| field.name()) {
                    let expected: Vec<String> = rows.iter().map(|row| text(row, column).to_owned()).collect();
                    assert_eq!(texts(&batches, column), expected, "{format} {name}.{column}");
                }
            }
        }
    }

    fn by_name(name: &str) -> quotedex::tables::Table {
        quotedex::tables::Table::ALL.into_iter().find(|table| table.name() == name).unwrap()
    }

    #[test]
    fn a_database_answers_and_its_keys_fit() {
        let world = world();
        world.run(["export", "--format", "sqlite", "--output", "quotes.db"]).done();
        let database = Connection::open(world.path("quotes.db")).unwrap();
        let faults = |pragma: &str| database.prepare(pragma).unwrap().query_map([], |_| Ok(())).unwrap().count();
        assert_eq!(faults("PRAGMA foreign_key_check"), 0);
        let number = |sql: &str| database.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        let is_sound: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!((is_sound.as_str(), number("PRAGMA user_version")), ("ok", 1));
        for name in TABLES {
            let rows = table(&world, &[name]);
            let mut select = database.prepare(&format!("SELECT * FROM {name} ORDER BY rowid")).unwrap();
            let names: Vec<String> = select.column_names().map(str::to_owned).collect();
            let mut found = select.query([]).unwrap();
            for row in &rows {
                let values = found.next().unwrap().unwrap();
                for (at, name) in names.iter().enumerate() {
                    let value: rusqlite::types::Value = values.get(at).unwrap();
                    assert_eq!(as_json(value, &row[name]), row[name], "{name}");
                }
            }
            assert!(found.next().unwrap().is_none());
        }
        // Words in any form.
        assert!(number("SELECT count(*) FROM quotes_fts WHERE quotes_fts MATCH 'harvests'") > 0);
        assert_eq!(
            number("SELECT count(*) FROM quotes_with_speaker_and_article"),
            number("SELECT count(*) FROM quotes")
        );
        let statements = number("SELECT count(*) FROM statements");
        assert_eq!(statements, number("SELECT count(*) FROM occurrences WHERE number = 1"));
        assert!(number("SELECT max(articles) FROM statements") == 2);
        for (only, message) in [(["--table", "quotes"], "all tables"), (["--output", "-"], "standard output")] {
            world.run(["export", "--format", "sqlite"].into_iter().chain(only)).fails(message);
        }
    }

    /// What SQLite has for a JSON value, as that value.
    fn as_json(value: rusqlite::types::Value, like: &Value) -> Value {
        match value {
            rusqlite::types::Value::Null => Value::Null,
            rusqlite::types::Value::Integer(number) if like.is_boolean() => Value::Bool(number == 1),
            rusqlite::types::Value::Integer(number) => number.into(),
            rusqlite::types::Value::Real(number) => number.into(),
            rusqlite::types::Value::Text(text) if like.is_string() => text.into(),
            rusqlite::types::Value::Text(text) => serde_json::from_str(&text).unwrap(),
            rusqlite::types::Value::Blob(_) => panic!("no column has bytes"),
        }
    }
}
