//! Between which paragraphs one article ends and the next begins: evidence summed as log-odds.
//!
//! Each gap between two paragraphs collects what speaks for a boundary (a lead such as 本报讯, a
//! byline, headlines in the gap, names in brackets at the end above) and how far the text below
//! speaks of other things than the text above. The weights are learned by logistic regression, so
//! a sum above 0 is a boundary more likely than not.

use super::blocks::Blocks;
use super::byline::parse_end;
use super::content::Content;
use super::fit::dot;
use super::form::Form;
use super::head_line::Share;
use super::joint::{Joint, joint};
use super::line::Observed;
use super::weights::{BOUNDARY, features};
use crate::read::EditionText;

/// What is seen of a gap between paragraphs.
pub(super) enum GapFeature {}
/// Paragraphs looked at on either side of a gap for the content of heads.
const REACH: usize = 5;

/// What is seen of the gap before one paragraph.
pub(super) type Gap = [f32; GapFeature::COUNT];

/// Log-odds of a boundary before each paragraph; the first paragraph always begins an article.
pub(super) fn boundary_scores(page: &EditionText, lines: &[Observed], blocks: &Blocks, content: &Content) -> Vec<f32> {
    let weights = &BOUNDARY[lines.first().map_or(0, |l| l.form.manner())];
    gaps(page, lines, blocks, content).iter().map(|gap| dot(gap, weights)).collect()
}

/// Marks of one gap that need no content.
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one mark of the gap")]
struct Marked {
    lead: bool,
    byline: bool,
    names: bool,
    page: bool,
    heads: usize,
    /// Width of the widest head, and how full it is.
    widest: f32,
    fullest: f32,
    /// A head begins as the text below it does, as subheads do.
    echo: bool,
    /// All its heads are indented as paragraphs are.
    indented: bool,
    /// One is a bare number.
    numeral: bool,
    /// The paragraph below begins as news do, with a day or a source.
    news: bool,
}

impl Marked {
    fn strong(self) -> bool {
        self.lead || self.byline || self.page
    }
}

fn marks(page: &EditionText, lines: &[Observed], blocks: &Blocks) -> Vec<Marked> {
    let mut marks: Vec<Marked> = (0..blocks.paragraphs.len())
        .map(|k| {
            let to = blocks.first_line(k);
            let last = k.checked_sub(1).map(|a| blocks.last_line(a));
            Marked {
                lead: lines[to].lead,
                news: opens_news(page, blocks, k),
                names: k.checked_sub(1).is_some_and(|a| closes_with_names(page, blocks, a)),
                page: last.is_some_and(|i| i < to && lines[i + 1..=to].iter().any(|l| l.begins_page)),
                ..Marked::default()
            }
        })
        .collect();
    for block in &blocks.bylines {
        let Some(mark) = marks.get_mut(block.gap) else { continue };
        // Right above the text it opens an article; right below a text it closes one.
        let below = blocks.first_line(block.gap);
        let bracket = block.lines.iter().any(|&i| page.line(i).starts_with(['（', '(']));
        let closes = block.gap > 0 && block.lines.first().is_some_and(|&i| i == blocks.last_line(block.gap - 1) + 1);
        if bracket && closes {
            mark.names = true;
        } else if block.lines.last().is_some_and(|&i| i + 1 == below) {
            mark.byline = true;
        }
    }
    for block in &blocks.heads {
        if let Some(mark) = marks.get_mut(block.gap) {
            mark.heads += block.lines.len();
            let indented = block.lines.iter().all(|&i| lines[i].indented);
            mark.indented = indented && (mark.indented || mark.heads == block.lines.len());
            mark.numeral |= block.lines.iter().any(|&i| lines[i].is_numeral());
            mark.echo |= block.lines.iter().any(|&i| lines[i].echo);
            mark.widest = block.lines.iter().map(|&i| lines[i].width).fold(mark.widest, f32::max);
            mark.fullest = block.lines.iter().map(|&i| lines[i].fullness).fold(mark.fullest, f32::max);
        }
    }
    marks
}

/// Paragraph `k` names a day, a time or a source in its first clause, as the first one of an item of news does.
fn opens_news(page: &EditionText, blocks: &Blocks, k: usize) -> bool {
    const WORDS: [&str; 16] = [
        "日前",
        "近日",
        "最近",
        "昨天",
        "今天",
        "昨日",
        "目前",
        "日上午",
        "日下午",
        "日宣布",
        "据",
        "日在",
        "截至",
        "日电",
        "日讯",
        "去年",
    ];
    const CLAUSE: usize = 30;
    let lines = blocks.paragraphs.get(k).map_or(&[][..], |p| &p.lines);
    let begin: String = lines.iter().take(3).flat_map(|&i| page.line(i).chars()).take(CLAUSE).collect();
    WORDS.iter().any(|w| begin.contains(w))
}

