//! ALTO, versions 1 to 4, as libraries keep the text of digitised pages.

use std::collections::BTreeMap;

use super::layout::{Area, LaidLine, LaidPage, Role};
use super::markup::Node;
use super::recognised::{POINTS_A_PIXEL, Recognised, role_of};
use super::words::{Gap, Words};

/// An ALTO file and the identifiers of its blocks, by which a METS file speaks of them.
#[derive(Debug, Default)]
pub(super) struct Alto {
    /// The file's pages.
    pub file: Recognised,
    /// Of each page, the identifiers of its blocks, as [`LaidLine::block`] numbers them.
    pub blocks: Vec<Vec<String>>,
}

/// What `Styles` and `Tags` say of an identifier.
#[derive(Default)]
struct Known<'t> {
    /// Points and weight of each text style.
    styles: BTreeMap<&'t str, (Option<f32>, Weight)>,
    /// The role each tag gives.
    tags: BTreeMap<&'t str, Role>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum Weight {
    #[default]
    Plain,
    Bold,
}

/// What a block gives to what stands in it.
#[derive(Clone, Copy, Default)]
struct Inherited {
    role: Option<Role>,
    article: Option<usize>,
    size: Option<f32>,
    weight: Weight,
}

/// Reads the pages below an `alto` element.
pub(super) fn read(root: Node<'_>) -> Alto {
    let unit = root.child("Description").and_then(|d| d.child("MeasurementUnit")).map(Node::text);
    let points = match unit.as_deref().map(str::trim) {
        Some("mm10") => 72.0 / 254.0,
        Some("inch1200") => 72.0 / 1200.0,
        _ => POINTS_A_PIXEL,
    };
    let known = Known::of(root);
    let mut alto = Alto::default();
    let mut articles = 0;
    for layout in root.named("Layout") {
        for page in layout.named("Page") {
            let number = alto.file.pages.len() + 1;
            let mut reading = Reading {
                known: &known,
                points,
                page: LaidPage { number, ..LaidPage::default() },
                blocks: Vec::new(),
                articles,
                broken: false,
            };
            reading.page.width = page.number("WIDTH").unwrap_or(0.0) * points;
            reading.page.height = page.number("HEIGHT").unwrap_or(0.0) * points;
            for space in page.children() {
                // The margins hold running titles and page numbers.
                let role = space.name().ends_with("Margin").then_some(Role::Furniture);
                reading.blocks_in(space, Inherited { role, ..Inherited::default() });
            }
            reading.order(layout, page);
            articles = reading.articles;
            let ids = reading.blocks.into_iter().map(|b| b.id).collect();
            alto.blocks.push(ids);
            alto.file.names.push(page.attribute("PRINTED_IMG_NR").unwrap_or_default().trim().to_owned());
            alto.file.pages.push(reading.page);
        }
    }
    alto
}

impl<'t> Known<'t> {
    fn of(root: Node<'t>) -> Self {
        let mut known = Self::default();
        for style in root.named("Styles").flat_map(|s| s.named("TextStyle")) {
            if let Some(id) = style.attribute("ID") {
                let size = style.number("FONTSIZE").filter(|s| *s > 0.0);
                known.styles.insert(id, (size, weight(style.attribute("FONTSTYLE"))));
            }
        }
        for tag in root.named("Tags").flat_map(Node::children) {
            let role = ["LABEL", "TYPE"].iter().filter_map(|a| tag.attribute(a)).find_map(role_of);
            if let (Some(id), Some(role)) = (tag.attribute("ID"), role) {
                known.tags.insert(id, role);
            }
        }
        known
    }

    /// What an element's own attributes add to what it inherits.
    fn inherit(&self, node: Node<'_>, mut from: Inherited) -> Inherited {
        for id in node.attribute("STYLEREFS").unwrap_or_default().split_whitespace() {
            if let Some(&(size, weight)) = self.styles.get(id) {
                from.size = size.or(from.size);
                from.weight = weight;
            }
        }
        if weight(node.attribute("STYLE")) == Weight::Bold {
            from.weight = Weight::Bold;
        }
        let mut tagged = node.attribute("TAGREFS").unwrap_or_default().split_whitespace();
        let role = tagged.find_map(|id| self.tags.get(id).copied());
        from.role = role.or_else(|| node.attribute("TYPE").and_then(role_of)).or(from.role);
        from
    }
}

fn weight(style: Option<&str>) -> Weight {
    if style.is_some_and(|s| s.contains("bold")) { Weight::Bold } else { Weight::Plain }
}

struct Block {
    id: String,
    next: Option<String>,
}

struct Reading<'t> {
    known: &'t Known<'t>,
    points: f32,
    page: LaidPage,
    blocks: Vec<Block>,
    /// Articles of the file so far.
    articles: usize,
    /// The line before ended in a word whose second half begins this line and has been read.
    broken: bool,
}

