"""What is found is what the program finds, whichever way articles come in."""

import datetime
import threading
import time

import pandas
import polars
import pyarrow
import pytest
import quotedex
from program import lines

ARTICLES = "seeds/articles"


def test_files_give_what_the_program_prints() -> None:
    found = quotedex.extract(quotedex.read(ARTICLES))
    printed = lines("extract", "--explain", ARTICLES)
    assert found.to_dict(evidence=True) == printed
    assert len(found) == sum(len(article["attributions"]) for article in printed) > 40
    assert quotedex.extract(quotedex.read(ARTICLES), attitudes=True, min_confidence=0.5).to_dict() == lines(
        "extract", "--attitudes", "--min-confidence", "0.5", ARTICLES
    )


def test_every_way_in_gives_the_same() -> None:
    articles = list(quotedex.read(ARTICLES))
    rows = [article.to_dict() for article in articles]
    expected = quotedex.extract(articles)
    assert [quote.id for quote in expected] == [quote.id for quote in quotedex.extract(quotedex.read(ARTICLES))]
    frame = pandas.DataFrame(rows)
    for given in (
        rows,
        (row for row in rows),
        frame,
        frame.assign(date=pandas.to_datetime(frame["date"])),
        frame.assign(date=pandas.to_datetime(frame["date"]).dt.tz_localize("UTC")),
        frame.assign(publisher=frame["publisher"].astype("category")),
        polars.DataFrame(rows),
        polars.DataFrame(rows).with_columns(polars.col("date").str.to_date()),
        pyarrow.Table.from_pylist(rows),
        pyarrow.Table.from_pylist(rows).to_reader(max_chunksize=2),
    ):
        found = quotedex.extract(given)
        assert list(found) == list(expected)
    renamed = frame.rename(columns={"text": "body", "id": "key"})
    assert list(quotedex.extract(renamed, columns={"text": "body", "id": "key"})) == list(expected)


def test_positions_are_those_of_python() -> None:
    text = "🗞️ 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 — “Zoë’s city 🏙️ will be fine,” the mayor Ann Smith said. “It is,” she added, “for now.”"
    quotes = quotedex.extract(text)
    assert [quote.speaker for quote in quotes] == ["Ann Smith", "Ann Smith"]
    for quote in quotes:
        assert " ".join(text[start:end].strip("“”") for start, end in quote.content) == quote.text
    assert text[slice(*quotes[0].cue[0])] == "said"
    for article, found in zip(quotedex.read(ARTICLES), quotedex.extract(quotedex.read(ARTICLES)).to_dict()):
        for each in found["attributions"]:
            pieces = [article.text[start:end] for start, end in each["content"]]
            assert words(" ".join(pieces)) == words(each["text"])


def words(text: str) -> list[str]:
    return text.translate(dict.fromkeys(map(ord, "“”‘’"), " ")).split()


def test_quotes_are_a_sequence() -> None:
    quotes = quotedex.extract(quotedex.read(ARTICLES))
    everything = list(quotes)
    assert [quotes[at] for at in range(len(quotes))] == everything
    assert quotes[-1] == everything[-1] and quotes[3:9:2] == everything[3:9:2]
    assert everything[5] in quotes and quotes.index(everything[5]) == 5
    with pytest.raises(IndexError):
        quotes[len(quotes)]
    assert list(quotedex.extract([])) == [] and len(quotedex.extract("Nobody spoke.")) == 0


def test_objects_go_through_dicts_and_back() -> None:
    for quote in quotedex.extract(quotedex.read(ARTICLES)):
        assert quotedex.Quote.from_dict(quote.to_dict()) == quote
        assert isinstance(quote.article.date, (datetime.date, type(None)))


def test_people_decide() -> None:
    text = "“The tide waits for nobody,” Smith said on Monday. “It never did,” the minister said."
    person = {"name": "Ann Smith", "aliases": "Smith; A. Smith", "wikidata": "Q7", "role": "harbour master"}
    for people in ([person], [quotedex.Person("Ann Smith", ("Smith", "A. Smith"), "harbour master", "Q7")]):
        first = quotedex.extract(text, people=people)[0]
        assert (first.speaker, first.speaker_id, first.role) == ("Ann Smith", "Q7", "harbour master")
        assert first.evidence.listed
    assert quotedex.extract(quotedex.read(ARTICLES), people="seeds/people.csv").to_dict() == lines(
        "extract", "--people", "seeds/people.csv", ARTICLES
    )


def test_ids_do_not_depend_on_the_place() -> None:
    rows = [{"text": f"“I quit {n} times,” Ann Smith said.", "url": f"https://paper.example/{n}"} for n in range(300)]
    ids = {quote.text: quote.id for quote in quotedex.extract(rows)}
    assert ids == {quote.text: quote.id for quote in quotedex.extract(rows[::-1])} and len(set(ids.values())) == 300


def test_other_threads_run_meanwhile() -> None:
    article = " ".join(article.text for article in quotedex.read(ARTICLES))
    extractor = quotedex.Extractor()
    ticks: list[float] = []
    done = threading.Event()

    def tick() -> None:
        while not done.wait(0.002):
            ticks.append(time.monotonic())

    thread = threading.Thread(target=tick)
    thread.start()
    begun = time.monotonic()
    while time.monotonic() < begun + 0.5:
        extractor.extract([article] * 4)
    ended = time.monotonic()
    done.set()
    thread.join()
    times = [begun, *(time for time in ticks if begun < time < ended), ended]
    longest = max(after - before for before, after in zip(times, times[1:]))
    assert longest < (ended - begun) / 2, f"no other thread ran for {longest:.2f} of {ended - begun:.2f} s"


def test_several_threads_may_share_an_extractor() -> None:
    extractor, found = quotedex.Extractor(threads=2), []
    text = next(quotedex.read(ARTICLES)).text
    threads = [threading.Thread(target=lambda: found.append(list(extractor.extract([text] * 5)))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4 and all(quotes == found[0] for quotes in found)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_process_has_threads_of_its_own() -> None:
    import multiprocessing

    text = "“I quit,” Ann Smith said."
    assert len(quotedex.extract([text] * 20)) == 20
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map_async(_count, [[text] * 20] * 4).get(60) == [20] * 4


def _count(texts: list[str]) -> int:
    return len(quotedex.extract(texts))
