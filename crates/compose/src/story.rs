//! One article → its head, its columns of lines, and what is known of them.

use super::Damage;
use super::forms;
use super::head::{head, subhead};
use super::random::Random;
use super::style::Style;
use super::words;

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Kicker,
    Headline,
    Subtitle,
    Byline,
    Caption,
    Body,
    Subhead,
    Noise,
    Furniture,
}

/// One line as it is set.
#[derive(Debug, Clone)]
pub(super) struct Set {
    pub role: Role,
    pub text: String,
    /// A blank line stands above it.
    pub gap: bool,
}

impl Set {
    pub(super) fn new(role: Role, text: impl Into<String>, gap: bool) -> Self {
        Self { role, text: text.into(), gap }
    }
}

/// An article, set.
#[derive(Debug, Clone, Default)]
pub(super) struct Story {
    pub head: Vec<Set>,
    /// Its columns, left to right; none is empty.
    pub columns: Vec<Vec<Set>>,
    pub reporters: Vec<String>,
    pub correspondents: Vec<String>,
    pub label: String,
}

/// How an article tells its names.
enum Names {
    Lead(String),
    Line(String),
    End(String),
    None,
}

impl Story {
    /// Sets an article over `span` columns.
    pub(super) fn set(title: &str, paragraphs: &[String], span: usize, style: &Style, random: &mut Random) -> Self {
        let mut story = Self::default();
        let names = story.names(style, random);
        let mut paragraphs: Vec<String> = paragraphs.to_vec();
        if let (Names::Lead(lead), Some(first)) = (&names, paragraphs.first_mut()) {
            first.insert_str(0, lead);
        }
        let source = paragraphs.clone();
        if let (Names::End(end), Some(last)) = (&names, paragraphs.last_mut()) {
            last.push_str(end);
        }
        story.head = head(title, &source, span, style, random);
        let mut lines = Vec::new();
        if let Names::Line(line) = names {
            let gap = style.paragraph_gap && random.chance(50);
            lines.push(Set::new(Role::Byline, line, gap));
        }
        lines.extend(body(&paragraphs, style, random));
        if style.has(Damage::Jumps) && random.chance(40) {
            let (page, gap) = (random.range(2, 8), style.paragraph_gap && random.chance(50));
            if random.chance(70) {
                let jump = match random.below(3) {
                    0 => format!("（下转第{page}版）"),
                    1 => format!("（下转第{}版）", words::number(page)),
                    _ => format!("▶下转{page:02}版"),
                };
                lines.push(Set::new(Role::Noise, jump, gap));
            } else {
                lines.insert(0, Set::new(Role::Noise, format!("（上接第{page}版）"), gap));
            }
        }
        story.columns = columns(lines, if style.wraps() { span } else { 1 }, random);
        if style.has(Damage::Captions) && random.chance(60) {
            story.photograph(&source, style, random);
        }
        story
    }

    fn names(&mut self, style: &Style, random: &mut Random) -> Names {
        if style.has(Damage::NoBylines) && random.chance(60) {
            return Names::None;
        }
        let counts = (*random.pick(&[&1, &1, &1, &2, &2, &3]), *random.pick(&[&0, &0, &1, &1, &2]));
        let mut people = words::people(random, counts.0 + counts.1);
        self.correspondents = people.split_off(counts.0);
        self.reporters = people;
        let bullets = style.has(Damage::BulletBylines) && random.chance(60);
        let ends = style.has(Damage::NamesAtEnd) && random.chance(60);
        let dateline = style.has(Damage::Datelines) && random.chance(60);
        let between = random.pick(&["", " ", " "]);
        let joined = |names: &[String]| names.join(" ");
        let mut inner = format!("记者{between}{}", joined(&self.reporters));
        if !self.correspondents.is_empty() {
            inner.extend([" 通讯员", between, &joined(&self.correspondents)]);
        }
        if bullets {
            let mark = random.pick(&["□ ", "□", "■ ", "■", "", "◎ "]);
            let ours = random.pick(&["", "本报"]);
            let inner = inner.replacen(&format!("记者{between}"), &format!("{ours}记者 "), 1);
            return Names::Line(format!("{mark}{inner}"));
        }
        if ends {
            let before = random.pick(&["", "", " "]);
            if random.chance(30) {
                self.correspondents.clear();
                return Names::End(format!("{before}（{}）", joined(&self.reporters)));
            }
            return Names::End(format!("{before}（{inner}）"));
        }
        if dateline {
            return Names::Lead(self.dateline(&inner, random));
        }
        match random.below(20) {
            0..=12 => Names::Lead(format!("本报讯（{inner}）")),
            13 | 14 => Names::Lead(format!("本报讯 （{inner}）")),
            15 | 16 => {
                self.correspondents.append(&mut self.reporters);
                Names::Lead(format!("本报讯（通讯员 {}）", joined(&self.correspondents)))
            }
            17 => Names::Lead(format!("（{inner}）")),
            18 => Names::Lead(format!("本报{}讯（{inner}）", words::place(random))),
            _ => {
                self.reporters.clear();
                self.correspondents.clear();
                Names::Lead("本报讯 ".into())
            }
        }
    }

