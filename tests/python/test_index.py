"""An index answers as the program does."""

import datetime
import threading

import polars
import pyarrow
import pytest
import quotedex
from program import answer


@pytest.fixture
def index(place: object) -> quotedex.Index:
    return quotedex.Index("index")


def test_answers_are_those_of_the_program(index: quotedex.Index) -> None:
    assert index.search("river OR trade").to_dict() == answer("search", "river OR trade")
    assert index.search(limit=None).to_dict() == answer("search", "--limit", "1000")
    assert index.search(
        topic="politics", kind=["direct", "mixed"], since=datetime.date(2025, 1, 1), sort="newest", limit=7, offset=2
    ).to_dict() == answer(
        *["search", "--topic", "politics", "--kind", "direct", "--kind", "mixed", "--since", "2025-01-01"],
        *["--sort", "newest", "--limit", "7", "--offset", "2"],
    )
    for phrase in ("I know what I am asking", "my hand to his heart", "nothing was further from it"):
        assert index.who(phrase).to_dict() == answer("who", phrase)
    checked = index.who("I know what I am asking", speaker="Haugland")
    assert checked.check == "yes"
    assert index.speakers(limit=None).to_dict() == answer("speakers", "--limit", "1000")
    assert index.topics(limit=5, offset=3).to_dict() == answer("topics", "--limit", "5", "--offset", "3")
    assert index.topic("interest rate").to_dict() == answer("topics", "interest rate")
    assert index.timeline(speaker="haugland").to_dict() == answer("timeline", "--speaker", "haugland")
    assert index.count_by("month").to_dict() == answer("search", "--count-by", "month")
    assert index.stats() == answer("stats")


def test_objects_say_what_the_json_says(index: quotedex.Index) -> None:
    for result in (index.search(limit=None), index.timeline(limit=None), index.speakers(), index.topics()):
        key = {"SearchAnswer": "hits", "Timeline": "statements"}.get(type(result).__name__, type(result).__name__.lower())
        assert [each.to_dict() for each in result] == result.to_dict()[key]
    who = index.who("I know what I am asking")
    assert [match.to_dict() for match in who] == who.to_dict()["matches"]
    shown = index.show(who[0].id)
    assert shown is not None and shown.to_dict() == answer("show", who[0].id)
    assert shown.article.text[slice(*shown.content[-1])] == "“I know what I am asking.”"


def test_tables(index: quotedex.Index) -> None:
    hits = index.search(limit=None)
    table = pyarrow.table(hits)
    assert table["id"].to_pylist() == [hit.id for hit in hits]
    assert table["confidence"].to_pylist() == pytest.approx([hit.confidence for hit in hits])
    assert polars.DataFrame(index.speakers(limit=None).to_arrow()).columns[:2] == ["id", "name"]
    topics = polars.DataFrame(index.topics(limit=None).to_arrow())
    assert topics.columns == ["topic", "quotes", "speakers", "articles", "first_date", "last_date"]
    assert topics.schema["last_date"] == polars.Date
    with pytest.raises(TypeError, match="has no table"):
        index.count_by("kind").to_arrow()


def test_nothing_found_tells_what_may_have_been_meant(index: quotedex.Index) -> None:
    answer = index.search(speaker="pertro")
    assert len(answer) == answer.total == 0 and answer.suggestions == ["Gustavo Petro"]
    assert repr(answer) == "<quotedex.SearchAnswer: 0 of 0; did you mean Gustavo Petro?>"


def test_many_threads_ask_at_once(index: quotedex.Index) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(index.search("river").total)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and len(set(found)) == 1
