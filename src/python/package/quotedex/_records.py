"""Answers as plain objects. Their fields are those of the JSON that the program prints (`seeds/FORMATS.md`)."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, ClassVar, TypeVar, dataclass_transform

Span = tuple[int, int]
"""Start and end in code points of the article's text, so that ``text[start:end]`` are the words."""

R = TypeVar("R", bound="Record")

#: Longest text in a `repr`.
_SHOWN = 60


def _sparse(default: Any) -> Any:
    """A field that the JSON leaves out when it says nothing."""
    return field(default=default, metadata={"sparse": True})


class Record:
    """What all objects of answers share."""

    __slots__ = ()

    #: The fields that `repr` shows.
    _shown: ClassVar[tuple[str, ...]] = ()
    #: The fields that hold other records, by their types.
    _nested: ClassVar[dict[str, type[Record]]] = {}

    @classmethod
    def from_dict(cls: type[R], values: Mapping[str, Any]) -> R:
        """The object with these fields, as :meth:`to_dict` gives them."""
        known = {}
        for each in fields(cls):  # type: ignore[arg-type]
            if each.name in values:
                known[each.name] = _read(cls._nested.get(each.name), each.name, values[each.name])
            elif each.default is MISSING:
                known[each.name] = None
        return cls(**known)

    def to_dict(self) -> dict[str, Any]:
        """The fields as JSON has them: dicts, lists, texts and numbers."""
        values = {}
        for each in fields(self):  # type: ignore[arg-type]
            value = getattr(self, each.name)
            if not each.metadata.get("sparse") or value != each.default:
                values[each.name] = _plain(value)
        return values

    def __repr__(self) -> str:
        shown = (f"{name}={_short(getattr(self, name))}" for name in self._shown)
        return f"{type(self).__name__}({', '.join(shown)})"


def _read(nested: type[Record] | None, name: str, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_read(nested, name, each) for each in value)
    if nested is not None and value is not None:
        return nested.from_dict(value)
    if name in ("date", "first_date", "last_date") and value is not None:
        return datetime.date.fromisoformat(value)
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def _short(value: Any) -> str:
    if isinstance(value, str) and len(value) > _SHOWN:
        return repr(value[: _SHOWN - 1] + "…")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return repr(value)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def _record(made: type[R]) -> type[R]:
    """Makes a class one of plain objects that nothing changes."""
    return dataclass(frozen=True, slots=True, kw_only=True, repr=False)(made)


@_record
class ArticleRef(Record):
    """An article, without its text."""

    id: str
    title: str | None
    date: datetime.date | None
    #: Where the day comes from, when the article does not state it: ``month``, ``name``, ``fetched`` or ``file``.
    date_source: str | None = _sparse(None)
    publisher: str | None
    url: str | None
    path: str | None
    #: The paragraph of the quotation, from 1.
    paragraph: int | None = _sparse(None)

    _shown = ("id", "title", "date", "publisher")


@_record
class Article(Record):
    """An article with its text, as :func:`quotedex.read` gives it."""

    id: str
    title: str | None
    date: datetime.date | None
    date_source: str | None = _sparse(None)
    publisher: str | None
    authors: tuple[str, ...]
    url: str | None
    path: str | None
    #: Whether the text was mended while reading: misread characters, wrapped lines, HTML in a field of text.
    repaired: bool
    text: str

    _shown = ("id", "title", "date", "publisher")


@_record
class Candidate(Record):
    """Somebody who may have said it."""

    name: str | None
    probability: float

    _shown = ("name", "probability")


@_record
class MachineAnswer(Record):
    """What was found before the user corrected it."""

    speaker: str | None
    polarity: str
    confidence: float

    _shown = ("speaker", "polarity", "confidence")


@_record
class Evidence(Record):
    """Why a quote has its speaker and its polarity."""

    found: str
    cue: str | None
    #: The words that decide the polarity, unless it is ``affirmed``.
    ground: str | None = _sparse(None)
    candidates: tuple[Candidate, ...]
    #: Whether the user's list of people decided on the speaker.
    listed: bool
    by_hand: MachineAnswer | None = _sparse(None)

    _shown = ("found", "cue", "candidates")
    _nested = {"candidates": Candidate, "by_hand": MachineAnswer}


@_record
class Quote(Record):
    """Somebody said one thing at one place of an article."""

    id: str
    #: ``direct``, ``mixed`` or ``indirect``.
    kind: str
    #: ``statement`` or ``attitude``.
    report: str
    #: ``affirmed``, ``denied``, ``not_said``, ``hypothetical`` or ``disputed``. Whoever counts what people said must look
    #: at it.
    polarity: str
    text: str
    #: Where the words stand in the article's text, with their quotation marks.
    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    speaker: str | None
    speaker_id: str | None
    #: ``person``, ``organisation``, ``group``, ``document`` or ``unknown``.
    speaker_kind: str
    role: str | None
    topics: tuple[str, ...]
    #: How likely it is, 0 to 1, that words and speaker are both right.
    confidence: float
    evidence: Evidence
    #: The sentences around it.
    context: str
    article: ArticleRef

    _shown = ("text", "speaker", "kind", "polarity", "confidence")
    _nested = {"evidence": Evidence, "article": ArticleRef}


