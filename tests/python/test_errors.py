"""Whatever is wrong is an exception that says what and what to do, and names no option of the program."""

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas
import pyarrow
import pytest
import quotedex

LONG = "word " * 400_000

CASES: list[tuple[Callable[[], Any], type[quotedex.Error], str]] = [
    (lambda: quotedex.extract(LONG), quotedex.ArticleError, "text: too large: 2000000 bytes, the limit is 1048576; split it"),
    (lambda: quotedex.extract([{"id": "a"}]), quotedex.ArticleError, "a: it has no text; give it a text"),
    (lambda: quotedex.extract([{}]), quotedex.ArticleError, "article 0: it has no text"),
    (lambda: quotedex.extract([{"text": b"x"}]), quotedex.ArticleError, "not a str; give a str"),
    (lambda: quotedex.extract([7]), quotedex.ArticleError, "an article cannot be a int"),
    (lambda: quotedex.extract([{"text": "x", "date": "soon"}]), quotedex.ArticleError, "`soon` is not a date; write it as"),
    (
        lambda: quotedex.extract(pandas.DataFrame({"body": ["x"], "day": ["y"]})),
        quotedex.ArticleError,
        'no column "text"; the columns are body, day; say which column it is, such as columns={"text": "body"}',
    ),
    (
        lambda: quotedex.extract(pyarrow.table({"text": ["x"]}), columns={"date": "day"}),
        quotedex.ArticleError,
        'no column "day"; the columns are text',
    ),
    (lambda: list(quotedex.read("no/such/file")), quotedex.ReadError, "no/such/file: no such file or folder; check the spelling"),
    (lambda: quotedex.read("x", columns={"txt": "a"}), quotedex.ArticleError, 'unknown field "txt"; map fields'),
    (lambda: quotedex.extract("x", people="no.csv"), quotedex.PeopleError, "no.csv: no such file; check the spelling"),
    (
        lambda: quotedex.extract("x", people=[quotedex.Person("Ann Lee", ("Lee",)), quotedex.Person("Bo Lee", ("Mr. LEE",))]),
        quotedex.PeopleError,
        "two people share the name `Mr. LEE`; remove it from one of the two",
    ),
    (lambda: quotedex.Extractor(lang="xx"), quotedex.Error, "`xx` is not a known language; use a two-letter code"),
    (lambda: quotedex.Index("seeds"), quotedex.IndexUnusableError, "there is no index in `seeds`"),
    (lambda: quotedex.Index("nowhere"), quotedex.IndexUnusableError, "there is no index in `nowhere`; check the path"),
    (lambda: quotedex.Index("index").search('"open'), quotedex.QueryError, ";"),
    (lambda: quotedex.Index("index").search(kind="loud"), quotedex.QueryError, 'kind cannot be "loud"; use one of direct, mixed'),
    (lambda: quotedex.Index("index").search(since="soon"), quotedex.QueryError, '"soon" is not a day; give a date'),
    (lambda: quotedex.Index("index").who("?!"), quotedex.QueryError, "the phrase has no words"),
    (lambda: quotedex.Index("index").show("6c"), quotedex.QueryError, "`6c` is too short for an id; give at least"),
    (lambda: quotedex.Index("index").count_by("moon"), quotedex.QueryError, 'by cannot be "moon"; use one of speaker'),
]


@pytest.mark.parametrize("number", range(len(CASES)))
def test_message_and_cure(number: int) -> None:
    wrong, kind, told = CASES[number]
    with pytest.raises(quotedex.Error) as caught:
        wrong()
    error = caught.value
    assert type(error) is kind and told in str(error)
    assert "--" not in str(error) and "\n" not in str(error)
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind and (again.message, again.hint) == (error.message, error.hint)


def test_bad_articles_are_kept_apart() -> None:
    rows = [{"id": "a", "text": "“I quit,” Ann Smith said."}, {"id": "b"}, {"id": "c", "text": LONG}]
    found = quotedex.extract(rows, on_error="keep")
    assert [quote.speaker for quote in found] == ["Ann Smith"]
    assert [(error.article, error.error.split(":")[0]) for error in found.errors] == [("b", "it has no text"), ("c", "too large")]
    assert pyarrow.table(found.errors_to_arrow())["article"].to_pylist() == ["b", "c"]
    with pytest.raises(ValueError, match="on_error"):
        quotedex.extract(rows, on_error="ignore")
    with pytest.raises(TypeError, match="there is no filter 'speakr'"):
        quotedex.Index("index").search(speakr="x")  # type: ignore[call-arg]


def test_reading_goes_on_behind_a_bad_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A headline\n\n“I quit,” Ann Smith said.\n")
    (tmp_path / "b.jsonl").write_text('{"text": "“I stay,” Bob Ray said."}\nno json\n{"text": "“I go,” Cy Day said."}\n')
    found = quotedex.extract(quotedex.read(tmp_path), on_error="keep")
    assert [quote.speaker for quote in found] == ["Ann Smith", "Bob Ray", "Cy Day"]
    assert [error.line for error in found.errors] == [2]
    reader = quotedex.read(tmp_path, on_error="keep")
    assert len(list(reader)) == 3 and len(reader.errors) == 1
    with pytest.raises(quotedex.ReadError):
        quotedex.extract(quotedex.read(tmp_path))


def test_no_article_can_break_it() -> None:
    for text in ("", "\0", "“" * 5000, "”\u202e\ufeff" * 100, "\ud7ff😀" * 50, "a\r\n\r\nb: “c”" * 50):
        quotedex.extract(text)
    with pytest.raises((UnicodeEncodeError, quotedex.Error)):
        quotedex.extract("\udc80")