/// Paragraph `k` ends with names in brackets.
fn closes_with_names(page: &EditionText, blocks: &Blocks, k: usize) -> bool {
    let last = page.line(blocks.last_line(k));
    last.trim_end_matches(['。', ' ']).ends_with(['）', ')']) && parse_end(&blocks.tail(page, k)).is_some()
}

/// What is seen of the gap before each paragraph.
#[expect(clippy::too_many_lines, reason = "one list of features")]
pub(super) fn gaps(page: &EditionText, lines: &[Observed], blocks: &Blocks, content: &Content) -> Vec<Gap> {
    let count = blocks.paragraphs.len();
    let marks = marks(page, lines, blocks);
    let strong: Vec<bool> = marks.iter().enumerate().map(|(k, m)| k == 0 || m.strong()).collect();
    // Strong gaps at or above, and below, each gap.
    let mut begin = vec![0; count + 1];
    for k in 1..=count {
        begin[k] = if strong[k - 1] { k - 1 } else { begin[k - 1] };
    }
    let mut end = vec![count; count + 1];
    for k in (0..count).rev() {
        end[k] = if strong.get(k + 1).copied().unwrap_or(true) { k + 1 } else { end[k + 1] };
    }
    let claims = claims(blocks, content, &begin, &end);
    // Gaps with one short head each and no other mark, between the strong gaps around: subheads come in sets.
    let subhead = |k: usize| marks[k].heads == 1 && marks[k].fullest <= 0.85 && !strong[k];
    let mut sets = vec![0_usize; count];
    let mut first = 0;
    for k in 1..=count {
        if k == count || strong[k] {
            let size = (first..k).filter(|&j| subhead(j)).count();
            sets[first..k].fill(size);
            first = k;
        }
    }
    let leads = marks.iter().filter(|m| m.lead || m.byline || m.names).count() as f32;
    let lead_share = leads / (leads.max(blocks.heads.len() as f32) + 1.0);
    let named = marks.iter().filter(|m| m.names).count() as f32;
    let name_share = named / (named.max(blocks.heads.len() as f32) + 1.0);
    let brief = |k: usize| {
        let first = &lines[blocks.first_line(k)];
        first.bullet || first.titled
    };
    let bulleted = (0..count).filter(|&k| brief(k)).count() >= 3;
    let regime = content.regime;
    let blanks = (0..count).filter(|&k| lines[blocks.first_line(k)].after_blank).count() as f32 / count.max(1) as f32;
    let Form { sectioned, unwrapped, old, tight } = lines.first().map_or_else(Form::default, |l| l.form);
    // No head stands in the gap or farther below, and some above.
    let last_head = blocks.heads.last().map_or(0, |b| b.gap);
    let tail = |k: usize| !blocks.heads.is_empty() && k > last_head;
    // A blank line stands in the gap.
    let parted = |k: usize| {
        let from = k.checked_sub(1).map_or(0, |a| blocks.last_line(a) + 1);
        lines[from.min(blocks.first_line(k))..=blocks.first_line(k)].iter().any(|l| l.after_blank)
    };
    let captions = in_gaps(count, blocks.captions.iter().map(|b| b.gap));
    (0..count)
        .map(|k| {
            let (overlap, shorter) = content.overlap(k, begin[k], end[k]);
            let trust = (shorter as f32 / 90.0).min(1.0);
            let m = marks[k];
            let first = &lines[blocks.first_line(k)];
            let last = &lines[k.checked_sub(1).map_or(0, |a| blocks.last_line(a))];
            let on = |x: bool| if x { 1.0 } else { 0.0 };
            let headed = m.heads > 0;
            // Whether the sentence above could go on below.
            let joint = match k.checked_sub(1) {
                Some(a) if last.open() => joint(page.line(blocks.last_line(a)), page.line(blocks.first_line(k))),
                _ => Joint::Silent,
            };
            let broken = last.open() && last.full();
            let c = claims[k];
            let change = (-2.2 - (overlap + 0.02).ln()) * trust;
            let above_length = content.lengths[begin[k]..k].iter().sum::<usize>();
            features!(GapFeature in boundary {
                bias: 1.0,
                lead: on(m.lead),
                byline: on(m.byline),
                names: on(m.names),
                page: on(m.page),
                change: change,
                change_headed: on(headed) * change,
                headed: on(headed),
                one_head_line: on(m.heads == 1),
                many_head_lines: on(m.heads >= 3),
                own_best: on(headed) * c.own_below.max(c.own_above),
                own_difference: on(headed) * (c.own_below - c.own_above).abs(),
                own_worse: on(headed) * c.own_below.min(c.own_above),
                lead_share_unled: lead_share * on(!m.lead && !m.byline),
                lead_share_unled_headed: lead_share * on(headed && !m.lead && !m.byline),
                last_short: on(!last.full()),
                last_open: on(last.open()),
                quote_start: on(first.quote_start),
                list_item: on(first.enumerated || first.speaker),
                blanks_no_blank: blanks * on(!first.after_blank),
                no_blanks_blank: (1.0 - blanks) * on(first.after_blank),
                caption: on(captions[k]),
                date_or_signature: on(last.bare_date || last.signature),
                far_head: c.far,
                far_head_unheaded: c.far * on(!headed),
                change_far_head: change * c.far,
                short_above: on(above_length < 60),
                long_above: on(above_length > 600),
                headed_blank: on(headed && first.after_blank),
                headed_beside_short: on(headed && shorter < 60),
                trust: trust,
                change_unheaded: change.max(0.0) * on(!headed),
                headed_last_full: on(headed && last.full()),
                headed_no_blank: on(headed && !first.after_blank),
                names_headed: on(m.names && headed),
                headed_one_sided: on(headed && c.sided),
                indented: on(first.indented),
                few_heads_headed: on(headed && blocks.heads.len() <= 3),
                rival_headed: c.rival * on(headed),
                first_gap: on(k == 0),
                narrow_head: on(m.widest > 0.0 && m.widest <= 8.5),
                very_narrow_head: on(m.widest > 0.0 && m.widest <= 5.5),
                narrow_head_lead_share: on(m.widest > 0.0 && m.widest <= 8.5) * lead_share,
                narrow_head_change: on(m.widest > 0.0 && m.widest <= 8.5) * change.max(0.0),
                brief: on(brief(k)),
                brief_bulleted: on(brief(k) && bulleted),
                brief_after_brief: on(brief(k) && k > 0 && brief(k - 1)),
                titled: on(first.titled),
                name_share_names: name_share * on(m.names),
                name_share_unmarked: name_share * on(!m.names && !m.lead && !m.byline),
                name_share_unnamed_headed: name_share * on(!m.names && headed),
                direction_headed: on(headed) * regime,
                own_first_paragraph: on(headed) * c.lead,
                own_first_paragraph_over_above: on(headed) * (c.lead - c.own_above),
                unmarked: on(!headed && !m.strong() && !m.names),
                names_lead: on(m.names && m.lead),
                last_bracketed_or_bare: on(last.bracketed || last.ending == super::line::Ending::Bare),
                wide_headed: on(first.width >= 45.0) * on(headed),
                echo: on(first.echo || m.echo),
                broken_quote: on(first.closing_start || last.quote_open),
                within_word: on(joint == Joint::Word),
                unlikely_pair: on(joint == Joint::Unusual),
                within_word_headed: on(joint == Joint::Word && headed),
                unlikely_pair_headed: on(joint == Joint::Unusual && headed),
                broken_headed: on(broken && headed),
                broken_flush: on(broken && !first.indented && first.page_indents),
                broken_bracket: on(last.bracket_open || first.bracket_closed),
                subhead: on(subhead(k)),
                subhead_lead_share: on(subhead(k)) * lead_share,
                subhead_set_lead_share: on(subhead(k) && sets[k] >= 2) * lead_share,
                other_head_lead_share: on(headed && !subhead(k)) * lead_share,
                sectioned_parted: on(sectioned && parted(k)),
                sectioned_close: on(sectioned && !parted(k)),
                sectioned_parted_headed: on(sectioned && parted(k) && headed),
                sectioned_parted_lead_alone: on(sectioned && parted(k) && !headed && m.lead),
                sectioned_parted_bare_far: on(sectioned && parted(k) && !headed && !m.lead) * c.far,
                sectioned_close_headed: on(sectioned && !parted(k) && headed),
                sectioned_close_headed_indented: on(sectioned && !parted(k) && headed && m.indented),
                head_indented_above_indented: on(headed && m.indented && first.indented),
                head_flush: on(headed && !m.indented && first.page_indents),
                unwrapped_headed: on(unwrapped && headed),
                unwrapped_bare: on(unwrapped && !headed),
                unwrapped_bare_no_lead: on(unwrapped && !headed && !m.lead),
                old_headed: on(old && headed),
                old_bare: on(old && !headed),
                old_bullet: on(old && first.bullet),
                old_headed_below_full: on(old && headed && last.full()),
                byline_headed: on(m.byline && headed),
                byline_bare: on(m.byline && !headed),
                numeral_head: on(headed && m.numeral),
                numeral_head_indented: on(headed && m.numeral && m.indented),
                last_part_bare: on(tail(k) && !headed),
                last_part_bare_change: on(tail(k) && !headed) * change,
                last_part_bare_news: on(tail(k) && !headed && m.news),
                bare_news: on(!headed && m.news),
                bare_news_change: on(!headed && m.news) * change,
                bare_news_below_news: on(!headed && m.news && k > 0 && marks[k - 1].news),
                bare_middling: on(!headed && (40..260).contains(&content.lengths[k])),
                bare_below_short: on(!headed && k > 0 && content.lengths[k - 1] < 40),
                tight_head_flush: on(tight && headed && !m.indented && first.indented && (!last.open() || last.bracket_end)),
                tight_head_open: on(tight && headed && last.open() && !last.bracket_end),
                tight_head_news: on(tight && headed && (m.news || m.lead)),
                below_bracket_end: on(last.bracket_end && !headed),
                below_bracket_end_headed: on(last.bracket_end && headed),
                verse: on(first.is_verse() && last.is_verse()),
            })
        })
        .collect()
}

