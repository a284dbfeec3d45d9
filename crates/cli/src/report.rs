//! Scores as tables and as JSON.

use std::io::{self, Write};

use jzclass::Taxonomy;
use jzclass::visible;
use jzclass_train::Gain;
use jzclass_train::evaluate::{CoveragePoint, MultiLabel, ReliabilityBin, Report};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

/// The scores as one JSON object.
pub(crate) fn json(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, report)?;
    writeln!(out)
}

/// The scores of a training as one JSON object, with what unlabelled documents brought.
pub(crate) fn trained_json(report: &Report, gain: Option<&Gain>, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Scores<'r> {
        #[serde(flatten)]
        report: &'r Report,
        #[serde(skip_serializing_if = "Option::is_none")]
        unlabelled: Option<Brought>,
    }
    #[derive(Serialize)]
    struct Brought {
        documents: usize,
        kept: bool,
        became_right: usize,
        became_wrong: usize,
        without: Held,
        with: Held,
    }
    #[derive(Serialize)]
    struct Held {
        accuracy: f64,
        macro_f1: f64,
        ece: f64,
    }
    let held = |r: &Report| Held { accuracy: r.accuracy, macro_f1: r.macro_f1, ece: r.ece };
    let unlabelled = gain.map(|g| Brought {
        documents: g.documents,
        kept: g.kept,
        became_right: g.became_right,
        became_wrong: g.became_wrong,
        without: held(&g.without),
        with: held(&g.with),
    });
    serde_json::to_writer(&mut *out, &Scores { report, unlabelled })?;
    writeln!(out)
}

/// What unlabelled documents brought, and what became of them.
pub(crate) fn gain(gain: &Gain, out: &mut dyn Write) -> io::Result<()> {
    let held = |r: &Report| format!("accuracy {:.1} %, macro-F1 {:.3}", r.accuracy * 100.0, r.macro_f1);
    writeln!(
        out,
        "{} unlabelled documents: held out without them {}; with them {} ({} became right, {} wrong): {}",
        gain.documents,
        held(&gain.without),
        held(&gain.with),
        gain.became_right,
        gain.became_wrong,
        if gain.kept { "used" } else { "not used, no clear gain" }
    )
}

/// The scores in one line.
pub(crate) fn line(report: &Report) -> String {
    format!(
        "{} documents: accuracy {:.1} %, with further labels {:.1} %, macro-F1 {:.3}, top 3 {:.1} %, calibration error {:.3}",
        report.documents,
        report.accuracy * 100.0,
        report.accepted * 100.0,
        report.macro_f1,
        report.top3 * 100.0,
        report.ece
    )
}

/// The scores over all topics of a document in one line.
pub(crate) fn multilabel_line(scores: &MultiLabel) -> String {
    format!(
        "several topics ({} documents, from probability {}): micro-F1 {:.3}, macro-F1 {:.3}, sample-F1 {:.3}, P@1 {:.3}, P@3 {:.3}, nDCG {:.3}, nDCG@5 {:.3}",
        scores.documents,
        scores.secondary,
        scores.micro_f1,
        scores.macro_f1,
        scores.sample_f1,
        scores.precision_at_1,
        scores.precision_at_3,
        scores.ndcg,
        scores.ndcg_at_5
    )
}

/// Overall scores, tables of reliability and coverage, a table by topic, and the confusions.
pub(crate) fn tables(report: &Report, taxonomy: &Taxonomy, columns: usize, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", line(report))?;
    if let Some(scores) = &report.multilabel {
        writeln!(out, "{}", multilabel_line(scores))?;
    }
    reliability(&report.reliability, out)?;
    coverage(&report.coverage, out)?;
    writeln!(out)?;
    // Labels unknown to the model stand behind its topics and have no name.
    let label = |t: usize| match taxonomy.topics.get(t) {
        Some(topic) if topic.id != topic.name => format!("{} {}", topic.id, topic.name),
        _ => report.topics[t].id.clone(),
    };
    let shown: Vec<usize> = (0..report.topics.len())
        .filter(|&t| report.topics[t].documents > 0 || report.topics[t].predicted > 0)
        .collect();
    let width = shown.iter().map(|&t| label(t).width()).max().unwrap_or(0).clamp(5, 40);
    writeln!(out, "{}  documents  precision  recall     F1", pad("topic", width))?;
    for &t in &shown {
        let topic = &report.topics[t];
        writeln!(
            out,
            "{}  {:>9}  {:>9.3}  {:>6.3}  {:>5.3}",
            pad(&label(t), width),
            topic.documents,
            topic.precision,
            topic.recall,
            topic.f1
        )?;
    }
    confusions(report, &shown, columns, out)
}

