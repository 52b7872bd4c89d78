"""The protocol by which tables are handed over without a copy."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class ArrowStream(Protocol):
    """Whatever has an Arrow table: data frames of pandas and polars, tables of pyarrow, and those of quotedex."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
