"""The exceptions: each says what is wrong and, where there is one, the cure."""

from __future__ import annotations


class Error(Exception):
    """What every exception of quotedex is.

    >>> try:
    ...     raise Error("the lamp is dark", "light it")
    ... except Error as error:
    ...     print(error)
    the lamp is dark; light it
    """

    #: What is wrong.
    message: str
    #: What to do about it.
    hint: str | None

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message if hint is None else f"{message}; {hint}")
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[Error], tuple[str, str | None]]:
        # Workers of other processes send their exceptions home.
        return (type(self), (self.message, self.hint))


class ArticleError(Error, ValueError):
    """Articles that were handed over cannot be used: no text, too long, not a date."""


class ReadError(Error):
    """A file cannot be read, or holds no article."""


class PeopleError(Error, ValueError):
    """A list of people has a mistake."""


class QueryError(Error, ValueError):
    """A query or a filter means nothing."""


class IndexUnusableError(Error):
    """There is no index, it was written by another version, or its files are damaged."""
