//! Which part of a document's text is its headline.

use crate::split::parse_lead;

/// Longest first line, in characters, that is taken for a headline.
const LONGEST: usize = 60;

/// The headline and the body that topics are told from, without the body's lead (本报讯（记者 …）), which
/// says nothing of them.
///
/// Many corpora keep an article as one text, whose first line is the headline. So without a headline, a
/// first line of up to 60 characters is taken for one if it is no sentence and no lead, and text follows.
pub fn parted<'t>(headline: &'t str, text: &'t str) -> (&'t str, &'t str) {
    let (headline, body) = headed(headline, text);
    (headline, &body[parse_lead(body).bytes..])
}

/// [`parted`] with the body's lead still in it.
pub(super) fn headed<'t>(headline: &'t str, text: &'t str) -> (&'t str, &'t str) {
    if !headline.trim().is_empty() {
        return (headline, text);
    }
    let Some((first, rest)) = text.trim_start().split_once('\n') else { return (headline, text) };
    let first = first.trim_end();
    let heads = first.chars().nth(LONGEST).is_none()
        && !first.ends_with(['。', '！', '？', '；', '，', '、', '：', '.', '!', '?', ';', ',', ':', '”'])
        && !rest.trim_start().is_empty()
        && parse_lead(first).bytes == 0;
    if heads { (first, rest) } else { (headline, text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_first_line_heads_a_text_without_headline() {
        assert_eq!(parted("", "县医院新楼启用\n新楼有床位三百张。"), ("县医院新楼启用", "新楼有床位三百张。"));
        assert_eq!(parted(" ", "\n 县医院新楼启用\r\n本报讯 新楼有床位。"), ("县医院新楼启用", "新楼有床位。"));
    }

    #[test]
    fn nothing_else_is_taken_for_a_headline() {
        let long = "长".repeat(61) + "\n新楼有床位三百张。";
        for text in
            ["县医院新楼启用", "新楼启用。\n床位三百张。", "新楼启用，\n床位三百张。", "新楼启用\n \n", &long, "", "\n"]
        {
            assert_eq!(headed("", text), ("", text), "{text}");
        }
        assert_eq!(headed("", "本报讯（记者 林静）\n新楼启用。").0, "");
        assert_eq!(headed("新楼", "启用\n新楼有床位。"), ("新楼", "启用\n新楼有床位。"));
    }
}
