//! Articles by topic and time as a drawing: one panel for all, and a small one for each topic.

use std::fmt::Write as _;
use std::io::{self, Write};

use jzclass_io::catalogue::{Period, Statistics};

const WIDTH: f64 = 960.0;
const MARGIN: f64 = 32.0;
const GAP: f64 = 28.0;
const ACROSS: usize = 4;
/// Height of the bars of a topic, and of all.
const SMALL: f64 = 56.0;
const LARGE: f64 = 96.0;
/// Space above the bars for the title, and below for the periods.
const ABOVE: f64 = 30.0;
const BELOW: f64 = 22.0;

/// Writes the drawing.
pub(crate) fn write(statistics: &Statistics, period: Period, out: &mut dyn Write) -> io::Result<()> {
    let unit = match period {
        Period::Month => "month",
        Period::Year => "year",
    };
    let rows = statistics.topics.len().div_ceil(ACROSS) as f64;
    let top = 100.0;
    let grid = top + ABOVE + LARGE + BELOW + 16.0;
    let height = grid + rows * (ABOVE + SMALL + BELOW + 10.0) + 12.0;
    let mut svg = String::new();
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" \
         font-family=\"'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',sans-serif\" \
         font-size=\"11\" fill=\"#5b6570\">\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
    );
    let _ = writeln!(
        svg,
        "<text x=\"{MARGIN}\" y=\"40\" font-size=\"20\" font-weight=\"600\" fill=\"#1c2733\">Articles by topic and {unit}</text>"
    );
    let range = match (statistics.periods.first(), statistics.periods.last()) {
        (Some(first), Some(last)) if first != last => format!(", {first} to {last}"),
        (Some(only), _) => format!(", {only}"),
        _ => String::new(),
    };
    let undated = match statistics.undated() {
        0 => String::new(),
        n => format!("; {} of them have no date and are not drawn", grouped(n)),
    };
    let _ = writeln!(
        svg,
        "<text x=\"{MARGIN}\" y=\"60\" font-size=\"12\">{} articles{range}{undated}. Each counts under its first topic.</text>\n\
         <text x=\"{MARGIN}\" y=\"77\" font-size=\"12\">Every panel has its own scale: the number at the dotted line is \
         its highest {unit}.</text>",
        grouped(statistics.total())
    );
    let sums = statistics.sums();
    let all = Panel { x: MARGIN, y: top, width: WIDTH - 2.0 * MARGIN, height: LARGE, fill: "#33475b" };
    all.draw("all", &sums, &statistics.periods, &mut svg);
    let width = (WIDTH - 2.0 * MARGIN - GAP * (ACROSS as f64 - 1.0)) / ACROSS as f64;
    for (n, topic) in statistics.topics.iter().enumerate() {
        let panel = Panel {
            x: MARGIN + (n % ACROSS) as f64 * (width + GAP),
            y: grid + (n / ACROSS) as f64 * (ABOVE + SMALL + BELOW + 10.0),
            width,
            height: SMALL,
            fill: "#2b7a9b",
        };
        let name = if topic.name.is_empty() { &topic.id } else { &topic.name };
        panel.draw(name, &topic.counts, &statistics.periods, &mut svg);
    }
    svg.push_str("</svg>\n");
    out.write_all(svg.as_bytes())
}

struct Panel {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    fill: &'static str,
}

impl Panel {
    fn draw(&self, title: &str, counts: &[usize], periods: &[String], svg: &mut String) {
        let Self { x, y, width, height, fill } = self;
        let right = x + width;
        let (line, base) = (y + ABOVE, y + ABOVE + height);
        let total: usize = counts.iter().sum();
        let most = counts.iter().copied().max().unwrap_or(0);
        let _ = writeln!(
            svg,
            "<text x=\"{x:.1}\" y=\"{:.1}\" font-size=\"13\" font-weight=\"600\" fill=\"#1c2733\">{}</text>\
             <text x=\"{right:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            y + 12.0,
            escaped(title),
            y + 12.0,
            grouped(total)
        );
        let _ = writeln!(
            svg,
            "<path d=\"M{x:.1} {line:.1}H{right:.1}\" stroke=\"#d5dbe1\" stroke-dasharray=\"2 3\"/>\
             <text x=\"{x:.1}\" y=\"{:.1}\" font-size=\"9\">{}</text>",
            line - 3.0,
            grouped(most)
        );
        let step = width / counts.len().max(1) as f64;
        let gap = if step > 3.0 { step * 0.2 } else { 0.0 };
        let mut path = String::new();
        for (n, &count) in counts.iter().enumerate().filter(|&(_, &count)| count > 0) {
            let bar = count as f64 / most as f64 * height;
            let _ = write!(
                path,
                "M{:.2} {base:.1}v{:.2}h{:.2}v{bar:.2}z",
                x + n as f64 * step + gap / 2.0,
                -bar,
                step - gap
            );
        }
        let _ = writeln!(
            svg,
            "<path d=\"{path}\" fill=\"{fill}\"/><path d=\"M{x:.1} {base:.1}H{right:.1}\" stroke=\"#9aa5b1\"/>"
        );
        self.axis(periods, base + 14.0, svg);
    }

    /// Years in their places where there is room for them, else the first and the last period.
    fn axis(&self, periods: &[String], y: f64, svg: &mut String) {
        let step = self.width / periods.len().max(1) as f64;
        let years: Vec<usize> =
            (0..periods.len()).filter(|&n| n == 0 || periods[n].get(..4) != periods[n - 1].get(..4)).collect();
        if years.len() > 2 {
            let room = (self.width / 44.0).max(1.0) as usize;
            let every = years.len().div_ceil(room);
            for &n in years.iter().step_by(every).filter(|&&n| self.width - n as f64 * step > 26.0) {
                let x = self.x + n as f64 * step;
                let _ = writeln!(svg, "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"9\">{}</text>", &periods[n][..4]);
            }
        } else if let (Some(first), Some(last)) = (periods.first(), periods.last()) {
            let right = self.x + self.width;
            let _ = write!(svg, "<text x=\"{:.1}\" y=\"{y:.1}\" font-size=\"9\">{first}</text>", self.x);
            if first != last {
                let _ = write!(
                    svg,
                    "<text x=\"{right:.1}\" y=\"{y:.1}\" font-size=\"9\" text-anchor=\"end\">{last}</text>"
                );
            }
            svg.push('\n');
        }
    }
}

/// Thousands parted by commas.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn escaped(text: &str) -> String {
    // XML has no control characters.
    jzclass::visible::line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
