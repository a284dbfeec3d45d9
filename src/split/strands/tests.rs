use proptest::prelude::*;

use super::super::label::label_lines;
use super::super::line::observe;
use super::super::split;
use super::*;

const BRIDGE: &str = "江堤加固工程昨日开工\n\u{3000}\u{3000}本报讯（记者 林静）昨日上午，江堤加固工程在城东渡口开工，工程全长十二公里，总投资三亿元，\
    计划在明年汛期之前完成主体工程。市水务局负责人介绍，江堤建成已有四十年，部分堤段渗漏严重，\
    去年汛期曾经三次抢险。此次加固将在堤身中间打入防渗墙，并把堤顶加宽到八米，铺设防汛通道。\u{3000}\u{3000}\
    施工期间，沿江公路将分段封闭，过往车辆可以从滨江大道绕行。水务局提醒市民不要进入工地，\
    江边的三处渡口照常开放。\n";

const SCHOOL: &str = "山区小学用上新校车\n\u{3000}\u{3000}本报讯（记者 何清）石桥镇中心小学的学生昨天坐上了新校车。这批校车一共六辆，由县教育局统一购置，\
    每辆可坐四十名学生，车上装有定位设备和安全带。石桥镇地处山区，村庄分散，最远的学生每天要走两个小时的山路上学，\
    遇到雨雪天气，家长十分担心。\u{3000}\u{3000}\
    校车司机都经过培训，并由学校老师轮流跟车。校长说，有了校车以后，学生早上可以多睡一个小时，\
    迟到的学生也少了。教育局计划在两年内让全县所有山区小学都用上校车。\n";

/// The headline and the lines of the body in a column of so many characters.
fn column(article: &str, width: usize) -> (String, Vec<String>) {
    let (head, body) = article.split_once('\n').unwrap();
    let mut lines = Vec::new();
    for paragraph in body.trim().trim_start_matches('　').split("　　") {
        let indented: Vec<char> = "　　".chars().chain(paragraph.chars()).collect();
        let mut from = 0;
        while from < indented.len() {
            let mut to = (from + width).min(indented.len());
            // Marks hang over the column's edge.
            while indented.get(to).is_some_and(|c| "，。）".contains(*c)) {
                to += 1;
            }
            lines.push(indented[from..to].iter().collect());
            from = to;
        }
    }
    (head.into(), lines)
}

/// Two articles, one above the other, over so many columns, as they are read; and the numbers of the lines of each.
fn stacked(articles: [&str; 2], columns: usize, gap: bool) -> (String, [Vec<usize>; 2]) {
    let (mut text, mut numbers) = (String::from("江岸日报\n\n"), [Vec::new(), Vec::new()]);
    let mut line = 2;
    let set = articles.map(|a| column(a, 16));
    for n in 0..columns {
        for (a, (head, lines)) in set.iter().enumerate() {
            let mut own: Vec<String> = if n == 0 { vec![head.clone()] } else { Vec::new() };
            let height = lines.len().div_ceil(columns);
            own.extend(lines.iter().skip(n * height).take(height).cloned());
            for l in own {
                line += 1;
                numbers[a].push(line);
                text.extend([&l, "\n"]);
            }
            if gap {
                line += 1;
                text.push('\n');
            }
        }
    }
    text.push_str("责编 何平 版式 李安\n");
    (text, numbers)
}

fn ordered(text: &str) -> Option<Vec<usize>> {
    let page = EditionText::new(text.into()).unwrap();
    let lines = observe(&page);
    let order = reading_order(&page, &lines, &label_lines(&lines), &vec![false; lines.len()], &LEARNED)?;
    Some(order.lines.into_iter().map(|i| page.lines()[i].number).collect())
}

#[test]
fn two_articles_in_turns_are_put_in_order() {
    for columns in 2..=4 {
        let (text, numbers) = stacked([BRIDGE, SCHOOL], columns, true);
        let order = ordered(&text).unwrap_or_else(|| panic!("{columns} columns: {text}"));
        assert_eq!(order[1..order.len() - 1], numbers.concat(), "{columns} columns: {text}");
    }
}

#[test]
fn articles_that_stand_as_they_make_sense_stay() {
    for gap in [true, false] {
        assert_eq!(ordered(&stacked([BRIDGE, SCHOOL], 1, gap).0), None);
        assert_eq!(ordered(&stacked([SCHOOL, BRIDGE], 1, gap).0), None);
    }
}

#[test]
fn the_articles_of_a_page_in_turns_are_whole() {
    let (text, numbers) = stacked([SCHOOL, BRIDGE], 3, true);
    let page = EditionText::new(text).unwrap();
    let edition = split(&page);
    let found: Vec<Vec<usize>> =
        edition.articles.iter().map(|a| a.lines().into_iter().map(|i| page.lines()[i].number).collect()).collect();
    assert_eq!(found, numbers);
    assert_eq!(edition.articles[0].headline_text(&page), "山区小学用上新校车");
    assert_eq!(edition.articles[1].byline.reporters, ["林静"]);
    assert!(edition.articles[1].body_text(&page).contains("并把堤顶加宽到八米，铺设防汛通道。\n施工期间"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// Pieces of both articles in any order, with anything between them.
    #[test]
    fn every_line_keeps_one_place(
        pieces in prop::collection::vec((any::<bool>(), 0_usize..14, 0_usize..10, any::<bool>(), "[\u{c}　a市。\n]{0,3}"), 0..24),
        eager in -4.0_f32..8.0,
    ) {
        let set = [BRIDGE, SCHOOL].map(|a| column(a, 16).1);
        let mut text = String::new();
        for (second, from, count, gap, noise) in pieces {
            set[usize::from(second)].iter().skip(from).take(count).for_each(|l| text.extend([l, "\n"]));
            text.push_str(&noise);
            text.push_str(if gap { "\n\n" } else { "\n" });
        }
        let Ok(page) = EditionText::new(text) else { return Ok(()) };
        let lines = observe(&page);
        let weights = Weights { prior: [eager; 2], ..LEARNED };
        let begins: Vec<bool> = (0..lines.len()).map(|l| l % 3 == 0).collect();
        if let Some(mut order) = reading_order(&page, &lines, &label_lines(&lines), &begins, &weights) {
            order.lines.sort_unstable();
            prop_assert_eq!(order.lines, (0..lines.len()).collect::<Vec<_>>());
        }
        let edition = split(&page);
        let mut all: Vec<usize> = edition.articles.iter().flat_map(crate::split::Article::lines).collect();
        all.extend(&edition.furniture);
        all.sort_unstable();
        prop_assert_eq!(all, (0..lines.len()).collect::<Vec<_>>());
    }
}

#[test]
fn each_page_of_a_text_is_put_in_order_by_itself() {
    let (turned, numbers) = stacked([SCHOOL, BRIDGE], 3, true);
    let (plain, _) = stacked([BRIDGE, SCHOOL], 1, true);
    let page = EditionText::new(format!("{plain}\u{c}{turned}\u{c}{plain}")).unwrap();
    let edition = split(&page);
    assert_eq!(edition.articles.len(), 6);
    let found =
        |a: &crate::split::Article| -> Vec<usize> { a.lines().into_iter().map(|i| page.lines()[i].number).collect() };
    let before = plain.lines().count();
    let wanted = numbers.map(|lines| lines.into_iter().map(|l| l + before).collect::<Vec<_>>());
    assert_eq!([found(&edition.articles[2]), found(&edition.articles[3])], wanted);
}
