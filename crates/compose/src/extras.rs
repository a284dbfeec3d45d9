//! What stands beside the news of a page: a column of briefs, an announcement.

use super::page::{Grid, Piece};
use super::random::Random;
use super::story::{Role, Set, Story};
use super::style::Style;
use super::{Article, Damage, forms, words};

impl Grid {
    /// A column of briefs: a heading, then articles of one paragraph without headlines.
    pub(super) fn briefs(&mut self, articles: Vec<Article>, style: &Style, random: &mut Random) {
        let gap = style.gaps();
        let mut pieces = vec![Piece::Loose(vec![Set::new(Role::Furniture, forms::heading(random), gap)])];
        let form = random.below(5);
        for mut article in articles {
            let mut text = sentences_up_to(&article.paragraphs[0], 150);
            article.paragraphs = vec![text.clone()];
            let mark = random.pick(&["●", "■", "◆", "▲", "★"]);
            let name = words::person(random);
            let mut story = Story { label: article.label.clone(), ..Story::default() };
            match form {
                0 => text.insert_str(0, mark),
                1 => text.insert_str(0, &format!("【{}】", article.title)),
                2 => text.insert_str(0, "本报讯 "),
                3 => {
                    text.insert_str(0, &format!("本报讯（记者 {name}）"));
                    story.reporters.push(name);
                }
                _ => text.insert_str(0, &format!("{mark}{}　", article.title)),
            }
            let text = style.noise(&text, random);
            let indent = if style.indent { 4 } else { 0 };
            let mut lines = if style.wraps() { style.measure.lines(&text, indent) } else { vec![text] };
            if let (true, Some(first)) = (style.indent, lines.first_mut()) {
                first.insert_str(0, "　　");
            }
            let set = lines.into_iter().enumerate();
            story.columns = vec![set.map(|(i, l)| Set::new(Role::Body, l, i == 0 && style.paragraph_gap)).collect()];
            pieces.push(Piece::Column(self.stories.len(), 0));
            self.stories.push(story);
            self.articles.push(article);
        }
        self.pieces.extend(pieces);
    }

    /// An announcement with its signature, as an article.
    pub(super) fn announcement(&mut self, style: &Style, random: &mut Random) {
        let (title, paragraphs) = forms::announcement(random);
        let plain = Style { damages: [Damage::NoBylines].into(), ..style.clone() };
        let mut story = Story::set(&title, &paragraphs, 1, &plain, random);
        // Announcements have no lead.
        while !(story.reporters.is_empty() && story.correspondents.is_empty() && starts_with(&story, &paragraphs)) {
            story = Story::set(&title, &paragraphs, 1, &plain, random);
        }
        let gap = style.paragraph_gap && random.chance(40);
        let mut sign = vec![words::office(random)];
        if random.chance(20) {
            sign.push(words::office(random));
        }
        if random.chance(85) {
            sign.push(words::date(random));
        }
        if let Some(column) = story.columns.last_mut() {
            column.extend(sign.iter().enumerate().map(|(i, line)| Set::new(Role::Body, line, gap && i == 0)));
        }
        let paragraphs = paragraphs.into_iter().chain(sign).collect();
        let (number, columns) = (self.stories.len(), story.columns.len());
        self.stories.push(story);
        self.articles.push(Article { title, paragraphs, ..Article::default() });
        self.pieces.push(Piece::Head(number));
        self.pieces.extend((0..columns).map(|column| Piece::Column(number, column)));
    }
}

fn starts_with(story: &Story, paragraphs: &[String]) -> bool {
    let first = story.columns.first().and_then(|c| c.first()).map(|s| s.text.trim_start());
    first.is_some_and(|line| paragraphs[0].starts_with(line))
}

/// Whole sentences of at most `most` characters, one at least.
fn sentences_up_to(text: &str, most: usize) -> String {
    let mut end = text.len();
    for (i, (at, c)) in text.char_indices().enumerate() {
        if c == '。' {
            end = at + c.len_utf8();
            if i >= most / 2 {
                break;
            }
        }
    }
    text[..end].to_owned()
}
