//! Articles as the source numbers them, taken at its word.

use std::collections::BTreeMap;

use super::area::{all, around};
use super::draft::{Draft, Part, SURE, headline};
use super::kinds::{HEAD, body_size, chars, sizes};
use crate::read::{Area, LaidLine, LaidPage, Role};
use crate::split::byline::is_byline_line;

/// The numbered articles of a page in the order of their numbers, and the lines that have no number.
pub(super) fn given(page: &LaidPage) -> (Vec<Draft>, Vec<usize>) {
    let mut of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut rest = Vec::new();
    for (n, line) in page.lines.iter().enumerate() {
        match line.article {
            Some(article) => of.entry(article).or_default().push(n),
            None => rest.push(n),
        }
    }
    if of.is_empty() {
        return (Vec::new(), rest);
    }
    let sizes = sizes(page);
    let body = body_size(page.lines.iter().zip(&sizes).map(|(l, &s)| (s, chars(&l.text))));
    let mut blocks: BTreeMap<Option<usize>, Area> = BTreeMap::new();
    for line in &page.lines {
        blocks.entry(line.block).and_modify(|a| *a = around(*a, line.area)).or_insert(line.area);
    }
    let given = Given { page, sizes: &sizes, body, blocks: &blocks };
    (of.into_iter().map(|(number, lines)| given.draft(number, &lines)).collect(), rest)
}

struct Given<'p> {
    page: &'p LaidPage,
    sizes: &'p [f32],
    body: f32,
    /// Areas of the source's blocks.
    blocks: &'p BTreeMap<Option<usize>, Area>,
}

impl Given<'_> {
    fn draft(&self, number: usize, lines: &[usize]) -> Draft {
        let mut draft = Draft { number: Some(number), boundary: SURE, ..Draft::default() };
        let headed = lines.iter().any(|&l| self.page.lines[l].role == Some(Role::Headline));
        let mut heads: Vec<(usize, f32)> = Vec::new();
        let mut before: Option<&LaidLine> = None;
        for &l in lines {
            let line = &self.page.lines[l];
            let large = !headed && line.role.is_none() && self.sizes[l] > HEAD * self.body && draft.parts.is_empty();
            let head = line.role == Some(Role::Headline);
            if head && !heads.is_empty() && !draft.parts.is_empty() {
                match draft.parts.last_mut() {
                    Some(part) if part.subhead => part.lines.push(l),
                    _ => draft.parts.push(Part { lines: vec![l], subhead: true }),
                }
                before = None;
            } else if head || large {
                heads.push((l, self.sizes[l]));
            } else if line.role == Some(Role::Caption) {
                draft.captions.push(l);
            } else if draft.parts.is_empty() && is_byline_line(&line.text) {
                draft.bylines.push(l);
            } else {
                let goes_on = before.is_some_and(|b| self.goes_on(b, line, self.sizes[l]));
                match draft.parts.last_mut() {
                    Some(part) if goes_on => part.lines.push(l),
                    _ => draft.parts.push(Part { lines: vec![l], subhead: false }),
                }
                before = Some(line);
            }
        }
        // Nothing but a headline: a picture's, say, or a notice all in large letters.
        if draft.parts.is_empty() && draft.captions.is_empty() && !headed {
            draft.parts = heads.drain(..).map(|(l, _)| Part { lines: vec![l], subhead: false }).collect();
        }
        if draft.parts.is_empty() {
            draft.parts = draft.captions.drain(..).map(|l| Part { lines: vec![l], subhead: false }).collect();
        }
        let body = draft.parts.iter().filter(|p| !p.subhead).flat_map(|p| &p.lines);
        let mut places: Vec<(Option<usize>, Area)> = Vec::new();
        for line in body.map(|&l| &self.page.lines[l]) {
            match places.last_mut() {
                Some((block, area)) if *block == line.block => *area = around(*area, line.area),
                _ => places.push((line.block, line.area)),
            }
        }
        draft.places = places.into_iter().map(|p| p.1).collect();
        if draft.places.is_empty() {
            draft.places = vec![all(lines.iter().map(|&l| self.page.lines[l].area))];
        }
        let first = draft.parts.first().and_then(|p| p.lines.first()).map(|&l| &self.page.lines[l]);
        draft.runs_in = heads.is_empty() && first.is_some_and(|l| !self.is_indented(l, self.body));
        draft.runs_out = before.is_some_and(|l| !is_ended(&l.text));
        headline(&mut draft, &heads);
        draft
    }

    /// The line goes on with the paragraph of the one before.
    fn goes_on(&self, before: &LaidLine, line: &LaidLine, size: f32) -> bool {
        !self.is_indented(line, size) && (before.block == line.block || !is_ended(&before.text))
    }

    fn is_indented(&self, line: &LaidLine, size: f32) -> bool {
        let Some(block) = self.blocks.get(&line.block).filter(|_| line.block.is_some()) else { return false };
        let inner = if line.vertical { line.area.top - block.top } else { line.area.left - block.left };
        inner > 0.8 * size
    }
}

fn is_ended(text: &str) -> bool {
    text.ends_with(['。', '！', '？', '”', '…', '：', '）'])
}
