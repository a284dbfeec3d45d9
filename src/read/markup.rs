//! XML and HTML as a flat tree, for the formats of recognised pages.
//!
//! No document type is read: entities are the five of XML, those few that OCR programs write into HTML, and
//! numbers, so nothing expands and nothing is fetched. An entity that is not known stays as it is written.

use encoding_rs::{BIG5, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::Reader;
use quick_xml::escape::unescape_with;
use quick_xml::events::{BytesStart, Event};

use super::encoding::{Decoded, Encoding, decode};
use crate::error::{Error, Result};

/// Elements nested deeper than this are no page.
const MAX_DEPTH: usize = 256;
/// The largest page of a broadsheet has some hundred thousand elements.
const MAX_ELEMENTS: usize = 4_000_000;

/// How strictly tags must match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Every tag is closed.
    Xml,
    /// Tags may be left open, attributes without quotes, names in any case.
    Html,
}

enum Child {
    Element(usize),
    Text(String),
}

struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Child>,
}

/// A parsed document; its elements lie side by side, so that no nesting is deep for the program's stack.
pub(super) struct Tree {
    elements: Vec<Element>,
}

/// An element of a tree.
#[derive(Clone, Copy)]
pub(super) struct Node<'t> {
    tree: &'t Tree,
    index: usize,
}

impl Tree {
    /// Parses a document.
    pub(super) fn parse(text: &str, dialect: Dialect) -> Result<Self> {
        let stripped;
        let text = match dialect {
            Dialect::Xml => text,
            Dialect::Html => {
                stripped = without_scripts(text);
                &stripped
            }
        };
        let mut reader = Reader::from_str(text);
        reader.config_mut().allow_dangling_amp = true;
        reader.config_mut().check_end_names = dialect == Dialect::Xml;
        reader.config_mut().allow_unmatched_ends = dialect == Dialect::Html;
        let document = Element { name: String::new(), attributes: Vec::new(), children: Vec::new() };
        let mut builder = Builder { elements: vec![document], open: vec![0], dialect };
        let line = |at: u64| {
            let at = usize::try_from(at).unwrap_or(usize::MAX).min(text.len());
            text.as_bytes()[..at].split(|&b| b == b'\n').count()
        };
        loop {
            match reader.read_event() {
                Ok(Event::Start(tag)) => builder.start(&tag, false),
                Ok(Event::Empty(tag)) => builder.start(&tag, true),
                Ok(Event::End(tag)) => builder.end(tag.local_name().as_ref()),
                Ok(Event::Text(part)) => builder.text(&part.into_inner()),
                Ok(Event::CData(part)) => builder.text(&part.into_inner()),
                Ok(Event::GeneralRef(reference)) => {
                    let value = match reference.resolve_char_ref() {
                        Ok(Some(c)) => c.to_string(),
                        Ok(None) => {
                            let name = reference.into_inner();
                            entity(&name).map_or_else(|| format!("&{name};"), str::to_owned)
                        }
                        Err(_) => "\u{fffd}".to_owned(),
                    };
                    builder.text(&value);
                }
                Ok(Event::Eof) => break,
                Ok(_) => {}
                Err(e) => {
                    return Err(Error::BadMarkup { line: line(reader.error_position()), cause: e.to_string() });
                }
            }
            if builder.open.len() > MAX_DEPTH || builder.elements.len() > MAX_ELEMENTS {
                let cause = format!("more than {MAX_DEPTH} elements one in another, or {MAX_ELEMENTS} in all");
                return Err(Error::BadMarkup { line: line(reader.buffer_position()), cause });
            }
        }
        match builder.open.last().map(|&i| &builder.elements[i].name) {
            Some(name) if dialect == Dialect::Xml && !name.is_empty() => Err(Error::BadMarkup {
                line: line(u64::MAX),
                cause: format!("the file ends within the element `{name}`"),
            }),
            _ => Ok(Self { elements: builder.elements }),
        }
    }

