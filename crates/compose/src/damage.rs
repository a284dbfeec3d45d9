//! What makes a page hard, one name a kind.

/// A kind of damage; kinds are independent of each other and a page can have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "`Damage::meaning` tells each")]
pub enum Damage {
    NarrowColumns,
    ColumnGaps,
    LostParagraphs,
    HeadlineAfter,
    HeadlineAtEnd,
    HeadlineElsewhere,
    HeadlineInside,
    BandHeads,
    LongHeadlines,
    Kickers,
    Subheads,
    Datelines,
    BulletBylines,
    NamesAtEnd,
    NoBylines,
    Captions,
    Briefs,
    Tables,
    Notices,
    Advertisements,
    Jumps,
    Overprints,
    StraySpaces,
    Ruby,
    Folios,
    Interleaved,
    Solid,
    LongLines,
    HalfWidth,
}

use Damage as D;

/// Every kind with its name and meaning.
const ALL: [(Damage, &str, &str); 29] = [
    (D::NarrowColumns, "narrow-columns", "columns of 12 or 13 characters"),
    (D::ColumnGaps, "column-gaps", "a blank line where a column ends, in mid-sentence too"),
    (D::LostParagraphs, "lost-paragraphs", "half of the paragraphs begin without blank line and indent"),
    (D::HeadlineAfter, "headline-after", "headlines stand behind their articles"),
    (D::HeadlineAtEnd, "headline-at-end", "headlines stand at the page's end"),
    (D::HeadlineElsewhere, "headline-elsewhere", "headlines stand before another article"),
    (D::HeadlineInside, "headline-inside", "headlines stand between two columns of their article"),
    (D::BandHeads, "band-heads", "articles side by side: first their headlines, then their bodies"),
    (D::LongHeadlines, "long-headlines", "headlines of two and three lines"),
    (D::Kickers, "kickers", "kickers above and subtitles below the headlines"),
    (D::Subheads, "subheads", "subheads within articles"),
    (D::Datelines, "datelines", "leads of news agencies and round-ups with place and day"),
    (D::BulletBylines, "bullet-bylines", "names on a line of their own, with and without □ and ■"),
    (D::NamesAtEnd, "names-at-end", "names in brackets at the end"),
    (D::NoBylines, "no-bylines", "no lead and no names"),
    (D::Captions, "captions", "captions of photographs among the text"),
    (D::Briefs, "briefs", "a column of briefs without headlines, with bold leads"),
    (D::Tables, "tables", "tables of figures within articles"),
    (D::Notices, "notices", "announcements with signature and date, lost-property notices"),
    (D::Advertisements, "advertisements", "advertisements and slogans between articles"),
    (D::Jumps, "jumps", "下转 and 上接 lines"),
    (D::Overprints, "overprints", "text printed over itself and extracted doubled"),
    (D::StraySpaces, "stray-spaces", "spaces around figures and within words"),
    (D::Ruby, "ruby", "pinyin of rare characters between and within lines"),
    (D::Folios, "folios", "page numbers and mastheads in the middle of the text"),
    (D::Interleaved, "interleaved", "articles one above the other, extracted column by column"),
    (D::Solid, "solid", "no blank line on the page"),
    (D::LongLines, "long-lines", "a paragraph a line"),
    (D::HalfWidth, "half-width", "half-width punctuation"),
];

impl Damage {
    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.iter().map(|(damage, _, _)| *damage)
    }

    /// Its name in truth files.
    pub fn name(self) -> &'static str {
        ALL.iter().find(|(d, _, _)| *d == self).map_or("", |(_, name, _)| name)
    }

    /// What it does to a page.
    pub fn meaning(self) -> &'static str {
        ALL.iter().find(|(d, _, _)| *d == self).map_or("", |(_, _, meaning)| meaning)
    }

    /// The kind of that name.
    ///
    /// ```
    /// use jzclass_compose::Damage;
    /// assert_eq!(Damage::from_name("kickers"), Some(Damage::Kickers));
    /// assert!(Damage::all().all(|d| Damage::from_name(d.name()) == Some(d)));
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        ALL.iter().find(|(_, n, _)| *n == name).map(|(d, _, _)| *d)
    }
}
