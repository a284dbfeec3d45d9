//! PDF → pages with their geometry.
//!
//! The file is read in a thread of its own, which hands over one page at a time, so that a page that
//! takes too long, asks for too much memory or panics the parser ends in an error and nothing else.
//!
//! | limit | value | of what |
//! |---|---|---|
//! | [`PAGE_SECONDS`] | 10 | opening the file; reading one page |
//! | [`PAGE_BYTES`] | 64 MiB | decoded content of one page, forms and fonts included |
//! | [`FILE_BYTES`] | 128 MiB | decoded tables and object streams of the file |
//! | [`PAGE_GLYPHS`] | 1,000,000 | characters of one page |
//!
//! Together they keep a file of any content below 512 MiB beside its own bytes.

mod content;
mod decode;
mod elsewhere;
mod font;
mod glyph;
mod lines;
mod matrix;
mod names;
mod rules;
mod scan;
mod unicode;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use hayro_syntax::{DecryptionError, LoadPdfError};

use super::LaidPage;
use crate::error::{Error, Result};
use content::read_page;

/// Longest time for opening a file and for each of its pages, in seconds.
pub const PAGE_SECONDS: u64 = 10;
/// Most bytes that the content of one page may decode to.
pub const PAGE_BYTES: usize = 64 << 20;
/// Most bytes that a file's tables and object streams may decode to.
pub const FILE_BYTES: usize = 128 << 20;
/// Most characters of one page.
pub const PAGE_GLYPHS: usize = 1_000_000;

/// Stack of the reading thread: objects may nest 512 deep, forms 16 deep.
const STACK: usize = 32 << 20;

/// Name of the reading thread, by which a panic hook can tell its panics from others.
pub const THREAD: &str = "pdf";

/// The pages of a PDF, one after the other; an error ends them.
///
/// ```no_run
/// use jzclass::read::pdf_pages;
/// for page in pdf_pages(std::fs::read("page.pdf").unwrap()) {
///     println!("{} lines", page?.lines.len());
/// }
/// # Ok::<(), jzclass::Error>(())
/// ```
#[derive(Debug)]
pub struct PdfPages {
    pages: Receiver<Result<LaidPage>>,
    reader: Option<JoinHandle<()>>,
    stop: Stop,
    read: usize,
    with_text: bool,
    ended: bool,
}

/// Begins to read a PDF.
///
/// Its pages come with their lines, pictures, ruled boxes and rules (boxes thinner than 2 points).
/// A file of images alone ends in [`Error::PdfWithoutText`] after its last page, one whose text stands only in form
/// fields or in fonts that do not tell their characters in [`Error::PdfTextElsewhere`].
pub fn pdf_pages(bytes: Vec<u8>) -> PdfPages {
    // One page is read ahead while another is worked on.
    let (sender, pages) = sync_channel(1);
    let stop = Stop::default();
    let seen = stop.clone();
    let reader = thread::Builder::new()
        .name(THREAD.into())
        .stack_size(STACK)
        .spawn(move || {
            let result = read_pages(bytes, &seen, |page| sender.send(page).is_ok());
            if let Err(error) = result {
                // Nobody listens any more: nothing to tell.
                let _ = sender.send(Err(error));
            }
        })
        .ok();
    PdfPages { pages, reader, stop, read: 0, with_text: false, ended: false }
}

/// Nobody waits for the pages any more.
#[derive(Debug, Clone, Default)]
struct Stop(Arc<AtomicBool>);

