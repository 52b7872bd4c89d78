//! What can be typed, with the help that explains it. What it means is decided by each command.

use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::day;

/// Examples below the long help.
const EXAMPLES: &str = "\
Examples:
  quotedex index seeds/articles               read articles into the index
  quotedex who \"the more I am attacked\"       who said this?
  quotedex search --speaker petro weapon      what did Petro say about a weapon?
  quotedex search '\"step in the right direction\"' --format jsonl
  quotedex extract news.txt                   quotes of one article, without an index

Exit codes: 0 something was found or done, 1 nothing was found, 2 an error.";

/// Find out who said what in news articles
#[derive(Debug, Parser)]
#[command(name = "quotedex", version, about, after_long_help = EXAMPLES, disable_help_subcommand = true)]
#[command(
    long_about = "quotedex reads news articles, finds every quoted or reported statement, works out who said it, and \
                  keeps it in a full-text index that answers from the command line, offline."
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) shared: Shared,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// Options of every command.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct Shared {
    /// Folder of the index
    #[arg(long, global = true, value_name = "DIR", default_value = "index", env = "QUOTEDEX_INDEX")]
    pub(super) index: PathBuf,
    /// How results are written: for people, or for programs
    #[arg(long, global = true, value_enum, default_value_t = FormatArg::Text)]
    pub(super) format: FormatArg,
    /// When results are coloured; NO_COLOR and TERM=dumb are honoured
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = ColorArg::Auto)]
    pub(super) color: ColorArg,
    /// Long answers of search, who and show are printed as they are, not through PAGER
    #[arg(long, global = true)]
    pub(super) no_pager: bool,
    /// Paths and addresses are links, for terminals that can open them (OSC 8)
    #[arg(long, global = true)]
    pub(super) hyperlinks: bool,
    /// No progress, notes or summaries on standard error; errors are still told
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Tell what is being done
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub(super) verbose: bool,
}

/// The formats of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatArg {
    /// For people
    Text,
    /// One JSON value
    Json,
    /// One JSON value a line
    Jsonl,
    /// A table for spreadsheets; a cell that one would take for a formula begins with '
    Csv,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorArg {
    /// On a terminal
    Auto,
    /// Even into a file or pipe
    Always,
    /// Not at all
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Add new and changed articles to the index
    #[command(after_long_help = INPUT_HELP)]
    Index(GrowArgs),
    /// Build the whole index afresh and put it in place in one step
    #[command(after_long_help = INPUT_HELP)]
    Rebuild(IndexArgs),
    /// Find quotes by words, phrase, speaker, topic, date, publisher or kind
    #[command(after_long_help = QUERY_HELP)]
    Search(SearchArgs),
    /// Who said this? Verbatim, close, only reported, a reporter's own words, or nobody
    #[command(after_long_help = WHO_HELP)]
    Who(WhoArgs),
    /// Who speaks in the index, and how often
    Speakers(SpeakersArgs),
    /// What is spoken about in the index; with a topic, who speaks about it
    Topics(TopicsArgs),
    /// Show one quote, marked in its article
    Show(ShowArgs),
    /// Print the quotes of articles, without an index
    #[command(after_long_help = EXTRACT_HELP)]
    Extract(ExtractArgs),
    /// What the index holds
    Stats,
    /// Verify the index: exit code 0 when all is well, 1 with one line a fault
    Check,
    /// How well the quotes of labelled articles are found
    #[command(after_long_help = EVAL_HELP)]
    Eval(EvalArgs),
    /// Learn the weights from labelled articles
    #[cfg(feature = "train")]
    Train(TrainArgs),
    /// Print the script that completes commands and options in a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    #[command(hide = true)]
    Man,
}

const INPUT_HELP: &str = "\
Of a folder are read text and Markdown (.txt, .text, .md), JSON and JSON Lines (.json, .jsonl, .ndjson), tables (.csv, .tsv), \
feeds (.rss, .atom, .xml), NewsML-G2 and NITF (.xml, .nitf), web pages (.html, .htm, .xhtml), web archives (.warc) and files without \
extension that hold text; hidden files, README files and what .ignore or .quotedexignore files leave out are passed over. \
Any of them may be compressed (.gz, .zst). What a file holds is told by its content. A file that is named is always tried. \
`-` is standard input.

