//! Ctrl-C: the first asks for an orderly end, the second ends at once.

use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::context::say;

/// Whether somebody has asked for an end.
#[derive(Clone)]
pub(super) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Watches from now on. Where signals cannot be watched, Ctrl-C ends at once, as usual.
    pub(super) fn watch() -> Self {
        let asked = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&asked);
        let _ = ctrlc::set_handler(move || {
            if seen.swap(true, Ordering::SeqCst) {
                process::exit(130);
            }
            say("Finishing the current article; press Ctrl-C again to stop now.");
        });
        Self(asked)
    }

    /// Nobody asks.
    #[cfg(test)]
    pub(super) fn never() -> Self {
        Self(Arc::default())
    }

    /// Whether it was asked for.
    pub(super) fn asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}
