//! Codes and glyph names of simple fonts.

use encoding_rs::{MACINTOSH, WINDOWS_1252};

/// Encodings of one byte that a simple font may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Base {
    Windows,
    Macintosh,
}

impl Base {
    pub(super) fn named(name: &[u8]) -> Self {
        if name == b"MacRomanEncoding" { Self::Macintosh } else { Self::Windows }
    }

    pub(super) fn char(self, code: u8) -> Option<char> {
        let encoding = if self == Self::Macintosh { MACINTOSH } else { WINDOWS_1252 };
        encoding.decode_without_bom_handling(&[code]).0.chars().next().filter(|c| !c.is_control())
    }
}

/// Names of the Adobe glyph list that text of the press needs; letters and digits name themselves.
const NAMES: [(&str, char); 88] = [
    ("space", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("minus", '−'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("asciicircum", '^'),
    ("underscore", '_'),
    ("grave", '`'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("quotedblbase", '„'),
    ("guillemotleft", '«'),
    ("guillemotright", '»'),
    ("endash", '–'),
    ("emdash", '—'),
    ("bullet", '•'),
    ("ellipsis", '…'),
    ("periodcentered", '·'),
    ("middot", '·'),
    ("degree", '°'),
    ("plusminus", '±'),
    ("multiply", '×'),
    ("divide", '÷'),
    ("section", '§'),
    ("paragraph", '¶'),
    ("copyright", '©'),
    ("registered", '®'),
    ("trademark", '™'),
    ("cent", '¢'),
    ("sterling", '£'),
    ("yen", '¥'),
    ("euro", '€'),
    ("Euro", '€'),
    ("onehalf", '½'),
    ("onequarter", '¼'),
    ("threequarters", '¾'),
    ("mu", 'µ'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("udieresis", 'ü'),
    ("Udieresis", 'Ü'),
    ("odieresis", 'ö'),
    ("adieresis", 'ä'),
    ("ccedilla", 'ç'),
    ("fi", 'ﬁ'),
    ("fl", 'ﬂ'),
    ("nbspace", ' '),
    ("perthousand", '‰'),
];

/// The character that a glyph's name stands for.
pub(super) fn named(name: &str) -> Option<char> {
    let stem = name.split('.').next().filter(|s| !s.is_empty())?;
    if stem.len() == 1 {
        return stem.chars().next().filter(char::is_ascii_alphabetic);
    }
    if let Some(&(_, c)) = NAMES.iter().find(|(n, _)| *n == stem) {
        return Some(c);
    }
    let digits = stem
        .strip_prefix("uni")
        .filter(|d| d.len() == 4)
        .or_else(|| stem.strip_prefix('u').filter(|d| (4..=6).contains(&d.len())))?;
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyph_names() {
        for (name, c) in [("A", 'A'), ("seven", '7'), ("uni57CE", '城'), ("u2B740", '\u{2b740}'), ("comma.alt", ',')] {
            assert_eq!(named(name), Some(c), "{name}");
        }
        for name in ["", ".notdef", "g123", "uniXYZW", "a1"] {
            assert_eq!(named(name), None, "{name}");
        }
        assert_eq!(Base::Windows.char(0x93), Some('“'));
        assert_eq!(Base::named(b"MacRomanEncoding").char(0xd2), Some('“'));
    }
}
