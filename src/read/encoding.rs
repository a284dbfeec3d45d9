//! Character encodings: UTF-8, UTF-16, GB18030/GBK and Big5, detected or named.

use encoding_rs::{BIG5, DecoderResult, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Error, Result};

/// An encoding this program reads. GBK and GB2312 are subsets of GB18030.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// GB18030, of which GBK and GB2312 are parts.
    Gb18030,
    /// Big5 with the Hong Kong supplement.
    Big5,
}

impl Encoding {
    /// The encoding of this name, in any spelling of case, `-` and `_`.
    ///
    /// # Errors
    /// [`Error::UnknownEncoding`] for any other name.
    ///
    /// ```
    /// use jzclass::read::Encoding;
    /// assert_eq!(Encoding::from_name("GB2312").unwrap(), Encoding::Gb18030);
    /// ```
    pub fn from_name(name: &str) -> Result<Self> {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
        Ok(match plain.as_str() {
            "utf8" => Self::Utf8,
            "utf16" | "utf16le" => Self::Utf16Le,
            "utf16be" => Self::Utf16Be,
            "gb18030" | "gbk" | "gb2312" | "cp936" | "euccn" => Self::Gb18030,
            "big5" | "big5hkscs" | "cp950" => Self::Big5,
            _ => return Err(Error::UnknownEncoding { name: name.to_owned() }),
        })
    }

    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "GB18030",
            Self::Big5 => "Big5",
        }
    }

    fn codec(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Gb18030 => GB18030,
            Self::Big5 => BIG5,
        }
    }
}

/// Decoded text and how it was decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding it was read as.
    pub encoding: Encoding,
    /// Undecodable byte sequences; each stands as one U+FFFD in `text`.
    pub undecodable: usize,
}

/// Decodes `bytes`, as `encoding` when given, else as what they look like.
///
/// A byte order mark decides; else valid UTF-8 is UTF-8; else NUL bytes at every other place mean
/// UTF-16; else text that is UTF-8 but for a few broken sequences stays UTF-8; else it is GB18030
/// or Big5, under which more of its characters are common ones. **Bad bytes are never dropped**: each
/// undecodable sequence becomes one U+FFFD and is counted.
///
/// # Errors
/// [`Error::Empty`] without bytes; [`Error::Binary`] for what is no text (NUL bytes, or one
/// character in ten undecodable or a control).
///
/// ```
/// let decoded = jzclass::read::decode(b"\xb1\xbe\xb1\xa8\xd1\xb6", None).unwrap();
/// assert_eq!(decoded.text, "本报讯");
/// ```
pub fn decode(bytes: &[u8], encoding: Option<Encoding>) -> Result<Decoded> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    let (mark, rest) = split_mark(bytes);
    let (encoding, body) = match (encoding, mark) {
        // A mark that agrees with the name given, or says which UTF-16 it is, is no text.
        (Some(asked), Some(marked)) if asked == marked || is_utf16(asked) && is_utf16(marked) => (marked, rest),
        (Some(asked), _) => (asked, bytes),
        (None, Some(marked)) => (marked, rest),
        (None, None) => match plain_utf8(bytes) {
            Some(text) => {
                let decoded = Decoded { text: text.to_owned(), encoding: Encoding::Utf8, undecodable: 0 };
                refuse_binary(&decoded)?;
                return Ok(decoded);
            }
            None => (detect(bytes)?, bytes),
        },
    };
    let decoded = decode_as(body, encoding);
    refuse_binary(&decoded)?;
    Ok(decoded)
}

fn is_utf16(encoding: Encoding) -> bool {
    matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be)
}

fn split_mark(bytes: &[u8]) -> (Option<Encoding>, &[u8]) {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        (Some(Encoding::Utf8), rest)
    } else if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        (Some(Encoding::Utf16Le), rest)
    } else if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        (Some(Encoding::Utf16Be), rest)
    } else if bytes.starts_with(b"\x84\x31\x95\x33") {
        (Some(Encoding::Gb18030), &bytes[4..])
    } else {
        (None, bytes)
    }
}

