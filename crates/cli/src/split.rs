//! `jzclass split`: the articles of editions, without topics or summaries.

mod explain;
mod names;

use std::io::{self, Write};
use std::path::Path;

use jzclass::Error;
use jzclass::articles::{SplitArticle, SplitArticles, from_row, split_laid};
use jzclass::document::Document;
use jzclass::read::{EditionText, SourceText};
use jzclass::visible;
use jzclass_io::archive::{Filter, Reading, contents, garbled};
use jzclass_io::write::{CsvWriter, RecordWriter, XlsxWriter};

use super::args::{SplitArgs, SplitFormat};
use super::digest::marked;
use super::inputs::{Destination, Inputs};
use super::language::{asked_language, language};
use super::output::Output;
use super::tag::garbled_page;
use super::{Failure, Outcome, at, ending, say, tell};
use names::Names;

pub(crate) fn run(args: &SplitArgs) -> Outcome {
    let mut inputs = Inputs::of(&args.paths);
    let to = inputs.destination(args.output.as_deref())?;
    // Numbered lines are a text.
    let usual = if args.text { SplitFormat::Text } else { SplitFormat::Jsonl };
    let format = ending::format(args.format, &to, usual)?;
    if let Some(line) = args.explain {
        return explain::run(args, &to, line);
    }
    let reading = Reading { filter: Filter::default().without(args.output.iter().cloned()), ..Reading::default() };
    let several = args.paths.len() > 1 || !args.paths[0].is_file() || is_archive(&args.paths[0]);
    let mut target = None;
    let mut inputs = Some(inputs);
    let mut failed = 0_usize;
    contents(args.paths.clone(), &reading, args.encoding, |name, content| -> Outcome {
        let articles = match content.and_then(|content| found_in(name, content, args)) {
            Ok(found) => found,
            Err(error) => {
                failed += 1;
                tell_at(Path::new(name), error);
                return Ok(());
            }
        };
        // Nothing to show for it: a good file of an earlier run stays.
        let target = match &mut target {
            Some(target) => target,
            none => none.insert(Target::open(args, (&to, format), inputs.take().unwrap_or_default(), several)?),
        };
        let told = match articles {
            Found::Articles(articles) => Ok(target.write(name, articles)?),
            Found::Text(text) if args.text => Ok(target.write_text(&text.text)?),
            Found::Text(text) => match SplitArticles::of(name, &text) {
                Ok(articles) => Ok(target.write(name, articles)?),
                Err(error) => Err(error),
            },
        };
        if let Err(error) = told {
            failed += 1;
            tell_at(Path::new(name), error);
        }
        Ok(())
    })?;
    match target {
        Some(target) if target.some() || failed == 0 => target.finish()?,
        _ => {}
    }
    if failed > 0 { Err(Failure::Told) } else { Ok(()) }
}

fn is_archive(path: &Path) -> bool {
    let name = path.to_string_lossy().to_lowercase();
    [".zip", ".tar", ".tgz", ".tar.gz", ".tar.zst", ".tzst"].iter().any(|ending| name.ends_with(ending))
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

fn found_in(name: &str, content: Document, args: &SplitArgs) -> Result<Found, Error> {
    let text = match content {
        Document::Rows(rows) => {
            let articles = rows.iter().map(|(n, row)| from_row(name, *n, row));
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
            tell_garbled(name, &laid.source);
            return if args.text {
                Ok(Found::Text(Box::new(laid.source)))
            } else {
                split_laid(name, &laid).map(Found::Articles)
            };
        }
    };
    tell_garbled(name, &text);
    Ok(Found::Text(Box::new(text)))
}

fn tell_garbled(name: &str, text: &SourceText) {
    for (sheet, garble) in garbled(text) {
        say(&garbled_page(name, sheet, &garble.to_string()));
    }
}

/// Where the articles go.
enum Target<'a> {
    One {
        output: Output,
        format: SplitFormat,
        some: bool,
    },
    /// A table, whose rows are those of `tag` without what the model tells.
    Table {
        output: Output,
        writer: Box<dyn RecordWriter>,
    },
    Folder {
        folder: &'a Path,
        format: SplitFormat,
        names: Names,
        inputs: Inputs,
    },
}

impl<'a> Target<'a> {
    fn open(
        args: &'a SplitArgs,
        (to, format): (&Destination, SplitFormat),
        inputs: Inputs,
        several: bool,
    ) -> Result<Self, Failure> {
        if let Some(folder) = &args.out_dir {
            if matches!(format, SplitFormat::Csv | SplitFormat::Xlsx) {
                let cause = "a file an article is text, Markdown or JSON; tables go to one file with -o".to_owned();
                return Err(Failure::Usage("--out-dir".into(), Error::OutputEnding { cause }));
            }
            std::fs::create_dir_all(folder).map_err(|e| at(folder)(Error::io(folder, e)))?;
            let format = args.format.unwrap_or(SplitFormat::Text);
            return Ok(Self::Folder { folder, format, names: Names::new(usize::from(several) + 1), inputs });
        }
        let mut writer: Box<dyn RecordWriter> = match format {
            SplitFormat::Csv => Box::new(CsvWriter { mark: false, language: asked_language() }),
            SplitFormat::Xlsx => Box::new(XlsxWriter::new(language())),
            _ => return Ok(Self::One { output: Output::open(to)?, format, some: false }),
        };
        let mut output = Output::open(to)?;
        output.write(|out| writer.begin(out))?;
        Ok(Self::Table { output, writer })
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
                Self::Table { output, writer } => output.write(|out| writer.write(&[article.into()], out))?,
                Self::Folder { folder, format, names, inputs } => {
                    let ending = match format {
                        SplitFormat::Jsonl | SplitFormat::Json => "json",
                        SplitFormat::Text => "txt",
                        SplitFormat::Markdown => "md",
                        // The program's arguments exclude them.
                        SplitFormat::Csv | SplitFormat::Xlsx => "csv",
                    };
                    let path = folder.join(names.of(name, &article, ending));
                    let mut output = Output::open(&inputs.destination(Some(&path))?)?;
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

    /// Whether there is something to show.
    fn some(&self) -> bool {
        match self {
            Self::One { some, .. } => *some,
            Self::Table { .. } | Self::Folder { .. } => true,
        }
    }

    fn write_text(&mut self, text: &EditionText) -> Outcome {
        match self {
            Self::One { output, some, .. } => {
                *some = true;
                output.write(|out| numbered(text, out))
            }
            // The program's arguments exclude it.
            Self::Table { .. } | Self::Folder { .. } => Ok(()),
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
            Self::Table { mut output, mut writer } => {
                output.write(|out| writer.end(out))?;
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
        writeln!(out, "{next:>6}  {}{}", " ".repeat(line.indent), visible::line(text.line(index)))?;
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
                    writeln!(out, "{}", visible::line(head))?;
                }
            }
            writeln!(out)?;
            for paragraph in &article.paragraphs {
                writeln!(out, "　　{}", visible::visible(paragraph.trim_start()))?;
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
        // Tables are written by their writers.
        SplitFormat::Csv | SplitFormat::Xlsx => Ok(()),
    }
}
