//! PAGE-XML, as Transkribus, eScriptorium and OCR-D write it.

use std::collections::BTreeMap;

use super::layout::{Area, LaidLine, LaidPage, Role};
use super::markup::{Node, number};
use super::recognised::{POINTS_A_PIXEL, Recognised, role_of};
use super::words::{Gap, Words};

/// Reads the page below a `PcGts` element.
pub(super) fn read(root: Node<'_>) -> Recognised {
    let mut file = Recognised::default();
    let mut articles = BTreeMap::new();
    for node in root.named("Page") {
        let page = LaidPage { number: file.pages.len() + 1, ..LaidPage::default() };
        let mut reading = Reading { points: points(node), page, regions: Vec::new(), articles: &mut articles };
        reading.page.width = node.number("imageWidth").unwrap_or(0.0) * reading.points;
        reading.page.height = node.number("imageHeight").unwrap_or(0.0) * reading.points;
        reading.regions_in(node, None, None);
        reading.order(node);
        file.names.push(String::new());
        file.pages.push(reading.page);
    }
    file
}

/// Points of a pixel by the resolution, which versions from 2019 on can tell.
fn points(page: Node<'_>) -> f32 {
    let resolution = page.number("imageXResolution").filter(|r| *r > 0.0);
    match (resolution, page.attribute("imageResolutionUnit")) {
        (Some(r), Some("PPCM")) => 72.0 / (r * 2.54),
        (Some(r), Some("PPI")) => 72.0 / r,
        _ => POINTS_A_PIXEL,
    }
}

/// A value in a `custom` attribute: `structure {type:heading;} readingOrder {index:3;}`.
fn custom<'t>(node: Node<'t>, group: &str, key: &str) -> Option<&'t str> {
    let text = node.attribute("custom")?;
    let start = text.match_indices(group).find(|(at, _)| text[at + group.len()..].trim_start().starts_with('{'))?.0;
    let body = text[start..].split_once('{')?.1.split('}').next()?;
    body.split(';').find_map(|pair| {
        let (k, v) = pair.split_once(':')?;
        (k.trim() == key).then_some(v.trim())
    })
}

struct Region {
    id: String,
    index: Option<f32>,
}

struct Reading<'t, 'a> {
    points: f32,
    page: LaidPage,
    regions: Vec<Region>,
    /// The file's articles by the identifiers that `custom` gives them.
    articles: &'a mut BTreeMap<&'t str, usize>,
}