fn reliability(bins: &[ReliabilityBin], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\nprobability  documents   mean  right")?;
    for bin in bins {
        if let (Some(mean), Some(right)) = (bin.mean_probability, bin.share_right) {
            writeln!(out, "  {:.1} to {:.1}  {:>9}  {mean:>5.3}  {right:>5.3}", bin.from, bin.to, bin.documents)?;
        }
    }
    Ok(())
}

fn coverage(points: &[CoveragePoint], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\ncoverage  documents  threshold    right  or further label")?;
    for p in points {
        writeln!(
            out,
            "{:>6.0} %  {:>9}  {:>9.6}  {:>5.1} %  {:>14.1} %",
            p.coverage * 100.0,
            p.documents,
            p.threshold,
            p.accuracy * 100.0,
            p.accepted * 100.0
        )?;
    }
    // The example is the curve's own: about a tenth is checked.
    if let Some(p) = points.iter().find(|p| p.coverage < 0.92) {
        writeln!(
            out,
            "to have about {:.0} % checked and be {:.1} % right on the rest (strictly {:.1} %): jzclass tag --review-below {:.6}",
            100.0 - p.coverage * 100.0,
            p.accepted * 100.0,
            p.accuracy * 100.0,
            p.threshold
        )?;
    }
    Ok(())
}

/// The matrix where it fits the terminal, with topics as numbers; the commonest confusions anyway.
fn confusions(report: &Report, shown: &[usize], columns: usize, out: &mut dyn Write) -> io::Result<()> {
    let counts = &report.confusion.counts;
    let cell = shown.iter().flat_map(|&r| shown.iter().map(move |&c| counts[r][c])).max().unwrap_or(0);
    let cell = cell.to_string().len().max(shown.len().to_string().len()) + 1;
    let width = shown.iter().map(|&t| report.topics[t].id.width()).max().unwrap_or(0).min(24);
    if width + 5 + cell * shown.len() <= columns {
        writeln!(out, "\nconfusions (rows: label, columns: prediction)")?;
        write!(out, "{}", " ".repeat(width + 5))?;
        for n in 1..=shown.len() {
            write!(out, "{n:>cell$}")?;
        }
        writeln!(out)?;
        for (n, &r) in shown.iter().enumerate() {
            write!(out, "{:>3}  {}", n + 1, pad(&report.topics[r].id, width))?;
            for &c in shown {
                let count = counts[r][c];
                if count == 0 { write!(out, "{:>cell$}", "·")? } else { write!(out, "{count:>cell$}")? }
            }
            writeln!(out)?;
        }
    }
    let mut pairs: Vec<(usize, usize, usize)> = shown
        .iter()
        .flat_map(|&r| shown.iter().map(move |&c| (counts[r][c], r, c)))
        .filter(|&(n, r, c)| r != c && n > 0)
        .collect();
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    if !pairs.is_empty() {
        writeln!(out, "\ncommonest confusions (label → prediction)")?;
    }
    for (n, r, c) in pairs.into_iter().take(10) {
        writeln!(out, "{n:>5}  {} → {}", visible::line(&report.topics[r].id), visible::line(&report.topics[c].id))?;
    }
    Ok(())
}

/// Text filled with blanks to a display width.
pub(crate) fn pad(text: &str, width: usize) -> String {
    let text = &*visible::line(text);
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}
