//! Newspaper pages as a recogniser sees them, with known truth: invented articles set in columns, boxes,
//! under pictures and upright, with boxes a little off, written as ALTO, METS, hOCR and PAGE-XML.

use std::fmt::Write;

/// Seeded numbers.
pub(crate) struct Numbers(pub u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// From -1 to 1.
    fn off(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1 << 23) as f32 - 1.0
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.below(all.len())]
    }
}

/// Pixels from the upper left corner; 300 are an inch.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Box {
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Head,
    Body,
    Caption,
    Furniture,
    Advertisement,
}

#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub text: String,
    pub place: Box,
    /// Size of its characters in pixels.
    pub size: f32,
    pub confidence: f32,
}

#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub part: Part,
    pub article: Option<usize>,
    pub upright: bool,
    pub lines: Vec<Line>,
}

impl Block {
    pub(crate) fn place(&self) -> Box {
        self.lines.iter().map(|l| l.place).reduce(around).unwrap()
    }
}

fn around(a: Box, b: Box) -> Box {
    Box { left: a.left.min(b.left), top: a.top.min(b.top), right: a.right.max(b.right), bottom: a.bottom.max(b.bottom) }
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Truth {
    pub headline: String,
    pub body: Vec<String>,
    pub captions: Vec<String>,
}

/// A page.
pub(crate) struct Sheet {
    pub blocks: Vec<Block>,
    pub pictures: Vec<Box>,
    pub frames: Vec<Box>,
    pub advertisements: Vec<Box>,
    pub truth: Vec<Truth>,
    numbers: Numbers,
}

pub(crate) const WIDTH: f32 = 2400.0;
pub(crate) const HEIGHT: f32 = 3400.0;
/// Size of body text.
const BODY: f32 = 38.0;
const PITCH: f32 = 56.0;
/// Characters of a column, and the left edges of three.
const MEASURE: usize = 18;
const COLUMN: f32 = BODY * MEASURE as f32;
const STEP: f32 = COLUMN + 62.0;
const MARGIN: f32 = 112.0;

pub(crate) const LAYOUTS: [&str; 6] = ["spread", "boxed", "pictured", "advertised", "briefs", "upright"];

impl Sheet {
    pub(crate) fn set(layout: &str, seed: u64) -> Self {
        let mut sheet = Self {
            blocks: Vec::new(),
            pictures: Vec::new(),
            frames: Vec::new(),
            advertisements: Vec::new(),
            truth: Vec::new(),
            numbers: Numbers(seed),
        };
        sheet.running_head();
        match layout {
            "spread" => sheet.spread(),
            "boxed" => sheet.boxed(),
            "pictured" => sheet.pictured(),
            "advertised" => sheet.advertised(),
            "briefs" => sheet.briefs(),
            "upright" => sheet.upright(),
            other => panic!("{other}"),
        }
        sheet.scan(seed);
        sheet
    }

    fn column(n: usize) -> f32 {
        MARGIN + STEP * n as f32
    }

    fn running_head(&mut self) {
        self.line(Part::Furniture, None, "江岸日报", MARGIN, 70.0, 44.0);
        self.line(Part::Furniture, None, "2024年5月6日 星期一", 1000.0, 74.0, 36.0);
        self.line(Part::Furniture, None, "第3版", 2150.0, 74.0, 36.0);
    }

    /// A line by itself; gives its foot.
    fn line(&mut self, part: Part, article: Option<usize>, text: &str, left: f32, top: f32, size: f32) -> f32 {
        let place = Box { left, top, right: left + size * width(text), bottom: top + size };
        let line = Line { text: text.into(), place, size, confidence: 0.95 };
        self.blocks.push(Block { part, article, upright: false, lines: vec![line] });
        top + size
    }

    fn article(&mut self) -> usize {
        let headline = headline(&mut self.numbers);
        self.truth.push(Truth { headline, ..Truth::default() });
        self.truth.len() - 1
    }

    /// Sets the headline over columns; gives where the body may begin.
    fn head(&mut self, article: usize, columns: &[usize], top: f32, size: f32) -> f32 {
        let text = self.truth[article].headline.clone();
        let (left, right) = (Self::column(columns[0]), Self::column(columns[columns.len() - 1]) + COLUMN);
        let room = ((right - left) / size) as usize;
        let chars: Vec<char> = text.chars().collect();
        // Two lines where one has no room, broken between its phrases.
        let cut = chars.iter().position(|&c| c == ' ').unwrap_or(chars.len());
        let rows: Vec<String> = if chars.len() <= room {
            vec![text]
        } else {
            vec![chars[..cut].iter().collect(), chars[(cut + 1).min(chars.len())..].iter().collect()]
        };
        let mut lines = Vec::new();
        let mut y = top;
        for row in rows {
            let wide = size * width(&row);
            let x = if columns.len() > 1 { f32::midpoint(left, right) - wide / 2.0 } else { left };
            let place = Box { left: x, top: y, right: x + wide, bottom: y + size };
            lines.push(Line { text: row, place, size, confidence: 0.95 });
            y += size * 1.3;
        }
        self.blocks.push(Block { part: Part::Head, article: Some(article), upright: false, lines });
        y + 24.0
    }

    /// Flows so many lines into columns, each with a top of its own; gives the feet.
    fn body(&mut self, article: usize, columns: &[(usize, f32)], lines: usize) -> Vec<f32> {
        let each = lines.div_ceil(columns.len());
        let text = paragraphs(&mut self.numbers, lines, MEASURE);
        let mut feet = Vec::new();
        for (part, &(column, top)) in text.chunks(each).zip(columns) {
            let set: Vec<Line> = part
                .iter()
                .enumerate()
                .map(|(n, (text, indent))| {
                    let left = Self::column(column) + if *indent { 2.0 * BODY } else { 0.0 };
                    let y = top + PITCH * n as f32;
                    let place = Box { left, top: y, right: left + BODY * width(text), bottom: y + BODY };
                    Line { text: text.clone(), place, size: BODY, confidence: 0.95 }
                })
                .collect();
            feet.push(top + PITCH * part.len() as f32);
            self.truth[article].body.extend(set.iter().map(|l| l.text.clone()));
            self.blocks.push(Block { part: Part::Body, article: Some(article), upright: false, lines: set });
        }
        feet
    }

    /// A picture over columns with a caption below; gives where text may begin.
    fn picture(&mut self, article: usize, columns: &[usize], top: f32, high: f32) -> f32 {
        let (left, right) = (Self::column(columns[0]), Self::column(columns[columns.len() - 1]) + COLUMN);
        self.pictures.push(Box { left, top, right, bottom: top + high });
        let caption = format!("图为{}。", sentence(&mut self.numbers).trim_end_matches('。'));
        let caption: String = caption.chars().take(24).collect();
        self.truth[article].captions.push(caption.clone());
        self.line(Part::Caption, Some(article), &caption, left, top + high + 16.0, 32.0) + 40.0
    }

    fn lowest(feet: &[f32]) -> f32 {
        feet.iter().copied().fold(0.0, f32::max)
    }

    /// A headline over two of three columns, one beside it, and one over all three below.
    fn spread(&mut self) {
        let (a, b, c) = (self.article(), self.article(), self.article());
        let lines = 34 + self.numbers.below(12);
        let at = self.head(a, &[0, 1], 210.0, 92.0);
        let left = self.body(a, &[(0, at), (1, at)], lines);
        let at = self.head(b, &[2], 210.0, 60.0);
        let more = lines / 2 - 2;
        let right = self.body(b, &[(2, at)], more);
        let foot = Self::lowest(&left).max(Self::lowest(&right)) + 50.0;
        let at = self.head(c, &[0, 1, 2], foot, 80.0);
        let more = 42 + self.numbers.below(20);
        self.body(c, &[(0, at), (1, at), (2, at)], more);
    }

    /// A boxed article in the third column, another article around it.
    fn boxed(&mut self) {
        let (a, b, c) = (self.article(), self.article(), self.article());
        let at = self.head(a, &[0, 1, 2], 210.0, 96.0);
        let lines = 20 + self.numbers.below(6);
        let feet = self.body(a, &[(0, at), (1, at)], 2 * lines);
        let top = at;
        let head = self.head(b, &[2], top + 30.0, 54.0);
        let inside = self.body(b, &[(2, head)], lines - 6);
        let foot = inside[0] + 20.0;
        self.frames.push(Box {
            left: Self::column(2) - 30.0,
            top,
            right: Self::column(2) + COLUMN + 30.0,
            bottom: foot,
        });
        let below = Self::lowest(&feet).max(foot) + 60.0;
        let at = self.head(c, &[0, 1], below, 74.0);
        let lines = 36 + self.numbers.below(10);
        self.body(c, &[(0, at), (1, at)], lines);
        let d = self.article();
        let at = self.head(d, &[2], below, 56.0);
        self.body(d, &[(2, at)], lines / 2 - 1);
    }

    /// A picture with its caption between headline and text, another in the text.
    fn pictured(&mut self) {
        let (a, b) = (self.article(), self.article());
        let at = self.head(a, &[0, 1, 2], 210.0, 90.0);
        let under = self.picture(a, &[0, 1], at, 620.0);
        let lines = 12 + self.numbers.below(6);
        // The third column is as much longer as the picture is high.
        let feet = self.body(a, &[(0, under), (1, under)], 2 * lines);
        let rest = lines + ((under - at) / PITCH) as usize;
        let third = self.body(a, &[(2, at)], rest);
        let below = Self::lowest(&feet).max(third[0]) + 60.0;
        let at = self.head(b, &[0, 1], below, 72.0);
        let rest = 24 + self.numbers.below(8);
        self.body(b, &[(0, at), (1, at)], rest);
        let c = self.article();
        let at = self.head(c, &[2], below, 58.0);
        let under = self.picture(c, &[2], at, 380.0);
        self.body(c, &[(2, under)], rest / 2 - 6);
    }

    /// An advertisement in its frame at the foot of two columns.
    fn advertised(&mut self) {
        let (a, b, c) = (self.article(), self.article(), self.article());
        let at = self.head(a, &[0], 210.0, 58.0);
        let lines = 28 + self.numbers.below(8);
        let first = self.body(a, &[(0, at)], lines);
        let at = self.head(b, &[1, 2], 210.0, 84.0);
        let second = self.body(b, &[(1, at), (2, at)], 2 * lines - 6);
        let top = first[0].max(Self::lowest(&second)) + 60.0;
        let at = self.head(c, &[0], top, 58.0);
        let rest = 20 + self.numbers.below(4);
        self.body(c, &[(0, at)], rest);
        let frame =
            Box { left: Self::column(1), top: top + 10.0, right: Self::column(2) + COLUMN, bottom: top + 760.0 };
        self.frames.push(frame);
        self.advertisements.push(frame);
        let left = frame.left + 220.0;
        self.line(Part::Advertisement, None, "云溪家具城周年庆", left, frame.top + 80.0, 96.0);
        self.line(Part::Advertisement, None, "全场八折优惠 满千元送茶具", left, frame.top + 260.0, 64.0);
        self.line(Part::Advertisement, None, "地址：柳林路二十六号", left, frame.top + 430.0, 48.0);
        self.line(Part::Advertisement, None, "订购热线：0990—5550137", left, frame.top + 540.0, 48.0);
    }

    /// Two columns of short articles, and a longer one.
    fn briefs(&mut self) {
        let mut feet = [210.0_f32; 2];
        for n in 0..8 {
            let column = n % 2;
            let article = self.article();
            let at = self.head(article, &[column], feet[column], 52.0);
            let lines = 7 + self.numbers.below(5);
            feet[column] = self.body(article, &[(column, at)], lines)[0] + 44.0;
        }
        let long = self.article();
        let at = self.head(long, &[2], 210.0, 60.0);
        self.body(long, &[(2, at)], 44);
    }

    /// Upright text in tiers, read from the right; its headlines stand upright at the right of their texts.
    fn upright(&mut self) {
        const TIER: usize = 26;
        let mut top = 220.0;
        for _ in 0..2 {
            let mut right = WIDTH - MARGIN;
            for _ in 0..2 {
                let article = self.article();
                let headline: String = self.truth[article].headline.split(' ').next().unwrap().into();
                self.truth[article].headline.clone_from(&headline);
                let size = 76.0;
                let place = Box { left: right - size, top, right, bottom: top + size * width(&headline) };
                let line = Line { text: headline, place, size, confidence: 0.95 };
                self.blocks.push(Block { part: Part::Head, article: Some(article), upright: true, lines: vec![line] });
                right -= size + 40.0;
                let lines = 13 + self.numbers.below(3);
                let text = paragraphs(&mut self.numbers, lines, TIER);
                let mut set = Vec::new();
                for (text, indent) in text {
                    let y = top + if indent { 2.0 * BODY } else { 0.0 };
                    let place = Box { left: right - BODY, top: y, right, bottom: y + BODY * width(&text) };
                    self.truth[article].body.push(text.clone());
                    set.push(Line { text, place, size: BODY, confidence: 0.95 });
                    right -= PITCH;
                }
                self.blocks.push(Block { part: Part::Body, article: Some(article), upright: true, lines: set });
                right -= 60.0;
            }
            top += BODY * TIER as f32 + 120.0;
        }
    }

    /// As scanned and recognised: a little askew, boxes a little off, confidences that differ; blocks in an
    /// order a recogniser gives, from the top or column by column.
    fn scan(&mut self, seed: u64) {
        let slope = 0.004 * self.numbers.off();
        let skewed = |b: Box| Box { top: b.top + slope * b.left, bottom: b.bottom + slope * b.left, ..b };
        for list in [&mut self.pictures, &mut self.frames, &mut self.advertisements] {
            for place in list.iter_mut() {
                *place = skewed(*place);
            }
        }
        for line in self.blocks.iter_mut().flat_map(|b| &mut b.lines) {
            let b = skewed(line.place);
            let mut off = |share: f32| line.size * share * self.numbers.off();
            line.place = Box {
                left: b.left + off(0.05),
                top: b.top + off(0.05),
                right: b.right + off(0.05),
                bottom: b.bottom + off(0.05),
            };
            line.confidence = 0.9 + 0.09 * self.numbers.off();
        }
        if seed.is_multiple_of(2) {
            self.blocks.sort_by(|a, b| {
                (a.place().top / 120.0)
                    .floor()
                    .total_cmp(&(b.place().top / 120.0).floor())
                    .then(a.place().left.total_cmp(&b.place().left))
            });
        } else {
            let column = |b: &Block| (b.place().left / STEP).round();
            self.blocks.sort_by(|a, b| column(a).total_cmp(&column(b)).then(a.place().top.total_cmp(&b.place().top)));
        }
    }

    /// ALTO; `sizes` says whether it has text styles.
    pub(crate) fn alto(&self, sizes: bool) -> String {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\">\n\
             <Description><MeasurementUnit>pixel</MeasurementUnit></Description>\n<Styles>",
        );
        let points = |size: f32| (size * 0.24 * 2.0).round() / 2.0;
        let mut styles: Vec<String> = self.blocks.iter().map(|b| points(b.lines[0].size).to_string()).collect();
        styles.sort();
        styles.dedup();
        for size in styles.iter().filter(|_| sizes) {
            let _ = write!(out, "<TextStyle ID=\"s{size}\" FONTSIZE=\"{size}\"/>");
        }
        let _ = write!(out, "</Styles>\n<Layout><Page ID=\"p\" WIDTH=\"{WIDTH}\" HEIGHT=\"{HEIGHT}\"><PrintSpace>\n");
        let at = |b: Box| {
            format!(
                "HPOS=\"{:.0}\" VPOS=\"{:.0}\" WIDTH=\"{:.0}\" HEIGHT=\"{:.0}\"",
                b.left,
                b.top,
                b.right - b.left,
                b.bottom - b.top
            )
        };
        for (n, block) in self.blocks.iter().enumerate() {
            let style = if sizes { format!(" STYLEREFS=\"s{}\"", points(block.lines[0].size)) } else { String::new() };
            let _ = writeln!(out, "<TextBlock ID=\"b{n}\" {}{style}>", at(block.place()));
            for line in &block.lines {
                let _ = writeln!(
                    out,
                    "<TextLine {0}><String CONTENT=\"{1}\" {0} WC=\"{2:.2}\"/></TextLine>",
                    at(line.place),
                    line.text,
                    line.confidence
                );
            }
            out.push_str("</TextBlock>\n");
        }
        for b in &self.pictures {
            let _ = writeln!(out, "<Illustration ID=\"i\" {}/>", at(*b));
        }
        for b in &self.frames {
            let _ = writeln!(out, "<GraphicalElement ID=\"g\" {}/>", at(*b));
        }
        out.push_str("</PrintSpace></Page></Layout></alto>\n");
        out
    }

    pub(crate) fn hocr(&self) -> String {
        let mut out = format!(
            "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><meta name=\"ocr-system\" content=\"tesseract 5.3\"></head>\
             <body><div class=\"ocr_page\" title=\"image p.png; bbox 0 0 {WIDTH} {HEIGHT}; scan_res 300 300\">\n"
        );
        let at = |b: Box| format!("bbox {:.0} {:.0} {:.0} {:.0}", b.left, b.top, b.right, b.bottom);
        for block in &self.blocks {
            let _ = writeln!(out, "<div class=\"ocr_carea\" title=\"{}\"><p class=\"ocr_par\">", at(block.place()));
            for line in &block.lines {
                let turned = if block.upright { "; textangle 90" } else { "" };
                let _ = writeln!(
                    out,
                    "<span class=\"ocr_line\" title=\"{0}{turned}\"><span class=\"ocrx_word\" title=\"{0}; x_wconf {1:.0}\">{2}</span></span>",
                    at(line.place),
                    line.confidence * 100.0,
                    line.text
                );
            }
            out.push_str("</p></div>\n");
        }
        for b in &self.pictures {
            let _ = writeln!(out, "<div class=\"ocr_photo\" title=\"{}\"></div>", at(*b));
        }
        for b in &self.frames {
            // Rules around, as separators are seen.
            for rule in [Box { bottom: b.top + 4.0, ..*b }, Box { top: b.bottom - 4.0, ..*b }] {
                let _ = writeln!(out, "<div class=\"ocr_separator\" title=\"{}\"></div>", at(rule));
            }
        }
        out.push_str("</div></body></html>\n");
        out
    }

    /// PAGE-XML; `typed` says whether its regions have types.
    pub(crate) fn page_xml(&self, typed: bool) -> String {
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PcGts xmlns=\"http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15\">\n\
             <Page imageFilename=\"p.png\" imageWidth=\"{WIDTH}\" imageHeight=\"{HEIGHT}\">\n"
        );
        let coords = |b: Box| {
            let (l, t, r, f) = (b.left.round().max(0.0), b.top.round().max(0.0), b.right.round(), b.bottom.round());
            format!("<Coords points=\"{l},{t} {r},{t} {r},{f} {l},{f}\"/>")
        };
        for (n, b) in self.pictures.iter().enumerate() {
            let _ = writeln!(out, "<ImageRegion id=\"i{n}\">{}</ImageRegion>", coords(*b));
        }
        for (n, block) in self.blocks.iter().enumerate() {
            let kind = match block.part {
                Part::Head => "heading",
                Part::Body => "paragraph",
                Part::Caption => "caption",
                Part::Furniture => "header",
                Part::Advertisement => "other",
            };
            let kind = if typed { format!(" type=\"{kind}\"") } else { String::new() };
            let advert = typed && block.part == Part::Advertisement;
            if advert {
                let _ = writeln!(out, "<AdvertRegion id=\"a{n}\">{}", coords(block.place()));
            }
            let way = if block.upright { " readingDirection=\"top-to-bottom\"" } else { "" };
            let _ = writeln!(out, "<TextRegion id=\"r{n}\"{kind}{way}>{}", coords(block.place()));
            for (m, line) in block.lines.iter().enumerate() {
                let _ = writeln!(
                    out,
                    "<TextLine id=\"r{n}l{m}\">{}<TextEquiv conf=\"{:.2}\"><Unicode>{}</Unicode></TextEquiv></TextLine>",
                    coords(line.place),
                    line.confidence,
                    line.text
                );
            }
            out.push_str("</TextRegion>\n");
            if advert {
                out.push_str("</AdvertRegion>\n");
            }
        }
        for (n, b) in self.frames.iter().enumerate() {
            for (m, rule) in [Box { bottom: b.top + 4.0, ..*b }, Box { top: b.bottom - 4.0, ..*b }].iter().enumerate() {
                let _ = writeln!(out, "<SeparatorRegion id=\"s{n}{m}\">{}</SeparatorRegion>", coords(*rule));
            }
        }
        out.push_str("</Page></PcGts>\n");
        out
    }
}

