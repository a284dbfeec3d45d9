//! METS files that bind the ALTO files of an issue: page order, articles, newspaper and day.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use super::alto::{self, Alto};
use super::encoding::Encoding;
use super::layout::Role;
use super::markup::{Dialect, Node, Tree, decode_markup};
use super::recognised::{Recognised, role_of};
use crate::error::{Error, Result};

/// Reads the pages that a `mets` element links to; `folder` is where its links begin.
pub(super) fn read(root: Node<'_>, encoding: Option<Encoding>, folder: Option<&Path>) -> Result<Recognised> {
    let (paper, date) = described(root);
    let mut issue = Recognised { paper, date, ..Recognised::default() };
    let logic = Logic::of(root);
    let linked = linked(root);
    if linked.is_empty() {
        return Err(Error::BadLink { href: String::new(), cause: "it links to no ALTO file".into() });
    }
    for file in ordered(root, &linked) {
        let Some(folder) = folder else {
            let cause = "METS links to files beside it; name its path".into();
            return Err(Error::BadLink { href: file.href.clone(), cause });
        };
        let path = folder.join(relative(&file.href)?);
        let bytes = std::fs::read(&path).map_err(|e| Error::io(&path, e))?;
        let decoded = decode_markup(&bytes, encoding)?;
        issue.undecodable += decoded.undecodable;
        let tree = Tree::parse(&decoded.text, Dialect::Xml)?;
        let Some(page) = tree.root().filter(|r| r.name() == "alto") else {
            let cause = "it is no ALTO file".into();
            return Err(Error::BadLink { href: file.href.clone(), cause });
        };
        add(&mut issue, alto::read(page), &logic, &file);
    }
    Ok(issue)
}

/// Paths of the ALTO files a `mets` element links to.
pub(super) fn links(root: Node<'_>, folder: &Path) -> Result<Vec<PathBuf>> {
    linked(root).values().map(|file| Ok(folder.join(relative(&file.href)?))).collect()
}

fn add(issue: &mut Recognised, alto: Alto, logic: &Logic, file: &Linked) {
    for ((mut page, blocks), name) in alto.file.pages.into_iter().zip(alto.blocks).zip(alto.file.names) {
        page.number = issue.pages.len() + 1;
        let places: Vec<Option<&Place>> =
            blocks.iter().map(|id| logic.places.get(&(file.id.clone(), id.clone()))).collect();
        // Articles of the ALTO file, numbered on.
        let first = issue.pages.iter().flat_map(|p| &p.lines).filter_map(|l| l.article).max().map_or(0, |a| a + 1);
        for line in &mut page.lines {
            let place = line.block.and_then(|b| places.get(b).copied().flatten());
            line.role = place.and_then(|p| p.role).or(line.role);
            line.article =
                if logic.articles > 0 { place.and_then(|p| p.article) } else { line.article.map(|own| first + own) };
        }
        let rank: Vec<Option<usize>> = places.iter().map(|p| p.map(|p| p.rank)).collect();
        alto::sort_lines(&mut page.lines, &rank);
        issue.names.push(if file.name.is_empty() { name } else { file.name.clone() });
        issue.pages.push(page);
    }
}

#[derive(Debug, Clone)]
struct Linked {
    id: String,
    href: String,
    name: String,
}

