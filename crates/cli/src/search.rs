//! `jzclass search`: articles of a catalogue.

use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use jzclass::Error;
use jzclass::visible;
use jzclass_io::catalogue::{Catalogue, Filter, Hit, Matcher, Order, Query};
use jzclass_io::write::wrap;
use serde::Serialize;

use super::args::{FilterArgs, SearchArgs, Sort};
use super::inputs::Inputs;
use super::language::either;
use super::output::{Output, colour, columns};
use super::{Failure, Outcome, at, say};

/// Characters of the body around a hit.
const AROUND: usize = 24;
/// Passages of the body that are shown.
const PASSAGES: usize = 2;

pub(crate) fn run(args: &SearchArgs) -> Outcome {
    let catalogue = Catalogue::open(&args.catalogue).map_err(at(&args.catalogue))?;
    let filter = filter(&catalogue, &args.catalogue, &args.filter)?;
    let asked = args.words.join(" ");
    let words = Matcher::new(&asked);
    if words.is_empty() && !asked.trim().is_empty() {
        let range = "at least one letter, digit or Chinese character";
        return Err(at("search")(Error::Parameter { name: "words", value: asked, range }));
    }
    let order = match args.sort {
        None | Some(Sort::Relevance) => Order::Relevance,
        Some(Sort::Newest) => Order::Newest,
        Some(Sort::Oldest) => Order::Oldest,
    };
    let query = Query { words, filter, order, limit: args.limit };
    let hits = catalogue.search(&query).map_err(at(&args.catalogue))?;
    let mut output = Output::stdout();
    if args.json {
        output.write(|out| hits.iter().try_for_each(|hit| json(hit, &query.words, out)))?;
        return output.finish();
    }
    let found = catalogue.count(&query).map_err(at(&args.catalogue))?;
    let page = Page { words: &query.words, width: columns().clamp(40, 100), colour: colour(&Inputs::stdout()) };
    output.write(|out| hits.iter().enumerate().try_for_each(|(n, hit)| page.hit(n + 1, hit, out)))?;
    output.finish()?;
    if found == 0 {
        say(either("no article found", "没有找到文章"));
    } else if found > hits.len() {
        say(&format!("{} of {found} articles; --limit shows more", hits.len()));
    }
    Ok(())
}

/// The filter, with a topic that the catalogue knows.
pub(crate) fn filter(catalogue: &Catalogue, path: &Path, args: &FilterArgs) -> Result<Filter, Failure> {
    if let Some(topic) = &args.topic {
        let topics = catalogue.topics().map_err(at(path))?;
        if !topics.iter().any(|(id, _)| id == topic) {
            let known: Vec<String> = topics.into_iter().map(|(id, _)| id).collect();
            return Err(at(path)(Error::NoSuchTopic { topic: topic.clone(), known: known.join(", ") }));
        }
    }
    let FilterArgs { topic, from, to, paper } = args;
    Ok(Filter { topic: topic.clone(), paper: paper.clone(), from: from.clone(), to: to.clone() })
}

/// A piece of the body with hits.
#[derive(Serialize)]
struct Passage {
    text: String,
    /// Hits as `[from, to)`, counted in characters of `text`.
    hits: Vec<[usize; 2]>,
}

/// The first passages of a text with hits, each with some characters around.
fn passages(text: &str, found: &[Range<usize>], most: usize) -> Vec<Passage> {
    let before = |at: usize| text[..at].char_indices().rev().take(AROUND).last().map_or(at, |(i, _)| i);
    let after = |at: usize| text[at..].char_indices().nth(AROUND).map_or(text.len(), |(i, _)| at + i);
    let mut windows: Vec<(Range<usize>, Vec<Range<usize>>)> = Vec::new();
    for hit in found {
        let full = windows.len() == most;
        match windows.last_mut() {
            Some((window, hits)) if before(hit.start) <= window.end => {
                window.end = after(hit.end);
                hits.push(hit.clone());
            }
            _ if full => break,
            _ => windows.push((before(hit.start)..after(hit.end), vec![hit.clone()])),
        }
    }
    let passage = |(window, hits): (Range<usize>, Vec<Range<usize>>)| {
        let chars = |at: usize| text[window.start..at].chars().count();
        Passage { hits: hits.iter().map(|h| [chars(h.start), chars(h.end)]).collect(), text: text[window].to_owned() }
    };
    windows.into_iter().map(passage).collect()
}

