//! Any lines at any places give an edition in which every line stands once.

#![allow(clippy::unwrap_used)]

use jzclass::read::{Area, LaidLine, LaidPage, Role};
use jzclass::split::lay_out;
use proptest::prelude::*;

fn lines() -> impl Strategy<Value = Vec<LaidLine>> {
    let words = prop_oneof![
        Just("堤防加固工程开工"),
        Just("本报讯（记者 林静）3月2日，堤防加固工程开工，"),
        Just("防汛标准提高到百年一遇。"),
        Just("▲图为施工现场。"),
        Just("（下转第2版）"),
        Just("（上接第1版）"),
        Just("02"),
        Just("责编 何安 版式 罗平"),
        Just(" \u{c}\n"),
        Just("第\u{2028}版"),
    ];
    let place = (-50_f32..900.0, -50_f32..1200.0, prop_oneof![Just(9.5_f32), Just(12.0), Just(24.0), Just(f32::NAN)]);
    let role = prop_oneof![3 => Just(None), 1 => Just(Some(Role::Headline)), 1 => Just(Some(Role::Furniture))];
    let rest = (any::<bool>(), any::<bool>(), proptest::option::of(0_usize..3), role);
    let line = (words, place, rest).prop_map(|(text, (left, top, size), (bold, vertical, article, role))| LaidLine {
        text: text.into(),
        area: Area { left, top, right: left + size * text.chars().count() as f32, bottom: top + size },
        size,
        bold,
        vertical,
        article: article.filter(|_| bold && vertical),
        role,
        ..LaidLine::default()
    });
    proptest::collection::vec(line, 0..40)
}

/// Found by the property below: the search for a headline's columns went to and fro between two of them.
#[test]
fn narrow_blocks_over_each_other_come_to_an_end() {
    let line = |text: &str, [left, top, right, bottom]: [f32; 4]| LaidLine {
        text: text.into(),
        area: Area { left, top, right, bottom },
        size: bottom - top,
        ..LaidLine::default()
    };
    let lines = vec![
        line("堤防加固工程开工", [0.0, 100.0, 300.0, 124.0]),
        line("防汛标准提高到百年一遇，", [10.0, 140.0, 14.0, 150.0]),
        line("工期为两年零三个月左右。", [11.0, 140.0, 15.0, 150.0]),
    ];
    let page = LaidPage { number: 1, width: 400.0, height: 600.0, lines, ..LaidPage::default() };
    let laid = lay_out([Ok(page)]).unwrap();
    assert_eq!(laid.source.text.lines().len(), 3);
}

proptest! {
    #[test]
    fn every_line_is_in_one_part(first in lines(), second in lines(), box_at in (0_f32..600.0, 0_f32..900.0)) {
        let area = Area { left: box_at.0, top: box_at.1, right: box_at.0 + 250.0, bottom: box_at.1 + 200.0 };
        let page = |number, lines| LaidPage { number, width: 800.0, height: 1100.0, lines, pictures: vec![area], boxes: vec![area] };
        let visible = [&first, &second].iter().flat_map(|l| l.iter()).filter(|l| !l.text.trim().is_empty()).count();
        let Ok(laid) = lay_out([Ok(page(1, first)), Ok(page(2, second))]) else {
            prop_assert_eq!(visible, 0);
            return Ok(());
        };
        prop_assert_eq!(laid.source.text.lines().len(), visible);
        let mut seen = vec![0; visible];
        let articles = laid.edition.articles.iter().flat_map(jzclass::split::Article::lines);
        for line in articles.chain(laid.edition.furniture.iter().copied()) {
            seen[line] += 1;
        }
        prop_assert!(seen.iter().all(|&n| n == 1), "{seen:?}");
        prop_assert_eq!(laid.places.len(), laid.edition.articles.len());
    }
}