impl Reading<'_> {
    fn area(&self, node: Node<'_>) -> Option<Area> {
        let (left, top) = (node.number("HPOS")?, node.number("VPOS")?);
        let (width, height) = (node.number("WIDTH").unwrap_or(0.0), node.number("HEIGHT").unwrap_or(0.0));
        Some(Area::scaled([left, top, left + width, top + height], self.points))
    }

    fn blocks_in(&mut self, node: Node<'_>, from: Inherited) {
        for block in node.children() {
            let own = self.known.inherit(block, from);
            match block.name() {
                "TextBlock" => self.text_block(block, own),
                "ComposedBlock" => {
                    let is_article = block.attribute("TYPE").is_some_and(|t| t.eq_ignore_ascii_case("article"));
                    let article = if is_article && own.article.is_none() {
                        self.articles += 1;
                        Some(self.articles - 1)
                    } else {
                        own.article
                    };
                    self.blocks_in(block, Inherited { article, ..own });
                }
                "Illustration" => self.page.pictures.extend(self.area(block)),
                "GraphicalElement" => self.page.boxes.extend(self.area(block)),
                _ => {}
            }
        }
    }

    fn text_block(&mut self, block: Node<'_>, from: Inherited) {
        let number = self.blocks.len();
        self.blocks.push(Block {
            id: block.attribute("ID").unwrap_or_default().to_owned(),
            next: block.attribute("IDNEXT").map(str::to_owned),
        });
        for line in block.named("TextLine") {
            let own = self.known.inherit(line, from);
            if let Some(line) = self.line(line, own) {
                self.page.lines.push(LaidLine { block: Some(number), ..line });
            }
        }
    }

    fn line(&mut self, line: Node<'_>, from: Inherited) -> Option<LaidLine> {
        let mut words = Words::default();
        let mut gap = Gap::None;
        let (mut size, mut bold, mut all): (Option<f32>, usize, usize) = (None, 0, 0);
        let parts: Vec<Node<'_>> = line.children().collect();
        let mut halved = false;
        for part in parts {
            match part.name() {
                "SP" => gap = Gap::Space,
                "HYP" if !halved => {
                    words.push(part.attribute("CONTENT").unwrap_or("-"), self.area(part), None, Gap::None);
                }
                "String" => {
                    let own = self.known.inherit(part, from);
                    let second = part.attribute("SUBS_TYPE") == Some("HypPart2");
                    let first = part.attribute("SUBS_TYPE") == Some("HypPart1");
                    let whole = part.attribute("SUBS_CONTENT").filter(|_| first);
                    let content = part.attribute("CONTENT").unwrap_or_default();
                    halved = whole.is_some();
                    if !(second && std::mem::take(&mut self.broken)) {
                        words.push(whole.unwrap_or(content), self.area(part), confidence(part), gap);
                    }
                    size = own.size.map(|own| size.map_or(own, |largest| largest.max(own))).or(size);
                    all += 1;
                    bold += usize::from(own.weight == Weight::Bold);
                    gap = Gap::None;
                }
                _ => {}
            }
        }
        self.broken = halved;
        let mut line = words.line(self.area(line))?;
        line.size = size.or(from.size).unwrap_or(0.0);
        line.bold = bold * 2 > all;
        line.role = from.role;
        line.article = from.article;
        Some(line)
    }

    /// Puts the lines into the order the file gives: `ReadingOrder` (4.3 on), else the chain of `IDNEXT`.
    fn order(&mut self, layout: Node<'_>, page: Node<'_>) {
        let named: Vec<&str> = [layout, page]
            .into_iter()
            .flat_map(|n| n.named("ReadingOrder"))
            .flat_map(Node::descendants)
            .filter_map(|n| n.attribute("REF"))
            .collect();
        let position: BTreeMap<&str, usize> = self.blocks.iter().enumerate().map(|(n, b)| (b.id.as_str(), n)).collect();
        let order: Vec<usize> = if named.is_empty() {
            let next: Vec<Option<usize>> =
                self.blocks.iter().map(|b| b.next.as_deref().and_then(|id| position.get(id).copied())).collect();
            chained(&next)
        } else {
            named.iter().filter_map(|id| position.get(id).copied()).collect()
        };
        let mut rank: Vec<Option<usize>> = vec![None; self.blocks.len()];
        for (n, &block) in order.iter().enumerate() {
            rank[block].get_or_insert(n);
        }
        sort_lines(&mut self.page.lines, &rank);
    }
}

/// Blocks in the order of their links: each chain from its beginning, in the order of the file.
fn chained(next: &[Option<usize>]) -> Vec<usize> {
    let mut led_to = vec![false; next.len()];
    for &to in next.iter().flatten() {
        led_to[to] = true;
    }
    let mut seen = vec![false; next.len()];
    let mut order = Vec::new();
    // Blocks that lead in a circle have no beginning and come last.
    for start in (0..next.len()).filter(|&b| !led_to[b]).chain(0..next.len()) {
        let mut at = Some(start);
        while let Some(block) = at.filter(|&b| !seen[b]) {
            seen[block] = true;
            order.push(block);
            at = next[block];
        }
    }
    order
}