/// How many bytes detection looks at.
const SAMPLE: usize = 1 << 18;

/// Valid UTF-8 that does not look like UTF-16.
fn plain_utf8(bytes: &[u8]) -> Option<&str> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if looks_like_utf16(sample).is_none() { simdutf8::basic::from_utf8(bytes).ok() } else { None }
}

/// The encoding of bytes that are not plain UTF-8.
fn detect(bytes: &[u8]) -> Result<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(utf16) = looks_like_utf16(sample) {
        return Ok(utf16);
    }
    if let Some(at) = sample.iter().position(|&b| b == 0) {
        return Err(Error::Binary { found: format!("a NUL byte at offset {at}") });
    }
    let as_utf8 = decode_as(sample, Encoding::Utf8);
    let multibyte = as_utf8.text.chars().filter(|&c| !c.is_ascii() && c != '\u{fffd}').count();
    // GB18030 text read as UTF-8 breaks at most characters, damaged UTF-8 at a few only.
    if multibyte > 20 * as_utf8.undecodable {
        return Ok(Encoding::Utf8);
    }
    let familiar = |encoding| familiarity(&decode_as(sample, encoding).text);
    Ok(if familiar(Encoding::Big5) > familiar(Encoding::Gb18030) { Encoding::Big5 } else { Encoding::Gb18030 })
}

/// Characters that make up a good third of any Chinese text, simplified and traditional.
const FAMILIAR: &str = "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小\
     心多天而能好都没日于起发成事只作当看文无开手十用主行方又如前所本见经头面公同三已从动两长知民样现分将外但身与高意进\
     法此实二理点月明其种全工者向部正名定力机等业最间新位因重电四第门相次东政海口教西平世气信北少关并内加化由代军产入先\
     山五水万市建务报记讯今区县省路员收受保计提设这這來國個說們為時會過學對後裡麼發當開經頭長動樣現將與進實點種聲話問機給\
     幾業間電門東聽氣關並產報訊記區縣員務萬兩從無邊還讓見風雲農車馬書華黨廠場戰爭單層廣應總統處歷觀證議護讀變體點";

/// How well a text reads as Chinese: the share of its characters beyond ASCII that are familiar, less the
/// share of those that no text has (private use, kana in between, undecodable).
fn familiarity(text: &str) -> f64 {
    let familiar: std::collections::BTreeSet<char> = FAMILIAR.chars().filter(|c| !c.is_whitespace()).collect();
    let (mut all, mut known, mut strange) = (1_usize, 0_usize, 0_usize);
    for c in text.chars().filter(|c| !c.is_ascii()).take(20_000) {
        all += 1;
        known += usize::from(familiar.contains(&c) || "，。、：；“”（）！？《》　「」".contains(c));
        strange += usize::from(matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{3040}'..='\u{30ff}'));
    }
    (known as f64 - strange as f64) / all as f64
}

/// UTF-16 without a mark: one byte of each pair is often NUL (ASCII, line ends) or in the range
/// of the Han high bytes while the other is not.
fn looks_like_utf16(sample: &[u8]) -> Option<Encoding> {
    let pairs = sample.len() / 2;
    if pairs < 2 || sample.len() % 2 == 1 && sample.len() < SAMPLE {
        return None;
    }
    let telling = |b: u8| matches!(b, 0x00 | 0x30 | 0x20 | 0xff | 0x4e..=0x9f);
    let (mut first, mut second, mut nul_first, mut nul_second) = (0, 0, 0, 0);
    for pair in sample.chunks_exact(2) {
        first += usize::from(telling(pair[0]));
        second += usize::from(telling(pair[1]));
        nul_first += usize::from(pair[0] == 0);
        nul_second += usize::from(pair[1] == 0);
    }
    // Line ends give NULs on one side only; real UTF-8 or GB18030 text has none at all.
    if nul_second > 0 && nul_second > 8 * nul_first && second * 100 > pairs * 90 {
        Some(Encoding::Utf16Le)
    } else if nul_first > 0 && nul_first > 8 * nul_second && first * 100 > pairs * 90 {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

fn decode_as(bytes: &[u8], encoding: Encoding) -> Decoded {
    if encoding == Encoding::Utf8
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Decoded { text: text.to_owned(), encoding, undecodable: 0 };
    }
    let mut decoder = encoding.codec().new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let mut undecodable = 0;
    let mut rest = bytes;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve(rest.len() + 64),
            DecoderResult::Malformed(..) => {
                undecodable += 1;
                text.push('\u{fffd}');
            }
        }
    }
    Decoded { text, encoding, undecodable }
}

