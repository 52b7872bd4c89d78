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
numbers and negations that differ are pointed out.

What somebody denied, never said or is only imagined to say counts as not said; the answer says which.

With --speaker the question is: did NAME say this? The answer is yes; no (denied, not said, or somebody else said it); not \
in these words (a number or a negation differs); disputed; cannot tell (the article does not name the speaker); or not \
found. Exits 0 only if the answer is yes.

Examples:
  quotedex who \"the more I am attacked\"
  quotedex who \"a step forward\" --speaker borda --format json";

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
