//! How far a run has come: a bar on a terminal, else a line now and then; and a summary at its end.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jzclass_io::archive::{Filter, Tally, Walk};

use super::say;

/// Runs shorter than this show no bar.
const SHORT: Duration = Duration::from_secs(1);
/// How often a line is written where there is no terminal.
const EVERY: Duration = Duration::from_secs(30);
/// How often the bar is drawn.
const DRAW: Duration = Duration::from_millis(200);

enum Shown {
    Nothing,
    Bar(Option<ProgressBar>),
    Lines,
}

/// Shows progress on standard error.
pub(crate) struct Progress {
    shown: Shown,
    began: Instant,
    last: Instant,
    /// Paths whose size is not counted yet.
    uncounted: Option<(Vec<PathBuf>, Filter)>,
    /// Bytes on disk, 0 until they are counted.
    total: Arc<AtomicU64>,
    /// Bytes on disk of files done, and of the present one.
    done: u64,
    present: u64,
    articles: u64,
}

impl Progress {
    pub(crate) fn new(quiet: bool, paths: &[PathBuf], filter: &Filter) -> Self {
        let shown = match (quiet, std::io::stderr().is_terminal()) {
            (true, _) => Shown::Nothing,
            (false, true) => Shown::Bar(None),
            (false, false) => Shown::Lines,
        };
        let now = Instant::now();
        let files = !paths.iter().any(|p| p.as_os_str() == "-");
        let uncounted = (!quiet && files).then(|| (paths.to_vec(), filter.clone()));
        Self { shown, began: now, last: now, uncounted, total: Arc::default(), done: 0, present: 0, articles: 0 }
    }

    pub(crate) fn seconds(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }

    /// How far into the present file it is, and how many more articles there are.
    pub(crate) fn position(&mut self, bytes: u64, articles: usize) {
        self.present = bytes;
        self.articles += articles as u64;
        self.show();
    }

    /// A file of this size is done.
    pub(crate) fn file(&mut self, bytes: u64) {
        self.done += bytes;
        self.present = 0;
        self.show();
    }

    /// Writes a message past the bar.
    pub(crate) fn tell(&self, message: &str) {
        match &self.shown {
            Shown::Bar(Some(bar)) => bar.suspend(|| say(message)),
            _ => say(message),
        }
    }

    pub(crate) fn end(&mut self) {
        if let Shown::Bar(Some(bar)) = &self.shown {
            bar.finish_and_clear();
        }
        self.shown = Shown::Nothing;
    }

    fn show(&mut self) {
        let now = Instant::now();
        let due = match &self.shown {
            Shown::Nothing => return,
            Shown::Bar(None) => now - self.began >= SHORT,
            Shown::Bar(Some(_)) => now - self.last >= DRAW,
            Shown::Lines => now - self.last >= EVERY,
        };
        if !due {
            return;
        }
        self.last = now;
        self.count();
        let total = self.total.load(Ordering::Relaxed);
        let message = self.message(total);
        match &mut self.shown {
            Shown::Bar(bar) => {
                let bar = bar.get_or_insert_with(|| {
                    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
                    match ProgressStyle::with_template("{bar:24} {msg}") {
                        Ok(style) => bar.with_style(style),
                        Err(_) => bar,
                    }
                });
                bar.set_length(total.max(self.done + self.present).max(1));
                bar.set_position(if total == 0 { 0 } else { self.done + self.present });
                bar.set_message(message);
            }
            _ => say(&message),
        }
    }

    fn message(&self, total: u64) -> String {
        let (seen, seconds) = (self.done + self.present, self.seconds().max(0.001));
        let pace = seen as f64 / seconds;
        let articles = format!("{} articles", number(self.articles));
        let rate = format!("{}/s", size(pace as u64));
        if total == 0 || seen > total || pace <= 0.0 {
            return format!("{articles}, {} read, {rate}", size(seen));
        }
        let left = ((total - seen) as f64 / pace) as u64;
        format!("{articles}, {} of {} read, {rate}, {} left", size(seen), size(total), duration(left))
    }

    /// Counts the bytes on disk, beside the run.
    fn count(&mut self) {
        if let Some((paths, filter)) = self.uncounted.take() {
            let total = self.total.clone();
            std::thread::spawn(move || {
                let sum = Walk::new(paths, &filter).flatten().map(|e| e.identity.size).sum();
                total.store(sum, Ordering::Relaxed);
            });
        }
    }
}

/// The summary of a run, a line each.
pub(crate) fn summary(tally: &Tally, seconds: f64) -> Vec<String> {
    let pace = seconds.max(0.001);
    let count = |n: u64, one: &str, many: &str| format!("{} {}", number(n), if n == 1 { one } else { many });
    let taken = count(tally.taken_over, "file", "files");
    let head = format!(
        "{}, {}, {} of text in {seconds:.1} s ({}/s), {}{}",
        count(tally.pages, "page", "pages"),
        count(tally.articles, "article", "articles"),
        size(tally.bytes),
        size((tally.bytes as f64 / pace) as u64),
        count(tally.failed(), "failure", "failures"),
        if tally.taken_over > 0 { format!(", {taken} taken over from before") } else { String::new() },
    );
    let listed = |counts: &std::collections::BTreeMap<String, u64>| {
        let mut counts: Vec<(&String, &u64)> = counts.iter().collect();
        counts.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        counts.iter().map(|(name, n)| format!("{name} {}", number(**n))).collect::<Vec<_>>().join(", ")
    };
    let mut lines = vec![head];
    if !tally.topics.is_empty() {
        lines.push(format!("topics: {}", listed(&tally.topics)));
    }
    if tally.own_outputs > 0 {
        lines.push(format!("passed over: {}", count(tally.own_outputs, "output of jzclass", "outputs of jzclass")));
    }
    if !tally.failures.is_empty() {
        lines.push(format!("failures: {}", listed(&tally.failures)));
    }
    lines
}

/// A number in groups of three digits.
fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(c);
    }
    text
}

fn size(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let (mut value, mut unit) = (bytes as f64, 0);
    while value >= 999.5 && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    if unit == 0 || value >= 99.5 {
        format!("{value:.0} {}", UNITS[unit])
    } else {
        format!("{value:.1} {}", UNITS[unit])
    }
}

fn duration(seconds: u64) -> String {
    match seconds {
        0..=99 => format!("{seconds} s"),
        100..=5999 => format!("{} min", seconds / 60),
        _ => format!("{} h {} min", seconds / 3600, seconds / 60 % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_easily_read() {
        assert_eq!((number(0), number(999), number(1_234_567)), ("0".into(), "999".into(), "1,234,567".into()));
        assert_eq!((size(999), size(1_500), size(123_456_789)), ("999 B".into(), "1.5 kB".into(), "123 MB".into()));
        assert_eq!(
            (duration(59), duration(600), duration(7_500)),
            ("59 s".into(), "10 min".into(), "2 h 5 min".into())
        );
    }
}
