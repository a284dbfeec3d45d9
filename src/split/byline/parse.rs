//! Roles and names within the words of a byline.

use std::ops::Range;

use super::names::{before_place, begins_double, is_place, is_sure_name, may_be_surname, split_run};
use super::roles::{COLLECTIVE, FORMS, Form, KINDS, NOISE, PHOTOGRAPHED, Place, REPORTED, Role, SOURCE_ENDS, SOURCES};
use super::{Byline, WRAP};

/// A name with its role, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub role: Role,
    pub span: Range<usize>,
    /// Its shape leaves little doubt, or a mark parts it from its role.
    pub sure: bool,
}

/// What the words of a byline are made of.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub names: Vec<Found>,
    /// How many words for roles stand in it.
    pub roles: usize,
    /// The first word says a role.
    pub opens_with_role: bool,
    /// Something is neither a role nor a name nor a source.
    pub left_over: bool,
    /// The last name is a photographer's: 林静摄.
    pub photographed: bool,
    /// The first of the names that belong to the last role.
    pending: usize,
    role: Role,
}

/// Reads roles and names from the inside of a byline: 记者佘一 通讯员李二 王三.
pub(in crate::split) fn parse_names(text: &str) -> Byline {
    byline(text, parse(text))
}

/// The names of a byline line; where it says no role and stands in no bracket, they are authors' names.
pub(in crate::split) fn parse_line(text: &str) -> Byline {
    let mut parsed = parse(text);
    if super::is_signature_of_author(text) {
        parsed.names.iter_mut().for_each(|name| name.role = Role::Other);
    }
    byline(text, parsed)
}

/// The names found in a text.
pub(super) fn byline(text: &str, parsed: Parsed) -> Byline {
    let mut byline = Byline::default();
    for found in parsed.names {
        let name = text[found.span].chars().filter(|c| !c.is_whitespace() && *c != WRAP).collect();
        byline.add(found.role, name);
    }
    byline
}

/// A run of characters between marks.
#[derive(Debug, Clone)]
struct Token {
    span: Range<usize>,
    /// The marks before and behind it.
    before: Mark,
    after: Mark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Edge,
    Blank,
    Slash,
    Other,
}

fn mark(c: char) -> Option<Mark> {
    match c {
        '/' | '／' | '｜' | '|' | '丨' | '：' | ':' => Some(Mark::Slash),
        '、' | '，' | ',' | '；' | ';' | '（' | '）' | '(' | ')' | '【' | '】' | '[' | ']' | '〔' | '〕' | '&'
        | '＆' | '+' | '—' => Some(Mark::Other),
        c if c.is_whitespace() => Some(Mark::Blank),
        c if super::line::BULLETS.contains(&c) || super::line::BARS.contains(&c) => Some(Mark::Other),
        _ => None,
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let (mut start, mut before) = (None, Mark::Edge);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let Some(mark) = mark(c) else {
            start.get_or_insert(at);
            continue;
        };
        if let Some(start) = start.take() {
            tokens.push(Token { span: start..at, before, after: mark });
            before = mark;
        } else if mark != Mark::Blank {
            // Of several marks, one that is no blank counts.
            before = mark;
            if let Some(last) = tokens.last_mut() {
                last.after = mark;
            }
        }
    }
    if let Some(last) = tokens.last_mut().filter(|t| t.span.end == text.len()) {
        last.after = Mark::Edge;
    }
    wide_names(text, tokens)
}

/// Joins names that are set wide: 林 静, 林 静宜, 欧阳 修.
fn wide_names(text: &str, tokens: Vec<Token>) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    let chars = |t: &Token| text[t.span.clone()].chars().filter(|c| !c.is_whitespace()).count();
    let mut rest = tokens.into_iter().peekable();
    while let Some(mut token) = rest.next() {
        let surname = text[token.span.clone()].chars().next().is_some_and(may_be_surname);
        let mut singles = 1;
        while let Some(next) = rest.peek()
            && token.after == Mark::Blank
            && match (chars(&token), chars(next)) {
                (1, 1) => true,
                (1, 2) => surname && !is_sure_name(&text[next.span.clone()]),
                // A third single character, or a surname of two.
                (2, 1) => singles == 2 && surname || begins_double(&text[token.span.clone()]),
                _ => false,
            }
        {
            singles += 1;
            token.span.end = next.span.end;
            token.after = next.after;
            rest.next();
        }
        joined.push(token);
    }
    joined
}

/// The first word for a role in a token, and where it stands.
fn next_role(token: &str) -> Option<(usize, &'static Form)> {
    token.char_indices().find_map(|(at, _)| {
        let rest = &token[at..];
        let form = FORMS.iter().find(|f| match f.place {
            Place::Alone => token == f.words,
            Place::Before | Place::Either => rest.starts_with(f.words),
        })?;
        Some((at, form))
    })
}

