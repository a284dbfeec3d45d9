//! Fonts: character codes → text and widths.

use std::rc::Rc;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode, load_embedded};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, ObjectIdentifier, Stream, String as PdfString};
use rustc_hash::FxHashMap;

use super::decode::Budget;
use super::names::{Base, named};
use super::unicode::{plain, preference};
use crate::error::Result;

/// What one code of a font shows.
#[derive(Debug, Clone)]
pub(super) struct Shown {
    /// Its characters; U+FFFD where the file does not tell them.
    pub text: Rc<[char]>,
    /// Advance in em, along the line.
    pub advance: f64,
    /// Bytes of the code.
    pub bytes: usize,
    /// The code is the single byte 32, to which word spacing applies.
    pub is_space: bool,
}

/// A font of the file.
#[derive(Debug)]
pub(super) struct Font {
    codes: Codes,
    to_unicode: Option<CMap>,
    /// Sets from top to bottom.
    pub vertical: bool,
    /// A bold face by its name or descriptor.
    pub bold: bool,
    /// Draws its characters by content of the file (Type 3).
    pub drawn: bool,
    /// Height of one unit of font size; 1 but for Type 3 fonts.
    pub scale: f64,
    shown: FxHashMap<(u32, u8), Shown>,
}

#[derive(Debug)]
enum Codes {
    Simple { chars: Box<[Option<char>]>, widths: Box<[f64]> },
    Composite(Box<Composite>),
}

#[derive(Debug)]
struct Composite {
    encoding: CMap,
    /// Codes are UTF-16.
    utf16: bool,
    /// CID → character of the collection.
    collection: Option<Rc<CMap>>,
    /// CID → character of the embedded font's own table.
    embedded: FxHashMap<u32, char>,
    widths: FxHashMap<u32, f64>,
    width: f64,
    heights: FxHashMap<u32, f64>,
    height: f64,
}

/// Fonts read so far, by their object, and tables of character collections.
#[derive(Debug, Default)]
pub(super) struct Fonts {
    known: FxHashMap<ObjectIdentifier, Rc<std::cell::RefCell<Font>>>,
    collections: FxHashMap<&'static str, Rc<CMap>>,
}

/// Most fonts kept from page to page.
const KEPT: usize = 256;

impl Fonts {
    /// The font of a dictionary.
    pub(super) fn get(&mut self, dict: &Dict<'_>, budget: &mut Budget) -> Result<Rc<std::cell::RefCell<Font>>> {
        let id = dict.obj_id();
        if let Some(font) = id.and_then(|id| self.known.get(&id)) {
            return Ok(Rc::clone(font));
        }
        let font = Rc::new(std::cell::RefCell::new(self.read(dict, budget)?));
        if self.known.len() >= KEPT {
            self.known.clear();
        }
        if let Some(id) = id {
            self.known.insert(id, Rc::clone(&font));
        }
        Ok(font)
    }

