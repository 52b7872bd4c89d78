//! A progress line on standard error, when that is a terminal and the work takes long.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Nothing is shown before.
const DELAY: Duration = Duration::from_millis(500);

/// Counts articles and quotes, and shows the counts.
pub(super) struct Progress {
    started: Instant,
    enabled: bool,
    bar: Option<ProgressBar>,
    articles: usize,
    quotes: usize,
}

impl Progress {
    /// Starts the clock. Nothing is ever shown when `quiet` or without a terminal.
    pub(super) fn start(quiet: bool) -> Self {
        let enabled = !quiet && io::stderr().is_terminal();
        Self { started: Instant::now(), enabled, bar: None, articles: 0, quotes: 0 }
    }

    /// Counts an article with so many quotes.
    pub(super) fn count_article(&mut self, quotes: usize) {
        self.articles += 1;
        self.quotes += quotes;
        if self.bar.is_none() && self.enabled && self.started.elapsed() > DELAY {
            let bar = ProgressBar::new_spinner();
            bar.set_style(ProgressStyle::default_spinner());
            bar.enable_steady_tick(Duration::from_millis(120));
            self.bar = Some(bar);
        }
        if let Some(bar) = &self.bar {
            bar.set_message(format!("{} articles, {} quotes", self.articles, self.quotes));
        }
    }

    /// Runs `write` with the progress line hidden.
    pub(super) fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// The time since the start.
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