    /// The outermost element.
    pub(super) fn root(&self) -> Option<Node<'_>> {
        self.document().children().next()
    }

    /// What holds the outermost element, or several of a sloppy HTML page.
    pub(super) fn document(&self) -> Node<'_> {
        Node { tree: self, index: 0 }
    }
}

struct Builder {
    elements: Vec<Element>,
    open: Vec<usize>,
    dialect: Dialect,
}

impl Builder {
    fn top(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    fn start(&mut self, tag: &BytesStart<'_>, empty: bool) {
        const VOID: [&str; 12] =
            ["meta", "link", "br", "img", "hr", "input", "area", "base", "col", "embed", "source", "wbr"];
        const ENDS_PARAGRAPH: [&str; 12] =
            ["p", "div", "ul", "ol", "table", "body", "h1", "h2", "h3", "h4", "h5", "h6"];
        let html = self.dialect == Dialect::Html;
        let cased = |name: &str| if html { name.to_ascii_lowercase() } else { name.to_owned() };
        let name = cased(tag.local_name().as_ref());
        if html && ENDS_PARAGRAPH.contains(&name.as_str()) {
            let block = self.open.iter().rposition(|&i| ["p", "div"].contains(&self.elements[i].name.as_str()));
            if let Some(at) = block.filter(|&at| self.elements[self.open[at]].name == "p") {
                self.open.truncate(at);
            }
        }
        let mut attributes = tag.attributes();
        if html {
            attributes = tag.html_attributes();
        }
        let attributes = attributes
            .with_checks(false)
            .filter_map(std::result::Result::ok)
            .map(|a| {
                let value = unescape_with(&a.value, entity).map(std::borrow::Cow::into_owned);
                (cased(a.key.local_name().as_ref()), value.unwrap_or_else(|_| a.value.to_string()))
            })
            .collect();
        let index = self.elements.len();
        let parent = self.top();
        self.elements[parent].children.push(Child::Element(index));
        let void = empty || html && VOID.contains(&name.as_str());
        self.elements.push(Element { name, attributes, children: Vec::new() });
        if !void {
            self.open.push(index);
        }
    }

    fn end(&mut self, name: &str) {
        // The document itself stays open.
        let matching = |&i: &usize| match self.dialect {
            Dialect::Xml => true,
            Dialect::Html => self.elements[i].name.eq_ignore_ascii_case(name),
        };
        if let Some(at) = self.open.iter().skip(1).rposition(matching) {
            self.open.truncate(at + 1);
        }
    }

    fn text(&mut self, part: &str) {
        let top = self.top();
        match self.elements[top].children.last_mut() {
            Some(Child::Text(text)) => text.push_str(part),
            _ => self.elements[top].children.push(Child::Text(part.to_owned())),
        }
    }
}

impl<'t> Node<'t> {
    fn element(self) -> &'t Element {
        &self.tree.elements[self.index]
    }

    /// Its name without a prefix.
    pub(super) fn name(self) -> &'t str {
        &self.element().name
    }

    /// An attribute by its name without a prefix.
    pub(super) fn attribute(self, name: &str) -> Option<&'t str> {
        self.element().attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// An attribute that is a finite number.
    pub(super) fn number(self, name: &str) -> Option<f32> {
        self.attribute(name).and_then(number)
    }

    /// The elements in it.
    pub(super) fn children(self) -> impl Iterator<Item = Self> {
        self.element().children.iter().filter_map(move |c| match c {
            Child::Element(index) => Some(Node { tree: self.tree, index: *index }),
            Child::Text(_) => None,
        })
    }

    /// The elements of this name in it.
    pub(super) fn named(self, name: &str) -> impl Iterator<Item = Self> {
        self.children().filter(move |c| c.name() == name)
    }

    /// The first element of this name in it.
    pub(super) fn child(self, name: &str) -> Option<Self> {
        self.named(name).next()
    }

    /// All elements in it at any depth, in the order of the document.
    pub(super) fn descendants(self) -> impl Iterator<Item = Self> {
        // Elements are stored in the order of the document, those of an element behind it in one run.
        let mut last = self.index;
        while let Some(index) = self.tree.elements[last].children.iter().rev().find_map(|c| match c {
            Child::Element(index) => Some(*index),
            Child::Text(_) => None,
        }) {
            last = index;
        }
        (self.index + 1..=last).map(move |index| Node { tree: self.tree, index })
    }

    /// The text in it and in the elements in it.
    pub(super) fn text(self) -> String {
        let mut text = String::new();
        let mut stack = vec![self.element().children.iter()];
        while let Some(children) = stack.last_mut() {
            match children.next() {
                None => drop(stack.pop()),
                Some(Child::Text(part)) => text.push_str(part),
                Some(Child::Element(index)) => stack.push(self.tree.elements[*index].children.iter()),
            }
        }
        text
    }
}