/// A METS file over ALTO files `alto/0.xml` and so on; the logical structure names the articles.
pub(crate) fn mets(sheets: &[Sheet]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<mets xmlns=\"http://www.loc.gov/METS/\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n\
         <fileSec><fileGrp USE=\"Text\">",
    );
    for n in 0..sheets.len() {
        let _ = write!(
            out,
            "<file ID=\"F{n}\" MIMETYPE=\"text/xml\"><FLocat LOCTYPE=\"URL\" xlink:href=\"alto/{n}.xml\"/></file>"
        );
    }
    out.push_str("</fileGrp></fileSec>\n<structMap TYPE=\"PHYSICAL\"><div TYPE=\"Newspaper\">");
    for n in 0..sheets.len() {
        let _ = write!(out, "<div TYPE=\"PAGE\" ORDER=\"{}\"><fptr FILEID=\"F{n}\"/></div>", n + 1);
    }
    out.push_str("</div></structMap>\n<structMap TYPE=\"LOGICAL\"><div TYPE=\"Newspaper\">\n");
    for (n, sheet) in sheets.iter().enumerate() {
        for article in 0..sheet.truth.len() {
            out.push_str("<div TYPE=\"ARTICLE\">");
            for (kind, part) in [("HEADING", Part::Head), ("BODY", Part::Body), ("CAPTION", Part::Caption)] {
                let own = sheet.blocks.iter().enumerate().filter(|(_, b)| b.article == Some(article) && b.part == part);
                let mut areas = String::new();
                for (b, _) in own {
                    let _ = write!(areas, "<fptr><area FILEID=\"F{n}\" BETYPE=\"IDREF\" BEGIN=\"b{b}\"/></fptr>");
                }
                if !areas.is_empty() {
                    let _ = write!(out, "<div TYPE=\"{kind}\">{areas}</div>");
                }
            }
            out.push_str("</div>\n");
        }
    }
    out.push_str("</div></structMap></mets>\n");
    out
}