Text may begin with front matter (title, date, authors, publisher, url between two lines of --- or +++). JSON Lines hold one \
article a line: {\"text\": ..., \"id\": ..., \"title\": ..., \"date\": ..., \"publisher\": ..., \"authors\": [...], \"url\": ...}. \
Tables have a first row of such names. Common other names (body, content, headline, pubDate, byline, source, link) are \
understood; --map says which field is which where they are not: --map text=story,date=printed. Of a feed, the full \
content of each entry is read when it is there, else its summary, and a note says so.

A date in front matter, a record or a page is the date of the article. Else it is a guess, and marked so wherever it is shown: \
(by its name) for 2024-05-12-petro.txt, (fetched) for a page of a web archive, (file) with --file-dates.

A file that cannot be read is reported and the others are still done; the exit code is then 2. With --strict it ends the \
command, and nothing is put into the index.

What was read is remembered: a file with the same size and time is passed over unopened, and one with another time is read \
only if its bytes have changed. The same article from two files (the same address on the web, or the same words unless \
publisher or address differ) is kept once. Articles whose file is gone stay until index --prune; so do records with an id \
of their own that their file no longer holds. What was done so far is kept when index is stopped, and the same command \
goes on from there; rebuild changes nothing before its end.

--people names a CSV table of people you know; it decides over guesses:
  name,aliases,role,wikidata,id
  Donald Trump,Trump;Donald J. Trump,US president,Q22686,
Only name is needed. Columns stand in any order, aliases are separated by ; and cells with a comma stand in double quotes.
Whoever is called by a listed name or alias becomes that person, with that role, and with that id, else the Wikidata id.
Case, accents, apostrophes and titles do not count; a bare surname counts only as an alias. When the table has changed, \
or is no longer named, articles are read anew.";

const QUERY_HELP: &str = "\
The query:
  tariff trade           quotes with both words, in any form (tariffs, trading)
  '\"step forward\"'       these words in this order; '\"step forward\"~3' with up to three others between them
  -war  OR  econom*      without the word; either word; words that begin so; ( ) hold together
  speaker:petro          a field: speaker, topic, publisher, title, kind, polarity
  date:2024-01..2024-06  days, months or years, from .. to; each field is an option as well
Without a query, the options alone decide. A query that begins with - goes behind --: quotedex search -- -war

A quotation that stands in several articles is one hit; shorter and changed ones of the same speaker are told with it, and so \
is everybody else who is given the same words. Its confidence grows with the publishers that agree.

Examples:
  quotedex search --speaker isacson
  quotedex search --topic \"drug trade\" --speaker petro
  quotedex search tariff --since 2024-05 --sort newest
  quotedex search tariff --count-by speaker
  quotedex search --speaker petro --format jsonl | jq .text";

const WHO_HELP: &str = "\
Case, accents, kinds of quotation marks and apostrophes never decide. The answer says whether the words are somebody's, \
close to somebody's (the differences are shown), only reported, or a reporter's own.

What somebody denied, never said or is only supposed to say is not said: the answer tells what the article makes of it.

With --speaker the question is: did NAME say this? Yes; not in these words (a number or a negation differs); no (denied, not \
said, or somebody else did); disputed; or not found. The exit code is 0 for yes alone.

Examples:
  quotedex who \"the more I am attacked\"
  quotedex who \"a step forward\" --speaker borda --format json";

const EXTRACT_HELP: &str = "\
What can be read, and --map and --people, are told by quotedex index --help.

With --format jsonl each article is one line, with the positions of content, source and cue in code points of its text. \
Articles come out in the order they go in.

Examples:
  quotedex extract news.txt
  quotedex extract --format jsonl corpus.jsonl > quotes.jsonl
  curl -s https://example.org/a.txt | quotedex extract -";

const EVAL_HELP: &str = "\
Labelled articles are JSON Lines, one article a line, with positions in code points of the text:
  {\"id\": ..., \"text\": ..., \"attributions\": [{\"content\": [[start, end], ...], \"source\": [...], \"cue\": [...],
   \"speaker\": \"full name\"}]}
The file may be packed with gzip (gold.jsonl.gz).

All attributions count, statements and attitudes. The views: quoted, indirect, statement, all; span takes each stretch by
itself. The figures: exact, overlap (half or more), relation (overlap, and the right source), named (overlap, and the right \
name); each with precision, recall, F1 and the counts behind them. Where articles label what is denied or not said \
(\"denied\": true), polarity.unsaid tells how well that is known, among attributions with the right words and source.

Examples:
  quotedex eval gold.jsonl
  quotedex extract --attitudes --format jsonl gold.jsonl > found.jsonl
  quotedex eval gold.jsonl --predicted found.jsonl --format json
  quotedex eval --gap gap-development.tsv.gz
  quotedex eval --pages pages.jsonl.gz

--gap takes a file of GAP (ambiguous pronouns, two names each; Webster et al., 2018) instead: the two names are known to be
names of persons, as in its \"gold two mention\" setting; all other persons that the text names may be meant as well. Printed
are precision, recall and F1 over all pronouns, over he and over she, and the bias: F1 of she by F1 of he.

--pages takes web pages with the main text a person cut out, one {\"id\", \"url\", \"html\", \"text\"} a line. Printed are \
precision, recall and F1 as in the article extraction benchmark of Scrapinghub (runs of four words, means over the pages), \
how many quotations of the text were kept mark for mark, sentences glued to the next (said.The), and on how many pages a \
publisher and a date were found.";

/// How articles are read: `index`, `rebuild`, `extract`.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Options of reading")]
pub(super) struct ReadArgs {
    /// What the fields of JSON, JSON Lines, CSV and TSV are called in your files, as text=body,date=pubDate; dots lead
    /// into objects: text=article.body
    #[arg(long, value_name = "FIELD=NAME,...")]
    pub(super) map: Vec<String>,
    /// Also read the files and folders listed in FILE, one path a line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(super) files_from: Option<PathBuf>,
    /// In the list of --files-from a zero byte stands behind each path, as find -print0 writes it
    #[arg(short = '0', long, requires = "files_from")]
    pub(super) null: bool,
    /// Of folders, also read hidden files and folders
    #[arg(long)]
    pub(super) hidden: bool,
    /// Of folders, also read what .ignore and .quotedexignore files in them leave out
    #[arg(long)]
    pub(super) no_ignore: bool,
    /// An article without a date gets the day its file was last changed, marked as a guess; beware of copies and downloads,
    /// whose files are all of today
    #[arg(long)]
    pub(super) file_dates: bool,
}

/// `index`, `rebuild`
#[derive(Debug, Args)]
pub(super) struct IndexArgs {
    /// Files and folders of articles, `-` for standard input [default: seeds/articles]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Take in only quotes at least so likely to be right, from 0 to 1; articles already in stay as they are
    #[arg(long, value_name = "NUMBER", default_value_t = 0.0, hide_default_value = true, value_parser = probability)]
    pub(super) min_confidence: f32,
    /// An input that cannot be read is an error: nothing is put into the index
    #[arg(long)]
    pub(super) strict: bool,
    /// Articles after which what was done so far is committed
    #[arg(long, value_name = "NUMBER", default_value_t = 1536, hide = true, value_parser = at_least_one())]
    pub(super) commit_every: usize,
    #[command(flatten)]
    pub(super) people: PeopleArgs,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

/// `index`
#[derive(Debug, Args)]
pub(super) struct GrowArgs {
    #[command(flatten)]
    pub(super) index: IndexArgs,
    /// Articles whose file is gone from the folders and files named here leave the index
    #[arg(long)]
    pub(super) prune: bool,
    /// Only say what would be done
    #[arg(long, conflicts_with = "watch")]
    pub(super) dry_run: bool,
    /// Keep going as files arrive or change, until Ctrl-C
    #[arg(long)]
    pub(super) watch: bool,
}

/// Whom the user knows.
#[derive(Clone, Debug, Args)]
pub(super) struct PeopleArgs {
    /// Table of people you know (CSV: name,aliases,role,wikidata,id); it decides over guesses
    #[arg(long, value_name = "FILE", env = "QUOTEDEX_PEOPLE", value_parser = path_or_nothing())]
    pub(super) people: Option<PathBuf>,
}

/// `extract`
#[derive(Debug, Args)]
pub(super) struct ExtractArgs {
    /// Files and folders of articles, `-` for standard input
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) sure: SureArgs,
    #[command(flatten)]
    pub(super) people: PeopleArgs,
    /// Also print how each quote and its speaker were found
    #[arg(long)]
    pub(super) explain: bool,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

/// Which quotes are meant at all.
#[derive(Clone, Debug, Args)]
pub(super) struct SureArgs {
    /// Also what people believe, want or hope, as the reporter tells it
    #[arg(long)]
    pub(super) attitudes: bool,
    /// Only quotes at least so likely to be right, from 0 to 1
    #[arg(long, value_name = "NUMBER", default_value_t = 0.0, hide_default_value = true, value_parser = probability)]
    pub(super) min_confidence: f32,
}

/// What narrows a question.
#[derive(Clone, Debug, Args)]
pub(super) struct FilterArgs {
    /// Only what this speaker said: name, part of a name, or id
    #[arg(long, value_name = "NAME")]
    pub(super) speaker: Option<String>,
    /// Only what is about this topic
    #[arg(long, value_name = "TOPIC")]
    pub(super) topic: Option<String>,
    /// Only from this newspaper, agency or site
    #[arg(long, value_name = "NAME")]
    pub(super) publisher: Option<String>,
    /// Only from articles with these words in their headline
    #[arg(long, value_name = "WORDS")]
    pub(super) title: Option<String>,
    /// Only quotes of this kind; several with commas
    #[arg(long, value_enum, value_name = "KIND", value_delimiter = ',')]
    pub(super) kind: Vec<KindArg>,
    /// Only what is said, denied, not said and so on; several with commas
    #[arg(long, value_enum, value_name = "POLARITY", value_delimiter = ',')]
    pub(super) polarity: Vec<PolarityArg>,
    /// Only articles from this day, month or year on (2024-05-12, 2024-05, 2024)
    #[arg(long, value_name = "DATE", value_parser = day::first)]
    pub(super) since: Option<Date>,
    /// Only articles up to the end of this day, month or year
    #[arg(long, value_name = "DATE", value_parser = day::last)]
    pub(super) until: Option<Date>,
    /// Only articles of this day, month, year or range (2024-01..2024-06)
    #[arg(long, value_name = "RANGE", value_parser = day::range, conflicts_with_all = ["since", "until"])]
    pub(super) date: Option<(Option<Date>, Option<Date>)>,
    #[command(flatten)]
    pub(super) sure: SureArgs,
}

/// Kinds of quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum KindArg {
    /// All of it in quotation marks
    Direct,
    /// The reporter's clause with quoted words in it
    Mixed,
    /// No quotation marks
    Indirect,
}

/// Whether the words are the speaker's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PolarityArg {
    /// The speaker said it
    Affirmed,
    /// The speaker denied or rejected it
    Denied,
    /// The article says that the speaker did not say it
    #[value(name = "not_said", alias = "not-said")]
    NotSaid,
    /// "If she had said", "imagine him saying"
    Hypothetical,
    /// The article repeats it only to refute it
    Disputed,
}

/// `search`
#[derive(Debug, Args)]
pub(super) struct SearchArgs {
    /// Words, "phrases", -without, OR, begin*, field:value (see --help)
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    #[command(flatten)]
    pub(super) filters: FilterArgs,
    /// Order of the hits
    #[arg(long, value_enum, default_value_t = SortArg::Relevance)]
    pub(super) sort: SortArg,
    /// Count the quotations that are found instead of printing them
    #[arg(long, value_enum, value_name = "WHAT", conflicts_with = "sort")]
    pub(super) count_by: Option<ByArg>,
    #[command(flatten)]
    pub(super) page: PageArgs,
}

/// Orders of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SortArg {
    /// Best match first
    Relevance,
    /// Latest article first
    Newest,
    /// Earliest article first
    Oldest,
}

/// What hits are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ByArg {
    /// Who says it
    Speaker,
    /// What it is about
    Topic,
    /// Newspaper, agency or site
    Publisher,
    /// Direct, mixed or indirect
    Kind,
    /// Month of publication
    Month,
}

/// Which part of a long answer.
#[derive(Clone, Debug, Args)]
pub(super) struct PageArgs {
    /// How many to print at most
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    pub(super) limit: usize,
    /// How many to leave out at the beginning
    #[arg(long, value_name = "NUMBER", default_value_t = 0, hide_default_value = true)]
    pub(super) offset: usize,
}

/// `who`
#[derive(Debug, Args)]
pub(super) struct WhoArgs {
    /// The words, exactly or as you remember them
    #[arg(value_name = "PHRASE", required = true)]
    pub(super) phrase: Vec<String>,
    #[command(flatten)]
    pub(super) filters: FilterArgs,
    /// How many matches to print at most
    #[arg(long, value_name = "NUMBER", default_value_t = 5)]
    pub(super) limit: usize,
}

/// `speakers`
#[derive(Debug, Args)]
pub(super) struct SpeakersArgs {
    /// A name or part of one; without it, everybody
    #[arg(value_name = "NAME")]
    pub(super) name: Vec<String>,
    #[command(flatten)]
    pub(super) page: PageArgs,
}

/// `topics`
#[derive(Debug, Args)]
pub(super) struct TopicsArgs {
    /// A topic in your own words ("drug trade"); without it, all of them
    #[arg(value_name = "TOPIC")]
    pub(super) topic: Vec<String>,
    #[command(flatten)]
    pub(super) page: PageArgs,
}

/// `show`
#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// The id of a quote, as `search` prints it
    #[arg(value_name = "ID")]
    pub(super) id: String,
}

