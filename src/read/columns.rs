//! Where a table or a line of JSON has an article's parts: the names of columns and keys.

use serde_json::Value;

use super::rows::ArticleRow;

/// A part of an article that a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The body.
    Text,
    /// The headline.
    Title,
    /// The user's own identifier.
    Id,
    /// The newspaper's name.
    Paper,
    /// The day of the edition.
    Date,
    /// The page, as the paper counts.
    Page,
}

/// How many [`Field`]s there are.
pub const FIELDS: usize = 6;

/// Names of the columns of tables (CSV, TSV, Parquet) and of the keys of JSON Lines, for each part of an article;
/// of several that are there the first in this list is taken. Large and small ASCII letters are the same.
///
/// | part | by default |
/// |---|---|
/// | `text`, the body; must be there | `text`, `content`, `正文`, `内容`, `全文` |
/// | `title` | `title`, `headline`, `标题`, `题名`, `题目` |
/// | `id` | `id`, `identifier`, `编号` |
/// | `paper` | `paper`, `newspaper`, `报纸`, `报纸名称`, `报名`, `报刊` |
/// | `date` | `date`, `published`, `日期`, `出版日期`, `发布日期`, `见报日期` |
/// | `page` | `page`, `版次`, `版面`, `版号`, `版` |
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The body.
    pub text: Vec<String>,
    /// The headline.
    pub title: Vec<String>,
    /// The user's own identifier.
    pub id: Vec<String>,
    /// The newspaper's name.
    pub paper: Vec<String>,
    /// The day of the edition.
    pub date: Vec<String>,
    /// The page, as the paper counts.
    pub page: Vec<String>,
}

impl Default for Columns {
    fn default() -> Self {
        let names = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        Self {
            text: names(&["text", "content", "正文", "内容", "全文"]),
            title: names(&["title", "headline", "标题", "题名", "题目"]),
            id: names(&["id", "identifier", "编号"]),
            paper: names(&["paper", "newspaper", "报纸", "报纸名称", "报名", "报刊"]),
            date: names(&["date", "published", "日期", "出版日期", "发布日期", "见报日期"]),
            page: names(&["page", "版次", "版面", "版号", "版"]),
        }
    }
}

impl Columns {
    /// The parts with their names.
    pub fn fields(&self) -> [(Field, &[String]); FIELDS] {
        [
            (Field::Text, &self.text),
            (Field::Title, &self.title),
            (Field::Id, &self.id),
            (Field::Paper, &self.paper),
            (Field::Date, &self.date),
            (Field::Page, &self.page),
        ]
    }

    /// What a column of this name holds, and the name's place among those for it.
    pub fn field(&self, name: &str) -> Option<(Field, usize)> {
        let name = name.trim();
        self.fields().into_iter().find_map(|(field, names)| {
            names.iter().position(|n| n.eq_ignore_ascii_case(name)).map(|place| (field, place))
        })
    }

    /// For each part the position of its column among these.
    pub fn positions(&self, names: &[String]) -> [Option<usize>; FIELDS] {
        let mut best: [Option<(usize, usize)>; FIELDS] = [None; FIELDS];
        for (at, name) in names.iter().enumerate() {
            if let Some((field, place)) = self.field(name) {
                let best = &mut best[field as usize];
                if best.is_none_or(|(before, _)| place < before) {
                    *best = Some((place, at));
                }
            }
        }
        best.map(|b| b.map(|(_, at)| at))
    }
}

/// The values of one row, by [`Field`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values([Option<Value>; FIELDS]);

impl Values {
    /// Puts in a value; null is none.
    pub fn set(&mut self, field: Field, value: Value) {
        self.0[field as usize] = Some(value).filter(|v| !v.is_null());
    }

    /// The article.
    ///
    /// # Errors
    /// What is wrong with the text or the title, in words.
    pub fn article(self) -> Result<ArticleRow, String> {
        let [text, title, id, paper, date, page] = self.0;
        let text = match text {
            Some(Value::String(text)) => text,
            Some(_) => return Err("the text is no string".into()),
            None => return Err("no text".into()),
        };
        let title = match title {
            Some(Value::String(title)) => Some(title).filter(|t| !t.trim().is_empty()),
            Some(Value::Number(number)) => Some(number.to_string()),
            Some(_) => return Err("the title is no string".into()),
            None => None,
        };
        let scalar = |value: Option<Value>| match value {
            Some(Value::String(text)) => Some(text).filter(|t| !t.trim().is_empty()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let id = id.filter(|id| id.as_str() != Some(""));
        Ok(ArticleRow { text, title, id, paper: scalar(paper), date: scalar(date), page: scalar(page) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_of_the_list_goes_before_the_others() {
        let names = ["版次", "Headline", "TITLE", "日期", "content", "编号"].map(str::to_owned);
        let columns = Columns::default();
        assert_eq!(columns.positions(&names), [Some(4), Some(2), Some(5), None, Some(3), Some(0)]);
        let own = Columns { title: vec!["headline".into()], ..columns };
        assert_eq!(own.positions(&names)[Field::Title as usize], Some(1));
    }
}