/// The ALTO files of `fileSec`, by identifier.
fn linked(root: Node<'_>) -> BTreeMap<String, Linked> {
    let mut all = BTreeMap::new();
    for section in root.named("fileSec") {
        // Each group with what the groups around it say of their use.
        let mut groups: Vec<(Node<'_>, String)> = section.named("fileGrp").map(|g| (g, String::new())).collect();
        while let Some((group, around)) = groups.pop() {
            let own = ["USE", "ID"].map(|a| group.attribute(a).unwrap_or_default()).join(" ").to_lowercase();
            let usage = format!("{around} {own}");
            groups.extend(group.named("fileGrp").map(|g| (g, usage.clone())));
            for file in group.named("file") {
                let href = file.named("FLocat").find_map(|l| l.attribute("href")).unwrap_or_default();
                let kind = file.attribute("MIMETYPE").unwrap_or_default();
                let lower = href.to_lowercase();
                let is_text = ["alto", "fulltext", "ocr"].iter().any(|u| usage.contains(u)) || lower.contains("alto");
                let is_xml = kind.contains("xml")
                    || kind.is_empty() && Path::new(&lower).extension().is_some_and(|e| e == "xml");
                if let (true, true, Some(id)) = (is_text, is_xml && !href.is_empty(), file.attribute("ID")) {
                    let link = Linked { id: id.to_owned(), href: href.to_owned(), name: String::new() };
                    all.insert(link.id.clone(), link);
                }
            }
        }
    }
    all
}

/// The linked files in the order of the physical structure, those it does not name behind them.
fn ordered(root: Node<'_>, linked: &BTreeMap<String, Linked>) -> Vec<Linked> {
    let physical = root.named("structMap").filter(|m| is_kind(*m, "physical"));
    let mut pages: Vec<(f32, Linked)> = Vec::new();
    for (n, div) in physical.flat_map(Node::descendants).filter(|d| d.name() == "div").enumerate() {
        let order = div.number("ORDER").unwrap_or(n as f32);
        for pointer in div.named("fptr").flat_map(|f| std::iter::once(f).chain(f.descendants())) {
            if let Some(file) = pointer.attribute("FILEID").and_then(|id| linked.get(id)) {
                let name = div.attribute("ORDERLABEL").unwrap_or_default().trim().to_owned();
                pages.push((order, Linked { name, ..file.clone() }));
            }
        }
    }
    pages.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut seen = BTreeSet::new();
    let named = pages.into_iter().map(|(_, file)| file);
    named.chain(linked.values().cloned()).filter(|file| seen.insert(file.id.clone())).collect()
}

fn is_kind(map: Node<'_>, kind: &str) -> bool {
    map.attribute("TYPE").is_some_and(|t| t.to_lowercase().contains(kind))
}

/// Where the logical structure puts a block.
struct Place {
    rank: usize,
    article: Option<usize>,
    role: Option<Role>,
}

/// The logical structure: the place of each block, by file and block.
struct Logic {
    /// How many blocks stand in an article.
    articles: usize,
    places: BTreeMap<(String, String), Place>,
}

impl Logic {
    fn of(root: Node<'_>) -> Self {
        let mut logic = Self { articles: 0, places: BTreeMap::new() };
        let mut articles = 0;
        for map in root.named("structMap").filter(|m| is_kind(*m, "logical")) {
            for div in map.named("div") {
                logic.enter(div, None, None, &mut articles);
            }
        }
        logic.articles = logic.places.values().filter(|p| p.article.is_some()).count();
        logic
    }

    fn enter(&mut self, div: Node<'_>, mut article: Option<usize>, mut role: Option<Role>, articles: &mut usize) {
        let kind = div.attribute("TYPE").unwrap_or_default();
        if article.is_none() && kind.eq_ignore_ascii_case("article") {
            article = Some(*articles);
            *articles += 1;
        }
        // `TITLE_SECTION` is the masthead of an issue, a title within an article its headline.
        let own = if kind.eq_ignore_ascii_case("title_section") { Some(Role::Furniture) } else { role_of(kind) };
        role = own.or(role);
        for child in div.children() {
            match child.name() {
                "div" => self.enter(child, article, role, articles),
                "fptr" => {
                    for area in std::iter::once(child).chain(child.descendants()) {
                        if let (Some(file), Some(block)) = (area.attribute("FILEID"), area.attribute("BEGIN")) {
                            let rank = self.places.len();
                            let place = Place { rank, article, role };
                            self.places.entry((file.to_owned(), block.to_owned())).or_insert(place);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

/// Name of the newspaper and day of the issue, from MODS or Dublin Core.
fn described(root: Node<'_>) -> (String, String) {
    let (mut host, mut own, mut date) = (None, None, None);
    for section in root.named("dmdSec").flat_map(Node::descendants) {
        match section.name() {
            "mods" => {
                let title = |n: Node<'_>| {
                    let title = n.child("titleInfo")?.child("title")?.text().trim().to_owned();
                    Some(title).filter(|t| !t.is_empty())
                };
                let related = section.named("relatedItem").filter(|r| r.attribute("type") == Some("host"));
                host = host.or_else(|| related.into_iter().find_map(title));
                own = own.or_else(|| title(section));
                let issued = section.descendants().filter(|n| ["dateIssued", "date"].contains(&n.name()));
                date = date.or_else(|| issued.into_iter().find_map(|d| day(&d.text())));
            }
            // Dublin Core; `title` and `date` of MODS are deeper and were read above.
            "title" if own.is_none() => own = Some(section.text().trim().to_owned()).filter(|t| !t.is_empty()),
            "date" => date = date.or_else(|| day(&section.text())),
            _ => {}
        }
    }
    let label = root.attribute("LABEL").unwrap_or_default();
    (host.or(own).unwrap_or_default(), date.or_else(|| day(label)).unwrap_or_default())
}

/// The first day in a text, as `2024-11-08`: `2024-11-08`, `20241108`, `2024/11/8`, `2024年11月8日`.
fn day(text: &str) -> Option<String> {
    let runs: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|r| !r.is_empty()).collect();
    let valid = |y: &str, m: &str, d: &str| -> Option<String> {
        let (y, m, d): (u32, u32, u32) = (y.parse().ok()?, m.parse().ok()?, d.parse().ok()?);
        let days = match m {
            2 if y % 4 == 0 && (y % 100 != 0 || y % 400 == 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        ((1600..2200).contains(&y) && (1..=days).contains(&d)).then(|| format!("{y:04}-{m:02}-{d:02}"))
    };
    let whole = runs.iter().filter(|r| r.len() == 8).find_map(|r| valid(&r[..4], &r[4..6], &r[6..]));
    whole.or_else(|| runs.windows(3).filter(|w| w[0].len() == 4).find_map(|w| valid(w[0], w[1], w[2])))
}

/// A link as a path below the METS file's folder.
fn relative(href: &str) -> Result<PathBuf> {
    let bad = |cause: &str| Error::BadLink { href: href.to_owned(), cause: cause.into() };
    let plain = href.trim();
    let plain = plain.strip_prefix("file://").or_else(|| plain.strip_prefix("file:")).unwrap_or(plain);
    if plain.contains("://") {
        return Err(bad("only files beside the METS file are read"));
    }
    let mut bytes = Vec::new();
    let mut rest = plain.as_bytes();
    while let Some((&b, behind)) = rest.split_first() {
        let code =
            behind.get(..2).and_then(|h| std::str::from_utf8(h).ok()).and_then(|h| u8::from_str_radix(h, 16).ok());
        match code {
            Some(code) if b == b'%' => {
                bytes.push(code);
                rest = &behind[2..];
            }
            _ => {
                bytes.push(if b == b'\\' { b'/' } else { b });
                rest = behind;
            }
        }
    }
    let decoded = String::from_utf8(bytes).map_err(|_| bad("it is no UTF-8"))?;
    let path = PathBuf::from(&decoded);
    let inside = path.components().all(|c| matches!(c, Component::Normal(_) | Component::CurDir));
    if inside && !decoded.is_empty() && !decoded.contains('\0') {
        Ok(path)
    } else {
        Err(bad("it leads out of the METS file's folder"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn links_stay_below_the_folder() {
        assert_eq!(relative("file://./ALTO/0001.xml").unwrap(), PathBuf::from("./ALTO/0001.xml"));
        assert_eq!(relative("ALTO%2F%E4%B8%80.xml").unwrap(), PathBuf::from("ALTO/一.xml"));
        for href in [
            "../x.xml",
            "/etc/passwd",
            "file:///etc/passwd",
            "http://example.org/a.xml",
            "a/../../b",
            "",
            "%2e%2e/x",
            "%",
        ] {
            assert!(href == "%" || relative(href).is_err(), "{href}");
        }
    }

    #[test]
    fn days_are_read_in_every_form() {
        for text in ["2024-05-06", "20240506", "江岸日报 2024年5月6日", "No. 12, 2024/5/6"] {
            assert_eq!(day(text).as_deref(), Some("2024-05-06"), "{text}");
        }
        for text in ["2024-02-30", "2023", "May 6", "20241340"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_link_panics_or_leads_out(href in "[a./%2e\\\\:甲\u{0}]{0,20}") {
            if let Ok(path) = relative(&href) {
                prop_assert!(!path.components().any(|c| matches!(c, Component::ParentDir | Component::RootDir)));
            }
        }
    }
}
