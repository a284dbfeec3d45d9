//! `jzclass compose`: pages with known truth, to measure splitting with.

use std::fs;

use jzclass::Error;
use jzclass_compose::{Damage, Settings, compose, read_articles};

use super::args::ComposeArgs;
use super::inputs::Inputs;
use super::output::Output;
use super::{Outcome, at, say};

pub(crate) fn run(args: &ComposeArgs) -> Outcome {
    let mut inputs = Inputs::of(&args.articles);
    fs::create_dir_all(&args.out).map_err(|e| at(&args.out)(Error::io(&args.out, e)))?;
    let mut places = Vec::new();
    for number in 1..=args.pages {
        for ending in ["txt", "truth.json"] {
            places.push(inputs.destination(Some(&args.out.join(format!("{}.{ending}", stem(args, number)))))?);
        }
    }
    let mut articles = Vec::new();
    for path in &args.articles {
        articles.extend(read_articles(path, args.part.into()).map_err(at(path))?);
    }
    let name = args.articles.iter().map(|p| jzclass::visible::path(p)).collect::<Vec<_>>().join(", ");
    let settings =
        Settings { seed: args.seed, kinds: args.kind.clone(), most: args.damage, sheets: args.sheets.into() };
    let mut places = places.into_iter();
    for number in 1..=args.pages {
        let mut page = compose(&articles, &settings, number).map_err(at(&name))?;
        page.truth.file = format!("{}.txt", stem(args, number));
        let truth = serde_json::to_vec(&page.truth)
            .map_err(|e| at(&args.out)(Error::Write { format: "truth", cause: e.to_string() }))?;
        for (bytes, to) in [page.text.into_bytes(), truth].iter().zip(places.by_ref()) {
            let mut output = Output::open(&to)?;
            output.write(|out| out.write_all(bytes))?;
            output.finish()?;
        }
    }
    say(&format!("{} pages of {} articles in {}", args.pages, articles.len(), args.out.display()));
    Ok(())
}

fn stem(args: &ComposeArgs, number: u64) -> String {
    format!("page-{}-{number:05}", args.seed)
}

/// The kinds with their meaning, for the help.
pub(crate) fn kinds() -> String {
    let kinds: Vec<String> = Damage::all().map(|d| format!("  {:<19} {}", d.name(), d.meaning())).collect();
    format!("Kinds of damage:\n{}", kinds.join("\n"))
}
