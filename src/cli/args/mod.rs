//! The arguments of all commands, with their help texts. Each command decides what they mean.

mod ask;
mod command_formats;
mod commands;
mod correct;
mod desk;
mod export;
mod formats;
mod read;
mod remote;
#[cfg(feature = "serve")]
mod serve;
mod shared;
mod tools;
mod values;
mod watch;

pub(super) use ask::{
    ByArg, FilterArgs, KindArg, PolarityArg, SearchArgs, ShapeArgs, ShowArgs, SortArg, SpeakersArgs, TopicsArgs,
    WhoArgs,
};
pub(super) use commands::{Cli, Command};
pub(super) use correct::{CorrectArgs, PeopleCommand, PeopleCommandArgs, SpeakerKindArg, TwoNamesArgs};
pub(super) use desk::{AuditArgs, AuditByArg, CompareArgs, TimelineArgs, VerifyArgs};
pub(super) use export::{ExportArgs, TableArg};
pub(super) use formats::FormatArg;
pub(super) use read::{CorrectionsArgs, ExtractArgs, GrowArgs, IndexArgs, PeopleArgs, ReadArgs, RemoveArgs};
pub(super) use remote::{EngineArg, PrintArg, RemoteArgs};
#[cfg(feature = "serve")]
pub(super) use serve::ServeArgs;
pub(super) use shared::{ColorArg, Shared};
pub(super) use tools::EvalArgs;
#[cfg(feature = "train")]
pub(super) use tools::{TrainArgs, TrainPart};
pub(super) use watch::{WatchAddArgs, WatchArgs, WatchCommand, WatchRunArgs};
