//! How long texts are, for all stages alike.

/// Characters of a text that are not white space, by Unicode's `White_Space`.
///
/// The same as `text.chars().filter(|c| !c.is_whitespace()).count()`, by its bytes: many at a time.
pub(crate) fn solid_chars(text: &str) -> usize {
    let bytes = text.as_bytes();
    // Counts of fewer bytes than 256 fit a byte.
    const PART: usize = 255;
    let mut count = 0;
    for part in bytes.chunks(PART) {
        let solid =
            part.iter().fold(0_u8, |n, &b| n + u8::from(b & 0xc0 != 0x80 && b != b' ' && !(9..=13).contains(&b)));
        count += usize::from(solid);
    }
    let next = |n: usize| bytes.get(n..).unwrap_or_default();
    let mut wide = 0;
    let parts = bytes.chunks(PART).zip(next(1).chunks(PART)).zip(next(2).chunks(PART));
    for ((first, second), third) in parts {
        let threes = first.iter().zip(second).zip(third);
        wide += usize::from(threes.fold(0_u8, |n, ((&a, &b), &c)| n + u8::from(is_wide_space(a, b, c))));
    }
    let pairs = bytes.chunks(PART).zip(next(1).chunks(PART));
    for (first, second) in pairs {
        let twos = first.iter().zip(second);
        wide += usize::from(twos.fold(0_u8, |n, (&a, &b)| n + u8::from(a == 0xc2 && (b == 0x85) | (b == 0xa0))));
    }
    count - wide
}

/// The three bytes are a space of three bytes in UTF-8: U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.
fn is_wide_space(a: u8, b: u8, c: u8) -> bool {
    let general = (b == 0x80) & ((c <= 0x8a) | (c == 0xa8) | (c == 0xa9) | (c == 0xaf)) | (b == 0x81) & (c == 0x9f);
    (a == 0xe3) & (b == 0x80) & (c == 0x80) | (a == 0xe2) & general | (a == 0xe1) & (b == 0x9a) & (c == 0x80)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(text: &str) -> usize {
        text.chars().filter(|c| !c.is_whitespace()).count()
    }

    #[test]
    fn every_white_space_is_left_out() {
        for c in '\0'..=char::MAX {
            let text = format!("江{c}{c}堤");
            assert_eq!(solid_chars(&text), naive(&text), "{c:?}");
        }
        assert_eq!(solid_chars(""), 0);
    }

    proptest! {
        #[test]
        fn long_texts_are_counted(text in "([ \t　\u{a0}\u{85}\u{2003}。、“a江堤]|\\PC){0,900}") {
            prop_assert_eq!(solid_chars(&text), naive(&text));
        }
    }
}