@_record
class ArticleText(ArticleRef):
    """An article with its text, of a quote that is shown in it."""

    text: str


@_record
class ShownQuote(Quote):
    """A quote with its whole article."""

    #: The article's address, with a fragment that leads to the words.
    link: str | None
    article: ArticleText

    _nested = {"evidence": Evidence, "article": ArticleText}


@_record
class Occurrence(ArticleRef):
    """Another article with the quotation."""

    #: The id of the quote there.
    quote: str
    #: The words there, when they are others.
    text: str | None = _sparse(None)


@_record
class Variant(Record):
    """A quotation of the same speaker with nearly the same words."""

    id: str
    text: str
    #: Pairs: a word of the hit, and the word that stands here instead.
    changed: tuple[tuple[str, str], ...]
    article: ArticleRef

    _shown = ("text", "changed")
    _nested = {"article": ArticleRef}


@_record
class Disagreement(Record):
    """Somebody else to whom the words are attributed, or who is said not to have said them."""

    name: str
    id: str | None
    polarity: str
    quotes: int
    article: ArticleRef

    _shown = ("name", "polarity", "quotes")
    _nested = {"article": ArticleRef}


@_record
class Hit(Record):
    """A quotation that a search finds: of several articles, the earliest."""

    id: str
    kind: str
    report: str
    polarity: str
    text: str
    #: The words that report the speech.
    cue: str | None
    speaker: str | None
    speaker_id: str | None
    role: str | None
    topics: tuple[str, ...]
    confidence: float
    context: str
    score: float
    article: ArticleRef
    also_in: tuple[Occurrence, ...]
    #: Number of articles, and of different texts among them where they are several.
    articles: int = _sparse(1)
    texts: int | None = _sparse(None)
    variants: tuple[Variant, ...] = _sparse(())
    disagreement: tuple[Disagreement, ...] = _sparse(())
    by_hand: MachineAnswer | None = _sparse(None)

    _shown = ("text", "speaker", "kind", "polarity", "confidence")
    _nested = {
        "article": ArticleRef,
        "also_in": Occurrence,
        "variants": Variant,
        "disagreement": Disagreement,
        "by_hand": MachineAnswer,
    }


@_record
class Caution(Record):
    """A difference between the phrase and the quote that may change what is said."""

    #: ``number``, ``negation``, ``word`` or ``context``.
    kind: str
    asked: str
    said: str

    _shown = ("kind", "asked", "said")


@_record
class Match(Hit):
    """A quotation that answers who said a phrase."""

    verdict: str
    similarity: float
    missing: tuple[str, ...]
    added: tuple[str, ...]
    cautions: tuple[Caution, ...] = _sparse(())

    _shown = ("text", "speaker", "verdict", "similarity", "confidence")
    _nested = {**Hit._nested, "cautions": Caution}


@_record
class SpeakerCount(Record):
    """A speaker with a number of quotes, and the confidence that it is this speaker."""

    name: str
    id: str | None
    quotes: int
    confidence: float

    _shown = ("name", "quotes", "confidence")


@_record
class Earlier(Record):
    """An earlier statement of the same speaker."""

    id: str
    polarity: str
    text: str
    article: ArticleRef

    _shown = ("text", "polarity")
    _nested = {"article": ArticleRef}


@_record
class Change(Record):
    """How a statement differs from an earlier one."""

    #: ``number``, ``negation`` or ``polarity``.
    kind: str
    earlier: Earlier
    then: str
    now: str

    _shown = ("kind", "then", "now")
    _nested = {"earlier": Earlier}


@_record
class Statement(Hit):
    """A statement of a timeline."""

    changes: tuple[Change, ...]

    _nested = {**Hit._nested, "changes": Change}


@_record
class Speaker(Record):
    """A speaker of an index."""

    name: str
    #: None for a name that identifies nobody beyond its article.
    id: str | None
    #: The occupation that tells people of one name apart.
    field: str | None
    kind: str
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    quotes: int
    articles: int
    first_date: datetime.date | None
    last_date: datetime.date | None

    _shown = ("name", "quotes", "articles", "first_date", "last_date")


@_record
class Topic(Record):
    """A topic of an index."""

    topic: str
    quotes: int
    speakers: int
    articles: int
    first_date: datetime.date | None
    last_date: datetime.date | None

    _shown = ("topic", "quotes", "speakers")


@_record
class TopicSpeaker(Record):
    """Somebody who speaks about a topic."""

    name: str
    id: str | None
    quotes: int
    first_date: datetime.date | None
    last_date: datetime.date | None

    _shown = ("name", "quotes", "first_date", "last_date")


@_record
class Count(Record):
    """How many quotations have one value."""

    #: None for the quotations without one.
    value: str | None
    id: str | None = _sparse(None)
    quotes: int

    _shown = ("value", "quotes")


@_record
class Unread(Record):
    """An article or file that could not be read."""

    article: str
    line: int | None
    error: str
    hint: str | None

    _shown = ("article", "line", "error")
