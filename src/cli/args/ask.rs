//! The arguments of the commands that ask the index.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::remote::RemoteArgs;
use super::values::probability;
use crate::cli::day;

/// Which quotes are shown.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct SureArgs {
    /// Also show what people believe, want or hope according to the reporter
    #[arg(long)]
    pub(in crate::cli) attitudes: bool,
    /// Only quotes with at least this confidence (0-1)
    #[arg(long, value_name = "NUMBER", default_value_t = 0.0, hide_default_value = true, value_parser = probability)]
    pub(in crate::cli) min_confidence: f32,
}

/// Filters of `search` and `who`.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct FilterArgs {
    /// Only what this speaker said: a name in any form (Sanders, Sen. Sanders, Bernard Sanders) or an id
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) speaker: Option<String>,
    /// Only quotes about this topic
    #[arg(long, value_name = "TOPIC")]
    pub(in crate::cli) topic: Option<String>,
    /// Only from this newspaper, agency or site
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) publisher: Option<String>,
    /// Only from articles with these words in their headline
    #[arg(long, value_name = "WORDS")]
    pub(in crate::cli) title: Option<String>,
    /// Only quotes of this kind; separate several with commas
    #[arg(long, value_enum, value_name = "KIND", value_delimiter = ',')]
    pub(in crate::cli) kind: Vec<KindArg>,
    /// Only quotes of this polarity; separate several with commas
    #[arg(long, value_enum, value_name = "POLARITY", value_delimiter = ',')]
    pub(in crate::cli) polarity: Vec<PolarityArg>,
    /// Only articles from this day, month or year on (2024-05-12, 2024-05, 2024)
    #[arg(long, value_name = "DATE", value_parser = day::first)]
    pub(in crate::cli) since: Option<Date>,
    /// Only articles up to the end of this day, month or year
    #[arg(long, value_name = "DATE", value_parser = day::last)]
    pub(in crate::cli) until: Option<Date>,
    /// Only articles of this day, month, year or range (2024-01..2024-06)
    #[arg(long, value_name = "RANGE", value_parser = day::range, conflicts_with_all = ["since", "until"])]
    pub(in crate::cli) date: Option<(Option<Date>, Option<Date>)>,
    #[command(flatten)]
    pub(in crate::cli) sure: SureArgs,
}

/// Kinds of quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum KindArg {
    /// Entirely in quotation marks
    Direct,
    /// Partly in quotation marks
    Mixed,
    /// No quotation marks
    Indirect,
}

/// Polarities of quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PolarityArg {
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
pub(in crate::cli) struct SearchArgs {
    /// Words, "phrases", -without, OR, begin*, field:value (see --help)
    #[arg(value_name = "QUERY")]
    pub(in crate::cli) query: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) filters: FilterArgs,
    /// Order of the hits
    #[arg(long, value_enum, default_value_t = SortArg::Relevance)]
    pub(in crate::cli) sort: SortArg,
    /// Count the matching quotes instead of printing them
    #[arg(long, value_enum, value_name = "WHAT", conflicts_with = "sort")]
    pub(in crate::cli) count_by: Option<ByArg>,
    /// Run every query in FILE, one per line, and print one table; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["query", "count_by"])]
    pub(in crate::cli) batch: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) shape: ShapeArgs,
    #[command(flatten)]
    pub(in crate::cli) page: PageArgs,
    #[command(flatten)]
    pub(in crate::cli) remote: RemoteArgs,
}

/// Orders of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SortArg {
    /// Best match first
    Relevance,
    /// Latest article first
    Newest,
    /// Earliest article first
    Oldest,
}

/// Properties by which hits are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ByArg {
    /// Who says it
    Speaker,
    /// What it is about
    Topic,
    /// Newspaper, agency or site
    Publisher,
    /// Direct, mixed or indirect
    Kind,
    /// Affirmed, denied, not said, hypothetical or disputed
    Polarity,
    /// Month of publication
    Month,
}

/// How much of each hit is shown.
#[derive(Clone, Copy, Debug, Args)]
pub(in crate::cli) struct ShapeArgs {
    /// Show long quotations whole, not only around the match
    #[arg(long)]
    pub(in crate::cli) full: bool,
    /// Show each hit on two lines
    #[arg(long, conflicts_with = "full")]
    pub(in crate::cli) compact: bool,
}

/// Which part of a long answer is printed.
#[derive(Clone, Debug, Args)]
pub(in crate::cli) struct PageArgs {
    /// How many to print at most
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    pub(in crate::cli) limit: usize,
    /// How many to skip first
    #[arg(long, value_name = "NUMBER", default_value_t = 0, hide_default_value = true)]
    pub(in crate::cli) offset: usize,
}

/// `who`
#[derive(Debug, Args)]
pub(in crate::cli) struct WhoArgs {
    /// The words, exact or as you remember them
    #[arg(value_name = "PHRASE", required_unless_present = "batch")]
    pub(in crate::cli) phrase: Vec<String>,
    /// Look up every phrase in FILE, one per line, and print one table; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "phrase")]
    pub(in crate::cli) batch: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) filters: FilterArgs,
    /// How many matches to print at most
    #[arg(long, value_name = "NUMBER", default_value_t = 5)]
    pub(in crate::cli) limit: usize,
    #[command(flatten)]
    pub(in crate::cli) shape: ShapeArgs,
    #[command(flatten)]
    pub(in crate::cli) remote: RemoteArgs,
}

/// `speakers`
#[derive(Debug, Args)]
pub(in crate::cli) struct SpeakersArgs {
    /// A name, part of one, or an id; without it, everybody
    #[arg(value_name = "NAME")]
    pub(in crate::cli) name: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) page: PageArgs,
    #[command(flatten)]
    pub(in crate::cli) remote: RemoteArgs,
}

/// `topics`
#[derive(Debug, Args)]
pub(in crate::cli) struct TopicsArgs {
    /// A topic in your own words ("drug trade"); without it, all of them
    #[arg(value_name = "TOPIC")]
    pub(in crate::cli) topic: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) page: PageArgs,
    #[command(flatten)]
    pub(in crate::cli) remote: RemoteArgs,
}

/// `show`
#[derive(Debug, Args)]
pub(in crate::cli) struct ShowArgs {
    /// The id of a quote, as printed by `search`, or its first characters
    #[arg(value_name = "ID")]
    pub(in crate::cli) id: String,
}
