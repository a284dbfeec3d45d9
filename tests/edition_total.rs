//! Whatever the text, every non-blank line ends up in exactly one part of one article or in the furniture.

use jzclass::read::EditionText;
use jzclass::split::split;
use proptest::prelude::*;

/// A line or a gap between lines such as pages are made of, and some that no page has.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[市区的水稻收割公交线路调整了在是近日]{1,22}",
        4 => "[市区的水稻收割公交线路]{6,16}[，。；：！？”]",
        1 => "本报讯（记者[王李林][静明] 通讯员[何周]平）[水稻收割]{4,9}",
        1 => "(□ |■)?(本报)?记者 [王李林][静明]( 通讯员 [何周]平)?",
        1 => "（[王李林][静明] 周小川）",
        1 => "[▲▶▼]?图为[水稻收割]{2,9}。( 林静 摄)?",
        1 => "责编 [王李]平 版式 李安|第0[1-9]版：要闻|2024年5月6日 星期一|——|▲|（上接第一版）|江岸日报",
        1 => "（下转第[二三]版）|（上接第[12]版《[水稻收割]{4,9}》）|紧接第二版|下转3版|第[123]版|（下转第|[23]版）",
        1 => "[市区的水稻收割]{3,16}。?（下转第[23]版）|（上接第一版）[水稻收割]{3,9}，",
        1 => "(安全){2,4}(生产){2}",
        1 => "问：[水稻收割]{3,9}？|答：[水稻收割]{3,9}。|一、[水稻收割]{3,9}；",
        1 => "[ -~]{1,30}",
        1 => "\\PC{1,12}",
        3 => Just(String::new()),
        1 => Just("\u{c}".to_owned()),
        1 => Just("　　".to_owned()),
    ]
}

fn check(text: String) -> Result<(), TestCaseError> {
    let Ok(page) = EditionText::new(text) else { return Ok(()) };
    let edition = split(&page);
    let mut lines: Vec<usize> = edition.articles.iter().flat_map(jzclass::split::Article::lines).collect();
    lines.extend(&edition.furniture);
    lines.sort_unstable();
    prop_assert_eq!(lines, (0..page.lines().len()).collect::<Vec<_>>());
    for article in &edition.articles {
        prop_assert!(article.paragraphs.iter().any(|p| !p.subhead && !p.lines.is_empty()));
    }
    prop_assert_eq!(&split(&page), &edition);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn every_line_has_one_place(pieces in prop::collection::vec((piece(), any::<bool>()), 0..90)) {
        let line = |(text, indented): (String, bool)| format!("{}{text}\n", if indented { "　　" } else { "" });
        check(pieces.into_iter().map(line).collect())?;
    }

    #[test]
    fn any_text_has_a_place(text in "\\PC{0,200}") {
        check(text)?;
    }
}

#[test]
fn texts_full_of_notes_keep_every_line() {
    let page = "第1版\n水稻收割忙\n　　近日，水稻开始收割，农机手忙个\n（下转第2版）\n公交线路调整\n　　公交线路昨日调整。（下转第2版）\n\u{c}第2版\n（上接第1版）\n不停。\n上接第1版\n　　市民称便。\n";
    check(page.repeat(200)).expect("every line has one place");
    check("（上接第一版）\n（下转第三版）\n水稻收割，\n".repeat(2000)).expect("every line has one place");
}

#[test]
fn long_texts_keep_every_line() {
    let page = "水稻收割忙\n本报讯（记者林静）近日，水稻开始收割，\n农机手忙个不停。\n小麦\n公交线路调整\n　　公交线路昨日调整。\n";
    check(page.repeat(900)).expect("every line has one place");
    check("水稻收割公交线路\n".repeat(3000)).expect("every line has one place");
}
