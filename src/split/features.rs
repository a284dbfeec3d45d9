//! What the labelling chain sees of lines and steps, as bits.

use super::joint::Joint;
use super::label::{LABELS, Label};
use super::line::{Ending, Observed};

/// A bit a feature.
pub(super) type Bits = u128;

pub(super) const LINE_FEATURES: usize = 125;
pub(super) const BODY_FEATURES: usize = 50;
pub(super) const OTHER_FEATURES: usize = 44;

/// The n-th feature as the n-th bit.
pub(super) fn bits<const N: usize>(features: [bool; N]) -> Bits {
    let mut bits = [0; size_of::<Bits>()];
    let (eights, rest) = features.as_chunks::<8>();
    for (byte, eight) in bits.iter_mut().zip(eights) {
        // The product puts the lowest bit of the n-th byte at bit n of the highest one.
        *byte = (u64::from_le_bytes(eight.map(u8::from)).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u8;
    }
    if let Some(byte) = bits.get_mut(eights.len()) {
        *byte = rest.iter().enumerate().fold(0, |bits, (i, &on)| bits | u8::from(on) << i);
    }
    Bits::from_le_bytes(bits)
}

/// What is seen of one line and its neighbours.
#[expect(clippy::too_many_lines, reason = "one list of features")]
pub(super) fn line_features(lines: &[Observed], i: usize) -> Bits {
    let line = &lines[i];
    let next = lines.get(i + 1);
    let before = i.checked_sub(1).map(|b| &lines[b]);
    let short = line.fullness <= 0.9;
    let plain = line.plain();
    let alone = line.after_blank && line.before_blank;
    let near = next.filter(|n| !n.after_blank);
    let close = before.filter(|_| !line.after_blank);
    let joined = next.map_or(Joint::Silent, |n| n.joint);
    let text_follows = next.is_some_and(|n| n.lead || n.indented || n.byline);
    bits::<LINE_FEATURES>([
        true,
        !short && line.fullness <= 1.12,
        short,
        line.fullness <= 0.45,
        line.fullness > 1.12,
        line.fullness > 1.45,
        line.ending == Ending::Stop,
        line.ending == Ending::Mark,
        line.ending == Ending::Weak,
        line.ending == Ending::Comma,
        line.ending == Ending::Bare,
        line.inner_stop,
        line.commas == 1,
        line.commas >= 2,
        line.inner_space,
        line.indented,
        line.page_indents && !line.indented,
        line.lead,
        line.byline,
        line.caption,
        line.furniture,
        line.overprint,
        line.bare_date,
        line.closing_start,
        line.ascii_share > 0.5,
        alone,
        text_follows,
        line.from_top < 4,
        near.is_some_and(|n| n.caption),
        short && plain,
        line.fullness > 1.3 && line.ending == Ending::Stop && alone,
        next.is_none(),
        // Position in a run of short lines without punctuation.
        plain && close.is_some_and(Observed::plain_short),
        plain && near.is_some_and(Observed::plain_short),
        plain && line.after_blank && near.is_some_and(Observed::full),
        plain && alone && !line.full(),
        plain && alone && line.full(),
        line.repeated,
        line.caption && line.marked,
        line.furniture && line.from_top < 4,
        line.furniture && !line.has_han,
        line.enumerated,
        line.speaker,
        line.signature,
        line.signature && next.is_some_and(|n| n.bare_date),
        line.bare_date && before.is_some_and(|b| b.signature),
        line.quote_start,
        line.particles,
        line.particles && short && plain,
        line.page_indents && !line.indented && plain && before.is_some_and(|b| !b.open()),
        line.page_indents && !line.indented && text_follows,
        line.page_indents && !line.indented && line.fullness <= 0.9 && before.is_some_and(|b| !b.open()),
        line.has_space && line.ascii_share > 0.25,
        line.width <= 4.5,
        line.dash_start,
        line.from_end < 4,
        line.photo,
        before.is_some_and(|b| b.furniture),
        plain && next.is_some_and(|n| n.lead),
        plain && next.is_some_and(|n| n.furniture || n.begins_page),
        line.dangling,
        line.fullness <= 0.75,
        line.page_blanks && line.after_blank && near.is_some_and(|n| n.full() || !n.plain()),
        line.page_blanks && plain && alone,
        // First lines of paragraphs whose indent was lost are shorter by two characters.
        line.page_blanks && line.after_blank && line.fullness > 0.78 && line.fullness <= 0.93 && line.open(),
        line.page_blanks && alone && line.fullness > 0.78 && line.fullness <= 0.93 && plain,
        plain && alone && next.is_some_and(|n| !n.plain() && !n.lead),
        plain && alone && next.is_some_and(|n| n.closing_start || n.commas > 0 && n.full() && !n.lead),
        line.bare_date && near.is_some_and(|n| n.caption),
        plain && before.is_some_and(|b| b.open() && b.very_full()),
        plain && near.is_some_and(|n| n.width > line.width + 0.7 && n.plain()),
        plain && close.is_some_and(|b| b.width > line.width + 0.7 && b.plain()),
        line.fullness > 0.93 && line.fullness <= 1.06 && line.open(),
        line.width <= 2.5,
        line.quote_open && plain,
        line.page_blanks && line.before_blank && !line.after_blank && line.open(),
        line.width >= 30.0,
        line.width >= 45.0,
        line.width >= 80.0,
        line.width >= 45.0 && line.ending == Ending::Stop,
        line.bullet,
        line.titled,
        line.notice,
        line.notice && plain,
        line.long_number,
        line.bracketed,
        line.bracketed && before.is_some_and(|b| !b.open()),
        line.paper,
        line.paper && alone,
        line.colon && plain,
        line.colon && line.gaps >= 1 && plain,
        line.colon && plain && line.from_end < 4,
        line.gaps >= 2,
        line.gaps >= 2 && plain && (near.is_some_and(|n| n.gaps >= 2) || close.is_some_and(|b| b.gaps >= 2)),
        line.gaps >= 2 && plain && line.ascii_share > 0.3,
        line.echo,
        line.echo && plain && short,
        line.from_top == 0 && plain,
        line.from_top == 0 && plain && next.is_some_and(|n| n.lead || n.after_blank),
        line.furniture && alone,
        line.overprint && alone,
        line.overprint && !alone,
        before.is_some_and(|b| b.overprint),
        before.is_some_and(|b| b.signature || b.bare_date),
        before.is_some_and(|b| b.notice),
        next.is_some_and(|n| n.notice),
        plain && short && before.is_some_and(|b| b.open() && b.full()) && next.is_some_and(|n| !n.indented && !n.lead),
        plain && next.is_some_and(|n| n.bullet || n.titled),
        plain && short && line.after_blank && next.is_some_and(|n| n.page_blanks && !n.after_blank && n.full()),
        before.is_none_or(|b| !b.open()) && plain && next.is_some_and(|n| n.indented),
        plain && line.width <= 12.0 && near.is_some_and(|n| n.indented),
        line.ascii_share > 0.3 && line.width <= 10.0,
        line.joint == Joint::Word,
        line.joint == Joint::Unusual,
        line.joint == Joint::Word && line.after_blank,
        plain && line.joint == Joint::Word && before.is_some_and(Observed::full),
        plain && joined == Joint::Word,
        plain && joined == Joint::Unusual,
        plain && joined == Joint::Word && line.before_blank,
        plain && joined == Joint::Unusual && near.is_some(),
        plain && short && joined == Joint::Word && next.is_some_and(|n| !n.plain()),
        line.bracket_open,
        line.bracket_closed,
        line.bracket_closed && before.is_some_and(|b| b.bracket_open),
        plain && alone && line.joint == Joint::Silent && joined == Joint::Unusual,
    ])
}

/// What joins or parts two lines, the first of them body text.
pub(super) fn body_features(before: &Observed, line: &Observed) -> Bits {
    let blank = line.after_blank;
    let (open, full) = (before.open(), before.full());
    let weak = before.ending == Ending::Weak;
    let closed = !open && !weak;
    bits::<BODY_FEATURES>([
        true,
        open && full && !blank,
        open && full && blank,
        open && !full && !blank,
        open && !full && blank,
        closed && full && !blank,
        closed && full && blank,
        closed && !full && !blank,
        closed && !full && blank,
        line.indented,
        line.page_indents && !line.indented,
        line.lead,
        weak && !blank,
        weak && blank,
        closed && line.full(),
        closed && line.plain_short(),
        open && line.plain_short(),
        before.ending == Ending::Comma,
        before.ending == Ending::Mark,
        line.quote_start && closed,
        line.byline,
        line.enumerated || line.speaker,
        line.begins_page,
        before.very_full() && open,
        closed && line.plain() && line.full(),
        closed && line.before_blank && !blank,
        closed && line.before_blank && blank,
        open && line.before_blank && blank && line.plain(),
        before.quote_open,
        line.closing_start,
        line.page_blanks && !blank && !open,
        line.page_blanks && blank && open,
        before.dangling,
        line.page_blanks && blank && !open && line.before_blank,
        line.bullet || line.titled,
        before.width >= 45.0,
        before.width >= 45.0 && blank,
        line.bracketed && closed,
        before.gaps >= 2 && line.gaps >= 2,
        closed && line.notice,
        line.joint == Joint::Word,
        line.joint == Joint::Word && blank,
        line.joint == Joint::Word && !full,
        line.joint == Joint::Usual,
        line.joint == Joint::Unusual,
        line.joint == Joint::Unusual && blank,
        line.joint == Joint::Unusual && full,
        before.bracket_open && line.bracket_closed,
        before.bracket_open,
        line.joint == Joint::Word && open && before.very_full() && blank,
    ])
}

/// The label before for which each of [`other_features`] counts.
#[rustfmt::skip]
const COUNTS_AFTER: [Option<Label>; OTHER_FEATURES] = [
    None, None, None, None, None, HEAD,
    CAPTION, BYLINE, FURNITURE, HEAD, CAPTION, BYLINE,
    FURNITURE, HEAD, HEAD, CAPTION, CAPTION, FURNITURE,
    HEAD, HEAD, None, BYLINE, None, CAPTION,
    HEAD, HEAD, HEAD, None, HEAD, FURNITURE,
    FURNITURE, None, HEAD, CAPTION, None, FURNITURE,
    HEAD, HEAD, HEAD, HEAD, CAPTION, FURNITURE,
    None, FURNITURE,
];
const HEAD: Option<Label> = Some(Label::Head);
const CAPTION: Option<Label> = Some(Label::Caption);
const BYLINE: Option<Label> = Some(Label::Byline);
const FURNITURE: Option<Label> = Some(Label::Furniture);

/// The features that count after each label.
const AFTER: [Bits; LABELS] = {
    let mut after = [0; LABELS];
    let mut label = 0;
    while label < LABELS {
        let mut i = 0;
        while i < OTHER_FEATURES {
            let counts = match COUNTS_AFTER[i] {
                Some(of) => of as usize == label,
                None => true,
            };
            after[label] |= (counts as Bits) << i;
            i += 1;
        }
        label += 1;
    }
    after
};

/// What joins or parts two lines, the first of them of the label `before` and no body text; `seen` is what
/// [`seen_after_other`] gives for the second.
pub(super) fn other_features(before: Label, seen: Bits) -> Bits {
    seen & AFTER[before as usize]
}

/// What is seen of a line that stands below another than body text, whatever that is.
pub(super) fn seen_after_other(line: &Observed) -> Bits {
    let blank = line.after_blank;
    bits::<OTHER_FEATURES>([
        true,
        blank,
        line.indented,
        line.page_indents && !line.indented,
        line.lead,
        true,
        true,
        true,
        true,
        blank,
        blank,
        blank,
        blank,
        line.full(),
        line.plain_short(),
        line.plain_short(),
        line.caption,
        line.plain_short(),
        line.full() && !line.plain(),
        line.plain() && !blank,
        line.full() && !line.plain(),
        line.full(),
        line.closing_start,
        line.full(),
        !blank && line.page_blanks,
        !blank && line.page_blanks && line.full(),
        !blank && line.indented,
        line.page_blanks && !blank,
        line.lead,
        !blank && line.full(),
        !blank,
        line.width >= 45.0,
        line.width >= 45.0,
        line.width >= 45.0,
        line.bullet || line.titled,
        line.notice,
        line.joint == Joint::Word,
        line.joint == Joint::Word && blank,
        line.joint == Joint::Unusual,
        line.joint == Joint::Unusual && !blank,
        line.joint == Joint::Word,
        line.joint == Joint::Word,
        line.bracket_closed,
        line.joint == Joint::Unusual,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_feature_has_its_bit(features in proptest::array::uniform::<_, 29>(any::<bool>())) {
            let wanted = features.iter().enumerate().fold(0, |bits, (i, &on)| bits | Bits::from(on) << i);
            prop_assert_eq!(bits(features), wanted);
        }
    }
}
