//! The program: the command line of the library.

use std::process::ExitCode;

/// Articles are read, extracted and written by different threads, so memory is often freed by another thread than
/// allocated it. With this allocator, neither waits for the other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    quotedex::cli::run()
}
