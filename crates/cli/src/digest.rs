//! `jzclass digest`: an edition in one screen, the leads of its articles by topic.

use std::io::{self, Write};

use jzclass::summary::Length;
use jzclass::{LabelOptions, Pipeline, Record};
use jzclass_io::archive::{Source, label};

use super::args::{DigestArgs, DigestFormat};
use super::output::Output;
use super::{Outcome, at, pipeline, prepare};

pub(crate) fn run(args: &DigestArgs) -> Outcome {
    prepare();
    let mut options = LabelOptions::default();
    options.length = Length::Chars(args.summary_chars as usize);
    let pipeline = pipeline(Pipeline::builder().options(options), args.model.as_deref(), args.encoding)?;
    let source = Source::File(args.path.clone());
    let records = label(&pipeline, &source).map_err(at(&args.path))?.records;
    let title = args.path.file_stem().unwrap_or(args.path.as_os_str()).to_string_lossy().into_owned();
    let mut output = Output::open(args.output.as_deref())?;
    output.write(|out| write(args.format, &title, &records, out))?;
    output.finish()
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
        DigestFormat::Text => writeln!(out, "{title}  {figures}")?,
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
                DigestFormat::Text => writeln!(out, "{:>2} {headline}\n   {}", record.article, record.summary)?,
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
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The text with Markdown's own characters behind a backslash.
pub(crate) fn marked(text: &str) -> String {
    let mut marked = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>#|~".contains(c) {
            marked.push('\\');
        }
        marked.push(c);
    }
    marked
}
