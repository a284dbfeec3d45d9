//! PDFs that were once read wrong, each with what is right beside it (`tests/regressions`).

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use jzclass::Error;
use jzclass::articles::{SplitArticle, split_laid};
use jzclass::read::pdf_pages;
use jzclass::split::lay_out;

fn articles(name: &str) -> Vec<SplitArticle> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name);
    let laid = lay_out(pdf_pages(fs::read(path).unwrap())).unwrap();
    split_laid("page.pdf", &laid).unwrap()
}

#[test]
fn upright_blocks_of_a_tier_go_from_right_to_left() {
    let found = articles("regressions/02-upright-blocks-left-to-right.pdf");
    let text: String = found.iter().map(|a| a.text.as_str()).collect();
    let places: Vec<usize> = ["清溪鎮東岸的老碼頭", "老碼頭建於", "船戶梁阿水說", "鎮公所又說"]
        .iter()
        .map(|begin| text.find(begin).unwrap())
        .collect();
    assert_eq!(places[0], 0);
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn a_file_of_an_article_a_page_gives_those_articles() {
    let found = articles("regressions/08-article-per-page.pdf");
    let heads: Vec<_> = found.iter().map(|a| (a.headline.as_str(), a.sheet)).collect();
    assert_eq!(heads, [("清溪渡口恢复通航", Some(1)), ("山货市场的四笔账", Some(2)), ("石门大坝合龙", Some(4))]);
    for article in &found {
        assert_eq!((&*article.paper, &*article.date, &*article.page), ("新河日报", "2025-10-20", "1"));
    }
    assert_eq!(found[0].byline.reporters, [""; 0]);
    assert_eq!(found[1].byline.reporters, ["林小满", "周立群"]);
    assert_eq!(found[2].byline.reporters, ["何小满"]);
    // The sentence that the leaf broke is whole, and nothing of the page's own stands in it.
    assert!(found[1].text.contains("去年成交额一亿四千万元，带动一千二百户"), "{}", found[1].text);
    assert!(found[1].text.contains("最后一笔总账") && !found[1].text.contains("《新河日报》"));
}

#[test]
fn the_head_of_a_column_goes_on_from_the_foot_of_the_one_before() {
    for name in ["regressions/11-column-break-at-paragraph-end.pdf", "regressions/11b-column-break-in-paragraph.pdf"] {
        let found = articles(name);
        let heads: Vec<_> = found.iter().map(|a| a.headline.as_str()).collect();
        assert_eq!(heads, ["渡口复航", "山货市场开业", "小学通自来水"], "{name}");
        assert!(found[0].text.ends_with("木料由松岭林场捐出。"), "{name}: {}", found[0].text);
        assert!(found[1].text.starts_with("本报讯（记者周立群）"), "{name}: {}", found[1].text);
        assert!(found[1].text.contains("户均可多收三千元。"), "{name}: {}", found[1].text);
        assert!(found[1].text.ends_with("每个月都要来一趟。"), "{name}: {}", found[1].text);
        assert!(found[2].text.starts_with("本报讯（记者何小满）"), "{name}: {}", found[2].text);
    }
}

#[test]
fn the_last_two_characters_of_an_upright_article_stay_with_it() {
    let found = articles("regressions/13-upright-one-char-tail.pdf");
    let heads: Vec<_> = found.iter().map(|a| a.headline.as_str()).collect();
    assert_eq!(heads, ["老碼頭修竣通航", "米價連日回落"]);
    assert!(found[0].text.ends_with("方便晚歸的人。"), "{}", found[0].text);
    assert!(found[1].text.ends_with("減低一成。"), "{}", found[1].text);
}

#[test]
fn text_that_no_page_gives_is_refused_with_its_reason() {
    for (name, reason) in [("form-fields", "form fields"), ("type3", "Type 3 fonts")] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf/refused").join(name).with_extension("pdf");
        let error = lay_out(pdf_pages(fs::read(path).unwrap())).unwrap_err();
        assert!(matches!(error, Error::PdfTextElsewhere { pages: 1, .. }), "{name}: {error}");
        assert!(error.to_string().contains(reason), "{name}: {error}");
    }
}
