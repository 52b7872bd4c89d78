"""Files and folders as articles."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from . import _native
from ._errors import ReadError
from ._records import Article, Unread

Path = str | os.PathLike[str]

#: What the compiled part hands over of an article, in this order.
_FIELDS = ("id", "title", "date", "date_source", "publisher", "authors", "url", "path", "repaired", "text")


class Reader(Iterator[Article]):
    """The articles of files and folders, in order, once. See :func:`read`."""

    def __init__(self, native: _native.Reader, keep_errors: bool) -> None:
        self._native = native
        self._keep_errors = keep_errors
        #: What could not be read so far, with ``on_error="keep"``.
        self.errors: list[Unread] = []

    def __next__(self) -> Article:
        while True:
            try:
                values = self._native.next_article()
            except ReadError as error:
                if not self._keep_errors:
                    raise
                self.errors.append(Unread(article=error.message, line=None, error=error.message, hint=error.hint))
                continue
            if values is None:
                raise StopIteration
            return Article.from_dict({k: v for k, v in zip(_FIELDS, values) if (k, v) != ("date_source", None)})

    def __repr__(self) -> str:
        return "<quotedex.Reader>"


def read(
    *paths: Path,
    columns: Mapping[str, str] | None = None,
    ids: str = "name",
    hidden: bool = False,
    no_ignore: bool = False,
    file_dates: bool = False,
    on_error: str = "raise",
    threads: int = 0,
) -> Reader:
    """Reads files and folders: text, web pages, feeds, JSON Lines, tables, PDF, mail, web archives, compressed or not.

    The articles come one by one. :func:`extract` takes what this gives, and then the texts do not even go through Python.

    `columns` says which field is which where records have unusual names: ``{"text": "story"}``. An article without an id
    of its own is called by its file, and with ``ids="path"`` by the whole path, as it must be where each machine of many
    reads some of the files. With ``on_error="keep"``, what cannot be read is put into `errors` of the answer, instead of being raised. `file_dates`
    gives an article without a day that of its file; `hidden` and `no_ignore` are about which files of a folder are read.

    >>> for article in read("seeds/articles/museum-returns-mask.txt"):
    ...     print(article.title, article.date)
    Museum to return mask after a century 2024-11-02
    """
    keep_errors = keeps_errors(on_error)
    if ids not in ("name", "path"):
        raise ValueError(f'ids is "name" or "path", not {ids!r}')
    native = _native.Reader(
        list(paths),
        dict(columns or {}),
        ids_from_paths=ids == "path",
        hidden=hidden,
        no_ignore=no_ignore,
        file_dates=file_dates,
        threads=threads,
    )
    return Reader(native, keep_errors)


def keeps_errors(on_error: str) -> bool:
    """Whether errors are kept, and not raised."""
    if on_error not in ("raise", "keep"):
        raise ValueError(f'on_error is "raise" or "keep", not {on_error!r}')
    return on_error == "keep"


def unread(row: tuple[str, int | None, str, str | None]) -> Unread:
    """The record of an article that could not be read."""
    fields: dict[str, Any] = dict(zip(("article", "line", "error", "hint"), row))
    return Unread(**fields)
