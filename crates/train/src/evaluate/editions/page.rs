//! One split page against its truth.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::BCubed;
use jzclass::read::EditionText;
use jzclass::split::{Article, Edition};
use jzclass::truth::{Truth, TruthArticle};

/// Counts of things right, wanted and found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Wanted and found.
    pub right: usize,
    /// In the truth.
    pub wanted: usize,
    /// Given by the splitter.
    pub found: usize,
}

impl Counts {
    /// Adds the counts of another page.
    pub fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wanted += other.wanted;
        self.found += other.found;
    }

    fn of<T: Ord>(wanted: &BTreeSet<T>, found: &BTreeSet<T>) -> Self {
        Self { right: wanted.intersection(found).count(), wanted: wanted.len(), found: found.len() }
    }

    /// Share of what was found that is right; 1 when nothing was found.
    pub fn precision(&self) -> f64 {
        if self.found == 0 { 1.0 } else { self.right as f64 / self.found as f64 }
    }

    /// Share of what is wanted that was found; 1 when nothing is wanted.
    pub fn recall(&self) -> f64 {
        if self.wanted == 0 { 1.0 } else { self.right as f64 / self.wanted as f64 }
    }

    /// `2 · right / (wanted + found)`; 1 when both are nothing.
    pub fn f1(&self) -> f64 {
        let all = self.wanted + self.found;
        if all == 0 { 1.0 } else { 2.0 * self.right as f64 / all as f64 }
    }
}

/// Scores of a page, or of several added up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageScore {
    /// Articles over body and caption lines.
    pub articles: BCubed,
    /// Articles in the truth.
    pub wanted: usize,
    /// Articles found.
    pub found: usize,
    /// Over the true articles, how many found articles more than one lie mostly (by more than half
    /// of their lines) within it.
    pub splits: usize,
    /// Over the found articles, how many true articles more than one lie mostly within it.
    pub merges: usize,
    /// True articles that the head above them belongs to: more than half of their head lines are found as
    /// theirs, and more than half of what is found is theirs.
    pub attached: usize,
    /// True articles whose kicker, headline and subtitle lines together are exactly those found.
    pub heads: usize,
    /// True articles whose headline proper is exactly right.
    pub headlines: usize,
    /// True articles that have a kicker or a subtitle, and those of them where both are right.
    pub kickers: Counts,
    /// Names with their role (reporter or correspondent).
    pub names: Counts,
    /// Caption lines.
    pub captions: Counts,
    /// Furniture lines.
    pub furniture: Counts,
    /// What is wrong, in words; kept for single pages only.
    pub wrong: Vec<String>,
}

impl PageScore {
    /// Adds another page's counts.
    pub fn add(&mut self, other: &Self) {
        self.articles.add(other.articles);
        self.wanted += other.wanted;
        self.found += other.found;
        self.splits += other.splits;
        self.merges += other.merges;
        self.attached += other.attached;
        self.heads += other.heads;
        self.headlines += other.headlines;
        self.kickers.add(other.kickers);
        self.names.add(other.names);
        self.captions.add(other.captions);
        self.furniture.add(other.furniture);
    }

    /// Share of the true articles whose head is attached to them, if not to the line; 1 without articles.
    pub fn attached_share(&self) -> f64 {
        share(self.attached, self.wanted)
    }

    /// Share of the true articles whose head lines are all right; 1 without articles.
    pub fn head_share(&self) -> f64 {
        share(self.heads, self.wanted)
    }

    /// Share of the true articles whose headline proper is right; 1 without articles.
    pub fn headline_share(&self) -> f64 {
        share(self.headlines, self.wanted)
    }
}

fn share(right: usize, all: usize) -> f64 {
    if all == 0 { 1.0 } else { right as f64 / all as f64 }
}