impl Stop {
    fn set(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// An error once nobody waits.
    fn check(&self) -> Result<()> {
        if self.0.load(Ordering::Relaxed) { Err(too_long()) } else { Ok(()) }
    }
}

fn too_long() -> Error {
    Error::PdfLimit { what: "time for a page", limit: format!("{PAGE_SECONDS} s") }
}

impl Drop for PdfPages {
    fn drop(&mut self) {
        self.stop.set();
    }
}

fn read_pages(bytes: Vec<u8>, stop: &Stop, mut send: impl FnMut(Result<LaidPage>) -> bool) -> Result<()> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    scan::check(&bytes)?;
    let pdf = hayro_syntax::Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Error::PdfPassword,
        LoadPdfError::Decryption(_) => Error::Pdf { cause: "its encryption is not known".into() },
        LoadPdfError::Invalid => Error::Pdf { cause: "it is damaged or cut short: no page can be found".into() },
    })?;
    if pdf.pages().is_empty() {
        return Err(Error::Pdf { cause: "it has no page".into() });
    }
    let mut fonts = font::Fonts::default();
    let (mut with_text, mut lacks) = (false, None);
    for (n, page) in pdf.pages().iter().enumerate() {
        let read = read_page(page, n + 1, &mut fonts, stop);
        stop.check()?;
        let read = read.map(|(page, elsewhere)| {
            with_text |= !page.lines.is_empty();
            lacks = lacks.or(elsewhere);
            page
        });
        if !send(read) {
            return Ok(());
        }
    }
    match lacks {
        Some(elsewhere) if !with_text => {
            Err(Error::PdfTextElsewhere { pages: pdf.pages().len(), cause: elsewhere.cause() })
        }
        _ => Ok(()),
    }
}

impl PdfPages {
    /// The next page. Time is counted in short steps, each for no more than its own length: while the system stops the
    /// whole program, or it sleeps, none passes.
    fn page(&self) -> std::result::Result<Result<LaidPage>, RecvTimeoutError> {
        const STEP: Duration = Duration::from_millis(100);
        for _ in 0..PAGE_SECONDS * 10 {
            match self.pages.recv_timeout(STEP) {
                Err(RecvTimeoutError::Timeout) => {}
                other => return other,
            }
        }
        Err(RecvTimeoutError::Timeout)
    }
}

impl Iterator for PdfPages {
    type Item = Result<LaidPage>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.page() {
            Ok(Ok(page)) => {
                self.read += 1;
                self.with_text |= !page.lines.is_empty();
                Some(Ok(page))
            }
            Ok(Err(error)) => {
                self.ended = true;
                Some(Err(error))
            }
            Err(RecvTimeoutError::Timeout) => {
                self.ended = true;
                // The reader sees it at the next operator or character; while it opens the file it does not.
                self.stop.set();
                self.reader = None;
                Some(Err(too_long()))
            }
            Err(RecvTimeoutError::Disconnected) => {
                self.ended = true;
                let panicked = self.reader.take().is_none_or(|reader| reader.join().is_err());
                if panicked {
                    Some(Err(Error::Pdf { cause: format!("page {} could not be parsed", self.read + 1) }))
                } else if self.with_text {
                    None
                } else {
                    Some(Err(Error::PdfWithoutText { pages: self.read }))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_nobody_waits_for_is_not_read_to_its_end() {
        let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pdf/one-column.pdf")).unwrap();
        let stop = Stop::default();
        let pages = |stop: &Stop| {
            let mut lines = Vec::new();
            let end = read_pages(bytes.clone(), stop, |page| {
                lines.push(page.map(|p| p.lines.len()).unwrap_or_default());
                true
            });
            (end.is_ok(), lines)
        };
        let (ended_well, lines) = pages(&stop);
        assert!(ended_well && lines.len() == 1 && lines[0] > 0);
        drop(PdfPages {
            pages: sync_channel(1).1,
            reader: None,
            stop: stop.clone(),
            read: 0,
            with_text: false,
            ended: false,
        });
        assert_eq!(pages(&stop), (false, vec![]));
        let pdf = hayro_syntax::Pdf::new(bytes.clone()).unwrap();
        let read = read_page(&pdf.pages()[0], 1, &mut font::Fonts::default(), &stop);
        assert!(matches!(read, Err(Error::PdfLimit { what: "time for a page", .. })), "the interpreter itself stops");
    }
}
