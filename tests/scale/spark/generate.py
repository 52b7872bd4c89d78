"""Articles that nobody wrote, the same ones every time: generate.py FORMAT COUNT FILES FOLDER

FORMAT is jsonl, parquet or warc. Each article has a lead, three to nine paragraphs with quotations and without, a speaker of
its own and some that others have too, a day of 2024, and its own id or address. One in five hundred cannot be read: it has
no text (jsonl, parquet), or is not a page (warc).
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from pathlib import Path
from typing import Any

GIVEN = "Ann Bo Cora Dev Elif Femi Greta Hugo Ines Jon Kemal Lena Mira Nils Olga Piet Rosa Sven Tara Umar".split()
FAMILY = "Smith Okonjo Haugland Prewitt Mensah Boateng Lang Castro Ruiz Novak Weber Ito Khan Silva Moreau Berg".split()
ROLES = "mayor,finance minister,harbour master,union leader,police chief,head teacher,chief executive,coach".split(",")
THINGS = "the river,the budget,the bridge,the school,the port,the tax,the vote,the strike,the hospital,the museum".split(",")
SAID = [
    "“{Thing} cannot wait another year,” {name} said on {day}. “We have counted every krone twice.”",
    "{name}, the {role}, told reporters that {thing} would be paid for by 2030.",
    "“Nobody asked us about {thing},” said {name}. “Nobody ever does.”",
    "According to {name}, {thing} has cost {number} million so far.",
    "{name} denied that {thing} had been promised to anybody.",
    "“We were told {number} days, and it took {number} more,” {name} added.",
]
PLAIN = [
    "The council has argued over {thing} since the spring, and the figures have changed three times.",
    "Work on {thing} is to begin in {number} weeks, weather permitting, and the old plans have been withdrawn.",
    "About {number} people stood in the rain outside the town hall while the vote was counted.",
]
DAYS = "Monday Tuesday Wednesday Thursday Friday".split()


def article(number: int) -> dict[str, Any]:
    """The article with that number."""
    chance = random.Random(number)
    people = [f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}" for _ in range(3)]
    thing = chance.choice(THINGS)

    def sentence(of: list[str], name: str) -> str:
        return chance.choice(of).format(
            name=name,
            role=chance.choice(ROLES),
            thing=thing,
            Thing=thing.capitalize(),
            day=chance.choice(DAYS),
            number=chance.randrange(2, 900),
        )

    paragraphs = [f"{people[0]}, the {chance.choice(ROLES)}, spoke about {thing} on {chance.choice(DAYS)}."]
    for _ in range(chance.randrange(3, 10)):
        parts = [sentence(SAID, chance.choice(people))] + [sentence(PLAIN, "") for _ in range(chance.randrange(1, 3))]
        chance.shuffle(parts)
        paragraphs.append(" ".join(parts))
    return {
        "id": f"made-{number}",
        "title": f"{thing.capitalize()}: what {people[0]} wants",
        # A thousand neighbours have one day, as the pages of a crawl do.
        "date": f"2024-{1 + number // 1000 % 12:02}-{1 + number // 12000 % 28:02}",
        "publisher": f"Paper {number % 40}",
        "text": None if number % 500 == 499 else "\n\n".join(paragraphs),
    }


def page(made: dict[str, Any], number: int) -> bytes:
    """The record of a web archive with the article as a page."""
    address = f"https://paper{number % 40}.example/{made['date'].replace('-', '/')}/{made['id']}"
    text = "".join(f"<p>{paragraph}</p>\n" for paragraph in (made["text"] or "").split("\n\n"))
    html = (
        f'<html><head><title>{made["title"]}</title><meta property="og:site_name" content="{made["publisher"]}">'
        f'<meta property="article:published_time" content="{made["date"]}"></head>'
        f"<body><article><h1>{made['title']}</h1>\n{text}</article></body></html>"
    )
    body = html.encode()
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: {made['date']}T12:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(response)}\r\n\r\n"
    )
    return head.encode() + response + b"\r\n\r\n"


def write(form: str, numbers: range, path: Path) -> None:
    """One file."""
    if form == "warc":
        # Each record is compressed on its own, as in real archives.
        path.write_bytes(b"".join(gzip.compress(page(article(n), n), 6, mtime=0) for n in numbers))
    elif form == "jsonl":
        path.write_text("".join(json.dumps(article(n), ensure_ascii=False) + "\n" for n in numbers), encoding="utf-8")
    else:
        import pyarrow
        import pyarrow.parquet

        pyarrow.parquet.write_table(pyarrow.Table.from_pylist([article(n) for n in numbers]), path)


def main() -> None:
    """Writes the files."""
    form, count, files, folder = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4])
    folder.mkdir(parents=True, exist_ok=True)
    ending = {"warc": "warc.gz", "jsonl": "jsonl", "parquet": "parquet"}[form]
    for file in range(files):
        write(form, range(count * file // files, count * (file + 1) // files), folder / f"made-{file:04}.{ending}")


if __name__ == "__main__":
    main()
