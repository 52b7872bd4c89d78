//! The arguments of `correct` and `people`.

use clap::{ArgGroup, Args, Subcommand, ValueEnum};

use super::read::CorrectionsArgs;

/// `correct`
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").args(["speaker", "unknown", "said", "denied", "not_said", "not_a_quotation", "right", "list", "undo"]).required(true))]
pub(in crate::cli) struct CorrectArgs {
    /// The id of a quote, as printed by `search`, or its first characters
    #[arg(value_name = "ID", required_unless_present = "list")]
    pub(in crate::cli) id: Option<String>,
    /// This one said it
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) speaker: Option<String>,
    /// What the speaker is; taken from the index if it knows the name
    #[arg(long, value_enum, value_name = "KIND", requires = "speaker")]
    pub(in crate::cli) kind: Option<SpeakerKindArg>,
    /// The article does not tell who said it
    #[arg(long)]
    pub(in crate::cli) unknown: bool,
    /// The speaker did say it
    #[arg(long)]
    pub(in crate::cli) said: bool,
    /// The speaker denied it
    #[arg(long)]
    pub(in crate::cli) denied: bool,
    /// The article says that the speaker did not say it
    #[arg(long)]
    pub(in crate::cli) not_said: bool,
    /// The words are no quotation: they leave the index
    #[arg(long)]
    pub(in crate::cli) not_a_quotation: bool,
    /// What quotedex found is right: it counts when its accuracy is measured
    #[arg(long)]
    pub(in crate::cli) right: bool,
    /// Why, for whoever reads the table
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["list", "undo"])]
    pub(in crate::cli) note: Option<String>,
    /// List all corrections, and which of them fit nothing any more
    #[arg(long, conflicts_with = "id")]
    pub(in crate::cli) list: bool,
    /// Take back the last correction of this quote
    #[arg(long)]
    pub(in crate::cli) undo: bool,
    #[command(flatten)]
    pub(in crate::cli) table: CorrectionsArgs,
}

/// Kinds of speakers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SpeakerKindArg {
    /// One human being
    Person,
    /// An organisation with a name
    Organisation,
    /// Several people without names
    Group,
    /// A text that is quoted
    Document,
}

/// `people`
#[derive(Debug, Args)]
pub(in crate::cli) struct PeopleCommandArgs {
    #[command(subcommand)]
    pub(in crate::cli) command: PeopleCommand,
}

/// What to do with names.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum PeopleCommand {
    /// Two names are one person's; the first one is shown
    Merge(TwoNamesArgs),
    /// Two names are two people's
    Split(TwoNamesArgs),
    /// Show a speaker under another name
    Rename(TwoNamesArgs),
    /// List what was decided
    List(CorrectionsArgs),
    /// Take back the last decision on two names
    Undo(TwoNamesArgs),
}

/// Two names.
#[derive(Debug, Args)]
pub(in crate::cli) struct TwoNamesArgs {
    /// A name or an id, as `speakers` prints them
    #[arg(value_name = "NAME")]
    pub(in crate::cli) one: String,
    /// The other name
    #[arg(value_name = "OTHER")]
    pub(in crate::cli) other: String,
    #[command(flatten)]
    pub(in crate::cli) table: CorrectionsArgs,
}
