//! The splitter's steps in order, and the parts put together.

use super::blocks::{Blocks, blocks};
use super::boundary::{Content, boundary_scores};
use super::byline::{parse_end, parse_lead, parse_names};
use super::headline::{Assignment, Extent, assign};
use super::label::label_lines;
use super::line::{Observed, observe};
use super::terms::{Pairs, pairs};
use super::{Article, Edition, Paragraph};
use crate::reader::EditionText;

/// Splits an edition's text into its articles.
///
/// Never fails: text without a body gives an edition without articles, all of it furniture.
///
/// ```
/// use jzclass::{edition, reader::EditionText};
/// let text = "江堤加固工程开工\n本报讯（记者 林静）3月2日，江堤加固工程开工。\n";
/// let page = EditionText::new(text.into())?;
/// let edition = edition::split(&page);
/// assert_eq!(edition.articles[0].headline_text(&page), "江堤加固工程开工");
/// assert_eq!(edition.articles[0].byline.reporters, ["林静"]);
/// # Ok::<(), jzclass::Error>(())
/// ```
pub fn split(page: &EditionText) -> Edition {
    let lines = observe(page);
    let labels = label_lines(&lines);
    let blocks = blocks(&labels, &lines);
    if blocks.paragraphs.is_empty() {
        return Edition { articles: Vec::new(), furniture: (0..lines.len()).collect() };
    }
    let content = Content::of(page, &blocks);
    let scores = boundary_scores(page, &lines, &blocks, &content);
    let pages = page_numbers(&lines);
    let mut begins: Vec<usize> = (0..scores.len()).filter(|&k| k == 0 || scores[k] > 0.0).collect();
    let mut draft = Draft::of(page, &lines, &blocks, &content, &pages, &begins);
    if let Some(more) = unclaimed_headlines(page, &blocks, &content, &scores, &draft) {
        begins = more;
        draft = Draft::of(page, &lines, &blocks, &content, &pages, &begins);
    }
    let fewer = without_headless(&begins, &scores, &blocks, &draft);
    if fewer.len() < begins.len() {
        draft = Draft::of(page, &lines, &blocks, &content, &pages, &fewer);
    }
    finish(page, &lines, &blocks, &content, &scores, draft)
}

/// Number of the page (parted by form feeds) of each line.
fn page_numbers(lines: &[Observed]) -> Vec<usize> {
    let mut number = 0;
    lines
        .iter()
        .map(|line| {
            number += usize::from(line.begins_page);
            number
        })
        .collect()
}

/// Articles as extents of paragraphs, with their headlines.
struct Draft {
    extents: Vec<Extent>,
    bodies: Vec<Pairs>,
    assignment: Assignment,
}

impl Draft {
    fn of(
        page: &EditionText,
        lines: &[Observed],
        blocks: &Blocks,
        content: &Content,
        pages: &[usize],
        begins: &[usize],
    ) -> Self {
        let ends = begins.iter().skip(1).copied().chain([blocks.paragraphs.len()]);
        let extents: Vec<Extent> = begins
            .iter()
            .zip(ends)
            .map(|(&first, end)| Extent { first, end, page: pages[blocks.paragraphs[first].lines[0]] })
            .collect();
        let bodies: Vec<Pairs> = extents
            .iter()
            .map(|e| {
                let mut union: Pairs = content.pairs[e.first..e.end].concat();
                union.sort_unstable();
                union.dedup();
                union
            })
            .collect();
        let assignment = assign(page, lines, blocks, &extents, &bodies, &content.weights, pages);
        Self { extents, bodies, assignment }
    }

    fn has_headline(&self) -> Vec<bool> {
        let mut has = vec![false; self.extents.len()];
        for &a in self.assignment.articles.iter().flatten().flatten() {
            has[a] = true;
        }
        has
    }
}