fn in_gaps(count: usize, gaps: impl Iterator<Item = usize>) -> Vec<bool> {
    let mut found = vec![false; count];
    for gap in gaps {
        if let Some(f) = found.get_mut(gap) {
            *f = true;
        }
    }
    found
}

/// What heads say of one gap.
#[derive(Debug, Clone, Copy, Default)]
struct Claim {
    /// Best share of the gap's own heads in the text above and below.
    own_above: f32,
    own_below: f32,
    /// The same of the paragraph right below alone.
    lead: f32,
    /// Some of the gap's heads speak of another place altogether.
    rival: f32,
    /// Own heads of which each speaks of one side only.
    sided: bool,
    /// How far a head from elsewhere speaks of the text below and not of that above.
    far: f32,
}

/// Heads that stand together without a blank line or a break: most likely one headline.
fn runs(content: &Content, blocks: &Blocks) -> Vec<(usize, usize, usize)> {
    let mut runs = Vec::new();
    for (b, block) in blocks.heads.iter().enumerate() {
        for i in 0..block.lines.len() {
            // Wrapped lines of one headline: two lines at most are looked at together.
            runs.push((b, i, i + 1));
            if i + 1 < content.heads[b].len() && block.lines[i] + 1 == block.lines[i + 1] {
                runs.push((b, i, i + 2));
            }
        }
    }
    runs
}