/// Sorts lines by the rank of their blocks; a block without one follows the block before it in the file.
pub(super) fn sort_lines(lines: &mut [LaidLine], rank: &[Option<usize>]) {
    let mut filled = Vec::with_capacity(rank.len());
    let mut last = 0;
    for r in rank {
        last = r.unwrap_or(last);
        filled.push(last);
    }
    lines.sort_by_key(|line| line.block.and_then(|b| filled.get(b).copied()).unwrap_or(0));
}

/// Confidence of a word, 0 to 1: `WC`, or the mean of `CC`, of which 0 is sure and 9 is not.
fn confidence(word: Node<'_>) -> Option<f32> {
    if let Some(sure) = word.number("WC") {
        return Some(sure.clamp(0.0, 1.0));
    }
    let digits: Vec<u32> = word.attribute("CC")?.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.is_empty() {
        return None;
    }
    Some(1.0 - digits.iter().sum::<u32>() as f32 / (9 * digits.len()) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read_recognised;

    fn pages(body: &str) -> Vec<LaidPage> {
        read_recognised(body.as_bytes(), None, None).unwrap().pages
    }

    fn texts(page: &LaidPage) -> Vec<&str> {
        page.lines.iter().map(|l| l.text.as_str()).collect()
    }

    #[test]
    fn units_styles_and_confidence_are_read() {
        let pages = pages(
            "<?xml version='1.0' encoding='UTF-8'?><a:alto xmlns:a='http://www.loc.gov/standards/alto/ns-v3#'>\
             <a:Description><a:MeasurementUnit>mm10</a:MeasurementUnit></a:Description>\
             <a:Styles><a:TextStyle ID='big' FONTSIZE='24' FONTSTYLE='bold'/><a:TextStyle ID='small' FONTSIZE='9'/></a:Styles>\
             <a:Layout><a:Page WIDTH='2540' HEIGHT='3556' PRINTED_IMG_NR='A02'>\
             <a:TopMargin><a:TextBlock ID='m'><a:TextLine><a:String CONTENT='江岸日报'/></a:TextLine></a:TextBlock></a:TopMargin>\
             <a:PrintSpace><a:TextBlock ID='h' STYLEREFS='big'><a:TextLine HPOS='254' VPOS='127' WIDTH='508' HEIGHT='80'>\
             <a:String CONTENT='渠水' CC='0 9'/><a:SP/><a:String CONTENT='到田头' CC='000'/></a:TextLine></a:TextBlock>\
             <a:TextBlock ID='t' TYPE='caption'><a:TextLine><a:String CONTENT='ALTO'/><a:SP/><a:String CONTENT='page'/></a:TextLine></a:TextBlock>\
             <a:Illustration HPOS='0' VPOS='0' WIDTH='254' HEIGHT='254'/></a:PrintSpace></a:Page></a:Layout></a:alto>",
        );
        let page = &pages[0];
        assert_eq!(texts(page), ["江岸日报", "渠水到田头", "ALTO page"]);
        assert!((page.width - 720.0).abs() < 0.01);
        let head = &page.lines[1];
        assert!(head.bold && (head.size - 24.0).abs() < 0.01 && (head.area.left - 72.0).abs() < 0.01);
        assert_eq!(head.confidence, Some(0.8));
        assert_eq!(
            [page.lines[0].role, head.role, page.lines[2].role],
            [Some(Role::Furniture), None, Some(Role::Caption)]
        );
        assert_eq!(page.pictures.len(), 1);
    }

    #[test]
    fn a_hyphenated_word_is_whole_once() {
        let pages = pages(
            "<alto><Layout><Page><PrintSpace><TextBlock ID='a'>\
             <TextLine><String CONTENT='the'/><SP/><String CONTENT='irri' SUBS_TYPE='HypPart1' SUBS_CONTENT='irrigation'/><HYP CONTENT='-'/></TextLine>\
             <TextLine><String CONTENT='gation' SUBS_TYPE='HypPart2' SUBS_CONTENT='irrigation'/><SP/><String CONTENT='canal'/></TextLine>\
             <TextLine><String CONTENT='tail'/><HYP CONTENT='-'/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>",
        );
        assert_eq!(texts(&pages[0]), ["the irrigation", "canal", "tail-"]);
    }

    #[test]
    fn the_reading_order_of_the_file_holds() {
        let block = |id: &str, next: &str| {
            format!("<TextBlock ID='{id}' {next}><TextLine><String CONTENT='{id}'/></TextLine></TextBlock>")
        };
        let page = |order: &str, blocks: String| {
            format!("<alto><Layout>{order}<Page><PrintSpace>{blocks}</PrintSpace></Page></Layout></alto>")
        };
        let chain = page("", block("a", "IDNEXT='c'") + &block("b", "") + &block("c", ""));
        assert_eq!(texts(&pages(&chain)[0]), ["a", "c", "b"]);
        let circle = page("", block("a", "IDNEXT='b'") + &block("b", "IDNEXT='a'"));
        assert_eq!(texts(&pages(&circle)[0]), ["a", "b"]);
        let order =
            "<ReadingOrder><OrderedGroup><ElementRef REF='b'/><ElementRef REF='a'/></OrderedGroup></ReadingOrder>";
        assert_eq!(texts(&pages(&page(order, block("a", "") + &block("b", "")))[0]), ["b", "a"]);
    }
}
