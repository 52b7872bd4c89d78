"""Articles to quotes."""

from __future__ import annotations

import functools
import json
import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, NamedTuple, overload

from . import _native
from ._arrow import ArrowStream
from ._native import ArrowTable
from ._read import Path, Reader, keeps_errors, unread
from ._records import Article, Quote, Unread

Articles = str | Reader | ArrowStream | Iterable[str | Article | Mapping[str, Any]]
"""What quotes are found in: a text, files (:func:`quotedex.read`), a data frame or Arrow table, or an iterable of texts,
articles or dicts. Only ``text`` is needed; ``id``, ``title``, ``date``, ``publisher``, ``authors``, ``url`` and ``path`` are
used if they are there. A text is never changed."""


class Person(NamedTuple):
    """Somebody whom you know: what the list says overrides what is guessed."""

    name: str
    #: A bare surname counts only if it stands here.
    aliases: tuple[str, ...] = ()
    role: str | None = None
    #: The id in Wikidata: ``Q42``.
    wikidata: str | None = None
    #: Your own id.
    id: str | None = None


People = Path | Iterable[Person | Mapping[str, Any]]
"""A list of people: the path of a CSV file, or persons, or dicts with the same fields."""


class Quotes(Sequence[Quote]):
    """The quotes of some articles, in order. A sequence, and a table for whoever wants one.

    >>> quotes = extract("“The tide waits for nobody,” harbour master Ann Smith said on Monday.")
    >>> len(quotes), quotes[0].speaker
    (1, 'Ann Smith')
    """

    def __init__(self, native: _native.Found) -> None:
        self._native = native
        counts = native.counts()
        self._articles = len(counts)
        #: The number of the quote behind the last one of each article.
        self._ends = list(accumulate(counts))
        self._cached: tuple[int, list[Quote]] = (-1, [])

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    @overload
    def __getitem__(self, index: int) -> Quote: ...
    @overload
    def __getitem__(self, index: slice) -> list[Quote]: ...
    def __getitem__(self, index: int | slice) -> Quote | list[Quote]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(f"there are {len(self)} quotes, so no number {index}")
        article = bisect_right(self._ends, at)
        first = self._ends[article - 1] if article else 0
        return self._of(article)[at - first]

    def __iter__(self) -> Iterator[Quote]:
        for article in range(self._articles):
            yield from self._of(article)

    def _of(self, article: int) -> list[Quote]:
        """The quotes of one article; those of the last one are kept."""
        number, quotes = self._cached
        if number != article:
            quotes = [Quote.from_dict(values) for values in json.loads(self._native.quotes_json(article))]
            self._cached = (article, quotes)
        return quotes

    @property
    def errors(self) -> list[Unread]:
        """The articles that could not be read, with ``on_error="keep"``."""
        return [unread(row) for row in self._native.errors()]

    def texts(self) -> list[str]:
        """The texts of the articles: those in which the positions of quotes count."""
        return [self._native.text(article) for article in range(self._articles)]

    def to_dict(self, *, evidence: bool = False) -> list[dict[str, Any]]:
        """Each article with its quotes, as ``quotedex extract --format jsonl`` prints it, a dict a line.

        >>> [article] = extract([{"id": "tide", "text": "“I quit,” Ann Smith said."}]).to_dict()
        >>> article["id"], article["attributions"][0]["content"]
        ('tide', [[0, 9]])
        """
        return [json.loads(self._native.article_json(article, evidence)) for article in range(self._articles)]

    def to_arrow(self) -> ArrowTable:
        """The table of quotes, a row a quote: `pyarrow.table`, `polars.DataFrame` and `pandas.DataFrame.from_arrow` take it
        without a copy. The columns are described in ``seeds/FORMATS.md``.

        >>> table = extract("“I quit,” Ann Smith said.").to_arrow()
        >>> len(table), table.column_names[:2]
        (1, ['id', 'article_id'])
        """
        return self._native.quotes_table()

    def articles_to_arrow(self) -> ArrowTable:
        """The table of the articles, a row an article, without their texts."""
        return self._native.articles_table()

    def errors_to_arrow(self) -> ArrowTable:
        """The table of what could not be read."""
        return self._native.errors_table()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return f"<quotedex.Quotes: {len(self)} in {self._articles} {'article' if self._articles == 1 else 'articles'}>"


class QuoteStream:
    """A table of quotes that is made while it is read, once: memory stays flat, however many articles there are."""

    def __init__(self, native: _native.Stream) -> None:
        self._native = native

    @property
    def errors(self) -> list[Unread]:
        """The articles that could not be read so far, with ``on_error="keep"``."""
        return [unread(row) for row in self._native.errors()]

    def errors_to_arrow(self) -> ArrowTable:
        """The table of what could not be read so far."""
        return self._native.errors_table()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._native.capsule()

    def __repr__(self) -> str:
        return "<quotedex.QuoteStream>"