/// Scores the articles found in `page` against `truth`.
pub fn score(page: &EditionText, edition: &Edition, truth: &Truth) -> PageScore {
    let numbers = |lines: &[usize]| -> BTreeSet<usize> { lines.iter().map(|&i| page.lines()[i].number).collect() };
    let mut of_line: BTreeMap<usize, usize> = BTreeMap::new();
    for (a, article) in edition.articles.iter().enumerate() {
        let body = article.paragraphs.iter().flat_map(|p| &p.lines);
        for &line in body.chain(&article.captions).chain(&article.byline_lines) {
            of_line.insert(page.lines()[line].number, a);
        }
    }
    let elements: Vec<(usize, usize, Option<usize>)> = truth
        .articles
        .iter()
        .enumerate()
        .flat_map(|(t, a)| a.body_lines.iter().chain(&a.caption_lines).map(move |&line| (t, line)))
        .map(|(t, line)| (t, line, of_line.get(&line).copied()))
        .collect();
    let clusters: Vec<(usize, Option<usize>)> = elements.iter().map(|&(t, _, a)| (t, a)).collect();
    let mut score = PageScore {
        articles: BCubed::of(&clusters),
        wanted: truth.articles.len(),
        found: edition.articles.len(),
        ..PageScore::default()
    };
    (score.splits, score.merges) = splits_and_merges(&clusters);
    let pairs = pairs(&clusters, truth.articles.len(), edition.articles.len());
    let nothing = Article::default();
    for (t, wanted) in truth.articles.iter().enumerate() {
        if pairs[t].is_none() {
            score.wrong.push(format!("{}: lost", wanted.id));
        }
        let article = pairs[t].map_or(&nothing, |a| &edition.articles[a]);
        let heads = |lines: &[usize]| numbers(lines).into_iter().collect::<Vec<_>>();
        one_article(&mut score, wanted, article, &heads, pairs[t].is_some());
        let strays: Vec<usize> =
            elements.iter().filter(|(of, _, a)| *of == t && *a != pairs[t]).map(|(_, line, _)| *line).collect();
        if !strays.is_empty() {
            score.wrong.push(format!("{}: lines elsewhere {strays:?}", wanted.id));
        }
    }
    let told = truth.articles.iter().all(|a| a.reporters.is_some());
    for (a, article) in edition.articles.iter().enumerate() {
        if told && !pairs.contains(&Some(a)) {
            score.names.found += names(&article.byline.reporters, &article.byline.correspondents).len();
        }
    }
    lines_of_the_page(&mut score, edition, truth, &numbers);
    score
}

fn names<'a>(reporters: &'a [String], correspondents: &'a [String]) -> BTreeSet<(usize, &'a str)> {
    let role = |role: usize, names: &'a [String]| names.iter().map(move |n| (role, n.as_str()));
    role(0, reporters).chain(role(1, correspondents)).collect()
}

fn one_article(
    score: &mut PageScore,
    wanted: &TruthArticle,
    article: &Article,
    numbers: &dyn Fn(&[usize]) -> Vec<usize>,
    paired: bool,
) {
    let sorted = |lines: &[usize]| lines.iter().copied().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
    let head = numbers(&[&article.kicker[..], &article.headline, &article.subtitle].concat());
    let wanted_head = sorted(&wanted.head_lines());
    let right = paired && head == wanted_head;
    let common = head.iter().filter(|line| wanted_head.contains(line)).count();
    score.attached += usize::from(right || paired && 2 * common > wanted_head.len() && 2 * common > head.len());
    score.heads += usize::from(right);
    if !right {
        score.wrong.push(format!("{}: head lines {head:?}, should be {wanted_head:?}", wanted.id));
    }
    score.headlines += usize::from(paired && numbers(&article.headline) == sorted(&wanted.headline_lines));
    let has = !wanted.kicker_lines.is_empty() || !wanted.subtitle_lines.is_empty();
    let given = !article.kicker.is_empty() || !article.subtitle.is_empty();
    let both = numbers(&article.kicker) == sorted(&wanted.kicker_lines)
        && numbers(&article.subtitle) == sorted(&wanted.subtitle_lines);
    score.kickers.add(Counts {
        right: usize::from(has && given && both),
        wanted: usize::from(has),
        found: usize::from(given),
    });
    let Some(reporters) = &wanted.reporters else { return };
    let (truth, found) =
        (names(reporters, &wanted.correspondents), names(&article.byline.reporters, &article.byline.correspondents));
    if truth != found {
        score.wrong.push(format!("{}: names {found:?}, should be {truth:?}", wanted.id));
    }
    score.names.add(Counts::of(&truth, &found));
}

/// Caption and furniture lines by set; lines the truth does not name are left out.
fn lines_of_the_page(
    score: &mut PageScore,
    edition: &Edition,
    truth: &Truth,
    numbers: &dyn Fn(&[usize]) -> BTreeSet<usize>,
) {
    let mut known: BTreeSet<usize> = truth.furniture_lines.iter().copied().collect();
    for a in &truth.articles {
        known.extend(a.head_lines().iter().chain(&a.byline_lines).chain(&a.caption_lines).chain(&a.body_lines));
    }
    let kept = |lines: BTreeSet<usize>| -> BTreeSet<usize> { lines.intersection(&known).copied().collect() };
    let captions = truth.articles.iter().flat_map(|a| a.caption_lines.iter().copied()).collect();
    let found = kept(edition.articles.iter().flat_map(|a| numbers(&a.captions)).collect());
    score.captions = Counts::of(&captions, &found);
    let furniture = truth.furniture_lines.iter().copied().collect();
    score.furniture = Counts::of(&furniture, &kept(numbers(&edition.furniture)));
}

