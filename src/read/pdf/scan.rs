//! A look at a file's bytes before they are parsed: what the parser decodes by itself must be bounded.

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};

use super::FILE_BYTES;
use crate::error::{Error, Result};

/// Longest dictionary looked at before a stream's data.
const DICTIONARY: usize = 4096;
/// Most streams of a file.
const STREAMS: usize = 200_000;
/// Deflate can grow data 1,032 times.
const GROWTH: usize = 1032;

fn too_large() -> Error {
    Error::PdfLimit { what: "decoded object streams", limit: format!("{} MiB", FILE_BYTES >> 20) }
}

/// Object streams and cross-reference streams, which the parser decodes whole and keeps, decode to
/// [`FILE_BYTES`] at most.
///
/// # Errors
/// [`Error::PdfLimit`].
pub(super) fn check(bytes: &[u8]) -> Result<()> {
    let encrypted = find(bytes, b"/Encrypt").is_some();
    let mut left = FILE_BYTES;
    let mut at = 0;
    let (mut end, mut streams) = (0, 0);
    while let Some(found) = find(&bytes[at..], b"stream") {
        let start = at + found;
        at = start + b"stream".len();
        if bytes[..start].ends_with(b"end") {
            continue;
        }
        streams += 1;
        if streams > STREAMS {
            return Err(Error::PdfLimit { what: "streams of a file", limit: STREAMS.to_string() });
        }
        let dictionary = dictionary(&bytes[..start]);
        // A name may be written with escapes.
        let loaded = [&b"ObjStm"[..], b"XRef", b"/First", b"/W", b"#"].iter().any(|w| find(dictionary, w).is_some());
        if !loaded {
            continue;
        }
        if end < at {
            end = find(&bytes[at..], b"endstream").map_or(bytes.len(), |e| at + e);
        }
        let data = bytes[at..end].trim_ascii_start();
        let filters = occurrences(dictionary, b"Decode") - occurrences(dictionary, b"DecodeParms");
        let plain = filters == 1 && find(dictionary, b"FlateDecode").is_some();
        let image = find(dictionary, b"/Image").is_some() && find(dictionary, b"#").is_none();
        let grown = if image || filters == 0 && !dictionary.contains(&b'#') {
            0
        } else if plain && !encrypted {
            match decompress_to_vec_zlib_with_limit(data, left) {
                Ok(decoded) => decoded.len(),
                Err(error) if error.status == TINFLStatus::HasMoreOutput => return Err(too_large()),
                Err(error) => error.output.len(),
            }
        } else if plain {
            // Encrypted data cannot be looked into: the most it could become, half of what is left.
            if data.len() * GROWTH > 4 * FILE_BYTES {
                return Err(too_large());
            }
            data.len() * 8
        } else if data.len() > 1 << 16 {
            return Err(too_large());
        } else if occurrences(dictionary, b"Flate") + occurrences(dictionary, b"LZW") > 1 {
            return Err(Error::Pdf { cause: "an object stream is compressed twice over".into() });
        } else {
            data.len() * 8
        };
        left = left.checked_sub(grown).ok_or_else(too_large)?;
    }
    Ok(())
}

/// The text between `obj` and the data.
fn dictionary(before: &[u8]) -> &[u8] {
    let part = &before[before.len().saturating_sub(DICTIONARY)..];
    let from = part.windows(3).rposition(|w| w == b"obj").map_or(0, |at| at + 3);
    &part[from..]
}

fn occurrences(text: &[u8], word: &[u8]) -> usize {
    text.windows(word.len()).filter(|w| *w == word).count()
}

/// Where `word` stands first.
fn find(text: &[u8], word: &[u8]) -> Option<usize> {
    let first = word[0];
    let mut at = 0;
    while let Some(next) = text[at..].iter().position(|&b| b == first) {
        if text[at + next..].starts_with(word) {
            return Some(at + next);
        }
        at += next + 1;
    }
    None
}
