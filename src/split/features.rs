//! What the labelling chain sees of lines and steps, as bits.

use super::joint::Joint;
use super::label::{LABELS, Label};
use super::line::{Ending, Observed};
use super::weights::features;

/// A bit a feature.
pub(super) type Bits = u128;

/// What is seen of a line and its neighbours.
pub(super) enum LineFeature {}
/// What is seen of a step from body text.
pub(super) enum AfterBody {}
/// What is seen of a step from a line of another kind.
pub(super) enum AfterOther {}

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
    bits(features!(LineFeature in line {
        bias: true,
        full_width: !short && line.fullness <= 1.12,
        short: short,
        very_short: line.fullness <= 0.45,
        overlong: line.fullness > 1.12,
        far_overlong: line.fullness > 1.45,
        ends_stop: line.ending == Ending::Stop,
        ends_mark: line.ending == Ending::Mark,
        ends_weak: line.ending == Ending::Weak,
        ends_comma: line.ending == Ending::Comma,
        ends_bare: line.ending == Ending::Bare,
        inner_stop: line.inner_stop,
        one_comma: line.commas == 1,
        commas: line.commas >= 2,
        inner_space: line.inner_space,
        indented: line.indented,
        flush: line.page_indents && !line.indented,
        lead: line.lead,
        byline: line.byline,
        caption: line.caption,
        furniture: line.furniture,
        overprint: line.overprint,
        bare_date: line.bare_date,
        closing_start: line.closing_start,
        mostly_ascii: line.ascii_share > 0.5,
        alone: alone,
        text_follows: text_follows,
        near_top: line.from_top < 4,
        above_caption: near.is_some_and(|n| n.caption),
        short_plain: short && plain,
        wide_sentence_alone: line.fullness > 1.3 && line.ending == Ending::Stop && alone,
        last_line: next.is_none(),
        // Position in a run of short lines without punctuation.
        plain_below_plain_short: plain && close.is_some_and(Observed::plain_short),
        plain_above_plain_short: plain && near.is_some_and(Observed::plain_short),
        plain_after_blank_above_full: plain && line.after_blank && near.is_some_and(Observed::full),
        plain_alone_not_full: plain && alone && !line.full(),
        plain_alone_full: plain && alone && line.full(),
        repeated: line.repeated,
        caption_marked: line.caption && line.marked,
        furniture_near_top: line.furniture && line.from_top < 4,
        furniture_without_han: line.furniture && !line.has_han,
        enumerated: line.enumerated,
        speaker: line.speaker,
        signature: line.signature,
        signature_above_date: line.signature && next.is_some_and(|n| n.bare_date),
        date_below_signature: line.bare_date && before.is_some_and(|b| b.signature),
        quote_start: line.quote_start,
        particles: line.particles,
        particles_short_plain: line.particles && short && plain,
        flush_plain_after_sentence: line.page_indents && !line.indented && plain && before.is_some_and(|b| !b.open()),
        flush_above_text: line.page_indents && !line.indented && text_follows,
        flush_short_after_sentence: line.page_indents && !line.indented && line.fullness <= 0.9 && before.is_some_and(|b| !b.open()),
        spaced_ascii: line.has_space && line.ascii_share > 0.25,
        narrow: line.width <= 4.5,
        dash_start: line.dash_start,
        near_end: line.from_end < 4,
        photo_credit: line.photo,
        below_furniture: before.is_some_and(|b| b.furniture),
        plain_above_lead: plain && next.is_some_and(|n| n.lead),
        plain_above_furniture: plain && next.is_some_and(|n| n.furniture || n.begins_page),
        dangling: line.dangling,
        under_three_quarters: line.fullness <= 0.75,
        blanks_after_blank_above_text: line.page_blanks && line.after_blank && near.is_some_and(|n| n.full() || !n.plain()),
        blanks_plain_alone: line.page_blanks && plain && alone,
        // First lines of paragraphs whose indent was lost are shorter by two characters.
        blanks_lost_indent: line.page_blanks && line.after_blank && line.fullness > 0.78 && line.fullness <= 0.93 && line.open(),
        blanks_lost_indent_alone: line.page_blanks && alone && line.fullness > 0.78 && line.fullness <= 0.93 && plain,
        plain_alone_above_sentence: plain && alone && next.is_some_and(|n| !n.plain() && !n.lead),
        plain_alone_above_broken_text: plain && alone && next.is_some_and(|n| n.closing_start || n.commas > 0 && n.full() && !n.lead),
        date_above_caption: line.bare_date && near.is_some_and(|n| n.caption),
        plain_below_full_open: plain && before.is_some_and(|b| b.open() && b.very_full()),
        plain_above_wider_plain: plain && near.is_some_and(|n| n.width > line.width + 0.7 && n.plain()),
        plain_below_wider_plain: plain && close.is_some_and(|b| b.width > line.width + 0.7 && b.plain()),
        full_open: line.fullness > 0.93 && line.fullness <= 1.06 && line.open(),
        very_narrow: line.width <= 2.5,
        quote_open_plain: line.quote_open && plain,
        blanks_open_before_blank: line.page_blanks && line.before_blank && !line.after_blank && line.open(),
        width_30: line.width >= 30.0,
        width_45: line.width >= 45.0,
        width_80: line.width >= 80.0,
        width_45_ends_stop: line.width >= 45.0 && line.ending == Ending::Stop,
        bullet: line.bullet,
        titled: line.titled,
        notice: line.notice,
        notice_plain: line.notice && plain,
        long_number: line.long_number,
        bracketed: line.bracketed,
        bracketed_after_sentence: line.bracketed && before.is_some_and(|b| !b.open()),
        paper_name: line.paper,
        paper_name_alone: line.paper && alone,
        colon_plain: line.colon && plain,
        colon_gap_plain: line.colon && line.gaps >= 1 && plain,
        colon_plain_near_end: line.colon && plain && line.from_end < 4,
        gaps: line.gaps >= 2,
        gaps_plain_beside_gaps: line.gaps >= 2 && plain && (near.is_some_and(|n| n.gaps >= 2) || close.is_some_and(|b| b.gaps >= 2)),
        gaps_plain_ascii: line.gaps >= 2 && plain && line.ascii_share > 0.3,
        echo: line.echo,
        echo_short_plain: line.echo && plain && short,
        page_top_plain: line.from_top == 0 && plain,
        page_top_plain_above_text: line.from_top == 0 && plain && next.is_some_and(|n| n.lead || n.after_blank),
        furniture_alone: line.furniture && alone,
        overprint_alone: line.overprint && alone,
        overprint_not_alone: line.overprint && !alone,
        below_overprint: before.is_some_and(|b| b.overprint),
        below_signature_or_date: before.is_some_and(|b| b.signature || b.bare_date),
        below_notice: before.is_some_and(|b| b.notice),
        above_notice: next.is_some_and(|n| n.notice),
        short_plain_within_open_text: plain && short && before.is_some_and(|b| b.open() && b.full()) && next.is_some_and(|n| !n.indented && !n.lead),
        plain_above_bullet: plain && next.is_some_and(|n| n.bullet || n.titled),
        short_plain_after_blank_above_full: plain && short && line.after_blank && next.is_some_and(|n| n.page_blanks && !n.after_blank && n.full()),
        plain_above_indented: before.is_none_or(|b| !b.open()) && plain && next.is_some_and(|n| n.indented),
        narrow_plain_above_indented: plain && line.width <= 12.0 && near.is_some_and(|n| n.indented),
        narrow_ascii: line.ascii_share > 0.3 && line.width <= 10.0,
        within_word: line.joint == Joint::Word,
        unlikely_pair: line.joint == Joint::Unusual,
        within_word_after_blank: line.joint == Joint::Word && line.after_blank,
        plain_within_word_below_full: plain && line.joint == Joint::Word && before.is_some_and(Observed::full),
        plain_runs_on: plain && joined == Joint::Word,
        plain_breaks_off: plain && joined == Joint::Unusual,
        plain_runs_on_before_blank: plain && joined == Joint::Word && line.before_blank,
        plain_breaks_off_no_blank: plain && joined == Joint::Unusual && near.is_some(),
        short_plain_runs_on_to_text: plain && short && joined == Joint::Word && next.is_some_and(|n| !n.plain()),
        bracket_open: line.bracket_open,
        bracket_closed: line.bracket_closed,
        bracket_closed_below_open: line.bracket_closed && before.is_some_and(|b| b.bracket_open),
        plain_alone_breaks_off: plain && alone && line.joint == Joint::Silent && joined == Joint::Unusual,
    }))
}

