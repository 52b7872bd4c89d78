//! Progress on a terminal's standard error, once work takes long enough to be wondered about.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Shorter work shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// Counts articles and quotes for whoever waits.
pub(super) struct Progress {
    started: Instant,
    wanted: bool,
    bar: Option<ProgressBar>,
    articles: usize,
    quotes: usize,
}

impl Progress {
    /// Starts the clock; shows nothing yet, and nothing ever when `quiet` or no terminal.
    pub(super) fn start(quiet: bool) -> Self {
        let wanted = !quiet && io::stderr().is_terminal();
        Self { started: Instant::now(), wanted, bar: None, articles: 0, quotes: 0 }
    }

    /// One more article is done.
    pub(super) fn article(&mut self, quotes: usize) {
        self.articles += 1;
        self.quotes += quotes;
        if self.bar.is_none() && self.wanted && self.started.elapsed() > PATIENCE {
            let bar = ProgressBar::new_spinner();
            bar.set_style(ProgressStyle::default_spinner());
            bar.enable_steady_tick(Duration::from_millis(120));
            self.bar = Some(bar);
        }
        if let Some(bar) = &self.bar {
            bar.set_message(format!("{} articles, {} quotes", self.articles, self.quotes));
        }
    }

    /// Runs `write` with the line of progress out of its way.
    pub(super) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// How long it has taken so far.
    pub(super) fn seconds(&self) -> f32 {
        self.started.elapsed().as_secs_f32()
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