class Extractor:
    """Finds who said what, on all cores, while other threads of Python run.

    `people` are those whom you know, `lang` is ``"auto"`` or the language of all articles (``"en"``), `threads` their
    number (0: one for each core).

    >>> extractor = Extractor(people=[Person("Ann Smith", aliases=("Smith",), id="Q7")])
    >>> [quote] = extractor.extract("“The tide waits for nobody,” Smith said on Monday.")
    >>> quote.speaker, quote.speaker_id
    ('Ann Smith', 'Q7')
    """

    def __init__(self, *, people: People | None = None, lang: str = "auto", threads: int = 0) -> None:
        self._native = _native.Extractor(_people(people), lang, threads)

    def extract(
        self,
        articles: Articles,
        *,
        columns: Mapping[str, str] | None = None,
        min_confidence: float = 0.0,
        attitudes: bool = False,
        on_error: str = "raise",
    ) -> Quotes:
        """The quotes of a text, or of many articles.

        `columns` says which field is which where they are called otherwise: ``{"text": "body"}``. `min_confidence` leaves
        out what is less sure; `attitudes` adds what people believe or want according to the reporter. An article that
        cannot be read is raised, or with ``on_error="keep"`` put into `errors` of the answer.

        >>> text = "“The tide waits for nobody,” harbour master Ann Smith said on Monday."
        >>> [quote] = Extractor().extract(text)
        >>> quote
        Quote(text='The tide waits for nobody,', speaker='Ann Smith', kind='direct', polarity='affirmed', confidence=0.9...)
        >>> [text[start:end] for start, end in quote.content]
        ['“The tide waits for nobody,”']
        """
        keep_errors = keeps_errors(on_error)
        if isinstance(articles, str):
            return Quotes(self._native.of_text(articles, "text", min_confidence, attitudes))
        source = _source(articles, columns)
        return Quotes(self._native.of_all(source, min_confidence, attitudes, keep_errors))

    def stream(
        self,
        articles: Articles,
        *,
        columns: Mapping[str, str] | None = None,
        min_confidence: float = 0.0,
        attitudes: bool = False,
        on_error: str = "raise",
    ) -> QuoteStream:
        """The same as a stream of Arrow tables, for more articles than memory holds: it can be read once.

        >>> import pyarrow
        >>> articles = ({"id": str(n), "text": f"“I quit {n} times,” Ann Smith said."} for n in range(100))
        >>> pyarrow.RecordBatchReader.from_stream(Extractor().stream(articles)).read_all().num_rows
        100
        """
        keep_errors = keeps_errors(on_error)
        source = _source([articles] if isinstance(articles, str) else articles, columns)
        return QuoteStream(self._native.stream(source, min_confidence, attitudes, keep_errors))


def extract(
    articles: Articles,
    *,
    people: People | None = None,
    columns: Mapping[str, str] | None = None,
    min_confidence: float = 0.0,
    attitudes: bool = False,
    on_error: str = "raise",
) -> Quotes:
    """The quotes of a text, of files, of a data frame, or of any articles: see :meth:`Extractor.extract`.

    >>> [quote] = extract("“The tide waits for nobody,” harbour master Ann Smith said on Monday.")
    >>> quote.speaker, quote.kind
    ('Ann Smith', 'direct')

    >>> import pandas
    >>> frame = pandas.DataFrame({"text": ["“I quit,” Ann Smith said.", "The rain fell on the town."]})
    >>> extract(frame)
    <quotedex.Quotes: 1 in 2 articles>
    """
    extractor = _default() if people is None else Extractor(people=people)
    return extractor.extract(
        articles, columns=columns, min_confidence=min_confidence, attitudes=attitudes, on_error=on_error
    )


@functools.cache
def _default() -> Extractor:
    return Extractor()


def _source(articles: Articles, columns: Mapping[str, str] | None) -> _native.Source:
    names = dict(columns or {})
    if isinstance(articles, Reader):
        return _native.Source.of_files(articles._native)
    if isinstance(articles, ArrowStream):
        return _native.Source.of_arrow(articles, names)
    return _native.Source.of_objects(_objects(articles), names)


def _objects(articles: Iterable[Any]) -> Iterator[Any]:
    for article in articles:
        if isinstance(article, str):
            yield {"text": article}
        elif isinstance(article, Article):
            yield article.to_dict()
        else:
            yield article


def _people(people: People | None) -> Any:
    """The list of people as the compiled part takes it."""
    if people is None or isinstance(people, (str, os.PathLike)):
        return people
    return [_person(person) for person in people]


def _person(person: Person | Mapping[str, Any]) -> tuple[str, list[str], str | None, str | None, str | None]:
    one = person if isinstance(person, Person) else Person(**person)
    aliases = one.aliases.split(";") if isinstance(one.aliases, str) else one.aliases
    named = [alias.strip() for alias in aliases if alias.strip()]
    return one.name, named, one.role or None, one.wikidata or None, one.id or None