fn refuse_binary(decoded: &Decoded) -> Result<()> {
    let (mut characters, mut controls) = (0_usize, 0_usize);
    for c in decoded.text.chars().take(SAMPLE) {
        characters += 1;
        controls += usize::from(c == '\u{fffd}' || c.is_control() && !"\t\n\r\u{c}\u{b}\u{1a}".contains(c));
    }
    if controls * 10 > characters {
        return Err(Error::Binary {
            found: format!(
                "{controls} of {characters} characters are controls or undecodable as {}",
                decoded.encoding.name()
            ),
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "本报讯（记者林小舟）昨日，气象部门发布大风蓝色预警。\r\n请市民注意防范，减少外出。\n";

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect()
    }

    #[test]
    fn every_encoding_is_detected_from_raw_bytes() {
        let traditional = "本報訊（記者陳大文）昨日氣象部門發布強風特報，請市民注意防範，減少外出。\n";
        let cases: [(Vec<u8>, Encoding, &str); 7] = [
            (TEXT.as_bytes().to_vec(), Encoding::Utf8, TEXT),
            ([b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), Encoding::Utf8, TEXT),
            (GB18030.encode(TEXT).0.into_owned(), Encoding::Gb18030, TEXT),
            (BIG5.encode(traditional).0.into_owned(), Encoding::Big5, traditional),
            (utf16(TEXT, true), Encoding::Utf16Le, TEXT),
            (utf16(TEXT, false), Encoding::Utf16Be, TEXT),
            ([b"\xff\xfe".to_vec(), utf16(TEXT, true)].concat(), Encoding::Utf16Le, TEXT),
        ];
        for (bytes, encoding, text) in cases {
            let decoded = decode(&bytes, None).unwrap();
            assert_eq!((decoded.encoding, decoded.text.as_str()), (encoding, text));
            assert_eq!(decoded.undecodable, 0);
        }
    }

    #[test]
    fn undecodable_bytes_are_counted_and_kept() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.insert(9, 0xff);
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!((decoded.encoding, decoded.undecodable), (Encoding::Utf8, 1));
        assert_eq!(decoded.text.replace('\u{fffd}', ""), TEXT);
    }

    #[test]
    fn binary_files_and_empty_files_are_refused() {
        assert!(matches!(decode(b"", None), Err(Error::Empty)));
        let zip = b"PK\x03\x04\x14\x00\x00\x00\x08\x00\x9c\x8d\x91\x57\xff\xfe\x01\x02\x03\x04\x05\x06";
        assert!(matches!(decode(zip, None), Err(Error::Binary { .. })));
        assert!(matches!(decode(&[0; 64], None), Err(Error::Binary { .. })));
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = decode(&bytes, None);
            let _ = decode(&bytes, Some(Encoding::Big5));
        }

        #[test]
        fn any_text_comes_back_from_gb18030(text in "[一-龥，。0-9A-Za-z]{40,200}") {
            let decoded = decode(&GB18030.encode(&text).0, Some(Encoding::Gb18030)).unwrap();
            prop_assert_eq!(decoded.text, text);
        }
    }
}
