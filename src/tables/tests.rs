//! The schema agrees with the rows, with the JSON that programs get, and with the document.

use serde_json::Value;

use super::*;
use crate::article::Article;
use crate::query::SpeakerRow;
use crate::quote::{MachineAnswer, Quote, Speaker, SpeakerCandidate, SpeakerKind};
use crate::span::Span;

/// The document that repeats the schema.
const FORMATS: &str = include_str!("../../seeds/FORMATS.md");

fn article() -> Article {
    let mut article = Article::new("a", "“Zoë’s city will be fine,” Ann Smith said.");
    article.date = Some(jiff::civil::date(2024, 5, 12));
    article.authors = vec!["Bob Ray".into()];
    article
}

fn quote(article: &Article) -> Quote {
    let mut quote = Quote { id: "q".into(), text: "Zoë’s city will be fine,".into(), ..Quote::default() };
    quote.article = article.reference();
    quote.content = vec![Span::new(3, 31)];
    quote.speaker = Speaker { name: Some("Ann Smith".into()), id: Some("ann-smith".into()), ..Speaker::default() };
    quote.evidence.candidates = vec![SpeakerCandidate { name: None, probability: 0.25 }];
    quote.evidence.by_hand = Some(MachineAnswer { confidence: 0.5, ..MachineAnswer::default() });
    quote
}

fn speaker() -> SpeakerRow {
    SpeakerRow {
        name: "Ann Smith".into(),
        id: Some("ann-smith".into()),
        field: None,
        kind: SpeakerKind::Person,
        aliases: vec!["Smith".into()],
        roles: vec![],
        quotes: 1,
        articles: 1,
        first_date: Some(jiff::civil::date(1969, 12, 31)),
        last_date: None,
    }
}

/// A row of each table.
fn with_rows(each: &mut dyn FnMut(Table, Vec<Cell<'_>>)) {
    let (article, speaker) = (article(), speaker());
    let (quote, rows) = (quote(&article), ArticleRows::new(&article));
    each(Table::Articles, rows.article(1, true));
    each(Table::Speakers, speaker_row(&speaker).unwrap());
    each(Table::Quotes, rows.quote(&quote));
    each(Table::Quotes, quote_row_without_text(&quote));
    each(Table::Occurrences, occurrence_row("q", "q", "a", 1));
}

fn fits(column: &Column, cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Null => column.nullable,
        Cell::Text(_) => column.kind == ColumnType::Text,
        Cell::Integer(_) => column.kind == ColumnType::Integer,
        Cell::Number(_) => column.kind == ColumnType::Number,
        Cell::Flag(_) => column.kind == ColumnType::Flag,
        Cell::Day(_) => column.kind == ColumnType::Day,
        Cell::Texts(_) => column.kind == ColumnType::Texts,
        Cell::Spans(_) => column.kind == ColumnType::Spans,
        Cell::Candidates(_) => column.kind == ColumnType::Candidates,
        Cell::Machine(_) => column.kind == ColumnType::Machine,
    }
}

#[test]
fn a_row_has_a_cell_of_the_right_type_for_each_column() {
    with_rows(&mut |table, row| {
        assert_eq!(row.len(), table.columns().len(), "{}", table.name());
        for (column, cell) in table.columns().iter().zip(&row) {
            assert!(fits(column, cell), "{}.{}: {cell:?}", table.name(), column.name);
        }
    });
}

#[test]
fn spans_count_code_points_and_nothing_is_lost_in_json() {
    let article = article();
    let quote = quote(&article);
    let row = ArticleRows::new(&article).quote(&quote);
    let json: Vec<Value> = row.iter().map(|cell| serde_json::to_value(cell).unwrap()).collect();
    let of = |name: &str| &json[Table::Quotes.columns().iter().position(|column| column.name == name).unwrap()];
    assert_eq!(*of("content"), serde_json::json!([[1, 25]]));
    assert_eq!(*of("date"), "2024-05-12");
    assert_eq!(*of("candidates"), serde_json::json!([{ "name": null, "probability": 0.25 }]));
    assert_eq!(*of("by_hand"), serde_json::json!({ "speaker": null, "polarity": "affirmed", "confidence": 0.5 }));
}

#[test]
fn the_document_repeats_the_schema() {
    for table in Table::ALL {
        let head = format!("**`{}`**: {}", table.name(), table.about());
        let (_, rest) = FORMATS.split_once(&head).unwrap_or_else(|| panic!("seeds/FORMATS.md lacks: {head}"));
        let documented: Vec<&str> = rest.lines().skip(4).take_while(|line| line.starts_with('|')).collect();
        let line = |column: &Column| {
            let missing = if column.nullable { ", may be missing" } else { "" };
            format!("| `{}` | {}{missing} | {} |", column.name, column.kind.name(), column.about)
        };
        let expected: Vec<String> = table.columns().iter().map(line).collect();
        assert_eq!(documented, expected, "the table `{}` should read\n{}", table.name(), expected.join("\n"));
    }
}

#[cfg(feature = "tables")]
mod arrow {
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Date32Type, Float32Type, Int32Type};

    use super::*;

    #[test]
    fn rows_come_back_from_batches() {
        with_rows(&mut |table, row| {
            let mut batches = Batches::new(table);
            assert!(batches.push(&row).unwrap().is_none());
            let batch = batches.rest().unwrap();
            assert_eq!((batch.num_rows(), batches.rest().unwrap().num_rows()), (1, 0), "{}", table.name());
            for (at, cell) in row.iter().enumerate() {
                let column = batch.column(at);
                match cell {
                    Cell::Null => assert!(column.is_null(0)),
                    Cell::Text(text) => assert_eq!(column.as_string::<i32>().value(0), *text),
                    Cell::Number(number) => assert_eq!(column.as_primitive::<Float32Type>().value(0), *number),
                    Cell::Texts(texts) => assert_eq!(column.as_list::<i32>().value(0).len(), texts.len()),
                    Cell::Spans(spans) => {
                        let list = column.as_list::<i32>().value(0);
                        let pair = |at| list.as_list::<i32>().value(at).as_primitive::<Int32Type>().values().to_vec();
                        assert_eq!((0..list.len()).map(pair).collect::<Vec<_>>(), spans.clone());
                    }
                    Cell::Day(day) => {
                        let since = column.as_primitive::<Date32Type>().value(0);
                        assert_eq!(jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(since), *day);
                    }
                    _ => assert!(!column.is_null(0)),
                }
            }
        });
    }

    #[test]
    fn a_batch_is_bounded_in_rows_and_in_bytes() {
        let mut batches = Batches::new(Table::Occurrences);
        let full = (0..9000).filter_map(|_| batches.push(&occurrence_row("q", "q", "a", 1)).unwrap());
        assert_eq!(full.map(|batch| batch.num_rows()).collect::<Vec<_>>(), [8192]);
        let long = "a".repeat(3 << 20);
        let mut batches = Batches::new(Table::Occurrences);
        let full = (0..3).filter_map(|_| batches.push(&occurrence_row(&long, "q", "a", 1)).unwrap());
        assert_eq!(full.map(|batch| batch.num_rows()).collect::<Vec<_>>(), [3]);
    }

    #[test]
    fn a_row_of_another_table_is_an_error() {
        let mut batches = Batches::new(Table::Articles);
        batches.push(&occurrence_row("q", "q", "a", 1)).unwrap();
        assert!(batches.rest().is_err());
    }
}
