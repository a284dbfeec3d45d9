//! `jzclass split`: the articles of editions, without topics or summaries.

mod explain;
mod names;

use std::io::{self, Write};
use std::path::Path;

use jzclass::Error;
use jzclass::articles::{SplitArticle, SplitArticles, from_row, split_laid};
use jzclass::document::Document;
use jzclass::read::{EditionText, SourceText};
use jzclass_io::archive::{Source, garbled, read, sources};

use super::args::{SplitArgs, SplitFormat};
use super::digest::marked;
use super::output::Output;
use super::tag::garbled_page;
use super::{Failure, Outcome, at, say, tell};
use names::Names;

pub(crate) fn run(args: &SplitArgs) -> Outcome {
    let mut failed = 0_usize;
    let mut all = Vec::new();
    for found in sources(args.paths.clone()) {
        match found {
            Ok(source) => all.push(source),
            Err((path, error)) => {
                failed += 1;
                tell_at(&path, error);
            }
        }
    }
    if all.is_empty() {
        return Err(Failure::Told);
    }
    if let Some(line) = args.explain {
        return explain::run(args, &all, line);
    }
    let mut target = Target::open(args, all.len())?;
    let mut written = 0_usize;
    for source in &all {
        let name = source.name();
        let told = match found_in(source, args) {
            Ok(Found::Articles(articles)) => Ok(target.write(&name, articles)?),
            Ok(Found::Text(text)) if args.text => Ok(target.write_text(&text.text)?),
            Ok(Found::Text(text)) => match SplitArticles::of(&name, &text) {
                Ok(articles) => Ok(target.write(&name, articles)?),
                Err(error) => Err(error),
            },
            Err(error) => Err(error),
        };
        match told {
            Ok(()) => written += 1,
            Err(error) => {
                failed += 1;
                tell_at(Path::new(&name), error);
            }
        }
    }
    // Nothing to show for it: a good file of an earlier run stays.
    if written > 0 {
        target.finish()?;
    }
    if failed > 0 { Err(Failure::Told) } else { Ok(()) }
}

fn tell_at(path: &Path, error: Error) {
    if let Failure::At(path, error) = at(path)(error) {
        tell(&path, &error);
    }
}

/// What a source gives.
enum Found {
    Articles(Vec<SplitArticle>),
    Text(Box<SourceText>),
}

fn found_in(source: &Source, args: &SplitArgs) -> Result<Found, Error> {
    let name = source.name();
    let text = match read(source, args.encoding)? {
        Document::Rows(rows) => {
            let articles = rows.iter().enumerate().map(|(n, (_, row))| from_row(&name, n + 1, row));
            return Ok(Found::Articles(articles.collect()));
        }
        Document::Text(decoded) => {
            if decoded.undecodable > 0 {
                let encoding = decoded.encoding.name();
                say(&format!("{name}: {} undecodable byte sequence(s), read as {encoding}", decoded.undecodable));
            }
            SourceText::plain(decoded)?
        }
        Document::Laid(laid) => {
            tell_garbled(&name, &laid.source);
            return if args.text {
                Ok(Found::Text(Box::new(laid.source)))
            } else {
                split_laid(&name, &laid).map(Found::Articles)
            };
        }
    };
    tell_garbled(&name, &text);
    Ok(Found::Text(Box::new(text)))
}

fn tell_garbled(name: &str, text: &SourceText) {
    for (sheet, garble) in garbled(text) {
        say(&garbled_page(name, sheet, &garble.to_string()));
    }
}

/// Where the articles go.
enum Target<'a> {
    One { output: Output, format: SplitFormat, some: bool },
    Folder { folder: &'a Path, format: SplitFormat, names: Names },
}

impl<'a> Target<'a> {
    fn open(args: &'a SplitArgs, sources: usize) -> Result<Self, Failure> {
        if let Some(folder) = &args.out_dir {
            std::fs::create_dir_all(folder).map_err(|e| at(folder)(Error::io(folder, e)))?;
            let format = args.format.unwrap_or(SplitFormat::Text);
            return Ok(Self::Folder { folder, format, names: Names::new(sources) });
        }
        let ending = args.output.as_deref().and_then(Path::extension).map(|e| e.to_string_lossy().to_lowercase());
        let format = args.format.unwrap_or(match ending.as_deref() {
            Some("json") => SplitFormat::Json,
            Some("txt" | "text") => SplitFormat::Text,
            Some("md" | "markdown") => SplitFormat::Markdown,
            _ => SplitFormat::Jsonl,
        });
        Ok(Self::One { output: Output::open(args.output.as_deref())?, format, some: false })
    }