/// A finite number.
pub(super) fn number(text: &str) -> Option<f32> {
    text.trim().parse::<f32>().ok().filter(|n| n.is_finite())
}

fn entity(name: &str) -> Option<&'static str> {
    Some(match name {
        "lt" => "<",
        "gt" => ">",
        "amp" => "&",
        "apos" => "'",
        "quot" => "\"",
        "nbsp" | "ensp" | "emsp" | "thinsp" => " ",
        "shy" | "zwnj" | "zwj" => "",
        "mdash" => "—",
        "ndash" => "–",
        "hellip" => "…",
        "middot" => "·",
        "bull" => "•",
        "ldquo" => "“",
        "rdquo" => "”",
        "lsquo" => "‘",
        "rsquo" => "’",
        "laquo" => "«",
        "raquo" => "»",
        "times" => "×",
        "deg" => "°",
        "copy" => "©",
        "yen" => "¥",
        "sect" => "§",
        _ => return None,
    })
}

/// The page without its scripts and styles, in which `<` opens no tag.
fn without_scripts(text: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while let Some((start, name)) = ["script", "style"]
        .iter()
        .filter_map(|&name| lower[at..].find(&format!("<{name}")).map(|found| (at + found, name)))
        .min()
    {
        kept.push_str(&text[at..start]);
        let close = format!("</{name}");
        let end = lower[start..].find(&close).and_then(|c| lower[start + c..].find('>').map(|e| start + c + e + 1));
        at = end.unwrap_or(text.len());
    }
    kept.push_str(&text[at..]);
    kept
}

/// Decodes a document: as asked; else by its byte order mark; else as its prolog or its `meta` says; else as it looks.
///
/// A document that calls itself UTF-8 and is not is read as it looks.
pub(super) fn decode_markup(bytes: &[u8], asked: Option<Encoding>) -> Result<Decoded> {
    let marked = [&b"\xef\xbb\xbf"[..], b"\xff\xfe", b"\xfe\xff"].iter().any(|mark| bytes.starts_with(mark));
    if asked.is_some() || marked {
        return decode(bytes, asked);
    }
    match bytes {
        [b'<', 0, ..] => return decode(bytes, Some(Encoding::Utf16Le)),
        [0, b'<', ..] => return decode(bytes, Some(Encoding::Utf16Be)),
        _ => {}
    }
    let Some(label) = declared(bytes) else { return decode(bytes, None) };
    let Some(codec) = encoding_rs::Encoding::for_label(&label) else {
        return Err(Error::UnknownEncoding { name: String::from_utf8_lossy(&label).into_owned() });
    };
    if codec == GB18030 || codec == GBK {
        decode(bytes, Some(Encoding::Gb18030))
    } else if codec == BIG5 {
        decode(bytes, Some(Encoding::Big5))
    } else if codec == UTF_8 || codec == UTF_16LE || codec == UTF_16BE {
        decode(bytes, None)
    } else {
        let (text, _) = codec.decode_without_bom_handling(bytes);
        decode(text.as_bytes(), Some(Encoding::Utf8))
    }
}

