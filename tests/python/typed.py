"""What a type checker must know of quotedex; never run, only checked."""

import datetime
from typing import assert_type

import polars
import quotedex

quotes = quotedex.extract("“I quit,” Ann Smith said.")
assert_type(quotes, quotedex.Quotes)
assert_type(quotes[0], quotedex.Quote)
assert_type(quotes[1:], list[quotedex.Quote])
assert_type(quotes[0].content, tuple[tuple[int, int], ...])
assert_type(quotes[0].article.date, datetime.date | None)
assert_type(quotes.to_arrow(), quotedex.ArrowTable)
quotedex.extract(polars.DataFrame({"text": ["x"]}), people=[{"name": "Ann Smith"}])
quotedex.extract(quotedex.read("news"), on_error="keep")

index = quotedex.Index("index")
answer = index.search("river", speaker="petro", kind="direct", since=datetime.date(2025, 1, 1))
assert_type(answer[0], quotedex.Hit)
assert_type([speaker.name for speaker in index.speakers()], list[str])
assert_type(index.who("x").speakers, list[quotedex.SpeakerCount])
assert_type(index.show("1234"), quotedex.ShownQuote | None)
index.search(colour="red")  # type: ignore[call-arg]
quotedex.extract(7)  # type: ignore[arg-type]
