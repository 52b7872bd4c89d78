//! The texts below the options in the long help of each command.

/// Examples below the long help.
pub(super) const EXAMPLES: &str = "\
Examples:
  quotedex index seeds/articles               read articles into the index
  quotedex who \"the more I am attacked\"       who said this?
  quotedex search --speaker petro weapon      what did Petro say about a weapon?
  quotedex search '\"step in the right direction\"' --format jsonl
  quotedex extract news.txt                   quotes of one article, without an index

Exit codes: 0 something was found or done, 1 nothing was found, 2 an error.";

/// `index`, `rebuild`: what is read, and what is stored of it.
pub(super) const INPUT_HELP: &str = "\
In a folder, quotedex reads text and Markdown (.txt, .text, .md), JSON and JSON Lines (.json, .jsonl, .ndjson), tables \
(.csv, .tsv), feeds (.rss, .atom, .xml), NewsML-G2 and NITF (.xml, .nitf), web pages (.html, .htm, .xhtml), web archives \
(.warc) and text files without an extension. It skips hidden files, README files and whatever .ignore or \
.quotedexignore files exclude. Any of these may be compressed (.gz, .zst). The content decides the format, not the name. \
A file that you name is always tried. `-` is standard input.

Text may begin with front matter (title, date, authors, publisher, url between two lines of --- or +++). JSON Lines hold one \
article per line: {\"text\": ..., \"id\": ..., \"title\": ..., \"date\": ..., \"publisher\": ..., \"authors\": [...], \"url\": ...}. \
The first row of a table holds such names. Other common names (body, content, headline, pubDate, byline, source, link) are \
understood, and so are the answers of NewsAPI, Guardian, NYT, WordPress, Elasticsearch and ninjs; for anything else, use \
--map: --map text=story,date=printed or --map text=blocks.0.value. From a feed, quotedex reads the full content of \
each entry, or its summary if that is all there is, and says so.

A date in front matter, a record or a page is the date of the article. Any other date is a guess, and marked wherever it is \
shown: (by its name) for 2024-05-12-petro.txt, (fetched) for a page of a web archive, (file) with --file-dates. A date like \
05/06/2024 is read only if another date in the file shows which number is the month.

Whatever is skipped (files of other kinds, drafts, articles without text, dates that cannot be read) is counted at the end, \
and listed with -v. With --strict it is an error.

Files that cannot be read are reported and the rest are still read; the exit code is then 2. With --strict the command \
stops there, and the index is not changed.

quotedex remembers what it has read: a file with the same size and time is not opened again, and one with a new time is \
read only if its bytes have changed. The same article from two files (the same web address, or the same words unless \
publisher or address differ) is kept once; two different articles with the same id are both kept. Articles stay in the index \
when their file is deleted or no longer contains them, until index --prune removes them. --prune removes nothing when most \
files of a folder, or most articles of a file, are gone. rebuild does not replace an index by one with less than half of its \
articles. --force overrides both. If index is stopped, run the same command to continue; rebuild changes nothing before it \
ends.

quotedex detects the language of each article. It finds speakers, topics and reported speech in English. In an article in \
another language it finds only quotations in quotation marks, without speakers; all its words can be searched, and the report \
counts such articles. Short articles, and those whose language is uncertain, count as English. --lang en treats all articles \
as English, --lang de all as German; --lang auto detects the language again.

The index stores --min-confidence, --map, --file-dates, --hidden, --no-ignore and --lang until they are given again \
(--file-dates=false, --map=, --lang auto); quotedex stats shows them.

--people names a CSV table of people you know; it overrides guesses:
  name,aliases,role,wikidata,id
  Donald Trump,Trump;Donald J. Trump,US president,Q22686,
Only name is required. Columns may be in any order; separate aliases with ; and put cells with a comma in double quotes.
Anyone referred to by a listed name or alias is treated as that person, with that role and id (or else the Wikidata id). \
Case, accents, apostrophes and titles are ignored; a bare surname counts only if it is listed as an alias. The index stores \
the table until you name another one, or --no-people. When the table has changed, articles are read again.";

/// `remove`: what can be named, and what happens.
pub(super) const REMOVE_HELP: &str = "\
Examples:
  quotedex remove news/mayor.txt              the articles of a file, or of all files in a folder
  quotedex remove https://example.com/mayor   the article from this address
  quotedex remove 6c3cdb4978ceb5fa            the article of this quote, by the id that search prints

The files themselves are not touched. Nothing of the articles is left in the index; it stores only what is needed to recognise \
them (id, and digests of address, words and path), so that index and rebuild leave them out. With --again they are added \
again.";

/// `search`: the query language, and the order of hits.
pub(super) const QUERY_HELP: &str = "\
The query:
  tariff trade           quotes with both words, in any form (tariffs, trading)
  '\"step forward\"'       these words in this order; '\"step forward\"~3' allows three others in between
  -war  OR  econom*      without this word; either word; words that begin like this; ( ) group
  speaker:petro          a field: speaker, topic, publisher, title, kind, polarity
  date:2024-01..2024-06  days, months or years, from .. to; every field is also an option
Without a query, all quotes that match the options are found. Put -- before a query that begins with -: quotedex search -- -war

Whole statements come before fragments, confident ones before doubtful ones; --sort newest or oldest sorts by date. Long \
quotations are shortened around the match; --full shows them whole.

A quotation in several articles is one hit; shorter versions, variants and other people credited with the same words \
are listed below it. Confidence grows with independent articles only: copies of one text count once, whoever prints them.

Examples:
  quotedex search --speaker isacson
  quotedex search --topic \"drug trade\" --speaker petro
  quotedex search tariff --since 2024-05 --sort newest --compact
  quotedex search tariff --count-by speaker
  quotedex search --speaker petro --format jsonl | jq .text";

/// `who`: what the answers mean.
pub(super) const WHO_HELP: &str = "\
Case, accents, quotation marks and apostrophes are ignored. The answer says whether the words are somebody's, close to \
somebody's (with the differences), only reported, or a reporter's own. If nobody said them, it shows what comes nearest; \
numbers, negations and opposites (\"less\" for \"more\") are pointed out.

What somebody denied, never said or is only imagined to say counts as not said; the answer says which.

With --speaker the question is: did NAME say this? The answer is yes; no (denied, not said, or somebody else said it); not \
in these words (a number or a negation differs, or a word is replaced by its opposite); disputed; cannot tell (the \
article does not name the speaker, or quotedex is less than half sure who it is); or not found. Exits 0 only if the answer is yes. Below a confidence of 80 % the answer \
says \"probably\".

Examples:
  quotedex who \"the more I am attacked\"
  quotedex who \"a step forward\" --speaker borda --format json";

/// `verify`: what is checked, and what the verdicts mean.
pub(super) const VERIFY_HELP: &str = "\
Every quotation in quotation marks is looked up in the index, with the speaker that the draft names:
  verbatim        these words stand in quotation marks in an article, given to this speaker
  agreed          the draft says that the speaker did not say it, and no article says otherwise
  cut             these words, but without what governs them: \"not\", \"if\", a question, somebody else's claim
  altered         the speaker said nearly this; the words that differ are listed, numbers and negations first
  reported        the speaker is reported as saying so, in a reporter's words
  unattributed    the words are quoted, but the article does not name the speaker, or quotedex is not sure who it is
  somebody else   somebody else said it
  disputed        articles contradict one another, or one repeats the words only to refute them
  denied          the speaker denied it
  not said        an article says that the speaker did not say it
  not found       nobody said it, as far as this index knows
  unchecked       the draft gives the words to nobody: a title, a name, or somebody's words
Exits 0 only if all quotations are verbatim or agreed, and nothing longer than five words is unchecked. A draft that is \
itself in the index verifies itself: keep drafts out of it.

--format github prints workflow commands of GitHub Actions, --format sarif a report for editors and code scanning.

Examples:
  quotedex verify draft.md
  pandoc draft.docx -t plain | quotedex verify -
  quotedex verify drafts/*.md --format github";

/// `correct`: what a correction is, and where it is kept.
pub(super) const CORRECT_HELP: &str = "\
Corrections are rows of one plain table (CSV), made to be kept with git. They count at once, and whenever articles are read: \
index and rebuild apply the table, also after it was changed by hand or by a colleague. A row finds its quotation by the \
article and the words, so it survives new versions of the program and of the article. One that fits nothing any more is kept, \
and correct --list says so. Quotes that were corrected say so in every answer, with what quotedex had found.

The table is corrections.csv in the folder of the index, or the file that --corrections or QUOTEDEX_CORRECTIONS names; the \
index remembers which.

quotedex eval --from-corrections measures quotedex on the quotes that were corrected or confirmed.

Examples:
  quotedex correct 6c3cdb49 --speaker \"Lena Ortiz\" --note \"see the video\"
  quotedex correct 6c3cdb49 --right
  quotedex correct 6c3cdb49 --undo
  quotedex correct --list";

/// `people`: what is decided on names.
pub(super) const PEOPLE_HELP: &str = "\
quotedex takes spellings of one name for one person only when articles show it. Where you know better, say so: search, who, \
speakers and all counts follow. The decisions are rows of the same table as corrections (see `quotedex correct --help`).

To tell quotedex beforehand whom articles speak of, use --people with index.

Examples:
  quotedex people merge \"Robert Smith\" \"Bobby Smith\"
  quotedex people split \"John Lee\" \"John B. Lee\"
  quotedex people rename \"P. Diddy\" \"Sean Combs\"
  quotedex people list";

/// `serve`: who can reach it.
#[cfg_attr(not(feature = "serve"), allow(dead_code, reason = "the help of a part that is left out"))]
pub(super) const SERVE_HELP: &str = "\
The pages can be opened on this computer only (loopback address), and follow the index when it changes. With --listen, other \
computers can open them; then every request needs the token. The connection is not encrypted: put it behind a proxy with \
TLS, or use it only in a network that you trust.

Examples:
  quotedex serve --open
  quotedex serve --port 8080 --index /srv/index
  quotedex serve --listen 192.168.1.20 --token \"$(openssl rand -hex 16)\"";

/// `mcp`: what an assistant may ask.
#[cfg_attr(not(feature = "mcp"), allow(dead_code, reason = "the help of a part that is left out"))]
pub(super) const MCP_HELP: &str = "\
An MCP client (an assistant, an editor) starts this command and asks over its standard input and output. The tools: who_said, \
search_quotes, show_quote, speaker and verify_text. They only read, and each answer has ids, sources and confidence.

In the client's configuration:
  {\"mcpServers\": {\"quotedex\": {\"command\": \"quotedex\", \"args\": [\"mcp\", \"--index\", \"/path/to/index\"]}}}";

/// `watch`: what counts as new.
pub(super) const WATCH_HELP: &str = "\
A watch is a search with a name. watch run prints the statements that came into the index since the last run: words that \
nobody said before, or that somebody else said. A further article with the same words by the same speaker is nothing new. \
index --watch runs all watches whenever articles have arrived.

What was printed is noted once all of it is written, so nothing is lost when a run is stopped; if it is stopped in between, \
the next run prints the same again. The watches are kept in watches.json in the folder of the index; a rebuild leaves them \
as they are.

With --format atom, the feed holds the last 50 statements that the watch has told, new or not.

Examples:
  quotedex watch add harbour '\"port closure\"' --since 2025
  quotedex watch add petro --speaker petro
  quotedex watch run
  quotedex watch run petro --format atom > petro.xml";

/// `timeline`: what a change is.
pub(super) const TIMELINE_HELP: &str = "\
Each statement is one line, below its month; the same words by the same speaker are shown once, where they were first \
published. Where a statement differs from an earlier one by the same speaker in a number or a negation, or one of them is \
denied, both sentences are shown. quotedex does not judge: it may be a correction, a new fact, or another matter in the \
same words.

Examples:
  quotedex timeline --speaker haugland
  quotedex timeline --speaker petro --topic \"drug trade\" --since 2025
  quotedex timeline '\"river plan\"' --full";

/// `compare`.
pub(super) const COMPARE_HELP: &str = "\
Each speaker has a column, with the earliest statement first. Put names of several words in quotation marks.

Examples:
  quotedex compare haugland petro
  quotedex compare \"Lena Haugland\" \"Alan Prewitt\" --topic \"interest rates\"";

/// `audit`: what is counted, and how gender is told.
pub(super) const AUDIT_HELP: &str = "\
Every quotation in every article counts, reprints included. Words are those of the quotations.

Gender is what the articles tell: by pronouns (she said), titles (Mr. Lee) and nouns (the spokeswoman), of all articles \
together; only where they tell nothing, by a given name that at least 97 in 100 bearers share with one gender. Otherwise it \
is unknown, and so is the gender of a speaker whom nobody names. The first line says how much that is.

With --format json, each number has its names, and each name what its gender was told by.

Examples:
  quotedex audit
  quotedex audit --by publisher --since 2025
  quotedex audit --by role --topic economy --full";

/// `export`.
pub(super) const EXPORT_HELP: &str = "\
Four tables: articles, speakers, quotes, and occurrences, which says which quotes are one statement. Their columns are \
listed in seeds/FORMATS.md; names and meanings are those of the JSON that other commands print. --output names a new folder \
(tables/quotes.parquet and so on); a new file with --table, or for a database. Nothing that exists is replaced, and nothing \
is there before all of it is.

Without a query and filters, all of the index is written, attitudes too. With them, it is what search finds: --attitudes \
adds attitudes, and every article with the quote is in. The order is that of days, then of articles; the same index gives \
the same files. A database has an index of the words of quotes (quotes_fts) and the views quotes_with_speaker_and_article \
and statements. Arrow on standard output is a stream.

--to writes the whole index as documents for Elasticsearch, OpenSearch or Quickwit, where `search`, `who`, `timeline`, \
`speakers` and `topics` ask it with --remote. --print id gives an id that changes with the content, --print config the index \
to be made under it. See seeds/GUIDE.md, \"Beyond one machine\".

Parquet, arrow and sqlite need a program that was built with them: cargo install --path . --features export.

Examples:
  quotedex export --format parquet --output tables
  quotedex export --format sqlite --output quotes.db && datasette quotes.db
  quotedex export --speaker haugland --format csv --table quotes > haugland.csv
  quotedex export --topic water --since 2025 --format jsonl --table quotes
  quotedex export --to elasticsearch --print config";

/// `extract`.
pub(super) const EXTRACT_HELP: &str = "\
Formats, --map, --people and --lang are described in `quotedex index --help`.

With --format jsonl, each article is one line, with the positions of content, source and cue as code points of its text. \
Articles come out in the order they go in.

Examples:
  quotedex extract news.txt
  quotedex extract --format jsonl corpus.jsonl > quotes.jsonl
  curl -s https://example.org/a.txt | quotedex extract -";

/// `eval`: the files and the scores.
pub(super) const EVAL_HELP: &str = "\
Labelled articles are JSON Lines, one article per line, with positions as code points of the text:
  {\"id\": ..., \"text\": ..., \"attributions\": [{\"content\": [[start, end], ...], \"source\": [...], \"cue\": [...],
   \"speaker\": \"full name\"}]}
The file may be gzipped (gold.jsonl.gz).

All attributions count, statements and attitudes. They are scored by kind: quoted, indirect, statement, all; span scores each
content span on its own. The scores: exact, overlap (half or more), relation (overlap, and the right source), named (overlap, \
and the right name); each with precision, recall, F1 and the counts behind them. Where articles label what is denied or not \
said (\"denied\": true), polarity.unsaid scores that among attributions with the right words and source.

Examples:
  quotedex eval gold.jsonl
  quotedex extract --attitudes --format jsonl gold.jsonl > found.jsonl
  quotedex eval gold.jsonl --predicted found.jsonl --format json
  quotedex eval --gap gap-development.tsv.gz
  quotedex eval --pages pages.jsonl.gz

--gap takes a file of GAP (ambiguous pronouns, two names each; Webster et al., 2018) instead: the two names are known to be
names of persons, as in its \"gold two mention\" setting; all other persons in the text are candidates, too. It prints
precision, recall and F1 over all pronouns, over he and over she, and the bias: F1 of she divided by F1 of he.

--pages takes web pages with their main text as selected by a person, one {\"id\", \"url\", \"html\", \"text\"} per line. It prints \
precision, recall and F1 as in the article extraction benchmark of Scrapinghub (4-grams of words, means over the pages), how \
many quotations of the text were preserved exactly, how many sentences were joined without a space (said.The), and on how \
many pages a publisher and a date were found.";
