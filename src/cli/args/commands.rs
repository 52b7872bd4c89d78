//! The program and its commands.

use clap::{Parser, Subcommand};

use super::ask::{SearchArgs, ShowArgs, SpeakersArgs, TopicsArgs, WhoArgs};
use super::correct::{CorrectArgs, PeopleCommandArgs};
use super::desk::{AuditArgs, CompareArgs, TimelineArgs, VerifyArgs};
use super::export::ExportArgs;
use super::read::{ExtractArgs, GrowArgs, IndexArgs, RemoveArgs};
#[cfg(feature = "serve")]
use super::serve::ServeArgs;
use super::shared::Shared;
#[cfg(feature = "train")]
use super::tools::TrainArgs;
use super::tools::{CompletionsArgs, EvalArgs};
use super::watch::WatchArgs;
use crate::cli::help::{
    AUDIT_HELP, COMPARE_HELP, CORRECT_HELP, EVAL_HELP, EXAMPLES, EXPORT_HELP, EXTRACT_HELP, INPUT_HELP, MCP_HELP,
    PEOPLE_HELP, QUERY_HELP, REMOVE_HELP, SERVE_HELP, TIMELINE_HELP, VERIFY_HELP, WATCH_HELP, WHO_HELP,
};

/// Find out who said what in news articles
#[derive(Debug, Parser)]
#[command(name = "quotedex", version, about, after_long_help = EXAMPLES, disable_help_subcommand = true)]
#[command(
    long_about = "quotedex reads news articles, finds every quoted or reported statement, works out who said it, and \
                  keeps it in a full-text index that answers from the command line, offline."
)]
pub(in crate::cli) struct Cli {
    #[command(flatten)]
    pub(in crate::cli) shared: Shared,
    #[command(subcommand)]
    pub(in crate::cli) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Command {
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
    /// Check the quotations of a draft: verbatim, altered, said by somebody else, denied, not found
    #[command(after_long_help = VERIFY_HELP)]
    Verify(VerifyArgs),
    /// Correct a quote: who said it, that it was denied, that it is none
    #[command(after_long_help = CORRECT_HELP)]
    Correct(CorrectArgs),
    /// Decide which names are one person's
    #[command(after_long_help = PEOPLE_HELP)]
    People(PeopleCommandArgs),
    /// Keep searches, and print what is new
    #[command(after_long_help = WATCH_HELP)]
    Watch(WatchArgs),
    /// Show what was said when, and where it changed
    #[command(after_long_help = TIMELINE_HELP)]
    Timeline(TimelineArgs),
    /// Show what two speakers said, side by side
    #[command(after_long_help = COMPARE_HELP, mut_arg("speaker", |speaker| speaker.hide(true)))]
    Compare(CompareArgs),
    /// Count whose words the articles quote: by gender, role, kind, publisher or month
    #[command(after_long_help = AUDIT_HELP)]
    Audit(AuditArgs),
    /// List who is quoted in the index, and how often
    Speakers(SpeakersArgs),
    /// List what the quotes are about; with a topic, who speaks about it
    Topics(TopicsArgs),
    /// Show one quote, marked in its article
    Show(ShowArgs),
    /// Print the quotes of articles, without an index
    #[command(after_long_help = EXTRACT_HELP)]
    Extract(ExtractArgs),
    /// Write the index, or what a search finds, into tables for notebooks: Parquet, Arrow, SQLite, CSV, JSON Lines
    #[command(after_long_help = EXPORT_HELP)]
    Export(ExportArgs),
    /// Show what the index contains
    Stats,
    /// Check the index for damage: exit code 0 if it is in order, 1 if damaged, one problem per line
    Check,
    /// Look instead of type: the whole of quotedex in a browser, on this computer alone
    #[cfg(feature = "serve")]
    #[command(after_long_help = SERVE_HELP)]
    Serve(ServeArgs),
    /// Answer an assistant over the Model Context Protocol (MCP), on standard input and output
    #[cfg(feature = "mcp")]
    #[command(after_long_help = MCP_HELP)]
    Mcp,
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
