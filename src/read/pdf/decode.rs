//! Stream filters with a limit on what comes out of them.

use hayro_syntax::object::{Dict, Stream};
use hayro_syntax::{Filter, object::Array};
use miniz_oxide::inflate::{
    DecompressError, TINFLStatus, decompress_to_vec_with_limit, decompress_to_vec_zlib_with_limit,
};

use super::PAGE_BYTES;
use crate::error::{Error, Result};

/// Bytes that may still be decoded.
#[derive(Debug)]
pub(super) struct Budget(pub usize);

pub(super) fn too_large() -> Error {
    Error::PdfLimit { what: "decoded content of a page", limit: format!("{} MiB", PAGE_BYTES >> 20) }
}

impl Budget {
    /// The data of a stream; nothing for an image or unknown filter. A damaged stream gives what
    /// could be decoded.
    pub(super) fn decode(&mut self, stream: &Stream<'_>) -> Result<Option<Vec<u8>>> {
        let mut data = stream.raw_data().into_owned();
        if data.len() > self.0 {
            return Err(too_large());
        }
        let filters = stream.filters();
        if filters.len() > 8 {
            return Ok(None);
        }
        for filter in filters {
            let decoded = match filter {
                Filter::FlateDecode => self.inflate(&data)?,
                Filter::LzwDecode => self.unpack(&data, early_change(stream.dict()))?,
                Filter::AsciiHexDecode => hex(&data),
                Filter::Ascii85Decode => ascii85(&data),
                Filter::RunLengthDecode => self.run_lengths(&data)?,
                Filter::Crypt => data,
                _ => return Ok(None),
            };
            data = decoded;
        }
        // What it decodes to without predictors is known to be within the limit.
        if predicted(stream.dict()) {
            data = stream.decoded_data().map(std::borrow::Cow::into_owned).unwrap_or_default();
        }
        self.0 = self.0.checked_sub(data.len()).ok_or_else(too_large)?;
        Ok(Some(data))
    }

    fn inflate(&self, data: &[u8]) -> Result<Vec<u8>> {
        let whole = |result: std::result::Result<Vec<u8>, DecompressError>| match result {
            Ok(decoded) => Ok(decoded),
            Err(error) if error.status == TINFLStatus::HasMoreOutput => Err(too_large()),
            Err(error) => Ok(error.output),
        };
        let decoded = whole(decompress_to_vec_zlib_with_limit(data, self.0))?;
        // Some writers leave the two bytes of the zlib header away.
        if decoded.is_empty() { whole(decompress_to_vec_with_limit(data, self.0)) } else { Ok(decoded) }
    }

    fn unpack(&self, data: &[u8], early: bool) -> Result<Vec<u8>> {
        use weezl::{BitOrder, LzwStatus, decode::Decoder};
        let mut decoder =
            if early { Decoder::with_tiff_size_switch(BitOrder::Msb, 8) } else { Decoder::new(BitOrder::Msb, 8) };
        let mut out = Vec::new();
        let mut chunk = vec![0; 1 << 16];
        let mut rest = data;
        loop {
            let step = decoder.decode_bytes(rest, &mut chunk);
            rest = &rest[step.consumed_in..];
            out.extend_from_slice(&chunk[..step.consumed_out]);
            if out.len() > self.0 {
                return Err(too_large());
            }
            match step.status {
                Ok(LzwStatus::Ok) if step.consumed_in > 0 || step.consumed_out > 0 => {}
                _ => return Ok(out),
            }
        }
    }

    fn run_lengths(&self, data: &[u8]) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        let mut rest = data;
        while let [length, tail @ ..] = rest {
            match *length {
                128 => break,
                n if n < 128 => {
                    let n = (usize::from(n) + 1).min(tail.len());
                    out.extend_from_slice(&tail[..n]);
                    rest = &tail[n..];
                }
                n => {
                    let [byte, after @ ..] = tail else { break };
                    out.resize(out.len() + 257 - usize::from(n), *byte);
                    rest = after;
                }
            }
            if out.len() > self.0 {
                return Err(too_large());
            }
        }
        Ok(out)
    }
}

fn parameters<'a>(dict: &Dict<'a>) -> Vec<Dict<'a>> {
    let one = ["DecodeParms", "DP"].iter().find_map(|key| dict.get::<Dict<'a>>(key));
    let many = || ["DecodeParms", "DP"].iter().find_map(|key| dict.get::<Array<'a>>(key));
    one.map_or_else(|| many().map(|a| a.iter::<Dict<'a>>().take(8).collect()).unwrap_or_default(), |d| vec![d])
}

fn predicted(dict: &Dict<'_>) -> bool {
    parameters(dict).iter().any(|p| p.get::<i32>("Predictor").is_some_and(|n| n > 1))
}

fn early_change(dict: &Dict<'_>) -> bool {
    parameters(dict).iter().all(|p| p.get::<i32>("EarlyChange") != Some(0))
}

fn hex(data: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> =
        data.iter().take_while(|&&b| b != b'>').filter_map(|&b| char::from(b).to_digit(16).map(|d| d as u8)).collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
}

fn ascii85(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut group = Vec::with_capacity(5);
    let word = |group: &[u8]| {
        let digits = group.iter().map(|&b| u32::from(b - b'!')).chain(std::iter::repeat(84)).take(5);
        digits.fold(0_u32, |sum, d| sum.wrapping_mul(85).wrapping_add(d)).to_be_bytes()
    };
    for &b in data.strip_prefix(b"<~").unwrap_or(data) {
        match b {
            b'~' => break,
            b'z' if group.is_empty() => out.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => {
                group.push(b);
                if group.len() == 5 {
                    out.extend_from_slice(&word(&group));
                    group.clear();
                }
            }
            _ => {}
        }
    }
    if group.len() > 1 {
        out.extend_from_slice(&word(&group)[..group.len() - 1]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_filters() {
        assert_eq!(hex(b"48 65 6C 6c 6F>"), b"Hello");
        assert_eq!(ascii85(b"<~87cURD]i,\"Ebo80~>"), b"Hello World!");
        assert_eq!(ascii85(b"87cUR~>"), b"Hell");
        assert_eq!(Budget(99).run_lengths(&[1, b'a', b'b', 254, b'c', 128, 7]).unwrap(), b"abccc");
    }

    #[test]
    fn what_grows_too_large_is_refused() {
        let zeros = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; 100_000], 6);
        assert_eq!(Budget(100_000).inflate(&zeros).unwrap().len(), 100_000);
        assert!(matches!(Budget(99_999).inflate(&zeros), Err(Error::PdfLimit { .. })));
        assert!(matches!(Budget(100).run_lengths(&[129, 0]), Err(Error::PdfLimit { .. })));
    }

    #[test]
    fn a_stream_cut_short_gives_what_it_has() {
        let whole = miniz_oxide::deflate::compress_to_vec_zlib(b"BT (one) Tj (two) Tj ET 0123456789", 0);
        let cut = Budget(1000).inflate(&whole[..whole.len() - 10]).unwrap();
        assert!(cut.starts_with(b"BT (one) Tj"));
    }
}