    fn write(&mut self, name: &str, articles: impl IntoIterator<Item = SplitArticle>) -> Outcome {
        for article in articles {
            match self {
                Self::One { output, format, some } => output.write(|out| {
                    let before: &[u8] = match (*format, *some) {
                        (SplitFormat::Json, false) => b"[\n",
                        (SplitFormat::Json, true) => b",\n",
                        (SplitFormat::Text | SplitFormat::Markdown, true) => b"\n",
                        _ => b"",
                    };
                    out.write_all(before)?;
                    *some = true;
                    write(&article, *format, out)
                })?,
                Self::Folder { folder, format, names } => {
                    let ending = match format {
                        SplitFormat::Jsonl | SplitFormat::Json => "json",
                        SplitFormat::Text => "txt",
                        SplitFormat::Markdown => "md",
                    };
                    let path = folder.join(names.of(name, &article, ending));
                    let mut output = Output::open(Some(&path))?;
                    output.write(|out| {
                        write(&article, *format, out)?;
                        if *format == SplitFormat::Json { out.write_all(b"\n") } else { Ok(()) }
                    })?;
                    output.finish()?;
                }
            }
        }
        Ok(())
    }

    fn write_text(&mut self, text: &EditionText) -> Outcome {
        match self {
            Self::One { output, .. } => output.write(|out| numbered(text, out)),
            // The program's arguments exclude it.
            Self::Folder { .. } => Ok(()),
        }
    }

    fn finish(self) -> Outcome {
        match self {
            Self::One { mut output, format, some } => {
                output.write(|out| match (format, some) {
                    (SplitFormat::Json, true) => out.write_all(b"\n]\n"),
                    (SplitFormat::Json, false) => out.write_all(b"[]\n"),
                    _ => Ok(()),
                })?;
                output.finish()
            }
            Self::Folder { .. } => Ok(()),
        }
    }
}

/// The lines of a page with their numbers, blank ones and all; a form feed stands before a page's first.
fn numbered(text: &EditionText, out: &mut dyn Write) -> io::Result<()> {
    let mut next = 1;
    for (index, line) in text.lines().iter().enumerate() {
        if line.begins_page && index > 0 {
            out.write_all(b"\x0c\n")?;
        }
        while next < line.number {
            writeln!(out, "{next:>6}")?;
            next += 1;
        }
        writeln!(out, "{next:>6}  {}{}", " ".repeat(line.indent), text.line(index))?;
        next += 1;
    }
    Ok(())
}

fn write(article: &SplitArticle, format: SplitFormat, out: &mut dyn Write) -> io::Result<()> {
    match format {
        SplitFormat::Json => serde_json::to_writer(out, article).map_err(io::Error::from),
        SplitFormat::Jsonl => {
            serde_json::to_writer(&mut *out, article)?;
            out.write_all(b"\n")
        }
        SplitFormat::Text => {
            for head in [&article.kicker, &article.headline, &article.subtitle] {
                if !head.is_empty() {
                    writeln!(out, "{head}")?;
                }
            }
            writeln!(out)?;
            for paragraph in &article.paragraphs {
                writeln!(out, "　　{}", paragraph.trim_start())?;
            }
            Ok(())
        }
        SplitFormat::Markdown => {
            let headline = if article.headline.is_empty() { "（无题）" } else { &article.headline };
            if !article.kicker.is_empty() {
                writeln!(out, "*{}*\n", marked(&article.kicker))?;
            }
            writeln!(out, "# {}", marked(headline))?;
            if !article.subtitle.is_empty() {
                writeln!(out, "\n**{}**", marked(&article.subtitle))?;
            }
            for paragraph in &article.paragraphs {
                writeln!(out, "\n{}", marked(paragraph.trim_start()))?;
            }
            Ok(())
        }
    }
}
