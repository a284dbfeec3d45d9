//! The command-line program: arguments in, an exit code out.

mod cli;

use std::process::ExitCode;

/// The system's allocator gives the tables that grow while the dictionary loads back to the system one
/// after the other, which costs a third of the start-up time, and a tenth of an archive's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