/// What joins or parts two lines, the first of them body text.
pub(super) fn body_features(before: &Observed, line: &Observed) -> Bits {
    let blank = line.after_blank;
    let (open, full) = (before.open(), before.full());
    let form = line.form;
    let weak = before.ending == Ending::Weak;
    let closed = !open && !weak;
    bits(features!(AfterBody in after_body {
        bias: true,
        open_full: open && full && !blank,
        open_full_blank: open && full && blank,
        open_short: open && !full && !blank,
        open_short_blank: open && !full && blank,
        closed_full: closed && full && !blank,
        closed_full_blank: closed && full && blank,
        closed_short: closed && !full && !blank,
        closed_short_blank: closed && !full && blank,
        indented: line.indented,
        flush: line.page_indents && !line.indented,
        lead: line.lead,
        weak: weak && !blank,
        weak_blank: weak && blank,
        closed_to_full: closed && line.full(),
        closed_to_plain_short: closed && line.plain_short(),
        open_to_plain_short: open && line.plain_short(),
        after_comma: before.ending == Ending::Comma,
        after_mark: before.ending == Ending::Mark,
        closed_to_quote: line.quote_start && closed,
        byline: line.byline,
        list_item: line.enumerated || line.speaker,
        begins_page: line.begins_page,
        open_very_full: before.very_full() && open,
        closed_to_plain_full: closed && line.plain() && line.full(),
        closed_to_before_blank: closed && line.before_blank && !blank,
        closed_to_alone: closed && line.before_blank && blank,
        open_to_plain_alone: open && line.before_blank && blank && line.plain(),
        quote_open: before.quote_open,
        closing_start: line.closing_start,
        blanks_closed_no_blank: line.page_blanks && !blank && !open,
        blanks_open_blank: line.page_blanks && blank && open,
        dangling: before.dangling,
        blanks_closed_to_alone: line.page_blanks && blank && !open && line.before_blank,
        bullet: line.bullet || line.titled,
        wide: before.width >= 45.0,
        wide_blank: before.width >= 45.0 && blank,
        closed_to_bracketed: line.bracketed && closed,
        gaps_both: before.gaps >= 2 && line.gaps >= 2,
        closed_to_notice: closed && line.notice,
        within_word: line.joint == Joint::Word,
        within_word_blank: line.joint == Joint::Word && blank,
        within_word_short: line.joint == Joint::Word && !full,
        usual_pair: line.joint == Joint::Usual,
        unlikely_pair: line.joint == Joint::Unusual,
        unlikely_pair_blank: line.joint == Joint::Unusual && blank,
        unlikely_pair_full: line.joint == Joint::Unusual && full,
        bracket_closes: before.bracket_open && line.bracket_closed,
        bracket_open: before.bracket_open,
        within_word_open_blank: line.joint == Joint::Word && open && before.very_full() && blank,
        sectioned_blank: form.sectioned && blank,
        sectioned_close: form.sectioned && !blank,
        unwrapped: form.unwrapped,
        unwrapped_indented: form.unwrapped && line.indented,
        unwrapped_flush: form.unwrapped && !line.indented && line.page_indents,
        old_full: form.old && full && !blank,
        old_short: form.old && !full && !blank,
        old_short_short: form.old && !full && line.fullness <= 0.8,
        sectioned_flush: form.sectioned && !blank && line.page_indents && !line.indented && !open,
        old_comma: form.old && before.ending == Ending::Comma && !blank,
        bracket_end: before.bracket_end,
        bracket_end_flush: before.bracket_end && line.page_indents && !line.indented,
        verse: line.is_verse(),
        bracket_end_plain_short: before.bracket_end && line.plain_short(),
        closed_short_flush: closed && before.fullness <= 0.85 && line.page_indents && !line.indented,
        closed_short_flush_close: closed && before.fullness <= 0.85 && line.page_indents && !line.indented && !blank,
    }))
}

