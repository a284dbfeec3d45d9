//! Pages set from the project's own articles: their truth, and how they are split.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use jzclass::read::EditionText;
use jzclass::split::split;
use jzclass::truth::TruthArticle;
use jzclass_compose::{Article, Damage, Page, Part, Settings, compose, read_articles};
use jzclass_train::evaluate::editions::{PageScore, score};
use proptest::prelude::*;

static ARTICLES: LazyLock<Vec<Article>> = LazyLock::new(|| {
    let corpus = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join("data/corpus");
    let mut articles = Vec::new();
    let entries = |path: &Path| {
        let mut paths: Vec<_> = std::fs::read_dir(path).unwrap().map(|e| e.unwrap().path()).collect();
        paths.sort();
        paths
    };
    for batch in entries(&corpus).iter().filter(|p| p.is_dir()) {
        for file in entries(batch) {
            articles.extend(read_articles(&file, Part::All).unwrap());
        }
    }
    articles
});

fn page(seed: u64, number: u64, kinds: &[Damage]) -> Page {
    let settings = Settings { seed, kinds: kinds.to_vec(), ..Settings::default() };
    compose(&ARTICLES, &settings, number).unwrap()
}

fn parts(article: &TruthArticle) -> Vec<usize> {
    let lines = [
        &article.headline_lines,
        &article.kicker_lines,
        &article.subtitle_lines,
        &article.byline_lines,
        &article.caption_lines,
        &article.body_lines,
        &article.noise_lines,
    ];
    lines.into_iter().flatten().copied().collect()
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The lines of these numbers without white space.
fn joined(page: &Page, numbers: &[usize]) -> String {
    let lines: Vec<&str> = page.text.split('\n').collect();
    numbers.iter().map(|n| solid(lines[n - 1])).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn truth_names_every_line_once(seed: u64, number: u64, sheets in 1_usize..4) {
        let settings = Settings { seed, sheets, ..Settings::default() };
        let page = compose(&ARTICLES, &settings, number).unwrap();
        let mut named: Vec<usize> = page.truth.articles.iter().flat_map(parts).collect();
        named.extend(&page.truth.furniture_lines);
        named.sort_unstable();
        let written: Vec<usize> =
            page.text.split('\n').enumerate().filter(|(_, l)| !l.trim().is_empty()).map(|(i, _)| i + 1).collect();
        prop_assert_eq!(named, written);
        // Subheads are body lines.
        for article in &page.truth.articles {
            prop_assert!(article.subhead_lines.iter().all(|l| article.body_lines.contains(l)));
        }
    }

    #[test]
    fn lines_are_the_articles_text(seed: u64, number: u64) {
        let page = page(seed, number, &[]);
        let has = |kind: Damage| page.truth.kinds.iter().any(|k| k == kind.name());
        prop_assert_eq!(page.articles.len(), page.truth.articles.len());
        for (article, truth) in page.articles.iter().zip(&page.truth.articles) {
            let head = joined(&page, &truth.headline_lines);
            if !has(Damage::Overprints) {
                prop_assert!(head.is_empty() || head == solid(&article.title), "{} {}", head, article.title);
            }
            if [Damage::StraySpaces, Damage::Ruby, Damage::HalfWidth, Damage::Tables].into_iter().any(has) {
                continue;
            }
            let body: Vec<usize> =
                truth.body_lines.iter().filter(|l| !truth.subhead_lines.contains(l)).copied().collect();
            let (set, written) = (joined(&page, &body), solid(&article.paragraphs.concat()));
            // Behind a lead or a title, before names.
            let (before, behind) = set.split_once(&written).unwrap_or_else(|| panic!("{set}\nis not\n{written}"));
            prop_assert!(before.chars().count() + behind.chars().count() < 70, "{} … {}", before, behind);
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_page(seed: u64, number: u64) {
        prop_assert_eq!(page(seed, number, &[]), page(seed, number, &[]));
        prop_assert_ne!(page(seed, number, &[]).text, page(seed, number.wrapping_add(1), &[]).text);
    }
}

/// The same on every platform and in every version: a change of pages is told in the changelog.
#[test]
fn pages_do_not_change_unseen() {
    let articles: Vec<Article> = (1..=20)
        .map(|n| Article {
            title: format!("第{n}座桥昨日建成通车"),
            paragraphs: vec![format!("昨日，第{n}座桥建成通车，两岸居民来往方便了。"), "桥长三百米，宽十二米。".into()],
            ..Article::default()
        })
        .collect();
    let hash = (1..=20).fold(0_u64, |hash, number| {
        let page = compose(&articles, &Settings { seed: 7, ..Settings::default() }, number).unwrap();
        page.text.bytes().fold(hash, |hash, b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
    });
    assert_eq!(format!("{hash:016x}"), "64a952cd78532026");
}

/// What a kind must do to some of thirty pages that have it alone.
fn shows(kind: Damage, page: &Page) -> bool {
    let articles = &page.truth.articles;
    let text = &page.text;
    let lines: Vec<&str> = text.split('\n').collect();
    let any = |test: &dyn Fn(&TruthArticle) -> bool| articles.iter().any(test);
    let first = |lines: &[usize]| lines.first().copied().unwrap_or(usize::MAX);
    let last = |lines: &[usize]| lines.last().copied().unwrap_or(0);
    let owner: BTreeMap<usize, &str> =
        articles.iter().flat_map(|a| a.body_lines.iter().map(move |&l| (l, a.id.as_str()))).collect();
    // The owner of the body line that follows a headline.
    let below = |a: &TruthArticle| owner.range(last(&a.headline_lines)..).next().map(|(_, id)| *id);
    let inner = |a: &TruthArticle| first(&a.body_lines) < first(&a.headline_lines);
    let widest = lines.iter().map(|l| l.chars().count()).max().unwrap_or(0);
    let mut widths: Vec<usize> = owner.keys().map(|l| lines[l - 1].trim().chars().count()).collect();
    widths.sort_unstable();
    // A paragraph's first line without blank line or indent above it.
    let unseen = |paragraph: &String| {
        lines.windows(2).any(|w| w[1].chars().count() > 6 && paragraph.starts_with(w[1]) && !w[0].is_empty())
    };
    match kind {
        Damage::NarrowColumns => widths[widths.len() / 2] <= 13,
        Damage::ColumnGaps => {
            lines.windows(2).any(|w| w[1].is_empty() && w[0].chars().count() > 12 && !w[0].ends_with(['。', '”', '）']))
        }
        Damage::LostParagraphs => page.articles.iter().any(|a| a.paragraphs.iter().skip(1).any(unseen)),
        Damage::Interleaved => any(&|a| {
            let between = owner.range(first(&a.body_lines)..last(&a.body_lines));
            between.map(|(_, id)| *id).any(|id| id != a.id)
        }),
        Damage::HeadlineAfter | Damage::HeadlineAtEnd => any(&|a| first(&a.headline_lines) > last(&a.body_lines)),
        Damage::HeadlineElsewhere | Damage::BandHeads => any(&|a| below(a).is_some_and(|id| id != a.id)),
        Damage::HeadlineInside => any(&|a| inner(a) && last(&a.headline_lines) < last(&a.body_lines)),
        Damage::LongHeadlines => any(&|a| a.headline_lines.len() > 1),
        Damage::Kickers => any(&|a| !a.kicker_lines.is_empty()) && any(&|a| !a.subtitle_lines.is_empty()),
        Damage::Subheads => any(&|a| !a.subhead_lines.is_empty()),
        Damage::Datelines => solid(text).contains("日电") || text.contains("消息 "),
        Damage::BulletBylines => any(&|a| !a.byline_lines.is_empty()),
        Damage::NamesAtEnd => any(&|a| lines[last(&a.body_lines) - 1].ends_with('）')),
        Damage::NoBylines => any(&|a| a.reporters.as_ref().is_some_and(Vec::is_empty) && a.correspondents.is_empty()),
        Damage::Captions => any(&|a| !a.caption_lines.is_empty()),
        Damage::Briefs => articles.iter().filter(|a| a.headline_lines.is_empty()).count() >= 3,
        Damage::Tables => text.contains("增减"),
        Damage::Notices => page.articles.iter().any(|a| a.label.is_empty()),
        Damage::Advertisements | Damage::Overprints | Damage::Folios => page.truth.furniture_lines.iter().any(|&l| {
            let near = |from: usize, to: usize| owner.range(from..to).next().is_some();
            near(0, l) && near(l, usize::MAX)
        }),
        Damage::Jumps => text.contains("下转") || text.contains("上接"),
        Damage::StraySpaces => lines.iter().any(|l| l.trim().contains(' ')),
        Damage::Ruby => text.contains(['ǎ', 'ù', 'ē', 'í', 'é', 'è', 'ì', 'ā', 'á', 'ō', 'ǔ', 'ú', 'ó']),
        Damage::Solid => !text.contains("\n\n"),
        Damage::LongLines => widest > 60,
        Damage::HalfWidth => any(&|a| joined(page, &a.body_lines).contains(',')),
    }
}

#[test]
fn every_kind_shows() {
    for kind in Damage::all() {
        let pages: Vec<Page> = (1..=30).map(|number| page(5, number, &[kind])).collect();
        assert!(pages.iter().all(|p| p.truth.kinds == [kind.name()]), "{kind:?}");
        assert!(pages.iter().any(|p| shows(kind, p)), "{kind:?}");
        let plain = Settings { seed: 5, most: 0, ..Settings::default() };
        let undamaged: BTreeSet<String> = (1..=30).map(|n| compose(&ARTICLES, &plain, n).unwrap().text).collect();
        assert!(pages.iter().any(|p| !undamaged.contains(&p.text)), "{kind:?}");
    }
}

#[test]
fn articles_run_on_later_pages() {
    let settings = Settings { seed: 3, most: 0, sheets: 3, ..Settings::default() };
    for number in 1..=20 {
        let page = compose(&ARTICLES, &settings, number).unwrap();
        let feeds: Vec<usize> =
            page.text.split('\n').enumerate().filter(|(_, l)| l.starts_with('\u{c}')).map(|(i, _)| i + 1).collect();
        assert_eq!(feeds.len(), 2);
        assert_eq!(page.truth.kinds, ["continued"]);
        let sheet = |line: usize| feeds.iter().filter(|&&f| f <= line).count();
        let over: Vec<&TruthArticle> = page
            .truth
            .articles
            .iter()
            .filter(|a| sheet(a.body_lines[0]) != sheet(a.body_lines[a.body_lines.len() - 1]))
            .collect();
        assert!((2..=4).contains(&over.len()), "{}", over.len());
        for article in over {
            let noise = joined(&page, &article.noise_lines);
            assert!(noise.contains("下转第") && noise.contains("上接第"), "{noise}");
        }
    }
}

#[test]
fn too_few_articles_are_an_error() {
    let error = compose(&ARTICLES[..5], &Settings::default(), 1).unwrap_err();
    assert_eq!(error.to_string(), "5 usable article(s), a page needs 20");
}

/// Sixty pages of the project's own articles. What is reached today, little less.
#[test]
fn own_pages_are_split() {
    let mut sum = PageScore::default();
    for number in 1..=60 {
        let page = page(11, number, &[]);
        let text = EditionText::new(page.text).unwrap();
        sum.add(&score(&text, &split(&text), &page.truth));
    }
    let (f1, heads) = (sum.articles.f1(), sum.head_share());
    println!("B³ F1 {f1:.4}, heads {heads:.4}, {} splits, {} merges", sum.splits, sum.merges);
    assert!(f1 >= 0.95, "{f1}");
    assert!(heads >= 0.80, "{heads}");
}
