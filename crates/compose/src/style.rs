//! How a page is set: its measures and what damages it.

use std::collections::BTreeSet;

use super::Damage;
use super::random::Random;
use super::wrap::{Closing, Measure};

/// The style of one page.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "independent choices of a page's designer")]
pub(super) struct Style {
    pub damages: BTreeSet<Damage>,
    pub measure: Measure,
    /// Paragraphs begin with two ideographic spaces.
    pub indent: bool,
    /// They were set with an indent that the extraction lost: first lines are shorter.
    pub indent_lost: bool,
    /// A blank line stands above a paragraph.
    pub paragraph_gap: bool,
    /// A blank line stands above an article.
    pub article_gap: bool,
    /// A blank line stands between a headline and its body, and within headlines.
    pub head_gap: bool,
}

impl Style {
    /// Draws a style for a page with these kinds of damage.
    pub(super) fn draw(damages: BTreeSet<Damage>, random: &mut Random) -> Self {
        let narrow = damages.contains(&Damage::NarrowColumns);
        let width = 2 * if narrow { random.range(12, 13) } else { random.range(14, 22) };
        let solid = damages.contains(&Damage::Solid);
        // Paragraphs are told by an indent, by a blank line or by both.
        let form = random.below(5);
        let (indent, gap) = (form < 3, form > 1);
        let closing = if random.chance(70) { Closing::Hangs } else { Closing::TakesAlong };
        let ascii = if random.chance(65) { 1 } else { 2 };
        Self {
            measure: Measure { width, ascii, closing },
            indent: indent || solid && random.chance(60),
            indent_lost: random.chance(60),
            paragraph_gap: gap && !solid,
            article_gap: !solid && (gap || random.chance(60)),
            head_gap: !solid && random.chance(65),
            damages,
        }
    }

    pub(super) fn has(&self, damage: Damage) -> bool {
        self.damages.contains(&damage)
    }

    /// Lines break at the column's width.
    pub(super) fn wraps(&self) -> bool {
        !self.has(Damage::LongLines)
    }

    /// Blocks are parted by blank lines.
    pub(super) fn gaps(&self) -> bool {
        self.article_gap || self.paragraph_gap
    }

    /// The text with the page's noise in its characters.
    pub(super) fn noise(&self, text: &str, random: &mut Random) -> String {
        const FULL: &str = "，。；：？！（）";
        const HALF: &str = ",.;:?!()";
        let mut noisy = String::with_capacity(text.len());
        let mut before = ' ';
        for c in text.chars() {
            let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
            if self.has(Damage::StraySpaces) {
                let figure = before.is_ascii_digit() && han(c) || han(before) && c.is_ascii_digit();
                if figure && random.chance(35) || han(before) && han(c) && random.chance(1) {
                    noisy.push(' ');
                }
            }
            if self.has(Damage::Ruby) && han(before) && han(c) && random.below(250) == 0 {
                let sound = random.word("yù bǎo lín chēn zhì xǔ huái jiā yí pēng shèng qú");
                noisy.extend(["（", sound, "）"]);
            }
            let half = self.has(Damage::HalfWidth).then(|| FULL.chars().position(|f| f == c)).flatten();
            noisy.push(half.and_then(|i| HALF.chars().nth(i)).unwrap_or(c));
            before = c;
        }
        noisy
    }
}
