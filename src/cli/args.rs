//! The arguments of all commands, with their help texts. Each command decides what they mean.

use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use super::day;
use super::help::{EVAL_HELP, EXAMPLES, EXTRACT_HELP, INPUT_HELP, QUERY_HELP, REMOVE_HELP, WHO_HELP};
use crate::language::LanguageChoice;

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
#[command(next_help_heading = "Options of all commands")]
pub(super) struct Shared {
    /// Folder of the index
    #[arg(long, global = true, value_name = "DIR", default_value = "index", env = "QUOTEDEX_INDEX")]
    pub(super) index: PathBuf,
    /// Output format
    #[arg(long, global = true, value_enum, default_value_t = FormatArg::Text)]
    pub(super) format: FormatArg,
    /// When to use colour; NO_COLOR and TERM=dumb are honoured
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = ColorArg::Auto)]
    pub(super) color: ColorArg,
    /// Do not pipe long output through a pager
    #[arg(long, global = true)]
    pub(super) no_pager: bool,
    /// Print paths and addresses as links, for terminals that can open them (OSC 8)
    #[arg(long, global = true)]
    pub(super) hyperlinks: bool,
    /// No progress, notes or summaries on standard error, only errors
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Print what is done, and list what is skipped
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
    /// One JSON value per line
    Jsonl,
    /// A table for spreadsheets; cells that a spreadsheet could run as a formula are prefixed with '
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
    /// Build the whole index anew and swap it in at the end
    #[command(after_long_help = INPUT_HELP)]
    Rebuild(IndexArgs),
    /// Remove articles from the index for good
    #[command(after_long_help = REMOVE_HELP)]
    Remove(RemoveArgs),
    /// Find quotes by words, phrase, speaker, topic, date, publisher or kind
    #[command(after_long_help = QUERY_HELP)]
    Search(SearchArgs),
    /// Who said this? Verbatim, close, only reported, in a reporter's own words, or nobody
    #[command(after_long_help = WHO_HELP)]
    Who(WhoArgs),
    /// List who is quoted in the index, and how often
    Speakers(SpeakersArgs),
    /// List what the quotes are about; with a topic, who speaks about it
    Topics(TopicsArgs),
    /// Show one quote, marked in its article
    Show(ShowArgs),
    /// Print the quotes of articles, without an index
    #[command(after_long_help = EXTRACT_HELP)]
    Extract(ExtractArgs),
    /// Show what the index contains
    Stats,
    /// Check the index for damage: exit code 0 if it is in order, 1 if damaged, one problem per line
    Check,
    /// Measure how well quotes are found in labelled articles
    #[command(after_long_help = EVAL_HELP)]
    Eval(EvalArgs),
    /// Train the models on labelled articles
    #[cfg(feature = "train")]
    Train(TrainArgs),
    /// Print a shell completion script
    Completions(CompletionsArgs),
    /// Print the manual page
    #[command(hide = true)]
    Man,
}

/// How articles are read: `index`, `rebuild`, `extract`.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Options for reading")]
pub(super) struct ReadArgs {
    /// Names of the fields in your JSON, JSON Lines, CSV or TSV files, such as text=body,date=pubDate; a dot selects
    /// from an object or a list: text=article.body, text=blocks.0.value
    #[arg(long, value_name = "FIELD=NAME,...")]
    pub(super) map: Vec<String>,
    /// Also read the files and folders listed in FILE, one path per line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(super) files_from: Option<PathBuf>,
    /// Paths in --files-from end with a NUL byte (find -print0)
    #[arg(short = '0', long, requires = "files_from")]
    pub(super) null: bool,
    /// Also read hidden files and folders
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    #[arg(hide_possible_values = true)]
    pub(super) hidden: Option<bool>,
    /// Also read what .ignore and .quotedexignore files exclude
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    #[arg(hide_possible_values = true)]
    pub(super) no_ignore: Option<bool>,
    /// Date undated articles by the modification time of their file, marked as a guess (a copy or download may have
    /// today's)
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    #[arg(hide_possible_values = true)]
    pub(super) file_dates: Option<bool>,
    /// Language of all articles (en, de, fr, ...); `auto` detects it for each article [default: auto]. In languages other
    /// than English, only quotations in quotation marks are found, without speakers
    #[arg(long, value_name = "CODE")]
    pub(super) lang: Option<LanguageChoice>,
}

