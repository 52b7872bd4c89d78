"""Tables go to pandas, polars and pyarrow without a copy, and say what the objects say."""

import pandas
import polars
import pyarrow
import pytest
import quotedex

ARTICLES = "seeds/articles"


@pytest.fixture(scope="module")
def quotes(place: object) -> quotedex.Quotes:
    return quotedex.extract(quotedex.read("seeds/articles"))


def test_rows_are_the_quotes(quotes: quotedex.Quotes) -> None:
    rows = pyarrow.table(quotes).to_pylist()
    assert len(rows) == len(quotes)
    for row, quote in zip(rows, quotes):
        assert (row["id"], row["article_id"], row["date"]) == (quote.id, quote.article.id, quote.article.date)
        assert (row["text"], row["speaker"], row["topics"]) == (quote.text, quote.speaker, list(quote.topics))
        assert [tuple(span) for span in row["content"]] == list(quote.content)
        assert row["confidence"] == pytest.approx(quote.confidence)
        assert [each["name"] for each in row["candidates"]] == [each.name for each in quote.evidence.candidates]


def test_everybody_takes_them(quotes: quotedex.Quotes) -> None:
    table = pyarrow.table(quotes)
    frame = polars.DataFrame(quotes.to_arrow())
    assert frame.height == len(quotes) and frame["speaker"].to_list() == table["speaker"].to_pylist()
    assert frame.schema["date"] == polars.Date and frame.schema["topics"] == polars.List(polars.String)
    pandas_frame = pandas.DataFrame.from_arrow(quotes)
    assert pandas_frame["text"].tolist() == table["text"].to_pylist()
    by_speaker = frame.group_by("speaker").len().sort("len", descending=True)
    assert by_speaker["len"].sum() == len(quotes)


def test_memory_is_shared(quotes: quotedex.Quotes) -> None:
    arrow = quotes.to_arrow()
    first, second = pyarrow.table(arrow), pyarrow.table(arrow)
    for one, other in zip(first["text"].chunks, second["text"].chunks):
        addresses = [[buffer.address for buffer in array.buffers() if buffer] for array in (one, other)]
        assert addresses[0] == addresses[1]
    del arrow
    assert first.equals(second)


def test_there_and_back(quotes: quotedex.Quotes) -> None:
    articles = quotes.articles_to_arrow()
    table = pyarrow.table(articles).set_column(9, "text", pyarrow.array(quotes.texts(), pyarrow.string()))
    again = quotedex.extract(table)
    assert pyarrow.table(again).drop_columns(["article_id"]).equals(pyarrow.table(quotes).drop_columns(["article_id"]))
    assert pyarrow.table(articles)["quotes"].to_pylist() == [len(each["attributions"]) for each in quotes.to_dict()]


def test_a_stream_is_read_piece_by_piece(quotes: quotedex.Quotes) -> None:
    taken = 0

    def articles() -> object:
        nonlocal taken
        for number in range(700):
            taken += 1
            yield {"id": str(number), "text": f"“I quit {number} times,” Ann Smith said."}

    extractor = quotedex.Extractor()
    reader = pyarrow.RecordBatchReader.from_stream(extractor.stream(articles()))
    first = reader.read_next_batch()
    assert 0 < first.num_rows <= 256 and taken < 700
    rest = reader.read_all()
    assert first.num_rows + rest.num_rows == 700 == taken
    files = pyarrow.RecordBatchReader.from_stream(extractor.stream(quotedex.read(ARTICLES))).read_all()
    assert files.equals(pyarrow.table(quotes).combine_chunks()) or files.to_pylist() == pyarrow.table(quotes).to_pylist()
    assert polars.DataFrame(extractor.stream(quotedex.read(ARTICLES))).height == len(quotes)


def test_an_error_in_a_stream_is_an_exception() -> None:
    stream = quotedex.Extractor().stream([{"id": "a"}])
    with pytest.raises(Exception, match="it has no text"):
        pyarrow.RecordBatchReader.from_stream(stream).read_all()
