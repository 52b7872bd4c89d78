"""Who said it? Find every quoted or reported statement in news articles, and ask questions about it.

>>> import quotedex
>>> [quote] = quotedex.extract("“The tide waits for nobody,” harbour master Ann Smith said on Monday.")
>>> quote.speaker, quote.text
('Ann Smith', 'The tide waits for nobody,')

:func:`extract` and :class:`Extractor` find quotes in a text, in files (:func:`read`), in a data frame or an Arrow table;
:class:`Index` asks an index that the program ``quotedex index`` made. What they give are plain objects and tables:
``pandas.DataFrame.from_arrow(quotes)``, ``polars.DataFrame(quotes.to_arrow())`` and ``pyarrow.table(quotes)`` take them
without a copy.
"""

from ._errors import ArticleError, Error, IndexUnusableError, PeopleError, QueryError, ReadError
from ._extract import Articles, Extractor, People, Person, Quotes, QuoteStream, extract
from ._index import Counts, Index, SearchAnswer, Speakers, Timeline, Topics, TopicSpeakers, WhoAnswer
from ._native import ArrowTable
from ._read import Reader, read
from ._records import (
    Article,
    ArticleRef,
    ArticleText,
    Candidate,
    Caution,
    Change,
    Count,
    Disagreement,
    Earlier,
    Evidence,
    Hit,
    MachineAnswer,
    Match,
    Occurrence,
    Quote,
    Record,
    ShownQuote,
    Speaker,
    SpeakerCount,
    Statement,
    Topic,
    TopicSpeaker,
    Unread,
    Variant,
)

__all__ = [
    "Article",
    "ArticleError",
    "ArticleRef",
    "ArticleText",
    "Articles",
    "ArrowTable",
    "Candidate",
    "Caution",
    "Change",
    "Count",
    "Counts",
    "Disagreement",
    "Earlier",
    "Error",
    "Evidence",
    "Extractor",
    "Hit",
    "Index",
    "IndexUnusableError",
    "MachineAnswer",
    "Match",
    "Occurrence",
    "People",
    "PeopleError",
    "Person",
    "QueryError",
    "Quote",
    "QuoteStream",
    "Quotes",
    "ReadError",
    "Reader",
    "Record",
    "SearchAnswer",
    "ShownQuote",
    "Speaker",
    "SpeakerCount",
    "Speakers",
    "Statement",
    "Timeline",
    "Topic",
    "TopicSpeaker",
    "TopicSpeakers",
    "Topics",
    "Unread",
    "Variant",
    "WhoAnswer",
    "extract",
    "read",
]
