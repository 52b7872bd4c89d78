"""Tables that `quotedex export` writes, read back by those who will read them: pyarrow, DuckDB and sqlite3.

QUOTEDEX names the program; one that was built without the cargo feature `export` is skipped.
"""

import datetime
import json
import os
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.ipc
import pyarrow.parquet
import pytest

PROGRAM = os.environ["QUOTEDEX"]
ARTICLES = Path(__file__).resolve().parents[2] / "seeds" / "articles"
TABLES = ["articles", "speakers", "quotes", "occurrences"]


def run(folder: Path, *arguments: str) -> bytes:
    """What the program prints, run in `folder`."""
    done = subprocess.run([PROGRAM, *arguments], cwd=folder, capture_output=True, check=False)
    if b"was built without" in done.stderr:
        pytest.skip("QUOTEDEX was built without the feature `export`")
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an index of the sample articles, and their tables."""
    folder = tmp_path_factory.mktemp("export")
    run(folder, "--quiet", "index", str(ARTICLES))
    for form in ["parquet", "arrow"]:
        run(folder, "export", "--format", form, "--output", form)
    run(folder, "export", "--format", "sqlite", "--output", "quotes.db")
    return folder


def lines(folder: Path, table: str) -> list[dict[str, Any]]:
    """The rows as JSON."""
    printed = run(folder, "export", "--format", "jsonl", "--table", table)
    return [json.loads(line) for line in printed.splitlines()]


def plain(value: Any) -> Any:
    """A value of Python as JSON has it; numbers with a point are of 32 bits."""
    match value:
        case datetime.date():
            return value.isoformat()
        case float():
            return pytest.approx(value, rel=1e-6)
        case list():
            return [plain(each) for each in value]
        case dict():
            return {name: plain(each) for name, each in value.items()}
        case _:
            return value


@pytest.mark.parametrize("table", TABLES)
def test_parquet_and_arrow_have_the_rows_of_json(folder: Path, table: str) -> None:
    expected = lines(folder, table)
    parquet = pyarrow.parquet.read_table(folder / f"parquet/{table}.parquet")
    with pyarrow.ipc.open_file(folder / f"arrow/{table}.arrow") as file:
        arrow = file.read_all()
    stream = run(folder, "export", "--format", "arrow", "--table", table)
    streamed = pyarrow.ipc.open_stream(stream).read_all()
    assert expected == plain(parquet.to_pylist())
    assert parquet.equals(arrow) and streamed.equals(arrow)
    assert parquet.schema.metadata[b"quotedex.schema"] == b"1"
    assert parquet.schema.field(0).metadata[b"comment"].endswith(b".")


def test_types_are_those_of_a_notebook(folder: Path) -> None:
    schema = pyarrow.parquet.read_schema(folder / "parquet/quotes.parquet")
    assert schema.field("date").type == pyarrow.date32() and schema.field("text").type == pyarrow.string()
    assert schema.field("topics").type.value_type == pyarrow.string()
    assert schema.field("confidence").type == pyarrow.float32() and not schema.field("confidence").nullable
    file = pyarrow.parquet.ParquetFile(folder / "parquet/quotes.parquet")
    column = file.metadata.row_group(0).column(file.schema_arrow.get_field_index("date"))
    assert column.compression == "ZSTD" and column.statistics.has_min_max
    assert file.metadata.created_by.startswith("quotedex")


def test_duckdb_joins_the_tables(folder: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    quotes = lines(folder, "quotes")
    named = duckdb.sql(
        f"""
        SELECT s.name, count(*) FROM '{folder}/parquet/quotes.parquet' q
        JOIN '{folder}/parquet/speakers.parquet' s ON s.id = q.speaker_id
        JOIN '{folder}/parquet/articles.parquet' a ON a.id = q.article_id
        WHERE s.name = 'Lena Haugland' AND q.date >= DATE '2025-01-01' GROUP BY 1
        """
    ).fetchall()
    assert named == [("Lena Haugland", sum(quote["speaker"] == "Lena Haugland" for quote in quotes))]
    topics = duckdb.sql(f"SELECT count(*) FROM (SELECT unnest(topics) FROM '{folder}/parquet/quotes.parquet')")
    assert topics.fetchall() == [(sum(len(quote["topics"]) for quote in quotes),)]
    spans = duckdb.sql(f"SELECT id, content[1][1] FROM '{folder}/parquet/quotes.parquet'").fetchall()
    assert spans == [(quote["id"], quote["content"][0][0]) for quote in quotes]


def test_sqlite_finds_words_and_joins(folder: Path) -> None:
    database = sqlite3.connect(folder / "quotes.db")
    database.row_factory = sqlite3.Row
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in TABLES:
        rows = database.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall()
        expected = lines(folder, table)
        assert len(rows) == len(expected)
        for row, line in zip(rows, expected):
            for name, value in line.items():
                found = json.loads(row[name]) if isinstance(value, list | dict) else row[name]
                assert found == value, (table, name)
    words = "SELECT q.text FROM quotes_fts f JOIN quotes q ON q.rowid = f.rowid WHERE quotes_fts MATCH ?"
    found = database.execute(words, ["harvests"]).fetchall()
    assert found and all("harvest" in row["text"] for row in found)
    view = database.execute("SELECT * FROM quotes_with_speaker_and_article WHERE speaker = 'Lena Haugland'").fetchall()
    assert view and all(row["title"] and row["publisher"] for row in view)
    topics = database.execute("SELECT count(*) FROM quotes, json_each(quotes.topics)").fetchone()[0]
    assert topics == sum(len(quote["topics"]) for quote in lines(folder, "quotes"))
    schema = database.execute("SELECT sql FROM sqlite_master WHERE name = 'quotes'").fetchone()[0]
    assert "-- How likely it is" in schema


def test_csv_is_read_by_the_csv_of_python(folder: Path) -> None:
    import csv

    printed = run(folder, "export", "--format", "csv", "--table", "speakers").decode()
    rows = list(csv.DictReader(printed.splitlines()))
    expected = lines(folder, "speakers")
    assert [row["name"] for row in rows] == [row["name"] for row in expected]
    assert [json.loads(row["aliases"]) for row in rows] == [row["aliases"] for row in expected]
