//! `jzclass eval --editions`: scores of splitting.

use std::io::{self, Write};
use std::path::Path;

use jzclass::visible;
use jzclass_train::evaluate::editions::{EditionReport, KindRow, evaluate_editions};

use super::args::EvalArgs;
use super::output::Output;
use super::{Outcome, at};

pub(crate) fn run(folder: &Path, args: &EvalArgs) -> Outcome {
    let report = evaluate_editions(folder).map_err(at(folder))?;
    let mut output = Output::stdout();
    output.write(|out| {
        if args.json {
            serde_json::to_writer(&mut *out, &report)?;
            writeln!(out)
        } else {
            tables(&report, args.worst, out)
        }
    })?;
    output.finish()
}

fn tables(report: &EditionReport, worst: usize, out: &mut dyn Write) -> io::Result<()> {
    let all = &report.all;
    writeln!(
        out,
        "{} pages, {} articles ({} found), {} lines: B³ precision {:.4}, recall {:.4}, F1 {:.4}; {} splits, {} merges",
        all.pages, all.articles, all.found, all.lines, all.precision, all.recall, all.f1, all.splits, all.merges
    )?;
    writeln!(
        out,
        "headlines attached {:.4}; exactly right: all lines {:.4}, headline proper {:.4}, kickers and subtitles F1 {:.4}",
        all.attached, all.heads, all.headlines, all.kickers
    )?;
    writeln!(
        out,
        "names: precision {:.4}, recall {:.4}; captions F1 {:.4}; furniture F1 {:.4}",
        all.name_precision, all.name_recall, all.captions, all.furniture
    )?;
    writeln!(out)?;
    writeln!(
        out,
        "{:<19}{:>6}{:>7}{:>7}{:>7}{:>7}{:>7}{:>7}{:>7}{:>9}{:>8}{:>7}{:>7}{:>9}{:>10}",
        "kind",
        "pages",
        "art.",
        "B³ P",
        "B³ R",
        "B³ F1",
        "splits",
        "merges",
        "heads",
        "headline",
        "kickers",
        "name P",
        "name R",
        "captions",
        "furniture"
    )?;
    for row in report.kinds.iter().filter(|_| !report.kinds.iter().all(|k| k.kind == "plain")).chain([all]) {
        kind_row(row, out)?;
    }
    let listed: Vec<_> = report.pages.iter().filter(|p| p.f1 < 1.0 || p.heads < 1.0).take(worst).collect();
    if !listed.is_empty() {
        writeln!(out, "\nworst editions")?;
    }
    for page in listed {
        writeln!(
            out,
            "{:.3} heads {:.2}  {}  {}",
            page.f1,
            page.heads,
            visible::line(&visible::path(&page.path)),
            page.kinds.join(" ")
        )?;
    }
    Ok(())
}

fn kind_row(row: &KindRow, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{:<19}{:>6}{:>7}{:>7.3}{:>7.3}{:>7.3}{:>7}{:>7}{:>7.3}{:>9.3}{:>8.3}{:>7.3}{:>7.3}{:>9.3}{:>10.3}",
        row.kind,
        row.pages,
        row.articles,
        row.precision,
        row.recall,
        row.f1,
        row.splits,
        row.merges,
        row.heads,
        row.headlines,
        row.kickers,
        row.name_precision,
        row.name_recall,
        row.captions,
        row.furniture
    )
}
