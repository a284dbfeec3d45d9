//! Which characters are Han characters, for all stages alike.

/// A Han character: the unified ideographs with their extensions and compatibility forms, and 々, 〆 and 〇.
#[inline]
pub fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c) || is_rare(c)
}

/// One beyond the block that nearly all texts are written in.
fn is_rare(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{3005}'..='\u{3007}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_characters() {
        assert!("报㐀〇々𠀀豈".chars().all(is_han));
        assert!(!"aＡ1０，。「」가カ\u{3000}䷀".chars().any(is_han));
    }
}
