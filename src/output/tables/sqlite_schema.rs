//! The SQL of a database of tables, made from the schema.

use crate::tables::{Column, ColumnType, Table};

/// What `PRAGMA application_id` says of our databases: `Qdex`.
pub(super) const APPLICATION_ID: i64 = 0x5164_6578;

/// The statement that makes a table. Its comments stay in the database, where `.schema` and Datasette show them.
pub(super) fn create_table(table: Table) -> String {
    let mut lines = Vec::new();
    let columns = table.columns();
    for (at, column) in columns.iter().enumerate() {
        let comma = if at + 1 < columns.len() { "," } else { "" };
        lines.push(format!("  {}{comma} -- {}", definition(table, column), column.about));
    }
    format!("CREATE TABLE {} ( -- {}\n{}\n)", table.name(), table.about(), lines.join("\n"))
}

fn definition(table: Table, column: &Column) -> String {
    let kind = match column.kind {
        ColumnType::Integer | ColumnType::Flag => "INTEGER",
        ColumnType::Number => "REAL",
        // Lists are JSON, days as ISO 8601 writes them: so SQLite's functions take them.
        _ => "TEXT",
    };
    let mut parts = vec![column.name.to_owned(), kind.to_owned()];
    if column.name == table.key() {
        parts.push("PRIMARY KEY".to_owned());
    }
    if !column.nullable {
        parts.push("NOT NULL".to_owned());
    }
    if let Some((_, target)) = table.references().iter().find(|(name, _)| *name == column.name) {
        parts.push(format!("REFERENCES {}({})", target.name(), target.key()));
    }
    parts.join(" ")
}

/// The statement that inserts a row. Of two records of one place, which have one id, the first stays.
pub(super) fn insert(table: Table) -> String {
    let marks = vec!["?"; table.columns().len()].join(", ");
    format!("INSERT INTO {} VALUES ({marks}) ON CONFLICT({}) DO NOTHING", table.name(), table.key())
}

/// What is made when all rows are there: the index of words, those of columns that are joined by, and the views.
///
/// Rows are only added, so that their numbers, which the index of words refers to, have no gaps: `VACUUM` keeps them.
pub(super) const FINISH: &str = "
CREATE INDEX quotes_article_id ON quotes(article_id);
CREATE INDEX quotes_speaker_id ON quotes(speaker_id);
CREATE INDEX quotes_date ON quotes(date);
CREATE INDEX occurrences_statement_id ON occurrences(statement_id);
CREATE INDEX occurrences_article_id ON occurrences(article_id);

CREATE VIRTUAL TABLE quotes_fts USING fts5(
  text, speaker, role, content=\"quotes\", tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO quotes_fts(quotes_fts) VALUES ('rebuild');

CREATE VIEW quotes_with_speaker_and_article AS -- Quotes, with what their speakers and articles are.
SELECT q.id, q.text, coalesce(s.name, q.speaker) AS speaker, q.role, q.kind, q.report, q.polarity, q.confidence,
       q.date, a.title, a.publisher, a.url, q.paragraph, q.topics, q.context, q.speaker_id, q.article_id
FROM quotes q JOIN articles a ON a.id = q.article_id LEFT JOIN speakers s ON s.id = q.speaker_id;

CREATE VIEW statements AS -- Statements: the same words by the same speaker, once in however many articles.
SELECT q.id, q.text, q.speaker, q.kind, q.polarity, q.date AS first_date, o.quotes, o.articles, q.speaker_id,
       q.article_id
FROM (SELECT statement_id, count(*) AS quotes, count(DISTINCT article_id) AS articles
      FROM occurrences GROUP BY statement_id) o
JOIN quotes q ON q.id = o.statement_id;
";
