//! What each character is to the search for garbling.

use std::sync::OnceLock;

use encoding_rs::GB18030;

/// White space.
pub(super) const SPACE: u16 = 1;
/// A Chinese character.
pub(super) const HAN: u16 = 1 << 1;
/// U+FFFD.
pub(super) const REPLACED: u16 = 1 << 2;
/// A private-use character.
pub(super) const PRIVATE: u16 = 1 << 3;
/// A control character that no text has.
pub(super) const CONTROL: u16 = 1 << 4;
/// A letter of Latin-1.
pub(super) const LATIN: u16 = 1 << 5;
/// What Latin-1 makes of the first byte of a Chinese character in UTF-8.
pub(super) const LEAD: u16 = 1 << 6;
/// What Latin-1 or Windows-1252 makes of its further bytes.
pub(super) const CONT: u16 = 1 << 7;
/// GBK bytes that are the first and second, the third and first, or the second and third byte of Chinese in UTF-8.
pub(super) const PHASES: u16 = 7 << 8;

/// 烫 and 屯, memory that nothing was written to, read as GBK.
pub(super) const BURNT: u16 = 1 << 11;

/// What can stand for a byte or two that have no character under GBK.
pub(super) const GAP: u16 = 1 << 12;

/// In the order of the bytes every third character is one of these, or a gap.
pub(super) const FIRST: u16 = 1 << 8;
const LAST_FIRST: u16 = 1 << 9;
const REST: u16 = 1 << 10;

/// The phase that follows: bytes 1 2, then 3 1, then 2 3.
pub(super) fn after(phase: u16) -> u16 {
    match phase {
        FIRST => LAST_FIRST,
        LAST_FIRST => REST,
        REST => FIRST,
        _ => 0,
    }
}

/// The class of a character.
#[inline]
pub(super) fn class(c: char) -> u16 {
    if c.is_ascii() {
        return ASCII[c as usize];
    }
    match u16::try_from(u32::from(c)) {
        Ok(code) => table()[usize::from(code)],
        Err(_) if c >= '\u{f0000}' => PRIVATE | GAP,
        Err(_) if ('\u{20000}'..='\u{3ffff}').contains(&c) => HAN,
        Err(_) => 0,
    }
}

static ASCII: [u16; 128] = ascii();

const fn ascii() -> [u16; 128] {
    let mut classes = [0_u16; 128];
    let mut code = 0;
    while code < 128 {
        classes[code] = match code as u8 {
            b' ' | b'\t' | b'\n' | b'\r' | 0xb | 0xc => SPACE,
            b'?' => GAP,
            0x1a => 0,
            0..=0x1f | 0x7f => CONTROL,
            _ => 0,
        };
        code += 1;
    }
    classes
}

fn table() -> &'static [u16] {
    static TABLE: OnceLock<Vec<u16>> = OnceLock::new();
    TABLE.get_or_init(|| {
        // Large blocks are one class each.
        let mut classes = vec![0; 1 << 16];
        classes[0x3400..=0x9fff].fill(HAN);
        classes[0xe000..=0xf8ff].fill(PRIVATE | GAP);
        classes[0xf900..=0xfaff].fill(HAN);
        for code in (0..0x3400).chain([u32::from('烫'), u32::from('屯')]).chain(0xfb00..=0xffff) {
            classes[code as usize] = plain(code);
        }
        // All pairs of bytes that could come from UTF-8, decoded in one go: each is one character.
        let pairs: Vec<[u8; 2]> =
            (0x81..=0xfe_u8).flat_map(|lead| (0x80..=0xfe_u8).map(move |trail| [lead, trail])).collect();
        let text = GB18030.decode_without_bom_handling(pairs.as_flattened()).0;
        // First bytes of Chinese characters and of their punctuation.
        let first = |b: u8| matches!(b, 0xe2..=0xe9 | 0xef);
        let further = |b: u8| (0x80..=0xbf).contains(&b);
        for (c, [lead, trail]) in text.chars().zip(pairs.iter().copied()) {
            let Some(class) = classes.get_mut(c as usize).filter(|_| !c.is_ascii() && c != '\u{fffd}') else {
                continue;
            };
            if *class & PRIVATE != 0 {
                continue;
            }
            *class |= match (lead, trail) {
                (a, b) if first(a) && further(b) => FIRST,
                (a, b) if further(a) && first(b) => LAST_FIRST,
                (a, b) if further(a) && further(b) => REST,
                _ => 0,
            };
        }
        classes
    })
}

fn plain(code: u32) -> u16 {
    let Some(c) = char::from_u32(code) else { return 0 };
    let latin = match c {
        '×' | '÷' => 0,
        '\u{c0}'..='\u{ff}' => LATIN,
        _ => 0,
    };
    let lead = if ('\u{e2}'..='\u{ef}').contains(&c) { LEAD } else { 0 };
    let further = match c {
        '\u{80}'..='\u{bf}'
        | '€'
        | '‚'
        | 'ƒ'
        | '„'
        | '…'
        | '†'
        | '‡'
        | 'ˆ'
        | '‰'
        | 'Š'
        | '‹'
        | 'Œ'
        | 'Ž'
        | '‘'
        | '’'
        | '“'
        | '”'
        | '•'
        | '–'
        | '—'
        | '˜'
        | '™'
        | 'š'
        | '›'
        | 'œ'
        | 'ž'
        | 'Ÿ' => CONT,
        _ => 0,
    };
    let own = match c {
        '\u{fffd}' => REPLACED,
        '\u{e000}'..='\u{f8ff}' => PRIVATE,
        '\u{85}' | '\u{a0}' => SPACE,
        '\u{80}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => CONTROL,
        '烫' | '屯' => HAN | BURNT,
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '〇' => HAN,
        c if c.is_whitespace() => SPACE,
        _ => 0,
    };
    let gap = if c == '€' || own & (REPLACED | PRIVATE) != 0 { GAP } else { 0 };
    latin | lead | further | own | gap
}