impl<'t> Reading<'t, '_> {
    fn regions_in(&mut self, node: Node<'t>, role: Option<Role>, article: Option<usize>) {
        for region in node.children() {
            match region.name() {
                "TextRegion" => self.text_region(region, role, article),
                "GraphicRegion" if region.attribute("type") == Some("frame") => {
                    self.page.boxes.extend(self.area(region));
                    self.regions_in(region, role, article);
                }
                "ImageRegion" | "PhotoRegion" | "GraphicRegion" | "LineDrawingRegion" => {
                    self.page.pictures.extend(self.area(region));
                    self.regions_in(region, role, article);
                }
                "AdvertRegion" => {
                    self.page.boxes.extend(self.area(region));
                    self.regions_in(region, Some(Role::Furniture), article);
                }
                "SeparatorRegion" => self.page.boxes.extend(self.area(region)),
                "TableRegion" | "TableCell" | "CustomRegion" | "UnknownRegion" | "ChartRegion" => {
                    self.regions_in(region, role, article);
                }
                _ => {}
            }
        }
    }

    fn text_region(&mut self, region: Node<'t>, role: Option<Role>, article: Option<usize>) {
        let number = self.regions.len();
        let index = custom(region, "readingOrder", "index").and_then(self::number);
        self.regions.push(Region { id: region.attribute("id").unwrap_or_default().to_owned(), index });
        let named = [region.attribute("type"), custom(region, "structure", "type")];
        let role = named.into_iter().flatten().find_map(role_of).or(role);
        let article = self.article(region).or(article);
        let from_top = region.attribute("readingDirection").is_some_and(|d| d == "top-to-bottom");
        let mut lines: Vec<Node<'t>> = region.named("TextLine").collect();
        if lines.iter().all(|l| custom(*l, "readingOrder", "index").is_some()) {
            let place = |l: &Node<'_>| custom(*l, "readingOrder", "index").and_then(self::number).unwrap_or(0.0);
            lines.sort_by(|a, b| place(a).total_cmp(&place(b)));
        }
        let first = self.page.lines.len();
        for line in &lines {
            let Some(mut laid) = self.line(*line) else { continue };
            laid.role = custom(*line, "structure", "type").and_then(role_of).or(role);
            laid.article = self.article(*line).or(article);
            laid.vertical |= from_top;
            laid.block = Some(number);
            self.page.lines.push(laid);
        }
        // Some programs write the text of a whole region only.
        if lines.is_empty() {
            let (text, confidence) = equivalent(region).unwrap_or_default();
            for part in text.lines() {
                let mut words = Words::default();
                words.push(part, self.area(region), confidence, Gap::None);
                if let Some(line) = words.line(None) {
                    self.page.lines.push(LaidLine { role, article, block: Some(number), vertical: from_top, ..line });
                }
            }
        }
        if self.page.lines.len() == first {
            self.regions_in(region, role, article);
        } else {
            // Lines stand in the region itself; text regions in it (footnotes, say) follow.
            for inner in region.named("TextRegion") {
                self.text_region(inner, role, article);
            }
        }
    }

    fn article(&mut self, node: Node<'t>) -> Option<usize> {
        let id = custom(node, "structure", "id").filter(|_| custom(node, "structure", "type") == Some("article"))?;
        let next = self.articles.len();
        Some(*self.articles.entry(id).or_insert(next))
    }

    fn line(&self, line: Node<'_>) -> Option<LaidLine> {
        let mut words = Words::default();
        let whole = equivalent(line);
        // A confidence that only the words have is theirs.
        let spoken: Vec<(String, Option<f32>)> = line.named("Word").filter_map(equivalent).collect();
        if let Some((text, confidence)) = whole.filter(|(t, _)| !t.trim().is_empty()) {
            let confidence = confidence.or_else(|| mean(&spoken));
            words.push(&text, None, confidence, Gap::None);
        } else {
            for word in line.named("Word") {
                if let Some((text, confidence)) = equivalent(word) {
                    words.push(&text, self.area(word), confidence, Gap::Space);
                }
            }
        }
        let mut laid = words.line(self.area(line))?;
        if let Some(style) = line.child("TextStyle") {
            laid.size = style.number("fontSize").filter(|s| *s > 0.0).unwrap_or(0.0);
            laid.bold = style.attribute("bold") == Some("true");
        }
        Some(laid)
    }

    /// The area of `Coords`: the attribute `points` of versions from 2013 on, or the `Point`s of 2010.
    fn area(&self, node: Node<'_>) -> Option<Area> {
        let coords = node.child("Coords")?;
        let mut area: Option<Area> = None;
        let mut add = |x: f32, y: f32| {
            let point = Area::scaled([x, y, x, y], self.points);
            area = Some(area.map_or(point, |a| a.and(point)));
        };
        for pair in coords.attribute("points").unwrap_or_default().split_whitespace() {
            if let Some((Some(x), Some(y))) = pair.split_once(',').map(|(x, y)| (number(x), number(y))) {
                add(x, y);
            }
        }
        for point in coords.named("Point") {
            if let (Some(x), Some(y)) = (point.number("x"), point.number("y")) {
                add(x, y);
            }
        }
        area
    }

    /// Puts the lines into the order of `ReadingOrder`, else of the regions' `custom` indices.
    fn order(&mut self, page: Node<'_>) {
        let mut refs = Vec::new();
        for order in page.named("ReadingOrder") {
            collect(order, &mut refs);
        }
        let mut rank: Vec<Option<usize>> = vec![None; self.regions.len()];
        if refs.is_empty() {
            if !self.regions.iter().any(|r| r.index.is_some()) {
                return;
            }
            let mut by_index: Vec<usize> =
                (0..self.regions.len()).filter(|&r| self.regions[r].index.is_some()).collect();
            let index = |r: &usize| self.regions[*r].index.unwrap_or(0.0);
            by_index.sort_by(|a, b| index(a).total_cmp(&index(b)));
            for (n, region) in by_index.into_iter().enumerate() {
                rank[region] = Some(n);
            }
        } else {
            let at: BTreeMap<&str, usize> = self.regions.iter().enumerate().map(|(n, r)| (r.id.as_str(), n)).collect();
            for (n, id) in refs.iter().enumerate() {
                if let Some(&region) = at.get(id.as_str()) {
                    rank[region].get_or_insert(n);
                }
            }
        }
        super::alto::sort_lines(&mut self.page.lines, &rank);
    }
}

