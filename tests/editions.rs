//! Pages with known truth, split.
mod support;

use std::path::Path;

fn report(folder: &str) -> Option<Vec<(String, support::PageScore)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let pages = support::pages(&folder);
    if pages.is_empty() {
        return None;
    }
    Some(pages.iter().map(|page| {
        let score = support::score(page);
        println!("{}: articles {:?} body {:.3} headlines {}/{} names {}/{} furniture {}/{} captions {}/{}", page.name, score.articles,
            score.body.share(), score.headlines.right, score.headlines.all, score.reporters.right, score.reporters.all,
            score.furniture.right, score.furniture.all, score.captions.right, score.captions.all);
        for wrong in &score.wrong { println!("    {wrong}"); }
        (page.name.clone(), score)
    }).collect())
}

#[test]
fn shared_editions() {
    if report("../shared/editions").is_none() {
        println!("skipped: no ../shared/editions");
    }
}

#[test]
fn own_editions() {
    assert!(report("tests/editions").is_some());
}