/// The encoding a document says it is in.
fn declared(bytes: &[u8]) -> Option<Vec<u8>> {
    let head = &bytes[..bytes.len().min(2048)];
    let xml = head.trim_ascii_start().starts_with(b"<?xml");
    let (area, key): (&[u8], &[u8]) =
        if xml { (&head[..head.windows(2).position(|w| w == b"?>")?], b"encoding") } else { (head, b"charset") };
    let found = area.windows(key.len()).position(|w| w.eq_ignore_ascii_case(key))?;
    let value = area[found + key.len()..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|b| b"\"' />;".contains(b)).unwrap_or(value.len());
    Some(value[..end].to_vec()).filter(|v| !v.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn entities_are_read_and_never_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"xxxx\"><!ENTITY y \"&x;&x;\"><!ENTITY f SYSTEM \"file:///etc/hosts\">]>\
                    <a t='&lt;&y;'>甲&y;&#20057;&f;&amp;</a>";
        let tree = Tree::parse(bomb, Dialect::Xml).unwrap();
        let root = tree.root().unwrap();
        assert_eq!(root.text(), "甲&y;乙&f;&");
        assert_eq!(root.attribute("t"), Some("&lt;&y;"));
    }

    #[test]
    fn deep_nesting_and_cut_files_are_errors() {
        let deep = "<a>".repeat(100_000);
        assert!(matches!(Tree::parse(&deep, Dialect::Xml), Err(Error::BadMarkup { line: 1, .. })));
        assert!(matches!(Tree::parse(&deep, Dialect::Html), Err(Error::BadMarkup { .. })));
        let cut = Tree::parse("<alto>\n<Layout>\n<Page", Dialect::Xml);
        assert!(matches!(cut, Err(Error::BadMarkup { line: 3, .. })), "{:?}", cut.err());
        assert!(matches!(Tree::parse("<alto>\n<Layout/>", Dialect::Xml), Err(Error::BadMarkup { line: 2, .. })));
        assert!(matches!(Tree::parse("<a>\n</b>", Dialect::Xml), Err(Error::BadMarkup { line: 2, .. })));
    }

    #[test]
    fn html_may_be_sloppy() {
        let text = "<!doctype html><HTML><head><meta charset=utf-8><script>if (a < b) {}</script></head>\
                    <body><p class=ocr_par title='bbox 1 2 3 4'>甲<br>乙&nbsp;丙<p>丁</body></html>";
        let tree = Tree::parse(text, Dialect::Html).unwrap();
        let texts: Vec<String> = tree.document().descendants().filter(|n| n.name() == "p").map(Node::text).collect();
        assert_eq!(texts, ["甲乙 丙", "丁"]);
    }

    #[test]
    fn a_declared_encoding_holds() {
        let text = "<?xml version=\"1.0\" encoding=\"GB2312\"?><alto>本报讯</alto>";
        let bytes = GB18030.encode(text).0.into_owned();
        assert_eq!(decode_markup(&bytes, None).unwrap().text, text);
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>caf\xe9</a>";
        assert!(decode_markup(latin, None).unwrap().text.contains("café"));
        let unknown = decode_markup(b"<?xml version='1.0' encoding='klingon'?><a/>", None);
        assert!(matches!(unknown, Err(Error::UnknownEncoding { .. })));
    }

    proptest! {
        #[test]
        fn any_text_is_a_tree_or_an_error(text in "[<>/a-c&;'\"= !?\\[\\]甲#0-9-]{0,120}") {
            for dialect in [Dialect::Xml, Dialect::Html] {
                if let Ok(tree) = Tree::parse(&text, dialect) {
                    let all = tree.document().descendants().count();
                    prop_assert_eq!(all + 1, tree.elements.len());
                    let _ = tree.document().text();
                }
            }
        }
    }
}