    fn read(&mut self, dict: &Dict<'_>, budget: &mut Budget) -> Result<Font> {
        let to_unicode = match dict.get::<Stream<'_>>("ToUnicode") {
            Some(stream) => budget.decode(&stream)?.and_then(|data| CMap::parse(&data, load_embedded)),
            None => None,
        };
        let subtype = dict.get::<Name<'_>>("Subtype");
        let subtype = subtype.as_deref().unwrap_or_default();
        let descendant = dict.get::<Array<'_>>("DescendantFonts").and_then(|a| a.iter::<Dict<'_>>().next());
        let inner = descendant.as_ref().unwrap_or(dict);
        let bold = is_bold(dict, inner);
        let mut scale = 1.0;
        let mut vertical = false;
        let codes = if subtype == b"Type0" || descendant.is_some() {
            let composite = self.composite(dict, inner, budget)?;
            vertical = composite.encoding.metadata().writing_mode == Some(WritingMode::Vertical);
            Codes::Composite(Box::new(composite))
        } else {
            let matrix = (subtype == b"Type3").then(|| dict.get::<Array<'_>>("FontMatrix")).flatten();
            let matrix: Vec<f64> =
                matrix.map(|m| m.iter::<Number>().take(6).map(|n| n.as_f64()).collect()).unwrap_or_default();
            let unit = matrix.first().copied().filter(|&m| m != 0.0).map_or(0.001, f64::abs);
            if subtype == b"Type3" {
                let up = matrix.get(3).copied().unwrap_or(0.001).abs();
                let bbox: Vec<f64> = dict
                    .get::<Array<'_>>("FontBBox")
                    .map(|b| b.iter::<Number>().take(4).map(|n| n.as_f64()).collect())
                    .unwrap_or_default();
                let height = if bbox.len() == 4 { (bbox[3] - bbox[1]).abs() } else { 0.0 };
                scale = if height > 0.0 { (up * height).clamp(1e-3, 1e3) } else { (up * 1000.0).clamp(1e-3, 1e3) };
            }
            simple(dict, unit, subtype == b"Type3")
        };
        Ok(Font { codes, to_unicode, vertical, bold, drawn: subtype == b"Type3", scale, shown: FxHashMap::default() })
    }

    fn composite(&mut self, dict: &Dict<'_>, inner: &Dict<'_>, budget: &mut Budget) -> Result<Composite> {
        let mut utf16 = false;
        let encoding = match dict.get::<Object<'_>>("Encoding") {
            Some(Object::Name(name)) => {
                utf16 = name.as_str().starts_with("Uni")
                    && (name.as_str().contains("UCS2") || name.as_str().contains("UTF16"));
                predefined(&name)
            }
            Some(Object::Stream(stream)) => budget.decode(&stream)?.and_then(|data| CMap::parse(&data, load_embedded)),
            _ => None,
        };
        let encoding = encoding.unwrap_or_else(CMap::identity_h);
        let named = |cmap: &CMap| cmap.metadata().character_collection.as_ref().map(|c| c.family.clone());
        let family = named(&encoding).filter(|f| *f != CidFamily::AdobeIdentity).or_else(|| family(inner));
        let collection = family.and_then(|f| self.collection(&f));
        let descriptor = inner.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
        let mut embedded = FxHashMap::default();
        if dict.get::<Stream<'_>>("ToUnicode").is_none() && collection.is_none() && !utf16 {
            for key in ["FontFile2", "FontFile3"] {
                if let Some(stream) = descriptor.get::<Stream<'_>>(key)
                    && let Some(data) = budget.decode(&stream)?
                {
                    embedded = font_characters(&data);
                }
            }
            if let Some(stream) = inner.get::<Stream<'_>>("CIDToGIDMap") {
                let map = budget.decode(&stream)?.unwrap_or_default();
                embedded = map
                    .chunks_exact(2)
                    .enumerate()
                    .filter_map(|(cid, gid)| {
                        let gid = u32::from(u16::from_be_bytes([gid[0], gid[1]]));
                        embedded.get(&gid).map(|&c| (cid as u32, c))
                    })
                    .collect();
            }
        }
        let heights: Vec<f64> = inner
            .get::<Array<'_>>("DW2")
            .map(|a| a.iter::<Number>().take(2).map(|n| n.as_f64()).collect())
            .unwrap_or_default();
        Ok(Composite {
            encoding,
            utf16,
            collection,
            embedded,
            widths: inner.get::<Array<'_>>("W").map(|a| runs(&a, 1)).unwrap_or_default(),
            width: inner.get::<f32>("DW").map_or(1.0, |w| f64::from(w) / 1000.0),
            heights: inner.get::<Array<'_>>("W2").map(|a| runs(&a, 3)).unwrap_or_default(),
            height: heights.get(1).map_or(1.0, |h| -h / 1000.0),
        })
    }

    fn collection(&mut self, family: &CidFamily) -> Option<Rc<CMap>> {
        let (name, key) = match family {
            CidFamily::AdobeGB1 => (CMapName::AdobeGb1Ucs2, "GB1"),
            CidFamily::AdobeCNS1 => (CMapName::AdobeCns1Ucs2, "CNS1"),
            CidFamily::AdobeJapan1 => (CMapName::AdobeJapan1Ucs2, "Japan1"),
            CidFamily::AdobeKorea1 => (CMapName::AdobeKorea1Ucs2, "Korea1"),
            _ => return None,
        };
        if let Some(map) = self.collections.get(key) {
            return Some(Rc::clone(map));
        }
        let map = Rc::new(CMap::parse(load_embedded(name)?, load_embedded)?);
        self.collections.insert(key, Rc::clone(&map));
        Some(map)
    }
}

fn predefined(name: &Name<'_>) -> Option<CMap> {
    match CMapName::from_bytes(name) {
        CMapName::IdentityH => Some(CMap::identity_h()),
        CMapName::IdentityV => Some(CMap::identity_v()),
        known => CMap::parse(load_embedded(known)?, load_embedded),
    }
}

