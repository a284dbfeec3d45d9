//! Pages recognised from images: ALTO, METS/ALTO, hOCR and PAGE-XML, told apart by their root element.

use std::path::{Path, PathBuf};

use super::encoding::Encoding;
use super::layout::{LaidPage, Role};
use super::markup::{Dialect, Tree, decode_markup};
use super::{alto, hocr, mets, page_xml};
use crate::error::{Error, Result};

/// Points an image's pixel is wide where the file does not tell its resolution: 300 pixels an inch.
pub(super) const POINTS_A_PIXEL: f32 = 72.0 / 300.0;

/// A file of recognised pages.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recognised {
    /// Its pages, in their order.
    pub pages: Vec<LaidPage>,
    /// What the paper itself calls each page, such as `3` or `A02`; empty where the file does not tell.
    pub names: Vec<String>,
    /// Name of the newspaper; empty where the file does not tell.
    pub paper: String,
    /// Day of the edition as `2024-11-08`; empty where the file does not tell.
    pub date: String,
    /// Undecodable byte sequences of its files.
    pub undecodable: usize,
}

/// Reads a file of recognised pages.
///
/// | root | format | versions |
/// |---|---|---|
/// | `alto` | ALTO | 1 to 4, any namespace or none, units `pixel`, `mm10`, `inch1200` |
/// | `mets` | METS | with links to ALTO files, taken from `folder` and the folders in it |
/// | `PcGts` | PAGE-XML | 2010 to 2019 |
/// | `html` | hOCR | any page with an element of class `ocr_page` |
///
/// Lines stand in the file's own reading order where it has one. Places are in points; pixels are 1/300
/// inch where the file tells no resolution. Document types are not read and entities not expanded.
///
/// # Errors
/// [`Error::BadMarkup`] for what is not well-formed, [`Error::OtherMarkup`] for another root element,
/// [`Error::NotHocr`] for other HTML, [`Error::BadLink`] for a METS link that leads out of `folder`,
/// [`Error::Io`] for a linked file that cannot be read, and those of [`decode`](super::decode).
///
/// ```
/// let alto = "<alto><Layout><Page WIDTH='600' HEIGHT='900'><PrintSpace><TextBlock ID='b'>\
///             <TextLine><String CONTENT='江堤' WC='0.75'/><SP/><String CONTENT='加固' WC='0.25'/></TextLine>\
///             </TextBlock></PrintSpace></Page></Layout></alto>";
/// let file = jzclass::read::read_recognised(alto.as_bytes(), None, None)?;
/// assert_eq!(file.pages[0].lines[0].text, "江堤加固");
/// assert_eq!(file.pages[0].lines[0].confidence, Some(0.5));
/// # Ok::<(), jzclass::Error>(())
/// ```
pub fn read_recognised(bytes: &[u8], encoding: Option<Encoding>, folder: Option<&Path>) -> Result<Recognised> {
    let decoded = decode_markup(bytes, encoding)?;
    let mut file = read_text(&decoded.text, encoding, folder)?;
    file.pages.iter_mut().for_each(LaidPage::settle);
    file.undecodable += decoded.undecodable;
    Ok(file)
}

fn read_text(text: &str, encoding: Option<Encoding>, folder: Option<&Path>) -> Result<Recognised> {
    if is_html(text) {
        let tree = Tree::parse(text, Dialect::Html)?;
        return hocr::read(&tree);
    }
    let tree = Tree::parse(text, Dialect::Xml)?;
    let Some(root) = tree.root() else {
        return Err(Error::OtherMarkup { root: String::new() });
    };
    match root.name() {
        "alto" => Ok(alto::read(root).file),
        "PcGts" => Ok(page_xml::read(root)),
        "mets" => mets::read(root, encoding, folder),
        "html" => hocr::read(&tree),
        other => Err(Error::OtherMarkup { root: other.to_owned() }),
    }
}

/// The files a METS file takes its pages from, so that they are not read a second time; none for any
/// other file, or one that cannot be read.
pub fn linked_files(path: &Path) -> Vec<PathBuf> {
    let Some(folder) = path.parent() else { return Vec::new() };
    let read = || -> Result<Vec<PathBuf>> {
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
        // Cheaper than parsing every page to see that it is none.
        if !bytes[..bytes.len().min(4096)].windows(4).any(|w| w == b"mets") {
            return Ok(Vec::new());
        }
        let decoded = decode_markup(&bytes, None)?;
        let tree = Tree::parse(&decoded.text, Dialect::Xml)?;
        match tree.root().filter(|r| r.name() == "mets") {
            Some(root) => mets::links(root, folder),
            None => Ok(Vec::new()),
        }
    };
    read().unwrap_or_default()
}

/// The beginning of a file says that it is hOCR.
pub fn looks_like_hocr(beginning: &[u8]) -> bool {
    let class = |name: &[u8]| beginning.windows(name.len()).any(|w| w == name);
    class(b"ocr_page") || class(b"ocr-system") || class(b"ocr-capabilities")
}

/// The beginning of a file says that it is markup and no plain text.
pub fn looks_like_markup(beginning: &[u8]) -> bool {
    let start = beginning.strip_prefix(b"\xef\xbb\xbf").unwrap_or(beginning).trim_ascii_start();
    start.starts_with(b"<?xml")
        || [&b"<alto"[..], b"<mets", b"<PcGts", b"<!DOCTYPE html", b"<html"]
            .iter()
            .any(|tag| start.get(..tag.len()).is_some_and(|s| s.eq_ignore_ascii_case(tag)))
}

fn is_html(text: &str) -> bool {
    let end = text.char_indices().nth(2048).map_or(text.len(), |(at, _)| at);
    let head = text[..end].to_ascii_lowercase();
    // An XHTML prolog of its own keeps an hOCR page HTML: programs write unclosed tags into those too.
    ["<html", "<!doctype html"].iter().any(|tag| head.contains(tag))
        && !["<alto", "<mets", "<pcgts"].iter().any(|tag| head.contains(tag))
}

/// What the name of a region's type says its lines are.
pub(super) fn role_of(kind: &str) -> Option<Role> {
    let kind = kind.to_lowercase().replace(['_', '-', ' '], "");
    let any = |names: &[&str]| names.iter().any(|n| kind.contains(n));
    if any(&["pagenumber", "pageno", "header", "footer", "running", "advert", "masthead", "imprint", "signaturemark"]) {
        Some(Role::Furniture)
    } else if any(&["caption", "图注", "图说"]) {
        Some(Role::Caption)
    } else if any(&["headline", "heading", "title", "标题"]) {
        Some(Role::Headline)
    } else {
        None
    }
}
