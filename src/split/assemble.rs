//! The splitter's steps in order, and the parts put together.

use super::blocks::{Block, Blocks, blocks};
use super::boundary::boundary_scores;
use super::byline::{parse_end, parse_lead, parse_line, with_wraps};
use super::content::Content;
use super::continued::join_pages;
use super::draft::{Draft, Stretch};
use super::label::{Label, label_lines};
use super::line::{Observed, observe};
use super::strands::{LEARNED, Order, reading_order};
use super::{Article, Edition, Paragraph};
use crate::read::EditionText;

/// Splits an edition's text into its articles.
///
/// Articles that go on on a later page of the text (下转第2版, 上接第1版) are joined. Two that stand one above the
/// other and were read column by column, so that each breaks off in the other, are told apart.
///
/// Never fails: text without a body gives an edition without articles, all of it furniture.
///
/// ```
/// use jzclass::{split, read::EditionText};
/// let text = "江堤加固工程开工\n本报讯（记者 林静）3月2日，江堤加固工程开工。\n";
/// let page = EditionText::new(text.into())?;
/// let edition = split::split(&page);
/// assert_eq!(edition.articles[0].headline_text(&page), "江堤加固工程开工");
/// assert_eq!(edition.articles[0].byline.reporters, ["林静"]);
/// # Ok::<(), jzclass::Error>(())
/// ```
pub fn split(page: &EditionText) -> Edition {
    let Some(folded) = page.folded() else { return split_folded(page) };
    let mut edition = split_folded(&folded);
    for article in &mut edition.articles {
        let [printed, folded] = [page, &folded].map(|page| article.lines().into_iter().map(|i| page.line(i)));
        article.byline.print(printed, folded);
    }
    edition
}

/// [`split`] of a page of simplified characters.
fn split_folded(page: &EditionText) -> Edition {
    let lines = observe(page);
    let labels = label_lines(&lines);
    let mut edition = assemble(page, &lines, &labels, most_plausible);
    if let Some(order) = reading_order(page, &lines, &labels, &first_lines(&edition, lines.len()), &LEARNED) {
        split_in_turns(page, &order, &mut edition);
    }
    join_pages(page, &lines, &mut edition);
    edition
}

/// For each line whether an article's text begins with it.
pub(super) fn first_lines(edition: &Edition, lines: usize) -> Vec<bool> {
    let mut first = vec![false; lines];
    for line in edition.articles.iter().filter_map(|a| a.paragraphs.first()?.lines.first()) {
        first[*line] = true;
    }
    first
}

/// Splits those pages anew whose lines make sense in another order; but a page that shares an article with another one
/// stays as it is.
pub(super) fn split_in_turns(page: &EditionText, order: &Order, edition: &mut Edition) {
    let mut shared = vec![false; order.pages.len()];
    for article in &edition.articles {
        let lines = article.lines();
        let (Some(&first), Some(&last)) = (lines.first(), lines.last()) else { continue };
        let begin = order.pages.partition_point(|p| p.end <= first);
        for (page, shared) in order.pages.iter().zip(&mut shared).skip(begin).take_while(|(p, _)| p.start <= last) {
            *shared |= first < page.start || last >= page.end;
        }
    }
    let pages: Vec<_> = order.pages.iter().zip(shared).filter(|(_, shared)| !shared).map(|(p, _)| p.clone()).collect();
    let stays = |line: &usize| pages.get(pages.partition_point(|p| p.end <= *line)).is_none_or(|p| *line < p.start);
    let first_line = |a: &Article| a.paragraphs.first().and_then(|p| p.lines.first()).copied().unwrap_or(0);
    edition.articles.retain(|a| stays(&first_line(a)));
    edition.furniture.retain(stays);
    for lines in &pages {
        let mut found = split_page(page, &order.lines[lines.clone()], |line| !order.goes_on[line]);
        edition.articles.append(&mut found.articles);
        edition.furniture.append(&mut found.furniture);
    }
    edition.articles.sort_by_key(first_line);
    edition.furniture.sort_unstable();
}

/// Splits the page of these lines in this order; the blank lines above some of them are kept.
fn split_page(page: &EditionText, order: &[usize], parted: impl Fn(usize) -> bool) -> Edition {
    let ordered = page.in_order(order, parted);
    let lines = observe(&ordered);
    let mut edition = assemble(&ordered, &lines, &label_lines(&lines), most_plausible);
    for line in edition.line_numbers_mut() {
        *line = order[*line];
    }
    for article in &mut edition.articles {
        article.byline_lines.sort_unstable();
        article.captions.sort_unstable();
    }
    edition
}