/// The rules of attribution, each with its sentence.
fn rule_ids() -> clap::builder::PossibleValuesParser {
    let value = |(id, sentence)| clap::builder::PossibleValue::new(id).help(sentence);
    clap::builder::PossibleValuesParser::new(crate::extract::rules().map(value))
}

/// `eval`
#[derive(Debug, Args)]
pub(super) struct EvalArgs {
    /// Labelled articles
    #[arg(value_name = "GOLD.jsonl", required_unless_present_any = ["gap", "pages"])]
    pub(super) gold: Option<PathBuf>,
    /// Score what was found before, instead of extracting now
    #[arg(long, value_name = "FILE.jsonl")]
    pub(super) predicted: Option<PathBuf>,
    /// Extract without these rules of attribution, with commas between, to tell what each is worth
    #[arg(long, value_name = "RULE", value_delimiter = ',', conflicts_with = "predicted")]
    #[arg(value_parser = rule_ids())]
    pub(super) without: Vec<String>,
    /// How well pronouns are understood, instead: a file of GAP, packed with gzip or not
    #[arg(long, value_name = "FILE.tsv", conflicts_with_all = ["gold", "predicted"])]
    pub(super) gap: Option<PathBuf>,
    /// How well the main text of web pages is read, instead: JSON Lines with id, url, html, text, plain or gzip
    #[arg(long, value_name = "FILE.jsonl", conflicts_with_all = ["gold", "predicted", "gap"])]
    pub(super) pages: Option<PathBuf>,
}

