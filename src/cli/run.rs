//! Parses the arguments, runs the command, and returns the exit code.

use std::process::ExitCode;

use clap::Parser;

use super::args::{Cli, Command};
use super::context::{Context, print_failure};
use super::error::{CliError, Outcome};
use super::{
    audit, check, compare, correct, dry_run, eval, export, extract, generate, index, index_watch, people, remove,
    search, show, speakers, stats, timeline, topics, verify, watch, who,
};

/// Runs the program with the arguments of this process.
pub(super) fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => {
            // Help and version come this way, too. A closed standard output is ignored.
            let _ = usage.print();
            return ExitCode::from(u8::try_from(usage.exit_code()).unwrap_or(2));
        }
    };
    let mut context = Context::new(cli.shared);
    let outcome = command(&mut context, cli.command).and_then(|outcome| context.flush().map(|()| outcome));
    let code = match outcome {
        Ok(outcome) => outcome.code(),
        Err(error) => {
            // Results from before the failure are printed first.
            let _ = context.flush();
            print_failure(&error);
            error.code()
        }
    };
    ExitCode::from(code)
}

fn command(context: &mut Context, command: Command) -> Result<Outcome, CliError> {
    let (format, formats) = (context.shared.format, command.formats());
    if !formats.contains(&format) {
        return Err(CliError::format_not_here(&format.name(), formats.iter().map(|format| format.name())));
    }
    match command {
        Command::Index(args) if args.dry_run => dry_run::run(context, &args),
        Command::Index(args) if args.watch => index_watch::run(context, &args),
        Command::Index(args) => index::index(context, &args),
        Command::Rebuild(args) => index::rebuild(context, &args),
        Command::Remove(args) => remove::run(context, &args),
        Command::Search(args) => search::run(context, &args),
        Command::Who(args) => who::run(context, &args),
        Command::Verify(args) => verify::run(context, &args),
        Command::Correct(args) => correct::run(context, &args),
        Command::People(args) => people::run(context, &args),
        Command::Watch(args) => watch::run(context, &args),
        Command::Timeline(args) => timeline::run(context, &args),
        Command::Compare(args) => compare::run(context, &args),
        Command::Audit(args) => audit::run(context, &args),
        Command::Speakers(args) => speakers::run(context, &args),
        Command::Topics(args) => topics::run(context, &args),
        Command::Show(args) => show::run(context, &args),
        Command::Extract(args) => extract::run(context, &args),
        Command::Export(args) => export::run(context, &args),
        Command::Eval(args) => eval::run(context, &args),
        Command::Stats => stats::run(context),
        Command::Check => check::run(context),
        #[cfg(feature = "serve")]
        Command::Serve(args) => super::serve::run(context, &args),
        #[cfg(feature = "mcp")]
        Command::Mcp => super::mcp::run(context),
        #[cfg(feature = "train")]
        Command::Train(args) => super::train::run(context, &args),
        Command::Completions(args) => generate::completions(context, args.shell),
        Command::Man => generate::man(context),
    }
}
