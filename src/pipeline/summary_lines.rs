//! Where a summary's sentences stand on their page.

use crate::measure::solid_chars;
use crate::read::EditionText;
use crate::record::{LineRange, line_ranges};
use crate::split::Article;
use crate::summary::Part;

/// The lines of each part, one part after the other. Joining lines to paragraphs changes nothing but white space, so that
/// the characters that are not white space tell where a part stands.
pub(super) fn summary_lines(parts: &[Part], article: &Article, page: &EditionText) -> Vec<LineRange> {
    let mut ranges = Vec::new();
    let body = article.body_text(page);
    let paragraphs: Vec<&str> = body.split('\n').collect();
    for part in parts {
        let text = paragraphs[part.paragraph];
        let from = solid_chars(&text[..part.bytes.start]);
        let to = from + solid_chars(&text[part.bytes.clone()]);
        let mut end = 0;
        let lines = article.paragraphs[part.paragraph].lines.iter().filter(|&&line| {
            let start = end;
            end += solid_chars(page.line(line));
            start < to && from < end
        });
        ranges.extend(line_ranges(lines.map(|&i| page.lines()[i].number)));
    }
    ranges
}

#[cfg(test)]
mod tests {
    use crate::{LabelOptions, Pipeline};

    #[test]
    fn every_sentence_of_a_summary_stands_in_its_lines() {
        let page = "江堤险段完成整治\n　　本报讯（记者 林静）全市12处\n江堤险段昨日完成整治。沿线七个\n乡镇两万人受益。总投资三亿元，\n\
                    其中省里补助一亿元。\n";
        let pipeline = Pipeline::builder().options(LabelOptions::default()).build().unwrap();
        let records = pipeline.run("page.txt", page).unwrap();
        let record = &records[0];
        assert!(record.summary.starts_with("全市12处江堤险段昨日完成整治。"), "{}", record.summary);
        assert_eq!(record.summary_lines[0], [2, 3]);
        let sentences = record.summary.matches('。').count();
        assert_eq!(record.summary_lines.len(), sentences);
    }
}
