"""Articles a second through the Python package and through the program: speed.py PROGRAM [ARTICLES [TURNS]]

The same made-up articles (tests/scale/spark/generate.py), on all cores: a data frame in and an Arrow table out, against JSON
Lines in and JSON Lines out (`PROGRAM extract --format jsonl`, into nothing). Both take turns; the best of each counts.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scale/spark"))

import pandas
import pyarrow
import quotedex
from generate import article


def main() -> None:
    """Prints a line for each, and their ratio."""
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5000
    turns = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    articles = [made for made in map(article, range(count)) if made["text"]]
    frame = pandas.DataFrame(articles)
    words = sum(len(made["text"].split()) for made in articles)
    extractor = quotedex.Extractor()
    times: dict[str, list[float]] = {"package": [], "program": []}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as lines:
        lines.writelines(json.dumps(made, ensure_ascii=False) + "\n" for made in articles)
        lines.flush()
        for _ in range(turns):
            begun = time.monotonic()
            rows = pyarrow.table(extractor.extract(frame)).num_rows
            times["package"].append(time.monotonic() - begun)
            begun = time.monotonic()
            subprocess.run([program, "extract", "--format", "jsonl", lines.name], stdout=subprocess.DEVNULL, check=True)
            times["program"].append(time.monotonic() - begun)
    print(f"{len(articles)} articles, {words} words, {rows} quotes; best of {turns}")
    for name, taken in times.items():
        best = min(taken)
        print(f"{name:<8} {best:6.2f} s {len(articles) / best:7.0f} articles/s   turns: {', '.join(f'{each:.2f}' for each in taken)}")
    print(f"the package has {min(times['program']) / min(times['package']):.0%} of the program's rate")


if __name__ == "__main__":
    main()
