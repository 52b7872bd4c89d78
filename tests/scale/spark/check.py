"""Runs quotes.py on a small cluster of this machine, kills a worker in the middle, and compares with one process.

    check.py FORMAT ARTICLES FOLDER

FORMAT is jsonl, parquet or warc; FOLDER is where articles and results go. Exit code 1 when any row differs.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset
import pyarrow.parquet
import quotedex

HERE = Path(__file__).resolve().parent
FILES = 20
#: Each run: its name, the number of workers, whether one is killed, and more arguments of quotes.py.
RUNS: list[tuple[str, int, bool, list[str]]] = [
    ("two workers, one is killed", 2, True, []),
    ("two workers", 2, False, []),
    ("two workers, compact", 2, False, ["--compact"]),
    ("one worker", 1, False, []),
]


def alone(form: str, articles: Path) -> tuple[pa.Table, set[str], float]:
    """The quotes and the ids of bad articles that one process finds, and how long it takes."""
    begun = time.monotonic()
    extractor, tables, bad = quotedex.Extractor(), [], set()
    for path in sorted(articles.iterdir()):
        given = pa.parquet.read_table(path) if form == "parquet" else quotedex.read(path, ids="path")
        stream = extractor.stream(given, on_error="keep")
        tables.append(pa.RecordBatchReader.from_stream(stream).read_all())
        bad.update(f"{error.article}:{error.line}" for error in stream.errors)
    return sorted_rows(pa.concat_tables(tables)), bad, time.monotonic() - begun


def sorted_rows(table: pa.Table) -> pa.Table:
    """The rows in an order that no run decides, without what a schema says besides names and types."""
    names = pa.table(quotedex.Extractor(threads=1).extract([])).schema.names
    table = table.select(names).sort_by("id").combine_chunks()
    return table.replace_schema_metadata(None)


def spark(form: str, articles: Path, output: Path, workers: int, kill: bool, more: list[str]) -> tuple[float, int]:
    """One run, with more arguments: how many seconds it takes, and how many workers are lost."""
    submit = f"--master local-cluster[{workers},1,2048] --driver-memory 2g"
    # Parquet is split into about as many tasks as there are files of the others.
    submit += " --conf spark.sql.files.maxPartitionBytes=1m --conf spark.sql.files.openCostInBytes=0"
    submit += " --conf spark.ui.enabled=false --conf spark.executor.memory=1g --conf spark.sql.shuffle.partitions=8 pyspark-shell"
    environment = {**os.environ, "PYSPARK_SUBMIT_ARGS": submit, "PYSPARK_PYTHON": sys.executable}
    command = [sys.executable, HERE / "quotes.py", "--input", form, "--output", output, *more, articles]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if kill:
        threading.Thread(target=kill_one, args=(process.pid, output), daemon=True).start()
    told, log = process.communicate()
    done = re.search(r"written in ([\d.]+) s", told)
    if process.returncode or done is None:
        sys.exit(f"quotes.py failed:\n{log[-4000:]}")
    return float(done[1]), len(set(re.findall(r"Lost executor (\d+)", log)))


def kill_one(driver: int, output: Path) -> None:
    """Kills one executor of the driver when a quarter of the tasks have written their files."""
    while len(list(output.glob("_temporary/*/task_*"))) < FILES // 4:
        time.sleep(0.1)
    executors = [pid for pid in descendants(driver) if "CoarseGrainedExecutorBackend" in command_of(pid)]
    if executors:
        os.kill(executors[0], signal.SIGKILL)


def descendants(pid: int) -> list[int]:
    """All processes below one."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
    found = [pid]
    for parent in found:
        found += [child for child, its in pairs if its == parent]
    return found[1:]


def command_of(pid: int) -> str:
    """The command line of a process; nothing when it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def same(expected: pa.Table, bad: set[str], output: Path) -> str:
    """Whether a run wrote these rows and named these articles as bad."""
    quotes = pa.dataset.dataset(output / "table=quotes", partitioning="hive").to_table()
    folder = output / "table=errors"
    # No folder when nothing was wrong.
    errors = pa.dataset.dataset(folder, partitioning="hive").to_table().to_pylist() if folder.exists() else []
    named = {f"{row['article_id']}:{row['error_line']}" for row in errors}
    rows = sorted_rows(quotes)
    if rows.cast(expected.schema).equals(expected) and named == bad and len(errors) == len(bad):
        return "the same"
    return f"DIFFERENT: {rows.num_rows} rows, {len(errors)} errors"


def main() -> None:
    """Prints a line a run."""
    form, count, folder = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    articles = folder / form
    subprocess.run([sys.executable, HERE / "generate.py", form, str(count), str(FILES), articles], check=True)
    size = sum(path.stat().st_size for path in articles.iterdir()) / 1e6
    expected, bad, seconds = alone(form, articles)
    print(f"{count} articles in {FILES} files of {form}, {size:.0f} MB; {expected.num_rows} quotes, {len(bad)} bad articles")
    line = "{:<34} {:>8} {:>11}  {}".format
    print(line("", "seconds", "articles/s", "rows"))
    print(line("one process, all cores", f"{seconds:.1f}", f"{count / seconds:.0f}", "what others are compared with"), flush=True)
    failed = False
    for name, workers, kill, more in RUNS:
        output = folder / f"quotes-{form}-{name.replace(' ', '-').replace(',', '')}"
        seconds, lost = spark(form, articles, output, workers, kill, more)
        verdict = same(expected, bad, output)
        failed |= verdict != "the same" or kill != (lost > 0)
        verdict += f"; {lost} lost" if kill else ""
        print(line(f"Spark, {name}", f"{seconds:.1f}", f"{count / seconds:.0f}", verdict), flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
