//! The pattern of captions.

/// The line belongs to a photograph: ▲图为 …, 王某 摄, （资料图片）.
pub(super) fn is_caption(line: &str) -> bool {
    const MARKS: [char; 10] = ['▲', '▶', '◀', '▼', '△', '▷', '◁', '▽', '↑', '↓'];
    if line.starts_with(MARKS) || line.starts_with(['►', '◄', '←', '→', '⬆', '⬇']) {
        return line.chars().count() > 1;
    }
    let core = line.trim_end_matches(['）', ')', '。', ' ']);
    let ends = [
        "摄",
        "摄影",
        "供图",
        "资料图",
        "资料图片",
        "资料照片",
        "制图",
        "图片由受访者提供",
        "新华社发",
        "图片来自网络",
    ];
    line.starts_with("图为")
        || line.starts_with("上图")
        || line.starts_with("下图")
        || line.starts_with("左图")
        || line.starts_with("右图")
        || line.starts_with("图①")
        || line.starts_with("图1：")
        || line.starts_with("【图】")
        || (core.ends_with(['摄', '影', '图', '片', '供', '发', '络'])
            && ends.iter().any(|e| core.ends_with(e))
            && line.chars().count() < 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions() {
        assert!(is_caption("▲孩子们在放风筝。"));
        assert!(is_caption("图为颁奖现场。"));
        assert!(is_caption("市民在江滩散步。周小川 摄"));
        assert!(is_caption("【图】春管陆续展开"));
        assert!(is_caption("渔民在江边收网。（资料照片）"));
        assert!(!is_caption("▲"));
    }
}