fn json(hit: &Hit, words: &Matcher, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a> {
        #[serde(flatten)]
        hit: &'a Hit,
        passages: Vec<Passage>,
    }
    let text = hit.text.as_deref().unwrap_or_default();
    let passages = passages(text, &words.find(text), usize::MAX);
    serde_json::to_writer(&mut *out, &Line { hit, passages })?;
    writeln!(out)
}

/// How hits are shown.
struct Page<'a> {
    words: &'a Matcher,
    width: usize,
    colour: bool,
}

/// Marks of a hit while lines are broken: of no width, and no character of a text.
const OPEN: char = '\u{2061}';
const CLOSE: char = '\u{2062}';

impl Page<'_> {
    fn hit(&self, number: usize, hit: &Hit, out: &mut dyn Write) -> io::Result<()> {
        let pad = "    ";
        let heads: Vec<&str> = [&hit.kicker, &hit.headline, &hit.subtitle]
            .into_iter()
            .map(String::as_str)
            .filter(|h| !h.is_empty())
            .collect();
        let heads = if heads.is_empty() {
            either("(no headline)", "（无题）").to_owned()
        } else {
            visible::line(&heads.join("　")).into_owned()
        };
        for (n, line) in self.lines(&heads, Style::new().bold()).iter().enumerate() {
            if n == 0 { writeln!(out, "{number:>2}  {line}")? } else { writeln!(out, "{pad}{line}")? }
        }
        for line in wrap(&visible::line(&about(hit)), self.width - pad.len()) {
            writeln!(out, "{pad}{}", self.paint(Style::new().dimmed(), &line))?;
        }
        for line in self.lines(&visible::line(&hit.summary), Style::new()) {
            writeln!(out, "{pad}{line}")?;
        }
        let text = hit.text.as_deref().unwrap_or_default();
        // What the summary shows need not be shown again.
        let unseen = self.words.missing_in(&hit.summary);
        for passage in passages(text, &unseen.find(text), PASSAGES) {
            let passage = passage.text.replace('\n', " ");
            let passage = visible::line(&passage);
            for line in self.lines(&format!("…{}…", passage.trim()), Style::new()) {
                writeln!(out, "{pad}{line}")?;
            }
        }
        writeln!(out)
    }

    fn paint(&self, style: Style, text: &str) -> String {
        if self.colour && !text.is_empty() { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    /// The text in lines, with its hits in 【】 or, in colour, in yellow.
    fn lines(&self, text: &str, style: Style) -> Vec<String> {
        let text: String = text.chars().filter(|&c| c != OPEN && c != CLOSE).collect();
        let (open, close) = if self.colour { (OPEN, CLOSE) } else { ('【', '】') };
        let mut marked = String::new();
        let mut done = 0;
        for hit in self.words.find(&text) {
            marked.push_str(&text[done..hit.start]);
            marked.push(open);
            marked.push_str(&text[hit.clone()]);
            marked.push(close);
            done = hit.end;
        }
        marked.push_str(&text[done..]);
        let lines = wrap(&marked, self.width - 4);
        if !self.colour {
            return lines;
        }
        let found = style.fg_color(Some(AnsiColor::Yellow.into())).bold();
        // A hit can go on in the next line.
        let mut now = style;
        let mut paint = |line: &String| {
            let mut painted = String::new();
            for piece in line.split_inclusive([OPEN, CLOSE]) {
                painted.push_str(&self.paint(now, piece.trim_end_matches([OPEN, CLOSE])));
                if piece.ends_with(OPEN) {
                    now = found;
                } else if piece.ends_with(CLOSE) {
                    now = style;
                }
            }
            painted
        };
        lines.iter().map(&mut paint).collect()
    }
}

/// Topic, paper, day, page and place of a hit.
fn about(hit: &Hit) -> String {
    let mut parts = Vec::new();
    if let (Some(name), Some(p)) = (&hit.topic_name, hit.probability) {
        parts.push(format!("{name} {:.0}%", p * 100.0));
    }
    let edition = [hit.paper.as_deref(), hit.date.as_deref(), hit.page.as_deref()];
    let edition: Vec<&str> = edition.into_iter().flatten().collect();
    if !edition.is_empty() {
        parts.push(edition.join(" "));
    }
    let lines = match (hit.body_lines.first(), hit.body_lines.last()) {
        (Some([from, _]), Some([_, to])) => either(format!(" lines {from}–{to}"), format!(" 第 {from}–{to} 行")),
        _ => String::new(),
    };
    parts.push(format!("{}#{}{lines}", hit.source, hit.article));
    if let Some(first) = &hit.duplicate_of {
        parts.push(format!("= {first}"));
    }
    parts.join(" · ")
}
