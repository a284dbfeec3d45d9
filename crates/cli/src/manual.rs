//! `jzclass completions` and `jzclass man`: what a shell and `man` are told of the program.

use std::fs;

use clap::CommandFactory;
use jzclass::Error;

use super::args::{Cli, CompletionsArgs, ManArgs};
use super::output::Output;
use super::{Outcome, at};

const NAME: &str = "jzclass";

/// Completions on standard output.
pub(crate) fn completions(args: &CompletionsArgs) -> Outcome {
    // The generator cannot fail on memory, and panics when it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), NAME, &mut script);
    let mut output = Output::stdout();
    output.write(|out| out.write_all(&script))?;
    output.finish()
}

/// The program's page on standard output, or all pages in a folder.
pub(crate) fn man(args: &ManArgs) -> Outcome {
    if let Some(folder) = &args.out {
        let fail = |e| at(folder)(Error::io(folder, e));
        fs::create_dir_all(folder).map_err(fail)?;
        return clap_mangen::generate_to(Cli::command(), folder).map_err(fail);
    }
    let mut output = Output::stdout();
    output.write(|mut out| clap_mangen::Man::new(Cli::command()).render(&mut out))?;
    output.finish()
}