fn family(inner: &Dict<'_>) -> Option<CidFamily> {
    let info = inner.get::<Dict<'_>>("CIDSystemInfo")?;
    let registry = info.get::<PdfString<'_>>("Registry")?;
    let ordering = info.get::<PdfString<'_>>("Ordering")?;
    Some(CidFamily::from_registry_ordering(registry.as_bytes(), ordering.as_bytes()))
}

/// Glyph → character by a font file's own table.
fn font_characters(data: &[u8]) -> FxHashMap<u32, char> {
    let mut chars: FxHashMap<u32, char> = FxHashMap::default();
    let Ok(face) = ttf_parser::RawFace::parse(data, 0) else { return chars };
    let table = face.table(ttf_parser::Tag::from_bytes(b"cmap")).and_then(ttf_parser::cmap::Table::parse);
    let Some(table) = table else { return chars };
    for subtable in table.subtables.into_iter().filter(ttf_parser::cmap::Subtable::is_unicode) {
        subtable.codepoints(|code| {
            let (Some(c), Some(glyph)) = (char::from_u32(code), subtable.glyph_index(code)) else { return };
            let entry = chars.entry(u32::from(glyph.0)).or_insert(c);
            if preference(c) > preference(*entry) {
                *entry = c;
            }
        });
    }
    chars
}

/// Most widths kept of one font.
const MOST_WIDTHS: usize = 1 << 17;

/// The widths of `W` (one value a code) or the heights of `W2` (the first of three), in em.
fn runs(array: &Array<'_>, values: usize) -> FxHashMap<u32, f64> {
    let mut widths = FxHashMap::default();
    let mut head: Vec<f64> = Vec::new();
    // Ranges may be given over and over.
    let mut work = 0;
    let sign = if values == 1 { 0.001 } else { -0.001 };
    for object in array.iter::<Object<'_>>() {
        match object {
            Object::Array(list) => {
                let Some(&first) = head.first() else { continue };
                for (n, value) in list.iter::<Number>().step_by(values).enumerate() {
                    widths.insert(first as u32 + n as u32, value.as_f64() * sign);
                }
                head.clear();
            }
            Object::Number(number) => {
                head.push(number.as_f64());
                if head.len() == 2 + values {
                    let (first, last) = (head[0] as u32, head[1] as u32);
                    for code in first..=last.min(first.saturating_add(0xffff)) {
                        widths.insert(code, head[2] * sign);
                        work += 1;
                    }
                    head.clear();
                }
            }
            _ => {}
        }
        if widths.len() > MOST_WIDTHS || work > 8 * MOST_WIDTHS {
            break;
        }
    }
    widths
}

fn simple(dict: &Dict<'_>, unit: f64, type3: bool) -> Codes {
    let encoding = dict.get::<Object<'_>>("Encoding");
    let inner = encoding.clone().and_then(Object::into_dict);
    let base = match (&encoding, &inner) {
        (Some(Object::Name(name)), _) => Base::named(name),
        (_, Some(inner)) => inner.get::<Name<'_>>("BaseEncoding").map_or(Base::Windows, |n| Base::named(&n)),
        _ => Base::Windows,
    };
    let mut chars: Box<[Option<char>]> = (0..=255).map(|code| if type3 { None } else { base.char(code) }).collect();
    if let Some(differences) = inner.and_then(|d| d.get::<Array<'_>>("Differences")) {
        let mut code = 0_usize;
        for object in differences.iter::<Object<'_>>() {
            match object {
                Object::Number(n) => code = n.as_f64().max(0.0) as usize,
                Object::Name(name) => {
                    if let Some(slot) = chars.get_mut(code) {
                        *slot = named(name.as_str());
                    }
                    code = code.saturating_add(1);
                }
                _ => {}
            }
        }
    }
    let first = dict.get::<i32>("FirstChar").unwrap_or(0).clamp(0, 255) as usize;
    let missing = dict.get::<Dict<'_>>("FontDescriptor").and_then(|d| d.get::<f32>("MissingWidth")).unwrap_or(0.0);
    let list = dict.get::<Array<'_>>("Widths");
    // The fourteen standard fonts bring no widths; half an em is near those of digits.
    let default = if list.is_some() || type3 { f64::from(missing) * unit } else { 0.5 };
    let mut widths: Box<[f64]> = vec![default; 256].into();
    if let Some(list) = list {
        for (slot, width) in widths[first..].iter_mut().zip(list.iter::<Number>()) {
            *slot = width.as_f64() * unit;
        }
    }
    Codes::Simple { chars, widths }
}

