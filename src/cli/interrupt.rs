//! Ctrl-C: the first one requests an orderly end, the second one ends the program at once.

use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::context::eprint_line;

/// Whether an orderly end was requested.
#[derive(Clone)]
pub(super) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Handles Ctrl-C from now on. Where signals cannot be handled, Ctrl-C ends the program as usual.
    pub(super) fn install() -> Self {
        Self::install_saying("Finishing the current article; press Ctrl-C again to stop now.")
    }

    /// The same with other words for the first Ctrl-C.
    pub(super) fn install_saying(words: &'static str) -> Self {
        let requested = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&requested);
        let _ = ctrlc::set_handler(move || {
            if flag.swap(true, Ordering::SeqCst) {
                process::exit(130);
            }
            eprint_line(words);
        });
        Self(requested)
    }

    /// Never requested.
    #[cfg(any(test, feature = "serve"))]
    pub(super) fn never() -> Self {
        Self(Arc::default())
    }

    pub(super) fn is_requested(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}