/// `index`, `rebuild`
#[derive(Debug, Args)]
pub(super) struct IndexArgs {
    /// Files and folders of articles, `-` for standard input [default: seeds/articles]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Index only quotes with at least this confidence (0-1); already indexed articles are not changed
    #[arg(long, value_name = "NUMBER", value_parser = probability)]
    pub(super) min_confidence: Option<f32>,
    /// Change the index only if everything can be read and nothing is skipped
    #[arg(long)]
    pub(super) strict: bool,
    /// Commit after so many articles
    #[arg(long, value_name = "NUMBER", default_value_t = 1536, hide = true, value_parser = at_least_one())]
    pub(super) commit_every: usize,
    #[command(flatten)]
    pub(super) people: PeopleArgs,
    /// Read without a table of people, and delete the one stored in the index
    #[arg(long)]
    pub(super) no_people: bool,
    /// Also index articles that were removed with `quotedex remove`
    #[arg(long)]
    pub(super) again: bool,
    /// Replace or prune the index even if it loses more than half of its articles
    #[arg(long)]
    pub(super) force: bool,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

/// `index`
#[derive(Debug, Args)]
pub(super) struct GrowArgs {
    #[command(flatten)]
    pub(super) index: IndexArgs,
    /// Remove articles whose files no longer exist under the given paths
    #[arg(long)]
    pub(super) prune: bool,
    /// Only report what would be done
    #[arg(long, conflicts_with = "watch")]
    pub(super) dry_run: bool,
    /// Keep running and index files as they arrive or change, until Ctrl-C
    #[arg(long)]
    pub(super) watch: bool,
}

/// `remove`
#[derive(Debug, Args)]
pub(super) struct RemoveArgs {
    /// Files, folders, web addresses, or ids of articles or quotes
    #[arg(value_name = "WHAT", required = true)]
    pub(super) what: Vec<String>,
    /// Only report what would be removed
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// The table of people: `index`, `rebuild`, `extract`.
#[derive(Clone, Debug, Args)]
pub(super) struct PeopleArgs {
    /// Table of people you know (CSV: name,aliases,role,wikidata,id); it overrides guesses
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
    /// Stop at the first input that cannot be read, and fail if anything is skipped
    #[arg(long)]
    pub(super) strict: bool,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

/// Which quotes are shown.
#[derive(Clone, Debug, Args)]
pub(super) struct SureArgs {
    /// Also show what people believe, want or hope according to the reporter
    #[arg(long)]
    pub(super) attitudes: bool,
    /// Only quotes with at least this confidence (0-1)
    #[arg(long, value_name = "NUMBER", default_value_t = 0.0, hide_default_value = true, value_parser = probability)]
    pub(super) min_confidence: f32,
}

/// Filters of `search` and `who`.
#[derive(Clone, Debug, Args)]
pub(super) struct FilterArgs {
    /// Only what this speaker said: a name in any form (Sanders, Sen. Sanders, Bernard Sanders) or an id
    #[arg(long, value_name = "NAME")]
    pub(super) speaker: Option<String>,
    /// Only quotes about this topic
    #[arg(long, value_name = "TOPIC")]
    pub(super) topic: Option<String>,
    /// Only from this newspaper, agency or site
    #[arg(long, value_name = "NAME")]
    pub(super) publisher: Option<String>,
    /// Only from articles with these words in their headline
    #[arg(long, value_name = "WORDS")]
    pub(super) title: Option<String>,
    /// Only quotes of this kind; separate several with commas
    #[arg(long, value_enum, value_name = "KIND", value_delimiter = ',')]
    pub(super) kind: Vec<KindArg>,
    /// Only quotes of this polarity; separate several with commas
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
    /// Entirely in quotation marks
    Direct,
    /// Partly in quotation marks
    Mixed,
    /// No quotation marks
    Indirect,
}

/// Polarities of quotes.
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
    /// Count the matching quotes instead of printing them
    #[arg(long, value_enum, value_name = "WHAT", conflicts_with = "sort")]
    pub(super) count_by: Option<ByArg>,
    #[command(flatten)]
    pub(super) shape: ShapeArgs,
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

/// Properties by which hits are counted.
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

/// How much of each hit is shown.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct ShapeArgs {
    /// Show long quotations whole, not only around the match
    #[arg(long)]
    pub(super) full: bool,
    /// Show each hit on two lines
    #[arg(long, conflicts_with = "full")]
    pub(super) compact: bool,
}

/// Which part of a long answer is printed.
#[derive(Clone, Debug, Args)]
pub(super) struct PageArgs {
    /// How many to print at most
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    pub(super) limit: usize,
    /// How many to skip first
    #[arg(long, value_name = "NUMBER", default_value_t = 0, hide_default_value = true)]
    pub(super) offset: usize,
}

/// `who`
#[derive(Debug, Args)]
pub(super) struct WhoArgs {
    /// The words, exact or as you remember them
    #[arg(value_name = "PHRASE", required = true)]
    pub(super) phrase: Vec<String>,
    #[command(flatten)]
    pub(super) filters: FilterArgs,
    /// How many matches to print at most
    #[arg(long, value_name = "NUMBER", default_value_t = 5)]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) shape: ShapeArgs,
}

/// `speakers`
#[derive(Debug, Args)]
pub(super) struct SpeakersArgs {
    /// A name, part of one, or an id; without it, everybody
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
    /// The id of a quote, as printed by `search`, or its first characters
    #[arg(value_name = "ID")]
    pub(super) id: String,
}

/// The ids of the attribution rules, each with its description.
fn rule_ids() -> clap::builder::PossibleValuesParser {
    let value = |(id, description)| clap::builder::PossibleValue::new(id).help(description);
    clap::builder::PossibleValuesParser::new(crate::lang::rules().map(value))
}

/// `eval`
#[derive(Debug, Args)]
pub(super) struct EvalArgs {
    /// Labelled articles
    #[arg(value_name = "GOLD.jsonl", required_unless_present_any = ["gap", "pages"])]
    pub(super) gold: Option<PathBuf>,
    /// Score these results instead of extracting now
    #[arg(long, value_name = "FILE.jsonl")]
    pub(super) predicted: Option<PathBuf>,
    /// Extract without these attribution rules (separated by commas), to measure what each contributes
    #[arg(long, value_name = "RULE", value_delimiter = ',', conflicts_with = "predicted")]
    #[arg(value_parser = rule_ids())]
    pub(super) without: Vec<String>,
    /// Measure how well pronouns are resolved instead: a GAP file, gzipped or not
    #[arg(long, value_name = "FILE.tsv", conflicts_with_all = ["gold", "predicted"])]
    pub(super) gap: Option<PathBuf>,
    /// Measure how well the main text of web pages is extracted instead: JSON Lines with id, url, html, text, gzipped
    /// or not
    #[arg(long, value_name = "FILE.jsonl", conflicts_with_all = ["gold", "predicted", "gap"])]
    pub(super) pages: Option<PathBuf>,
}

/// `train`
#[cfg(feature = "train")]
#[derive(Debug, Args)]
pub(super) struct TrainArgs {
    /// Folder of the corpus, with news-train.jsonl.gz and polnear-train.jsonl.gz; for the network also first-names.tsv,
    /// for names polnear-train.conll.gz
    #[arg(long, value_name = "DIR")]
    pub(super) corpus: PathBuf,
    /// Folder to write the weights to
    #[arg(long, value_name = "DIR", default_value = "seeds/model")]
    pub(super) out: PathBuf,
    /// Train only this part; the other weights are not changed
    #[arg(long, value_enum, value_name = "PART")]
    pub(super) only: Option<TrainPart>,
    /// Word vectors as text (GloVe 6B, 50d); without them, network and linker are not trained
    #[arg(long, value_name = "FILE", required_if_eq_any([("only", "network"), ("only", "linker")]))]
    pub(super) vectors: Option<PathBuf>,
    /// Folder of the networks for cross-validation, network-0.bin to network-4.bin, each trained without one fold;
    /// missing ones are trained and stored there
    #[arg(long, value_name = "DIR")]
    pub(super) folds: Option<PathBuf>,
    /// Table of word classes
    #[arg(long, value_name = "FILE", default_value = "seeds/model/words.tsv")]
    pub(super) words: PathBuf,
    /// File for predictions on news-train.jsonl.gz by weights trained without the article's publisher, to be scored
    /// with `quotedex eval --predicted`
    #[arg(long, value_name = "FILE.jsonl")]
    pub(super) unseen: Option<PathBuf>,
}

/// Parts that can be trained alone.
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

/// A path. It may be empty, because an environment variable may be.
fn path_or_nothing() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
}

fn at_least_one() -> impl TypedValueParser<Value = usize> {
    clap::value_parser!(u64).range(1..).map(|number| usize::try_from(number).unwrap_or(usize::MAX))
}

fn probability(typed: &str) -> Result<f32, String> {
    match typed.parse::<f32>() {
        Ok(number) if (0.0..=1.0).contains(&number) => Ok(number),
        _ => Err("must be a number from 0 to 1, such as 0.8".to_owned()),
    }
}
