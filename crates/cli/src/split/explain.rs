//! `jzclass split --explain LINE`: why a line was tagged as it was, for people or as JSON.

use std::io::{self, Write};
use std::path::Path;

use jzclass::document::Document;
use jzclass::read::EditionText;
use jzclass::split::{Evidence, LineExplanation, explain};
use jzclass::visible;
use jzclass_io::archive::{Source, read, sources};

use super::super::inputs::Destination;
use super::super::output::Output;
use super::super::{Failure, Outcome, at, say};
use super::SplitArgs;

/// Pieces of evidence shown for a tag, and for a head.
const TAG: usize = 12;
const HEAD: usize = 4;
/// Heads shown.
const HEADS: usize = 6;

pub(super) fn run(args: &SplitArgs, to: &Destination, line: usize) -> Outcome {
    let found: Result<Vec<Source>, _> = sources(args.paths.clone()).into_iter().collect();
    let found = found.map_err(|(path, error)| at(path)(error))?;
    let [source] = &found[..] else {
        say("--explain wants one file: line numbers are a file's own");
        return Err(Failure::Told);
    };
    let name = source.name();
    let path = Path::new(&name);
    let decoded = match read(source, args.encoding).map_err(at(path))? {
        Document::Text(decoded) => decoded,
        Document::Rows(_) | Document::Laid(_) => {
            say(&format!("{name}: --explain is for editions as text; this one is split by rows or by its layout"));
            return Err(Failure::Told);
        }
    };
    let page = EditionText::new(decoded.text).map_err(at(path))?;
    let Some(why) = explain(&page, line) else {
        say(&format!("{name}: line {line} is blank or not in the text; see jzclass split --text"));
        return Err(Failure::Told);
    };
    let mut output = Output::open(to)?;
    output.write(|out| {
        if args.json {
            serde_json::to_writer_pretty(&mut *out, &why).map_err(io::Error::from)?;
            return writeln!(out);
        }
        text(&why, out)
    })?;
    output.finish()
}

fn text(why: &LineExplanation, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "line {}: {}", why.line, visible::line(&why.text))?;
    writeln!(out, "tagged {}, not {}: log-odds {:+.2}\n", why.tag, why.runner_up, why.log_odds)?;
    evidence(&why.evidence, TAG, why.log_odds, out)?;
    let Some(article) = why.article else { return Ok(()) };
    writeln!(out, "\nheads for the article whose text begins at line {article}")?;
    for head in why.heads.iter().take(HEADS) {
        let lines: Vec<String> = head.lines.iter().map(ToString::to_string).collect();
        let owner = match head.owner {
            Some(owner) if owner == article => "its headline".to_owned(),
            Some(owner) => format!("headline of the article at line {owner}"),
            None => "no headline".to_owned(),
        };
        writeln!(out, "\n{:+.2} line {}: {} ({owner})", head.log_odds, lines.join(", "), visible::line(&head.text))?;
        evidence(&head.evidence, HEAD, head.log_odds, out)?;
    }
    match why.heads.len().saturating_sub(HEADS) {
        0 => Ok(()),
        more => writeln!(out, "\nand {more} more"),
    }
}

/// The weightiest pieces, and the sum of the others.
fn evidence(evidence: &[Evidence], most: usize, sum: f32, out: &mut dyn Write) -> io::Result<()> {
    let shown = &evidence[..most.min(evidence.len())];
    for piece in shown {
        writeln!(out, "  {:+6.2} {} ({})", piece.weight, piece.feature, piece.file)?;
    }
    let rest = sum - shown.iter().map(|e| e.weight).sum::<f32>();
    if evidence.len() > shown.len() {
        writeln!(out, "  {rest:+6.2} {} others", evidence.len() - shown.len())?;
    }
    Ok(())
}