/// The features that count after each label.
const AFTER: [Bits; LABELS] = {
    let mut after = [0; LABELS];
    let mut label = 0;
    while label < LABELS {
        let mut i = 0;
        while i < AfterOther::COUNT {
            let counts = match AfterOther::AFTER[i] {
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
    let form = line.form;
    let blank = line.after_blank;
    bits(features!(AfterOther in after_other {
        bias: true,
        blank: blank,
        indented: line.indented,
        flush: line.page_indents && !line.indented,
        lead: line.lead,
        after_head after Head: true,
        after_caption after Caption: true,
        after_byline after Byline: true,
        after_furniture after Furniture: true,
        head_blank after Head: blank,
        caption_blank after Caption: blank,
        byline_blank after Byline: blank,
        furniture_blank after Furniture: blank,
        head_to_full after Head: line.full(),
        head_to_plain_short after Head: line.plain_short(),
        caption_to_plain_short after Caption: line.plain_short(),
        caption_to_caption after Caption: line.caption,
        furniture_to_plain_short after Furniture: line.plain_short(),
        head_to_full_text after Head: line.full() && !line.plain(),
        head_to_plain_no_blank after Head: line.plain() && !blank,
        full_text: line.full() && !line.plain(),
        byline_to_full after Byline: line.full(),
        closing_start: line.closing_start,
        caption_to_full after Caption: line.full(),
        head_blanks_no_blank after Head: !blank && line.page_blanks,
        head_blanks_no_blank_full after Head: !blank && line.page_blanks && line.full(),
        head_to_indented_no_blank after Head: !blank && line.indented,
        blanks_no_blank: line.page_blanks && !blank,
        head_to_lead after Head: line.lead,
        furniture_to_full_no_blank after Furniture: !blank && line.full(),
        furniture_no_blank after Furniture: !blank,
        wide: line.width >= 45.0,
        head_to_wide after Head: line.width >= 45.0,
        caption_to_wide after Caption: line.width >= 45.0,
        bullet: line.bullet || line.titled,
        furniture_to_notice after Furniture: line.notice,
        head_within_word after Head: line.joint == Joint::Word,
        head_within_word_blank after Head: line.joint == Joint::Word && blank,
        head_unlikely_pair after Head: line.joint == Joint::Unusual,
        head_unlikely_pair_no_blank after Head: line.joint == Joint::Unusual && !blank,
        caption_within_word after Caption: line.joint == Joint::Word,
        furniture_within_word after Furniture: line.joint == Joint::Word,
        bracket_closed: line.bracket_closed,
        furniture_unlikely_pair after Furniture: line.joint == Joint::Unusual,
        sectioned_blank: form.sectioned && blank,
        sectioned_close: form.sectioned && !blank,
        sectioned_flush_after_head after Head: form.sectioned && !blank && !line.indented,
        sectioned_flush_after_byline after Byline: form.sectioned && !blank && !line.indented,
        sectioned_blank_after_head after Head: form.sectioned && blank,
        sectioned_blank_after_byline after Byline: form.sectioned && blank,
        unwrapped: form.unwrapped,
        unwrapped_flush: form.unwrapped && !line.indented && line.page_indents,
        old_full_after_head after Head: form.old && line.full() && !blank,
        old_full_after_byline after Byline: form.old && line.full() && !blank,
        verse_after_head after Head: line.is_verse(),
        verse_after_byline after Byline: line.is_verse(),
    }))
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
