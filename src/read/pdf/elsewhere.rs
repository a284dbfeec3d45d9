//! Text of a page that is not in its content, or that nobody can tell the characters of.

use hayro_syntax::object::{Array, Dict, Name, Object};
use hayro_syntax::page::Page;

use super::glyph::Glyph;

/// Why a page that shows text gives none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Elsewhere {
    /// Its form fields hold text.
    Fields,
    /// Its fonts draw characters (Type 3) without telling which.
    Drawn,
}

impl Elsewhere {
    pub(super) fn cause(self) -> &'static str {
        match self {
            Self::Fields => "it stands in form fields",
            Self::Drawn => "its Type 3 fonts draw characters and do not tell which",
        }
    }
}

/// Most annotations of a page that are looked at.
const MOST: usize = 4096;

/// The page has a form field that holds text or shows something.
pub(super) fn has_fields(page: &Page<'_>) -> bool {
    let Some(annotations) = page.raw().get::<Array<'_>>("Annots") else { return false };
    annotations.iter::<Dict<'_>>().take(MOST).any(|field| {
        let is_field = field.get::<Name<'_>>("Subtype").as_deref() == Some(b"Widget".as_slice());
        let told = |dict: &Dict<'_>| matches!(dict.get::<Object<'_>>("V"), Some(Object::String(v)) if !v.as_bytes().is_empty());
        is_field && (told(&field) || field.get::<Dict<'_>>("Parent").is_some_and(|p| told(&p)) || field.get::<Dict<'_>>("AP").is_some())
    })
}

/// Nearly all characters are drawn ones that the file does not tell; `unknown` of the glyphs are such.
pub(super) fn are_drawn(glyphs: &[Glyph], unknown: usize) -> bool {
    let solid = glyphs.iter().filter(|g| !g.is_blank()).count();
    unknown > 0 && unknown * 10 >= solid * 9
}