/// Log-odds from which a gap may be opened by a headline that no article claims.
const OPENABLE: f32 = -4.7;
/// Share of a headline's content that must stand in the new article, and how far above the rest.
const CLAIM: f32 = 0.34;
const CLAIM_MARGIN: f32 = 0.22;

/// A headline that no article claims, but that fits the paragraphs from some gap on far better
/// than those before it, opens an article there.
fn unclaimed_headlines(
    page: &EditionText,
    blocks: &Blocks,
    content: &Content,
    scores: &[f32],
    draft: &Draft,
) -> Option<Vec<usize>> {
    let mut begins: Vec<usize> = draft.extents.iter().map(|e| e.first).collect();
    let before = begins.len();
    for (block, articles) in blocks.heads.iter().zip(&draft.assignment.articles) {
        let free: Vec<&str> = block
            .lines
            .iter()
            .zip(articles)
            .filter(|(_, a)| a.is_none())
            .map(|(&line, _)| page.line(line))
            .collect();
        // A head between an article's own paragraphs is its subhead.
        let inside = draft.extents.iter().any(|e| block.gap > e.first && block.gap < e.end);
        if free.is_empty() || inside {
            continue;
        }
        let head = pairs(free);
        let near = draft.extents.partition_point(|e| e.end <= block.gap);
        let reach = near.saturating_sub(12)..(near + 12).min(draft.extents.len());
        let best = reach
            .flat_map(|a| (draft.extents[a].first + 1..draft.extents[a].end).map(move |k| (a, k)))
            .filter(|&(_, k)| scores[k] > OPENABLE)
            .filter_map(|(a, k)| fit(content, draft, &head, a, k).map(|gain| (gain, k)))
            .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
        if let Some((_, k)) = best
            && let Err(at) = begins.binary_search(&k)
        {
            begins.insert(at, k);
        }
    }
    (begins.len() > before).then_some(begins)
}

/// How much better the headline fits the paragraphs of article `a` from `k` on than those before.
fn fit(content: &Content, draft: &Draft, head: &Pairs, a: usize, k: usize) -> Option<f32> {
    let extent = draft.extents[a];
    let union = |range: std::ops::Range<usize>| {
        let mut union: Pairs = content.pairs[range].concat();
        union.sort_unstable();
        union
    };
    if content.weights.containment(head, &draft.bodies[a]) < CLAIM {
        return None;
    }
    let below = content.weights.containment(head, &union(k..extent.end.min(k + 40)));
    let above = content.weights.containment(head, &union(extent.first.max(k.saturating_sub(40))..k));
    (below >= CLAIM && below - above >= CLAIM_MARGIN).then_some(below - above)
}

/// Boundaries that neither a lead nor a headline supports are taken back.
fn without_headless(begins: &[usize], scores: &[f32], blocks: &Blocks, draft: &Draft) -> Vec<usize> {
    let has = draft.has_headline();
    begins
        .iter()
        .enumerate()
        .filter(|&(a, &k)| {
            let headed = blocks.heads.iter().any(|b| b.gap == k);
            a == 0 || has[a] || scores[k] > 1.5 || !headed && scores[k] > 0.0 && !has[a - 1]
        })
        .map(|(_, &k)| k)
        .collect()
}

