"""Quotes of many articles, with Spark.

    spark-submit tests/scale/spark/quotes.py --input warc --output quotes crawl/*.warc.gz

Each task takes some paths, reads the files where they lie, finds the quotes with the `quotedex` package, and writes Parquet:

    OUTPUT/table=quotes/day=2024-05-12/...   a row a quote
    OUTPUT/table=errors/day=unknown/...      a row an article or file that could not be read: `article_id`, `error`

A bad article is such a row and never a failed job. Ids are made of the article's own id, its address, its words, or its
place in a file, and never of the task that reads it, so a task that is tried again gives the same rows, and Spark publishes
the files of one try only.
"""

from __future__ import annotations

import argparse
import glob
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

try:
    import pyarrow as pa
    import quotedex
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql.pandas.types import from_arrow_schema
except ImportError as error:
    sys.exit(f"The Python package {error.name} is not installed here: pip install quotedex pyspark pyarrow pandas")

#: The columns of articles that are used, where a table has them.
FIELDS = ("text", "id", "title", "date", "publisher", "authors", "url", "path")
#: So many quotes are handed to Spark at once, at most.
ROWS = 8192


def schema() -> pa.Schema:
    """The columns of what is written: those of the table of quotes, then what went wrong, then where it is put."""
    quotes = pa.table(quotedex.Extractor(threads=1).extract([])).schema
    fields = [pa.field(field.name, field.type) for field in quotes]
    added = [("error", pa.string()), ("error_line", pa.int64()), ("error_hint", pa.string())]
    return pa.schema([*fields, *added, ("table", pa.string()), ("day", pa.string())])


def rows_of(stream: quotedex.QuoteStream, columns: pa.Schema) -> Iterator[pa.RecordBatch]:
    """The rows of a stream of quotes, and after them what could not be read."""
    for batch in pa.RecordBatchReader.from_stream(stream):
        for start in range(0, batch.num_rows, ROWS):
            yield quote_rows(batch.slice(start, ROWS), columns)
    errors = pa.table(stream.errors_to_arrow())
    if errors.num_rows:
        yield from error_rows(errors, columns).to_batches()


def quote_rows(batch: pa.RecordBatch, columns: pa.Schema) -> pa.RecordBatch:
    """Quotes, with the day they are put under."""
    days = batch.column("date").cast(pa.string()).fill_null("unknown")
    given = {name: batch.column(name) for name in batch.schema.names}
    return filled({**given, "table": pa.array(["quotes"] * batch.num_rows), "day": days}, columns, batch.num_rows)


def error_rows(errors: pa.Table, columns: pa.Schema) -> pa.Table:
    """What could not be read, in the same columns."""
    errors, count = errors.combine_chunks(), errors.num_rows
    given = {
        "article_id": errors["article"].combine_chunks(),
        "error": errors["error"].combine_chunks(),
        "error_line": errors["line"].combine_chunks(),
        "error_hint": errors["hint"].combine_chunks(),
        "table": pa.array(["errors"] * count),
        "day": pa.array(["unknown"] * count),
    }
    return pa.Table.from_batches([filled(given, columns, count)])


def filled(given: dict[str, pa.Array], columns: pa.Schema, count: int) -> pa.RecordBatch:
    """A batch with all columns; those that are not given are empty."""
    arrays = [given.get(field.name, None) for field in columns]
    made = [pa.nulls(count, field.type) if array is None else array.cast(field.type) for array, field in zip(arrays, columns)]
    return pa.RecordBatch.from_arrays(made, schema=columns)


def of_paths(columns: pa.Schema, people: str | None, lang: str, names: dict[str, str]) -> Callable[..., Any]:
    """Reads the files that a task is given the paths of."""

    def task(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        # One thread, because Spark starts a task for each core.
        extractor = quotedex.Extractor(people=people, lang=lang, threads=1)
        for batch in batches:
            for path in batch.column("path").to_pylist():
                reader = quotedex.read(path, ids="path", columns=names, threads=1)
                yield from rows_of(extractor.stream(reader, on_error="keep"), columns)

    return task


def of_articles(columns: pa.Schema, people: str | None, lang: str, names: dict[str, str]) -> Callable[..., Any]:
    """Takes the articles that a task is given."""

    def task(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        extractor = quotedex.Extractor(people=people, lang=lang, threads=1)
        for batch in batches:
            stream = extractor.stream(pa.Table.from_batches([batch]), columns=names, on_error="keep")
            yield from rows_of(stream, columns)

    return task


def articles(spark: SparkSession, arguments: argparse.Namespace) -> DataFrame:
    """What tasks are given: articles of Parquet, or paths of other files."""
    if arguments.input == "parquet":
        table = spark.read.parquet(*arguments.paths)
        wanted = [arguments.columns.get(field, field) for field in FIELDS]
        return table.select(*[name for name in wanted if name in table.columns])
    paths = sorted(path for pattern in arguments.paths for path in matching(pattern))
    if not paths:
        sys.exit(f"no files: {' '.join(arguments.paths)}")
    tasks = arguments.tasks or len(paths)
    return spark.createDataFrame([(path,) for path in paths], "path string").repartition(min(tasks, len(paths)))


def matching(pattern: str) -> list[str]:
    """The files a path or pattern means, and all files of a folder."""
    found = [os.path.abspath(path) for path in glob.glob(pattern)]
    walks = [os.walk(path) for path in found if os.path.isdir(path)]
    inside = [os.path.join(folder, name) for walk in walks for folder, _, names in walk for name in names]
    return [path for path in found if not os.path.isdir(path)] + inside


def run(spark: SparkSession, arguments: argparse.Namespace) -> None:
    """Reads, extracts and writes."""
    columns = schema()
    task = of_articles if arguments.input == "parquet" else of_paths
    given = articles(spark, arguments)
    work = task(columns, arguments.people, arguments.lang, arguments.columns)
    rows = given.mapInArrow(work, from_arrow_schema(columns))
    if arguments.compact:
        # Fewer, larger files: the rows of a day come together before they are written.
        rows = rows.hint("rebalance", "table", "day")
    begun = time.monotonic()
    rows.write.partitionBy("table", "day").parquet(arguments.output)
    print(f"{arguments.output} written in {time.monotonic() - begun:.1f} s")


def parsed(line: list[str] | None = None) -> argparse.Namespace:
    """The arguments."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", help="files, folders or patterns; every worker must see them under this path")
    parser.add_argument("--input", choices=["warc", "jsonl", "parquet"], required=True, help="what they are")
    parser.add_argument("--output", required=True, help="the folder to write; it must not exist")
    parser.add_argument("--columns", default="", help="which column is which: text=body,date=printed")
    parser.add_argument("--people", help="a table of people, under a path that every worker sees")
    parser.add_argument("--lang", default="auto", help="the language of all articles")
    parser.add_argument("--tasks", type=int, help="the number of tasks for WARC and JSON Lines; one a file unless given")
    parser.add_argument("--compact", action="store_true", help="write fewer, larger files")
    arguments = parser.parse_args(line)
    arguments.columns = dict(pair.split("=", 1) for pair in arguments.columns.split(",") if "=" in pair)
    return arguments


if __name__ == "__main__":
    given = parsed()
    session = SparkSession.builder.appName("quotedex").getOrCreate()
    try:
        run(session, given)
    finally:
        session.stop()
