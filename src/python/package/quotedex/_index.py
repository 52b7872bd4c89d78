"""Questions to an index that the program `quotedex index` made."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Generic, TypeVar, TypedDict, Unpack, overload

from . import _native
from ._native import ArrowTable
from ._records import Count, Hit, Match, Record, ShownQuote, Speaker, SpeakerCount, Statement, Topic, TopicSpeaker

R = TypeVar("R", bound=Record)

#: How many entries a table of an answer has at most when no limit is given.
EVERYTHING = 1 << 32


class Filters(TypedDict, total=False):
    """What every question can be restricted to."""

    #: A name in any form, an alias, or an id.
    speaker: str | None
    topic: str | None
    publisher: str | None
    #: Words of the headline.
    title: str | None
    #: ``direct``, ``mixed``, ``indirect``; one or several.
    kind: str | Iterable[str]
    #: ``affirmed``, ``denied``, ``not_said``, ``hypothetical``, ``disputed``; one or several.
    polarity: str | Iterable[str]
    #: The first and the last day.
    since: datetime.date | str | None
    until: datetime.date | str | None
    min_confidence: float
    #: Whether attitudes count beside statements.
    attitudes: bool


class Answer(Sequence[R], Generic[R]):
    """Some of the results of a question: a sequence, and a table for whoever wants one."""

    #: The field of the JSON that has the results, and what they are.
    _results: ClassVar[str]
    _of: ClassVar[type[Record]]

    #: The number of results on all pages.
    total: int
    #: Names or topics that may have been meant, when nothing was found.
    suggestions: list[str]

    def __init__(self, native: _native.Answer) -> None:
        self._values: dict[str, Any] = json.loads(native.json)
        self._table = native.table
        self._all: list[R] = [self._of.from_dict(each) for each in self._values[self._results]]  # type: ignore[misc]
        self.total = self._values.get("total", len(self._all))
        self.suggestions = native.suggestions

    def __len__(self) -> int:
        return len(self._all)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> list[R]: ...
    def __getitem__(self, index: int | slice) -> R | list[R]:
        return self._all[index]

    def __iter__(self) -> Iterator[R]:
        return iter(self._all)

    def to_dict(self) -> dict[str, Any]:
        """The answer as ``--format json`` prints it."""
        return self._values

    def to_arrow(self) -> ArrowTable:
        """The results as a table, with the columns that `seeds/FORMATS.md` describes."""
        if self._table is None:
            raise TypeError(f"{type(self).__name__} has no table; use to_dict()")
        return self._table

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        meant = f"; did you mean {', '.join(self.suggestions)}?" if self.suggestions else ""
        return f"<quotedex.{type(self).__name__}: {len(self)} of {self.total}{meant}>"


class SearchAnswer(Answer[Hit]):
    """Hits, best first. Its table has a row a hit, with the columns of the table of quotes."""

    _results, _of = "hits", Hit


class WhoAnswer(Answer[Match]):
    """Who said it: the matches, best first."""

    _results, _of = "matches", Match

    #: The phrase asked for.
    phrase: str
    #: ``verbatim``, ``close``, ``reported``, ``disputed``, ``denied``, ``not_said``, ``hypothetical``, ``reporter``, ``none``.
    verdict: str
    #: Whether the speaker asked about said it; None when the question names nobody.
    check: str | None
    #: Who said it, best first.
    speakers: list[SpeakerCount]
    #: What comes nearest, when nobody said it.
    nearest: list[Match]

    def __init__(self, native: _native.Answer) -> None:
        super().__init__(native)
        values = self._values
        self.phrase, self.verdict, self.check = values["phrase"], values["verdict"], values.get("check")
        self.speakers = [SpeakerCount.from_dict(each) for each in values["speakers"]]
        self.nearest = [Match.from_dict(each) for each in values.get("nearest", [])]

    def __repr__(self) -> str:
        names = ", ".join(speaker.name for speaker in self.speakers) or "nobody"
        return f"<quotedex.WhoAnswer: {self.verdict}, {names}; {len(self)} matches>"


class Timeline(Answer[Statement]):
    """Statements, earliest first, each with how it differs from earlier ones of the same speaker."""

    _results, _of = "statements", Statement


class Speakers(Answer[Speaker]):
    """Speakers, most quotes first. Its table has those with an id."""

    _results, _of = "speakers", Speaker


class Topics(Answer[Topic]):
    """Topics, most quotes first."""

    _results, _of = "topics", Topic


class TopicSpeakers(Answer[TopicSpeaker]):
    """Who speaks about a topic, most quotes first."""

    _results, _of = "speakers", TopicSpeaker

    #: The topics of the index that match.
    topics: list[str]
    #: Number of quotes, including those without a speaker.
    quotes: int

    def __init__(self, native: _native.Answer) -> None:
        super().__init__(native)
        self.topics, self.quotes = self._values["topics"], self._values["quotes"]


class Counts(Answer[Count]):
    """How many quotations have each value, most frequent first; months in their order."""

    _results, _of = "counts", Count

    #: Number of values on all pages.
    values: int

    def __init__(self, native: _native.Answer) -> None:
        super().__init__(native)
        self.values = self._values["values"]


class Index:
    """An index, opened for reading, as it is now: open it again to see what is written later.

    The program ``quotedex index`` makes it. Any number of threads may ask it at once.

    >>> index = Index("index")
    >>> [hit] = index.search("grandchildren", limit=1)
    >>> hit.speaker, hit.article.date
    ('Lena Haugland', datetime.date(2025, 6, 18))
    """

    def __init__(self, path: str | os.PathLike[str] = "index") -> None:
        self._native = _native.Index(path)
        self._path = os.fspath(path)

    def search(
        self,
        query: str = "",
        *,
        sort: str = "relevance",
        limit: int | None = 20,
        offset: int = 0,
        **filters: Unpack[Filters],
    ) -> SearchAnswer:
        """The quotes that match: words, "phrases", -not, OR, begin*, field:value. An empty query matches everything.

        A quotation in several articles is one hit. `sort` is ``"relevance"``, ``"newest"`` or ``"oldest"``; a `limit` of
        None means all.

        >>> answer = Index("index").search(speaker="haugland", kind="direct")
        >>> answer
        <quotedex.SearchAnswer: 2 of 2>
        >>> {hit.speaker for hit in answer}
        {'Lena Haugland'}
        """
        return SearchAnswer(self._native.search(query, _filters(filters), sort, _limit(limit), offset))

    def count_by(
        self, by: str, query: str = "", *, limit: int | None = 20, offset: int = 0, **filters: Unpack[Filters]
    ) -> Counts:
        """How many quotations each ``speaker``, ``topic``, ``publisher``, ``kind``, ``polarity`` or ``month`` has.

        >>> [(count.value, count.quotes) for count in Index("index").count_by("kind", speaker="haugland")]
        [('direct', 2), ('indirect', 2)]
        """
        return Counts(self._native.count_by(query, _filters(filters), by, _limit(limit), offset))

    def who(self, phrase: str, *, limit: int = 5, **filters: Unpack[Filters]) -> WhoAnswer:
        """Who said it? With `speaker`, whether that person did: see `check`.

        >>> answer = Index("index").who("I know what I am asking")
        >>> answer.verdict, answer.speakers
        ('verbatim', [SpeakerCount(name='Lena Haugland', quotes=1, confidence=0.943)])
        >>> Index("index").who("I know what I am asking", speaker="petro").check
        'somebody_else'
        """
        return WhoAnswer(self._native.who(phrase, _filters(filters), limit))

    def speakers(self, name: str | None = None, *, limit: int | None = 20, offset: int = 0) -> Speakers:
        """The speakers, or those of a name, most quotes first.

        >>> [speaker] = Index("index").speakers("haugland")
        >>> speaker.quotes, speaker.roles
        (5, ('Environment Minister', 'Finance Minister'))
        """
        return Speakers(self._native.speakers(name, _limit(limit), offset))

    def topics(self, *, limit: int | None = 20, offset: int = 0) -> Topics:
        """The topics, most quotes first.

        >>> Index("index").topics(limit=1)[0]
        Topic(topic='politics and government', quotes=32, speakers=15)
        """
        return Topics(self._native.topics(_limit(limit), offset))

    def topic(self, topic: str, *, limit: int | None = 20, offset: int = 0) -> TopicSpeakers:
        """Who speaks about a topic, in your own words.

        >>> answer = Index("index").topic("interest rate")
        >>> answer.topics, answer[0].name
        (['interest rates'], 'Oliver Mensah')
        """
        return TopicSpeakers(self._native.topic(topic, _limit(limit), offset))

    def timeline(
        self, query: str = "", *, limit: int | None = 20, offset: int = 0, **filters: Unpack[Filters]
    ) -> Timeline:
        """What was said when, earliest first.

        >>> [statement.article.date.year for statement in Index("index").timeline(speaker="haugland")]
        [2025, 2025, 2025, 2025]
        """
        return Timeline(self._native.timeline(query, _filters(filters), _limit(limit), offset))

    def show(self, id: str) -> ShownQuote | None:
        """One quote in its article, by its id or the first characters of it; None when there is none.

        >>> quote = Index("index").show("6c3cdb49")
        >>> start, end = quote.content[0]
        >>> quote.article.text[start:end]
        '“We have taken water from our grandchildren for thirty years,”'
        """
        shown = self._native.show(id)
        return None if shown is None else ShownQuote.from_dict(json.loads(shown))

    def stats(self) -> dict[str, Any]:
        """What the index holds.

        >>> Index("index").stats()["articles"]
        6
        """
        values: dict[str, Any] = json.loads(self._native.stats())
        return values

    def __repr__(self) -> str:
        return f"quotedex.Index({str(self._path)!r})"


def _limit(limit: int | None) -> int:
    return EVERYTHING if limit is None else limit


def _filters(given: Filters) -> dict[str, Any]:
    """The filters as the compiled part takes them: all of them, texts and lists of texts."""
    unknown = set(given) - set(Filters.__annotations__)
    if unknown:
        raise TypeError(f"there is no filter {min(unknown)!r}; they are {', '.join(Filters.__annotations__)}")
    texts: dict[str, Any] = {name: given.get(name) for name in ("speaker", "topic", "publisher", "title")}
    days = {name: str(day) if (day := given.get(name)) is not None else None for name in ("since", "until")}
    lists = {name: _list(given.get(name, ())) for name in ("kind", "polarity")}
    sure = {"min_confidence": given.get("min_confidence", 0.0), "attitudes": given.get("attitudes", False)}
    return {**texts, **days, **lists, **sure}


def _list(given: Any) -> list[str]:
    return [given] if isinstance(given, str) else list(given or ())