/// Ems a text takes.
fn width(text: &str) -> f32 {
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

const PLACES: [&str; 10] =
    ["青石镇", "柳林乡", "云溪县", "石桥区", "南浦街道", "双河村", "白鹭洲", "东岭矿区", "北塘港", "梅坞镇"];
const THINGS: [&str; 12] = [
    "灌溉渠道",
    "敬老院",
    "口袋公园",
    "乡村公路",
    "粮食仓库",
    "社区食堂",
    "供水管网",
    "中心小学",
    "农贸市场",
    "渡口码头",
    "图书分馆",
    "卫生院",
];
const DONE: [&str; 8] =
    ["完成改造", "投入使用", "通过验收", "开工建设", "扩建竣工", "迎来首批用户", "启动维修", "对外开放"];
const LATER: [&str; 6] =
    ["群众拍手称赞", "全年受益三千户", "工期提前半月", "旧貌换上新颜", "难题一朝化解", "冬闲变成冬忙"];

fn headline(numbers: &mut Numbers) -> String {
    format!("{}{}{} {}", numbers.of(&PLACES), numbers.of(&THINGS), numbers.of(&DONE), numbers.of(&LATER))
}

fn sentence(numbers: &mut Numbers) -> String {
    let (place, thing, done) = (numbers.of(&PLACES), numbers.of(&THINGS), numbers.of(&DONE));
    let (n, m) = (numbers.below(900) + 100, numbers.below(80) + 11);
    match numbers.below(7) {
        0 => format!("{place}的{thing}于近日{done}，总投资{n}万元，惠及周边{m}个村组。"),
        1 => format!("据负责人介绍，{thing}占地{n}平方米，可同时容纳{m}人办理业务。"),
        2 => format!("施工队克服连日阴雨，抢在汛期之前把{n}米长的护坡砌好，{thing}随后{done}。"),
        3 => format!("“过去办一件事要走{m}里路，如今在家门口就办成了。”住在{place}的老人说。"),
        4 => format!("{place}还抽调{m}名干部，逐户登记，收集意见{n}条，件件有回音。"),
        5 => format!("下一步，当地将把{thing}同{place}的产业连成一片，力争年内再添{m}个就业岗位。"),
        _ => format!("统计显示，前三季度共有{n}户参加，户均增收{m}00元，比上年多出近一成。"),
    }
}

/// So many lines of paragraphs that end with the last line; whether each is indented.
fn paragraphs(numbers: &mut Numbers, lines: usize, measure: usize) -> Vec<(String, bool)> {
    let mut set: Vec<(String, bool)> = Vec::new();
    while set.len() < lines {
        let mut text = if set.is_empty() { "本报讯 ".to_owned() } else { String::new() };
        for _ in 0..2 + numbers.below(2) {
            text += &sentence(numbers);
        }
        let chars: Vec<char> = text.chars().collect();
        let mut at = 0;
        let mut indent = true;
        while at < chars.len() {
            let room = if indent { measure - 2 } else { measure } as f32;
            let mut end = at;
            let mut used = 0.0;
            while end < chars.len() && used + if chars[end].is_ascii() { 0.5 } else { 1.0 } <= room {
                used += if chars[end].is_ascii() { 0.5 } else { 1.0 };
                end += 1;
            }
            // Punctuation hangs at the line's end.
            while end < chars.len() && "，。、”".contains(chars[end]) {
                end += 1;
            }
            set.push((chars[at..end].iter().collect::<String>().trim().to_owned(), indent));
            (at, indent) = (end, false);
        }
    }
    set.truncate(lines);
    if let Some(last) = set.last_mut() {
        let kept: String = last.0.trim_end_matches(['，', '。', '、']).chars().take(measure - 3).collect();
        last.0 = kept + "。";
    }
    set
}
