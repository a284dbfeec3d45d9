//! `jzclass stats`: a catalogue's articles by topic and time.

use std::io::{self, Write};

use jzclass_io::catalogue::{Catalogue, Period, Statistics, TopicCounts};
use unicode_width::UnicodeWidthStr;

use super::args::{By, StatsArgs};
use super::inputs::Inputs;
use super::output::{Output, columns};
use super::report::pad;
use super::{Outcome, at, ending, say, search, svg};

pub(crate) fn run(args: &StatsArgs) -> Outcome {
    let to = Inputs::of([&args.catalogue]).destination(args.svg.as_deref())?;
    ending::check(&to, "a drawing", &[".svg"])?;
    let catalogue = Catalogue::open(&args.catalogue).map_err(at(&args.catalogue))?;
    let filter = search::filter(&catalogue, &args.catalogue, &args.filter)?;
    let period = match args.by {
        By::Month => Period::Month,
        By::Year => Period::Year,
    };
    let statistics = catalogue.statistics(&filter, period).map_err(at(&args.catalogue))?;
    if statistics.total() == 0 {
        say("no article found");
    }
    if to.path().is_some() {
        let mut output = Output::open(&to)?;
        output.write(|out| svg::write(&statistics, period, out))?;
        output.finish()?;
    }
    let mut output = Output::stdout();
    let width = columns().clamp(60, 160);
    output.write(|out| if args.csv { csv(&statistics, out) } else { text(&statistics, period, width, out) })?;
    output.finish()
}

fn csv(statistics: &Statistics, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "period,topic,topic_name,articles\r\n")?;
    for topic in &statistics.topics {
        let dated = statistics.periods.iter().map(String::as_str).zip(topic.counts.iter().copied());
        for (period, count) in dated.chain([("", topic.undated)]).filter(|&(_, count)| count > 0) {
            write!(out, "{period},{},{},{count}\r\n", quoted(&topic.id), quoted(&topic.name))?;
        }
    }
    Ok(())
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

fn text(statistics: &Statistics, period: Period, width: usize, out: &mut dyn Write) -> io::Result<()> {
    if statistics.topics.is_empty() {
        return Ok(());
    }
    let names = statistics.topics.iter().map(|t| name(t).width()).max().unwrap_or(0).max("all".len());
    let table = Table { statistics, names, width };
    for columns in table.blocks(period) {
        table.block(&columns, out)?;
    }
    table.undated(out)?;
    if statistics.topics.len() == 1 { table.bars(out) } else { table.rows_of_bars(out) }
}

fn name(topic: &TopicCounts) -> &str {
    match (topic.name.as_str(), topic.id.as_str()) {
        ("", "") => "(no topic)",
        ("", id) => id,
        (name, _) => name,
    }
}

/// Topics down, periods across, in blocks that fit the width.
struct Table<'a> {
    statistics: &'a Statistics,
    /// Columns of the topics' names.
    names: usize,
    width: usize,
}

