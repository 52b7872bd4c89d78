//! The program: the command line of the library.

use std::process::ExitCode;

/// What one thread makes another lets go: articles are read, extracted and written by different ones. This allocator has
/// neither wait for the other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    quotedex::cli::run()
}
