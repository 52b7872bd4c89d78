//! `quotedex train`: from labelled articles to the weights that the program ships (cargo feature `train`).

use std::io::Write;
use std::time::Instant;

use super::args::{TrainArgs, TrainPart};
use super::context::Context;
use super::error::{CliError, Outcome};
use crate::train::{self, Component, Progress, Share, TrainingPaths};

/// Learns all weights and prints, step by step, what came of it, where it went and how long it took.
pub(super) fn run(context: &mut Context, args: &TrainArgs) -> Result<Outcome, CliError> {
    let paths = TrainingPaths {
        corpus: &args.corpus,
        words: &args.words,
        vectors: args.vectors.as_deref(),
        out: &args.out,
        folds: args.folds.as_deref(),
        unseen: args.unseen.as_deref(),
    };
    let only = args.only.map(|part| match part {
        TrainPart::Names => Component::Names,
        TrainPart::Network => Component::Network,
        TrainPart::Linker => Component::Linker,
        TrainPart::Speakers => Component::Speakers,
    });
    let begun = Instant::now();
    let (mut step, mut written) = (begun, Ok(()));
    train::run(paths, only, &mut |progress| {
        let row = match progress {
            Progress::Begins(what) => {
                context.note(&format!("{what} ..."));
                step = Instant::now();
                return;
            }
            Progress::Skipped(what, file) => {
                context.note(&format!("skipped: {what} ({} is not there)", file.display()));
                return;
            }
            Progress::Read(articles) => format!("{:>9} articles  {}", articles, args.corpus.display()),
            Progress::Names(articles, figures) => {
                let share = |share: Share| format!("{:.3} ({} of {})", share.of(), share.found, share.all);
                let (persons, bodies) = (share(figures.persons), share(figures.organisations));
                format!("names found    {articles}: persons {persons}, organisations {bodies}")
            }
            Progress::Wrote(path, bytes) => format!("{:>9} bytes     {}", bytes, path.display()),
        };
        let seconds = step.elapsed().as_secs_f32();
        written = writeln!(context.out, "{seconds:>7.1} s  {row}").and_then(|()| context.out.flush());
    })?;
    written?;
    writeln!(context.out, "{:>7.1} s  in all", begun.elapsed().as_secs_f32())?;
    Ok(Outcome::Found)
}