/// The regions of a group in order: by `index` where there is one, else as they stand.
fn collect(group: Node<'_>, refs: &mut Vec<String>) {
    let mut members: Vec<(f32, Node<'_>)> =
        group.children().enumerate().map(|(n, m)| (m.number("index").unwrap_or(n as f32), m)).collect();
    members.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (_, member) in members {
        refs.extend(member.attribute("regionRef").map(str::to_owned));
        collect(member, refs);
    }
}

/// Text and confidence: of several readings the one of the lowest index.
fn equivalent(node: Node<'_>) -> Option<(String, Option<f32>)> {
    let readings = node.named("TextEquiv").enumerate();
    let best = readings.min_by(|a, b| {
        let index = |(n, e): &(usize, Node<'_>)| e.number("index").unwrap_or(*n as f32);
        index(a).total_cmp(&index(b))
    })?;
    let text = ["Unicode", "PlainText"].iter().find_map(|name| best.1.child(name))?.text();
    Some((text, best.1.number("conf").map(|c| c.clamp(0.0, 1.0))))
}

fn mean(words: &[(String, Option<f32>)]) -> Option<f32> {
    let (mut sum, mut chars) = (0.0, 0_usize);
    for (text, confidence) in words {
        let length = text.trim().chars().count();
        sum += (*confidence)? * length as f32;
        chars += length;
    }
    (chars > 0).then(|| sum / chars as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::read_recognised;

    fn page(body: &str) -> LaidPage {
        let text = format!(
            "<PcGts xmlns='http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15'>\
             <Page imageWidth='1000' imageHeight='2000'>{body}</Page></PcGts>"
        );
        read_recognised(text.as_bytes(), None, None).unwrap().pages.remove(0)
    }

    fn region(id: &str, attributes: &str) -> String {
        format!(
            "<TextRegion id='{id}' {attributes}><Coords points='0,0 10,0'/><TextLine id='l{id}'>\
             <Coords points='100,50 300,50 300,90 100,90'/><TextEquiv conf='0.5'><Unicode>{id}行</Unicode></TextEquiv>\
             </TextLine></TextRegion>"
        )
    }

    fn texts(page: &LaidPage) -> Vec<&str> {
        page.lines.iter().map(|l| l.text.as_str()).collect()
    }

    #[test]
    fn groups_give_the_reading_order() {
        let order = "<ReadingOrder><OrderedGroup id='g'><OrderedGroupIndexed index='1' id='h'>\
                     <RegionRefIndexed index='1' regionRef='a'/><RegionRefIndexed index='0' regionRef='c'/></OrderedGroupIndexed>\
                     <RegionRefIndexed index='0' regionRef='b'/></OrderedGroup></ReadingOrder>";
        let page = page(&format!("{order}{}{}{}", region("a", ""), region("b", "type='heading'"), region("c", "")));
        assert_eq!(texts(&page), ["b行", "c行", "a行"]);
        assert_eq!(page.lines[0].role, Some(Role::Headline));
        assert_eq!(page.lines[0].confidence, Some(0.5));
        assert!((page.lines[0].area.left - 24.0).abs() < 0.01);
    }

    #[test]
    fn custom_attributes_give_order_type_and_article() {
        let a = region("a", "custom='readingOrder {index:1;} structure {type:page-number;}'");
        let b = region("b", "custom='readingOrder {index:0;} structure {id:a7; type:article;}'");
        let page = page(&(a + &b));
        assert_eq!(texts(&page), ["b行", "a行"]);
        assert_eq!(page.lines[0].article, Some(0));
        assert_eq!(page.lines[1].role, Some(Role::Furniture));
    }

    #[test]
    fn words_regions_and_old_points_serve_where_lines_have_no_text() {
        let words = "<TextRegion id='w'><TextLine><Coords><Point x='10' y='10'/><Point x='20' y='90'/></Coords>\
                     <Word><TextEquiv conf='0.9'><Unicode>早稻</Unicode></TextEquiv></Word>\
                     <Word><TextEquiv conf='0.7'><Unicode>开镰</Unicode></TextEquiv></Word></TextLine></TextRegion>\
                     <AdvertRegion><TextRegion id='r'><TextEquiv index='1'><Unicode>错</Unicode></TextEquiv>\
                     <TextEquiv index='0'><Unicode>第一行\n第二行</Unicode></TextEquiv></TextRegion></AdvertRegion>";
        let page = page(words);
        assert_eq!(texts(&page), ["早稻开镰", "第一行", "第二行"]);
        assert!(page.lines[0].confidence.is_some_and(|c| (c - 0.8).abs() < 1e-6));
        assert!(page.lines[0].vertical);
        assert_eq!(page.lines[2].role, Some(Role::Furniture));
    }
}