fn claims(blocks: &Blocks, content: &Content, begin: &[usize], end: &[usize]) -> Vec<Claim> {
    let count = blocks.paragraphs.len();
    let mut claims = vec![Claim::default(); count];
    let mut lower: Vec<f32> = Vec::new();
    for (b, from, to) in runs(content, blocks) {
        let lines = &content.heads[b][from..to];
        let share = |range: std::ops::Range<usize>| -> f32 {
            lines
                .iter()
                .enumerate()
                .map(|(i, line)| line.share(range.clone(), i > 0))
                .fold(Share::default(), std::ops::Add::add)
                .value()
        };
        let gap = blocks.heads[b].gap;
        let above = |k: usize| share(begin[k].max(k.saturating_sub(REACH))..k);
        let reach = gap.saturating_sub(90)..(gap + 90).min(count);
        lower.clear();
        lower.resize(reach.len(), 0.0);
        let mut all = Share::default();
        for (i, line) in lines.iter().enumerate() {
            all = all + line.share_of_none(i > 0);
            line.add_found(reach.clone(), end, REACH, i > 0, &mut lower);
        }
        for found in &mut lower {
            *found = all.of(*found);
        }
        let best = lower.iter().copied().fold(0.0, f32::max);
        for (k, &z) in reach.zip(&lower) {
            // Far heads count where nearly all of them stands below; elsewhere above is not asked.
            // Where nothing of it stands, there is nothing to claim.
            if k != gap && (z < 0.8 * best || z <= 0.0) {
                continue;
            }
            let a = above(k);
            let claim = &mut claims[k];
            if k == gap {
                claim.own_above = claim.own_above.max(a);
                claim.own_below = claim.own_below.max(z);
                claim.lead = claim.lead.max(share(k..k + 1));
                claim.rival = claim.rival.max(best - a.max(z));
                claim.sided |= (a - z).abs() > 0.2;
            } else if z >= 0.8 * best {
                claim.far = claim.far.max(z - a);
            }
        }
    }
    claims
}