    fn dateline(&mut self, inner: &str, random: &mut Random) -> String {
        let (place, month, day) = (words::place(random), random.range(1, 12), random.range(1, 28));
        let agency = random.pick(&["新华社", "新华社", "本报", "中新社", "据新华社"]);
        let lead = match random.below(6) {
            0 => "本报综合消息 ".to_owned(),
            1 => format!("综合{place}消息 "),
            2 => format!("{agency}{place}{month}月{day}日电 "),
            _ => return format!("{agency}{place}{month}月{day}日电（{inner}）"),
        };
        self.reporters.clear();
        self.correspondents.clear();
        lead
    }

    /// Puts a caption of the article's own words where the photograph stands: at a column's head,
    /// in mid-column or at a column's end.
    fn photograph(&mut self, source: &[String], style: &Style, random: &mut Random) {
        let Some(text) = caption(source, random) else { return };
        // A photograph is as wide as one column or two, or the caption stands beside it.
        let width = match random.below(4) {
            0 => style.measure.width * 2,
            1 => (style.measure.width * 2 / 3).max(12),
            _ => style.measure.width,
        };
        let lines = if style.wraps() { style.measure.with_width(width).lines(&text, 0) } else { vec![text] };
        let gap = style.gaps();
        let block = lines.into_iter().enumerate().map(|(i, line)| Set::new(Role::Caption, line, gap && i == 0));
        let at = random.below(self.columns.len());
        let column = &mut self.columns[at];
        let place = match random.below(3) {
            0 => 0,
            1 => column.len() / 2,
            _ => column.len(),
        };
        if let Some(next) = column.get_mut(place) {
            next.gap |= gap;
        }
        column.splice(place..place, block);
    }
}

/// A sentence of the article as a caption.
fn caption(source: &[String], random: &mut Random) -> Option<String> {
    let clauses: Vec<&str> = source
        .iter()
        .flat_map(|p| p.split(['，', '。', '；', '：', '？', '！']))
        .map(|c| c.trim_matches(['“', '”', '（', '）', '、', ' ', '‘', '’']))
        .filter(|c| (7..=26).contains(&c.chars().count()) && !c.contains(['（', '）', '“', '”']))
        .collect();
    if clauses.is_empty() {
        return None;
    }
    let clause = clauses[random.below(clauses.len())];
    let mark = random.character("▲▶▼◀");
    let (month, day) = (random.range(1, 12), random.range(1, 28));
    let person = words::person(random);
    Some(match random.below(9) {
        0 => format!("{mark}{clause}。"),
        1 => format!("{mark}图为{clause}。"),
        2 => format!("图为{clause}。本报记者 {person} 摄"),
        3 => format!("{mark}{month}月{day}日，{clause}。{person} 摄"),
        4 => format!("{month}月{day}日，{clause}。 （{person} 摄）"),
        5 => format!("{clause}。 {person} 摄"),
        6 => format!("{clause}。（资料图片）"),
        7 => format!("{clause}（{month}月{day}日摄）。通讯员 {person} 摄"),
        _ => format!("图①：{clause}。"),
    })
}

fn body(paragraphs: &[String], style: &Style, random: &mut Random) -> Vec<Set> {
    let mut lines: Vec<Set> = Vec::new();
    let count = paragraphs.len();
    let table = (style.has(Damage::Tables) && count > 1 && random.chance(50)).then(|| random.range(1, count - 1));
    for (i, paragraph) in paragraphs.iter().enumerate() {
        if table == Some(i) {
            for (row, text) in forms::table(random).into_iter().enumerate() {
                lines.push(Set::new(Role::Body, text, style.paragraph_gap && row == 0));
            }
        }
        if style.has(Damage::Subheads) && i > 0 && count > 2 && random.chance(40) {
            for (row, text) in subhead(paragraph, random).into_iter().enumerate() {
                lines.push(Set::new(Role::Subhead, text, style.paragraph_gap && row == 0));
            }
        }
        let lost = i > 0 && style.has(Damage::LostParagraphs) && random.chance(50);
        let text = style.noise(paragraph, random);
        let indent = if style.indent || style.indent_lost { 4 } else { 0 };
        let mut set = if style.wraps() { style.measure.lines(&text, indent) } else { vec![text] };
        if let (true, false, Some(first)) = (style.indent, lost, set.first_mut()) {
            first.insert_str(0, "　　");
        }
        for (row, text) in set.into_iter().enumerate() {
            lines.push(Set::new(Role::Body, text, row == 0 && style.paragraph_gap && !lost));
            if row > 0 && style.has(Damage::Ruby) && random.chance(4) {
                let ruby = random.word("yù bǎo lín chēn zhì xǔ huái jiā yí pēng shèng qú zhāng bì kǎn zōu");
                lines.push(Set::new(Role::Noise, ruby, false));
            }
        }
    }
    lines
}

/// Lines dealt into columns of nearly the same height.
fn columns(lines: Vec<Set>, span: usize, random: &mut Random) -> Vec<Vec<Set>> {
    let height = lines.len().div_ceil(span).max(3);
    let mut columns: Vec<Vec<Set>> = Vec::new();
    let mut left = 0;
    for line in lines {
        if left == 0 {
            // A photograph or an advertisement makes some columns shorter.
            left = if random.chance(25) { random.range(height / 2 + 1, height) } else { height };
            columns.push(Vec::new());
        }
        left -= 1;
        if let Some(column) = columns.last_mut() {
            column.push(line);
        }
    }
    columns
}