/// Pairs true articles with found ones, one to one, the largest overlap first.
fn pairs(clusters: &[(usize, Option<usize>)], wanted: usize, found: usize) -> Vec<Option<usize>> {
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for &(t, a) in clusters {
        if let Some(a) = a {
            *common.entry((t, a)).or_default() += 1;
        }
    }
    let mut order: Vec<(usize, usize, usize)> = common.into_iter().map(|((t, a), n)| (n, t, a)).collect();
    order.sort_by_key(|&(n, t, a)| (Reverse(n), t, a));
    let mut of_truth = vec![None; wanted];
    let mut used = vec![false; found];
    for (_, t, a) in order {
        if of_truth[t].is_none() && !used[a] {
            of_truth[t] = Some(a);
            used[a] = true;
        }
    }
    of_truth
}

fn splits_and_merges(clusters: &[(usize, Option<usize>)]) -> (usize, usize) {
    let mut wanted: BTreeMap<usize, usize> = BTreeMap::new();
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for &(t, a) in clusters {
        *wanted.entry(t).or_default() += 1;
        if let Some(a) = a {
            *found.entry(a).or_default() += 1;
            *common.entry((t, a)).or_default() += 1;
        }
    }
    let mut pieces: BTreeMap<usize, usize> = BTreeMap::new();
    let mut joined: BTreeMap<usize, usize> = BTreeMap::new();
    for (&(t, a), &n) in &common {
        *pieces.entry(t).or_default() += usize::from(2 * n > found[&a]);
        *joined.entry(a).or_default() += usize::from(2 * n > wanted[&t]);
    }
    let more_than_one = |counts: BTreeMap<usize, usize>| counts.into_values().map(|n| n.saturating_sub(1)).sum();
    (more_than_one(pieces), more_than_one(joined))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jzclass::split::Paragraph;

    #[test]
    fn splits_and_merges_are_counted_by_majorities() {
        // Article 0 in two pieces; articles 1 and 2 in one.
        let clusters = [(0, Some(0)), (0, Some(0)), (0, Some(1)), (1, Some(2)), (2, Some(2)), (2, None), (3, None)];
        assert_eq!(splits_and_merges(&clusters), (1, 0));
        let clusters = [(1, Some(2)), (2, Some(2)), (2, Some(2)), (0, Some(1))];
        assert_eq!(splits_and_merges(&clusters), (0, 1));
    }

    /// Five lines: head, two body lines, a caption, an imprint.
    fn page() -> (EditionText, Edition, Truth) {
        let text = "渡口通桥\n本报讯（记者 林静）渡口的桥\n昨日通车。\n▲图为桥上。\n责编 何清\n";
        let page = EditionText::new(text.into()).unwrap();
        let article = Article {
            headline: vec![0],
            captions: vec![3],
            paragraphs: vec![Paragraph { lines: vec![1, 2], subhead: false }],
            byline: jzclass::split::Byline { reporters: vec!["林静".into()], ..Default::default() },
            ..Article::default()
        };
        let truth = TruthArticle {
            id: "A1".into(),
            headline_lines: vec![1],
            body_lines: vec![2, 3],
            caption_lines: vec![4],
            reporters: Some(vec!["林静".into()]),
            ..TruthArticle::default()
        };
        let truth = Truth { furniture_lines: vec![5], articles: vec![truth], ..Truth::default() };
        (page, Edition { articles: vec![article], furniture: vec![4] }, truth)
    }

    #[test]
    fn a_right_page_scores_one() {
        let (page, edition, truth) = page();
        let score = score(&page, &edition, &truth);
        assert!(score.wrong.is_empty(), "{:?}", score.wrong);
        assert_eq!((score.attached, score.heads, score.headlines, score.splits, score.merges), (1, 1, 1, 0, 0));
        assert_eq!(score.names, Counts { right: 1, wanted: 1, found: 1 });
        assert_eq!(score.captions, Counts { right: 1, wanted: 1, found: 1 });
        assert_eq!(score.furniture, Counts { right: 1, wanted: 1, found: 1 });
        assert!((score.articles.f1() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn each_mistake_costs_its_own_score() {
        let (page, mut edition, truth) = page();
        // The caption becomes a subtitle, the imprint a caption, the name is lost.
        let article = &mut edition.articles[0];
        (article.subtitle, article.captions) = (vec![3], vec![4]);
        article.byline.reporters.clear();
        edition.furniture.clear();
        let score = score(&page, &edition, &truth);
        // One of the two lines found is the article's: no more than half.
        assert_eq!((score.attached, score.heads, score.headlines), (0, 0, 1));
        assert_eq!(score.kickers, Counts { right: 0, wanted: 0, found: 1 });
        assert_eq!(score.captions, Counts { right: 0, wanted: 1, found: 1 });
        assert_eq!(score.furniture, Counts { right: 0, wanted: 1, found: 0 });
        assert_eq!(score.names, Counts { right: 0, wanted: 1, found: 0 });
        // Three elements, the caption line alone: recall (2·2/3 + 1/3) / 3 = 5/9.
        assert!((score.articles.recall() - 5.0 / 9.0).abs() < 1e-12);
        assert!((score.articles.precision() - 1.0).abs() < 1e-12);
    }
}
