//! Recognised pages → articles.

use super::compose::{Beginning, Composer, Laid};
use super::page::is_placed;
use crate::error::Result;
use crate::read::{LaidPage, Recognised, SourceText};
use crate::split::split;

/// What is made of the articles that a file of recognised pages names.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Grouping {
    /// They are taken as they are; what the file leaves out is split by geometry.
    #[default]
    Given,
    /// All is split by geometry.
    Found,
}

/// Splits recognised pages into their articles.
///
/// Articles that the file names (the logical structure of METS, `structure {type:article}` of PAGE-XML,
/// composed blocks of type `article` in ALTO) are taken at their word and joined over pages. Other lines are
/// split by geometry like those of a PDF, and by their text in the file's order on pages without places of
/// lines. Of a file in which no page has places and no line an article, the text is split as
/// [`split`](crate::split::split) does.
///
/// # Errors
/// [`Error::Empty`](crate::Error::Empty) when there is no text, and those of
/// [`EditionText::new`](crate::read::EditionText::new).
///
/// ```
/// use jzclass::split::{Grouping, lay_out_recognised};
/// use jzclass::read::read_recognised;
/// let line = |text: &str, top: u32, size: u32| format!(
///     "<TextBlock ID='b{top}'><TextLine HPOS='100' VPOS='{top}' WIDTH='{}' HEIGHT='{size}'>\
///      <String CONTENT='{text}' WC='0.9'/></TextLine></TextBlock>", size * text.chars().count() as u32);
/// let alto = format!("<alto><Layout><Page WIDTH='1200' HEIGHT='1800'><PrintSpace>{}{}</PrintSpace></Page></Layout></alto>",
///     line("江堤加固工程开工", 300, 80), line("本报讯　三月二日，江堤加固工程开工。", 420, 40));
/// let laid = lay_out_recognised(read_recognised(alto.as_bytes(), None, None)?, Grouping::Given)?;
/// assert_eq!(laid.edition.articles[0].headline_text(&laid.source.text), "江堤加固工程开工");
/// assert_eq!(laid.source.origin([1]).ocr_confidence, Some(0.9));
/// # Ok::<(), jzclass::Error>(())
/// ```
pub fn lay_out_recognised(mut file: Recognised, grouping: Grouping) -> Result<Laid> {
    if grouping == Grouping::Found {
        file.pages.iter_mut().flat_map(|p| &mut p.lines).for_each(|l| l.article = None);
    }
    let is_given = |page: &LaidPage| page.lines.iter().any(|l| l.article.is_some());
    if !file.pages.iter().any(|p| !p.lines.is_empty() && is_placed(p) || is_given(p)) {
        return by_text(file);
    }
    let several = file.pages.len() > 1;
    let mut composer = Composer::default();
    for (page, name) in file.pages.iter().zip(&file.names) {
        composer.add(page, if several { page.number } else { 0 }, name);
    }
    let mut laid = composer.finish()?;
    (laid.source.paper, laid.source.date, laid.source.undecodable) = (file.paper, file.date, file.undecodable);
    Ok(laid)
}

fn by_text(file: Recognised) -> Result<Laid> {
    let source = SourceText::recognised(file)?;
    let edition = split(&source.text);
    let place = |lines: Vec<usize>| {
        let sheet = source.origin(lines.into_iter().map(|l| source.text.lines()[l].number)).sheet;
        Beginning { sheet: sheet.number, label: sheet.name.clone(), ..Beginning::default() }
    };
    let places = edition.articles.iter().map(|a| place(a.lines())).collect();
    Ok(Laid { source, edition, places })
}
