//! A page as it was set: lines of text with their places, from PDF, ALTO, hOCR and PAGE-XML.

/// A rectangle in points (1/72 inch), from the upper left corner of the page.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Area {
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

/// What a source says a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A headline.
    Headline,
    /// A caption.
    Caption,
    /// Masthead, page number, running title, advertisement.
    Furniture,
}

/// One line of text and where it stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LaidLine {
    /// Its text, without outer white space.
    pub text: String,
    /// The area of its characters.
    pub area: Area,
    /// Font size in points; the height of the characters where no font is known.
    pub size: f32,
    /// Set in a bold face.
    pub bold: bool,
    /// Set from top to bottom.
    pub vertical: bool,
    /// Mean confidence of its characters, 0 to 1, where it was recognised from an image.
    pub confidence: Option<f32>,
    /// Number of the block or region the source puts it in.
    pub block: Option<usize>,
    /// Number of the article the source puts it in.
    pub article: Option<usize>,
    /// What the source says it is.
    pub role: Option<Role>,
}

/// One page of a file with its lines, in the order of the source.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LaidPage {
    /// 1-based number in the file.
    pub number: usize,
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
    /// Its lines.
    pub lines: Vec<LaidLine>,
    /// Areas of its pictures.
    pub pictures: Vec<Area>,
    /// Areas of its ruled boxes.
    pub boxes: Vec<Area>,
}
