//! Bylines of whole pages: each page stands for a kind of mistake that was made once.
#![allow(clippy::unwrap_used)]

use jzclass::read::EditionText;
use jzclass::split::split;

/// Headline; reporters; other names.
type Expected = (&'static str, &'static [&'static str], &'static [&'static str]);

fn check(text: &str, expected: &[Expected]) {
    let page = EditionText::new(text.into()).unwrap();
    let edition = split(&page);
    let found: Vec<(String, Vec<String>, Vec<String>)> = edition
        .articles
        .iter()
        .map(|a| (a.headline_text(&page), a.byline.reporters.clone(), a.byline.other.clone()))
        .collect();
    let owned = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    let expected: Vec<_> = expected.iter().map(|(h, r, o)| ((*h).to_owned(), owned(r), owned(o))).collect();
    assert_eq!(found, expected);
}

#[test]
fn reporters_behind_a_dateline() {
    check(
        include_str!("faults/01-reporter-after-dateline.txt"),
        &[
            ("长桥镇水厂扩建完工", &["陈向南"], &[]),
            ("松岭林场成片造林八千亩", &["周立群", "吴映霞"], &[]),
            ("南桥小学添了新操场", &["何小满"], &[]),
            ("渔港码头清淤", &["罗青田"], &[]),
        ],
    );
}

#[test]
fn credits_of_photographs_belong_to_the_item_above() {
    check(
        include_str!("faults/03-photo-credit-line.txt"),
        &[
            ("两岸渡口同日通航（图片）", &[], &["梁立冬"]),
            ("松岭小学开图书角（图片）", &[], &["欧阳青山"]),
            ("旱地改水田", &["罗青"], &[]),
        ],
    );
}

#[test]
fn authors_stand_under_the_headline_of_essays_and_verse() {
    let page = EditionText::new(include_str!("faults/05-supplement-authors-verse.txt").into()).unwrap();
    let articles = split(&page).articles;
    for (headline, author) in
        [("圆珠笔的烦恼", "梁秋石"), ("拜年", "刘满仓"), ("盼归（外一首）", "罗青松"), ("五岁读药书", "周凡石")]
    {
        let article = articles.iter().find(|a| a.headline_text(&page) == headline);
        assert_eq!(article.map(|a| a.byline.other.as_slice()), Some(&[author.to_owned()][..]), "{headline}");
    }
}

#[test]
fn dispatches_by_post_begin_articles_as_those_by_wire_do() {
    check(
        include_str!("faults/12-dateline-with-xun.txt"),
        &[("荒山造林八千亩", &["林小满"], &[]), ("小学校舍翻修完工", &[], &[]), ("渡口新添两条船", &["周立群"], &[])],
    );
    check(
        include_str!("faults/12b-dateline-with-xun-merges.txt"),
        &[
            ("石桥通车", &[], &[]),
            ("渡口复航", &[], &[]),
            ("水库放水", &[], &[]),
            ("荒山造林", &["林小满"], &[]),
            ("校舍翻修", &[], &[]),
        ],
    );
}

#[test]
fn bylines_of_taiwan_and_hong_kong_stay_as_printed() {
    check(
        include_str!("faults/14-taiwan-hongkong-bylines.txt"),
        &[
            ("青嶺山火撲滅 村民平安返家", &["林靜"], &[]),
            ("港口貨櫃量 上半年增一成二", &["周立群"], &[]),
            ("新渡輪下月投入服務", &["何小滿"], &[]),
            ("外電：河谷暴雨成災", &[], &["吳映霞"]),
        ],
    );
    check(
        include_str!("faults/06-traditional-characters.txt"),
        &[
            ("水庫放水保春灌", &["林小滿"], &[]),
            ("足球聯賽東山隊奪冠", &["周立群"], &[]),
            ("警方偵破盜竊電纜案", &["何小滿"], &[]),
        ],
    );
}
