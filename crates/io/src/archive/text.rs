//! A stream of bytes in any encoding → the same in UTF-8.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, UTF_8};

use jzclass::error::Result;
use jzclass::read::{Encoding, decode};

/// How many bytes the encoding is told by.
const SAMPLE: usize = 1 << 18;

/// Reads up to `most` bytes.
pub(crate) fn read_start(reader: &mut dyn Read, most: usize) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    reader.take(most as u64).read_to_end(&mut start)?;
    Ok(start)
}

/// A stream as UTF-8, without a byte order mark. What is UTF-8 already is passed on as it is, broken
/// sequences too; in other encodings each sequence that cannot be decoded becomes one U+FFFD and is counted.
pub(crate) struct Utf8<'r> {
    start: io::Cursor<Vec<u8>>,
    rest: &'r mut dyn Read,
    encoding: Encoding,
    decoder: Option<Decoder>,
    ready: io::Cursor<Vec<u8>>,
    ended: bool,
    undecodable: usize,
}

/// A decoder for a stream of which a byte order mark was taken off.
fn decoder_of(encoding: Encoding) -> Decoder {
    encoding_rs::Encoding::for_label(encoding.name().as_bytes()).unwrap_or(UTF_8).new_decoder_without_bom_handling()
}

impl<'r> Utf8<'r> {
    /// Tells the encoding by the beginning, unless it is given.
    ///
    /// # Errors
    /// Those of [`decode`] on the beginning. The outer error is one of reading.
    pub(crate) fn new(rest: &'r mut dyn Read, encoding: Option<Encoding>) -> io::Result<Result<Self>> {
        let mut start = read_start(rest, SAMPLE)?;
        // A sample that ends within a character would look broken.
        let whole = if start.len() < SAMPLE { start.len() } else { line_end(&start).unwrap_or(start.len()) };
        let encoding = match decode(&start[..whole], encoding) {
            Ok(decoded) => decoded.encoding,
            Err(error) => return Ok(Err(error)),
        };
        let mark: &[u8] = match encoding {
            Encoding::Utf8 => b"\xef\xbb\xbf",
            Encoding::Utf16Le => b"\xff\xfe",
            Encoding::Utf16Be => b"\xfe\xff",
            Encoding::Gb18030 => b"\x84\x31\x95\x33",
            Encoding::Big5 => b"",
        };
        if start.starts_with(mark) {
            start.drain(..mark.len());
        }
        let decoder = (encoding != Encoding::Utf8).then(|| decoder_of(encoding));
        let (start, ready) = (io::Cursor::new(start), io::Cursor::new(Vec::new()));
        Ok(Ok(Self { start, rest, encoding, decoder, ready, ended: false, undecodable: 0 }))
    }

    /// What could not be decoded so far, where it was not UTF-8.
    pub(crate) fn undecodable(&self) -> Option<(usize, Encoding)> {
        (self.undecodable > 0).then_some((self.undecodable, self.encoding))
    }

    fn decode_more(&mut self) -> io::Result<()> {
        let mut raw = vec![0; 1 << 16];
        let read = read_either(&mut self.start, self.rest, &mut raw)?;
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        self.ended = read == 0;
        let mut bytes = &raw[..read];
        let mut text = String::with_capacity(2 * read + 16);
        loop {
            let (result, used) = decoder.decode_to_string_without_replacement(bytes, &mut text, self.ended);
            bytes = &bytes[used..];
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => text.reserve(bytes.len() + 64),
                DecoderResult::Malformed(..) => {
                    self.undecodable += 1;
                    text.push('\u{fffd}');
                }
            }
        }
        self.ready = io::Cursor::new(text.into_bytes());
        Ok(())
    }
}

fn line_end(bytes: &[u8]) -> Option<usize> {
    let at = bytes.iter().rposition(|&b| b == b'\n')? + 1;
    // UTF-16 has its line feeds in pairs.
    Some(at + at % 2)
}

fn read_either(start: &mut io::Cursor<Vec<u8>>, rest: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    match start.read(buffer)? {
        0 => rest.read(buffer),
        read => Ok(read),
    }
}

impl Read for Utf8<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.decoder.is_none() {
            return read_either(&mut self.start, self.rest, buffer);
        }
        loop {
            match self.ready.read(buffer)? {
                0 if self.ended || buffer.is_empty() => return Ok(0),
                0 => self.decode_more()?,
                read => return Ok(read),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::GB18030;

    #[test]
    fn every_encoding_comes_out_as_utf_8() {
        let text = "本报讯（记者林小舟）昨日，气象部门发布大风蓝色预警。\r\n请市民注意防范，减少外出。\n".repeat(9_000);
        let utf16: Vec<u8> = ["\u{feff}", &text].concat().encode_utf16().flat_map(u16::to_le_bytes).collect();
        let forms = [
            text.clone().into_bytes(),
            ["\u{feff}", &text].concat().into_bytes(),
            GB18030.encode(&text).0.into_owned(),
            utf16,
        ];
        for bytes in &forms {
            let mut reader = &bytes[..];
            let mut utf8 = Utf8::new(&mut reader, None).unwrap().unwrap();
            let mut out = String::new();
            utf8.read_to_string(&mut out).unwrap();
            assert!(out == text && utf8.undecodable().is_none());
        }
        let mut broken = forms[2].clone();
        broken[300_001] = 0xff;
        let mut reader = &broken[..];
        let mut utf8 = Utf8::new(&mut reader, None).unwrap().unwrap();
        let mut out = String::new();
        utf8.read_to_string(&mut out).unwrap();
        assert!(utf8.undecodable().is_some_and(|(n, e)| n > 0 && e == Encoding::Gb18030));
    }
}