fn finish(
    page: &EditionText,
    lines: &[Observed],
    blocks: &Blocks,
    content: &Content,
    scores: &[f32],
    draft: Draft,
) -> Edition {
    let mut edition = Edition {
        articles: draft
            .extents
            .iter()
            .map(|e| Article {
                paragraphs: blocks.paragraphs[e.first..e.end]
                    .iter()
                    .map(|p| Paragraph { lines: p.lines.clone(), subhead: false })
                    .collect(),
                boundary: if e.first == 0 { f32::INFINITY } else { scores[e.first] },
                ..Article::default()
            })
            .collect(),
        furniture: blocks.furniture.clone(),
    };
    // The article of which paragraph `gap` is no first paragraph.
    let inside = |gap: usize| {
        let a = draft.extents.partition_point(|e| e.end <= gap);
        draft.extents.get(a).filter(|e| gap > e.first).map(|_| a)
    };
    let mut headlines: Vec<Vec<usize>> = vec![Vec::new(); edition.articles.len()];
    for (block, articles) in blocks.heads.iter().zip(&draft.assignment.articles) {
        let mut subhead: Vec<usize> = Vec::new();
        for (&line, article) in block.lines.iter().zip(articles) {
            match article {
                Some(a) => headlines[*a].push(line),
                None if inside(block.gap).is_some() => subhead.push(line),
                None => edition.furniture.push(line),
            }
        }
        if let (Some(a), false) = (inside(block.gap), subhead.is_empty()) {
            let paragraphs = &mut edition.articles[a].paragraphs;
            let at = paragraphs.partition_point(|p| p.lines[0] < subhead[0]);
            paragraphs.insert(at, Paragraph { lines: subhead, subhead: true });
        }
    }
    for (article, headline) in edition.articles.iter_mut().zip(headlines) {
        super::parts::set_headline(article, headline, page, lines);
    }
    attach_bylines(page, blocks, &draft, &mut edition);
    attach_captions(page, blocks, content, &draft, &mut edition);
    for article in &mut edition.articles {
        read_byline(article, page);
    }
    edition.furniture.sort_unstable();
    edition
}

/// A byline line belongs to the article below it, or, where none begins there, to the one above.
fn attach_bylines(page: &EditionText, blocks: &Blocks, draft: &Draft, edition: &mut Edition) {
    for block in &blocks.bylines {
        let below = draft.extents.partition_point(|e| e.first < block.gap);
        let begins = draft.extents.get(below).is_some_and(|e| e.first == block.gap);
        // Behind the last line of text and before the next article's headline, it closes the article above.
        let closes = below > 0 && edition.articles[below - 1].paragraphs.last().is_some_and(|p| {
            p.lines.last().is_some_and(|&l| l + 1 == block.lines[0])
                && page.line(block.lines[0]).starts_with(['（', '('])
        });
        let a = if begins && !closes { below } else { below.saturating_sub(1) };
        edition.articles[a].byline_lines.extend(&block.lines);
    }
}

/// A caption belongs to the article it stands in, or to the neighbour whose content it shares.
fn attach_captions(
    page: &EditionText,
    blocks: &Blocks,
    content: &Content,
    draft: &Draft,
    edition: &mut Edition,
) {
    for block in &blocks.captions {
        let own = pairs(block.lines.iter().map(|&i| page.line(i)));
        let at = draft.extents.partition_point(|e| e.first <= block.gap).saturating_sub(1);
        let best = (at.saturating_sub(2)..(at + 3).min(draft.extents.len()))
            .map(|a| {
                let e = draft.extents[a];
                let place = if block.gap > e.first && block.gap < e.end {
                    0.25
                } else if block.gap == e.first || block.gap == e.end {
                    0.15
                } else {
                    0.0
                };
                (content.weights.containment(&own, &draft.bodies[a]) + place, a)
            })
            .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
        let a = best.map_or(at, |(_, a)| a);
        edition.articles[a].captions.extend(&block.lines);
    }
}

fn read_byline(article: &mut Article, page: &EditionText) {
    for &line in &article.byline_lines {
        article.byline.merge(parse_names(page.line(line)));
    }
    if let Some(first) = article.paragraphs.iter().find(|p| !p.subhead) {
        // The raw lines: spaces part the names.
        let raw: String = first.lines.iter().take(6).map(|&i| page.line(i)).collect();
        article.byline.merge(parse_lead(&raw).byline);
    }
    if let Some(last) = article.paragraphs.last()
        && let Some(byline) = parse_end(&raw_end(page, &last.lines))
    {
        article.byline.merge(byline);
    }
}

fn raw_end(page: &EditionText, lines: &[usize]) -> String {
    lines[lines.len().saturating_sub(3)..].iter().map(|&i| page.line(i)).collect()
}