impl Table<'_> {
    /// Columns of a number with the blanks before it.
    fn cell(&self) -> usize {
        let most = self.statistics.sums().into_iter().max().unwrap_or(0);
        (most.to_string().len() + 1).max(5)
    }

    /// Periods of each block: a year's months, or years, as many as fit.
    fn blocks(&self, period: Period) -> Vec<std::ops::Range<usize>> {
        let periods = &self.statistics.periods;
        let room = (self.width.saturating_sub(self.names + self.cell() + 2) / self.cell()).clamp(1, 12);
        // Half a year rather than eleven months and one.
        let most = if period == Period::Month && room < 12 { room.min(6) } else { room };
        let mut blocks: Vec<std::ops::Range<usize>> = Vec::new();
        for n in 0..periods.len() {
            match blocks.last_mut() {
                Some(block)
                    if block.len() < most
                        && (period == Period::Year || periods[block.start].get(..4) == periods[n].get(..4)) =>
                {
                    block.end = n + 1;
                }
                _ => blocks.push(n..n + 1),
            }
        }
        // Years without an article between two of a long archive would fill screens.
        let sums = self.statistics.sums();
        blocks.retain(|block| sums[block.clone()].iter().any(|&sum| sum > 0));
        blocks
    }

    fn block(&self, columns: &std::ops::Range<usize>, out: &mut dyn Write) -> io::Result<()> {
        let periods = &self.statistics.periods[columns.clone()];
        let cell = self.cell();
        let year = periods.first().and_then(|p| p.get(..4)).unwrap_or_default();
        let months = periods.iter().all(|p| p.len() == 7);
        let heads: String = periods.iter().map(|p| right(p.get(5..).unwrap_or(p), cell)).collect();
        let line = pad(if months { year } else { "" }, self.names) + &heads;
        writeln!(out, "{line}{:>width$}", "sum", width = cell + 2)?;
        let sums = self.statistics.sums();
        let rows = self.statistics.topics.iter().map(|t| (name(t), &t.counts));
        for (name, counts) in rows.chain([("all", &sums)]) {
            let counts = &counts[columns.clone()];
            let sum: usize = counts.iter().sum();
            if sum == 0 {
                continue;
            }
            let shown = |&count: &usize| right(&if count == 0 { "-".into() } else { count.to_string() }, cell);
            let line = pad(name, self.names) + &counts.iter().map(shown).collect::<String>();
            writeln!(out, "{line}{sum:>width$}", width = cell + 2)?;
        }
        writeln!(out)
    }

    fn undated(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.statistics.undated() == 0 {
            return Ok(());
        }
        let cell = self.cell();
        let title = "without a date".len().max(self.names);
        writeln!(out, "{}{:>cell$}", pad("without a date", title), "sum")?;
        for topic in self.statistics.topics.iter().filter(|t| t.undated > 0) {
            writeln!(out, "{}{:>cell$}", pad(name(topic), title), topic.undated)?;
        }
        writeln!(out, "{}{:>cell$}\n", pad("all", title), self.statistics.undated())
    }

    /// One topic: a bar a period.
    fn bars(&self, out: &mut dyn Write) -> io::Result<()> {
        let Some(topic) = self.statistics.topics.first() else { return Ok(()) };
        let most = topic.counts.iter().copied().max().unwrap_or(0).max(1);
        let label = self.statistics.periods.first().map_or(0, String::len);
        let room = self.width.min(80).saturating_sub(label + 4 + most.to_string().len()).max(8);
        for (period, &count) in self.statistics.periods.iter().zip(&topic.counts) {
            writeln!(out, "{period}  {} {count}", bar(count, most, room))?;
        }
        Ok(())
    }

    /// Several topics: a row of columns each, as high as the topic's highest.
    fn rows_of_bars(&self, out: &mut dyn Write) -> io::Result<()> {
        let periods = &self.statistics.periods;
        if periods.len() < 2 {
            return self.bars_of_topics(out);
        }
        let total = self.statistics.total().to_string().len();
        let room = self.width.min(80).saturating_sub(self.names + total + 4).max(8);
        let together = periods.len().div_ceil(room);
        let sums = self.statistics.sums();
        let rows = self.statistics.topics.iter().map(|t| (name(t), &t.counts));
        for (name, counts) in rows.chain([("all", &sums)]) {
            let columns: Vec<usize> = counts.chunks(together).map(|c| c.iter().sum()).collect();
            let most = columns.iter().copied().max().unwrap_or(0).max(1);
            let row: String = columns.iter().map(|&count| column(count, most)).collect();
            let sum: usize = counts.iter().sum();
            writeln!(out, "{}  {row}  {sum:>total$}", pad(name, self.names))?;
        }
        let (first, last) = (&periods[0], &periods[periods.len() - 1]);
        let columns = periods.len().div_ceil(together);
        let axis = if first.len() + last.len() < columns {
            format!("{first}{last:>width$}", width = columns - first.len())
        } else {
            format!("{first} … {last}")
        };
        writeln!(out, "{}  {axis}", pad("", self.names))?;
        let each = if together == 1 { String::new() } else { format!(", {together} periods to a column") };
        writeln!(out, "{}  (each row as high as its own highest{each})", pad("", self.names))
    }

    /// One period: a bar a topic.
    fn bars_of_topics(&self, out: &mut dyn Write) -> io::Result<()> {
        let most = self.statistics.topics.iter().map(TopicCounts::total).max().unwrap_or(0).max(1);
        let room = self.width.min(80).saturating_sub(self.names + 4 + most.to_string().len()).max(8);
        for topic in &self.statistics.topics {
            writeln!(out, "{}  {} {}", pad(name(topic), self.names), bar(topic.total(), most, room), topic.total())?;
        }
        Ok(())
    }
}

/// Text with blanks before it.
fn right(text: &str, width: usize) -> String {
    format!("{text:>width$}")
}

/// A bar in eighths of a column.
fn bar(count: usize, most: usize, room: usize) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (count * room * 8).div_ceil(most);
    format!("{}{}", "█".repeat(eighths / 8), PARTS[eighths % 8])
}

/// A column of eight heights; blank for none.
fn column(count: usize, most: usize) -> char {
    [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'][(count * 8).div_ceil(most)]
}