/// The most plausible articles of a stretch.
pub(super) fn most_plausible(stretch: Stretch) -> Draft {
    stretch.settle()
}

/// The articles of labelled lines, where `settle` finds those of each stretch.
pub(super) fn assemble(
    page: &EditionText,
    lines: &[Observed],
    labels: &[Label],
    settle: impl Fn(Stretch) -> Draft,
) -> Edition {
    let pages = page_numbers(lines);
    let mut edition = Edition::default();
    for blocks in blocks(labels, lines) {
        if blocks.paragraphs.is_empty() {
            let lost = [&blocks.heads, &blocks.bylines, &blocks.captions].into_iter().flatten().flat_map(|b| &b.lines);
            edition.furniture.extend(lost.chain(&blocks.furniture));
            continue;
        }
        let content = Content::of(page, &blocks);
        let scores = boundary_scores(page, lines, &blocks, &content);
        let stretch = Stretch { lines, blocks: &blocks, content: &content, pages: &pages, scores: &scores };
        finish(page, stretch, &settle(stretch), &mut edition);
    }
    edition.furniture.sort_unstable();
    edition
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

/// Lines fuller than this reach the column's end, or nearly so where punctuation was pushed out.
const REACHES: f32 = 0.8;

/// The paragraphs of an article; two that a column's end parted in mid-sentence are one again.
fn paragraphs(parts: &[super::blocks::Paragraph], lines: &[Observed]) -> Vec<Paragraph> {
    let mut joined: Vec<Paragraph> = Vec::new();
    for part in parts {
        let goes_on = |before: &Paragraph| {
            let (Some(&last), Some(&first)) = (before.lines.last(), part.lines.first()) else { return false };
            let (last, first) = (&lines[last], &lines[first]);
            last.open() && last.fullness > REACHES && !first.indented && !first.lead
        };
        match joined.last_mut() {
            Some(before) if goes_on(before) => before.lines.extend(&part.lines),
            _ => joined.push(Paragraph { lines: part.lines.clone(), subhead: false }),
        }
    }
    joined
}

fn finish(page: &EditionText, stretch: Stretch, draft: &Draft, into: &mut Edition) {
    let Stretch { lines, blocks, content, scores, .. } = stretch;
    let mut edition = Edition {
        articles: draft
            .extents
            .iter()
            .map(|e| Article {
                paragraphs: paragraphs(&blocks.paragraphs[e.first..e.end], lines),
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
    let has = draft.has_headline();
    for (block, articles) in blocks.heads.iter().zip(&draft.assignment.articles) {
        // Behind the author's name a line over the text is a subhead.
        let signed = block.lines.first().is_some_and(|&l| l > 0 && lines[l - 1].author);
        let below = draft.extents.iter().position(|e| signed && e.first == block.gap);
        let articles = &if signed { articles.clone() } else { over_text(block, articles, draft, &has, lines) };
        let mut subhead: Vec<usize> = Vec::new();
        for (&line, article) in block.lines.iter().zip(articles) {
            match article {
                Some(a) => headlines[*a].push(line),
                None if below.or(inside(block.gap)).is_some() => subhead.push(line),
                None => edition.furniture.push(line),
            }
        }
        if let (Some(a), false) = (below.or(inside(block.gap)), subhead.is_empty()) {
            let paragraphs = &mut edition.articles[a].paragraphs;
            let at = paragraphs.partition_point(|p| p.lines[0] < subhead[0]);
            paragraphs.insert(at, Paragraph { lines: subhead, subhead: true });
        }
    }
    for (article, headline) in edition.articles.iter_mut().zip(headlines) {
        super::parts::set_headline(article, &headline, page, lines);
    }
    attach_captions(page, blocks, content, draft, &mut edition);
    attach_bylines(page, lines, blocks, draft, &mut edition);
    for article in &mut edition.articles {
        read_byline(article, page);
    }
    into.articles.append(&mut edition.articles);
    into.furniture.append(&mut edition.furniture);
}

/// A block of more head lines is not of one article for its place alone.
const MOST_OVER_TEXT: usize = 4;

/// The articles of a head block's lines, where lines that no article claims go to the article they stand over: with the
/// lines of its headline below them in the block, or where it has none and the block stands right over its text.
fn over_text(
    block: &Block,
    articles: &[Option<usize>],
    draft: &Draft,
    has: &[bool],
    lines: &[Observed],
) -> Vec<Option<usize>> {
    let mut articles = articles.to_vec();
    let may = |i: usize| {
        let line = &lines[block.lines[i]];
        !line.overprint && !line.furniture && !line.repeated && line.width >= 4.0
    };
    let below = draft.extents.iter().position(|e| e.first == block.gap);
    let Some(below) = below else { return articles };
    if articles.len() > MOST_OVER_TEXT || articles.iter().flatten().any(|&a| a != below) {
        return articles;
    }
    let last = articles.len() - 1;
    if !has[below] && articles.iter().all(Option::is_none) && !lines[block.lines[last]].before_blank && may(last) {
        articles[last] = Some(below);
    }
    for i in (0..last).rev() {
        let adjacent = block.lines[i] + 1 == block.lines[i + 1];
        if articles[i].is_none() && articles[i + 1] == Some(below) && adjacent && may(i) {
            articles[i] = Some(below);
        }
    }
    articles
}

/// A byline line belongs to the article below it, or, where none begins there, to the one above.
fn attach_bylines(page: &EditionText, lines: &[Observed], blocks: &Blocks, draft: &Draft, edition: &mut Edition) {
    for block in &blocks.bylines {
        let below = draft.extents.partition_point(|e| e.first < block.gap);
        let begins = draft.extents.get(below).is_some_and(|e| e.first == block.gap);
        // Behind the last line of text and before the next article's headline, it closes the article above.
        let closes = below > 0
            && edition.articles[below - 1].paragraphs.last().is_some_and(|p| {
                p.lines.last().is_some_and(|&l| l + 1 == block.lines[0])
                    && page.line(block.lines[0]).starts_with(['（', '('])
            });
        // Below a headline with no text of its own under it, it is the headline's.
        let above = block.lines[0].checked_sub(1);
        let headline = above.and_then(|l| edition.articles.iter().position(|a| a.has_headline_line(l)));
        let on_text = block.lines.last().is_some_and(|&l| l + 1 == blocks.first_line(block.gap));
        // A credit belongs to what stands right above it.
        let credited = above.filter(|_| lines[block.lines[0]].credit);
        let credited = credited.and_then(|l| edition.articles.iter().position(|a| a.has_line(l)));
        let a = match headline.or(credited) {
            Some(a) if credited.is_some() => a,
            Some(a) if !on_text || !begins => a,
            _ if begins && !closes => below,
            _ => below.saturating_sub(1),
        };
        edition.articles[a].byline_lines.extend(&block.lines);
    }
}

/// A caption belongs to the article it stands in, or to the neighbour whose content it shares.
fn attach_captions(page: &EditionText, blocks: &Blocks, content: &Content, draft: &Draft, edition: &mut Edition) {
    let mut sought = Vec::new();
    for block in &blocks.captions {
        let own: Vec<&str> = block.lines.iter().map(|&i| page.line(i)).collect();
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
                (content.containment(&mut sought, &own, e.first..e.end) + place, a)
            })
            .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
        let a = best.map_or(at, |(_, a)| a);
        edition.articles[a].captions.extend(&block.lines);
    }
}

pub(super) fn read_byline(article: &mut Article, page: &EditionText) {
    for &line in &article.byline_lines {
        article.byline.merge(parse_line(page.line(line)));
    }
    if let Some(first) = article.paragraphs.iter().find(|p| !p.subhead) {
        // The raw lines: spaces part the names.
        let raw = with_wraps(first.lines.iter().take(6).map(|&i| page.line(i)));
        article.byline.merge(parse_lead(&raw).byline);
    }
    if let Some(last) = article.paragraphs.last()
        && may_close_with_names(last.lines.last().map_or("", |&i| page.line(i)))
        && let Some(byline) = parse_end(&raw_end(page, &last.lines))
    {
        article.byline.merge(byline);
    }
}

/// A bracket closes the line, or nothing but stops stands in it.
fn may_close_with_names(line: &str) -> bool {
    let end = line.trim_end_matches(['。', ' ', '\u{3000}']);
    end.is_empty() || end.ends_with(['）', ')'])
}

fn raw_end(page: &EditionText, lines: &[usize]) -> String {
    with_wraps(lines[lines.len().saturating_sub(3)..].iter().map(|&i| page.line(i)))
}
