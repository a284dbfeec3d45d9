//! How long texts are, for all stages alike.

/// Characters of a text that are not white space, by Unicode's `White_Space`.
///
/// The same as `text.chars().filter(|c| !c.is_whitespace()).count()`, by its bytes: many at a time.
#[expect(clippy::needless_bitwise_bool, reason = "a branch would part bytes that are looked at side by side")]
pub(crate) fn solid_chars(text: &str) -> usize {
    let bytes = text.as_bytes();
    let next = |n: usize| bytes.get(n..).unwrap_or_default();
    let mut count = 0;
    for part in bytes.chunks(PART) {
        let solid = |b: u8| (b & 0xc0 != 0x80) & (b != b' ') & (b.wrapping_sub(9) > 4);
        count += usize::from(part.iter().fold(0_u8, |n, &b| n + u8::from(solid(b))));
    }
    for (first, second) in bytes.chunks(PART).zip(next(1).chunks(PART)) {
        let space = |a: u8, b: u8| (a == 0xc2) & ((b == 0x85) | (b == 0xa0));
        count -= usize::from(first.iter().zip(second).fold(0_u8, |n, (&a, &b)| n + u8::from(space(a, b))));
    }
    for ((first, second), third) in bytes.chunks(PART).zip(next(1).chunks(PART)).zip(next(2).chunks(PART)) {
        let threes = first.iter().zip(second).zip(third);
        count -= usize::from(threes.fold(0_u8, |n, ((&a, &b), &c)| n + u8::from(is_wide_space(a, b, c))));
    }
    count
}

/// Bytes looked at in one go: fewer than 256, so that a count of them fits a byte.
const PART: usize = 255;

/// The three bytes are a space of three bytes in UTF-8: U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.
#[expect(clippy::needless_bitwise_bool, reason = "a branch would part bytes that are looked at side by side")]
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
