//! What work on jzclass itself needs: `cargo dev COMMAND`.

mod check;
mod learn;
mod pages;
mod public;
mod stages;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo dev COMMAND

  check     refuse imports against the directions of crates/dev/directions.txt
  public    write api/public.rs, the outline of the core's public items
  learn     write weights of the splitter anew: lines [--epochs N], boundaries, heads [--from-known] or turns [--rounds N]
            with --pages FOLDER… (NAME.txt with NAME.truth.json), or joints from data/; see weights/README.md
  stages    what each stage of the splitter loses, with --pages FOLDER…; --mistakes lists every one";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.first().map(String::as_str) {
        Some("check") => check::run(&root()),
        Some("public") => public::run(&root()),
        Some("learn") => learn::run(&root(), &arguments[1..]),
        Some("stages") => stages::run(&arguments[1..]),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(message) => {
            print(&message);
            ExitCode::SUCCESS
        }
        Err(message) => {
            complain(&message);
            ExitCode::FAILURE
        }
    }
}

/// The repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[expect(clippy::print_stdout, reason = "a program for the terminal")]
fn print(message: &str) {
    println!("{message}");
}

#[expect(clippy::print_stderr, reason = "a program for the terminal")]
fn complain(message: &str) {
    eprintln!("{message}");
}
