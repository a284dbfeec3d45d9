//! `jzclass compose`: pages with known truth, to measure splitting with.

use std::fs;

use jzclass::Error;
use jzclass_compose::{Damage, Settings, compose, read_articles};

use super::args::ComposeArgs;
use super::{Outcome, at, say};

pub(crate) fn run(args: &ComposeArgs) -> Outcome {
    let mut articles = Vec::new();
    for path in &args.articles {
        articles.extend(read_articles(path, args.part.into()).map_err(at(path))?);
    }
    let name = args.articles.iter().map(|p| p.display().to_string()).collect::<Vec<_>>().join(", ");
    let settings =
        Settings { seed: args.seed, kinds: args.kind.clone(), most: args.damage, sheets: args.sheets.into() };
    fs::create_dir_all(&args.out).map_err(|e| at(&args.out)(Error::io(&args.out, e)))?;
    for number in 1..=args.pages {
        let mut page = compose(&articles, &settings, number).map_err(at(&name))?;
        let stem = format!("page-{}-{number:05}", args.seed);
        page.truth.file = format!("{stem}.txt");
        let truth = serde_json::to_vec(&page.truth)
            .map_err(|e| at(&args.out)(Error::Write { format: "truth", cause: e.to_string() }))?;
        for (ending, bytes) in [("txt", page.text.into_bytes()), ("truth.json", truth)] {
            let path = args.out.join(format!("{stem}.{ending}"));
            fs::write(&path, bytes).map_err(|e| at(&path)(Error::io(&path, e)))?;
        }
    }
    say(&format!("{} pages of {} articles in {}", args.pages, articles.len(), args.out.display()));
    Ok(())
}

/// The kinds with their meaning, for the help.
pub(crate) fn kinds() -> String {
    let kinds: Vec<String> = Damage::all().map(|d| format!("  {:<19} {}", d.name(), d.meaning())).collect();
    format!("Kinds of damage:\n{}", kinds.join("\n"))
}
