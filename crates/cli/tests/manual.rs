//! Completions and manual pages of the real program.
#![allow(clippy::unwrap_used)]

use std::process::{Command, Output};

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_jzclass")).args(args).output().unwrap()
}

#[test]
fn completions_name_the_commands_and_their_options() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&["completions", shell]);
        assert!(output.status.success(), "{shell}");
        let script = String::from_utf8(output.stdout).unwrap();
        assert!(script.contains("digest") && script.contains("name-pattern"), "{shell}");
    }
    assert_eq!(run(&["completions", "abacus"]).status.code(), Some(2));
}

#[test]
fn every_command_has_a_manual_page() {
    let page = String::from_utf8(run(&["man"]).stdout).unwrap();
    assert!(page.contains(".TH jzclass 1"), "{page}");
    let folder = tempfile::tempdir().unwrap();
    assert!(run(&["man", "--out", folder.path().to_str().unwrap()]).status.success());
    let tag = std::fs::read_to_string(folder.path().join("jzclass-tag.1")).unwrap();
    assert!(tag.contains("name\\-pattern"), "{tag}");
}
