//! Whether the break between two lines lies within a word or phrase: how often the two characters around it stand
//! together in running text.

use crate::han::is_han;

/// What the characters around a break say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Joint {
    /// They say nothing: a mark, or characters too rare to tell.
    #[default]
    Silent,
    /// Both are common, and yet they are seldom seen together.
    Unusual,
    /// They stand together more often than by chance.
    Usual,
    /// They stand together at least seven times as often as by chance, as within words and numbers.
    Word,
}

/// Two bits for each pair of characters, by a hash of the pair; written by `cargo dev learn joints` from the dictionary
/// and the corpus of `data/`.
static TABLE: &[u8] = include_bytes!("../../data/joints.bin");

/// Pairs of bits in the table.
pub(super) const SLOTS: u32 = 1 << 19;

/// The character as the table counts it: one figure for all, one letter for all.
pub(super) fn counted(c: char) -> Option<char> {
    match c {
        '0'..='9' | '０'..='９' => Some('0'),
        'a'..='z' | 'A'..='Z' => Some('A'),
        '%' | '％' => Some('%'),
        _ => is_han(c).then_some(c),
    }
}

/// Slot of a pair; of a character alone where the second one is [`ALONE`].
pub(super) fn slot(a: char, b: char) -> u32 {
    let pair = (u64::from(u32::from(a)) << 21) | u64::from(u32::from(b));
    (pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32 % SLOTS
}

/// Stands for no character.
pub(super) const ALONE: char = '\0';

/// What the table says of a slot: 0 nothing, 1 a common character or a usual pair, 2 a pair within words.
fn value(slot: u32) -> u8 {
    TABLE.get(slot as usize / 4).map_or(0, |byte| (byte >> (slot % 4 * 2)) & 3)
}

/// What stands between the end of one line and the beginning of the next.
pub(super) fn joint(upper: &str, lower: &str) -> Joint {
    match (upper.chars().next_back(), lower.chars().next()) {
        (Some(a), Some(b)) => joint_of(a, b),
        _ => Joint::Silent,
    }
}

/// What stands between two characters.
pub(super) fn joint_of(a: char, b: char) -> Joint {
    let (Some(a), Some(b)) = (counted(a), counted(b)) else { return Joint::Silent };
    match value(slot(a, b)) {
        2.. => Joint::Word,
        1 => Joint::Usual,
        _ if value(slot(a, ALONE)) > 0 && value(slot(b, ALONE)) > 0 => Joint::Unusual,
        _ => Joint::Silent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_within_words_are_told() {
        assert_eq!(joint("市水务局昨日呼", "吁市民节约用水"), Joint::Word);
        assert_eq!(joint("工程总投资1", "20万元"), Joint::Word);
        assert_eq!(joint("大桥于6", "月通车"), Joint::Word);
        assert_eq!(joint("河堤全线合龙", "的中小学昨日开学"), Joint::Unusual);
        assert_eq!(joint("昨日通车。", "市民"), Joint::Silent);
        assert_eq!(joint("", "市民"), Joint::Silent);
    }
}