/// `train`
#[cfg(feature = "train")]
#[derive(Debug, Args)]
pub(super) struct TrainArgs {
    /// Folder of the corpus, with news-train.jsonl.gz and polnear-train.jsonl.gz; for the network also first-names.tsv, for
    /// names polnear-train.conll.gz
    #[arg(long, value_name = "DIR")]
    pub(super) corpus: PathBuf,
    /// Folder that the weights are written to
    #[arg(long, value_name = "DIR", default_value = "seeds/model")]
    pub(super) out: PathBuf,
    /// Learn only this part, and leave the other weights as they are
    #[arg(long, value_enum, value_name = "PART")]
    pub(super) only: Option<TrainPart>,
    /// Word vectors as text (GloVe 6B, 50d), to train network and linker anew; without them these stay as they are
    #[arg(long, value_name = "FILE", required_if_eq_any([("only", "network"), ("only", "linker")]))]
    pub(super) vectors: Option<PathBuf>,
    /// Folder of the networks that have each not seen one fold, network-0.bin to network-4.bin: those that are there are used, the
    /// others are put there
    #[arg(long, value_name = "DIR")]
    pub(super) folds: Option<PathBuf>,
    /// Table of word classes
    #[arg(long, value_name = "FILE", default_value = "seeds/model/words.tsv")]
    pub(super) words: PathBuf,
    /// File for what is found in news-train.jsonl.gz by weights that have not seen its publisher, to be scored with
    /// `quotedex eval --predicted`
    #[arg(long, value_name = "FILE.jsonl")]
    pub(super) unseen: Option<PathBuf>,
}

/// Parts that can be learned alone.
#[cfg(feature = "train")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TrainPart {
    /// Which capitalised words are names: names.bin
    Names,
    /// The network that tags words: network.bin; needs --vectors
    Network,
    /// Which spans belong together: linker.bin; needs --vectors
    Linker,
    /// Who said it: speakers.bin
    Speakers,
}

/// `completions`
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// Which shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(super) shell: clap_complete::Shell,
}

/// A path; an environment variable that is set to nothing names none.
fn path_or_nothing() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
}

fn at_least_one() -> impl TypedValueParser<Value = usize> {
    clap::value_parser!(u64).range(1..).map(|number| usize::try_from(number).unwrap_or(usize::MAX))
}

fn probability(typed: &str) -> Result<f32, String> {
    match typed.parse::<f32>() {
        Ok(number) if (0.0..=1.0).contains(&number) => Ok(number),
        _ => Err("must be a number from 0 to 1, as 0.8".to_owned()),
    }
}