fn is_bold(dict: &Dict<'_>, inner: &Dict<'_>) -> bool {
    const WORDS: [&str; 12] =
        ["bold", "black", "heavy", "heiti", "simhei", "-hei", "fzht", "fzdhtj", "dbs", "xbs", "semibd", "medium"];
    let name = dict.get::<Name<'_>>("BaseFont").map(|n| n.as_str().to_ascii_lowercase()).unwrap_or_default();
    let descriptor = inner.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    WORDS.iter().any(|w| name.contains(w))
        || descriptor.get::<f32>("FontWeight").is_some_and(|w| w >= 600.0)
        || descriptor.get::<i32>("Flags").is_some_and(|f| f & 1 << 18 != 0)
}

impl Font {
    /// What the next code of `bytes` (not empty) shows.
    pub(super) fn next(&mut self, bytes: &[u8]) -> Shown {
        let (code, length) = match &self.codes {
            Codes::Simple { .. } => (u32::from(bytes[0]), 1),
            Codes::Composite(composite) => composite.read(bytes),
        };
        if let Some(shown) = self.shown.get(&(code, length as u8)) {
            return shown.clone();
        }
        let text = self.text(code, length);
        let text: Vec<char> = text.into_iter().flat_map(plain).flatten().collect();
        let shown = Shown {
            text: text.into(),
            advance: self.advance(code, length),
            bytes: length,
            is_space: length == 1 && code == 32,
        };
        self.shown.insert((code, length as u8), shown.clone());
        shown
    }

    fn text(&self, code: u32, length: usize) -> Vec<char> {
        let told = self.to_unicode.as_ref().and_then(|map| map.lookup_bf_string(code)).map(characters);
        if let Some(told) = told.filter(|t| !t.is_empty() && !t.iter().any(|&c| matches!(c, '\0' | '\u{fffd}'))) {
            return told;
        }
        match &self.codes {
            Codes::Simple { chars, .. } => vec![chars[code as usize & 255].unwrap_or('\u{fffd}')],
            Codes::Composite(composite) => composite.text(code, length),
        }
    }

    fn advance(&self, code: u32, length: usize) -> f64 {
        match &self.codes {
            Codes::Simple { widths, .. } => widths[code as usize & 255],
            Codes::Composite(composite) => {
                let cid = composite.encoding.lookup_cid_code(code, length as u8).unwrap_or(0);
                if self.vertical {
                    composite.heights.get(&cid).copied().unwrap_or(composite.height)
                } else {
                    composite.widths.get(&cid).copied().unwrap_or(composite.width)
                }
            }
        }
    }
}

fn characters(text: BfString) -> Vec<char> {
    match text {
        BfString::Char(c) => vec![c],
        BfString::String(s) => s.chars().take(8).collect(),
    }
}

impl Composite {
    /// The next code and its length.
    fn read(&self, bytes: &[u8]) -> (u32, usize) {
        let mut code = 0;
        for (n, &byte) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(byte);
            if self.encoding.lookup_cid_code(code, n as u8 + 1).is_some() {
                return (code, n + 1);
            }
        }
        // No code of the encoding: of two bytes, as nearly all of Chinese fonts are.
        match *bytes {
            [a, b, ..] if self.utf16 || a > 0x80 => (u32::from(a) << 8 | u32::from(b), 2),
            [a, ..] => (u32::from(a), 1),
            [] => (0, 1),
        }
    }

    fn text(&self, code: u32, length: usize) -> Vec<char> {
        if self.utf16 {
            let units: &[u16] = if length == 4 { &[(code >> 16) as u16, code as u16] } else { &[code as u16] };
            let decoded: Vec<char> = char::decode_utf16(units.iter().copied()).flatten().collect();
            if !decoded.is_empty() {
                return decoded;
            }
        }
        let cid = self.encoding.lookup_cid_code(code, length as u8).unwrap_or(0);
        if let Some(map) = &self.collection {
            if let Some(text) = map.lookup_bf_string(cid) {
                return characters(text);
            }
            if let Some(c) = map.lookup_cid_code(cid, 2).and_then(char::from_u32) {
                return vec![c];
            }
        }
        vec![self.embedded.get(&cid).copied().unwrap_or('\u{fffd}')]
    }
}