/// A word for a role stands in the text.
pub(super) fn has_role(text: &str) -> bool {
    tokens(text).iter().any(|t| next_role(&text[t.span.clone()]).is_some_and(|(_, f)| f.place == Place::Before))
}

/// Roles and names of a text, with what is neither.
pub(super) fn parse(text: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let tokens = tokens(text);
    for (n, token) in tokens.iter().enumerate() {
        let next = tokens.get(n + 1).map(|t| &text[t.span.clone()]);
        parsed.token(text, token, n == 0, next);
    }
    if parsed.names.is_empty() && !parsed.left_over && COLLECTIVE.iter().any(|c| text.trim_end().ends_with(c)) {
        // 本报评论员: those signed without a name.
        if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
            let span = first.span.start..last.span.end;
            parsed.names.push(Found { role: Role::Other, span, sure: true });
        }
    }
    parsed
}

impl Parsed {
    fn token(&mut self, text: &str, token: &Token, first: bool, next: Option<&str>) {
        let mut rest = token.span.clone();
        let mut parted = token.before != Mark::Edge;
        while let Some((at, form)) = next_role(&text[rest.clone()]) {
            let before = without_source(&text[rest.start..rest.start + at]);
            self.run(text, rest.start..rest.start + before, parted, Mark::Edge);
            self.opens_with_role |= first && before == 0;
            self.roles += 1;
            rest.start += at + form.words.len();
            parted = false;
            let ends = rest.is_empty() && token.after != Mark::Slash;
            let alone = next.is_none_or(|next| next_role(next).is_some());
            if form.place != Place::Before && ends && alone && self.names.len() > self.pending {
                self.behind(form.role);
            } else {
                (self.role, self.pending) = (form.role, self.names.len());
            }
        }
        self.run(text, rest, parted, token.before);
    }

    /// A role that stands behind its names.
    fn behind(&mut self, role: Role) {
        if role != Role::Bare {
            self.names[self.pending..].iter_mut().for_each(|n| n.role = role);
            self.photographed = role == Role::Other;
        }
        (self.role, self.pending) = (Role::Bare, self.names.len());
    }

    /// A run of characters without a role in it.
    fn run(&mut self, text: &str, span: Range<usize>, parted: bool, mark: Mark) {
        let whole = &text[span.clone()];
        if let Some(name) = whole.strip_suffix(PHOTOGRAPHED) {
            self.run(text, span.start..span.start + name.len(), parted, mark);
            if self.names.len() > self.pending {
                self.roles += 1;
                self.behind(Role::Other);
                self.photographed = true;
            } else {
                (self.role, self.roles) = (Role::Other, self.roles + 1);
            }
            return;
        }
        if whole.is_empty() || NOISE.contains(&whole) {
            return;
        }
        let (run, reported) = without_report(whole);
        let length = run.chars().count();
        // 花莲报道, and departments before names: 一分厂 夏超桂.
        let place = reported && (mark == Mark::Slash || is_place(run));
        if length == 0 || place || length > 2 && SOURCE_ENDS.iter().any(|e| run.ends_with(e)) {
            return;
        }
        let end = if reported { before_place(run).unwrap_or(run.len()) } else { run.len() };
        if run.contains(char::is_whitespace) {
            // A name set wide.
            self.names.push(Found { role: self.role, span: span.start..span.start + run.len(), sure: true });
            return;
        }
        let names = split_run(&run[..end]);
        self.left_over |= names.is_empty();
        for name in names {
            let sure = parted || is_sure_name(&run[name.clone()]);
            let span = span.start + name.start..span.start + name.end;
            self.names.push(Found { role: self.role, span, sure });
        }
    }
}

/// Length of what stands before a role without the source and the kinds of the role: 陈毛弟本报驻美国.
fn without_source(text: &str) -> usize {
    let mut rest = text;
    if let Some(at) = rest.find('驻') {
        rest = &rest[..at];
    }
    loop {
        let shorter = KINDS.iter().chain(&SOURCES).find_map(|word| rest.strip_suffix(word));
        match shorter {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    let source = SOURCE_ENDS.iter().any(|e| rest.ends_with(e));
    if source { 0 } else { rest.len() }
}

/// Without 报道 and the like at its end, and the day before it; and whether they stood there.
fn without_report(text: &str) -> (&str, bool) {
    let Some(rest) = REPORTED.iter().find_map(|word| text.strip_suffix(word)) else { return (text, false) };
    let Some(day) = rest.strip_suffix('日') else { return (rest, true) };
    let plain = day.trim_end_matches(super::lead::is_date_character);
    (if plain.len() < day.len() { plain } else { rest }, true)
}
