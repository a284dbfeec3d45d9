//! `jzclass digest`: an edition in one screen, the leads of its articles by topic.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jzclass::summary::Length;
use jzclass::visible;
use jzclass::{LabelOptions, Pipeline, Record};
use jzclass_io::archive::{Filter, Reading, contents, label_content};

use super::args::{DigestArgs, DigestFormat};
use super::inputs::Inputs;
use super::output::Output;
use super::{Failure, Outcome, at, ending, pipeline, prepare, tell};

pub(crate) fn run(args: &DigestArgs) -> Outcome {
    let to = Inputs::of(&args.paths).and(args.model.as_deref()).destination(args.output.as_deref())?;
    let format = ending::format(args.format, &to, DigestFormat::Text)?;
    prepare();
    let mut options = LabelOptions::default();
    options.length = Length::Chars(args.summary_chars as usize);
    let pipeline = pipeline(Pipeline::builder().options(options), args.model.as_deref(), args.encoding)?;
    let own = args.output.iter().cloned();
    let reading = Reading { filter: Filter::default().without(own), ..Reading::default() };
    let mut records = Vec::new();
    let mut failed = false;
    contents(args.paths.clone(), &reading, args.encoding, |name, content| {
        match content.and_then(|content| label_content(&pipeline, name, content)) {
            Ok(found) => records.extend(found),
            Err(error) => {
                failed = true;
                if let Failure::At(path, error) = at(name)(error) {
                    tell(&path, &error);
                }
            }
        }
        Ok::<(), Failure>(())
    })?;
    // Nothing to show for it: a good file of an earlier run stays.
    if records.is_empty() {
        return Err(Failure::Told);
    }
    let title = title(&args.paths, &records);
    let mut output = Output::open(&to)?;
    output.write(|out| write(format, &title, &records, out))?;
    output.finish()?;
    if failed { Err(Failure::Told) } else { Ok(()) }
}

/// Paper, day and page where all articles are of one, else the names of the files.
fn title(paths: &[PathBuf], records: &[Record]) -> String {
    let one = |of: fn(&Record) -> &String| {
        let first = of(&records[0]);
        records.iter().all(|r| of(r) == first).then(|| first.clone()).filter(|text| !text.is_empty())
    };
    let stem = |path: &PathBuf| visible::path(Path::new(path.file_stem().unwrap_or(path.as_os_str())));
    let issue = [one(|r| &r.paper), one(|r| &r.date), one(|r| &r.page)];
    let issue: Vec<String> = issue.into_iter().flatten().collect();
    let names = match paths {
        [path] => stem(path),
        [path, ..] => format!("{} 等 {} 份", stem(path), paths.len()),
        [] => String::new(),
    };
    if issue.is_empty() { names } else { format!("{names} · {}", issue.join(" ")) }
}

/// Topics with their articles: the topic of most articles first, equal ones in the page's order.
fn by_topic(records: &[Record]) -> Vec<(&str, Vec<&Record>)> {
    let mut topics: Vec<(&str, Vec<&Record>)> = Vec::new();
    for record in records.iter().filter(|r| r.article > 0) {
        let name = record.topics.first().map_or("", |t| t.name.as_str());
        match topics.iter_mut().find(|(n, _)| *n == name) {
            Some((_, articles)) => articles.push(record),
            None => topics.push((name, vec![record])),
        }
    }
    topics.sort_by_key(|(_, articles)| std::cmp::Reverse(articles.len()));
    topics
}

fn write(format: DigestFormat, title: &str, records: &[Record], out: &mut dyn Write) -> io::Result<()> {
    let topics = by_topic(records);
    let articles: usize = topics.iter().map(|(_, a)| a.len()).sum();
    let chars: usize = records.iter().filter(|r| r.article > 0).map(|r| r.chars).sum();
    let figures = format!("{articles} 篇 · {} 类 · {chars} 字", topics.len());
    match format {
        DigestFormat::Text => writeln!(out, "{}  {figures}", visible::line(title))?,
        DigestFormat::Markdown => writeln!(out, "# {}\n\n{figures}", marked(title))?,
        DigestFormat::Html => {
            let title = escaped(title);
            writeln!(out, "<!DOCTYPE html>\n<html lang=\"zh\">\n<meta charset=\"utf-8\">\n<title>{title}</title>")?;
            writeln!(out, "<h1>{title}</h1>\n<p>{figures}</p>")?;
        }
    }
    for (topic, articles) in topics {
        match format {
            DigestFormat::Text => writeln!(out, "\n【{topic}】")?,
            DigestFormat::Markdown => writeln!(out, "\n## {}\n", marked(topic))?,
            DigestFormat::Html => writeln!(out, "<h2>{}</h2>\n<dl>", escaped(topic))?,
        }
        for record in articles {
            let headline = if record.headline.is_empty() { "（无题）" } else { &record.headline };
            match format {
                DigestFormat::Text => writeln!(
                    out,
                    "{:>2} {}\n   {}",
                    record.article,
                    visible::line(headline),
                    visible::line(&record.summary)
                )?,
                DigestFormat::Markdown => {
                    writeln!(out, "- **{}** {}", marked(headline), marked(&record.summary))?;
                }
                DigestFormat::Html => {
                    writeln!(out, "<dt>{}</dt>\n<dd>{}</dd>", escaped(headline), escaped(&record.summary))?;
                }
            }
        }
        if format == DigestFormat::Html {
            writeln!(out, "</dl>")?;
        }
    }
    if format == DigestFormat::Html { writeln!(out, "</html>") } else { Ok(()) }
}

/// The text with HTML's own characters as entities.
fn escaped(text: &str) -> String {
    let text = visible::visible(text);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The text with Markdown's own characters behind a backslash.
pub(crate) fn marked(text: &str) -> String {
    let text = visible::visible(text);
    let mut marked = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>#|~".contains(c) {
            marked.push('\\');
        }
        marked.push(c);
    }
    marked
}
