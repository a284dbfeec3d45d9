//! The command-line program: arguments in, an exit code out.

mod cli;

use std::process::ExitCode;

/// The system's allocator gives memory back to the system that is asked for again at once: a tenth of an archive's
/// time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
